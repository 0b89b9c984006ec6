"""Codes of regions: whose they are, what they say, what became of them."""

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titiktemu.analysis.regions import reading
from titiktemu.analysis.regions.codes import accepted, code_system, look_up_in, lookup, readings, written
from titiktemu.analysis.regions.names import counterparts
from titiktemu.analysis.regions.reading import DIGITS, NEWEST, Level, System

KEMENDAGRI, BPS = System.KEMENDAGRI, System.BPS

# Law and regencies: UU 14, 15, 16 and 29 of 2022, articles 3; old codes: Permendagri 72/2019; new codes:
# Kepmendagri 300.2.2-2430/2025.
MOVED = [
    ("91.01", "Kabupaten Merauke", "93.01", "UU 14/2022", "2022-07-25"),
    ("91.09", "Kabupaten Mimika", "94.04", "UU 15/2022", "2022-07-25"),
    ("91.02", "Kabupaten Jayawijaya", "95.01", "UU 16/2022", "2022-07-25"),
    ("92.71", "Kota Sorong", "96.71", "UU 29/2022", "2022-12-08"),
    ("64.73", "Kota Tarakan", "65.71", "UU 20/2012", "2012-11-16"),
]


def of(system, *levels):
    digits = {count for count, level in DIGITS[system].items() if level in levels}
    return [
        code
        for code, entry in reading.entries(system).items()
        if len(code) in digits and entry.edition == NEWEST[system]
    ]


def test_the_tables_are_whole():
    # Kepmendagri 300.2.2-2430/2025: 38 provinces, 514 regencies and cities, 7,285 districts, 83,762 villages.
    assert [len(of(KEMENDAGRI, level)) for level in (1, 2, 3)] == [38, 514, 7285]
    assert len(reading.villages()) == 83_762
    # BPS, list of regions of January 2018.
    assert [len(of(BPS, level)) for level in (1, 2, 3)] == [34, 514, 7215]


@pytest.mark.parametrize("system", System)
def test_every_region_lies_in_another(system):
    codes = reading.entries(system)
    # Of the editions before 2019, and of BPS after 2018, only some codes are here.
    known = [code for code, entry in codes.items() if entry.edition >= 2018 and len(code) > 2]
    assert all(code[:2] in codes and code[:4] in codes for code in known)
    if system is KEMENDAGRI:
        assert all(code[:6] in codes for code in reading.villages())


@pytest.mark.parametrize(
    ("code", "system", "level", "names"),
    [
        ("35", "either", Level.PROVINCE, ("Jawa Timur",)),
        ("35.10", "kemendagri", Level.REGENCY, ("Kabupaten Banyuwangi",)),
        ("3510", "either", Level.REGENCY, ("Kabupaten Banyuwangi",)),
        ("35.10.22", "kemendagri", Level.DISTRICT, ("Siliragung",)),
        ("351022", "kemendagri", Level.DISTRICT, ("Siliragung",)),
        ("3510011", "bps", Level.DISTRICT, ("Siliragung",)),
        ("35.10.16", "kemendagri", Level.DISTRICT, ("Banyuwangi",)),
        ("3510180", "bps", Level.DISTRICT, ("Banyuwangi",)),
        ("11.01.01.2001", "kemendagri", Level.VILLAGE, ("Keude Bakongan",)),
        (" 1101012001 ", "kemendagri", Level.VILLAGE, ("Keude Bakongan",)),
        # The same four digits, two regions.
        ("1101", "either", Level.REGENCY, ("Kabupaten Aceh Selatan", "Kabupaten Simeulue")),
        ("94", "either", Level.PROVINCE, ("Papua Tengah", "Papua")),
    ],
)
def test_a_code_says_its_system_level_and_name(code, system, level, names):
    found = lookup(code)
    assert (found.system, found.level, found.names) == (system, level, names)


@pytest.mark.parametrize(
    "code", ["", "-", "3", "99", "35.1", "35.10.", "4.1.01", "3510999", "35.10.99", "35 10", "٣٥", "Rp 35"]
)
def test_what_is_no_code_is_unknown(code):
    assert lookup(code) is None


@pytest.mark.parametrize(("old", "name", "new", "law", "date"), MOVED)
def test_a_regency_that_moved_says_where_to_and_by_which_law(old, name, new, law, date):
    (region,) = lookup(old).regions
    assert (region.name, region.is_abolished, region.replaced_by) == (name, True, (new,))
    assert [(one.law, one.date) for one in region.changes] == [(law, date)]
    (present,) = lookup(new).regions
    assert (present.name, present.is_abolished, present.replaced_by) == (name, False, ())


def test_a_district_moves_with_its_regency():
    (merauke,) = lookup("91.01.01").regions
    assert (merauke.name, merauke.is_abolished, merauke.replaced_by) == ("Merauke", True, ("93.01.01",))


def test_a_province_that_was_divided_goes_on():
    (papua, _tengah) = lookup("91").regions
    assert (papua.name, papua.is_abolished) == ("Papua", False)
    assert {one.new for one in papua.changes if one.kind == "split"} == {"92", "93", "94", "95"}


def test_bps_moved_regencies_to_codes_that_are_not_known_here():
    (merauke,) = lookup("9401", BPS).regions
    assert (merauke.is_abolished, merauke.replaced_by) == (True, ())
    assert lookup("95", BPS).names == ("Papua Selatan",)
    (timor,) = lookup("54").regions
    assert (timor.is_abolished, timor.replaced_by, timor.changes[0].kind) == (True, (), "left")


def test_every_change_speaks_of_codes_in_the_tables():
    for one in reading.changes():
        assert look_up_in(one.old, one.system) is not None, one
        if one.new:
            assert look_up_in(one.new, one.system) is not None, one
            named = look_up_in(one.new, one.system)
            assert accepted(named) & {("", one.name.replace(" ", "").lower())}, one
    moved = [one for one in reading.changes() if one.kind == "moved" and one.system is KEMENDAGRI]
    # Four, eight, eight and six of Papua; five of Kalimantan Utara.
    assert len(moved) == 4 + 8 + 8 + 6 + 5


def test_regencies_go_across_by_name_though_their_digits_differ():
    pairs = [(code, counterparts(look_up_in(code, BPS))) for code in of(BPS, Level.REGENCY)]
    assert all(len(found) == 1 for _code, found in pairs)
    assert len({found[0].code for _code, found in pairs}) == 514
    assert sum(code == found[0].digits for code, found in pairs) == 315


@pytest.mark.parametrize(
    ("codes", "system", "levels"),
    [
        (["35.10.01", "35.10.02"], KEMENDAGRI, (Level.DISTRICT,)),
        (["351001", "351002", "351022"], KEMENDAGRI, (Level.DISTRICT,)),
        (["3510010", "3510011", "3510020"], BPS, (Level.DISTRICT,)),
        (["3510010001", "3510011002"], BPS, (Level.VILLAGE,)),
        (["35.10.01.2001", "1101012001"], KEMENDAGRI, (Level.VILLAGE,)),
        (["35", "33", "31"], None, (Level.PROVINCE,)),
        (["9408", "9409", "9410", "9411"], BPS, (Level.REGENCY,)),
        (["1001", "1002", "0003"], None, ()),
        ([], None, ()),
    ],
)
def test_a_column_of_codes_says_its_system(codes, system, levels):
    found = code_system(codes)
    assert (found.system, found.levels) == (system, levels)


def test_the_shares_count_what_each_table_has():
    found = code_system(["35.10.01", "35.10.02", "35.10.98", "35.10.99"])
    assert found.shares == {KEMENDAGRI: 0.5, BPS: 0.0}
    assert found.system is KEMENDAGRI


@given(st.sampled_from(System), st.data())
def test_a_code_is_found_however_it_is_written(system, data):
    code = data.draw(st.sampled_from(of(system, Level.PROVINCE, Level.REGENCY, Level.DISTRICT)))
    for text in {code, written(code, system)}:
        assert (system, code) in readings(text)
        assert look_up_in(code, system) in lookup(text).regions


@given(st.text(max_size=14) | st.text("0123456789.", max_size=14))
def test_no_text_breaks_the_lookup(text):
    found = lookup(text)
    assert found is None or found.regions[0].name


def test_importing_reads_no_table():
    code = (
        "import titiktemu.analysis.regions.agreement;"
        "from titiktemu.analysis.regions import reading;"
        "print(reading.entries.cache_info().currsize, reading.villages.cache_info().currsize)"
    )
    found = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=found)
    assert run.stdout.split() == ["0", "0"]
