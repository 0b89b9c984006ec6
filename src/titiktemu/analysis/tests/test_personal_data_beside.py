"""What is personal only beside people: illnesses that come equally often, and places on the map."""

import io
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titiktemu.analysis.personal_data import find_personal
from titiktemu.analysis.spreadsheet.coordinates import TOGETHER, pair
from titiktemu.analysis.spreadsheet.reading import read_file
from titiktemu.analysis.spreadsheet.rules import Meaning
from titiktemu.analysis.table_quality import check

NAMES = ("Siti Aminah", "Budi Santoso", "Dewi Lestari", "Agus Salim", "Wayan Adi", "Sri Wahyuni")
OFFICES = ("Puskesmas Muncar", "Puskesmas Srono", "Puskesmas Genteng", "Puskesmas Rogojampi")
ILL = ("TB", "HIV", "DM")
PLACES = ("-8.2192, 114.3691", "-8.2290, 114.3721", "-8.3101, 114.4102")


def checked(folder, head, rows):
    made = io.StringIO()
    for row in [head, *rows]:
        made.write(";".join(map(str, row)) + "\n")
    path = folder / "tabel.csv"
    path.write_text(made.getvalue(), encoding="utf-8")
    return check(read_file(path))[0]


def personal(folder, head, rows):
    return {(one["column"], one["kind"]) for one in checked(folder, head, rows).personal}


def numbers(many):
    return [f"3510014508{70 + at:02d}{at + 1:04d}" for at in range(many)]


@pytest.mark.parametrize(
    ("name", "values", "kind"),
    [
        ("Status HIV", ("positif", "negatif"), "health"),
        ("Penyakit", ILL, "health"),
        ("Jenis penyakit", ILL, "health"),
        ("Keterangan", ("TB", "HIV", "Diabetes"), "health"),
        ("Ragam disabilitas", ("tuna netra", "tuna rungu", "autis"), "disability"),
        ("Agama", ("Islam", "Hindu", "Kristen"), "religion"),
    ],
)
@pytest.mark.parametrize("head", [("NIK",), ("NIK", "Nama"), ("Nama pasien",)])
def test_facts_that_come_equally_often_are_told_beside_people(tmp_path, name, values, kind, head):
    rows = []
    for at, one in enumerate(numbers(12)):
        own = {"NIK": one, "Nama": NAMES[at % 6], "Nama pasien": NAMES[at % 6]}
        rows.append([*(own[column] for column in head), values[at % len(values)]])
    assert (name, kind) in personal(tmp_path, [*head, name], rows)


@pytest.mark.parametrize(
    ("head", "row"),
    [
        (("puskesmas", "penyakit", "jumlah kasus"), lambda at, office, ill: (office, ill, at + 3)),
        (("jk", "penyakit", "kasus"), lambda at, _office, ill: ("LP"[at % 2], ill, at)),
        (
            ("puskesmas", "kepala puskesmas", "penyakit", "jumlah"),
            lambda at, office, ill: (office, NAMES[OFFICES.index(office)], ill, at),
        ),
        (
            ("puskesmas", "nip kepala", "penyakit", "jumlah"),
            lambda at, office, ill: (office, f"19780{OFFICES.index(office) + 1}142005011003", ill, at),
        ),
        (
            ("puskesmas", "alamat", "telepon", "penyakit", "L", "P"),
            lambda at, office, ill: (office, f"Jl. Raya {at}", f"0812345678{at:02d}", ill, at, 2),
        ),
        (("nama penyakit", "puskesmas"), lambda _at, office, ill: (ill, office)),
    ],
)
def test_counts_by_disease_are_health_of_nobody(tmp_path, head, row):
    rows = [row(at, office, ill) for at, office in enumerate(OFFICES) for ill in ILL]
    assert "health" not in {kind for _column, kind in personal(tmp_path, head, rows)}


def test_a_list_of_diseases_with_who_answers_for_each_is_health_of_nobody(tmp_path):
    rows = [("TB", NAMES[0]), ("HIV", NAMES[1]), ("Malaria", NAMES[2]), ("Kusta", NAMES[3])]
    found = personal(tmp_path, ("Nama penyakit", "Penanggung jawab"), rows)
    assert "health" not in {kind for _column, kind in found}


def test_latitude_and_longitude_in_one_column_are_said_to_be_two(tmp_path):
    rows = [(office, place) for office, place in zip(OFFICES, (*PLACES, PLACES[0]), strict=True)]
    found = checked(tmp_path, ("puskesmas", "koordinat"), rows)
    assert (found.columns[1].understood.meaning, found.columns[1].understood.evidence) == (
        Meaning.TEXT, TOGETHER,
    )  # fmt: skip
    (told,) = [one for one in found.findings if one.check == "coordinates_together"]
    assert (told.state, told.count) == ("notice", 1)
    assert found.personal == ()


def test_places_beside_people_may_be_their_homes(tmp_path):
    rows = [
        (one, NAMES[at % 6], PLACES[at % 3].replace(",", " ").replace("-", "\u2212"))
        for at, one in enumerate(numbers(9))
    ]
    assert personal(tmp_path, ("NIK", "Nama", "titik"), rows) == {
        ("NIK", "nik"), ("Nama", "person_name"), ("titik", "address"),
    }  # fmt: skip
    of_office = [(office, NAMES[at], PLACES[at % 3]) for at, office in enumerate(OFFICES)]
    found = personal(tmp_path, ("puskesmas", "kepala puskesmas", "koordinat"), of_office)
    assert ("koordinat", "address") not in found


@given(
    st.floats(-10.9, 5.9),
    st.floats(95.1, 140.9),
    st.integers(4, 9),
    st.sampled_from(["{0}, {1}", "({0}; {1})", "{1} {0}", "{0}/{1}", "Lat: {0} Long: {1}", "[{0},{1}]"]),
    st.sampled_from(".,"),
)
def test_a_place_is_read_in_any_way_it_is_written(north, east, decimals, mask, mark):
    both = [f"{one:.{decimals}f}".replace(".", mark) for one in (north, east)]
    cell = mask.format(*both)
    found = pair(cell)
    assert found is not None
    assert found == pytest.approx((north, east), abs=10.0**-decimals)
    assert find_personal("", Counter([cell])) == ()


@given(st.text(max_size=40))
def test_whatever_stands_in_a_cell_is_a_pair_or_none(cell):
    found = pair(cell)
    assert found is None or (-12 <= found[0] <= 7 and 94 <= found[1] <= 142)


@pytest.mark.parametrize("cell", ["1.250, 980.500", "0812 3456 7890", "2.500/100.000", "3,5; 98,6", "8.21"])
def test_other_numbers_are_no_places(cell):
    assert pair(cell) is None
