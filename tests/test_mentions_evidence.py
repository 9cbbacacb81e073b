"""How votes add up to one kind for each name."""

from __future__ import annotations

from conflictner.components.mentions.evidence import Evidence


def evidence(*votes: tuple[str, str, float], supports: int = 0) -> Evidence:
    book = Evidence(supports=supports)
    for kind, rule, weight in votes:
        book.add(kind, rule, weight)
    return book


def test_evidence_the_model_alone_is_enough() -> None:
    decision = evidence(("ORG", "ner", 1.0)).decide()
    assert (decision.kind, decision.accepted) == ("ORG", True)


def test_evidence_one_weak_sign_is_not() -> None:
    assert not evidence(("PLACE", "locative", 0.9)).decide().accepted


def test_evidence_two_weak_signs_are() -> None:
    assert evidence(("PLACE", "locative", 0.9), ("PLACE", "gazetteer", 0.6)).decide().kind == "PLACE"


def test_evidence_the_exact_kind_and_the_general_one_do_not_compete() -> None:
    assert evidence(("ORG", "ner", 1.0), ("ARMED_GROUP", "armed-after", 1.2)).decide().kind == "ARMED_GROUP"


def test_evidence_a_single_rule_does_not_contradict_the_model() -> None:
    votes = (("ORG", "ner", 1.0), ("PLACE", "gazetteer", 1.2))
    assert evidence(*votes).decide().kind == "ORG"
    assert evidence(*votes, supports=1).decide().kind == "PLACE"
    assert evidence(*votes, ("PLACE", "locative", 0.9)).decide().kind == "PLACE"


def test_evidence_a_listed_actor_contradicts_the_model_alone() -> None:
    assert evidence(("PLACE", "ner", 1.0), ("ARMED_GROUP", "kb:acronym", 2.4)).decide().kind == "ARMED_GROUP"


def test_evidence_labels_of_the_model_count_by_their_share() -> None:
    book = evidence(("PLACE", "ner", 1.0), ("PERSON", "ner", 1.0), ("PLACE", "ner", 1.0))
    assert book.decide().kind == "PLACE"


def test_evidence_a_seen_name_of_doubtful_kind_is_accepted_under_the_better_kind() -> None:
    book = evidence(("ORG", "ner", 0.55), ("PLACE", "locative", 0.9), supports=1)
    book.name = 0.45
    decision = book.decide()
    assert (decision.kind, decision.accepted) == ("PLACE", True)


def test_evidence_nothing_decides_nothing() -> None:
    decision = Evidence().decide()
    assert (decision.kind, decision.accepted) == ("", False)


def test_evidence_a_village_makes_no_place_of_a_person_a_province_does() -> None:
    person = ("PERSON", "ner", 0.75)
    assert evidence(person, ("PLACE", "gazetteer", 0.9), supports=1).decide().kind == "PERSON"
    assert evidence(person, ("PLACE", "gazetteer", 1.3), supports=1).decide().kind == "PLACE"
