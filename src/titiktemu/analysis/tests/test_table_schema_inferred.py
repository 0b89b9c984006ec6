"""A schema from a table that was understood, and what changes in it from release to release."""

import json
import os
from pathlib import Path

import polars as pl
import pytest

from titiktemu.analysis.recipes.choices import ColumnChoice
from titiktemu.analysis.spreadsheet.reading import read_file
from titiktemu.analysis.spreadsheet.rules import Meaning
from titiktemu.analysis.spreadsheet.sources import sources_of
from titiktemu.analysis.table_quality import check
from titiktemu.analysis.table_schema.changes import BREAKING, SENTENCES, compare
from titiktemu.analysis.table_schema.inference import Described, described, infer, infer_typed
from titiktemu.analysis.table_schema.parsing import parse
from titiktemu.analysis.table_schema.planted import FAULTS, plant_services
from titiktemu.analysis.table_schema.validation import validate

TABLE = """Layanan kesehatan 2024

ID Layanan,Kode Wilayah,Kecamatan,Tanggal,Biaya (Rp),Jumlah Anak,Kelas,Hadir,Surel,Tahun
L-001,35.10.01,Pesanggaran,5 Mei 2024,"1.500,50",1.200,I,ya,a@dinas.go.id,2023
L-002,35.10.02,Bangorejo,06/05/2024,-,900,II,tidak,b@dinas.go.id,2024
L-003,35.10.03,Purwoharjo,2024-05-07,"Rp 2.000,00",1.150,I,ya,n/a,2024
L-004,35.10.01,Pesanggaran,8 Mei 2024,"700,25",80,II,ya,d@dinas.go.id,2024
L-005,35.10.02,Bangorejo,9 Mei 2024,"1.700,25",1.080,II,ya,e@dinas.go.id,2025
"""


def inferred(path):
    read = read_file(path)
    (one,) = check(read)
    source = sources_of(read)[0]
    return source, infer(source, [described(column) for column in one.columns])


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "layanan.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_a_schema_of_a_table_as_it_was_sent(table):
    _source, schema = inferred(table)
    fields = {one["name"]: one for one in schema.as_json()["fields"]}
    assert fields["ID Layanan"]["constraints"] == {"required": True, "unique": True}
    assert (schema.primary_key, schema.properties["missingValues"]) == (("ID Layanan",), ["", "-", "n/a"])
    assert fields["Tanggal"] | {"constraints": 0} == {
        "name": "Tanggal", "type": "date", "format": "any", "meaning": "date", "constraints": 0,
    }  # fmt: skip
    assert fields["Biaya (Rp)"] == {
        "name": "Biaya (Rp)", "type": "number", "decimalChar": ",", "groupChar": ".", "bareNumber": False,
        "meaning": "currency",
    }  # fmt: skip
    assert (fields["Jumlah Anak"]["type"], fields["Jumlah Anak"]["groupChar"]) == ("integer", ".")
    assert fields["Kelas"]["constraints"]["enum"] == ["I", "II"]
    assert (fields["Hadir"]["trueValues"], fields["Hadir"]["falseValues"]) == (["ya"], ["tidak"])
    assert (fields["Surel"]["format"], fields["Tahun"]["type"]) == ("email", "year")
    assert [one.fields for one in schema.foreign_keys] == [("Kode Wilayah",)]


def test_a_table_keeps_to_the_schema_that_was_made_of_it(table):
    source, schema = inferred(table)
    found = validate(source, schema)
    assert (found.total, found.rows, found.unchecked) == (0, 5, ())
    assert parse(schema.as_text()).as_json() == schema.as_json()


def test_an_inferred_schema_is_read_by_others(table):
    frictionless = pytest.importorskip("frictionless")
    _source, schema = inferred(table)
    theirs = frictionless.Schema.from_descriptor(json.loads(schema.as_text()))
    assert [one.name for one in theirs.fields] == [*schema.names]


def test_a_damaged_table_gives_the_schema_of_what_most_rows_are(tmp_path):
    planted = plant_services(tmp_path / "services.csv", 30_000, seed=3)
    source, schema = inferred(planted.path)
    types = [one.type.value for one in schema.fields]
    assert types == ["string", "string", "string", "string", "date", "number", "number"]
    found = validate(source, schema)
    told = {fault: [one.row for one in found.errors(0, 10**6, name=name)] for fault, name in KNOWN.items()}
    assert told == {fault: planted.rows[fault] for fault in KNOWN}
    assert not (set(KNOWN) - set(FAULTS))


KNOWN = {"impossible": "tanggal"}


def test_a_schema_of_a_release(tmp_path):
    path = tmp_path / "release.parquet"
    pl.DataFrame(
        {
            "kode": ["35.10.01", "35.10.02"],
            "tanggal": [None, "2024-05-06"],
            "biaya": [1.5, 2.5],
            "anak": [1, 2],
            "hadir": [True, None],
            "kelas": ["I", "II"],
        }
    ).with_columns(pl.col("tanggal").str.to_date()).write_parquet(path)
    columns = [
        Described("kode", Meaning.REGION_CODE, title="Kode wilayah"), Described("tanggal", Meaning.DATE),
        Described("biaya", Meaning.CURRENCY, decimal=",", unit="Rp"), Described("anak", Meaning.INTEGER),
        Described("hadir", Meaning.BOOLEAN), Described("kelas", Meaning.CATEGORY),
    ]  # fmt: skip
    schema = infer_typed(pl.scan_parquet(path), columns, primary_key=["kode"])
    assert [one.type.value for one in schema.fields] == [
        "string", "date", "number", "integer", "boolean", "string",
    ]  # fmt: skip
    assert (schema.fields[0].title, schema.fields[2].unit) == ("Kode wilayah", "Rp")
    assert [bool(one.constraints.get("required")) for one in schema.fields] == [
        True, False, True, True, False, True,
    ]  # fmt: skip
    pl.scan_parquet(path).sink_csv(tmp_path / "release.csv")
    held = validate(sources_of(read_file(tmp_path / "release.csv"))[0], schema)
    assert (held.total, held.unchecked) == (0, ())


def test_what_a_person_decided_is_in_the_schema(table):
    (one,) = check(read_file(table))
    choice = ColumnChoice("Biaya (Rp)", "Biaya", Meaning.CURRENCY, decimal=",", unit="Rp")
    told = described(one.columns[4], choice)
    assert (told.title, told.unit, told.missing) == ("Biaya", "Rp", 1)


OLD = {
    "fields": [
        {"name": "kode", "type": "string"},
        {"name": "jml_penduduk", "type": "integer", "title": "Jumlah penduduk", "unit": "orang"},
        {"name": "luas", "type": "number", "unit": "ha", "title": "Luas"},
        {"name": "catatan", "type": "string"},
    ],
    "primaryKey": ["kode"],
}
NEW = {
    "fields": [
        {"name": "kode", "type": "string", "constraints": {"required": True}},
        {"name": "luas", "type": "number", "unit": "km2", "title": "Luas wilayah", "description": "Daratan"},
        {"name": "jumlah_penduduk", "type": "integer", "title": "Jumlah penduduk", "unit": "orang"},
        {"name": "tahun", "type": "year"},
    ],
    "primaryKey": ["kode", "tahun"],
    "missingValues": ["", "-"],
}


def test_what_changed_in_a_schema_is_said_one_by_one():
    found = compare(parse(OLD), parse(NEW))
    assert [(one.kind, one.name) for one in found] == [
        ("removed", "catatan"), ("constraints", "kode"), ("unit", "luas"), ("title", "luas"),
        ("description", "luas"), ("renamed", "jumlah_penduduk"), ("added", "tahun"), ("moved", ""),
        ("primaryKey", ""), ("missingValues", ""),
    ]  # fmt: skip
    assert found[2].sentence == "The unit of luas was ha and is km2."
    assert found[5].sentence == "The column jml_penduduk seems to be called jumlah_penduduk now."
    assert [one.kind for one in found if one.is_breaking] == ["removed", "unit", "renamed", "primaryKey"]
    assert found[0].as_json()["breaking"] is True


def test_a_comparison_says_the_same_both_ways():
    there, back = compare(parse(OLD), parse(NEW)), compare(parse(NEW), parse(OLD))
    other = {"added": "removed", "removed": "added"}
    assert sorted((other.get(one.kind, one.kind), one.after, one.before) for one in back) == sorted(
        (one.kind, one.before, one.after) for one in there
    )
    assert compare(parse(OLD), parse(OLD)) == ()
    assert set(SENTENCES) >= BREAKING


@pytest.mark.realdata
@pytest.mark.parametrize("name", ["01_semicolon_utf8.csv", "06_utf16_nobom.csv", "08_title_notes.csv"])
def test_government_files_keep_to_the_schema_made_of_them(name):
    folder = Path(os.environ.get("TITIKTEMU_REALDATA") or Path(__file__).parents[5] / "shared" / "data")
    if not (folder / "messy" / name).is_file():
        pytest.skip(f"no file {name}")
    source, schema = inferred(folder / "messy" / name)
    assert validate(source, schema).total == 0
