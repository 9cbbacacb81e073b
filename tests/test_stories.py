"""Stories: copies of one article are found whatever outlets do to it, unlike articles stay apart."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from conflictner.corpus.boilerplate import common_runs
from conflictner.corpus.copies import near_copies
from conflictner.corpus.sketches import KEPT, WHOLE, reach, sketch
from conflictner.corpus.stories import group

VERBS = ["attacked", "left", "reached", "shelled", "blocked", "retook", "guarded", "burned", "crossed", "rebuilt"]
THINGS = ["bridge", "market", "barracks", "hospital", "mine", "school", "airfield", "convoy", "depot", "harbour"]
PEOPLE = ["rebels", "soldiers", "villagers", "nurses", "traders", "elders", "miners", "envoys", "herders", "judges"]


def sentence(dice: np.random.Generator) -> str:
    who, did, what, when = (int(n) for n in dice.integers(0, 10, 4))
    number, place = int(dice.integers(2, 900)), f"town{int(dice.integers(0, 5000))}"
    forms = (
        f"{number} {PEOPLE[who]} {VERBS[did]} the {THINGS[what]} of {place} {when} days ago.",
        f"In {place} {PEOPLE[who]} said they had {VERBS[did]} a {THINGS[what]} with {number} others.",
        f"The {THINGS[what]}, {PEOPLE[who]} recalled, was {VERBS[did]} by {number} men from {place}.",
    )
    return forms[when % 3]


def paragraphs(dice: np.random.Generator, count: int) -> list[str]:
    return [" ".join(sentence(dice) for _ in range(2)) for _ in range(count)]


def copy(dice: np.random.Generator, story: list[str], footer: str) -> str:
    """Another headline and dateline, the tail or a paragraph cut, a footer, a word in a hundred changed."""
    parts = list(story)
    if dice.random() < 0.5:
        parts = parts[: len(parts) - int(dice.integers(0, len(parts) // 3 + 1))]
    else:
        del parts[int(dice.integers(1, len(parts)))]
    words = " ".join(parts).split(" ")
    words = [word if dice.random() > 0.01 else "xx" for word in words]
    headline = sentence(dice) if dice.random() < 0.8 else ""
    return f"{headline}\nBY OUR STAFF, TOWN{int(dice.integers(99))} - {' '.join(words)}\n\n{footer}"


def found(texts: dict[str, str]) -> dict[str, str]:
    """The story of each text."""
    numbers = pa.array([sketch(text) for text in texts.values()], pa.binary())
    table = group([pa.record_batch({"doc_id": pa.array(list(texts), pa.string()), "numbers": numbers})])
    there = dict(zip(table["doc_id"].to_pylist(), table["story_id"].to_pylist(), strict=True))
    return {name: name for name in texts} | there


@pytest.mark.parametrize("times", [1, 5, 50])
@pytest.mark.parametrize("seed", range(4))
def test_stories_copies_are_one_story(times: int, seed: int) -> None:
    dice = np.random.default_rng(seed)
    footers = [" ".join(paragraphs(dice, 2)) for _ in range(50)]
    story = paragraphs(dice, 10)
    texts = {f"copy{n:02}": copy(dice, story, footers[n]) for n in range(times)}
    others = {f"other{n}": "\n".join([*paragraphs(dice, 8), footers[n % 50]]) for n in range(200)}
    stories = found({**others, **texts})
    assert {stories[name] for name in texts} == {"copy00"}
    assert all(stories[name] == name for name in others), "the same footer is not the same story"


def test_stories_unlike_articles_with_shared_boilerplate_stay_apart() -> None:
    dice = np.random.default_rng(7)
    texts = {}
    for pair in range(100):
        header, background, more, footer = paragraphs(dice, 4)  # in these two articles alone: nothing shows them common
        for half in "ab":
            first, second = paragraphs(dice, 4), paragraphs(dice, 2)
            texts[f"{pair}{half}"] = "\n\n".join([header, *first, background, *second, more, footer])
    assert all(story == name for name, story in found(texts).items())


def test_stories_do_not_depend_on_the_order() -> None:
    dice = np.random.default_rng(3)
    texts: dict[str, str] = {}
    for number in range(30):
        story = paragraphs(dice, 8)
        texts |= {f"{number}-{n}": copy(dice, story, "Read more on our site.") for n in range(number % 5 + 1)}
    expected = found(texts)
    assert 30 <= len(set(expected.values())) <= 32
    names = list(texts)
    for _ in range(5):
        names = [names[place] for place in dice.permutation(len(names))]
        assert found({name: texts[name] for name in names}) == expected


def test_stories_a_digest_joins_nothing() -> None:
    dice = np.random.default_rng(5)
    stories = [paragraphs(dice, 6) for _ in range(7)]
    texts = {f"{n}{half}": "\n".join(story) + half for (n, story), half in product(enumerate(stories), "ab")}
    texts["digest"] = "\n".join(text for story in stories for text in story)
    result = found(texts)
    assert len(set(result.values())) == 8
    assert result["digest"] == "digest"


def test_stories_follow_ups_are_no_chain() -> None:
    """Each article keeps half of the one before; the first and the last have nothing in common."""
    dice = np.random.default_rng(9)
    parts = paragraphs(dice, 40)
    result = found({f"{n:02}": "\n".join(parts[n * 3 : n * 3 + 6]) for n in range(11)})
    assert result["00"] != result["10"]
    assert len(set(result.values())) >= 5


def test_stories_of_short_texts_and_none() -> None:
    assert group([]).num_rows == 0
    note = "Two people died in Goma on Monday."
    assert found({"a": note, "b": f"{note} More soon.", "c": "", "d": "Goma"}) == {k: k for k in "abcd"}


def test_sketch_of_a_long_text_is_a_share_of_it() -> None:
    dice = np.random.default_rng(1)
    short, long = (" ".join(paragraphs(dice, count)) for count in (2, 400))
    assert len(sketch(short)) // 4 <= KEPT
    assert reach(np.frombuffer(sketch("one two three four five"), np.uint32)) == WHOLE
    numbers = np.frombuffer(sketch(long), np.uint32)
    runs = len(long.split()) - 3
    assert runs / 25 < len(numbers) < runs / 12  # some runs stand there twice
    assert set(numbers[numbers < 1 << 27].tolist()) <= {*np.frombuffer(sketch(f"{long} {short}"), np.uint32).tolist()}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (range(40), range(40), True),
        (range(40), range(20), True),  # cut
        ([*range(15), *range(25, 40)], range(40), True),  # a paragraph less
        ([*range(30), *range(100, 130)], [*range(30), *range(200, 230)], True),  # other footers
        ([*range(100, 140), *range(40)], [*range(200, 240), *range(40)], False),  # the same background
        ([*range(20), *range(100, 120), *range(20, 40)], [*range(20), *range(200, 220), *range(20, 40)], False),
        (range(7), range(7), False),  # too little to tell
        (range(40), range(0, 400), False),  # one part of a digest
        ([*range(20, 40), *range(20)], range(40), True),  # paragraphs moved
    ],
)
def test_near_copies(first: list[int], second: list[int], expected: bool) -> None:
    assert near_copies(list(first), list(second)) is expected
    assert near_copies(list(second), list(first)) is expected


def test_common_runs_are_those_of_unlike_texts(tmp_path: Path) -> None:
    dice = np.random.default_rng(2)
    footer = paragraphs(dice, 1)[0]
    story = paragraphs(dice, 8)
    texts = ["\n".join([*paragraphs(dice, 6), footer]) for _ in range(20)] + ["\n".join(story)] * 20
    sketches = [np.frombuffer(sketch(text), np.uint32) for text in texts]
    common = set(common_runs(np.concatenate(sketches), np.cumsum([0, *map(len, sketches)])).tolist())
    assert common
    assert common & {*np.frombuffer(sketch(footer), np.uint32).tolist()}
    assert not common & {*sketches[-1].tolist()}
