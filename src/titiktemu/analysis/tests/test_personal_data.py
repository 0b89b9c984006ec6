"""Personal data is found by structure, name and context, and harmless columns are left alone.

Shapes of identifiers: research on Indonesian identifiers in public sources (NIK: Dukcapil; NPWP: PMK
112/PMK.03/2022; classes of data: Law 27/2022, article 4).
"""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titiktemu.analysis.personal_data import KINDS, find_personal, of_persons, personal_data
from titiktemu.analysis.personal_data.patterns import SUSPECT
from titiktemu.analysis.planted_people import plant_column, score
from titiktemu.analysis.spreadsheet.rules import Meaning, Understood

PROVINCES = ("11", "21", "33", "35", "51", "73", "94")
PEOPLE = (
    "Siti Aminah", "Budi Santoso", "Ahmad Fauzi", "Ni Made Ayu", "I Wayan Sudarta", "Yohanes Wenda",
    "Hj. Nur Hayati", "Bambang Sutejo", "Dewi Lestari", "Agus Salim",
)  # fmt: skip


def kinds(name, cells):
    return {one.kind for one in find_personal(name, Counter(cells))}


@st.composite
def niks(draw):
    """A valid NIK: region, day (of women plus 40), month, year, serial."""
    day = draw(st.integers(1, 28)) + draw(st.sampled_from((0, 40)))
    region = (
        draw(st.sampled_from(PROVINCES)) + f"{draw(st.integers(1, 79)):02d}{draw(st.integers(1, 40)):02d}"
    )
    month, year = draw(st.integers(1, 12)), draw(st.integers(0, 99))
    return f"{region}{day:02d}{month:02d}{year:02d}{draw(st.integers(1, 9999)):04d}"


MASKS = (
    "{0}{1}{2}{3}", "{0} {1} {2} {3}", "{0}-{1}-{2}-{3}", "{0}.{1}.{2}.{3}", "'{0}{1}{2}{3}",
    "{0}{1}{2}{3}.0",
)  # fmt: skip


@given(st.lists(niks(), min_size=6, max_size=30, unique=True), st.sampled_from(MASKS))
def test_a_nik_is_found_in_every_mask(numbers, mask):
    cells = [mask.format(*(one[at : at + 4] for at in range(0, 16, 4))) for one in numbers]
    assert "nik" in kinds("NIK", cells)


@given(st.lists(st.floats(-11, 6).filter(lambda one: abs(one) > 0.001), min_size=5, max_size=40, unique=True))
def test_coordinates_and_long_decimals_are_never_people(numbers):
    for name in ("lat", "lintang", "", "rasio"):
        assert kinds(name, [f"{one:.13f}" for one in numbers]) == set()


@pytest.mark.parametrize(
    ("name", "cells", "kind"),
    [
        ("No. HP", ["081234567890", "0857-1234-5678", "+62 812 3456 7890"], "phone"),
        ("HP", ["81234567890", "85712345678", "81312345678"], "phone"),
        ("Telepon Kantor", ["(0333) 421234", "(0333) 635123"], "phone"),
        ("Surel", ["ani@contoh.id", "budi@contoh.go.id"], "email"),
        ("NPWP", ["01.234.567.8-901.000", "012345678901000"], "npwp"),
        ("No. KK", ["3510010112100001", "3510020203150007", "3510030411110003"], "kk"),
        ("No BPJS", ["0001234567890", "0009876543210", "0001112223334"], "bpjs"),
        ("No Polisi", ["P 1234 AB", "P 4321 XY", "DK 1111 KL"], "plate"),
        ("TTL", ["Banyuwangi, 12-05-1990", "Jember, 01-11-1987"], "birth_date"),
        ("Date of Birth", ["1990-05-12", "1987-11-01", "2001-02-03"], "birth_date"),
        ("Alamat", ["Jl. Mawar No. 3 RT 02/RW 01", "Dusun Krajan RT 4"], "address"),
        ("Diagnosa", ["TB Paru", "HIV", "Hipertensi", "TB Paru"], "health"),
        ("Gol. Darah", ["A", "B", "O", "AB", "A"], "health"),
        ("nama_pasien", PEOPLE, "person_name"),
        ("Penanggung Jawab", PEOPLE, "person_name"),
        ("", PEOPLE, "person_name"),
    ],
)
def test_each_kind_is_found(name, cells, kind):
    assert kind in kinds(name, cells)


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("nama_kecamatan", ["Muncar", "Srono", "Genteng", "Glagah"]),
        ("Nama Sekolah", ["SMP Budi Utomo", "SD Kartini", "SMA Ahmad Yani"]),
        ("Nama Jalan", ["Ahmad Yani", "Diponegoro", "Sudirman", "Gajah Mada"]),
        ("nama", ["Dinas Kesehatan", "Dinas Sosial", "Bappeda"]),
        ("Nama Barang", ["Meja", "Kursi", "Laptop", "Printer"]),
        ("kode rekening", ["5.1.02.01.01.0024", "5.2.02.05.01.0001"]),
        ("kode", ["35.10.01.2001", "35.10.02.2003"]),
        ("NPSN", [str(20_525_000 + one) for one in range(20)]),
        ("isbn", ["9786020332956", "9789792248616", "9786024246945"]),
        ("created_at", ["1700000000000", "1700000361000", "1700009999000"]),
        ("pagu", ["1234567890123456", "2234567890123400", "9934567890120000"]),
        ("Jumlah kasus HIV", ["3", "4", "10"]),
        ("Laki-laki", ["31", "44", "10"]),
        ("No Kontrak", ["027/123/429.112/2024", "027/456/429.112/2024"]),
        ("koordinat", ["-8.219233, 114.369141", "-8.310001, 114.220002"]),
    ],
)
def test_traps_are_left_alone(name, cells):
    assert kinds(name, cells) == set()


def test_names_are_said_to_be_uncertain():
    (found,) = find_personal("nama_pasien", Counter(PEOPLE))
    assert not found.is_sure
    assert found.evidence


def test_free_text_tells_what_it_holds_and_how_often():
    cells = ["hubungi 081234567890", "lancar", "NIK 3510010112900001 belum terdaftar", "-"]
    found = {one.kind: one for one in find_personal("Keterangan", Counter(cells))}
    assert {"phone", "nik"} <= set(found)
    assert found["phone"].count == found["nik"].count == 1


def test_the_law_tells_general_from_specific():
    assert KINDS["nik"].law == KINDS["person_name"].law == KINDS["religion"].law == "general"
    assert KINDS["health"].law == KINDS["child"].law == KINDS["salary"].law == "specific"
    assert KINDS["sex"].identifies == "combined"


def test_a_table_that_only_counts_people_is_about_nobody():
    sex, disease = find_personal("jk", {"L": 2, "P": 2}), find_personal("diagnosa", {"TB": 2, "HIV": 2})
    assert of_persons([sex, disease]) == [(), ()]
    phones = find_personal("hp", {"081234567890": 1, "081234567891": 1})
    assert all(of_persons([sex, disease, phones]))


def test_what_a_person_decided_is_taken():
    said = Understood(Meaning.PERSON_NAME, 1.0, "")
    assert [one.kind for one in personal_data("kolom", said, {"X1": 1, "X2": 1}, decided=True)] == [
        "person_name"
    ]


def test_the_order_of_the_cells_changes_nothing():
    for seed in range(60):
        column = plant_column(seed)
        turned = dict(reversed(list(column.values.items())))
        assert find_personal(column.name, column.values) == find_personal(column.name, turned)


def test_the_fast_search_suspects_every_cell_that_holds_something():
    suspect = re.compile(SUSPECT)
    cells = ["3510010112900001", "35.1001.0112.9000.01", "081234567890", "(0333) 421234", "ani@contoh.id",
             "01.234.567.8-901.000", "P 1234 AB", "0001234567890", "Bapak Slamet tidak hadir"]  # fmt: skip
    assert [one for one in cells if not suspect.search(one)] == []


def test_precision_and_recall_on_planted_columns():
    """Seeds at which nobody looked while the rules were made; the bench counts many more."""
    scores, _failures = score(find_personal, range(300_000, 301_500))
    assert scores["all"].precision >= 0.99
    assert scores["all"].recall >= 0.99
