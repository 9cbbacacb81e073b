"""conflict_coref: what stands for a name that was named: acronyms, surnames, "the rebels", "the governor", pronouns.

A sieve of rules from the sure to the unsure; each writes its name into the mention, and none takes a guess when two
actors fit equally well, for a wrong actor is the worst error. First persons in quotations are left to conflict_quotes,
which knows the speaker.
"""

from __future__ import annotations

from typing import Any, Final

from spacy.language import Language
from spacy.tokens import Doc

from conflictner.annotations import MENTIONS, read_marks, write_marks
from conflictner.components.coref.acronyms import join_acronyms
from conflictner.components.coref.clauses import make_persons
from conflictner.components.coref.introductions import affiliations, read_introductions
from conflictner.components.coref.lands import join_lands
from conflictner.components.coref.names import drop_common, join_names
from conflictner.components.coref.ownedbodies import take_owned_bodies
from conflictner.components.coref.people import give_genders
from conflictner.components.coref.resolution import resolve
from conflictner.components.coref.ruledbodies import take_ruled_bodies
from conflictner.components.coref.scene import Scene
from conflictner.components.coref.shortnames import join_short_names
from conflictner.components.coref.surnames import take_surnames
from conflictner.components.coref.voices import make_voices
from conflictner.errors import E303, ConfigError
from conflictner.rulepipe import RulePipe

DEFAULTS: Final[dict[str, Any]] = {"kb": None, "nominals": True, "pronouns": True}


@Language.factory(
    "conflict_coref",
    assigns=["doc.spans", "doc.ents", "doc._.conflict_mentions", "doc._.conflict_coref"],
    requires=["doc.spans", "token.dep", "token.head", "token.tag"],
    default_config=DEFAULTS,
)
def make_coref(nlp: Language, name: str, kb: str | None, nominals: bool, pronouns: bool) -> Coref:
    """Make a conflict_coref component; see `Coref`."""
    return Coref(nlp, name, kb=kb, nominals=nominals, pronouns=pronouns)


class Coref(RulePipe):
    """Resolve acronyms, short names, common nouns and pronouns to the actors of a Doc.

    Args:
        nlp: The pipeline it belongs to.
        name: Its name there.
        kb: A CSV file of the user's own actors, or None.
        nominals: Whether "the rebels" and "the governor" become mentions.
        pronouns: Whether "he", "it" and "their" become mentions.

    Raises:
        ConfigError: E303, a setting is not a bool.
    """

    needs = (
        ("mentions", MENTIONS, "conflict_mentions"),
        ("a dependency parse", "DEP", "a parser"),
        ("part-of-speech tags", "POS", "a tagger and an attribute_ruler"),
    )

    def __init__(
        self,
        nlp: Language,
        name: str = "conflict_coref",
        *,
        kb: str | None = None,
        nominals: bool = True,
        pronouns: bool = True,
    ) -> None:
        for setting, value in (("nominals", nominals), ("pronouns", pronouns)):
            if not isinstance(value, bool):
                raise ConfigError(
                    E303.format(component=name, setting=setting, value=repr(value), allowed="true, false")
                )
        super().__init__(nlp, name, kb=kb, nominals=nominals, pronouns=pronouns)

    def annotate(self, doc: Doc) -> Doc:
        """Write the mentions of a Doc anew, with ids joined and nouns and pronouns added."""
        self.require(doc)
        # What an earlier run of this component added is found again, not built upon; what others added stays.
        kept, marks = [], []
        for mark in read_marks(doc):
            if mark.mtype == "name":
                marks.append(mark)
            elif not mark.rule.startswith("coref:"):
                kept.append(mark)
        doc._.conflict_coref = {}
        if not len(doc):
            return doc
        scene = Scene(doc, marks, self.kb)
        join_acronyms(scene)
        join_lands(scene)
        make_persons(scene)
        take_surnames(scene)
        make_voices(scene)
        if not scene.marks:
            return doc
        # Titles tell two bearers of one surname apart; the short names bring titles of their own.
        read_introductions(scene)
        read = _links(scene)
        join_names(scene)
        join_short_names(scene)
        bodies = drop_common(scene)
        if self.settings["nominals"]:
            take_owned_bodies(scene)
            take_ruled_bodies(scene)
        if _links(scene) != read:
            read_introductions(scene)
        give_genders(scene)
        left = resolve(scene, nominals=self.settings["nominals"], pronouns=self.settings["pronouns"])
        sides = affiliations(scene)
        found = scene.marks + [mark for mark in (*kept, *bodies) if scene.free(mark.start, mark.end)]
        write_marks(doc, found)
        used = {mark.entity_id for mark in found}
        doc._.conflict_entities = {key: value for key, value in scene.known.items() if key in used}
        persons = sorted(
            (e for e in scene.entities.values() if e.kind == "PERSON" and e.id in used), key=lambda e: e.id
        )
        titles = {person.id: sorted(person.nouns) for person in persons if person.nouns}
        genders = {person.id: person.gender for person in persons if person.gender}
        # By characters, as the details of mentions: a pronoun left alone here must not be guessed at elsewhere.
        ends = {(doc[first].idx, doc[last].idx + len(doc[last])): reason for (first, last), reason in left.items()}
        offsets = {f"{start}:{end}": reason for (start, end), reason in ends.items()}
        doc._.conflict_coref = {"affiliations": sides, "titles": titles, "genders": genders, "left": offsets}
        return doc


def _links(scene: Scene) -> list[tuple[int, str, str, str]]:
    """What `read_introductions` reads of the mentions."""
    return [(mark.start, mark.entity_id, mark.kind, mark.role) for mark in scene.marks]
