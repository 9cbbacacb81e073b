"""A Doc read once for coreference: sentences, quotations, segments, and who stands at which token."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final
from weakref import WeakKeyDictionary

from spacy.tokens import Doc

from conflictner.annotations import SEGMENTS, Mark
from conflictner.columns import columns_of
from conflictner.components.coref.lexicon import lexicon
from conflictner.components.coref.quotations import quotations
from conflictner.knowledge import Actor, KnowledgeBase
from conflictner.text import fold, slug

#: Segments whose words are not part of the story: nothing in them is resolved, and nothing points into them.
ASIDE: Final = frozenset(("BYLINE", "DATE", "DATELINE", "TIMESTAMP", "CREDIT", "RELATED_LINK", "CONTACT", "FOOTER"))
LOCAL: Final = "new:"

_SUBJECTS: Final = frozenset(("nsubj", "nsubjpass", "csubj"))
#: A verb with more words under it than this is a broken parse, and would be searched again for every pronoun.
_CHILDREN: Final = 60
_CLAUSES: Final = frozenset(("ccomp", "xcomp", "advcl", "conj", "acl", "relcl", "parataxis", "pcomp", "dep"))
_WEIGHTS: Final = {
    "nsubj": 1.0,
    "nsubjpass": 0.9,
    "agent": 0.7,
    "dobj": 0.6,
    "dative": 0.6,
    "iobj": 0.6,
    "poss": 0.6,
    "pobj": 0.5,
    "appos": 0.4,
}


@dataclass(slots=True)
class Entity:
    """What the document and the knowledge base tell of one entity.

    ``nouns`` are the common nouns by which the text introduces it ("the naval operation", "colonel"), ``words`` the
    folded words of its names, ``org`` the organisation a person belongs to.
    """

    id: str
    kind: str
    gender: str = ""
    country: tuple[str, ...] = ()
    nouns: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    org: str = ""


#: The words of the names of each actor that a text has named.
_words_of_actors: Final[WeakKeyDictionary[KnowledgeBase, dict[str, frozenset[str]]]] = WeakKeyDictionary()


class Scene:
    """The Doc's columns, its marks, and the entity that each token stands for; resolved mentions are added as it goes.

    Args:
        doc: A parsed Doc.
        marks: Its mentions, ids set; the scene owns the list.
        kb: The knowledge base.
    """

    def __init__(self, doc: Doc, marks: list[Mark], kb: KnowledgeBase) -> None:
        self.doc, self.kb = doc, kb
        # By identity, so that taking one away costs the same in a long text as in a short one.
        self._marks = {id(mark): mark for mark in sorted(marks, key=lambda mark: mark.start)}
        columns = columns_of(doc)
        self.words, self.lowers, self.spaces = columns.words, columns.lowers, columns.spaces
        self.tags, self.pos, self.deps, self.heads = columns.tags, columns.pos, columns.deps, columns.heads
        self.lemma, self.sentence = columns.lemma, columns.sentence
        self.first: list[int] = [i for i, starts in enumerate(columns.starts) if starts]
        self.children = columns.children
        if max(map(len, self.children), default=0) > _CHILDREN:
            self.children = [below[:_CHILDREN] for below in self.children]
        self._read_segments()
        self.quotations = quotations(self.words, self.paragraph)
        self.quote = [-1] * len(self.words)
        """For each token the number of its quotation, -1 outside."""
        for number, (start, end) in enumerate(self.quotations):
            self.quote[start:end] = [number] * (end - start)
        self._number_sentences()
        self.owner: dict[int, str] = {}
        self.mark_at: dict[int, Mark] = {}
        self.entities: dict[str, Entity] = {}
        self.known: dict[str, dict[str, Any]] = dict(doc._.conflict_entities)
        meta = doc._.meta or {}
        self.date: str | None = meta.get("date") or doc._.conflict_segments.get("date")
        self._words_of = _words_of_actors.setdefault(kb, {})
        for mark in self.marks:
            self._place(mark)

    @property
    def marks(self) -> list[Mark]:
        """The mentions; those that were added last."""
        return list(self._marks.values())

    def __len__(self) -> int:
        return len(self.words)

    def _read_segments(self) -> None:
        self.segment = ["BODY"] * len(self.words)
        self.paragraph = [0] * len(self.words)
        if SEGMENTS in self.doc.spans:
            number = 0
            for number, span in enumerate(self.doc.spans[SEGMENTS]):
                length = span.end - span.start
                self.segment[span.start : span.end] = [span.label_] * length
                self.paragraph[span.start : span.end] = [number] * length
            return
        number = 0
        for i, word in enumerate(self.words):
            self.paragraph[i] = number
            number += "\n" in word

    def _number_sentences(self) -> None:
        """Story time: a sentence inside a quotation does not push the speaker into the past."""
        self.clock: list[int] = []
        now = 0
        for start, end in zip(self.first, [*self.first[1:], len(self.words)], strict=True):
            now += self.quote[start] < 0 or start == 0
            self.clock += [now] * (end - start)

    def _place(self, mark: Mark) -> None:
        start, end, entity_id = mark.start, mark.end, mark.entity_id
        for i in range(start, end):
            self.mark_at[i] = mark
        if entity_id and is_actor(mark):
            for i in range(start, end):
                self.owner[i] = entity_id
            entity = self.entities.get(entity_id) or self.entity(entity_id, mark.kind)
            if mark.mtype == "name":
                entity.words.update([_folded(word) for word in self.words[start:end] if len(word) > 2])

    def entity(self, entity_id: str, kind: str = "") -> Entity:
        """The entity of an id, made when first asked for."""
        entity = self.entities.get(entity_id)
        if entity is None:
            actor = self.kb.get(entity_id)
            if actor is not None:
                entity = Entity(entity_id, actor.kind or kind, actor.gender or "", actor.country)
                entity.words = set(self._name_words(actor))
            else:
                known = self.known.get(entity_id, {})
                country = (known["country"],) if known.get("country") else ()
                entity = Entity(entity_id, kind or known.get("kind", ""), country=country)
                entity.words = set(_words_of(str(known.get("name") or "")))
            self.entities[entity_id] = entity
        return entity

    def _name_words(self, actor: Actor) -> frozenset[str]:
        """The folded words of the first names of an actor; those of a country's army run into the hundreds."""
        words = self._words_of.get(actor.id)
        if words is None:
            names = (actor.name, *[name.text for name in actor.names[:12]])
            words = self._words_of[actor.id] = frozenset().union(*map(_own_words, names))
        return words

    def remove(self, mark: Mark) -> None:
        """Take a mark away."""
        del self._marks[id(mark)]
        for i in range(mark.start, mark.end):
            self.mark_at.pop(i, None)
            self.owner.pop(i, None)

    def relink(self, mark: Mark, entity_id: str, rule: str, score: float) -> None:
        """Give a mark another entity."""
        mark.entity_id, mark.score = entity_id, score
        mark.rule = rule
        mark.kind = self.entity(entity_id, mark.kind).kind or mark.kind
        self._place(mark)

    def add(self, start: int, end: int, entity_id: str, mtype: str, rule: str, score: float) -> Mark:
        """Add a mention."""
        kind = self.entity(entity_id).kind
        mark = Mark(start, end, kind, rule, mtype=mtype, entity_id=entity_id, score=score)
        self._marks[id(mark)] = mark
        self._place(mark)
        self.remember(entity_id)
        return mark

    def remember(self, entity_id: str, name: str = "", kind: str = "", country: str | None = None) -> None:
        """Make sure that the document's table of entities holds an id."""
        if entity_id in self.known:
            return
        actor = self.kb.get(entity_id)
        self.known[entity_id] = {
            "name": actor.name if actor else name,
            "kind": actor.kind if actor else kind,
            "country": (actor.country[0] if actor.country else None) if actor else country,
            "lat": actor.lat if actor else None,
            "lon": actor.lon if actor else None,
        }

    def text(self, start: int, end: int) -> str:
        """The text of a token range, blanks squeezed."""
        if end - start == 1:
            return " ".join(self.words[start].split())
        pieces = [word + space for word, space in zip(self.words[start:end], self.spaces[start:end], strict=True)]
        return " ".join("".join(pieces).split())

    def countries_of(self, mark: Mark) -> tuple[str, ...]:
        """The countries of the entity of a mention."""
        actor = self.kb.get(mark.entity_id)
        if actor is not None:
            return actor.country
        country = self.known.get(mark.entity_id, {}).get("country")
        return (str(country),) if country else ()

    def free(self, start: int, end: int) -> bool:
        """Whether no mention stands on these tokens."""
        return self.mark_at.keys().isdisjoint(range(start, end))

    def root(self, start: int, end: int) -> int:
        """The token of a span whose head lies outside."""
        if end - start == 1:
            return start
        for i in range(start, end):
            if not start <= self.heads[i] < end or self.heads[i] == i:
                return i
        return end - 1

    def weight(self, start: int, end: int) -> float:
        """How prominent a mention is by its place in the sentence: "M23 rebels said" makes M23 a subject."""
        root = self.root(start, end)
        dep = self.deps[root]
        for _ in range(3):
            if dep in ("compound", "nmod", "amod") and self.lowers[self.heads[root]] in lexicon().groups:
                root = self.heads[root]
            elif dep == "conj" or (dep == "pobj" and self._is_made_of(root)):
                root = self.heads[root] if dep == "conj" else self.heads[self.heads[root]]
            else:
                break
            dep = self.deps[root]
        weight = _WEIGHTS.get(dep, 0.4)
        head = self.heads[root]
        if dep == "pobj" and self.deps[head] == "agent":
            weight = _WEIGHTS["agent"]
        elif dep == "pobj" and self.lowers[head] == "to" and head and self.lowers[head - 1] == "according":
            weight = 0.95
        elif dep in _SUBJECTS and self.deps[head] in ("relcl", "acl", "advcl", "ccomp"):
            weight *= 0.8
        if dep == "ROOT":
            # A headline or a fragment: "Marie Odo, the front wall."
            weight = 0.5
        return weight

    def _is_made_of(self, pobj: int) -> bool:
        """Soldiers of the mission, fighters of the front: the group itself."""
        preposition = self.heads[pobj]
        return self.lowers[preposition] == "of" and self.lowers[self.heads[preposition]] in lexicon().people_of

    def is_plural(self, start: int, end: int) -> bool:
        """Whether a mention is plural in form: the Houthis, M23 rebels; but the Armed Forces of X are one body."""
        root = self.root(start, end)
        if self.deps[root] in ("compound", "nmod", "amod") and self.lowers[self.heads[root]] in lexicon().groups:
            return self.tags[self.heads[root]] == "NNS"
        if self.tags[root] == "NNS":
            return True
        return self.tags[root] == "NNPS" and end - start == 1

    def main_subject(self, token: int) -> int:
        """The subject of the main clause of the sentence before a token's; -1 where there is none."""
        i = self.first[self.sentence[token]] - 1
        if i < 0 or self.segment[i] != "BODY":
            return -1
        for _ in range(30):
            if self.heads[i] == i:
                return self.subject_of(i) if self.quote[i] == self.quote[token] else -1
            i = self.heads[i]
        return -1

    def subject_of(self, verb: int) -> int:
        """The subject of a verb, shared ones found too; -1 if there is none.

        "M23, which holds Bunagana, says it ..." gives M23 for both verbs.
        """
        for _ in range(6):
            for child in self.children[verb]:
                if self.deps[child] in _SUBJECTS:
                    return self.antecedent(child, verb)
            if self.deps[verb] == "acl" and self.tags[verb] in ("VBN", "VBG", "VBD"):
                return self.heads[verb]
            dep = self.deps[verb]
            if dep not in ("conj", "xcomp", "advcl", "pcomp", "prep") or self.heads[verb] == verb:
                return -1
            verb = self.heads[verb]
            controller = self._controller(verb) if dep in ("xcomp", "prep", "advcl") else -1
            if controller >= 0:
                return controller
        return -1

    def _controller(self, verb: int) -> int:
        """Who is to do it where somebody is asked or made to: "urged {Rutania} to go", "accused {Odo} of lying"."""
        lemma = self.lemma(verb)
        if lemma not in lexicon().control or any(self.deps[child] == "nsubjpass" for child in self.children[verb]):
            return -1
        for child in self.children[verb]:
            if child > verb and self.deps[child] in ("dobj", "dative"):
                return child
            if child > verb and lemma == "call" and self.deps[child] == "prep" and self.lowers[child] == "on":
                return next((inner for inner in self.children[child] if self.deps[inner] == "pobj"), -1)
        return -1

    def antecedent(self, token: int, verb: int) -> int:
        """The noun behind a relative pronoun, else the token."""
        if self.tags[token] not in ("WP", "WDT"):
            return token
        # "which fled and which lost half its men": the second verb is joined to the first
        for _ in range(4):
            if self.deps[verb] in ("relcl", "acl"):
                return self.heads[verb]
            if self.deps[verb] != "conj" or self.heads[verb] == verb:
                break
            verb = self.heads[verb]
        return token

    def matrix(self, verb: int) -> int:
        """The verb above a subordinate clause; -1 at the top."""
        return self.heads[verb] if self.deps[verb] in _CLAUSES and self.heads[verb] != verb else -1

    def verb_over(self, token: int) -> int:
        """The verb that governs a noun, prepositions and other nouns passed over; -1 if there is none near."""
        for _ in range(8):
            if self.heads[token] == token:
                return token if self.pos[token] in ("VERB", "AUX") else -1
            token = self.heads[token]
            if self.pos[token] in ("VERB", "AUX"):
                return token
        return -1

    def who(self, token: int) -> str:
        """The entity for which a token stands, "" for none: M23, M23 rebels, soldiers of the mission."""
        if token < 0:
            return ""
        found = self.owner.get(token, "")
        if found or not self.children[token] or self.pos[token] not in ("NOUN", "PROPN"):
            return found
        apposed = self.apposed(token)
        if apposed is not None:
            # "The naval mission, the KNM, which ...", "The UN mission, KNM, said", "The governor, Sena Odo, said"
            return apposed.entity_id
        for child in self.children[token]:
            if self.deps[child] in ("compound", "nmod", "amod") and self._is_crowd(token):
                if child in self.owner:
                    return self.owner[child]
            elif self.lowers[child] == "of" and self.lowers[token] in lexicon().people_of:
                for inner in self.children[child]:
                    if self.deps[inner] == "pobj" and inner in self.owner:
                        return self.owner[inner]
        if self.deps[token] == "appos":
            # "Father Odo, the {priest} who hid him"
            mark = self.mark_at.get(self.heads[token])
            return mark.entity_id if mark is not None and mark.kind == "PERSON" else ""
        return ""

    def apposed(self, token: int) -> Mark | None:
        """The mention of an actor in apposition to a noun: "the group, the {Kundu Council}"; None if there is none."""
        for child in self.children[token]:
            mark = self.mark_at.get(child) if self.deps[child] == "appos" and child > token else None
            if mark is not None and mark.entity_id and child in self.owner:
                return mark
        return None

    def is_inside(self, token: int, top: int) -> bool:
        """Whether a token stands under another one."""
        for _ in range(12):
            if token == top:
                return True
            if self.heads[token] == token:
                return False
            token = self.heads[token]
        return False

    def _is_crowd(self, token: int) -> bool:
        table = lexicon()
        return self.lowers[token] in table.groups or self.lowers[token] in table.people_of

    def title_gender(self, start: int) -> str:
        """The gender that a title before a name tells: "Mrs", "spokeswoman"."""
        for i in range(start - 1, max(start - 4, -1), -1):
            if self.lowers[i] in lexicon().gendered:
                return lexicon().gendered[self.lowers[i]]
            if self.pos[i] not in ("NOUN", "PROPN", "ADJ"):
                break
        return ""


_folded: Final = lru_cache(maxsize=4096)(fold)


#: In small letters these only say what everybody is: "the Tola dissident {group}" is no more a group than others are.
_PLAIN: Final = frozenset(("group", "groups", "organisation", "organization", "movement", "force", "forces"))


def _own_words(name: str) -> frozenset[str]:
    """The words of a name that are its own."""
    if _PLAIN.isdisjoint(name.split()):
        return _words_of(name)
    return _words_of(" ".join([word for word in name.split() if word not in _PLAIN]))


@lru_cache(maxsize=4096)
def _words_of(name: str) -> frozenset[str]:
    """The folded words of a name."""
    return frozenset(word for word in slug(name).split("-") if len(word) > 2)


def is_actor(mark: Mark) -> bool:
    """Whether a mention can be an antecedent."""
    return mark.role != "place" and mark.kind not in ("PLACE", "PROCESS")
