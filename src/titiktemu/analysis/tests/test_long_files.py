"""A long file is read in pieces; everything found in it is what would be found if it were held whole."""

import csv
import io
import json
import random

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from titiktemu.analysis import column_tally
from titiktemu.analysis.column_tally import Tally
from titiktemu.analysis.spreadsheet import pieces, reading, sources
from titiktemu.analysis.spreadsheet.dialect import Dialect, rows_of
from titiktemu.analysis.spreadsheet.encodings import Encoding
from titiktemu.analysis.spreadsheet.rules import Meaning, Understood
from titiktemu.analysis.spreadsheet.surely import surely
from titiktemu.analysis.table_quality import check
from titiktemu.analysis.table_report import as_json

COMMA = Dialect(",", '"', "", "\n")


@pytest.fixture
def in_small_pieces(monkeypatch):
    """Long files begin at 2 kB here, pieces have 3 kB, and few values are many."""
    monkeypatch.setattr(reading, "LONG", 2048)
    monkeypatch.setattr(pieces, "PIECE", 3 * 1024)
    monkeypatch.setattr(pieces, "LONGEST_LINE", 1024 * 1024)
    monkeypatch.setattr(sources, "HEAD", 1500)
    monkeypatch.setattr(sources, "TAIL", 1000)
    monkeypatch.setattr(sources, "WINDOW", 800)
    monkeypatch.setattr(column_tally, "MANY", 40)


def services(rows, seed, *, encoding="utf-8", delimiter=";", note="", total=""):
    """A made-up table of services, with faults, as bytes."""
    chance = random.Random(seed)
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(["id", "kode", "nama", "hp", "tanggal", "biaya (Rp)", "catatan", "selesai"])
    for at in range(rows):
        cost = f"{chance.randrange(1000, 9_000_000):,}".replace(",", ".") + f",{chance.randrange(100):02d}"
        day = f"{chance.randrange(1, 29):02d}/{chance.randrange(1, 13):02d}/2025"
        writer.writerow(
            [
                f"L{at - (chance.random() < 0.02):05d}",
                f"35.10.{chance.randrange(1, 26):02d}",
                chance.choice(["Sari Melati", "Wayan Adi", "Dewi Ayu", "-"]),
                f"0812{chance.randrange(10**8):08d}",
                day if chance.random() > 0.03 else "31 Februari 2024",
                cost if chance.random() > 0.05 else chance.choice(["n/a", "rusak"]),
                chance.choice(
                    ["", "sudah, lengkap", 'kata "kunci"', "baris\nkedua" if chance.random() < 0.1 else "x"]
                ),
                f"2025-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}",
            ]
        )
    if total:
        out.write(delimiter.join(["Jumlah", "", "", "", "", total, "", ""]) + "\r\n")
    if note:
        out.write("\r\n" + note + "\r\n")
    return out.getvalue().encode(encoding)


def found(path):
    read = reading.read_file(path)
    return json.loads(json.dumps(as_json(read, check(read))))


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_everything_is_found_that_is_found_in_the_whole(
    tmp_path, monkeypatch, in_small_pieces, seed, encoding
):
    path = tmp_path / "layanan.csv"
    note = "Sumber: Dinas Contoh, résumé" if seed % 2 else ""
    path.write_bytes(services(300, seed, encoding=encoding, note=note, total="1,00" if seed % 3 else ""))
    long = found(path)
    monkeypatch.setattr(reading, "LONG", 10**9)
    held = found(path)
    assert long["tables"][0]["rows"] == 300
    assert_same(long, held)


def assert_same(long, held):
    """Equal but for what is not listed of a long file, and for estimates, of which none is made here."""
    assert [one["count"] for one in long["quality"]] == [one["count"] for one in held["quality"]]
    for one, other in zip(long["tables"][0]["columns"], held["tables"][0]["columns"], strict=True):
        one["share"] = other["share"] = pytest.approx(other["share"], abs=0.06)
        assert one == other
    assert long["tables"] == held["tables"]
    assert [(one["column"], one["kind"]) for one in long["personal_data"]] == [
        (one["column"], one["kind"]) for one in held["personal_data"]
    ]


CELL = st.text(alphabet='ab1,"\n ;\r', max_size=5)


@given(st.lists(st.lists(CELL, min_size=1, max_size=4), min_size=1, max_size=20), st.booleans())
@example([["a", 'b"c'], ["", ""], ["x\ny", "z"]], True)
@settings(deadline=None, max_examples=300)
def test_pieces_hold_the_rows_that_the_plain_reader_gives(tmp_path_factory, rows, quoted):
    """Python's reader is the measure; written by Python's writer, or as bare lines with stray marks."""
    out = io.StringIO(newline="")
    if quoted:
        csv.writer(out, lineterminator="\n").writerows(rows)
    else:
        out.write(
            "\n".join(",".join(cell.replace("\n", "").replace("\r", "") for cell in row) for row in rows)
        )
    text = out.getvalue().replace("\r", " ")
    path = tmp_path_factory.mktemp("rows") / "file.csv"
    path.write_text(text, encoding="utf-8", newline="")
    expected = [[*row, "", "", "", ""][:4] for row in rows_of(text, COMMA)]
    got = [
        list(row)
        for piece in pieces.pieces(path, Encoding("utf-8", 0), COMMA, 4)
        for row in piece.frame.rows()
    ]
    assert got == expected


def test_a_line_without_end_is_refused_and_not_held(tmp_path, monkeypatch):
    monkeypatch.setattr(pieces, "PIECE", 4096)
    monkeypatch.setattr(pieces, "LONGEST_LINE", 16384)
    monkeypatch.setattr(reading, "LONG", 1000)
    path = tmp_path / "satu-baris.csv"
    path.write_bytes(b"a,b\n" + b"1,2\n" * 500 + b"x" * 200_000)
    with pytest.raises(reading.Unreadable, match="longer than"):
        check(reading.read_file(path))


MEANINGS = [
    Understood(Meaning.NIK, 1.0, ""),
    Understood(Meaning.KK, 1.0, ""),
    Understood(Meaning.PHONE, 1.0, ""),
    Understood(Meaning.NPWP, 1.0, ""),
    Understood(Meaning.BPJS, 1.0, ""),
    Understood(Meaning.SCHOOL_ID, 1.0, ""),
    Understood(Meaning.EMAIL, 1.0, ""),
    Understood(Meaning.URL, 1.0, ""),
    Understood(Meaning.DATE, 1.0, ""),
    Understood(Meaning.CURRENCY, 1.0, "", decimal=","),
    Understood(Meaning.DECIMAL, 1.0, "", decimal="."),
    Understood(Meaning.LATITUDE, 1.0, "", decimal="."),
    Understood(Meaning.TEXT, 1.0, ""),
    Understood(Meaning.IDENTIFIER, 1.0, ""),
]
LIKELY = st.one_of(
    st.from_regex(r"[0-9]{1,3}([.,][0-9]{3}){0,2}([.,][0-9]{0,3})?", fullmatch=True),
    st.from_regex(r"-?[0-9.]{1,8}(e[0-9])?", fullmatch=True),
    st.from_regex(r"[0-9]{13,16}", fullmatch=True),
    st.from_regex(r"(\+62|62|0)8[0-9]{6,13}", fullmatch=True),
    st.from_regex(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}( [0-9]{2}:[0-9]{2}:[0-9]{2})?", fullmatch=True),
    st.from_regex(r"[a-z0-9.]{1,5}@[a-z-]{1,5}\.[a-z]{1,3}", fullmatch=True),
    st.sampled_from(
        ["-", "n/a", "…", "x)", "nihil", " ", "#DIV/0!", "http://a b", "https://a.id", "nan", "inf"]
    ),
    st.text(max_size=12),
)


@pytest.mark.parametrize("one", MEANINGS, ids=lambda one: f"{one.meaning.value}{one.decimal}")
@given(values=st.lists(LIKELY, min_size=1, max_size=30))
@settings(deadline=None, max_examples=200)
def test_what_is_sure_at_once_is_so_by_the_rule_too(one, values):
    series = pl.Series("0", values, dtype=pl.String)
    sure, read = surely(one, series)
    for at, value in enumerate(values):
        if sure[at]:
            alone = Tally(one, keeps_days=True)
            alone.add(pl.Series("0", [value]), pl.Series([1]))
            assert (alone.missing, alone.misfits) == (0, []), value
            if read is not None:
                assert alone.numbers is not None
                assert alone.numbers[0] == pytest.approx(read[at], rel=1e-12), value
