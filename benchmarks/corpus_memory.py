"""Memory of a worker over many documents with new words in each, and how many strings its vocabulary keeps.

    python benchmarks/corpus_memory.py --profile fast --documents 100000

Every document has three words that no other has. The shards are read by the function that a worker runs, and written
nowhere; what is measured is the memory of this process (VmRSS, Linux) after the first 5,000 documents and at the end.
In a run a worker makes room for a new one after half a million new words (`conflictner.corpus.crew`); here none does.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import conflictner as cn
from conflictner.corpus.plan import Item, batches
from conflictner.corpus.reading import read_shard
from conflictner.corpus.records import Article
from conflictner.corpus.worker import meet_words

_LETTERS = "bcdfghjklmnpqrstvwxz"
_SHARD = 500


def resident() -> float:
    """MiB that this process holds; Linux only."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def word(number: int) -> str:
    """A word that stands for a number, and is in no dictionary."""
    text = "Zy"
    while number:
        number, rest = divmod(number, len(_LETTERS))
        text += _LETTERS[rest] + "ao"[rest % 2]
    return text


def article(number: int) -> Article:
    """A note with three new names."""
    one, two, three = (word(number * 3 + k) for k in range(3))
    text = (
        f"Rebels near {one}\n\nM23 rebels took the town of {one} on Monday, the Congolese army said.\n\n"
        f"“We left at dawn,” said Colonel Jean {two}. He said {three} had been shelled for hours.\n"
    )
    return Article(
        source=f"a:{number}", text=text, doc_id=f"d{number}", date="2024-02-07", title=None, outlet=None, url=None
    )


def shards(documents: int) -> Iterator[list[list[Item]]]:
    """The batches of each shard."""
    for start in range(0, documents, _SHARD):
        yield list(batches(article(number) for number in range(start, min(start + _SHARD, documents))))


def main() -> int:
    """Run; exit status 1 when memory grew by a tenth or a string was kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--profile", default="fast")
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--first", type=int, default=5_000, help="documents before the first measure")
    options = parser.parse_args()
    nlp = cn.load(profile=options.profile)
    done = 0
    before = 0.0
    strings = 0
    for number, shard in enumerate(shards(options.documents)):
        if number == 0:
            meet_words(nlp, (item.text for batch in shard for item in batch if isinstance(item, Article)))
        for _, _, out in read_shard(nlp, shard, set()):
            found = out
        done += found.counts()["documents"]
        if not before and done >= options.first:
            before, strings = resident(), len(nlp.vocab.strings)
    after, kept = resident(), len(nlp.vocab.strings) - strings
    print(f"{options.profile}: {done:,} documents read")
    print(f"  memory at {options.first:,}: {before:.0f} MiB, at the end: {after:.0f} MiB, {after / before - 1:+.1%}")
    print(f"  strings kept in between: {kept:,}")
    return int(after > 1.1 * before or kept > 0)


if __name__ == "__main__":
    sys.exit(main())
