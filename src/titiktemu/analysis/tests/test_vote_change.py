"""Change between two rounds: against exact binomial sums, and telling no more than the two figures do."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta, binom

from titiktemu.analysis.counts import Counts
from titiktemu.analysis.disclosure import Kind, Presented, Word, present, present_coarsely
from titiktemu.analysis.vote_change import Change, change_between, interval_of

HIDDEN = Presented(Kind.HIDDEN)
counted = st.builds(Counts, st.integers(0, 40), st.integers(0, 40), st.integers(0, 10))


def turned(counts):
    return Counts(counts.disagree, counts.agree, counts.passed)


@given(counted, counted)
def test_agreeing_and_disagreeing_are_treated_alike(before, after):
    opposite = {Change.MORE: Change.FEWER, Change.FEWER: Change.MORE, Change.NOT_TOLD: Change.NOT_TOLD}
    told = change_between(present(before), present(after))
    assert change_between(present(turned(before)), present(turned(after))) is opposite[told]


@given(counted, counted)
def test_going_back_is_the_opposite(before, after):
    there = change_between(present(before), present(after))
    back = change_between(present(after), present(before))
    assert {there, back} in ({Change.MORE, Change.FEWER}, {Change.NOT_TOLD})


@given(counted)
def test_the_same_figure_twice_is_no_change(counts):
    assert change_between(present(counts), present(counts)) is Change.NOT_TOLD


@given(counted, counted, counted)
def test_nothing_is_told_that_does_not_follow_from_what_is_shown(before, after, other):
    if present(other) == present(before):
        assert change_between(present(other), present(after)) is change_between(
            present(before), present(after)
        )


@given(st.builds(Counts, st.integers(0, 19), st.integers(0, 19), st.integers(0, 19)))
def test_the_interval_holds_that_of_the_true_counts(counts):
    low, high = interval_of(present(counts))
    tails = beta.ppf([0.05, 0.95], counts.agree + 0.5, counts.disagree + 0.5)  # another way to the quantiles
    own_low = 0.0 if not counts.agree else tails[0]
    own_high = 1.0 if not counts.disagree else tails[1]
    assert low <= own_low + 1e-9
    assert high >= own_high - 1e-9


def test_words_and_hidden_figures_never_tell_a_change():
    words = [Presented(Kind.WORD, word=one, n_band="5–9") for one in Word]
    for before, after in product([*words, HIDDEN], repeat=2):
        assert change_between(before, after) is Change.NOT_TOLD


def test_tenths_tell_only_a_large_change():
    many, few = present(Counts(18, 1, 0)), present(Counts(1, 18, 0))
    assert (many.kind, few.kind) == (Kind.TENTHS, Kind.TENTHS)
    assert change_between(few, many) is Change.MORE
    assert change_between(many, few) is Change.FEWER
    assert change_between(present(Counts(7, 6, 0)), many) is Change.NOT_TOLD


def test_tenths_of_an_unknown_number_tell_nothing():
    assert interval_of(present_coarsely(Counts(40, 2, 0))) == (0.0, 1.0)


@pytest.mark.parametrize(("people", "share"), list(product((20, 35, 60), (0.2, 0.5, 0.7))))
def test_of_two_independent_rounds_without_a_change_few_are_called_one(people, share):
    """Summed exactly over every pair of results: about two in a hundred, never five."""
    chance = binom.pmf(range(people + 1), people, share)
    shown = [present(Counts(agree, people - agree, 0)) for agree in range(people + 1)]
    wrong = sum(
        chance[one] * chance[two]
        for one, two in product(range(people + 1), repeat=2)
        if change_between(shown[one], shown[two]) is not Change.NOT_TOLD
    )
    assert wrong < 0.05


@pytest.mark.parametrize("share", [0.3, 0.5, 0.8])
def test_even_rounds_that_are_tied_in_the_worst_way_stay_below_the_bound(share):
    """As far apart as two rounds of one share can be: who agreed most often before, least often after."""
    people, steps = 40, 2000
    wrong = 0
    for step in range(steps):
        level = (step + 0.5) / steps
        one, two = (int(binom.ppf(at, people, share)) for at in (level, 1 - level))
        told = change_between(present(Counts(one, people - one, 0)), present(Counts(two, people - two, 0)))
        wrong += told is not Change.NOT_TOLD
    assert wrong / steps <= 0.13  # 10 %, and what the discreteness of counts adds to Jeffreys' intervals
