"""Common ground against enumeration, scipy's beta-binomial, and properties of fairness."""

from fractions import Fraction
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from titiktemu.analysis.common_ground import SideVotes, Standing, State, judge, judge_side
from titiktemu.analysis.common_ground import _tells_after as tells_after
from titiktemu.analysis.counts import Counts
from titiktemu.analysis.majority import (
    LISTED_UP_TO,
    Tally,
    chances,
    majority_probability,
    share_interval,
)
from titiktemu.analysis.majority import _beyond_doubt as beyond_doubt
from titiktemu.analysis.majority import _matched as matched
from titiktemu.analysis.majority import _walked as walked

HALF = Fraction(1, 2)
small = st.integers(0, 8)
counts = st.builds(Counts, small, small, small)
electorates = st.one_of(st.none(), st.integers(0, 30))
sides = st.builds(SideVotes, counts, electorates)


@cache
def enumerated(agree, disagree, passed, left):
    """Vote by vote through every possible future, in exact fractions."""
    if left == 0:
        return Fraction(int(agree > disagree))
    opinions = agree + disagree
    has_opinion = (opinions + HALF) / (opinions + passed + 1)
    agrees = (agree + HALF) / (opinions + 1)
    return (
        has_opinion * agrees * enumerated(agree + 1, disagree, passed, left - 1)
        + has_opinion * (1 - agrees) * enumerated(agree, disagree + 1, passed, left - 1)
        + (1 - has_opinion) * enumerated(agree, disagree, passed + 1, left - 1)
    )


@given(small, small, small, st.integers(0, 9))
def test_finite_sides_agree_with_the_enumeration_of_every_future(agree, disagree, passed, left):
    expected = float(enumerated(agree, disagree, passed, left))
    assert majority_probability(Tally(agree, disagree, passed, left)) == pytest.approx(expected, abs=1e-12)


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 20), st.integers(1, 60))
@settings(max_examples=30)
def test_finite_sides_agree_with_the_beta_binomial_of_scipy(agree, disagree, passed, left):
    opinions = agree + disagree
    expected = sum(
        stats.betabinom.pmf(more, left, opinions + 0.5, passed + 0.5)
        * stats.betabinom.sf((opinions + more) // 2 - agree, more, agree + 0.5, disagree + 0.5)
        for more in range(left + 1)
        if opinions + more
    )
    assert majority_probability(Tally(agree, disagree, passed, left)) == pytest.approx(expected, abs=1e-9)


@given(st.integers(0, 500), st.integers(0, 500))
def test_sides_of_unknown_size_agree_with_the_posterior_of_scipy(agree, disagree):
    expected = stats.beta(agree + 0.5, disagree + 0.5).sf(0.5)
    assert majority_probability(Tally(agree, disagree, 3, None)) == pytest.approx(expected, abs=1e-12)


@given(st.integers(1, 400), st.integers(0, 400), st.integers(0, 300), st.integers(1000, 3000))
@settings(max_examples=40, deadline=None)
def test_the_quadrature_for_large_sides_meets_the_exact_sum(agree, disagree, passed, left):
    tally = Tally(agree, disagree, min(passed, agree + disagree), left)
    assert matched(tally, left) == pytest.approx(walked(tally, left), abs=0.003)


@given(st.integers(0, 80), st.integers(0, 80), st.integers(0, 80), st.integers(LISTED_UP_TO + 1, 1500))
@settings(deadline=None)
def test_what_is_beyond_doubt_is_so_exactly(agree, disagree, passed, left):
    tally = Tally(agree, disagree, passed, left)
    found = beyond_doubt(tally, left)
    if found is not None and 2 * tally.opinions >= tally.opinions + passed:
        assert found[:2] == pytest.approx(walked(tally, left)[:2], abs=0.004)


@given(st.integers(1, 60), st.integers(0, 60), st.integers(0, 30), st.integers(LISTED_UP_TO + 1, 150))
@settings(max_examples=40, deadline=None)
def test_intervals_of_large_sides_meet_the_listing_of_every_future(agree, disagree, passed, left):
    tally = Tally(agree, disagree, min(passed, agree + disagree), left)
    shares, weights = [], []
    for more in range(left + 1):
        falls = stats.betabinom.pmf(more, left, tally.opinions + 0.5, tally.passed + 0.5)
        yes = np.arange(more + 1)
        shares.append((agree + yes) / (tally.opinions + more))
        weights.append(falls * stats.betabinom.pmf(yes, more, agree + 0.5, disagree + 0.5))
    order = np.argsort(np.concatenate(shares), kind="stable")
    held = np.cumsum(np.concatenate(weights)[order])
    ends = np.concatenate(shares)[order][np.searchsorted(held, [0.05, 0.95])]
    low, high = share_interval(tally)
    # A list of shares has steps: what lies a step further in or out holds as much.
    step = 1 / (tally.opinions + left * tally.opinions / (tally.opinions + tally.passed))
    assert low == pytest.approx(ends[0], abs=0.007 + step)
    assert high == (1.0 if disagree == 0 else pytest.approx(ends[1], abs=0.007 + step))


def test_a_very_large_side_is_judged_like_one_without_end():
    finite = judge_side(SideVotes(Counts(30, 18, 5), 1_000_000))
    endless = judge_side(SideVotes(Counts(30, 18, 5)))
    assert finite.probability == pytest.approx(endless.probability, abs=0.005)
    assert (finite.low, finite.high) == pytest.approx((endless.low, endless.high), abs=0.01)


@given(counts)
def test_a_side_that_voted_whole_is_simply_counted(votes):
    verdict = judge_side(SideVotes(votes, votes.answered))
    assert verdict.probability == (1.0 if votes.agree > votes.disagree else 0.0)
    assert verdict.needed in {0, None}
    if votes.opinions:
        assert verdict.low == verdict.high == pytest.approx(votes.share)


def test_exactly_half_is_not_more_than_half():
    assert judge_side(SideVotes(Counts(5, 5, 0), 10)).standing is Standing.DIVIDED
    assert judge_side(SideVotes(Counts(6, 5, 0), 11)).standing is Standing.AGREES


@pytest.mark.parametrize(
    ("government", "civil_society", "state"),
    [
        (SideVotes(Counts(8, 1, 1), 12), SideVotes(Counts(9, 2, 0), 12), State.COMMON_GROUND),
        (SideVotes(Counts(8, 1, 1), 12), SideVotes(Counts(2, 9, 0), 12), State.SIDES_DIFFER),
        (SideVotes(Counts(1, 8, 1), 12), SideVotes(Counts(9, 2, 0), 12), State.SIDES_DIFFER),
        (SideVotes(Counts(1, 8, 1), 12), SideVotes(Counts(2, 9, 0), 12), State.COMMON_GROUND),
        (SideVotes(Counts(6, 6, 0), 12), SideVotes(Counts(9, 2, 0), 12), State.DIFFER_WITHIN),
        (SideVotes(Counts(6, 6, 0), 12), SideVotes(Counts(5, 5, 2), 12), State.DIFFER_WITHIN),
        (SideVotes(Counts(200, 195, 0)), SideVotes(Counts(9, 2, 0), 12), State.DIFFER_WITHIN),
        (SideVotes(Counts(8, 1, 1), 12), SideVotes(Counts(3, 3, 0), 12), State.NOT_YET_KNOWN),
        (SideVotes(Counts(5, 0, 6), 11), SideVotes(Counts(9, 2, 0), 11), State.NOT_YET_KNOWN),
        (SideVotes(Counts(0, 0, 0)), SideVotes(Counts(0, 0, 0)), State.NOT_YET_KNOWN),
    ],
)
def test_the_states(government, civil_society, state):
    assert judge(government, civil_society).state is state


def test_at_least_half_of_those_who_answered_must_have_an_opinion():
    assert judge_side(SideVotes(Counts(6, 0, 6))).standing is Standing.AGREES
    assert judge_side(SideVotes(Counts(6, 0, 7))).standing is Standing.OPEN


def test_a_side_that_mostly_passed_cannot_be_told_by_more_votes():
    verdict = judge(SideVotes(Counts(5, 0, 6), 20), SideVotes(Counts(9, 2, 0), 11))
    assert verdict.needed == {"government": None}


def test_an_even_split_is_told_by_enough_votes_and_not_by_few():
    assert judge_side(SideVotes(Counts(20, 20, 0))).standing is Standing.OPEN
    needed = judge_side(SideVotes(Counts(20, 20, 0))).needed
    assert needed is not None
    half = (40 + needed) // 2
    assert judge_side(SideVotes(Counts(half, 40 + needed - half, 0))).standing is Standing.DIVIDED


def test_a_shared_no_is_common_ground_of_its_own_kind():
    verdict = judge(SideVotes(Counts(1, 8, 1), 12), SideVotes(Counts(2, 9, 0), 12))
    assert verdict.rejected
    assert not judge(SideVotes(Counts(8, 1, 1), 12), SideVotes(Counts(9, 2, 0), 12)).rejected


@given(small, small, small, st.integers(0, 60))
def test_an_even_split_agrees_with_the_beta_binomial_of_scipy(agree, disagree, passed, left):
    opinions = agree + disagree
    expected = 0.0
    for more in range(left + 1):
        total = opinions + more
        if not total:
            continue
        inside = [yes for yes in range(more + 1) if 4 * total <= 10 * (agree + yes) <= 6 * total]
        weight = stats.betabinom.pmf(more, left, opinions + 0.5, passed + 0.5)
        expected += weight * stats.betabinom.pmf(inside, more, agree + 0.5, disagree + 0.5).sum()
    assert chances(Tally(agree, disagree, passed, left)).even == pytest.approx(expected, abs=1e-9)


@given(sides)
def test_agreeing_and_rejecting_are_mirror_images(votes):
    counts = votes.counts
    mirrored = judge_side(SideVotes(Counts(counts.disagree, counts.agree, counts.passed), votes.electorate))
    turned = {Standing.AGREES: Standing.REJECTS, Standing.REJECTS: Standing.AGREES}
    straight = judge_side(votes)
    assert mirrored.standing is turned.get(straight.standing, straight.standing)
    if counts.answered:
        assert mirrored.needed == straight.needed


@given(counts)
def test_a_side_that_voted_whole_is_told_unless_it_mostly_passed(votes):
    verdict = judge_side(SideVotes(votes, votes.answered))
    if votes.answered and not verdict.mostly_passed:
        told = {True: Standing.AGREES, False: Standing.REJECTS}
        expected = told[votes.agree > votes.disagree] if votes.agree != votes.disagree else Standing.DIVIDED
        assert verdict.standing is expected


@given(sides, sides)
@settings(deadline=None)
def test_only_open_sides_need_votes_and_never_more_than_they_have(government, civil_society):
    verdict = judge(government, civil_society)
    assert bool(verdict.needed) == (verdict.state is State.NOT_YET_KNOWN)
    for name, votes in (("government", government), ("civil_society", civil_society)):
        side = getattr(verdict, name)
        assert (name in verdict.needed) == (side.standing is Standing.OPEN)
        if verdict.needed.get(name) is not None:
            assert verdict.needed[name] >= 1
            assert votes.left is None or verdict.needed[name] <= votes.left


def test_votes_that_go_on_as_so_far_tell_when_the_need_is_met():
    assert judge_side(SideVotes(Counts(6, 3, 0))).needed == 6
    assert judge_side(SideVotes(Counts(9, 5, 0))).standing is Standing.OPEN  # 5 more, as so far
    assert judge_side(SideVotes(Counts(10, 5, 0))).standing is Standing.AGREES


@given(sides, st.integers(1, 8))
def test_turning_no_into_yes_never_lowers_the_probability(votes, turned):
    turned = min(turned, votes.counts.disagree)
    better = Counts(votes.counts.agree + turned, votes.counts.disagree - turned, votes.counts.passed)
    before, after = judge_side(votes), judge_side(SideVotes(better, votes.electorate))
    assert after.probability >= before.probability - 1e-12
    assert after.low >= before.low - 1e-9
    assert after.high >= before.high - 1e-9


@given(sides, sides)
@settings(deadline=None)
def test_the_sides_are_treated_alike(one, other):
    straight, turned = judge(one, other), judge(other, one)
    assert straight.state is turned.state
    assert (straight.government, straight.civil_society) == (turned.civil_society, turned.government)


@given(counts, st.integers(0, 20))
def test_the_interval_holds_the_share_and_narrows_to_it(votes, left):
    low, high = share_interval(Tally(votes.agree, votes.disagree, votes.passed, left))
    assert 0 <= low <= high <= 1
    if votes.opinions and left == 0:
        assert low == high
    if votes.opinions:
        assert low <= votes.share + 1e-12
        assert votes.share <= high + 1e-12


def test_more_answers_than_the_electorate_said_count_as_a_whole_side():
    assert judge_side(SideVotes(Counts(7, 2, 0), 8)).probability == 1.0


def test_a_negative_electorate_is_refused():
    with pytest.raises(ValueError, match="zero or more"):
        SideVotes(Counts(0, 0, 0), -1)


@given(small, small, small, st.integers(1, 40))
def test_one_more_yes_never_lowers_the_probability_and_one_more_no_never_raises_it(
    agree, disagree, passed, left
):
    before = majority_probability(Tally(agree, disagree, passed, left))
    assert majority_probability(Tally(agree + 1, disagree, passed, left - 1)) >= before - 1e-12
    # A no more makes half the bar of one opinion more; only where none had one is there nothing to lose.
    assert majority_probability(Tally(agree, disagree + 1, passed, left - 1)) <= before + 1e-12


@given(st.integers(3, 120), st.integers(3, 120), st.integers(0, 40), st.integers(20, 900))
@settings(max_examples=60, deadline=None)
def test_the_need_that_is_searched_around_a_guess_tells_and_hardly_less_would(agree, disagree, passed, left):
    tally = Tally(agree, disagree, min(passed, agree + disagree), left)
    needed = judge_side(SideVotes(Counts(tally.agree, tally.disagree, tally.passed), _size(tally))).needed
    if needed:
        assert tells_after(tally, needed)
        assert not any(tells_after(tally, needed - fewer) for fewer in (1, 2) if needed > fewer)


def _size(tally):
    return tally.opinions + tally.passed + tally.left


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 30), st.integers(1, 900))
@settings(max_examples=60, deadline=None)
def test_the_three_chances_are_one_whole(agree, disagree, passed, left):
    found = chances(Tally(agree, disagree, passed, left))
    assert 0 <= found.above + found.below <= 1 + 1e-9
    assert min(found.above, found.below, found.even) >= 0
