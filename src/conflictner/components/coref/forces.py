"""Armies, police forces, governments and ministries: the one just named, or that of the country in focus."""

from __future__ import annotations

from typing import Final
from weakref import WeakKeyDictionary

from conflictner.components.coref.focus import armed, force_of
from conflictner.components.coref.memory import Trace
from conflictner.components.coref.phrases import Found, Nominal
from conflictner.components.coref.scene import LOCAL, Scene
from conflictner.components.coref.whereabouts import Whereabouts, confirmed, only_aside, stated_before, whereabouts
from conflictner.text import slug

#: A rival must be this much less prominent for the best candidate to be taken.
_MARGIN: Final = 1.35

#: A group that was last mentioned so many sentences ago, and once, is out of reach.
_REACH: Final = 0.22

#: The only one of its kind may be named far above.
_REACH_ALONE: Final = 0.05

_PARAGRAPH: Final = 80

_FORCE_WORDS: Final = frozenset(("government", "administration", "army", "military", "police", "troops", "forces"))

_TROOPS: Final = frozenset(("troops", "forces", "soldiers", "strikes", "government forces", "government troops"))

#: Words for a government that is no friend's: whose it is, its own places tell, not who else acts.
_UNLOVED: Final = frozenset(("regime", "junta"))

_NAMED: Final[WeakKeyDictionary[Scene, frozenset[str]]] = WeakKeyDictionary()

_MINISTRIES: Final = frozenset(
    (
        *(f"{field} ministry" for field in ("defence", "defense", "foreign", "interior", "information")),
        # Every state has its own: with a capital, "the Senate" is that of the country in focus.
        *("senate", "parliament", "national assembly", "supreme court", "constitutional court"),
        "house of representatives",
    )
)


def best_of(weighed: list[tuple[float, Trace]], rule: str) -> Found | None:
    """The best of the candidates, unless it is out of reach or a rival is nearly as good.

    Args:
        weighed: Candidates with their weights, best first.
        rule: The rule that is written into the mention.
    """
    if not weighed or weighed[0][0] < (_REACH if len(weighed) > 1 else _REACH_ALONE):
        return None
    best, trace = weighed[0]
    rival = weighed[1][0] if len(weighed) > 1 else 0.0
    if best < _MARGIN * rival:
        return None
    return Found(trace.entity_id, rule, round(min(0.95, 0.6 + 0.3 * (1 - rival / best)), 3))


def national_force(scene: Scene, nominal: Nominal, weighed: list[tuple[float, Trace]], country: str) -> Found | None:
    """The army, police or government: the one just named, else that of the country in focus."""
    kind = nominal.kinds[0]
    if nominal.text.split()[0] in _UNLOVED:
        lately, _ = stated_before(scene, nominal.start, people=True)
        if lately and country not in lately:
            # "Odo rules in Kundu. {The regime} said": of the one country spoken of last, whatever the text is about
            home = force_of(scene, next(iter(lately)), kind) if len(lately) == 1 else ""
            return Found(home, "coref:place", 0.6) if home else None
        if not _named(scene, country):
            return None
    home = force_of(scene, country, kind)
    federal = (
        "federal" in scene.lowers[nominal.start : nominal.end]
        or "national" in scene.lowers[nominal.start : nominal.end]
    )
    if federal and home:
        return Found(home, "coref:national", 0.85)
    fresh = [(value, trace) for value, trace in weighed if value >= _REACH and _is_force(scene, trace, kind)]
    near = whereabouts(scene, nominal)
    if _away(scene, nominal, near, country):
        return _local_force(scene, near, kind, fresh)
    last, others = ((), ()) if near.sentence or kind == "GOVERNMENT" else stated_before(scene, nominal.start)
    if last and last.isdisjoint(_owners(scene, fresh, country)) and not (kind == "MILITARY" and _is_told(fresh, home)):
        # "French police ... In Mali, the army fought. Police said": of the land told last, unless two compete.
        return _local_force(scene, Whereabouts(clause=set(last)), kind, fresh) if len(others) == 1 else None
    if _elsewhere(scene, nominal, country):
        return _named_force(scene, nominal, fresh) if fresh and fresh[0][1].entity_id != home else None
    if home:
        # A foreign army takes "the army" only when it was just the subject and the home one was not named at all.
        fresh = [(value * (1.6 if trace.entity_id == home else 1.0), trace) for value, trace in fresh]
        fresh.sort(key=lambda item: (-item[0], -item[1].token))
        if kind == "MILITARY" and country not in armed(scene) and armed(scene):
            # "Solvian strikes hit Kundu. Rutanian officials ... The army said": nobody tells whose.
            return None
        if not fresh and _beside(scene, nominal, country):
            return None
        if not fresh or fresh[0][1].entity_id == home:
            return Found(home, "coref:national", 0.8 if fresh else 0.7)
        found = best_of(fresh, "coref:named-force") if fresh[0][0] >= 0.6 else None
        if found is not None:
            return _named_force(scene, nominal, fresh)
        local = _is_home(scene, fresh[0][1], country)
        return Found(home, "coref:national", 0.6) if not local and len(fresh) == 1 and fresh[0][0] < 0.6 else None
    return _named_force(scene, nominal, fresh)


def _away(scene: Scene, nominal: Nominal, near: Whereabouts, country: str) -> bool:
    """Whether the places of the sentence are of other countries than the one in focus, which is then not told.

    Police do not act abroad, armies do: "The Solvian army said ... The army shelled Kundu" stays the Solvian one.
    """
    if not country:
        return bool(near.beside)
    if near.beside or (nominal.kinds[0] == "POLICE" and near.clause):
        return country not in near.told
    if nominal.kinds[0] == "GOVERNMENT":
        return False
    foreign = near.unknown if not near.told else country not in near.told
    foreign = foreign or bool(near.sentence and country not in near.sentence)
    return (foreign and not confirmed(scene, country, nominal.start)) or only_aside(scene, country)


def _local_force(scene: Scene, near: Whereabouts, kind: str, fresh: list[tuple[float, Trace]]) -> Found | None:
    """The police of the one country where the sentence plays, unless others were just named; nobody for an army."""
    home = force_of(scene, next(iter(near.told)), kind) if len(near.told) == 1 and not near.unknown else ""
    if not home or (fresh and fresh[0][1].entity_id != home):
        return None
    return Found(home, "coref:place", 0.6) if fresh or kind == "POLICE" else None


def _is_told(fresh: list[tuple[float, Trace]], home: str) -> bool:
    """Whether an army acts that may be abroad: that of the country in focus, or where none is, the one just named."""
    return any(trace.entity_id == home or not home for _, trace in fresh)


def _owners(scene: Scene, fresh: list[tuple[float, Trace]], country: str) -> tuple[str, ...]:
    """The country in focus and that of the force just named."""
    return (country, *(scene.entities[fresh[0][1].entity_id].country if fresh else ()))


def _named(scene: Scene, country: str) -> bool:
    """Whether the text names the country or one of its places: "Kundu ... the regime forces"; read once a text."""
    named = _NAMED.get(scene)
    if named is None:
        lands = [scene.countries_of(mark) for mark in scene.marks if mark.kind in ("PLACE", "COUNTRY")]
        named = _NAMED[scene] = frozenset(code for countries in lands for code in countries)
    return country in named


def _beside(scene: Scene, nominal: Nominal, country: str) -> bool:
    """Whether the country itself acts or is dealt with in the sentence: "The army accused {Solvia}" is not Solvia's."""
    number = scene.sentence[nominal.start]
    return any(
        mark.entity_id == f"cty:{country}"
        and mark.role == "actor"
        and scene.sentence[mark.start] == number
        and scene.deps[mark.end - 1] not in ("poss", "compound", "amod")
        for mark in scene.marks
    )


def _named_force(scene: Scene, nominal: Nominal, fresh: list[tuple[float, Trace]]) -> Found | None:
    """The army just named, unless it may be that of the country in which it acts."""
    found = best_of(fresh, "coref:named-force")
    return None if found is not None and _abroad(scene, nominal, found.entity_id) else found


def _abroad(scene: Scene, nominal: Nominal, force: str) -> bool:
    """Whether an army of which only troops were named acts among places of another country, whose army it may be too.

    "Solvian troops shelled Kundu. The army said": not so after "the Solvian army shelled Kundu".
    """
    country = scene.entities[force].country
    home = abroad = 0
    for i in range(nominal.start - 1, max(nominal.start - _PARAGRAPH, -1), -1):
        mark = scene.mark_at.get(i)
        if mark is None:
            continue
        if mark.entity_id == force:
            if nominal.text in _TROOPS or _TROOPS.isdisjoint(scene.lowers[mark.end - 1 : mark.end + 1]):
                return False
        elif mark.kind == "PLACE" or mark.role == "place":
            ours = set(country) & set(scene.countries_of(mark))
            home, abroad = home + bool(ours), abroad + (not ours)
    return abroad > home


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


def _is_force(scene: Scene, trace: Trace, kind: str) -> bool:
    """Whether an entity is itself a government, army or police, not an office, a ministry or a branch of one."""
    entity = scene.entities[trace.entity_id]
    if entity.kind != kind:
        return False
    prefix, _, rest = entity.id.partition(":")
    return (len(rest) == 3 and prefix in ("gov", "mil", "pol")) or not _FORCE_WORDS.isdisjoint(entity.words)


def _is_home(scene: Scene, trace: Trace, country: str) -> bool:
    return country in scene.entities[trace.entity_id].country


def ministry(scene: Scene, nominal: Nominal, country: str) -> Found | None:
    """The ministry or Senate of the country in focus: the listed one, else the local id that its full name would have.

    "The parliament" in small letters may be any; "the Senate" is a name that leaves its country out.
    """
    actor = scene.kb.get(f"cty:{country}")
    if nominal.text not in _MINISTRIES or actor is None or not actor.demonyms:
        return None
    body = nominal.text
    if not body.endswith("ministry"):
        if not scene.words[nominal.noun][:1].isupper():
            return None
        body = body.title()
    name = f"{actor.demonyms[0]} {body}"
    owners = (*actor.demonyms, actor.name, *[form.text for form in actor.names if form.alias_class == "acronym"])
    listed = {
        found.id: found
        for owner in owners
        for found in scene.kb.find(f"{owner} {body}")
        if found.kind == "GOVERNMENT" and country in found.country
    }
    entity_id = next(iter(listed)) if len(listed) == 1 else LOCAL + slug(name)
    scene.remember(entity_id, name, "GOVERNMENT", country)
    scene.entity(entity_id, "GOVERNMENT")
    return Found(entity_id, "coref:ministry", 0.6)
