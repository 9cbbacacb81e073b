"""Common nouns that may stand for an actor: which noun phrases they are, and where they end."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from conflictner.components.coref.lexicon import NATIONAL, Kinds, lexicon
from conflictner.components.coref.scene import Scene

DEFINITE: Final = frozenset(("the", "this", "these", "those", "that"))

_INDEFINITE: Final = frozenset(
    ("a", "an", "some", "any", "no", "every", "each", "another", "his", "her", "its", "their", "my", "our")
)

_MODIFIERS: Final = 5

_OWNED: Final = frozenset(("'s", "’s", "'", "’"))
_OWNERS: Final = _INDEFINITE | _OWNED

#: Where power sits: they stand for the government where they act.
_SEATS: Final = frozenset(("presidency", "palace", "cabinet", "executive"))

#: "Police said", "government soldiers manned": these do without "the", and so does all that says whose it is.
_WITHOUT_DETERMINER: Final = frozenset(("police", "federal troops"))
_WHOSE: Final = frozenset(("government", "regime", "junta", "govt", "gov't", "state"))

#: In the style of headlines these stand for the force of the country: "Army, rebels clash in Kundu".
_TELEGRAPHIC: Final = frozenset(
    ("army", "military", "troops", "soldiers", "junta", "government", "govt", "security forces")
)
_ARTICLES: Final = frozenset(("the", "a", "an"))
#: How far an article is looked for on both sides, in tokens.
_LINE: Final = 14


@dataclass(slots=True)
class Nominal:
    """A noun phrase that may stand for an actor."""

    start: int
    end: int
    noun: int
    text: str
    number: str
    kinds: Kinds
    person: bool
    bare: bool = False


@dataclass(slots=True)
class Found:
    """What a noun or pronoun was resolved to."""

    entity_id: str
    rule: str
    score: float


def find_nominal(scene: Scene, i: int) -> Nominal | None:
    """The nominal whose head noun stands at a token, None if there is none.

    {the rebel group}, {army} spokesman; not "a rebel group", "the new government", "the rebel leader".
    """
    word = scene.lowers[i]
    if word not in last_words() or scene.pos[i] not in ("NOUN", "PROPN", "ADJ") or i in scene.mark_at:
        return None
    table = lexicon()
    behind = scene.lowers[i + 1] if i + 1 < len(scene) else ""
    before = scene.lowers[i - 1] if i else ""
    if word in table.sides and before in _OWNERS and not (before in _ARTICLES and behind in table.side_heads):
        # "its military spokesman" is not the army's; "a police spokesman" is that of the police
        return None
    if word in table.sides and (behind in table.side_heads or _joined_head(scene, i)):
        return Nominal(i, i + 1, i, word, "sg", table.sides[word], person=False, bare=True)
    for length in range(min(3, i + 1), 0, -1):
        noun = " ".join(scene.lowers[i - length + 1 : i + 1]) if length > 1 else word
        if noun in _all(length):
            break
    else:
        return None
    if length > 1 and not scene.free(i - length + 1, i):
        return None
    if (
        i + 1 < len(scene)
        and (scene.pos[i + 1] in ("NOUN", "PROPN") or i + 1 in scene.mark_at)
        and scene.pos[i + 1] != "PART"
    ):
        # "the rebel leader", "the state agency Antara", "the general Fabio Ropero": not the head, or a title.
        return None
    start = i - length + 1
    while start > max(i - length - _MODIFIERS, 0) and _modifies(scene, start - 1):
        start -= 1
    determiner = scene.lowers[start - 1] if start else ""
    if determiner == "that" and not _demonstrative(scene, start - 1, i):
        determiner = ""
    if determiner in DEFINITE and scene.sentence[start - 1] == scene.sentence[i] and start - 1 not in scene.mark_at:
        modifiers = range(start, i - length + 1)
        if any(scene.lowers[j] in lexicon().other or scene.tags[j] in ("JJS", "JJR", "RBS", "RBR") for j in modifiers):
            return None
        start -= 1
    elif start == i - length + 1 and _shouted_force(scene, i, noun):
        pass
    elif start == i - length + 1 and length > 1 and scene.lowers[start] in _WHOSE and noun in table.national:
        if start - 1 in scene.mark_at or determiner in _INDEFINITE or scene.pos[start - 1] == "NUM":
            return None
    elif start == i - length + 1 and noun in _TELEGRAPHIC and _telegraphic(scene, i, start):
        return Nominal(start, i + 1, i, noun, *table.groups[noun], person=False, bare=True)
    elif (
        start != i - length + 1
        or determiner in _INDEFINITE
        or noun not in _WITHOUT_DETERMINER
        or not _alone(scene, i, start)
    ):
        return None
    if scene.deps[i] in ("attr", "appos", "acomp", "oprd") or scene.words[i + 1 : i + 2] == ["-"]:
        return None
    if noun in _SEATS and scene.deps[i] not in ("nsubj", "nsubjpass"):
        # "fit for the presidency" is the office
        return None
    if noun in table.persons:
        return Nominal(start, i + 1, i, noun, "sg", ("PERSON",), person=True)
    number, kinds = table.groups[noun]
    return None if number == "none" else Nominal(start, i + 1, i, noun, number, kinds, person=False)


def _demonstrative(scene: Scene, that: int, noun: int) -> bool:
    """Whether "that" points at the noun behind it: "that rebel group", not "said {that} enemy fighters fled"."""
    if scene.tags[noun] in ("NNS", "NNPS") or scene.tags[that] not in ("DT", ""):
        return False
    # The tagger errs behind verbs and nouns of saying: "told Reuters that", "denied reports that".
    return scene.deps[that] not in ("mark", "dobj", "pobj") and scene.lemma(scene.heads[that]) not in lexicon().saying


def _shouted_force(scene: Scene, i: int, noun: str) -> bool:
    """E.g. "Army, Rutania trade charges", "Police arrest two": a force with a capital and without determiner."""
    kinds = lexicon().groups.get(noun, ("", ()))[1]
    return scene.words[i][:1].isupper() and len(kinds) == 1 and kinds[0] in NATIONAL and noun != "troops"


def _telegraphic(scene: Scene, i: int, start: int) -> bool:
    """Whether a bare noun is the force of the country in the style of headlines, which drops the articles.

    "Army, rebels clash in Kundu", "Nine killed in Kundu: army"; not "army of Rutania", "two soldiers", "join army".
    """
    if start - 1 in scene.mark_at or i + 1 in scene.mark_at or scene.deps[i] in ("compound", "amod", "nmod"):
        return False
    before = scene.lowers[start - 1] if start and scene.sentence[start - 1] == scene.sentence[i] else ""
    if before in _OWNERS or before in ("of", "for", "like") or scene.pos[start - 1] in ("NUM", "NOUN", "ADJ"):
        return False
    if i + 1 < len(scene) and (scene.lowers[i + 1] == "of" or scene.words[i + 1] == "-"):
        return False
    if scene.lowers[i] in ("troops", "soldiers") and scene.deps[i] != "nsubj":
        return False
    line = range(max(i - _LINE, 0), min(i + _LINE, len(scene)))
    return not any(scene.lowers[j] in _ARTICLES and scene.sentence[j] == scene.sentence[i] for j in line)


def _alone(scene: Scene, i: int, start: int) -> bool:
    before = scene.lowers[start - 1] if start else ""
    agent = scene.deps[i] == "pobj" and scene.deps[scene.heads[i]] == "agent"
    if scene.lowers[i] == "police" and scene.deps[i] not in ("nsubj", "nsubjpass") and not agent:
        # "a protest against police violence and police"
        return False
    return before not in ("of", "for") and not (start and start - 1 in scene.mark_at) and scene.pos[start - 1] != "NUM"


def _joined_head(scene: Scene, i: int) -> bool:
    """E.g. "Police Public Relations Officer", "Army Information": a side at the head of a capitalised office."""
    j = i + 1
    while (
        j < min(i + 5, len(scene))
        and scene.words[j][:1].isupper()
        and scene.pos[j] in ("PROPN", "NOUN", "ADJ")
        and j not in scene.mark_at
    ):
        if scene.lowers[j] in lexicon().side_heads:
            return True
        j += 1
    return False


@lru_cache(maxsize=4)
def _all(length: int) -> frozenset[str]:
    """The nouns of so many words."""
    table = lexicon()
    return frozenset(noun for noun in (*table.groups, *table.persons) if noun.count(" ") == length - 1)


@lru_cache(maxsize=1)
def last_words() -> frozenset[str]:
    """The words that end a noun of ours: nearly every token of a text is none of them."""
    table = lexicon()
    return frozenset(noun.split()[-1] for noun in (*table.groups, *table.persons, *table.sides))


def _modifies(scene: Scene, i: int) -> bool:
    """Whether a token left of a noun belongs to it: the {Islamist} rebels, the {deputy force} commander."""
    if i in scene.mark_at or scene.lowers[i] in DEFINITE or scene.lowers[i] in _INDEFINITE:
        return False
    return (
        scene.pos[i] in ("ADJ", "NOUN")
        or (scene.pos[i] == "PROPN" and scene.words[i][:1].isupper())
        or scene.tags[i] == "VBN"
    )


def is_title(scene: Scene, noun: int) -> bool:
    """Whether the noun only introduces a name: "The governor of Kundu, Sena Odo, said"."""
    end = noun + 1
    for j in range(end, min(end + 9, len(scene))):
        if scene.sentence[j] != scene.sentence[noun] or scene.pos[j] in ("VERB", "AUX"):
            return False
        mark = scene.mark_at.get(j)
        if scene.words[j] == "," and j + 1 < len(scene):
            after = scene.mark_at.get(j + 1)
            return bool(after and after.kind == "PERSON")
        if mark is not None and mark.kind == "PERSON":
            return True
    return False
