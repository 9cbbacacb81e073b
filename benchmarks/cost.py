"""What conflictner costs on top of spaCy, as ratios within one run: import, load, and each component over the parse.

    python benchmarks/cost.py [--rounds 5] [--words 20000] [ARTICLE.txt ...]

Prints medians of several interleaved rounds of CPU time. Absolute figures mean nothing on a shared machine; the ratios
do. The base model is what ``spacy.load`` gives, tokenizer to ner, as spaCy runs it; within our pipeline the same model
embeds equal words once and remembers its rules, so the pipeline as a whole is told beside it. Without articles the
packaged ones of 300 words and more are repeated.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from importlib.resources import files
from pathlib import Path

import spacy
from spacy.about import __version__ as spacy_version
from spacy.language import Language
from spacy.tokens import Doc

import conflictner as cn
from conflictner.pipeline import DEFAULT_MODEL

#: Words of an article of usual length; the shorter samples hold a name every seven words and cost up to 4 points more.
NEWS = 300

OURS = ("conflict_segments", "conflict_mentions", "conflict_linker", "conflict_coref", "conflict_quotes")


def cpu_of(code: str) -> float:
    """CPU seconds that a fresh interpreter reports for a piece of code."""
    timed = f"import time; t = time.process_time()\n{code}\nprint(time.process_time() - t)"
    return float(subprocess.run([sys.executable, "-c", timed], capture_output=True, text=True, check=True).stdout)


def ratio(rounds: int, ours: str, peer: str) -> tuple[float, float, float]:
    """Medians of ours and of the peer, interleaved, and the ratio of the medians."""
    pairs = [(cpu_of(ours), cpu_of(peer)) for _ in range(rounds)]
    mine, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
    return mine, theirs, mine / theirs


def texts(paths: list[str], words: int) -> list[str]:
    """Articles of about so many words in all."""
    folder = files("conflictner") / "data" / "sample"
    found = [Path(p).read_text(encoding="utf-8") for p in paths] or [
        text
        for text in [entry.read_text(encoding="utf-8") for entry in folder.iterdir() if entry.name.endswith(".txt")]
        if len(text.split()) >= NEWS
    ]
    out: list[str] = []
    while sum(len(text.split()) for text in out) < words:
        out += found
    return out


def stages(rounds: int, articles: list[str]) -> tuple[dict[str, float], float]:
    """Median CPU seconds of each of our stages, the base within them included, and of the base model on its own."""
    nlp, base = cn.load(), spacy.load(DEFAULT_MODEL)
    cn.read(articles[0], nlp=nlp)  # lazy tables are built once, before the clock starts
    base(articles[0])
    times: dict[str, list[float]] = {}
    alone: list[float] = []
    for _ in range(rounds):
        alone.append(sum(timed(base, articles).values()))
        for name, seconds in timed(nlp, articles).items():
            times.setdefault(name, []).append(seconds)
    return {name: statistics.median(values) for name, values in times.items()}, statistics.median(alone)


def timed(nlp: Language, articles: list[str]) -> dict[str, float]:
    """CPU seconds of the tokenizer and of each component over the same Docs."""
    start = time.process_time()
    docs: list[Doc] = [nlp.make_doc(text) for text in articles]
    times = {"tokenizer": time.process_time() - start}
    for name, pipe in nlp.pipeline:
        start = time.process_time()
        docs = list(pipe.pipe(docs)) if hasattr(pipe, "pipe") else [pipe(doc) for doc in docs]
        times[name] = time.process_time() - start
    return times


def main() -> None:
    """Print the three tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="*")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--words", type=int, default=20_000)
    args = parser.parse_args()

    public = "import conflictner as cn; [getattr(cn, name) for name in cn.__all__]"
    for label, code in (("import conflictner", "import conflictner"), ("... and touch every public name", public)):
        mine, peer, times = ratio(args.rounds, code, "import spacy")
        print(f"{label:32} {mine:6.2f} s   import spacy  {peer:6.2f} s   ratio {times:.2f}")
    with_us = "import spacy, conflictner.pipeline as p; p.load()"
    mine, peer, _ = ratio(args.rounds, with_us, f"import spacy; spacy.load({DEFAULT_MODEL!r})")
    print(f"{'load()':32} {mine:6.2f} s   spacy.load    {peer:6.2f} s   {mine - peer:+.2f} s")

    articles = texts(args.articles, args.words)
    medians, base = stages(args.rounds, articles)
    print(f"\n{len(articles)} articles, {sum(len(t.split()) for t in articles)} words; share of the base model's CPU:")
    for name in OURS:
        print(f"  {name:20} {medians[name] / base:6.1%}")
    print(f"  {'all of ours':20} {sum(medians[name] for name in OURS) / base:6.1%}   (spaCy {spacy_version})")
    print(f"  {'the whole pipeline':20} {sum(medians.values()) / base:6.1%}")


if __name__ == "__main__":
    main()
