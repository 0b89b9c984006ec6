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
from titiktemu.analysis.table_schema.changes import BREAKING, SENTENCES, WAYS, compare
from titiktemu.analysis.table_schema.constraint_changes import RULES
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
        ("removed", "catatan"), ("required", "kode"), ("unit", "luas"), ("title", "luas"),
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
    assert {*SENTENCES, *WAYS} >= BREAKING


def ruled(**constraints):
    return parse({"fields": [{"name": "usia", "type": "integer", "constraints": constraints}]})


def worded(**constraints):
    return parse({"fields": [{"name": "kelas", "type": "string", "constraints": constraints}]})


NONE = ruled()
RULED = [
    (NONE, ruled(required=True), "Every row needs a value in usia now; before, it could be empty."),
    (ruled(required=True), NONE, "usia may be empty now; before, every row needed a value."),
    (NONE, ruled(unique=True), "No value of usia may come twice any more; before, it could."),
    (ruled(unique=True), NONE, "Values of usia may come more than once now; before, they could not."),
    (NONE, ruled(minimum=0), "usia must be at least 0 now; before, there was no lower limit."),
    (ruled(minimum=0), NONE, "usia has no lower limit any more; before, it had to be at least 0."),
    (ruled(minimum=0), ruled(minimum=5), "usia must be at least 5 now; before, at least 0."),
    (ruled(maximum=9), ruled(maximum=5), "usia must be at most 5 now; before, at most 9."),
    (ruled(exclusiveMinimum=0), ruled(exclusiveMinimum=1),
     "usia must be more than 1 now; before, more than 0."),
    (ruled(exclusiveMaximum=9), NONE, "usia need not be less than 9 any more."),
    (worded(), worded(maxLength=3), "Values of kelas must not be longer than 3 now; before, they could be."),
    (worded(minLength=1), worded(minLength=2),
     "Values of kelas must not be shorter than 2 now; before, than 1."),
    (worded(), worded(pattern="[A-Z]"),
     "Values of kelas must be written after the pattern [A-Z] now; before, there was none."),
    (worded(), worded(enum=["I", "II"]), "Only these values may stand in kelas now: “I”, “II”."),
    (worded(enum=["I"]), worded(), "Any value may stand in kelas now; before, only these: “I”."),
    (worded(enum=["I"]), worded(enum=["I", "II"]), "These values may stand in kelas as well now: “II”."),
    (worded(enum=["I", "II"]), worded(enum=["I"]), "These values may not stand in kelas any more: “II”."),
    (worded(enum=["I"]), worded(enum=["II"]),
     "In kelas may now stand as well: “II”; and no more: “I”."),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "sentence"), RULED, ids=[one[2] for one in RULED])
def test_every_kind_of_rule_is_told_in_a_sentence_of_its_own(old, new, sentence):
    assert [one.sentence for one in compare(old, new)] == [sentence]


def test_of_a_list_in_another_order_nothing_is_told():
    assert compare(worded(enum=["I", "II"]), worded(enum=["II", "I"])) == ()


def test_of_a_long_list_only_the_first_values_are_named():
    sentence = compare(worded(), worded(enum=[str(one) for one in range(30)]))[0].sentence
    assert sentence.endswith("“9”, ….")


@pytest.mark.parametrize("kind", [kind for kind in RULES if kind not in {"filled", "enumValues"}])
def test_every_rule_has_a_sentence_for_its_coming_and_its_going(kind):
    assert all("{name}" in one for one in RULES[kind][:2])


def test_bounds_that_were_taken_from_data_are_no_promise():
    old = worded(enum=["I", "II"], minLength=1, required=True, unique=True)
    new = worded(enum=["II", "III"], minLength=2)
    told = [one.sentence for one in compare(old, new, is_inferred=True)]
    assert told == ["Some rows have no value in kelas now; before, every row had one."]
    back = [one.sentence for one in compare(new, old, is_inferred=True)]
    assert back == ["Every row has a value in kelas now; before, some rows had none."]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ({}, {"unit": "orang"}, "The unit of usia is told now: orang."),
        ({"unit": "orang"}, {}, "The unit of usia is told no more; it was orang."),
        ({"description": "Penuh."}, {}, "usia is described no more; it was “Penuh.”."),
        ({}, {"title": "Usia"}, "usia has a title now: “Usia”."),
    ],
)
def test_what_was_not_told_before_is_not_called_a_dash(old, new, sentence):
    one, other = (parse({"fields": [{"name": "usia", "type": "integer", **more}]}) for more in (old, new))
    assert [change.sentence for change in compare(one, other)] == [sentence]


@pytest.mark.realdata
@pytest.mark.parametrize("name", ["01_semicolon_utf8.csv", "06_utf16_nobom.csv", "08_title_notes.csv"])
def test_government_files_keep_to_the_schema_made_of_them(name):
    folder = Path(os.environ.get("TITIKTEMU_REALDATA") or Path(__file__).parents[5] / "shared" / "data")
    if not (folder / "messy" / name).is_file():
        pytest.skip(f"no file {name}")
    source, schema = inferred(folder / "messy" / name)
    assert validate(source, schema).total == 0
