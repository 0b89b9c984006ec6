"""Corrected shares: unbiased over every possible draw, and what weights may do."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from titiktemu.analysis.exposure_weights import corrected_share


def test_over_all_draws_the_weighted_sums_are_those_of_a_uniform_draw() -> None:
    """Oracle: enumerate the draws of three people from three statements with their own probabilities.

    The expectation of both sums of the ratio for statement 0 must be what uniform draws give.
    """
    chances = np.array([[0.7, 0.2, 0.1], [0.2, 0.5, 0.3], [0.1, 0.1, 0.8]])
    answers = np.array([1, -1, 1])
    agreeing = opinions = 0.0
    for draw in product(range(3), repeat=3):
        chance = np.prod([chances[person, statement] for person, statement in enumerate(draw)])
        asked = [person for person, statement in enumerate(draw) if statement == 0]
        if not asked:
            continue
        weight = 1 / (3 * chances[asked, 0])
        found = corrected_share(answers[asked], chances[asked, 0], [3] * len(asked))
        assert found.share == pytest.approx(weight[answers[asked] == 1].sum() / weight.sum())
        agreeing += chance * found.share * weight.sum()
        opinions += chance * weight.sum()
    assert agreeing == pytest.approx(2 / 3)
    assert opinions == pytest.approx(1)


@given(st.lists(st.sampled_from([-1, 0, 1]), min_size=1, max_size=60), st.floats(0.01, 1))
def test_equal_probabilities_change_nothing(answers, chance) -> None:
    found = corrected_share(answers, [chance] * len(answers), [9] * len(answers))
    opinions = [one for one in answers if one]
    if not opinions:
        assert found.share is None
        return
    assert found.share == pytest.approx(opinions.count(1) / len(opinions))
    assert found.effective_n == pytest.approx(len(opinions))
    assert found.n == len(answers)


@given(
    st.lists(st.tuples(st.sampled_from([-1, 0, 1]), st.floats(0.2, 1)), min_size=1, max_size=60),
)
def test_the_interval_holds_the_share_and_uncertainty_never_shrinks(rows) -> None:
    answers, chances = zip(*rows, strict=True)
    found = corrected_share(answers, chances, [1] * len(rows))
    assert found.effective_n <= sum(1 for one in answers if one) + 1e-9
    if found.share is not None:
        assert found.low <= found.share + 1e-9
        assert found.share <= found.high + 1e-9


def test_what_is_no_probability_is_refused() -> None:
    with pytest.raises(ValueError, match="probability"):
        corrected_share([1], [0.0], [2])
    with pytest.raises(ValueError, match="length"):
        corrected_share([1, 1], [0.5], [2])
