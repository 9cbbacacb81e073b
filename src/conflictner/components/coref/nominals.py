"""Common nouns -> the actor: "the rebels", "the army", "the governor", "{army} spokesman", against what came before."""

from __future__ import annotations

from typing import Final

from conflictner.components.coref.bands import band_of, called_so
from conflictner.components.coref.forces import best_of, ministry, national_force
from conflictner.components.coref.lexicon import NATIONAL, SAME, lexicon
from conflictner.components.coref.membership import sides_beside
from conflictner.components.coref.memory import Memory, Trace
from conflictner.components.coref.offices import person
from conflictner.components.coref.phrases import Found, Nominal
from conflictner.components.coref.restriction import is_name, is_restricted, led_group, of_nation
from conflictner.components.coref.scene import ASIDE, Entity, Scene

#: Scores run from 0.6 to 0.9 by the lead of the best, where the text tells or leaves no choice; else from 0.5 to 0.75.
_SURE: Final = 0.6
_SURE_LEAD: Final = 0.3
_GUESSED: Final = 0.5
_GUESS_LEAD: Final = 0.25
#: Share of the weight of the best from which another one, named as lately, may as well be meant.
_EQUAL: Final = 0.35
_SUBJECTS: Final = ("nsubj", "nsubjpass")
#: Wire services are nobody's newspaper: what they are quoted for was said elsewhere.
_AGENCIES: Final = frozenset(
    f"med:{name}"
    for name in (
        *("afp", "anadolu", "ansa", "antara", "ap", "dpa", "efe", "interfax", "irna", "kyodo", "reuters", "ria"),
        *("saba", "sana", "tass", "wafa", "xinhua", "yonhap"),
    )
)
_SINGLE: Final = frozenset(("ORG", "NGO", "MEDIA"))
_PAPERS: Final = frozenset(("newspaper", "broadcaster", "magazine", "agency"))
#: Clauses that are climbed to who reports them.
_JOINED: Final = 4
#: What nobody calls his own government.
_UNLOVED: Final = frozenset(("junta", "regime"))
#: Nouns in the singular that a band hardly has for itself.
_FOES: Final = frozenset(("militia", "gang", "cartel", "enemy", "terrorist group"))


def resolve_nominal(
    scene: Scene, memory: Memory, nominal: Nominal, country: str, speakers: frozenset[str] = frozenset()
) -> Found | None:
    """The actor for which a nominal stands, or None.

    Args:
        scene: The Doc.
        memory: Who was mentioned before.
        nominal: What is to be resolved.
        country: The country in focus.
        speakers: Who speaks the quotation in which it stands: of their own they say "our soldiers".
    """
    if nominal.person:
        return person(scene, memory, nominal, country)
    led = led_group(scene, nominal)
    if led:
        return Found(led, "coref:led-by", 0.8)
    if is_restricted(scene, nominal) or is_name(scene, nominal):
        return None
    if nominal.number == "pl" and nominal.kinds[0] in _SINGLE:
        # "The hospitals" are several, "the rebels" one
        return None
    named = scene.apposed(nominal.noun) if nominal.number == "sg" else None
    if named is not None and named.mtype == "name" and named.kind in (*nominal.kinds, "ORG"):
        # "according to the group, the Kundu Council": the one that is named behind it
        return Found(named.entity_id, "coref:apposition", 0.85)
    if nominal.kinds[0] == "MEDIA" and scene.lowers[nominal.start] == "this":
        # "told this newspaper": the one that prints it, where its name stands above the story
        printing = {m.entity_id for m in scene.marks if m.kind == "MEDIA" and scene.segment[m.start] in ASIDE}
        return Found(printing.pop(), "coref:outlet", 0.8) if len(printing) == 1 else None
    national = nominal.text in lexicon().national or (nominal.bare and nominal.kinds[0] in NATIONAL)
    now = scene.clock[nominal.noun]
    band = band_of(scene, nominal.start, nominal.end) if nominal.kinds[0] == "ARMED_GROUP" else ""
    called = called_so(scene, band, nominal.start) if band else set[str]()
    if band and not called:
        return None

    own_side = _own_side(scene, nominal, speakers) | {_teller(scene, nominal)}

    def accept(trace: Trace) -> bool:
        entity = scene.entities.get(trace.entity_id)
        if entity is None or entity.kind == "PERSON" or trace.entity_id.startswith("#") or trace.entity_id in own_side:
            return False
        if nominal.text in _PAPERS and trace.entity_id in _AGENCIES:
            return False
        if not of_nation(scene, nominal, entity):
            return False
        if band:
            return trace.entity_id in called
        if nominal.text in lexicon().strict and entity.kind not in nominal.kinds:
            # "took Kundu, the ministry said": the comma makes no ministry of a town
            return _named_so(entity.words, nominal)
        return entity.kind in nominal.kinds or _told(entity, nominal) or _named_so(entity.words, nominal)

    ranked = memory.ranked(now, accept, slow=True)
    orgs, tied = sides_beside(scene, nominal)
    if orgs and not national:
        # "The group's negotiator, Sena Odo": the body of which Odo is listed, or one tied to it, and no other.
        members = [trace for _, trace in ranked if trace.entity_id in orgs]
        if len(members) == 1:
            return Found(members[0].entity_id, "coref:member", 0.9)
        ranked = [(value, trace) for value, trace in ranked if trace.entity_id in tied]
    rivals = len([None for _, trace in ranked if scene.entities[trace.entity_id].kind in nominal.kinds]) > 1
    own = [item for item in ranked if _own_noun(scene, item[1], nominal)]
    if own and not national:
        # "the council": where one actor is called so, no other council-like body is meant.
        ranked = own
    if not own and nominal.text in lexicon().strict:
        return ministry(scene, nominal, country)
    if not own and not national and not _may_be_any(scene, nominal, [trace for _, trace in ranked]):
        return None
    opened = scene.who(scene.main_subject(nominal.noun)) if scene.deps[nominal.noun] in _SUBJECTS else ""
    weighed = sorted(
        ((value * _fit(scene, trace, nominal), trace) for value, trace in ranked),
        key=lambda item: (-item[0], -item[1].token),
    )
    hidden = memory.get(f"#?group:{nominal.text}")
    if hidden is not None and (not weighed or weighed[0][1].token < hidden.token):
        # "A group of airmen left. The group ...": that one, whom nobody names.
        return None
    if national:
        return national_force(scene, nominal, weighed, country)
    if (
        nominal.text in lexicon().loose
        and not nominal.bare
        and len(weighed) > 1
        and weighed[1][0] > 0.3 * weighed[0][0]
    ):
        return None
    if any(trace.entity_id == opened != weighed[0][1].entity_id for _, trace in weighed):
        # "The union fled. The union hid. The front agreed. The group ...": the front stands nearer, the union is on
        # every mind
        return None
    found = best_of(weighed, f"coref:{nominal.number}-noun")
    if found is not None and rivals and not _told(scene.entities[found.entity_id], nominal):
        if _has_equal(scene, memory, nominal, found.entity_id, weighed):
            return None
        # Who was named last among several is a guess, and says so.
        found.score = round(_GUESSED + _GUESS_LEAD * (found.score - _SURE) / _SURE_LEAD, 3)
    return found


def _has_equal(scene: Scene, memory: Memory, nominal: Nominal, best: str, weighed: list[tuple[float, Trace]]) -> bool:
    """Whether another body of the kind was named as lately as the best: "The front attacked the union. {The group}".

    One named a sentence later than all others is on every mind, and so is one named three times for the other's once.
    """
    chosen = memory.get(best)
    return chosen is not None and any(
        trace.entity_id != best
        and trace.sentence >= chosen.sentence
        and value > _EQUAL * weighed[0][0]
        and scene.entities[trace.entity_id].kind in nominal.kinds
        for value, trace in weighed
    )


def _own_side(scene: Scene, nominal: Nominal, speakers: frozenset[str]) -> set[str]:
    """Who cannot be "the soldiers" in a quotation: who speaks, and for whom. "We told the soldiers to leave"."""
    if nominal.number != "pl" and nominal.text not in _FOES:
        return set()
    sides = {scene.entities[speaker].org for speaker in speakers if speaker in scene.entities}
    return set(speakers) | sides | {role.org for speaker in speakers for role in scene.kb.roles_of(speaker)}


def _teller(scene: Scene, nominal: Nominal) -> str:
    """Who reports the clause of a noun for fighters: "The front said the militia had fled" is no word on itself.

    Of "the group" or "the movement" a reporter may well mean the speaker's own.
    """
    armed = nominal.kinds[0] == "ARMED_GROUP" and (nominal.number != "sg" or nominal.text in _FOES)
    if not armed and nominal.text not in _UNLOVED:
        return ""
    verb = scene.verb_over(nominal.noun)
    for _ in range(_JOINED):
        # "said that its men had left, and that the junta had shelled them"
        if verb < 0 or scene.deps[verb] != "conj":
            break
        verb = scene.heads[verb]
    above = scene.matrix(verb) if verb >= 0 else -1
    if above < 0 or scene.deps[verb] != "ccomp" or scene.lemma(above) not in lexicon().saying:
        return ""
    return scene.who(scene.subject_of(above))


def _named_so(words: set[str], nominal: Nominal) -> bool:
    """E.g. "the movement" is the March 23 Movement, "the council" the Presidential Council."""
    return nominal.number == "sg" and " " not in nominal.text and nominal.text in words


def _may_be_any(scene: Scene, nominal: Nominal, candidates: list[Trace]) -> bool:
    """Whether a noun may stand for an actor that the text never called so.

    "The Coalition" with its capital is a name, and "the council" some council; "the charity" is the one charity.
    """
    if scene.words[nominal.noun][:1].isupper() and not scene.words[nominal.noun].isupper() and not nominal.bare:
        return False
    if nominal.text not in lexicon().specific:
        return True
    return (
        len(candidates) == 1
        and scene.entities[candidates[0].entity_id].kind == nominal.kinds[0]
        and nominal.kinds[0] in ("NGO", "MEDIA", "ORG")
        and not scene.entities[candidates[0].entity_id].nouns
    )


def _told(entity: Entity, nominal: Nominal) -> bool:
    """Whether the text introduced an actor by this noun, or by one that means the same."""
    return nominal.text in entity.nouns or SAME.get(nominal.text, "") in entity.nouns


def _own_noun(scene: Scene, trace: Trace, nominal: Nominal) -> bool:
    entity = scene.entities[trace.entity_id]
    return nominal.number == "sg" and (_told(entity, nominal) or _named_so(entity.words, nominal))


def _fit(scene: Scene, trace: Trace, nominal: Nominal) -> float:
    entity = scene.entities[trace.entity_id]
    fit = 1.0 if entity.kind in nominal.kinds else 0.8
    if _told(entity, nominal):
        fit *= 1.8
    elif _named_so(entity.words, nominal):
        fit *= 1.5
    if nominal.kinds and entity.kind == nominal.kinds[0]:
        fit *= 1.15
    return fit
