"""The alias automaton: where in a text a known name stands.

Two automata scan the folded text once each: names in folded case, acronyms in their own capitals. Every hit is then
checked, and only checked hits compete, so that a rejected long one never hides a short one.

Edges. A hit may not begin or end inside a word: "Goma" is not in "Gomatown", nor "Djamena" in "N'Djamena", nor a name
in "@M23_official". A hyphen or slash is an edge ("M23-held", "anti-M23", "AFC/M23"), and a possessive 's stays outside.

Case. What a name needs is set by its own capitals, particles (al, de, of, the) left aside:

=====================  ==============================  ============================================
written in the list    in the text                     hit
=====================  ==============================  ============================================
Turkey                 Turkey, TURKEY / turkey         strong / none
Al-Shabaab             al-Shabaab / al-shabaab         strong / none
Wagner Group           Wagner Group / Wagner group     strong / weak: fewer capitals need support
East African Community East African community          weak ("the East African community in London")
Congo River Alliance   congo river alliance            weak: three words are seldom an accident
the Movement           the movement                    none
wazalendo              wazalendo, Wazalendo            strong: the list has no capital
IS (acronym)           IS / is, Is                     acronym / none
=====================  ==============================  ============================================

In a line of capitals ("M23 IS BACK IN GOMA") only acronyms of tiers 0 and 1 that are no English words fire.

Overlaps. The longest hit wins, on equal length the one that ends later: "East African Community" over "The East
African". A weak hit gives way to a strong one that it does not contain; one that contains it carries it as ``inner``.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

import ahocorasick_rs

from conflictner.knowledge.patterns import CAPITAL_NOUNS, GIVE_WAY, NOUNS, force_after
from conflictner.knowledge.variants import acronym_variants, name_variants
from conflictner.knowledge.words import frequency
from conflictner.text import fold, fold_marks, squeeze


@dataclass(frozen=True, slots=True)
class AliasEntry:
    """One reading of a hit: an entity, how much the alias proves, and the rule behind it.

    ``rule`` is kb:strong, kb:acronym, kb:weak, kb:pattern (generated) or kb:case (a strong name with fewer capitals
    than its own, hence weak).
    """

    entity_id: str
    alias_class: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class AliasHit:
    """A place in a text where an alias stands: ``text[start:end] == surface``; best entry first.

    ``inner`` are the strong hits inside a weak one, for callers that turn the weak one down.
    """

    start: int
    end: int
    surface: str
    entries: tuple[AliasEntry, ...]
    inner: tuple[AliasHit, ...] = ()

    @property
    def weak(self) -> bool:
        """Whether no reading fires without support."""
        return all(entry.alias_class == "weak" for entry in self.entries)


class AliasRow(NamedTuple):
    """An alias as the index takes it."""

    text: str
    alias_class: str
    entity_id: str
    tier: int


class CountryPart(NamedTuple):
    """A name, acronym or demonym of a country, or its capital, before the name of a force."""

    text: str
    alias_class: str
    iso3: str
    capital: bool = False


class _Reading(NamedTuple):
    entry: AliasEntry
    caps: tuple[int, ...]  # offsets that must not be lower case
    words: int
    tier: int


class _Part(NamedTuple):
    iso3: str
    alias_class: str
    caps: tuple[int, ...]
    capital: bool


class _Slot(NamedTuple):
    readings: list[_Reading]
    parts: list[_Part]


_ORDER: Final = {"strong": 0, "acronym": 0, "weak": 1}
_PARTICLE: Final = re.compile(
    "a|a[dlnrstz]|and|ash|da|de|de[lnrs]|d[iou]|e|el|et|for|in|la|las|le|les|los|of|on|the|to|u[lr]|van|von|y"
)
_WORD: Final = re.compile(r"[^\s-]+")
_CLITICS: Final = re.compile(r"'(?:s|d|ll|re|ve)?(?!\w)", re.IGNORECASE)
_ELISION: Final = re.compile(r"(?<!\w)(?:[ldLD]|[qQ][uU])'\Z")
_SHOUTING: Final = 0.6
_COMMON: Final = 4.0


def required_capitals(name: str) -> tuple[int, ...]:
    """Offsets of the characters that may not be lower case in a text, by the name's own capitals.

    >>> required_capitals("Al-Shabaab"), required_capitals("wazalendo"), required_capitals("US Army")
    ((3,), (), (0, 1, 3))
    """
    shouting = name.isupper()
    capitals: list[int] = []
    spare: list[int] = []
    for match in _WORD.finditer(name):
        word, start = match[0], match.start()
        if not word[0].isupper():
            continue
        if _PARTICLE.fullmatch(word.lower()):
            spare.append(start)
        elif not shouting and word.isupper():
            capitals += [start + i for i, char in enumerate(word) if char.isalpha()]
        else:
            capitals.append(start)
    return tuple(capitals or spare)


def _without_article(name: str) -> str:
    """A name without its "the", where two words are left: a mention begins after it.

    >>> _without_article("the United Nations"), _without_article("The Hague")
    ('United Nations', 'The Hague')
    """
    rest = name[4:] if name[:4].lower() == "the " else ""
    return rest if " " in rest else name


class AliasIndex:
    """Aliases compiled for look-up and for scanning texts; immutable, safe to read from many threads.

    Args:
        rows: The aliases of all actors.
        parts: Country names, acronyms, demonyms and capitals for the generated names of forces.
        forces: (ISO 3166 alpha-3, kind) -> ids of that country's MILITARY, POLICE or GOVERNMENT.

    >>> rows = [("March 23 Movement", "strong", "arm:m23", 1), ("M23", "acronym", "arm:m23", 1)]
    >>> index = AliasIndex(AliasRow(*row) for row in rows)
    >>> [(hit.surface, hit.start) for hit in index.match("M23-held hills; the March 23 Movement’s men")]
    [('M23', 0), ('March 23 Movement', 20)]
    """

    def __init__(
        self,
        rows: Iterable[AliasRow],
        parts: Iterable[CountryPart] = (),
        forces: Mapping[tuple[str, str], tuple[str, ...]] | None = None,
    ) -> None:
        self._forces = forces or {}
        self._names: dict[str, _Slot] = {}
        self._acronyms: dict[str, _Slot] = {}
        for row in rows:
            entry = AliasEntry(row.entity_id, row.alias_class, f"kb:{row.alias_class}")
            for key, table, spelling in self._keys(row.text, row.alias_class):
                reading = _Reading(entry, required_capitals(spelling), spelling.count(" ") + 1, row.tier)
                slot = table.get(key)
                if slot is None:
                    table[key] = _Slot([reading], [])
                elif all(known.entry.entity_id != row.entity_id for known in slot.readings):
                    slot.readings.append(reading)
        for part in parts:
            for key, table, spelling in self._keys(part.text, part.alias_class):
                slot = table.setdefault(key, _Slot([], []))
                if all(known.iso3 != part.iso3 for known in slot.parts):
                    slot.parts.append(_Part(part.iso3, part.alias_class, required_capitals(spelling), part.capital))
        for table in (self._names, self._acronyms):
            for slot in table.values():
                if len(slot.readings) > 1:
                    slot.readings.sort(key=lambda r: (r.tier, _ORDER[r.entry.alias_class], r.entry.entity_id))
                if len(slot.parts) > 1:
                    slot.parts[:] = [p for p in slot.parts if p.iso3 not in GIVE_WAY] or slot.parts
        self._name_slots = list(self._names.values())
        self._acronym_slots = list(self._acronyms.values())
        self._name_scan = ahocorasick_rs.AhoCorasick(list(self._names))
        self._acronym_scan = ahocorasick_rs.AhoCorasick(list(self._acronyms))
        self._folded_acronyms: dict[str, list[str]] = {}
        for key in self._acronyms:
            self._folded_acronyms.setdefault(fold(key), []).append(key)

    def _keys(self, text: str, alias_class: str) -> Iterable[tuple[str, dict[str, _Slot], str]]:
        text = _without_article(" ".join(text.split()))
        if alias_class == "acronym":
            return [(fold_marks(form), self._acronyms, form) for form in acronym_variants(text)]
        return [(fold(form), self._names, form) for form in name_variants(text)]

    def __len__(self) -> int:
        return len(self._names) + len(self._acronyms)

    def find(self, name: str) -> list[AliasEntry]:
        """Entries of a whole name, generated names of forces included; best first, each entity once.

        Args:
            name: Any spelling; case is ignored, a leading "the" too.
        """
        key = squeeze(name)
        for form in (key, key.removeprefix("the ")):
            found = self._exactly(form) or self._force_named(form)
            if found:
                return found
        return []

    def _exactly(self, key: str) -> list[AliasEntry]:
        slots = [self._names[key]] if key in self._names else []
        slots += [self._acronyms[form] for form in self._folded_acronyms.get(key, ())]
        readings = [reading for slot in slots for reading in slot.readings]
        readings.sort(key=lambda r: (r.tier, _ORDER[r.entry.alias_class], r.entry.entity_id))
        return list({reading.entry.entity_id: reading.entry for reading in reversed(readings)}.values())[::-1]

    def _force_named(self, key: str) -> list[AliasEntry]:
        blanks = [i for i, char in enumerate(key) if char == " "]
        for blank in blanks:
            country = key[:blank].removesuffix("'s").removesuffix("'")
            slots = [self._names[country]] if country in self._names else []
            slots += [self._acronyms[form] for form in self._folded_acronyms.get(country, ())]
            noun = key[blank + 1 :]
            if noun in NOUNS:
                parts = [part for slot in slots for part in slot.parts]
                return list(dict.fromkeys(self._forces_of(parts, noun)))
        return []

    def _forces_of(self, parts: Iterable[_Part], noun: str) -> list[AliasEntry]:
        return [
            AliasEntry(entity_id, "weak" if part.alias_class == "weak" else "strong", "kb:pattern")
            for part in parts
            if not part.capital or noun in CAPITAL_NOUNS
            for entity_id in self._forces.get((part.iso3, NOUNS[noun]), ())
        ]

    def match(self, text: str) -> list[AliasHit]:
        """Every alias in a text, without overlaps, in text order; see the module for the rules."""
        marked = fold_marks(text)
        folded = fold(text)
        found: dict[tuple[int, int], tuple[AliasEntry, ...]] = {}
        lines = _Lines(text)
        for index, start, end in self._name_scan.find_matches_as_indexes(folded, overlapping=True):
            if _at_edges(folded, start, end):
                slot = self._name_slots[index]
                self._add(found, start, end, self._named(slot, marked, start))
                if slot.parts:
                    self._add_force(found, slot, marked, folded, start, end)
        for index, start, end in self._acronym_scan.find_matches_as_indexes(marked, overlapping=True):
            if _at_edges(marked, start, end) and not _in_initials(marked, start, end):
                slot = self._acronym_slots[index]
                readings = slot.readings
                if readings and lines.shouting(start, end):
                    word = marked[start:end]
                    readings = [r for r in readings if r.tier <= 1 and frequency(word) < _COMMON]
                self._add(found, start, end, [reading.entry for reading in readings])
                if slot.parts:
                    self._add_force(found, slot, marked, folded, start, end)
        return _resolve(text, found)

    @staticmethod
    def _add(
        found: dict[tuple[int, int], tuple[AliasEntry, ...]], start: int, end: int, entries: list[AliasEntry]
    ) -> None:
        if not entries:
            return
        known = found.get((start, end), ())
        have = {entry.entity_id for entry in known}
        both = [*known, *[entry for entry in entries if entry.entity_id not in have]]
        both.sort(key=lambda entry: _ORDER[entry.alias_class])
        found[start, end] = tuple(both)

    @staticmethod
    def _named(slot: _Slot, marked: str, start: int) -> list[AliasEntry]:
        entries = []
        for reading in slot.readings:
            low = [offset for offset in reading.caps if marked[start + offset].islower()]
            if not low:
                entries.append(reading.entry)
            elif reading.entry.alias_class == "strong" and (
                reading.words >= 3 or (reading.words == 2 and low[0] != reading.caps[0])
            ):
                entries.append(AliasEntry(reading.entry.entity_id, "weak", "kb:case"))
        return entries

    def _add_force(
        self,
        found: dict[tuple[int, int], tuple[AliasEntry, ...]],
        slot: _Slot,
        marked: str,
        folded: str,
        start: int,
        end: int,
    ) -> None:
        # "pro-Turkish forces" and "ex-Rwandan troops" are not Turkey's or Rwanda's.
        if start and marked[start - 1] == "-":
            return
        after = force_after(folded, end)
        if after is None:
            return
        parts = [p for p in slot.parts if not any(marked[start + offset].islower() for offset in p.caps)]
        self._add(found, start, after[0], self._forces_of(parts, after[1]))


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_" or (char > "\x7f" and unicodedata.combining(char) != 0)


def _at_edges(text: str, start: int, end: int) -> bool:
    if start:
        before = text[start - 1]
        if _is_word(before) and _is_word(text[start]):
            return False
        # "N'Djamena" is one word, "l'UPDF" and "d'Israël" are two, and "'M23'" stands in quotation marks.
        if (
            before == "'"
            and start > 1
            and _is_word(text[start - 2])
            and not _ELISION.search(text, max(0, start - 4), start)
        ):
            return False
    if end < len(text):
        after = text[end]
        if _is_word(after) and (_is_word(text[end - 1]) or text[end - 1] == "."):
            return False
        if after == "'" and end + 1 < len(text) and _is_word(text[end + 1]) and not _CLITICS.match(text, end):
            return False
    return True


def _in_initials(text: str, start: int, end: int) -> bool:
    """Whether a hit is a piece of longer initials: "U.S" in "U.S.A."."""
    if (
        start > 1
        and text[start - 1] == "."
        and text[start - 2].isupper()
        and (start == 2 or not text[start - 3].isalnum())
    ):
        return True
    dots = text[end : end + 3]
    if text[end - 1] == ".":
        return len(dots) > 1 and dots[0].isupper() and dots[1] == "."
    return "." in text[start:end] and len(dots) == 3 and dots[0] == dots[2] == "." and dots[1].isupper()


class _Lines:
    """Which lines of a text are printed in capitals; each line is looked at once, and only when asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._start = self._end = -1
        self._upper = self._letters = 0

    def shouting(self, start: int, end: int) -> bool:
        """Whether the rest of the line around an acronym is capitals; hits are asked for in any order."""
        if not self._start <= start < self._end:
            self._start = self._text.rfind("\n", 0, start) + 1
            self._end = self._text.find("\n", end)
            if self._end < 0:
                self._end = len(self._text)
            line = self._text[self._start : self._end]
            self._upper = sum(map(str.isupper, line))
            self._letters = sum(map(str.isalpha, line))
        own = sum(map(str.isalpha, self._text[start:end]))
        others = self._letters - own
        return others >= 4 and (self._upper - own) / others > _SHOUTING


def _resolve(text: str, found: dict[tuple[int, int], tuple[AliasEntry, ...]]) -> list[AliasHit]:
    hits = [AliasHit(start, end, text[start:end], entries) for (start, end), entries in found.items()]
    hits.sort(key=lambda hit: (hit.start - hit.end, -hit.end))
    strong = _longest([hit for hit in hits if not hit.weak], len(text))
    weak = [hit for hit in hits if hit.weak]
    return _with_weak(strong, weak, len(text)) if weak else strong


def _longest(hits: list[AliasHit], length: int) -> list[AliasHit]:
    """Hits without overlaps, in text order; ``hits`` come longest first."""
    taken = bytearray(length)
    kept = []
    for hit in hits:
        # What was taken before is at least as long, so it covers one of the two ends if it overlaps at all.
        if not (taken[hit.start] or taken[hit.end - 1]):
            taken[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
            kept.append(hit)
    kept.sort(key=lambda hit: hit.start)
    return kept


def _with_weak(strong: list[AliasHit], weak: list[AliasHit], length: int) -> list[AliasHit]:
    """Add the weak hits that overlap no strong one, or contain those that they overlap."""
    starts = [hit.start for hit in strong]
    ends = [hit.end for hit in strong]
    fitting = []
    for hit in weak:
        first, last = bisect_right(ends, hit.start), bisect_left(starts, hit.end)
        if first == last:
            fitting.append(hit)
        elif starts[first] >= hit.start and ends[last - 1] <= hit.end:
            fitting.append(AliasHit(hit.start, hit.end, hit.surface, hit.entries, tuple(strong[first:last])))
    chosen = _longest(fitting, length)
    inner = {id(hit) for outer in chosen for hit in outer.inner}
    return sorted([*chosen, *[hit for hit in strong if id(hit) not in inner]], key=lambda hit: hit.start)
