"""The next delivery of a table: found again, decisions kept, every difference told."""

import csv
import io
from dataclasses import replace

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from titiktemu.analysis.recipes.choices import Corrections, Recipe, Role, RowChoice
from titiktemu.analysis.recipes.correcting import as_found, corrected, label_text
from titiktemu.analysis.recipes.differences import SENTENCES, Kind
from titiktemu.analysis.recipes.proposing import proposed
from titiktemu.analysis.recipes.replaying import replay
from titiktemu.analysis.recipes.same_columns import How, moved_columns, paired
from titiktemu.analysis.recipes.typed import write_typed
from titiktemu.analysis.spreadsheet import reading
from titiktemu.analysis.spreadsheet.reading import read_file
from titiktemu.analysis.spreadsheet.rules import Meaning
from titiktemu.analysis.spreadsheet.sources import sources_of
from titiktemu.analysis.table_quality import check, check_table

HEADER = ["Kode wilayah", "Kecamatan", "Anggaran 2024 (Rp)", "Tanggal", "Keterangan"]
ROWS = [
    ["35.10.01", "Pesanggaran", "1.234.567,89", "25/03/2026", "selesai dengan baik"],
    ["35.10.02", "Bangorejo", "987.654,00", "03/04/2026", "belum ada laporan"],
    ["35.10.03", "Purwoharjo", "12.000,50", "14/05/2026", "masih diperiksa lagi"],
]


def tables_of(folder, *lines, name="in.csv"):
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(lines)
    path = folder / name
    path.write_text(out.getvalue(), encoding="utf-8", newline="")
    read = read_file(path)
    return check(read), sources_of(read)


def first_recipe(folder):
    (checked,), _sources = tables_of(folder, HEADER, *ROWS)
    return proposed(checked)


def told_of(replayed):
    return [(one.kind.value, one.column, one.before, one.after, one.asks) for one in replayed.differences]


def with_header(*names):
    return [list(names), *ROWS]


def column(at, *values):
    """The rows with other values in one column."""
    return [[*row[:at], value, *row[at + 1 :]] for row, value in zip(ROWS, values, strict=True)]


def test_the_same_file_differs_in_nothing(tmp_path):
    recipe = first_recipe(tmp_path)
    again = replay(recipe, tables_of(tmp_path, HEADER, *ROWS)[0])
    assert (again.place, again.recipe, again.differences, again.asks) == (1, recipe, (), False)


def test_decisions_of_a_person_against_the_evidence_hold(tmp_path):
    recipe = first_recipe(tmp_path)
    recipe = recipe.changed(
        "Anggaran 2024 (Rp)", meaning=Meaning.TEXT, decimal=".", title="Pagu", unit="juta"
    )
    recipe = recipe.changed("Tanggal", month_first=True).changed("Keterangan", kept=False)
    again = replay(recipe, tables_of(tmp_path, HEADER, *ROWS)[0])
    assert (again.recipe, again.differences) == (recipe, ())


@given(st.permutations(range(len(HEADER))))
@settings(max_examples=40, deadline=None)
def test_other_order_of_columns_gives_nothing_but_moves(tmp_path_factory, order):
    folder = tmp_path_factory.mktemp("order")
    recipe = first_recipe(folder)
    lines = [[row[at] for at in order] for row in [HEADER, *ROWS]]
    again = replay(recipe, tables_of(folder, *lines)[0])
    assert {one.kind for one in again.differences} <= {Kind.MOVED}
    assert not again.asks
    assert again.recipe.columns == recipe.columns
    assert again.recipe.header == tuple(HEADER[at] for at in order)
    assert bool(again.differences) == (list(order) != sorted(order))


@given(st.permutations(list("abcdefgh")))
def test_columns_that_did_not_move_stand_in_their_old_order(order):
    old = list("abcdefgh")
    moved = {one.new for one in moved_columns(old, order, paired(old, order))}
    staying = [name for name in order if name not in moved]
    assert staying == sorted(staying)


def test_written_files_are_the_same_whatever_the_order(tmp_path):
    recipe = first_recipe(tmp_path)
    tables, sources = tables_of(tmp_path, HEADER, *ROWS)
    one = write_typed(sources[0], recipe, tmp_path / "one")
    tables, sources = tables_of(tmp_path, *(row[::-1] for row in [HEADER, *ROWS]))
    other = write_typed(sources[0], replay(recipe, tables).recipe, tmp_path / "other")
    assert one.csv.read_bytes() == other.csv.read_bytes()


def test_a_year_that_moved_on_takes_title_and_short_name_with_it(tmp_path):
    recipe = replace(
        first_recipe(tmp_path).changed("Anggaran 2024 (Rp)", title="Pagu tahun 2024", unit="juta Rp"),
        treatments=({"kind": "round", "columns": ["anggaran_2024_rp"], "options": {"anggaran_2024_rp": 9}},),
    )
    header = [name.replace("2024", "2025") for name in HEADER]
    again = replay(recipe, tables_of(tmp_path, header, *ROWS)[0])
    assert told_of(again) == [
        ("time", "Anggaran 2025 (Rp)", "Anggaran 2024 (Rp)", "Anggaran 2025 (Rp)", False)
    ]
    made = again.recipe.of("Anggaran 2025 (Rp)")
    assert (made.title, made.machine_name, made.unit) == ("Pagu tahun 2025", "anggaran_2025_rp", "juta Rp")
    assert again.recipe.treatments == (
        {"kind": "round", "columns": ["anggaran_2025_rp"], "options": {"anggaran_2025_rp": 9}},
    )


def test_a_new_column_is_not_written_and_a_missing_one_is_kept_in_mind(tmp_path):
    recipe = first_recipe(tmp_path).changed("Keterangan", title="Catatan pemeriksa")
    lines = with_header("Kode wilayah", "Kecamatan", "Anggaran 2024 (Rp)", "Tanggal", "Nama pemilik")
    again = replay(recipe, tables_of(tmp_path, *lines)[0])
    assert told_of(again) == [
        ("new", "Nama pemilik", "", "", True),
        ("missing", "Keterangan", "Keterangan", "", True),
    ]
    assert not again.recipe.of("Nama pemilik").kept
    assert again.recipe.of("Keterangan") == recipe.of("Keterangan")
    back = replay(again.recipe, tables_of(tmp_path, HEADER, *ROWS)[0])
    assert told_of(back) == [
        ("back", "Keterangan", "", "", False),
        ("missing", "Nama pemilik", "Nama pemilik", "", True),
    ]
    assert back.recipe.of("Keterangan").title == "Catatan pemeriksa"


def test_a_missing_key_is_said_to_be_one(tmp_path):
    recipe = first_recipe(tmp_path)
    assert recipe.key == ("kode_wilayah",)
    again = replay(recipe, tables_of(tmp_path, *(row[1:] for row in [HEADER, *ROWS]))[0])
    assert [one.template for one in again.differences] == [SENTENCES["missing_key"]]
    assert again.recipe.key == ("kode_wilayah",)


@pytest.mark.parametrize(
    ("name", "kind", "asks"),
    [
        ("KECAMATAN ", None, False),
        ("kecamatan", "renamed", False),
        ("Kecamatn", "renamed", True),
        ("Nama Kecamatan", "renamed", True),
        ("Luas panen", "new", True),
    ],
)
def test_a_column_that_is_called_otherwise(tmp_path, name, kind, asks):
    recipe = first_recipe(tmp_path)
    lines = with_header(*(name if one == "Kecamatan" else one for one in HEADER))
    again = replay(recipe, tables_of(tmp_path, *lines)[0])
    found = again.differences[0]
    assert (found.kind.value, found.asks) == (kind or "renamed", asks)
    if kind != "new":
        assert again.recipe.of(name.strip()).machine_name == "kecamatan"


def test_another_notation_that_is_sure_is_read_and_asked_about(tmp_path):
    recipe = first_recipe(tmp_path)
    tables, sources = tables_of(tmp_path, HEADER, *column(2, "1,234,567.89", "987,654.00", "12,000.50"))
    again = replay(recipe, tables)
    assert told_of(again) == [("notation", "Anggaran 2024 (Rp)", ",", ".", True)]
    written = write_typed(sources[0], again.recipe, tmp_path / "out")
    assert (written.unread, b",1234567.89," in written.csv.read_bytes()) == ((), True)


def test_a_notation_that_is_not_sure_stays_as_decided(tmp_path):
    recipe = first_recipe(tmp_path)
    again = replay(recipe, tables_of(tmp_path, HEADER, *column(2, "1,234", "987,654", "12,000"))[0])
    assert told_of(again) == [("notation", "Anggaran 2024 (Rp)", ",", ".", True)]
    assert again.recipe.of("Anggaran 2024 (Rp)").decimal == ","


def test_numbers_without_any_mark_differ_in_nothing(tmp_path):
    recipe = first_recipe(tmp_path)
    again = replay(recipe, tables_of(tmp_path, HEADER, *column(2, "1234", "987", "12"))[0])
    assert again.differences == ()
    assert again.recipe.of("Anggaran 2024 (Rp)").decimal == ","


def test_months_that_stand_first(tmp_path):
    recipe = first_recipe(tmp_path)
    again = replay(
        recipe, tables_of(tmp_path, HEADER, *column(3, "03/25/2026", "04/03/2026", "05/14/2026"))[0]
    )
    assert told_of(again) == [("date_order", "Tanggal", "", "", True)]
    assert again.recipe.of("Tanggal").month_first
    back = replay(again.recipe, tables_of(tmp_path, HEADER, *column(3, *["03/04/2026"] * 3))[0])
    assert back.recipe.of("Tanggal").month_first
    assert told_of(back) == [("date_order", "Tanggal", "", "", True)]


def test_values_that_mean_something_else(tmp_path):
    recipe = first_recipe(tmp_path)
    niks = ["3510014508900001", "3510011203850002", "3510015201770003"]
    again = replay(recipe, tables_of(tmp_path, HEADER, *column(4, *niks))[0])
    assert told_of(again) == [("meaning", "Keterangan", "text", "nik", True)]
    assert again.recipe.of("Keterangan").meaning is Meaning.TEXT


def test_a_column_that_has_no_values_any_more_and_has_them_again(tmp_path):
    recipe = first_recipe(tmp_path)
    empty = tables_of(tmp_path, HEADER, *column(2, "-", "", "-"))[0]
    again = replay(recipe, empty)
    assert told_of(again) == [("emptied", "Anggaran 2024 (Rp)", "", "", True)]
    assert again.recipe.of("Anggaran 2024 (Rp)").meaning is Meaning.CURRENCY
    assert replay(again.recipe, empty).differences == ()
    back = replay(again.recipe, tables_of(tmp_path, HEADER, *ROWS)[0])
    assert told_of(back) == [("filled", "Anggaran 2024 (Rp)", "", "", False)]


def test_no_table_of_the_file_is_the_one(tmp_path):
    recipe = first_recipe(tmp_path)
    again = replay(recipe, tables_of(tmp_path, ["Nama", "Umur"], ["Siti", "5"], ["Budi", "7"])[0])
    assert (again.place, again.recipe, told_of(again)) == (None, recipe, [("no_table", "", "", "", True)])


def test_more_header_rows(tmp_path):
    recipe = first_recipe(tmp_path)
    above = ["", "", "Tahun lalu", "", ""]
    again = replay(recipe, tables_of(tmp_path, above, HEADER, *ROWS)[0])
    assert [(one.kind.value, one.asks) for one in again.differences] == [
        ("header_rows", True), ("renamed", True), ("renamed", True), ("renamed", True),
    ]  # fmt: skip
    assert [one.machine_name for one in again.recipe.written] == [one.machine_name for one in recipe.written]


# Workbooks --------------------------------------------------------------------------------------------------


def workbook(path, **sheets):
    with xlsxwriter.Workbook(path) as book:
        for name, lines in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(lines):
                sheet.write_row(at, 0, row)
    read = read_file(path)
    return check(read), sources_of(read)


OTHER = [["Nama", "Umur"], ["Siti", "5"], ["Budi", "7"]]


def test_a_sheet_of_another_year_and_another_place(tmp_path):
    path = tmp_path / "in.xlsx"
    (first,), _sources = workbook(path, Data2024=[HEADER, *ROWS])
    recipe = proposed(first)
    tables, _sources = workbook(path, Umur=OTHER, Data2025=[HEADER, *ROWS])
    again = replay(recipe, tables)
    assert told_of(again) == [("sheet", "", "Data2024", "Data2025", False), ("place", "", "1", "2", False)]
    assert (again.place, again.recipe.sheet, again.recipe.place) == (2, "Data2025", 2)


def test_two_sheets_with_the_same_columns(tmp_path):
    path = tmp_path / "in.xlsx"
    sheets = {"Jan": [HEADER, *ROWS], "Feb": [HEADER, *ROWS]}
    tables, _sources = workbook(path, **sheets)
    for place, table in enumerate(tables, start=1):
        again = replay(proposed(table, place), tables)
        assert (again.place, again.differences) == (place, ())
    recipe = replace(proposed(tables[0]), sheet="Mar", place=3)
    again = replay(recipe, tables)
    assert [one.kind for one in again.differences] == [Kind.SHEET, Kind.PLACE, Kind.OTHER_TABLES]
    assert again.asks


# Corrections ------------------------------------------------------------------------------------------------

LINES = [
    ["Laporan anggaran", "", ""],
    ["Wilayah", "Pagu", ""],
    ["Kecamatan", "2024", "2025"],
    ["Pesanggaran", "1.000", "2.000"],
    ["Bangorejo", "3.000", "4.000"],
    ["Wilayah selatan", "4.000", "6.000"],
    ["Purwoharjo", "5.000", "6.000"],
    ["Rapat terakhir", "5", "6"],
]


def corrections_for(source, **told):
    rows = tuple(replace(one, text=label_text(source, one.row)) for one in told.pop("rows", ()))
    return replace(as_found(source.table), rows=rows, **told)


def body_of(source):
    return [row for piece in source.pieces() for row in piece.rows.to_list()]


@pytest.mark.parametrize("is_long", [False, True])
def test_a_person_says_where_header_records_and_totals_are(tmp_path, monkeypatch, is_long):
    if is_long:
        monkeypatch.setattr(reading, "LONG", 10)
    _tables, (source,) = tables_of(tmp_path, *LINES)
    assert source.is_held is not is_long
    seen = corrected(
        source,
        corrections_for(source, header_rows=(3,), last_row=7, rows=(RowChoice(6, Role.TOTAL),)),
    )
    assert seen.table.names == ("Kecamatan", "2024", "2025")
    assert body_of(seen) == [4, 5, 7]
    assert check_table(seen, 1).rows == 3


@pytest.mark.parametrize("is_long", [False, True])
def test_a_row_that_looks_like_a_total_may_be_a_record(tmp_path, monkeypatch, is_long):
    if is_long:
        monkeypatch.setattr(reading, "LONG", 10)
    lines = [["Nama", "Nilai"], ["Siti", "5"], ["Jumlah", "7"], ["Budi", "6"], ["Ani", "4"]]
    _tables, (source,) = tables_of(tmp_path, *lines)
    seen = corrected(source, corrections_for(source, rows=(RowChoice(3, Role.RECORD),)))
    assert (body_of(seen), 3 in seen.table.totals) == ([2, 3, 4, 5], False)


def test_corrections_move_with_the_table(tmp_path):
    tables, (source,) = tables_of(tmp_path, *LINES)
    told = corrections_for(source, header_rows=(3,), last_row=7, rows=(RowChoice(6, Role.TOTAL),))
    recipe = replace(proposed(check_table(corrected(source, told), 1)), corrections=told)
    again = replay(recipe, tables, [source])
    assert (again.recipe, again.differences) == (recipe, ())
    more = [["Kabupaten Banyuwangi", "", ""], *LINES[:5], ["Tegaldlimo", "7.000", "8.000"], *LINES[5:]]
    tables, sources = tables_of(tmp_path, *more)
    again = replay(recipe, tables, sources)
    assert told_of(again) == [("corrections", "", "3, 6, 7", "4, 8, 9", True)]
    written = write_typed(sources[0], again.recipe, tmp_path / "out")
    assert [line.split(",")[0] for line in written.csv.read_text().splitlines()] == [
        "kecamatan", "Pesanggaran", "Bangorejo", "Tegaldlimo", "Purwoharjo",
    ]  # fmt: skip


def test_a_marked_row_that_is_gone_is_told(tmp_path):
    tables, (source,) = tables_of(tmp_path, *LINES)
    told = corrections_for(source, rows=(RowChoice(6, Role.LEFT_OUT),))
    recipe = replace(proposed(tables[0]), corrections=told)
    tables, sources = tables_of(tmp_path, *LINES[:5], *LINES[6:])
    again = replay(recipe, tables, sources)
    assert ("row_lost", "", "Wilayah selatan", "", True) in told_of(again)
    assert again.recipe.corrections.rows == ()


def test_corrections_come_back_from_json(tmp_path):
    recipe = replace(
        first_recipe(tmp_path),
        corrections=Corrections(2, 9, 1, ("a",), (3, 4), 5, 8, (RowChoice(7, Role.NOTE),)),
    )
    assert Recipe.from_json(recipe.as_json()) == recipe


def test_names_that_differ_in_short_words_are_other_columns():
    assert paired(["Jumlah L"], ["Jumlah P"]) == []
    assert paired(["Nilai 1"], ["Nilai 2"]) == []
    assert [one.how for one in paired(["Triwulan I"], ["Triwulan II"])] == [How.TIME]


@pytest.mark.parametrize("said", SENTENCES)
def test_every_difference_is_a_whole_sentence(said):
    sentence = SENTENCES[said].format(column="Kode", before="a", after="b")
    assert sentence[0].isupper()
    assert sentence.endswith(".")
