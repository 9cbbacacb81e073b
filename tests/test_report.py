"""Terminal reports: what they show, and that text from outside cannot steer the terminal."""

from __future__ import annotations

import io
from typing import Any

import networkx as nx
import pytest
from rich.console import Console, RenderableType
from spacy.language import Language

from conflictner.evaluate import Counts, Evaluation
from conflictner.evaluate.pairing import Tally
from conflictner.graph import co_mention_graph
from conflictner.knowledge import Actor, KnowledgeBase, Link, Name, Place, Role
from conflictner.report import (
    actors_report,
    article_report,
    console,
    facts,
    facts_report,
    find_actors,
    places_report,
    score_lines,
    score_table,
)
from conflictner.report.console import PLAIN_WIDTH, clean, shortened
from handmade import hand_made

MARKED = (
    "[M23]{ARMED_GROUP arm:m23} and the [FARDC]{MILITARY mil:COD} fought near [Goma]{PLACE gn:216281}.\n"
    "“We will answer,” said [Joseph Mbusa]{PERSON new:joseph-mbusa} of the [FARDC]{MILITARY mil:COD} in"
    " [Minova]{PLACE new:minova}. Two officers said they had left. It had “gone”, he did not say."
)
ENTITIES: dict[str, dict[str, Any]] = {
    "arm:m23": {"name": "March 23 Movement", "kind": "ARMED_GROUP"},
    "mil:COD": {"name": "Armed Forces of the DRC", "kind": "MILITARY", "country": "COD"},
    "gn:216281": {"name": "Goma", "kind": "PLACE", "lat": -1.674, "lon": 29.228, "country": "COD"},
}
QUOTES: tuple[dict[str, Any], ...] = (
    {
        "contents": ["We will answer,"],
        "cues": ["said"],
        "source": "Joseph Mbusa",
        "speaker_id": "new:joseph-mbusa",
        "speaker_name": "Joseph Mbusa",
    },
    {
        "kind": "indirect",
        "contents": ["they had left"],
        "source": "Two officers",
        "stance": "claim",
        "speaker_rule": "unnamed",
    },
    {"kind": "mixed", "contents": ["It had “gone”"], "cues": ["say"], "negated": True},
)


def printed(what: RenderableType, width: int = 100) -> list[str]:
    stream = io.StringIO()
    Console(file=stream, width=width, markup=False, emoji=False, highlight=False).print(what)
    return [" ".join(line.split()) for line in stream.getvalue().splitlines() if line.strip()]


def article(blank: Language, marked: str = MARKED, **layers: Any) -> list[str]:
    doc = hand_made(blank, marked, **layers)
    return printed(article_report(doc, co_mention_graph([doc]), title="goma.txt"))


def test_report_article(blank: Language) -> None:
    lines = article(blank, entities=ENTITIES, quotes=QUOTES, meta={"date": "2024-03-12", "title": "Near Goma"})
    assert lines[:2] == ["Near Goma", "2024-03-12 · 31 words · 3 actors · 2 places · 3 quotes"]
    rows = [
        line
        for line in lines
        if not set(line) <= {"─", " "} and not line.startswith(("M23 and the FARDC", "Two officers said"))
    ]
    assert rows[2:] == [
        "Actors",
        "Name Also as Kind Id Mentions",
        "Armed Forces of the DRC FARDC Military mil:COD 2",
        "Joseph Mbusa Person unlisted 1",
        "March 23 Movement M23 Armed group arm:m23 1",
        "Places",
        "Name Also as Country Latitude Longitude Precision Score Id Mentions",
        "Goma COD -1.674 29.228 1.00 gn:216281 1",
        "Minova ? ? unlisted 1",
        "Quotes",
        "1 Joseph Mbusa said, direct",
        "“We will answer,”",
        "2 not named: Two officers claim, indirect",
        "they had left",
        "3 unresolved not say, mixed",
        "It had “gone”",
        "Mentioned together",
        "1 March 23 Movement — Armed Forces of the DRC",
        "1 March 23 Movement — Joseph Mbusa",
        "1 Armed Forces of the DRC — Joseph Mbusa",
    ]


def test_report_article_tells_a_country_from_a_town(blank: Language) -> None:
    doc = hand_made(blank, MARKED, entities=ENTITIES)
    doc._.conflict_entities = {**doc._.conflict_entities}
    doc._.conflict_entities["gn:216281"] = {**doc._.conflict_entities["gn:216281"], "precision": "country"}
    lines = printed(article_report(doc, co_mention_graph([doc])), width=140)
    assert "Goma COD -1.674 29.228 country 1.00 gn:216281 1" in lines


def test_report_article_is_called_by_its_headline_else_by_its_file(blank: Language) -> None:
    assert article(blank, "Goma\n\nIt fell.", segments=[("HEADLINE", "Goma")])[0] == "Goma"
    assert article(blank, "It fell.")[0] == "goma.txt"


def test_report_article_with_nothing_in_it(blank: Language) -> None:
    assert article(blank, "")[1:] == [
        "0 words · 0 actors · 0 places · 0 quotes",
        "Actors",
        "none found",
        "Places",
        "none found",
        "Quotes",
        "none found",
        "Mentioned together",
        "none found",
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("two\n lines\tand  blanks", "two lines and blanks"),
        ("\x1b[31mred\x1b[0m", "�[31mred�[0m"),
        ("\x9b31mred", "�31mred"),
        ("\x07\x08\x7f", "���"),
        ("\u202egnihton\u2066\u200f", "gnihton"),
        ("[bold]x[/bold] :smile: \\[", "[bold]x[/bold] :smile: \\["),
        ("Désiré 日本 🙂", "Désiré 日本 🙂"),
    ],
)
def test_report_clean(text: str, shown: str) -> None:
    assert clean(text) == shown


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [("short", 5, "short"), ("one two three", 9, "one two …"), ("unbreakable", 5, "unbr…"), ("", 5, "")],
)
def test_report_shortened(text: str, limit: int, shown: str) -> None:
    assert shortened(text, limit) == shown


def test_report_markup_and_escape_sequences_stay_text(blank: Language) -> None:
    name = "[red]Ali[/red] \x1b]8;;http://evil.example\x07x :bomb:"
    lines = article(
        blank,
        "The M23 left.",
        meta={"title": name, "outlet": name},
        quotes=[{"contents": ["M23"], "speaker_id": "new:x", "speaker_name": name}],
    )
    assert "\x1b" not in "".join(lines)
    assert sum("[red]Ali[/red] �]8;;http://evil.example�x :bomb:" in line for line in lines) == 3


KB = KnowledgeBase(
    [
        Actor(
            "arm:bf",
            "ARMED_GROUP",
            "Blue Front",
            (Name("BF", "acronym"), Name("Front bleu", "strong", "fr"), Name("the Front", "weak")),
            country=("BOM",),
            active=(("2012", "2013"), ("2021", None)),
            parent="arm:alliance",
            xref={"ucdp": 7, "wikidata": "Q7"},
            tier=1,
            sources=("curated",),
        ),
        Actor("arm:alliance", "ARMED_GROUP", "Alliance"),
        Actor("per:osei", "PERSON", "Mira Osei"),
    ],
    [
        Role("per:osei", "arm:bf", "Spokeswoman", "spokesperson", "2021", "2023"),
        Role("per:gone", "arm:bf", "Leader", "executive", None, None),
    ],
    [Link("arm:bf", "member_of", "arm:alliance", "2023", None), Link("arm:x", "odd_tie", "arm:bf")],
)


def test_report_actor_with_all_that_is_known() -> None:
    assert printed(actors_report(find_actors(KB, "BF"), KB), width=160) == [
        "arm:bf Blue Front Armed group",
        "names BF (acronym), Front bleu (fr), the Front (weak)",
        "country BOM",
        "active 2012 to 2013; since 2021",
        "part of Alliance [arm:alliance]",
        "link Blue Front [arm:bf] is a member of Alliance [arm:alliance], since 2023",
        "link arm:x odd tie Blue Front [arm:bf]",
        "holder per:gone, Leader, dates unknown",
        "holder Mira Osei [per:osei], Spokeswoman, 2021 to 2023 (last known)",
        "elsewhere UCDP 7, Wikidata Q7",
        "source curated (curated)",
    ]


def test_report_person_with_offices() -> None:
    lines = printed(actors_report(find_actors(KB, "per:osei"), KB), width=160)
    assert "office Spokeswoman, Blue Front [arm:bf], 2021 to 2023" in lines
    assert find_actors(KB, "Nobody Known") == []


@pytest.mark.model
def test_report_places_are_spelled_as_the_text_does(nlp: Language) -> None:
    doc = nlp("Fighters took Daraa in Syria and fled to Nablus in the West Bank.")
    lines = printed(article_report(doc, co_mention_graph([doc])), width=160)
    assert any(line.startswith("Daraa (Dar") for line in lines)
    assert any(line.startswith("Nablus PSE") for line in lines)


def test_report_places() -> None:
    place = Place("gn:1", "Kada", 10.0, 20.5, "BOM", "North", "populated", 12345)
    assert printed(places_report([place]))[-1] == "gn:1 Kada BOM North populated 10.000 20.500 12,345"


def test_report_scores() -> None:
    tally = Tally({"actor": Counts(1, 1, 0)}, {"actor": ["missed: \x1b[31m"]})
    evaluation = Evaluation({"a": tally, "b": tally}, ())
    assert list(score_lines(evaluation)) == [
        "actor                    P 0.5    R 1.0    F 0.667  tp 2      fp 2      fn 0"
    ]
    lines = list(score_lines(evaluation, per_doc=True, errors="actor"))
    assert [line for line in lines if not line.startswith("actor")] == [
        "",
        "a",
        "a missed: �[31m",
        "",
        "b",
        "b missed: �[31m",
        "",
        "all documents",
    ]
    assert score_table(evaluation) == {"actor": {"P": 0.5, "R": 1.0, "F": 0.667, "tp": 2, "fp": 2, "fn": 0}}


def test_report_facts_name_every_part() -> None:
    rows = facts()
    assert list(rows)[:4] == ["conflictner", "Python", "spaCy", "networkx"]
    assert rows["model SHA-256"].endswith("(verified)")
    assert len(printed(facts_report(rows), width=120)) == len(rows)


def test_report_console_is_plain_and_wide_enough_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    screen = console()
    assert (screen.width, screen.color_system) == (PLAIN_WIDTH, None)
    monkeypatch.setenv("COLUMNS", "60")
    assert console().width == 60


def test_report_edges_of_any_graph(blank: Language) -> None:
    graph = nx.Graph([("b", "a", {"weight": 2}), ("c", "a")])
    lines = printed(article_report(blank("x"), graph))
    assert lines[-2:] == ["2 a — b", "1 a — c"]


@pytest.mark.parametrize(
    ("layers", "line"),
    [
        ({"stance": "accuse", "about": ["mil:COD"]}, "1 M23 accused FARDC, indirect"),
        ({"stance": "say", "about": ["mil:COD"]}, "1 M23 accused, indirect"),
        ({"stance": "say", "addressee_id": "mil:COD"}, "1 M23 accused FARDC, indirect"),
        ({"stance": "accuse", "about": ["arm:nobody"]}, "1 M23 accused, indirect"),
    ],
)
def test_report_says_whom_words_are_aimed_at(blank: Language, layers: dict[str, Any], line: str) -> None:
    marked = "[M23]{ARMED_GROUP arm:m23} accused the [FARDC]{MILITARY mil:COD} of shelling Goma."
    quote = {"kind": "indirect", "contents": ["shelling Goma"], "cues": ["accused"], "source": "M23", **layers}
    shown = article(blank, marked, quotes=[{**quote, "speaker_id": "arm:m23", "speaker_name": "M23"}])
    assert line in shown


def test_article_shows_that_a_speaker_was_read_from_a_pronoun(blank: Language) -> None:
    marked = "[Sena Odo]{PERSON per:odo} left. “Go,” [he]{PERSON per:odo pronoun} said."
    quote = {"contents": ["Go,"], "source": "he", "speaker_id": "per:odo", "speaker_name": "Sena Odo"}
    guess = {"speaker_rule": "coreference", "speaker_score": 0.737}
    assert "1 Sena Odo (“he”, 0.74) say, direct" in article(blank, marked, quotes=[{**quote, **guess}])
    assert "1 Sena Odo say, direct" in article(blank, marked, quotes=[quote])
