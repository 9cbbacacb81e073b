"""The catalogue of messages: each has its own code and says it first."""

from __future__ import annotations

import re
import string

import pytest

from conflictner import errors

CATALOGUE = {name: text for name, text in vars(errors).items() if re.fullmatch(r"[EW]\d{3}", name)}


@pytest.mark.parametrize("name", sorted(CATALOGUE))
def test_errors_message_starts_with_its_code_and_ends_as_a_sentence(name: str) -> None:
    assert CATALOGUE[name].startswith(f"[{name}] ")
    fields = [field for _, field, _, _ in string.Formatter().parse(CATALOGUE[name]) if field is not None]
    assert all(field.isidentifier() for field in fields)


def test_errors_code_is_readable_from_the_exception() -> None:
    assert errors.InputError(errors.E101.format(path="x")).code == "E101"
    assert errors.ConflictNerError("no code").code == ""
