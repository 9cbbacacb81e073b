"""The recipes for clusters: the Python in them compiles, and what Spark would run reads articles."""

from __future__ import annotations

import re
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

pd = pytest.importorskip("pandas")
PAGE = Path(__file__).parents[1] / "docs" / "howto" / "cluster.md"
pytestmark = pytest.mark.skipif(not PAGE.exists(), reason="the docs are not part of the package's archive")


def recipes() -> list[str]:
    return re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)


def test_cluster_recipes_compile() -> None:
    assert len(recipes()) == 3
    for number, code in enumerate(recipes()):
        compile(code, f"recipe {number}", "exec")


@pytest.mark.model
def test_cluster_spark_recipe_reads_frames(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = [code for code in recipes() if code.startswith("# conflict_spark.py")]
    (tmp_path / "conflict_spark.py").write_text(code, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    module: Any = import_module("conflict_spark")
    frame = pd.DataFrame({"doc_id": ["a"], "text": ["M23 rebels took Goma."], "date": ["2025-01-27"]})
    (found,) = module.mentions(iter([frame]))
    assert found["entity_id"].tolist()[0] == "arm:m23"
    assert "pyspark" not in sys.modules
