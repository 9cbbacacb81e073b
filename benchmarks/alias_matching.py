"""From a ready Doc to spans with ids on it: the alias automaton against spaCy's SpanRuler and EntityRuler, in one run.

    python benchmarks/alias_matching.py [--sizes 1000 10000 100000] [--documents 200] [--sentences 18] [--rounds 5]

Texts and aliases are synthetic: English words at their own frequencies, with a made-up name every 20 words; one alias
in five is used. Documents have 390 words unless told otherwise; EntityRuler's cost is per document and not per word.
Everybody starts with tokenized Docs and ends with spans that carry an id: spaCy's rulers match LOWER phrases; ours,
`conflictner.aliasspans.alias_spans`, spells the text out from the tokens ("text of the Doc"; ``doc.text`` is listed
beside it), folds it, checks word edges, capitals and the words around, chooses among overlapping hits and maps
characters to tokens. "Ready" is the time and the memory that the aliases take, from the list to the first text. CPU
seconds, medians of interleaved rounds; only the ratios mean something on another machine.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.tokens import Doc

from conflictner.aliasspans import alias_spans
from conflictner.columns import text_of
from conflictner.knowledge import Actor, KnowledgeBase
from conflictner.knowledge.words import word_list

_SYLLABLES = "kabamoritalunegoshakiduwazipolemalfaruso"


def make_names(size: int, rng: np.random.Generator) -> list[str]:
    """Names of one to three capitalised words that are no English words."""
    names: set[str] = set()
    while len(names) < size:
        words = []
        for _ in range(int(rng.choice([1, 2, 2, 3]))):
            starts = rng.integers(0, len(_SYLLABLES) // 2, int(rng.integers(3, 6))) * 2
            words.append("".join([_SYLLABLES[at : at + 2] for at in starts.tolist()]).capitalize())
        names.add(" ".join(words))
    return sorted(names)


def make_texts(names: list[str], documents: int, rng: np.random.Generator, sentences: int = 18) -> list[str]:
    """News-sized texts: sentences of 20 words and a name, four sentences a paragraph."""
    common = word_list()[:20_000]
    words = [word for word, _ in common]
    chance = np.array([10**zipf for _, zipf in common])
    drawn = rng.choice(len(words), size=(documents, sentences, 20), p=chance / chance.sum()).tolist()
    used = rng.choice(len(names), len(names) // 5, replace=False)
    inserted = rng.choice(used, size=(documents, sentences)).tolist()
    places = rng.integers(0, 20, size=(documents, sentences)).tolist()
    texts = []
    for document, chosen, at in zip(drawn, inserted, places, strict=True):
        lines = []
        for number, (line, name, place) in enumerate(zip(document, chosen, at, strict=True)):
            sentence = [words[index] for index in line]
            sentence.insert(place, names[name])
            sentence[0] = sentence[0][0].upper() + sentence[0][1:]
            lines.append(" ".join(sentence) + (".\n\n" if number % 4 == 3 else ". "))
        texts.append("".join(lines))
    return texts


def cpu(call: Callable[[], Any]) -> tuple[float, Any]:
    """CPU seconds of a call, and its result."""
    gc.collect()
    start = time.process_time()
    result = call()
    return time.process_time() - start, result


def compare(size: int, documents: int, sentences: int, rounds: int) -> None:
    """Build and run the three at one number of aliases, and print the table."""
    rng = np.random.default_rng(size)
    names = make_names(size, rng)
    texts = make_texts(names, documents, rng, sentences)
    words = sum(text.count(" ") + 1 for text in texts)
    nlp = spacy.blank("en")
    docs = [nlp.make_doc(text) for text in texts]

    def build_ours() -> KnowledgeBase:
        kb = KnowledgeBase([Actor(f"org:{i}", "ORG", name) for i, name in enumerate(names)])
        kb.match("")
        return kb

    def build_ruler(factory: str) -> Any:
        ruler = spacy.blank("en").add_pipe(factory, config={"phrase_matcher_attr": "LOWER"})
        ruler.add_patterns([{"label": "ORG", "pattern": name, "id": str(i)} for i, name in enumerate(names)])  # type: ignore[attr-defined]
        return ruler

    makers: dict[str, Callable[[], Any]] = {
        "ours": build_ours,
        "SpanRuler": lambda: build_ruler("span_ruler"),
        "EntityRuler": lambda: build_ruler("entity_ruler"),
    }
    builds, sizes, tools = {}, {}, {}
    for name, build in makers.items():
        before = resident()
        builds[name], tools[name] = cpu(build)
        sizes[name] = resident() - before

    def spans_of_ours(doc: Doc) -> int:
        doc.spans["ours"] = spans = alias_spans(doc, tools["ours"])
        return len(spans)

    def spans_of_span_ruler(doc: Doc) -> int:
        return len(tools["SpanRuler"](doc).spans["ruler"])

    def spans_of_entity_ruler(doc: Doc) -> int:
        doc.ents = ()
        return len(tools["EntityRuler"](doc).ents)

    runs: dict[str, Callable[[Doc], int]] = {
        "ours": spans_of_ours,
        "SpanRuler": spans_of_span_ruler,
        "EntityRuler": spans_of_entity_ruler,
        "text of the Doc": lambda doc: len(text_of(cells_of(doc), doc.vocab.strings)),
        "doc.text": lambda doc: len(doc.text),
    }
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    found = {}
    for number in range(rounds):
        for name, run in runs.items():
            if name == "EntityRuler" and size > 20_000 and number:
                continue  # it adds up all its patterns for every document
            spent, found[name] = cpu(lambda run=run: sum(map(run, docs)))  # type: ignore[misc]
            seconds[name].append(spent)
    ours = statistics.median(seconds["ours"])
    print(f"{size:,} aliases, {documents} documents of {words / documents:.0f} words")
    for name in runs:
        spent = statistics.median(seconds[name])
        ready = f"ready {builds[name]:6.2f} s {sizes[name]:5.0f} MiB   {found[name]:,} spans" if name in builds else ""
        speed = words / spent / 1e6
        print(
            f"  {name:<15} {spent / documents * 1e6:8.0f} us/document {speed:7.2f} M words/s"
            f" {spent / ours:8.2f} x our time   {ready}"
        )


def cells_of(doc: Doc) -> NDArray[np.uint64]:
    """What `text_of` reads."""
    return doc.to_array(["ORTH", "SPACY"]).astype(np.uint64, copy=False)


def resident() -> float:
    """MiB of memory that this process holds."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def main() -> None:
    """Read the arguments and compare at each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--sentences", type=int, default=18)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    for size in args.sizes:
        compare(size, args.documents, args.sentences, args.rounds)


if __name__ == "__main__":
    main()
