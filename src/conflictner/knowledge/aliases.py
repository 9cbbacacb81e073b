"""The alias automaton: where in a text a known name stands.

Two automata scan the folded text once each: names in folded case, acronyms in their own capitals. Every hit is then
checked, and only checked hits compete, so that a rejected long one never hides a short one.

Edges. A hit may not begin or end inside a word: "Goma" is not in "Gomatown", nor "Djamena" in "N'Djamena", nor a name
in "@M23_official". A hyphen or slash is an edge ("M23-held", "anti-M23", "AFC/M23"), and a possessive 's stays outside.

Case. What a name needs is set by its own capitals, particles (al, de, of, the) left aside:

=======================  =============================  ====================================================
written in the list      in the text                    hit
=======================  =============================  ====================================================
Turkey                   Turkey, TURKEY / turkey        strong / none
Al-Shabaab               al-Shabaab / al-shabaab        strong / none
Wagner Group             Wagner Group, Wagner group     strong: the first word is nothing else
Islamic Group            Islamic Group / Islamic group  strong / weak: an "Islamic group" is another one
East African Community   East African community         weak: "the East African community in London"
Congo River Alliance     congo river alliance           weak: three words are seldom there by accident
Third Force              the third force                none
wazalendo                wazalendo, Wazalendo           strong: the list has no capital
IS (acronym)             IS / is, Is                    acronym / none
=======================  =============================  ====================================================

Pieces. A name of several words that goes on before or after ("Tigray" People's Liberation Front, People's Liberation
Army "of Namibia") becomes weak, unless the word there is the actor's own country; see `conflictner.knowledge.pieces`.

In a line of capitals ("M23 IS BACK IN GOMA") only acronyms of tiers 0 and 1 that are no everyday words fire.

Overlaps. The longest hit wins, on equal length the one that ends later: "East African Community" over "The East
African". A weak hit gives way to a strong one that it does not contain; one that contains it carries it as ``inner``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

import ahocorasick_rs

from conflictner.knowledge.casing import Lines, required_capitals
from conflictner.knowledge.edges import at_edges, in_initials
from conflictner.knowledge.hits import (
    AliasEntry,
    AliasHit,
    Found,
    Ranked,
    add,
    best,
    by_rank,
    in_order,
    weakened,
)
from conflictner.knowledge.patterns import CAPITAL_NOUNS, GIVE_WAY, NOUNS, OWN_NAMES, force_after
from conflictner.knowledge.pieces import word_before, words_after_of
from conflictner.knowledge.slots import AliasRow, Part, Reading, Slot, Table, collector_paused
from conflictner.knowledge.variants import acronym_variants, as_word, name_variants, of_one_spelling
from conflictner.knowledge.words import frequency
from conflictner.text import fold, fold_case, fold_marks, squeeze


class CountryPart(NamedTuple):
    """A name, acronym or demonym of a country, or its capital, as it stands before the name of a force."""

    text: str
    alias_class: str
    iso3: str
    capital: bool = False


_EVERYDAY: Final = 5.0
_OWN_EVERYDAY: Final = 3.5
_ADJECTIVES: Final = ("an", "ese", "ic", "ish", "ist", "ite", "al")
_FIRST: Final = re.compile(r"\w+")


def _without_article(name: str, *, own: bool = False) -> str:
    """A name without a small "the": a mention begins after it.

    What is left must be a name by itself. "the US" is an acronym with an article, and must not let "us" in as a name;
    of "the Movement" the article is half the name.

    >>> _without_article("the United Nations"), _without_article("the Houthis"), _without_article("The East African")
    ('United Nations', 'Houthis', 'The East African')
    >>> _without_article("the Movement"), _without_article("the US")
    ('the Movement', '')

    A user who lists "the Hawks" means them: only an everyday word keeps its article then.

    >>> _without_article("the Hawks"), _without_article("the Hawks", own=True)
    ('the Hawks', 'Hawks')
    """
    if not name.startswith("the "):
        return name
    rest = name[4:]
    if " " in rest:
        return rest
    return "" if rest.isupper() else name if frequency(rest) > (_OWN_EVERYDAY if own else 0) else rest


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
        self._names, self._acronyms = Table(), Table()
        with collector_paused():
            listed = list(rows)
            for row, alone in zip(listed, of_one_spelling([row.text for row in listed]), strict=True):
                if alone and row.alias_class != "acronym":
                    self._names.add_plain(row)
                    continue
                table, keys = self._keys(row.text, row.alias_class, own=row.tier == 0)
                for key, spelling in keys:
                    table.add(key, row, spelling)
                if row.alias_class == "acronym" and (word := as_word(row.text)):
                    # "Nato", "Morena": as a word it may be something else too
                    table.add(word, row._replace(text=word, alias_class="weak"), word)
            self._names.drop_articles()
            self._add_parts(parts)
            self._names.close()
            self._acronyms.close()
            self._name_scan = ahocorasick_rs.AhoCorasick(self._names.keys, store_patterns=False)
            self._acronym_scan = ahocorasick_rs.AhoCorasick(self._acronyms.keys, store_patterns=False)
        self._folded_acronyms: dict[str, list[str]] = {}
        for key in self._acronyms.keys:
            self._folded_acronyms.setdefault(fold(key), []).append(key)

    def _add_parts(self, parts: Iterable[CountryPart]) -> None:
        shared = []
        for part in parts:
            table, keys = self._keys(part.text, part.alias_class)
            for key, spelling in keys:
                listed = table.parts(key)
                if all(known.iso3 != part.iso3 for known in listed):
                    caps = () if part.alias_class == "acronym" else required_capitals(spelling)
                    listed.append(Part(part.iso3, part.alias_class, caps, part.capital))
                    shared.append(listed)
        for listed in shared:
            if len(listed) > 1:
                listed[:] = [part for part in listed if part.iso3 not in GIVE_WAY] or listed

    def _keys(self, text: str, alias_class: str, *, own: bool = False) -> tuple[Table, list[tuple[str, str]]]:
        if "  " in text or not text.isprintable() or text[:1] == " " or text[-1:] == " ":
            text = " ".join(text.split())
        if text.startswith("the "):
            text = _without_article(text, own=own)
        if not text:
            return self._names, []
        if alias_class == "acronym":
            return self._acronyms, [
                (fold_marks(form), form) for form in acronym_variants(text) if form == form.strip() != ""
            ]
        return self._names, [(fold(form), form) for form in name_variants(text) if form == form.strip() != ""]

    def __len__(self) -> int:
        return len(self._names) + len(self._acronyms)

    @property
    def names(self) -> Table:
        """The names, by folded key."""
        return self._names

    @property
    def acronyms(self) -> Table:
        """The acronyms, by key in their own capitals."""
        return self._acronyms

    def stands_alone(self, text: str, start: int, end: int) -> bool:
        """Whether a name of several words seems to be no part of a longer one; see the module on pieces."""
        return self._joined(text, fold_marks(text), start, end, Lines(text)) is None

    def needs_capital(self, word: str) -> bool:
        """Whether a folded name of one word means nothing in small letters."""
        slot = self._names.slot(word)
        caps = [reading.caps for reading in slot.readings] + [part.caps for part in slot.parts]
        return all(offsets[:1] == (0,) for offsets in caps)

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

    def shared(self) -> Iterator[tuple[str, tuple[AliasEntry, ...]]]:
        """Names with several bearers, as they are written in the list, with an entry for each bearer; best first."""
        for table in (self._names, self._acronyms):
            for readings in table.shared():
                yield readings[0].spelling, tuple([reading.entry for reading in readings])

    def _slots(self, key: str) -> list[Slot]:
        slots = [self._names.slot(key)] if key in self._names else []
        return slots + [self._acronyms.slot(form) for form in self._folded_acronyms.get(key, ())]

    def _exactly(self, key: str) -> list[AliasEntry]:
        readings = sorted((reading for slot in self._slots(key) for reading in slot.readings), key=by_rank)
        best: dict[str, AliasEntry] = {}
        for reading in readings:
            best.setdefault(reading.entry.entity_id, reading.entry)
        return list(best.values())

    def _force_named(self, key: str) -> list[AliasEntry]:
        for blank in [at for at, char in enumerate(key) if char == " "]:
            noun = key[blank + 1 :]
            if noun in NOUNS:
                country = key[:blank].removesuffix("'s").removesuffix("'")
                parts = [part for slot in self._slots(country) for part in slot.parts]
                return list(dict.fromkeys(entry for _, entry in self._forces_of(parts, noun)))
        return []

    def _forces_of(self, parts: Iterable[Part], noun: str) -> Ranked:
        found = []
        for part in parts:
            if part.capital and noun not in CAPITAL_NOUNS:
                continue
            weak = part.alias_class == "weak"
            for entity_id in self._forces.get((part.iso3, NOUNS[noun]), ()):
                entry = AliasEntry(entity_id, "weak" if weak else "strong", "kb:pattern")
                found.append(((True, weak, 2, entity_id), entry))
        return found

    def match(self, text: str) -> list[AliasHit]:
        """Every alias in a text, without overlaps, in text order; see the module for the rules.

        Args:
            text: Any cleaned text.
        """
        marked = fold_marks(text)
        folded = fold_case(marked)
        found: Found = {}
        standing: dict[tuple[int, int], tuple[Slot | None, Slot | None]] = {}
        at = self._names.at
        # A blank on each side, so that no name stands at an end: " goma " has its first character at 1.
        walled = f" {folded} "
        for index, start, end in self._name_scan.find_matches_as_indexes(folded, overlapping=True):
            before, after = walled[start], walled[end + 1]
            # Six of ten stand inside words.
            if before.isalnum() or after.isalnum():
                continue
            if before == " " == after or at_edges(folded, start, end):
                slot = at(index)
                standing[start + slot.article, end] = slot, None
                if slot.parts:
                    self._add_force(found, slot.parts, text, marked, folded, start, end)
        at = self._acronyms.at
        for index, start, end in self._acronym_scan.find_matches_as_indexes(marked, overlapping=True):
            if at_edges(marked, start, end) and not in_initials(marked, start, end):
                slot = at(index)
                standing[start, end] = standing.get((start, end), (None, None))[0], slot
                if slot.parts:
                    self._add_force(found, slot.parts, text, marked, folded, start, end)
        return self._chosen(text, marked, standing, found)

    def _chosen(
        self,
        text: str,
        marked: str,
        standing: dict[tuple[int, int], tuple[Slot | None, Slot | None]],
        forces: Found,
    ) -> list[AliasHit]:
        """Read the names that stand in a text, the longest first; what a strong one covers is not read at all."""
        lines = Lines(text)
        strong: list[AliasHit] = []
        weak: list[AliasHit] = []
        taken = bytearray(len(text))
        # The longest first, on equal length the one that ends later.
        spans = [(start - end, -end) for start, end in standing]
        spans += [(start - end, -end) for start, end in forces if (start, end) not in standing]
        spans.sort()
        for size, stop in spans:
            start, end = span = size - stop, -stop
            # What was taken before is at least as long, so it covers one of the two ends if it overlaps at all.
            if taken[start] or taken[end - 1]:
                continue
            name, acronym = standing.get(span, (None, None))
            ranked: Ranked = []
            if name is not None and name.readings:
                first = start - name.article
                joined = self._joined(text, marked, first, end, lines) if name.readings[0].words > 1 else None
                if len(name.readings) == 1 and joined is None and not (acronym or forces):
                    reading = name.readings[0]
                    for offset in reading.caps:
                        if marked[first + offset].islower():
                            break
                    else:
                        hit = AliasHit(start, end, text[start:end], reading.entries)
                        if reading.rank[1]:
                            weak.append(hit)
                        else:
                            strong.append(hit)
                            taken[start:end] = b"\1" * (end - start)
                        continue
                ranked = self._as_written(name.readings, marked, first, joined)
            if acronym is not None and acronym.readings:
                readings = acronym.readings
                if lines.shouting(start, end):
                    everyday = frequency(marked[start:end]) >= _EVERYDAY
                    readings = [] if everyday else [reading for reading in readings if reading.tier <= 1]
                ranked = ranked + [(reading.rank, reading.entry) for reading in readings]
            own = ranked and span in forces and marked[start:end].istitle() and not lines.titled(start, end)
            # "The Lebanese Forces" are the party of that name, and Lebanese forces the army
            ranked = ranked if own else forces.get(span, []) + ranked
            if ranked:
                hit = AliasHit(start, end, text[start:end], best(ranked))
                if hit.weak:
                    weak.append(hit)
                else:
                    strong.append(hit)
                    taken[start:end] = b"\1" * (end - start)
        return in_order(strong, weak, len(text))

    def _as_written(self, readings: list[Reading], marked: str, start: int, joined: set[str] | None) -> Ranked:
        """The readings that capitals and the words around allow; with less than its due, a strong name becomes weak."""
        entries = []
        for rank, entry, _, _, caps, words, _, home in readings:
            low = -1
            for offset in caps:
                if marked[start + offset].islower():
                    low = offset
                    break
            if low >= 0 and (low == caps[0] or not self._distinctive(marked, start + caps[0])):
                if entry.alias_class == "strong" and (words > 2 or (words == 2 and low != caps[0])):
                    entries.append(weakened(rank, entry, "kb:case"))
                continue
            piece = joined is not None and home is not None and joined.isdisjoint(home)
            entries.append(weakened(rank, entry, "kb:part") if piece else (rank, entry))
        return entries

    def _distinctive(self, marked: str, start: int) -> bool:
        """Whether a word is a name and nothing else: "Wagner", "Luanda"; not "Islamic", "Congo", "Kurdish"."""
        match = _FIRST.match(marked, start)
        if match is None or frequency(match[0]) or match[0].endswith(_ADJECTIVES):
            return False
        word = fold(match[0])
        return word not in self._names or all(part.capital for part in self._names.slot(word).parts)

    def _joined(self, text: str, marked: str, start: int, end: int, lines: Lines) -> set[str] | None:
        """The countries named by the words that a hit seems to be joined to; None when it stands by itself."""
        # Most names stand behind a small word and before no "of": one look at each side, no call.
        goes_on = marked.startswith(" of ", end)
        if not goes_on:
            if start < 2 or text[start - 1] != " ":
                return None
            blank = marked.rfind(" ", max(0, start - 42), start - 1)
            if blank >= 0 and marked[blank + 1].islower():
                return None
        before, after = word_before(text, marked, start), words_after_of(marked, end) if goes_on else ()
        if not (before or after):
            return None
        if (
            not after
            and frequency(before) >= _OWN_EVERYDAY
            and self._distinctive(marked, start)
            and lines.titled(start, end)
        ):
            # "Troops Battle Boko Haram": the capital of a headline joins nothing
            return None
        named = [{part.iso3 for slot in self._slots(fold(word)) for part in slot.parts} for word in (before, *after)]
        return named[0].union(*named[1:])

    def _add_force(
        self, found: Found, parts: list[Part], text: str, marked: str, folded: str, start: int, end: int
    ) -> None:
        # "pro-Turkish forces" and "ex-Rwandan troops" are not Turkey's or Rwanda's.
        if start and marked[start - 1] == "-":
            return
        after = force_after(folded, end)
        if after is not None:
            stop, noun = after
            if noun in OWN_NAMES and marked[stop - len(noun) : stop].istitle():
                return
            written = [part for part in parts if not any(marked[start + offset].islower() for offset in part.caps)]
            forces = self._forces_of(written, noun)
            # The Free Syrian Army is not the Syrian Army.
            if marked[stop - len(noun)].isupper() and word_before(text, marked, start):
                forces = [weakened(rank, entry, "kb:part") for rank, entry in forces]
            add(found, (start, stop), forces)
