"""Where candidates come from: the base model, the alias automaton, the gazetteer; each on its own, nothing decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from spacy.tokens import Doc

from conflictner.annotations import REPLACED
from conflictner.components.mentions.boundaries import (
    TRAILING,
    Unit,
    behind_direction,
    between_ends,
    is_title,
    trim,
)
from conflictner.components.mentions.evidence import Span
from conflictner.components.mentions.given import given_names
from conflictner.components.mentions.lexicon import (
    ADMIN_CLASS,
    CLOSED_HEADS,
    CUT_DIRECTIONS,
    DETERMINERS,
    DIRECTIONS,
    ORG_HEADS,
    PARTICLES,
    PEOPLE_AFTER,
    PLACE_CLASS,
    PLACE_OBJECT,
    SETTLEMENT_CLASS,
    STREETS,
)
from conflictner.components.mentions.reading import HYPHENS, Reading
from conflictner.components.mentions.titled import TITLED
from conflictner.knowledge import AliasHit, Gazetteer, KnowledgeBase, Place
from conflictner.knowledge.words import frequency, is_word

#: The span group that keeps the base model's entities, so that a second run reads what the first one read.
BASE: Final = "base_ents"

#: What the model's labels mean in our kinds; ORG and PLACE leave the exact kind to the other sources.
MODEL_KINDS: Final = {
    "PERSON": "PERSON",
    "ORG": "ORG",
    "GPE": "PLACE",
    "LOC": "PLACE",
    "FAC": "PLACE",
    "NORP": "PEOPLE",
}
MODEL_WEIGHTS: Final = {"PERSON": 1.0, "ORG": 1.0, "GPE": 1.0, "LOC": 1.0, "FAC": 1.0, "NORP": 0.9}

#: By alias class and tier: a curated acronym outweighs three wrong labels of the model.
KB_WEIGHTS: Final = {"strong": 3.0, "acronym": 2.4, "weak": 0.7}
#: An acronym of a party needs its country or the model beside it: a party is in 243 of 283 acronym clashes.
PARTY_ACRONYM: Final = 0.8
#: A one-word name that is also an English word ("Wagner" is not, "Front" is) opens a sentence for no reason.
WORD_LIKE: Final = 4.3

#: What may stand between a name and the rest of its token.
GLUE: Final = "-‐‑–/'’.·"


def base_spans(doc: Doc) -> list[tuple[int, int, str]]:
    """The base model's entities, kept in a span group on the first run."""
    if BASE in doc.spans:
        spans = list(doc.spans[BASE])
    else:
        doc.spans[BASE] = spans = [ent for ent in doc.ents if ent.label_ in REPLACED]
    return [(span.start, span.end, span.label_) for span in spans]


def from_model(reading: Reading, spans: Iterable[tuple[int, int, str]]) -> Iterator[tuple[Span, str]]:
    """Trimmed spans of the base model, with its label."""
    for start, end, label in _parted(reading, spans):
        kept = trim(reading, start, end)
        if (
            kept
            and label == "NORP"
            and reading.word(kept[0] - 1) in _AROUND
            and reading.word(kept[1]) not in PEOPLE_AFTER
        ):
            # "clinics around {Larsi} after the flood"
            label = "GPE"
        if kept and label == "ORG" and _is_ranked(reading, *kept):
            kept, label = (kept[0] + 1, kept[1]), "PERSON"
        if kept and label == "PERSON" and _is_cut(reading, kept[0]):
            # A sentence that opens with "Mari {Victoria Odo}": the first name is hers too.
            kept = kept[0] - 1, kept[1]
        while label in ("FAC", "LOC", "GPE") and kept and kept[1] - kept[0] > 1 and is_title(reading, kept[1] - 1):
            # "Lamont County {Sheriff}"
            kept = kept[0], kept[1] - 1
        heads = ORG_HEADS if label in ("FAC", "LOC", "GPE") else _NO_PERSON if label == "PERSON" else ()
        long = kept is not None and kept[1] - kept[0] > 1
        if kept and long and (reading.lowers[kept[1] - 1] in heads or _is_school(reading, label, kept)):
            # "Harvard Medical School", FAC for the model: its label for buildings is right in one of three.
            label = "ORG"
        elif (
            label in ("PERSON", "ORG")
            and kept
            and kept[1] - kept[0] > 1
            and reading.lowers[kept[1] - 1] in _LAND
            and "of" not in reading.lowers[kept[0] : kept[1]]
        ):
            label = "LOC"
        if kept and any(map(str.isalpha, reading.text(*kept))):
            yield Span(*kept, "ner", MODEL_WEIGHTS[label]), label


_AROUND: Final = frozenset(["around", "near", "outside"])


#: Ranks that companies are called by too, "General Motors", and the one whose second word no list of English holds.
_RANKS: Final = frozenset(["general", "colonel", "captain", "major", "lieutenant", "sergeant", "admiral", "brigadier"])
_COMPANIES: Final = frozenset(["atomics"])


def _is_ranked(reading: Reading, start: int, end: int) -> bool:
    """As in "{General Mutebi} said on Monday", ORG for the model; what English has a word for is a company."""
    if end - start != 2 or reading.lowers[start] not in _RANKS or not reading.name_like[start + 1]:
        return False
    name = reading.words[start + 1]
    rare = frequency(name) == 0 and not is_word(name) and name.lower() not in _COMPANIES
    return rare and name.isalpha() and not name.isupper() and not reading.title_case[start]


def _is_cut(reading: Reading, start: int) -> bool:
    """Whether the given name that opens a sentence stands before what the model takes for a whole name."""
    first = start - 1
    if first < 0 or not reading.sentence_start[first] or reading.title_case[first] or reading.shouted[first]:
        return False
    return reading.pos[first] == "PROPN" and reading.lowers[first] in given_names()


def _is_school(reading: Reading, label: str, kept: tuple[int, int]) -> bool:
    """As in "the {Arlen Voss School of Medicine}", FAC for the model: a body whose head stands before an "of"."""
    lowers = reading.lowers[kept[0] : kept[1]]
    if label in ("FAC", "LOC", "GPE") and lowers[-1] == "hall" and lowers[-2] in ("city", "town"):
        # "City Hall wants more money": the council, and its house
        return True
    if label != "FAC":
        return False
    return "of" in lowers and lowers[lowers.index("of") - 1] in _SCHOOLS


_SCHOOLS: Final = frozenset(["school", "college", "faculty", "institute", "academy", "department", "university"])


#: "Alexandria Police" is no person either; Church, Banks and Post are surnames too.
_NO_PERSON: Final = frozenset(
    [
        *(
            "police",
            "council",
            "department",
            "commission",
            "committee",
            "university",
            "hospital",
            "ministry",
            "authority",
        ),
        *("federation", "institute", "foundation", "association", "organization", "organisation", "party", "union"),
    ]
)

#: "Sud-Kivu Province" is no person, whatever the model says; Lake, Hill and Park are surnames too.
_LAND: Final = STREETS | {
    *("province", "territory", "district", "county", "state", "region", "prefecture", "governorate", "municipality"),
    *("island", "islands", "river", "peninsula", "valley", "township", "mountains", "desert", "bay", "gulf"),
}


def _parted(reading: Reading, spans: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """As in "Bukombo, Mashange" is two names, whatever the model says."""
    for start, end, label in spans:
        dash = between_ends(reading, start, end)
        if dash:
            yield start, dash, "GPE"
            yield dash + 1, end, "GPE"
            continue
        begin = start
        for i in range(start + 1, end - 1):
            word = reading.words[i]
            comma = word == "," and reading.words[i + 1] not in _SAME_NAME
            names = reading.words[i - 1][0].isupper() and reading.name_like[i + 1]
            if word == "to" and names and label in ("ORG", "FAC"):
                # "through {Syunik} to {Nakhchivan}", ORG for the model
                yield begin, i, "GPE"
                begin, label = i + 1, "GPE"
                continue
            two = _two_places if label in ("GPE", "LOC") or (label == "FAC" and end - start == 3) else _two_names
            if reading.name_like[i + 1] and (comma or (word in _JOINTS and two(reading, begin, i, end))):
                yield begin, i, label
                begin = i + 1
            elif word.islower() and reading.pos[i] in ("VERB", "AUX") and reading.spaced[i - 1] and reading.spaced[i]:
                # "Otter Brigade entered Sake" is a clause: the model's label is for the name that it begins with.
                yield begin, i, label
                reaches = reading.lemma(i) in PLACE_OBJECT and reading.name_like[i + 1]
                begin, label = (i + 1, "GPE") if reaches else (end, label)
                break
        if begin < end:
            yield begin, end, label


_JOINTS: Final = frozenset(["and", "or", "/", "&"])
_SAME_NAME: Final = frozenset(["Inc", "Inc.", "Ltd", "D.C.", "DC"])


def _two_names(reading: Reading, start: int, joint: int, end: int) -> bool:
    """Whether an "and" joins two names: "Scottish National Party and Plaid Cymru", "Karl Langdon & Harvey Deegan".

    In "Ministry of Health and Sanitation" no name ends before it.
    """
    left, right = reading.lowers[joint - 1], reading.lowers[end - 1]
    if left in CLOSED_HEADS:
        return joint - start > 1
    people = joint - start == 2 and end - joint == 3 and all(reading.name_like[start:joint])
    return (
        people
        and all(reading.name_like[joint + 1 : end])
        and not ({left, right, reading.lowers[start]} & ORG_HEADS.keys())
        and reading.lowers[start] not in CUT_DIRECTIONS | DIRECTIONS
    )


def _two_places(reading: Reading, start: int, joint: int, end: int) -> bool:
    """As in "Goma and Sake", one GPE for the model; what is one land, "Jammu and Kashmir", is looked up whole."""
    names = (*reading.name_like[start:joint], *reading.name_like[joint + 1 : end])
    together = reading.words[joint] != "/" and end - start <= 5 and all(names)
    return together or _two_names(reading, start, joint, end)


def from_aliases(reading: Reading, kb: KnowledgeBase, hits: Iterable[AliasHit]) -> Iterator[Span]:
    """Alias hits on token edges, common nouns behind the name cut off: "M23 rebels" -> M23."""
    for hit in hits:
        if hit.weak and hit.inner:
            yield from from_aliases(reading, kb, hit.inner)
            if not any(entry.rule == "kb:weak" for entry in hit.entries):
                continue
        if "(" in hit.surface:
            yield from _around_bracket(reading, kb, hit)
            continue
        if "/" in hit.surface and (parts := list(_composite(reading, kb, hit))):
            yield from parts
            continue
        start, end = reading.tokens_at(hit.start, hit.end)
        if start >= end:
            continue
        # Half a token: "M23-led" and "ex-M23" stand for M23, "US$" does not for the US.
        head, tail = hit.start - reading.first[start], reading.last(end - 1) - hit.end
        if (head and reading.source[hit.start - 1] not in GLUE) or (tail and reading.source[hit.end] not in GLUE):
            continue
        entries = tuple((entry.entity_id, entry.alias_class) for entry in hit.entries)
        if not any(reading.name_like[start:end]) and not _lower_name(start, end, entries):
            continue
        rule = hit.entries[0].rule or f"kb:{hit.entries[0].alias_class}"
        cut = _without_common_noun(reading, kb, start, end, entries)
        if cut is not None:
            start, end, entries = cut
        if _names_its_class(reading, kb, start, end, entries, rule):
            entries, rule = ((entries[0][0], "strong"),), "kb:class-word"
        alias_class = entries[0][1]
        weight = KB_WEIGHTS.get(alias_class, 1.0)
        if alias_class == "acronym":
            kinds = {kb[entity].kind for entity, _ in entries if entity in kb}
            if kinds == {"PARTY"} and rule != TITLED:
                weight = PARTY_ACRONYM
        elif end - start == 1 and alias_class == "strong" and kb.frequency(reading.lowers[start]) >= WORD_LIKE:
            weight = 0.9
        yield Span(start, end, rule, weight, alias_class, entries)


def _names_its_class(
    reading: Reading, kb: KnowledgeBase, start: int, end: int, entries: tuple[tuple[str, str], ...], rule: str
) -> bool:
    """Whether a weak name says itself what its one bearer is, without a capital: "the {Gulf cartel}", "{Arakan army}".

    "the Islamic army" is some army; "the {Lord's Resistance army}" is none but that.
    """
    if len(entries) != 1 or entries[0][1] != "weak" or end - start < 2 or not reading.name_like[start]:
        return False
    last = reading.lowers[end - 1]
    rare = end - start > 2 or kb.frequency(reading.lowers[start]) < _RARE
    if last not in _ARMED_CLASS and not (last in _CLASS_WORDS and rule == "kb:case" and rare):
        return False
    actor = kb.get(entries[0][0])
    return actor is not None and actor.kind == "ARMED_GROUP"


#: No state and no company calls itself so; of these last words a listed name needs a word that is no everyday one.
_ARMED_CLASS: Final = frozenset(["cartel", "gang", "militia", "mafia"])
_CLASS_WORDS: Final = frozenset(["army", "movement", "front", "brigade", "brigades"])
_RARE: Final = 3.5


def _around_bracket(reading: Reading, kb: KnowledgeBase, hit: AliasHit) -> Iterator[Span]:
    """A listed name with its acronym in it, "Southern African Development Community (SADC) forces", is two names."""
    opening = hit.start + hit.surface.index("(")
    closing = hit.surface.find(")")
    parts = [(hit.start, opening)]
    if closing > 0:
        parts.append((opening + 1, hit.start + closing))
    for a, b in parts:
        start, end = reading.tokens_at(a, b)
        while end > start and reading.words[end - 1].isspace():
            end -= 1
        entries = (
            tuple((e.entity_id, e.alias_class) for e in kb.index.find(reading.text(start, end))) if start < end else ()
        )
        if entries:
            yield Span(start, end, f"kb:{entries[0][1]}", KB_WEIGHTS.get(entries[0][1], 1.0), entries[0][1], entries)


def _composite(reading: Reading, kb: KnowledgeBase, hit: AliasHit) -> Iterator[Span]:
    """The parts of "AFC/M23" when each is an actor of its own; nothing for "ADF/NALU" if one of them is not."""
    start, end = reading.tokens_at(hit.start, hit.end)
    slashes = [i for i in range(start, end) if reading.words[i] == "/"]
    parts = list(pairwise([start - 1, *slashes, end]))
    named = [kb.index.find(reading.text(a + 1, b)) if a + 1 < b else [] for a, b in parts]
    owners = [{entry.entity_id for entry in entries} for entries in named]
    if len(parts) < 2 or not all(owners) or any(x & y for x, y in pairwise(owners)):
        return
    for (a, b), entries in zip(parts, named, strict=True):
        alias_class = entries[0].alias_class
        listed = tuple((entry.entity_id, entry.alias_class) for entry in entries)
        yield Span(a + 1, b, f"kb:{alias_class}", KB_WEIGHTS.get(alias_class, 1.0), alias_class, listed)


def _lower_name(start: int, end: int, entries: tuple[tuple[str, str], ...]) -> bool:
    """As in "wazalendo" is listed without a capital; "government forces" is a role word that coreference reads."""
    return entries[0][1] == "strong" and end - start == 1


def _without_common_noun(
    reading: Reading, kb: KnowledgeBase, start: int, end: int, entries: tuple[tuple[str, str], ...]
) -> tuple[int, int, tuple[tuple[str, str], ...]] | None:
    head = start
    if reading.lowers[start] in DETERMINERS and end - start > 1:
        head = start + 1
    cut = end
    while cut - 1 > start and not reading.name_like[cut - 1] and reading.lowers[cut - 1] in TRAILING:
        cut -= 1
    if cut == end and head == start:
        return None
    ids = {entity for entity, _ in entries}
    # "SADC troops" is a listed name of the mission, but what stands there is the bloc's name and a common noun.
    ids |= {actor.parent for entity, _ in entries if (actor := kb.get(entity)) is not None and actor.parent}
    shorter = kb.index.find(reading.text(head, cut))
    same = tuple((entry.entity_id, entry.alias_class) for entry in shorter if entry.entity_id in ids)
    if not same and cut == end:
        # "the Houthis" is listed with its article, which is no part of a mention all the same.
        same = entries
    return (head, cut, same) if same else None


#: What joins the parts of one name; a dash stands between two.
_JOINING: Final = frozenset(HYPHENS) - {"–"}


def place_grams(
    reading: Reading, units: Iterable[Unit], spans: Iterable[Span], runs: Iterable[tuple[int, int]]
) -> dict[tuple[int, int], str]:
    """The token ranges to look up in the gazetteer, with the text to look them up by.

    A unit whole, without its class word and without its direction; in a line of title case every short n-gram,
    because there a run of capitals is a sentence: "Guns Boom Along Keran Sector".
    """
    grams: dict[tuple[int, int], str] = {}
    words, lowers, spaced = reading.words, reading.lowers, reading.spaced

    def add(start: int, end: int) -> None:
        if end - start > 2 and words[start] in ("R", "D") and words[start + 1] in HYPHENS:
            return
        if start >= end or (start, end) in grams or end - start > 6:
            return
        if end - start == 1 and lowers[start] in DIRECTIONS:
            # "Strikes In Northern Iraq" are none in the Northern region of another land
            return
        # Never half of a hyphened name: "Port" in "Port-au-Prince".
        # The ends of a way are whole: "the {Kabul}–{Kandahar} highway".
        if start > 0 and not spaced[start - 1] and words[start - 1] in _JOINING and words[start - 2] not in ("R", "D"):
            return
        hyphen = end + 1 < len(words) and not spaced[end - 1] and words[end] in _JOINING
        if not (hyphen and (reading.name_like[end + 1] or lowers[end + 1] in PARTICLES)):
            grams[start, end] = reading.text(start, end)

    for unit in units:
        a, b = unit.start, unit.end
        add(a, b)
        if b - a >= 2:
            if lowers[b - 1] in SETTLEMENT_CLASS or lowers[b - 1] in ADMIN_CLASS:
                add(a, b - 1)
            name = behind_direction(reading, a, b)
            if name > a:
                add(name, b)
        if reading.title_case[a] and b - a > 1:
            for i in range(a, b):
                for j in range(i + 1, min(i + 3, b) + 1):
                    add(i, j)
        if reading.word(b) in DIRECTIONS and reading.word(b + 1) in PLACE_CLASS and not reading.sentence_start[b]:
            # "Kasai central province"
            add(a, b + 1)
    for start, end in pairs(reading, units):
        add(start, end)
    for span in spans:
        add(span.start, span.end)
    for start, end in runs:
        add(start, end)
    for i in [i for i, shouted in enumerate(reading.shouted) if shouted]:
        # "TALKS IN NEW YORK END": in a line of capitals no case tells where a name begins or ends
        for j in range(i + 2, min(i + 3, len(reading)) + 1):
            if all(reading.shouted[i:j]) and all(pos in ("PROPN", "ADJ") for pos in reading.pos[i:j]):
                add(i, j)
    for i in [i for i, segment in reading.segment.items() if segment == "DATELINE" and words[i].isupper()]:
        # "PORT LANDU, June 14": by their looks two acronyms
        for j in range(i + 2, min(i + 3, len(reading)) + 1):
            if all(word.isupper() and word.isalpha() for word in words[i:j]):
                add(i, j)
    return grams


def pairs(reading: Reading, units: Iterable[Unit]) -> Iterator[tuple[int, int]]:
    """Two names that an "and" joins, which may be one land: "Jammu and Kashmir", "Newfoundland and Labrador"."""
    for left, right in pairwise(units):
        if right.start == left.end + 1 and reading.lowers[left.end] == "and" and right.end - left.start <= 5:
            yield left.start, right.end


def look_up(gazetteer: Gazetteer, grams: dict[tuple[int, int], str]) -> dict[tuple[int, int], list[Place]]:
    """The places of every n-gram, in one query."""
    found = gazetteer.find_many(sorted(set(grams.values()))) if grams else {}
    return {span: found[text] for span, text in grams.items() if found.get(text)}
