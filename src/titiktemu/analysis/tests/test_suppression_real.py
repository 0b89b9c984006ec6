"""The tables and microdata of sdcTable with what was worked out of them: every pattern and interval."""

import csv
import json
import os
from pathlib import Path

import numpy as np
import pytest

from titiktemu.analysis.suppression import WIDTH, attack, suppress

pytestmark = pytest.mark.realdata
FOLDER = (
    Path(os.environ.get("TITIKTEMU_REALDATA") or Path(__file__).parents[5] / "shared" / "data") / "evidence"
)


@pytest.fixture(scope="module")
def expected():
    path = FOLDER / "p8_expected_suppression.json"
    if not path.is_file():
        pytest.skip(f"no file {path}")
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def sums():
    """Counts and sums of the hundred records, by region and sex."""
    counts, values = np.zeros((4, 2)), np.zeros((4, 2))
    with (FOLDER / "p8_sdctable_microdata1.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            at = "ABCD".index(row["region"]), ("male", "female").index(row["gender"])
            counts[at] += 1
            values[at] += float(row["val"])
    return counts, values


def told(found):
    return {("ABCD"[one.cell[0]], ("male", "female")[one.cell[1]]): (one.low, one.high) for one in found}


def published(rows):
    return {(region, sex): (low, high) for region, sex, low, high, _true in rows}


@pytest.mark.parametrize(("which", "name"), [(0, "freq"), (1, "val")])
def test_the_pattern_its_cost_and_its_intervals_are_the_published_ones(expected, sums, which, name):
    known, table = expected["sdctable_microdata1"]["computed"], sums[which]
    assert table.tolist() == known[name]
    found = suppress(table, sums[0] < 3)
    cost, patterns = known[f"exact_min_cost_{name}"]
    audit = known["audit_freq_of_published_pattern" if name == "freq" else "audit_val"]
    assert (found.cost, found.is_cheapest) == (cost, True)
    further = {("ABCD"[row], ("male", "female")[column]) for row, column in np.argwhere(found.hidden)}
    assert [sorted(further - {("A", "female")})] == [sorted(map(tuple, one)) for one in patterns]
    assert told(attack(table, found.hidden)) == published(audit)


def test_the_small_cell_alone_is_found_by_subtraction(expected, sums):
    rows = expected["sdctable_microdata1"]["computed"]["naive_only_primary_is_recoverable"]
    assert told(attack(sums[0], sums[0] < 3)) == published(rows)


@pytest.mark.parametrize("name", ["t1", "t2_zero", "t3_two_same_row"])
def test_small_tables_lose_as_few_cells_as_trying_all_patterns_finds(expected, name):
    known = expected[name]
    table = np.array(known["table"], dtype=float)
    first = np.zeros(table.shape, dtype=bool)
    first[tuple(np.array(known["primary"]).T)] = True
    naive = {one.cell: (one.low, one.high) for one in attack(table, first)}
    assert naive == {tuple(cell): (low, high) for cell, low, high, _true in known["naive_audit"]}
    found = suppress(table, first, cost=np.ones(table.shape))
    further = [list(map(int, cell)) for cell in np.argwhere(found.hidden & ~first)]
    assert (found.cost, found.is_cheapest) == (known["min_number_secondary_inner_only"], True)
    assert further in known["optimal_patterns"]
    assert all(one.width >= WIDTH for one in attack(table, found.hidden) if first[one.cell])
