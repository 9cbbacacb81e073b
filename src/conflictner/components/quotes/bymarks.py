"""conflict_marked_quotes: direct quotes without a parse, by their marks, the word of speech beside them and the names.

What stands between marks is a quote where a word of speech is beside it: “We hold the town,” said M23 spokesman Willy
Ngoma. Its speaker is the name next to that word, where nothing leaves a doubt: alone, or in full behind an office. Who
"he" and "she" are is not told: the one person named shortly before was wrong as often as right, since who speaks is
often somebody whom no list names. Indirect quotes need a parse, and are not found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Span

from conflictner.annotations import MENTIONS, QUOTES, SEGMENTS, Mark, read_marks
from conflictner.columns import columns_of
from conflictner.components.quotes.cues import THINK, Entry, Lexicon
from conflictner.components.quotes.marks import Quotation, pair_marks
from conflictner.kinds import ACTOR_KINDS
from conflictner.rulepipe import RulePipe

#: Characters looked at on either side of a quotation, and between a name and its word of speech.
_WINDOW: Final = 240
_NEAR: Final = 90
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
#: A sentence ends, but not behind the stop of an initial or a rank: "said Col. B. Amani".
_STOP: Final = re.compile(r"(?<![A-Z])(?<!\b[CGMS][aegor][jlntr])(?<!\b[DLM][rst])[.!?](?=\s)|\n")
_UTTERANCE: Final = ",?!-–—…"
_PRONOUNS: Final = frozenset({"he", "she"})
_IRREGULAR: Final = {
    "say": ("said",), "tell": ("told",), "write": ("wrote",), "speak": ("spoke",), "read": ("read",),
    "put": ("put",), "admit": ("admitted",), "quip": ("quipped",), "think": ("thought",), "swear": ("swore",),
    "begin": ("began",), "understand": ("understood",), "hear": ("heard",), "mean": ("meant",), "go": ("went",),
    "make": ("made",), "give": ("gave",), "find": ("found",), "see": ("saw",), "hold": ("held",),
}  # fmt: skip
#: Words of speech that as often are something else where no parse tells: a report, a note, a call.
_UNSURE: Final = frozenset({"read", "put", "go", "make", "give", "find", "see", "hold", "hear", "show", "mean", "run"})


#: What may stand between a speaker and the word of speech: Amani Kito {has just} informed; Amani Kito{, a major,} said.
_BETWEEN: Final = re.compile(
    r"(?:\s*\([^()\n]{1,40}\))?(?:,[^,;:\n]{1,90},)?\s+(?:(?:has|have|had|also|later|then|just|once|[a-z]+ly)\s+){0,3}"
)
#: What may stand behind a speaker who stands behind the word of speech: no further part of the name, no "spokesman".
_SHUT: Final = re.compile(
    r"\)?(?:[,.;:…”’\"'»]|\s*[-–—(\n]|\s*$|\s+(?:in|on|at|after|during|as|when|while|from|before|following|late|early|last"
    r"|this|today|yesterday|told|by|to|of|for|with|who|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b)"
)
#: Words of an office before a name at most: said the group's spokesman in Goma ...
_OFFICE: Final = 7
#: Before a name these make it the name of somebody spoken of: a lawyer {for} Amani Kito, footage {of} Amani Kito.
_NO_OFFICE: Final = frozenset({
    "of", "for", "from", "at", "in", "with", "by", "to", "and", "or", "but", "near", "against", "about", "on", "after",
    "before", "when", "while", "as", "than", "like", "that", "who", "whom", "which", "whose", "if", "because", "via",
    "between", "under", "over", "per", "is", "was", "were", "are", "be", "been", "has", "have", "had",
})  # fmt: skip
_AROUND: Final = " ,\u00a0\n\"'”’»)"


class _Cue(NamedTuple):
    start: int
    end: int
    entry: Entry


#: Where the words of the speaker stand, and who that is, if certain.
_Source = tuple[int, int, Mark | None]


@dataclass(slots=True)
class _Found:
    quotation: Quotation
    parts: list[tuple[int, int]]
    rule: str
    cue: _Cue | None
    source: tuple[int, int] | None
    speaker: Mark | None


@lru_cache(maxsize=1)
def _forms() -> dict[str, Entry]:
    """The finite forms of the verbs of speech: says, said."""
    forms: dict[str, Entry] = {}
    for lemma in Lexicon.load().verbs:
        entry = Lexicon.load().plain(lemma)
        if entry is None or entry.stance == THINK or lemma in _UNSURE or entry.frame in ("name", "as"):
            continue
        stem = lemma[:-1] if lemma.endswith("y") and lemma[-2:-1] not in "aeou" else lemma
        past = f"{stem}ied" if stem != lemma else f"{lemma.removesuffix('e')}ed"
        present = (
            f"{stem}ies" if stem != lemma else f"{lemma}es" if lemma.endswith(("s", "sh", "ch", "x")) else f"{lemma}s"
        )
        for form in (*_IRREGULAR.get(lemma, (past,)), present):
            forms.setdefault(form, entry)
    return forms


@Language.factory("conflict_marked_quotes", assigns=["doc.spans"], requires=["doc.spans"], default_config={"kb": None})
def make_marked_quotes(nlp: Language, name: str, kb: str | None) -> MarkedQuotes:
    """Make a conflict_marked_quotes component; see `MarkedQuotes`."""
    return MarkedQuotes(nlp, name, kb=kb)


class MarkedQuotes(RulePipe):
    """Find direct quotes and their speakers without a parse.

    Args:
        nlp: The pipeline it belongs to.
        name: Its name there.
        kb: A CSV file of the user's own actors, or None.
    """

    needs = (("mentions", MENTIONS, "conflict_listed"),)

    def __init__(self, nlp: Language, name: str = "conflict_marked_quotes", *, kb: str | None = None) -> None:
        super().__init__(nlp, name, kb=kb)

    def annotate(self, doc: Doc) -> Doc:
        """Write ``doc.spans["quotes"]`` and ``doc._.conflict_quotes``."""
        doc.spans[QUOTES] = []
        doc._.conflict_quotes = {}
        if len(doc):
            self.require(doc)
            reading = _Reading(doc)
            _write(doc, reading, reading.attributed())
        return doc


class _Reading:
    """A text with its quotations and the places of its names."""

    def __init__(self, doc: Doc) -> None:
        columns = columns_of(doc)
        self.text = columns.text
        paragraphs = [(span.start_char, span.end_char) for span in doc.spans.get(SEGMENTS, ())] or None
        self.quotations = [q for q in pair_marks(self.text, paragraphs) if q.depth == 0 and q.role == "speech"]
        self.names: list[tuple[int, int, Mark]] = []
        if self.quotations:
            marks = read_marks(doc)
            self.names = [(columns.offsets[mark.start], columns.end(mark.end), mark) for mark in marks]
        #: By surname, who stands somewhere in full: a surname alone, or of two, is too often another's.
        self._surnames: dict[str, set[str]] = {}
        for start, end, mark in self.names:
            first, _, last = self.text[start:end].rpartition(" ")
            if first and mark.kind == "PERSON":
                self._surnames.setdefault(last, set()).add(mark.entity_id)

    def attributed(self) -> list[_Found]:
        """The quotations that a word of speech is beside, and those that go on behind them."""
        found: list[_Found] = []
        for number, quotation in enumerate(self.quotations):
            last = self.quotations[number - 1] if number else None
            following = self.quotations[number + 1] if number + 1 < len(self.quotations) else None
            item = self._after(quotation, following) or self._before(quotation, last)
            if item is None and found and found[-1].quotation is last:
                item = self._goes_on(quotation, found[-1])
            if item is not None:
                found.append(item)
        return found

    def _after(self, quotation: Quotation, following: Quotation | None) -> _Found | None:
        """“...,” said X, and “...,” X said."""
        limit = min(quotation.right + _WINDOW, following.left if following else len(self.text))
        stop = _STOP.search(self.text, quotation.right, min(limit + 1, len(self.text)))
        window = self.text[quotation.right : stop.start() if stop else limit]
        utterance = self.text[quotation.end - 1] in _UTTERANCE or window.startswith(",")
        if not utterance or not window.strip(" ,"):
            return None
        for count, word in enumerate(_WORD.finditer(window)):
            entry = _forms().get(word.group())
            if entry is None or (count > 12 and word.start() > _NEAR):
                if count > 20:
                    return None
                continue
            cue = _Cue(quotation.right + word.start(), quotation.right + word.end(), entry)
            end = quotation.right + len(window)
            source = self._subject(quotation.right, cue.start) or self._inverted(quotation.right, cue, end)
            return self._made(quotation, "marks:after", cue, source)
        return None

    def _before(self, quotation: Quotation, last: Quotation | None) -> _Found | None:
        """X said: “...”."""
        start = max(quotation.left - _WINDOW, last.right if last else 0, 0)
        for stop in _STOP.finditer(self.text, start, quotation.left):
            start = stop.end()
        window = self.text[start : quotation.left]
        cues = [word for word in _WORD.finditer(window) if word.group() in _forms()]
        if not cues:
            return None
        word = cues[-1]
        gap = window[word.end() :].strip()
        introduced = window.rstrip()[-1:] in ":,"
        if not introduced and (len(gap) > 12 or len(self.text[quotation.start : quotation.end].split()) < 4):
            return None
        if len(gap) > _NEAR:
            return None
        cue = _Cue(start + word.start(), start + word.end(), _forms()[word.group()])
        return self._made(quotation, "marks:before", cue, self._subject(start, cue.start))

    def _goes_on(self, quotation: Quotation, before: _Found) -> _Found | None:
        """“A,” X said. “B.”: B stands alone in its sentence, and nothing but the end of X's stands between."""
        between = self.text[before.quotation.right : quotation.left]
        alone = between.rstrip().endswith((".", ",")) and "\n" not in between
        if before.rule != "marks:after" or not alone or len(between) > _WINDOW or len(_STOP.findall(between)) > 1:
            return None
        return _Found(quotation, quotation.parts, "marks:next", None, before.source, before.speaker)

    def _made(self, quotation: Quotation, rule: str, cue: _Cue, source: _Source | None) -> _Found:
        if source is None:
            return _Found(quotation, quotation.parts, rule, cue, None, None)
        start, end, mark = source
        return _Found(quotation, quotation.parts, rule, cue, (start, end), mark)

    def _subject(self, start: int, cue: int) -> _Source | None:
        """The name or pronoun right before a word of speech, and nothing before it that could be the speaker."""
        words = _WORD.findall(self.text[max(start, cue - 24) : cue])
        if words and words[-1].lower() in _PRONOUNS:
            at = self.text.rfind(words[-1], start, cue)
            return at, at + len(words[-1]), None
        for name in self._speakers(start, cue):
            if _BETWEEN.fullmatch(self.text, name[1], cue) and self._leads(start, name):
                return name
        return None

    def _inverted(self, mark: int, cue: _Cue, end: int) -> _Source | None:
        """The name behind a word of speech that stands next to the mark: said {Amani Kito}, said Gen. {Amani Kito}."""
        if _WORD.search(self.text, mark, cue.start):
            return None
        pronoun = _WORD.match(self.text, cue.end + 1, end)
        if pronoun and pronoun.group().lower() in _PRONOUNS:
            return pronoun.start(), pronoun.end(), None
        for name in self._speakers(cue.end, end):
            if _SHUT.match(self.text, name[1]) and self._leads(cue.end, name):
                return name
        return None

    def _speakers(self, start: int, end: int) -> list[tuple[int, int, Mark]]:
        return [name for name in self.names if start <= name[0] and name[1] <= end and _speaks(name[2])]

    def _leads(self, start: int, name: tuple[int, int, Mark]) -> bool:
        """Whether a name is the head of what begins at an offset: alone, or a person's in full behind an office."""
        before = self.text[start : name[0]].strip(_AROUND)
        text = self.text[name[0] : name[1]]
        full = " " in text
        if before.lower() in ("", "the"):
            return name[2].kind != "PERSON" or full or self._surnames.get(text) == {name[2].entity_id}
        words = [word.lower() for word in _WORD.findall(before)]
        office = "," not in before and len(words) <= _OFFICE and not _NO_OFFICE.intersection(words)
        return name[2].kind == "PERSON" and full and office


def _speaks(mark: Mark) -> bool:
    return mark.kind in ACTOR_KINDS and mark.role == "actor"


def _write(doc: Doc, reading: _Reading, found: list[_Found]) -> None:
    entities = doc._.conflict_entities
    spans: list[Span] = []
    details: dict[str, dict[str, Any]] = {}
    for number, item in enumerate(found, 1):
        quote_id = f"q{number}"
        speaker = item.speaker.entity_id if item.speaker is not None else None
        entry = item.cue.entry if item.cue is not None else None
        about = [
            mark.entity_id
            for start, end, mark in reading.names
            if any(a <= start and end <= b for a, b in item.parts)
            and _speaks(mark)
            # Without a parse nobody knows whom a charge is against.
            and (entry is None or entry.stance != "accuse")
        ]
        details[quote_id] = {
            "kind": "direct",
            "contents": [list(part) for part in item.parts],
            "cues": [[item.cue.start, item.cue.end]] if item.cue is not None else [],
            "cue_lemma": entry.lemma if entry is not None else None,
            "stance": entry.stance if entry is not None else "say",
            "negated": False,
            "source": list(item.source) if item.source is not None else None,
            "speaker_id": speaker,
            "speaker_name": entities.get(speaker, {}).get("name") if speaker else None,
            "speaker_ids": [speaker] if speaker else [],
            "addressee_id": None,
            "about": [other for other in dict.fromkeys(about) if other != speaker],
            "denies": None,
            "parent_id": None,
            "rule": item.rule,
            "score": 0.9 if speaker else 0.6,
            "features": [],
            "source_rule": "",
            "speaker_rule": "name" if speaker else "",
            "speaker_score": round(item.speaker.score, 4) if item.speaker is not None and speaker else None,
        }
        for start, end in item.parts:
            spans += _span(doc, start, end, "CONTENT", quote_id)
        if item.cue is not None:
            spans += _span(doc, item.cue.start, item.cue.end, "CUE", quote_id)
        if item.source is not None:
            spans += _span(doc, *item.source, "SOURCE", quote_id, speaker or "")
    doc.spans[QUOTES] = spans
    doc._.conflict_quotes = details


def _span(doc: Doc, start: int, end: int, label: str, quote_id: str, entity: str = "") -> list[Span]:
    span = doc.char_span(start, end, label=label, kb_id=entity, span_id=quote_id, alignment_mode="expand")
    return [span] if span is not None else []
