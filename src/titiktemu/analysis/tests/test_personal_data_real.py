"""Villages of Indonesia are not people; real complaints and procurement tables tell what they hold."""

import csv
import os
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from titiktemu.analysis.personal_data import find_personal
from titiktemu.analysis.spreadsheet.reading import read_file
from titiktemu.analysis.table_quality import check
from titiktemu.analysis.table_report import as_json

pytestmark = pytest.mark.realdata
FOLDER = Path(os.environ.get("TITIKTEMU_REALDATA") or Path(__file__).parents[5] / "shared" / "data")


def real(*parts):
    path = FOLDER.joinpath(*parts)
    if not path.is_file():
        pytest.skip(f"no file {path}")
    return path


def districts():
    """The names of the villages of each district, where there are five or more."""
    by_district = defaultdict(list)
    with real("opendata", "region", "idn-area-data_villages.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            by_district[row["district_code"]].append(row["name"])
    return [Counter(names) for names in by_district.values() if len(names) >= 5]


@pytest.mark.parametrize(("name", "most"), [("nama_desa", 0), ("wilayah", 0), ("", 0.001), ("Nama", 0.01)])
def test_villages_are_hardly_ever_taken_for_people(name, most):
    """Batak villages bear the names of clans: under a bare "Nama" some columns cannot be told apart."""
    columns = districts()
    wrong = sum(1 for one in columns if find_personal(name, one))
    assert len(columns) > 6000
    assert wrong <= most * len(columns)


def test_real_complaints_tell_their_telephones():
    lines = real("evidence", "p6_smsa_train.tsv").read_text(encoding="utf-8").splitlines()
    found = {one.kind: one for one in find_personal("isi", Counter(line.split("\t")[0] for line in lines))}
    assert found["phone"].count >= 15
    assert "nik" not in found
    assert "plate" not in found


@pytest.mark.parametrize("year", ["2012", "2013"])
def test_of_a_procurement_table_only_tax_numbers_are_told(year):
    read = read_file(real("opendata", "procurement", f"lpse-procurement-{year}.csv"))
    found = as_json(read, check(read))["personal_data"]
    assert [(one["column"], one["kind"]) for one in found] == [("npwp_pemenang", "npwp")]
