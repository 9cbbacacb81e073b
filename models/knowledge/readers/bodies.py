"""Forces, parties and leaders out of the Factbook's running text."""

from __future__ import annotations

import re
from typing import Final

from entry import Entry, RoleRow, Tables, is_acronym, tidy
from words import all_common, is_common

from conflictner.text import slug
from readers.countries import Country, called
from readers.factbook import Factbook, Facts, Leader

#: "Nigerian Army, Nigerian Navy (includes Coast Guard)" -> pieces at the commas outside brackets.
_PIECE: Final = re.compile(r"(?:[^,;()]|\([^()]*\))+")
_TAGS: Final = re.compile(r"<[^<>]*>")
_BODY: Final = re.compile(r"^(?:the )?([A-Z][^(:;]{2,80}?) ?(?:\(([^()]*)\))?$")
_MAIN: Final = re.compile(r"\b(?:Forces?|Army|Military|Defen[cs]e|Guard|Corps|Services?)\b")
_POLICE: Final = re.compile(r"\b(?:Police|Gendarmerie|Carabinieri|Constabulary|Guardia)\b")
_OTHER: Final = re.compile(r"\b(?:National Guard|Border Guard|Coast Guard|Republican Guard|Frontier Corps|Rangers)\b")


def forces(countries: dict[str, Country], factbook: Factbook) -> Tables:
    """Names and acronyms for mil: and pol: rows, and rows for further police and guard bodies."""
    tables = Tables()
    for country in countries.values():
        facts = factbook.countries.get(country.fips)
        if facts is None or not country.sovereign or facts.forces.startswith(("no ", "the interim", "none")):
            continue
        tables.entries += _forces_of(country, facts)
    return tables


def _forces_of(country: Country, facts: Facts) -> list[Entry]:
    text = re.sub(r" \(\d{4}\)\s*$", "", facts.forces)
    blocks = [_TAGS.sub("", block).strip() for block in text.split("<br>")]
    blocks = [block for block in blocks if block and not block.startswith("note")]
    military = _row(f"mil:{country.iso3}", "MILITARY", country)
    police = _row(f"pol:{country.iso3}", "POLICE", country)
    rows = [military, police]
    head, _, branches = blocks[0].partition(":")
    _name_of(head, military, _MAIN)
    for piece in _PIECE.findall(branches):
        _branch(piece, country, rows)
    for block in blocks[1:]:
        for piece in _PIECE.findall(block.partition(":")[2] or block):
            piece = piece.partition(":")[2] or piece
            if _POLICE.search(piece) and police.name == "" and "Border" not in piece:
                _name_of(piece, police, _POLICE)
            else:
                _branch(piece, country, rows)
    for row, stand_in in ((military, f"Armed forces of {country.name}"), (police, f"Police of {country.name}")):
        row.name = row.name or stand_in
    return rows


def _row(identity: str, kind: str, country: Country) -> Entry:
    return Entry(identity, kind, "", country=[country.iso3], parent=f"gov:{country.iso3}", tier=2, src={"factbook"})


def _name_of(piece: str, row: Entry, needed: re.Pattern[str]) -> None:
    """The name before the bracket, other names and acronyms inside it."""
    found = _BODY.match(tidy(piece))
    if not found or not needed.search(found[1]):
        return
    row.name = found[1].strip()
    for part in re.split(r"[;,]| or |/", found[2] or ""):
        part = re.sub(r"^(?:aka|also known as|the|includes?)\s+", "", part.strip())
        if is_acronym(part) or re.fullmatch(r"[A-Z][A-Za-z]{1,6}[A-Z]", part):
            row.add(part, "acronym")
        elif re.fullmatch(r"(?:[A-Z][\w'-]+|de|la|du|des|d'\w+|da|do|e|l'\w+|et|y|del|los|of|the)( .+)+", part):
            row.add(part, "strong" if needed.search(part) or not part.isascii() or len(part) > 14 else "weak")


_BRANCHES: Final = (
    ("air-force", re.compile(r"\bAir (?:Forces?|Arm)\b|Force A[eé]rienne|Fuerza A[eé]rea")),
    ("navy", re.compile(r"\bNav(?:y|al)\b|Marine Nationale")),
    ("coast-guard", re.compile(r"\bCoast Guard\b")),
    ("republican-guard", re.compile(r"\b(?:Republican|Presidential|Royal) Guard\b")),
    ("national-guard", re.compile(r"\bNational Guard\b")),
    ("gendarmerie", re.compile(r"\bGendarmerie\b")),
    ("border-guard", re.compile(r"\bBorder (?:Guard|Police|Security Force)\b")),
    ("army", re.compile(r"\bArmy\b")),
)


def _branch(piece: str, country: Country, rows: list[Entry]) -> None:
    """A service of the armed forces; a bare "Coast Guard" is weak, with the country's adjective it is strong."""
    found = _BODY.match(tidy(re.sub(r"\((?:includes|aka)[^()]*\)", "", piece)))
    if not found:
        return
    name = found[1].strip()
    branch = next((key for key, pattern in _BRANCHES if pattern.search(name)), "")
    if not branch or len(name.split()) > 7:
        return
    prefixes = called(country, country.adjectives)
    own = any(word in name for word in (*prefixes, *country.strong))
    if branch == "army":
        if own:
            rows[0].add(name)
        return
    kind = "POLICE" if branch in ("gendarmerie", "border-guard", "coast-guard") else "MILITARY"
    prefix = "mil" if kind == "MILITARY" else "pol"
    identity = f"{prefix}:{country.iso3}-{branch}"
    if any(row.id == identity for row in rows):
        return
    entry = _row(identity, kind, country)
    entry.parent = f"{prefix}:{country.iso3}"
    entry.name = name if own else f"{prefixes[0]} {name}"
    if not own:
        entry.add(name, "weak")
    if branch in ("air-force", "navy"):
        for word in prefixes:
            entry.add(f"{word} {branch.replace('-', ' ')}")
    for part in re.split(r"[;,]| or ", found[2] or ""):
        if is_acronym(part.strip()):
            entry.add(part.strip(), "acronym")
    rows.append(entry)


_PARTY: Final = re.compile(r"^([^()\[\]]+?)(?: \(([^()]*)\)| \[[^\]]*\])*(?: or ([\w/.+-]{2,14})(?: .*)?)?$")


def parties(countries: dict[str, Country], factbook: Factbook) -> Tables:
    """Parties with a name that can identify: "Green Party" and "National Unity Party" of 20 countries are left out."""
    tables = Tables()
    for country in countries.values():
        facts = factbook.countries.get(country.fips)
        for line in facts.parties if facts and country.sovereign else ():
            if entry := _party(line, country):
                tables.entries.append(entry)
    return tables


def _party(line: str, country: Country) -> Entry | None:
    found = _PARTY.match(tidy(line))
    if not found or not line[0].isupper() or "note" in line.lower()[:6] or line.endswith(":"):
        return None
    name, acronym = tidy(found[1]), found[3] or ""
    words = name.split()
    if len(words) > 12 or len(name) < 4 or "independent" in name.lower() or is_acronym(name):
        return None
    name = re.split(r" or |!", name)[0].strip()
    if re.search(r"\b(?:does|have|has|are|were|according|none|various|other)\b", name):
        return None
    own = any(word in name for word in (country.name, *country.adjectives))
    if (len(words) == 1 and is_common(name, 40_000)) or (not own and all_common(name, 12_000)):
        return None
    entry = Entry(
        id=f"pp:{country.iso3}-{slug(name)[:40].strip('-')}",
        kind="PARTY",
        name=name,
        country=[country.iso3],
        parent=f"cty:{country.iso3}",
        tier=3,
        src={"factbook"},
        name_class="weak" if len(words) == 1 else "strong",
    )
    if is_acronym(acronym):
        entry.add(acronym, "acronym")
    return entry


def leaders(countries: dict[str, Country], factbook: Factbook) -> Tables:
    """Heads of state and of government with the date since when."""
    tables = Tables()
    for country in countries.values():
        facts = factbook.countries.get(country.fips)
        if facts is None or not country.sovereign:
            continue
        seen: set[str] = set()
        for leader in (*facts.state, *facts.government):
            if leader.name not in seen and leader.surname and _usable(leader):
                seen.add(leader.name)
                tables.entries.append(_person(leader, country))
                tables.roles.append(_role(leader, country))
    return tables


def _usable(leader: Leader) -> bool:
    return "Governor" not in leader.title and "and" not in leader.title.split() and len(leader.name.split()) > 1


#: "Muhammad Shehbaz Sharif" is not called "Muhammad Sharif", and many others are.
_COMMON_FIRST: Final = {"Muhammad", "Mohamed", "Mohammed", "Ahmed", "Ahmad", "Abdul", "Ali", "Jose", "Juan", "Maria"}


def _person(leader: Leader, country: Country) -> Entry:
    words = leader.name.split()
    entry = Entry(f"per:{slug(leader.name)}", "PERSON", leader.name, country=[country.iso3], tier=2, src={"factbook"})
    # "Hassan Sheikh Mohamud", "Min Aung Hlaing", "Kim Jong Un": capitals mark the part by which a person is called.
    entry.extra = {"surname": leader.surname, "given": words[0] if words[0] != leader.surname else ""}
    entry.extra["gender"] = _gender(leader.title)
    if len(words) > 2 and words[-1] == leader.surname and words[0] not in _COMMON_FIRST:
        entry.add(f"{words[0]} {words[-1]}")
    if leader.title in ("King", "Queen", "Sultan"):
        entry.add(f"{leader.title} {leader.name}")
    return entry


def _gender(title: str) -> str | None:
    first = title.split()[0]
    if first in ("King", "Sultan", "Amir", "Emir", "Prince"):
        return "m"
    return "f" if first in ("Queen", "Princess") else None


def _role(leader: Leader, country: Country) -> RoleRow:
    title = re.sub(r" (?:General|Gen\.|Sr\.|Lt\.|Maj\.|Dr\.|Sir|Lieutenant|Colonel|Sheikh|SHEIKH).*$", "", leader.title)
    person = f"per:{slug(leader.name)}"
    return RoleRow(person, f"gov:{country.iso3}", title, "executive", leader.start, None, "high", ("factbook",))
