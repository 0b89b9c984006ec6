"""Totals inside of a long table: margins of a cube are records, totals of the sheet are none."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from titiktemu.analysis.spreadsheet import reading, sources
from titiktemu.analysis.spreadsheet.reading import read_file
from titiktemu.analysis.spreadsheet.tables import find_tables
from titiktemu.analysis.table_quality import check
from titiktemu.analysis.treatments.kinds import Treatment
from titiktemu.analysis.treatments.small import small_cells

CUBE = (
    "Tahun;Kecamatan;Jenis kelamin;Kasus\n"
    "2023;Muncar;Laki-laki;60\n2023;Muncar;Perempuan;61\n2023;Muncar;Jumlah;121\n"
    "2023;Srono;Laki-laki;30\n2023;Srono;Perempuan;25\n2023;Srono;Jumlah;55\n"
    "2023;Jumlah;Laki-laki;90\n2023;Jumlah;Perempuan;86\n2023;Jumlah;Jumlah;176\n"
)


def only(text):
    (one,) = find_tables([line.split(";") for line in text.strip("\n").split("\n")])
    return one


def checked(folder, text):
    path = folder / "kubus.csv"
    path.write_text(text, encoding="utf-8")
    return check(read_file(path))[0]


def test_the_last_rows_of_a_cube_are_records():
    one = only(CUBE)
    assert (one.totals, len(one.body)) == ((), 9)


@pytest.mark.parametrize(
    ("text", "totals"),
    [
        ("kec;jk;n\nA;L;6\nA;P;5\nB;L;1\nB;P;2\nJumlah;L;7\nJumlah;P;7", ()),
        ("kec;jk;n\nA;L;6\nA;P;5\nB;L;1\nB;P;2\nJumlah;L;7\nJumlah;P;7\nJumlah;;14", (8,)),
        ("kec;jk;n\nA;L;6\nA;P;5\nB;L;1\nB;P;2\nJumlah;L;7\nJumlah;P;7\nJumlah;Jumlah;14", ()),
        ("jk;tahun;n\nL;2023;60\nP;2023;61\nTotal;2023;121\nL;2024;70\nP;2024;71\nTotal;2024;141", ()),
        ("jk;umur;n\nL;0;5\nL;1;6\nP;0;7\nP;1;8\nJumlah;0;12\nJumlah;1;14\nJumlah;;26", (8,)),
        ("th;kec;jk;a;b\n2023;A;L;60;1\n2023;A;P;60;2\n2023;A;X;3;4\n2023;A;Jumlah;123;7", ()),
        ("indikator;tahun;n\nLuas;2022;5\nLuas;2023;6\nJumlah desa;2022;10\nJumlah desa;2023;11", ()),
    ],
)
def test_a_row_is_a_record_where_the_other_dimensions_are_told(text, totals):
    assert only(text).totals == totals


@pytest.mark.parametrize(
    ("text", "totals"),
    [
        ("uraian;satuan;n\nPadi;ton;100\nJagung;ton;50\nJumlah;ton;150\nSapi;ekor;5\nKuda;ekor;6\nJumlah;ekor;11",
         (4, 7)),
        ("uraian;satuan;n\nPadi;ton;100\nJagung;ton;50\nJumlah;ton;150\nKopi;ton;5\nTeh;ton;6\nJumlah;ton;11",
         (4, 7)),
        ("kec;jk;n\nA;L;6\nA;P;5\nB;L;1\nB;P;2\nJumlah;L/P;14", (6,)),
        ("kec;jk;n\nA;L;6\nA;P;5\nJumlah;;11\nB;L;1\nB;P;2\nJumlah;;3", (4, 7)),
        ("kec;n;m\nA;6;1\nB;5;2\nC;1;7\nJumlah;12;10", (5,)),
    ],
)  # fmt: skip
def test_a_row_is_a_total_of_the_sheet_where_they_are_not(text, totals):
    assert only(text).totals == totals


@given(st.integers(2, 5), st.integers(2, 4), st.booleans(), st.randoms(use_true_random=False))
def test_a_cube_keeps_all_its_rows_in_any_order_of_its_columns(places, groups, at_the_end, chance):
    names = [f"Desa {chr(65 + at)}" for at in range(places)]
    counts = {(name, at): chance.randrange(1, 500) for name in names for at in range(groups)}
    rows = [[name, f"kelompok {chr(97 + at)}", str(many)] for (name, at), many in counts.items()]
    totals = [
        ["Jumlah", f"kelompok {chr(97 + at)}", str(sum(counts[name, at] for name in names))]
        for at in range(groups)
    ]
    lines = [*rows, *totals] if at_the_end else [*totals, *rows]
    (found,) = find_tables([["desa", "kelompok", "jiwa"], *lines])
    assert (found.totals, len(found.body)) == ((), len(lines))


def test_margins_are_held_against_their_parts(tmp_path):
    right = checked(tmp_path, CUBE)
    told = {one.check: (one.state, one.count, one.rows) for one in right.findings}
    assert told["margins"] == ("ok", 0, ())
    wrong = checked(tmp_path, CUBE.replace("Srono;Jumlah;55", "Srono;Jumlah;75"))
    told = {one.check: (one.state, one.rows) for one in wrong.findings}
    assert told["margins"] == ("problem", (7, 10))


def test_columns_that_never_add_up_are_not_held_against_anything(tmp_path):
    text = CUBE.replace("Kasus", "Rasio per 1000")
    assert "margins" not in {one.check for one in checked(tmp_path, text).findings}
    plain = "kec;jk;nilai ujian\nA;L;6\nA;P;5\nA;Jumlah;5\nB;L;7\nB;P;7\nB;Jumlah;7\n"
    assert "margins" not in {one.check for one in checked(tmp_path, plain).findings}


def test_a_long_file_keeps_its_margins_wherever_they_stand(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "LONG", 2048)
    monkeypatch.setattr(sources, "HEAD", 1500)
    monkeypatch.setattr(sources, "TAIL", 1000)
    lines = [f"Desa {at};{sex};{at}" for at in range(400) for sex in ("L", "P")]
    lines[600:600] = ["Jumlah;L;1", "Jumlah;P;2", "Jumlah;;3"]
    found = checked(tmp_path, "desa;jk;n\n" + "\n".join([*lines, "Jumlah;L;4", "Jumlah;P;5", "Jumlah;;9"]))
    assert (found.rows, found.table.totals) == (804, (604, 807))


def test_margins_are_totals_to_whoever_hides_small_counts():
    frame = pl.DataFrame(
        {
            "kec": ["A", "A", "A", "B", "B", "B", "Jumlah", "Jumlah", "Jumlah"],
            "jk": ["L", "P", "Jumlah"] * 3,
            "kasus": [2, 30, 32, 40, 50, 90, 42, 80, 122],
        }
    )
    hide = Treatment("small_cells", ("kasus",), {"dimensions": ["kec", "jk"], "threshold": 5})
    made, _notes = small_cells(frame, hide)
    hidden = made.filter(pl.col("kasus").is_null()).select("kec", "jk").rows()
    assert ("A", "L") in hidden
    assert len(hidden) >= 4
    assert ("Jumlah", "Jumlah") not in hidden
