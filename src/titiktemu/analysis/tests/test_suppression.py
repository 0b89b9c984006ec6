"""Hidden cells of tables with published totals: cheap, and never told more narrowly than allowed."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from titiktemu.analysis.suppression import WIDTH, attack, line_totals, suppress

SMALL = 3
TABLES = [
    # Every table with the number of further cells of the cheapest patterns, found by trying all of them.
    ([[3, 12, 20], [15, 2, 9], [22, 18, 30]], 3),
    ([[0, 4, 9], [7, 2, 11], [10, 13, 6]], 3),
    ([[1, 2, 30], [14, 16, 12], [9, 11, 8]], 2),
]


def small(table):
    return (table < SMALL) & (table > 0)


def is_safe(table, hidden, primary):
    return all(one.width >= WIDTH - 1e-6 for one in attack(table, hidden) if primary[one.cell])


@pytest.mark.parametrize(("cells", "further"), TABLES)
def test_the_fewest_further_cells_are_hidden(cells, further):
    table = np.array(cells)
    found = suppress(table, small(table), cost=np.ones(table.shape))
    assert (found.cost, found.is_cheapest) == (further, True)
    assert is_safe(table, found.hidden, small(table))
    assert not is_safe(table, small(table), small(table))


@pytest.mark.parametrize(("cells", "further"), TABLES)
def test_no_pattern_of_fewer_cells_is_safe(cells, further):
    table = np.array(cells)
    free = np.flatnonzero(~small(table))
    for chosen in combinations(free, further - 1):
        hidden = small(table).ravel().copy()
        hidden[list(chosen)] = True
        assert not is_safe(table, hidden.reshape(table.shape), small(table))


def test_the_published_example_of_sdctable():
    """Of sdcTable 0.32 (tests of protectTable): A/male, C/male and C/female are hidden beside A/female."""
    table = np.array([[18, 2], [14, 19], [12, 10], [11, 14]])
    found = suppress(table, table < SMALL)
    assert found.hidden.tolist() == [[True, True], [False, False], [True, True], [False, False]]
    assert found.cost == 40
    told = {one.cell: (one.low, one.high) for one in attack(table, found.hidden)}
    assert told == {(0, 0): (8, 20), (0, 1): (0, 12), (2, 0): (10, 22), (2, 1): (0, 12)}


def test_the_same_by_its_sums_of_money():
    table, counts = (
        np.array([[178, 20], [140, 204], [118, 106], [366, 152]]),
        [[18, 2], [14, 19], [12, 10], [11, 14]],
    )
    found = suppress(table, np.array(counts) < SMALL)
    assert (found.cost, found.is_cheapest) == (402, True)


def test_what_one_release_showed_is_no_longer_hidden():
    table = np.array(TABLES[0][0])
    hidden = suppress(table, small(table)).hidden
    shown_once = hidden.copy()
    shown_once[tuple(np.argwhere(hidden & ~small(table))[0])] = False
    (primary,) = [one for one in attack(table, [hidden, shown_once]) if small(table)[one.cell]]
    assert primary.width < WIDTH
    assert len(attack(table, [hidden, shown_once])) == hidden.sum() - 1


def test_nothing_small_hides_nothing():
    table = np.full((3, 4), 9)
    found = suppress(table, small(table))
    assert (found.hidden.any(), found.cost) == (False, 0)
    assert attack(table, found.hidden) == []


def test_what_cannot_be_protected_is_said():
    with pytest.raises(ValueError, match="every cell"):
        suppress(np.array([[2]]), np.array([[True]]))


def test_totals_of_three_dimensions_are_all_there():
    equations = line_totals((2, 3, 4)).toarray()
    assert equations.shape == (3 * 4 + 2 * 4 + 2 * 3, 24)
    assert (equations.sum(axis=0) == 3).all()


@given(st.lists(st.lists(st.integers(0, 30), min_size=3, max_size=3), min_size=3, max_size=4))
@settings(deadline=None, max_examples=25)
def test_whatever_the_table_no_small_cell_is_told_narrowly(cells):
    table = np.array(cells)
    everything = np.ones(table.shape, dtype=bool)
    if not is_safe(table, everything, small(table)):
        with pytest.raises(ValueError, match="every cell"):  # the totals alone tell too much
            suppress(table, small(table))
        return
    found = suppress(table, small(table))
    assert (found.hidden | ~small(table)).all()
    assert is_safe(table, found.hidden, small(table))
    for one in attack(table, found.hidden):
        assert one.low - 1e-6 <= table[one.cell] <= one.high + 1e-6


@pytest.mark.parametrize("seed", range(3))
def test_large_tables_are_protected_cell_after_cell(seed):
    """More small cells than are searched at once."""
    table = np.random.default_rng(seed).poisson(4, (14, 12))
    found = suppress(table, small(table))
    assert is_safe(table, found.hidden, small(table))


@given(st.lists(st.integers(0, 15), min_size=24, max_size=24), st.integers(1, 5))
@settings(deadline=None, max_examples=15)
def test_three_dimensions_are_safe_from_who_knows_that_counts_are_whole(cells, width):
    table = np.array(cells).reshape(3, 4, 2)
    primary = small(table)
    try:
        found = suppress(table, primary, width=width)
    except ValueError:
        every = attack(table, np.ones(table.shape, dtype=bool))
        assert any(one.width < width for one in every if primary[one.cell])
        return
    assert all(one.width >= width - 1e-6 for one in attack(table, found.hidden) if primary[one.cell])
    assert found.at_least <= found.cost


def test_whole_numbers_tell_more_than_fractions():
    """The triangle of sums 3, 3, 4: without whole numbers each part could be anything between."""
    sums = csr_array(np.array([[1.0, 1, 0], [0, 1, 1], [1, 0, 1]]))
    values, hidden = np.array([1.0, 2, 1]), np.ones(3, dtype=bool)
    assert [one.width for one in attack(values, hidden, sums)] == [0, 0, 0]
    twice = csr_array(np.array([[2.0, 3.0, 5.0]]))
    found = {one.cell[0]: (one.low, one.high) for one in attack([1, 1, 1], hidden, twice)}
    assert found == {0: (0, 5), 1: (0, 2), 2: (0, 2)}
    loose = {one.cell[0]: one.high for one in attack([1, 1, 1], hidden, twice, is_count=False)}
    assert loose[1] == pytest.approx(10 / 3, abs=1e-5)
