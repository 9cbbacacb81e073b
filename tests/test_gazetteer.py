"""The gazetteer: compiled once, read many times, never trusted when damaged."""

import copy
import gzip
import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from conflictner.errors import ConflictNerWarning, KnowledgeBaseError
from conflictner.knowledge import Gazetteer
from conflictner.knowledge.gazetteer import cache_folder, compiled

HEADER = "id\tname\taliases\tlat\tlon\tcountry\tadmin1\tfeature\tpopulation\n"
ROWS = (
    "gn:1\tGoma\tNgoma|Nkoma\t-1.674\t29.228\tCOD\tNorth Kivu\tlocality\t144124\n"
    "gn:2\tGoma\t\t-1.6\t29.2\tCOD\tNorth Kivu\tadmin2\t\n"
    "gn:3\tGoma\t\t-8.1\t23.1\tCOD\tLomami\tlocality\t\n"
    "gn:4\tKitshanga\t\t-1.24\t29.06\tCOD\tNorth Kivu\tlocality\t\n"
    "gn:5\tNorth Kivu\tNord-Kivu\t-0.8\t29.0\tCOD\t\tadmin1\t6655000\n"
    "gn:6\tSaint-Louis\t\t16.02\t-16.5\tSEN\tSaint-Louis\tlocality\t254171\n"
    "gn:7\tSana'a\t\t15.35\t44.2\tYEM\tSanaa\tseat\t1937451\n"
    "gn:8\tNyanzalé\t\t-0.95\t29.12\tCOD\tNorth Kivu\tlocality\t\n"
    "gn:9\tA \"B\" 'C'\t\t1\t2\tCOD\t\tlocality\t\n"
    "gn:10\tKalubinagar\tKalubi\t30.0\t73.2\tPAK\tPunjab\tseat\t126617\n"
    "gn:11\tKalubi\t\t29.4\t71.7\tPAK\tPunjab\tlocality\t\n"
    "x:1\tNowhere\t\t\t\tCOD\t\tlocality\t\n"
)
PACKED = gzip.compress((HEADER + ROWS).encode(), mtime=0)


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    return Gazetteer(compiled(PACKED, tmp_path_factory.mktemp("cache"), shown="places"))


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("Goma", ["gn:1", "gn:2", "gn:3"]),
        ("GOMA", ["gn:1", "gn:2", "gn:3"]),
        ("Ngoma", ["gn:1"]),
        ("Nord–Kivu", ["gn:5"]),
        ("north\nkivu", ["gn:5"]),
        ("Nyanzale", ["gn:8"]),
        ("Sana’a", ["gn:7"]),
        ("Sanaa", ["gn:7"]),
        ("Kitchanga", ["gn:4"]),
        ("St. Louis", ["gn:6"]),
        ("A \"B\" 'C'", ["gn:9"]),
        ("Kalubi", ["gn:11", "gn:10"]),
        ("Kalubinagar", ["gn:10"]),
        ("Gomatown", []),
        ("Go", []),
        ("Nowhere", []),
        ("", []),
        ("'; DROP TABLE place; --", []),
    ],
)
def test_gazetteer_find(gazetteer: Gazetteer, name: str, ids: list[str]) -> None:
    assert [place.id for place in gazetteer.find(name)] == ids


def test_gazetteer_find_many_is_find_for_each(gazetteer: Gazetteer) -> None:
    names = ["Goma", "Kitchanga", "nobody", "Goma", "GOMA", *[f"name {i}" for i in range(1200)], "Saint-Louis"]
    found = gazetteer.find_many(names)
    assert list(found) == list(dict.fromkeys(names))
    assert all(found[name] == gazetteer.find(name) for name in ("Goma", "Kitchanga", "nobody", "Saint-Louis"))
    assert gazetteer.find_many([]) == {}


def test_gazetteer_exact_name_keeps_variants_out(gazetteer: Gazetteer) -> None:
    assert [place.name for place in gazetteer.find("Kitshanga")] == ["Kitshanga"]


def test_gazetteer_get(gazetteer: Gazetteer) -> None:
    place = gazetteer.get("gn:1")
    assert place is not None
    assert (place.name, place.lat, place.lon, place.country, place.admin1, place.feature, place.population) == (
        "Goma",
        -1.674,
        29.228,
        "COD",
        "North Kivu",
        "locality",
        144124,
    )
    assert gazetteer.get("gn:0") is None
    assert len(gazetteer) == 11


def test_gazetteer_copies(gazetteer: Gazetteer) -> None:
    assert copy.deepcopy(gazetteer).find("Goma") == gazetteer.find("Goma")


def test_gazetteer_cannot_be_written(gazetteer: Gazetteer) -> None:
    with pytest.raises(sqlite3.OperationalError):
        gazetteer._rows("DELETE FROM place")


def test_gazetteer_compiles_once_and_by_content(tmp_path: Path) -> None:
    first = compiled(PACKED, tmp_path, shown="places")
    stamp = first.stat().st_mtime_ns
    assert compiled(PACKED, tmp_path, shown="places") == first
    assert first.stat().st_mtime_ns == stamp
    other = compiled(gzip.compress((HEADER + ROWS[:80]).encode().rsplit(b"\n", 1)[0] + b"\n"), tmp_path, shown="places")
    assert other != first
    assert sorted(tmp_path.iterdir()) == sorted([first, other])


@pytest.mark.parametrize("damage", ["empty", "cut", "text", "zeros", "folder of an older schema"])
def test_gazetteer_damaged_file_is_made_again(tmp_path: Path, damage: str) -> None:
    target = compiled(PACKED, tmp_path, shown="places")
    data = target.read_bytes()
    if damage == "folder of an older schema":
        connection = sqlite3.connect(target)
        connection.execute("PRAGMA user_version = 99")
        connection.close()
    else:
        bad = {"empty": b"", "cut": data[: len(data) // 2], "text": b"no database", "zeros": bytes(len(data))}
        target.write_bytes(bad[damage])
    again = Gazetteer(compiled(PACKED, tmp_path, shown="places"))
    assert [place.id for place in again.find("Goma")] == ["gn:1", "gn:2", "gn:3"]


def test_gazetteer_damaged_while_it_is_read(tmp_path: Path) -> None:
    path = compiled(PACKED, tmp_path, shown="places")
    gazetteer = Gazetteer(path, repair=lambda: compiled(PACKED, tmp_path, shown="places", afresh=True))
    data = path.read_bytes()
    path.write_bytes(data[:4096] + bytes(len(data) - 4096))
    assert [place.id for place in gazetteer.find("Goma")] == ["gn:1", "gn:2", "gn:3"]
    path.write_bytes(data[:4096] + bytes(len(data) - 4096))
    with pytest.raises(sqlite3.DatabaseError):
        Gazetteer(path).find("Goma")


def test_gazetteer_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.warns(ConflictNerWarning, match="W103"):
        target = compiled(PACKED, tmp_path / "file" / "cache", shown="places")
    assert Gazetteer(target).find("Goma")


def test_gazetteer_leaves_no_rest_when_the_table_is_damaged(tmp_path: Path) -> None:
    for packed in (
        b"not gzip",
        PACKED[:-20],
        gzip.compress(b"another\theader\n"),
        gzip.compress(HEADER.encode() + b"one\tcell\n"),
        gzip.compress(HEADER.encode() + b"a\tb\t\t1\t2\tCOD\t\tlocality\tmany\n"),
        gzip.compress(HEADER.encode() + b"a\t\xff\t\t1\t2\tCOD\t\tlocality\t\n"),
    ):
        with pytest.raises(KnowledgeBaseError) as error:
            compiled(packed, tmp_path, shown="places")
        assert error.value.code == "E206"
    assert list(tmp_path.iterdir()) == []


def test_gazetteer_two_processes_may_compile_at_once(tmp_path: Path) -> None:
    (tmp_path / "places.tsv.gz").write_bytes(PACKED)
    code = (
        "import sys; from pathlib import Path; from conflictner.knowledge.gazetteer import compiled, Gazetteer;"
        "folder = Path(sys.argv[1]);"
        "path = compiled((folder / 'places.tsv.gz').read_bytes(), folder / 'cache', shown='places');"
        "sys.exit(len(Gazetteer(path).find('Goma')) != 3)"
    )
    workers = [subprocess.Popen([sys.executable, "-W", "error", "-c", code, str(tmp_path)]) for _ in range(2)]
    assert [worker.wait(timeout=60) for worker in workers] == [0, 0]
    assert len(list((tmp_path / "cache").iterdir())) == 1


def test_gazetteer_many_threads(gazetteer: Gazetteer) -> None:
    results: list[bool] = []

    def look() -> None:
        results.extend(len(gazetteer.find("Goma")) == 3 for _ in range(50))

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [True] * 200


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_gazetteer_after_a_fork(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from conflictner.knowledge.gazetteer import Gazetteer;"
        "g = Gazetteer(Path(sys.argv[1])); n = len(g.find('Goma')); child = os.fork();\n"
        "if child == 0: os._exit(len(g.find('Goma')) != n)\n"
        "sys.exit(os.waitpid(child, 0)[1] != 0 or len(g.find('Goma')) != n)"
    )
    path = compiled(PACKED, tmp_path, shown="places")
    assert (
        subprocess.run([sys.executable, "-W", "error", "-c", code, str(path)], check=False, timeout=60).returncode == 0
    )


def test_gazetteer_cache_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CONFLICTNER_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path
    monkeypatch.delenv("CONFLICTNER_CACHE")
    assert "conflictner" in str(cache_folder())


def test_gazetteer_shipped() -> None:
    gazetteer = Gazetteer.load()
    assert gazetteer is Gazetteer.load()
    assert len(gazetteer) > 100_000
    assert gazetteer.find("Goma")[0].country == "COD"
    assert gazetteer.find("North Kivu")[0].feature == "admin1"
