"""Files as offices send them: encoding, dialect, the tables inside, the meaning of columns."""

import csv
import json
import zipfile
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from titiktemu.analysis.planted_check import score
from titiktemu.analysis.planted_tables import plant
from titiktemu.analysis.spreadsheet import packed, pieces, reading
from titiktemu.analysis.spreadsheet.columns import understand
from titiktemu.analysis.spreadsheet.dialect import Dialect, detect_dialect, rows_of
from titiktemu.analysis.spreadsheet.encodings import detect_encoding
from titiktemu.analysis.spreadsheet.rules import Meaning
from titiktemu.analysis.spreadsheet.tables import find_tables
from titiktemu.analysis.spreadsheet.values import number, read_date
from titiktemu.analysis.table_quality import check
from titiktemu.analysis.table_report import as_json

BANYUWANGI = "Kode;Kecamatan;Anggaran (Rp);Tanggal;Capaian\n35.10.01;Muncar;1.234,50;12 Mei 2026;45,5%\n"


def written(tmp_path, content, name="berkas.csv"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def report(path):
    read = reading.read_file(path)
    return as_json(read, check(read))


def sheet(text):
    return [line.split("|") for line in text.splitlines()]


def test_a_thousand_messy_files_are_read_as_they_are_meant():
    """The issue's bars: dialects 98 per cent, tables 95; docs/analyses/spreadsheets.md lists the failures."""
    found = score(range(1000))
    assert found.dialects >= 0.98 * found.texts
    assert found.tables >= 0.95 * found.files
    assert found.meanings >= 0.98 * found.columns
    assert found.encodings >= 0.995 * found.texts


def test_the_same_seed_plants_the_same_file():
    assert plant(7) == plant(7)
    assert plant(7) != plant(8)


@pytest.mark.parametrize(
    ("encoding", "mark", "told"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8"),
        ("utf-16-le", b"\xff\xfe", "utf-16-le"),
        ("utf-16-be", b"\xfe\xff", "utf-16-be"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
        ("cp1252", b"", "cp1252"),
    ],
)
def test_encodings_with_and_without_a_mark(encoding, mark, told):
    text = BANYUWANGI.replace("Muncar", "Muncar – “désa”") if encoding == "cp1252" else BANYUWANGI
    found = detect_encoding(mark + text.encode(encoding))
    assert (found.name, found.mark) == (told, len(mark))


def test_a_letter_that_is_no_utf8_is_found_however_late_it_comes():
    assert detect_encoding(b"a;b\n" * 2_000_000 + b"caf\xe9\n").name == "cp1252"
    assert detect_encoding(b"a;b\n" + b"caf\x81\n").name == "latin-1"


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("line", ["\n", "\r\n", "\r"])
def test_delimiters_and_ends_of_lines(delimiter, line):
    rows = [["Kode", "Rp"], ["35.10.01", "1.234,50"], ["35.10.02", "98,25"], ["35.10.03", "7,10"]]
    quoted = [[f'"{cell}"' if delimiter in cell else cell for cell in row] for row in rows]
    found = detect_dialect(line.join(delimiter.join(row) for row in quoted) + line)
    assert (found.delimiter, found.line) == (delimiter, line)


def test_a_line_that_says_the_delimiter_is_believed():
    found = detect_dialect("sep=;\r\na,b;c\r\n1,5;2\r\n")
    assert (found.delimiter, found.sep_line) == (";", True)


def test_apostrophes_before_numbers_are_no_quotes():
    # Typed so that a spreadsheet program leaves the number alone; nothing closes them.
    rows = [f"Warga {at},'35100141028500{at},'0812345000{at},2{at}" for at in range(10, 50)]
    text = "nama,nik,telp,umur\n" + "\n".join(rows) + "\n"
    found = list(rows_of(text, detect_dialect(text)))
    assert [len(row) for row in found] == [4] * 41
    assert found[1] == ["Warga 10", "'3510014102850010", "'081234500010", "210"]
    assert detect_dialect("a,b\n'x,y',2\n'z',3\n").quote == "'"


def test_quotes_that_come_only_after_the_sample_are_read_as_quotes():
    assert detect_dialect("a,b\n1,2\n").quote == '"'


@given(
    st.lists(st.lists(st.text("ab1,;\"'\n .", max_size=8), min_size=2, max_size=2), min_size=1, max_size=20),
    st.sampled_from(";,|\t"),
)
def test_what_was_written_is_read_back_cell_by_cell(rows, delimiter):
    from_file = [[cell.replace("\r", "") for cell in row] for row in rows]
    lines = [delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in from_file]
    text = "\n".join(lines) + "\n"
    assert list(rows_of(text, Dialect(delimiter, '"', "", "\n"))) == from_file


def test_titles_totals_notes_and_a_header_of_three_rows():
    rows = sheet(
        "Tabel 4.1|||\nMenurut kecamatan|||\n|||\nKecamatan|Anggaran||Ket\n|2024|2025|\n(1)|(2)|(3)|(4)\n"
        "Muncar|1.200|2.000|\nSrono|800|-|baik\nJumlah|2.000|2.000|\n|||\nSumber: dinas|||"
    )
    one = find_tables(rows)[0]
    assert one.names == ("Kecamatan", "Anggaran 2024", "Anggaran 2025", "Ket")
    assert (one.preamble, one.header, one.body) == ((1, 2), (4, 5, 6), (7, 8))
    assert (one.totals, one.notes) == ((9,), (11,))


def test_several_tables_of_one_sheet():
    rows = sheet("Nama|Jiwa\nA|10\nB|20\n|\nTahun|Rp\n2024|1.000\n2025|2.000")
    first, second = find_tables(rows)
    assert (first.names, first.body) == (("Nama", "Jiwa"), (2, 3))
    assert (second.names, second.body) == (("Tahun", "Rp"), (6, 7))


def test_a_table_goes_on_after_a_blank_row():
    rows = sheet("Nama|Jiwa\nA|10\nB|20\n|\nC|30\nJumlah|60")
    (one,) = find_tables(rows)
    assert (one.body, one.totals) == ((2, 3, 5), (6,))


def test_first_records_that_are_one_two_three_are_records():
    one = find_tables(sheet("a|b|c\n1|2|3\n4|5|6\n7|8|9"))[0]
    assert (one.names, one.body) == (("a", "b", "c"), (2, 3, 4))


def test_a_village_called_total_is_a_record():
    rows = sheet("kode|nama|jiwa\n35.10.01|Total|10\n35.10.02|Jumlah|20\nJumlah||30")
    one = find_tables(rows)[0]
    assert (one.body, one.totals) == ((2, 3), (4,))


@pytest.mark.parametrize("rows", [[], [[]], [["", ""]], [["x"]], [["1"]], [["", "a"], ["b", ""]]])
def test_odd_sheets_make_no_trouble(rows):
    for one in find_tables(rows):
        assert all(1 <= at <= len(rows) for at in (*one.header, *one.body, *one.totals, *one.notes))


@given(
    st.lists(
        st.lists(st.sampled_from(["", "a", "1", "1.234", "Jumlah", "2024", "-", "Sumber: x"]), max_size=5),
        max_size=12,
    )
)
@settings(deadline=None)
def test_every_row_is_in_one_part_at_most(rows):
    """Tables beside each other share rows, but no cells."""
    parts = [
        (at, column)
        for one in find_tables(rows)
        for part in (one.preamble, one.header, one.body, one.totals, one.notes, one.groups, one.repeats)
        for at in part
        for column in range(one.left, one.left + len(one.names))
    ]
    assert len(parts) == len(set(parts))
    assert all(any(cell.strip() for cell in rows[at - 1]) for at, _column in parts)


@pytest.mark.parametrize(
    ("name", "values", "meaning"),
    [
        ("kode", ["35.10.01", "35.10.02"], "region_code"),
        ("kode_bps", ["3510010", "3510020"], "region_code"),
        ("kode", ["4.1.01", "5.2.1.01.01.0001"], "account_code"),
        ("rekening", ["4.1.01", "5.1.02"], "account_code"),
        ("no_hp", ["081234567890", "0812 3456 7891"], "phone"),
        ("kolom", ["081234567890", "085712345678"], "phone"),
        ("nik", ["3510014508900001"], "nik"),
        ("No KK", ["3510010508900001"], "kk"),
        ("NPSN", ["20525678"], "school_id"),
        ("npwp", ["01.234.567.8-901.000", "012345678901000"], "npwp"),
        ("kartu bpjs", ["0001234567890"], "bpjs"),
        ("nopol", ["P 1234 VX"], "plate"),
        ("surel", ["a@contoh.example"], "email"),
        ("lintang", ["-8.219233", "-8,3456"], "latitude"),
        ("x", ["114.369227", "114.401234"], "longitude"),
        ("capaian", ["45,5%", "7,25%"], "percentage"),
        ("persen", ["54,7", "100,0"], "percentage"),
        ("biaya_rp", ["1.234.567,89", "n/a"], "currency"),
        ("keterangan", ["Rp 1.200,-", "Rp 500,-"], "currency"),
        ("jumlah", ["1.234.567", "12"], "integer"),
        ("luas", ["12.5", "7.25"], "decimal"),
        ("tanggal", ["12 Mei 2026", "31 Februari 2024"], "date"),
        ("tahun", ["2024", "2025"], "period"),
        ("periode", ["Triwulan I 2024"], "period"),
        ("nama lengkap", ["Siti Aminah", "Budi Santoso"], "person_name"),
        ("nama_faskes", ["Puskesmas Muncar", "Puskesmas Srono"], "text"),
        ("alamat", ["Jl. Mawar 3", "Dusun Krajan RT 2"], "address"),
        ("id", ["A-001", "A-002"], "identifier"),
        ("nomor induk", ["00123", "00456"], "identifier"),
        ("aktif", ["ya", "tidak", "ya"], "boolean"),
        ("situs", ["https://contoh.example"], "url"),
    ],
)  # fmt: skip
def test_what_a_column_means(name, values, meaning):
    assert understand(name, Counter(values)).meaning.value == meaning


def test_long_decimals_are_no_identifiers_of_people():
    values = Counter(f"0.{at:016d}" for at in range(1, 60))
    assert understand("skor", values).meaning.value == "decimal"


def test_a_number_that_fits_both_notations_is_asked_about():
    assert not understand("nilai", Counter(["1.234", "5.678"])).is_sure
    assert understand("nilai", Counter(["1.234", "5.678,5"])).decimal == ","
    assert understand("nilai", Counter(["1.234", "5.6"])).decimal == "."


@given(st.floats(-1e12, 1e12), st.sampled_from([",", "."]))
def test_numbers_in_both_notations_are_read_back(value, decimal):
    plain = f"{abs(value):,.2f}"
    swapped = plain.translate(str.maketrans(",.", ".,")) if decimal == "," else plain
    text = f"({swapped})" if value < 0 else swapped
    assert number(text, decimal) == pytest.approx(round(value, 2), abs=0.011)


@given(st.dates())
def test_days_are_read_back_and_impossible_ones_are_none(day):
    assert read_date(day.strftime("%Y").zfill(4) + day.strftime("-%m-%d")) == day
    assert read_date(f"30-02-{day.year:04d}") is None


def test_exact_counts_and_rows(tmp_path):
    lines = [
        "id,tanggal,biaya_rp",
        'L1,2024-01-02,"1.200,50"',
        "L2,31 Februari 2024,n/a",
        "L2,2024-01-03,",
        "L4,3 Mei 2024,5",
    ]
    found = report(written(tmp_path, "\n".join(lines)))
    (table,) = found["tables"]
    id_, date_, money = table["columns"]
    assert (table["rows"], table["first_row"], table["last_row"]) == (4, 2, 5)
    assert (id_["meaning"], id_["repeated"], id_["distinct"]) == ("identifier", 1, 3)
    assert date_["errors"] == {"count": 1, "rows": [3]}
    assert (date_["smallest"], date_["largest"]) == ("2024-01-02", "2024-05-03")
    assert (money["missing"], money["smallest"], money["largest"]) == (2, 5.0, 1200.5)
    json.dumps(found)


def test_a_total_that_its_parts_contradict_is_found(tmp_path):
    text = "nama;Rp\nA;1.000\nB;2.000\nC;500\nJumlah;{}\n"
    states = {}
    for total in ("3.500", "4.500"):
        found = report(written(tmp_path, text.format(total)))
        states[total] = next(one["state"] for one in found["quality"] if one["check"] == "totals")
    assert states == {"3.500": "ok", "4.500": "problem"}


def test_people_are_found_in_columns_and_inside_of_texts(tmp_path):
    head = "catatan,tanggal_lahir,diagnosa\n"
    text = head + "hubungi 081234567890,2001-02-03,TB\nlihat 3510014508900001,2002-03-04,HIV\n"
    found = {(one["column"], one["kind"]) for one in report(written(tmp_path, text))["personal_data"]}
    assert found == {
        ("catatan", "phone"),
        ("catatan", "nik"),
        ("tanggal_lahir", "birth_date"),
        ("diagnosa", "health"),
    }


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", reading.EMPTY),
        (b"\x89PNG\r\n\x1a\n", reading.PICTURE),
        (b"%PDF-1.7", "This is a PDF file"),
        (b"PK\x03\x04 broken", packed.DAMAGED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), packed.LOCKED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken", packed.DAMAGED),
        (b'a,b\n1,"' + b"x" * (pieces.LONGEST_CELL + 10), "A single cell is longer"),
        (b"a," * (pieces.MOST_COLUMNS + 1), "A row has more than"),
    ],
)
def test_what_cannot_be_read_has_a_sentence(tmp_path, content, sentence):
    with pytest.raises(reading.Unreadable, match=sentence.split(".", maxsplit=1)[0]):
        reading.read_file(written(tmp_path, content, "tabel.xlsx"))
    assert csv.field_size_limit() != pieces.LONGEST_CELL


def test_a_packed_file_that_would_become_far_larger_is_not_opened(tmp_path):
    path = tmp_path / "bom.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/workbook.xml", b"\0" * 30_000_000)
    with pytest.raises(reading.Unreadable, match="far larger"):
        reading.read_file(path)


def test_a_text_file_with_another_name_is_read_by_what_it_is(tmp_path):
    assert report(written(tmp_path, BANYUWANGI, "tabel.xlsx"))["dialect"]["delimiter"] == ";"


def sentence_or_report(path):
    """What a person would be told of a file: a whole report, or why there is none."""
    try:
        return json.loads(json.dumps(report(path)))
    except reading.Unreadable as refused:
        return refused.template.format(**refused.values)


@given(st.binary(min_size=1, max_size=400))
@settings(deadline=None, max_examples=200)
def test_no_bytes_end_in_another_error_than_a_sentence(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("bytes") / "file"
    path.write_bytes(content)
    told = sentence_or_report(path)
    assert told if isinstance(told, str) else "tables" in told


@pytest.mark.parametrize(
    ("name", "values", "meaning"),
    [
        ("Triwulan", ("1", "2", "3", "4"), Meaning.PERIOD),
        ("bulan", ("1", "7", "12", "3"), Meaning.PERIOD),
        ("Bulan Pelaporan", ("Januari", "Mei", "Juni"), Meaning.PERIOD),
        ("Hasil reaktif (orang) Triwulan I", ("1", "2", "11", "5"), Meaning.INTEGER),
        ("Triwulan II", ("1", "0", "4", "3"), Meaning.INTEGER),
        ("Kunjungan bulan ini", ("3", "2", "11", "5"), Meaning.INTEGER),
    ],
)
def test_small_counts_below_a_quarter_are_no_quarters(name, values, meaning):
    assert understand(name, Counter(values)).meaning is meaning


def test_a_block_of_nothing_but_notes_below_a_table_of_its_kind_is_no_more_of_it():
    rows = [["Nama", "Jumlah"], ["Muncar", "12"], ["Srono", "9"], [], ["Catatan: sementara", "Sumber: dinas"]]
    found = find_tables(rows)
    assert found[0].body == (2, 3)
