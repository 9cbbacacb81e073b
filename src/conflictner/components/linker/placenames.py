"""Place names as a text writes them: spellings to look up, class words, and the larger place that a name stands in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
#: Towns: "Quebec City" is no province, and "Kani town" is not its district.
TOWNS: Final = ("capital", "seat", "populated")
_TOWN_WORDS: Final = dict.fromkeys(("city", "town", "village"), TOWNS)
_BEHIND: Final = CLASSES | _TOWN_WORDS | {"counties": CLASSES["county"], "provinces": CLASSES["province"]}
#: Of these a town of the bare name is something else: the Kanawha River is not Kanawha, Iowa.
NATURAL: Final = frozenset({"lake", "river", "mount", "island", "islands", "mountains", "valley", "hills", "peninsula"})
#: Regions of many states: "the Gulf state" is one of them, and no province of that name.
_OF_STATES: Final = frozenset({"gulf", "baltic", "caribbean", "pacific", "sahel", "balkan", "balkans", "maghreb"})
_LAST_WORDS: Final = NATURAL | {
    *("city", "town", "village", "camp", "commune", "municipality", "township", "port", "fort", "twp.", "twp"),
    *("emirate", "sector", "locality"),
}
#: Port Harcourt, Fort Portal and City Hall are not called Harcourt, Portal and Hall.
_FIRST_WORDS: Final = NATURAL | {"town", "village", "camp", "commune", "municipality", "emirate", "sector", "locality"}
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
Ontario Ont. ON|Alberta Alta. AB|Saskatchewan Sask. SK|Manitoba Man. MB
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
    #: Counties that are meant only beside other names of their state; a river or island known by a town's name only;
    #: a part or site of the place that is found; a name that is found in another spelling only.
    bare: frozenset[str] = frozenset()
    natural: bool = False
    part: bool = False
    respelled: bool = False
    #: Said with an article, which towns do not bear: "on the San Juan"; a hamlet by what the text says behind it.
    article: bool = False
    hamlet: bool = False
    #: A word for a landscape that stands behind it wherever it is named: "the Micay {canyon}".
    landscape: str = ""
    inside: set[str] = field(default_factory=set)
    #: Of those it lies in, the ones that the text states: "(..., North Darfur State)", ", Lebanon".
    stated: set[str] = field(default_factory=set)
    states: set[tuple[str, str]] = field(default_factory=set)
    #: Names that its sentence says something happened in: "In Guaviare ... near {San José}"; and their provinces.
    within: dict[str, str] = field(default_factory=dict)
    provinces: frozenset[tuple[str, str]] = frozenset()
    fixed: bool = False
    supported: bool = False
    near: bool = False
    chosen: Place | None = None
    score: float = 0.0


def forms(surface: str, wanted: tuple[str, ...] = ()) -> list[str]:
    """The spellings to look up: as it stands, then without a class word at its end or start.

    >>> forms("North Kivu Province"), forms("Lake Tanganyika"), forms("Ky.")
    (['North Kivu Province', 'North Kivu'], ['Lake Tanganyika', 'Tanganyika'], ['Kentucky', 'Ky.'])
    >>> forms("W. Columbia"), forms("Platte Co."), forms("European")
    (['W. Columbia', 'West Columbia'], ['Platte Co.', 'Platte County'], ['European', 'Europe'])
    """
    state = state_of(surface)
    if state is not None:
        return [_CAPITAL_DISTRICT if state[1].startswith("Washington,") else state[1], surface]
    words = surface.strip("-–'’ ").split() or [surface]
    found = [" ".join(words)]
    if len(words) > 1:
        first, last = fold(words[0]), fold(words[-1])
        if last in CLASSES or last in _LAST_WORDS:
            found.append(" ".join(words[:-1]))
        if first in _FIRST_WORDS or (first == "the" and len(surface) > 6):
            found.append(" ".join(words[1:]))
        if last in _POST:
            found.append(" ".join([*words[:-1], _POST[last]]))
        if first.rstrip(".") in _SHORT:
            found.append(" ".join([_SHORT[first.rstrip(".")], *words[1:]]))
        elif first == "saint":
            found.append(" ".join(["St.", *words[1:]]))
    if fold(surface) in _WORLD:
        found.append(_WORLD[fold(surface)])
    if wanted == CLASSES["county"] and not surface.lower().endswith("county"):
        # "Boone and Hendricks counties"
        found.insert(0, f"{surface} County")
    return found


_SHORT: Final = {
    **{"st": "Saint", "mt": "Mount", "ft": "Fort"},
    **{"n": "North", "s": "South", "e": "East", "w": "West"},
}
_POST: Final = {"co.": "County", "co": "County", "counties": "County", "twp.": "Township", "twp": "Township"}
#: Adjectives of what is no country; where they stand for a place, it is the whole of it.
_WORLD: Final = {
    **{"european": "Europe", "europeans": "Europe", "african": "Africa", "africans": "Africa", "asian": "Asia"},
    **{"asians": "Asia", "latin american": "Latin America", "south american": "South America"},
    **{"north american": "North America", "central american": "Central America", "east african": "East Africa"},
    **{"west african": "West Africa", "southern african": "Southern Africa", "north african": "North Africa"},
    **{"southeast asian": "Southeast Asia", "south east asian": "Southeast Asia", "south asian": "South Asia"},
    **{"central asian": "Central Asia", "middle eastern": "Middle East", "eastern european": "Eastern Europe"},
    **{"western european": "Western Europe", "scandinavian": "Scandinavia", "sahelian": "Sahel"},
    **{"balkan": "Balkans", "siberian": "Siberia", "darfuri": "Darfur", "kashmiri": "Kashmir", "crimean": "Crimea"},
}


def state_of(surface: str) -> tuple[str, str] | None:
    """The country and state that a short form stands for.

    >>> state_of("W. Va."), state_of("Washington, D.C."), state_of("Goma")
    (('USA', 'West Virginia'), ('USA', 'Washington, D.C.'), None)
    """
    if surface in _DISTRICT:
        return "USA", "Washington, D.C."
    return STATES.get(surface) or STATES.get(surface.replace(" ", ""))


_CAPITAL_DISTRICT: Final = "Washington"
_DISTRICT: Final = frozenset({"D.C.", "DC", "D.C", "Washington, D.C.", "Washington D.C.", "Washington DC"})


def is_natural(surface: str) -> bool:
    """Whether a name says itself that it is no town: a river, a lake, an island.

    >>> is_natural("Kanawha River"), is_natural("Mount Hermon"), is_natural("Riverside")
    (True, True, False)
    """
    words = fold(surface).split()
    return len(words) > 1 and (words[0] in NATURAL or words[-1] in NATURAL)


#: A site or part of a place that is known: its point is that place's.
_SITES: Final = frozenset(
    {"airport", "airfield", "airbase", "base", "bridge", "barracks", "bay", "border", "bus", "cathedral", "cemetery"}
    | {"church", "coast", "crossing", "desert", "forest", "harbor", "harbour", "hospital", "hinterland", "highway"}
    | {
        "market",
        "mosque",
        "neighborhood",
        "neighbourhood",
        "outskirts",
        "plain",
        "port",
        "prison",
        "road",
        "roundabout",
    }
    | {"school", "square", "stadium", "station", "suburb", "suburbs", "university", "countryside", "axis"}
)
_SIDES: Final = frozenset(
    {"north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "greater", "downtown"}
    | {"northeast", "northwest", "southeast", "southwest", "northeastern", "northwestern", "southeastern"}
    | {"southwestern", "upper", "lower", "north-east", "north-west", "south-east", "south-west", "rural", "mainland"}
)


def site_of(surface: str) -> str:
    """The place that a part or a site is named after, or "".

    >>> site_of("northern Nigeria"), site_of("Chilpancingo Market"), site_of("Goma")
    ('Nigeria', 'Chilpancingo', '')
    """
    words = surface.split()
    while len(words) > 1 and fold(words[-1]) in _SITES:
        words.pop()
    while len(words) > 1 and fold(words[0]) in _SIDES:
        words.pop(0)
    found = " ".join(words)
    return found if found != surface and fold(found) not in _SITES | _SIDES else ""


def container_splits(surface: str) -> list[tuple[str, str]]:
    """A name of two words and more as a town and what it lies in; the longest town first.

    >>> container_splits("Nogales Sonora")
    [('Nogales', 'Sonora')]
    """
    words = surface.replace(",", " ").split()
    if len(words) > 5 or fold(words[0]) in _SIDES:
        return []
    return [(" ".join(words[:i]), " ".join(words[i:])) for i in range(len(words) - 1, 0, -1)]


def _has_article(setting: Setting, mark: Mark) -> bool:
    """Whether "the" belongs to a name: "on the {San Juan}", not "the {Goma} airport"."""
    lowers = setting.columns.lowers
    if not mark.start or lowers[mark.start - 1] != "the":
        return False
    following = setting.doc[mark.end] if mark.end < len(lowers) else None
    return following is None or (following.pos_ not in ("NOUN", "PROPN", "ADJ") and following.text[0] not in "-‐‑–'’")


#: Words for a landscape, in small letters behind a name that is a town's without them.
_LANDSCAPES: Final = frozenset(
    {"canyon", "valley", "basin", "corridor", "forest", "river", "lake", "plateau", "peninsula", "highlands", "gorge"}
    | {"delta", "desert", "triangle", "mountains", "hills", "plains", "escarpment", "gulf", "strait"}
)


def _landscape_behind(lowers: Sequence[str], words: Sequence[str], end: int) -> str:
    return lowers[end] if end < len(words) and lowers[end] in _LANDSCAPES and words[end].islower() else ""


_HAMLETS: Final = frozenset({"village", "hamlet", "settlement", "locality", "town"})


#: Where what a place is called ends: "a town {of} farmers", "a land {whose} towns".
_ENDS: Final = frozenset({",", ".", ";", "of", "in", "near", "where", "whose", "that", "which", "with", "and"})


def _is_hamlet(lowers: Sequence[str], end: int) -> bool:
    """As in "{El Salvador}, a hamlet near Istmina", "{Armenia}, a sleepy coffee town"."""
    following = lowers[end : end + 6]
    if following[:2] not in ([",", "a"], [",", "the"], [",", "an"]):
        return False
    said = following[2 : next((i for i in range(2, len(following)) if following[i] in _ENDS), len(following))]
    return not _HAMLETS.isdisjoint(said)


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
        name.article = _has_article(setting, mark) and (name.article or not name.marks)
        name.hamlet = name.hamlet or _is_hamlet(lowers, mark.end)
        landscape = _landscape_behind(lowers, words, mark.end)
        name.landscape = landscape if not name.marks or name.landscape == landscape else ""
        name.marks.append(mark)
        if " " in key:
            last_word = key.rpartition(" ")[2]
            name.wanted = CLASSES.get(last_word) or _TOWN_WORDS.get(last_word) or name.wanted
        end = mark.end
        if end < len(words):
            if lowers[end] in _BEHIND and not is_natural(surface):
                if lowers[end] == "state" and name.key in _OF_STATES:
                    name.article = True
                else:
                    name.wanted = name.wanted or _BEHIND[lowers[end]]
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
        if name is outer or not 0 < right.start - left.end <= 4 or left.kind == right.kind == "COUNTRY":
            # "Australia, France, Japan": countries in a list lie in none of them
            continue
        gap = lowers[left.end : right.start]
        if all(word in _CONTAINER_GAP or word in _BEHIND or word in _LAST_WORDS for word in gap):
            name.inside.add(outer.key)
            if gap != [","] or (right.kind == "COUNTRY" and (right.end == len(words) or words[right.end] in _CLOSES)):
                name.stated.add(outer.key)
    for (left, right), (name, last) in reversed(neighbours):
        if name is not last and lowers[left.end : right.start] == ["and"] and not name.inside:
            # "San José and Santa Rosa in Chocó"
            name.inside |= last.inside - {name.key}
            name.stated |= last.stated - {name.key}
    _note_sentences(setting, ordered, in_order)
    names = _apart(names, neighbours, words)
    return _regions_apart(names, lowers)


def _regions_apart(names: dict[str, Name], lowers: Sequence[str]) -> dict[str, Name]:
    """One name for the region and one for the town where a text has both: "KIDAL, Mali - ... in the Kidal region"."""
    for key, whole in list(names.items()):
        marks = [
            mark for mark in whole.marks if mark.end < len(lowers) and "admin1" in CLASSES.get(lowers[mark.end], ())
        ]
        if not marks or len(marks) == len(whole.marks) or " " in key:
            continue
        classed = {id(mark) for mark in marks}
        part = Name(
            f"{key} {lowers[marks[0].end]}",
            whole.surface,
            marks,
            wanted=CLASSES[lowers[marks[0].end]],
            inside=set(whole.inside),
            stated=set(whole.stated),
            states=set(whole.states),
        )
        if part.key not in names:
            names[part.key] = part
            whole.marks = [mark for mark in whole.marks if id(mark) not in classed]
            whole.wanted = ()
    return names


_HAPPENING: Final = frozenset({"in", "across", "throughout"})


def _note_sentences(setting: Setting, marks: list[Mark], names: list[Name]) -> None:
    """Note of each name what its sentence says to happen "in": "In Guaviare two factions fought near {San José}"."""
    lowers, sentence = setting.columns.lowers, setting.columns.sentence
    outer: dict[int, list[Name]] = {}
    for mark, name in zip(marks, names, strict=True):
        if mark.kind == "PLACE" and mark.start and lowers[mark.start - 1] in _HAPPENING:
            outer.setdefault(sentence[mark.start], []).append(name)
    for mark, name in zip(marks, names, strict=True) if outer else ():
        for land in outer.get(sentence[mark.start], ()):
            if land is not name:
                name.within[land.key] = land.surface


def _apart(
    names: dict[str, Name], neighbours: list[tuple[tuple[Mark, Mark], tuple[Name, Name]]], words: list[str]
) -> dict[str, Name]:
    """One name for each country that the text puts behind it: "Tripoli, Lebanon" and "Tripoli, Libya" are two towns."""
    behind: dict[str, dict[str, list[Mark]]] = {}
    for (left, right), (name, outer) in neighbours:
        if right.kind == "COUNTRY" and words[left.end : right.start] == [","] and name is not outer:
            behind.setdefault(name.key, {}).setdefault(outer.key, []).append(left)
    for key, stated in behind.items():
        if len(stated) < 2:
            continue
        whole = names[key]
        for land, marks in list(stated.items())[1:]:
            mine = {id(mark) for mark in marks}
            part = Name(f"{key}, {land}", whole.surface, marks, wanted=whole.wanted, inside={land}, stated={land})
            names[part.key] = part
            whole.marks = [mark for mark in whole.marks if id(mark) not in mine]
            whole.inside.discard(land)
            whole.stated.discard(land)
    return names


#: What stands behind a country that closes "Tripoli, Lebanon"; in "In Nairobi, Rwanda said" nothing closes.
_CLOSES: Final = frozenset({",", ".", ")", ";", ":", "—", "–", "-"})
