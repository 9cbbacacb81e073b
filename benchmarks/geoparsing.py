"""How well given place names are put on the map: ours against the most populous namesake, on one set, in one run.

    python benchmarks/geoparsing.py --data SET.jsonl [SET.jsonl ...] [--errors] [--reliability]

A line of SET is {"id", "text", "entities": [{"start", "end", "label", "lat", "lon"}]}; offsets count characters. The
spans of the set are handed to the linker as place names, whatever our own recognition says of them; the actors that
the pipeline finds elsewhere in the text stay. A name without a point counts as half the globe away. ``--cache FOLDER``
keeps what comes before the linker, for a second run.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import math
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import mean, median
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, DocBin

import conflictner as cn
from conflictner.annotations import Mark, read_marks, write_marks
from conflictner.components.linker.placenames import forms
from conflictner.distance import kilometres
from conflictner.knowledge import Gazetteer

FAR = 20_039.0
NEAR = (25.0, 161.0)
BEFORE_LINKER = ("conflict_linker", "conflict_coref", "conflict_quotes", "conflict_relations")

Point = tuple[float, float]


def records(path: Path) -> list[dict[str, Any]]:
    """The lines of a set."""
    with path.open(encoding="utf-8", newline="\n") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def read(nlp: Language, texts: list[str], cache: Path | None) -> list[Doc]:
    """The texts as far as the mentions, from the cache where they were read before."""
    digest = hashlib.sha256(json.dumps(texts).encode()).hexdigest()[:16]
    kept = cache / f"{digest}.spacy" if cache else None
    if kept and kept.exists():
        return list(DocBin(store_user_data=True).from_disk(kept).get_docs(nlp.vocab))
    docs = []
    with nlp.select_pipes(disable=[name for name in BEFORE_LINKER if name in nlp.pipe_names]):
        docs = [nlp(cn.make_doc(nlp, text)) for text in texts]
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        DocBin(store_user_data=True, docs=docs).to_disk(kept)
    return docs


def give(doc: Doc, gold: list[dict[str, Any]]) -> dict[tuple[int, int], list[dict[str, Any]]]:
    """Put the given names in place of ours; each with the points that it should get."""
    wanted: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for entity in gold:
        span = doc.char_span(entity["start"], entity["end"], alignment_mode="expand")
        if span is not None:
            wanted.setdefault((span.start, span.end), []).append(entity)
    taken = {token for start, end in wanted for token in range(start, end)}
    found = [mark for mark in read_marks(doc) if mark.kind != "PLACE"]
    countries = {mark.span for mark in found if mark.kind == "COUNTRY"}
    marks = [mark for mark in found if taken.isdisjoint(range(mark.start, mark.end))]
    marks += [
        Mark(start, end, "COUNTRY" if (start, end) in countries else "PLACE", "given", role="place")
        for start, end in wanted
    ]
    write_marks(doc, marks)
    return wanted


def most_populous(gazetteer: Gazetteer, name: str) -> Point | None:
    """The point of the largest place of a name."""
    found = gazetteer.find_many(forms(name))
    places = next((places for places in found.values() if places), [])
    best = max(places, key=lambda place: (place.feature == "country", place.population), default=None)
    return (best.lat, best.lon) if best else None


def distances(nlp: Language, path: Path, cache: Path | None) -> Iterator[tuple[str, str, float, float, dict[str, Any]]]:
    """For each given name: text, document, kilometres of ours and of the most populous namesake, and the entity."""
    rows = records(path)
    linker = nlp.get_pipe("conflict_linker")
    gazetteer = Gazetteer.load()
    for row, doc in zip(rows, read(nlp, [row["text"] for row in rows], cache), strict=True):
        gold = [e for e in row["entities"] if e["label"] == "place" and e.get("lat") is not None]
        wanted = give(doc, gold)
        doc = linker(doc)
        entities = doc._.conflict_entities
        given = {mark.span: mark.entity_id for mark in read_marks(doc)}
        scores = {mark.span: mark.score for mark in read_marks(doc)}
        for span, targets in wanted.items():
            entity = entities.get(given.get(span, ""), {})
            ours = (entity["lat"], entity["lon"]) if entity.get("lat") is not None else None
            peer = most_populous(gazetteer, doc[span[0] : span[1]].text)
            for target in targets:
                point = (target["lat"], target["lon"])
                name = row["text"][target["start"] : target["end"]]
                near, far = (kilometres(p, point) if p else FAR for p in (ours, peer))
                more = {"id": given.get(span), "score": scores.get(span, 0.0), "target": target}
                yield name, row["id"], near, far, {**entity, **more}


def figures(errors: list[float]) -> str:
    """Shares within 25 and 161 km, median, mean, area under the curve of the logarithm of the error."""
    shares = "  ".join(f"acc@{limit:.0f} {mean(error <= limit for error in errors):.3f}" for limit in NEAR)
    curve = mean(math.log(1 + min(error, FAR)) / math.log(1 + FAR) for error in errors)
    return f"{shares}  median {median(errors):7.1f} km  mean {mean(errors):7.1f} km  AUC {curve:.3f}"


def main() -> None:
    """Resolve the names of each set, print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--errors", action="store_true", help="print the classes of the errors, and each error")
    parser.add_argument("--reliability", action="store_true", help="print how often a probability holds, all sets")
    options = parser.parse_args()
    nlp = cn.load()
    answers: list[tuple[float, float]] = []
    for path in options.data:
        rows = list(distances(nlp, path, options.cache))
        print(f"{path}: {len(rows)} names")
        print("  most populous", figures([row[3] for row in rows]))
        print("  ours         ", figures([row[2] for row in rows]))
        answers += [(row[4]["score"], row[2]) for row in rows if row[2] < FAR]
        if options.errors:
            show_errors(rows)
    if options.reliability:
        show_reliability(answers)


#: Bounds of the classes of probabilities.
CLASSES = (0.0, 0.2, 0.4, 0.6, 0.8, 0.95, 1.01)


def show_reliability(answers: list[tuple[float, float]]) -> None:
    """For each class of probabilities: answers in it, their mean, and the share that is right within 161 km."""
    print("| probability | answers | mean | right |\n|---|---|---|---|")
    for low, high in itertools.pairwise(CLASSES):
        inside = [(score, error <= NEAR[1]) for score, error in answers if low <= score < high]
        if inside:
            shares = mean(score for score, _ in inside), mean(right for _, right in inside)
            print(f"| {low:.2f} to {min(high, 1.0):.2f} | {len(inside):,} | {shares[0]:.2f} | {shares[1]:.2f} |")


def show_errors(rows: list[tuple[str, str, float, float, dict[str, Any]]]) -> None:
    """Classes of the errors beyond 161 km, then each name with what it was taken for."""
    gazetteer = Gazetteer.load()
    classes: Counter[str] = Counter()
    lines: Counter[str] = Counter()
    for name, document, error, _, entity in rows:
        if error <= NEAR[1]:
            continue
        target = (entity["target"]["lat"], entity["target"]["lon"])
        places = [place for found in gazetteer.find_many(forms(name)).values() for place in found]
        if not places:
            kind = "not in the gazetteer"
        elif min(kilometres((p.lat, p.lon), target) for p in places) > NEAR[1]:
            kind = "right place not in the gazetteer"
        elif error == FAR:
            kind = "left open"
        else:
            kind = "wrong namesake"
        classes[kind] += 1
        lines[f"{kind:34} {document:20} {name!r} -> {entity['id']} {entity.get('country')} {error:.0f} {target}"] += 1
    for kind, count in classes.most_common():
        print(f"    {kind:34} {count}")
    for line, count in lines.most_common():
        print(f"      {count:3} {line}")


if __name__ == "__main__":
    main()
