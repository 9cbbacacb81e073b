"""Names of speakers where contents, cues and sources are given: what remains is to tell who speaks.

    python benchmarks/speakers.py --data FOLDER_OR_FILE.jsonl [...] [--limit 20] [--only news] [--show 40]

Files hold one article a line in the format of `benchmarks/quotes.py`; a quote may hold "source_name": str, the name of
who speaks. Quotes with a name count, optional ones do not. Three answers are compared: the words of the source as they
stand; the longest name in the text that ends in the source's last word, a pronoun being whoever spoke last; and ours,
who is given the annotated spans and reads the rest of the text. A name is right when it has the same words as the
annotated one, or its last word, or two of its words and no others; titles do not count.

"wrong" is how many of the speakers whom we give an entity are somebody else. "in text" is how many of the annotated
names the article holds at all, at least their last word: some are an encyclopaedia's ("Professor Sen Odo" is annotated
as "Sennay Odo"). "short" is how many we name right where a first name may be a short form of the annotated one.

The news part is what published and earlier figures are about; courts and interviews are printed without the names of
those who take turns. So the last lines give the genres, which stand in the second part of an id ("GUM_news_x").
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path
from typing import Any

from annotated_files import read
from spacy.tokens import Doc

import conflictner as cn
from conflictner.components.quotes import Quotes
from conflictner.components.quotes.attribution import Attribution
from conflictner.components.quotes.cues import Cue, Entry, find_cues
from conflictner.components.quotes.reading import Reading
from conflictner.components.quotes.sources import Source
from conflictner.components.quotes.speaker import Speaker
from conflictner.components.quotes.speakers import SpeakerFinder

_WORD = re.compile(r"\w+")
_TITLES = frozenset({"the", "mr", "mrs", "ms", "dr", "sir", "sen", "rep", "gov", "president", "jr"})
_PRONOUNS = frozenset({"he", "she", "it", "they", "him", "her", "them", "who", "that"})


def name_words(name: str | None) -> list[str]:
    """The words of a name, lower case, without titles."""
    return [word for word in _WORD.findall((name or "").lower()) if word not in _TITLES]


def names_agree(one: str | None, other: str | None) -> bool:
    """Whether two names may be one person's.

    >>> names_agree("Mr. Odo", "Sena Odo"), names_agree("Sena", "Sena Odo"), names_agree(None, "Sena Odo")
    (True, False, False)
    """
    a, b = name_words(one), name_words(other)
    if not a or not b:
        return False
    short, long = sorted((a, b), key=len)
    return a == b or (set(short) <= set(long) and (short[-1] == long[-1] or len(short) > 1))


def agree_shortened(one: str | None, other: str | None) -> bool:
    """Whether two names may be one person's, a first name of at least three letters standing for a longer one.

    >>> agree_shortened("Sen Odo", "Sennay Odo"), agree_shortened("Ali Odo", "Sennay Odo")
    (True, False)
    """
    a, b = name_words(one), name_words(other)
    if names_agree(one, other) or len(a) < 2 or len(a) != len(b) or a[1:] != b[1:]:
        return names_agree(one, other)
    short, long = sorted((a[0], b[0]), key=len)
    return len(short) > 2 and long.startswith(short)


def in_text(name: str, text: str) -> bool:
    """Whether a text holds the last word of a name."""
    words = name_words(name)
    return bool(words) and words[-1] in set(_WORD.findall(text.lower()))


def attribution(reading: Reading, quote: dict[str, Any], cues: dict[int, Cue]) -> Attribution:
    """An annotated quote as our steps hand it on: contents, cue and source of the annotator."""
    parts = [(start, end) for start, end in quote["content"]]
    quoted = [reading.quotation_over(start) is not None for start, _ in parts]
    kind = "direct" if all(quoted) else "mixed" if any(quoted) else "indirect"
    cue = _cue(reading, quote.get("cue") or [], cues)
    source = _source(reading, quote.get("source") or [])
    return Attribution(parts, kind, "given", cue, source)


def _cue(reading: Reading, spans: list[list[int]], cues: dict[int, Cue]) -> Cue | None:
    tokens = [i for start, end in spans for i in range(*reading.tokens_of(start, end))]
    if not tokens:
        return None
    known = next((cues[i] for i in tokens if i in cues), None)
    head = next((i for i in tokens if reading.doc[i].pos_ == "VERB"), tokens[0])
    return known or Cue(head, head, head + 1, Entry(reading.doc[head].lemma_.lower(), "say"))


def _source(reading: Reading, spans: list[list[int]]) -> Source | None:
    """The first part of the annotated source; its head is the word that hangs on none of the others."""
    start, end = reading.tokens_of(*spans[0]) if spans else (0, 0)
    if start >= end:
        return None
    words = reading.doc[start:end]
    heads = [w for w in words if w.head.i == w.i or not start <= w.head.i < end]
    head = next((w for w in heads if w.pos_ in ("NOUN", "PROPN", "PRON")), words[-1])
    comma = next((w.i for w in words if w.text == "," and w.i > head.i), end)
    return Source(start, comma, head.i, min(start, head.left_edge.i), max(end, head.right_edge.i + 1), "given")


def ours(doc: Doc, stage: Quotes, quotes: list[dict[str, Any]]) -> list[Speaker]:
    """The speaker of each quote, in the order given."""
    reading = Reading(doc)
    cues = {
        i: cue for cue in find_cues(reading, stage.lexicon, include_thought=True) for i in range(cue.start, cue.end)
    }
    finder = SpeakerFinder(reading, stage.kb)
    given = [attribution(reading, quote, cues) for quote in quotes]
    found = {
        at: finder.find(given[at]) for at in sorted(range(len(given)), key=lambda i: (given[i].start, -given[i].end))
    }
    return [found[at] for at in range(len(given))]


def by_words(text: str, quotes: list[dict[str, Any]]) -> list[str]:
    """The words of each source as they stand."""
    return [" ".join(text[start:end] for start, end in quote.get("source") or []) for quote in quotes]


def by_surname(doc: Doc, words: list[str]) -> list[str]:
    """The longest name of a person in the text that ends in the source's last word; a pronoun is who spoke last."""
    names = sorted({e.text.removesuffix("'s") for e in doc.ents if e.label_ == "PERSON"}, key=len, reverse=True)
    last, found = "", []
    for source in words:
        if source.lower() not in _PRONOUNS:
            surname = (_WORD.findall(source) or [""])[-1]
            last = next((name for name in names if surname and name.split()[-1] == surname), source)
        found.append(last)
    return found


def kind_of(source: str) -> str:
    """How a source names its speaker: first person, other pronoun, name or description."""
    low = source.lower()
    if low in {"i", "we", "you", "me", "us", "my", "our", "your"}:
        return "first or second person"
    if low in _PRONOUNS:
        return "third person"
    return "with a capital" if re.search(r"(?<!^)\b[A-Z]|^(?!The|A )[A-Z]", source) else "description"


def main() -> None:
    """Compare on the given files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", nargs="+", type=Path, required=True)
    parser.add_argument("--limit", type=int, help="first N articles of each file")
    parser.add_argument("--only", default="", help="articles whose id holds these letters, e.g. a genre")
    parser.add_argument("--show", type=int, default=0, help="print so many errors")
    args = parser.parse_args()
    nlp = cn.load()
    stage = Quotes(nlp, "conflict_quotes")
    right: Counter[tuple[str, str]] = Counter()
    shown = 0
    for article in read(args.data, args.limit):
        if args.only not in article["id"]:
            continue
        doc = nlp(article["text"])
        quotes = [q for q in article["quotes"] if q["content"]]
        words = by_words(article["text"], quotes)
        surnames = by_surname(doc, words)
        speakers = ours(doc, stage, quotes)
        for quote, own, expanded, speaker in zip(quotes, words, surnames, speakers, strict=True):
            if not quote.get("source_name") or quote.get("optional"):
                continue
            kind = kind_of(own)
            gold = quote["source_name"]
            told = names_agree(speaker.name, gold)
            genre = f"{article['id']}_".split("_")[1]
            for group in ("all", kind, f"genre: {genre}"):
                right[group, "gold"] += 1
                right[group, "named"] += speaker.entity_id is not None
                right[group, "wrong"] += not told and speaker.entity_id is not None
                right[group, "in text"] += in_text(gold, article["text"])
                right[group, "short"] += agree_shortened(speaker.name, gold)
                right[group, "words"] += names_agree(own, gold)
                right[group, "surname"] += names_agree(expanded, gold)
                right[group, "ours"] += told
                right[group, "open"] += not told and speaker.entity_id is None
            if not told and shown < args.show:
                shown += 1
                first = quote["content"][0]
                print(
                    f"{article['id']} | {own} | {gold} | {speaker.name} [{speaker.entity_id}] {speaker.rule} | "
                    f"{' '.join(article['text'][first[0] : first[1]].split())[:60]}"
                )
    columns = ("words", "surname", "ours", "open", "in text", "short")
    print(f"{'right names in %':24} {'quotes':>7} " + " ".join(f"{column:>8}" for column in (*columns, "wrong")))
    genres = sorted({group for group, _ in right if group.startswith("genre: ") and group != "genre: "})
    for group in ("all", "with a capital", "description", "third person", "first or second person", *genres):
        gold = right[group, "gold"]
        if gold:
            shares = " ".join(f"{100 * right[group, column] / gold:8.1f}" for column in columns)
            print(f"{group:24} {gold:7} {shares} {right[group, 'wrong']:4} of {right[group, 'named']}")


if __name__ == "__main__":
    main()
