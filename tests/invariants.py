"""What holds for the rows of every document, whatever its text."""

from __future__ import annotations

import itertools

from spacy.tokens import Doc


def check_invariants(doc: Doc) -> None:
    """What reliability promises of every document."""
    length = len(doc.text)
    for mention in doc._.mentions:
        assert 0 <= mention.start < mention.end <= length
        assert doc.text[mention.start : mention.end] == mention.text
        assert mention.role in ("actor", "place")
        assert mention.mtype in ("name", "nominal", "pronoun")
        assert 0 <= mention.score <= 1
        assert mention.entity_id is None or mention.entity_name
    ends = [0, *(m.end for m in doc._.mentions)]
    assert all(m.start >= end for m, end in zip(doc._.mentions, ends, strict=False)), "mentions overlap"
    ids = {q.quote_id for q in doc._.quotes}
    for quote in doc._.quotes:
        assert quote.kind in ("direct", "indirect", "mixed")
        assert quote.contents == tuple(sorted(quote.contents))
        assert all(0 <= a < b <= length for a, b in (*quote.contents, *quote.cues))
        assert quote.parent_id is None or quote.parent_id in ids
        for cue in quote.cues:
            assert not any(a < cue[1] and cue[0] < b for a, b in quote.contents), "a cue inside its content"
    tops = sorted(span for q in doc._.quotes if q.parent_id is None for span in q.contents)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(tops)), "contents overlap"
