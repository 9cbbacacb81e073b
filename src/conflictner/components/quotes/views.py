"""Views: belief, intention and stance, which are no reports and are found on request (``include="all"``) only.

The army [opposes]{cue} the deal; [his]{source} fears that ...; the governor is [adamant] that ...; the rebels [were
criticised] for ...: the content is an object, an infinitive, what a preposition brings or the clause behind a noun or
an adjective. None of this says that anybody spoke, so none of it is a quote unless it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Final

from conflictner.components.quotes.attribution import Span
from conflictner.components.quotes.boundaries import Boundaries, complement
from conflictner.components.quotes.cues import THINK, Cue, Entry
from conflictner.components.quotes.reading import SUBJECTS, Reading, subject_of
from conflictner.components.quotes.sources import Source, noun_phrase
from conflictner.kinds import ACTOR_KINDS
from conflictner.tokens import Word

#: Nouns for what somebody says, wants or holds, with the stance.
NOUNS: Final = {
    **dict.fromkeys(("claim", "allegation", "assertion", "contention", "insistence", "argument", "boast"), "claim"),
    **dict.fromkeys(
        ("statement", "comment", "remark", "message", "explanation", "description", "answer", "declaration"), "say"
    ),
    **dict.fromkeys(("accusation", "criticism", "complaint", "condemnation", "denunciation", "attack"), "accuse"),
    **dict.fromkeys(("warning", "caution"), "warn"),
    **dict.fromkeys(("announcement", "decision"), "announce"),
    **dict.fromkeys(("denial", "rejection", "objection"), "deny"),
    **dict.fromkeys(("promise", "pledge", "vow", "commitment", "assurance", "guarantee", "offer"), "promise"),
    **dict.fromkeys(("admission", "confirmation", "acknowledgment", "acknowledgement", "recognition"), "confirm"),
    **dict.fromkeys(("call", "calls"), "call_for"),
    **dict.fromkeys(("demand", "appeal", "request", "plea", "proposal", "recommendation", "order"), "urge"),
    **dict.fromkeys(("praise", "endorsement"), "praise"),
    **dict.fromkeys(("question", "query"), "ask"),
    "threat": "threaten",
    "refusal": "refuse",
    **dict.fromkeys(
        (
            "fear", "hope", "belief", "view", "opinion", "concern", "worry", "doubt", "plan", "intention", "desire",
            "wish", "support", "opposition", "position", "stance", "conviction", "confidence", "suspicion",
            "prediction", "expectation", "skepticism", "scepticism", "frustration", "anger", "outrage", "dismay",
            "optimism", "willingness", "reluctance", "eagerness", "disdain", "contempt", "disapproval", "approval",
            "regret",
        ),
        THINK,
    ),
}  # fmt: skip
#: Somebody is confident that, opposed to, ready to.
_ADJECTIVES: Final = frozenset(
    {
        "confident", "sure", "unsure", "certain", "uncertain", "convinced", "adamant", "hopeful", "optimistic",
        "pessimistic", "skeptical", "sceptical", "afraid", "fearful", "worried", "concerned", "angry", "glad", "happy",
        "unhappy", "proud", "sorry", "ready", "willing", "unwilling", "reluctant", "eager", "keen", "determined",
        "committed", "opposed", "critical", "supportive", "aware", "unaware", "doubtful", "wary", "satisfied",
        "dissatisfied", "disappointed", "surprised", "shocked", "interested", "dismissive", "undecided", "grateful",
        "open", "clear", "alarmed", "outraged", "horrified", "thankful", "mindful", "fond", "tired", "sick",
    }
)  # fmt: skip
#: Verbs that give a noun its owner: the army [issued] a call for ..., he [expressed] concern about ...
_LIGHT: Final = frozenset(
    {
        "make", "issue", "have", "express", "voice", "offer", "give", "raise", "take", "deliver", "repeat", "reiterate",
        "renew", "share", "hold", "release", "send", "level", "echo", "outline", "present", "put", "lodge", "submit",
        "post", "cast", "show", "signal", "declare", "announce", "pose", "harbor", "harbour", "unveil", "draw",
    }
)  # fmt: skip
#: Cues of ours whose objects are things: held the town, heard the shots, gave him bread.
_THINGS: Final = frozenset(
    {
        "hold", "give", "put", "begin", "continue", "read", "see", "find", "learn", "hear", "show", "establish",
        "require", "direct", "press", "fire back", "speak", "cry", "count", "feel", "hail", "tell", "say", "add",
        "reply", "interrupt", "know", "grant", "undertake", "shoot back", "cut short", "post", "write", "verify",
        "document", "recite", "observe", "determine", "reveal", "brief", "notify", "inform", "remember", "convey",
        "relay", "maintain", "commit", "command", "charge", "project", "ask", "accept", "invite", "reflect", "welcome",
        "advise", "rule", "sign", "answer", "underscore", "seek", "assess", "predict", "stipulate", "illustrate",
    }
)  # fmt: skip
_PREPOSITIONS: Final = frozenset({"about", "on", "of", "for", "against", "over"})
#: What a verb or adjective brings with its own preposition.
_OWN: Final = {
    **dict.fromkeys(("agree", "disagree", "concur", "satisfied", "dissatisfied", "angry", "disappointed"), "with"),
    **dict.fromkeys(("object", "refer", "respond", "admit", "allude", "react", "open", "opposed", "committed"), "to"),
    **dict.fromkeys(("surprised", "shocked", "alarmed", "outraged", "horrified", "concerned"), "by"),
}
#: What belongs to an object, wherever the parser hangs it: offered [help to the town], described [raids by the army].
_REACHED: Final = frozenset({"for", "as", "of", "over", "to", "by", "against", "about", "with"})
_NOBODY: Final = frozenset({"it", "there", "that", "this", "which", "what", "these", "those", "one", "you"})
#: Stances whose infinitive is wanted, promised or refused: declined to say, agreed to leave; not: continued to march.
_WILLED: Final = frozenset({"refuse", "promise", "threaten", "urge", THINK, "deny"})
_AGREED: Final = frozenset({"agree", "decide", "volunteer", "propose", "claim", "offer"})
#: Collectives and people that the table of role nouns does not hold.
_FOLK: Final = frozenset(
    {
        "people", "woman", "man", "family", "ally", "aide", "majority", "minority", "camp", "side", "country", "nation",
        "company", "team", "group", "bank", "friend", "wife", "husband", "child", "son", "daughter", "crowd", "public",
        "percent", "agency", "campaign", "youth", "prince", "king", "queen", "union", "board",
        "administration",
    }
)  # fmt: skip


@lru_cache(maxsize=1)
def _folk() -> frozenset[str]:
    table = files("conflictner").joinpath("data/en/role_nouns.tsv").read_text(encoding="utf-8")
    return _FOLK | {line.partition("\t")[0].rpartition(" ")[2] for line in table.splitlines()[1:]}


_PERSONAL: Final = ("er", "or", "ist", "ian", "ant", "ent", "ive", "man", "woman", "ee", "ary", "al", "ic", "an")
_BE: Final = frozenset({"be", "remain", "seem", "become", "feel", "sound", "appear", "grow", "get", "stay"})


class Views:
    """Reads the views of a Doc.

    Args:
        reading: The Doc.
        ends: Where contents stop.
    """

    def __init__(self, reading: Reading, ends: Boundaries) -> None:
        self.reading = reading
        self.doc = reading.doc
        self.ends = ends

    def cues(self) -> Iterator[Cue]:
        """Nouns, adjectives and unlisted verbs that bring a view with somebody who has it."""
        known = self.ends.verbs
        for token in self.doc:
            if token.i in known or token.is_space or self.reading.silent(token.i):
                continue
            if token.pos_ == "NOUN" and token.lemma_ in NOUNS:
                if self.owner(token) is not None and self._behind_noun(token) is not None:
                    yield Cue(token.i, token.i, token.i + 1, Entry(token.lemma_, NOUNS[token.lemma_]), "view")
            elif token.lower_ in _ADJECTIVES and token.pos_ in ("ADJ", "VERB"):
                if self.owner(token) is not None and self._behind(token) is not None:
                    yield Cue(token.i, token.i, token.i + 1, Entry(token.lower_, THINK), "view")
            elif token.pos_ == "VERB" and self._opens_clause(token):
                yield Cue(token.i, token.i, token.i + 1, Entry(token.lemma_.lower(), THINK))

    def _opens_clause(self, verb: Word) -> bool:
        """The scan [ascertained] that ...: a verb nobody listed, with a subject and a "that"."""
        if not any(c.dep_ == "nsubj" and self._is_somebody(c) and c.i < verb.i for c in verb.children):
            return False
        clause = complement(verb)
        return clause is not None and any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)

    def owner(self, word: Word) -> Word | None:
        """Whose view it is: [his] claim, a call by the [army], the [mayor] voiced fears, the [mayor] is sure."""
        if word.pos_ != "NOUN":
            holder = subject_of(word)
            if holder is None and word.head.lemma_ in _BE and word.dep_ in ("acomp", "attr", "oprd", "ccomp", "xcomp"):
                holder = subject_of(word.head)
            return holder if holder is not None and self._is_somebody(holder) else None
        for child in word.children:
            if child.dep_ == "poss":
                return child
            if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from", "among"):
                return next((c for c in child.children if c.dep_ == "pobj"), None)
        verb = word.head
        if word.dep_ == "dobj" and verb.lemma_ in _LIGHT:
            for _ in range(3):
                holder = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < word.i), None)
                if holder is not None:
                    return holder if holder.lower_ not in _NOBODY else None
                if verb.dep_ not in ("xcomp", "conj", "advcl") or verb.head.i >= verb.i:
                    return None
                verb = verb.head
        return None

    def _is_somebody(self, token: Word) -> bool:
        """Whether a subject can hold a view: the mayor, critics, many, Kinshasa; not: the deal, the pressure."""
        mark = self.reading.mention_at.get(token.i)
        if mark is not None:
            return mark.kind in ACTOR_KINDS
        if token.pos_ != "NOUN":
            return token.lower_ not in _NOBODY
        lemma = token.lemma_.lower()
        return (
            token.ent_type_ in ("PERSON", "ORG", "NORP", "GPE")
            or lemma in _folk()
            or token.lower_ in _folk()
            or lemma.endswith(_PERSONAL)
        )

    def source(self, cue: Cue) -> Source | None:
        """The words for who holds the view of a noun or an adjective."""
        owner = self.owner(self.doc[cue.head])
        return noun_phrase(self.reading, owner, cue.head, "owner") if owner is not None else None

    def may_hold(self, cue: Cue, source: Source) -> bool:
        """Whether a source is somebody; whose claim or call it is need not be asked."""
        owned = cue.form == "view" and self.doc[cue.head].pos_ == "NOUN"
        return owned or self.doc[source.head].pos_ == "PRON" or self._is_somebody(self.doc[source.head])

    def find(self, cue: Cue) -> Iterator[tuple[Span, int | None]]:
        """The content of a cue that reports no clause, and the token whom it is about."""
        word = self.doc[cue.head]
        if cue.form == "view":
            span = self._behind_noun(word) if word.pos_ == "NOUN" else self._behind(word)
            if span is not None:
                yield span, None
            return
        high = self.reading.sentence_of(cue.head)[1]
        agent = any(c.dep_ == "agent" for c in word.children)
        passive = next((c for c in word.children if c.dep_ == "nsubjpass"), None)
        if passive is not None:
            if agent and passive.tag_ not in ("WP", "WDT"):
                yield (passive.left_edge.i, passive.right_edge.i + 1), passive.i
            return
        willed = cue.entry.stance in _WILLED or cue.entry.lemma in _AGREED or cue.negated
        particle = self.doc[cue.end - 1]
        brought = next((c for c in particle.children if c.dep_ in ("pobj", "pcomp")), None)
        if particle.i > word.i and brought is not None:
            yield (particle.i + 1, particle.right_edge.i + 1), brought.i  # spoke of [the raid]
            return
        infinitive = self._infinitive(cue, word) if willed else None
        thing = next((c for c in word.children if c.dep_ == "dobj" and c.i >= cue.end), None)
        if infinitive is not None:
            yield infinitive, None
        elif thing is not None and thing.i < high:
            own = thing.tag_ in ("WP", "WDT") or thing.lower_.endswith(("self", "selves"))
            if cue.entry.lemma not in _THINGS and not own:
                yield (max(thing.left_edge.i, cue.end), self._reach(word, thing)), thing.i
        elif cue.entry.lemma not in ("find", "hold", "put", "give", "begin", "count", "say"):
            span = self._behind(word, cue.end)
            if span is not None:
                yield span, None

    def _reach(self, verb: Word, thing: Word) -> int:
        """Where an object ends: criticised [the mayor for leaving], cited [the map as proof]."""
        end = thing.right_edge.i + 1
        for child in verb.rights:
            deed = any(c.dep_ == "pcomp" for c in child.children) and child.lower_ in ("by", "to")
            more = (child.dep_ in ("prep", "dative") and child.lower_ in _REACHED and not deed) or child.dep_ == "oprd"
            if child.i >= end and more and child.left_edge.i == end:
                end = child.right_edge.i + 1
        return end

    def _infinitive(self, cue: Cue, verb: Word) -> Span | None:
        for child in verb.children:
            if child.i < cue.end or child.dep_ not in ("xcomp", "ccomp"):
                continue
            to = any(c.dep_ == "aux" and c.lower_ == "to" for c in child.children)
            if to or child.tag_ == "VBG":
                return max(child.left_edge.i, cue.end), child.right_edge.i + 1
        return None

    def _behind_noun(self, noun: Word) -> Span | None:
        """His claim [that the town fell], his call for [a truce], her plans [to leave]."""
        for child in noun.rights:
            first = child.left_edge.lower_
            if child.dep_ in ("acl", "ccomp", "relcl", "advcl") and first in ("that", "to", "not", "for"):
                if first == "that" and child.left_edge.tag_ == "WDT":
                    continue
                return child.left_edge.i + (first == "for"), child.right_edge.i + 1
        own = any(c.dep_ == "poss" for c in noun.children)
        return self._behind(noun, noun.i + 1, of=own)

    def _with_infinitive(self, word: Word, end: int) -> int:
        """His calls for [Kigali to withdraw]: the parser hangs the infinitive on the noun."""
        for child in word.rights:
            if child.left_edge.i == end and child.left_edge.lower_ == "to" and child.dep_ in ("acl", "xcomp", "advcl"):
                return child.right_edge.i + 1
        return end

    def _behind(self, word: Word, start: int | None = None, *, of: bool = True) -> Span | None:
        """What a clause, an infinitive or a preposition behind a word brings, if it stands near."""
        start = word.i + 1 if start is None else start
        heads = [word] if word.pos_ in ("VERB", "NOUN") else [word, word.head]
        for child in (c for head in heads for c in head.rights):
            if child.i < start:
                continue
            clause = child.dep_ in ("ccomp", "xcomp", "advcl") and child.left_edge.lower_ in ("that", "to", "about")
            finite = child.dep_ == "ccomp" and any(c.dep_ in SUBJECTS for c in child.children)
            if (clause or finite) and word.pos_ != "NOUN" and child.left_edge.i >= start:
                return child.left_edge.i, child.right_edge.i + 1
            near = child.dep_ in ("prep", "agent") and child.i <= start + 2
            own = _OWN.get(word.lower_ if word.pos_ == "ADJ" else word.lemma_.lower())
            if near and (child.lower_ in _PREPOSITIONS or child.lower_ == own) and (of or child.lower_ != "of"):
                brought = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
                if brought is not None and brought.ent_type_ not in ("DATE", "TIME"):
                    return child.i + 1, self._with_infinitive(word, child.right_edge.i + 1)
        return None
