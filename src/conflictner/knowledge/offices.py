"""Who held an office on a date: time-bounded roles, with a fall-back that says that it is one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from conflictner.knowledge.actors import Role
from conflictner.knowledge.dates import EVER, covers, days

#: Days after the end of a term in which news still calls the former holder by the office, or dates in the data are off.
HANDOVER: Final = 90


#: Behind a name they say that its bearer rules, "the Odo {regime}"; a "government" may be a state's of that name.
_REIGNS: Final = frozenset(("administration", "regime", "junta", "presidency"))
_GOVERNS: Final = _REIGNS | {"government", "cabinet"}
_OWNED: Final = frozenset(("'s", "’s", "'", "’"))


def reigns(lowers: Sequence[str], end: int) -> bool:
    """Whether the word behind a name says that its bearer rules.

    Args:
        lowers: The tokens of a text in lower case.
        end: Behind the name.

    >>> reigns(["the", "odo", "regime", "fell"], 2), reigns(["the", "odo", "government", "fell"], 2)
    (True, False)
    """
    return end < len(lowers) and lowers[end] in _REIGNS


def governs(lowers: Sequence[str], end: int) -> bool:
    """Whether the words behind the name of a listed ruler are his government: "the Odo government", "Odo's regime".

    >>> governs(["odo", "'s", "government", "fell"], 1), governs(["odo", "'s", "family"], 1)
    (True, False)
    """
    end += lowers[end : end + 1] != [] and lowers[end] in _OWNED
    return end < len(lowers) and lowers[end] in _GOVERNS


def holders(roles: Iterable[Role], date: str | None) -> list[tuple[Role, bool]]:
    """The roles that fit a date, best first; each with ``as_of``, which is True for a fall-back.

    Two holders within 90 days of a hand-over are both returned. Without a date, or when the date lies after every
    known term, the latest holders are returned with ``as_of``. Nobody is returned for a date before the first term.

    Args:
        roles: The roles of one office.
        date: EDTF level 0 date of the document, or None.

    >>> keita, swan = Role("per:keita", "pko:monusco", "Head", "executive", "2021", "2025-11"), Role(
    ...     "per:swan", "pko:monusco", "Head", "executive", "2026-03-05")
    >>> [(role.person, as_of) for role, as_of in holders([keita, swan], "2024-02-07")]
    [('per:keita', False)]
    >>> [(role.person, as_of) for role, as_of in holders([keita, swan], None)]
    [('per:swan', True)]
    """
    known = sorted(roles, key=by_start, reverse=True)
    if date is None:
        return [(role, True) for role in _latest(known)]
    fitting = [role for role in known if covers(role.start, role.end, date)]
    leaving = [role for role in known if role not in fitting and covers(role.start, role.end, date, slack=HANDOVER)]
    if fitting or leaving:
        return [(role, False) for role in (*fitting, *leaving)]
    asked = days(date)[1]
    before = [role for role in known if role.start is None or days(role.start)[0] <= asked]
    return [(role, True) for role in _latest(before)]


def by_start(role: Role) -> tuple[int, int, str]:
    """Sorts terms by their start, unknown starts first.

    >>> by_start(Role("per:a", "gov:COD", "President", "executive")) < by_start(
    ...     Role("per:a", "gov:COD", "President", "executive", "1997"))
    True
    """
    return (
        days(role.start)[0] if role.start else EVER[0],
        days(role.end)[1] if role.end else EVER[1],
        role.person,
    )


def _latest(roles: list[Role]) -> list[Role]:
    """The newest holder of each title still open; when every term has ended, the one that ended last."""
    latest: dict[str, Role] = {}
    for role in roles:
        if role.end is None:
            latest.setdefault(role.title, role)
    if latest or not roles:
        return list(latest.values())
    last = max(days(role.end)[1] for role in roles if role.end)
    return [role for role in roles if role.end and days(role.end)[1] == last]
