"""Capitals that name no actor: weapons, offices without a name, platforms that somebody wrote on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from conflictner.components.mentions import lexicon as lex
from conflictner.components.mentions.evidence import WELL_KNOWN, Span
from conflictner.components.mentions.reading import QUOTE_MARKS, Reading

if TYPE_CHECKING:
    from conflictner.components.mentions.book import Book


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Weapons by names that are little else.
_WEAPONS: Final = _words(
    """
    himars atacms atgm kalashnikov kalashnikovs bayraktar bayraktars shahed shaheds iskander iskanders kornet kornets
    kinzhal kinzhals oreshnik katyusha katyushas gmlrs manpads jdam jdams qassams lancets geran gerans switchblades
    tomahawks javelins howitzers uzis kalibr kalibrs nasams
    """
)
#: Weapons by names that have other bearers; they need a word of weapons beside them or a verb of supply.
_HOMONYMS: Final = _words(
    """
    patriot patriots javelin stinger stingers leopard leopards abrams bradley bradleys grad grads hellfire hellfires
    tomahawk typhoon reaper reapers predator predators scud scuds buk buks bushmaster switchblade taurus excalibur
    challenger marder gepard lancet qassam hawk brimstone harpoon neptune
    """
)
_OF_TWO: Final = frozenset({("storm", "shadow"), ("storm", "shadows"), ("iron", "dome"), ("black", "hawk")})
#: Behind a name these say that it is a make of weapon; of groups one says "their missiles", and mostly of states.
_MAKES: Final = _words(
    """
    missile missiles rifle rifles launcher launchers howitzer howitzers interceptor interceptors pistol pistols
    torpedo torpedoes warhead warheads
    """
)
_ARMOURY: Final = _MAKES | _words(
    """
    rocket rockets drone drones tank tanks system systems battery batteries gun guns jet jets helicopter helicopters
    vehicle vehicles launchers artillery ammunition shells weapons uav uavs
    """
)
_SUPPLY: Final = _words("need supply deliver send receive provide donate get want fire launch request buy acquire use")


def vote(book: Book) -> None:
    """Vote against the names of weapons, so that no actor is made of them."""
    reading = book.reading
    homonyms = [i for i in reading.names if reading.lowers[i] in _HOMONYMS]
    # Once "25 {Patriot} systems" are named, "{Patriots}" alone are the same.
    made = {reading.lowers[i].rstrip("s") for i in homonyms if _is_weapon(reading, i)}
    for i in reading.names:
        word = reading.lowers[i]
        if (word, reading.word(i + 1)) in _OF_TWO and (word != "black" or reading.word(i + 2) in _ARMOURY):
            _thing(book, i, i + 2)
        elif word in _WEAPONS or (
            made and word in _HOMONYMS and word.rstrip("s") in made and _stands_alone(reading, i)
        ):
            _thing(book, i, i + 1)


def _thing(book: Book, start: int, end: int) -> None:
    book.vote(start, end, "EVENT", "weapon", 2.2)
    book.spans.append(Span(start, end, "weapon", 2.2))


def _is_weapon(reading: Reading, i: int) -> bool:
    """Whether a word of weapons follows, or somebody supplies it in a report of conflict: "We need {Patriots}"."""
    if any(reading.word(j) in _ARMOURY for j in (i + 1, i + 2, i + 3) if not _begins(reading, j)):
        return not (i + 1 < len(reading) and reading.name_like[i + 1])
    bought = reading.dep[i] == "dobj" and reading.lemma(reading.head[i]) in _SUPPLY
    return bought and reading.lowers[i].endswith("s") and _stands_alone(reading, i)


def _stands_alone(reading: Reading, i: int) -> bool:
    """Whether no other capital stands beside it: "New England {Patriots}"."""
    left = i > 0 and reading.name_like[i - 1] and not reading.sentence_start[i]
    return not left and not (not _begins(reading, i + 1) and reading.name_like[i + 1])


def _begins(reading: Reading, i: int) -> bool:
    return i >= len(reading) or reading.sentence_start[i]


#: Last words of an office, and the words that stand in one.
_OFFICES: Final = _words(
    """
    coordinator general rapporteur commissioner envoy representative prosecutor ombudsman secretary minister president
    director chairman governor ambassador adviser advisor spokesperson marshal chancellor attorney inspector
    administrator
    """
)
_IN_OFFICES: Final = (
    lex.OFFICE_BEFORE
    | lex.TITLES
    | _words(
        """
        humanitarian resident special high regional country permanent inspector solicitor auditor surgeon consul first
        joint field public commanding managing emergency relief crown
        """
    )
)


def is_office(reading: Reading, start: int, end: int) -> bool:
    """Whether a range is an office without its holder's name: "the {Humanitarian Coordinator}"."""
    if end - start < 2 or reading.lowers[end - 1] not in _OFFICES:
        return False
    return _IN_OFFICES.issuperset(reading.lowers[start : end - 1])


_PLATFORMS: Final = _words(
    """
    telegram whatsapp x twitter facebook instagram tiktok youtube signal viber weibo wechat snapchat threads bluesky
    vkontakte vk messenger linkedin
    """
)
_POSTS: Final = _words(
    """
    post posts channel channels account accounts page pages group groups message messages video videos livestream
    chat chats user users livestreams broadcast feed thread
    """
)
_TARGETED: Final = _words("ban bans crackdown attack sanctions restrictions block blocks curbs assault pressure")


def is_channel(reading: Reading, start: int, end: int) -> bool:
    """Whether a platform is only where something was said: "wrote on {X}", "in a {Facebook} post"; "a ban on X" is not.

    "Telegram said it would share no data" is an actor's word.
    """
    if end - start != 1 or reading.lowers[start].rstrip(".") not in _PLATFORMS:
        return False
    before = reading.before(start)
    if before in ("on", "via", "through", "over"):
        return reading.before(start - 1) not in _TARGETED
    return reading.word(end) in _POSTS or before in ("platform", "app")


#: Before the head of an item.
_BULLETS: Final = frozenset("•*-–—·▪►")
_COLON: Final = frozenset(":")


def count_labels(book: Book, proven: dict[tuple[int, int], float]) -> None:
    """Vote for listed places that head an item: "2. {Sumy}: Evacuation is suspended"; "Ali: “We fled”" is a speaker.

    Args:
        book: Candidates and votes of the document.
        proven: What the gazetteer's entries prove.
    """
    reading = book.reading
    colons = {i for i in reading.positions(_COLON) if reading.word(i + 1) and reading.words[i + 1] not in QUOTE_MARKS}
    for (start, end), weight in proven.items() if colons else ():
        if end not in colons:
            continue
        if start and _is_bullet(reading, start - 1):
            book.vote(start, end, "PLACE", "label", 1.6)
        elif weight >= WELL_KNOWN and (start == 0 or "\n" in reading.words[start - 1]):
            book.vote(start, end, "PLACE", "label", 0.9)


def _is_bullet(reading: Reading, i: int) -> bool:
    word = reading.words[i]
    if word in (".", ")"):
        return i > 0 and reading.words[i - 1].isdigit()
    return word in _BULLETS or word.rstrip(".)").isdigit()
