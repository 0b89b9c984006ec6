"""`analyse text` on small files, good and bad: what it prints, and what it says where it cannot."""

import json

import pytest

from titiktemu.analysis.texts.columns import NoTexts, read_columns
from titiktemu.config.cli import analyse, analyse_text

ARTICLE = "Warga desa meminta air bersih karena sumur kering sejak bulan lalu dan truk tangki jarang datang"
ROWS = [
    ("pelayanan ramah dan cepat sekali", "baik"),
    ("petugas ramah, tempat bersih", "baik"),
    ("antrean lama dan kotor", "buruk"),
    ("sangat lambat, kotor, bau", "buruk"),
    (ARTICLE, "buruk"),
    (ARTICLE.upper() + "!", "buruk"),
    ("", ""),
    ("ramah, cepat, bersih", "baik"),
]


def written(path, rows, delimiter=",", header=("teks", "kode")):
    lines = [header, *rows] if header else rows
    quoted = [delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in lines]
    path.write_text("\n".join(quoted) + "\n", encoding="utf-8")
    return str(path)


@pytest.fixture
def table(tmp_path):
    return written(tmp_path / "ulasan.csv", ROWS)


def printed(capsys, *arguments):
    assert analyse_text.main([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refused(capsys, *arguments):
    assert analyse_text.main([*arguments, "--json"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    return said.err


def test_groups_topics_and_keywords_by_number_of_row(table, capsys):
    found = printed(capsys, table, "--text", "teks")
    assert (found["texts"], found["empty"], found["distinct"]) == (8, 1, 6)
    assert found["near_duplicates"] == [[5, 6]]
    assert found["topic_of_rows"][4] == found["topic_of_rows"][5]
    assert found["topic_of_rows"][6] is None
    assert len(found["keywords"]) == len(found["topic_of_rows"]) == 8
    assert found["keywords"][6] == []
    assert found["keywords"][4] == found["keywords"][5]
    assert all(one["words"] and one["texts"] for one in found["topics"])
    assert "accuracy" not in found


def test_codes_are_measured_on_another_file(table, tmp_path, capsys):
    rows = [("ramah sekali", "baik"), ("kotor dan bau", "buruk"), ("biasa", "sedang"), ("bersih", "")]
    other = written(tmp_path / "lain.tsv", [*rows, ROWS[0]], delimiter="\t")
    found = printed(capsys, table, "--text", "teks", "--label", "kode", "--test", other)
    assert found["accuracy"] == pytest.approx(3 / 4)
    assert found["macro_f1"] < found["accuracy"]
    told = found["validation"]
    assert (told["by"], told["texts"], told["learnt_from"]) == ("test", 4, 7)
    assert told["unknown_labels"] == {"sedang": 1}
    assert (told["unlabelled"], told["also_in_training"]) == (1, 1)
    assert len(found["predicted"]) == 5
    assert told["accuracy"]["low"] < told["accuracy"]["estimate"] < told["accuracy"]["high"]


def test_codes_without_another_file_are_cross_validated_without_copies(table, capsys):
    found = printed(capsys, table, "--text", "teks", "--label", "kode")
    assert (found["validation"]["by"], found["validation"]["texts"]) == ("cross-validation", 6)
    assert set(found["label_keywords"]) == {"baik", "buruk"}


def test_files_without_a_header_are_read_by_number(tmp_path, capsys):
    path = written(tmp_path / "a.tsv", ROWS, delimiter="\t", header=None)
    found = printed(capsys, path, "--text", "1", "--label", "2")
    assert found["texts"] == 8
    assert found["near_duplicates"] == [[5, 6]]


def test_the_same_file_gives_the_same_answer(table, capsys):
    arguments = (table, "--text", "teks", "--label", "kode", "--seed", "3", "--topics", "2")
    assert printed(capsys, *arguments) == printed(capsys, *arguments)


def test_a_person_gets_a_table(table, capsys):
    assert analyse_text.main([table, "--text", "teks", "--label", "kode"]) == 0
    assert "8 " in capsys.readouterr().out


@pytest.mark.parametrize("text", ["", "satu", "😡", "السلام", "\0", "…"])
def test_one_text_of_any_kind_is_no_group(tmp_path, capsys, text):
    found = printed(capsys, written(tmp_path / "a.csv", [(text, "x")]), "--text", "teks")
    assert found["near_duplicates"] == []
    assert found["texts"] == 1


@pytest.mark.parametrize(
    ("content", "arguments", "sentence"),
    [
        (b"", ["--text", "teks"], "holds no rows"),
        (b"teks,kode\n", ["--text", "teks"], "holds no rows"),
        (b"teks,kode\na,b\n", ["--text", "isi"], "no column “isi”; its columns are: teks, kode"),
        (b"teks,kode\na,b\n", ["--text", "3"], "no column 3: its first row has 2"),
        (b"PK\x03\x04....", ["--text", "teks"], "is a workbook"),
        (b"teks,kode\na,\nb,\n", ["--text", "teks", "--label", "kode"], "No text has a code"),
        (b"teks,kode\na,x\nb,x\n", ["--text", "teks", "--label", "kode"], "the code “x”"),
        (b"teks,kode\na,x\n", ["--text", "teks", "--test", "b.csv"], "--test needs --label"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_sentence(tmp_path, capsys, content, arguments, sentence):
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    assert sentence in refused(capsys, str(path), *arguments)


def test_a_missing_file_and_a_test_file_without_codes_are_said(table, tmp_path, capsys):
    assert "cannot be read" in refused(capsys, str(tmp_path / "no.csv"), "--text", "teks")
    other = written(tmp_path / "lain.csv", [("ramah", "")])
    said = refused(capsys, table, "--text", "teks", "--label", "kode", "--test", other)
    assert "lain.csv holds no rows" in said


@pytest.mark.parametrize(
    ("content", "name", "texts"),
    [
        (b'teks\tkode\n"buka, lama\tx\nlain; lagi\ty\n', "a.tsv", ['"buka, lama', "lain; lagi"]),
        (b'teks\tkode\n"a ""b"""\tx\n', "a.tsv", ['a "b"']),
        ("sep=;\nteks;kode\nsatu, dua;x\n".encode("utf-16"), "a.csv", ["satu, dua"]),
        (b"\xef\xbb\xbfTeks,kode\r\ncaf\xc3\xa9,x\r\n", "a.csv", ["café"]),
        ("teks,kode\ncafé,x\n".encode("cp1252"), "a.csv", ["café"]),
        (b'teks,kode\n"dua\nbaris",x\n\n,\n', "a.csv", ["dua\nbaris", ""]),
        (b"kode,teks\nx\ny,satu\n", "a.csv", ["", "satu"]),
    ],
)
def test_files_of_many_kinds_are_cut_as_they_are_meant(tmp_path, content, name, texts):
    path = tmp_path / name
    path.write_bytes(content)
    assert read_columns(path, ["teks"]).values[0] == texts


def test_a_cell_without_end_is_read_and_a_cell_beyond_all_measure_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_text('teks,kode\n"' + "a" * 3_000_000 + '",x\n', encoding="utf-8")
    assert len(read_columns(path, ["teks"]).values[0][0]) == 3_000_000
    monkeypatch.setattr("titiktemu.analysis.texts.columns.LONGEST_CELL", 1_000)
    with pytest.raises(NoTexts, match="cannot be cut"):
        read_columns(path, ["teks"])


def test_the_command_is_registered(capsys):
    with pytest.raises(SystemExit) as left:
        analyse.main(["text", "--help"])
    assert left.value.code == 0
    assert "--label" in capsys.readouterr().out
