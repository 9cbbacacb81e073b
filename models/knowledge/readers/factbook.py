"""The World Factbook, final state of February 2026: adjectives, points, forces, parties, leaders. Public domain."""

from __future__ import annotations

import html
import json
import re
import tarfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

_TAGS: Final = re.compile(r"<[^<>]*>")
_POINT: Final = re.compile(r"(\d+) (\d+) ([NS]), (\d+) (\d+) ([EW])")
_SINCE: Final = re.compile(r"\(since ([^()]*)\)")
_MONTHS: Final = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@dataclass(slots=True)
class Leader:
    """A head of state or of government."""

    title: str
    name: str
    surname: str
    start: str | None


@dataclass(slots=True)
class Facts:
    """What is taken of one country's page."""

    point: tuple[float, float] | None = None
    adjectives: list[str] = field(default_factory=list)
    nouns: list[str] = field(default_factory=list)
    forces: str = ""
    parties: list[str] = field(default_factory=list)
    state: list[Leader] = field(default_factory=list)
    government: list[Leader] = field(default_factory=list)


@dataclass(slots=True)
class Factbook:
    """All pages by the Factbook's own two-letter codes (FIPS 10-4)."""

    countries: dict[str, Facts]


def read(folder: Path) -> Factbook:
    """Read the JSON pages out of the archive."""
    countries = {}
    with tarfile.open(next((folder / "factbook").glob("*.tgz"))) as archive:
        for member in archive.getmembers():
            code = Path(member.name).stem
            file = archive.extractfile(member) if len(code) == 2 and member.name.endswith(".json") else None
            if file:
                countries[code] = _facts(json.load(file))
    return Factbook(countries)


def _text(page: dict[str, Any], *path: str) -> str:
    node: Any = page
    for key in path:
        node = node.get(key, {}) if isinstance(node, dict) else {}
    text = node.get("text", "") if isinstance(node, dict) else ""
    return html.unescape(text).replace("\u00a0", " ").replace("’", "'")


def _facts(page: dict[str, Any]) -> Facts:
    facts = Facts()
    if found := _POINT.search(_text(page, "Geography", "Geographic coordinates")):
        a, b, ns, c, d, ew = found.groups()
        lat, lon = int(a) + int(b) / 60, int(c) + int(d) / 60
        facts.point = (round(-lat if ns == "S" else lat, 3), round(-lon if ew == "W" else lon, 3))
    facts.adjectives = _words(_text(page, "People and Society", "Nationality", "adjective"))
    facts.nouns = _words(_text(page, "People and Society", "Nationality", "noun"))
    facts.forces = _text(page, "Military and Security", "Military and security forces")
    parties = re.split(r"<br>|<br/>|<p>|</p>|;", _text(page, "Government", "Political parties"))
    facts.parties = [line for line in (_TAGS.sub("", p).strip() for p in parties) if line]
    facts.state = _leaders(_text(page, "Government", "Executive branch", "chief of state"))
    facts.government = _leaders(_text(page, "Government", "Executive branch", "head of government"))
    return facts


def _words(text: str) -> list[str]:
    """Adjectives or nouns of nationality.

    >>> _words("Kenyan(s)"), _words("Congolese (singular and plural)"), _words("Briton(s), British (collective plural)")
    (['Kenyan', 'Kenyans'], ['Congolese'], ['Briton', 'Britons', 'British'])
    """
    words: list[str] = []
    for part in re.split(r",|;| or ", _TAGS.sub("", text)):
        part = re.sub(r"\((singular|collective|plural|masc|fem)[^)]*\)", "", part).strip()
        if found := re.fullmatch(r"([A-Z][\w' -]*)\((e?s)\)", part):
            words += [found[1].strip(), found[1].strip() + found[2]]
        elif found := re.fullmatch(r"([A-Z]\w+?)(woman|man)\((women|men)\)", part):
            words += [found[1] + found[2], found[1] + found[3]]
        elif re.fullmatch(r"[A-Z][\w'-]+(?: (?:and )?[A-Z][\w'-]+)*", part) and part != "NA":
            words.append(part)
    return list(dict.fromkeys(words))


_TITLE: Final = re.compile(
    r"(?:(?:Acting|Interim|Transitional|Transition|Supreme|Co-|President|Prime|Minister|Premier|King|Queen|Sultan|Amir|"
    r"Emir|Emperor|Prince|Princess|Crown|Grand|Duke|Chancellor|Taoiseach|Federal|State|Leader|Chairman|Chairperson|"
    r"Chief|Executive|Governor|General|Governor-General|of|the|and|Council|Sovereign|Presidential|Presidency|Cabinet|"
    r"Head|Government|Affairs|Ruler|Monarch|Captain|Lieutenant|Colonel|Capt\.|Maj\.|Lt\.|Sr\.|Gen\.|Brig\.|Cdr\.|Col\.|Dr\.|"
    r"Sir|Dame|Dato'|Tuanku|Ayatollah|Pope|Administrator|Commissioner|Sheikh|SHEIKH|Field|Marshal|Senior|Sergeant|"
    r"Mullah|Hon\.|Mr\.|Ms\.|Ret\.|\(Ret\.\)|\(Ret\)|Ali'i|Le|Mao|Malo|Ao)\s+)+"
)


#: "TSHISEKEDI", "FILS-AIMÉ", "al-SUDANI", "XI"; not "J." and not the "I" of a middle name.
_SURNAME: Final = re.compile(r"(?:[a-z]+[-'])?[^\W\d_a-z][^\W\d_a-z'-]+")


def _leaders(text: str) -> list[Leader]:
    """Titles, names and dates: "President Felix TSHISEKEDI (since 20 January 2024)"."""
    found: list[Leader] = []
    begin = 0
    text = _TAGS.sub(" ", text)
    for since in _SINCE.finditer(text):
        part = re.split(r";|\bnote\b|:", text[begin : since.start()])[-1].strip(" ,")
        begin = since.end()
        title = _TITLE.match(part)
        name = part[title.end() :] if title else part
        if not title or not re.fullmatch(r"[^\W\d_][\w'.\- ]*", name) or len(name.split()) > 6:
            continue
        if "Vice" in part or "Deputy" in part or "Heir" in part:
            continue
        surname = " ".join(w for w in name.split() if _SURNAME.fullmatch(w))
        found.append(Leader(title[0].strip(), _plain_case(name), _plain_case(surname), _date(since[1])))
    return found


_PARTICLES: Final = {"AL", "EL", "BIN", "BINT", "VON", "DER", "DE", "LA", "DA", "DOS", "VAN", "IBN", "OF", "UL"}


def _plain_case(name: str) -> str:
    """Surnames stand in capitals on the page.

    >>> _plain_case("Felix TSHISEKEDI"), _plain_case("Alix Didier FILS-AIMÉ"), _plain_case("CHARLES III")
    ('Felix Tshisekedi', 'Alix Didier Fils-Aimé', 'Charles III')
    """

    def word(part: str) -> str:
        if re.fullmatch(r"I{2,3}|IV|VI{0,3}", part) or part.upper() != part or len(part) == 1:
            return part
        return part.lower() if part in _PARTICLES else part.capitalize()

    return " ".join("-".join("'".join(word(x) for x in p.split("'")) for p in w.split("-")) for w in name.split())


def _date(text: str) -> str | None:
    """A date of the page as EDTF.

    >>> _date("20 January 2024"), _date("April 2018"), _date("1986")
    ('2024-01-20', '2018-04', '1986')
    """
    if found := re.search(r"(?:(\d{1,2}) )?(?:([A-Z][a-z]+) )?(\d{4})", text):
        day, month, year = found.groups()
        if month in _MONTHS:
            number = f"{_MONTHS.index(month) + 1:02d}"
            return f"{year}-{number}-{int(day):02d}" if day else f"{year}-{number}"
        return year
    return None
