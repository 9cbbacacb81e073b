"""Names without a text: linked where hardly anybody else can be meant, local ids else."""

from __future__ import annotations

import pytest
import spacy

from conflictner.corpus.coded import Linker
from conflictner.corpus.records import Coded, Told
from conflictner.knowledge import KnowledgeBase
from conflictner.rulepipe import RulePipe


def coded(*names: Told) -> Coded:
    return Coded("a:1", "g1", "2024-02-07", None, None, None, "en", 10, "x", names)


@pytest.fixture(scope="module")
def linker() -> Linker:
    nlp = spacy.blank("en")
    nlp.add_pipe("conflict_linker")
    return Linker(nlp)


def linked(linker: Linker, *names: Told) -> list[tuple[str, str | None, str]]:
    return [(row.text, row.entity_id, row.kind) for row in linker.rows(coded(*names))[1]]


def person(name: str, offset: int = 0) -> Told:
    return offset, name, "person", None, None, ""


def org(name: str, offset: int = 0) -> Told:
    return offset, name, "org", None, None, ""


RWANDA: Told = (50, "Rwanda", "country", -2.0, 30.0, "RWA")
GOMA: Told = (70, "Goma, Nord-Kivu, Democratic Republic Of The Congo", "town", -1.67, 29.22, "COD")


def test_coded_a_person_needs_a_country_beside_the_name(linker: Linker) -> None:
    assert linked(linker, person("Paul Kagame"), RWANDA)[0] == ("Paul Kagame", "per:paul-kagame", "PERSON")
    assert linked(linker, person("Paul Kagame"))[0] == ("Paul Kagame", "new:paul-kagame", "PERSON")
    assert linked(linker, person("Kagame"), RWANDA)[0][1] == "new:kagame"


def test_coded_organisations(linker: Linker) -> None:
    assert linked(linker, org("United Nations"))[0][1:] == ("igo:un", "IGO")
    assert linked(linker, org("Odo Tyre Company"))[0] == ("Odo Tyre Company", "new:odo-tyre-company", "ORG")
    assert linked(linker, org("Paul Kagame"), RWANDA)[0][1] == "new:paul-kagame", "a person is no organisation"
    assert linked(linker, org("is"))[0][1] == "new:is", "a word is no acronym"


def test_coded_places(linker: Linker) -> None:
    assert linked(linker, RWANDA) == [("Rwanda", "cty:RWA", "COUNTRY")]
    ((text, entity, kind),) = linked(linker, GOMA)
    assert (text, kind) == ("Goma", "PLACE")
    assert entity is not None
    assert entity.startswith("gn:")


def test_coded_near_misses_of_places(linker: Linker) -> None:
    elsewhere: Told = (70, "Goma, Nowhere, Rwanda", "town", -2.5, 30.9, "RWA")
    (mention,) = linker.rows(coded(elsewhere))[1]
    assert (mention.entity_id, mention.lat, mention.country) == ("new:goma-nowhere-rwanda", -2.5, "RWA")
    far: Told = (70, "Goma, Nord-Kivu, Democratic Republic Of The Congo", "town", -11.0, 27.0, "COD")
    assert str(linked(linker, far)[0][1]).startswith("new:")
    assert linked(linker, (70, "Atlantis", "country", None, None, ""))[0][1] == "new:atlantis"


def test_coded_rows_of_the_document(linker: Linker) -> None:
    document, mentions = linker.rows(coded(org("United Nations", 4), GOMA))
    assert (document.doc_id, document.n_words, document.n_chars, document.language) == ("g1", 10, 74, "en")
    assert [(m.start, m.end, m.rule, m.sentence, m.role) for m in mentions] == [
        (4, 18, "gkg", 0, "actor"),
        (70, 74, "gkg", 0, "place"),
    ]


def test_coded_without_our_components_all_ids_are_local() -> None:
    assert linked(Linker(spacy.blank("en")), org("United Nations"), GOMA) == [
        ("United Nations", "new:united-nations", "ORG"),
        ("Goma", "new:goma-nord-kivu-democratic-republic-of-the-congo", "PLACE"),
    ]


def test_coded_obeys_the_edits_of_the_user() -> None:
    nlp = spacy.blank("en")
    pipe = nlp.add_pipe("conflict_linker")
    assert isinstance(pipe, RulePipe)
    rows = [
        {"action": "kill", "name": "Odo Tyre Company", "target": "", "note": ""},
        {"action": "merge", "name": "UN System", "target": "igo:un", "note": ""},
    ]
    pipe.kb = KnowledgeBase.load().with_edits(rows)
    found = linked(Linker(nlp), org("Odo Tyre Company"), org("UN System"))
    assert found == [("UN System", "igo:un", "IGO")]
