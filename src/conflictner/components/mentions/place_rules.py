"""Signs of a place: a preposition, a class word before or behind the name, a verb whose object is a place."""

from __future__ import annotations

from typing import Final

from conflictner.components.mentions import lexicon as lex
from conflictner.components.mentions.around import Around, Rule, Rules, behind, noun_before
from conflictner.components.mentions.boundaries import between_ends
from conflictner.components.mentions.given import given_names
from conflictner.components.mentions.naming import kind_by_naming
from conflictner.components.mentions.reading import Reading

#: "said in English", "since May": no towns, listed as they are.
_NO_TOWNS: Final = lex.MONTHS_DAYS | lex.LANGUAGES
#: "Michael Bay", "Veronica Lake"
_SURNAMES_TOO: Final = frozenset(["bay", "lake", "hills", "parish", "banks", "rivers", "fields", "forest"])
_NOT_ADMIN: Final = frozenset(
    {"united", "islamic", "secretary", "solid", "of", "school", "business", "conservation", "historic", "supply"}
)
#: "Division of Forestry" is a body, "Mandalay Division" a region.
_BODIES_OF: Final = frozenset(["division", "department", "region", "district"])
_WAYS: Final = frozenset({"from", "to", "on", "toward", "towards", "for"})
#: "{Goma} was taken" tells of a place, "{Rahim} was attacked" does not.
_TAKEN: Final = lex.PLACE_OBJECT - lex.ATTACKED


def _street(unit: Around) -> float:
    return unit.long and unit.head.rstrip(".") in lex.STREETS


def _locative(unit: Around) -> float:
    """What the preposition before it weighs; in "in the {Ruzizi} plain" the class word lets the article pass."""
    word = unit.skipped
    if word not in lex.LOCATIVE or (unit.before in lex.DETERMINERS and unit.after not in lex.PLACE_CLASS):
        return 0.0
    weight = lex.LOCATIVE[word] * (1.0 if unit.first else 0.8)
    if word in _WAYS and _moves(unit.reading, unit.outer - 1):
        weight = max(weight, 0.9)
    return 0.0 if word in ("in", "from", "into") and unit.word in _NO_TOWNS else weight


def _moves(reading: Reading, preposition: int) -> bool:
    """As in "withdrew from {Adan Yabaal}", "advanced on {Sake}"."""
    while preposition > 0 and reading.lowers[preposition] not in _WAYS:
        preposition -= 1
    return reading.lemma(reading.head[preposition]) in lex.MOVES


def _class_behind(unit: Around) -> float:
    noun = unit.after if unit.last else behind(unit.reading, unit.closing)
    if noun in lex.PLACE_CLASS:
        # "Anglophone regions" are no place called so.
        return (unit.last or noun.endswith("s")) and not unit.head.endswith("phone")
    own = unit.head.isalpha() and unit.head not in _MINES_OF_WAR and not unit.reading.opens(unit.start)
    if noun == "sites":
        # "the {Kalu} and {Tisa} sites", of camps; "the BBC sites" are the broadcaster's
        return own and not unit.reading.words[unit.end - 1].isupper()
    return noun in _WORKS and unit.last and own


#: Behind a name these say that it is where they are: "the {Rubaya} mine".
_WORKS: Final = frozenset(["mine", "quarry", "dam", "oilfield", "goldmine"])
_MINES_OF_WAR: Final = frozenset(["claymore", "naval", "sea", "land", "russian", "anti-tank", "anti-personnel"])


def _land_word(unit: Around) -> float:
    """Whether it opens with what land is called in Arabic, and an article: "{Umm Ar Rawaba}", "{Tal al-Rimah}"."""
    lowers = unit.reading.lowers
    return unit.long and unit.word in _LAND_WORDS and lowers[unit.start + 1] in _ARTICLES


_LAND_WORDS: Final = frozenset(
    [
        *("dar", "deir", "dayr", "dair", "ras", "tal", "tall", "tell", "wadi", "jabal", "jebel", "kafr", "kafar"),
        *("qasr", "bir", "beit", "bayt", "ayn", "ain", "umm", "wad", "khirbet", "khirbat", "shatt", "hosh", "souk"),
    ]
)
_ARTICLES: Final = frozenset(["al", "el", "as", "an", "ar", "at", "az", "ad", "ash", "adh", "ath", "ez", "es", "er"])


def _captured(unit: Around) -> float:
    reading = unit.reading
    root = reading.root(*unit.opening)
    dep = reading.dep[root]
    if dep not in ("dobj", "nsubjpass"):
        return False
    if unit.after in _BLAMED and reading.lemma(reading.head[root]) == "attack":
        # "the opposition attacked {Ilunga} over the budget"
        return False
    return reading.lemma(reading.head[root]) in (lex.PLACE_OBJECT if dep == "dobj" else _TAKEN)


_BLAMED: Final = frozenset(["over", "for", "as"])


def _class_of(unit: Around) -> float:
    noun = unit.noun_of
    if noun not in lex.CLASS_OF or not _leads(unit, noun):
        return 0.0
    if noun in _BODIES_OF and unit.reading.name_like[unit.outer - 2]:
        # "the Department of {Transportation}"
        return 0.0
    if unit.after.isdigit() or unit.reading.pos[unit.end - 1] == "ADJ":
        return 0.0
    return 1.5 if noun in lex.PLACE_CLASS else 1.1


def _of_place(unit: Around) -> float:
    noun = unit.noun_of
    return noun in lex.OF_PLACES and _leads(unit, noun)


def _leads(unit: Around, noun: str) -> bool:
    """Whether "the town of" is said of it too: "the towns of Sake and {Minova}"."""
    return unit.first or noun.endswith("s")


def _island(unit: Around) -> float:
    return unit.own_before in _ISLANDS and not unit.titled


_ISLANDS: Final = frozenset(["island", "islet", "volcano", "peninsula", "archipelago"])


def _class_before(unit: Around) -> float:
    return unit.own_before in lex.PLACE_CLASS or unit.own_before == "capital"


def _admin(unit: Around) -> float:
    if not (unit.long and unit.head in lex.ADMIN_CLASS and unit.reading.lowers[unit.end - 2] not in _NOT_ADMIN):
        return False
    if unit.end - unit.start == 2 and unit.word in given_names() and unit.head in _SURNAMES_TOO:
        return False
    return not (unit.head in _BODIES_OF and unit.reading.word(unit.end) == "of")


def _settlement(unit: Around) -> float:
    return unit.long and unit.head in lex.SETTLEMENT_CLASS


def _told_where(unit: Around) -> float:
    """Whether the words behind the comma say where it lies: ", a village", ", 5 km from", ", north of"."""
    return unit.last and is_told_where(unit.reading, unit.end, lex.PLACE_CLASS)


def is_told_where(reading: Reading, end: int, classes: frozenset[str]) -> bool:
    """Whether what ends at a token is told as a place: "{Mweru}, a village", "{Mweru}, some 5 km from".

    "Omar Bello, a village elder" is an elder.
    """
    if reading.word(end) != "," or reading.sentence_start[end]:
        return False
    i = end + 1
    while reading.word(i) in _ABOUT:
        i += 1
    if reading.word(i) in lex.DETERMINERS:
        for j in range(i + 1, i + 4):
            if reading.word(j) in classes:
                return j + 1 >= len(reading) or reading.pos[j + 1] not in ("NOUN", "PROPN", "PART")
            if reading.pos[min(j, len(reading) - 1)] not in ("ADJ", "NOUN", "PROPN"):
                return False
        return False
    if reading.word(i).isdigit() or reading.pos[min(i, len(reading) - 1)] == "NUM":
        return any(reading.word(j).removesuffix(".") in _UNITS for j in (i + 1, i + 2))
    return reading.word(i) in _SIDES and reading.word(i + 1) in ("of", "from")


_ABOUT: Final = frozenset(["about", "some", "around", "just", "roughly", "nearly", "almost", "located", "situated"])
_UNITS: Final = frozenset(
    ["km", "kms", "kilometres", "kilometers", "miles", "mile", "mi", "kilometre", "kilometer", "metres", "meters"]
)
_SIDES: Final = frozenset(
    [
        *("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"),
        *("north-east", "north-west", "south-east", "south-west"),
    ]
)


def _beside(unit: Around) -> float:
    """Whether a direction or a distance is counted from it: "south of {Larsi}", "10 km from {Larsi}"."""
    if unit.skipped not in ("of", "from") or unit.before in lex.DETERMINERS:
        return False
    noun = noun_before(unit.reading, unit.outer)
    return noun in _UNITS if unit.skipped == "from" else noun in _SIDES and unit.earlier(3) not in lex.DETERMINERS


def _home(unit: Around) -> float:
    """Whether somebody of no office is from there: "a teacher from {Larsi}"; officers are from their forces."""
    return unit.own_before == "from" and unit.earlier(2) in _DWELLERS


_DWELLERS: Final = frozenset(
    [
        *("teacher", "farmer", "villager", "villagers", "trader", "herder", "fisherman", "miner", "shopkeeper"),
        *("student", "pupil", "boy", "girl", "woman", "man", "mother", "father", "widow", "farmers", "traders"),
        *("residents", "resident", "families", "family", "refugee", "refugees", "grandmother", "herders", "miners"),
    ]
)


def _post(unit: Around) -> float:
    """Whether a post or a crossing stands there: "its border at {Larsi}", "a checkpoint at {Larsi}"."""
    return unit.own_before == "at" and unit.earlier(2) in _POSTS


_POSTS: Final = frozenset(
    [
        *(
            "border",
            "crossing",
            "checkpoint",
            "checkpoints",
            "base",
            "bases",
            "camp",
            "outpost",
            "position",
            "positions",
        ),
        *("airfield", "airport", "airstrip", "garrison", "port", "bridge", "roadblock", "mine", "front", "frontline"),
    ]
)


def _fought(unit: Around) -> float:
    """Whether somebody was killed or caught there: "soldiers were captured at {Larsi}"."""
    if unit.own_before != "at":
        return False
    reading = unit.reading
    return reading.lemma(reading.head[unit.start - 1]) in _FOUGHT


def _named_place(unit: Around) -> float:
    return kind_by_naming(unit) == "PLACE"


_FOUGHT: Final = frozenset(
    [
        *("capture", "kill", "ambush", "wound", "injure", "abduct", "kidnap", "detain", "bury", "fight", "clash"),
        *("explode", "shoot", "massacre", "behead", "block", "surrender", "disarm", "land", "crash"),
    ]
)


def _way_end(unit: Around) -> float:
    """Whether it is an end of a way that is named by both: "the {Kabul}–{Kandahar} highway"."""
    reading, end = unit.reading, unit.end
    start = unit.start
    if reading.word(end) == "–":
        end += 1
        while end < len(reading) and reading.name_like[end]:
            end += 1
    elif reading.word(start - 1) == "–":
        start -= 1
        while start > 0 and reading.name_like[start - 1]:
            start -= 1
    return between_ends(reading, start, end) > 0


PLACE_RULES: Final[tuple[Rules, ...]] = (
    (Rule("street", "PLACE", 1.0, _street, "on {Kanawha Boulevard}", anywhere=True),),
    (Rule("locative", "PLACE", 1.0, _locative, "near {Shasha}"),),
    (Rule("told-where", "PLACE", 1.6, _told_where, "{Larsi}, a village near the lake", anywhere=True),),
    (
        Rule("beside", "PLACE", 1.0, _beside, "the camp south of {Larsi}"),
        Rule("home", "PLACE", 1.2, _home, "a teacher from {Larsi}"),
        Rule("post", "PLACE", 1.2, _post, "its border at {Larsi}"),
        Rule("fought", "PLACE", 0.9, _fought, "soldiers were captured at {Larsi}"),
        Rule("named", "PLACE", 1.6, _named_place, "in a hamlet called {Larsi}", anywhere=True),
    ),
    (Rule("class-after", "PLACE", 1.4, _class_behind, "{Bukombo} and {Tisa} villages", anywhere=True),),
    (Rule("way-end", "PLACE", 1.4, _way_end, "the {Kabul}–{Kandahar} highway", anywhere=True),),
    (Rule("place-object", "PLACE", 0.7, _captured, "rebels entered {Kamanyola}"),),
    (
        Rule("class-of", "PLACE", 1.0, _class_of, "the town of {Kamanyola}", anywhere=True),
        Rule("of-place", "PLACE", 0.8, _of_place, "the fall of {Kamanyola}"),
        Rule("class-before", "PLACE", 1.4, _island, "the island {Idjwi}", anywhere=True),
        Rule("class-before", "PLACE", 0.8, _class_before, "the capital {Bujumbura}"),
    ),
    (Rule("land-word", "PLACE", 1.2, _land_word, "{Umm Ar Rawaba}", anywhere=True),),
    (Rule("admin-class", "PLACE", 1.0, _admin, "{Ikwotos County}", anywhere=True),),
    (Rule("admin-class", "PLACE", 0.6, _settlement, "{Goma City}", anywhere=True),),
)
