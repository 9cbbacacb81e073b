"""Stories against the usual recipe: which near-copies are found, which unlike articles are joined, time and memory.

    python benchmarks/corpus_stories.py --stories 300                  # articles made up here
    python benchmarks/corpus_stories.py --texts articles.jsonl         # your own as the stories
    python benchmarks/corpus_stories.py --documents 1000000            # time and memory alone

Every story is printed once, five or fifty times: other headline, dateline and byline, paragraphs cut (up to half, from
the end or the middle), an outlet's header and footer added, 1 to 3 % of the words changed. Beside them stand pairs of
different stories that share header, footer and two background paragraphs, daily reports of one form with other
numbers, and digests of five stories. Says for each method how many stories came out whole, how many pairs of copies
were found (recall), how many joined pairs were copies (precision), and how many of the unlike pairs were joined. The
usual recipe, when datasketch is installed: MinHash of 128 permutations over runs of four words, LSH at 0.5, what is
found joined up.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

import numpy as np
import pyarrow as pa

from conflictner.corpus.sketches import sketch
from conflictner.corpus.stories import group

T = TypeVar("T")


def words(text: str) -> list[str]:
    """The words of a list."""
    return text.split(",")


WHO = [
    "rebels",
    "soldiers",
    "militiamen",
    "gunmen",
    "police",
    "villagers",
    "nurses",
    "traders",
    "teachers",
    "drivers",
    "elders",
    "miners",
    "officers",
    "envoys",
    "farmers",
    "herders",
    "paramilitaries",
    "reservists",
    "monitors",
    "peacekeepers",
    "students",
    "judges",
    "pilots",
    "fishermen",
    "priests",
    "clerks",
]
DID = [
    "attacked",
    "left",
    "reached",
    "shelled",
    "surrounded",
    "searched",
    "reopened",
    "blocked",
    "abandoned",
    "retook",
    "guarded",
    "burned",
    "evacuated",
    "looted",
    "crossed",
    "rebuilt",
    "inspected",
    "mined",
    "raided",
    "encircled",
    "visited",
    "swept",
    "seized",
    "flooded",
    "bypassed",
    "shut",
    "fortified",
    "relieved",
]
WHAT = [
    "bridge",
    "market",
    "barracks",
    "hospital",
    "mine",
    "school",
    "airfield",
    "convoy",
    "depot",
    "harbour",
    "checkpoint",
    "mill",
    "dam",
    "station",
    "warehouse",
    "church",
    "mosque",
    "camp",
    "court",
    "prison",
    "pipeline",
    "radio mast",
    "ferry",
    "ridge",
    "quarry",
    "orchard",
    "junction",
    "refinery",
    "clinic",
    "archive",
]
WHEN = [
    "before dawn",
    "on Monday",
    "late on Tuesday",
    "overnight",
    "at noon",
    "after the rains",
    "during the talks",
    "in the evening",
    "on Friday",
    "within hours",
    "a day later",
    "at the weekend",
    "as schools opened",
    "when power failed",
    "after prayers",
    "for a second time",
]
SAID = [
    "said",
    "told a radio",
    "wrote in a letter",
    "recalled",
    "reported",
    "explained",
    "complained",
    "argued",
    "noted",
    "admitted",
]
WHY = [
    "because the road was cut",
    "to free hostages",
    "in search of fuel",
    "over unpaid wages",
    "despite a ceasefire",
    "under cover of fog",
    "after a warning",
    "without firing",
    "in revenge",
    "to reach the river",
    "while crowds watched",
    "against orders",
    "by mistake",
]
SYLLABLES = [
    "ba",
    "ko",
    "ru",
    "mi",
    "ta",
    "lo",
    "sha",
    "nde",
    "ki",
    "vu",
    "go",
    "ma",
    "ri",
    "sa",
    "len",
    "tor",
    "bek",
    "hal",
    "dun",
    "mar",
    "zi",
    "fel",
    "ost",
    "quin",
    "wa",
    "ya",
    "pem",
    "dro",
]


class Dice:
    """Choices that come out alike every time."""

    def __init__(self, seed: int) -> None:
        self._numbers = np.random.default_rng(seed)
        self._some: list[float] = []

    def random(self) -> float:
        """A number from 0 to 1."""
        if not self._some:
            self._some = self._numbers.random(10_000).tolist()
        return self._some.pop()

    def randint(self, low: int, high: int) -> int:
        """A whole number from one to another."""
        return low + int(self.random() * (high - low + 1))

    def choice(self, items: Sequence[T]) -> T:
        """One of them."""
        return items[int(self.random() * len(items))]

    def sample(self, items: Sequence[T], count: int) -> list[T]:
        """Some of them."""
        return [items[int(place)] for place in self._numbers.permutation(len(items))[:count]]


def name(dice: Dice) -> str:
    """A made-up name of a person or a place."""
    return "".join(dice.choice(SYLLABLES) for _ in range(dice.randint(2, 3))).capitalize()


def sentence(dice: Dice, names: list[str]) -> str:
    """A made-up sentence of news."""
    pick, who = dice.choice, dice.choice(names)
    numbers = dice.randint(2, 900)
    forms = (
        f"{numbers} {pick(WHO)} {pick(DID)} the {pick(WHAT)} of {who} {pick(WHEN)} {pick(WHY)}.",
        f"The {pick(WHAT)} in {who} was quiet {pick(WHEN)}, {pick(WHO)} {pick(SAID)}, but {pick(WHO)} {pick(DID)} it.",
        f"{who} {pick(SAID)} that {pick(WHO)} {pick(DID)} a {pick(WHAT)} {pick(WHY)} {pick(WHEN)}.",
        f"“{pick(WHO).capitalize()} {pick(DID)} our {pick(WHAT)} {pick(WHY)},” {pick(SAID)} {who}, one of {numbers}.",
        f"{pick(WHEN).capitalize()} {pick(WHO)} from {who} {pick(DID)} {numbers} houses and a {pick(WHAT)}.",
        f"Nobody in {who} knew why {pick(WHO)} {pick(DID)} the {pick(WHAT)}, {pick(SAID)} {pick(names)}.",
    )
    return pick(forms)


def paragraphs(dice: Dice, count: int) -> list[str]:
    """Paragraphs of one made-up text."""
    names = [name(dice) for _ in range(6)]
    return [" ".join(sentence(dice, names) for _ in range(dice.randint(1, 3))) for _ in range(count)]


def altered(dice: Dice, story: list[str], outlet: tuple[str, str], *, hard: bool) -> str:
    """A copy as an outlet prints it."""
    kept = list(story)
    cut = dice.choice((0, 0, len(kept) // 4, len(kept) // 2 if hard else len(kept) // 3))
    if dice.random() < 0.3 and cut:
        place = dice.randint(1, len(kept) - cut)
        kept = kept[:place] + kept[place + cut :]
    else:
        kept = kept[: len(kept) - cut]
    share = dice.choice((0.0, 0.01, 0.03))
    changed = [[w if dice.random() > share else dice.choice(WHO) for w in text.split(" ")] for text in kept]
    headline = sentence(dice, [name(dice)]).rstrip(".")
    start = (
        f"{name(dice).upper()}, {dice.choice(('Feb 7', '8 February', 'Feb. 8, 2024'))} ({dice.choice(('AB', 'CD'))}) - "
    )
    body = "\n\n".join(" ".join(part) for part in changed)
    header, footer = (part if dice.random() < (0.7 if hard else 0.4) else "" for part in outlet)
    return f"{headline}\n\n{header}\n\nBy {name(dice)} {name(dice)}\n\n{start}{body}\n\n{footer}"


class Made:
    """Documents with the story of each; a unlike pair is two ids that must not be joined."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.truth: dict[str, str] = {}
        self.unlike: list[tuple[str, str]] = []
        self.copies: dict[str, list[str]] = {}

    def add(self, story: str, text: str) -> str:
        """One document more."""
        identity = f"d{len(self.texts):06}"
        self.texts[identity], self.truth[identity] = text, story
        return identity


def made(stories: list[list[str]], dice: Dice, unlike: int, *, hard: bool = True) -> Made:
    """Copies of every story, and what must not be joined."""
    out = Made()
    outlets = [(" ".join(paragraphs(dice, 2)), " ".join(paragraphs(dice, 3))) for _ in range(60)]
    for number, story in enumerate(stories):
        times = (1, 5, 50)[number % 3] if number % 30 < 3 else (1, 1, 5)[number % 3]
        here = [altered(dice, story, outlet, hard=hard) for outlet in dice.sample(outlets, times)]
        out.copies[f"s{number}"] = [out.add(f"s{number}", text) for text in here]
    for number in range(unlike):
        header, footer, *background = ("\n\n".join(paragraphs(dice, n)) for n in (1, 2, 1, 1))
        pair = []
        for half in "ab":
            news = paragraphs(dice, dice.randint(3, 6))
            news.insert(dice.randint(2, len(news)), background[0])
            text = "\n\n".join([header, *news, background[1], footer])
            pair.append(out.add(f"u{number}{half}", text))
        out.unlike.append((pair[0], pair[1]))
    names = [name(dice) for _ in range(8)]
    report = [sentence(dice, names) for _ in range(12)]
    for number in range(20):  # a report of one form, other numbers and places every day
        day = [" ".join(w if dice.random() > 0.15 else str(dice.randint(2, 900)) for w in s.split()) for s in report]
        out.add(f"r{number}", " ".join(day))
    for number in range(10):
        parts = dice.sample(stories, 5)
        out.add(f"x{number}", "\n\n".join(text for story in parts for text in story[:2]))
    return out


def ours(texts: dict[str, str]) -> dict[str, str]:
    """Story by document, as a run finds it."""
    numbers = [sketch(text) for text in texts.values()]
    found = group([pa.record_batch({"doc_id": pa.array(list(texts)), "numbers": pa.array(numbers, pa.binary())})])
    return {
        **{name: name for name in texts},
        **dict(zip(*(found[c].to_pylist() for c in found.column_names), strict=True)),
    }


def usual(texts: dict[str, str]) -> dict[str, str]:
    """Story by document, as the usual recipe of datasketch finds it."""
    datasketch = import_module("datasketch")
    lsh = datasketch.MinHashLSH(threshold=0.5, num_perm=128)
    lead: dict[str, str] = {}

    def root(key: str) -> str:
        while lead[key] != key:
            key = lead[key]
        return key

    for key, text in texts.items():
        words = text.lower().split()
        one = datasketch.MinHash(num_perm=128)
        one.update_batch([" ".join(words[i : i + 4]).encode() for i in range(max(1, len(words) - 3))])
        lead[key] = key
        for other in lsh.query(one):
            lead[root(other)] = root(key)
        lsh.insert(key, one)
    return {key: root(key) for key in texts}


def pairs(groups: dict[str, str]) -> int:
    """Pairs of documents in one group."""
    return sum(n * (n - 1) // 2 for n in Counter(groups.values()).values())


def told(method: str, find: Callable[[dict[str, str]], dict[str, str]], all_: Made) -> None:
    """Run a method and print what it found."""
    begun = time.process_time()
    found = find(all_.texts)
    seconds = time.process_time() - begun
    both = {key: f"{found[key]} {all_.truth[key]}" for key in found}
    right, truly, joined = pairs(both), pairs(all_.truth), pairs(found)
    sizes: dict[int, list[bool]] = defaultdict(list)
    for copies in all_.copies.values():
        leads = {found[key] for key in copies}
        mates = {key for key, lead in found.items() if lead in leads}
        sizes[len(copies)].append(len(leads) == 1 and mates == set(copies))
    whole = ", ".join(f"{sum(ok)}/{len(ok)} of {size}" for size, ok in sorted(sizes.items()))
    wrong = sum(found[a] == found[b] for a, b in all_.unlike)
    print(
        f"{method:10} recall {right / truly:.3f}  precision {right / max(joined, 1):.3f}  whole {whole} copies  "
        f"unlike joined {wrong}/{len(all_.unlike)}  {1000 * seconds / len(found):.2f} ms CPU a document"
    )


def synthetic(count: int) -> Iterator[pa.RecordBatch]:
    """Sketches without texts: a third of the documents are copies, and some runs stand everywhere."""
    dice = np.random.default_rng(0)
    common = dice.integers(0, 1 << 30, 5000, dtype=np.uint32)
    for first in range(0, count, 5000):
        sketches: list[bytes] = []
        for _ in range(min(5000, count - first)):
            if sketches and dice.random() < 0.33:
                numbers = np.frombuffer(sketches[dice.integers(len(sketches))], np.uint32).copy()
                numbers[dice.random(48) < 0.1] = dice.integers(0, 1 << 30)
            else:
                numbers = dice.integers(0, 1 << 30, 48, dtype=np.uint32)
                usual_ones = dice.random(48) < 0.2
                numbers[usual_ones] = common[(dice.random(int(usual_ones.sum())) ** 3 * 5000).astype(int)]
            sketches.append(numbers.tobytes())
        ids = [f"article-{first + n}" for n in range(len(sketches))]
        yield pa.record_batch({"doc_id": pa.array(ids), "numbers": pa.array(sketches, pa.binary())})


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=300)
    parser.add_argument("--unlike", type=int, default=100)
    parser.add_argument("--texts", type=Path, help="a JSONL file with a text a line")
    parser.add_argument("--documents", type=int, help="only time and memory, on so many made-up sketches")
    parser.add_argument("--hard", action="store_true", help="up to half cut, most copies with header and footer")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    if options.documents:
        started = time.monotonic()
        found = group(synthetic(options.documents))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        seconds = time.monotonic() - started
        print(f"{options.documents:,} documents, {found.num_rows:,} in a story: {seconds:.0f} s, peak {peak:.0f} MiB")
        return
    dice = Dice(options.seed)
    if options.texts:
        rows = [json.loads(line)["text"] for line in options.texts.open(encoding="utf-8")]
        stories = [[part for part in text.split("\n") if part.strip()] for text in rows if len(text) > 1200]
        stories = [parts if len(parts) > 3 else parts[0].replace(". ", ".\n").split("\n") for parts in stories]
    else:
        stories = [paragraphs(dice, dice.randint(8, 16)) for _ in range(options.stories)]
    all_ = made(stories, dice, options.unlike, hard=options.hard)
    length = sum(len(text.split()) for text in all_.texts.values())
    print(f"{len(all_.texts):,} documents of {length // len(all_.texts)} words, {len(stories)} stories with copies")
    told("ours", ours, all_)
    if find_spec("datasketch"):
        told("datasketch", usual, all_)


if __name__ == "__main__":
    main()
