"""The global pass."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from conflictner.components.quotes.assemble import choose
from conflictner.components.quotes.attribution import Attribution
from conflictner.components.quotes.cues import Cue, Entry
from conflictner.components.quotes.reading import Reading
from conflictner.components.quotes.sources import Source

Make = Callable[..., Doc]

#        0   1    2    3   4      5    6    7
WORDS = "The army said the rebels said they left ."


@pytest.fixture
def reading(make_doc: Make) -> Reading:
    return Reading(make_doc(WORDS, pos=["DET", "NOUN", "VERB", "DET", "NOUN", "VERB", "PRON", "VERB", "PUNCT"]))


def quote(reading: Reading, tokens: tuple[int, int], cue: int, source: int, score: float = 0.9) -> Attribution:
    return Attribution(
        parts=[reading.chars(*tokens)],
        kind="indirect",
        rule="indirect:clause",
        cue=Cue(cue, cue, cue + 1, Entry("say", "say")),
        source=Source(source, source + 1, source, source, source + 1, "subject"),
        score=score,
    )


def test_assemble_nests_a_cue_inside_a_content(reading: Reading) -> None:
    outer, inner = quote(reading, (3, 8), 2, 1), quote(reading, (6, 8), 5, 4)
    chosen = choose(reading, [], [inner, outer])
    assert [(c.attribution, c.parent) for c in chosen] == [(outer, None), (inner, outer)]


def test_assemble_of_two_that_overlap_the_better_stays(reading: Reading) -> None:
    better, worse = quote(reading, (3, 6), 2, 1, 0.9), quote(reading, (4, 8), 2, 1, 0.6)
    assert [c.attribution for c in choose(reading, [], [worse, better])] == [better]


def test_assemble_refuses_a_cue_or_source_in_its_own_content(reading: Reading) -> None:
    assert choose(reading, [], [quote(reading, (1, 4), 2, 0), quote(reading, (0, 2), 2, 1)]) == []


def test_assemble_refuses_what_is_unlikely(reading: Reading) -> None:
    assert choose(reading, [], [quote(reading, (3, 8), 2, 1, 0.3)]) == []


def test_assemble_keeps_no_duplicates(reading: Reading) -> None:
    assert len(choose(reading, [], [quote(reading, (6, 8), 5, 4), quote(reading, (6, 8), 5, 4)])) == 1
