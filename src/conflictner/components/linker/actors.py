"""Actors: candidates for a name, and how well each fits the document; the choice may be that none does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from weakref import WeakKeyDictionary

from conflictner.annotations import Mark
from conflictner.components.linker.setting import Setting
from conflictner.distance import kilometres
from conflictner.knowledge import Actor, KnowledgeBase
from conflictner.knowledge.dates import covers
from conflictner.knowledge.offices import HANDOVER
from conflictner.knowledge.patterns import GIVE_WAY
from conflictner.knowledge.variants import as_word
from conflictner.text import fold, fold_marks

#: What an alias proves before the document is looked at.
PRIOR: Final = {"strong": 0.62, "acronym": 0.5, "weak": 0.36}
TIER: Final = {0: 0.16, 1: 0.12, 2: 0.05, 3: 0.0}
#: Below this nothing fits; two that lie closer together than MARGIN fit equally badly.
LOWEST: Final = 0.45
MARGIN: Final = 0.02

#: So many capitals alone are many things in the world.
SHORT: Final = 3

#: What "residents told AFP" adds to the agency.
NEWSROOM: Final = 0.4
#: Up to this tier an actor is one that news names without its country.
KNOWN: Final = 1

#: From this share of the first country's weight on, a document is about a country as well.
PRESENT: Final = 0.25

#: What it weighs for the one of two armed groups of one name that the text is about its country.
HOME: Final = 0.15

#: Countries whose middles lie closer than this may be neighbours, in km.
NEIGHBOUR: Final = 1800.0

#: Kinds that are at home in the world: an agency's or a bloc's country need not be named.
ABROAD: Final = frozenset({"MEDIA", "NGO", "IGO", "ORG", "PEACEKEEPING"})
#: Kinds that bear arms.
ARMED: Final = frozenset({"ARMED_GROUP", "MILITARY"})
#: Kinds that a model or a rule easily takes for one another. A person is never taken for a party, whatever the name.
FAMILY: Final = {
    **dict.fromkeys(
        ("ARMED_GROUP", "PARTY", "ORG", "NGO", "IGO", "PEACEKEEPING", "MEDIA", "MILITARY", "POLICE", "GOVERNMENT"),
        "body",
    ),
    "PERSON": "person",
    "COUNTRY": "country",
    "PLACE": "country",
    "PEOPLE": "body",
    "PROCESS": "process",
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of a name."""

    actor: Actor
    alias_class: str


#: What can change the readings of a name: its text, its kind, the ids that the list or a rule gave, its alias class.
_Reading = tuple[str, str, tuple[str, ...], str]
#: Names whose candidates are remembered; a full memory starts anew.
_REMEMBERED: Final = 20_000
_known: Final[WeakKeyDictionary[KnowledgeBase, dict[_Reading, tuple[Candidate, ...]]]] = WeakKeyDictionary()


def candidates(kb: KnowledgeBase, mark: Mark, surface: str) -> tuple[Candidate, ...]:
    """Everything the name can mean, by the knowledge base; nothing is ranked out here.

    An acronym counts in its own capitals only; a person is also found by given name and surname without the names
    between ("Uhuru Muigai Kenyatta"). Names come back within a story and a corpus, so what was found is remembered.
    """
    known = _known.get(kb)
    if known is None or len(known) >= _REMEMBERED:
        known = _known[kb] = {}
    reading = (surface, mark.kind, tuple([entity for entity, _ in mark.candidates]), mark.alias_class)
    found = known.get(reading)
    if found is None:
        found = known[reading] = _candidates(kb, *reading)
    return found


def _candidates(
    kb: KnowledgeBase, surface: str, kind: str, listed: tuple[str, ...], alias_class: str
) -> tuple[Candidate, ...]:
    found: dict[str, Candidate] = {}
    for entry in kb.index.find(surface):
        actor = kb.get(entry.entity_id)
        if actor is not None and (entry.alias_class != "acronym" or _own_capitals(actor, surface)):
            found[actor.id] = Candidate(actor, entry.alias_class)
    if not found:
        # "the Houthis" is listed so, "Houthi" columns are theirs: the article, then the other number.
        other = surface[:-1] if surface.endswith("s") else f"{surface}s"
        for form in (f"the {surface}", other, f"the {other}"):
            for entry in kb.index.find(form) if len(surface) > 3 and not surface.isupper() else ():
                actor = kb.get(entry.entity_id)
                if actor is not None and actor.kind not in ("PERSON", "COUNTRY"):
                    found.setdefault(actor.id, Candidate(actor, entry.alias_class))
    if kind == "PERSON" and not found and " " in surface:
        words = fold(surface).replace("-", " ").split()
        for actor in people(kb).get(words[-1], ()):
            if actor.given and fold(actor.given).split()[0] == words[0]:
                found[actor.id] = Candidate(actor, "strong")
    family = FAMILY.get(kind, "body")
    found = {key: option for key, option in found.items() if FAMILY.get(option.actor.kind, "body") == family}
    for entity_id in listed:
        actor = kb.get(entity_id)
        if actor is not None and actor.id not in found:
            found[actor.id] = Candidate(actor, alias_class or "strong")
    return tuple(found.values())


def _own_capitals(actor: Actor, surface: str) -> bool:
    """An acronym counts in its own capitals: "MAP" is a party of Papua New Guinea, "Map" opens a caption.

    One that is spoken as a word is printed as one: "Nato".
    """
    bare = fold_marks(surface).replace(".", "").replace("-", "").replace("/", "").replace(" ", "")
    return any(
        fold_marks(name.text).replace(".", "").replace("-", "").replace("/", "").replace(" ", "") == bare
        or as_word(name.text) == surface != ""
        for name in actor.names
        if name.alias_class == "acronym"
    )


@lru_cache(maxsize=8)
def people(kb: KnowledgeBase) -> dict[str, list[Actor]]:
    """Persons by the last word of their folded surname."""
    found: dict[str, list[Actor]] = {}
    for actor in kb:
        if actor.kind == "PERSON" and actor.surname:
            words = fold(actor.surname).replace("-", " ").split()
            found.setdefault(words[-1], []).append(actor)
    return found


def rank(
    kb: KnowledgeBase, setting: Setting, mark: Mark, options: Sequence[Candidate]
) -> list[tuple[float, Candidate]]:
    """The candidates with their scores, best first; a score above 1 counts as certain."""
    surface = setting.surface(mark)
    scored = [(_score(kb, setting, mark, surface, option), option) for option in options]
    if len(options) > 1:
        scored = [(score + _at_home(setting, option.actor, options), option) for score, option in scored]
    scored.sort(key=lambda pair: (-pair[0], pair[1].actor.tier, pair[1].actor.id))
    return scored


def _at_home(setting: Setting, actor: Actor, options: Sequence[Candidate]) -> float:
    """What it weighs for an armed group that the text is about its country rather than that of a namesake.

    "Al-Shabab" of Cabo Delgado are not the Somali ones, whom the world calls so.
    """
    rivals = [option.actor for option in options if option.actor.kind == "ARMED_GROUP" and option.actor.id != actor.id]
    if actor.kind != "ARMED_GROUP" or not rivals:
        return 0.0
    return HOME * (setting.share(actor.country) - max(setting.share(rival.country) for rival in rivals))


def _score(kb: KnowledgeBase, setting: Setting, mark: Mark, surface: str, option: Candidate) -> float:
    actor = option.actor
    alone = False
    score = PRIOR.get(option.alias_class, 0.5) + TIER.get(actor.tier, 0.0)
    if actor.country and actor.kind != "COUNTRY":
        share = setting.share(actor.country)
        alone = option.alias_class == "acronym" and setting.alone(actor.country, setting.key(mark))
        if actor.kind == "PERSON" and option.alias_class == "weak" and setting.alone(actor.country, setting.key(mark)):
            # A name by which others are called too needs the country: "Antonio García" of the ELN.
            score -= 0.12
        elif share and alone:
            # "The ARC sent blankets to Jakarta": that there is a Congolese ARC does not make the story Congolese.
            # "M23" and "FARDC" are nothing else anywhere, though a text names only those who speak of them.
            known = setting.warlike or actor.tier <= KNOWN
            told = not surface.isalpha() or (known and len(surface) > SHORT)
            score += 0.1 if not setting.abroad(actor.country) else -0.12 if told else -0.25
        elif share:
            # A namesake abroad of one of the towns is hardly a country of the text.
            score += 0.1 * min(1.0, share / PRESENT) + 0.12 * share
        elif setting.known_countries() and actor.kind not in ABROAD and actor.kind != "PERSON":
            score -= 0.25 if option.alias_class != "strong" else 0.12
        elif not setting.known_countries() and option.alias_class == "acronym" and actor.kind == "PARTY":
            score -= 0.1
    elif actor.kind == "COUNTRY":
        score += 0.1
        if any(setting.sources.get(iso3, set()) - {setting.key(mark)} for iso3 in actor.country):
            # Where "DRC" or its army is named as well, "Congo" is not the other one.
            score += 0.3
        elif option.alias_class == "weak":
            score += _namesake(kb, setting, mark, actor)
    else:
        score += 0.06
    if option.alias_class == "acronym" and actor.kind == "PARTY" and not setting.share(actor.country):
        score -= 0.2
    if not alone:
        score += min(0.1, 0.06 * setting.ties(kb, actor))
    if option.alias_class == "acronym" and setting.is_forceful(mark):
        # "denied arming the RSF", "RSF fighters": not the reporters who share the letters.
        score += 0.2 if actor.kind in ARMED else -0.2 if actor.kind in ABROAD else 0.0
    if surface in actor.texts:
        score += 0.03
    if setting.date and actor.active and not _active(actor, setting.date):
        score -= 0.05
    if actor.kind == "PERSON" and setting.date and (roles := kb.roles_of(actor.id)):
        # "Ayatollah Khamenei" of 2024 is the father, of a year after his death the son.
        score -= 0.0 if any(covers(role.start, role.end, setting.date, slack=HANDOVER) for role in roles) else 0.05
    if actor.kind == "MEDIA":
        # Armies are told things too, but seldom by residents, and they announce rather than report.
        score += NEWSROOM if setting.is_newsroom(mark) else 0.15 if setting.is_credit(mark) else 0.0
    return max(0.0, score)


def _namesake(kb: KnowledgeBase, setting: Setting, mark: Mark, country: Actor) -> float:
    """What tells two countries of one name apart: their places, their neighbours, and whom news mostly means.

    "Congo accuses Rwanda" and "a vote in Congo, officials in Brazzaville said" are two countries.
    """
    score = 0.2 if any(iso3 in setting.nearby for iso3 in country.country) else 0.0
    score -= 0.03 if not GIVE_WAY.isdisjoint(country.country) else 0.0
    key, here = setting.key(mark), _point(country)
    named = [iso3 for iso3, names in setting.sources.items() if names - {key} and iso3 not in country.country]
    points = [_point(kb.get(f"cty:{iso3}")) for iso3 in named]
    away = [kilometres(here, point) for point in points if here is not None and point is not None]
    return score + 0.08 * max(0.0, 1 - min(away, default=NEIGHBOUR) / NEIGHBOUR)


def _point(actor: Actor | None) -> tuple[float, float] | None:
    return None if actor is None or actor.lat is None or actor.lon is None else (actor.lat, actor.lon)


def _active(actor: Actor, date: str) -> bool:
    return any((start or "") <= date and (end is None or date[: len(end)] <= end) for start, end in actor.active)


def choose(scored: list[tuple[float, Candidate]]) -> Candidate | None:
    """The best candidate, or None: nothing fits well enough, or two fit equally badly."""
    if not scored or scored[0][0] < LOWEST:
        return None
    if len(scored) > 1 and scored[0][0] - scored[1][0] < MARGIN:
        return None
    return scored[0][1]


#: Institutions that are the country's one army, police or government; a ministry or an embassy is its own actor.
_WHOLE: Final = {
    **dict.fromkeys(
        ["government", "gov't", "govt", "regime", "authorities", "administration", "junta", "leadership", "state"],
        "GOVERNMENT",
    ),
    **dict.fromkeys(["army", "military", "troops", "soldiers", "servicemen", "forces"], "MILITARY"),
    # "Solvian jets bombed" and "Solvian paratroopers landed": no branch, a way to say its army.
    **dict.fromkeys(["warplane", "warplanes", "jets", "gunboats", "paratroopers", "commandos"], "MILITARY"),
    **dict.fromkeys(["police", "gendarmerie"], "POLICE"),
}


#: "Angolan air force", "Congolese provincial government": a part of the whole.
_PART: Final = frozenset(["foreign", "defence", "defense", "interior", "air", "local", "regional", "provincial"])


def of_institution(kb: KnowledgeBase, surface: str) -> tuple[Actor | None, str]:
    """The actor that "Ethiopia's federal government" or "the Angolan foreign ministry" is, and its country.

    A ministry, an embassy, an air force are no government and no army: they keep an id of their own.
    """
    words = fold(surface).replace("'s ", " ").split()
    for size in (3, 2, 1):
        iso3 = kb.countries_by_demonym.get(" ".join(words[:size]), "")
        if iso3 and len(words) > size:
            inner = set(words[size:-1])
            kind = _WHOLE.get(words[-1], "")
            if not kind or inner & _PART:
                return None, iso3
            forces = kb.forces_of(iso3, kind)
            main = {"GOVERNMENT": "gov", "MILITARY": "mil", "POLICE": "pol"}[kind]
            return (forces[0] if forces and forces[0].id == f"{main}:{iso3}" else None), iso3
    return None, ""
