"""Typed files: what numbers, dates and codes become, what cannot be read, the same bytes every time."""

import csv
import hashlib
import io
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from titiktemu.analysis.recipes.choices import ColumnChoice, Corrections, Recipe, Role, RowChoice
from titiktemu.analysis.recipes.finishing import columns_of, finish, read_typed
from titiktemu.analysis.recipes.harmless import as_typed, harmless
from titiktemu.analysis.recipes.plain import RecipeBroken
from titiktemu.analysis.recipes.typed import Unread, write_typed
from titiktemu.analysis.recipes.typed_values import day_reader, number_reader, typed_values
from titiktemu.analysis.spreadsheet import reading
from titiktemu.analysis.spreadsheet.reading import read_file
from titiktemu.analysis.spreadsheet.rules import Meaning
from titiktemu.analysis.spreadsheet.sources import sources_of

NOTATIONS = [
    (Meaning.CURRENCY, ",", "Rp 1.234.567,89", 1234567.89),
    (Meaning.CURRENCY, ",", "Rp1.200.000,-", 1200000.0),
    (Meaning.CURRENCY, ",", "(1.500,00)", -1500.0),
    (Meaning.CURRENCY, ",", "9.999.999.999.999,99", 9999999999999.99),
    (Meaning.CURRENCY, ",", "3.621.300.000.000.000,00", 3621300000000000.0),
    (Meaning.CURRENCY, ",", "9.007.199.254.740.993", None),
    (Meaning.CURRENCY, ",", "12.345.678.901.234.567,89", None),
    (Meaning.CURRENCY, ".", "Rp 1,234,567.89", 1234567.89),
    (Meaning.DECIMAL, ",", "1.234", 1234.0),
    (Meaning.DECIMAL, ".", "1.234", 1.234),
    (Meaning.DECIMAL, ",", "54,7", 54.7),
    (Meaning.DECIMAL, ".", "54,7", None),
    (Meaning.DECIMAL, ",", "1 234 567,5", 1234567.5),
    (Meaning.DECIMAL, ".", "33.333333333333336", 33.333333333333336),
    (Meaning.DECIMAL, ".", "1.5e-3", 0.0015),
    (Meaning.DECIMAL, ",", "\u22125", -5.0),
    (Meaning.PERCENTAGE, ",", "45,5%", 45.5),
    (Meaning.PERCENTAGE, ",", "100 %", 100.0),
    (Meaning.INTEGER, ",", "1.200", 1200),
    (Meaning.INTEGER, ",", "1.200,00", 1200),
    (Meaning.INTEGER, ",", "12,5", None),
    (Meaning.INTEGER, "", "9007199254740993", 9007199254740993),
    (Meaning.INTEGER, "", "99999999999999999999", None),
    (Meaning.LATITUDE, "", "-8.2191", -8.2191),
    (Meaning.LONGITUDE, "", "114,3692", 114.3692),
    (Meaning.DATE, "", "12 Mei 2026", date(2026, 5, 12)),
    (Meaning.DATE, "", "Senin, 3 Agustus 2026", date(2026, 8, 3)),
    (Meaning.DATE, "", "17-08-2026", date(2026, 8, 17)),
    (Meaning.DATE, "", "2026-05-12", date(2026, 5, 12)),
    (Meaning.DATE, "", "31 Februari 2024", None),
    (Meaning.DATE, "", "2023-02-29", None),
    (Meaning.BOOLEAN, "", "Ya", True),
    (Meaning.BOOLEAN, "", "tidak ada", False),
    (Meaning.BOOLEAN, "", "mungkin", None),
    (Meaning.NIK, "", " 3510014508900001 ", "3510014508900001"),
    (Meaning.PHONE, "", "081234567890", "081234567890"),
    (Meaning.REGION_CODE, "", "35.10.01", "35.10.01"),
    (Meaning.PERIOD, "", "Triwulan II 2024", "Triwulan II 2024"),
    (Meaning.TIME, "", "07.30 WIB", "07.30 WIB"),
]


def choice(meaning, decimal="", **more):
    return ColumnChoice("x", "x", meaning, decimal=decimal, **more)


@pytest.mark.parametrize(("meaning", "decimal", "text", "value"), NOTATIONS)
def test_each_notation_gives_its_value_or_is_listed(meaning, decimal, text, value):
    read = typed_values(choice(meaning, decimal), pl.Series([text]))
    assert read.values.to_list() == [value]
    assert (read.unread is not None) == (value is None)


@pytest.mark.parametrize("meaning", Meaning)
@pytest.mark.parametrize("text", ["", " ", "-", "…", "n/a", "#N/A", "x)"])
def test_markers_of_missing_are_null_and_not_listed(meaning, text):
    read = typed_values(choice(meaning), pl.Series([text], dtype=pl.String))
    assert (read.values.to_list(), read.unread) == ([None], None)


def test_a_day_and_a_month_may_stand_either_way():
    for first, day in ((False, date(2026, 4, 3)), (True, date(2026, 3, 4))):
        read = typed_values(choice(Meaning.DATE, month_first=first), pl.Series(["03/04/2026"]))
        assert read.values.to_list() == [day]


def test_times_of_the_day_that_a_date_loses_are_counted():
    texts = ["2026-05-12 10:30", "2026-05-12 00:00:00", "12 Mei 2026 07.15 WIB", "2026-05-12"]
    read = typed_values(choice(Meaning.DATE), pl.Series(texts))
    assert (read.values.to_list(), read.clocks) == ([date(2026, 5, 12)] * 4, 2)


NUMBERLIKE = st.text(alphabet="0123456789.,-()% Rp'e\u00a0\u2212+", max_size=14)


@given(
    st.lists(NUMBERLIKE, max_size=8),
    st.sampled_from(
        [Meaning.INTEGER, Meaning.DECIMAL, Meaning.CURRENCY, Meaning.PERCENTAGE, Meaning.LATITUDE]
    ),
    st.sampled_from(["", ",", "."]),
)
def test_patterns_read_a_number_as_the_rule_for_one_value_does(texts, meaning, decimal):
    one = choice(meaning, decimal)
    rule = [number_reader(one)(text.strip()) for text in texts]
    assert typed_values(one, pl.Series(texts, dtype=pl.String)).values.to_list() == rule


DAYS = st.sampled_from(["12 Mei 2026", "03/04/26", "2026-5-1", "31 Februari 2024", "1.2.2026", "12 Mei", "-"])
CLOCKS = st.sampled_from(["", " 7.30", "T10:30:15.25", " 10:30 WIB", "  00:00:00", " 1030", " 10.30+07:00"])
DATELIKE = (
    st.text(alphabet="0123456789-/. :TMei", max_size=12)
    | st.dates().map(str)
    | st.builds("{}{}".format, DAYS, CLOCKS)
)


@given(st.lists(DATELIKE, max_size=8), st.booleans())
def test_patterns_read_a_date_as_the_rule_for_one_value_does(texts, first):
    one = choice(Meaning.DATE, month_first=first)
    rule = [day_reader(one)(text.strip()) for text in texts]
    assert typed_values(one, pl.Series(texts, dtype=pl.String)).values.to_list() == rule


def in_notation(value, decimal, places):
    text = f"{value:,.{places}f}"
    return text.translate(str.maketrans(",.", ".,")) if decimal == "," else text


@given(
    st.lists(st.integers(-(10**15) + 1, 10**15 - 1), min_size=1),
    st.integers(0, 4),
    st.sampled_from([",", "."]),
    st.sampled_from(["{}", "Rp {}", " {} ", "{}%"]),
)
def test_a_number_written_in_a_notation_reads_back_exactly(wholes, places, decimal, around):
    values = [one / 10**places for one in wholes]
    texts = [around.format(in_notation(one, decimal, places)) for one in values]
    read = typed_values(choice(Meaning.CURRENCY, decimal), pl.Series(texts))
    assert read.values.to_list() == values


@given(st.lists(st.integers(-(2**63), 2**63 - 1), min_size=1), st.sampled_from([",", "."]))
def test_whole_numbers_keep_every_digit(values, decimal):
    texts = [f"{one:,}".replace(",", "." if decimal == "," else ",") for one in values]
    read = typed_values(choice(Meaning.INTEGER, decimal), pl.Series(texts))
    assert read.values.to_list() == values


@given(
    st.lists(st.from_regex(r"[0-9][0-9./-]{0,20}[0-9]", fullmatch=True)),
    st.sampled_from(
        [Meaning.NIK, Meaning.IDENTIFIER, Meaning.PHONE, Meaning.NPWP, Meaning.REGION_CODE, Meaning.BPJS]
    ),
)
def test_identifiers_never_change(texts, meaning):
    read = typed_values(choice(meaning), pl.Series(texts, dtype=pl.String))
    assert (read.values.to_list(), read.unread) == (texts, None)


@given(st.lists(st.text(alphabet="=+-@\t\r'1a,", max_size=6)))
def test_no_text_is_a_formula_and_every_text_comes_back(texts):
    made = harmless(pl.Series(texts, dtype=pl.String))
    assert as_typed(made).to_list() == texts
    for text in made:
        assert not text.startswith(("=", "@", "\t", "\r"))
        assert not text.startswith(("+", "-")) or text[1:].replace(",", "").isdigit()


# Whole files ------------------------------------------------------------------------------------------------

MESSY = (
    "Tabel 1. Bantuan\n\n"
    "Kode;NIK;Nama;Biaya (Rp);Tanggal;Lunas\n"
    "35.10.01;3510014508900001;=HYPERLINK(1);1.234.567,89;12 Mei 2026;ya\n"
    "35.10.02;3510011203850002; Siti ;rusak;31 Februari 2024;tidak\n"
    "35.10.03;-;\"Bu \"\"Ani\"\"; baris\ndua\";12.000;17-08-2026;\n"
    "Jumlah;;;1.246.567,89;;\n"
)  # fmt: skip
COLUMNS = (
    ColumnChoice("Kode", "Kode", Meaning.REGION_CODE),
    ColumnChoice("NIK", "NIK", Meaning.NIK),
    ColumnChoice("Nama", "Nama penerima", Meaning.PERSON_NAME),
    ColumnChoice("Biaya (Rp)", "Biaya", Meaning.CURRENCY, decimal=",", unit="Rp", machine_name="biaya"),
    ColumnChoice("Tanggal", "Tanggal", Meaning.DATE),
    ColumnChoice("Lunas", "Lunas", Meaning.BOOLEAN),
)
RECIPE = Recipe("", 1, tuple(one.name for one in COLUMNS), COLUMNS)


def source_of(folder, text):
    path = folder / "in.csv"
    path.write_text(text, encoding="utf-8", newline="")
    return sources_of(read_file(path))[0]


def rows_of_csv(path):
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8"), newline="")))


def test_a_messy_file_becomes_parquet_and_csv(tmp_path):
    written = write_typed(source_of(tmp_path, MESSY), RECIPE, tmp_path / "out")
    assert read_typed(written.parquet).collect().rows() == [
        ("35.10.01", "3510014508900001", "=HYPERLINK(1)", 1234567.89, date(2026, 5, 12), True),
        ("35.10.02", "3510011203850002", "Siti", None, None, False),
        ("35.10.03", None, 'Bu "Ani"; baris\ndua', 12000.0, date(2026, 8, 17), None),
    ]
    assert written.csv.read_bytes() == (
        b"kode,nik,nama,biaya,tanggal,lunas\r\n"
        b"35.10.01,3510014508900001,'=HYPERLINK(1),1234567.89,2026-05-12,true\r\n"
        b"35.10.02,3510011203850002,Siti,,,false\r\n"
        b'35.10.03,,"Bu ""Ani""; baris\ndua",12000,2026-08-17,\r\n'
    )
    assert written.unread == (Unread(5, "Biaya (Rp)", "rusak"), Unread(5, "Tanggal", "31 Februari 2024"))
    assert written.unread_counts == {"Biaya (Rp)": 1, "Tanggal": 1}
    assert (written.records, read_typed(written.rows).collect()["row"].to_list()) == (3, [4, 5, 6])
    assert columns_of(written.parquet)[3] == {
        "name": "biaya", "title": "Biaya", "unit": "Rp", "meaning": "currency",
    }  # fmt: skip


def test_only_the_columns_that_are_kept_in_the_order_of_the_recipe(tmp_path):
    columns = (COLUMNS[3], COLUMNS[0], *(ColumnChoice(one.name, "", one.meaning, kept=False) for one in (
        COLUMNS[1], COLUMNS[2], COLUMNS[4], COLUMNS[5])))  # fmt: skip
    recipe = Recipe("", 1, RECIPE.header, columns)
    written = write_typed(source_of(tmp_path, MESSY), recipe, tmp_path / "out")
    assert rows_of_csv(written.csv)[0] == ["biaya", "kode"]


def test_a_recipe_of_another_table_is_refused(tmp_path):
    source = source_of(tmp_path, MESSY.replace("Lunas", "Bayar"))
    with pytest.raises(RecipeBroken, match="Bayar, Lunas differ"):
        write_typed(source, RECIPE, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_same_file_gives_the_same_bytes(tmp_path):
    def hashes(folder):
        written = write_typed(source_of(tmp_path, MESSY), RECIPE, folder)
        return [hashlib.sha256(one.read_bytes()).hexdigest() for one in (written.parquet, written.csv)]

    assert hashes(tmp_path / "one") == hashes(tmp_path / "two")


def test_a_frame_and_a_file_of_it_are_finished_to_the_same_bytes(tmp_path):
    written = write_typed(source_of(tmp_path, MESSY), RECIPE, tmp_path / "out")
    by_file = finish(written.parquet, RECIPE, tmp_path / "a")
    by_frame = finish(read_typed(written.parquet).collect(), RECIPE, tmp_path / "b")
    assert written.parquet.read_bytes() == by_file.parquet.read_bytes() == by_frame.parquet.read_bytes()
    assert written.csv.read_bytes() == by_file.csv.read_bytes() == by_frame.csv.read_bytes()


def test_treatments_may_change_types_and_add_columns(tmp_path):
    frame = pl.DataFrame({"biaya": ["5–10", None], "wilayah": ["Muncar", "-"]})
    done = finish(frame, RECIPE, tmp_path)
    assert rows_of_csv(done.csv) == [["biaya", "wilayah"], ["5–10", "Muncar"], ["", "'-"]]
    assert [one["title"] for one in columns_of(done.parquet)] == ["Biaya", "wilayah"]
    assert done.records == 2


class Ended(Exception):
    pass


@pytest.mark.parametrize("after", [0.0, 0.3, 0.6, 0.9])
def test_work_that_is_ended_leaves_no_file_and_no_old_one_changed(tmp_path, after):
    def tell(part):
        if part >= after:
            raise Ended

    source = source_of(tmp_path, MESSY)
    with pytest.raises(Ended):
        write_typed(source, RECIPE, tmp_path / "new", tell=tell)
    assert not (tmp_path / "new").exists()
    before = write_typed(source, RECIPE, tmp_path / "old").parquet.read_bytes()
    with pytest.raises(Ended):
        write_typed(source, RECIPE, tmp_path / "old", tell=tell)
    assert (tmp_path / "old" / "table.parquet").read_bytes() == before
    assert sorted(one.name for one in (tmp_path / "old").iterdir()) == [
        "rows.parquet", "table.csv", "table.parquet",
    ]  # fmt: skip


def test_progress_goes_up_to_the_end(tmp_path):
    told = []
    write_typed(source_of(tmp_path, MESSY), RECIPE, tmp_path / "out", tell=told.append)
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0.0, 1.0)


def test_a_table_without_records_has_its_columns(tmp_path):
    source = source_of(tmp_path, "Kode;Biaya (Rp)\n35.10.01;5\n")
    two = (COLUMNS[0], COLUMNS[3])
    recipe = Recipe("", 1, ("Kode", "Biaya (Rp)"), two, corrections=Corrections(
        rows=(RowChoice(2, Role.LEFT_OUT, "35.10.01"),)))  # fmt: skip
    written = write_typed(source, recipe, tmp_path / "out")
    assert rows_of_csv(written.csv) == [["kode", "biaya"]]
    assert dict(read_typed(written.parquet).collect_schema()) == {"kode": pl.String, "biaya": pl.Float64}


cells = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
typed_frames = st.integers(0, 12).flatmap(
    lambda height: st.fixed_dictionaries({
        "a": st.lists(st.none() | cells.filter(bool), min_size=height, max_size=height),
        "b": st.lists(st.none() | st.floats(allow_nan=False, allow_infinity=False),
                      min_size=height, max_size=height),
        "c": st.lists(st.none() | st.integers(-(2**63), 2**63 - 1), min_size=height, max_size=height),
        "d": st.lists(st.none() | st.dates(), min_size=height, max_size=height),
        "e": st.lists(st.none() | st.booleans(), min_size=height, max_size=height),
    })
)  # fmt: skip
KINDS = {"a": pl.String, "b": pl.Float64, "c": pl.Int64, "d": pl.Date, "e": pl.Boolean}


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_csv_read_by_another_program_is_the_table_of_the_parquet(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("csv")
    done = finish(pl.DataFrame(data.draw(typed_frames), schema=KINDS), RECIPE, folder)
    header, *rows = rows_of_csv(done.csv)
    back = pl.DataFrame(rows, schema=dict.fromkeys(header, pl.String), orient="row")
    back = back.with_columns(as_typed(back["a"])).with_columns(pl.when(pl.all() != "").then(pl.all()))
    typed = back.with_columns(
        pl.Series("b", [text and float(text) for text in back["b"]], dtype=pl.Float64),
        pl.col("c").cast(pl.Int64),
        pl.Series("d", [text and date.fromisoformat(text) for text in back["d"]], dtype=pl.Date),
        pl.col("e").replace_strict({"true": True, "false": False}, return_dtype=pl.Boolean),
    )
    assert typed.rows() == read_typed(done.parquet).collect().rows()


def test_one_column_with_a_missing_value_has_no_blank_line(tmp_path):
    done = finish(pl.DataFrame({"a": ["x", None, "y"]}), RECIPE, tmp_path)
    assert rows_of_csv(done.csv) == [["a"], ["x"], [""], ["y"]]


def test_a_long_file_is_written_piece_by_piece_as_a_held_one_is(tmp_path, monkeypatch):
    lines = [
        f"35.10.{at % 25 + 1:02};3510014508900001;Nama {at};{at % 999 + 1}.000,5;{at % 28 + 1} Mei 2026;ya"
        for at in range(1, 9000)
    ]
    lines[4000] = lines[4000].replace("Mei", "Mey")
    text = "\n".join(["Kode;NIK;Nama;Biaya (Rp);Tanggal;Lunas", *lines, ""])
    held = write_typed(source_of(tmp_path, text), RECIPE, tmp_path / "held")
    monkeypatch.setattr(reading, "LONG", 1000)
    source = source_of(tmp_path, text)
    assert not source.is_held
    long = write_typed(source, RECIPE, tmp_path / "long")
    assert long.parquet.read_bytes() == held.parquet.read_bytes()
    assert long.csv.read_bytes() == held.csv.read_bytes()
    assert long.unread == held.unread == (Unread(4002, "Tanggal", lines[4000].split(";")[4]),)


def test_what_cannot_be_read_is_counted_exactly_and_listed_to_a_bound(tmp_path):
    lines = "\n".join(f"35.10.01;satu{at}" for at in range(1500))
    recipe = Recipe("", 1, ("Kode", "Biaya (Rp)"), (COLUMNS[0], COLUMNS[3]))
    written = write_typed(source_of(tmp_path, f"Kode;Biaya (Rp)\n{lines}\n"), recipe, Path(tmp_path / "out"))
    assert written.unread_counts == {"Biaya (Rp)": 1500}
    assert (len(written.unread), written.unread[-1].row) == (1000, 1001)
