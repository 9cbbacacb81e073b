"""Places as rows and keys: the tab-separated table, the exact key and the key of other spellings."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from conflictner.errors import E206, KnowledgeBaseError
from conflictner.text import squeeze

COLUMNS: Final = ("id", "name", "aliases", "lat", "lon", "country", "admin1", "feature", "population")

# The order in which homonyms are offered. A territory comes before the villages of its name ("Bumba" has 37 in DRC),
# but after a town whose population is known.
_RANK: Final = {
    "country": 0,
    "admin1": 1,
    "capital": 2,
    "seat": 2,
    "populated": 3,
    "locality": 3,
    "admin2": 4,
    "region": 4,
}
_UNCOUNTED: Final = 5
_OTHER: Final = 6


@dataclass(frozen=True, slots=True)
class Place:
    """A place: degrees in WGS 84, country as ISO 3166 alpha-3, population 0 where unknown."""

    id: str
    name: str
    lat: float
    lon: float
    country: str
    admin1: str
    feature: str
    population: int

    @property
    def rank(self) -> tuple[int, int, str]:
        """Sorts homonyms: feature, then population, then id."""
        rank = _RANK.get(self.feature, _OTHER)
        return _UNCOUNTED if rank == _RANK["populated"] and not self.population else rank, -self.population, self.id


#: Columns of a place as they are stored: those of `Place`, in its order.
PlaceRow = tuple[str, str, float, float, str, str, str, int]


def read_places(packed: bytes, shown: str) -> Iterator[tuple[PlaceRow, tuple[str, ...]]]:
    """Read a gzipped table of places.

    Args:
        packed: The gzip file.
        shown: Its name in messages.

    Yields:
        Each place with its other names. A row without a point leads nowhere on a map and is passed over.

    Raises:
        KnowledgeBaseError: E206, the table is damaged.
    """
    line = 1
    try:
        lines = gzip.decompress(packed).decode().removesuffix("\n").split("\n")
        if tuple(lines[0].split("\t")) != COLUMNS:
            raise ValueError("another header")
        for text in lines[1:]:
            line += 1
            identity, name, aliases, lat, lon, country, admin1, feature, population = text.split("\t")
            if lat:
                row = (identity, name, float(lat), float(lon), country, admin1, feature, int(population or 0))
                yield row, tuple(aliases.split("|")) if aliases else ()
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise KnowledgeBaseError(E206.format(path=shown, reason=f"line {line}: {error}")) from error


def place_key(name: str) -> str:
    """The key of an exact look-up.

    >>> place_key("Nyanzalé"), place_key("Sana’a")
    ('nyanzale', "sana'a")
    """
    return squeeze(name)


_TWICE: Final = re.compile(r"(.)\1")
_SAINT: Final = re.compile(r"\bsaint\b")
_ARTICLE: Final = re.compile(r"^(?:el|ad|ar|as|ash|at|az|an)[- ]")
_DROP: Final = str.maketrans({"y": "i", "-": None, " ": None, "'": None, ".": None})


def variant_key(name: str) -> str:
    """The key under which spellings of one place meet; for names whose exact key finds nothing.

    tsh = tch = c, dj = j, ou = u, y = i, double letters are one, a final e, o or u is dropped, saint = st; the Arabic
    article is "al" however it is written (el-Fasher, Ash-Shaddadah), and a final -eh is -ah.

    >>> variant_key("Kitchanga") == variant_key("Kitshanga"), variant_key("Rutshuru"), variant_key("Saint-Louis")
    (True, 'rucur', 'stluis')
    >>> variant_key("Nyangezi") == variant_key("Nya Ngezi"), variant_key("Goma") == variant_key("Gome")
    (True, False)
    >>> variant_key("el-Geneina") == variant_key("Al Geneina"), variant_key("Strasbourg") == variant_key("Strasburg")
    (True, True)
    """
    return respell(place_key(name))


def respell(key: str) -> str:
    """The variant key of an exact key.

    >>> respell("tchabi") == respell("tshabi")
    True
    """
    if key[:1] in ("a", "e"):
        key = _ARTICLE.sub("al ", key)
    if "saint" in key:
        key = _SAINT.sub("st", key)
    key = key.translate(_DROP)
    if "t" in key:
        key = key.replace("tsh", "c").replace("tch", "c")
    key = key.replace("ou", "u").replace("dj", "j")
    if key.endswith(("ah", "eh")) and len(key) > 4:
        key = f"{key[:-2]}a"
    if _TWICE.search(key):
        key = _TWICE.sub(r"\1", key)
    return key[:-1] if len(key) > 3 and key[-1] in "eou" else key
