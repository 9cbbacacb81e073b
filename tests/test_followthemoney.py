"""FollowTheMoney: entities of the public model, evidence and dates in each link."""

from __future__ import annotations

import json
import re
from typing import Any

import networkx as nx
import pytest

from conflictner.graph import followthemoney
from conflictner.graph.checks import sheet_of
from conflictner.knowledge.layers import country_alpha2

# The part of the public model that we write: the properties of each schema, and those it cannot be without.
THING = {"name", "notes", "country"}
LINK = {"role", "description", "startDate", "endDate", "summary", "recordId", "sourceUrl", "proof"}
MODEL: dict[str, tuple[set[str], set[str]]] = {
    **{name: (THING, {"name"}) for name in ("Person", "Organization", "PublicBody", "LegalEntity", "Event")},
    "Address": (THING | {"full", "latitude", "longitude"}, {"full"}),
    "UnknownLink": (LINK | {"subject", "object"}, {"subject", "object"}),
    "Membership": (LINK | {"member", "organization"}, {"member", "organization"}),
    "Article": ({"title", "sourceUrl", "publishedAt"}, {"title"}),
}
#: The model's own rule for ids.
ID = re.compile(r"[0-9A-Za-z]([0-9A-Za-z.-]*[0-9A-Za-z])?")


def entities(graph: nx.Graph) -> list[dict[str, Any]]:
    return [json.loads(line) for line in followthemoney.lines(sheet_of(graph), country=country_alpha2)]


def of_schema(graph: nx.Graph, schema: str) -> list[dict[str, list[str]]]:
    return [entity["properties"] for entity in entities(graph) if entity["schema"] == schema]


def layers() -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    graph.add_node("arm:m23", name="M23", entity_type="ARMED_GROUP", country="COD", mentions=7)
    graph.add_node("per:x", name="Désiré\nKalume", entity_type="PERSON")
    graph.add_node("mil:fardc", name="FARDC", entity_type="MILITARY", country="COD")
    graph.add_node("gn:1", name="Sake", entity_type="PLACE", lat=-1.57, lon=29.04, country="GBR")
    graph.add_node("cty:RWA", name="Rwanda", entity_type="COUNTRY", country="RWA")
    piece = {"doc_id": "https://example.org/a", "start": 3, "end": 40, "text": "M23 took Sake.", "date": "2024-02-07"}
    graph.add_edge("per:x", "arm:m23", key="role", layer="role", type="spokesperson")
    graph.add_edge("per:x", "cty:RWA", key="role", layer="role", type="citizen")
    graph.add_edge("per:x", "mil:fardc", key="quote", layer="quote", type="accuse", sign_mean=-1.0)
    graph.add_edge("arm:m23", "gn:1", key="place", layer="located_in", evidence=[piece])
    graph.add_edge(
        "arm:m23",
        "mil:fardc",
        key="co_mention",
        layer="co_mention",
        count=3,
        weight=0.5,
        first_date="2024-02",
        last_date="2024-03-01",
        evidence=[piece, {"doc_id": "b", "start": 0, "end": 9}],
    )
    return graph


def test_every_entity_fits_the_model() -> None:
    found = entities(layers())
    ids = [entity["id"] for entity in found]
    assert len(set(ids)) == len(ids)
    for entity in found:
        allowed, required = MODEL[entity["schema"]]
        assert required <= set(entity["properties"]) <= allowed
        assert ID.fullmatch(entity["id"])
        for name, values in entity["properties"].items():
            assert values
            assert all(isinstance(value, str) and value for value in values)
            if name in {"subject", "object", "member", "organization", "proof"}:
                assert set(values) <= set(ids)


def test_kinds_become_schemata_and_places_points() -> None:
    schemata = {entity["id"]: entity["schema"] for entity in entities(layers())}
    assert schemata["arm-m23"] == "Organization"
    assert schemata["per-x"] == "Person"
    assert schemata["mil-fardc"] == "PublicBody"
    assert schemata["cty-RWA"] == "LegalEntity"
    (place,) = of_schema(layers(), "Address")
    assert place["latitude"] == ["-1.57"]
    assert place["longitude"] == ["29.04"]
    assert place["country"] == ["gb"]


def test_a_co_mention_is_no_relation_and_keeps_evidence_dates_and_counts() -> None:
    (link,) = [found for found in of_schema(layers(), "UnknownLink") if found["role"] == ["mentioned together"]]
    assert link["subject"] == ["arm-m23"]
    assert link["object"] == ["mil-fardc"]
    assert (link["startDate"], link["endDate"]) == (["2024-02"], ["2024-03-01"])
    assert link["summary"] == ["M23 took Sake."]
    assert link["recordId"] == ["https://example.org/a:3-40", "b:0-9"]
    assert link["sourceUrl"] == ["https://example.org/a"]
    assert {"count: 3", "weight: 0.5", "layer: co_mention"} <= set(link["description"])
    assert len(link["proof"]) == 2


def test_roles_are_memberships_of_organisations_alone() -> None:
    (member,) = of_schema(layers(), "Membership")
    assert (member["member"], member["organization"], member["role"]) == (["per-x"], ["arm-m23"], ["spokesperson"])
    assert ["citizen"] in [link["role"] for link in of_schema(layers(), "UnknownLink")]


def test_articles_are_the_source_documents() -> None:
    articles = of_schema(layers(), "Article")
    assert [article["title"] for article in articles] == [["b"], ["https://example.org/a"]]
    assert articles[1]["publishedAt"] == ["2024-02-07"]


def test_a_date_that_is_none_stays_text() -> None:
    graph = nx.Graph([("a", "b", {"first_date": "yesterday", "last_date": "2024"})])
    (link,) = of_schema(graph, "UnknownLink")
    assert "startDate" not in link
    assert link["endDate"] == ["2024"]
    assert link["description"] == ["first_date: yesterday"]


@pytest.mark.parametrize("piece", [1, "x", None, {"doc_id": ""}, {"doc_id": 3, "start": 1}])
def test_odd_evidence_is_kept_as_it_is(piece: Any) -> None:
    (link,) = of_schema(nx.Graph([("a", "b", {"evidence": [piece]})]), "UnknownLink")
    assert [json.loads(text) for text in link["summary"]] == [piece]


@pytest.mark.parametrize("name", ["\u202eevil", "a\r\nb\tc", '"}', "\U0001f600", " x ", "\x00\x1b"])
def test_names_read_back(name: str) -> None:
    graph = nx.Graph()
    graph.add_node("a", name=name)
    assert entities(graph)[0]["properties"]["name"] == [name]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("arm:m23", "arm-m23"),
        ("a:b-c", "a-b:c"),
        ("new:é", "new:è"),
        ("", " "),
        ("x", "x:"),
        ("A", "a"),
        ("a b", "a  b"),
    ],
)
def test_ids_that_look_alike_stay_apart(a: str, b: str) -> None:
    first, second = followthemoney.entity_id(a), followthemoney.entity_id(b)
    assert first != second
    assert ID.fullmatch(first)
    assert ID.fullmatch(second)


def test_the_library_itself_takes_every_entity() -> None:
    library = pytest.importorskip("followthemoney")
    for entity in entities(layers()):
        proxy = library.model.get_proxy(entity, cleaned=False)
        assert proxy.schema.name == entity["schema"]
        for name, values in entity["properties"].items():
            if name != "name":  # names are squeezed on the way in
                assert sorted(proxy.get(name)) == sorted(values), name
        proxy.schema.validate(entity)
