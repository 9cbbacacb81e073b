"""What a caller may ask of a run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import conflictner as cn
from conflictner.corpus.settings import Settings
from conflictner.errors import ConfigError


def test_settings_of_options() -> None:
    settings = Settings.of(workers=2, kb=Path("own.csv"), columns={"text": "lead"})
    assert (settings.workers, settings.columns, settings.time_limit) == (2, {"text": "lead"}, 300.0)
    assert settings.arguments == {"profile": "full", "base": None, "kb": "own.csv", "edits": None, "gazetteer": None}
    assert Settings.of(columns=None).columns == {}


def test_settings_refuse_an_option_that_is_none(tmp_path: Path) -> None:
    wrong: dict[str, Any] = {"worker": 2}
    with pytest.raises(ConfigError, match=r"E404.*worker.*workers, part"):
        Settings.of(**wrong)
    with pytest.raises(ConfigError, match="E404"):
        cn.run(tmp_path, tmp_path / "out", **wrong)


def test_settings_do_not_tell_from_one_another_how_a_run_goes_about_it() -> None:
    same = Settings.of(workers=2, part=(1, 3), time_limit=5.0, progress=False).identity()
    assert Settings.of().identity() == same
    assert Settings.of(profile="fast").identity() != same
