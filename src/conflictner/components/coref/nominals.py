"""Common nouns that stand for an actor: "the rebels", "the army", "the governor", "{army} spokesman"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from conflictner.components.coref.focus import force_of
from conflictner.components.coref.lexicon import NATIONAL, SAME, SPOKES, Kinds, lexicon
from conflictner.components.coref.memory import Memory, Trace
from conflictner.components.coref.scene import LOCAL, Entity, Scene
from conflictner.text import slug

_DEFINITE: Final = frozenset(("the", "this", "these", "those", "that"))
_INDEFINITE: Final = frozenset(
    ("a", "an", "some", "any", "no", "every", "each", "another", "his", "her", "its", "their", "my", "our")
)
_MODIFIERS: Final = 5
_OWNED: Final = frozenset(("'s", "’s", "'", "’"))
#: A rival must be this much less prominent for the best candidate to be taken.
_MARGIN: Final = 1.35
#: A group that was last mentioned so many sentences ago, and once, is out of reach.
_REACH: Final = 0.22
#: The only one of its kind may be named far above.
_REACH_ALONE: Final = 0.05


@dataclass(slots=True)
class Nominal:
    """A noun phrase that may stand for an actor."""

    start: int
    end: int
    noun: int
    text: str
    number: str
    kinds: Kinds
    person: bool
    bare: bool = False


@dataclass(slots=True)
class Found:
    """What a noun or pronoun was resolved to."""

    entity_id: str
    rule: str
    score: float


def find_nominal(scene: Scene, i: int) -> Nominal | None:
    """The nominal whose head noun stands at a token, None if there is none.

    {the rebel group}, {army} spokesman; not "a rebel group", "the new government", "the rebel leader".
    """
    word = scene.lowers[i]
    if word not in _last_words() or scene.pos[i] not in ("NOUN", "PROPN", "ADJ") or i in scene.mark_at:
        return None
    table = lexicon()
    behind = scene.lowers[i + 1] if i + 1 < len(scene) else ""
    if word in table.sides and i and scene.lowers[i - 1] in _INDEFINITE | _OWNED:
        # "its military spokesman" is not the army's
        return None
    if word in table.sides and (behind in table.side_heads or _joined_head(scene, i)):
        return Nominal(i, i + 1, i, word, "sg", table.sides[word], person=False, bare=True)
    length = next((n for n in (3, 2, 1) if i - n + 1 >= 0 and " ".join(scene.lowers[i - n + 1 : i + 1]) in _all(n)), 0)
    if not length or not scene.free(i - length + 1, i):
        return None
    noun = " ".join(scene.lowers[i - length + 1 : i + 1])
    if (
        i + 1 < len(scene)
        and (scene.pos[i + 1] in ("NOUN", "PROPN") or i + 1 in scene.mark_at)
        and scene.pos[i + 1] != "PART"
    ):
        # "the rebel leader", "the state agency Antara", "the general Fabio Ropero": not the head, or a title.
        return None
    start = i - length + 1
    while start > max(i - length - _MODIFIERS, 0) and _modifies(scene, start - 1):
        start -= 1
    determiner = scene.lowers[start - 1] if start else ""
    if determiner in _DEFINITE and scene.sentence[start - 1] == scene.sentence[i] and start - 1 not in scene.mark_at:
        modifiers = range(start, i - length + 1)
        if any(scene.lowers[j] in lexicon().other or scene.tags[j] in ("JJS", "JJR", "RBS", "RBR") for j in modifiers):
            return None
        start -= 1
    elif start == i - length + 1 and _shouted_force(scene, i, noun):
        pass
    elif (
        start != i - length + 1
        or determiner in _INDEFINITE
        or noun not in _WITHOUT_DETERMINER
        or not _alone(scene, i, start)
    ):
        return None
    if scene.deps[i] in ("attr", "appos", "acomp", "oprd") or scene.words[i + 1 : i + 2] == ["-"]:
        return None
    if noun in _SEATS and scene.deps[i] not in ("nsubj", "nsubjpass"):
        # "fit for the presidency" is the office
        return None
    if noun in table.persons:
        return Nominal(start, i + 1, i, noun, "sg", ("PERSON",), person=True)
    number, kinds = table.groups[noun]
    return None if number == "none" else Nominal(start, i + 1, i, noun, number, kinds, person=False)


#: Where power sits: they stand for the government where they act.
_SEATS: Final = frozenset(("presidency", "palace", "cabinet", "executive"))
#: "Police said", "government soldiers manned": these do without "the".
_WITHOUT_DETERMINER: Final = frozenset(
    ("police", "government soldiers", "government troops", "government forces", "federal troops")
)


def _shouted_force(scene: Scene, i: int, noun: str) -> bool:
    """E.g. "Army, Rutania trade charges", "Police arrest two": a force with a capital and without determiner."""
    kinds = lexicon().groups.get(noun, ("", ()))[1]
    return scene.words[i][:1].isupper() and len(kinds) == 1 and kinds[0] in NATIONAL and noun != "troops"


def _alone(scene: Scene, i: int, start: int) -> bool:
    before = scene.lowers[start - 1] if start else ""
    agent = scene.deps[i] == "pobj" and scene.deps[scene.heads[i]] == "agent"
    if scene.lowers[i] == "police" and scene.deps[i] not in ("nsubj", "nsubjpass") and not agent:
        # "a protest against police violence and police"
        return False
    return before not in ("of", "for") and not (start and start - 1 in scene.mark_at) and scene.pos[start - 1] != "NUM"


def _joined_head(scene: Scene, i: int) -> bool:
    """E.g. "Police Public Relations Officer", "Army Information": a side at the head of a capitalised office."""
    j = i + 1
    while (
        j < min(i + 5, len(scene))
        and scene.words[j][:1].isupper()
        and scene.pos[j] in ("PROPN", "NOUN", "ADJ")
        and j not in scene.mark_at
    ):
        if scene.lowers[j] in lexicon().side_heads:
            return True
        j += 1
    return False


@lru_cache(maxsize=4)
def _all(length: int) -> frozenset[str]:
    """The nouns of so many words."""
    table = lexicon()
    return frozenset(noun for noun in (*table.groups, *table.persons) if noun.count(" ") == length - 1)


@lru_cache(maxsize=1)
def _last_words() -> frozenset[str]:
    """The words that end a noun of ours: nearly every token of a text is none of them."""
    table = lexicon()
    return frozenset(noun.split()[-1] for noun in (*table.groups, *table.persons, *table.sides))


def _modifies(scene: Scene, i: int) -> bool:
    """Whether a token left of a noun belongs to it: the {Islamist} rebels, the {deputy force} commander."""
    if i in scene.mark_at or scene.lowers[i] in _DEFINITE or scene.lowers[i] in _INDEFINITE:
        return False
    return (
        scene.pos[i] in ("ADJ", "NOUN")
        or (scene.pos[i] == "PROPN" and scene.words[i][:1].isupper())
        or scene.tags[i] == "VBN"
    )


def resolve_nominal(scene: Scene, memory: Memory, nominal: Nominal, country: str) -> Found | None:
    """The actor for which a nominal stands, or None.

    Args:
        scene: The Doc.
        memory: Who was mentioned before.
        nominal: What is to be resolved.
        country: The country in focus.
    """
    if nominal.person:
        return _person(scene, memory, nominal, country)
    if _restricted(scene, nominal):
        return None
    national = nominal.text in lexicon().national or (nominal.bare and nominal.kinds[0] in NATIONAL)
    now = scene.clock[nominal.noun]

    def accept(entity_id: str) -> bool:
        if entity_id.startswith("#"):
            return False
        trace = memory.get(entity_id)
        entity = scene.entities.get(entity_id)
        if trace is None or entity is None or entity.kind == "PERSON":
            return False
        return entity.kind in nominal.kinds or _told(entity, nominal) or _named_so(entity.words, nominal)

    ranked = memory.ranked(now, accept, slow=True)
    own = [item for item in ranked if _own_noun(scene, item[1], nominal)]
    if own and not national:
        # "the council": where one actor is called so, no other council-like body is meant.
        ranked = own
    if not own and nominal.text in lexicon().strict:
        return _ministry(scene, nominal, country)
    if not own and not national and not _may_be_any(scene, nominal, [trace for _, trace in ranked]):
        return None
    weighed = sorted(
        ((value * _fit(scene, trace, nominal), trace) for value, trace in ranked),
        key=lambda item: (-item[0], -item[1].token),
    )
    hidden = memory.get(f"#?group:{nominal.text}")
    if hidden is not None and (not weighed or weighed[0][1].token < hidden.token):
        # "A group of airmen left. The group ...": that one, whom nobody names.
        return None
    if national:
        return _national(scene, nominal, weighed, country)
    if (
        nominal.text in lexicon().loose
        and not nominal.bare
        and len(weighed) > 1
        and weighed[1][0] > 0.3 * weighed[0][0]
    ):
        return None
    return _best(weighed, f"coref:{nominal.number}-noun")


def _named_so(words: set[str], nominal: Nominal) -> bool:
    """E.g. "the movement" is the March 23 Movement, "the council" the Presidential Council."""
    return nominal.number == "sg" and " " not in nominal.text and nominal.text in words


def _may_be_any(scene: Scene, nominal: Nominal, candidates: list[Trace]) -> bool:
    """Whether a noun may stand for an actor that the text never called so.

    "The Coalition" with its capital is a name, and "the council" some council; "the charity" is the one charity.
    """
    if scene.words[nominal.noun][:1].isupper() and not scene.words[nominal.noun].isupper() and not nominal.bare:
        return False
    if nominal.text not in lexicon().specific:
        return True
    return (
        len(candidates) == 1
        and scene.entities[candidates[0].entity_id].kind == nominal.kinds[0]
        and nominal.kinds[0] in ("NGO", "MEDIA", "ORG")
        and not scene.entities[candidates[0].entity_id].nouns
    )


_MINISTRIES: Final = frozenset(
    f"{field} ministry" for field in ("defence", "defense", "foreign", "interior", "information")
)


def _ministry(scene: Scene, nominal: Nominal, country: str) -> Found | None:
    """The defence ministry of the country in focus: the listed one, else the local id that its full name would have."""
    actor = scene.kb.get(f"cty:{country}")
    if nominal.text not in _MINISTRIES or actor is None or not actor.demonyms:
        return None
    name = f"{actor.demonyms[0]} {nominal.text}"
    listed = [found for found in scene.kb.find(name) if found.kind == "GOVERNMENT" and country in found.country]
    entity_id = listed[0].id if len(listed) == 1 else LOCAL + slug(name)
    scene.remember(entity_id, name, "GOVERNMENT", country)
    scene.entity(entity_id, "GOVERNMENT")
    return Found(entity_id, "coref:ministry", 0.6)


def _told(entity: Entity, nominal: Nominal) -> bool:
    """Whether the text introduced an actor by this noun, or by one that means the same."""
    return nominal.text in entity.nouns or SAME.get(nominal.text, "") in entity.nouns


def _own_noun(scene: Scene, trace: Trace, nominal: Nominal) -> bool:
    entity = scene.entities[trace.entity_id]
    return nominal.number == "sg" and (_told(entity, nominal) or _named_so(entity.words, nominal))


def _fit(scene: Scene, trace: Trace, nominal: Nominal) -> float:
    entity = scene.entities[trace.entity_id]
    fit = 1.0 if entity.kind in nominal.kinds else 0.8
    if _told(entity, nominal):
        fit *= 1.8
    elif _named_so(entity.words, nominal):
        fit *= 1.5
    if nominal.kinds and entity.kind == nominal.kinds[0]:
        fit *= 1.15
    return fit


def _best(weighed: list[tuple[float, Trace]], rule: str) -> Found | None:
    if not weighed or weighed[0][0] < (_REACH if len(weighed) > 1 else _REACH_ALONE):
        return None
    best, trace = weighed[0]
    rival = weighed[1][0] if len(weighed) > 1 else 0.0
    if best < _MARGIN * rival:
        return None
    return Found(trace.entity_id, rule, round(min(0.95, 0.6 + 0.3 * (1 - rival / best)), 3))


def _national(scene: Scene, nominal: Nominal, weighed: list[tuple[float, Trace]], country: str) -> Found | None:
    """The army, police or government: the one just named, else that of the country in focus."""
    kind = nominal.kinds[0]
    home = force_of(scene, country, kind)
    federal = (
        "federal" in scene.lowers[nominal.start : nominal.end]
        or "national" in scene.lowers[nominal.start : nominal.end]
    )
    if federal and home:
        return Found(home, "coref:national", 0.85)
    fresh = [(value, trace) for value, trace in weighed if value >= _REACH and _is_force(scene, trace, kind)]
    if _elsewhere(scene, nominal, country):
        return _best(fresh, "coref:named-force") if fresh and fresh[0][1].entity_id != home else None
    if home:
        # A foreign army takes "the army" only when it was just the subject and the home one was not named at all.
        fresh = [(value * (1.6 if trace.entity_id == home else 1.0), trace) for value, trace in fresh]
        fresh.sort(key=lambda item: (-item[0], -item[1].token))
        if not fresh or fresh[0][1].entity_id == home:
            return Found(home, "coref:national", 0.8 if fresh else 0.7)
        found = _best(fresh, "coref:named-force") if fresh[0][0] >= 0.6 else None
        if found is not None:
            return found
        local = _is_home(scene, fresh[0][1], country)
        return Found(home, "coref:national", 0.6) if not local and len(fresh) == 1 and fresh[0][0] < 0.6 else None
    return _best(fresh, "coref:named-force")


def _elsewhere(scene: Scene, nominal: Nominal, country: str) -> bool:
    """Whether the paragraph has spoken of other countries only: in "Solvia ... the military" it is not the home one."""
    others = False
    for i in range(nominal.start - 1, max(nominal.start - _PARAGRAPH, -1), -1):
        if scene.paragraph[i] != scene.paragraph[nominal.start]:
            break
        mark = scene.mark_at.get(i)
        if mark is None or mark.kind == "PERSON":
            continue
        countries = scene.countries_of(mark)
        if country in countries:
            return False
        others = others or 0 < len(countries) <= 2
    return others


_PARAGRAPH: Final = 80


def _is_force(scene: Scene, trace: Trace, kind: str) -> bool:
    """Whether an entity is itself a government, army or police, not an office, a ministry or a branch of one."""
    entity = scene.entities[trace.entity_id]
    if entity.kind != kind:
        return False
    prefix, _, rest = entity.id.partition(":")
    return (len(rest) == 3 and prefix in ("gov", "mil", "pol")) or not _FORCE_WORDS.isdisjoint(entity.words)


_FORCE_WORDS: Final = frozenset(("government", "administration", "army", "military", "police", "troops", "forces"))


def _is_home(scene: Scene, trace: Trace, country: str) -> bool:
    return country in scene.entities[trace.entity_id].country


def _restricted(scene: Scene, nominal: Nominal) -> bool:
    """E.g. "the group of nurses", "the government of Y", "the rebels who fled": not the ones of before."""
    end = nominal.end
    if nominal.bare or end >= len(scene):
        return False
    if scene.lowers[end] == "of":
        return True
    return nominal.number == "sg" and scene.tags[end] in ("WP", "WDT") and scene.lowers[end] != "which"


def _person(scene: Scene, memory: Memory, nominal: Nominal, country: str) -> Found | None:
    """The person whom the text introduced by this noun; else the one officer at hand; else who holds the office."""
    if is_title(scene, nominal.noun):
        return None
    now = scene.clock[nominal.noun]
    noun = nominal.text.split()[-1]
    gender = lexicon().persons[nominal.text][1]

    def accept(entity_id: str) -> bool:
        entity = scene.entities.get(entity_id)
        if entity is None or entity.kind != "PERSON" or (gender and entity.gender not in ("", gender)):
            return False
        return _titled(entity.nouns, noun)

    ranked = memory.ranked(now, accept, slow=True)
    modifiers = {word for word in scene.lowers[nominal.start : nominal.noun] if word not in _DEFINITE}
    if modifiers and ranked:
        # "the deputy governor" is not the governor
        ranked = [(v, t) for v, t in ranked if modifiers <= scene.entities[t.entity_id].nouns | _FREE_MODIFIERS]
    found = _best(ranked, "coref:title")
    if found is not None:
        return found
    if not ranked and (noun in lexicon().ranks or noun in _OFFICERS):
        here = [
            (value, trace)
            for value, trace in memory.ranked(now, lambda e: e in scene.entities and scene.entities[e].kind == "PERSON")
            if scene.paragraph[trace.token] == scene.paragraph[nominal.noun]
        ]
        if len(here) == 1 and not lexicon().ranks.isdisjoint(_plain(scene.entities[here[0][1].entity_id].nouns)):
            return Found(here[0][1].entity_id, "coref:officer", 0.65)
    return None if ranked or modifiers else _holder(scene, nominal, country)


_OFFICERS: Final = frozenset(("officer", "commander", "soldier"))
_FREE_MODIFIERS: Final = frozenset(
    ("military", "army", "police", "rebel", "government", "embattled", "veteran", "senior")
)


def _plain(words: set[str]) -> set[str]:
    return {word.rstrip(".") for word in words}


def _titled(titles: set[str], noun: str) -> bool:
    """Whether a person with these titles may be called by this noun.

    >>> _titled({"lt.", "col."}, "officer"), _titled({"spokeswoman"}, "spokesperson"), _titled({"governor"}, "mayor")
    (True, True, False)
    """
    plain = _plain(titles)
    if noun in plain or (noun in SPOKES and not SPOKES.isdisjoint(plain)):
        return True
    if noun == "officer":
        return not lexicon().ranks.isdisjoint(plain)
    return noun == "general" and not plain.isdisjoint(("gen", "brigadier", "general"))


def is_title(scene: Scene, noun: int) -> bool:
    """Whether the noun only introduces a name: "The governor of Kundu, Sena Odo, said"."""
    end = noun + 1
    for j in range(end, min(end + 9, len(scene))):
        if scene.sentence[j] != scene.sentence[noun] or scene.pos[j] in ("VERB", "AUX"):
            return False
        mark = scene.mark_at.get(j)
        if scene.words[j] == "," and j + 1 < len(scene):
            after = scene.mark_at.get(j + 1)
            return bool(after and after.kind == "PERSON")
        if mark is not None and mark.kind == "PERSON":
            return True
    return False


def _holder(scene: Scene, nominal: Nominal, country: str) -> Found | None:
    """Who held the office on the document's date: "the president" of the country in focus."""
    noun = nominal.text
    if noun not in ("president", "prime minister", "foreign minister", "defence minister", "defense minister"):
        return None
    home = force_of(scene, country, "GOVERNMENT")
    if (
        not home
        or not scene.date
        or (nominal.end < len(scene) and scene.lowers[nominal.end] in ("of", "for", "in", "at"))
    ):
        return None
    role_class = lexicon().persons[noun][0]
    wanted = noun.replace("defense", "defence")
    held = {
        role.person
        for role, as_of in scene.kb.holders(home, role_class, scene.date)
        if not as_of and wanted in role.title.lower() and ("vice" not in role.title.lower())
    }
    if len(held) != 1:
        return None
    return Found(next(iter(held)), "coref:office", 0.7)
