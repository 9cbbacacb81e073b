"""Contents that are no clause: accuse X of ..., describe X as ..., call on X to ..., an allegation he denies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from conflictner.components.quotes.attribution import Span
from conflictner.components.quotes.boundaries import CHARGES, Boundaries
from conflictner.components.quotes.cues import Cue
from conflictner.components.quotes.marks import Quotation, is_written_as_name
from conflictner.components.quotes.reading import SUBJECTS, Reading, subject_of
from conflictner.kinds import ACTOR_KINDS
from conflictner.tokens import Word

#: Word span of a content, the rule, and the token of whom it is said to or about.
Framed = tuple[Span, str, int | None]

#: Nouns that say what was said, though they stand for no clause; "claimed compensation" and "rejected recruits" do not.
#: Verbs whose object is what somebody is blamed for; "blamed the army" and "criticised the mayor" tell no words.
_CONDEMNS: Final = ("condemn", "denounce", "deplore", "decry")
_SAID: Final = {
    **dict.fromkeys(_CONDEMNS, frozenset()),
    "claim": frozenset({"responsibility", "credit"}),
    "urge": frozenset({"restraint", "calm", "caution", "dialogue", "patience"}),
    **dict.fromkeys(("reject", "dismiss", "refute", "rebut", "repudiate"), CHARGES | {"suggestion", "criticism"}),
}  # fmt: skip

#: What only words in marks behind it make a report: spoke of “a dark day”; but not: spoke of his childhood.
_MARKED: Final = frozenset({"acknowledge", "admit", "concede", "speak of"})
#: What is dismissed as something by words, and nobody from an office.
_SAYABLE: Final = frozenset(
    {"criticism", "idea", "offer", "plan", "proposal", "report", "ruling", "statement", "threat", "vote", "warning"}
)
#: Verbs that tell of a deed without a clause: admitted [using the fund], suggested [closing the road].
_DOING: Final = frozenset(
    {
        "acknowledge", "admit", "advise", "advocate", "confess", "describe", "mention", "recall", "recommend", "report",
        "remember", "suggest",
    }
)  # fmt: skip
#: Verbs that tell what happened to whom: reported [54 people killed].
_COUNTS: Final = frozenset({"report", "confirm", "announce", "claim"})
#: What a denial takes up from the sentence before: Israel denies [this].
_CLAIMED: Final = frozenset({"it", "this", "that", "these", "both"})

#: Blamed [...]: words of an object with its reasons at most.
_BLAMED: Final = 25


class Frames:
    """Reads the frames of a Doc's cues.

    Args:
        reading: The Doc.
        ends: Where contents stop.
    """

    def __init__(self, reading: Reading, ends: Boundaries) -> None:
        self.reading = reading
        self.doc = reading.doc
        self.ends = ends

    def find(self, cue: Cue) -> Iterator[Framed]:
        """The contents that the frame of a cue names, best first."""
        frame = cue.entry.frame
        verb = self.doc[cue.head]
        high = self.reading.sentence_of(cue.head)[1]
        if frame not in ("as", "name") and cue.form == "verb":
            yield from self._dismissed(cue, verb, high)
        if cue.entry.lemma in _MARKED:
            yield from self._marked(cue, verb, high)
        if cue.entry.lemma in _SAID:
            yield from self._named(cue, verb, high)
        if cue.entry.lemma in _DOING:
            yield from self._gerund(cue, verb)
        if cue.entry.lemma in _COUNTS:
            yield from self._toll(cue, verb)
        if frame in ("of", "with", "for"):
            charge = list(self._charge(cue, verb, high))
            # accused “foreign hands” [of arming them] tells the charge; blamed [“foreign hands” for it] whom they name
            named = cue.entry.stance == "accuse" and not (frame == "of" and charge)
            blamed = self._named_in_marks(cue, verb, high) if named else None
            blamed = blamed or (self._blamed_on(cue, verb) if cue.entry.lemma == "blame" else None)
            yield from [blamed] if blamed is not None else charge
        elif frame in ("as", "to", "name"):
            yield from self._object_and(cue, verb, high)
        elif frame == "infinitive":
            yield from self._infinitive(cue, verb)
        elif frame == "object":
            yield from self._object(cue, verb)

    def _dismissed(self, cue: Cue, verb: Word, high: int) -> Iterator[Framed]:
        """Dismissed [the appeal as “nothing new”]: what the marks hold is said, whatever verb stands before it."""
        doc = self.doc
        first = next((c for c in verb.children if c.dep_ == "dobj" and c.i >= cue.end), None)
        if first is None or first.i >= high:
            return
        start = max(first.left_edge.i, cue.end)
        for at in range(first.i + 1, min(high - 1, first.i + 12)):
            if doc[at].lower_ == "as" and doc[at].dep_ in ("prep", "mark", "advmod"):
                inside = self.reading.quotations_in(
                    self.reading.starts[at], self.reading.end_char(min(at + 2, high - 1))
                )
                if inside and inside[0].role == "speech":
                    end = self.reading.token_at(max(inside[0].left, inside[0].end - 1)) + 1
                    yield (start, self._and_in_marks(end, high)), "indirect:frame", first.i
                return

    def _and_in_marks(self, end: int, high: int) -> int:
        """Dismissed the charges as “baseless” [and “false”]: what else the marks hold is said of them, too."""
        doc = self.doc
        while end < high:
            at = end + doc[end].is_quote
            at += at < high and doc[at].text == ","
            at += at < high and doc[at].lower_ in ("and", "or", "but")
            if at >= high or at <= end + 1 or not doc[at].is_quote:
                break
            following = self.reading.quotation_over(self.reading.starts[at])
            inside = self.reading.text[following.start : following.end] if following is not None else ""
            if following is None or following.role != "speech" or not inside[0].islower() or inside[-1] == ",":
                break
            last = self.reading.token_at(max(following.left, following.end - 1)) + 1
            if last > high or last <= end:
                break
            end = last
        return end

    def _marked(self, cue: Cue, verb: Word, high: int) -> Iterator[Framed]:
        """Spoke of [a “crime against peace”], acknowledged [“serious mistakes” in the camp]: no bare name, no topic."""
        above, dep = (self.doc[cue.end - 1], "pobj") if cue.end - 1 > verb.i else (verb, "dobj")
        noun = next((c for c in above.children if c.dep_ == dep and c.i >= cue.end), None)
        if noun is None:
            return
        start = max(noun.left_edge.i, cue.end)
        start -= self.doc[start - 1].is_quote and start > cue.end
        first = next((i for i in range(start, min(start + 4, high)) if self.doc[i].is_quote), None)
        quotation = self.reading.quotation_over(self.reading.starts[first]) if first is not None else None
        if first is None or quotation is None or quotation.role != "speech" or self._names(quotation):
            return
        if any(t.pos_ not in ("DET", "ADJ", "PRON", "NUM") for t in self.doc[start:first]):
            return
        if cue.entry.lemma == "admit" and any(c.lower_ == "to" for c in (*verb.rights, *noun.rights)):
            return  # admitted the “volunteers” to the camp
        end = max(noun.right_edge.i, self.reading.token_at(max(quotation.left, quotation.end - 1))) + 1
        end = min(end, high)
        yield (start, max(self.ends.end(cue, start, end, end), start + 1)), "indirect:frame", None

    def _named(self, cue: Cue, verb: Word, high: int) -> Iterator[Framed]:
        """Claimed [responsibility for the blast], urged [restraint], rejected [the charge as baseless]."""
        noun = next((c for c in verb.children if c.dep_ == "dobj" and c.i >= cue.end), None)
        taken_up = noun is not None and noun.lower_ in _CLAIMED and cue.entry.stance == "deny"
        named = cue.entry.lemma in _CONDEMNS and noun is not None and self._is_deed(verb, noun)
        if noun is None:
            return
        end = noun.right_edge.i + 1
        viewed = cue.entry.stance == "deny" and end < high and self.doc[end].lower_ == "as"
        named = named or taken_up or noun.lemma_.lower() in _SAID[cue.entry.lemma]
        if not named and not (viewed and cue.entry.lemma == "dismiss" and noun.lemma_.lower() in _SAYABLE):
            return
        if viewed:
            as_ = self.doc[end]
            end = min(max(as_.right_edge.i, as_.head.right_edge.i if as_.head.i > end else end) + 1, high)
        yield (max(noun.left_edge.i, cue.end), self.ends.end(cue, noun.i, end, end)), "indirect:object", None

    def _is_deed(self, verb: Word, noun: Word) -> bool:
        """The mission condemned [the killing of six aid workers]: what was done, by words that are said by somebody."""
        subject = subject_of(verb)
        mark = self.reading.mention_at.get(subject.i) if subject is not None else None
        speaks = mark is not None and mark.kind in ACTOR_KINDS and mark.role == "actor"
        deed = noun.pos_ == "NOUN" and noun.i not in self.reading.mention_at
        return speaks and deed and verb.tag_ in ("VBD", "VBZ", "VBN")

    def _charge(self, cue: Cue, verb: Word, high: int) -> Iterator[Framed]:
        """Accuses [X] of [backing Y]: the preposition stays outside."""
        word = cue.entry.frame
        at = next((c.i for c in verb.children if c.dep_ == "prep" and c.lower_ == word and c.i > verb.i), None)
        if at is None or self.doc[at].right_edge.i == at:
            at = next((i for i in range(cue.end, min(high - 1, cue.end + 25)) if self._gerund_after(i, word)), None)
        if at is None and word == "of":
            at = self._crime(verb)
        if at is None:
            return
        target = _accused(verb)
        if target is None:
            target = next(
                (i for i in range(cue.end, at) if self.doc[i].pos_ == "PROPN" and self.doc[i + 1].pos_ != "PROPN"), None
            )
        end = self.ends.end(cue, at + 1, max(self.doc[at].right_edge.i + 1, at + 2), high)
        yield (at + 1, end), "indirect:frame", target

    def _named_in_marks(self, cue: Cue, verb: Word, high: int) -> Framed | None:
        """Blamed [the “enemies of peace” for the blast], [the blast on “foreign hands”]: the speaker's words."""
        object_ = next((c for c in verb.children if c.dep_ == "dobj" and c.i >= cue.end), None)
        if object_ is None or object_.tag_ in ("WP", "WDT"):
            return None
        behind = [c for c in verb.children if c.dep_ == "prep" and c.i > object_.i and c.lower_ in ("for", "on", "as")]
        start = max(object_.left_edge.i, cue.end)
        end = min(max(w.right_edge.i for w in (object_, *behind)) + 1, high)
        left, right = self.reading.starts[start], self.reading.end_char(end - 1)
        marked = [q for q in self.reading.quotations_in(left, right) if q.role == "speech" and q.right <= right]
        if not marked or end - start > _BLAMED:
            return None
        return (start, self.ends.end(cue, start, end, end)), "indirect:frame", object_.i

    def _blamed_on(self, cue: Cue, verb: Word) -> Framed | None:
        """Blamed [the attack] on the front: the deed is said, and whom it is blamed on stands behind."""
        deed = next((c for c in verb.children if c.dep_ == "dobj" and c.i >= cue.end), None)
        preps = [c for top in (verb, deed) if top is not None for c in top.children if c.lower_ == "on"]
        who = next((c for prep in preps for c in prep.children if c.dep_ == "pobj"), None)
        if deed is None or who is None or who.i < deed.i or who.i not in self.reading.mention_at:
            return None
        subject = subject_of(verb)
        told = subject is not None and subject.i in self.reading.mention_at and verb.tag_ in ("VBD", "VBZ", "VBN")
        if deed.i in self.reading.mention_at or deed.tag_ in ("WP", "WDT", "PRP") or not told:
            return None
        return (max(deed.left_edge.i, cue.end), who.head.i), "indirect:frame", who.i

    def _crime(self, verb: Word) -> int | None:
        """Accused the group [of] war crimes: the parser hangs it on the accused. "The head of the army" is no crime."""
        accused = next((c for c in verb.children if c.dep_ == "dobj"), None)
        if accused is None:
            return None
        for prep in reversed(list(accused.rights)):
            noun = next((c for c in prep.children if c.dep_ == "pobj" and prep.lower_ == "of"), None)
            if noun is not None:
                free = noun.i not in self.reading.mention_at and noun.pos_ == "NOUN"
                return prep.i if free and accused.i in self.reading.mention_at else None
        return None

    def _gerund_after(self, i: int, word: str) -> bool:
        """Accused the group of using ..., of not telling ..., of “using ...”."""
        if self.doc[i].lower_ != word:
            return False
        after = i + 2 if self.doc[i + 1].is_quote and i + 2 < len(self.doc) else i + 1
        return self.doc[after].tag_ == "VBG" or (self.doc[after].dep_ == "neg" and after + 1 < len(self.doc))

    def _object_and(self, cue: Cue, verb: Word, high: int) -> Iterator[Framed]:
        """Describes [the visit as “courtesy”], attributed [the blast to a fire], called [it a “massacre”]."""
        doc = self.doc
        word = cue.entry.frame
        first = next(
            (
                c
                for c in verb.children
                if c.i >= cue.end and c.dep_ in ("dobj", "ccomp", "oprd", "nsubj", "prep", "attr")
            ),
            None,
        )
        particle = doc[cue.end - 1]
        if word == "as" and particle.i != verb.i:
            first = next((c for c in particle.children if c.dep_ == "pobj"), first)  # refers to [her as “the boss”]
        if first is None or (word == "to" and first.dep_ != "dobj"):
            return
        start, end = max(first.left_edge.i, cue.end), cue.end
        if word == "name":
            quotation = next(
                iter(self.reading.quotations_in(self.reading.starts[start], self.reading.end_char(high - 1))), None
            )
            if quotation is None or quotation.role != "speech":
                return
            if all(t.pos_ == "DET" or t.is_quote for t in doc[start : self.reading.token_at(quotation.start)]) and (
                self._names(quotation)
            ):
                return
            end = self.reading.token_at(max(quotation.left, quotation.end - 1)) + 1
            if end - start > 20:
                return
            end = self._and_in_marks(end, high)
        else:
            at = next(
                (
                    i
                    for i in range(start, min(high, start + 20))
                    if doc[i].lower_ == word and doc[i].dep_ in ("prep", "aux", "mark")
                ),
                None,
            )
            if at is None:
                return
            end = max(doc[at].right_edge.i + 1, at + 2)
            end = self.ends.end(cue, at, min(end, high), high)
        target = first.i if first.dep_ == "dobj" else None
        yield (start, end), "indirect:frame", target

    def _names(self, quotation: Quotation) -> bool:
        """A theory called the “Unitary Executive Theory” has that name; “a new war” is none."""
        return is_written_as_name(self.reading.text[quotation.start : quotation.end].split())

    def _infinitive(self, cue: Cue, verb: Word) -> Iterator[Framed]:
        """Threatened [to down any aircraft], called on Ethiopia [to open an inquiry]."""
        for child in verb.children:
            if child.i <= cue.head or child.dep_ not in ("xcomp", "ccomp", "advcl"):
                continue
            to = next((c for c in child.children if c.dep_ == "aux" and c.lower_ == "to"), None)
            if to is None:
                continue
            start = to.i - 1 if self.doc[to.i - 1].dep_ == "neg" else to.i
            target = next((c for c in verb.children if c.dep_ in ("dobj", "dative") and c.i < to.i), None)
            if target is None:
                prep = next((c for c in verb.children if c.dep_ == "prep" and c.i < to.i), None)
                target = next((c for c in prep.children if c.dep_ == "pobj"), None) if prep is not None else None
            if target is None:
                target = next((c for c in child.children if c.dep_ == "nsubj" and c.i < to.i), None)
            end = self.ends.end(cue, start, child.right_edge.i + 1, self.reading.sentence_of(cue.head)[1])
            yield (start, end), "indirect:frame", target.i if target is not None else None
            return

    def _gerund(self, cue: Cue, verb: Word) -> Iterator[Framed]:
        """Admitted [using the fund]."""
        deed = next((c for c in verb.children if c.dep_ == "xcomp" and c.tag_ == "VBG" and c.i >= cue.end), None)
        if deed is not None and all(c.dep_ not in SUBJECTS for c in deed.children):
            start = max(deed.left_edge.i, cue.end)
            end = self.ends.end(cue, start, deed.right_edge.i + 1, self.reading.sentence_of(cue.head)[1])
            yield (start, end), "indirect:frame", None

    def _toll(self, cue: Cue, verb: Word) -> Iterator[Framed]:
        """Reported [54 people killed in the state]; but not: reported the crime committed there."""
        who = next((c for c in verb.children if c.dep_ in ("dobj", "ccomp") and c.i >= cue.end), None)
        if who is None:
            return
        done = who if who.dep_ == "ccomp" else next((c for c in who.rights if c.dep_ in ("acl", "relcl")), None)
        people = who if who.dep_ == "dobj" else subject_of(who)
        if done is None or people is None or done.tag_ not in ("VBN", "VBD") or people.i >= done.i:
            return
        counted = any(c.dep_ == "nummod" or c.lower_ in ("dozens", "hundreds", "several") for c in people.children)
        bare = done.i == people.i + 1 or done.i == people.right_edge.i + 1
        if counted and bare and all(c.dep_ not in ("aux", "auxpass", "mark") for c in done.children):
            start = max(people.left_edge.i, cue.end)
            yield (start, max(who.right_edge.i, done.right_edge.i) + 1), "indirect:frame", None

    def _object(self, cue: Cue, verb: Word) -> Iterator[Framed]:
        """Denied [giving ground], ruled out [any talks], called for [dialogue]."""
        for child in verb.children:
            if child.i < cue.end:
                continue
            if child.dep_ in ("dobj", "xcomp") and child.pos_ in ("PRON", "DET"):
                if cue.entry.stance == "deny" and child.lower_ in _CLAIMED and child.dep_ == "dobj":
                    yield (child.i, child.i + 1), "indirect:object", None
                return  # residents recall it: the words are elsewhere
            if child.dep_ in ("dobj", "xcomp"):
                start = max(child.left_edge.i, cue.end)
                end = self.ends.end(cue, start, child.right_edge.i + 1, child.right_edge.i + 1)
                yield (start, end), "indirect:object", None
                return
        particle = self.doc[cue.end - 1]
        if particle.i != verb.i:
            of = next((c for c in particle.children if c.dep_ in ("pobj", "pcomp")), None)
            if of is not None:
                end = self.ends.end(cue, of.left_edge.i, of.right_edge.i + 1, of.right_edge.i + 1)
                yield (of.left_edge.i, end), "indirect:object", None

    def denied_charge(self, cue: Cue) -> Span | None:
        """What stands for the words denied: [an allegation] he denies; ..., [which] Kigali denies."""
        verb = self.doc[cue.head]
        if cue.entry.stance != "deny" or verb.dep_ not in ("relcl", "acl"):
            return None
        if verb.head.lemma_ in CHARGES and any(c.dep_ in SUBJECTS for c in verb.children):
            return verb.head.left_edge.i, verb.head.i + 1
        which = next((c for c in verb.children if c.dep_ == "dobj" and c.i < verb.i and c.lower_ == "which"), None)
        if which is None or not self.ends.stands_aside(which.i):
            return None
        return which.i, which.i + 1


def _accused(verb: Word) -> int | None:
    """Accused [X] of ..., [X] was accused of ..., [X], which the army accused of ...: the token that names whom."""
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    word = next((c for c in verb.children if c.dep_ == ("nsubjpass" if passive else "dobj")), None)
    if word is not None and word.tag_ in ("WP", "WDT") and verb.dep_ == "relcl":
        return verb.head.i
    return word.i if word is not None else None
