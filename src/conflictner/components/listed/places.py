"""Places: runs of capitals that the gazetteer lists, where the words around say that a place is meant."""

from __future__ import annotations

from typing import Final

from conflictner.components.listed.names import Name, Names, Run, words
from conflictner.knowledge import Gazetteer, KnowledgeBase, Place

#: Before a place and hardly before anybody: "in Goma", "near Sake".
_AT: Final = words("in near at around outside into towards toward across inside throughout via reach reached")
#: Before a place as before a person; a town of some size is meant all the same.
_TO: Final = words("to from of between and seized captured retook entered took leaving left over")
_CLASS: Final = words(
    "town city village province provinces district region territory airport county state commune sector island islands "
    "governorate prefecture department camp port valley river lake hospital road front area areas suburb neighborhood "
    "neighbourhood locality municipality border peninsula axis plateau"
)
_OF: Final = words(
    "town city village province district region territory capital port state island commune locality camp suburb "
    "neighborhood neighbourhood municipality villages towns cities outskirts people residents"
)
_STANDING: Final = frozenset({"country", "admin1", "capital", "region"})
_LARGE: Final = 50_000
#: A word as frequent in English is a place's name only where the words around leave no doubt.
_WORD_LIKE: Final = 4.0
#: How much larger the largest of several places of a name must be.
_DOMINANT: Final = 5


def proven_places(names: Names, kb: KnowledgeBase, gazetteer: Gazetteer) -> None:
    """Find the places of a text and link them."""
    free = [run for run in names.runs if names.is_free(run.start, run.end)]
    runs = [trimmed for run in free if (trimmed := names.trimmed(run, kb)) is not None]
    evidence: dict[str, int] = {}
    for number, run in enumerate(runs):
        weight = _evidence(names, run, runs[number - 1] if number else None, evidence)
        if weight:
            evidence[run.text] = max(weight, evidence.get(run.text, 0))
    known = gazetteer.find_many(sorted(evidence)) if evidence else {}
    chosen = {
        text: place
        for text, weight in evidence.items()
        if known[text]
        and not gazetteer.is_respelled(text)
        and (place := _choose(names, known[text])) is not None
        and _holds(names, kb, text, place, weight)
    }
    for run in runs:
        place = chosen.get(run.text)
        if place is not None:
            name = Name(run.start, run.end, "PLACE", place.id, "gazetteer", "place", score=0.8)
            names.add(name, label=place.name, country=place.country or None, point=(place.lat, place.lon))


def _evidence(names: Names, run: Run, last: Run | None, evidence: dict[str, int]) -> int:
    """2 where a place must be meant, 1 where a place of some size is, 0 where nothing says so."""
    text = names.text
    after = (
        text[run.end + 1 : run.end + 16].split(" ", 1)[0].rstrip(".,;:") if text[run.end : run.end + 1] == " " else ""
    )
    if run.before in _AT or after in _CLASS:
        return 2
    if run.before == "of" and names.word_before(run.start - 3) in _OF:
        return 2
    if last is not None and last.text in evidence and text[last.end : run.start] in (", ", " and ", ", and "):
        return min(evidence[last.text], 2)
    return 1 if run.before in _TO else 0


def _choose(names: Names, places: list[Place]) -> Place | None:
    """The place of a name in a country spoken of; else the one that outshines the others."""
    at_home = [place for place in places if place.country in names.countries]
    if at_home:
        most = max(names.countries[place.country] for place in at_home)
        best = [place for place in at_home if names.countries[place.country] == most]
        return best[0] if _outshines(best) or len({place.admin1 for place in best}) == 1 else None
    return places[0] if _outshines(places) else None


def _outshines(places: list[Place]) -> bool:
    first = places[0]
    if len(places) == 1 or first.feature in _STANDING:
        return True
    return first.population > _DOMINANT * max(place.population for place in places[1:])


def _holds(names: Names, kb: KnowledgeBase, text: str, place: Place, weight: int) -> bool:
    if " " not in text and kb.frequency(text.lower()) >= _WORD_LIKE:
        # "at Christmas", "in Reading": where its country is spoken of, and nowhere else
        return weight == 2 and place.country in names.countries
    return weight == 2 or place.feature in _STANDING or place.population >= _LARGE
