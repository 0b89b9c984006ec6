"""Personal data under odd names, with lost digits, in long columns, in tables without names; harder traps."""

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titiktemu.analysis import column_tally
from titiktemu.analysis.personal_data import KINDS, Suspects, find_in_long, find_personal, of_persons
from titiktemu.analysis.personal_data.patterns import has_phone
from titiktemu.analysis.spreadsheet import pieces, reading, sources
from titiktemu.analysis.table_quality import check
from titiktemu.analysis.table_report import as_json

PEOPLE = ("Siti Aminah", "Budi Santoso", "Ni Made Ayu", "Yohanes Wenda", "Hj. Nur Hayati", "Agus Wibowo")
MASKS = (
    "{0}{1}{2}{3}", "{0} {1} {2} {3}", "{0}.{1}.{2}.{3}", "{0}-{1}-{2}-{3}", "'{0}{1}{2}{3}",
    '="{0}{1}{2}{3}"', "`{0}{1}{2}{3}", "{0}{1}{2}{3}.0", "{0}{1}{2}{3}.00", " {0}{1}{2}{3} ",
)  # fmt: skip


def kinds(name, cells):
    return {one.kind for one in find_personal(name, Counter(cells))}


@st.composite
def people(draw):
    """NIK of ten to thirty people born on different days, men and women."""
    days = draw(st.lists(st.integers(1, 28), min_size=10, max_size=30, unique=True))
    return [
        f"3510{draw(st.integers(1, 25)):02d}{day + 40 * (at % 2):02d}{draw(st.integers(1, 12)):02d}"
        f"{draw(st.integers(50, 99)):02d}{draw(st.integers(1, 99)):04d}"
        for at, day in enumerate(days)
    ]


@given(people(), st.sampled_from(MASKS), st.sampled_from(("NIK", "no_ktp", "", "Unnamed: 3", "data")))
def test_nik_are_found_in_every_mask_with_and_without_a_name(numbers, mask, name):
    assert "nik" in kinds(
        name, [mask.format(*(one[at : at + 4] for at in range(0, 16, 4))) for one in numbers]
    )


@given(
    st.lists(st.floats(-180, 180, allow_subnormal=False), min_size=5, max_size=30, unique=True),
    st.integers(6, 17),
    st.sampled_from((".", ",")),
    st.sampled_from(("lat", "Bujur", "", "nilai", "rasio", "kolom_3", "koordinat")),
)
def test_decimals_are_never_people(numbers, places, mark, name):
    assert kinds(name, [f"{one:.{places}f}".replace(".", mark) for one in numbers]) == set()


@given(st.text(max_size=30), st.dictionaries(st.text(max_size=40), st.integers(1, 5), max_size=12))
def test_whatever_stands_in_a_column_gives_shares_between_nought_and_one(name, values):
    for one in find_personal(name, values, in_table=True):
        assert 0 < one.share <= 1
        assert one.kind in KINDS
        assert 0 < one.count <= sum(values.values())


@pytest.mark.parametrize("cell", ["3.51001E+15", "3,51001E+15", "351001******0002", "351001XXXXXX0002"])
def test_a_nik_that_lost_digits_is_told_and_not_called_sure(cell):
    (found,) = find_personal("NIK", {cell: 12, "-": 2})
    assert (found.kind, found.is_sure) == ("nik", False)


def test_fifteen_kept_digits_of_a_nik_are_a_nik():
    """A spreadsheet keeps fifteen digits: the serial of the first born of a day becomes 0000."""
    assert kinds("NIK", ["3510011203850000", "3510021304860000", "3510034505870010"]) == {"nik"}


@pytest.mark.parametrize(
    ("name", "cells", "kind"),
    [
        ("contact_number", ["0812-3456-7890", "0857 1234 5678", "+62 813 1111 2222"], "phone"),
        ("telepon_opd", ["0333-421234", "0333-412233", "(0333) 635123"], "phone"),
        ("HP", ["8.12346E+10", "8.57123E+10"], "phone"),
        ("HP", ["081234567890 (WA)", "081234567891 / 085712345678"], "phone"),
        ("e_mail", ["ani[at]contoh.id", "budi[at]contoh.id"], "email"),
        ("license_plate", ["P 1234 A", "DK 23 B", "p 4321 xy"], "plate"),
        ("npwp16", ["0123456789012345", "0987654321098765"], "npwp"),
        ("Camat", ["Drs. Budi Santoso", "Siti Aminah, S.Sos.", "Agus Wibowo, M.Si."], "person_name"),
        (
            "kolom_2",
            ["Dr. Wirya Adinegara", "Karnadi Puspa, S.Pd.", "Ir. Melur Anggara, M.T."],
            "person_name",
        ),
        ("employee name", PEOPLE, "person_name"),
        ("Tgl Lahir", ["32964", "28910", "18133"], "birth_date"),
        ("tgl_lhr", ["19900512", "19871101"], "birth_date"),
        ("TTL", ["Kab. Banyuwangi, 12-05-1990", "Bwi / 1 Juni 1987"], "birth_date"),
        ("kode_icd", ["I10", "E11.9", "A15.0", "I10"], "health"),
        ("blood_type", ["A", "O", "O", "AB"], "health"),
        ("No. Rekam Medis", ["123456", "123457", "123999"], "health"),
        ("penyandang_disabilitas", ["Tidak", "Tidak", "Ya"], "disability"),
        ("Penghasilan Ortu", ["< 1 juta", "1-2 juta", "Rp 2.000.000 - Rp 3.000.000"], "salary"),
        ("NUPTK", ["1234567890123456", "4444123456789012"], "person_number"),
        ("Nama Siswa", PEOPLE, "child"),
    ],
)
def test_each_is_found_under_other_names_too(name, cells, kind):
    assert kind in kinds(name, cells)


CHANCE = random.Random(11)


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("no_resi", [f"08{CHANCE.randrange(10**10):010d}" for _ in range(40)]),
        ("order_id", [f"0812{1000 + at:06d}" for at in range(40)]),
        ("", [f"08{CHANCE.randrange(10**10):010d}" for _ in range(60)]),
        ("transaction_id", [f"{CHANCE.randrange(10**16):016d}" for _ in range(60)]),
        ("kode_sls", [f"3510{at:03d}{1 + at % 12:03d}{1 + at % 30:04d}00" for at in range(10, 60)]),
        ("No. Berkas", [f"351008{1 + at % 28:02d}0723{at:04d}" for at in range(1, 40)]),
        ("kode_barang", [f"B {1000 + 7 * at} XY" for at in range(20)]),
        ("tanggal_gempa", [f"{1 + at % 28:02d}-05-{1950 + at}" for at in range(60)]),
        ("nilai huruf", ["A", "B", "AB", "A", "B"]),
        ("penyandang_disabilitas", ["12", "31", "4"]),
        ("Nama PT", ["Agung Wijaya", "Dewi Sari", "Putri Rahayu"]),
        ("Nama Toko", ["Bu Yati", "Toko Budi", "Sumber Rejeki"]),
        ("judul", ["Siti Nurbaya", "Laskar Pelangi", "Festival Dewi Sri", "Lomba Kartini"]),
        ("NIK", ["Ya", "Tidak", "Ya"]),
        ("keterangan", ["kode tiket 081234567890", "SPM 0812/2024", "tutup"]),
        ("keterangan", ["Sewa mobil 12 bulan", "mobil A1 GP", "selesai"]),
    ],
)
def test_harder_traps_are_left_alone(name, cells):
    assert kinds(name, cells) == set()


@pytest.mark.parametrize(
    ("text", "is_there"),
    [
        ("nomor saya tidak aktif 081147286649", True),  # "tidak" does not end in "id"
        ("hubungi kontak center di : 021 2927 8888", True),
        ("paket hilang, hub wa 085868725403 bu yati", True),
        ("resi 081234567890 belum sampai", False),
        ("bayar ke va 081234567890123", False),
        ("Rp 081234567890", False),
    ],
)
def test_a_number_in_a_text_is_a_telephone_by_what_stands_before_it(text, is_there):
    assert has_phone(text) is is_there


def test_each_kind_says_its_article():
    assert {kind.law for kind in KINDS.values() if kind.article.startswith("4 (2)")} == {"specific"}
    assert {kind.law for kind in KINDS.values() if kind.article.startswith("4 (3)")} == {"general"}
    specific = {kind.name: kind.article[-1] for kind in KINDS.values() if kind.law == "specific"}
    assert specific == {
        "health": "a", "disability": "a", "biometric": "b", "genetic": "c", "criminal_record": "d",
        "child": "e", "bank_account": "f", "salary": "f",
    }  # fmt: skip
    assert KINDS["nik"].article == KINDS["phone"].article == "4 (3) f"  # combined to identify


def test_records_without_names_are_about_people_and_counts_are_not():
    sex = find_personal("jk", {"L": 60, "P": 40})
    ill = find_personal("diagnosa", {"ISPA": 70, "TB": 20, "HIV": 10})
    assert of_persons([sex, ill], ["jk", "diagnosa"]) == [sex, ill]
    assert of_persons([sex, ill, ()], ["jk", "diagnosa", "jumlah"]) == [(), (), ()]
    assert of_persons([sex, ()], ["jk", "desa"]) == [(), ()]


def test_a_column_of_unknown_names_is_told_by_its_neighbours():
    named = find_personal("Nama", {"Cagak": 1, "Empluk": 1, "Gamblang": 1}, in_table=True)
    born = find_personal("Tanggal Lahir", {"1990-05-12": 2, "1987-11-01": 1})
    assert [one.kind for one in named] == ["person_name"]
    assert of_persons([named, born], ["Nama", "Tanggal Lahir"])[0] == named
    assert of_persons([named, ()], ["Nama", "Harga"]) == [(), ()]
    assert find_personal("Nama", {"Cagak": 1, "Empluk": 1}) == ()


def test_a_long_column_is_counted_by_all_its_suspects():
    notes = {"lancar": 95, "hub 081234567890": 5}
    (found,) = find_in_long("catatan", Suspects(2_000_000, notes, {"hub 081234567890": 99_000}, 99_000))
    assert (found.kind, found.count, found.share) == ("phone", 99_000, 0.0495)
    (few,) = find_in_long("catatan", Suspects(2_000_000, notes, {"hub 081234567890": 500}, 99_000))
    assert (few.count, few.share) == (99_000, 0.0495)


def test_one_number_among_very_many_texts_is_not_overlooked():
    sample = {f"laporan {at} selesai": 1 for at in range(500)}
    (found,) = find_in_long("catatan", Suspects(2_000_000, sample, {"hub 081234567890": 1}, 1))
    assert (found.kind, found.count) == ("phone", 1)


@pytest.mark.parametrize("most", [50_000, 20])
def test_a_long_file_tells_how_many_texts_hold_a_telephone(tmp_path, monkeypatch, most):
    """With and without room for all suspects; what is sampled stays near."""
    for where, what, size in (
        (reading, "LONG", 2048), (pieces, "PIECE", 3 * 1024), (sources, "HEAD", 1500),
        (sources, "TAIL", 1000), (sources, "WINDOW", 800), (column_tally, "MANY", 40),
        (column_tally, "MOST_SUSPECTS", most),
    ):  # fmt: skip
        monkeypatch.setattr(where, what, size)
    chance = random.Random(5)
    rows = [
        f"{at};laporan {at} {'selesai saja' if at % 4 else 'hub 0812' + str(chance.randrange(10**7, 10**8))}"
        for at in range(1200)
    ]
    path = tmp_path / "aduan.csv"
    path.write_text("no;uraian\n" + "\n".join(rows) + "\n", encoding="utf-8")
    read = reading.read_file(path)
    (found,) = as_json(read, check(read))["personal_data"]
    assert (found["column"], found["kind"], found["law"]) == ("uraian", "phone", "general")
    assert found["count"] == 300
    assert found["share"] == pytest.approx(0.25, abs=0.001)


def test_names_without_a_header_are_told_by_their_neighbours():
    cells = {"Siti": 3, "Budi": 2, "Cagak": 2, "Empluk": 1}
    named, numbers = (
        find_personal("kolom 2", cells, in_table=True),
        find_personal("kolom 1", {"081234567890": 1}),
    )
    nik = find_personal("", {f"35100112{at:02d}900001": 1 for at in range(1, 10)})
    assert find_personal("kolom 2", cells) == ()
    assert of_persons([named, nik], ["kolom 2", ""])[0] == named
    assert of_persons([named, numbers], ["kolom 2", "kolom 1"])[0] == ()
