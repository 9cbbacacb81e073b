"""Why a quote is one, and whose: the rule, the cue, the source, what was weighed, how the speaker was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from conflictner.errors import E404, ConfigError
from conflictner.rows import Span, overlaps

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SHOWN: Final = 60  # characters of a content on one line


@dataclass(frozen=True, slots=True)
class WhyQuote:
    """What speaks for one quote; ``str()`` tells it on one line.

    ``rule`` is the shape by which the content was read off the text ("direct:after", "indirect:that"), ``features``
    what was weighed for its score, each with its weight (their sum, put through the logistic function, is ``score``).
    ``source_rule`` is how the words that name who speaks were found, ``speaker_rule`` how the entity was found from
    them: name, nominal or coreference (the source is such a mention), named beside (a title, an apposition), behind
    “spokesman”, the group of “rebels”, issuer (of a statement), accused (who denies a charge), shared subject, same
    pronoun, spoke before, goes on, unnamed ("residents"), unresolved (a pronoun), or "" without a source;
    ``speaker_score`` is how sure that is.
    """

    quote_id: str
    parent_id: str | None
    text: str
    contents: tuple[Span, ...]
    kind: str
    stance: str
    negated: bool
    rule: str
    cue: str
    cue_lemma: str
    source: str
    source_rule: str
    speakers: tuple[tuple[str, str], ...]
    speaker_rule: str
    score: float
    features: tuple[tuple[str, float], ...]
    speaker_score: float | None = None

    def __str__(self) -> str:
        text = self.text if len(self.text) <= _SHOWN else f"{self.text[: _SHOWN - 1].rstrip()}…"
        within = f" within {self.parent_id}" if self.parent_id else ""
        said = f"{'not ' if self.negated else ''}{self.stance}"
        parts = [f"{self.quote_id}{within} {text!r} is {self.kind}, {said}, {self.score:.2f}: {self.rule or 'no rule'}"]
        weighed = ", ".join(f"{name} {weight:+.1f}" for name, weight in self.features)
        parts += [f"weighed {weighed}"] if weighed else []
        parts.append(f"cue {self.cue!r} ({self.cue_lemma})" if self.cue else "no cue")
        by = f" by {self.source_rule}" if self.source_rule else ""
        parts.append(f"source {self.source!r}{by}" if self.source else "no source")
        who = " and ".join(f"{entity} ({name})" if name else entity for entity, name in self.speakers)
        sure = f", {self.speaker_score:.2f}" if self.speaker_score is not None else ""
        parts.append(f"speaker {who or 'NIL'}{sure}" + (f": {self.speaker_rule}" if self.speaker_rule else ""))
        return "; ".join(parts)


def why_quote(doc: Doc, where: str | Span) -> WhyQuote | None:
    """Explain a quote.

    Args:
        doc: An annotated Doc.
        where: The id of a quote ("q1"), or character offsets (start, end) that share a character with its cue.

    Returns:
        The explanation; None where no cue is.

    Raises:
        ConfigError: E404, no quote has this id.
    """
    quotes: Mapping[str, Mapping[str, Any]] = doc._.conflict_quotes or {}
    if isinstance(where, str):
        if where not in quotes:
            there = ", ".join(quotes) or "none, for there is no quote"
            raise ConfigError(E404.format(name="where", value=repr(where), allowed=there))
        return _of(doc, where, quotes[where])
    for quote_id, detail in quotes.items():
        if any(overlaps((start, end), where) for start, end in detail["cues"]):
            return _of(doc, quote_id, detail)
    return None


def _of(doc: Doc, quote_id: str, detail: Mapping[str, Any]) -> WhyQuote:
    text, entities = doc.text, doc._.conflict_entities
    source = detail["source"]
    ids = detail.get("speaker_ids") or ([detail["speaker_id"]] if detail["speaker_id"] else [])
    return WhyQuote(
        quote_id=quote_id,
        parent_id=detail["parent_id"],
        text=_words(" ... ".join(text[a:b] for a, b in detail["contents"])),
        contents=tuple((int(a), int(b)) for a, b in detail["contents"]),
        kind=detail["kind"],
        stance=detail["stance"],
        negated=detail["negated"],
        rule=detail["rule"],
        cue=_words(" ... ".join(text[a:b] for a, b in detail["cues"])),
        cue_lemma=detail["cue_lemma"] or "",
        source=_words(text[source[0] : source[1]]) if source else "",
        source_rule=detail.get("source_rule", ""),
        speakers=tuple((entity, entities.get(entity, {}).get("name") or "") for entity in ids),
        speaker_rule=detail.get("speaker_rule", ""),
        score=float(detail["score"]),
        features=tuple((str(name), float(weight)) for name, weight in detail.get("features", ())),
        speaker_score=detail.get("speaker_score"),
    )


def _words(text: str) -> str:
    return " ".join(text.split())
