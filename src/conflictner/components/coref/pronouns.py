"""he, she, it, they and their possessives -> the actor, by clause first and by salience after."""

from __future__ import annotations

from typing import Final

from conflictner.components.coref.exclusion import excluded
from conflictner.components.coref.expletive import is_expletive
from conflictner.components.coref.kinship import is_kin, relative_of
from conflictner.components.coref.lexicon import (
    CROWD_KINDS,
    GROUP_KINDS,
    GROUP_PRONOUNS,
    PERSON_PRONOUNS,
    POSSESSIVE,
    THING_PRONOUNS,
    is_people,
    lexicon,
)
from conflictner.components.coref.memory import Memory, Trace
from conflictner.components.coref.peers import either
from conflictner.components.coref.phrases import Found
from conflictner.components.coref.scene import Scene
from conflictner.components.coref.turns import spoke_last, turn_before

_SUBJECTS: Final = ("nsubj", "nsubjpass")
#: Clauses that are climbed and tokens that are looked back over in one sentence.
_DEEP: Final = 8
_WIDE: Final = 60
#: What each class may point to at all; the "?" are unnamed.
_MAY_BE: Final = {
    "person": frozenset(("PERSON", "?person", "?name")),
    "thing": GROUP_KINDS | {"?thing", "?group", "?name"},
    "group": GROUP_KINDS | {"?people", "?group"},
}
_FAR: Final = {"person": 0.2, "thing": 0.3, "group": 0.3}
#: "she recalls", after a long quotation: who speaks on was named further up.
_FAR_SPEAKER: Final = 0.1
#: Why a pronoun was left alone: somebody whom nobody names stands nearer, two fit as well, or nobody near does.
UNNAMED: Final = "unnamed"
RIVALS: Final = "rivals"
FAR: Final = "far"
#: The lead of the best over the next. Of 24 persons with a lead of 1.2 to 1.5 in news that we read, 9 were wrong.
_MARGIN: Final = {"person": 1.5, "thing": 1.5, "group": 1.4, "office": 1.2}
#: Whoever is accused, blamed or asked may be the one who speaks next.
_AGAINST: Final = frozenset(
    {"accuse", "blame", "criticise", "criticize", "denounce", "condemn", "slam", "ask", "question", "challenge"}
    | {"confront", "sue", "insult", "threaten"}
)
#: A name that grammar offers: the subject of the sentence before, or of the clause that "and he" goes on from.
_OFFERED: Final = 1.7


def pronoun_class(scene: Scene, i: int) -> str:
    """person, thing or group for a pronoun that may be resolved, "" for any other token."""
    word = scene.lowers[i]
    if scene.pos[i] not in ("PRON", "DET") or i in scene.mark_at:
        return ""
    if word in PERSON_PRONOUNS:
        return "person"
    if word in THING_PRONOUNS:
        # As an object "it" is nearly always a thing or an act: "did not hide it", "who would guard it".
        return "" if word == "it" and (scene.deps[i] not in _SUBJECTS or is_expletive(scene, i)) else "thing"
    return "group" if word in GROUP_PRONOUNS else ""


def fits(scene: Scene, entity_id: str, kind: str, word: str, plural: bool) -> bool:
    """Whether an entity may be meant by a pronoun.

    Args:
        scene: The Doc.
        entity_id: The entity, or "#12" for somebody unnamed.
        kind: Its kind; "?person", "?people", "?thing", "?group" or "?name" for the unnamed.
        word: The pronoun, lower case.
        plural: Whether its last mention was plural in form.
    """
    if word in PERSON_PRONOUNS:
        if kind in ("?person", "?name"):
            return True
        if kind != "PERSON":
            return False
        gender = scene.entities[entity_id].gender
        return gender in ("", PERSON_PRONOUNS[word])
    if word in THING_PRONOUNS:
        return kind in ("?thing", "?group", "?name") or (kind in GROUP_KINDS and not plural)
    return kind in ("?people", "?group") or (kind in GROUP_KINDS and (plural or kind in CROWD_KINDS))


def resolve_pronoun(scene: Scene, memory: Memory, i: int, speakers: frozenset[str]) -> Found | str:
    """The actor for whom a pronoun stands, or why nobody is told: UNNAMED, RIVALS or FAR.

    Where another one that fits was named as lately, "it" and "its" are a guess, and say so by a score of 0.5 at most.

    Args:
        scene: The Doc.
        memory: Who was mentioned before.
        i: The pronoun's token.
        speakers: Entities that speak the quotation in which it stands: they say "I", not "he".
    """
    found = _resolve(scene, memory, i, speakers)
    if isinstance(found, str) or pronoun_class(scene, i) != "thing":
        return found
    return either(scene, memory, found, set(speakers) | excluded(scene, i)) or RIVALS


def _resolve(scene: Scene, memory: Memory, i: int, speakers: frozenset[str]) -> Found | str:
    word, group = scene.lowers[i], pronoun_class(scene, i)
    shut = set(speakers) | excluded(scene, i)
    turn = turn_before(scene, i) if group == "person" else None
    if turn is not None:
        shut |= {scene.who(turn.speaker)} - {""}
        heard = _answers(scene, turn.hearer, word, shut)
        if heard:
            return UNNAMED if heard.startswith("#") else Found(heard, "coref:turn", 0.8)
    near = _by_clause(scene, memory, i, word)
    if near is not None:
        entity_id, rule, score = near
        if entity_id.startswith("#"):
            return UNNAMED
        if entity_id not in shut and entity_id in scene.entities:
            return Found(entity_id, rule, score)
        if entity_id in shut and group == "group":
            return RIVALS
    relative = relative_of(scene, memory, i)
    if relative and relative not in shut:
        return Found(relative, "coref:kin", 0.85)
    beside = _beside(scene, i, word, shut)
    if beside:
        return Found(beside, "coref:beside", 0.75)
    if group == "person" and _kin_of_nobody(scene, i):
        return UNNAMED
    return _by_salience(scene, memory, i, shut, answers=turn is not None)


def _answers(scene: Scene, hearer: int, word: str, shut: set[str]) -> str:
    """Who was spoken to and answers now, "#" for somebody whom nobody names, "" where none fits."""
    if hearer < 0:
        return ""
    entity = scene.entities.get(scene.who(hearer))
    if entity is None:
        return "#" if _noun_fits_person(scene, hearer) else ""
    fit = entity.kind == "PERSON" and entity.id not in shut and fits(scene, entity.id, entity.kind, word, False)
    return entity.id if fit else ""


def _noun_fits_person(scene: Scene, noun: int) -> bool:
    return scene.pos[noun] in ("NOUN", "PROPN") and scene.tags[noun] in ("NN", "NNP")


def _kin_of_nobody(scene: Scene, i: int) -> bool:
    """Whether "{His} father nodded" follows on the words of somebody whose name is no mention: it is his father."""
    if not is_kin(scene, i) or scene.deps[scene.heads[i]] not in _SUBJECTS:
        return False
    spoke = spoke_last(scene, i)
    return spoke >= 0 and scene.pos[spoke] in ("PROPN", "NOUN") and not scene.who(spoke)


def _by_salience(scene: Scene, memory: Memory, i: int, shut: set[str], *, answers: bool = False) -> Found | str:
    """Who is most in the reader's mind, with a lead over whoever else it may be; who answers was named just before."""
    word, group = scene.lowers[i], pronoun_class(scene, i)
    opened = _coordinate(scene, i, word, shut) or _from_sentence_before(scene, i, word, shut)
    office = word == "its" and _owns_person(scene, i)
    ranked = [
        (value * _doubt(scene, trace, word, office=office) * _nearness(scene, trace, i), trace)
        for value, trace in memory.ranked(
            scene.clock[i],
            lambda t: t.entity_id not in shut and fits(scene, t.entity_id, t.kind, word, t.plural),
            kinds=_MAY_BE[group],
        )
        if not (office and trace.kind == "?thing")
    ]
    ranked.sort(key=lambda item: (-item[0], -item[1].token))
    if opened and word in ("he", "she") and _has_opponent(scene, i, word, opened, shut):
        return RIVALS
    speaks = not answers and word in ("he", "she") and scene.lemma(scene.heads[i]) in lexicon().saying
    if opened and speaks and _alone_before(scene, i, opened):
        return Found(opened, "coref:before-quote", 0.8)
    if not ranked or ranked[0][0] < (_FAR_SPEAKER if speaks else _FAR[group]):
        return FAR
    if opened:
        ranked = [(v * _OFFERED if t.entity_id == opened else v, t) for v, t in ranked]
        ranked.sort(key=lambda item: (-item[0], -item[1].token))
    best, trace = ranked[0]
    if trace.entity_id.startswith("#"):
        return UNNAMED
    if group == "group" and (trace.entity_id != opened or word == "them"):
        # "they" goes back to people of whom no name was given more often than to any group: six of eight in our texts.
        return RIVALS
    rival = ranked[1][0] if len(ranked) > 1 else 0.0
    if best < (_MARGIN["office"] if office else _MARGIN[group]) * rival:
        return RIVALS
    return Found(trace.entity_id, f"coref:{group}-salience", round(min(0.9, 0.5 + 0.4 * (1 - rival / best)), 3))


def _doubt(scene: Scene, trace: Trace, word: str, *, office: bool) -> float:
    """A country is rarely "they", and who has no known gender is less likely "she" than who has."""
    if word in PERSON_PRONOUNS:
        if trace.kind == "PERSON" and not scene.entities[trace.entity_id].gender:
            return 0.75
        return 1.0
    if word in GROUP_PRONOUNS:
        return 1.0 if trace.plural or trace.kind == "?people" else 0.7
    return 0.6 if office and trace.kind == "COUNTRY" else 1.0


def _nearness(scene: Scene, trace: Trace, i: int) -> float:
    """Who was named in this sentence or the one before is nearer; inside a quotation, who was named in it."""
    near = 1.8 if scene.clock[i] - trace.sentence <= 1 else 1.0
    return near * 1.4 if scene.quote[i] >= 0 and scene.quote[trace.token] == scene.quote[i] else near


def _from_sentence_before(scene: Scene, i: int, word: str, shut: set[str]) -> str:
    """The subject of the sentence before, for a pronoun in the subject of this one: "The front agreed. Its ..."."""
    subject = i if scene.deps[i] in _SUBJECTS else scene.heads[i] if scene.deps[i] == "poss" else -1
    if subject < 0 or scene.deps[subject] not in _SUBJECTS:
        return ""
    found = scene.who(scene.main_subject(i))
    return found if found and not found.startswith("#") and found not in shut else ""


def _alone_before(scene: Scene, i: int, opened: str) -> bool:
    """Whether the sentence before a quotation has nobody but its subject: "Odo was less polite. “...,” {he} said".

    In "Odo accused Sule of theft. “I bought it,” he said" both may speak.
    """
    first = scene.first[scene.sentence[i]]
    if scene.quote[i] >= 0 or first >= i or scene.quote[first] < 0 or scene.quote[i - 1] != scene.quote[first]:
        return False
    before = first - 1
    while before >= 0 and not scene.words[before].strip():
        before -= 1
    if before < 0 or scene.paragraph[before] != scene.paragraph[first] or scene.quote[before] >= 0:
        return False
    start = scene.first[scene.sentence[before]]
    subject = scene.main_subject(i)
    # "{His} deputy, Sena Odo, was angry": whose deputy she is has no part in it
    children = scene.children[subject] if subject >= 0 else ()
    own = {j for j in children if scene.deps[j] == "poss" and scene.tags[j] == "PRP$"}
    persons = {scene.owner.get(j, "") for j in range(start, first) if j not in own} - {""}
    return persons == {opened} or all(
        person == opened or (person in scene.entities and scene.entities[person].kind != "PERSON") for person in persons
    )


def _has_opponent(scene: Scene, i: int, word: str, opened: str, shut: set[str]) -> bool:
    """Whether the sentence before sets its subject against another who fits: "Odo accused Sule of theft. {He} said"."""
    subject = scene.main_subject(i)
    verb = scene.heads[subject] if subject >= 0 and scene.deps[subject] in _SUBJECTS else -1
    if verb < 0 or scene.lemma(verb) not in _AGAINST:
        return False
    others = (scene.entities.get(scene.who(c)) for c in scene.children[verb] if scene.deps[c] == "dobj")
    return any(
        other is not None and other.id not in shut | {opened} and fits(scene, other.id, other.kind, word, False)
        for other in others
    )


def _coordinate(scene: Scene, i: int, word: str, shut: set[str]) -> str:
    """The person who is the subject of the clause before: "Odo was tired, but {he} spoke"."""
    verb = scene.heads[i]
    if scene.deps[i] not in _SUBJECTS or scene.deps[verb] != "conj" or word not in PERSON_PRONOUNS:
        return ""
    above = scene.heads[verb]
    entity = scene.entities.get(scene.who(scene.subject_of(above)))
    if above > verb or entity is None or entity.id in shut or not fits(scene, entity.id, entity.kind, word, False):
        return ""
    return entity.id


def _owns_person(scene: Scene, i: int) -> bool:
    """E.g. "its spokesman", "Its director general": a thing has none."""
    noun = scene.heads[i]
    return scene.deps[i] == "poss" and any(
        scene.lowers[j] in lexicon().persons or scene.lowers[j] in ("leader", "chief", "members", "fighters", "troops")
        for j in range(i + 1, min(noun + 1, i + 6))
    )


def _beside(scene: Scene, i: int, word: str, shut: set[str]) -> str:
    """The actor directly before a possessive, nothing but a mark between: "the council: its members", "(by its ...".

    Also the nearest group of the sentence where the clause has a person for its subject: "Odo ended the talks with the
    front and freed its delegates".
    """
    if word not in POSSESSIVE or word not in ("its", "their"):
        return ""
    j = i - 1
    while j > i - 3 and j >= 0 and scene.words[j] in (",", ":", "(", "–", "—", ";"):
        j -= 1
    opening = next((k for k in range(i - 1, max(i - 8, 0), -1) if scene.words[k] in ("(", ")")), 0)
    if opening and scene.words[opening] == "(":
        j = opening - 1
    if j < i - 1 and scene.sentence[j] == scene.sentence[i]:
        found = scene.owner.get(j, "")
        return found if _is_group(scene, found, word, j) and found not in shut else ""
    if word == "its":
        verb = scene.verb_over(i)
        subject = scene.subject_of(verb) if verb >= 0 else -1
        person = scene.entities.get(scene.who(subject)) if subject >= 0 else None
        if person is not None and person.kind == "PERSON" and not scene.is_inside(i, subject):
            for j in range(i - 1, max(subject, i - _WIDE), -1):
                found = scene.owner.get(j, "")
                if found and not found.startswith("#"):
                    return found if _is_group(scene, found, word, j) and found not in shut else ""
    return ""


def _is_group(scene: Scene, entity_id: str, word: str, token: int) -> bool:
    entity = scene.entities.get(entity_id)
    plural = scene.tags[token] in ("NNS", "NNPS")
    return entity is not None and entity.kind != "PERSON" and fits(scene, entity_id, entity.kind, word, plural)


def _by_clause(scene: Scene, memory: Memory, i: int, word: str) -> tuple[str, str, float] | None:
    """The subject that grammar offers: of the verb above ("X says it ..."), of the clause ("X closed its post")."""
    if word in POSSESSIVE and scene.deps[i] == "poss":
        first = scene.heads[scene.heads[i]]
        if scene.deps[scene.heads[i]] == "conj" and first < i and scene.who(first):
            # "Odo and his men": Odo's
            return _candidate(scene, memory, first, word, "coref:owner", 0.8, i)
        # "Odo closed her office": the subject of the verb, unless the pronoun stands in that subject.
        verb = scene.verb_over(i)
        subject = scene.subject_of(verb) if verb >= 0 else -1
        for _ in range(_DEEP):
            if verb < 0 or (subject >= 0 and scene.tags[subject] != "EX"):
                break
            # "X replied that in its territory there are ...": no subject here, so that of the clause above
            verb = scene.matrix(verb)
            subject = scene.subject_of(verb) if verb >= 0 else -1
        if subject >= 0 and not scene.is_inside(i, subject) and not _known_between(scene, subject, i, word):
            return _candidate(scene, memory, subject, word, "coref:owner", 0.8, i)
        return _of_teller(scene, memory, verb, i, word)
    if scene.deps[i] in ("nsubj", "nsubjpass"):
        verb = scene.heads[i]
        above = scene.matrix(verb)
        for _ in range(_DEEP):
            if above < 0 or scene.deps[verb] not in ("conj", "xcomp"):
                break
            verb, above = above, scene.matrix(above)
        if above >= 0 and scene.deps[verb] in ("ccomp", "advcl"):
            subject = _teller(scene, above)
            if subject >= 0 and subject < i and scene.quote[subject] == scene.quote[i]:
                rule = "coref:reported" if scene.deps[verb] == "ccomp" else "coref:adverbial"
                possessor = _possessor(scene, subject, word)
                if possessor:
                    return possessor, "coref:possessor", 0.75
                return _candidate(scene, memory, subject, word, rule, 0.85 if scene.deps[verb] == "ccomp" else 0.7, i)
    return None


def _of_teller(scene: Scene, memory: Memory, verb: int, i: int, word: str) -> tuple[str, str, float] | None:
    """Whose noun is the subject of what somebody reports: "Odo rejected it, saying that {his} cabinet had fallen"."""
    if word not in PERSON_PRONOUNS or verb < 0 or scene.deps[verb] != "ccomp":
        return None
    above = scene.matrix(verb)
    subject = _teller(scene, above) if above >= 0 and scene.lemma(above) in lexicon().saying else -1
    if not 0 <= subject < i or scene.quote[subject] != scene.quote[i] or _known_between(scene, subject, i, word):
        return None
    entity = scene.entities.get(scene.who(subject))
    if entity is None or entity.kind != "PERSON":
        return None
    heard = [scene.entities.get(scene.who(child)) for child in scene.children[above] if scene.deps[child] == "dobj"]
    if any(other is not None and fits(scene, other.id, other.kind, word, False) for other in heard):
        # "Odo told Bello that his men had to go": whose?
        return "#", "coref:reported", 0.0
    return _candidate(scene, memory, subject, word, "coref:reported", 0.75, i)


def _known_between(scene: Scene, subject: int, i: int, word: str) -> bool:
    """Whether somebody of the right gender stands nearer than a subject of whom none is known.

    "Don Odo has backed Fatima Sule since {her} first campaign": hers, or his if the text had told that Don is a man.
    """
    entity = scene.entities.get(scene.who(subject))
    gender = PERSON_PRONOUNS.get(word, "")
    if entity is None or entity.kind != "PERSON" or entity.gender or not gender:
        return False
    between = {scene.owner.get(j, "") for j in range(subject + 1, i)} - {"", entity.id}
    return any(other in scene.entities and scene.entities[other].gender == gender for other in between)


def _possessor(scene: Scene, subject: int, word: str) -> str:
    """Of whom "His sister, Fatima Odo, says that {he}" speaks: him whose sister she is, where she cannot be meant."""
    if word not in PERSON_PRONOUNS:
        return ""
    teller = scene.entities.get(scene.who(subject))
    if teller is None or teller.gender in ("", PERSON_PRONOUNS[word]):
        return ""
    whose = [c for c in scene.children[subject] if scene.deps[c] == "poss"]
    if scene.deps[subject] == "appos":
        whose += [c for c in scene.children[scene.heads[subject]] if scene.deps[c] == "poss"]
    for child in whose:
        entity = scene.entities.get(scene.owner.get(child, ""))
        if entity is not None and entity.kind == "PERSON" and entity.gender in ("", PERSON_PRONOUNS[word]):
            return entity.id
    return ""


def _teller(scene: Scene, verb: int) -> int:
    """The subject of a verb that reports; "X said that Y fled, adding that he ...": X adds, whatever the parse says."""
    if scene.tags[verb] == "VBG" and scene.lemma(verb) in lexicon().saying and scene.deps[verb] == "advcl":
        above = scene.heads[verb]
        for _ in range(_DEEP):
            if scene.deps[above] != "ccomp" or scene.heads[above] == above:
                break
            above = scene.heads[above]
            if scene.lemma(above) in lexicon().saying:
                return scene.subject_of(above)
    return scene.subject_of(verb)


def _candidate(
    scene: Scene, memory: Memory, subject: int, word: str, rule: str, score: float, i: int
) -> tuple[str, str, float] | None:
    entity_id = scene.who(subject)
    if not entity_id:
        # A common noun that fits keeps the pronoun from pointing further: "The driver said he ..."
        return ("#", rule, 0.0) if subject < i and _noun_fits(scene, subject, word) else None
    if entity_id.startswith("#"):
        return entity_id, rule, 0.0
    entity = scene.entities.get(entity_id)
    plural = scene.tags[subject] in ("NNS", "NNPS") or scene.lowers[subject] in GROUP_PRONOUNS
    if entity is not None and entity.kind == "PEOPLE" and subject not in scene.mark_at:
        # "Tuareg {rebels} said they": some of a people, who are not the people
        return "#", rule, 0.0
    if entity is not None and entity.kind == "PERSON" and word in GROUP_PRONOUNS and rule == "coref:reported":
        # "The spokesman said they had no quarrel": his side
        side = scene.entities.get(entity.org)
        if i - subject > _WIDE or any(
            is_people(scene.lowers[j]) for j in range(subject + 1, i) if scene.tags[j] == "NNS"
        ):
            return None
        return (side.id, "coref:side", 0.6) if side is not None and side.kind in CROWD_KINDS else None
    if entity is None or not fits(scene, entity_id, entity.kind, word, plural):
        return None
    if subject > i:
        return None
    return entity_id, rule, score


def _noun_fits(scene: Scene, noun: int, word: str) -> bool:
    if scene.pos[noun] not in ("NOUN", "PROPN"):
        return False
    plural = scene.tags[noun] in ("NNS", "NNPS")
    if plural and not is_people(scene.lowers[noun]):
        return False
    return plural if word in GROUP_PRONOUNS else not plural and word in THING_PRONOUNS
