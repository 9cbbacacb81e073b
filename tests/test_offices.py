"""Who held an office on a date."""

import pytest

from conflictner.knowledge import Role
from conflictner.knowledge.offices import holders

OLD = Role("per:old", "gov:x", "President", "executive", None, "2015")
MID = Role("per:mid", "gov:x", "President", "executive", "2015-06", "2020-03-31")
NEW = Role("per:new", "gov:x", "President", "executive", "2020-05-01", None)
PM = Role("per:pm", "gov:x", "Prime Minister", "executive", "2019", None)
ENDED = Role("per:a", "arm:x", "Spokesperson", "spokesperson", "2021", "2024-02-24")


@pytest.mark.parametrize(
    ("roles", "date", "expected"),
    [
        ([OLD, MID, NEW], "2014", [("per:old", False)]),
        ([OLD, MID, NEW], "2015-07-01", [("per:mid", False), ("per:old", False)]),
        ([OLD, MID, NEW], "2018-01-01", [("per:mid", False)]),
        ([OLD, MID, NEW], "2020-04-15", [("per:mid", False)]),
        ([OLD, MID, NEW], "2020-05-15", [("per:new", False), ("per:mid", False)]),
        ([OLD, MID, NEW], "2020-06-29", [("per:new", False), ("per:mid", False)]),
        ([OLD, MID, NEW], "2020-06-30", [("per:new", False)]),
        ([MID, NEW], "2010", []),
        ([MID, NEW, PM], "2024-02-07T10:00", [("per:new", False), ("per:pm", False)]),
        ([MID, NEW, PM], None, [("per:new", True), ("per:pm", True)]),
        ([ENDED], "2024-05-24", [("per:a", False)]),
        ([ENDED], "2024-05-25", [("per:a", True)]),
        ([ENDED, MID], "2026", [("per:a", True)]),
        ([ENDED], None, [("per:a", True)]),
        ([], "2024", []),
        ([], None, []),
    ],
)
def test_offices_holders(roles: list[Role], date: str | None, expected: list[tuple[str, bool]]) -> None:
    assert [(role.person, as_of) for role, as_of in holders(roles, date)] == expected
