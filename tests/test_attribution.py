"""Scores of attributions."""

from __future__ import annotations

import pytest

from conflictner.components.quotes.attribution import WEIGHTS, direct_quote, score
from conflictner.components.quotes.marks import pair_marks


def test_attribution_score_grows_with_evidence() -> None:
    assert score(["indirect:that", "named source"]) > score(["indirect:that"]) > score(["indirect:that", "no source"])


@pytest.mark.parametrize("name", sorted(WEIGHTS))
def test_attribution_scores_lie_between_zero_and_one(name: str) -> None:
    assert 0 < score([name]) < 1


def test_attribution_unknown_features_weigh_nothing() -> None:
    assert score(["no such feature"]) == score([])


def test_attribution_direct_quote_keeps_every_paragraph() -> None:
    (quotation,) = pair_marks("“One.\n\n“Two.")
    quote = direct_quote(quotation, "direct:running", None, None)
    assert (len(quote.parts), quote.kind) == (2, "direct")
    assert "unclosed" in quote.features
