"""Two releases compared: columns, rows by their key, cells, and codes of regions apart."""

import csv
import io
import json

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from titiktemu.analysis.regions.codes import look_up_in
from titiktemu.analysis.regions.names import counterparts
from titiktemu.analysis.regions.reading import System
from titiktemu.analysis.table_diff.applying import applied
from titiktemu.analysis.table_diff.crosswalk import Kind, crosswalk
from titiktemu.analysis.table_diff.difference import diff
from titiktemu.analysis.table_diff.sides import Release
from titiktemu.analysis.table_diff.telling import as_json, summary, write_csv
from titiktemu.analysis.table_schema.parsing import parse

REGION = {"name": "kode", "type": "string", "meaning": "region_code"}


def release(rows, schema=None):
    frame = pl.DataFrame(rows)
    return Release(frame.lazy(), parse(schema or {"fields": [{"name": name} for name in frame.columns]}))


def said(one):
    return [template.format(**values) for template, values in summary(one)]


def codes_of(one):
    return [(it.column, it.before, it.after, it.known.kind.value, it.count) for it in one.code_changes]


OLD = {"kode": ["a", "b", "c", "d"], "nama": ["A", "B", None, "D"], "n": [1, 2, 3, 4]}
NEW = {"kode": ["c", "a", "e", "b"], "nama": ["C", "A", "E", "B"], "n": [3, 1, 5, 20]}


def test_rows_are_matched_by_their_key_and_cells_compared():
    one = diff(release(OLD), release(NEW), ["kode"])
    assert (one.added, one.removed, one.changed_rows, one.cells) == (1, 1, 2, {"nama": 1, "n": 1})
    assert one.alone("added") == [{"kode": "e", "nama": "E", "n": "5"}]
    assert one.alone("removed") == [{"kode": "d", "nama": "D", "n": "4"}]
    assert [(it.column, it.key, it.before, it.after) for it in one.changes()] == [
        ("nama", ("c",), None, "C"), ("n", ("b",), "2", "20"),
    ]  # fmt: skip
    assert [it.column for it in one.changes(1, 5)] == ["n"]
    assert [it.column for it in one.changes(column="n")] == ["n"]
    assert said(one) == [
        "Rows are told apart by kode. Rows before: 4, now: 4.",
        "Rows that are new: 1, that are gone: 1, that have changed cells: 2.",
        "Changed values of nama: 1.",
        "Changed values of n: 1.",
    ]


def test_without_a_key_whole_rows_are_compared_as_often_as_they_come():
    one = diff(release({"a": [1, 1, 1, 2], "b": "x"}), release({"a": [1, 1, 3], "b": "x"}))
    assert (one.key, one.added, one.removed, one.cells) == ((), 1, 2, {})
    assert said(one)[0] == "There is no key, so whole rows were compared. Rows before: 4, now: 3."


def test_the_key_is_the_one_of_the_schema_where_none_is_told():
    schema = {"fields": [{"name": "kode"}, {"name": "nama"}, {"name": "n"}], "primaryKey": "kode"}
    assert diff(release(OLD, schema), release(NEW, schema)).key == ("kode",)
    assert diff(release({"n": [1]}), release(NEW, schema)).key == ()


def test_a_key_that_comes_twice_pairs_the_same_rows_first_and_says_so():
    old = release({"k": ["a", "a", "a", "b"], "n": [1, 2, 3, 4]})
    new = release({"k": ["a", "a", "b"], "n": [3, 9, 4]})
    one = diff(old, new, ["k"])
    assert (one.added, one.removed, one.changed_rows, one.pairs.repeated) == (0, 1, 1, (2, 1))
    assert [(it.before, it.after) for it in one.changes()] == [("1", "9")]
    assert one.alone("removed") == [{"k": "a", "n": "2"}]
    assert any("Surplus rows before: 2, now: 1" in sentence for sentence in said(one))


def test_numbers_are_compared_as_numbers_and_dates_as_dates():
    text = {
        "fields": [
            {"name": "k"},
            {"name": "biaya", "type": "number", "decimalChar": ",", "groupChar": "."},
            {"name": "anak", "type": "integer", "groupChar": "."},
            {"name": "tanggal", "type": "date", "format": "any"},
            {"name": "hadir", "type": "boolean", "trueValues": ["ya"], "falseValues": ["tidak"]},
        ],
        "missingValues": ["", "-"],
    }
    typed = {
        "fields": [
            {"name": "k"}, {"name": "biaya", "type": "number"}, {"name": "anak", "type": "integer"},
            {"name": "tanggal", "type": "date"}, {"name": "hadir", "type": "boolean"},
        ]
    }  # fmt: skip
    old = {
        "k": [1, 2, 3, 4], "biaya": ["1.234,50", "7,0", "-", "rusak"], "anak": ["1.200", "7", "8", "-"],
        "tanggal": ["12 Mei 2026", "2026-05-13", "", "14/05/2026"], "hadir": ["ya", "tidak", "-", "ya"],
    }  # fmt: skip
    new = pl.DataFrame(
        {
            "k": [1, 2, 3, 4], "biaya": [1234.5, 7, None, None], "anak": [1200, 7, 9, None],
            "tanggal": ["2026-05-12", "2026-05-13", None, "2026-05-15"], "hadir": [True, False, None, False],
        }
    ).with_columns(pl.col("tanggal").str.to_date())  # fmt: skip
    for turned in (False, True):
        sides = (release(old, text), Release(new.lazy(), parse(typed)))
        one = diff(*(reversed(sides) if turned else sides), ["k"])
        assert one.cells == {"biaya": 1, "anak": 1, "tanggal": 1, "hadir": 1}
    whole = diff(release({"k": [1], "n": [5]}), release({"k": [1], "n": [5.0]}), ["k"])
    assert whole.cells == {}


def test_a_column_is_known_again_by_its_name_or_by_its_values():
    old = release({"k": [1, 2, 3, 4], "jumlah_2024": [5, 6, 7, 8], "x": ["p", "q", "r", "s"]})
    new = release({"k": [1, 2, 3, 4], "keterangan": ["p", "q", "r", "s"], "jumlah_2025": [5, 6, 7, 9]})
    one = diff(old, new, ["k"])
    assert one.columns == {"k": "k", "keterangan": "x", "jumlah_2025": "jumlah_2024"}
    assert [(it.kind, it.before, it.after) for it in one.schema_changes if it.kind == "renamed"] == [
        ("renamed", "x", "keterangan"), ("renamed", "jumlah_2024", "jumlah_2025"),
    ]  # fmt: skip
    assert one.cells == {"jumlah_2025": 1}


def test_columns_that_come_and_go_change_no_cell():
    one = diff(release({"k": [1, 2], "a": [1, 1]}), release({"k": [1, 2], "b": ["x", "y"]}), ["k"])
    assert (one.changed_rows, [it.kind for it in one.schema_changes]) == (0, ["removed", "added"])
    assert not one.is_empty


PAPUA = {"fields": [REGION, {"name": "tahun", "type": "year"}, {"name": "n", "type": "integer"}]}


def test_a_regency_in_a_new_province_is_the_same_row_under_another_code():
    old = release({"kode": ["9101", "9101", "35.10"], "tahun": [2021, 2022, 2022], "n": [1, 2, 3]}, PAPUA)
    new = release({"kode": ["93.01", "93.01", "35.10"], "tahun": [2021, 2022, 2022], "n": [1, 5, 3]}, PAPUA)
    one = diff(old, new, ["kode", "tahun"])
    assert (one.added, one.removed, one.rejoined, one.cells) == (0, 0, 2, {"n": 1})
    assert codes_of(one) == [("kode", "9101", "93.01", "moved", 2)]
    assert "kode: the region 9101 has the code 93.01 now (UU 14/2022)." in said(one)
    back = diff(new, old, ["kode", "tahun"])
    assert codes_of(back) == [("kode", "93.01", "9101", "moved", 2)]
    assert (back.added, back.removed, back.rejoined) == (0, 0, 2)


def test_codes_of_the_other_system_and_without_dots_are_told_apart_from_changes():
    kemendagri = ["35.10.22", "35.10.16", "35.10.01", "35.10.02"]
    bps = [counterparts(look_up_in(code.replace(".", ""), System.KEMENDAGRI))[0].code for code in kemendagri]
    plain = [code.replace(".", "") for code in kemendagri]
    names, schema = ["a", "b", "c", "d"], {"fields": [REGION, {"name": "n"}]}
    one = diff(
        release({"kode": kemendagri, "n": names}, schema),
        release({"kode": bps, "n": names}, schema),
        ["kode"],
    )
    assert (one.rejoined, one.cells, {it.known.kind for it in one.code_changes}) == (4, {}, {Kind.SYSTEM})
    one = diff(
        release({"kode": kemendagri, "n": names}, schema), release({"kode": plain, "n": names}, schema), ["n"]
    )
    assert (one.rejoined, one.cells, one.changed_rows) == (0, {}, 0)
    assert {it.known.kind for it in one.code_changes} == {Kind.WRITING}


def test_a_code_that_means_another_region_in_the_other_system_is_no_change_of_codes():
    """1101 and 1103 are one regency only if one column is Kemendagri's and the other that of BPS."""
    assert crosswalk(["1101", "1102"], ["1103", "1104"]) == {}


def test_a_region_that_was_divided_and_a_name_that_was_written_otherwise():
    schema = {"fields": [REGION, {"name": "nama", "meaning": "region_name"}, {"name": "id"}]}
    old = release(
        {"id": [1, 2, 3], "kode": ["32", "31", "35"], "nama": ["Jawa Barat", "DKI Jakarta", "Jatim"]}, schema
    )
    new = release({"id": [1, 2, 3], "kode": ["36", "31", "35"], "nama": ["Banten", "DKI", "Banten"]}, schema)
    one = diff(old, new, ["id"])
    assert codes_of(one) == [
        ("kode", "32", "36", "split", 1), ("nama", "DKI Jakarta", "DKI", "name", 1),
    ]  # fmt: skip
    assert one.cells == {"nama": 2}


def test_what_is_ambiguous_stays_gone_and_new():
    schema = {"fields": [REGION, {"name": "n"}]}
    old = release({"kode": ["9101", "91.01"], "n": [1, 2]}, schema)
    new = release({"kode": ["93.01"], "n": [1]}, schema)
    for one in (diff(old, new, ["kode"]), diff(new, old, ["kode"])):
        assert (one.rejoined, one.added + one.removed) == (0, 3)


def test_the_difference_as_json_and_as_a_file():
    one = diff(
        release(OLD | {"n": ["=1+1", "2", "3", "4"]}), release(NEW | {"n": ["3", "1", "=5", "20"]}), ["kode"]
    )
    told = json.loads(json.dumps(as_json(one)))
    assert told["rows"] == {
        "before": 4, "after": 4, "added": 1, "removed": 1, "changed": 3, "rejoined": 0,
        "repeated_before": 0, "repeated_after": 0,
    }  # fmt: skip
    assert told["first"]["changed"][1] == {"column": "n", "key": ["a"], "before": "=1+1", "after": "1"}
    out = io.StringIO()
    write_csv(one, out)
    rows = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert [(it["change"], it["key"]) for it in rows] == [
        ("removed", "d"), ("added", "e"), ("cell", "c"), ("cell", "a"), ("cell", "b"),
    ]  # fmt: skip
    assert rows[3]["before"] == "'=1+1"
    assert json.loads(rows[1]["after"]) == {"kode": "e", "nama": "E", "n": "=5"}


def test_releases_in_files(tmp_path):
    schema = parse({"fields": [{"name": "kode"}, {"name": "nama"}, {"name": "n"}]})
    for name, rows in (("old", OLD), ("new", NEW)):
        pl.DataFrame(rows).write_parquet(tmp_path / f"{name}.parquet")
    seen = []
    sides = [Release.at(tmp_path / f"{name}.parquet", schema) for name in ("old", "new")]
    one = diff(*sides, ["kode"], tell=seen.append)
    assert (one.added, one.cells, seen[-1], seen) == (1, {"nama": 1, "n": 1}, 1.0, sorted(seen))


KEYS = st.sampled_from(["a", "b", "c", "d", None])
ROW = st.fixed_dictionaries(
    {
        "k": KEYS,
        "t": st.sampled_from(["x", "y", "", None]),
        "n": st.one_of(st.none(), st.integers(-3, 3).map(lambda one: one / 4)),
        "d": st.one_of(st.none(), st.dates()),
    }
)
SHAPE = {"k": pl.String, "t": pl.String, "n": pl.Float64, "d": pl.Date}
TABLES = st.lists(ROW, max_size=12).map(lambda rows: pl.DataFrame(rows, schema=SHAPE))


def of(frame):
    return Release(frame.lazy(), parse({"fields": [{"name": name} for name in SHAPE]}))


def bag(frame):
    return sorted(map(repr, frame.select(*SHAPE).rows()))


@pytest.mark.parametrize("key", [["k"], ["k", "t"], []])
@settings(max_examples=40, deadline=None)
@given(table=TABLES, order=st.randoms(use_true_random=False))
def test_a_release_does_not_differ_from_itself_in_any_order(key, table, order):
    places = [*range(table.height)]
    order.shuffle(places)
    assert diff(of(table), of(table), key).is_empty
    assert diff(of(table), of(table[places] if places else table), key).is_empty


@pytest.mark.parametrize("key", [["k"], ["k", "t"], []])
@settings(max_examples=40, deadline=None)
@given(old=TABLES, new=TABLES)
def test_the_difference_makes_the_new_release_of_the_old_one(key, old, new):
    one = diff(of(old), of(new), key)
    assert bag(applied(one)) == bag(new)
    assert one.rows[0] - one.removed + one.added == one.rows[1]


@pytest.mark.parametrize("key", [["k"], ["k", "t"], []])
@settings(max_examples=40, deadline=None)
@given(old=TABLES, new=TABLES)
def test_the_difference_is_the_same_both_ways(key, old, new):
    there, back = diff(of(old), of(new), key), diff(of(new), of(old), key)
    assert (there.added, there.removed, there.changed_rows) == (back.removed, back.added, back.changed_rows)
    assert there.cells == back.cells
    assert sorted((it.column, str(it.before), str(it.after)) for it in there.changes()) == sorted(
        (it.column, str(it.after), str(it.before)) for it in back.changes()
    )


def test_a_difference_with_codes_makes_the_new_release_too():
    old = {"kode": ["9101", "35.10"], "tahun": [2022, 2022], "n": [1, 2]}
    new = {"kode": ["93.01", "35.10"], "tahun": [2022, 2022], "n": [5, 2]}
    one = diff(release(old, PAPUA), release(new, PAPUA), ["kode", "tahun"])
    assert sorted(applied(one).rows()) == sorted(pl.DataFrame(new).rows())
