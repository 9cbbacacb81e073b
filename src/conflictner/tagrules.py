"""The base model's rules for parts of speech and lemmas, asked once a word instead of once a token.

spaCy's attribute ruler runs 179 patterns over every token, a tenth of the small model's CPU, and nearly all of them
look at the tag, the word and its role in the sentence alone. What they make of one such token they make of the next; so
does the lemmatizer. The answers are spaCy's own, kept in tables of bounded size: results are the same to the last bit.
A saved pipeline holds spaCy's own components.
"""

from __future__ import annotations

from itertools import compress
from typing import Any, Final

from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc, Span
from spacy.tokens._retokenize import set_token_attrs

#: What a pattern may look at and set for its answer to be remembered.
_LOOKS_AT: Final = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})
_SETS: Final = frozenset({"TAG", "POS", "MORPH", "LEMMA", "DEP"})
#: Tokens remembered; then all are forgotten, and those of the day are back after one text.
_MOST: Final = 1 << 15

_Token = tuple[int, int, int]


def remember(nlp: Language) -> None:
    """Have the base model's ruler and lemmatizer remember their answers, where they are spaCy's own.

    Args:
        nlp: The pipeline; its components are changed in place.

    >>> import spacy
    >>> nlp = spacy.blank("en")
    >>> ruler = nlp.add_pipe("attribute_ruler")
    >>> ruler.add([[{"LOWER": "goma"}]], {"POS": "PROPN"})
    >>> remember(nlp)
    >>> type(ruler).__name__, nlp("Goma fell")[0].pos_
    ('RememberingRuler', 'PROPN')
    """
    for _, pipe in nlp.pipeline:
        if type(pipe) is AttributeRuler and _is_plain(pipe):
            pipe.__class__ = RememberingRuler
        elif type(pipe) is EnglishLemmatizer and pipe.mode == "rule" and not pipe.overwrite:
            pipe.__class__ = RememberingLemmatizer


def _is_plain(ruler: AttributeRuler) -> bool:
    return all(
        entry["attrs"].keys() <= _SETS and all(token.keys() <= _LOOKS_AT for pattern in _of(entry) for token in pattern)
        for entry in _entries(ruler)
    )


def _entries(ruler: AttributeRuler) -> list[dict[str, Any]]:
    patterns: list[Any] = ruler.patterns
    return patterns


def _of(entry: dict[str, Any]) -> list[list[dict[str, Any]]]:
    patterns: list[list[dict[str, Any]]] = entry["patterns"]
    return patterns


class _Answers:
    """What the patterns of a ruler make of a token: the numbers of those that match it, and whether one goes on."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self.rules = len(ruler.attrs)
        self.of: dict[_Token, tuple[tuple[int, ...], bool]] = {}
        self.attrs: dict[tuple[int, ...], dict[Any, Any]] = {}
        self.openings = Matcher(ruler.vocab)
        self.longest = 1
        for number, entry in enumerate(_entries(ruler)):
            long = [pattern for pattern in _of(entry) if len(pattern) > 1]
            if long:
                self.openings.add(str(number), [pattern[:1] for pattern in long])
                self.longest = max(self.longest, *map(len, long))

    def opens(self, span: Span) -> bool:
        """Whether a pattern of several tokens may begin with this one."""
        return self.longest > 1 and bool(self.openings(span, allow_missing=True))


class RememberingRuler(AttributeRuler):
    """spaCy's attribute ruler, which remembers what its patterns made of a token; see `remember`."""

    def __call__(self, doc: Doc) -> Doc:
        """Set the attributes of all tokens."""
        error_handler = self.get_error_handler()
        try:
            self._set(doc)
        except Exception as error:  # as in spaCy, whoever runs the pipeline decides what a failure costs
            error_handler(self.name, self, [doc], error)
        return doc

    def _set(self, doc: Doc) -> None:
        answers = self._answers()
        keys: list[_Token] = list(zip(*doc.to_array(["TAG", "LOWER", "DEP"]).T.tolist(), strict=True))
        for at, key in enumerate(keys):
            if key not in answers.of:
                matches = tuple(sorted({number for number, *_ in self._matches(doc[at : at + 1])}))
                answers.of[key] = matches, answers.opens(doc[at : at + 1])
        found = [answers.of[key] for key in keys]
        rules = [matches for matches, _ in found]
        for opening in compress(range(len(rules)), [opens for _, opens in found]):
            for number, _, start, end in self._matches(doc[opening : opening + answers.longest]):
                if start == 0 and end > 1:
                    index = self.indices[number]
                    at = opening + (index if index >= 0 else end + index)
                    rules[at] = tuple(sorted({*rules[at], number}))
        for at, numbers in enumerate(rules):
            if numbers:
                set_token_attrs(doc[at], self._attrs(answers, numbers))

    def _matches(self, span: Any) -> list[tuple[int, int, int, int]]:
        found: list[tuple[int, int, int, int]] = self.match(span)  # takes a span as well, whatever its stub says
        return found

    def _answers(self) -> _Answers:
        answers: _Answers | None = self.__dict__.get("_remembered")
        if answers is None or answers.rules != len(self.attrs) or len(answers.of) > _MOST:
            answers = self.__dict__["_remembered"] = _Answers(self)
        return answers

    def _attrs(self, answers: _Answers, numbers: tuple[int, ...]) -> dict[Any, Any]:
        """What several rules set together; later ones go before earlier ones."""
        attrs = answers.attrs.get(numbers)
        if attrs is None:
            attrs = answers.attrs[numbers] = {}
            for number in numbers:
                attrs.update(self.attrs[number])
        return attrs


class RememberingLemmatizer(EnglishLemmatizer):
    """spaCy's lemmatizer, which remembers all its answers and not the hard ones alone, and not for ever."""

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemmas of the tokens that have none."""
        error_handler = self.get_error_handler()
        try:
            if not self._validated:
                self._validate_tables()
            self._set(doc)
        except Exception as error:  # as in spaCy, whoever runs the pipeline decides what a failure costs
            error_handler(self.name, self, [doc], error)
        return doc

    def _set(self, doc: Doc) -> None:
        known: dict[_Token, str] = self.__dict__.setdefault("_remembered", {})
        if len(known) > _MOST:
            known.clear()
            self.cache.clear()
        cells: Any = doc.to_array(["LEMMA", "ORTH", "POS", "MORPH"])
        keys: list[_Token] = list(zip(*cells[:, 1:].T.tolist(), strict=True))
        add = self.vocab.strings.add
        hashes: dict[str, int] = {}
        lemmas: list[int] = cells[:, 0].tolist()
        for at, (key, lemma) in enumerate(zip(keys, lemmas, strict=True)):
            if lemma:
                continue
            text = known.get(key)
            if text is None:
                text = known[key] = self.lemmatize(doc[at])[0]
            value = hashes.get(text)
            if value is None:
                value = hashes[text] = add(text)
            lemmas[at] = value
        cells[:, 0] = lemmas
        doc.from_array(["LEMMA"], cells[:, :1])
