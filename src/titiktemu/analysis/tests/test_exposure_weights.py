"""Corrected shares: unbiased over every possible course, and what weights may do."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from titiktemu.analysis.exposure_weights import HEAVIEST, chances_of_chance, corrected_share, weights


def courses(chances, turns, arrives):
    """Every way in which one person can be asked: the sequence of draws and its probability.

    ``chances(turn, left, drawn)`` are the probabilities of a draw; ``arrives[statement]`` is the turn from
    which a statement can be drawn.
    """
    if turns == 0:
        yield (), 1.0
        return
    for before, chance in courses(chances, turns - 1, arrives):
        turn = turns - 1
        drawn = {statement for statement, *_rest in before}
        left = [one for one in range(len(arrives)) if arrives[one] <= turn and one not in drawn]
        given_now = chances(turn, left, drawn)
        for statement, probability in zip(left, given_now, strict=True):
            if probability:
                yield (*before, (statement, probability, len(left))), chance * probability


def weights_of(course, arrives):
    statements, probabilities, among = zip(*course, strict=True)
    when = np.arange(len(course))
    since = np.array([arrives[one] for one in statements])
    later, ever = chances_of_chance(np.zeros(len(course), int), when, np.array(among), since)
    return dict(zip(statements, weights(probabilities, among, later, ever), strict=True))


def by_content(turn, left, drawn):
    """A routing that knows much and is far from even: by the statement, the turn and what was drawn."""
    raw = np.array([1 + 3 * ((5 * one + 2 * turn + sum(drawn)) % 4) for one in left], float)
    return 0.2 / len(left) + 0.8 * raw / raw.sum()


@pytest.mark.parametrize("turns", [1, 2, 3, 4])
@pytest.mark.parametrize("arrives", [(0, 0, 0, 0), (0, 0, 0, 0, 1), (0, 0, 1, 0, 2)])
def test_over_every_course_each_person_counts_once_for_each_statement(turns, arrives):
    """Oracle: full enumeration. The expected weight is 1 wherever the statement was there in time."""
    expected = dict.fromkeys(range(len(arrives)), 0.0)
    whole = 0.0
    for course, chance in courses(by_content, turns, arrives):
        whole += chance
        for statement, weight in weights_of(course, arrives).items():
            expected[statement] += chance * weight
    assert whole == pytest.approx(1)
    for statement, when in enumerate(arrives):
        assert expected[statement] == pytest.approx(1 if when < turns else 0)


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_over_every_course_of_two_people_sums_are_those_of_everybody(turns):
    """One answers once and agrees, one answers `turns` times and does not: both count once."""
    agreeing = opinions = 0.0
    alone = list(courses(by_content, 1, (0, 0, 0)))
    often = list(courses(by_content, turns, (0, 0, 0)))
    for (short, first), (long, second) in product(alone, often):
        one, other = weights_of(short, (0, 0, 0)).get(0, 0.0), weights_of(long, (0, 0, 0)).get(0, 0.0)
        agreeing += first * second * one
        opinions += first * second * (one + other)
    assert agreeing == pytest.approx(1)
    assert opinions == pytest.approx(2)


def test_without_the_person_the_weighted_sums_are_those_of_a_uniform_draw():
    """Oracle: with the draw alone, what uniform draws at the same moments would have given."""
    expected = [0.0, 0.0, 0.0]
    for course, chance in courses(by_content, 1, (0, 0, 0)):
        ((statement, probability, among),) = course
        expected[statement] += chance * weights([probability], [among])[0]
    assert expected == pytest.approx([1 / 3] * 3)


@given(st.integers(1, 30), st.data())
def test_under_pure_chance_all_answers_of_a_person_weigh_the_same(statements, data):
    turns = data.draw(st.integers(1, statements))
    among = np.arange(statements, statements - turns, -1)
    later, ever = chances_of_chance(np.zeros(turns, int), np.arange(turns), among, np.zeros(turns, int))
    assert ever == pytest.approx(turns / statements)
    assert weights(1 / among, among, later, ever) == pytest.approx(statements / turns)


@given(st.integers(2, 12), st.data())
def test_who_answered_everything_always_weighs_one(statements, data):
    """However the draws went."""
    among = np.arange(statements, 0, -1)
    chance = [data.draw(st.floats(0.2 / one, 1)) for one in among[:-1]] + [1.0]
    later, ever = chances_of_chance(
        np.zeros(statements, int), np.arange(statements), among, np.zeros(statements, int)
    )
    found = weights(chance, among, later, ever)
    assert found[-1] == pytest.approx(1)
    assert ever == pytest.approx(1)
    assert found[:-1].min() > 0


def test_on_paper_everybody_weighs_one():
    ones = np.ones(5, int)
    later, ever = chances_of_chance(np.array([1, 1, 1, 2, 2]), np.arange(5), ones, np.zeros(5, int))
    assert weights(ones, ones, later, ever).tolist() == [1] * 5


def test_a_statement_that_came_later_does_not_count_the_draws_before():
    """Answered everything there was, then one of four new ones: it stands for four such people."""
    among, since = np.array([2, 1, 4]), np.array([0, 0, 50])
    _later, ever = chances_of_chance(np.zeros(3, int), np.array([10, 20, 60]), among, since)
    assert ever.tolist() == pytest.approx([1, 1, 0.25])


@settings(max_examples=50)
@given(st.randoms(use_true_random=False))
def test_the_order_of_people_does_not_matter(random):
    people = np.repeat([3, 8, 9, 40], 4)
    when = np.tile(np.arange(4), 4)
    among, since = np.tile([9, 8, 7, 6], 4) - people % 3, np.zeros(16, int)
    order = sorted(range(16), key=lambda at: (random.random() if at % 4 == 0 else 0, at // 4, at % 4))
    order = sorted(order, key=lambda at: (-people[at], at % 4)) if random.random() < 0.5 else list(range(16))
    straight = chances_of_chance(people, when, among, since)
    mixed = chances_of_chance(people[order], when[order], among[order], since[order])
    for one, other in zip(straight, mixed, strict=True):
        assert other == pytest.approx(one[order])


@given(st.lists(st.sampled_from([-1, 0, 1]), min_size=1, max_size=60), st.floats(0.01, 1))
def test_equal_probabilities_change_nothing(answers, chance):
    found = corrected_share(answers, [chance] * len(answers), [9] * len(answers))
    opinions = [one for one in answers if one]
    if not opinions:
        assert found.share is None
        return
    assert found.share == pytest.approx(opinions.count(1) / len(opinions))
    assert found.effective_n == pytest.approx(len(opinions))
    assert found.n == len(answers)


@given(st.lists(st.tuples(st.sampled_from([-1, 0, 1]), st.floats(0.001, 1)), min_size=1, max_size=60))
def test_the_interval_holds_the_share_and_uncertainty_never_shrinks(rows):
    answers, chances = zip(*rows, strict=True)
    found = corrected_share(answers, chances, [1] * len(rows))
    assert found.effective_n <= sum(1 for one in answers if one) + 1e-9
    if found.share is not None:
        assert found.low <= found.share + 1e-9
        assert found.share <= found.high + 1e-9


@given(st.lists(st.floats(0.0001, 1), min_size=20, max_size=60), st.integers(0, 19))
def test_nobody_rules_a_share(chances, who):
    """Turning one answer of twenty and more moves the share by no more than five mean weights can."""
    answers = [1] * len(chances)
    found = corrected_share(answers, chances, [1] * len(chances)).share
    answers[who] = -1
    turned = corrected_share(answers, chances, [1] * len(chances)).share
    capped = np.minimum(1 / np.array(chances), HEAVIEST * np.mean(1 / np.array(chances)))
    assert found - turned == pytest.approx(capped[who] / capped.sum())


def test_what_is_no_probability_is_refused():
    with pytest.raises(ValueError, match="probability"):
        corrected_share([1], [0.0], [2])
    with pytest.raises(ValueError, match="length"):
        corrected_share([1, 1], [0.5], [2])
    with pytest.raises(ValueError, match="length"):
        corrected_share([1], [0.5, 0.5], [2, 2])
