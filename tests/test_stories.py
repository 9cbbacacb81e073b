"""Stories: copies of one article are found whatever outlets do to it, unlike articles stay apart."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from conflictner.corpus.boilerplate import common_runs
from conflictner.corpus.copies import near_copies
from conflictner.corpus.sketches import FIGURE, KEPT, NAME, WHOLE, reach, sketch
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
    assert 30 <= len(set(expected.values())) <= 33
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


REPORT = """The coordination office publishes this report with its partners. It covers the week that ended on {day}.
In {place} {a} people were killed and {b} injured in {c} incidents, against {d} in the week before, partners said.
Some {e},000 people were newly displaced from {other} and reached the camp outside {third}, most of them on foot.
Of {f} health centres in {other} only {g} are open. Clinics in {third} reported {h} cases of cholera and {i} deaths.
Access to {third} remains restricted, with {j} checkpoints on the road to {place}, where {k} trucks were held back.
For further information please contact the head of office in {place}. The next report will be issued in a week."""
TOLL = "abcdefghijk"


def report(figures: range, day: str, places: tuple[str, str, str]) -> str:
    names = dict(zip(("place", "other", "third"), places, strict=True))
    return REPORT.format(day=day, **names, **{slot: str(number) for slot, number in zip(TOLL, figures, strict=True)})


HERE, THERE = ("Tamba", "Rosho", "Velmar"), ("Kondo", "Bisha", "Lurin")


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ((range(20, 31), "Sunday", HERE), (range(40, 51), "Sunday", HERE), False),  # the next week, the same places
        ((range(20, 31), "Sunday", HERE), (range(20, 31), "Sunday", THERE), False),  # other places, were it so alike
        ((range(20, 31), "Sunday", HERE), (range(40, 51), "Monday", THERE), False),
        ((range(20, 31), "Sunday", HERE), (range(20, 31), "3 March", HERE), True),  # a date in another style
    ],
)
def test_stories_reports_of_one_form(
    first: tuple[range, str, tuple[str, str, str]], second: tuple[range, str, tuple[str, str, str]], same: bool
) -> None:
    stories = found({"a": report(*first), "b": report(*second)})
    assert (stories["a"] == stories["b"]) is same


def test_stories_with_a_newer_toll_are_copies() -> None:
    text = report(range(20, 31), "Sunday", HERE)
    newer = text.replace(" 20 people were killed", " 24 people were killed").replace(" 28 deaths", " 29 deaths")
    assert newer != text
    assert found({"a": text, "b": newer}) == {"a": "a", "b": "a"}


def test_stories_follow_up_with_the_old_background_is_another() -> None:
    dice = np.random.default_rng(11)
    for _ in range(20):
        old, fresh = paragraphs(dice, 10), paragraphs(dice, 5)
        result = found({"old": "\n".join(old), "new": "\n".join([*fresh, *old[-4:]]), "cut": "\n".join(old[:6])})
        assert result == {"old": "cut", "new": "new", "cut": "cut"}


def test_stories_briefings_with_items_in_common_are_others() -> None:
    dice = np.random.default_rng(12)
    items = paragraphs(dice, 30)
    header = "Good morning. Here is what you need to know before you start your day, from our correspondents."
    result = found({f"{day}": "\n".join([header, *items[day * 4 : day * 4 + 6]]) for day in range(6)})
    assert all(story == name for name, story in result.items())


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
    ("text", "marks"),
    [
        ("soldiers left the town", 0),
        ("Soldiers left the town", 0),  # a sentence begins
        ("soldiers left for Sake", NAME),
        ("near Sake, Goma fell", NAME),
        ("left. Soldiers came back", 0),
        ("said: “Soldiers came back", 0),
        ("they left on Monday", 0),  # a day is said in many ways
        ("they killed 12 men", FIGURE),
        ("they killed twelve men", FIGURE),
        ("killing 12 in Goma", NAME | FIGURE),
        ("the UN left town", 0),  # capitals may be an outlet's style
    ],
)
def test_sketch_marks_names_and_figures(text: str, marks: int) -> None:
    (number,) = np.frombuffer(sketch(text), np.uint32).tolist()
    assert number & (NAME | FIGURE) == marks


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
