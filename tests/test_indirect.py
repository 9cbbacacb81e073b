"""Contents outside marks: where they begin and end, and the frames of verbs that take no clause."""

from __future__ import annotations

import pytest
from spacy.language import Language

from conflictner.components.quotes.boundaries import clause_start, complement
from conflictner.components.quotes.cues import Lexicon, find_cues
from conflictner.components.quotes.frames import Frames
from conflictner.components.quotes.indirect import IndirectFinder
from conflictner.components.quotes.reading import Reading

pytestmark = pytest.mark.model


def found(nlp: Language, text: str) -> list[tuple[str, str]]:
    reading = Reading(nlp(text))
    finder = IndirectFinder(reading, find_cues(reading, Lexicon.load()))
    return [
        (" / ".join(reading.text[a:b] for a, b in quote.parts), quote.rule)
        for quote in finder.find()
        if quote.source is not None
    ]


@pytest.mark.parametrize(
    ("text", "content", "rule"),
    [
        ("The army said the town had fallen.", "the town had fallen", "indirect:clause"),
        ("The army said on Monday that the town had fallen.", "that the town had fallen", "indirect:that"),
        ("One member would say only that the vote was lost.", "that the vote was lost", "indirect:that"),
        ("Witnesses described how fighters burned the houses.", "how fighters burned the houses", "indirect:that"),
        ("The town had fallen, the army said, hours after the rebels came.", "The town had fallen", "indirect:before"),
        (
            "The rebels overran the base at Sake, their spokesman, Musa Idris, told the agency by phone.",
            "The rebels overran the base at Sake",
            "indirect:before",
        ),
        ("No unit, she specified, was there.", "No unit / was there", "indirect:around"),
        (
            "Blame the council: its members, she argues, shield them.",
            "its members / shield them",
            "indirect:around",
        ),
        (
            "According to Amina Bello, a trader, soldiers burned the houses.",
            "soldiers burned the houses",
            "indirect:phrase",
        ),
        ("The mayor urged restraint.", "restraint", "indirect:object"),
        (
            "The army said the road was shut, because the bridge is lost.",
            "the road was shut, because the bridge is lost",
            "indirect:clause",
        ),
        (
            "Sampson said the mine brought back memories, and of all the people who were not there.",
            "the mine brought back memories, and of all the people who were not there",
            "indirect:clause",
        ),
        ("The army said the road was shut, and the rebels left.", "the road was shut", "indirect:clause"),
        (
            "The envoy mentioned closing the road and forcing traders to leave.",
            "closing the road and forcing traders to leave",
            "indirect:frame",
        ),
        (
            "Studies suggest that practice helps (Bello, 2008; Idris, 2010) and lasts.",
            "that practice helps (Bello, 2008; Idris, 2010) and lasts",
            "indirect:that",
        ),
        ("As the mission reported, the rebels shelled the camp.", "the rebels shelled the camp", "indirect:around"),
        ("The rebels, as the mission reported, shelled the camp.", "The rebels / shelled the camp", "indirect:around"),
        ("The mayor was quick to add that the road was shut.", "that the road was shut", "indirect:that"),
        (
            "He had no debts, the bank added, and had paid his rent.",
            "He had no debts / and had paid his rent",
            "indirect:before",
        ),
        (
            "The envoy rejected the idea that the talks had failed.",
            "the idea that the talks had failed",
            "indirect:that",
        ),
        (
            "The mayor said the men were betrayed – although his own guards laughed.",
            "the men were betrayed",
            "indirect:clause",
        ),
        (
            "The mayor said they would “shut the mines for good,” while trying to calm the crowd.",
            "they would “shut the mines for good,”",
            "indirect:clause",
        ),
        ("The rebels claimed responsibility for the blast.", "responsibility for the blast", "indirect:object"),
        ("Iran rejected the charge as baseless.", "the charge as baseless", "indirect:object"),
        ("Iran rejected the accusation.", "the accusation", "indirect:object"),
        ("The army dismissed the accusations as fabricated.", "the accusations as fabricated", "indirect:object"),
        (
            "The army dismissed the report as baseless, but left the town.",
            "the report as baseless",
            "indirect:object",
        ),
        ("Tehran dismissed the plan as a trap.", "the plan as a trap", "indirect:object"),
        (
            "The president spoke of “a dark day for the nation”.",
            "“a dark day for the nation”",
            "indirect:frame",
        ),
        (
            "The bishop spoke of a “crime against peace” in the valley.",
            "a “crime against peace” in the valley",
            "indirect:frame",
        ),
        ("The mayor acknowledged “serious mistakes” in the evacuation.", "“serious mistakes”", "indirect:frame"),
        ("The mayor conceded a “narrow defeat” on Sunday.", "a “narrow defeat”", "indirect:frame"),
        ("The Ugandan army said the bridge was closed.", "the bridge was closed", "indirect:clause"),
        (
            "The toll has risen to 40: 12 soldiers and 28 rebels died, according to the ministry.",
            "The toll has risen to 40: 12 soldiers and 28 rebels died",
            "indirect:phrase",
        ),
        (
            "One thing is clear: the fighters burned the school, according to the mayor.",
            "One thing is clear: the fighters burned the school",
            "indirect:phrase",
        ),
        # near miss: a label is nobody's words
        ("Kampala: Two men were killed, according to the mayor.", "Two men were killed", "indirect:phrase"),
        (
            "The mayor accused the group of “using villagers as shields”.",
            "“using villagers as shields”",
            "indirect:frame",
        ),
        ("The ministry denied arming the rebels.", "arming the rebels", "indirect:object"),
        (
            "The army said three things: the bridge is lost; the road is shut; the villages are empty.",
            "the bridge is lost; the road is shut; the villages are empty",
            "indirect:clause",
        ),
        (
            "The army said that the town is at a moment when two things are happening at once: Prices are rising.",
            "that the town is at a moment when two things are happening at once: Prices are rising",
            "indirect:that",
        ),
        (
            "Omar Idris tweeted in the early morning hours that the bridge was lost.",
            "that the bridge was lost",
            "indirect:that",
        ),
        (
            "The difference now, he told me on Friday, is that the road is open.",
            "The difference now / is that the road is open",
            "indirect:around",
        ),
        (
            "The mayor blamed the “enemies of peace” for the blast.",
            "the “enemies of peace” for the blast",
            "indirect:frame",
        ),
        ("The mayor blamed the rebels for the blast.", "the blast", "indirect:frame"),
        (
            "He offered few ideas aside from stating that the road should be shut.",
            "that the road should be shut",
            "indirect:that",
        ),
        (
            "An allegation by Kigali that rebels shelled a camp was denied.",
            "that rebels shelled a camp",
            "indirect:noun",
        ),
    ],
)
def test_indirect_contents(nlp: Language, text: str, content: str, rule: str) -> None:
    assert (content, rule) in found(nlp, text)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Delhi holds that the army pays the group, which Islamabad calls a lie.",
            "that the army pays the group",
        ),
        ("He confirmed that the women were held but insisted they were guests.", "that the women were held"),
        ("He confirmed that the women were held but insisted they were guests.", "they were guests"),
        (
            "The rebels said they held the base, a claim that the army neither confirmed nor denied.",
            "they held the base",
        ),
        (
            "The army said the rebels had killed 12 people, a charge denied by the group.",
            "the rebels had killed 12 people",
        ),
        ("The rebels said they held the base; the army did not comment.", "they held the base"),
        ("Officials say the road is shut, with the army reporting that mines were found.", "the road is shut"),
        ("Officials say the road is shut, with the army reporting that mines were found.", "that mines were found"),
        ("According to residents, the rebels held the base; the army fled.", "the rebels held the base"),
        ("The army said it held the base, which the agency could not independently verify.", "it held the base"),
        ("The army said it held the base — a claim the rebels deny.", "it held the base"),
        ("The army said 40 rebels had died, a figure that could not be verified.", "40 rebels had died"),
        ("The rebels shelled the camp, the army said, a claim that the group rejected.", "The rebels shelled the camp"),
        (
            "The army said the rebels had shelled the camp, a claim made earlier by the party.",
            "the rebels had shelled the camp",
        ),
        ("The army denied shelling the camp, a claim that the junta called “absurd”.", "shelling the camp"),
        (
            "Kinshasa said that Rwandan troops had entered the town, an accusation that Kigali rejects.",
            "that Rwandan troops had entered the town",
        ),
        ("The army said it had found mines, a serious accusation that the group rejects.", "it had found mines"),
        (
            "The governor said the militia had burned the mill, an account that residents contradicted.",
            "the militia had burned the mill",
        ),
        # any noun may name what happened
        (
            "The rebels seized the base after a week of war, residents said, an advance that the junta called “a lie”.",
            "The rebels seized the base after a week of war",
        ),
        (
            "Residents said the rebels had seized the base, an advance that the junta denied.",
            "the rebels had seized the base",
        ),
        ("The army said it held the base, allegations that the rebels rejected.", "it held the base"),
        (
            "The army said it held the base, which the rebels had left in May.",
            "it held the base, which the rebels had left in May",
        ),
        (
            "The army said 40 rebels had died, a figure that shows its strength.",
            "40 rebels had died, a figure that shows its strength",
        ),
        (
            "The mayor said the number of dead, a toll confirmed by the council, had risen to 40.",
            "the number of dead, a toll confirmed by the council, had risen to 40",
        ),
        # near misses: the claim, the charge and the second part are the speaker's own words
        (
            "The minister said the threat, a claim made by the party, was empty.",
            "the threat, a claim made by the party, was empty",
        ),
        (
            "The minister said the group had dropped a claim made by the party.",
            "the group had dropped a claim made by the party",
        ),
        (
            "The mayor said there were rumours, claims and threats that the police rejected.",
            "there were rumours, claims and threats that the police rejected",
        ),
        (
            "The mayor said the bridge, a gift made by the king, was lost.",
            "the bridge, a gift made by the king, was lost",
        ),
        (
            "The army said it had published a report that the ministry commissioned.",
            "it had published a report that the ministry commissioned",
        ),
        (
            "Residents said the army had lost the hill, a hill that it had held since May.",
            "the army had lost the hill, a hill that it had held since May",
        ),
        # a dateline is nobody's word, an aside is
        (
            "Port-au-Prince - Gunmen set fire to a police station, the mayor said.",
            "Gunmen set fire to a police station",
        ),
        (
            "Goma - a port on Lake Kivu - had fallen to the rebels, the army said.",
            "Goma - a port on Lake Kivu - had fallen to the rebels",
        ),
        (
            "The army said it had three aims: to hold the base; to feed the town; and to open the road.",
            "it had three aims: to hold the base; to feed the town; and to open the road",
        ),
    ],
)
def test_indirect_contents_end_where_another_voice_begins(nlp: Language, text: str, content: str) -> None:
    assert content in [words for words, _ in found(nlp, text)]


@pytest.mark.parametrize(
    "text",
    [
        "When night falls, the army says a prayer.",
        "As he announced the deal, the crowd cheered.",
        "As expected, the town fell.",
        "As time went on, the town fell.",
        "On Monday, the army said no.",
        "I will argue that it fell.",
        "Residents recalled it.",
        "The army rejected the recruit.",
        "The minister dismissed the general.",
        "The president dismissed the general as army chief.",
        "The army dismissed the officer as unfit.",
        "The president spoke of his childhood in the hills.",
        "She acknowledged the “Nobel Committee” in her speech.",
        "The mayor admitted the “brave volunteers” to the camp.",
        "The farmers claimed compensation.",
        "The attack claimed 40 lives.",
        "No group claimed responsibility for the blast.",
        "The mayor accused the head of the army.",
    ],
)
def test_indirect_times_and_the_author_are_no_contents(nlp: Language, text: str) -> None:
    assert found(nlp, text) == []


def test_indirect_frames_name_the_target(nlp: Language) -> None:
    reading = Reading(nlp("The minister accused Rwanda of arming the rebels."))
    cues = find_cues(reading, Lexicon.load())
    frames = Frames(reading, IndirectFinder(reading, cues).ends)
    ((span, rule, target),) = frames.find(cues[0])
    assert reading.span_text(*span) == "arming the rebels"
    assert rule == "indirect:frame"
    assert target is not None
    assert reading.doc[target].text == "Rwanda"


def test_indirect_clause_and_verb_group(nlp: Language) -> None:
    doc = Reading(nlp("The general has just said that the town fell.")).doc
    said = next(token for token in doc if token.text == "said")
    assert doc[clause_start(said)].text == "has"
    clause = complement(said)
    assert clause is not None
    assert clause.text == "fell"
