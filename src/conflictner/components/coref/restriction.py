"""Words beside a common noun that make another one of it: "The {Harbour Doctors} group", "soldiers {loyal to} Odo"."""

from __future__ import annotations

from typing import Final

from conflictner.components.coref.lexicon import NATIONAL, lexicon
from conflictner.components.coref.phrases import DEFINITE, Nominal
from conflictner.components.coref.scene import Entity, Scene

#: Nouns for more than bodies: with a word in front they are a cause or a kind, "the labour movement".
_BROAD: Final = frozenset(("movement", "network", "campaign", "union"))
_SAME_ONE: Final = frozenset(
    ("armed", "rebel", "militant", "islamist", "same", "shia", "sunni", "separatist", "banned")
)
#: Capitalised words that tell a band's faith, people or side of the sky and are no name of its own.
_FAITHS: Final = frozenset(
    (
        *("islamist", "islamic", "jihadist", "salafist", "salafi", "shia", "shiite", "shi'ite", "sunni", "alawite"),
        *("druze", "christian", "muslim", "jewish", "hindu", "buddhist", "arab", "kurdish", "kurd", "tuareg", "fulani"),
        *("tutsi", "hutu", "baloch", "pashtun", "maoist", "marxist", "leninist", "communist", "western", "eastern"),
        *("northern", "southern", "african", "asian", "european", "anglophone", "francophone", "bosniak", "tamil"),
        *("northeastern", "northwestern", "southeastern", "southwestern", "central", "federal", "national", "state"),
    )
)
#: "Soldiers {loyal} to Odo", "police {close} to the front": not the force of the country, or only a part of it.
_SIDED: Final = frozenset(
    (
        *("loyal", "allied", "aligned", "affiliated", "linked", "close", "faithful", "sympathetic", "opposed"),
        *("hostile", "friendly", "answerable", "subordinate", "beholden", "devoted", "committed", "tied", "reporting"),
        *("answering", "defecting", "sworn", "belonging", "attached"),
    )
)
#: "Soldiers {backing} Odo", "rebels {led} by Odo": so too where a name follows; "troops backed by tanks" are the same.
_BACKING: Final = frozenset(
    (
        *("backing", "supporting", "serving", "opposing", "following", "obeying", "fighting", "backed", "supported"),
        *("led", "commanded", "controlled", "headed", "run", "armed", "trained", "paid", "funded", "recruited"),
        *("under", "from", "with", "deployed", "sent", "installed", "appointed"),
    )
)
_LED: Final = frozenset(("led", "commanded", "headed", "under", "loyal"))
#: Verbs that go on with "of" behind whom they meet.
_CHARGING: Final = frozenset(
    ("accuse", "suspect", "convict", "acquit", "warn", "remind", "inform", "assure", "notify", "clear", "cleanse")
)
_LINKS: Final = frozenset(("to", "with", "by", "for", "against", "from", "under", "alongside"))
_TITLE_POS: Final = frozenset(("DET", "PROPN", "NOUN", "ADJ", "PUNCT"))
#: Between the word and the name: "loyal to {former president} Odo", "led by {the warlord} Odo".
_NEAR: Final = 6


def is_name(scene: Scene, nominal: Nominal) -> bool:
    """Whether a capitalised word makes a name of a noun phrase: "The Harbour Doctors group" is no group of before.

    "The Islamist group", "the Rutanian group" and "THE REBEL GROUP" are none.

    Args:
        scene: The Doc.
        nominal: The noun phrase.
    """
    return not nominal.bare and any(_names(scene, i) for i in _modifiers(nominal))


def of_nation(scene: Scene, nominal: Nominal, entity: Entity) -> bool:
    """Whether an actor is of the nation that a noun phrase tells: "the Rutanian group"; so is one of no known country.

    Args:
        scene: The Doc.
        nominal: The noun phrase.
        entity: Whom it may stand for.
    """
    demonyms = scene.kb.countries_by_demonym
    told = [
        demonyms[scene.lowers[i]] for i in _modifiers(nominal) if _capital(scene, i) and scene.lowers[i] in demonyms
    ]
    return not told or not entity.country or told[0] in entity.country


def is_restricted(scene: Scene, nominal: Nominal) -> bool:
    """E.g. "the group of nurses", "the government of Y", "soldiers loyal to Y": not the ones of before.

    Nor is "the civil rights movement".

    Args:
        scene: The Doc.
        nominal: The noun phrase.
    """
    end = nominal.end
    if end >= len(scene):
        return False
    if _takes_sides(scene, nominal):
        return True
    if nominal.bare:
        return nominal.number == "pl" and nominal.kinds[0] in NATIONAL and scene.tags[end] in ("WP", "WDT")
    if (scene.lowers[end] == "of" and not _is_charged(scene, nominal)) or _sits_in_town(scene, nominal):
        return True
    if nominal.text in _BROAD and _qualified(scene, nominal):
        return True
    return nominal.number == "sg" and scene.tags[end] in ("WP", "WDT") and scene.lowers[end] != "which"


def _is_charged(scene: Scene, nominal: Nominal) -> bool:
    """Whether "of" opens a charge: "accused {the army} of hiding" is no army of any kind."""
    verb = scene.verb_over(nominal.noun)
    return verb >= 0 and scene.lemma(verb) in _CHARGING and scene.deps[nominal.noun] in ("dobj", "nsubjpass", "nsubj")


def _sits_in_town(scene: Scene, nominal: Nominal) -> bool:
    """Whether a government is told by a town that proves nothing: "the government in {Sanaa}" is one of two."""
    mark = scene.mark_at.get(nominal.end + 1) if scene.lowers[nominal.end] == "in" else None
    return mark is not None and mark.kind == "PLACE" and nominal.kinds[0] == "GOVERNMENT"


def _modifiers(nominal: Nominal) -> range:
    """The tokens before the noun itself: the {deputy force} commander."""
    return range(nominal.start, nominal.noun - nominal.text.count(" "))


def _capital(scene: Scene, i: int) -> bool:
    word = scene.words[i]
    # "THE REBEL GROUP" is a line in capitals; "the DRC group" a name
    return word[:1].isupper() and not (word.isupper() and len(word) > 1 and _shouted(scene, i))


def _shouted(scene: Scene, i: int) -> bool:
    return any(word.isupper() and word.lower() in lexicon().groups for word in scene.words[i + 1 : i + 4])


def _names(scene: Scene, i: int) -> bool:
    word = scene.lowers[i]
    table = lexicon()
    if not _capital(scene, i) or word in DEFINITE or word in _FAITHS or word in _SAME_ONE:
        return False
    known = word in table.groups or word in table.persons or word in table.sides or word in table.unnamed
    return not known and word not in scene.kb.countries_by_demonym


def _takes_sides(scene: Scene, nominal: Nominal) -> bool:
    """E.g. "Soldiers loyal to Odo", "troops, allied with Odo", "police under Col. Odo", "army backed by Solvia"."""
    i = nominal.end
    apart = scene.words[i] == ","
    if apart and nominal.number == "sg":
        # "The army, led by Odo," is the one of before, and more is told of it
        return False
    i += apart
    while i < len(scene) and scene.pos[i] == "ADV":
        # "still loyal to Odo"
        i += 1
    if i + 1 >= len(scene) or scene.sentence[i] != scene.sentence[nominal.noun]:
        return False
    word, behind = scene.lowers[i], scene.lowers[i + 1]
    if word in _SIDED and behind in _LINKS:
        return True
    if word not in _BACKING or scene.tags[i] in ("VBD", "VBZ", "VBP"):
        return False
    if nominal.kinds[0] not in NATIONAL and word not in ("led", "commanded", "headed", "under", "opposing", "from"):
        # "The rebels backed by Solvia" are mostly the rebels of before
        return False
    return _to_somebody(scene, i + 1 + (behind in _LINKS), i)


def led_group(scene: Scene, nominal: Nominal) -> str:
    """The one named group that "the rebels led by Odo" are, by the listed offices of Odo; "" where that is not certain.

    Args:
        scene: The Doc.
        nominal: The noun phrase.
    """
    i = nominal.end
    if i >= len(scene) or scene.lowers[i] not in _LED or nominal.kinds[0] in NATIONAL:
        return ""
    for j in range(i + 1, min(i + 2 + _NEAR, len(scene))):
        mark = scene.mark_at.get(j)
        if mark is not None:
            orgs = {role.org for role in scene.kb.roles_of(mark.entity_id)} & scene.entities.keys()
            groups = [org for org in sorted(orgs) if scene.entities[org].kind in nominal.kinds]
            return groups[0] if len(groups) == 1 else ""
        if scene.sentence[j] != scene.sentence[i] or scene.words[j] == ",":
            break
    return ""


def _to_somebody(scene: Scene, first: int, word: int) -> bool:
    """Whether a name of somebody follows within a noun phrase: "led by the warlord {Odo}", not "backed by tanks"."""
    for j in range(first, min(first + _NEAR, len(scene))):
        mark = scene.mark_at.get(j)
        if mark is not None:
            return mark.kind not in ("PLACE", "PROCESS") or scene.lowers[word] == "from"
        if scene.pos[j] not in _TITLE_POS or scene.words[j] == ",":
            return False
    return False


def _qualified(scene: Scene, nominal: Nominal) -> bool:
    """Whether words stand before a broad noun that say which one it is: "the {civil rights} movement"."""
    table = lexicon()
    return any(
        word not in DEFINITE and word not in table.unnamed and word not in table.groups and word not in _SAME_ONE
        for word in scene.lowers[nominal.start : nominal.noun]
    )
