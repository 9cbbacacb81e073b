"""The entities of one article, gathered from its mention rows: what the tables of a page and of a report list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from conflictner.graph.scope import NO_EDGES
from conflictner.rows import Mention, Quote
from conflictner.text import slug, squeeze

#: Ids that start so were made from the name itself: nobody has listed that actor or place.
UNLISTED = "new:"
#: Rules by which the words of a source name the speaker, or by which a quotation runs on.
_NAMED: Final = ("name", "named beside", "goes on", "behind ", "the group of ")
#: Below this a name too may be somebody else's: "Kabul" who is "Mariam Kabul".
_DOUBTFUL: Final = 0.6


@dataclass(frozen=True, slots=True)
class Entity:
    """One actor, place or process with all its mentions in reading order.

    ``key`` is the entity id, or one made from the name for mentions that were linked to nothing.
    """

    key: str
    name: str
    kind: str
    mentions: tuple[Mention, ...]

    @property
    def entity_id(self) -> str | None:
        """The canonical or local id; None when the mentions carry none."""
        return self.mentions[0].entity_id

    @property
    def label(self) -> str:
        """What the article calls it most often: "M23" rather than "March 23 Movement"; people keep their full name.

        "Israeli warplanes" stands for the army and is no name of it.
        """
        if self.kind == "PERSON":
            return self.name
        forms = (" ".join(m.text.split()) for m in self.mentions if m.mtype == "name")
        counts = Counter(form for form in forms if not form.split(" ")[-1].islower() or not self.listed)
        return _first_best(counts) if counts else self.name

    @property
    def other_forms(self) -> tuple[str, ...]:
        """Names other than the listed one that the article uses, in order of first use."""
        forms = {squeeze(m.text): " ".join(m.text.split()) for m in reversed(self.mentions) if m.mtype == "name"}
        forms.pop(squeeze(self.name), None)
        return tuple(reversed(forms.values()))

    @property
    def listed(self) -> bool:
        """Whether the knowledge base or the gazetteer knows it."""
        return bool(self.entity_id) and not str(self.entity_id).startswith(UNLISTED)

    @property
    def is_place(self) -> bool:
        """Whether it is a place, or a country that is a mere location somewhere in the text."""
        return self.kind == "PLACE" or any(m.role == "place" for m in self.mentions)

    @property
    def is_actor(self) -> bool:
        """Whether it acts somewhere in the text; processes never do, nor who stands in a byline or a credit alone."""
        if self.kind in ("PLACE", "PROCESS"):
            return False
        return any(m.role == "actor" and m.segment not in NO_EDGES for m in self.mentions)

    @property
    def position(self) -> tuple[float, float] | None:
        """Latitude and longitude in degrees, if known."""
        first = self.mentions[0]
        return None if first.lat is None or first.lon is None else (first.lat, first.lon)

    @property
    def country(self) -> str | None:
        """ISO 3166 alpha-3, if known."""
        return self.mentions[0].country


def entities(mentions: Iterable[Mention]) -> list[Entity]:
    """Gather mentions by entity, most mentioned first, then by name.

    A pronoun or role noun without an entity ("they", "the rebels" of nobody in particular) is nobody and left out; a
    name without an id still is an entity, under its folded form.

    >>> entities([])
    []
    """
    groups: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention.entity_id is None and mention.mtype != "name":
            continue
        groups.setdefault(mention.entity_id or f"?{mention.kind}:{slug(mention.text)}", []).append(mention)
    found = [_entity(key, sorted(group, key=lambda m: (m.start, m.end))) for key, group in groups.items()]
    return sorted(found, key=lambda entity: (-len(entity.mentions), entity.name, entity.key))


def _entity(key: str, group: list[Mention]) -> Entity:
    names = Counter(m.text for m in group if m.mtype == "name") or Counter(m.text for m in group)
    kinds = Counter(m.kind for m in group)
    name = next((m.entity_name for m in group if m.entity_name), None) or _first_best(names)
    return Entity(key, " ".join(name.split()) or key, _first_best(kinds), tuple(group))


def _first_best(counts: Counter[str]) -> str:
    return max(counts, key=lambda value: counts[value])


def kind_name(kind: str) -> str:
    """A kind as a reader would write it.

    >>> kind_name("ARMED_GROUP"), kind_name("IGO")
    ('Armed group', 'IGO')
    """
    return kind if kind in ("IGO", "NGO") else kind.replace("_", " ").capitalize()


def speaker_label(quote: Quote, text: str, names: Mapping[str, str] | None = None) -> tuple[str, bool]:
    """Who a quote is attributed to, and whether that is a resolved entity.

    A speaker that nobody resolved is shown as the words of the text, and marked so: a guess would put words into
    somebody's mouth.

    Args:
        quote: The quote.
        text: The text that its offsets point into.
        names: What to call the others of a joint quote, by id; the ids where it is silent.

    Returns:
        The speaker's name ("Egypt and Qatar" for joint ones) and True; else, and False, "not named: two officers"
        where the text names nobody, "unresolved: he" where it may and who is meant stays open, or just "unresolved".
    """
    if quote.speaker_id:
        first = quote.speaker_name or quote.speaker_id
        others = [(names or {}).get(entity, entity) for entity in quote.speaker_ids[1:]]
        return " and ".join([", ".join([first, *others[:-1]]), *others[-1:]]), True
    source = quote.speaker_name or ""
    if quote.source_start is not None and quote.source_end is not None:
        source = text[quote.source_start : quote.source_end]
    status = "not named" if quote.speaker_rule == "unnamed" else "unresolved"
    return (f"{status}: {' '.join(source.split())}" if source else status), False


def speaker_doubt(quote: Quote, text: str) -> str:
    """What a reader must know of a speaker whom the words of the source do not name, or name unsurely.

    Args:
        quote: The quote.
        text: The text that its offsets point into.

    Returns:
        The words that stand for the speaker and the score of that reading, "“he”, 0.74"; "" where the source names
        the speaker and nothing speaks against it, or nobody is known.
    """
    score = quote.speaker_score
    if not quote.speaker_id or score is None or (quote.speaker_rule.startswith(_NAMED) and score >= _DOUBTFUL):
        return ""
    words = ""
    if quote.source_start is not None and quote.source_end is not None:
        words = f"“{' '.join(text[quote.source_start : quote.source_end].split())}”, "
    return f"{words}{score:.2f}"
