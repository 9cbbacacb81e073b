"""How well names are found: the base model alone against ours on top of it, on one marked-up set, in one run.

    python benchmarks/recognition.py --data SET.jsonl [--gold-map crossner] [--limit 200]

A line of SET is {"id", "text", "entities": [{"start", "end", "label"}]}; offsets count characters. Labels are mapped to
place, actor and person by ``--gold-map``; what has no place in the map is out of scope. Spans are compared after an
outer article, quotation marks and a possessive 's are cut from both sides, for schemes differ on them by habit.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import conflictner as cn
from conflictner.components.mentions.candidates import BASE

MODEL = {"GPE": "place", "LOC": "place", "FAC": "place", "ORG": "actor", "PERSON": "person"}
GOLD = {
    "plain": {"place": "place", "actor": "actor", "person": "person"},
    "greatlakes": {"place": "place", "actor": "actor", "ethnic": "actor", "nat": "actor", "person": "person"},
    "crossner": {
        "location": "place",
        "country": "place",
        "organisation": "actor",
        "politicalparty": "actor",
        "person": "person",
        "politician": "person",
    },
    "conll": {"LOC": "place", "ORG": "actor", "PER": "person"},
    "gum": {"place": "place", "organization": "actor", "person": "person"},
    "re3d": {"Location": "place", "Organisation": "actor", "Nationality": "actor", "Person": "person"},
    "place-only": {"place": "place"},
}
EDGE = re.compile(r"""^(?:[\s"'“”‘’(]|(?:the|an?)\s)+|(?:[’']s|[\s"“”‘’',;:)])+$""", re.IGNORECASE)

Triple = tuple[int, int, str]


def trimmed(text: str, spans: Iterable[Triple]) -> set[Triple]:
    """Spans without an outer article, quotation marks and possessive."""
    found = set()
    for start, end, kind in spans:
        piece = text[start:end]
        while (cut := EDGE.sub("", piece)) != piece and cut:
            start += piece.index(cut)
            end = start + len(cut)
            piece = cut
        found.add((start, end, kind))
    return found


def kind_of(kind: str) -> str:
    """Our kinds in the three classes of the comparison."""
    return {"PERSON": "person", "PLACE": "place", "COUNTRY": "place"}.get(kind, "actor")


def figures(right: int, found: int, wanted: int) -> str:
    """Precision, recall and F as text."""
    precision, recall = right / max(found, 1), right / max(wanted, 1)
    f = 2 * precision * recall / (precision + recall) if right else 0.0
    return f"P {precision:.3f}  R {recall:.3f}  F {f:.3f}"


def main() -> None:
    """Read the set, run both, print two tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--gold-map", choices=sorted(GOLD), default="plain")
    parser.add_argument("--norp", action="store_true", help="count the base model's NORP as actor")
    parser.add_argument("--limit", type=int)
    options = parser.parse_args()
    gold_map = GOLD[options.gold_map]
    model_map = MODEL | ({"NORP": "actor"} if options.norp else {})
    nlp = cn.load()
    counts: Counter[tuple[str, str, str]] = Counter()
    with options.data.open(encoding="utf-8", newline="\n") as lines:
        records = [json.loads(line) for line in lines if line.strip()][: options.limit]
    for record in records:
        text = record["text"]
        doc = nlp(text)
        gold = trimmed(
            text,
            [(e["start"], e["end"], gold_map[e["label"]]) for e in record["entities"] if e["label"] in gold_map],
        )
        in_scope = set(gold_map.values())
        base = [(s.start_char, s.end_char, model_map[s.label_]) for s in doc.spans[BASE] if s.label_ in model_map]
        ours = [(m.start, m.end, kind_of(m.kind)) for m in doc._.mentions if m.mtype == "name" and m.kind != "PROCESS"]
        for system, spans in (("base", base), ("ours", ours)):
            predicted = {span for span in trimmed(text, spans) if span[2] in in_scope}
            for kind in in_scope:
                for what, group in (("right", gold & predicted), ("found", predicted), ("wanted", gold)):
                    counts[system, kind, what] += sum(span[2] == kind for span in group)
    for system in ("base", "ours"):
        for kind in sorted(set(gold_map.values())):
            print(system, f"{kind:7}", figures(*[counts[system, kind, w] for w in ("right", "found", "wanted")]))
        totals = [sum(counts[system, k, w] for k in set(gold_map.values())) for w in ("right", "found", "wanted")]
        print(system, "micro  ", figures(*totals))


if __name__ == "__main__":
    main()
