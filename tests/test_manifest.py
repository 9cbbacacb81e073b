"""What a folder of tables may go on with: packages that read files count where they have read."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from conflictner.corpus.manifest import Manifest
from conflictner.corpus.readers import readable, versions_of
from conflictner.errors import CorpusError


def test_manifest_notes_readers_as_they_come(tmp_path: Path) -> None:
    manifest = Manifest({"spacy": "3"})
    manifest.check(tmp_path, {"spacy": "3"}, readers={})
    assert manifest.identity == {"spacy": "3"}
    manifest.check(tmp_path, {"spacy": "3"}, readers={"trafilatura": "2.0"})
    manifest.check(tmp_path, {"spacy": "3"}, readers={"trafilatura": "2.0", "warcio": "1.7"})
    assert manifest.identity["readers"] == {"trafilatura": "2.0", "warcio": "1.7"}


def test_manifest_goes_on_without_pages_after_their_reader_was_upgraded(tmp_path: Path) -> None:
    manifest = Manifest({"spacy": "3", "readers": {"trafilatura": "2.0"}})
    manifest.check(tmp_path, {"spacy": "3"}, readers={"warcio": "1.7"})
    assert manifest.identity["readers"] == {"trafilatura": "2.0", "warcio": "1.7"}


def test_manifest_refuses_pages_after_their_reader_was_upgraded(tmp_path: Path) -> None:
    """Resumed after an upgrade, a run put the texts of two versions into one table."""
    manifest = Manifest({"spacy": "3", "readers": {"trafilatura": "2.0"}})
    with pytest.raises(CorpusError, match=r'E501.*readers was .*"2.0".*, is .*"2.1"'):
        manifest.check(tmp_path, {"spacy": "3"}, readers={"trafilatura": "2.1"})
    assert manifest.identity["readers"] == {"trafilatura": "2.0"}


def test_versions_are_of_those_who_read(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    (tmp_path / "a.jsonl").write_text("{}\n")
    assert versions_of(readable(tmp_path)) == {}
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("page.html", "<p>Goma fell.</p>")
    (tmp_path / "c.zip").write_bytes(b"no archive")
    assert list(versions_of(readable(tmp_path))) == ["trafilatura"]
