"""Who is behind a source without a name of its own: who holds the title, who issued the statement."""

from __future__ import annotations

from typing import Final

from conflictner.annotations import Mark
from conflictner.components.quotes.reading import Reading, subject_of
from conflictner.components.quotes.sources import Source
from conflictner.components.quotes.speaker import persons
from conflictner.kinds import ACTOR_KINDS

_ISSUING: Final = frozenset({"release", "issue", "publish", "post", "send", "circulate", "distribute", "sign"})


def title_holder(reading: Reading, source: Source) -> Mark | None:
    """The person whose name closes a title that ends in another name: the envoy for South Sudan [Sena Odo] said.

    Of "the lawyer for the trader Ali Odo" the last words are no name of who speaks, so a place or a body must stand
    directly before the person.

    Args:
        reading: The Doc.
        source: The phrase that speaks.
    """
    head = reading.doc[source.head]
    person = reading.mention_at.get(source.end - 1)
    if person is None or person.end != source.end or person.start <= source.head + 1:
        return None
    before = reading.mention_at.get(person.start - 1)
    role = head.lemma_.lower() in persons() and head.tag_ in ("NN", "NNP")
    beside = before is not None and before.end == person.start and before.kind != "PERSON"
    return person if role and beside and _is_name(person) else None


def name_behind(reading: Reading, source: Source) -> Mark | None:
    """The person directly behind a title that was given without the name: the Home Secretary, of "[...] Sena Odo".

    Args:
        reading: The Doc.
        source: The phrase that speaks.
    """
    person = reading.mention_at.get(source.end)
    if person is None or person.start != source.end or not _is_name(person):
        return None
    governor = reading.doc[source.head].head.i
    return person if person.start <= governor < person.end else None


#: What stands before the name that somebody gives for himself: "who gave his name (only) as", "calling himself".
_NAMING: Final = frozenset({"as", "called", "named", "himself", "herself", "nicknamed"})
_TELLS_NAME: Final = frozenset({"name", "identified", "known", "calling", "called", "named", "nicknamed", "calls"})
#: So many words stand between the speaker and the name, and between the name and the word that brings it in.
_FAR: Final = 12
_TITLE: Final = 3


def self_named(reading: Reading, source: Source) -> Mark | None:
    """The person whom a clause about the speaker names: a man who identified himself as Commander [Odo] said.

    Args:
        reading: The Doc.
        source: The phrase that speaks, which holds no name.
    """
    doc = reading.doc
    if source.end >= len(doc) or doc[source.head].tag_ not in ("NN", "NNP"):
        return None
    for i in range(source.head + 1, min(source.head + _FAR, len(doc))):
        if doc[i].is_quote or doc[i].is_sent_start:
            return None
        mark = reading.mention_at.get(i)
        if mark is None or mark.start != i or not _is_name(mark):
            continue
        # "the band leader called Odo to the stage": a verb of his own
        between = doc[source.head + 1 : i]
        words = [token.lower_ for token in between if token.tag_ != "VBD" or token.lower_ == "identified"]
        told = not _NAMING.isdisjoint(words[-_TITLE:]) and not _TELLS_NAME.isdisjoint(words)
        return mark if told and not {"whose", "and", "whom"} & set(words) else None
    return None


def who_issued(reading: Reading, source: Source) -> Mark | None:
    """[The union] closed the gate and released a statement saying it had no choice: the subject of the verb.

    Args:
        reading: The Doc.
        source: The statement.
    """
    head = reading.doc[source.head]
    verb = head.head
    if head.dep_ != "dobj" or verb.lemma_.lower() not in _ISSUING:
        return None
    subject = subject_of(verb)
    if subject is None and verb.dep_ == "conj":
        subject = subject_of(verb.head)
    mark = reading.mention_at.get(subject.i) if subject is not None else None
    return mark if mark is not None and mark.entity_id and mark.kind in ACTOR_KINDS and mark.role == "actor" else None


def _is_name(mark: Mark) -> bool:
    return mark.kind == "PERSON" and mark.mtype == "name"
