"""What outlets do to one story: made-up articles for story_classes.py.

Every sentence is filled from a form, so that unlike stories share phrases as news does; names, places and figures are
each story's own. `COPIES` are alterations of one story, `UNLIKE` makes groups of different stories.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np

T = TypeVar("T")


def words(text: str, between: str = ",") -> list[str]:
    """The words of a list."""
    return text.split(between)


_SYLLABLES: Final = words(
    "ba ko ru mi ta lo sha nde ki vu go ma ri sa len tor bek hal dun mar zi fel ost quin wa ya", " "
)
_DAYS: Final = words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday", " ")
_MONTHS: Final = words("January February March April May June July August September October November December", " ")
_ARMED: Final = words("gunmen,rebels,militiamen,insurgents,armed men,fighters,raiders,bandits")
_THINGS: Final = words(
    "a market,an army post,a village,a convoy,a clinic,a school,a mine,a displacement camp,a bridge,a police station,"
    "a fuel depot,a farming settlement,a checkpoint,a church,a mosque,a town hall"
)
_BODIES: Final = words(
    "the army,the provincial government,the interior ministry,a hospital director,local officials,aid workers,"
    "the peacekeeping mission,the governor's office,a civil society group,the Red Cross"
)

LEADS: Final = (
    "At least {n} people were killed on {day} when {armed} attacked {thing} in {place}, {body} said.",
    "{Armed} stormed {thing} near {place} on {day}, killing {n} people and wounding {m} others, {body} said.",
    "The army said on {day} that it had retaken {place} from {armed} after {n} days of fighting.",
    "{Body} said on {day} that {n} people had died in clashes around {place}, {k} kilometres north of {city}.",
    "A drone strike hit {thing} in {place} on {day}, killing {n} people, according to {body}.",
)
_FACTS: Final = (
    "The attack began at about {k} in the morning and lasted for more than {m} hours, residents reached by phone said.",
    "Most of the dead were women and children who had fled fighting in {place2} earlier this month.",
    "{person}, who runs a pharmacy in {place}, counted {n} bodies in the street on the way to the hospital.",
    "The assailants arrived on motorcycles from the direction of {place2} and burned {m} houses before leaving.",
    "An army spokesman, Colonel {person}, confirmed the attack but put the toll at {m}.",
    "More than {big} people have left {place} since {day}, the United Nations humanitarian office said.",
    "The hospital in {city} received {m} wounded, {n} of them in a critical condition, its director said.",
    "Shops stayed shut on {day2} and the road to {city} was closed for most of the day.",
    "Helicopters were seen over {place2} in the afternoon, and troops set up roadblocks on the road to {place}.",
    "No group had claimed responsibility by {day2} evening.",
    "The mayor of {place}, {person}, asked the government in {city} to send reinforcements.",
    "{m} soldiers and {n} civilians were still missing on {day2}, a security source said.",
    "Schools across the {place2} area were closed until further notice, the regional education office said.",
    "Witnesses described bodies lying along a {k}-kilometre stretch of road outside {place}.",
    "Aid agencies suspended deliveries to {big} people in and around {place2} for lack of security guarantees.",
    "A truck belonging to a charity was set on fire near {place}, its driver {person} said.",
    "The army said that it had killed {m} attackers in the pursuit and seized {k} rifles and a vehicle.",
    "Residents of {place2} spent the night in the bush, fearing that the men would come back.",
    "A journalist with a community radio saw {n} coffins being prepared outside the parish church of {place}.",
    "Mobile telephone networks in {place} have been down since {day}, which made it hard to check the accounts.",
)
_QUOTES: Final = (
    "“They came from the hills and they shot at everything that moved,” said {person}, a farmer from {place}.",
    "“We have been asking for protection for {k} months and nobody has come,” {person}, a village elder, said.",
    "“I lost {n} members of my family. We do not know where to go now,” said {person}, sitting outside a school.",
    "“This was not a battle, it was a massacre of unarmed people,” {person}, a lawyer in {city}, told reporters.",
    "“Those who did this will be found and brought to court,” the governor, {person}, said in a statement.",
    "“Our stocks will last {k} more days at most,” said {person}, who heads the clinic in {place2}.",
    "“The road is open again but people are afraid to use it,” {person}, a driver, said by telephone.",
)
_BACKGROUND: Final = (
    "Fighting in the {region} region has killed over {big} people since {year} and driven {big2} from their homes.",
    "The {group} is one of over {m} armed groups that are active in {region}, many of them fighting over minerals.",
    "A peace agreement signed in {city2} in {year} foresaw a ceasefire and the return of refugees, but was never kept.",
    "The {group} emerged in {year} after the collapse of talks with {person}, then the governor of {region}.",
    "Rights groups accuse both the army and the {group} of killings, abductions and the looting of villages.",
    "The United Nations has had peacekeepers in {region} since {year}, but plans to withdraw most of them.",
    "Neighbouring countries have been accused of arming the {group}, which they deny.",
)
_LOCAL: Final = (
    "In {home}, where several hundred people from the region live, a vigil was planned for {day} outside the station.",
    "{person}, a nurse in {home} whose sister lives there, said that she had not slept since hearing the news.",
    "A charity based in {home} has run a school for {k} girls in the area for {m} years.",
    "Our readers raised {big} for the region at last year's Christmas appeal, the largest sum in its history.",
    "The member of parliament for {home}, {person}, called on the foreign secretary to act.",
)
OUTLET: Final = (
    "You can read this article and {m} others this month. Support independent reporting from {home} with a gift.",
    "Sign up for the {home} morning letter: what happened overnight, in {k} minutes, every weekday.",
    "Follow the {home} Herald for the latest from the newsroom. Download the app to get alerts as they happen.",
    "Copyright {year} {home} Media Group. All rights reserved. May not be published, rewritten or redistributed.",
    "Have you seen something we should know about? Write to the news desk of the {home} Post in confidence.",
    "This story was provided by a news agency and has not been edited by the staff of the {home} Times.",
)


class Dice:
    """Choices that come out alike every time."""

    def __init__(self, seed: int) -> None:
        self._numbers = np.random.default_rng(seed)

    def random(self) -> float:
        """A number from 0 to 1."""
        return float(self._numbers.random())

    def randint(self, low: int, high: int) -> int:
        """A whole number from one to another, both among them."""
        return int(self._numbers.integers(low, high + 1))

    def choice(self, items: Sequence[T]) -> T:
        """One of them."""
        return items[int(self._numbers.integers(len(items)))]

    def sample(self, items: Sequence[T], count: int) -> list[T]:
        """Some of them, in any order."""
        return [items[int(place)] for place in self._numbers.permutation(len(items))[:count]]


def word(dice: Dice) -> str:
    """A made-up name."""
    return "".join(dice.choice(_SYLLABLES) for _ in range(dice.randint(2, 3))).capitalize()


@dataclass(frozen=True)
class World:
    """What a story is about: the places, people and days that its sentences name."""

    places: list[str]
    people: list[str]
    cities: list[str]
    region: str
    group: str
    day: int
    armed: str
    thing: str

    def fill(self, dice: Dice, form: str) -> str:
        """A sentence of a form."""
        armed, body = self.armed, dice.choice(_BODIES)
        return form.format(
            n=dice.randint(2, 90), m=dice.randint(3, 99), k=dice.randint(2, 60),
            big=f"{dice.randint(2, 900)},{dice.choice(('000', '500', '200'))}", big2=f"{dice.randint(2, 99) * 10},000",
            day=_DAYS[self.day % 7], day2=_DAYS[(self.day + 1) % 7], armed=armed, Armed=armed.capitalize(),
            body=body, Body=body[0].upper() + body[1:], thing=self.thing, place=self.places[0],
            place2=dice.choice(self.places[1:]), city=self.cities[0], city2=self.cities[1], region=self.region,
            group=self.group, person=dice.choice(self.people), year=dice.randint(1994, 2022), home=word(dice),
        )  # fmt: skip


def world(dice: Dice) -> World:
    """A new one."""
    return World(
        [word(dice) for _ in range(4)], [f"{word(dice)} {word(dice)}" for _ in range(5)],
        [word(dice) for _ in range(2)],
        word(dice), f"{word(dice)} {dice.choice(('Front', 'Army', 'Movement', 'Brigade'))}", dice.randint(0, 6),
        dice.choice(_ARMED), dice.choice(_THINGS),
    )  # fmt: skip


@dataclass(frozen=True)
class Story:
    """A story as its agency sent it: paragraphs from the lead to the background."""

    world: World
    parts: list[str]


def news(dice: Dice, here: World, count: int) -> list[str]:
    """Paragraphs of news, each a fact or two or a quote."""
    forms = dice.sample(_FACTS, len(_FACTS))
    out = []
    for _ in range(count):
        if dice.random() < 0.3:
            out.append(here.fill(dice, dice.choice(_QUOTES)))
        else:
            out.append(" ".join(here.fill(dice, forms.pop()) for _ in range(dice.randint(1, 2)) if forms))
    return [part for part in out if part]


def background(dice: Dice, here: World, count: int) -> list[str]:
    """Paragraphs that a reporter takes from one article to the next."""
    forms = dice.sample(_BACKGROUND, min(2 * count, len(_BACKGROUND)))
    sentences = [here.fill(dice, form) for form in forms]
    return [" ".join(sentences[number::count]) for number in range(count)]


def story(dice: Dice) -> Story:
    """A new story."""
    here = world(dice)
    lead = here.fill(dice, dice.choice(LEADS))
    return Story(here, [lead, *news(dice, here, dice.randint(6, 10)), *background(dice, here, dice.randint(2, 3))])


def dressed(dice: Dice, here: World, parts: list[str], *, outlet: bool = False) -> str:
    """Headline, byline and dateline of an outlet; its header and footer, if wanted."""
    headline = here.fill(dice, dice.choice(LEADS))[0].replace(" people were", "").rstrip(".")
    month, day = dice.choice(_MONTHS), dice.randint(1, 28)
    date = dice.choice((f"{month[:3]} {day}", f"{day} {month} 2024", f"{month[:3]}. {day}, 2024"))
    byline = f"By {word(dice)} {word(dice)}" if dice.random() < 0.7 else ""
    start = f"{here.cities[0].upper()}, {date} ({dice.choice(('AB', 'CDN', 'EFP'))}) - " if dice.random() < 0.7 else ""
    own = world(dice)
    extra = [own.fill(dice, form) for form in dice.sample(OUTLET, 3)] if outlet else ["", "", ""]
    body = [f"{start}{parts[0]}", *parts[1:]]
    return "\n\n".join(part for part in (headline, extra[0], byline, *body, *extra[1:]) if part)


_SPELLED: Final = {
    "kilometre": "kilometer", "neighbour": "neighbor", "Neighbour": "Neighbor", "centre": "center", "army": "military",
    "told reporters": "told journalists", "in a statement": "in a press release", "by telephone": "by phone",
    "According to": "As stated by", "more than": "over", "humanitarian office": "aid office", "“": '"', "”": '"',
}  # fmt: skip


def _restyled(text: str) -> str:
    for british, american in _SPELLED.items():
        text = text.replace(british, american)
    for day in _DAYS:
        text = text.replace(f"on {day}", day)
    return text.replace(" 2 ", " two ").replace(" 3 ", " three ").replace(" 8 ", " eight ")


def _cut(dice: Dice, given: Story) -> str:
    keep = max(3, int(len(given.parts) * dice.choice((0.35, 0.5, 0.7))))
    return dressed(dice, given.world, given.parts[:keep])


def _local(dice: Dice, given: Story) -> str:
    parts = list(given.parts)
    own = world(dice)
    for form in dice.sample(_LOCAL, dice.randint(1, 2)):
        parts.insert(dice.randint(1, len(parts)), own.fill(dice, form))
    return dressed(dice, given.world, parts)


def _new_lead(dice: Dice, given: Story) -> str:
    return dressed(dice, given.world, [given.world.fill(dice, dice.choice(LEADS)), *given.parts[1:]])


def _updated(dice: Dice, given: Story) -> str:
    """A running story: a new lead and a new fact, the old lead gone, the last paragraph cut."""
    fresh = [given.world.fill(dice, dice.choice(LEADS)), *news(dice, given.world, 1)]
    return dressed(dice, given.world, [*fresh, *given.parts[1:-1]])


def _figures(dice: Dice, given: Story) -> str:
    """The toll and two other figures are the newer ones."""
    text = "\n\n".join(given.parts)
    for old in dict.fromkeys(dice.sample(re.findall(r"\b\d{1,2}\b", text) or ["0"], 3)):
        text = re.sub(rf"\b{old}\b", str(int(old) + dice.randint(1, 5)), text)
    return dressed(dice, given.world, text.split("\n\n"))


def _no_quotes(dice: Dice, given: Story) -> str:
    return dressed(dice, given.world, [part for part in given.parts if "“" not in part])


def _moved(dice: Dice, given: Story) -> str:
    parts = list(given.parts)
    for _ in range(2):
        parts.insert(dice.randint(1, len(parts) - 1), parts.pop(dice.randint(1, len(parts) - 1)))
    return dressed(dice, given.world, parts)


def _edited(dice: Dice, given: Story) -> str:
    """Words in a hundred changed, some sentences taken out."""
    text = "\n\n".join(given.parts)
    share = dice.choice((0.01, 0.03, 0.05))
    words = ["again" if dice.random() < share and w.islower() else w for w in text.split(" ")]
    return dressed(dice, given.world, " ".join(words).split("\n\n"))


def _several(dice: Dice, given: Story) -> str:
    """Cut, restyled, a paragraph of its own, header and footer, at times another lead."""
    keep = max(4, int(len(given.parts) * dice.choice((0.6, 0.8, 1.0))))
    parts = [_restyled(part) if dice.random() < 0.5 else part for part in given.parts[:keep]]
    if dice.random() < 0.4:
        parts.insert(dice.randint(1, len(parts)), world(dice).fill(dice, dice.choice(_LOCAL)))
    if dice.random() < 0.3:
        parts[0] = given.world.fill(dice, dice.choice(LEADS))
    return dressed(dice, given.world, parts, outlet=dice.random() < 0.6)


#: What an outlet does to a story.
COPIES: Final[dict[str, Callable[[Dice, Story], str]]] = {
    "headline, byline, dateline": lambda dice, given: dressed(dice, given.world, given.parts),
    "cut from the end": _cut,
    "local paragraphs": _local,
    "changed lead": _new_lead,
    "update with a new lead": _updated,
    "header and footer": lambda dice, given: dressed(dice, given.world, given.parts, outlet=True),
    "spelling and style": lambda dice, given: dressed(dice, given.world, [_restyled(p) for p in given.parts]),
    "figures updated": _figures,
    "quotes dropped": _no_quotes,
    "paragraphs moved": _moved,
    "words changed": _edited,
    "several of these": _several,
}
