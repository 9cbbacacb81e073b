"""From a ready Doc to spans with ids on it: the alias automaton against spaCy's SpanRuler and EntityRuler, in one run.

    python benchmarks/alias_matching.py [--sizes 1000 10000 100000] [--documents 200] [--sentences 18] [--rounds 5]

Texts and aliases are synthetic: English words at their own frequencies, with a made-up name every 20 words; one alias
in five is used. Documents have 390 words unless told otherwise; EntityRuler's cost is per document and not per word.
Everybody starts with tokenized Docs and ends with spans that carry an id: spaCy's rulers match LOWER phrases; ours,
`conflictner.aliasspans.set_alias_spans`, looks at word edges, capitals and the words around and chooses among
overlapping hits; `alias_spans` does so for one Doc by its text. "Tokens and spans" is the floor: the tokens are read
and the spans that ours found are written, and nothing is looked for. "Ready" is the time and the memory that the
aliases take, from the list to the first text. CPU seconds, medians of interleaved rounds, and the first round, which
meets all words and names for the first time; only the ratios mean something on another machine.
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
from spacy.tokens import Doc, Span

from conflictner.aliasspans import alias_spans, set_alias_spans
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
        list(set_alias_spans([nlp.make_doc("")], kb))
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

    def one_by_one(doc: Doc) -> int:
        doc.spans["alone"] = spans = alias_spans(doc, tools["ours"])
        return len(spans)

    def spans_of_entity_ruler(doc: Doc) -> int:
        doc.ents = ()
        return len(tools["EntityRuler"](doc).ents)

    runs: dict[str, Callable[[], int]] = {
        "ours": lambda: sum(len(doc.spans["aliases"]) for doc in set_alias_spans(docs, tools["ours"])),
        "SpanRuler": lambda: sum(len(tools["SpanRuler"](doc).spans["ruler"]) for doc in docs),
        "EntityRuler": lambda: sum(map(spans_of_entity_ruler, docs)),
        "one by one": lambda: sum(map(one_by_one, docs)),
        "tokens and spans": lambda: sum(map(write_again, docs, found_spans)),
    }
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    found = {}
    found_spans: list[list[tuple[int, int, str, str]]] = []
    for number in range(rounds):
        for name, run in runs.items():
            if name == "EntityRuler" and size > 20_000 and number:
                continue  # it adds up all its patterns for every document
            spent, found[name] = cpu(run)
            seconds[name].append(spent)
            found_spans = found_spans or [
                [(s.start, s.end, s.label_, s.kb_id_) for s in d.spans["aliases"]] for d in docs
            ]
    ours = statistics.median(seconds["ours"])
    print(f"{size:,} aliases, {documents} documents of {words / documents:.0f} words")
    for name in runs:
        spent = statistics.median(seconds[name])
        ready = f"ready {builds[name]:6.2f} s {sizes[name]:5.0f} MiB   {found[name]:,} spans" if name in builds else ""
        first = seconds[name][0] / documents * 1e6
        print(
            f"  {name:<16} {spent / documents * 1e6:8.0f} us/document (first round {first:6.0f})"
            f" {words / spent / 1e6:7.2f} M words/s {spent / ours:8.2f} x our time   {ready}"
        )


def write_again(doc: Doc, spans: list[tuple[int, int, str, str]]) -> int:
    """Read the tokens of a Doc and write known spans: the part of the work that no matcher can spare."""
    doc.to_array(["ORTH", "SPACY"])
    doc.spans["again"] = [Span(doc, start, end, label, kb_id=kb_id) for start, end, label, kb_id in spans]
    return len(spans)


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
