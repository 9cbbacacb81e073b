"""Train the weights of the name model: one command, a second of work, readable JSON.

    python models/names/train.py SET.jsonl:MAP ... [--output FILE]
    python models/names/train.py SET.jsonl:MAP ... --folds 5

A line of a SET is {"id", "text", "entities": [{"start", "end", "label"}]}; MAP names what its labels mean
(`LABELS`). Sets without a licence that lets weights be shipped do not belong here. The shipped weights come from the
training and development parts of CrossNER politics (MIT), WikiGold (CC BY 4.0), re3d without its non-commercial
documents (OGL 3.0, US public domain, CC BY, CC BY-SA 3.0) and the news and interviews of GUM (CC BY 2.5, labels
CC BY 4.0); `--folds` says how well they
do on texts left out.

The rules read each text first; only names that they leave open are learned from, as only those are decided by the
model. A softmax regression with an L2 penalty, fitted by Adam from zero: no chance in it, the same input gives the
same file.
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc

import conflictner as cn
from conflictner.components.mentions import MentionFinder, learned, revision
from conflictner.components.mentions.book import Book
from conflictner.components.mentions.candidates import base_spans
from conflictner.components.mentions.countries import Countries
from conflictner.components.mentions.learned import CLASSES
from conflictner.components.mentions.reading import Reading

LABELS = {
    "crossner": {
        "location": "place",
        "country": "place",
        "organisation": "actor",
        "politicalparty": "actor",
        "person": "person",
        "politician": "person",
    },
    "conll": {"LOC": "place", "ORG": "actor", "PER": "person"},
    "gum": {"place": "place", "organization": "actor", "person": "person"},
    "re3d": {"Location": "place", "Organisation": "actor", "Person": "person"},
}
OUTPUT = Path(cn.__file__).parent / "data" / "en" / "name_weights.json"
_AFTER = ("conflict_mentions", "conflict_linker", "conflict_coref", "conflict_quotes")
RARE = 5
PENALTY = 2.0
STEPS = 300

Row = tuple[dict[str, float], str]


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without an outer article, marks of quotation and possessive."""
    piece = text[start:end].strip(" \t\n\"'“”‘’(),;:")
    for article in ("the ", "a ", "an "):
        if piece.lower().startswith(article):
            piece = piece[len(article) :]
    piece = piece.removesuffix("'s").removesuffix("’s").rstrip(".") if piece else piece
    at = text.find(piece, start) if piece else start
    return at, at + len(piece)


def rows_of(
    record: dict[str, Any], labels: dict[str, str], nlp: Language, finder: MentionFinder, gum: bool
) -> list[Row]:
    """Features and class of every name that the rules leave open."""
    return rows_of_doc(nlp(record["text"]), record, labels, finder, gum)


def rows_of_doc(
    doc: Doc, record: dict[str, Any], labels: dict[str, str], finder: MentionFinder, gum: bool
) -> list[Row]:
    """The same for a text that the base model has read."""
    text = record["text"]
    gold = {trimmed(text, e["start"], e["end"]): labels[e["label"]] for e in record["entities"] if e["label"] in labels}
    book = Book(Reading.of(doc, finder.kb.frequency), finder.kb, Countries.of(finder.kb))
    book.fill(base_spans(doc), finder.gazetteer)
    book.decide(revised=False)
    spots: dict[str, set[tuple[int, int]]] = {}
    for span in book.spans:
        spots.setdefault(book.key(span.start, span.end), set()).add((span.start, span.end))
    rows = []
    for key, found in revision.candidates(book):
        classes = Counter(
            gold.get(trimmed(text, book.reading.first[a], book.reading.last(b - 1)), "none")
            for a, b in sorted(spots[key])
        )
        best = classes.most_common(1)[0][0]
        if gum and best == "none" and "model=PERSON" in found:
            # GUM labels the persons alone that have a page in Wikipedia: the others are persons all the same.
            continue
        rows.append((found, best))
    return rows


def fit(rows: list[Row]) -> dict[str, list[float]]:
    """One weight for each feature and class."""
    counts = Counter(name for found, _ in rows for name in found)
    names = sorted(name for name, times in counts.items() if times >= RARE)
    column = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(rows), len(names)))
    y = np.zeros((len(rows), len(CLASSES)))
    for i, (found, best) in enumerate(rows):
        for name, value in found.items():
            if name in column:
                x[i, column[name]] = value
        y[i, CLASSES.index(best)] = 1.0
    weights = np.zeros((len(names), len(CLASSES)))
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        scores = x @ weights
        scores -= scores.max(axis=1, keepdims=True)
        chances = np.exp(scores)
        chances /= chances.sum(axis=1, keepdims=True)
        slope = x.T @ (chances - y) + PENALTY * weights
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope * slope
        weights -= 0.05 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return {name: [round(float(value), 2) for value in weights[i]] for i, name in enumerate(names)}


def is_licensed(record: dict[str, Any]) -> bool:
    """Whether weights learned from a text may be shipped: no licence is named for the speeches in GUM."""
    return bool(record.get("meta", {}).get("genre") != "speech")


def read(arguments: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The texts of the sets, each with the argument that names its set."""
    for argument in arguments:
        with Path(argument.rpartition(":")[0]).open(encoding="utf-8", newline="\n") as lines:
            for line in lines:
                if line.strip():
                    yield argument, json.loads(line)


def held_out(arguments: list[str], nlp: Language, ours: list[Any], finder: MentionFinder, folds: int) -> None:
    """Print how well names are found in texts left out: the rules alone, and with weights trained on the others.

    The texts of all sets are dealt into folds by a checksum of their ids.
    """
    texts = [(argument, record, nlp(record["text"]).to_bytes()) for argument, record in read(arguments)]
    fold = [zlib.crc32(str(record["id"]).encode()) % folds for _, record, _ in texts]
    rows: list[list[Row]] = [[] for _ in range(folds)]
    for at, (argument, record, data) in zip(fold, texts, strict=True):
        if is_licensed(record):
            labels = argument.rpartition(":")[2]
            doc = Doc(nlp.vocab).from_bytes(data)
            rows[at] += rows_of_doc(doc, record, LABELS[labels], finder, gum=labels == "gum")
    tables = [fit([row for other, some in enumerate(rows) if other != left for row in some]) for left in range(folds)]
    counts: Counter[tuple[str, str, str]] = Counter()
    for at, (argument, record, data) in zip(fold, texts, strict=True):
        for system, table in (("rules", {}), ("rules and model", tables[at])):
            doc = Doc(nlp.vocab).from_bytes(data)
            with patch.object(learned, "weights", return_value=table):
                for pipe in ours:
                    doc = pipe(doc)
            gold, found = names_of(doc, record, LABELS[argument.rpartition(":")[2]])
            for what, names in (("right", gold & found), ("found", found), ("wanted", gold)):
                counts[argument, system, what] += len(names)
    for argument in arguments:
        for system in ("rules", "rules and model"):
            right, found_, wanted = (counts[argument, system, what] for what in ("right", "found", "wanted"))
            sys.stdout.write(f"{argument}  {system}  F {2 * right / max(1, found_ + wanted):.3f}\n")


def names_of(
    doc: Doc, record: dict[str, Any], labels: dict[str, str]
) -> tuple[set[tuple[int, int, str]], set[tuple[int, int, str]]]:
    """Names that should be found in an annotated text, and those that were."""
    text = record["text"]
    gold = [(e["start"], e["end"], labels[e["label"]]) for e in record["entities"] if e["label"] in labels]
    found = [
        (m.start, m.end, {"PERSON": "person", "PLACE": "place", "COUNTRY": "place"}.get(m.kind, "actor"))
        for m in doc._.mentions
        if m.mtype == "name" and m.kind != "PROCESS"
    ]
    wanted, ours = ({(*trimmed(text, a, b), kind) for a, b, kind in names} for names in (gold, found))
    return wanted, ours


def main() -> None:
    """Read the sets, fit, write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", help="FILE:MAP, MAP one of " + ", ".join(sorted(LABELS)))
    parser.add_argument("--output", type=Path, default=OUTPUT)
    parser.add_argument("--folds", type=int, help="write nothing: print how well texts are read that were left out")
    options = parser.parse_args()
    nlp = cn.load()
    ours = [nlp.remove_pipe(name)[1] for name in _AFTER]
    finder = MentionFinder(spacy.blank("en"))
    if options.folds:
        held_out(options.sets, nlp, ours[:3], finder, options.folds)
        return
    rows: list[Row] = []
    for argument, record in read(options.sets):
        if is_licensed(record):
            labels = argument.rpartition(":")[2]
            rows += rows_of(record, LABELS[labels], nlp, finder, gum=labels == "gum")
    table = fit(rows)
    lines_out = ",\n".join(f"  {json.dumps(name)}: {json.dumps(values)}" for name, values in table.items())
    head = json.dumps({"classes": list(CLASSES), "names": len(rows)})[1:-1]
    options.output.write_text(f'{{{head}, "weights": {{\n{lines_out}\n}}}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
