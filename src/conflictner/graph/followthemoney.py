"""FollowTheMoney entities, one JSON object a line, as Aleph and OpenSanctions read them.

A co-mention is an UnknownLink, and its role says that it is no more than that. The model has no numbers on links, so
counts and weights are lines of text ("count: 7"). Places are Address entities with their coordinates, processes are
Events; peoples and countries are LegalEntity, the least that the model can say of somebody who acts.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from typing import Final

from conflictner.graph.checks import EVIDENCE, Node, Sheet, Values, as_json, as_text

_SCHEMATA: Final = {
    "PERSON": "Person",
    "GOVERNMENT": "PublicBody",
    "MILITARY": "PublicBody",
    "POLICE": "PublicBody",
    "ARMED_GROUP": "Organization",
    "IGO": "Organization",
    "PEACEKEEPING": "Organization",
    "PARTY": "Organization",
    "NGO": "Organization",
    "MEDIA": "Organization",
    "ORG": "Organization",
    "PROCESS": "Event",
    "PLACE": "Address",
}
_ORGANIZATIONS: Final = frozenset({"Organization", "PublicBody"})
_LEGAL_ENTITIES: Final = _ORGANIZATIONS | {"Person", "LegalEntity"}

_ROLES: Final = {"co_mention": "mentioned together", "quote": "speaks of", "located_in": "mentioned with the place"}

#: What the model takes as a date, and as an id: letters, digits, "." and "-".
_DATE: Final = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_PLAIN_ID: Final = re.compile(r"[0-9A-Za-z]+:[0-9A-Za-z](?:[0-9A-Za-z.-]*[0-9A-Za-z])?|[0-9A-Za-z]+")
_URL: Final = re.compile(r"https?://\S+")

#: Attributes that have a property of their own in the model.
_OWN: Final = frozenset({EVIDENCE, "name", "first_date", "last_date"})

#: Property -> its values; the model has lists of strings and nothing else.
Entity = dict[str, list[str]]


def lines(sheet: Sheet, *, country: Callable[[str], str]) -> Iterator[str]:
    """The file, line by line: the nodes, the links, then the articles of the evidence.

    Args:
        sheet: The graph.
        country: From an ISO 3166 alpha-3 code to alpha-2; "" where there is none.
    """
    schemata = {node: _SCHEMATA.get(str(values.get("entity_type")), "LegalEntity") for node, values in sheet.nodes}
    for node, values in sheet.nodes:
        yield _line(entity_id(node), schemata[node], _thing(node, values, schemata[node], country))
    articles: dict[str, Entity] = {}
    for source, target, key, values in sheet.edges:
        layer = values.get("layer", sheet.values.get("layer"))
        member = layer == "role" and schemata[source] in _LEGAL_ENTITIES and schemata[target] in _ORGANIZATIONS
        ends = {"member": source, "organization": target} if member else {"subject": source, "object": target}
        link = {name: [entity_id(node)] for name, node in ends.items()}
        link |= {"role": [_role(layer, values.get("title", values.get("type")))], "description": _notes(values)}
        for name, own in (("first_date", "startDate"), ("last_date", "endDate")):
            date = str(values.get(name, ""))
            if _DATE.fullmatch(date):
                link[own] = [date]
            elif date:
                link["description"].append(f"{name}: {date}")
        link |= _proof(values.get(EVIDENCE), articles)
        identity = f"link-{_digest(as_json([source, target, key]))}"
        yield _line(identity, "Membership" if member else "UnknownLink", link)
    for doc_id, article in sorted(articles.items()):
        yield _line(_document_id(doc_id), "Article", article)


def entity_id(node: Node) -> str:
    """An id that the model allows, one for each node; those of our own lists stay readable.

    >>> entity_id("arm:m23"), entity_id("new:front of ituri")[:19]
    ('arm-m23', 'new-front-of-ituri-')
    """
    text = str(node)
    if _PLAIN_ID.fullmatch(text):
        return text.replace(":", "-")
    readable = re.sub(r"[^0-9A-Za-z]+", "-", text)[:40].strip("-")
    return f"{readable or 'x'}-{_digest(text)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:20]


def _line(identity: str, schema: str, properties: Entity) -> str:
    kept = {name: list(dict.fromkeys(values)) for name, values in properties.items() if values}
    return as_json({"id": identity, "schema": schema, "properties": kept})


def _thing(node: Node, values: Values, schema: str, country: Callable[[str], str]) -> Entity:
    name = values.get("name")
    shown = name if isinstance(name, str) and name.strip() else str(node)
    thing = {"name": [shown], "notes": [f"id: {node}", *_notes(values)]}
    code = country(str(values.get("country", "")))
    if code:
        thing["country"] = [code.lower()]
    if schema == "Address":
        thing["full"] = [shown]
        for ours, theirs in (("lat", "latitude"), ("lon", "longitude")):
            if ours in values:
                thing[theirs] = [as_text(values[ours])]
    return thing


def _notes(values: Values) -> list[str]:
    return [f"{name}: {as_text(value)}" for name, value in values.items() if name not in _OWN]


def _role(layer: object, kind: object) -> str:
    """What a link says.

    >>> _role("co_mention", None), _role("quote", "accuse"), _role("role", "spokesperson")
    ('mentioned together', 'speaks of: accuse', 'spokesperson')
    """
    told = _ROLES.get(str(layer))
    if told is None:
        return str(kind or layer or "linked")
    return f"{told}: {kind}" if kind and kind != layer else told


def _proof(evidence: object, articles: dict[str, Entity]) -> Entity:
    """The sentences, where each stands (``doc_id:start-end``), and the articles as source documents."""
    found: Entity = {"summary": [], "recordId": [], "sourceUrl": [], "proof": []}
    for piece in evidence if isinstance(evidence, list) else ():
        if not isinstance(piece, dict) or not isinstance(piece.get("doc_id"), str) or not piece["doc_id"]:
            found["summary"].append(as_json(piece))
            continue
        doc_id = piece["doc_id"]
        found["recordId"].append(f"{doc_id}:{piece.get('start')}-{piece.get('end')}")
        if isinstance(piece.get("text"), str) and piece["text"]:
            found["summary"].append(piece["text"])
        article = articles.setdefault(doc_id, {"title": [doc_id], "sourceUrl": [], "publishedAt": []})
        url = piece["url"] if isinstance(piece.get("url"), str) else doc_id
        if _URL.fullmatch(url):
            found["sourceUrl"].append(url)
            article["sourceUrl"].append(url)
        if isinstance(piece.get("date"), str) and _DATE.fullmatch(piece["date"]):
            article["publishedAt"].append(piece["date"])
        found["proof"].append(_document_id(doc_id))
    return found


def _document_id(doc_id: str) -> str:
    return f"doc-{_digest(doc_id)}"
