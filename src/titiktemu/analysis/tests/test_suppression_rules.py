"""Sums of money behind which few stand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from titiktemu.analysis.suppression import attack, suppress
from titiktemu.analysis.suppression_rules import dominated, largest, nearly_told, width_needed

AMOUNTS = st.lists(st.floats(0, 1e6), min_size=1, max_size=8)


@given(AMOUNTS)
def test_what_the_p_percent_rule_calls_sensitive_needs_room(amounts):
    (found,) = largest(["x"] * len(amounts), amounts, 2).values()
    assert (width_needed(found) > 0) == nearly_told(found)


@given(AMOUNTS)
def test_one_alone_dominates(amounts):
    (found,) = largest(["x"] * len(amounts), amounts, 2).values()
    assert dominated(found) == (sum(sorted(amounts)[-2:]) > 0.85 * sum(amounts) and sum(amounts) > 0)


def test_negative_contributions_are_refused():
    with pytest.raises(ValueError, match="negative"):
        largest(["x"], [-1], 2)


def test_a_sensitive_sum_is_protected_so_that_the_largest_is_not_told():
    """Aid in million rupiah by village and kind; of A/2 one household has nearly everything."""
    cells = ["A1", "A1", "A1", "A2", "A2", "A2", "B1", "B1", "B1", "B2", "B2", "B2", "C1", "C1", "C2", "C2"]
    amounts = [30, 30, 40, 90, 5, 1, 20, 30, 25, 41, 40, 45, 31, 33, 12, 17]
    top = largest(cells, amounts, 2)
    table = np.array([[top[row + column][-1] for column in "12"] for row in "ABC"])
    first = np.array([[nearly_told(top[row + column]) for column in "12"] for row in "ABC"])
    need = np.array([[width_needed(top[row + column]) for column in "12"] for row in "ABC"])
    assert first[0, 1]
    found = suppress(table, first, width=need, is_count=False)
    for one in attack(table, found.hidden, is_count=False):
        assert one.width >= need[one.cell] - 1e-6
