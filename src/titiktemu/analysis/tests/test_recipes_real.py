"""Recipes on files that offices really send: proposed, replayed on the same file, written and read back."""

import csv
import io
import os
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from titiktemu.analysis.recipes.choices import Recipe
from titiktemu.analysis.recipes.harmless import as_typed
from titiktemu.analysis.recipes.proposing import proposed, questions
from titiktemu.analysis.recipes.replaying import replay
from titiktemu.analysis.recipes.typed import read_typed, write_typed
from titiktemu.analysis.spreadsheet.reading import read_file
from titiktemu.analysis.spreadsheet.sources import sources_of
from titiktemu.analysis.table_quality import check

pytestmark = pytest.mark.realdata
FOLDER = Path(os.environ.get("TITIKTEMU_REALDATA") or Path(__file__).parents[5] / "shared" / "data")
MESSY = sorted((FOLDER / "messy").glob("[01]*.*"))
OPEN = sorted(one for one in (FOLDER / "opendata").rglob("*.csv") if one.stat().st_size < 4_000_000)
SAME_TABLE = ("01", "02", "03", "04", "06", "07", "08", "09")
ROWS = [
    ("35.10.01", "Pesanggaran", 1234567.89, date(2026, 5, 12), 45.5),
    ("35.10.02", "Bangorejo", 987654.0, date(2026, 8, 3), 7.25),
    ("35.10.03", "Purwoharjo", 12000.0, date(2025, 12, 31), 100.0),
    ("35.10.04", "Tegaldlimo", None, date(2026, 1, 1), 0.0),
    ("35.10.05", "Muncar", -1500.0, date(2026, 8, 17), 3.0),
]


@pytest.fixture(params=[*MESSY, *OPEN], ids=lambda path: f"{path.parent.name}/{path.name}")
def path(request):
    return request.param


def test_the_same_table_is_written_from_every_dialect(tmp_path):
    for one in MESSY:
        if one.name.startswith(SAME_TABLE):
            read = read_file(one)
            written = write_typed(sources_of(read)[0], proposed(check(read)[0]), tmp_path / one.stem)
            assert (read_typed(written.parquet).collect().rows(), written.unread) == (ROWS, ())


def test_every_table_is_proposed_replayed_and_written(path, tmp_path):
    read = read_file(path)
    tables, sources = check(read), sources_of(read)
    for place, (checked, source) in enumerate(zip(tables, sources, strict=True), start=1):
        recipe = proposed(checked, place)
        assert Recipe.from_json(recipe.as_json()) == recipe
        again = replay(recipe, tables, sources)
        assert (again.place, again.recipe, again.differences) == (place, recipe, ())
        for question in questions(checked, source.sample()):
            assert len(question.alternatives) > 1
            assert all(len(way.examples) <= 3 for way in question.alternatives)
        if recipe.written:
            written = write_typed(source, recipe, tmp_path / str(place), rows=checked.rows)
            assert written.records == checked.rows
            texts_are_kept(source, recipe, written)
            csv_is_the_parquet(written)


def texts_are_kept(source, recipe, written):
    """Nothing vanishes: a filled cell is a value, a marker of missing, or is listed as unread."""
    frame = read_typed(written.parquet).collect()
    typed = pl.concat([piece.frame for piece in source.pieces()])
    for choice in recipe.written:
        values = frame[choice.machine_name]
        texts = typed.get_columns()[source.table.names.index(choice.name)].str.strip_chars()
        if values.dtype == pl.String:
            there = values.is_not_null()
            assert (values.filter(there) == texts.filter(there)).all()
    counted = sum(written.unread_counts.values())
    assert len(written.unread) == counted or counted > 1000


def csv_is_the_parquet(written):
    text = written.csv.read_bytes().decode("utf-8")
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    frame = read_typed(written.parquet).collect()
    assert (header, len(rows)) == (frame.columns, frame.height)
    for name, cells in zip(header, zip(*rows, strict=True), strict=True):
        back = as_typed(pl.Series(cells, dtype=pl.String))
        back = back.set(back == "", None)
        if frame[name].dtype == pl.String:
            assert (back.is_null() == frame[name].is_null()).all()
            assert (back == frame[name]).all()
        elif frame[name].dtype in {pl.Int64, pl.Float64}:
            assert back.cast(frame[name].dtype).equals(frame[name], check_names=False)
