"""The knowledge: actors and their names, offices and ties; places; the user's own additions."""

from conflictner.knowledge.actors import ALIAS_CLASSES, Actor, Link, Name, Role
from conflictner.knowledge.edits import Edits, local_id
from conflictner.knowledge.gazetteer import Gazetteer
from conflictner.knowledge.hits import AliasEntry, AliasHit
from conflictner.knowledge.knowledgebase import KnowledgeBase
from conflictner.knowledge.own import check_own
from conflictner.knowledge.places import Place

__all__ = [
    "ALIAS_CLASSES",
    "Actor",
    "AliasEntry",
    "AliasHit",
    "Edits",
    "Gazetteer",
    "KnowledgeBase",
    "Link",
    "Name",
    "Place",
    "Role",
    "check_own",
    "local_id",
]
