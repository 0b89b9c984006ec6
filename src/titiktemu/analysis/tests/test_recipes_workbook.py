"""A table as a workbook: nothing becomes a formula, no digit is lost, nothing is cut off."""

from datetime import date

import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from titiktemu.analysis.recipes import workbook
from titiktemu.analysis.recipes.choices import ColumnChoice, Recipe
from titiktemu.analysis.recipes.finishing import finish
from titiktemu.analysis.recipes.workbook import DoesNotFit, write_workbook
from titiktemu.analysis.spreadsheet.rules import Meaning

COLUMNS = (
    ColumnChoice("NIK", "NIK penerima", Meaning.NIK),
    ColumnChoice("Biaya", "Biaya", Meaning.CURRENCY),
    ColumnChoice("Jumlah", "Jumlah", Meaning.INTEGER),
    ColumnChoice("Tanggal", "Tanggal", Meaning.DATE),
    ColumnChoice("Lunas", "Lunas", Meaning.BOOLEAN),
)
RECIPE = Recipe("", 1, tuple(one.name for one in COLUMNS), COLUMNS)
FRAME = pl.DataFrame(
    {
        "nik": ["0012345678901234", "=1+1", "https://a.id", None],
        "biaya": [1234567.89, -5.0, None, 0.1],
        "jumlah": [5, 2**62, None, -1],
        "tanggal": [date(2026, 5, 12), date(1899, 1, 2), None, date(2024, 2, 29)],
        "lunas": [True, False, None, True],
    }
)
DAY = date(2026, 11, 28)


@pytest.fixture
def parquet(tmp_path):
    return finish(FRAME, RECIPE, tmp_path / "out").parquet


def test_every_value_is_what_it_was(parquet, tmp_path):
    write_workbook(parquet, tmp_path / "a.xlsx", on=DAY, sheet="Bantuan")
    book = CalamineWorkbook.from_path(tmp_path / "a.xlsx")
    assert book.sheet_names == ["Bantuan"]
    assert book.get_sheet_by_index(0).to_python() == [
        ["NIK penerima", "Biaya", "Jumlah", "Tanggal", "Lunas"],
        ["0012345678901234", 1234567.89, 5.0, date(2026, 5, 12), True],
        ["=1+1", -5.0, str(2**62), "1899-01-02", False],
        ["https://a.id", "", "", "", ""],
        ["", 0.1, -1.0, date(2024, 2, 29), True],
    ]


def test_the_same_table_and_day_give_the_same_bytes(parquet, tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        write_workbook(parquet, tmp_path / name, on=DAY)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_what_does_not_fit_is_refused_and_leaves_no_file(parquet, tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    with pytest.raises(DoesNotFit, match="4 rows and 5 columns"):
        write_workbook(parquet, tmp_path / "a.xlsx", on=DAY)
    long = finish(pl.DataFrame({"nik": ["x" * 32_768]}), RECIPE, tmp_path / "long").parquet
    with pytest.raises(DoesNotFit, match="NIK penerima has a text longer than 32767 letters"):
        write_workbook(long, tmp_path / "a.xlsx", on=DAY)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["long", "out"]


def test_work_that_is_ended_leaves_the_old_file(parquet, tmp_path):
    def tell(_part):
        raise KeyboardInterrupt

    (tmp_path / "a.xlsx").write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt):
        write_workbook(parquet, tmp_path / "a.xlsx", on=DAY, tell=tell)
    assert (tmp_path / "a.xlsx").read_bytes() == b"old"
