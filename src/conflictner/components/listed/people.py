"""People on no list: by the title before their name, by the word of speech beside it, later by the surname alone."""

from __future__ import annotations

import re
from typing import Final

from conflictner.components.listed.names import Name, Names, Run, words
from conflictner.knowledge import KnowledgeBase

_TITLES: Final = words(
    "president vice-president minister premier chancellor king queen prince princess sheikh sheik emir sultan pope "
    "bishop archbishop cardinal father pastor reverend rev imam mullah ayatollah mufti rabbi mr mrs ms dr doctor prof "
    "professor sir lord justice senator sen congressman congresswoman governor gov mayor ambassador secretary-general "
    "commissioner general gen colonel col lieutenant lt major maj captain capt sergeant sgt corporal brigadier brig "
    "admiral adm commodore commander cmdr marshal spokesman spokeswoman spokesperson chairman chairperson chairwoman "
    "envoy leader chief director prosecutor activist journalist analyst lawmaker lawyer negotiator "
    "administrator coordinator representative warlord resident researcher"
)
_SPEAKS: Final = re.compile(r",? (?:said|told|added|says|warned|wrote|explained|stated|argued|insisted|recalled)\b")
_SAID: Final = frozenset({"said", "says", "added", "told", "warned", "explained", "stated"})
_DOTTED: Final = re.compile(r"([A-Za-z-]+)\. $")


def titled_people(names: Names, kb: KnowledgeBase) -> None:
    """Find people that no list has, and the surnames of those found."""
    surnames = _surnames(names)
    singles: list[Run] = []
    for run in names.runs:
        if not names.is_free(run.start, run.end):
            continue
        person = _person(names, kb, run)
        if person is not None and " " in person.text:
            name = Name(person.start, person.end, "PERSON", "", "title", score=0.7)
            names.add_local(name, person.text)
            surnames.setdefault(person.text.rsplit(" ", 1)[1], set()).add(name.entity_id)
        else:
            single = person or names.trimmed(run, kb)
            if single is not None and " " not in single.text:
                singles.append(single)
    for run in singles:
        owners = surnames.get(run.text, set())
        if len(owners) == 1 and names.is_free(run.start, run.end):
            entity_id = next(iter(owners))
            name = Name(run.start, run.end, "PERSON", entity_id, "surname", score=0.7)
            known = names.entities[entity_id]
            names.add(name, label=known["name"], country=known["country"], point=(known["lat"], known["lon"]))


def _surnames(names: Names) -> dict[str, set[str]]:
    """The last names of the listed people in the text."""
    found: dict[str, set[str]] = {}
    for name in names.found:
        words = names.text[name.start : name.end].split()
        if name.kind == "PERSON" and len(words) > 1:
            found.setdefault(words[-1], set()).add(name.entity_id)
    return found


def _person(names: Names, kb: KnowledgeBase, run: Run) -> Run | None:
    """The name behind a title: "{Amani Kito}" of "Colonel Amani Kito", and of "spokesman Amani Kito"."""
    words = run.text.split(" ")
    titles = 0
    while titles < len(words) - 1 and words[titles].lower() in _TITLES:
        titles += 1
    rest = words[titles:]
    titled = titles > 0 or run.before in _TITLES or _dotted_title(names.text, run.start)
    speaks = len(rest) > 1 and (run.before in _SAID or bool(_SPEAKS.match(names.text, run.end)))
    if not (titled or speaks) or len(rest) > 4:
        return None
    if speaks and not titled and kb.frequency(rest[0].lower()) >= _COMMON:
        return None
    start = run.start + sum(len(word) + 1 for word in words[:titles])
    return Run(start, run.end, " ".join(rest), run.before)


def _dotted_title(text: str, start: int) -> bool:
    """Whether a title in short is before a name: "Gen. {Amani Kito}"."""
    if not text.endswith(". ", 0, start):
        return False
    dotted = _DOTTED.search(text, max(0, start - 12), start)
    return dotted is not None and dotted[1].lower() in _TITLES


#: "The Ministry said" is no person; Will, Grace and Mark are rarer than that as words.
_COMMON: Final = 5.3
