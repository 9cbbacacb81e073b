"""Who answers whom, and who speaks behind somebody without a name."""

from __future__ import annotations

import pytest
from spacy.language import Language

pytestmark = pytest.mark.model

HABIB, MARTIN = "new:fatima-habib", "new:rose-martin"


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        # Who was told answers; else who stood in the talk; the one who spoke never does.
        ("“Do not come,” Fatima Habib told Rose Martin. “I have no choice,” she answered.", [HABIB, MARTIN]),
        ("Fatima Habib met Rose Martin. “Where is it?” Fatima Habib asked. “Lost,” she replied.", [HABIB, MARTIN]),
        ("“Do not come,” Fatima Habib said. “I have no choice,” she replied.", [HABIB, None]),
        ("“Do not come,” Fatima Habib told the driver. “I have no choice,” she answered.", [HABIB, None]),
        # Who goes on is no answer, nor is one to a question of somebody else.
        ("“Do not come,” Fatima Habib said. “I have no choice,” she said.", [HABIB, HABIB]),
        ("“Do not come,” Fatima Habib said. Asked about the road, she replied: “Go home.”", [HABIB, HABIB]),
        ("“Do not come,” Fatima Habib told Rose Martin. “I have no choice,” she said.", [HABIB, HABIB]),
        ("Musa Idris asked Ali Bello to leave, but he replied: “I stay.”", ["new:musa-idris", "new:ali-bello"]),
    ],
)
def test_who_answers(nlp: Language, text: str, speakers: list[str | None]) -> None:
    assert [quote.speaker_id for quote in nlp(text)._.quotes] == speakers


@pytest.mark.parametrize(
    ("between", "speaker"),
    [
        ("", "new:petro-bondar"),
        ("Ivan Melnyk shook his head.", "new:ivan-melnyk"),
        ("His neighbor, Ivan Melnyk, shook his head.", "new:ivan-melnyk"),
        ("His brother nodded.", None),
        ("The driver nodded.", None),
        ("His wife cried.", "new:petro-bondar"),
        ("The road was dark.", "new:petro-bondar"),
    ],
)
def test_who_acts_between_two_quotes_speaks_the_second(nlp: Language, between: str, speaker: str | None) -> None:
    text = f"“We saw the drones,” said Petro Bondar. {between} “They came from the sea,” he said."
    assert [quote.speaker_id for quote in nlp(text)._.quotes] == ["new:petro-bondar", speaker]


@pytest.mark.parametrize(
    ("before", "speaker"),
    [
        ("Musa Idris was less polite.", "new:musa-idris"),
        ("Musa Idris, who leads a brigade in Goma, shrugged.", "new:musa-idris"),
        ("His deputy, Musa Idris, was less polite.", "new:musa-idris"),
        ("The driver was less polite.", None),
        ("His driver was less polite.", None),
    ],
)
def test_who_is_alone_before_a_quotation_speaks_it(nlp: Language, before: str, speaker: str | None) -> None:
    text = "Ali Bello called that an insult. Ali Bello went on. Ali Bello told Ali Sule so. "
    *_, quote = nlp(f"{text}{before} “We bury them,” he said.")._.quotes
    assert quote.speaker_id == speaker
