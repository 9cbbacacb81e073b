"""Where an entity can be looked up on the web; only ``https?`` addresses ever become links."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from conflictner.knowledge import KnowledgeBase

# Blanks, quotation marks, control and direction characters have no place in an address; "java\tscript:" is the classic.
_SAFE: Final = re.compile(r"[!#-&(-;=?-Z\[\]_a-z~\u00a1-\u167f]+")
_WIKIDATA: Final = re.compile(r"Q[1-9][0-9]{0,11}")


def safe_url(url: str | None) -> str | None:
    """The address if a link to it is harmless, else None.

    >>> safe_url("https://example.org/a?b=1"), safe_url("javascript:alert(1)")
    ('https://example.org/a?b=1', None)
    """
    if not url or not _SAFE.fullmatch(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def entity_link(entity_id: str | None) -> tuple[str, str] | None:
    """A page about an entity, as (site, address): GeoNames, Wikidata or the Uppsala Conflict Data Program.

    >>> entity_link("gn:216281")
    ('GeoNames', 'https://www.geonames.org/216281')
    >>> entity_link("new:forces-de-l-union")
    """
    if not entity_id:
        return None
    prefix, _, number = entity_id.partition(":")
    if prefix == "gn":
        return ("GeoNames", f"https://www.geonames.org/{number}") if number.isascii() and number.isdigit() else None
    actor = KnowledgeBase.load().get(entity_id)
    if actor is None:
        return None
    wikidata, ucdp = str(actor.xref.get("wikidata", "")), str(actor.xref.get("ucdp", ""))
    if _WIKIDATA.fullmatch(wikidata):
        return "Wikidata", f"https://www.wikidata.org/wiki/{wikidata}"
    return ("UCDP", f"https://ucdp.uu.se/actor/{ucdp}") if ucdp.isascii() and ucdp.isdigit() else None
