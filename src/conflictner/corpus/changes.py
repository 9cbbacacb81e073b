"""What a change of one's own lists does to what was found before, as far as it can be told without the texts.

Two knowledge bases are compared: the one that a corpus was read with, and the one to be. What the analyst's edits say
of a name, and what became of an actor of the list, is certain, and is done. What a new reading alone can tell (an
alias that several bear now, "the rebels" of another country) is never guessed: the reason is told instead.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from conflictner.knowledge import Actor, KnowledgeBase, local_id
from conflictner.knowledge.edits import LOCAL
from conflictner.knowledge.words import is_common
from conflictner.text import squeeze

#: Why an article should be read again, by what is written into the list of those.
WHY: Final = {
    "name": "a name in it is read otherwise now",
    "gone": "an actor in it is listed no longer",
    "undone": "an edit that shaped it was taken back",
    "killed": "a name was killed that others in it, or a quote, hang on",
    "speaker": "a speaker in it is of another kind now, and may not have said it",
    "phrase": "a phrase such as 'the rebels' may mean somebody else now",
}
#: Whom an actor of a list is never, whatever it is called.
_NO_ACTORS: Final = frozenset({"PLACE", "COUNTRY", "PEOPLE", "PROCESS"})

Point = tuple[str | None, float | None, float | None, str | None]


class Named(NamedTuple):
    """The values of a mention that decide what becomes of it."""

    text: str
    kind: str
    mtype: str
    entity_id: str | None
    entity_name: str | None


class Fate(NamedTuple):
    """What becomes of a mention: gone, or with these values; None where one stays; ``why`` it should be read again."""

    killed: bool = False
    entity_id: str | None = None
    kind: str | None = None
    role: str | None = None
    rule: str | None = None
    name: str | None = None
    point: Point | None = None
    why: str = ""

    @property
    def changes(self) -> bool:
        """Whether the row is another one afterwards."""
        return self[:-1] != STAYS[:-1]


STAYS: Final = Fate()


class Change:
    """From one knowledge base to another.

    Args:
        old: What the corpus was read with.
        new: What it is to be linked with.
    """

    def __init__(self, old: KnowledgeBase, new: KnowledgeBase) -> None:
        self.old = old
        self.new = new
        self._listed: dict[str, str] = {}
        self._fates: dict[Named, Fate] = {}
        self._entities: dict[str, Fate] = {}
        ids = {actor.id for kb in (old, new) for actor in kb}
        self._changed = {i for i in ids if _profile(old.get(i)) != _profile(new.get(i))}

    @property
    def lifted(self) -> list[str]:
        """Names that are killed no longer: in which articles they stand, only reading again tells."""
        return sorted(key for key in self.old.edits.killed if key not in self.new.edits.killed)

    def learn(self, names: Iterable[Named]) -> None:
        """Find the unlisted entities whose full name has become the name of one actor.

        Args:
            names: All mentions of the corpus, each once.
        """
        spelled: dict[str, set[str]] = {}
        for name in names:
            local = name.entity_id if name.mtype == "name" and (name.entity_id or "").startswith(LOCAL) else None
            if local and local_id(name.text) == local and self.new.canonical(local) == local and self._differs(name):
                spelled.setdefault(local, set()).add(self._bearer(name.text, name.kind))
        self._listed = {local: min(found) for local, found in spelled.items() if len(found) == 1 and "" not in found}
        self._fates.clear()
        self._entities.clear()

    def fate(self, named: Named) -> Fate:
        """What becomes of a mention."""
        found = self._fates.get(named)
        if found is None:
            found = self._fates[named] = self._fate(named)
        return found

    def _fate(self, named: Named) -> Fate:
        edits, local = self.new.edits, local_id(named.text) if named.mtype == "name" else ""
        fate = STAYS
        kind = edits.kinds.get(local, "")
        if kind and kind != named.kind:
            fate = Fate(kind=kind, role="place" if kind == "PLACE" else "actor", rule="edit:retype")
        elif local in self.old.edits.kinds and not kind:
            fate = Fate(why="undone")
        if edits.kills(squeeze(named.text), kind or named.kind):
            return Fate(killed=True)
        if named.entity_id is None:
            return fate._replace(why=fate.why or self._otherwise(named, None))
        moved = self.entity(edits.merged.get(local) or named.entity_id)
        target = moved.entity_id or edits.merged.get(local) or named.entity_id
        actor = self.new.get(target)
        if target != named.entity_id:
            fate = fate._replace(entity_id=target, name=moved.name or self.new.display_name(target) or None)
            if actor is not None:
                fate = fate._replace(kind=actor.kind, role="actor", point=_point(self.new, target))
            if named.mtype == "name":
                fate = fate._replace(rule="relink" if named.entity_id in self._listed else "edit:merge")
        else:
            name = moved.name if moved.name != named.entity_name else None
            fate = fate._replace(name=name, point=moved.point)
            before = self.old.get(target)
            if actor and before and actor.kind != before.kind == named.kind:
                fate = fate._replace(kind=actor.kind)
        return fate._replace(why=moved.why or fate.why or self._otherwise(named, target))

    def entity(self, entity_id: str) -> Fate:
        """What becomes of an entity: another id, another name or point; or why only a reading can tell."""
        found = self._entities.get(entity_id)
        if found is None:
            found = self._entities[entity_id] = self._entity(entity_id)
        return found

    def _entity(self, entity_id: str) -> Fate:
        target = self._listed.get(entity_id) or self.new.canonical(entity_id)
        if target == entity_id and self.new.get(entity_id) is None and (before := self.old.get(entity_id)) is not None:
            target = self._same(before)
            if not target:
                return Fate(why="gone")
        if target != entity_id:
            known = self.new.get(target) is not None
            name = self.new.display_name(target) or None
            return Fate(entity_id=target, name=name, point=_point(self.new, target) if known else None)
        undone = any(to == entity_id and self.new.canonical(of) != to for of, to in self.old.edits.merged.items())
        why = "undone" if undone else ""
        if self.new.get(entity_id) is not None:
            point = _point(self.new, entity_id)
            if point is None or self.old.get(entity_id) is None or point == _point(self.old, entity_id):
                return Fate(why=why)
            return Fate(name=point[0], point=point, why=why)
        name, had = self.new.edits.names.get(entity_id), self.old.edits.names.get(entity_id)
        return Fate(name=name if name != had else None, why=why or ("undone" if had and not name else ""))

    def _same(self, actor: Actor) -> str:
        """The id under which an actor of one's own is listed now: the one new bearer of its name."""
        found = self._bearer(actor.name, actor.kind)
        return found if found and self.old.get(found) is None else ""

    def _bearer(self, name: str, kind: str) -> str:
        """The one actor whose name in full this is, and of whom nothing speaks against it; else nothing.

        Not by an acronym, nor a common word, nor where the model saw a person in an organisation; nor where an actor
        is listed as active at times: the date of the article would have to decide.
        """
        entries = self.new.index.find(name)
        hits = self.new.match(name)
        if len(entries) != 1 or len(hits) != 1 or hits[0].surface != name or len(hits[0].entries) != 1:
            return ""
        entry = hits[0].entries[0]
        actor = self.new[entry.entity_id]
        if entry != entries[0] or (entry.alias_class, entry.rule) != ("strong", "kb:strong") or is_common(name):
            return ""
        if {kind, actor.kind} & _NO_ACTORS or (kind == "PERSON") != (actor.kind == "PERSON") or actor.active:
            return ""
        return actor.id

    def _otherwise(self, named: Named, target: str | None) -> str:
        """Why a mention that keeps its entity, or gets one without a reading, should be read again; mostly nothing."""
        if named.mtype != "name":
            return "phrase" if target in self._changed and named.mtype == "nominal" else ""
        if not self._differs(named):
            return ""
        now = self.new.index.find(named.text)
        return "" if len(now) == 1 and now[0].entity_id == target else "name"

    def _differs(self, named: Named) -> bool:
        """Whether the lists say something else of a name than they did."""
        before = [(self.new.canonical(e.entity_id), e.alias_class) for e in self.old.index.find(named.text)]
        return before != [(e.entity_id, e.alias_class) for e in self.new.index.find(named.text)]


def _point(kb: KnowledgeBase, entity_id: str) -> Point | None:
    actor = kb.get(entity_id)
    if actor is None:
        return None
    return kb.display_name(entity_id), actor.lat, actor.lon, actor.country[0] if actor.country else None


def _profile(actor: Actor | None) -> object:
    """What decides whom a phrase may mean."""
    return actor and (actor.kind, actor.country, actor.active, actor.parent)
