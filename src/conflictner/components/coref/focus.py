"""The country that a document is about: whose army "the army" is."""

from __future__ import annotations

from typing import Final
from weakref import WeakKeyDictionary

from conflictner.annotations import Mark
from conflictner.components.coref.lexicon import NATIONAL
from conflictner.components.coref.scene import ASIDE, Scene

_ID: Final = {"MILITARY": "mil", "POLICE": "pol", "GOVERNMENT": "gov"}
#: Shares of the votes that the first country needs, alone and over the second one.
_SHARE: Final = 0.3
_LEAD: Final = 1.4
#: Share that a country needs of whose state nobody acts, only its places and groups are named.
_MAJORITY: Final = 0.6

_STATE: Final = frozenset(("COUNTRY", *NATIONAL))
#: Who writes or watches sits in Paris or London, whatever the story is about.
_WATCHERS: Final = frozenset(("MEDIA", "NGO"))
_BASED: Final = frozenset(("based", "headquartered"))
#: "Solvian {strikes}", "Solvian {troops}": the other country acts here with arms.
_ARMS: Final = frozenset(
    (
        *("airstrike", "airstrikes", "strike", "strikes", "raid", "raids", "attack", "attacks", "bombardment"),
        *("shelling", "bombing", "invasion", "offensive", "assault", "incursion", "missile", "missiles", "drone"),
        *("drones", "artillery", "fire", "gunfire", "warplane", "warplanes", "jet", "jets", "aircraft", "tank"),
        *("tanks", "troops", "forces", "soldiers", "army", "military", "navy", "fighters", "occupation"),
        *("ship", "ships", "vessel", "vessels", "warship", "warships", "gunboat", "gunboats", "helicopters"),
    )
)
#: Between the demonym and what strikes: "Solvian {air} strikes", "the Solvian {defence} forces".
_BETWEEN: Final = 2
_STRIKE: Final = frozenset(
    (
        *("attack", "strike", "bomb", "shell", "bombard", "invade", "capture", "take", "seize", "raid", "occupy"),
        *("kill", "annex", "hit", "target", "launch", "fire"),
    )
)
_ARMED: Final[WeakKeyDictionary[Scene, frozenset[str]]] = WeakKeyDictionary()


def focus(scene: Scene) -> str:
    """The ISO code of the country in focus, or "".

    Every name of the story votes for its country, the first ones twice; dateline, byline and credit do not, nor the
    seat of who tells it ("a Kundu-based group"). A country whose government, forces or officials are named needs to
    lead; one of which only places and groups are named needs most votes, and no other country that acts there with
    arms: "Solvian strikes hit Kundu. The army said" may be either army, and "Rutania said" does not tell which.
    """
    told = scene.doc._.conflict_segments.get("country")
    if told:
        return str(told)
    votes: dict[str, float] = {}
    acting: set[str] = set()
    states: set[str] = set()
    # Counted once a name: twelve mentions of Rwanda in a text about Goma do not move Goma.
    seen: dict[tuple[str, str], int] = {}
    rank = 0
    for mark in scene.marks:
        if mark.mtype != "name" or not mark.entity_id or scene.segment[mark.start] in ASIDE:
            continue
        countries = scene.countries_of(mark)
        if mark.kind == "PERSON":
            if len(countries) == 1 and countries[0] not in states and _official(scene, mark):
                states.update(countries)
            continue
        if not countries or len(countries) > 3 or mark.kind in _WATCHERS or _is_seat(scene, mark):
            continue
        if len(countries) == 1 and mark.kind in _STATE and mark.role != "place":
            (acting if mark.kind == "COUNTRY" else states).update(countries)
        times = seen.get((mark.entity_id, mark.role), 0)
        seen[mark.entity_id, mark.role] = times + 1
        weight = (2.0 if rank < 6 else 1.0) * (1.0 if times == 0 else 0.4 if times < 4 else 0.1) / len(countries)
        rank += 1
        for country in countries:
            votes[country] = votes.get(country, 0.0) + weight
    if not votes:
        return ""
    ranked = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
    first, best = ranked[0]
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    share = best / sum(votes.values())
    if share < _SHARE or best < _LEAD * second or best < 1.5:
        return ""
    if first in states:
        return first
    return first if armed(scene) <= {first} and (first in acting or share >= _MAJORITY) else ""


def armed(scene: Scene) -> frozenset[str]:
    """The countries that act with arms in the story: their army is named, "Solvian air strikes", "Solvia shelled".

    Args:
        scene: The Doc; it is read once.
    """
    found = _ARMED.get(scene)
    if found is None:
        named = {
            country
            for mark in scene.marks
            if mark.mtype == "name" and mark.kind in _STATE
            for country in _side_of(scene, mark)
            if scene.segment[mark.start] not in ASIDE and _strikes(scene, mark)
        }
        # "Solvian ships", where the demonym is no mention of its own
        demonyms = scene.kb.countries_by_demonym
        said = demonyms.keys() & {*scene.lowers}
        unmarked = {
            demonyms[scene.lowers[i]]
            for i in ([i for i, word in enumerate(scene.lowers) if word in said] if said else ())
            if i not in scene.mark_at
            and scene.words[i][:1].isupper()
            and not _ARMS.isdisjoint(scene.lowers[i + 1 : i + 2 + _BETWEEN])
        }
        found = _ARMED[scene] = frozenset(named | unmarked)
    return found


def _official(scene: Scene, mark: Mark) -> bool:
    """Whether a person speaks or decides for a state: holds a listed office of one."""
    return any(role.org[:4] in ("gov:", "mil:", "pol:") for role in scene.kb.roles_of(mark.entity_id))


def _is_seat(scene: Scene, mark: Mark) -> bool:
    """Whether a name only tells where somebody sits: "the Kundu-based group", "based in Kundu"."""
    behind = [word for word in scene.lowers[mark.end : mark.end + 2] if word not in ("-", "‑", "–")]
    if behind[:1] and behind[0].lstrip("-‑–") in _BASED:
        return True
    if scene.lowers[mark.end - 1].endswith(("-based", "‑based")):
        return True
    before = scene.lowers[max(mark.start - 2, 0) : mark.start]
    return len(before) == 2 and before[0] in _BASED and before[1] in ("in", "at")


def _side_of(scene: Scene, mark: Mark) -> tuple[str, ...]:
    """The country of a state's mention; that of "Solvian warplanes", which no list has, by its first word."""
    country = scene.countries_of(mark)[:1]
    if country:
        return country
    found = scene.kb.countries_by_demonym.get(scene.lowers[mark.start])
    return (found,) if found else ()


def _strikes(scene: Scene, mark: Mark) -> bool:
    """Whether a state acts with arms: its army is named, "Solvian air strikes", "Solvia shelled"."""
    if mark.kind == "MILITARY":
        return True
    if not _ARMS.isdisjoint(scene.lowers[mark.end : mark.end + 1 + _BETWEEN]):
        return True
    if mark.start > 1 and scene.lowers[mark.start - 1] == "by" and scene.lowers[mark.start - 2] in _ARMS:
        return True
    root = scene.root(mark.start, mark.end)
    return mark.role != "place" and scene.deps[root] == "nsubj" and scene.lemma(scene.heads[root]) in _STRIKE


def force_of(scene: Scene, country: str, kind: str) -> str:
    """The id of the main army, police or government of a country, "" where none is listed.

    Args:
        scene: The Doc.
        country: ISO 3166 alpha-3.
        kind: MILITARY, POLICE or GOVERNMENT.
    """
    if not country or kind not in NATIONAL:
        return ""
    listed = scene.kb.forces_of(country, kind)
    return listed[0].id if listed and listed[0].id == f"{_ID[kind]}:{country}" else ""
