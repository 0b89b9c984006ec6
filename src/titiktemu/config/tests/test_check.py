"""`./titiktemu check FILE`, as an officer types it."""

import json

import pytest

from titiktemu.config.cli import check

TEXT = "Tabel 1;\n;\nKode;Biaya (Rp);NIK\n35.10.01;1.200,50;3510014508900001\n35.10.02;-;3510014508900002\n"


@pytest.fixture
def file(tmp_path):
    """A small table with a title."""
    path = tmp_path / "tabel.csv"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_json_has_what_the_documentation_says(file, capsys):
    assert check.main([str(file), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["dialect"] == {"delimiter": ";", "quote": '"', "escape": "", "line": "\n"}
    (table,) = found["tables"]
    assert (table["preamble_rows"], table["header_rows"], table["rows"]) == ([1], [3], 2)
    assert [one["meaning"] for one in table["columns"]] == ["region_code", "currency", "nik"]
    assert [(one["column"], one["kind"]) for one in found["personal_data"]] == [("NIK", "nik")]


def test_words_name_each_column_and_what_to_look_at(file, capsys):
    assert check.main([str(file)]) == 0
    said = capsys.readouterr().out
    for word in ("Kode", "Biaya (Rp)", "currency", "NIK (nik)"):
        assert word in said


def test_a_file_with_problems_ends_with_1(tmp_path, capsys):
    path = tmp_path / "tabel.csv"
    path.write_text("tanggal,n\n2024-01-02,1\n2024-02-31,2\n2024-01-04,3\n", encoding="utf-8")
    assert check.main([str(path)]) == 1
    assert "3" in capsys.readouterr().out


@pytest.mark.parametrize("content", [None, b"", b"%PDF-1.7 a table"])
def test_what_cannot_be_read_ends_with_2_and_one_sentence(tmp_path, capsys, content):
    path = tmp_path / "tabel.csv"
    if content is not None:
        path.write_bytes(content)
    assert check.main([str(path)]) == 2
    said = capsys.readouterr()
    assert not said.out
    assert len(said.err.splitlines()) == 1
