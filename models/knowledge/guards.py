"""What no alias may be, learnt from the clashes of the drafts: each guard with the name that taught it."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Final

from entry import CURATED, Entry
from tables import read_tsv
from words import all_common, familiarity, is_common

from conflictner.text import squeeze

#: Names of bodies that every state has: without its country such a name says nothing.
_BARE: Final = re.compile(
    r"(?:the )?(?:national |federal |state |border |presidential |republican |royal |civil |military |judicial |"
    r"ministry of |transitional )*(?:police(?: force| service)?|guard|army|navy|air force|armed forces|ground forces|"
    r"land forces?|naval forces?|gendarmerie|coast guard|security forces?|defen[cs]e forces?|interior|defen[cs]e|"
    r"government|authorities|parliament|assembly|council|security service|foreign ministry|justice|police academy)",
)
#: The matcher folds Latin letters; Cyrillic and Arabic forms do not stand in English text.
_OTHER_SCRIPT: Final = re.compile(r"[\u0370-\u1dff\u2e80-\uffff]")
#: Reviewed drops: of a whole row (no alias), or of one alias that a source gives to the wrong actor.
DROPPED: Final = {(row["id"], row["alias"]) for row in read_tsv(CURATED / "drop.tsv")}
_SPELLINGS: Final = (("Defence", "Defense"), ("Organisation", "Organization"), ("Stabilisation", "Stabilization"))
_KEEP_SHORT: Final = {"COUNTRY", "IGO", "MEDIA", "ARMED_GROUP", "GOVERNMENT"}


def apply(entries: list[Entry], places: set[str], countries: set[str]) -> None:
    """Reclass or drop aliases in place.

    Args:
        entries: All actors.
        places: Folded names of all places of the gazetteer.
        countries: Folded names, demonyms and capitals of all countries.
    """
    for entry in entries:
        if entry.name_class != "weak" and _too_weak(entry, entry.name, places, countries):
            entry.name_class = "weak"
        names = []
        for text, alias_class, lang in entry.names:
            if not _allowed(entry, text, alias_class, countries):
                continue
            if (
                alias_class == "strong"
                and squeeze(text) not in entry.reviewed
                and _too_weak(entry, text, places, countries)
            ):
                alias_class = "weak"
            names.append((text, alias_class, lang))
        entry.names = []
        for text, alias_class, lang in names:
            entry.add(text, alias_class, lang, reviewed=squeeze(text) in entry.reviewed)
        for text, alias_class, lang in [(entry.name, entry.name_class, ""), *names]:
            for one, other in _SPELLINGS:
                if alias_class == "strong" and (one in text) != (other in text):
                    entry.add(text.replace(one, other) if one in text else text.replace(other, one), "strong", lang)
    _yield_to_curated(entries)


def _allowed(entry: Entry, text: str, alias_class: str, countries: set[str]) -> bool:
    if len(text) < 2 or re.search(r"[<>\[\]{}|;]", text) or _OTHER_SCRIPT.search(text):
        return False
    if (entry.id, text) in DROPPED:
        return False
    if alias_class == "acronym":
        # "AND" (Comoros), "EPA" (Greek air force), "CAR" (a party of Togo); and of the 283 clashes of the draft, 243
        # were parties' three letters ("PAC", "ABC", "DPR"): such a party is found by its name.
        short = entry.tier == 3 and sum(c.isalnum() for c in text) < 4
        if "curated" not in entry.src and (short or familiarity(text) <= 20_000):
            return False
        # Two letters of a party of twenty countries ("PS", "PP", "PL") are noise, "AU" and "AA" are not.
        return len(text) > 2 or (entry.tier == 1 and entry.kind in _KEEP_SHORT | {"PARTY"})
    if not any("a" <= c <= "z" for c in squeeze(text)):
        return len(text) > 3
    return entry.kind == "COUNTRY" or squeeze(text) not in countries


def _too_weak(entry: Entry, text: str, places: set[str], countries: set[str]) -> bool:
    """Whether a name can stand for the actor only where something else in the text speaks for it."""
    key = squeeze(text)
    if entry.kind == "COUNTRY":
        return entry.tier > 1 and is_common(text)
    if is_common(text, 5_000):
        return True
    if "curated" in entry.src and "factbook" not in entry.src:
        return False
    if _BARE.fullmatch(key) or key in countries:
        return not ("curated" in entry.src and text == entry.name)
    if "curated" in entry.src:
        return False
    if " " not in text.strip():
        return key in places or is_common(text, 20_000)
    return entry.kind in ("PARTY", "ARMED_GROUP", "ORG") and all_common(text, 4_000)


def _yield_to_curated(entries: list[Entry]) -> None:
    """An alias of a reviewed row is not left to a mechanical row of the same country as well."""
    owners: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if "curated" in entry.src:
            for text, alias_class in entry.surfaces():
                if alias_class != "weak":
                    owners[squeeze(text)].append(entry)
    for entry in entries:
        if "curated" in entry.src:
            continue
        mine = set(entry.country)
        entry.names = [
            name
            for name in entry.names
            if not any(mine & set(owner.country) for owner in owners.get(squeeze(name[0]), ()))
        ]


def useless(entry: Entry, countries: set[str]) -> bool:
    """Whether a row is on the list of drops, or a mechanical one by which nothing can be found."""
    if (entry.id, "") in DROPPED:
        return True
    if "curated" in entry.src or entry.kind == "COUNTRY" or entry.id.startswith(("gov:", "mil:", "pol:")):
        return False
    classes = {alias_class for _, alias_class in entry.surfaces()}
    if entry.kind == "PEOPLE":
        return squeeze(entry.name) in countries  # "Armenian", "Uzbek": the country's adjective
    if entry.kind == "ARMED_GROUP" and re.match(r"(?:Republic|State|Kingdom) of ", entry.name):
        return squeeze(entry.name.split(" of ", 1)[1]) in countries
    return classes == {"weak"}
