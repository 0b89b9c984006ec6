"""Representative statements against scipy, and how many of the finds are chance."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from titiktemu.analysis.counts import Counts
from titiktemu.analysis.representative import (
    FALSE_DISCOVERIES,
    false_discoveries_held,
    mid_p,
    representative_statements,
)


@given(st.lists(st.floats(0.000001, 1), min_size=1, max_size=80), st.sampled_from([0.05, 0.1, 0.2]))
def test_those_that_pass_are_those_that_scipy_adjusts_below_the_level(values, level):
    expected = stats.false_discovery_control(values, method="bh") <= level
    close = np.isclose(stats.false_discovery_control(values, method="bh"), level)
    assert (false_discoveries_held(values, level) == expected)[~close].all()


@given(st.integers(0, 30), st.integers(1, 30), st.integers(0, 30), st.integers(1, 30))
def test_the_mid_p_value_is_fishers_less_half_of_what_is_as_likely(first, first_of, second, second_of):
    first, second = min(first, first_of), min(second, second_of)
    table = [[first, first_of - first], [second, second_of - second]]
    exact = stats.fisher_exact(table).pvalue
    observed = stats.hypergeom(first_of + second_of, first + second, first_of).pmf(first)
    ours = mid_p(first, first_of, second, second_of)
    assert ours <= exact + 1e-9
    assert ours >= exact - observed * 1.01 - 1e-9  # at most two outcomes are as likely as the observed


def test_the_share_of_chance_among_the_finds_is_held():
    """Simulation: 60 statements, 12 of which really differ between two groups of 40 and 60."""
    rng = np.random.default_rng(7)
    false_share = []
    found_real = 0
    for _run in range(150):
        shares = np.full((2, 60), 0.5)
        shares[0, :12], shares[1, :12] = 0.85, 0.3
        groups = [
            [Counts(int(agree), size - int(agree), 0) for agree in rng.binomial(size, share)]
            for size, share in zip((40, 60), shares, strict=True)
        ]
        found = {one.statement for group in representative_statements(groups) for one in group}
        false_share.append(sum(one >= 12 for one in found) / max(1, len(found)))
        found_real += len(found)
    assert np.mean(false_share) <= FALSE_DISCOVERIES
    assert found_real > 150 * 4


def test_hidden_cells_are_neither_tested_nor_part_of_the_rest():
    groups = [
        [Counts(30, 0, 0), Counts(30, 0, 0)],
        [None, Counts(0, 30, 0)],
        [None, None],
    ]
    found = representative_statements(groups)
    assert [[one.statement for one in group] for group in found] == [[1], [1], []]
    assert (found[0][0].agrees, found[1][0].agrees) == (True, False)
    assert found[0][0].difference == pytest.approx(1)


def test_nothing_to_compare_finds_nothing():
    assert representative_statements([]) == []
    assert representative_statements([[Counts(9, 0, 0)]]) == [[]]
    assert representative_statements([[Counts(0, 0, 9)], [Counts(0, 0, 9)]]) == [[], []]
