"""What a check says of odd dialects, of what a person decided, of workbooks, and of files nobody can read."""

import contextlib
import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from titiktemu.analysis import planted_workbooks
from titiktemu.analysis.planted_tables import plant
from titiktemu.analysis.spreadsheet import reading, sources
from titiktemu.analysis.spreadsheet.columns import understand
from titiktemu.analysis.spreadsheet.dialect import detect_dialect, rows_of
from titiktemu.analysis.spreadsheet.rules import Meaning, Understood
from titiktemu.analysis.table_quality import check
from titiktemu.analysis.table_report import as_json


def report(path):
    read = reading.read_file(path)
    return as_json(read, check(read))


def states(found):
    return {one["check"]: (one["state"], one["count"], one["rows"]) for one in found["quality"]}


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("nilai\n1,5\n2,5\n3,25\n", ""),
        ("jam\n10:00\n11:30\n", ""),
        ("Nama\nSiti Aminah\nBudi Santoso\n", ""),
        ("catatan\nsatu, dua\ntiga\nempat, lima, enam\n", ""),
        ("a§b§c\n1§2§3\n4§5§6\n", "§"),
        ("a^b^c\n1^x y^3\n4^z w^6\n", "^"),
        ("a b c\n1 2 3\n4 5 6\n", " "),
        ("# dibuat 2024-01-01, jam 10:00\na,b,c\n1,2,3\n4,5,6\n", ","),
        ("Laporan, Kabupaten X, Tahun 2024\n\nno;nama;rp\n1;A;10\n2;B;20\n", ";"),
        ("nama;lokasi\nA;-8.21, 114.36\nB;-8.22, 114.37\n", ";"),
        ("a;b;c;\n1;2;3;\n4;5;6;\n", ";"),
        ("x\ty\n1,234,567\t2,345\n2,234,567\t3,345\n", "\t"),
        ("1,5;2,5;3,5", ";"),
    ],
)
def test_delimiters_that_are_easily_taken_for_others(text, delimiter):
    assert detect_dialect(text).delimiter == delimiter


def test_a_delimiter_after_a_backslash_belongs_to_the_cell():
    text = "id,nama\n1,a\\, b\n2,c\\, d\n3,e\n"
    assert list(rows_of(text, detect_dialect(text)))[1] == ["1", "a, b"]


@pytest.mark.parametrize(
    ("name", "values", "meaning"),
    [
        ("Bulan", ["Januari", "Agt"], "period"),
        ("Triwulan", ["I", "IV"], "period"),
        ("Periode", ["2024-01", "2024-02"], "period"),
        ("Semester", ["Ganjil 2023/2024"], "period"),
        ("lama bulan", ["3", "12"], "integer"),
        ("jam buka", ["08:00-14:00", "07.30 s/d 15.00"], "time"),
        ("laman", ["banyuwangikab.go.id"], "url"),
        ("Lintang", ["8° 13' 9\" LS"], "latitude"),
        ("hp", ["81234567890"], "phone"),
        ("Kepala Sekolah", ["Drs. Andi, M.Pd", "Siti Aminah, S.Pd"], "person_name"),
        ("Kepala Keluarga", ["120", "85"], "integer"),
        ("tgl", ["20240512"], "date"),
        ("Produksi", ["1.234*", "2.345**", "3.456r)"], "integer"),
        ("idkab", ["3510", "3509"], "region_code"),
        ("kode_rek", ["5 1 02 01"], "account_code"),
        ("No Rekening", ["0012345678"], "identifier"),
        ("Umur", ["0-4", "5-9"], "text"),
        ("nama_wil", ["Muncar", "Srono"], "region_name"),
        ("wil", ["Muncar", "Srono"], "region_name"),
        ("kode_wil", ["3510", "3509"], "region_code"),
        ("isi", ["TA 2023/2024", "TA. 2024/25", "Tahun Anggaran 2024"], "period"),
        ("isi", ["I/2024", "II/2024", "IV / 2024"], "period"),
        ("jumlah", ["12", "*)", "*", "N.A.", "kosong"], "integer"),
    ],
)  # fmt: skip
def test_what_further_columns_mean(name, values, meaning):
    assert understand(name, dict.fromkeys(values, 1)).meaning.value == meaning


def test_whole_numbers_below_a_name_for_dates_are_asked_about():
    found = understand("tanggal", {"45432": 1, "45433": 1})
    assert not found.is_sure
    assert "spreadsheet counts" in found.evidence


def test_what_a_person_decided_is_counted_anew(tmp_path):
    path = tmp_path / "tabel.csv"
    path.write_text("kode,isi\n1,35.10\n2,35.11\n3,rusak\n3,35.12\n", encoding="utf-8")
    read = reading.read_file(path)
    (before,) = check(read)
    assert before.columns[1].understood.meaning is not Meaning.CURRENCY
    decided = {
        1: {
            "isi": Understood(Meaning.CURRENCY, 1.0, "", decimal="."),
            "kode": Understood(Meaning.NIK, 1.0, ""),
        }
    }
    (after,) = check(read, decided=decided)
    kode, isi = after.columns
    assert (isi.understood.meaning, isi.understood.is_sure, isi.misfits) == (Meaning.CURRENCY, True, (4,))
    assert (isi.smallest, isi.largest) == (35.1, 35.12)
    assert isi.understood.share == 0.75
    assert (kode.misfits, kode.repeated) == ((2, 3, 4, 5), 1)


@pytest.mark.parametrize("long", [True, False])
def test_progress_grows_to_the_end_and_can_be_stopped(tmp_path, monkeypatch, long):
    monkeypatch.setattr(sources, "ROWS_A_PIECE", 50)
    path = tmp_path / "tabel.csv"
    path.write_text("id,n\n" + "".join(f"A{at},{at}\n" for at in range(500)), encoding="utf-8")
    if long:
        monkeypatch.setattr(reading, "LONG", 100)
    told = []
    check(reading.read_file(path), told.append)
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0.0, 1.0)

    class Stopped(Exception):
        pass

    def stop(part):
        if part > 0.3:
            raise Stopped

    with pytest.raises(Stopped):
        check(reading.read_file(path), stop)


def test_totals_of_rates_and_of_hierarchies_are_no_sums(tmp_path):
    path = tmp_path / "apbd.csv"
    path.write_text(
        "Kode Rekening;Uraian;Anggaran;Capaian (%)\n4;PENDAPATAN;300;90\n4.1;PAD;100;80\n4.1.1;Pajak;60;75\n"
        "4.1.2;Retribusi;40;85\n4.2;Transfer;200;95\n5;BELANJA;250;70\n5.1;Pegawai;150;60\n5.2;Barang;100;85\n"
        "Jumlah;;550;81\n",
        encoding="utf-8",
    )
    assert states(report(path))["totals"] == ("ok", 0, [])


def test_a_total_above_its_parts_is_held_against_them(tmp_path):
    path = tmp_path / "tabel.csv"
    for total, state in (("30", "ok"), ("99", "problem")):
        path.write_text(f"Kecamatan;Jiwa\nJumlah;{total}\nMuncar;10\nSrono;20\n", encoding="utf-8")
        assert states(report(path))["totals"][0] == state


def test_axes_that_are_swapped_are_counted_row_by_row(tmp_path):
    path = tmp_path / "titik.csv"
    path.write_text(
        "nama,latitude,longitude\nA,-8.2192,114.3692\nB,114.3692,-8.2192\nC,-8.3192,114.4692\n",
        encoding="utf-8",
    )
    assert states(report(path))["coordinates"] == ("problem", 1, [3])


def test_codes_and_names_beside_each_other_explain_each_other(tmp_path):
    path = tmp_path / "wilayah.csv"
    path.write_text("a;b\n31;DKI Jakarta\n35;Jawa Timur\n51;Bali\n62;Kalimantan Barat\n", encoding="utf-8")
    assert [one["meaning"] for one in report(path)["tables"][0]["columns"]] != ["region_code", "region_name"]
    path.write_text("a;b\n31;DKI Jakarta\n35;Jawa Timur\n51;Bali\n61;Kalimantan Barat\n", encoding="utf-8")
    assert [one["meaning"] for one in report(path)["tables"][0]["columns"]] == ["region_code", "region_name"]


@pytest.mark.parametrize("content", [b"\n\n\n", b"  \n \n", planted_workbooks.xlsx([], [])])
def test_a_file_without_a_table_has_a_problem(tmp_path, content):
    path = tmp_path / "tabel.csv"
    path.write_bytes(content)
    found = report(path)
    assert found["tables"] == []
    (one,) = found["quality"]
    assert (one["check"], one["state"], one["count"]) == ("empty", "problem", 1)
    assert one["explanation"] == "There is no table in this file."


def test_a_header_without_records_is_a_problem(tmp_path):
    path = tmp_path / "tabel.csv"
    path.write_text("kode;nama;jumlah\n", encoding="utf-8")
    found = report(path)
    assert [one["rows"] for one in found["tables"]] == [0]
    assert states(found)["records"] == ("problem", 1, [])


def test_whole_numbers_are_told_without_decimals(tmp_path):
    path = tmp_path / "tabel.csv"
    path.write_text("nama;jiwa;luas\nA;3;1,5\nB;4;2,25\n", encoding="utf-8")
    _name, many, area = report(path)["tables"][0]["columns"]
    assert [json.dumps(many[end]) for end in ("smallest", "largest")] == ["3", "4"]
    assert (area["smallest"], area["largest"]) == (1.5, 2.25)


DISTRICTS = {
    "35.10.05": "Muncar",
    "35.10.01": "Pesanggaran",
    "35.10.02": "Bangorejo",
    "35.10.03": "Purwoharjo",
    "99.10.03": "Entah",
}


def test_codes_that_come_again_and_again_identify_nothing(tmp_path):
    path = tmp_path / "tabel.csv"
    lines = [f"{code};{at}" for at, code in enumerate([*DISTRICTS] * 5)]
    path.write_text("\n".join(["kode;jumlah", *lines]), encoding="utf-8")
    (table,) = report(path)["tables"]
    assert table["columns"][0]["meaning"] == "category"
    assert understand("kode", {"A-1": 1, "A-2": 1, "A-3": 2}).meaning is Meaning.IDENTIFIER


def test_an_unknown_code_among_codes_beside_names_is_an_error_of_a_column_of_codes(tmp_path):
    path = tmp_path / "tabel.csv"
    lines = [f"{code};{name};{at}" for at, (code, name) in enumerate([*DISTRICTS.items()] * 5)]
    path.write_text("\n".join(["kode;nama;jumlah", *lines]), encoding="utf-8")
    code, name, _many = report(path)["tables"][0]["columns"]
    assert (code["meaning"], code["share"], name["meaning"]) == ("region_code", 0.8, "region_name")
    assert code["errors"] == {"count": 5, "rows": [6, 11, 16, 21, 26]}


def test_sentences_are_in_the_language_of_the_reader(tmp_path):
    path = tmp_path / "tabel.csv"
    path.write_text("nik\n3510014508900001\n", encoding="utf-8")
    read = reading.read_file(path)
    found = as_json(read, check(read), lambda sentence: f"[{sentence}]")
    said = [one["explanation"] for one in found["quality"]] + [
        one["evidence"] for one in found["personal_data"]
    ]
    said += [one["evidence"] for one in found["tables"][0]["columns"]]
    assert all(one.startswith("[") for one in said)


KEYS = {
    "sheet", "preamble_rows", "header_rows", "first_row", "last_row", "total_rows", "footnote_rows", "rows",
    "columns", "duplicate_rows",
}  # fmt: skip
COLUMN_KEYS = {
    "name", "meaning", "share", "evidence", "missing", "distinct", "distinct_is_exact", "smallest", "largest",
    "errors", "repeated",
}  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
def test_every_key_of_the_report_is_there(tmp_path, seed):
    path = tmp_path / "planted"
    path.write_bytes(plant(seed).raw)
    found = report(path)
    assert set(found) >= {"encoding", "dialect", "tables", "quality", "personal_data"}
    for table in found["tables"]:
        assert set(table) >= KEYS
        assert all(set(column) >= COLUMN_KEYS for column in table["columns"])
        assert all(set(column["errors"]) == {"count", "rows"} for column in table["columns"])
    assert all(set(one) >= {"check", "state", "count", "explanation"} for one in found["quality"])
    assert all(set(one) >= {"table", "column", "kind", "share", "evidence"} for one in found["personal_data"])


ROWS = [["Nama", "Rp", "Ket"], ["A", "1.000,00", "x"], ["B", "2.000,00", "y"], ["Jumlah", "3.000,00", ""]]
KINDS = [(range(1, 5), 0, ("text", "sum", "text"))]


def sentence_or_report(path):
    """What a person would be told of a file: a whole report, or why there is none."""
    try:
        return json.loads(json.dumps(report(path)))
    except reading.Unreadable as refused:
        return refused.template.format(**refused.values)


@pytest.mark.parametrize("write", [planted_workbooks.xlsx, planted_workbooks.ods])
@given(seed=st.integers(0, 10**6), many=st.integers(1, 12))
@settings(deadline=None, max_examples=60)
def test_a_workbook_with_broken_bytes_ends_in_a_sentence_or_a_table(tmp_path_factory, write, seed, many):
    chance = random.Random(seed)
    raw = bytearray(write(ROWS, KINDS))
    for _change in range(many):
        raw[chance.randrange(len(raw))] = chance.randrange(256)
    if chance.random() < 0.3:
        del raw[chance.randrange(len(raw)) :]
    path = tmp_path_factory.mktemp("broken") / "tabel.xlsx"
    path.write_bytes(bytes(raw))
    told = sentence_or_report(path)
    assert told if isinstance(told, str) else "tables" in told


@given(seed=st.integers(0, 400), change=st.integers(0, 10**6), many=st.integers(1, 20))
@settings(deadline=None, max_examples=120)
def test_a_text_file_with_broken_bytes_ends_in_a_sentence_or_a_table(tmp_path_factory, seed, change, many):
    chance = random.Random(change)
    raw = bytearray(plant(seed).raw)
    for _change in range(many):
        at = chance.randrange(len(raw))
        if chance.random() < 0.5:
            raw[at] = chance.choice(b"\0\";,\r\n\t\\'\xff\xfe =#")
        else:
            raw[at : at + chance.randrange(8)] = bytes(
                chance.randrange(256) for _one in range(chance.randrange(8))
            )
    path = tmp_path_factory.mktemp("broken") / "tabel.csv"
    path.write_bytes(bytes(raw) or b"x")
    told = sentence_or_report(path)
    assert told if isinstance(told, str) else "tables" in told


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "damaged"),
        (b"RIFF\x24\0\0\0WEBP", "picture"),
        (b"\x1f\x8b\x08\0", "gzip"),
        (b"SQLite format 3\0", None),
        (b"\0" * 4000, None),
        (b"\xff\xfe", None),
        (b"\n\n\n", None),
        (b'"', None),
        (b"sep=;", None),
    ],
)
def test_odd_files_are_told_apart_or_have_no_table(tmp_path, content, said):
    path = tmp_path / "tabel.csv"
    path.write_bytes(content)
    if said:
        with pytest.raises(reading.Unreadable, match=said):
            reading.read_file(path)
    else:
        with contextlib.suppress(reading.Unreadable):
            json.dumps(report(path))


def test_an_endless_line_is_refused_before_it_is_held(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "LONG", 1000)
    monkeypatch.setattr(reading, "LONGEST_LINE", 100_000)
    monkeypatch.setattr(reading, "WINDOW", 4096)
    path = tmp_path / "tabel.csv"
    path.write_bytes(b"a,b\n" + b"x" * 300_000)
    with pytest.raises(reading.Unreadable, match="longer than"):
        reading.read_file(path)


def test_a_long_file_with_old_ends_of_lines_is_read_in_pieces(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "LONG", 1000)
    path = tmp_path / "tabel.csv"
    path.write_text("id,n\r" + "".join(f"A{at},{at}\r" for at in range(900)), encoding="utf-8", newline="")
    (table,) = report(path)["tables"]
    assert (table["rows"], table["first_row"], table["last_row"]) == (900, 2, 901)


def test_a_file_too_long_for_several_tables_is_read_as_one_and_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "LONG", 1000)
    path = tmp_path / "tabel.csv"
    rows = "".join(f"{at};nama {at};{at * 3}\n" for at in range(9000))
    path.write_text(f"no;nama;rp\n{rows}\nTabel 2\ntahun;nilai\n2024;1.000\n2025;2.000\n", encoding="utf-8")
    assert len(report(path)["tables"]) == 2
    monkeypatch.setattr(sources, "MOST_HELD", 2000)
    found = report(path)
    assert len(found["tables"]) == 1
    assert states(found)["tables"] == ("notice", 1, [])


def test_reading_a_workbook_tells_progress_and_can_be_stopped(tmp_path):
    path = tmp_path / "tabel.xlsx"
    path.write_bytes(planted_workbooks.xlsx(ROWS, KINDS))
    told = []
    reading.read_file(path, told.append)
    assert told == [1.0]

    def stop(_part):
        raise KeyError

    with pytest.raises(KeyError):
        reading.read_file(path, stop)
