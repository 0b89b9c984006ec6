"""Published tables of regions agree with themselves, and a known table does not."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

from titiktemu.analysis.regions.agreement import disagreements, system_of
from titiktemu.analysis.regions.codes import code_system, look_up_in, lookup
from titiktemu.analysis.regions.names import counterparts, is_region_name
from titiktemu.analysis.regions.reading import Level, System

pytestmark = pytest.mark.realdata
FOLDER = Path(os.environ.get("TITIKTEMU_REALDATA") or Path(__file__).parents[5] / "shared" / "data")
REGIONS = FOLDER / "opendata" / "region"
KEMENDAGRI, BPS = System.KEMENDAGRI, System.BPS


def pairs_of(*names):
    found = []
    for name in names:
        path = REGIONS / name
        if not path.is_file():
            pytest.skip(f"no file {path}")
        with path.open(encoding="utf-8", newline="") as lines:
            found += [(row[0], row[-1]) for row in csv.reader(lines) if row[0] != "code"]
    return found


def test_every_row_of_kemendagri_agrees_with_itself():
    pairs = pairs_of(
        *(f"idn-area-data_{one}.csv" for one in ("provinces", "regencies", "districts", "villages"))
    )
    assert len(pairs) == 38 + 514 + 7285 + 83_762
    assert system_of(pairs) is KEMENDAGRI
    assert disagreements(pairs) == []


def test_every_row_of_bps_agrees_with_itself():
    pairs = pairs_of(*(f"edwardsamuel_bps_{one}.csv" for one in ("provinces", "regencies", "districts")))
    assert len(pairs) == 34 + 514 + 7215
    assert system_of(pairs) is BPS
    assert disagreements(pairs) == []
    # Read as Kemendagri's, most codes are those of other regions or of none.
    assert len(disagreements(pairs, KEMENDAGRI)) > 0.9 * len(pairs)


def test_of_the_edition_of_2019_one_spelling_is_new_to_the_tables():
    pairs = [one for one in pairs_of("kodewilayah_permendagri-72-2019.csv") if one[0].count(".") < 3]
    assert len(pairs) == 7778
    (found,) = disagreements(pairs)
    assert (found.code, found.name, found.kind, found.expected) == (
        "19.05.01",
        "Muntok",
        "spelling",
        ("Mentok",),
    )


def test_codes_of_2019_that_are_gone_say_what_they_became():
    gone = [
        region
        for code, _name in pairs_of("kodewilayah_permendagri-72-2019.csv")
        if code.count(".") < 3
        for region in lookup(code, KEMENDAGRI).regions
        if region.is_abolished
    ]
    regencies = [one for one in gone if one.level is Level.REGENCY]
    assert len(regencies) == 26
    assert all(len(one.replaced_by) == 1 for one in regencies)
    assert sum(bool(one.replaced_by) for one in gone) > 0.95 * len(gone)


@pytest.mark.parametrize(
    ("name", "system"), [("idn-area-data_districts.csv", KEMENDAGRI), ("edwardsamuel_bps_districts.csv", BPS)]
)
def test_columns_of_districts_say_their_system_and_that_they_are_names(name, system):
    pairs = pairs_of(name)
    found = code_system(code.replace(".", "") for code, _name in pairs)
    assert (found.system, found.levels, found.shares[system]) == (system, (Level.DISTRICT,), 1.0)
    assert found.shares[BPS if system is KEMENDAGRI else KEMENDAGRI] == 0
    named = is_region_name(text for _code, text in pairs)
    assert (named.share, named.level) == (1.0, Level.DISTRICT)


def test_nearly_every_district_of_bps_goes_across():
    codes = [code for code, _name in pairs_of("edwardsamuel_bps_districts.csv")]
    across = sum(len(counterparts(look_up_in(code, BPS))) == 1 for code in codes)
    assert across == 7137


def test_the_bps_codes_of_the_large_table_do_not_match_its_names(tmp_path):
    program = FOLDER / "messy" / "make_big.py"
    if not program.is_file():
        pytest.skip(f"no file {program}")
    made = tmp_path / "big.csv"
    subprocess.run([sys.executable, str(program), "3000", str(made)], check=True, capture_output=True)
    with made.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["kecamatan"]]
    kemendagri = {(row["kode_kemendagri"], row["kecamatan"]) for row in rows}
    bps = {(row["kode_bps"], row["kecamatan"]) for row in rows}
    assert (len(kemendagri), len(bps)) == (25, 25)
    assert disagreements(kemendagri) == []
    # The codes count up by ten; only the first seven districts have such codes. Four are in no table.
    kinds = sorted(one.kind for one in disagreements(bps))
    assert kinds == ["name"] * 14 + ["unknown code"] * 4
