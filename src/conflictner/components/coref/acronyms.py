"""Acronyms that the text defines: "Armed Forces of Rutania (AFR)", "the AFR (Armed Forces of Rutania)".

The letters of the short form are looked for in the long one from the right, as Schwartz and Hearst do (2003); a
name that ends at the bracket is believed without them, for initials are often those of another language: "the Congo
River Alliance (AFC)".
"""

from __future__ import annotations

from operator import attrgetter
from typing import Final

from conflictner.annotations import Mark
from conflictner.components.coref.scene import LOCAL, Scene, is_actor
from conflictner.knowledge import KnowledgeBase
from conflictner.text import fold_marks, slug

_SMALL: Final = frozenset(
    ("of", "the", "and", "for", "in", "on", "de", "du", "des", "la", "le", "les", "el", "y", "et", "to", "d'")
)
#: "known by the French initials PNH", "better known as the MNJTF", "commonly called SNA"
_KNOWN_BY: Final = frozenset(
    ("initials", "letters", "acronym", "abbreviation", "acronyms", "known", "abbreviated", "called")
)
_LONGEST: Final = 14
_SHORTEST: Final = 3
#: Shares of the letters of "Pares" that must open words of the name, in order; more where a place is called so.
_OPENED: Final = 0.6
_OPENED_PLACE: Final = 0.8


def join_acronyms(scene: Scene) -> None:
    """Give every acronym that the text defines the entity of its long form, here and later.

    Args:
        scene: The Doc; marks are changed and added.
    """
    defined: dict[str, str] = {}
    for i in [i for i, word in enumerate(scene.words) if word == "("]:
        _bracket(scene, i, defined)
    _spelled_out(scene, defined)
    if defined:
        _spread(scene, defined)


def is_acronym(text: str) -> bool:
    """Whether a text has the shape of an acronym: two capitals or more, hardly anything small.

    >>> [is_acronym(t) for t in ("M23", "LeT", "FARDC", "U.S.", "Komnas HAM", "AFP photo", "Goma", "2022", "A")]
    [True, True, True, True, True, False, False, False, False]
    """
    bare = text.replace(".", "").replace("-", "").replace("/", "")
    if not (2 <= len(bare) <= 12 and bare[0].isupper()):
        return False
    capitals = sum([c.isupper() for c in bare])
    last = bare.split()[-1] if bare.split() else ""
    digits = any(c.isdigit() for c in bare)
    return (
        (capitals >= 2 or (digits and capitals == 1 and bare.isalnum() and len(bare) <= 4))
        and (" " not in bare or (last.isupper() and len(last) > 1))
        and (" " in bare or capitals * 2 >= sum([c.isalpha() for c in bare]))
    )


def is_short_title(text: str) -> bool:
    """Whether a text is one word in title case, as acronyms that are spoken as words are written: "(Pares)".

    >>> [is_short_title(t) for t in ("Pares", "Acled", "UNICEF", "left", "Goma photo", "Al")]
    [True, True, False, False, False, False]
    """
    return text.isalpha() and len(text) > _SHORTEST and text[0].isupper() and text[1:].islower()


def spells(short: str, words: list[str]) -> int:
    """Where in ``words`` the long form of ``short`` begins, -1 if the letters are not there.

    Letters are matched from the right; the first one must open a word.

    >>> spells("AFR", ["the", "Armed", "Forces", "of", "Rutania"]), spells("XYZ", ["Armed", "Forces"])
    (1, -1)
    """
    letters = [c for c in fold_marks(short).lower() if c.isalnum()]
    at, offset = len(words) - 1, -1
    begin = -1
    for position in range(len(letters) - 1, -1, -1):
        letter = letters[position]
        while at >= 0:
            folded = fold_marks(words[at]).lower()
            limit = len(folded) if offset < 0 else offset
            found = 0 if position == 0 and folded[:1] == letter and limit > 0 else folded.rfind(letter, 0, limit)
            if found > 0 and position == 0:
                found = -1
            if found >= 0:
                offset, begin = found, at
                break
            at, offset = at - 1, -1
        else:
            return -1
        if offset == 0:
            at, offset = at - 1, -1
    return begin


def opened(short: str, words: list[str]) -> float:
    """The share of the letters of ``short`` that open words, one after the other and each word with one or more.

    >>> opened("Acled", ["Armed", "Conflict", "Location", "and", "Event", "Data"])
    1.0
    >>> opened("Pares", ["Peace", "and", "Reconciliation", "Foundation"]), opened("Goma", ["Great", "Lakes", "Forum"])
    (0.8, 0.25)
    """
    letters = fold_marks(short).lower()
    # best[k]: how many of the first k letters are accounted for by the words so far
    best = [0] * (len(letters) + 1)
    for word in words:
        folded = fold_marks(word).lower()
        after = best[:]
        for begin in range(len(letters)):
            length = 0
            while begin + length < len(letters) and letters[begin : begin + length + 1] == folded[: length + 1]:
                length += 1
                after[begin + length] = max(after[begin + length], best[begin] + length)
        for k in range(1, len(after)):
            after[k] = max(after[k], after[k - 1])
        best = after
    return best[-1] / len(letters)


def _bracket(scene: Scene, i: int, defined: dict[str, str]) -> None:
    close = next((j for j in range(i + 1, min(i + _LONGEST, len(scene))) if scene.words[j] == ")"), -1)
    if close < 0 or scene.segment[i] in ("CREDIT", "DATELINE"):
        return
    inner = scene.text(i + 1, close)
    before = scene.mark_at.get(i - 1)
    if is_short_title(inner):
        _define(scene, (i + 1, close), _named_before(scene, i, inner, before), inner, defined)
    elif is_acronym(inner):
        _define(scene, (i + 1, close), _long_before(scene, i, inner, before), inner, defined)
    elif before is not None and is_acronym(scene.text(before.start, before.end)):
        short = scene.text(before.start, before.end)
        words = scene.words[i + 1 : close]
        start = spells(short, words)
        if start >= 0 and words[0][:1].isupper():
            _define(scene, (before.start, before.end), (i + 1, close), short, defined)


def _long_before(scene: Scene, bracket: int, short: str, before: Mark | None) -> tuple[int, int] | None:
    """The tokens of the long form that ends at a bracket."""
    low = bracket
    reach = min(len(short) + 5, 2 * len(short)) + 3
    while low > max(bracket - reach, 0) and scene.sentence[low - 1] == scene.sentence[bracket]:
        if scene.words[low - 1] in ("(", ")", ";", ":", "“", "”", '"'):
            break
        low -= 1
    words = scene.words[low:bracket]
    start = spells(short, words)
    while 0 <= start < len(words) and (words[start].lower() in _SMALL or not words[start][:1].isalnum()):
        start += 1
    spelled = (low + start, bracket) if 0 <= start < len(words) and words[start][:1].isupper() else None
    if spelled and any(w[:1].islower() and w.lower() not in _SMALL for w in words[start:]):
        spelled = None
    if before is not None and is_actor(before):
        if spelled is None or not spelled[0] < before.start:
            return before.start, before.end
        # The letters reach further left than the name that was found, over capitals only: it was cut short.
        return spelled
    return spelled


def _named_before(scene: Scene, bracket: int, short: str, before: Mark | None) -> tuple[int, int] | None:
    """The tokens of the organisation before a bracket with a word like "Pares", whose capitals open its words.

    The name has three capitalised words or more: "Peace and Lake Foundation (Pares)", not "Reuters (Goma)".
    """
    if before is None or before.kind in ("PERSON", "COUNTRY", "PLACE", "MEDIA", "PEOPLE"):
        return None
    low = before.start
    for i in range(before.start - 1, max(before.start - len(short) - 3, -1), -1):
        if scene.sentence[i] != scene.sentence[bracket] or not (
            scene.words[i][:1].isupper() or scene.lowers[i] in ("and", "of", "for")
        ):
            break
        if scene.words[i][:1].isupper() and scene.words[i][:1] == short[:1] and i not in scene.mark_at:
            low = i
    words = scene.words[low:bracket]
    inner = scene.mark_at.get(bracket + 1)
    needed = _OPENED_PLACE if inner is not None and not inner.entity_id.startswith(LOCAL) else _OPENED
    long = sum([word[:1].isupper() for word in words]) > 2 and words[0][:1] == short[:1]
    return (low, bracket) if long and opened(short, words) >= needed else None


def _define(
    scene: Scene, short_span: tuple[int, int], long_span: tuple[int, int] | None, short: str, defined: dict[str, str]
) -> None:
    if long_span is None:
        return
    long_mark = _mark_on(scene, long_span)
    short_mark = _mark_on(scene, short_span)
    unlikely = long_mark is None or long_mark.kind == "PLACE"
    if short_mark is not None and short_mark.kind == "PLACE" and unlikely and not is_short_title(short):
        return
    if long_mark is not None and (not is_actor(long_mark) or long_mark.kind == "PERSON"):
        # "Jo Doe (D-N.Y.)" is a party and a state
        return
    long_text = scene.text(*long_span)
    if _is_faction(scene.kb, long_mark, short_mark, long_text):
        return
    entity = _entity_of(scene.kb, long_mark, short_mark, long_text, short)
    kind = scene.entity(entity).kind or next((m.kind for m in (long_mark, short_mark) if m and is_actor(m)), "ORG")
    scene.remember(entity, long_text, kind)
    # Made without a kind above, where nobody listed it.
    scene.entity(entity).kind = scene.entity(entity).kind or kind
    for span, mark in ((long_span, long_mark), (short_span, short_mark)):
        if mark is not None:
            if mark.entity_id != entity or mark.role == "place":
                mark.role = "actor"
                scene.relink(mark, entity, "coref:acronym", 0.9)
        elif _clear(scene, span):
            scene.add(*span, entity, "name", "coref:acronym", 0.8).kind = kind
    defined[short] = entity


def _is_faction(kb: KnowledgeBase, long: Mark | None, short: Mark | None, long_text: str) -> bool:
    """Whether the bracket holds a listed part of the listed whole: "the Sudan Liberation Movement (SLM-MM)"."""
    whole = kb.get(long.entity_id) if long is not None else None
    part = kb.get(short.entity_id) if short is not None else None
    return whole is not None and part is not None and whole.id != part.id and _alike(long_text, part.texts)


def _entity_of(kb: KnowledgeBase, long: Mark | None, short: Mark | None, long_text: str, short_text: str) -> str:
    """The entity of a definition: the listed one of the long form; that of the acronym unless the text contradicts."""
    if long is not None and long.entity_id and not long.entity_id.startswith(LOCAL):
        return long.entity_id
    listed = kb.get(short.entity_id) if short is not None else None
    if listed is not None:
        # "The Horn Rights Watch (HRW)" is not the HRW of the list; initials of another language prove nothing.
        contradicts = spells(short_text, long_text.split()) >= 0 and not _alike(long_text, listed.texts)
        if not contradicts:
            return listed.id
    named = [actor for actor in kb.find(long_text) if actor.kind not in ("PLACE", "PERSON")]
    if len(named) == 1:
        return named[0].id
    return LOCAL + slug(long_text)


def _alike(text: str, names: tuple[str, ...]) -> bool:
    words = {word for word in slug(text).split("-") if len(word) > 3}
    for name in names:
        other = {word for word in slug(name).split("-") if len(word) > 3}
        if words and other and 2 * len(words & other) >= min(len(words), len(other)):
            return True
    return False


def _spelled_out(scene: Scene, defined: dict[str, str]) -> None:
    """E.g. "the Kundu Police, known by the letters KPF": a name, then within a few words the acronym of it."""
    names = sorted([mark for mark in scene.marks if mark.mtype == "name"], key=attrgetter("start"))
    for k, mark in enumerate(names[1:], start=1):
        long = names[k - 1]
        if not 1 <= mark.start - long.end <= 9 or scene.sentence[long.start] != scene.sentence[mark.start]:
            continue
        if scene.words[long.end] not in (",", "(") or not is_actor(long) or long.kind == "PERSON":
            continue
        short = scene.text(mark.start, mark.end)
        if not is_acronym(short) or short in defined or is_acronym(scene.text(long.start, long.end)):
            continue
        between = scene.lowers[long.end : mark.start]
        apposed = between in ([","], [",", "the"], [",", "or"], [",", "or", "the"]) and scene.words[
            mark.end : mark.end + 1
        ] == [","]
        long_text = scene.text(long.start, long.end)
        if not _KNOWN_BY.isdisjoint(between) or (apposed and spells(short, long_text.split()) >= 0):
            _define(scene, (mark.start, mark.end), (long.start, long.end), short, defined)


def _spread(scene: Scene, defined: dict[str, str]) -> None:
    """Later mentions of a defined acronym, in its own capitals."""
    for mark in list(scene.marks):
        text = scene.text(mark.start, mark.end)
        entity = defined.get(text)
        if entity and mark.entity_id != entity:
            mark.role = "actor"
            scene.relink(mark, entity, "coref:acronym", 0.9)
    for i in [i for i, word in enumerate(scene.words) if word in defined]:
        word = scene.words[i]
        if i not in scene.mark_at and scene.segment[i] != "CREDIT":
            kind = scene.known.get(defined[word], {}).get("kind", "ORG")
            scene.add(i, i + 1, defined[word], "name", "coref:acronym", 0.9).kind = kind


def _mark_on(scene: Scene, span: tuple[int, int]) -> Mark | None:
    """The one mark that covers most of a span; a mark that crosses its edge does not count."""
    inside = {id(m): m for i in range(*span) if (m := scene.mark_at.get(i)) is not None}
    fitting = [
        m
        for m in inside.values()
        if m.end == span[1] and m.start >= span[0] and m.end - m.start >= (span[1] - span[0]) * 0.6
    ]
    return fitting[0] if fitting else None


def _clear(scene: Scene, span: tuple[int, int]) -> bool:
    """Take away shorter marks under a span ("Kundu" in "Kundu Traders Forum"); False when one crosses its edge."""
    inside = {id(mark): mark for i in range(*span) if (mark := scene.mark_at.get(i)) is not None}
    if any(mark.start < span[0] or mark.end > span[1] for mark in inside.values()):
        return False
    for mark in inside.values():
        scene.remove(mark)
    return True
