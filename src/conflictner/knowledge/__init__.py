"""The knowledge: actors and their names, offices and ties; places; the user's own additions."""

from conflictner.knowledge.actors import ALIAS_CLASSES, Actor, Link, Name, Role
from conflictner.knowledge.edits import Edits, check_edits, is_edits, local_id
from conflictner.knowledge.gazetteer import Gazetteer
from conflictner.knowledge.hits import AliasEntry, AliasHit
from conflictner.knowledge.knowledgebase import KnowledgeBase
from conflictner.knowledge.own import check_own
from conflictner.knowledge.ownfile import add_own, export_actors
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
    "add_own",
    "check_edits",
    "check_own",
    "export_actors",
    "is_edits",
    "local_id",
]
