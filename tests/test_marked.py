"""Marked training articles: what compiles, to which offsets, and what is refused; the articles themselves."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

FOLDER = Path(__file__).parents[1] / "models" / "quotes"
HEAD = "# title: t\n# style: wire\n# region: nowhere\n# names: Ali Musa; Joan Peel\n\n"


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("quotes_marked", FOLDER / "marked.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up while it is being made
    spec.loader.exec_module(module)
    return module


marked = _load()


def rows(text: str, **options: Any) -> tuple[str, list[dict[str, Any]]]:
    article = marked.compile_article(HEAD + text, **options)
    return article.text, article.quotes


def words(text: str, quote: dict[str, Any], layer: str) -> list[str]:
    return [text[start:end] for start, end in quote[layer]]


def test_offsets_are_those_of_the_plain_text() -> None:
    text, (quote,) = rows("In Sake, [Ali Musa]{S1} [said]{Q1} [that the road was shut]{C1}.")
    assert text == "In Sake, Ali Musa said that the road was shut.\n"
    assert (words(text, quote, "source"), words(text, quote, "cue")) == (["Ali Musa"], ["said"])
    assert quote == {
        "type": "indirect",
        "content": [[23, 45]],
        "cue": [[18, 22]],
        "source": [[9, 17]],
        "source_name": "Ali Musa",
    }


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“[We stay,]{C1}” [he]{S1} [said]{Q1}.", "direct"),
        ("[He]{S1} [said]{Q1} [it was “a lie”]{C1}.", "mixed"),
        ("« [On reste,]{C1} » [dit-il]{Q1}.", "direct"),
        ("„[Wir bleiben,]{C1}“ [he]{S1} [said]{Q1}.", "direct"),
        ("‘[The soldiers’ bread is gone,]{C1:direct}’ [he]{S1} [said]{Q1}.", "direct"),
        ("[He]{S1} [said]{Q1} [the '90s were 6'2\" of mud]{C1}.", "indirect"),
        ("“[The mark is never closed.]{C1}\n\n[He]{S2} [said]{Q2} [it was over]{C2}.", "direct"),
        ("“[A,]{C1}” [he]{S1} [said]{Q1}, “[and b.]{C1}”", "direct"),
        ("— [Left,]{C1:direct} — [she]{S1} [said]{Q1}.", "direct"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    assert rows(text)[1][0]["type"] == kind


def test_brackets_nest() -> None:
    text, (outer, inner) = rows("“[[She]{S2} [said]{Q2} ‘[go]{C2}’.]{C1}” [He]{S1} [told]{Q1} us.")
    assert words(text, outer, "content") == ["She said ‘go’."]
    assert words(text, inner, "content") == ["go"]


def test_escaped_brackets_belong_to_the_text() -> None:
    assert rows(r"“[They \[the army\] left,]{C1}” [he]{S1} [said]{Q1}.")[0].startswith("“They [the army] left,”")


def test_a_new_sentence_behind_the_cue() -> None:
    source = "“[A,]{C1}” [Ali Musa]{S1} [said]{Q1}. “[B.]{C1+}”"
    text, (first, second) = rows(source)
    assert (words(text, first, "content"), words(text, second, "content")) == (["A,"], ["B."])
    assert first["cue"] == second["cue"]
    assert first["group"] == second["group"] == 1
    text, (whole,) = rows(source, merged=True)
    assert words(text, whole, "content") == ["A,", "B."]
    assert "group" not in whole


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[Mr Musa]{S1} [said]{Q1} [no]{C1}.", "Ali Musa"),
        ("[He]{S1=Musa} [said]{Q1} [no]{C1}.", "Ali Musa"),
        ("[He]{S1=Ali Musa} [said]{Q1} [no]{C1}.", "Ali Musa"),
        ("[The group's spokesman, Ali Musa]{S1}, [said]{Q1} [no]{C1}.", "Ali Musa"),
        ("[Peel aide Ali Musa]{S1} [said]{Q1} [no]{C1}.", "Ali Musa"),
        ("[Joan Peel, MP]{S1} [said]{Q1} [no]{C1}.", "Joan Peel"),
        ("[A lawyer for Ali Musa]{S1} [said]{Q1} [no]{C1}.", None),
        ("[Residents]{S1} [said]{Q1} [no]{C1}.", None),
        ("[Musawi]{S1} [said]{Q1} [no]{C1}.", None),
        ("[Ali Musa]{S1} and [Joan Peel]{S1} [said]{Q1} [no]{C1}.", None),
    ],
)
def test_speaker_name(text: str, name: str | None) -> None:
    assert rows(text)[1][0]["source_name"] == name


def test_optional() -> None:
    assert [
        quote.get("optional") for quote in rows("[He]{S1,S2} [denied]{Q1} [it]{C1?}, [saying]{Q2} [no]{C2}.")[1]
    ] == [
        True,
        None,
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[He]{S1} [said]{Q1} nothing.", "no content"),
        ("[He]{S1 [said]{Q1} [no]{C1}.", "no tag"),
        ("[He]{X1} [said]{Q1} [no]{C1}.", "no tag"),
        ("[He] [said]{Q1} [no]{C1}.", "without its"),
        ("He]{S1} [said]{Q1} [no]{C1}.", "without its"),
        ("He{S1} [said]{Q1} [no]{C1}.", "without its span"),
        ("[He]{S1} [said]{Q1} [no{C1}.", "without its span"),
        ("[He]{S1} [said]{Q1} [no", "never closed"),
        ("[]{S1} [said]{Q1} [no]{C1}.", "empty span"),
        ("[He ]{S1} [said]{Q1} [no]{C1}.", "blanks"),
        ("[He]{S1} [said]{Q1} [no.]{C1}", "stop belongs outside"),
        ("[He]{S1} [said]{Q1} [“No.”]{C1}", "marks belong outside"),
        ("[He]{S1} [has said]{Q1} [no]{C1}.", "auxiliary"),
        ("[He]{S1=Nobody} [said]{Q1} [no]{C1}.", "does not tell"),
        ("[Ali Musa]{S1} and [he]{S1} [said]{Q1} [no]{C1}.", "pronoun"),
        ("[He [said]{Q1} [no]{C1}]{S1}.", "overlap"),
        ("[He]{S1} [said]{Q1} [no]{C1+}.", "no beginning"),
        ("[He]{S1?=Musa} [said]{Q1:direct} [no]{C1}.", "takes no such mark"),
    ],
)
def test_refused(text: str, message: str) -> None:
    with pytest.raises(marked.MarkupError, match=message):
        rows(text)


@pytest.mark.parametrize("head", ["", "# title: t\n\n", "title: t\n# style: s\n# region: r\n\n"])
def test_metadata_is_needed(head: str) -> None:
    with pytest.raises(marked.MarkupError):
        marked.compile_article(head + "[He]{S1} [said]{Q1} [no]{C1}.")


def test_every_article_compiles() -> None:
    articles = marked.read_articles(FOLDER / "articles")
    assert len(articles) >= 90
    assert len({article.text for article in articles}) == len(articles)
    for article in articles:
        assert not set("{}") & set(article.text), article.id
        assert article.quotes, article.id
        for quote in article.quotes:
            for start, end in quote["content"] + quote["cue"] + quote["source"]:
                assert 0 <= start < end <= len(article.text)


def test_every_article_has_sentences_without_a_quote() -> None:
    for article in marked.read_articles(FOLDER / "articles"):
        held = {at for quote in article.quotes for start, end in quote["content"] for at in range(start, end)}
        assert len(held) < 0.8 * len(article.text), article.id


def test_command_writes_rows_and_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.mark").write_text(HEAD + "[Ali Musa]{S1} [said]{Q1} [no]{C1}.", encoding="utf-8")
    out = tmp_path / "rows.jsonl"
    assert marked.main([str(tmp_path), "--out", str(out), "--show"]) == 0
    assert json.loads(out.read_text(encoding="utf-8"))["text"] == "Ali Musa said no.\n"
    assert "1 articles, 4 words, 1 quotes" in capsys.readouterr().out


def test_command_reports_a_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.mark").write_text(HEAD + "[Ali Musa]{S1} [said]{Q1}.", encoding="utf-8")
    assert marked.main([str(tmp_path)]) == 1
    assert "quote 1 has no content" in capsys.readouterr().err
