"""Names that a text defines by one another: "Long Name (LN)" and "LN (Long Name)" are one entity.

A bracket alone defines nothing: in "NAIROBI, Kenya (AP) -" it holds the agency.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence

from spacy.tokens import Doc

from conflictner.annotations import Mark
from conflictner.columns import Columns
from conflictner.components.linker.actors import Candidate
from conflictner.components.linker.setting import Setting
from conflictner.knowledge import Actor
from conflictner.text import fold

#: Words that prove nothing when two long forms are compared.
_EMPTY = frozenset(
    {"the", "of", "and", "for", "in", "on", "to", "a", "de", "la", "le", "du", "des", "et", "d", "l"}
    | {"national", "united", "people", "peoples", "movement", "front", "party"}
)


def defined_pairs(doc: Doc, columns: Columns, marks: list[Mark]) -> Iterator[tuple[Mark, Mark]]:
    """The (long, short) pairs of neighbouring mentions of which the second stands in brackets behind the first."""
    words = columns.words
    for left, right in itertools.pairwise(marks):
        if right.start != left.end + 1 or words[left.end] != "(" or right.end >= len(words) or words[right.end] != ")":
            continue
        if "PLACE" in (left.kind, right.kind) and left.kind != right.kind:
            continue
        one, other = columns.span_text(left.start, left.end), columns.span_text(right.start, right.end)
        short = _short(one)
        if _short(other) != short and not _in_dateline(doc, left):
            yield (right, left) if short else (left, right)


def join_definitions(
    setting: Setting,
    pairs: Sequence[tuple[Mark, Mark]],
    bearers: Mapping[str, Sequence[Mark]],
    found: dict[int, Sequence[Candidate]],
) -> dict[str, Mark]:
    """Give both forms of each definition the same readings; those that the long form rules out are taken off.

    Args:
        setting: The document.
        pairs: Long forms with the short forms behind them.
        bearers: The mentions of each name.
        found: Readings by the identity of a mention; changed.

    Returns:
        The mention of the long form by the short form's name.
    """
    joined: dict[str, Mark] = {}
    shorts: dict[str, set[str]] = {}
    for long, short in pairs:
        shorts.setdefault(setting.key(long), set()).add(setting.key(short))
    for long, short in pairs:
        surface = setting.surface(long)
        known, own = found.get(id(long), ()), found.get(id(short), ())
        actors = [[option.actor for option in options] for options in (own, known)]
        if not defines(setting.surface(short), surface, long.kind, *actors):
            continue
        alike = tuple([option for option in own if same_actor(option.actor, surface)])
        apart = bool(alike) and {option.actor.id for option in known}.isdisjoint(option.actor.id for option in own)
        if apart and len(shorts[setting.key(long)]) > 1:
            # "The Movement (SLM-MM) ... the Movement (SLM-AW)": each acronym is its own, the name is both's
            continue
        if not known or apart:
            # "The Sudan Liberation Movement (SLM-MM)" is the faction of that acronym, not the whole
            known = alike
        for mark in (*bearers[setting.key(short)], *bearers[setting.key(long)]):
            if id(mark) in found:
                found[id(mark)] = known
        joined.setdefault(setting.key(short), long)
    return joined


#: What stands between two names of one body: "the KLA, the Kalumba Liberation Army", "the KLA or ...".
_APPOSED = ([",", "the"], [","], ["or", "the"], ["or"])


def shared_readings(
    setting: Setting, marks: list[Mark], found: Mapping[int, Sequence[Candidate]]
) -> dict[int, Sequence[Candidate]]:
    """The readings that two names in apposition share, for each of their mentions.

    "The KLA, the Kalumba Liberation Army" are those of Kalumba, though three lands have an army of that name.

    Args:
        setting: The document's text.
        marks: Its names in order.
        found: Readings by the identity of a mention.
    """
    columns, kept = setting.columns, dict[str, set[str]]()
    for left, right in itertools.pairwise(marks):
        if columns.lowers[left.end : right.start] not in _APPOSED:
            continue
        if _short(setting.surface(left)) == _short(setting.surface(right)):
            continue
        shared = {o.actor.id for o in found.get(id(left), ())} & {o.actor.id for o in found.get(id(right), ())}
        if shared:
            kept[setting.key(left)] = kept[setting.key(right)] = shared
    fitting: dict[int, Sequence[Candidate]] = {}
    for mark in marks if kept else ():
        options = [option for option in found.get(id(mark), ()) if option.actor.id in kept.get(setting.key(mark), ())]
        if options:
            fitting[id(mark)] = options
    return fitting


def _in_dateline(doc: Doc, mark: Mark) -> bool:
    return any(
        span.label_ == "DATELINE" and span.start <= mark.start < span.end for span in doc.spans.get("segments", ())
    )


def defines(short: str, long: str, kind: str, of_short: Iterable[Actor], of_long: Iterable[Actor]) -> bool:
    """Whether a bracket defines an acronym: its initials fit, or the list knows both forms of one actor.

    The acronym of another language ("West Kalumba Liberation Army (TPNK)") is defined too, but only behind the name of
    a body, and only if the list has no bearer of its own for it.

    >>> defines("AP", "Kenya", "COUNTRY", [], []), defines("KLA", "Kalumba Liberation Army", "ORG", [], [])
    (False, True)
    """
    if initials_fit(short, long):
        return True
    bearers = list(of_short)
    ids = {actor.id for actor in of_long}
    if any(actor.id in ids or (actor.kind != "MEDIA" and same_actor(actor, long)) for actor in bearers):
        return True
    return not bearers and kind not in ("COUNTRY", "PLACE", "PERSON", "PEOPLE") and len(_words(long)) > 1


def initials_fit(short: str, long: str) -> bool:
    """Whether the letters of an acronym begin words of the long form, in any order; one of four or five may be missing.

    >>> initials_fit("PNH", "Haitian National Police"), initials_fit("AFP", "Agence France-Presse")
    (True, True)
    >>> initials_fit("AP", "Kenya"), initials_fit("AFP", "Ministry of Foreign Affairs")
    (False, False)
    """
    letters = [char for char in fold(short) if char.isalpha()]
    starts = [word[0] for word in "".join(c if c.isalnum() else " " for c in fold(long)).split()]
    if len(starts) < 2:
        return False
    matched = 0
    for letter in letters:
        if letter in starts:
            starts.remove(letter)
            matched += 1
    return matched >= max(2, len(letters) - (len(letters) > 3))


def _short(text: str) -> bool:
    """Whether a name is an acronym by its looks: no blank, two capitals or more; "Komnas HAM" ends in one."""
    last = text.split()[-1]
    return len(last) <= 10 and sum(char.isupper() for char in last) >= 2


def same_actor(actor: Actor, long: str) -> bool:
    """Whether a long form that the list lacks can be a name of this actor: half of the words that tell agree.

    "Tanzania People's Defence Forces" is the listed "Tanzania People's Defence Force", "Haitian National Police" is not
    the "National Party of Honduras".
    """
    wanted = _words(long)
    return any(
        len(wanted & words) * 2 > len(wanted | words) or (wanted and wanted <= words)
        for words in (_words(text) for text in actor.texts)
        if len(words) > 1
    )


def _words(text: str) -> set[str]:
    return {word.rstrip("s") for word in "".join(c if c.isalnum() else " " for c in fold(text)).split()} - _EMPTY
