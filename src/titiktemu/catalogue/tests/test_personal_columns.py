"""What is found in the columns of a typed table before it is released, however long they are."""

import polars as pl
import pytest

from titiktemu.catalogue import personal

ROWS = 400


@pytest.fixture
def long_from_50(monkeypatch):
    """Columns with more than fifty different values count as long."""
    monkeypatch.setattr(personal, "WHOLE", 50)
    monkeypatch.setattr(personal, "SAMPLED", 100)


def table():
    """Notes of which one in four holds a telephone, names under a name that says nothing, and measures."""
    notes = [f"laporan {at} " + (f"hub 0812{at:08d}" if at % 4 == 0 else "selesai") for at in range(ROWS)]
    given = ("Siti", "Budi", "Wayan", "Agus", "Dewi")
    people = [f"{given[at % 5]} Santoso {chr(65 + at % 26)}{chr(65 + at // 26)}" for at in range(ROWS)]
    return pl.LazyFrame({"a": notes, "b": people, "c": [at / 7 for at in range(ROWS)]})


def test_long_columns_tell_the_same_kinds_as_short_ones(monkeypatch, long_from_50):
    long = personal.personal_in(table(), {})
    monkeypatch.setattr(personal, "WHOLE", 10_000)
    short = personal.personal_in(table(), {})
    assert {name: [one.kind for one in found] for name, found in long.items()} == {
        "a": ["phone"], "b": ["person_name"], "c": [],
    }  # fmt: skip
    assert {name: [one.kind for one in found] for name, found in short.items()} == {
        "a": ["phone"], "b": ["person_name"], "c": [],
    }  # fmt: skip
    assert long["a"][0].count == pytest.approx(short["a"][0].count, rel=0.05)


def test_one_number_in_a_long_column_is_found(long_from_50):
    notes = [f"laporan {at} selesai" for at in range(ROWS)]
    notes[333] = "hubungi 081234567890"
    (found,) = personal.personal_in(pl.LazyFrame({"uraian": notes}), {})["uraian"]
    assert (found.kind, found.count) == ("phone", 1)
