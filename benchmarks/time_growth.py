"""How the time of each of our components grows when a text doubles: linear is 2.0, and the promise is below 2.5.

    python benchmarks/time_growth.py [--tokens 64000]

Texts are the worst that we know: opening marks, closing marks, title-case words, names, an article over and over. Each
component runs on Docs with sentence starts, tags and heads made by hand, so that only its own work is timed. Prints the
geometric mean of the ratios of three doublings, CPU time, best of three.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

import conflictner as cn

OURS = ("conflict_segments", "conflict_mentions", "conflict_linker", "conflict_coref", "conflict_quotes")
UNITS = {
    "opening marks": ["“"],
    "closing marks": ["”"],
    "title case": ["Upper", "Valley", "Front"],
    "names": ["M23", "and", "Goma", ","],
    "speech": ["“", "We", "left", ",", "”", "he", "said", ".", "The", "rebels", "denied", "it", "."],
    "lines": ["Rebels", "said", "so", "\n\n"],
}


def hand_made(nlp: Language, unit: list[str], tokens: int) -> Doc:
    """A Doc of so many tokens: every eighth token starts a sentence and is its root."""
    words = (unit * (tokens // len(unit) + 1))[:tokens]
    heads = [i - i % 8 for i in range(tokens)]
    pos = ["VERB" if i % 8 == 0 else "PUNCT" if not word.isalnum() else "PROPN" for i, word in enumerate(words)]
    deps = ["ROOT" if i % 8 == 0 else "nsubj" if i % 8 == 1 else "dep" for i in range(tokens)]
    return Doc(nlp.vocab, words=words, heads=heads, deps=deps, pos=pos, tags=["NNP"] * tokens, lemmas=words)


def seconds(call: Callable[[], object]) -> float:
    """CPU seconds of one call."""
    start = time.process_time()
    call()
    return time.process_time() - start


def main() -> None:
    """Print one row a text, one column a component."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tokens", type=int, default=64_000)
    args = parser.parse_args()
    nlp = cn.load()
    cn.read("M23 took Goma, he said.", nlp=nlp)
    print(f"{'text':16}" + "".join(f"{name.removeprefix('conflict_'):>12}" for name in OURS))
    for label, unit in UNITS.items():
        best: dict[tuple[str, int], float] = {}
        sizes = [args.tokens // 8, args.tokens]
        for size in sizes:
            for _ in range(3):
                doc = hand_made(nlp, unit, size)
                for name in OURS:
                    spent = seconds(lambda doc=doc, name=name: nlp.get_pipe(name)(doc))  # type: ignore[misc]
                    best[name, size] = min(best.get((name, size), spent), spent)
        ratios = [(best[name, sizes[1]] / max(best[name, sizes[0]], 1e-4)) ** (1 / 3) for name in OURS]
        print(f"{label:16}" + "".join(f"{ratio:12.2f}" for ratio in ratios), flush=True)


if __name__ == "__main__":
    main()
