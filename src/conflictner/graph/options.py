"""The keywords of the public functions of graphs, each told once: its type, its default, who takes it.

A function takes ``**options`` of one of the records below; its signature, as ``help()`` and a notebook show it, lists
them one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypedDict, TypeVar

from conflictner.graph.layers import COUNTED, MAX_ENTITIES
from conflictner.graph.weighing import ALPHA
from conflictner.graph.weights import DELTA

if TYPE_CHECKING:
    from conflictner.knowledge import KnowledgeBase

P = ParamSpec("P")
R = TypeVar("R")

#: What holds while nobody says otherwise, in the order in which a signature lists it; the layer "role" needs the
#: knowledge base and is not read unasked.
DEFAULTS: Final[dict[str, Any]] = {
    "layers": COUNTED,
    "window": "sentence",
    "places": False,
    "segments": None,
    "kinds": None,
    "focus": None,
    "hops": 1,
    "min_count": 1,
    "evidence": 5,
    "max_entities": MAX_ENTITIES,
    "weight": "stories",
    "backbone": None,
    "alpha": ALPHA,
    "delta": DELTA,
    "since": None,
    "until": None,
    "without": (),
    "roll_up": (),
    "kb": None,
}


class Read(TypedDict, total=False):
    """What of the documents is read, and what is kept of it."""

    segments: Collection[str] | None
    min_count: int
    evidence: int
    since: str | None
    until: str | None
    without: Collection[str]


class Windowed(Read, total=False):
    """Stretches of text in which entities stand together."""

    window: str
    max_entities: int


class Sliced(Windowed, total=False):
    """The keywords of `slices`."""

    places: bool


class Weighed(Read, total=False):
    """The keywords of `quote_graph` and `relation_graph`: what an edge weighs, and which edges stand out."""

    weight: str
    backbone: str | None
    alpha: float
    delta: float


class Beside(Windowed, Weighed, total=False):
    """The keywords of `actor_place_graph`."""


class Together(Beside, total=False):
    """The keywords of `co_mention_graph`."""

    places: bool


class Table(Windowed, total=False):
    """The keywords of `edge_table`."""

    layers: Collection[str]
    places: bool
    weight: str
    roll_up: Collection[str]
    kb: KnowledgeBase | None


class Network(Together, total=False):
    """The keywords of `network`: all there are."""

    layers: Collection[str]
    kinds: Collection[str] | None
    focus: str | Collection[str] | None
    hops: int
    roll_up: Collection[str]
    kb: KnowledgeBase | None


def takes(options: type[Any]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """List the keywords of a record in the signature of a function, and refuse others.

    Args:
        options: The record; each keyword has the default of `DEFAULTS`.

    >>> @takes(Weighed)
    ... def drawn(rows, **options):
    ...     return options
    >>> drawn([], weight="npmi")
    {'weight': 'npmi'}
    >>> drawn([], window="document")
    Traceback (most recent call last):
    TypeError: drawn() got an unexpected keyword argument 'window'
    >>> str(signature(drawn))[:50]
    "(rows, *, segments: 'Collection[str] | None' = Non"
    """
    known = {name: getattr(hint, "__forward_arg__", hint) for name, hint in options.__annotations__.items()}
    listed = [
        Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=known[name])
        for name, default in DEFAULTS.items()
        if name in known
    ]

    def listing(function: Callable[P, R]) -> Callable[P, R]:
        own = signature(function)
        others = [each for each in own.parameters.values() if each.kind is not Parameter.VAR_KEYWORD]
        whole: Signature = own.replace(parameters=[*others, *listed])

        @wraps(function)
        def checked(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                whole.bind(*args, **kwargs)
            except TypeError as error:
                raise TypeError(f"{function.__name__}() {error}") from None
            return function(*args, **kwargs)

        checked.__dict__["__signature__"] = whole
        return checked

    return listing
