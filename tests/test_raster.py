"""PNG: by an extra that is there, or a message that names it."""

from __future__ import annotations

import sys
from pathlib import Path

import networkx as nx
import pytest

import conflictner as cn
from conflictner.errors import ConfigError


def test_without_the_extra_the_message_names_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(ConfigError, match=r"E307.*conflictner\[picture\]"):
        cn.draw(nx.Graph([("a", "b")]), tmp_path / "goma.png")
    assert not list(tmp_path.iterdir())


def test_png_has_twice_the_size_of_the_picture(tmp_path: Path) -> None:
    pytest.importorskip("resvg_py")
    picture = cn.draw(nx.Graph([("a", "b")]), tmp_path / "goma.png")
    data = (tmp_path / "goma.png").read_bytes()
    assert data.startswith(b"\x89PNG\r\n")
    assert f'width="{int.from_bytes(data[16:20], "big") // 2}"' in picture
    assert cn.draw(nx.Graph([("b", "a")]), tmp_path / "again.png") == picture
    assert (tmp_path / "again.png").read_bytes() == data
