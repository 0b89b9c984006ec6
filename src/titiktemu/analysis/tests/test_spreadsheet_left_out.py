"""What is left out of cells when a file is read, and how it is told: apostrophes before numbers, and NUL."""

import pytest

from titiktemu.analysis import planted_workbooks
from titiktemu.analysis.spreadsheet import pieces, reading, sources
from titiktemu.analysis.spreadsheet.left_out import APOSTROPHES, NULS
from titiktemu.analysis.table_quality import check
from titiktemu.analysis.table_report import as_json

NIKS = [f"35100145089000{at:02d}" for at in range(1, 30)]


def report(path):
    read = reading.read_file(path)
    return as_json(read, check(read))


def told(found, about):
    return [
        (one["count"], one["state"], one["explanation"]) for one in found["quality"] if one["check"] == about
    ]


@pytest.mark.parametrize("day", ["Jum'at", '"Jumat\nmalam"'])
@pytest.mark.parametrize("long", [False, True])
@pytest.mark.parametrize("piece", [400, pieces.PIECE])
def test_an_apostrophe_before_a_number_is_left_out_and_counted(tmp_path, monkeypatch, day, long, piece):
    monkeypatch.setattr(pieces, "PIECE", piece)
    if long:
        monkeypatch.setattr(reading, "LONG", 100)
        monkeypatch.setattr(sources, "MOST_HELD", 100)
    rows = "".join(f"'{nik};'{at};{day}\n" for at, nik in enumerate(NIKS))
    path = tmp_path / "tabel.csv"
    path.write_text(f"nik;jumlah;hari\n{rows}", encoding="utf-8")
    found = report(path)
    nik, many, days = found["tables"][0]["columns"]
    assert (nik["meaning"], nik["errors"]["count"], nik["smallest"]) == ("nik", 0, NIKS[0])
    assert (many["meaning"], many["largest"]) == ("integer", 28)
    assert days["smallest"].startswith("Jum")
    assert told(found, "apostrophes") == [(58, "notice", APOSTROPHES)]


def test_a_workbook_has_its_apostrophes_left_out_too(tmp_path):
    rows = [["NIK", "Jumlah"], *([f"'{nik}", "'5"] for nik in NIKS)]
    path = tmp_path / "tabel.xlsx"
    path.write_bytes(planted_workbooks.xlsx(rows, [(range(1, len(rows)), 0, ("text", "text"))]))
    found = report(path)
    assert [one["meaning"] for one in found["tables"][0]["columns"]] == ["nik", "integer"]
    assert told(found, "apostrophes") == [(58, "notice", APOSTROPHES)]


def test_a_table_of_a_web_page_has_its_apostrophes_left_out_too(tmp_path):
    rows = "".join(f"<tr><td>'{nik}</td><td>a</td></tr>" for nik in NIKS)
    path = tmp_path / "tabel.xls"
    path.write_text(f"<html><table><tr><th>NIK</th><th>ket</th></tr>{rows}</table></html>", encoding="utf-8")
    found = report(path)
    assert found["tables"][0]["columns"][0]["meaning"] == "nik"
    assert told(found, "apostrophes") == [(29, "notice", APOSTROPHES)]


def test_apostrophes_around_cells_are_quotes(tmp_path):
    path = tmp_path / "tabel.csv"
    path.write_text("kode,isi\n" + "".join(f"'{at}','a, b'\n" for at in range(10, 30)), encoding="utf-8")
    assert not told(report(path), "apostrophes")


@pytest.mark.parametrize("long", [False, True])
@pytest.mark.parametrize("head", ["nama;jumlah", "nama"])
def test_nul_is_left_out_and_counted(tmp_path, monkeypatch, long, head):
    if long:
        monkeypatch.setattr(reading, "LONG", 100)
        monkeypatch.setattr(sources, "MOST_HELD", 100)
    row = "Muncar;12\n" if ";" in head else "Muncar\n"
    text = head + "\n" + row * 60 + row.replace("r", "r\0\0") * 2
    path = tmp_path / "tabel.csv"
    path.write_bytes(text.encode())
    found = report(path)
    assert found["tables"][0]["columns"][0]["distinct"] == 1
    assert told(found, "nul") == [(4, "notice", NULS)]


def test_several_tables_of_a_long_file_tell_it_once(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "LONG", 100)
    path = tmp_path / "tabel.csv"
    rows = "".join(f"'{at};nama {at};{at * 3}\n" for at in range(9))
    path.write_text(f"no;nama;rp\n{rows}\nTabel 2\ntahun;nilai\n2024;1.000\n2025;2.000\n", encoding="utf-8")
    found = report(path)
    assert len(found["tables"]) == 2
    assert told(found, "apostrophes") == [(9, "notice", APOSTROPHES)]
