"""The words that tell whether a country acts or is where something happens: verbs, nouns, prepositions; lower case."""

from __future__ import annotations

from typing import Final

from conflictner.components.mentions.lexicon import FORCE_AFTER, OFFICE_HOLDERS, PLACE_CLASS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Verbs whose subject may be a mere place; with any other verb a country or its capital acts.
PLACE_VERBS: Final = _words(
    """
    be lie border have see face remain become experience suffer witness need contain stretch lack host fall
    boast include grow sit comprise rank neighbour neighbor abut slide descend plunge consist
    """
)

#: What only somebody can be: "Washington was {alarmed}", "Kigali is {ready} to talk".
STATES_OF_MIND: Final = _words(
    """
    alarmed concerned worried angry furious ready willing unwilling reluctant keen confident aware unaware
    determined opposed prepared unprepared responsible committed wary eager adamant unhappy outraged dismayed
    disappointed shocked surprised saddened pleased satisfied grateful hopeful optimistic sceptical skeptical
    suspicious hostile convinced frustrated anxious nervous cautious defiant accused blamed unmoved
    """
)

#: Verbs whose object is spoken to, blamed, helped or fought: an actor.
OBJECT_VERBS: Final = _words(
    """
    accuse blame urge fight back support warn ask tell condemn thank invite threaten sanction criticise
    criticize praise commend encourage press pressure force persuade charge sue help assist advise join oppose
    defy provoke represent implore request call denounce arm fund finance train bankroll rebuke challenge
    suspect exonerate implicate convince inform brief
    """
)

#: Verbs, and nouns, whose "with", "against", "from", "to" or "on" brings in a party.
PARTY_VERBS: Final = _words(
    """
    talk negotiate ally cooperate meet agree sign side work fight clash collaborate coordinate appeal complain
    apologise apologize speak respond reply contribute belong pledge swear deny break align partner trade
    """
)

PARTY_NOUNS: Final = _words(
    """
    transfer shipment shipments supply supplies deliveries components
    support backing weapons arms aid pressure denial solidarity sanctions agreement talks ties relations tension
    tensions war alliance cooperation accusation accusations claim claims delegation delegations delegate
    allegation allegations protest complaint statement response reaction rebuke condemnation criticism
    rapprochement dispute negotiations dialogue friends troops soldiers help request instigation behest deal
    pact treaty message envoy ambassador minister ministers president government letter
    """
)

PARTY_PREPOSITIONS: Final = _words("with against from to on between of by for")

#: Nouns that a capital owns as its government does: "Jakarta's new battalions", "at Kinshasa's request".
STATE_OWNED: Final = (
    PARTY_NOUNS
    | OFFICE_HOLDERS
    | FORCE_AFTER
    | _words(
        """
        army military battalions ambitions policy policies plan plans decision demand demands refusal role
        interests ally allies proxies rulers intelligence diplomacy stance position offer proposal invitation
        influence involvement intervention incursion invasion warning threat threats
        """
    )
)

#: Nouns a country owns as a place, not as a party: "Congo's east", "Rwanda's border".
PLACE_OWNED: Final = PLACE_CLASS | _words(
    """
    east west north south northeast northwest southeast southwest capital interior soil airspace history
    population center centre
    """
)

#: "the knowledge of Abuja", "nationals of the Philippines", "delegations of Kinshasa": the country is a party.
OWNED_BY_STATES: Final = _words(
    """
    delegation delegations delegates president presidents government governments leader leaders minister ministers
    eye behalf request support backing help invitation envoy ambassador delegate spokesman representative armies army
    knowledge nationals citizens approval consent
    """
)

#: "offered its good offices to New Delhi": the receiver is a party.
GIVING: Final = _words("offer give provide supply sell lend grant appeal promise pledge complain turn ship deliver")
