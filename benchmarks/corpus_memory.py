"""Memory of a worker over many documents with new words in each, and how many strings its vocabulary keeps.

    python benchmarks/corpus_memory.py --profile fast --documents 100000

Every document has three words that no other has. Measured (Linux) is what a user gets: `conflictner.run` with one
worker over all of them, and the memory that its workers ever held (VmHWM) by the time that the first 5,000 documents
are there, and at the end. A worker makes room for a new one after 150,000 new words (`conflictner.corpus.crew`).
Beside it ``--alone`` shows one process that no other takes the place of: the shards are read by the function that a
worker runs, and written nowhere; VmRSS and the strings of the vocabulary after the first 5,000 documents and at the
end.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Thread

import conflictner as cn
from conflictner.corpus.plan import Item, batches
from conflictner.corpus.reading import read_shard
from conflictner.corpus.records import Article
from conflictner.corpus.shards import finished
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


def peaks() -> dict[int, float]:
    """MiB that each process started from here has ever held."""
    found = {}
    for pid in " ".join(path.read_text() for path in Path("/proc/self/task").glob("*/children")).split():
        with suppress(OSError, IndexError):  # it ended meanwhile
            found[int(pid)] = int(Path(f"/proc/{pid}/status").read_text().split("VmHWM:")[1].split()[0]) / 1024
    return found


def watched(folder: Path, options: argparse.Namespace) -> bool:
    """Run over all documents in a thread and watch the workers; whether the peak grew by less than a tenth."""
    source, out = folder / "in.jsonl", folder / "out"
    with source.open("w", encoding="utf-8") as file:
        for number in range(options.documents):
            file.write(json.dumps({"id": f"d{number}", "text": article(number).text, "date": "2024-02-07"}) + "\n")
    highest: dict[int, float] = {}
    before = 0.0
    thread = Thread(target=cn.run, args=(source, out), kwargs={"profile": options.profile, "progress": False})
    thread.start()
    while thread.is_alive():
        for pid, peak in peaks().items():
            highest[pid] = max(peak, highest.get(pid, 0.0))
        if not before and len(finished(out / "shards-0")) * _SHARD >= options.first:
            before = max(highest.values())
        thread.join(0.2)
    done = cn.Corpus(out).counts["documents"]
    most = max(highest.values())
    print(f"{options.profile}: a run over {done:,} documents with one worker at a time, {len(highest)} in all")
    print(f"  most memory of a worker by {options.first:,}: {before:.0f} MiB, by the end: {most:.0f} MiB", end=", ")
    print(f"{most / before - 1:+.1%}")
    return most <= 1.1 * before


def alone(options: argparse.Namespace) -> bool:
    """Read all documents in this process; whether memory grew by less than a tenth, and no string was kept."""
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
    print(f"{options.profile}: {done:,} documents read by one process")
    print(f"  memory at {options.first:,}: {before:.0f} MiB, at the end: {after:.0f} MiB, {after / before - 1:+.1%}")
    print(f"  strings kept in between: {kept:,}")
    return after <= 1.1 * before and kept == 0


def main() -> int:
    """Run; exit status 1 when memory grew by a tenth or a string was kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--profile", default="fast")
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--first", type=int, default=5_000, help="documents before the first measure")
    parser.add_argument("--alone", action="store_true", help="one process that no other takes the place of")
    options = parser.parse_args()
    if options.alone:
        return int(not alone(options))
    with tempfile.TemporaryDirectory() as name:
        return int(not watched(Path(name), options))


if __name__ == "__main__":
    sys.exit(main())
