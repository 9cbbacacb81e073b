"""Stories by class: what outlets do to one story, and different stories that look alike.

    python benchmarks/story_classes.py                 # our stories, beside datasketch when it is installed
    python benchmarks/story_classes.py --seed 5 --groups 100

Per class, how many groups came out right: of copies (a story and one or four altered copies of it) those that are one
story, of different stories (two, three, five or ten that look alike) those of which none is joined, and the pairs.
First every class is a corpus of its own, then all of them are one.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib.util import find_spec
from itertools import combinations
from typing import Final

from corpus_stories import ours, usual
from story_lookalikes import UNLIKE
from story_shapes import COPIES, Dice, dressed, story

_SIZES: Final = (2, 2, 3, 5, 10)
Groups = list[list[str]]
Find = Callable[[dict[str, str]], dict[str, str]]


def made(kind: str, count: int, seed: int) -> Groups:
    """Groups of texts of a class."""
    dice = Dice(seed)
    if kind in UNLIKE:
        return [UNLIKE[kind](dice, _SIZES[number % len(_SIZES)]) for number in range(count)]
    groups = []
    for number in range(count):
        given = story(dice)
        first = dressed(dice, given.world, given.parts) if number % 2 else "\n\n".join(given.parts)
        groups.append([first, *(COPIES[kind](dice, given) for _ in range(4 if number % 2 else 1))])
    return groups


def right(kind: str, groups: Groups, find: Find) -> str:
    """What a method makes of one class as a corpus of its own."""
    found = find({f"{number}-{copy}": text for number, group in enumerate(groups) for copy, text in enumerate(group)})
    return told(
        kind, [[found[f"{number}-{copy}"] for copy in range(len(group))] for number, group in enumerate(groups)]
    )


def told(kind: str, stories: Groups) -> str:
    """Groups that came out right, and pairs that did not."""
    copies = kind in COPIES
    pairs = [(one, other) for group in stories for one, other in combinations(group, 2)]
    wrong = sum((one == other) != copies for one, other in pairs)
    good = sum(len(set(group)) == (1 if copies else len(group)) for group in stories)
    return f"{good:3}/{len(stories)} right, {wrong:4}/{len(pairs)} pairs {'missed' if copies else 'joined'}"


def together(classes: dict[str, Groups], find: Find) -> dict[str, str]:
    """What a method makes of all classes as one corpus."""
    texts = {
        f"{place:02}-{number:03}-{copy}": text
        for place, groups in enumerate(classes.values())
        for number, group in enumerate(groups)
        for copy, text in enumerate(group)
    }
    found = find(texts)
    out = {}
    for place, (kind, groups) in enumerate(classes.items()):
        stories = [[found[f"{place:02}-{n:03}-{c}"] for c in range(len(group))] for n, group in enumerate(groups)]
        out[kind] = told(kind, stories)
    return out


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--groups", type=int, default=40, help="groups of each class")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    kinds = [*COPIES, *UNLIKE]
    classes = {kind: made(kind, options.groups, options.seed * 100 + place) for place, kind in enumerate(kinds)}
    methods = {"ours": ours} | ({"datasketch": usual} if find_spec("datasketch") else {})
    for name, find in methods.items():
        print(f"{name}: alone | all in one corpus")
        all_ = together(classes, find)
        for kind, groups in classes.items():
            print(f"  {kind:36} {right(kind, groups, find)} | {all_[kind]}")


if __name__ == "__main__":
    main()
