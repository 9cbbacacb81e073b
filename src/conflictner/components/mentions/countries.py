"""Countries, their demonyms and their capitals, as look-ups over one knowledge base."""

from __future__ import annotations

from functools import lru_cache

from conflictner.knowledge import KnowledgeBase
from conflictner.text import squeeze


class Countries:
    """Which folded words name a country, a nationality or a capital.

    >>> countries = Countries.of(KnowledgeBase.load())
    >>> countries.capital_of("kigali"), countries.demonym_of("congolese"), countries.named("drc")
    ('RWA', 'COD', 'COD')
    """

    def __init__(self, kb: KnowledgeBase) -> None:
        self.names = dict(kb.countries_by_demonym)
        self._demonyms: dict[str, str] = {}
        self._capitals: dict[str, str] = {}
        for actor in kb:
            if actor.kind != "COUNTRY" or not actor.country:
                continue
            iso3 = actor.country[0]
            for demonym in actor.demonyms:
                key = squeeze(demonym)
                # What two countries share ("Congolese", "Dominican") belongs to the one that the knowledge base names.
                self._demonyms[key] = self.names.get(key, self._demonyms.get(key, iso3))
            if actor.capital:
                self._capitals.setdefault(squeeze(actor.capital.split(",")[0]), iso3)
        # A nationality in the plural: "Kenyans", "Burundians"; not "Congoleses".
        for key, iso3 in list(self._demonyms.items()):
            if key.endswith(("an", "i", "er", "ian", "ean")):
                self._demonyms.setdefault(f"{key}s", iso3)

    @classmethod
    def of(cls, kb: KnowledgeBase) -> Countries:
        """The look-ups of a knowledge base, built once."""
        return _countries(kb)

    def named(self, folded: str) -> str:
        """ISO 3166 alpha-3 of a country's name, acronym or demonym; empty if it is none."""
        return self.names.get(folded, "")

    def demonym_of(self, folded: str) -> str:
        """ISO 3166 alpha-3 of a nationality; empty if it is none."""
        return self._demonyms.get(folded, "")

    def capital_of(self, folded: str) -> str:
        """ISO 3166 alpha-3 of the country whose capital this is; empty if it is none."""
        return self._capitals.get(folded, "")


@lru_cache(maxsize=8)
def _countries(kb: KnowledgeBase) -> Countries:
    return Countries(kb)
