"""The alias automaton against spaCy's PhraseMatcher (LOWER) and EntityRuler (strings with ids), in one run.

    python benchmarks/alias_matching.py [--sizes 1000 10000 100000] [--documents 200] [--rounds 5]

Texts and aliases are synthetic: English words at their own frequencies, with a made-up name every 20 words; one alias
in five is used. spaCy gets ready Docs, so its tokeniser is not counted ("tokeniser" is a row of its own); ours gets raw
text and pays for folding, word edges, capitals and the choice among overlapping hits. CPU seconds, medians of
interleaved rounds; only the ratios mean something on another machine.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import spacy
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

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


def make_texts(names: list[str], documents: int, rng: np.random.Generator) -> list[str]:
    """News-sized texts: 18 sentences of 20 words and a name, four sentences a paragraph."""
    common = word_list()[:20_000]
    words = [word for word, _ in common]
    chance = np.array([10**zipf for _, zipf in common])
    drawn = rng.choice(len(words), size=(documents, 18, 20), p=chance / chance.sum()).tolist()
    used = rng.choice(len(names), len(names) // 5, replace=False)
    inserted = rng.choice(used, size=(documents, 18)).tolist()
    places = rng.integers(0, 20, size=(documents, 18)).tolist()
    texts = []
    for document, chosen, at in zip(drawn, inserted, places, strict=True):
        sentences = []
        for number, (line, name, place) in enumerate(zip(document, chosen, at, strict=True)):
            sentence = [words[index] for index in line]
            sentence.insert(place, names[name])
            sentence[0] = sentence[0][0].upper() + sentence[0][1:]
            sentences.append(" ".join(sentence) + (".\n\n" if number % 4 == 3 else ". "))
        texts.append("".join(sentences))
    return texts


def cpu(call: Callable[[], Any]) -> tuple[float, Any]:
    """CPU seconds of a call, and its result."""
    gc.collect()
    start = time.process_time()
    result = call()
    return time.process_time() - start, result


def compare(size: int, documents: int, rounds: int) -> None:
    """Build and run the three at one number of aliases, and print the table."""
    rng = np.random.default_rng(size)
    names = make_names(size, rng)
    texts = make_texts(names, documents, rng)
    words = sum(text.count(" ") + 1 for text in texts)
    nlp = spacy.blank("en")
    docs = [nlp.make_doc(text) for text in texts]

    def tokenise() -> int:
        return sum(len(nlp.make_doc(text)) > 0 for text in texts)

    def build_ours() -> KnowledgeBase:
        kb = KnowledgeBase([Actor(f"org:{i}", "ORG", name) for i, name in enumerate(names)])
        kb.match("")
        return kb

    def build_phrases() -> PhraseMatcher:
        matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        matcher.add("ORG", [nlp.make_doc(name) for name in names])
        return matcher

    def build_ruler() -> Any:
        ruler = spacy.blank("en").add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
        ruler.add_patterns([{"label": "ORG", "pattern": name, "id": str(i)} for i, name in enumerate(names)])  # type: ignore[attr-defined]
        return ruler

    builds, tools = {}, {}
    for name, build in (("ours", build_ours), ("PhraseMatcher", build_phrases), ("EntityRuler", build_ruler)):
        builds[name], tools[name] = cpu(build)

    def rule(doc: Doc) -> int:
        doc.ents = ()
        return len(tools["EntityRuler"](doc).ents)

    runs: dict[str, Callable[[], int]] = {
        "ours": lambda: sum(len(tools["ours"].match(text)) for text in texts),
        "PhraseMatcher": lambda: sum(len(tools["PhraseMatcher"](doc)) for doc in docs),
        "EntityRuler": lambda: sum(rule(doc) for doc in docs),
        "tokeniser": tokenise,
    }
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    hits = {}
    for number in range(rounds):
        for name, run in runs.items():
            if name == "EntityRuler" and size > 20_000 and number:
                continue  # minutes, not seconds
            spent, hits[name] = cpu(run)
            seconds[name].append(spent)
    ours = statistics.median(seconds["ours"])
    print(f"{size:,} aliases, {words:,} words")
    for name in runs:
        build_time = f"build {builds[name]:6.2f} s   {hits[name]:,} hits" if name in builds else ""
        spent = statistics.median(seconds[name])
        print(f"  {name:<14} {words / spent / 1e6:8.3f} M words/s   {spent / ours:8.2f} x our time   {build_time}")


def main() -> None:
    """Read the arguments and compare at each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    for size in args.sizes:
        compare(size, args.documents, args.rounds)


if __name__ == "__main__":
    main()
