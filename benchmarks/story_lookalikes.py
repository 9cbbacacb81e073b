"""Different stories that look alike: made-up articles for story_classes.py, in groups of which none may be joined."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from story_shapes import LEADS, OUTLET, Dice, World, background, dressed, news, story, word, world


def _shared_background(dice: Dice, count: int) -> list[str]:
    """Attacks of a week by one reporter: the same three paragraphs of background under news of its own."""
    first = world(dice)
    shared = background(dice, first, 3)
    out = []
    for number in range(count):
        other = world(dice)
        here = replace(first, places=other.places, people=[first.people[0], *other.people[1:]], day=number)
        parts = [here.fill(dice, LEADS[0]), *news(dice, here, dice.randint(4, 6))]
        out.append(dressed(dice, here, [*parts[:3], shared[0], *parts[3:], *shared[1:]]))
    return out


def _shared_frame(dice: Dice, count: int) -> list[str]:
    """Header, two paragraphs of background and footer in common, as much as the news of each."""
    own = world(dice)
    header, *footer = (own.fill(dice, form) for form in dice.sample(OUTLET, 4))
    shared = background(dice, own, 2)
    out = []
    for _ in range(count):
        here = world(dice)
        parts = [here.fill(dice, dice.choice(LEADS)), *news(dice, here, dice.randint(3, 5))]
        out.append("\n\n".join([header, *parts[:2], shared[0], *parts[2:], shared[1], *footer]))
    return out


def _follow_up(dice: Dice, count: int) -> list[str]:
    """The next days' articles: news of its own, then half of what was known before."""
    given = story(dice)
    out = [dressed(dice, given.world, given.parts)]
    for number in range(1, count):
        here = replace(given.world, day=given.world.day + number)
        fresh = [here.fill(dice, dice.choice(LEADS)), *news(dice, here, 4)]
        out.append(dressed(dice, here, [*fresh, *given.parts[-4:]]))
    return out


_SITREP: Final = (
    "This report is produced by the humanitarian coordination office in collaboration with partners. It covers the "
    "week that ended on {day}. The next report will be issued in a week.",
    "In {place}, {n} people were killed and {m} injured in {k} security incidents, against {n2} in the week before.",
    "Some {big} people were newly displaced from {place2} and {place3}, most of them women and children.",
    "Partners reached {big} people with food, {big2} with water and {m} families with shelter in {place}.",
    "{k} of {m} health centres in {place2} are closed. {n} cases of cholera and {k} deaths were reported.",
    "Access to {place3} remains restricted by insecurity on the road from {city}, where {n} checkpoints were counted.",
    "Funding gaps persist: the response plan for {region} has received {n} per cent of the {m} million that it needs.",
    "For further information, please contact the head of office in {city}, {person}.",
)
_MARKET: Final = (
    "Shares in {city} closed {up} on {day}, with the main index {up2} {n} points to {big}.",
    "Turnover was {m} million against {k} million on the previous day. Advancers outnumbered decliners by {n} to {k}.",
    "{place} Cement was the day's biggest winner, gaining {n} per cent, while {place2} Breweries lost {m} per cent.",
    "Analysts at {person2} Securities said that trading was thin ahead of the central bank's meeting.",
    "The currency was quoted at {n}.{m} to the dollar on the interbank market, from {n}.{k} on the day before.",
    "Yields on the {k}-year bond rose to {m} per cent. Trading resumes at nine in the morning.",
)
_OBITUARY: Final = (
    "{person}, who has died aged {n}, was a {trade} from {place} known for work in {region}.",
    "Born in {place} in {year} as the {k}th child of a teacher, {person2} studied in {city} and graduated in {year2}.",
    "In {year2} {person2} moved to {city2}, where the family lived for {m} years.",
    "Colleagues remembered a generous friend with a dry sense of humour who never forgot a name.",
    "“There will never be another like this,” said {person3}, a friend of {m} years.",
    "A funeral will be held in {place} on {day}. In lieu of flowers the family asks for gifts to the {place2} hospice.",
    "Survived by a wife, {k} children and {n} grandchildren.",
)
_WARNING: Final = (
    "The national weather service has issued an orange warning for {place}, {place2} and the {region} coast.",
    "Between {k} and {m} millimetres of rain are expected within {n} hours from {day} morning, with gusts of up to "
    "{m} kilometres an hour.",
    "Residents are advised to stay away from rivers and to secure loose objects. Ferries to {place3} are suspended.",
    "A spokesman for civil protection in {city}, {person}, said that {n} shelters had been opened.",
    "The warning is valid until midnight on {day}. Updates are published every {k} hours.",
)


def _reports(forms: Sequence[str], *, same_place: bool) -> Callable[[Dice, int], list[str]]:
    """Reports of one form: other figures each, and other places and people unless it is the same place."""

    def make(dice: Dice, count: int) -> list[str]:
        first = world(dice)
        out = []
        for number in range(count):
            here = replace(first, day=number) if same_place else world(dice)
            title = f"{here.region} report no. {20 + number}"
            out.append("\n\n".join([title, *(_filled(dice, here, form, same_place=same_place) for form in forms)]))
        return out

    return make


def _filled(dice: Dice, here: World, form: str, *, same_place: bool) -> str:
    person = here.people[0] if same_place else dice.choice(here.people)
    named = {
        "{place3}": here.places[2], "{place2}": here.places[1], "{n2}": str(dice.randint(2, 90)),
        "{up}": dice.choice(("higher", "lower", "little changed")), "{up2}": dice.choice(("up", "down")),
        "{person2}": person.split()[1], "{person3}": here.people[2], "{person}": person,
        "{trade}": dice.choice(("surgeon", "poet", "trade unionist", "footballer", "judge", "composer")),
        "{year2}": str(dice.randint(1950, 1999)),
    }  # fmt: skip
    for slot, value in named.items():
        form = form.replace(slot, value)
    while "{" in form:  # every figure of its own, also where a form has a slot twice
        slot = form[form.index("{") : form.index("}") + 1]
        form = form.replace(slot, here.fill(dice, slot), 1)
    return form


def _briefings(dice: Dice, count: int) -> list[str]:
    """Daily briefings of six items under one header, of which two stay from one day to the next."""
    header = world(dice).fill(dice, "Good morning from {home}. Here is what you need to know to start your {day}.")
    footer = world(dice).fill(dice, "Did a friend send you this letter? Sign up to have the {home} letter every day.")
    items: list[str] = []
    out = []
    for _ in range(count):
        here = [world(dice) for _ in range(6 - len(items))]
        items = [*[f"{w.fill(dice, dice.choice(LEADS))} {' '.join(news(dice, w, 1))}" for w in here], *items]
        out.append("\n\n".join([header, *items, footer]))
        items = items[:2]
    return out


def _live(dice: Dice, count: int) -> list[str]:
    """Live pages of different days: the same opening, what is known so far, and rules of the page."""
    here = world(dice)
    known = background(dice, here, 2)
    out = []
    for number in range(count):
        today = replace(here, day=number, people=[f"{word(dice)} {word(dice)}" for _ in range(5)])
        entries = [
            f"{20 - hour}:{dice.randint(10, 59)} {part}"
            for hour, part in enumerate(news(dice, today, dice.randint(6, 9)))
        ]
        opening = "Welcome to our live coverage. Here is what we know so far; times are local."
        out.append("\n\n".join([opening, *known, *entries, "That is all for today. Thank you for reading with us."]))
    return out


#: Groups of so many different stories that look alike.
UNLIKE: Final[dict[str, Callable[[Dice, int], list[str]]]] = {
    "same background": _shared_background,
    "same header, background, footer": _shared_frame,
    "follow-ups": _follow_up,
    "situation reports, other places": _reports(_SITREP, same_place=False),
    "situation reports, same place": _reports(_SITREP, same_place=True),
    "market reports": _reports(_MARKET, same_place=True),
    "obituaries": _reports(_OBITUARY, same_place=False),
    "warnings": _reports(_WARNING, same_place=False),
    "warnings, same place": _reports(_WARNING, same_place=True),
    "briefings": _briefings,
    "live pages": _live,
}
