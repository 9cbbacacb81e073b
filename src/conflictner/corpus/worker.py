"""A worker: a process of its own that reads shards, one after the other, as its standard input tells it.

JSON lines both ways. In: first the settings, then shards. Out: ``ready``, ``at`` before each step, ``done`` with the
counts and how many ``words`` the vocabulary has ever met, or ``error``. It ends as soon as its input ends, so that no
worker outlives the run that started it.
"""

from __future__ import annotations

import dataclasses
import importlib
import json
import os
import sys
import threading
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from queue import SimpleQueue
from typing import IO, TYPE_CHECKING, Any, Final, NoReturn

from conflictner.corpus.plan import Item
from conflictner.corpus.reading import read_shard
from conflictner.corpus.records import Article, Coded, Passed
from conflictner.corpus.shards import write_shard
from conflictner.corpus.split import PIECE
from conflictner.errors import ConflictNerError
from conflictner.rows import Duplicate, Reject
from conflictner.text import clean

if TYPE_CHECKING:
    from spacy.language import Language

_KINDS: Final[dict[str, Callable[..., Item]]] = {
    kind.__name__.lower(): kind for kind in (Article, Coded, Passed, Reject, Duplicate)
}


def packed(item: Item) -> dict[str, Any]:
    """An item as JSON has it.

    >>> packed(Duplicate(source="a:2", doc_id="y", same_as="x", by="text"))["kind"]
    'duplicate'
    """
    values = {field.name: getattr(item, field.name) for field in dataclasses.fields(item)}
    return {"kind": type(item).__name__.lower(), **values}


def unpacked(values: dict[str, Any]) -> Item:
    """The item in what `packed` made."""
    values = dict(values)
    return _KINDS[values.pop("kind")](**values)


def loaded(settings: dict[str, Any]) -> Language:
    """The pipeline that the settings name: ``loader`` is ``module:function``, ``arguments`` what it is called with."""
    module, name = settings["loader"].split(":")
    nlp: Language = getattr(importlib.import_module(module), name)(**settings["arguments"])
    return nlp


def work(settings: dict[str, Any]) -> Callable[[dict[str, Any], Callable[[dict[str, Any]], None]], None]:
    """Load the pipeline; what comes back reads one shard after the other.

    Args:
        settings: ``loader``, ``arguments`` and ``folder``; ``stories`` to keep what shows near-copies.
    """
    nlp = loaded(settings)
    folder = Path(settings["folder"])
    known = False

    def read(task: dict[str, Any], tell: Callable[[dict[str, Any]], None]) -> None:
        nonlocal known
        batches = [[unpacked(item) for item in batch] for batch in task["batches"]]
        if not known:
            meet_words(nlp, (item.text for batch in batches for item in batch if isinstance(item, Article)))
            known = True
        for batch, place, read in read_shard(nlp, batches, set(task["alone"]), stories=settings["stories"]):
            tell({"at": [batch, place]})
            out = read
        counts = {**out.counts(), "dates": task["dates"]}
        write_shard(folder, task["shard"], out.rows, counts)
        tell({"done": counts, "words": len(nlp.vocab)})

    return read


#: Characters whose words a worker keeps for all its life: 20,000 different ones, 10 MB.
_MET: Final = 1_500_000
#: Words with their marks ("Goma," and "(Goma") that the tokenizer remembers; longer ones are links.
_REMEMBERED: Final = 100_000
_LONG: Final = 40


def meet_words(nlp: Language, texts: Iterable[str]) -> None:
    """Have a vocabulary meet the words of some articles before the first memory zone, which forgets what is new in it.

    A new word costs 10 to 30 microseconds, and in zones of twenty articles every third word of the day is new again
    each time: half the time of the fast profile. What is met here is kept, once, and no more is. Words are met one by
    one, since the tokenizer remembers none of a text behind its first "Mr." or "don't".

    Args:
        nlp: The pipeline.
        texts: The articles of the first shard.
    """
    tokenizer: Any = nlp.tokenizer
    if hasattr(tokenizer, "max_cache_size"):
        tokenizer.max_cache_size = max(tokenizer.max_cache_size, _REMEMBERED)
    left = _MET
    met: set[str] = set()
    for text in texts:
        left -= len(text)
        if left < 0 or len(text) > PIECE:
            break
        new = {*clean(text).split()} - met
        met |= new
        for word in sorted(new):
            if len(word) <= _LONG:
                tokenizer(word)


def serve(messages: Callable[[], dict[str, Any]], tell: Callable[[dict[str, Any]], None]) -> None:
    """Load the pipeline and read shards for ever.

    Args:
        messages: Gives the next message.
        tell: Takes an answer.
    """
    read = work(messages())
    tell({"ready": True})
    while True:
        read(messages(), tell)


def _listen(stream: IO[bytes], queue: SimpleQueue[dict[str, Any]]) -> None:
    for line in stream:
        queue.put(json.loads(line))
    os._exit(0)  # whoever started us is gone


def main() -> NoReturn:
    """Serve standard input; ends with 1 after an error, which was told or stands on stderr."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a component prints must not stand between our answers
    queue: SimpleQueue[dict[str, Any]] = SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, queue), daemon=True).start()

    def tell(answer: dict[str, Any]) -> None:
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()

    try:
        serve(queue.get, tell)
    except ConflictNerError as error:
        tell({"error": str(error), "type": type(error).__name__})
    except BrokenPipeError:
        pass
    except Exception:
        traceback.print_exc()
    finally:
        # Not the interpreter's own way out: the thread that listens holds standard input, and it would abort over that.
        sys.stderr.flush()
        os._exit(1)
