"""One pass from left to right: names are remembered, nouns and pronouns resolved against what came before."""

from __future__ import annotations

from typing import Final

from conflictner.annotations import REPLACED, Mark
from conflictner.components.coref.described import described
from conflictner.components.coref.focus import focus
from conflictner.components.coref.holders import OFFICES, holder, office_of
from conflictner.components.coref.lexicon import PERSON_PRONOUNS, PRONOUNS, is_people, lexicon
from conflictner.components.coref.memory import Memory
from conflictner.components.coref.nominals import resolve_nominal
from conflictner.components.coref.offices import UNDATED, is_undated
from conflictner.components.coref.phrases import Found, find_nominal, is_title, last_words
from conflictner.components.coref.pronouns import pronoun_class, resolve_pronoun
from conflictner.components.coref.scene import ASIDE, Scene, is_actor
from conflictner.components.coref.shortnames import is_doubtful

#: What stands inside quotation marks is remembered less by the text around, a headline less by the story below.
_QUOTED: Final = 0.7
_HEADLINE: Final = 0.6
_UNNAMED: Final = 0.8
_POINTING: Final = frozenset(("NOUN", "PROPN", "PRON", "DET", "ADJ"))
_NAMED: Final = frozenset(("nsubj", "nsubjpass", "poss", "dobj", "pobj"))
_WITHIN: Final = frozenset(("compound", "nmod", "amod"))
_NAMES: Final = REPLACED | {""}
_SUBJECTS: Final = ("nsubj", "nsubjpass")
#: How far the words that tell the speaker stand from a quotation, in tokens.
_BESIDE: Final = 14
#: The same for a paragraph that ends in a colon: "Odo, who has sold cloth in Kundu for years, said:".
_ANNOUNCING: Final = 40


def resolve(scene: Scene, *, nominals: bool = True, pronouns: bool = True) -> dict[tuple[int, int], str]:
    """Add the nominal and pronoun mentions of a Doc.

    Args:
        scene: The Doc; mentions are added.
        nominals: Whether to resolve common nouns.
        pronouns: Whether to resolve pronouns.

    Returns:
        What was left alone, by its first and last token, and why: a pronoun is "unnamed", "rivals" or "far", an office
        "undated".
    """
    left: dict[tuple[int, int], str] = {}
    memory = Memory()
    country = focus(scene)
    starts = {mark.start: mark for mark in scene.marks}
    speakers = _speakers(scene)
    nouns = last_words() if nominals else frozenset()
    wanted = PRONOUNS if pronouns else frozenset()
    # Two tokens in five are verbs, marks and the like, of which nothing is to be done.
    points = [i for i, pos in enumerate(scene.pos) if pos in _POINTING or i in starts]
    for i in points:
        if scene.segment[i] in ASIDE:
            continue
        mark = starts.get(i)
        if mark is not None:
            if mark.entity_id and is_actor(mark):
                if is_doubtful(scene, mark):
                    scene.owner.pop(i, None)
                    _remember(scene, memory, i, "?name", scene.weight(mark.start, mark.end))
                else:
                    _note(scene, memory, mark)
            elif mark.kind in ("PLACE", "PERSON") and scene.deps[scene.root(mark.start, mark.end)] in _SUBJECTS:
                # A place that is a subject may be a person of that name: "Ali Bashir Kundu fled ... he"; and one of
                # two Kundus is somebody.
                _remember(scene, memory, scene.root(mark.start, mark.end), "?name", 1.0)
            continue
        if i in scene.mark_at:
            continue
        pos, word = scene.pos[i], scene.lowers[i]
        if word in wanted and pos in ("PRON", "DET") and pronoun_class(scene, i):
            said = frozenset(speakers.get(scene.quote[i], ()))
            meant = resolve_pronoun(scene, memory, i, said)
            if isinstance(meant, str):
                left[i, i] = meant
                continue
            _note(scene, memory, _add(scene, i, i + 1, meant, "pronoun"))
            entity = scene.entities[meant.entity_id]
            entity.gender = entity.gender or PERSON_PRONOUNS.get(word, "")
            continue
        office = office_of(scene, i) if nominals and word in OFFICES else None
        if office is not None and scene.free(office[0], office[1]):
            found = holder(scene, office)
            if found is not None:
                _note(scene, memory, _add(scene, office[0], office[1], found, "nominal"))
                continue
        told = described(scene, i) if nominals and pos in ("NOUN", "PROPN") else None
        if told is not None and scene.free(i, i + 1):
            _note(scene, memory, _add(scene, told[0], i + 1, told[1], "nominal"))
            continue
        nominal = find_nominal(scene, i) if word in nouns else None
        if nominal is not None and scene.free(nominal.start, nominal.end):
            said = frozenset(speakers.get(scene.quote[i], ()))
            found = resolve_nominal(scene, memory, nominal, country, said)
            if found is not None:
                _note(scene, memory, _add(scene, nominal.start, nominal.end, found, "nominal"))
                continue
            if is_undated(scene, nominal, country):
                left[nominal.start, nominal.end - 1] = UNDATED
        if pos in ("NOUN", "PROPN"):
            _note_unnamed(scene, memory, i)
    return left


def _add(scene: Scene, start: int, end: int, found: Found, mtype: str) -> Mark:
    return scene.add(start, end, found.entity_id, mtype, found.rule, found.score)


def _note(scene: Scene, memory: Memory, mark: Mark) -> None:
    weight = scene.weight(mark.start, mark.end)
    quoted = scene.quote[mark.start] >= 0
    if quoted:
        weight *= _QUOTED
    if scene.segment[mark.start] != "BODY":
        weight *= _HEADLINE
    memory.note(
        mark.entity_id,
        scene.entities[mark.entity_id].kind,
        weight,
        sentence=scene.clock[mark.start],
        token=mark.start,
        plural=scene.is_plural(mark.start, mark.end) or scene.lowers[mark.start] in ("they", "them", "their"),
        quoted=quoted,
    )


def _note_unnamed(scene: Scene, memory: Memory, i: int) -> None:
    """Remember somebody or something unnamed that a pronoun may mean: "a trader", "the driver", "the road"."""
    dep = scene.deps[i]
    if dep in _WITHIN or not scene.words[i].isalpha():
        return
    if scene.pos[i] == "PROPN":
        # A name that the mentions missed: "Qanbar was a commander ... he"; not a date, nor "Commissioner Odo".
        if dep in _NAMED and scene.doc[i].ent_type_ in _NAMES and not is_title(scene, i):
            _remember(scene, memory, i, "?name", scene.weight(i, i + 1))
        return
    word, tag = scene.lowers[i], scene.tags[i]
    table = lexicon()
    if word in table.groups and word not in table.national:
        if dep in ("appos", "attr"):
            return
        kind = "?group"
    elif tag == "NN" and (word in table.unnamed or word in table.persons):
        # A title or an apposition is the person beside it.
        if dep == "appos" or is_title(scene, i):
            return
        kind = "?person"
    elif tag == "NNS":
        kind = "?people"
    elif dep in _SUBJECTS or (dep in ("dobj", "pobj") and tag == "NN"):
        kind = "?thing"
    else:
        return
    who = scene.who(i)
    if who and not who.startswith("#"):
        # "M23 rebels", "soldiers of the mission": they have a name
        return
    weight = scene.weight(i, i + 1)
    if kind == "?people" and dep not in _SUBJECTS:
        weight *= 0.6
    if kind == "?people" and not is_people(word):
        weight *= 0.5
    _remember(scene, memory, i, kind, weight)


def _remember(scene: Scene, memory: Memory, i: int, kind: str, weight: float) -> None:
    unnamed = f"#{kind}:{scene.lowers[i]}"
    weight *= _UNNAMED * (_QUOTED if scene.quote[i] >= 0 else 1.0)
    memory.note(unnamed, kind, weight, sentence=scene.clock[i], token=i, plural=scene.tags[i] == "NNS")
    if not scene.who(i):
        scene.owner[i] = unnamed


def _speakers(scene: Scene) -> dict[int, set[str]]:
    """For each quotation the named subject of the verb of saying beside it."""
    speakers: dict[int, set[str]] = {}
    for number, (first, behind) in enumerate(scene.quotations):
        announcing = _announced(scene, first)
        if announcing == scene.paragraph[first]:
            around = [*range(max(first - _BESIDE, 0), first), *range(behind, min(behind + _BESIDE, len(scene)))]
        else:
            around = [*range(max(first - _ANNOUNCING, 0), first)]
        for i in around:
            if scene.pos[i] != "VERB" or scene.quote[i] >= 0 or scene.paragraph[i] != announcing:
                continue
            if scene.lemma(i) in lexicon().saying:
                who = scene.who(scene.subject_of(i))
                if who and not who.startswith("#"):
                    speakers.setdefault(number, set()).add(who)
    return speakers


def _announced(scene: Scene, first: int) -> int:
    """The paragraph that announces a quotation with a colon at its end, else the quotation's own one."""
    i = first - 1
    while i >= 0 and not scene.words[i].strip():
        i -= 1
    return scene.paragraph[i] if i >= 0 and scene.words[i] == ":" else scene.paragraph[first]
