"""The words that make an organisation's name: heads, openers, members; closed lists, folded, lower case."""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: The last capitalised word of an organisation's name, and the kind it makes: "Sopore Traders {Forum}".
ORG_HEADS: Final[dict[str, str]] = {
    **dict.fromkeys(
        _words("""
    ministry government parliament senate assembly cabinet judiciary embassy consulate treasury pentagon
    secretariat
    """),
        "GOVERNMENT",
    ),
    **dict.fromkeys(_words("army navy airforce guard corps battalion regiment"), "MILITARY"),
    **dict.fromkeys(_words("police gendarmerie"), "POLICE"),
    **dict.fromkeys(_words("militia rebels cartel gang brigades mujahideen fighters jihad"), "ARMED_GROUP"),
    **dict.fromkeys(_words("party"), "PARTY"),
    **dict.fromkeys(
        _words("""
    news radio tv television times post herald tribune gazette newspaper daily magazine broadcasting press
    express telegraph observer chronicle
    """),
        "MEDIA",
    ),
    **dict.fromkeys(
        _words("""
    council commission union committee court tribunal university college institute institution institutions
    foundation association federation confederation organisation organization authority agency bureau office
    department service services company corporation inc ltd group bank fund forum network alliance coalition
    congress conference league society club center centre hospital school academy board initiative monitor watch
    desk relief programme program mission task-force front movement brigade force forces community bloc church
    team consortium observatory rights laboratory museum trust syndicate chamber industries holdings airlines
    systems patrol journal review weekly railway railroad airways pictures records studios orchestra llc plc corp
    technologies petroleum directorate inspectorate legislature diocese synod archdiocese
    """),
        "ORG",
    ),
}
#: The first word of a body's name in another language: "Partai Nasional Indonesia", "Mouvement pour la Justice".
FOREIGN_OPENERS: Final[dict[str, str]] = {
    **dict.fromkeys(_words("partido partai parti partito partij partei partia hizb"), "PARTY"),
    **dict.fromkeys(_words("mouvement movimiento movimento frente fronte liga lega alianza unidad ligue"), "ORG"),
}

#: Members for their party: "the {Greens}", "{Australian Democrats}".
PARTY_MEMBERS: Final = _words(
    """
    greens democrats republicans liberals conservatives tories socialists nationals communists unionists
    """
)

#: Inside an organisation's name these make an armed group of a Front, Army, Movement or Force.
LIBERATION: Final = _words(
    """
    liberation resistance revolutionary patriotic guerrilla salvation jihad defenders
    """
)
MILITANT_HEADS: Final = _words(
    """
    front army movement force forces brigade brigades corps guard
    """
)
#: With a country or demonym before it: "Nigerian Air Force", "Tanzania People's Defence Forces".
STATE_HEADS: Final = _words("army navy force forces military guard corps")

#: The first word of "Ministry of External Affairs", "Movement for X", "University of Goma".
ORG_OPENERS: Final[dict[str, str]] = {
    **{
        word: ORG_HEADS[word]
        for word in _words(
            """
    ministry government parliament senate assembly embassy army police party
    """
        )
    },
    **dict.fromkeys(
        _words("""
    university department office council commission union committee court institute association federation
    organisation organization bank bureau congress league society center centre movement front forces coalition
    alliance campaign rally house community school college church institution secretariat chamber general confederation
    high group mission
    """),
        "ORG",
    ),
}

#: People who stand for something: "{Veterans} for Peace", "Concerned {Women} for America".
PEOPLE_OPENERS: Final = _words(
    """
    americans veterans women mothers parents citizens doctors physicians lawyers workers scientists reporters students
    families engineers jews muslims christians catholics democrats republicans friends farmers teachers soldiers
    """
)

#: The last words of "Social Democratic and Labour {Party}", "Food and Agriculture {Organization}".
JOINT_HEADS: Final = _words(
    """
    party union commission council committee agency ministry department office authority organisation organization
    fund federation association front movement institute centre center bureau board bank corporation group network
    coalition alliance congress service services foundation initiative campaign forum charity trust society
    """
)

#: A name that ends in one of these is complete: what follows an "and" is another one.
CLOSED_HEADS: Final = _words(
    """
    party union league front movement alliance coalition federation association club bank university court council
    committee commission army police ministry
    """
)
