"""The Jeffreys interval against closed forms and direct integration."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate

from titiktemu.analysis.intervals import jeffreys_interval


def test_one_of_one_has_the_closed_form_of_beta_three_halves_one_half():
    # I_x(3/2, 1/2) = (2/pi) (asin sqrt(x) - sqrt(x (1-x))), by parts from the arcsine law.
    low, high = jeffreys_interval(1, 1)
    assert (2 / math.pi) * (math.asin(math.sqrt(low)) - math.sqrt(low * (1 - low))) == pytest.approx(0.05)
    assert high == 1.0


@given(st.integers(2, 60).flatmap(lambda n: st.tuples(st.integers(1, n - 1), st.just(n))))
def test_five_percent_of_the_posterior_lie_outside_each_end(case):
    successes, trials = case

    def density(share):
        return share ** (successes - 0.5) * (1 - share) ** (trials - successes - 0.5)

    low, high = jeffreys_interval(successes, trials)
    total = integrate.quad(density, 0, 1)[0]
    assert integrate.quad(density, 0, low)[0] / total == pytest.approx(0.05, abs=1e-6)
    assert integrate.quad(density, high, 1)[0] / total == pytest.approx(0.05, abs=1e-6)


@given(st.integers(0, 200), st.integers(0, 200))
def test_yes_and_no_are_treated_alike(agree, disagree):
    low, high = jeffreys_interval(agree, agree + disagree)
    mirrored = jeffreys_interval(disagree, agree + disagree)
    assert mirrored == pytest.approx((1 - high, 1 - low), abs=1e-9)


@pytest.mark.parametrize(("successes", "trials", "level"), [(-1, 5, 0.9), (6, 5, 0.9), (1, 5, 1), (1, 5, 0)])
def test_impossible_input_is_refused(successes, trials, level):
    with pytest.raises(ValueError, match="must be between"):
        jeffreys_interval(successes, trials, level)
