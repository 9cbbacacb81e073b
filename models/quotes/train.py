"""Learn which proposed quotes are right, and say honestly whether that beats the table of weights set by hand.

    python models/quotes/train.py NAME=FILE.jsonl [...] [--measure NAME=FILE.jsonl ...] [--write weights.json]

    python models/quotes/marked.py models/quotes/articles --out own.jsonl
    python models/quotes/train.py own=own.jsonl gum=gum.jsonl ewt=ewt.jsonl --measure polnear=dev.jsonl

Files hold one article a line in the format of `marked.py`. A linear model (ridge logistic regression, Newton steps) is
trained on every proposal: its rule, its circumstances, the stance, the form of the cue and its subject, with an
intercept for each corpus, since corpora differ in what they call a quote; at run time the intercept is that of the
first corpus. Weights are drawn towards the table set by hand (``--ridge``: how hard). Printed are joint F1 values
(contents share half of the longer one's words, sources share a word): by hand and learnt, five folds by document, each
corpus left out in turn, and on files that are measured only. ``--write`` saves the weights of all training files as
readable JSON.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from oracle import Spans, gold_spans, proposed_spans

import conflictner as cn
from conflictner.components.quotes import Quotes
from conflictner.components.quotes.assemble import choose, merge_continued
from conflictner.components.quotes.attribution import WEIGHTS, Attribution, Judge, by_table
from conflictner.components.quotes.cues import find_cues
from conflictner.components.quotes.direct import DirectFinder
from conflictner.components.quotes.indirect import IndirectFinder
from conflictner.components.quotes.reading import Reading

FOLDS = 5
RIDGE = 5.0
Weights = dict[str, float]
Array = NDArray[np.float64]


@dataclass(slots=True)
class Article:
    """A text with its gold quotes, as words; optional ones and ignored regions count neither way."""

    corpus: str
    reading: Reading
    gold: list[Spans]
    optional: list[Spans]
    examples: list[tuple[frozenset[str], bool]] = field(default_factory=list)


def signals(reading: Reading, attribution: Attribution, features: tuple[str, ...]) -> frozenset[str]:
    """All that the model knows of a proposal."""
    found = {"bias", *features}
    cue, source = attribution.cue, attribution.source
    rule = attribution.rule
    if cue is not None:
        verb = reading.doc[cue.head]
        found |= {f"stance {cue.entry.stance}", f"form {verb.tag_}", f"needs {cue.entry.needs}", f"dep {verb.dep_}"}
        found |= {f"{rule} {cue.entry.stance}", f"{rule} {verb.tag_}", f"{attribution.kind} {cue.entry.stance}"}
        if any(child.dep_ == "aux" and child.tag_ == "MD" for child in verb.children):
            found.add("modal")
    if source is not None:
        head = reading.doc[source.head]
        found |= {f"source {source.rule}", f"source {head.pos_}", f"entity {head.ent_type_}"}
        if head.pos_ == "PRON":
            found.add(f"pronoun {head.lower_}")
    length = sum(len(reading.text[a:b].split()) for a, b in attribution.parts)
    found |= {f"length {min(length, 8)}", f"kind {attribution.kind}"}
    return frozenset(found)


def judge_of(reading: Reading, weights: Weights) -> Judge:
    """A judge that asks learnt weights."""

    def judge(attribution: Attribution, features: tuple[str, ...]) -> float:
        total = sum(weights.get(name, 0.0) for name in signals(reading, attribution, features))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))

    return judge


def found(reading: Reading, stage: Quotes, judge: Judge, *, merge: bool = False) -> list[Attribution]:
    """The quotes of a text by a judge."""
    finder, direct = proposals(reading, stage, judge)
    chosen = choose(reading, direct, finder.find(), judge)
    return [c.attribution for c in (merge_continued(chosen) if merge else chosen)]


def proposals(reading: Reading, stage: Quotes, judge: Judge) -> tuple[IndirectFinder, list[Attribution]]:
    """What is proposed outside marks and between them."""
    cues = find_cues(reading, stage.lexicon)
    finder = IndirectFinder(reading, cues, judge=judge)
    return finder, DirectFinder(reading, cues, finder.ends.shared).find()


def read(name: str, path: Path, stage: Quotes, parse: Callable[[str], Any]) -> Iterator[Article]:
    """Parsed articles of a file, with their labelled proposals."""
    with path.open(encoding="utf-8", newline="\n") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    for row in rows:
        reading = Reading(parse(row["text"]))
        spans = [(gold_spans(row["text"], quote), bool(quote.get("optional"))) for quote in row["quotes"]]
        skipped = [
            Spans(gold_spans(row["text"], {"content": [part]}).content, frozenset()) for part in row.get("ignore", ())
        ]
        gold = [s for s, optional in spans if s.content and not optional]
        article = Article(name, reading, gold, [s for s, optional in spans if optional] + skipped)
        seen: list[tuple[Attribution, tuple[str, ...]]] = []

        def note(attribution: Attribution, features: tuple[str, ...], seen: Any = seen) -> float:
            seen.append((attribution, features))
            return by_table(attribution, features)

        found(reading, stage, note)
        for attribution, features in seen:
            proposed = proposed_spans(reading, attribution)
            right = any(proposed.covers(g) and proposed.speaks(g) for g in gold)
            if right or not any(proposed.content & o.content for o in article.optional):
                article.examples.append((signals(reading, attribution, features), right))
        yield article


def train(articles: Iterable[Article], voice: str, ridge: float = RIDGE) -> Weights:
    """Ridge logistic regression; every corpus weighs the same, and speaks with the intercept of one of them."""
    rows = [(article.corpus, names, right) for article in articles for names, right in article.examples]
    counts: dict[str, int] = {}
    for _, names, _ in rows:
        for name in names:
            counts[name] = counts.get(name, 0) + 1
    corpora = sorted({corpus for corpus, _, _ in rows})
    columns = {name: n for n, name in enumerate([*sorted(n for n, count in counts.items() if count >= 5), *corpora])}
    x = np.zeros((len(rows), len(columns)))
    y = np.array([float(right) for _, _, right in rows])
    share = {c: sum(corpus == c for corpus, _, _ in rows) for c in corpora}
    w = np.array([len(rows) / len(corpora) / share[corpus] for corpus, _, _ in rows])
    for n, (corpus, names, _) in enumerate(rows):
        for name in [*names, corpus]:
            if name in columns:
                x[n, columns[name]] = 1.0
    prior = np.array([WEIGHTS.get(name, 0.0) for name in columns])
    beta = newton(x, y, w, prior, ridge)
    weights = {name: round(float(beta[n]), 3) for name, n in columns.items() if name not in corpora}
    at = voice if voice in columns else corpora[0]
    weights["bias"] = round(weights["bias"] + float(beta[columns[at]]), 3)
    return {name: weight for name, weight in weights.items() if weight}


def newton(x: Array, y: Array, w: Array, prior: Array, ridge: float) -> Array:
    """Weights that maximise the penalised likelihood; the penalty is the distance from the prior."""
    beta = prior.copy()
    for _ in range(12):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        gradient = x.T @ (w * (y - p)) - ridge * (beta - prior)
        hessian = (x * (w * p * (1 - p))[:, None]).T @ x + ridge * np.eye(x.shape[1])
        step = np.linalg.solve(hessian, gradient)
        beta += step
        if float(np.abs(step).max()) < 1e-4:
            break
    return beta


def tally(article: Article, stage: Quotes, judge: Judge, *, merge: bool) -> tuple[int, int, int]:
    """Right, found and annotated quotes; pairs are taken by overlap, best first."""
    proposed = [proposed_spans(article.reading, a) for a in found(article.reading, stage, judge, merge=merge)]
    pairs = sorted(
        (
            (len(p.content & g.content) / len(p.content | g.content), i, j)
            for i, p in enumerate(proposed)
            for j, g in enumerate(article.gold)
            if p.content & g.content
        ),
        reverse=True,
    )
    mine: set[int] = set()
    theirs: set[int] = set()
    right = 0
    for _, i, j in pairs:
        if i not in mine and j not in theirs:
            mine.add(i)
            theirs.add(j)
            right += proposed[i].covers(article.gold[j]) and proposed[i].speaks(article.gold[j])
    free = {i for i, p in enumerate(proposed) if i not in mine and any(p.content & o.content for o in article.optional)}
    return right, len(proposed) - len(free), len(article.gold)


def joint(articles: list[Article], stage: Quotes, weights_of: Callable[[int], Weights | None], *, merge: bool) -> float:
    """Joint F1 in percent, each article with the weights that its number gives."""
    sums = np.zeros(3)
    for n, article in enumerate(articles):
        weights = weights_of(n)
        judge = by_table if weights is None else judge_of(article.reading, weights)
        sums += tally(article, stage, judge, merge=merge)
    return 200 * float(sums[0]) / max(float(sums[1] + sums[2]), 1.0)


def named(pair: str) -> tuple[str, Path]:
    """NAME=FILE."""
    name, _, path = pair.partition("=")
    return name, Path(path)


def main() -> None:
    """Train, compare, and write if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=named, metavar="NAME=FILE")
    parser.add_argument("--measure", nargs="*", type=named, default=[], metavar="NAME=FILE", help="never trained on")
    parser.add_argument("--ridge", type=float, default=RIDGE)
    parser.add_argument("--write", type=Path, help="where the weights go")
    args = parser.parse_args()
    nlp = cn.load()
    stage = nlp.get_pipe("conflict_quotes")
    if not isinstance(stage, Quotes):
        parser.error("the pipeline has no quotes component of ours")
    sets = {name: list(read(name, path, stage, nlp)) for name, path in args.files}
    voice = next(iter(sets))
    every = [article for articles in sets.values() for article in articles]
    fold = {id(a): n % FOLDS for articles in sets.values() for n, a in enumerate(articles)}
    folds = [train([a for a in every if fold[id(a)] != f], voice, args.ridge) for f in range(FOLDS)]
    print(f"{'':12} {'by hand':>9} {'5 folds':>9} {'left out':>9}")
    for name, articles in sets.items():
        others = [a for a in every if a.corpus != name]
        without = train(others, voice, args.ridge) if others else None
        hand = joint(articles, stage, lambda n: None, merge=False)
        crossed = joint(articles, stage, lambda n, a=articles: folds[fold[id(a[n])]], merge=False)  # type: ignore[misc]
        alone = joint(articles, stage, lambda n, w=without: w, merge=False)  # type: ignore[misc]
        print(f"{name:12} {hand:9.1f} {crossed:9.1f} {alone:9.1f}")
    weights = train(every, voice, args.ridge)
    for name, path in args.measure:
        articles = list(read(name, path, stage, nlp))
        hand, learnt = (joint(articles, stage, lambda n, w=w: w, merge=True) for w in (None, weights))  # type: ignore[misc]
        print(f"{name:12} {hand:9.1f} {'':9} {learnt:9.1f}   (measured only, merged)")
    if args.write:
        args.write.write_text(json.dumps(dict(sorted(weights.items())), indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
