"""Addresses: harmless or no link at all."""

from __future__ import annotations

import pytest

from conflictner.page.links import entity_link, safe_url


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a/b.html?x=1&y=(2)#part",
        "http://example.org",
        "https://example.org/Bény",
        "HTTPS://EXAMPLE.ORG/A",
    ],
)
def test_links_safe_url_keeps_web_addresses(url: str) -> None:
    assert safe_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "java\nscript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://example.org",
        "//example.org/a",
        "/a/b",
        "https:",
        "https:///a",
        'https://example.org/"onmouseover="x',
        "https://example.org/<script>",
        "https://example.org/a b",
        "https://example.org/\u202egpj.exe",
        "https://[::1",
        "\\\\host\\share",
    ],
)
def test_links_safe_url_refuses_the_rest(url: str | None) -> None:
    assert safe_url(url) is None


@pytest.mark.parametrize(
    ("entity_id", "address"),
    [
        ("gn:216281", "https://www.geonames.org/216281"),
        ("gn:12/../x", None),
        ("gn:²", None),
        ("arm:m23", "https://ucdp.uu.se/actor/1160"),
        ("cty:COD", "https://www.wikidata.org/wiki/Q974"),
        ("new:gn:216281", None),
        ("nobody:here", None),
        ("", None),
        (None, None),
    ],
)
def test_links_entity_link(entity_id: str | None, address: str | None) -> None:
    link = entity_link(entity_id)
    assert (link[1] if link else None) == address
