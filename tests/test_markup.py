"""Text inside XML reads back as it was."""

from __future__ import annotations

from xml.parsers import expat

from hypothesis import given
from hypothesis import strategies as st

from conflictner.graph.markup import ILLEGAL, attributes, escape

HOSTILE = st.text(
    st.one_of(st.characters(), st.sampled_from("<>&\"'\r\n\t\x00\x0b\x1b\x85\u2028\ufffe\uffff\ud800\udfff"))
)


def read(xml: str) -> tuple[str, str]:
    """The attribute ``b`` and the text of one element, as expat reads them."""
    found: dict[str, str] = {}
    text: list[str] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda _, values: found.update(values)
    parser.CharacterDataHandler = text.append
    parser.Parse(xml.encode("utf-8", "surrogatepass"), True)
    return found.get("b", ""), "".join(text)


@given(HOSTILE)
def test_text_and_attribute_read_back_equal(text: str) -> None:
    legal = ILLEGAL.sub("\ufffd", text)
    assert read(f"<a{attributes(b=legal)}>{escape(legal)}</a>") == (legal, legal)


def test_illegal_is_what_expat_refuses() -> None:
    # Every code point of the first plane, and the borders of the others.
    for code in [*range(0x10000), 0x10000, 0x1FFFE, 0x1FFFF, 0xFFFFF, 0x10FFFE, 0x10FFFF]:
        char = chr(code)
        try:
            legal = read(f"<a>{escape(char)}</a>")[1] == char
        except expat.ExpatError:
            legal = False
        assert legal != bool(ILLEGAL.match(char)), hex(code)
