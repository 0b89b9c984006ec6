"""Names of regions as offices write them, alone and beside their codes."""

import csv
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titiktemu.analysis.regions import reading, writing
from titiktemu.analysis.regions.agreement import disagreements, system_of
from titiktemu.analysis.regions.codes import look_up_in
from titiktemu.analysis.regions.names import beside, is_region_name, reconcile
from titiktemu.analysis.regions.planted import plant_names
from titiktemu.analysis.regions.reading import NEWEST, Level, System

KEMENDAGRI, BPS = System.KEMENDAGRI, System.BPS
LEVELS = [(Level.PROVINCE, 30), (Level.REGENCY, 400), (Level.DISTRICT, 3000)]


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Kab. Banyuwangi", ["35.10"]),
        ("KAB BANYUWANGI", ["35.10"]),
        ("KAB.BANYUWANGI", ["35.10"]),
        ("Pemerintah Kabupaten Banyuwangi", ["35.10"]),
        ("Banyuwangi", ["35.10", "35.10.16"]),
        ("Kec. Glenmore", ["35.10.10"]),
        ("D.I. Yogyakarta", ["34"]),
        ("DI Jogjakarta", ["34"]),
        ("Jogjakarta", ["34", "34.71"]),
        ("DKI", ["31"]),
        ("Prov. DKI Jakarta", ["31"]),
        ("Daerah Khusus Jakarta", ["31"]),
        ("Kota Adm. Jakarta Selatan", ["31.74"]),
        ("JAKARTA SELATAN", ["31.74"]),
        ("Kab. Adm. Kep. Seribu", ["31.01"]),
        ("Surabaya (Kota)", ["35.78"]),
        ("Kota Baru", ["63.02"]),  # Kabupaten Kotabaru, written apart
        ("Irian Jaya", ["91"]),
        ("Nanggroe Aceh Darussalam", ["11"]),
        ("Kab. Toba Samosir", ["12.12"]),  # until 2020
        ("Kab. Fakfak", ["92.03"]),
        ("S I A K", ["14.08", "14.08.01"]),
        ("Kab. Mahakam Hulu", ["64.11"]),  # as BPS writes it
        ("Glenmore, Banyuwangi", ["35.10.10"]),
        ("Puskesmas", []),
        ("", []),
        ("Total", []),
    ],
)
def test_a_name_is_taken_to_its_regions(name, codes):
    found = reconcile(name)
    exact = [one for one in found if one.score == 1]
    assert [one.region.code for one in exact][: len(codes)] == codes
    assert all(one.is_certain for one in exact) == (len(exact) == 1 or not exact)
    assert bool(found) == bool(codes)


def test_the_area_and_the_level_decide():
    assert [one.is_certain for one in reconcile("Banyuwangi", level=Level.REGENCY)] == [True]
    (district,) = reconcile("Banyuwangi", within="35.10")[1:]
    assert district.region.code == "35.10.16"
    # Tegalsari is a district of Banyuwangi and of Surabaya.
    assert not reconcile("Tegalsari")[0].is_certain
    for within in ("35.10", "3510"):
        (found,) = reconcile("Kec. Tegalsari", within=within)
        assert (found.region.code, found.is_certain) == ("35.10.23", True)
    (keude,) = reconcile("Desa Keude Bakongan", within="11.01.01", level=Level.VILLAGE)
    assert keude.region.code == "11.01.01.2001"
    assert reconcile("Banyuwangi", within="99.99") == []


@pytest.mark.parametrize(
    ("name", "within", "code", "is_certain"),
    [
        ("Glenmroe", "35.10", "35.10.10", True),
        ("Siliragng", "35.10", "35.10.22", True),
        ("Kab. Banyuwanggi", None, "35.10", True),
        ("Kab. Probolingo", None, "35.13", True),
        ("Jawa Tmur", None, "35", False),
        ("Wongsorjo", None, "35.10.18", False),
    ],
)
def test_a_letter_or_two_are_forgiven(name, within, code, is_certain):
    found = reconcile(name, within=within)[0]
    assert (found.region.code, found.is_certain) == (code, is_certain)
    assert 0 < found.score < 1


def test_short_names_forgive_nothing():
    assert reconcile("Kabay", within="35.10")[0].region.name == "Kabat"
    assert reconcile("Gir", within="35.10") == []


def test_a_city_that_is_a_regency_is_found_but_not_certain():
    first = reconcile("Kota Banyuwangi", level=Level.REGENCY)[0]
    assert (first.region.code, first.score, first.is_certain) == ("35.10", 0.8, False)


@given(
    st.sampled_from(sorted(reading.entries(KEMENDAGRI))), st.sampled_from([str.upper, str.lower, str.title])
)
def test_every_name_finds_its_code_in_any_case(digits, case):
    region = look_up_in(digits, KEMENDAGRI)
    around = region.code.rpartition(".")[0] or None
    if region.edition == NEWEST[KEMENDAGRI]:
        assert region in [
            one.region for one in reconcile(case(region.name), within=around, level=region.level)
        ]


@given(st.text(max_size=40), st.sampled_from([None, "35", "35.10"]))
def test_no_text_breaks_the_search(name, within):
    assert all(0 < one.score <= 1 for one in reconcile(name, within=within))


def plain_distance(left, right):
    """Optimal string alignment by its recursion, without short cuts."""
    if not left or not right:
        return len(left) + len(right)
    best = min(
        plain_distance(left[1:], right) + 1,
        plain_distance(left, right[1:]) + 1,
        plain_distance(left[1:], right[1:]) + (left[0] != right[0]),
    )
    if left[:2] == right[1::-1] and len(left) > 1 and len(right) > 1:
        best = min(best, plain_distance(left[2:], right[2:]) + 1)
    return best


@given(st.text("abc", max_size=5), st.text("abc", max_size=5), st.integers(0, 3))
def test_wrong_letters_are_counted_as_the_recursion_counts_them(left, right, most):
    assert writing.errors(left, right, most) == min(plain_distance(left, right), most + 1)


def test_a_column_of_districts_is_known_without_its_header():
    texts = ["Glenmore", "Kalibaru", "GENTENG", "Kec. Sempu", "Songgon", "Banyuwangi", "Banyuwangi", ""]
    found = is_region_name(texts)
    assert (found.share, found.level, found.within, found.share_within) == (1.0, Level.DISTRICT, "35.10", 1.0)
    mixed = is_region_name(["Glenmore", "Kalibaru", "Lain-lain", "Tidak tahu"])
    assert (mixed.share, mixed.share_within) == (0.5, 0.5)


def test_columns_of_regencies_and_provinces_are_told_apart():
    regencies = is_region_name(["Kab. Jember", "Kab. Banyuwangi", "Kota Malang", "Kota Bandung"])
    assert (regencies.level, regencies.within, regencies.share_within) == (Level.REGENCY, "35", 0.75)
    provinces = is_region_name(["Jawa Timur", "DKI", "NTB", "Bali"])
    assert (provinces.share, provinces.level, provinces.within) == (1.0, Level.PROVINCE, "")


def test_words_that_are_no_places_are_none():
    assert is_region_name(["Laki-laki", "Perempuan"]).share == 0
    assert is_region_name([]) == is_region_name(["", " "])


def letters_of(name):
    """The name without its kind: a way of its own, to check the planted truth."""
    return re.sub(
        r"[^A-Z]",
        "",
        re.sub(r"^(KABUPATEN|KAB\.?|KECAMATAN|KEC\.?|PROVINSI|PROV\.?|PEMKAB) ", "", name.upper()),
    )


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("level", "rows"), LEVELS)
@pytest.mark.parametrize("system", System)
def test_exactly_the_planted_faults_are_found(system, level, rows, seed):
    made = plant_names(seed, rows, system=system, level=level, wrong=rows // 10)
    found = disagreements(made.pairs)
    assert {(one.code, one.name) for one in found} == {made.pairs[at] for at in made.wrong}
    assert all(one.expected for one in found)


@pytest.mark.parametrize(("level", "rows"), LEVELS)
@pytest.mark.parametrize("system", System)
def test_misspelt_names_are_told_apart_from_other_names(system, level, rows):
    made = plant_names(7, rows, system=system, level=level, wrong=rows // 10, misspelt=rows // 10)
    found = disagreements(made.pairs)
    misspelt = {(one.code, one.name) for one in found if one.kind == "spelling"}
    wrong = {made.pairs[at] for at in made.wrong}
    planted = {made.pairs[at] for at in made.misspelt}
    assert {(one.code, one.name) for one in found} == wrong | planted
    assert planted <= misspelt
    # Far away there are names a letter apart by chance (Gembong, Gombong): those look like a slip of the pen.
    assert len(misspelt & wrong) <= 0.01 * len(wrong)


def test_the_planted_truth_holds_by_the_files_themselves():
    names = {}
    for name in ("regencies", "districts"):
        with (reading.FOLDER / "kemendagri_2025" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            names |= {row["code"]: row["name"] for row in csv.DictReader(lines)}
    for level in (Level.REGENCY, Level.DISTRICT):
        made = plant_names(3, 400, system=KEMENDAGRI, level=level, wrong=60)
        for at, (code, name) in enumerate(made.pairs):
            digits = code.replace(".", "")
            dotted = ".".join(digits[place : place + 2] for place in range(0, len(digits), 2))
            is_same = letters_of(name) == letters_of(names[dotted])
            kinds = {word in name.upper() for word in ("KOTA ",)} | {"KOTA " in names[dotted].upper()}
            assert (is_same and len(kinds) == 1) == (at not in made.wrong), (code, name)


def test_a_neighbour_is_a_neighbour_however_alike():
    (found,) = disagreements([("35.10.01", "Bangorejo")], KEMENDAGRI)
    assert (found.kind, found.expected, found.codes) == ("name", ("Pesanggaran",), ("35.10.02",))
    # Bogor is a regency and a city: 32.01 and 32.71.
    (found,) = disagreements([("32.01", "Kota Bogor"), ("32.71", "Kota Bogor"), ("3201", "Bogor")])
    assert (found.code, found.kind, found.codes) == ("32.01", "name", ("32.71",))


def test_names_of_any_edition_agree():
    pairs = [
        ("12.12", "Kab. Toba Samosir"), ("12.12", "Kabupaten Toba"), ("91.01", "Kab. Merauke"),
        ("31", "DKI Jakarta"), ("32.03.20", "Cibinong"), ("64.73", "Kota Tarakan"),
    ]  # fmt: skip
    assert disagreements(pairs) == []


def test_a_code_that_no_table_has_is_told_apart_and_blanks_are_passed_over():
    found = disagreements(
        [("35.10.99", "Glenmore"), ("", "Glenmore"), ("35.10.10", " "), ("35.10.10", "Glenmore")]
    )
    assert [(one.code, one.kind) for one in found] == [("35.10.99", "unknown code")]


def test_the_names_say_whose_codes_they_are():
    aceh = [("1101", "Simeulue"), ("1102", "Aceh Singkil"), ("1103", "Aceh Selatan")]
    assert system_of(aceh) is BPS
    assert disagreements(aceh) == []
    assert len(disagreements(aceh, KEMENDAGRI)) == 3
    assert system_of([("35", "Jawa Timur")]) is None
    # One table, one system: the Kemendagri name of one row does not excuse it.
    (found,) = disagreements([*aceh, ("1104", "Aceh Tengah")])
    assert found.expected == ("Kabupaten Aceh Tenggara",)


def test_codes_of_bps_in_papua_after_2022_are_not_called_wrong():
    found = disagreements([("9501", "Kabupaten Merauke")])
    assert [one.kind for one in found] == ["unknown code"]


def test_other_regions_of_a_name_are_looked_for_beside():
    assert [one.code for one in beside(look_up_in("3510010", BPS), "Siliragung")] == ["3510011"]
    assert beside(look_up_in("351001", KEMENDAGRI), "Sukolilo") == []
