"""The article page: what it shows, and that nothing in it can run, load or lead astray."""

from __future__ import annotations

import hashlib
import re
import stat
from base64 import b64encode
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from lxml.html import HtmlElement
from spacy.language import Language
from spacy.tokens import Doc, Span

from conflictner.errors import ConfigError, OutputError
from conflictner.page import article_html, write_page
from conflictner.page.view import ArticleView
from handmade import hand_made
from work import steps

MARKED = (
    "Rebels near [Goma]{PLACE gn:216281}\n\n"
    "By Ann Otieno\n\n"
    "SAKE — “We will answer,” said [Joseph Mbusa]{PERSON new:joseph-mbusa} of the [FARDC]{MILITARY mil:COD}. "
    "[He]{PERSON new:joseph-mbusa pronoun} said the [M23]{ARMED_GROUP arm:m23} had left"
    " [Goma]{PLACE gn:216281}.\n\n"
    "Two officers said [the rebels]{ARMED_GROUP arm:m23 nominal} “fled” to [Rwanda]{COUNTRY cty:RWA place}."
)
ENTITIES: dict[str, dict[str, Any]] = {
    "gn:216281": {"name": "Goma", "kind": "PLACE", "lat": -1.674, "lon": 29.228, "country": "COD"},
    "cty:RWA": {"name": "Rwanda", "kind": "COUNTRY", "lat": -1.94, "lon": 29.87, "country": "RWA"},
    "arm:m23": {"name": "March 23 Movement", "kind": "ARMED_GROUP", "country": "COD"},
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
        "contents": ["the M23 had left Goma"],
        "source": "He",
        "speaker_id": "new:joseph-mbusa",
        "speaker_name": "Joseph Mbusa",
        "negated": True,
        "stance": "deny",
    },
    {"kind": "mixed", "contents": ["the rebels “fled” to Rwanda"], "source": "Two officers"},
)
SEGMENTS = (
    ("HEADLINE", "Rebels near Goma"),
    ("BYLINE", "By Ann Otieno"),
    ("BODY", "SAKE — “We will answer,” said Joseph Mbusa of the FARDC. He said the M23 had left Goma."),
)
META = {"date": "2024-03-12", "outlet": "Courier", "url": "https://example.org/a?b=1&c=2", "doc_id": "a"}


@pytest.fixture
def doc(blank: Language) -> Doc:
    return hand_made(blank, MARKED, entities=ENTITIES, quotes=QUOTES, segments=SEGMENTS, meta=META)


@pytest.fixture
def tree(doc: Doc) -> HtmlElement:
    return lxml.html.document_fromstring(article_html(doc))


def select(tree: HtmlElement, selector: str) -> list[HtmlElement]:
    """Elements by a selector of tags, classes and ids, each inside the one before, in document order."""
    path = ""
    for part in selector.split():
        tag, *rest = re.split(r"(?=[.#])", part)
        tests = [
            f"[@id='{x[1:]}']" if x[0] == "#" else f"[contains(concat(' ', @class, ' '), ' {x[1:]} ')]" for x in rest
        ]
        path += f"//{tag or '*'}{''.join(tests)}"
    found: list[HtmlElement] = tree.xpath(path)
    return found


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_article_shows_that_a_speaker_was_read_from_a_pronoun(blank: Language) -> None:
    quote = {"contents": ["Go,"], "source": "he", "speaker_id": "per:odo", "speaker_name": "Sena Odo"}
    guess = {"speaker_rule": "coreference", "speaker_score": 0.737}
    for given, shown in (({}, []), (guess, ["(“he”, 0.74)", "speaker read from “he”, 0.74"])):
        tree = lxml.html.document_fromstring(article_html(hand_made(blank, "“Go,” he said.", quotes=[quote | given])))
        assert [words(e) for e in select(tree, ".doubt")] == shown


def test_article_text_is_whole_and_untouched(doc: Doc, tree: HtmlElement) -> None:
    blocks = [words(e) for e in [*select(tree, "article h1"), *select(tree, "article p.p")]]
    assert " ".join(blocks) == " ".join(doc.text.split())


def test_article_blocks_follow_the_segments(tree: HtmlElement) -> None:
    assert words(select(tree, "article h1")[0]) == "Rebels near Goma"
    assert [e.get("class") for e in select(tree, "article p.p")] == ["p byline", "p body", "p body"]
    assert select(tree, "title")[0].text == "Rebels near Goma"


def test_article_mentions_carry_kind_type_and_entity(tree: HtmlElement) -> None:
    found = [(words(e), e.get("class"), e.get("data-tip")) for e in select(tree, "article .m")]
    goma = "\u2068Goma\u2069 · Place · \u2068gn:216281\u2069"
    m23 = "\u2068March 23 Movement\u2069 · Armed group · \u2068arm:m23\u2069"
    mbusa = "\u2068Joseph Mbusa\u2069 · Person · not in the knowledge base"
    assert found == [
        ("Goma", "m k-PLACE t-name", goma),
        ("Joseph Mbusa", "m k-PERSON t-name new", mbusa),
        ("FARDC", "m k-MILITARY t-name", "\u2068FARDC\u2069 · Military · \u2068mil:COD\u2069"),
        ("He", "m k-PERSON t-pronoun new", mbusa),
        ("M23", "m k-ARMED_GROUP t-name", m23),
        ("Goma", "m k-PLACE t-name", goma),
        ("the rebels", "m k-ARMED_GROUP t-nominal", m23),
        ("Rwanda", "m k-COUNTRY t-name", "\u2068Rwanda\u2069 · Country · \u2068cty:RWA\u2069"),
    ]


def test_article_quotes_are_underlined_numbered_and_attributed(tree: HtmlElement) -> None:
    found = [(e.get("class"), e.get("data-q"), words(e)) for e in select(tree, "article .q")]
    assert found == [
        ("q direct", "1", "We will answer,"),
        ("q indirect", "2", "the M23 had left Goma"),
        ("q mixed", "3", "the rebels “fled” to Rwanda"),
    ]
    assert [words(e) for e in select(tree, "aside .note")] == [
        "1 Joseph Mbusa said · direct",
        "2 Joseph Mbusa not deny · indirect",
        "3 unresolved: Two officers mixed",
    ]
    assert [words(e) for e in select(tree, "#who-said-what h3")] == [
        "Joseph Mbusa Person · not in the knowledge base",
        "unresolved: Two officers",
    ]
    assert [words(e) for e in select(tree, "article .cue")] == ["said"]
    assert [words(e) for e in select(tree, "article .source")] == ["Joseph Mbusa", "He", "Two officers"]


def test_article_tables_list_actors_and_places(tree: HtmlElement) -> None:
    actors = [words(row) for row in select(tree, "#actors tbody tr")]
    assert actors == [
        "Joseph Mbusa Person not in the knowledge base 1 2",
        "March 23 Movement M23 Armed group arm:m23 1 2",
        "FARDC Military mil:COD 1",
    ]
    places = [words(row) for row in select(tree, "#places tbody tr")]
    assert places == [
        "Goma Place COD -1.674 29.228 gn:216281 1 2",
        "Rwanda Country RWA -1.940 29.870 cty:RWA 1",
    ]
    assert [e.text for e in select(tree, "svg.map a text")] == ["Goma", "Rwanda"]


def test_article_every_link_leads_somewhere_and_ids_are_unique(tree: HtmlElement) -> None:
    ids = [e.get("id") for e in tree.iter() if isinstance(e.tag, str) and e.get("id")]
    assert len(ids) == len(set(ids))
    for link in tree.iter("a"):
        href = link.get("href")
        assert href.startswith("https://") or href.removeprefix("#") in ids, href


def test_article_script_runs_by_its_hash_alone(doc: Doc) -> None:
    html = article_html(doc)
    [script] = re.findall(r"<script>(.*?)</script>", html, flags=re.DOTALL)
    digest = b64encode(hashlib.sha256(script.encode()).digest()).decode()
    [policy] = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert "default-src 'none'" in policy
    assert f"script-src 'sha256-{digest.replace('+', '&#43;')}'" in policy or f"'sha256-{digest}'" in policy
    assert "unsafe-inline" not in policy.split("script-src")[1]


def test_article_same_doc_same_bytes(doc: Doc) -> None:
    assert article_html(doc) == article_html(doc)


@pytest.mark.parametrize("text", ["", " \n\n ", "Nothing happened here."])
def test_article_without_annotations(blank: Language, text: str) -> None:
    tree = lxml.html.document_fromstring(article_html(blank(text)))
    assert "No quotes were found." in words(tree)
    assert [words(e) for e in select(tree, "article .p")] == ([text] if text.strip() else [])
    assert not select(tree, "svg")


def test_article_quote_over_two_paragraphs_is_cut_and_numbered_once(blank: Language) -> None:
    doc = hand_made(blank, "“One.\n\n“Two,” he said.", quotes=[{"contents": ["One.", "Two,"]}])
    tree = lxml.html.document_fromstring(article_html(doc))
    assert [words(e) for e in select(tree, "article .q")] == ["One.", "Two,"]
    assert len(select(tree, "article .qn")) == 1


def test_article_work_grows_with_the_length_and_not_faster(blank: Language) -> None:
    def spent(copies: int) -> int:
        quotes = [{"contents": [f"Answer {n},"], "speaker_id": "new:a", "speaker_name": "A"} for n in range(copies)]
        marked = "\n\n".join(
            f"“Answer {n},” said [A{n}]{{PERSON new:a{n}}} of [B]{{ORG org:b}}." for n in range(copies)
        )
        doc = hand_made(blank, marked, quotes=quotes)
        return steps(lambda: ArticleView.of(doc))

    assert spent(160) < 6 * spent(40)


# --- what comes from outside stays text ---------------------------------------------------------------------------

HOSTILE = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<object data='data:text/html,<script>alert(1)</script>'>",
    "<embed src='javascript:alert(1)'>",
    "<a href='javascript:alert(1)'>x</a>",
    '<a href="java\tscript:alert(1)">x</a>',
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<form action='javascript:alert(1)'><input type=submit>",
    "<button formaction='javascript:alert(1)'>x",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)>",
    "<audio src=x onerror=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<marquee onstart=alert(1)>",
    "<style>@import 'http://evil.example/x.css'</style>",
    "</style><script>alert(1)</script>",
    "<link rel=stylesheet href='http://evil.example/x.css'>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href='http://evil.example/'>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<textarea></textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</text></svg><script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->",
    "--><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><script>alert(1)</script>",
    '"><script>alert(1)</script>',
    "'><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' onmouseover='alert(1)",
    "x onmouseover=alert(1) y",
    "` onmouseover=`alert(1)",
    '" style="background:url(javascript:alert(1))',
    '" autofocus tabindex=1 onfocus="alert(1)',
    "javascript:alert(1)",
    "JAVASCRIPT:alert(1)",
    "jav&#x09;ascript:alert(1)",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "vbscript:msgbox(1)",
    "{{ 7 * 7 }}",
    "{% raw %}x{% endraw %}",
    "{{ ''.__class__.__mro__ }}",
    "${alert(1)}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\u2028<script>alert(1)</script>",
    "\u202e<tpircs>alert(1)",
    "\u2066<script>\u2069alert(1)",
    "＜script＞alert(1)＜/script＞",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<ScRiPt SrC=//evil.example/x.js></ScRiPt>",
    "<xss style='behavior:url(x)' onclick=alert(1)>",
]

#: Every element that a page of ours may hold, the drawings included.
ALLOWED = """html head meta title style script body a header main footer nav section article aside div h1 h2 h3 p span b
small time code bdi label input ol li table caption thead tbody tr th td figure figcaption svg g defs desc rect path
line polyline polygon circle ellipse text tspan"""


@pytest.mark.parametrize("hostile", HOSTILE)
def test_article_hostile_strings_stay_text(blank: Language, hostile: str) -> None:
    text = f"{hostile} said “{hostile}” to the M23 in {hostile}."
    doc = blank(text)
    doc._.meta = {"title": hostile, "outlet": hostile, "url": hostile, "doc_id": hostile, "date": hostile}
    kinds = ["PERSON", hostile, "PLACE", "ARMED_GROUP"]
    starts = [0, text.index("“") + 1, text.rindex(hostile), text.index("M23")]
    lengths = [len(hostile)] * 3 + [3]
    spans, details, known = [], {}, {}
    for number, (start, length, kind) in enumerate(zip(starts, lengths, kinds, strict=True)):
        span = doc.char_span(start, start + length, label=kind, kb_id=f"{hostile}{number}", alignment_mode="expand")
        assert span is not None
        spans.append(span)
        details[f"{span.start_char}:{span.end_char}"] = {"role": hostile if number == 1 else "actor", "mtype": hostile}
        known[span.kb_id_] = {"name": hostile, "kind": kind, "country": hostile, "lat": -1.0, "lon": 29.0 + number}
    details[f"{spans[2].start_char}:{spans[2].end_char}"]["role"] = "place"
    doc.spans["mentions"] = spans
    doc.spans["segments"] = [Span(doc, 0, len(doc), label=hostile, span_id="0")]
    doc._.conflict_mentions, doc._.conflict_entities = details, known
    doc._.conflict_quotes = {
        hostile: {
            "kind": hostile,
            "contents": [[starts[1], starts[1] + lengths[1]]],
            "cues": [[starts[0], starts[0] + 2]],
            "cue_lemma": hostile,
            "stance": hostile,
            "negated": False,
            "source": [starts[0], starts[0] + lengths[0]],
            "speaker_id": f"{hostile}0",
            "speaker_name": hostile,
            "addressee_id": hostile,
            "about": [hostile],
            "parent_id": hostile,
            "rule": hostile,
            "score": 1.0,
        }
    }
    html = article_html(doc)
    tree = lxml.html.document_fromstring(html)
    assert len(list(tree.iter("script"))) == 1
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        assert element.tag in ALLOWED.split()
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on"), (element.tag, name)
            if name in ("href", "src", "action", "xlink:href"):
                assert value.startswith(("#", "https://", "http://")), value
            if name in ("class", "id", "style", "data-e", "data-q"):
                assert re.fullmatch(r"[\w :;.%#(),\[\]-]*", value), (name, value)
    assert "{{" not in hostile or "49" not in select(tree, "h3")[0].text_content()
    shown = " ".join(" ".join(e.text_content() for e in select(tree, "article p.p")).split())
    assert shown == " ".join(text.split())


def test_article_direction_marks_in_names_are_shut_in(blank: Language) -> None:
    name = "Goma\u202egnp"
    doc = hand_made(blank, f"[{name}]{{PLACE gn:1}} fell.")
    tree = lxml.html.document_fromstring(article_html(doc))
    for cell in select(tree, "#places tbody th"):
        assert cell[0].tag == "bdi"
    assert select(tree, "article .m")[0].get("data-tip").startswith(f"\u2068{name}\u2069")


# --- the file ------------------------------------------------------------------------------------------------------


def test_article_write_page_replaces_a_file_whole(doc: Doc, tmp_path: Path) -> None:
    target = tmp_path / "goma.html"
    target.write_text("old")
    assert write_page(doc, str(target)) == target
    assert target.read_bytes() == article_html(doc).encode()
    assert [path.name for path in tmp_path.iterdir()] == ["goma.html"]
    assert stat.S_IMODE(target.stat().st_mode) & stat.S_IRUSR


def test_article_write_page_says_where_it_cannot_write(doc: Doc, tmp_path: Path) -> None:
    for target in (tmp_path / "no" / "such" / "folder.html", tmp_path):
        with pytest.raises(OutputError) as caught:
            write_page(doc, target)
        assert caught.value.code == "E401"
        assert str(target) in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_write_page_of_what_is_no_doc(tmp_path: Path) -> None:
    text: Any = "Goma fell."
    with pytest.raises(ConfigError, match=r"E404.* doc is a str"):
        write_page(text, tmp_path / "x.html")
