"""UN Security Council Consolidated List: names of commanders and groups, nothing else of the record.

Only persons of the lists below are read: leaders of armed groups and officers with distinctive names. A bearer of a
common name in another country must never be taken for somebody on a list.
"""

from __future__ import annotations

import gzip
import re
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, Final

from entry import Entry, Tables, tidy
from lxml import etree
from words import all_common

from conflictner.text import slug

Node = Any  # lxml carries no types

_LISTS: Final = {"DRC": "COD", "CAR": "CAF", "SouthSudan": "SSD", "South Sudan": "SSD", "Haiti": "HTI"}


def read(folder: Path, wanted: dict[str, str]) -> Tables:
    """Persons of four country lists; of groups only the good aliases of those that we hold (`wanted`: ref -> id)."""
    path = next((folder / "un_consolidated").glob("*.xml.gz"))
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(gzip.decompress(path.read_bytes()), parser)
    tables = Tables()
    for node in root.iter("INDIVIDUAL"):
        country = _LISTS.get((node.findtext("UN_LIST_TYPE") or "").strip())
        if country and (entry := _person(node, country)):
            tables.entries.append(entry)
    for node in root.iter("ENTITY"):
        identity = wanted.get((node.findtext("REFERENCE_NUMBER") or "").strip())
        if identity:
            tables.entries.append(_group(node, identity))
    return tables


def _aliases(node: Node, tag: str) -> list[tuple[str, str]]:
    found = []
    for alias in node.iter(tag):
        text, quality = alias.findtext("ALIAS_NAME") or "", (alias.findtext("QUALITY") or "").strip()
        found += [(tidy(part), quality) for part in text.split(";") if tidy(part)]
    return found


def _person(node: Node, country: str) -> Entry | None:
    parts = [node.findtext(f"{n}_NAME") or "" for n in ("FIRST", "SECOND", "THIRD", "FOURTH")]
    words = " ".join(parts).split()
    if len(words) < 2 or not all(re.fullmatch(r"[^\W\d_][^\W\d_]*(?:['-][^\W\d_]+)*", w) for w in words):
        return None
    name = " ".join(_title_case(word) for word in words)
    entry = Entry(f"per:{slug(name)}", "PERSON", name, country=[country], tier=3, src={"un-list"})
    entry.extra["surname"] = _title_case(words[-1])
    entry.extra["given"] = _title_case(words[0])
    entry.extra["gender"] = {"Male": "m", "Female": "f"}.get((node.findtext("GENDER") or "").strip())
    for text, quality in _aliases(node, "INDIVIDUAL_ALIAS"):
        many = [_title_case(w) for w in text.split()]
        # "Ali Mohammed" is too many people; "Ali Lalobo" without the family name of the row as well.
        if quality == "Good" and len(many) >= 2 and "," not in text and _like(entry.extra["surname"], many):
            entry.add(" ".join(many))
    return entry


_RANKS: Final = {"Colonel", "General", "Major", "Captain", "Commander", "Dr", "Lt", "Gen"}


def _like(surname: str, words: list[str]) -> bool:
    """Whether a spelling of the surname is among the words, and no rank: "Ndjabu" for "Njabu"."""
    close = (SequenceMatcher(None, surname.lower(), word.lower()).ratio() for word in words)
    return not _RANKS & set(words) and max(close) >= 0.75


def _title_case(word: str) -> str:
    return "-".join("'".join(p[:1].upper() + p[1:].lower() for p in w.split("'")) for w in word.split("-"))


def _group(node: Node, identity: str) -> Entry:
    """Other spellings of a group that we hold; one-word forms are left to the curated row ("The Youth", "FOCA")."""
    entry = Entry(identity, "ARMED_GROUP", "", src={"un-list"})
    for text, _ in _aliases(node, "ENTITY_ALIAS"):
        if 2 <= len(text.split()) <= 9 and not all_common(text, 8_000) and "(" not in text and "/" not in text:
            entry.add(text)
    return entry
