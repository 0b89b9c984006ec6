"""Sheets as offices print them: what is a title, a header, a group, a total, a note, and another table."""

import pytest

from titiktemu.analysis.spreadsheet.beside import strips
from titiktemu.analysis.spreadsheet.tables import find_tables


def sheet(text):
    return [[cell.strip() for cell in line.split("|")] for line in text.strip("\n").split("\n")]


def tables(text):
    return find_tables(sheet(text))


def only(text):
    (one,) = tables(text)
    return one


def test_a_table_of_bps_in_two_languages():
    one = only(
        "Tabel 4.1.2||\nJumlah Penduduk Menurut Provinsi||\nTable 4.1.2||\nPopulation by Province||\n"
        "Provinsi/Province|2022|2023*\n(1)|(2)|(3)\nAceh|5.407|5.482\nBali|4.416|4.404\n"
        "Jumlah/Total|9.823|9.886\nCatatan/Note: *) angka sementara||\nSumber/Source: BPS||"
    )
    assert one.names == ("Provinsi/Province", "2022", "2023*")
    assert (one.preamble, one.header, one.body) == ((1, 2, 3, 4), (5, 6), (7, 8))
    assert (one.totals, one.notes) == ((9,), (10, 11))


def test_a_header_of_five_rows_with_single_letters_in_it():
    one = only(
        "Wilayah|Penduduk|||||\n|Kota||||Desa|\n|L||P||L|P\n|2023|2024|2023|2024|2024|2024\n"
        "|jiwa|jiwa|jiwa|jiwa|jiwa|jiwa\nMuncar|1|2|3|4|5|6\nSrono|1|2|3|4|5|6"
    )
    assert one.names[1] == "Penduduk Kota L 2023 jiwa"
    assert one.names[4:] == (
        "Penduduk Kota P 2024 jiwa", "Penduduk Desa L 2024 jiwa", "Penduduk Desa P 2024 jiwa",
    )  # fmt: skip


def test_units_in_a_row_of_their_own_belong_to_the_names():
    one = only("Kecamatan|Anggaran|Capaian\n|(Rp)|(%)\nMuncar|1.200|45,5\nSrono|800|50,1")
    assert one.names == ("Kecamatan", "Anggaran (Rp)", "Capaian (%)")


@pytest.mark.parametrize(
    ("labels", "total"),
    [
        (("A. Utara||", "B. Selatan||"), "Jumlah||100"),
        (("Kabupaten/Regency||", "Kota/Municipality||"), "Jawa Timur|40|100"),
        (("WILAYAH UTARA||", "WILAYAH SELATAN||"), "Total||100"),
        (("Utara:||", "Selatan:||"), "TOTAL||100"),
    ],
)
def test_names_of_groups_are_no_records(labels, total):
    first, second = labels
    one = only(
        f"Uraian|Tahun lalu|Jumlah\n{first}\nBeras|10|20\nGula|5|30\n{second}\nKopi|20|40\nTeh|5|10\n{total}"
    )
    assert (one.groups, one.body, one.totals) == ((2, 5), (3, 4, 6, 7), (8,))


def test_a_record_whose_figures_are_missing_is_a_record():
    one = only("Kecamatan|L|P\nMuncar|10|20\nSrono||\nGenteng|5|6")
    assert (one.groups, one.body) == ((), (2, 3, 4))


def test_groups_between_blank_rows_belong_to_one_table():
    one = only(
        "Uraian|Satuan|Jumlah\n||\nA. Pertanian||\nPadi|ton|100\nJagung|ton|50\n||\nB. Perikanan||\n"
        "Lele|ton|70\nNila|ton|30\n||\nSumber: Dinas||"
    )
    assert (one.groups, one.body, one.notes) == ((3, 7), (4, 5, 8, 9), (11,))


def test_a_header_alone_and_its_body_below_a_blank_row():
    one = only("No|Nama|Rp\n||\n1|A|10\n2|B|20")
    assert (one.header, one.body) == ((1,), (3, 4))


def test_a_header_that_comes_again_on_each_page():
    one = only("No|Nama|Rp\n1|A|10\nNo|Nama|Rp\n2|B|20\n||\nLanjutan Tabel 1||\nNo|Nama|Rp\n3|C|30")
    assert one.body == (2, 4, 8)
    assert set(one.repeats) >= {3, 7}


def test_two_years_with_the_same_header_are_two_tables():
    first, second = tables(
        "Tahun 2023||\nNo|Nama|Rp\n1|A|10\n2|B|20\n||\nTahun 2024||\nNo|Nama|Rp\n1|A|30\n2|B|40"
    )
    assert (first.preamble, second.preamble) == ((1,), (6,))


def test_a_numbered_title_without_a_blank_row_begins_a_table():
    first, second = tables("Tabel 1|\nNama|Jiwa\nA|10\nB|20\nTabel 2|\nTahun|Rp\n2024|1.000\n2025|2.000")
    assert (first.body, second.preamble, second.body) == ((3, 4), (5,), (7, 8))


def test_tables_beside_each_other_with_titles_and_other_lengths():
    first, second = tables(
        "Tabel 1. Penduduk|||Tabel 2. Panen|\nKecamatan|Jiwa||Komoditas|Ton\nMuncar|10||Padi|5,1\n"
        "Srono|20||Jagung|6,2\nGenteng|30|||\nSumber: A|||Sumber: B|"
    )
    assert (first.names, first.left, first.body) == (("Kecamatan", "Jiwa"), 0, (3, 4, 5))
    assert (second.names, second.left, second.body) == (("Komoditas", "Ton"), 3, (3, 4))
    assert (first.notes, second.notes) == ((6,), (6,))


def test_the_same_table_in_two_halves_beside_each_other():
    assert strips(sheet("No|Nama|Umur||No|Nama|Umur\n1|A|10||3|C|30\n2|B|20||4|D|40")) == [(0, 4), (4, 7)]


def test_a_name_over_merged_cells_parts_no_table():
    one = only("No|Uraian|||Jumlah|Harga\n1|Beras|||10|20\n2|Gula|||20|30")
    assert len(one.names) == 6


def test_pairs_above_a_table_say_what_it_is_about():
    for gap in ("|||\n", ""):
        one = only(
            f"Dinas|Pendidikan||\nTahun:|2024||\n{gap}No|Sekolah|Siswa|Guru\n1|SDN 1|100|10\n2|SDN 2|200|20"
        )
        assert one.preamble == (1, 2)
        assert one.names == ("No", "Sekolah", "Siswa", "Guru")


def test_those_who_signed_are_no_records():
    one = only(
        "No|Nama|Rp\n1|A|10\n2|B|20\n||\nMengetahui,||Muncar, 12 Mei 2026\nKepala Dinas||Bendahara\n||\n"
        "Drs. X||Y, S.E.\nNIP. 1965||NIP. 1970"
    )
    assert (one.body, one.notes) == ((2, 3), (5, 6, 8, 9))


def test_notes_with_a_list_below_them():
    one = only("Nama|Rp\nA|1\nB|2\nCatatan:|\n1. Data diambil dari Dinas|\n2. Angka sementara|")
    assert (one.body, one.notes) == ((2, 3), (4, 5, 6))


def test_a_row_that_is_the_sum_of_all_others_is_a_total_whatever_its_name():
    rows = "Kabupaten/Kota|2023|2024\nBanyuwangi|10|20\nJember|30|40\nLumajang|5|6\nJawa Timur|45|{}"
    assert only(rows.format(66)).totals == (5,)
    assert only(rows.format(67)).totals == ()


def test_headers_of_texts_alone():
    one = only("Nama|Alamat||\n|Jalan|Desa|Kecamatan\nAndi|Mawar|Kabat|Kabat\nBudi|Melati|Licin|Licin")
    assert one.names == ("Nama", "Alamat Jalan", "Alamat Desa", "Alamat Kecamatan")


@pytest.mark.parametrize(
    "text",
    [
        "No|Nama|Alamat",
        "Nama\nSiti\nBudi",
        "Jumlah\n10\n20",
        "11|ACEH\n12|SUMATERA UTARA",
        "1|2|3\n4|5|6\n7|8|9",
    ],
)
def test_small_sheets_are_one_table(text):
    assert only(text)
