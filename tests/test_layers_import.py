"""Layers of the user's own places: every format in small, broken lines set aside, the rest found."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
import spacy
from typer.testing import CliRunner

from conflictner.cli import app
from conflictner.components.linker import EntityLinker
from conflictner.errors import ConflictNerError
from conflictner.knowledge import Gazetteer
from conflictner.knowledge.layers import country_code, find_layer, import_places, layers


def _line(number: int, name: str, others: str, point: tuple[str, str], code: str, population: int = 0) -> str:
    before = (str(number), name, "", others, *point, *code.split("."), "CD", "", "11", "", "", "")
    return "\t".join((*before, str(population), "", "", "", ""))


GEONAMES = "\n".join(
    (
        _line(1, "Zorbatown", "Zorbaville,Zorbatun", ("-1.5", "29.1"), "P.PPL", 1200),
        _line(2, "Zorba Province", "", ("-1", "29"), "A.ADM1"),
        _line(3, "Zorba Hotel", "", ("-1", "29"), "S.HTL"),
        _line(4, "Nopoint", "", ("north", "29"), "P.PPL"),
        "5\tToo short\t1",
        _line(6, "Faraway", "", ("-1", "290"), "P.PPL"),
    )
)
GED = (
    "id,country,adm_1,where_coordinates,where_prec,latitude,longitude\n"
    "1,DR Congo (Zaire),Zorba province,Kalumbazorba village,1,-1.0,29.0\n"
    "2,DR Congo (Zaire),Zorba province,Kalumbazorba village,2,-1.2,29.2\n"
    "3,DR Congo (Zaire),Zorba province,Kalumbazorba village,1,-1.1,29.1\n"
    "4,DR Congo (Zaire),Zorba province,Somewhere else,5,-1.0,29.0\n"
    "5,DR Congo (Zaire),Zorba province,Mbaza,1,,29.0\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CONFLICTNER_LAYERS", str(tmp_path / "layers"))
    return tmp_path


def test_layers_import_geonames(folder: Path) -> None:
    source = folder / "CD.txt"
    source.write_text(GEONAMES, encoding="utf-8")
    report = import_places(source)
    assert (report.places, report.rejected) == (2, 3)
    assert report.path == folder / "layers" / "cd.sqlite"
    assert report.rejects is not None
    told = report.rejects.read_text(encoding="utf-8").splitlines()
    assert [line.split("\t")[:2] for line in told] == [["line", "field"], ["4", "lat"], ["5", "row"], ["6", "lon"]]
    layered = Gazetteer.load(layers=["cd"])
    (town,) = layered.find("Zorbatun")
    assert (town.id, town.country, town.admin1, town.population) == ("gn:1", "COD", "Zorba Province", 1200)
    assert layered.get("gn:1") == town
    assert layered.find("Goma")[0].id == "gn:216281"
    assert len(layered) == len(Gazetteer.load()) + 2
    assert Gazetteer.load().find("Zorbatun") == []


def test_layers_import_zip(folder: Path) -> None:
    source = folder / "allCountries.zip"
    with zipfile.ZipFile(source, "w") as archive:
        archive.writestr("readme.txt", "x" * 5000)
        archive.writestr("allCountries.txt", GEONAMES)
    assert import_places(source, to=folder / "own.sqlite").places == 2


def test_layers_import_events(folder: Path) -> None:
    source = folder / "ged.csv"
    source.write_text(GED, encoding="utf-8")
    report = import_places(source)
    assert (report.places, report.rejected) == (1, 1)
    (place,) = Gazetteer.load(layers=["ged"]).find("Kalumbazorba")
    assert (place.lat, place.lon, place.country, place.admin1) == (-1.1, 29.1, "COD", "Zorba")


def test_layers_import_whosonfirst(folder: Path) -> None:
    source = folder / "whosonfirst"
    source.mkdir()
    good = {"wof:id": 7, "wof:name": "Zorba", "wof:placetype": "locality", "wof:country": "CD", "lbl:latitude": -1.5}
    good |= {"lbl:longitude": 29.5, "name:fra_x_preferred": ["Zorbaville"]}
    (source / "7.geojson").write_text(json.dumps({"properties": good}), encoding="utf-8")
    (source / "8.geojson").write_text("{", encoding="utf-8")
    report = import_places(source, to=folder / "wof.sqlite")
    assert (report.places, report.rejected) == (1, 1)
    assert Gazetteer.load(layers=[folder / "wof.sqlite"]).find("Zorbaville")[0].id == "wof:7"


@pytest.mark.parametrize(
    ("text", "places", "rejected"),
    [
        ("name,lat,lon\nZorba,1,2\n", 1, 0),
        ("name\tlat\tlon\tcountry\nZorba\t1\t2\tRwanda\n", 1, 0),
        ("name,lat,lon,country\nZorba,1,2,Narnia\nKalumba,1,2,RWA\n", 1, 1),
        ("\ufeffname,lat,lon\nZorba,1,2\nZorba,one,2\n,1,2\nKalumba,1\n7,1,2\nKalumba,nan,2\n", 1, 5),
        ('name,lat,lon,aliases\n"Zorba, north",1,2,Zorbatun|Zorbaville\n', 1, 0),
        ("name,lat,lon,population\nZorba,1,2,many\nKalumba,1,2,1e3\n", 1, 1),
        # a mark left open costs its line alone, near the end and with another one below
        ('name,lat,lon\n"Zorba,1,2\nKalumba,1,2\nMalumba,1,2\n', 2, 1),
        ('name,lat,lon\n"Zorba,1,2\nKalumba,1,2\n"Malumba,1,2\nTalumba,3,4\n', 2, 2),
        ('name,lat,lon\n"Zorba\ntown",1,2\nKalumba,1,2\n', 2, 0),
        # of one id the first row stands, the others are told
        ("id,name,lat,lon\na:1,Zorba,1,2\na:1,Kalumba,1,2\na:2,Malumba,1,2\n", 2, 1),
        ("name,lat,lon\nZor\ufffdba,1,2\nKalumba,1,2\n", 1, 1),
    ],
)
def test_layers_import_tables(folder: Path, text: str, places: int, rejected: int) -> None:
    source = folder / "own.csv"
    source.write_text(text, encoding="utf-8")
    report = import_places(source)
    assert (report.places, report.rejected) == (places, rejected)
    assert len(report.problems) == rejected


@pytest.mark.parametrize(
    ("text", "code"), [("name,lat\nZorba,1\n", "E203"), ("name,lat,lon\nZorba,x,y\n", "E209"), ("", "E203")]
)
def test_layers_import_refuses(folder: Path, text: str, code: str) -> None:
    source = folder / "own.csv"
    source.write_text(text, encoding="utf-8")
    with pytest.raises(ConflictNerError) as error:
        import_places(source)
    assert error.value.code == code
    assert layers() == []


def test_layers_import_tells_the_line_of_what_is_broken(folder: Path) -> None:
    lines = ["id,name,lat,lon", 'a:1,"Zorba', 'north",1,2', "a:2,Kalumba,x,2", "a:1,Malumba,1,2", 'a:3,"Open,1,2']
    lines += [f"a:{n},Talumba {n},1,2" for n in range(10, 40)]
    source = folder / "own.csv"
    source.write_text("\n".join(lines), encoding="utf-8")
    report = import_places(source)
    assert report.places == 31
    assert report.rejects is not None
    told = [row.split("\t")[:2] for row in report.rejects.read_text(encoding="utf-8").splitlines()[1:]]
    assert told == [["4", "lat"], ["6", "row"], ["5", "id"]]


def test_layers_import_missing_and_foreign(folder: Path) -> None:
    with pytest.raises(ConflictNerError) as error:
        import_places(folder / "none.csv")
    assert error.value.code == "E101"
    with pytest.raises(ConflictNerError) as error:
        find_layer("none")
    assert error.value.code == "E207"
    (folder / "text.sqlite").write_text("no database", encoding="utf-8")
    with pytest.raises(ConflictNerError) as error:
        find_layer(folder / "text.sqlite")
    assert error.value.code == "E208"


def test_layers_import_many_rows(folder: Path) -> None:
    source = folder / "many.tsv"
    rows = "".join(f"Zorba {n}\t{n % 90}\t{n % 180}\n" for n in range(30_000))
    source.write_text("name\tlat\tlon\n" + rows, encoding="utf-8")
    assert import_places(source).places == 30_000
    assert Gazetteer.load(layers=["many"]).find("Zorba 29999")[0].lat == 29999 % 90


def test_layers_import_in_the_pipeline(folder: Path) -> None:
    source = folder / "own.csv"
    source.write_text("id,name,lat,lon,country\nown:1,Zorbatown,-1.5,29.1,COD\n", encoding="utf-8")
    import_places(source)
    nlp = spacy.blank("en")
    linker = nlp.add_pipe("conflict_linker", config={"gazetteer": "own"})
    assert isinstance(linker, EntityLinker)
    assert [place.id for place in linker.gazetteer.find("Zorbatown")] == ["own:1"]
    nlp.to_disk(folder / "saved")
    again = spacy.load(folder / "saved").get_pipe("conflict_linker")
    assert isinstance(again, EntityLinker)
    assert [place.id for place in again.gazetteer.find("Zorbatown")] == ["own:1"]


def test_layers_import_on_the_command_line(folder: Path) -> None:
    source = folder / "own.csv"
    source.write_text("name,lat,lon\nZorbatown,-1.5,29.1\nKalumba,x,1\n", encoding="utf-8")
    run = CliRunner()
    done = run.invoke(app, ["gazetteer", "import", str(source)])
    assert done.exit_code == 0
    assert "1 places in" in done.stdout
    assert "[E201]" in done.output
    assert "own\t1 places" in run.invoke(app, ["gazetteer", "layers"]).stdout
    assert "Zorbatown" in run.invoke(app, ["gazetteer", "find", "Zorbatown", "--layer", "own"]).stdout


@pytest.mark.parametrize(("name", "code"), [("CD", "COD"), ("COD", "COD"), ("rwanda", "RWA"), ("Narnia", "")])
def test_layers_import_country_codes(name: str, code: str) -> None:
    assert country_code(name) == code
