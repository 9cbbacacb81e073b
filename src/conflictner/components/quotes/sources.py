"""Sources: the words that name who speaks, found from a cue by the parse, or by what stands beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from conflictner.components.quotes.boundaries import clause_start
from conflictner.components.quotes.cues import Cue
from conflictner.components.quotes.reading import SUBJECTS, Reading, subject_of
from conflictner.kinds import ACTOR_KINDS
from conflictner.tokens import Word

_RELATIVE: Final = frozenset({"who", "which", "that", "whom", "whose"})
_NOUNS: Final = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "SYM", "X"})
#: Verbs whose object, not subject, speaks in the infinitive: asked him to say.
_OBJECT_CONTROL: Final = frozenset(
    {"ask", "urge", "tell", "order", "force", "press", "lead", "prompt", "allow", "expect"}
)
#: Passives whose subject speaks: was quoted as saying, was forced to admit.
_SPOKEN_FOR: Final = frozenset({"quote", "report", "cite", "hear", "record", "force", "oblige", "compel"})
_STOPS: Final = frozenset(",;:()[]–—―-\"“”«»'‘’")
_BULLETS: Final = frozenset("•●▪■◦‣∙*")
_ASIDES: Final = frozenset({",", "--", "–", "—", "-", ")"})
_WITHIN: Final = frozenset({"of", "from", "in", "at", "near", "on", "across"})
#: Verbs whose object hears, and is not what is said.
TOLD: Final = frozenset(
    {"tell", "inform", "brief", "notify", "assure", "warn", "remind", "alert", "reassure", "advise", "ask"}
)
#: Texts that somebody issues: released a statement saying, wrote in a letter saying.
_ISSUED: Final = frozenset(
    {"statement", "communique", "communiqué", "release", "letter", "message", "post", "tweet", "note", "email", "memo"}
)
_GLAD: Final = frozenset({"quick", "happy", "glad", "proud", "pleased", "careful", "sorry", "sad", "keen", "first"})
#: What stands behind a name and is nobody.
LETTERS: Final = frozenset(
    {"SC", "QC", "KC", "MP", "MEP", "MLA", "MNA", "MBE", "OBE", "CBE", "PhD", "MD", "Esq", "SJ", "Jr", "Jr.", "Sr"}
)
#: It is fair to say, it remains to note: nobody says it.
_FAIR: Final = frozenset({"be", "seem", "remain", "become", "take", "suffice", "help", "pay"})
_CLIMBS: Final = frozenset({"conj", "xcomp", "advcl", "pcomp", "prep", "dep"})
#: Verbs that are climbed from a cue to the one with a subject.
_CLIMB: Final = 6


@dataclass(frozen=True, slots=True)
class Source:
    """Who speaks: token span of the phrase, its head, and the wider phrase with appositions and relative clauses.

    ``told`` are the tokens in the place of the subject where they are others than the phrase; see `_with_relative`.
    """

    start: int
    end: int
    head: int
    wide_start: int
    wide_end: int
    rule: str
    told: tuple[int, int] | None = None

    @property
    def words(self) -> tuple[int, int]:
        """The tokens that stand where the speaker is told: [Sena Odo] said, but: Sena Odo, [who] said."""
        return self.told or (self.start, self.end)


def find_source(reading: Reading, cue: Cue) -> Source | None:
    """The source of a cue.

    Args:
        reading: The Doc.
        cue: A cue in it.

    Returns:
        The source, or None: passive without agent, impersonal, or nothing found.
    """
    doc = reading.doc
    if cue.form == "phrase":
        return _after_phrase(reading, cue)
    voice = _speaking(reading, doc[cue.head])
    if voice is None:
        return None
    if voice.rule == "subject" and voice.head.i < cue.head:
        # Sudan: A teacher in Nyala, 45 km to the south, said ... The label of the line is nobody's subject.
        colon = next((i for i in range(voice.head.i + 1, cue.head) if doc[i].text == ":"), None)
        if colon is not None and reading.quotation_over(reading.starts[colon]) is None:
            return phrase_at(reading, colon + 1, cue.head)
    source = noun_phrase(reading, _bearer(reading, voice.head), cue.head, voice.rule)
    return _with_relative(reading, source, voice.relative) if source is not None and voice.relative >= 0 else source


def _with_relative(reading: Reading, source: Source, who: int) -> Source:
    """The words that tell the speaker of a relative clause: [drivers who] said, but: Sena Odo, [who] said.

    Behind a comma the clause is a statement of its own; without one "who" belongs to the phrase.
    """
    aside = reading.doc[who - 1].text in _ASIDES or not source.end <= who <= source.wide_end
    return replace(source, told=(who, who + 1) if aside else (source.start, who + 1))


def _bearer(reading: Reading, head: Word) -> Word:
    """Who bears the letters behind a name: [Musa Idris], SC, told the court ..."""
    before = reading.mention_at.get(head.i - 2) if head.i > 1 and head.doc[head.i - 1].text == "," else None
    borne = before is not None and before.kind == "PERSON" and head.text in LETTERS
    return head.doc[before.end - 1] if before is not None and borne else head


@dataclass(frozen=True, slots=True)
class _Voice:
    """The head of the phrase that speaks, and the rule that found it."""

    head: Word
    rule: str
    relative: int = -1


def _speaking(reading: Reading, verb: Word) -> _Voice | None:
    """Who speaks by a verb: its subject or agent, else the subject of a verb above that it shares."""
    if _is_asked(verb):
        return None
    loose = verb.tag_ == "VBN" and verb.dep_ in ("acl", "relcl") and subject_of(verb) is None
    if _is_passive(verb) or loose:
        return _agent(verb)
    current = came = verb
    for step in range(_CLIMB):
        if step and current.lemma_ in _SPOKEN_FOR and not _is_passive(current) and came.lower_ == "as":
            # The general quoted [a villager] as saying ...
            object_ = next((c for c in current.children if c.dep_ == "dobj"), None)
            return _Voice(object_, "object") if object_ is not None else None
        if step and current.lemma_ not in _SPOKEN_FOR and _is_passive(current):
            return None
        subject = _subject(reading, current)
        if step and subject is not None and _is_another_tense(verb, current, subject):
            return None
        if subject is not None and subject.i > current.i and current.tag_ in ("VBG", "VB", "VBN"):
            subject = None  # encouraging Americans to ...: they are encouraged
        if subject is not None and subject.i != verb.i:
            return _by_subject(reading, current, subject, shared=step > 0)
        if current.dep_ == "acl":
            return _of_noun(current)
        glad = current.dep_ == "acomp" and current.lemma_ in _GLAD  # [The mayor] was quick to add that ...
        controlled = current.dep_ == "xcomp" and current.head.lemma_ in _OBJECT_CONTROL
        if (current.dep_ not in _CLIMBS and not glad) or current.head.i == current.i or controlled:
            return None
        came, current = current, current.head
    return None


def _is_another_tense(verb: Word, above: Word, subject: Word) -> bool:
    """Asked them to seize the oil that funds the group and [proposed] a truce: the oil proposes nothing."""
    present = above.tag_ in ("VBZ", "VBP")
    return is_pronoun_relative(subject) and subject.lower_ != "who" and verb.tag_ == "VBD" and present


def _is_passive(verb: Word) -> bool:
    return any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children)


def _agent(verb: Word) -> _Voice | None:
    """It was said by [the army]."""
    agent = next((c for c in verb.children if c.dep_ == "agent"), None)
    of = next((c for c in agent.children if c.dep_ == "pobj"), None) if agent is not None else None
    return _Voice(of, "agent") if of is not None else None


def _by_subject(reading: Reading, verb: Word, subject: Word, *, shared: bool) -> _Voice | None:
    """Who a subject is: itself, or whom its "who" takes up; a clause or an "it" that nobody is says nothing."""
    if is_pronoun_relative(subject):
        if verb.dep_ != "relcl" or verb.head.pos_ == "VERB":
            return None
        who = _antecedent(reading, verb.head, subject)
        return _Voice(who, "antecedent", -1 if shared else subject.i) if who is not None else None
    impersonal = _is_passive(verb) or (shared and verb.lemma_ in _FAIR)
    if subject.dep_ == "csubj" or (subject.lower_ == "it" and impersonal):
        return None
    return _Voice(subject, "shared subject" if shared else "subject")


def _of_noun(verb: Word) -> _Voice | None:
    """A [statement] saying that ...; but not: a hymn called “...”."""
    if verb.tag_ not in ("VBG", "VB"):
        return None
    text = _text_sent_to(verb.head) or verb.head
    issuer = _issuer(text)
    return _Voice(issuer, "issuer") if issuer is not None else _Voice(text, "noun")


def _text_sent_to(reader: Word) -> Word | None:
    """Sent [a message] to supporters saying ...: for the parser it is the supporters who say it."""
    to = reader.head
    if reader.dep_ != "pobj" or to.lower_ != "to":
        return None
    text = to.head if to.dep_ == "prep" else next((c for c in to.head.children if c.dep_ == "dobj"), None)
    return text if text is not None and text.lemma_.lower() in _ISSUED and text.i < to.i else None


def _issuer(text: Word) -> Word | None:
    """[The army] issued a statement saying ..., [the mayor] wrote in a letter saying ...: who speaks is named."""
    if text.lemma_.lower() not in _ISSUED:
        return None
    verb = text.head.head if text.dep_ == "pobj" and text.head.dep_ == "prep" else text.head
    if verb.pos_ != "VERB" or text.dep_ not in ("dobj", "pobj") or any(c.dep_ == "auxpass" for c in verb.children):
        return None
    subject = subject_of(verb)
    return subject if subject is not None and subject.i < verb.i and not is_pronoun_relative(subject) else None


def _is_asked(verb: Word) -> bool:
    """[Asked] whether they would go, he replied: a participle in front, and others than its subject spoke."""
    fronted = verb.dep_ == "advcl" and verb.tag_ in ("VBN", "VBD") and verb.head.i > verb.i
    return fronted and all(c.i > verb.i or c.dep_ in ("punct", "advmod", "mark") for c in verb.children)


def _subject(reading: Reading, verb: Word) -> Word | None:
    """The subject, but none in a participle clause in front: Briefing reporters today, [Amina Bello] said ..."""
    subject = subject_of(verb)
    if subject is None or subject.i > verb.i:
        return subject
    first = subject.left_edge
    fronted = first.is_sent_start and first.lower_.endswith("ing") and first.i not in reading.mention_at
    if not fronted or all(token.text != "," for token in verb.doc[subject.i : verb.i]):
        return subject
    last = next((c for c in reversed(list(verb.lefts)) if c.dep_ in SUBJECTS), subject)
    if last is not subject:
        return last
    name = reading.mention_at.get(clause_start(verb) - 1)
    return verb.doc[name.end - 1] if name is not None and name.kind in ACTOR_KINDS else subject


def _antecedent(reading: Reading, noun: Word, relative: Word) -> Word | None:
    """Whom "who" takes up: [a resident] of Sittwe, who said ...; but: the father of [Amina Bello], who said ...

    The parser hangs the clause on the nearest noun. A place never speaks, and after a comma a noun behind "of" that
    names nobody gives way to the one in front.
    """
    while relative.lower_ == "who":
        mark = reading.mention_at.get(noun.i)
        place = mark is not None and (mark.kind == "PLACE" or mark.role == "place") and mark.kind != "PERSON"
        loose = mark is None and relative.i > 0 and noun.doc[relative.i - 1].text == ","
        if not place and not loose:
            return noun
        prep = noun.head
        outer = prep.head
        if place and noun.dep_ == "pobj" and outer.pos_ == "VERB":
            # He angered [doctors] in Goma, who said ...: the parser hung the place on the verb.
            outer = next((c for c in outer.children if c.dep_ == "dobj" and c.right_edge.i == prep.i - 1), outer)
        climbs = noun.dep_ == "pobj" and prep.lower_ in _WITHIN and outer.pos_ in ("NOUN", "PROPN", "PRON")
        if not climbs or outer.i >= noun.i:
            return None if place else noun
        noun = outer
    return noun


def _after_phrase(reading: Reading, cue: Cue) -> Source | None:
    doc = reading.doc
    last = doc[cue.end - 1]
    of = next((c for c in last.children if c.dep_ in ("pobj", "dobj")), None)
    if of is None:
        return phrase_at(reading, cue.end, reading.sentence_of(cue.head)[1])
    return noun_phrase(reading, of, cue.head, "phrase")


def noun_phrase(reading: Reading, head: Word, cue: int, rule: str) -> Source | None:
    """The phrase of a head noun: from its left edge to the first comma, relative clause or the cue.

    >>> # [A trader], Fatima Bukar, who trekked out with her children, said ...
    """
    doc = reading.doc
    left, right = head.left_edge.i, head.right_edge.i + 1
    low, high = reading.sentence_of(head.i)
    left, right = max(left, low), min(right, high)
    if cue < left or cue < head.i:
        left = max(left, cue + 1)
    elif cue < right:
        right = cue
    for i in range(head.i - 1, left - 1, -1):
        if (
            (doc[i].is_quote and not doc[i].text.startswith("'"))
            or doc[i].is_space
            or doc[i].text in (",", ":", ";", "–", "—", "―")
            or doc[i].text in _BULLETS
        ):
            left = i + 1
            break
        if doc[i].dep_ in ("cc", "mark", "advmod") and i == left:
            left = i + 1
    while left < head.i and doc[left].dep_ in ("cc", "mark", "punct", "advmod") and doc[left].head.i != left + 1:
        left += 1
    end = _phrase_end(doc, head.i + 1, right)
    name = reading.mention_at.get(head.i)
    if name is not None and end < name.end and not name.start <= cue < name.end:
        end = name.end  # said General [Yasser al-Atta]: hyphens tear the parse of a name, not the name
    if end < right and doc[end].text == ",":
        last = _last_listed(head)
        if end < last.i < right and all(t.pos_ not in ("VERB", "AUX") for t in doc[end : last.i]):
            end = _phrase_end(doc, last.i + 1, right)
    if left >= end:
        return None
    return Source(left, end, head.i, left, max(right, end), rule)


def _phrase_end(doc: list[Word], end: int, right: int) -> int:
    """Where a phrase stops, read from the token behind its head."""
    first = end
    while end < right:
        token = doc[end]
        if (
            (token.text in _STOPS and token.text != "-")
            or token.is_space
            or token.dep_ in ("relcl", "acl", "aux", "auxpass")
        ):
            break
        if token.tag_ in ("WP", "WDT", "WP$", "WRB") or (token.pos_ in ("VERB", "AUX") and token.dep_ != "conj"):
            break
        end += 1
    while end > first and doc[end - 1].pos_ in ("ADP", "CCONJ", "ADV", "SCONJ", "PUNCT", "PART"):
        end -= 1
    return end


def _last_listed(head: Word) -> Word:
    """[The United States, Egypt and the UAE]: the last of a list that an "and" closes."""
    last, closed = head, False
    for _ in range(12):
        closed = closed or any(c.dep_ == "cc" for c in last.rights)
        following = next((c for c in last.rights if c.dep_ == "conj" and c.pos_ in ("NOUN", "PROPN")), None)
        if following is None:
            break
        last = following
    return last if closed else head


def phrase_at(reading: Reading, start: int, limit: int) -> Source | None:
    """A noun phrase read off the words from ``start`` on, where the parse gives none: “...”, said Col Omar Idris."""
    doc = reading.doc
    while start < limit and (doc[start].is_punct or doc[start].is_space):
        start += 1
    end, head = start, -1
    while end < limit:
        token = doc[end]
        described = token.tag_ == "VBN" and end + 1 < limit and doc[end + 1].pos_ in ("NOUN", "PROPN")
        if (
            described
            or token.pos_ in _NOUNS
            or token.tag_ in ("POS", "PRP$")
            or token.text in ("of", "for", "-", "and")
        ):
            # [One of the men] said; “We are tired,” read [one].
            counted = token.pos_ == "NUM" and (
                doc[end + 1].lower_ == "of"
                if end + 1 < limit
                else end == start and token.lower_ == "one" and end + 1 < len(doc) and doc[end + 1].is_punct
            )
            if (counted or token.pos_ in ("NOUN", "PROPN", "PRON")) and (head < 0 or doc[end - 1].pos_ != "ADP"):
                seen_of = any(doc[i].pos_ == "ADP" for i in range(start, end))
                head = end if not seen_of else head
            end += 1
            continue
        break
    while end > start and doc[end - 1].pos_ not in ("NOUN", "PROPN", "PRON", "NUM"):
        end -= 1
    if head < 0 or end <= head or (doc[head].ent_type_ in ("DATE", "TIME") and head not in reading.mention_at):
        return None  # an official said [Wednesday], “...”
    return Source(start, end, head, start, end, "beside")


def source_within(reading: Reading, cue: Cue, start: int, end: int) -> Source | None:
    """A cue's source if it stands within a stretch of tokens, else the noun phrase beside the cue there."""
    source = find_source(reading, cue)
    if source is not None and start <= source.head < end:
        return source
    front = phrase_at(reading, start, cue.head)
    if front is not None and front.start - start <= 1 and cue.entry.lemma in TOLD:
        return front  # “...,” Amina Bello, founder of the radio, tells Reuters: who hears stands behind the verb
    inverted = phrase_at(reading, cue.end, end)
    if inverted is not None and inverted.start - cue.end <= 1:
        return inverted
    return front or source


def is_relative(token: Word) -> bool:
    """Whether a verb stands in a relative clause: a major who [speaks] for the movement.

    A verb with a subject of its own after a comma is none, whatever its label: No house burned, the colonel has
    [countered].

    >>> from spacy.tokens import Doc; from spacy.vocab import Vocab
    >>> is_relative(Doc(Vocab(), ["runs"], deps=["relcl"], heads=[0])[0])
    True
    """
    subject = next((child for child in token.children if child.dep_ in SUBJECTS), None)
    if subject is not None and is_pronoun_relative(subject):
        return True
    if token.dep_ not in ("relcl", "acl"):
        return False
    return subject is None or not follows_comma(subject)


def is_pronoun_relative(token: Word) -> bool:
    """Whether a subject is who, which or that; WHO, the health organisation, is none."""
    return token.lower_ in _RELATIVE and token.tag_ in ("WP", "WDT", "IN", "WP$") and not token.is_upper


def follows_comma(subject: Word) -> bool:
    """Whether the phrase of a subject comes right after a comma or a closing mark."""
    left = subject.left_edge.i
    return left > 0 and (subject.doc[left - 1].text == "," or subject.doc[left - 1].is_quote)
