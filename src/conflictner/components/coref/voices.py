"""Names that speak and that are no mention yet: "..., {Tamu Odo} said", "according to {Tamu Odo} of the front".

Whoever says something is somebody, though no list, no model and no context told so. A name of one word may be a body's
too ("Swissair said"), so it needs something that tells a person: a given name, a title, or a noun for people beside
it. What bears an article or is a word of the language ("the State said", "Parliament said") is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from conflictner.components.coref.lexicon import lexicon
from conflictner.components.coref.people import given_names
from conflictner.components.coref.scene import ASIDE, LOCAL, Scene
from conflictner.components.coref.surnames import TITLES
from conflictner.text import fold, slug

_RULE: Final = "coref:voice"
_SCORE: Final = 0.7
_LONGEST: Final = 4
#: A word more common than this (Zipf) is no name by itself: "Parliament said".
_WORD: Final = 4.0
#: Labels of the base model that are nobody.
_NOBODY: Final = frozenset(("DATE", "TIME", "NORP", "LANGUAGE", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT", "MONEY"))
#: Nouns for bodies that a name may stand beside: "Its radio arm, Andalus, said".
_BODIES: Final = {
    **dict.fromkeys(("radio", "broadcaster", "newspaper", "channel", "outlet", "agency", "website"), "MEDIA"),
    **dict.fromkeys(("arm", "wing", "group", "company", "firm", "charity", "organisation", "organization"), "ORG"),
}
_ARTICLES: Final = frozenset(("the", "a", "an", "one", "this", "that", "some", "no"))


def make_voices(scene: Scene) -> None:
    """Add the names of who speaks where no mention stands, and the same words elsewhere.

    Args:
        scene: The Doc; mentions and entities are added.
    """
    saying = lexicon().saying
    verbs = [i for i, pos in enumerate(scene.pos) if pos == "VERB" and scene.lemma(i) in saying]
    tokens = [token for verb in verbs for token in _speaking(scene, verb)]
    for i, word in enumerate(scene.lowers[:-2]):
        if word == "according" and scene.lowers[i + 1] == "to":
            tokens += [c for c in scene.children[i + 1] if scene.deps[c] == "pobj"]
    named = [token for token in tokens if _may_name(scene, token)]
    if not named:
        return
    places: dict[str, list[int]] = {}
    for i, word in enumerate(scene.words):
        if scene.pos[i] == "PROPN":
            places.setdefault(word, []).append(i)
    for token in named:
        _name(scene, token, places)


def _speaking(scene: Scene, verb: int) -> Iterator[int]:
    """The subject of a verb, its apposition, or what stands between a quotation and the verb."""
    for child in scene.children[verb]:
        if scene.deps[child] == "nsubj":
            yield child
            if scene.pos[child] == "NOUN":
                yield from (c for c in scene.children[child] if scene.deps[c] == "appos")
    beside = verb - 1
    if beside > 0 and scene.quote[beside] < 0:
        first = _first(scene, beside)
        if first > 0 and scene.quote[first - 1] >= 0 and scene.sentence[first] == scene.sentence[verb]:
            yield beside


def _may_name(scene: Scene, token: int) -> bool:
    """Whether a token may end a name: a capital in the singular that no mention covers."""
    proper = scene.pos[token] == "PROPN" and scene.tags[token] != "NNPS"
    return proper and token not in scene.mark_at and scene.segment[token] not in ASIDE


def _name(scene: Scene, token: int, places: dict[str, list[int]]) -> None:
    """Make mentions of the name that a token ends, if it is one."""
    start, end, titled = _first(scene, token), token + 1, False
    while start < token and scene.lowers[start].rstrip(".") in TITLES | lexicon().ranks:
        start, titled = start + 1, True
    if not scene.free(start, end) or end - start > _LONGEST or not _is_name(scene, start, end):
        return
    before = scene.lowers[start - 1] if start else ""
    if before in _ARTICLES or end in scene.mark_at:
        return
    same = places[scene.words[token]]
    full = next((i for i in same if _given_before(scene, i)), -1) if end - start == 1 else -1
    kind = "PERSON" if titled or full >= 0 else _kind(scene, start, end, same)
    if not kind:
        return
    if full >= 0:
        _add(scene, full - 1, full + 1, kind, same)
    _add(scene, start, end, kind, same)


def _given_before(scene: Scene, i: int) -> bool:
    """Whether the text gives a person's name in full: "{Amina} Odo" for the Odo of "Odo said"."""
    given = i > 0 and scene.pos[i - 1] == "PROPN" and scene.free(i - 1, i + 1)
    return given and fold(scene.words[i - 1]).split("-")[0] in given_names()


def _add(scene: Scene, start: int, end: int, kind: str, last: list[int]) -> None:
    """Make mentions of a name wherever its words stand; ``last`` are the places of its last word."""
    name, words = scene.text(start, end), scene.words[start:end]
    entity_id = LOCAL + slug(name)
    if scene.known.get(entity_id, {}).get("kind", kind) != kind:
        return
    scene.remember(entity_id, name, kind)
    scene.entity(entity_id, kind)
    for i in last:
        first = i + 1 - len(words)
        same = first >= 0 and scene.words[first : i + 1] == words and scene.segment[i] not in ASIDE
        if same and scene.free(first, i + 1):
            scene.add(first, i + 1, entity_id, "name", _RULE, _SCORE)


def _first(scene: Scene, token: int) -> int:
    """Where the run of capitals that ends at a token begins."""
    start = token
    while start and scene.pos[start - 1] == "PROPN" and scene.sentence[start - 1] == scene.sentence[token]:
        if start - 1 in scene.mark_at or not scene.words[start - 1][:1].isupper():
            break
        start -= 1
    return start


def _is_name(scene: Scene, start: int, end: int) -> bool:
    """Whether words are a name: capitals that are no acronym, no weekday, no office, and no word of the language."""
    table = lexicon()
    for i in range(start, end):
        word = scene.words[i]
        plain = word.replace("-", "").replace("’", "").replace("'", "")
        if not plain.isalpha() or not word[:1].isupper() or word.isupper() or scene.doc[i].ent_type_ in _NOBODY:
            return False
        if scene.lowers[i] in table.groups or scene.lowers[i] in table.persons or scene.lowers[i] in table.sides:
            return False
    last = scene.lowers[end - 1]
    return len(last) > 2 and scene.kb.frequency(last) <= _WORD


def _kind(scene: Scene, start: int, end: int, same: list[int]) -> str:
    """PERSON, or the kind that the noun beside the name tells; "" where nothing does."""
    head = scene.heads[end - 1]
    noun = scene.lowers[head] if scene.deps[end - 1] == "appos" else ""
    if noun in _BODIES:
        return next((_BODIES[w] for w in scene.lowers[max(head - 1, 0) : head + 1] if w in _BODIES), "ORG")
    table = lexicon()
    if noun in table.persons or noun in table.unnamed:
        return "PERSON"
    if fold(scene.words[start]).split("-")[0] in given_names():
        return "PERSON"
    if end - start > 1:
        return "PERSON" if all(scene.kb.frequency(word) <= _WORD for word in scene.lowers[start:end]) else ""
    beside = {scene.lowers[i - 1] for i in same if i}
    return "PERSON" if any(word in table.persons or word in table.unnamed for word in beside) else ""
