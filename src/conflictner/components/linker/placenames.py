"""Place names as a text writes them: spellings to look up, class words, and the larger place that a name stands in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from conflictner.annotations import Mark
from conflictner.components.linker.setting import Setting, folded
from conflictner.knowledge import Place
from conflictner.text import fold

#: The features that a class word after a name asks for: "Walikale territory" is no town.
CLASSES: Final = {
    "province": ("admin1",),
    "state": ("admin1",),
    "region": ("admin1", "region"),
    "governorate": ("admin1",),
    "oblast": ("admin1",),
    "department": ("admin1", "admin2"),
    "prefecture": ("admin1", "admin2"),
    "county": ("admin2", "admin1"),
    "parish": ("admin2",),
    "district": ("admin2", "admin3", "admin1"),
    "territory": ("admin2", "admin1"),
    "zone": ("admin2", "admin1"),
    "woreda": ("admin3", "admin2"),
}
_NUMBERS: Final = {word: word for word in CLASSES} | {"counties": "county", "provinces": "province"}
_FEATURE_WORDS: Final = frozenset(
    {"city", "town", "village", "camp", "lake", "river", "mount", "island", "islands", "mountains", "valley", "hills"}
    | {"peninsula", "commune", "municipality", "township", "port", "fort", "emirate", "sector", "locality"}
)
_CONTAINER_GAP: Final = frozenset({",", "(", "in", "of", "the"})

# As news agencies shorten states, and as the post does. "Me.", "Or." and "In." are words, so a state counts in these
# forms only where a place has been named before it, or where the model or a list took it for a place.
_STATES: Final = """
Alabama Ala. AL|Alaska Alas. AK|Arizona Ariz. AZ|Arkansas Ark. AR|California Calif. Cal. CA|Colorado Colo. CO
Connecticut Conn. CT|Delaware Del. DE|Florida Fla. FL|Georgia Ga. GA|Hawaii HI|Idaho Ida. ID|Illinois Ill. IL
Indiana Ind. IN|Iowa Ia. IA|Kansas Kan. Kans. KS|Kentucky Ky. KY|Louisiana La. LA|Maine Me. ME|Maryland Md. MD
Massachusetts Mass. MA|Michigan Mich. MI|Minnesota Minn. MN|Mississippi Miss. MS|Missouri Mo. MO|Montana Mont. MT
Nebraska Neb. Nebr. NE|Nevada Nev. NV|New_Hampshire N.H. NH|New_Jersey N.J. NJ|New_Mexico N.M. NM|New_York N.Y. NY
North_Carolina N.C. NC|North_Dakota N.D. ND|Ohio OH|Oklahoma Okla. OK|Oregon Ore. OR|Pennsylvania Pa. Penn. PA
Rhode_Island R.I. RI|South_Carolina S.C. SC|South_Dakota S.D. SD|Tennessee Tenn. TN|Texas Tex. TX|Utah UT
Vermont Vt. VT|Virginia Va. VA|Washington Wash. WA|West_Virginia W.Va. WV|Wisconsin Wis. Wisc. WI|Wyoming Wyo. WY
District_of_Columbia D.C. DC|Ontario Ont. ON|Alberta Alta. AB|Saskatchewan Sask. SK|Manitoba Man. MB
Quebec Que. QC|British_Columbia B.C. BC|Nova_Scotia N.S. NS|New_Brunswick N.B. NB|Newfoundland_and_Labrador Nfld. NL
"""
_CANADA: Final = frozenset(
    {"Ontario", "Alberta", "Saskatchewan", "Manitoba", "Quebec", "British Columbia", "Nova Scotia", "New Brunswick"}
    | {"Newfoundland and Labrador"}
)


def _short_forms() -> dict[str, tuple[str, str]]:
    found = {}
    for line in _STATES.replace("\n", "|").split("|"):
        name, *forms = line.split() or [""]
        name = name.replace("_", " ")
        for form in forms:
            found[form] = ("CAN" if name in _CANADA else "USA", name)
            # Tokenizers leave the last stop to the sentence: "in Lexington, Ky."
            if form.endswith(".") and len(form) > 2:
                found.setdefault(form[:-1], found[form])
    return found


#: "Ky." -> ("USA", "Kentucky").
STATES: Final = _short_forms()


@dataclass(slots=True)
class Name:
    """One place name of a document: its mentions, its candidates with a score, and what was chosen."""

    key: str
    surface: str
    marks: list[Mark] = field(default_factory=list)
    options: list[tuple[float, Place]] = field(default_factory=list)
    wanted: tuple[str, ...] = ()
    inside: set[str] = field(default_factory=set)
    states: set[tuple[str, str]] = field(default_factory=set)
    fixed: bool = False
    supported: bool = False
    chosen: Place | None = None
    score: float = 0.0


def forms(surface: str, wanted: tuple[str, ...] = ()) -> list[str]:
    """The spellings to look up: as it stands, then without a class word at its end or start.

    >>> forms("North Kivu Province"), forms("Lake Tanganyika"), forms("Ky.")
    (['North Kivu Province', 'North Kivu'], ['Lake Tanganyika', 'Tanganyika'], ['Kentucky', 'Ky.'])
    """
    state = STATES.get(surface) or STATES.get(surface.replace(" ", ""))
    if state is not None:
        return [state[1], surface]
    words = surface.split()
    found = [surface]
    if len(words) > 1:
        first, last = fold(words[0]), fold(words[-1])
        if last in CLASSES or last in _FEATURE_WORDS:
            found.append(" ".join(words[:-1]))
        if first in _FEATURE_WORDS or (first == "the" and len(surface) > 6):
            found.append(" ".join(words[1:]))
        if last == "co." or last == "counties":
            found.append(" ".join([*words[:-1], "County"]))
        if first.rstrip(".") in _SHORT:
            found.append(" ".join([_SHORT[first.rstrip(".")], *words[1:]]))
    if wanted == CLASSES["county"] and not surface.lower().endswith("county"):
        # "Boone and Hendricks counties"
        found.insert(0, f"{surface} County")
    return found


_SHORT: Final = {"st": "Saint", "mt": "Mount", "ft": "Fort"}


def names_of(setting: Setting, marks: Iterable[Mark]) -> dict[str, Name]:
    """The place names of a document, each with its mentions and the names that contain it."""
    names: dict[str, Name] = {}
    words, lowers = setting.columns.words, setting.columns.lowers
    ordered = list(marks)
    in_order = []
    for mark in ordered:
        surface = setting.surface(mark)
        key = folded(surface)
        name = names.get(key)
        if name is None:
            name = names[key] = Name(key, surface)
        in_order.append(name)
        name.marks.append(mark)
        if " " in key:
            name.wanted = CLASSES.get(key.rpartition(" ")[2], name.wanted)
        end = mark.end
        if end < len(words):
            if lowers[end] in _NUMBERS:
                name.wanted = name.wanted or CLASSES[_NUMBERS[lowers[end]]]
            elif end + 1 < len(words) and words[end] in (",", "("):
                # Springfield, Ill.; Decatur (GA)
                state = STATES.get(words[end + 1])
                if state is not None:
                    name.states.add(state)
    neighbours = list(zip(pairwise(ordered), pairwise(in_order), strict=True))
    for (left, right), (name, last) in reversed(neighbours):
        # In "Boone and Hendricks counties" the class word is said once for both.
        plural = right.end < len(words) and lowers[right.end] == "counties"
        if plural and last.wanted and 0 < right.start - left.end <= 2:
            name.wanted = name.wanted or last.wanted
    for (left, right), (name, outer) in neighbours:
        # Goma (Goma, Nord-Kivu); Twic County in Warrap State; Mutarule, Uvira
        if name is outer or not 0 < right.start - left.end <= 4:
            continue
        if all(word in _CONTAINER_GAP or word in CLASSES for word in lowers[left.end : right.start]):
            name.inside.add(outer.key)
    return names
