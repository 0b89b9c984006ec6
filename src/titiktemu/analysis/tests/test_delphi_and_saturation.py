"""Delphi rounds, and the saturation curve of codes."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from titiktemu.analysis.delphi import Outcome, follow
from titiktemu.analysis.saturation import saturation

codes = st.lists(st.sets(st.sampled_from("abcdef")), max_size=5)


def ratings(*values):
    return {f"expert {at}": float(value) for at, value in enumerate(values) if value is not None}


def test_rounds_have_median_quartiles_and_range():
    (found,) = follow([ratings(1, 2, 3, 4, 7)]).rounds
    assert (found.n, found.median, found.low_quartile, found.high_quartile, found.range) == (5, 3, 2, 4, 2)


def test_from_round_to_round_it_is_said_who_moved_and_who_left():
    found = follow([ratings(1, 2, 3, 4, 5, 5), ratings(2, 2, 3, 4, 4, None)])
    (change,) = found.changes
    assert (change.both, change.left, change.came, change.changed) == (5, 1, 0, 0.4)
    assert change.median == pytest.approx(-0.5)
    # 1 1 1 1 2 of six against 0 2 1 2 0 of five
    assert change.moved == pytest.approx(
        (1 / 6 + (2 / 5 - 1 / 6) + (1 / 5 - 1 / 6) + (2 / 5 - 1 / 6) + 2 / 6) / 2
    )


@pytest.mark.parametrize(
    ("rounds", "outcome"),
    [
        ([], Outcome.TOO_FEW),
        ([(4, 4, 4, 5)], Outcome.TOO_FEW),
        ([(1, 2, 3, 4, 5, 5)], Outcome.STILL_MOVING),
        ([(1, 2, 3, 4, 5, 5), (3, 3, 3, 4, 4, 5)], Outcome.AGREED),
        ([(1, 2, 3, 4, 5, 5), (1, 1, 3, 5, 5, 5)], Outcome.STILL_MOVING),
        ([(1, 1, 1, 5, 5, 5), (1, 1, 1, 5, 5, 5)], Outcome.SETTLED_APART),
    ],
)
def test_what_the_last_round_says(rounds, outcome):
    assert follow([ratings(*one) for one in rounds]).outcome is outcome


@pytest.mark.parametrize("rounds", [[{}], [{"a": float("nan")}]])
def test_a_round_without_ratings_is_refused(rounds):
    with pytest.raises(ValueError, match="at least one rating"):
        follow(rounds)


def test_the_curve_is_flat_where_a_run_brings_little_by_the_measure_of_the_base():
    """Base of four with 20 codes; runs of two bring 4, 2 and 1 new ones: 20, 10 and 5 per cent."""
    news = [10, 5, 3, 2, 3, 1, 1, 0, 0]
    names = iter(range(100))
    sessions = [{f"code {next(names)}" for _new in range(many)} | {"code 0"} for many in news]
    found = saturation(sessions)
    assert (found.new, found.total[3], found.sessions) == (tuple(news), 20, 9)
    assert found.rates == pytest.approx((0.2, 0.1, 0.05, 0))
    assert found.flat_after == 6
    assert saturation(sessions, threshold=0).flat_after == 7
    assert saturation(sessions[:7]).flat_after is None


def test_with_few_sessions_nothing_is_told():
    found = saturation([{"a"}, {"b"}, {"a"}, {"a"}, {"a"}])
    assert (found.is_told, found.flat_after) == (False, None)
    assert saturation([]).total == ()
    with pytest.raises(ValueError, match="at least one session"):
        saturation([{"a"}], base=0)


@given(codes)
def test_the_average_curve_is_that_over_all_orders(sessions):
    every = [saturation(order).total for order in permutations(sessions)]
    found = saturation(sessions)
    assert found.average == pytest.approx(tuple(np.mean(every, axis=0)) if sessions else ())
    assert found.expected >= len(set().union(*sessions))


def test_codes_heard_once_mean_more_that_nobody_said():
    found = saturation([{"a", "b"}, {"a", "c"}, {"a", "d"}, {"d"}])
    assert (found.once, found.twice) == (2, 1)
    assert found.expected == pytest.approx(4 + 3 / 4 * 2 * 1 / (2 * 2))
