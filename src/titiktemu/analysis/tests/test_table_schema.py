"""A Table Schema written by hand: read, refused, kept, and held against tables."""

import csv
import io
import json
from collections import Counter

import polars as pl
import pytest

from titiktemu.analysis.spreadsheet.reading import read_file
from titiktemu.analysis.spreadsheet.sources import sources_of
from titiktemu.analysis.table_schema.errors import OF_KIND, OF_TYPE
from titiktemu.analysis.table_schema.kinds import Broken
from titiktemu.analysis.table_schema.parsing import parse
from titiktemu.analysis.table_schema.planted import FAULTS, SCHEMA, plant_services
from titiktemu.analysis.table_schema.schema import SchemaBroken
from titiktemu.analysis.table_schema.validation import validate

HAND = {
    "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
    "fields": [
        {"name": "kode", "type": "string", "constraints": {"required": True}, "rdfType": "https://example.org/x"},
        {"name": "jumlah", "type": "integer", "unit": "orang", "x-pemilik": {"dinas": "Kesehatan"}},
    ],
    "primaryKey": "kode",
    "missingValues": ["", {"value": "-", "label": "tidak ada"}],
    "x-catatan": [1, 2],
}  # fmt: skip


def asks(kind, constraints):
    return {"name": "a", "type": kind, "constraints": constraints}


def source_of(folder, text):
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8")
    return sources_of(read_file(path))[0]


def held(folder, text, schema, **more):
    return validate(source_of(folder, text), parse(schema), **more)


def told(validation):
    return [(one.row, one.column, one.kind.value, one.text) for one in validation.errors()]


def test_a_schema_comes_out_as_it_came_in():
    assert parse(json.dumps(HAND)).as_json() == HAND
    assert parse(parse(HAND).as_text()).as_json() == HAND


def test_a_schema_says_what_it_holds():
    schema = parse(HAND)
    assert (schema.names, schema.primary_key, schema.fields_match) == (("kode", "jumlah"), ("kode",), "exact")
    assert schema.fields[1].unit == "orang"
    assert schema.missing_values(schema.fields[0]) == {"", "-"}
    assert parse({"fields": [{"name": "a"}]}).fields[0].type == "any"


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ({"name": ""}, "Field 1"),
        ({"name": 5}, "Field 1"),
        ({"name": "a", "type": "money"}, "a is not known: money"),
        ({"name": "a", "type": "string", "format": "e-mail"}, "format of the field a"),
        ({"name": "a", "type": "date", "format": "dd/mm/yyyy"}, "format of the field a"),
        ({"name": "a", "type": "number", "decimalChar": ",,"}, "property decimalChar of the field a"),
        ({"name": "a", "type": "number", "decimalChar": "5"}, "property decimalChar"),
        ({"name": "a", "type": "number", "groupChar": "."}, "decimalChar and groupChar"),
        ({"name": "a", "type": "number", "bareNumber": "yes"}, "property bareNumber"),
        ({"name": "a", "type": "boolean", "trueValues": "ya"}, "property trueValues"),
        ({"name": "a", "type": "boolean", "trueValues": ["1"], "falseValues": ["1"]}, "falseValues"),
        ({"name": "a", "type": "list", "itemType": "geopoint"}, "property itemType"),
        ({"name": "a", "missingValues": "-"}, "property missingValues"),
        ({"name": "a", "constraints": []}, "property constraints"),
        ({"name": "a", "constraints": {"required": "yes"}}, "required of the field a"),
        (asks("string", {"minimum": 5}), "minimum of the field a does not belong"),
        (asks("number", {"pattern": "x"}), "pattern of the field a does not belong"),
        (asks("string", {"pattern": "("}), "pattern of the field a makes no sense"),
        (asks("string", {"pattern": "(?=x)y"}), "pattern of the field a"),
        (asks("string", {"minLength": -1}), "minLength of the field a"),
        (asks("string", {"minLength": 5, "maxLength": 3}), "minLength and maxLength"),
        (asks("number", {"minimum": "ten"}), "minimum of the field a makes no"),
        (asks("date", {"minimum": "2024-02-31"}), "minimum of the field a makes no"),
        (asks("integer", {"minimum": 5, "maximum": 3}), "minimum and maximum"),
        (asks("integer", {"enum": []}), "enum of the field a"),
        (asks("integer", {"enum": ["x"]}), "enum of the field a"),
    ],
)  # fmt: skip
def test_nonsense_is_refused_by_field_and_property(field, words):
    with pytest.raises(SchemaBroken) as found:
        parse({"fields": [field]})
    assert words in str(found.value)
    assert found.value.template.format(**found.value.values) == str(found.value)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("{", "not JSON: line 1"),
        ("[]", "not an object"),
        (b"\xff\xfe\x00", "not an object"),
        ("[" * 100_000, "not an object"),
        ({"fields": {}}, "no list"),
        ({"fields": [{"name": "a"}, {"name": "a"}]}, "same name: a"),
        ({"fields": [{"name": "a"}], "primaryKey": "b"}, "primaryKey of the schema names .* there: b"),
        ({"fields": [{"name": "a"}], "primaryKey": []}, "primaryKey of the schema is not"),
        ({"fields": [{"name": "a"}], "uniqueKeys": "a"}, "uniqueKeys"),
        ({"fields": [{"name": "a"}], "fieldsMatch": "most"}, "fieldsMatch"),
        ({"fields": [{"name": "a"}], "fieldsMatch": ["exact", "equal"]}, "fieldsMatch"),
        ({"fields": [{"name": "a"}], "foreignKeys": [{"fields": "a"}]}, "foreignKeys"),
        (
            {
                "fields": [{"name": "a"}],
                "foreignKeys": [{"fields": "a", "reference": {"resource": "wilayah", "fields": "x"}}],
            },
            "foreignKeys",
        ),
        (
            {"fields": [{"name": "a"}], "foreignKeys": [{"fields": "a", "reference": {"fields": "b"}}]},
            "not there: b",
        ),
    ],
)  # fmt: skip
def test_nonsense_about_the_table_is_refused(given, words):
    with pytest.raises(SchemaBroken, match=words):
        parse(given)


def test_every_error_has_its_row_its_column_its_text_and_a_sentence(tmp_path):
    text = (
        "Daftar layanan\n\nid,tanggal,biaya,kelas,catatan\nA1,2024-01-05,\"1.500,50\",I,x\n"
        "A2,2024-02-31,1500.50,IV,\nA1,2024-01-07,\"12,5\",II,xyz\n,2024-01-08,-,I,xy\n"
    )  # fmt: skip
    schema = {
        "fields": [
            {"name": "id", "type": "string"},
            {"name": "tanggal", "type": "date", "constraints": {"maximum": "2024-01-07"}},
            {"name": "biaya", "type": "number", "decimalChar": ",", "groupChar": "."},
            {"name": "kelas", "type": "string", "constraints": {"enum": ["I", "II", "III"]}},
            {"name": "catatan", "type": "string", "constraints": {"maxLength": 2, "pattern": "[xy]*"}},
        ],
        "primaryKey": ["id"],
        "missingValues": ["", "-"],
    }
    found = held(tmp_path, text, schema)
    assert told(found) == [
        (5, 2, "type", "2024-02-31"), (5, 3, "type", "1500.50"), (5, 4, "enum", "IV"),
        (6, 5, "maxLength", "xyz"), (6, 5, "pattern", "xyz"), (6, 1, "primaryKey", "A1"),
        (7, 1, "required", ""), (7, 2, "maximum", "2024-01-08"),
    ]  # fmt: skip
    assert found.total == sum(found.counts.values()) == 8
    assert [one.sentence for one in found.errors(0, 2)] == [
        "“2024-02-31” is not a date as this column writes it, or no such day was.",
        "“1500.50” is not a number in the notation of this column.",
    ]
    assert found.errors(3, 1)[0].sentence == "“xyz” is longer than 2."
    assert [one.kind for one in found.errors(kind=Broken.PATTERN)] == [Broken.PATTERN]
    assert [one.row for one in found.errors(name="id")] == [6, 7]
    assert [one.row for one in found.errors(1, 5, name="id")] == [7]
    assert found.as_json()["counts"][1] == {"field": "tanggal", "broken": "type", "count": 1}


def test_columns_count_from_the_edge_of_the_sheet(tmp_path):
    found = held(
        tmp_path, ";;kode;nilai\n;;a;1\n;;b;x\n",
        {"fields": [{"name": "kode", "type": "string"}, {"name": "nilai", "type": "integer"}]},
    )  # fmt: skip
    assert told(found) == [(3, 4, "type", "x")]


def test_all_errors_go_into_a_file_that_no_spreadsheet_calculates(tmp_path):
    rows = "".join(f"=1+{at},x\n" for at in range(3000))
    schema = {"fields": [{"name": "a", "type": "integer"}, {"name": "b", "type": "integer"}]}
    found = held(tmp_path, "a,b\n" + rows, schema)
    assert (found.total, len(found.errors(5990, 100))) == (6000, 10)
    out = io.StringIO()
    found.write_csv(out, translate=lambda sentence: sentence.replace("whole number", "bilangan bulat"))
    written = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert len(written) == 6000
    assert written[0]["text"] == "'=1+0"
    assert written[0]["explanation"] == "“=1+0” is not a bilangan bulat in the notation of this column."


@pytest.mark.parametrize(
    ("way", "header", "wrong"),
    [
        ("exact", "a,b", []),
        ("exact", "b,a", [(1, 1, "fieldName", "b"), (1, 2, "fieldName", "a")]),
        ("exact", "a", [(1, 0, "fieldMissing", "")]),
        ("exact", "a,b,c", [(1, 3, "fieldExtra", "c")]),
        ("equal", "b,a", []),
        ("equal", "b,c", [(1, 0, "fieldMissing", ""), (1, 2, "fieldExtra", "c")]),
        (["subset"], "c,b,a", []),
        ("subset", "a,c", [(1, 0, "fieldMissing", "")]),
        ("superset", "b", []),
        ("superset", "b,c", [(1, 2, "fieldExtra", "c")]),
        ("partial", "c,b", []),
        ("partial", "c,d", [(1, 0, "fieldMissing", ""), (1, 0, "fieldMissing", "")]),
    ],
)
def test_columns_are_matched_in_five_ways(tmp_path, way, header, wrong):
    rows = "".join(",".join(["7"] * len(header.split(","))) + "\n" for _at in range(3))
    schema = {"fields": [{"name": "a", "type": "any"}, {"name": "b", "type": "any"}], "fieldsMatch": way}
    assert told(held(tmp_path, f"{header}\n{rows}", schema)) == wrong


def test_keys_of_several_columns_and_values_equal_in_other_writing(tmp_path):
    text = "tahun,kode,n\n2024,1,1\n2024,01,2\n2024,2,3\n2025,1,\n2025,1,\n"
    fields = [
        {"name": "tahun", "type": "year"},
        {"name": "kode", "type": "integer"},
        {"name": "n", "type": "any"},
    ]
    found = held(tmp_path, text, {"fields": fields, "uniqueKeys": [["tahun", "kode"], ["kode", "n"]]})
    assert told(found) == [(3, 1, "uniqueKeys", "2024, 01"), (6, 1, "uniqueKeys", "2025, 1")]


def test_keys_to_itself_to_regions_and_to_other_tables(tmp_path):
    text = "kode,induk,wilayah,dinas\na,,35.10,1\nb,a,35.99,2\nc,x,3510010,9\nx,b,,\n"
    fields = [{"name": name, "type": "string"} for name in ("kode", "induk", "wilayah", "dinas")]
    keys = [
        {"fields": "induk", "reference": {"fields": "kode"}},
        {"fields": ["wilayah"], "reference": {"resource": "wilayah", "fields": ["kode"]}},
        {"fields": "dinas", "reference": {"resource": "dinas", "fields": "nomor"}},
    ]
    schema = {"fields": fields, "foreignKeys": keys}
    known = {"dinas": pl.DataFrame({"nomor": [1, 2]})}
    found = held(tmp_path, text.replace("x,b", "y,b"), schema, references=known)
    assert told(found) == [
        (3, 3, "foreignKeys", "35.99"), (4, 2, "foreignKeys", "x"), (4, 4, "foreignKeys", "9"),
    ]  # fmt: skip
    without = held(tmp_path, text, schema)
    assert [one.kind for one in without.errors()] == [Broken.FOREIGN_KEYS]
    ((sentence, values),) = without.unchecked
    assert "dinas stand in the table dinas was not looked at" in sentence.format(**values)


@pytest.mark.parametrize("rows", [3_000, 150_000])
def test_codes_against_names_and_all_else_is_found_as_planted(tmp_path, rows):
    planted = plant_services(tmp_path / "services.csv", rows, seed=rows)
    found = validate(sources_of(read_file(planted.path))[0], parse(SCHEMA))
    rows_of = {
        "repeated": found.errors(0, rows, name="id"),
        "unknown": found.errors(0, rows, name="kode_bps"),
        "nameless": found.errors(0, rows, name="kecamatan"),
        "impossible": found.errors(0, rows, name="tanggal"),
        "wordy": found.errors(0, rows, name="biaya"),
        "beyond": found.errors(0, rows, name="persen"),
    }
    assert {fault: [one.row for one in errors] for fault, errors in rows_of.items()} == {
        fault: planted.rows[fault] for fault in FAULTS if fault != "mismatched"
    }
    named = [one.row for one in found.errors(0, rows, name="kode, kecamatan")]
    assert named == sorted(planted.rows["mismatched"] + planted.rows["unknown"])
    assert [one.row for one in found.errors(0, found.total)] == sorted(
        row for fault in FAULTS for row in planted.rows[fault] * (2 if fault == "unknown" else 1)
    )


def test_a_long_file_and_a_short_one_say_the_same(tmp_path):
    """Pieces end anywhere; a value that comes again in a later piece is found all the same."""
    planted = plant_services(tmp_path / "long.csv", 150_000, seed=1)
    lines = planted.path.read_text(encoding="utf-8").splitlines(keepends=True)
    long = "".join([*lines, lines[1], lines[77]])
    found = held(tmp_path, long, SCHEMA)
    again = [one.row for one in found.errors(0, 10**6, name="id")]
    assert again == [*planted.rows["repeated"], 150_002, 150_003]


def test_telling_how_far_it_is(tmp_path):
    seen = []
    held(tmp_path, "a\n1\n2\n", {"fields": [{"name": "a"}]}, tell=seen.append)
    assert seen == [2]


def test_sentences_have_only_known_names_in_them():
    for template in (*OF_TYPE.values(), *OF_KIND.values()):
        assert template.format(text="t", name="n", wanted="w")
    assert not [sentence for sentence, many in Counter(OF_KIND.values()).items() if many > 1]
