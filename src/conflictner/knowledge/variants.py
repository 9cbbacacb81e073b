"""The other ways in which newsrooms print one name: hyphens, apostrophes, dots, British and American spelling."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, islice, pairwise
from typing import Final

from conflictner.knowledge.words import frequency

_SPELLINGS: Final = (
    ("efence", "efense"),
    ("isation", "ization"),
    ("abour", "abor"),
    ("entre", "enter"),
    ("rogramme", "rogram"),
    (" & ", " and "),
    ("St. ", "Saint "),
    ("St. ", "St "),
    ("Mai-Mai", "Mayi-Mayi"),
    ("Maï-Maï", "Mayi-Mayi"),
)
_FORMS: Final = sorted({form for pair in _SPELLINGS for form in pair})
_RESPELT: Final = re.compile("|".join(map(re.escape, _FORMS)))
_INITIALS: Final = re.compile(r"\b((?:[A-Za-z]\.)+)(?=[ ,]|$)")
# "DR Congo", "US Army": a token of two or three capitals may be printed with dots, and the reverse
_CAPITALS: Final = re.compile(r"\b[A-Z]{2,3}\b")
# "Al Shabaab": the blank of a particle may be a hyphen, as may that of a doubled word ("Mai Mai")
_PARTICLES: Final = frozenset(
    ("Al", "al", "El", "el", "An", "an", "As", "as", "Ash", "ash", "Ar", "ar", "Ad", "ad", "Abu")
)
# A name with none of this, no particle and no word twice has one spelling: one look instead of four.
_VARIES: Final = re.compile(rf"[-.'’]|{_RESPELT.pattern}|{_CAPITALS.pattern}")
# Words that are no particles, without a mark, an accent or two capitals: of 100 names in a long list, 70 to 100.
_WORD: Final = "(?:[A-Z]?[a-z]{3}[a-z]+|[0-9]+|of|the|for|and|in|de|du|la)"
_PLAIN: Final = re.compile(f"(?!the ){_WORD}(?: {_WORD})*")
_MOST: Final = 24
_RESPELLED: Final = 8


def name_variants(name: str) -> list[str]:
    """The spellings of a name under which it is looked up, the name itself first.

    Accents, case and the look of apostrophes and hyphens need none: `text.fold` sees to them.

    Args:
        name: A name as it stands in the data.

    Returns:
        Distinct spellings, at most 24.

    >>> name_variants("Al-Shabaab")
    ['Al-Shabaab', 'Al Shabaab', 'AlShabaab']
    >>> name_variants("Hay'at Tahrir al-Sham")[:3]
    ["Hay'at Tahrir al-Sham", 'Hayat Tahrir al-Sham', "Hay'at Tahrir al Sham"]
    >>> name_variants("D.R. Congo"), name_variants("Tanzania People's Defence Force")[-1]
    (['D.R. Congo', 'DR Congo'], 'Tanzania Peoples Defense Force')
    """
    words = name.split(" ")
    if not _VARIES.search(name) and _PARTICLES.isdisjoint(words) and len({*words}) == len(words):
        return [name]
    found = {name: None}
    for spelling in _respelled(name):
        for hyphens in _hyphens(spelling):
            for dots in _dots(hyphens):
                found[dots] = None
                if "'" in dots or "’" in dots:
                    found[dots.replace("'", "").replace("’", "")] = None
    return list(islice(found, _MOST))


def of_one_spelling(names: Sequence[str]) -> list[bool]:
    """Which names surely have no other spelling, and fold by their case alone; most names of a long list.

    A quarter of the time that `name_variants` takes: what newsrooms respell is looked for in all names at once.

    >>> of_one_spelling(["Radio Karibe", "Al-Shabaab", "River Labour Union"])
    [True, False, False]
    """
    joined = "\n".join(names)
    ends = list(accumulate([len(name) + 1 for name in names], initial=0))
    respelt = set()
    for form in _FORMS:
        at = joined.find(form)
        while at >= 0:
            respelt.add(bisect_right(ends, at) - 1)
            at = joined.find(form, at + 1)
    plain = _PLAIN.fullmatch
    alone = [plain(name) is not None and len({*name.split(" ")}) > name.count(" ") for name in names]
    for number in respelt:
        alone[number] = False
    return alone


def _respelled(name: str) -> list[str]:
    forms = [name]
    if not _RESPELT.search(name):
        return forms
    for one, other in _SPELLINGS:
        if one in name or other in name or len(forms) > 1:
            forms += [
                f.replace(one, other) if one in f else f.replace(other, one) for f in forms if one in f or other in f
            ]
            if len(forms) > _RESPELLED:
                break
    return forms


def _hyphens(name: str) -> list[str]:
    if "-" in name:
        return [name, name.replace("-", " "), name.replace("-", "")]
    if " " not in name:
        return [name]
    words = name.split(" ")
    if _PARTICLES.isdisjoint(words) and len(set(words)) == len(words):
        return [name]
    joined = [word + ("-" if word in _PARTICLES or word == after else " ") for word, after in pairwise(words)]
    hyphened = "".join([*joined, words[-1]])
    return [name] if hyphened == name else [name, hyphened, hyphened.replace("-", "")]


def _dots(name: str) -> list[str]:
    if "." in name:
        return [name, _INITIALS.sub(lambda m: m[1].replace(".", ""), name)]
    if " " not in name or not _CAPITALS.search(name):
        return [name]
    return [name, _CAPITALS.sub(lambda m: "".join(f"{c}." for c in m[0]), name)]


def acronym_variants(acronym: str) -> list[str]:
    """The spellings of an acronym, itself first: with and without dots, and a hyphen before digits.

    >>> acronym_variants("DRC"), acronym_variants("M23"), acronym_variants("U.N.")
    (['DRC', 'D.R.C.', 'D.R.C'], ['M23', 'M-23'], ['U.N.', 'UN', 'U.N'])
    """
    found = {acronym: None}
    bare = acronym.replace(".", "")
    if "." in acronym and len(bare) > 1:
        found[bare] = None
    if bare.isalpha() and bare.isascii() and bare.isupper() and 2 <= len(bare) <= 5:
        dotted = ".".join(bare)
        found[f"{dotted}."] = None
        found[dotted] = None
    letters = bare.rstrip("0123456789")
    if letters != bare and letters.isalpha():
        found[f"{letters}-{bare[len(letters) :]}"] = None
    if "-" in acronym and "." not in acronym:
        found[acronym.replace("-", "/")] = None
        found[acronym.replace("-", " ")] = None
    return list(found)


#: Spoken as a word: a vowel in it, and never three consonants in a row ("UNHCR" is spelled out).
_SPOKEN: Final = re.compile(r"(?=[A-Z]*[AEIOU])(?![A-Z]*[B-DF-HJ-NP-TV-Z]{3})[A-Z]{4,}(?:-[A-Z]{1,3})?")


def as_word(acronym: str) -> str:
    """How newspapers print an acronym that is spoken as a word; "" for one that is spelled out, or is a word.

    >>> as_word("NATO"), as_word("ZANU-PF"), as_word("FDLR"), as_word("SITE"), as_word("M23")
    ('Nato', 'Zanu-PF', '', '', '')
    """
    if not acronym.isascii() or not _SPOKEN.fullmatch(acronym):
        return ""
    first, hyphen, rest = acronym.partition("-")
    # An English word is no acronym without its capitals: "Site".
    return "" if frequency(first) else first.capitalize() + hyphen + rest
