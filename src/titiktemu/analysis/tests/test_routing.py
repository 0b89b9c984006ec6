"""Which statement comes next: sums, floors, order, and what an answer is worth."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from titiktemu.analysis.common_ground import Standing, standing_of
from titiktemu.analysis.counts import Counts
from titiktemu.analysis.disclosure import present
from titiktemu.analysis.majority import Tally, chances
from titiktemu.analysis.routing import (
    CHANCE,
    Candidates,
    Figures,
    as_shown,
    certainty,
    draw,
    probabilities,
    worth,
)

numbers = st.integers(0, 300)
sizes = st.integers(0, 900) | st.just(np.inf)
rows_of_a_side = st.tuples(numbers, numbers, numbers, numbers)
lines = st.lists(st.tuples(rows_of_a_side, rows_of_a_side, st.booleans()), min_size=1, max_size=40)


def side(rows, size=np.inf):
    agree, disagree, passed, shown = np.array(rows, dtype=float).reshape(-1, 4).T
    return Figures(agree, disagree, passed, shown, size)


def made(rows, size=np.inf, *, opposed=True):
    own, other, meta = zip(*rows, strict=True)
    return Candidates(side(own, size), side(other, size) if opposed else None, np.array(meta))


def own(*rows, size=np.inf):
    """Candidates of somebody who has no opposite side."""
    return Candidates(side(rows, size), None, np.zeros(len(rows), dtype=bool))


@given(lines, sizes, st.booleans())
def test_probabilities_sum_to_one_and_a_fifth_is_pure_chance(rows, size, opposed):
    found = probabilities(made(rows, size, opposed=opposed))
    assert found.sum() == pytest.approx(1)
    assert (found >= CHANCE / len(rows) - 1e-12).all()


@given(lines, sizes, st.randoms())
def test_the_order_of_the_statements_does_not_matter(rows, size, random):
    order = list(range(len(rows)))
    random.shuffle(order)
    straight, mixed = (probabilities(made(one, size)) for one in (rows, [rows[at] for at in order]))
    assert mixed == pytest.approx(straight[order])


@given(lines, sizes)
def test_statements_about_the_consultation_are_drawn_evenly_whatever_was_answered(rows, size):
    found = probabilities(made(rows, size))
    meta = np.array([row[2] for row in rows])
    assert found[meta] == pytest.approx(1 / len(rows))


@given(rows_of_a_side, sizes)
def test_agreeing_and_disagreeing_are_worth_the_same(row, size):
    agree, disagree, *rest = row
    one, other = worth(side([row], size)), worth(side([(disagree, agree, *rest)], size))
    assert one == pytest.approx(other)


@given(st.integers(5, 200), st.data(), st.integers(0, 50), sizes)
def test_of_equally_many_answers_the_more_even_ones_are_worth_more(opinions, data, passed, size):
    """Up to an even split: that one is a finding of its own, so where it is certain it is worth less."""
    near = data.draw(st.integers((opinions + 1) // 2, opinions))
    far = data.draw(st.integers(near, opinions))
    if near <= 0.65 * opinions:
        return
    first, second = worth(side([(one, opinions - one, passed, 0) for one in (near, far)], size))
    assert first >= second - 1e-15


@given(st.integers(0, 400), st.integers(1, 100))
def test_while_nothing_is_released_the_less_shown_is_worth_more(shown, more):
    seldom, often = worth(side([(0, 0, 0, shown), (0, 0, 0, shown + more)]))
    assert seldom > often


def test_who_was_asked_often_and_even_split_is_certain_is_worth_less_than_one_nearly_even():
    split, open_still = worth(side([(200, 200, 0, 0), (220, 180, 0, 0)], 1000))
    assert split < open_still


def test_few_left_who_can_decide_it_are_worth_much():
    """Two of three answered, one each way: the third tells it."""
    last, many_more = worth(side([(1, 1, 0, 0)], 3))[0], worth(side([(1, 1, 0, 0)], 1000))[0]
    assert last > 2 * many_more


def test_passes_tell_nothing():
    spoken, passed = worth(side([(3, 3, 0, 0), (3, 3, 30, 0)]))
    assert passed < spoken / 4


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 20), st.integers(0, 300) | st.none())
def test_the_quick_certainty_is_near_the_exact_one(agree, disagree, passed, left):
    """Oracle: the exact model, from five opinions on and while at least half speak."""
    if agree + disagree < 5 or passed > agree + disagree:
        return
    found = chances(Tally(agree, disagree, passed, left))
    exact = max(found.above, found.below, found.even)
    size = np.inf if left is None else agree + disagree + passed + left
    quick = certainty(side([(agree, disagree, passed, 0)], size))[0]
    if left is None or left > 20:
        assert quick == pytest.approx(exact, abs=0.1)
    if standing_of(Tally(agree, disagree, passed, left)) is Standing.AGREES:
        assert quick > 0.75


def test_an_answer_is_worth_more_where_the_opposite_side_is_told():
    """The least certain side first: where the other is told, this side's answer settles the statement."""
    rows = [((6, 4, 0, 0), (40, 4, 0, 0), False), ((6, 4, 0, 0), (22, 18, 0, 0), False)]
    told, open_still = probabilities(made(rows))
    assert told > 1.2 * open_still


def test_a_side_that_is_certain_already_is_asked_little_though_the_other_is_not():
    rows = [((60, 4, 0, 0), (6, 5, 0, 0), False), ((6, 5, 0, 0), (60, 4, 0, 0), False)]
    told_here, open_here = probabilities(made(rows))
    assert told_here == pytest.approx(CHANCE / 2, abs=0.01)
    assert open_here > 0.85


def test_a_new_statement_is_asked_at_once_and_one_that_people_leave_less_and_less():
    new, left_often = probabilities(own((0, 0, 0, 0), (0, 0, 0, 60)))
    assert new > 0.85
    assert left_often == pytest.approx(CHANCE / 2, abs=0.01)


@given(numbers, numbers, numbers)
def test_what_is_not_shown_is_not_used(agree, disagree, passed):
    """Attacker: two releases that a page presents alike are alike for routing."""
    counts = Counts(agree, disagree, passed)
    nobody_less = [
        Counts(agree + 1, max(0, disagree - 1), passed),
        Counts(max(0, agree - 1), disagree + 1, passed),
    ]
    for other in nobody_less:
        if present(other) == present(counts):
            assert as_shown(other) == as_shown(counts)


@pytest.mark.parametrize("agree", range(10))
def test_few_answers_become_what_a_reader_may_think(agree):
    guessed = as_shown(Counts(agree, 9 - agree, 0))
    assert sum(guessed) == pytest.approx(7)
    assert guessed[0] / 7 == pytest.approx(agree / 9, abs=0.12)


@given(lines, st.integers(1, 50), st.integers(0, 2**64 - 1))
def test_draws_are_without_replacement_and_each_has_its_own_probability(rows, many, seed):
    candidates = made(rows)
    found = draw(candidates, many, seed=seed)
    places = [place for place, _chance, _among in found]
    assert len(set(places)) == len(places) == min(many, len(rows))
    assert [among for *_rest, among in found] == list(range(len(rows), len(rows) - len(places), -1))
    assert all(CHANCE / among - 1e-12 <= chance <= 1 for _place, chance, among in found)
    assert found[0][1] == pytest.approx(probabilities(candidates)[places[0]])
    assert draw(candidates, many, seed=seed) == found


def test_statements_are_drawn_as_often_as_their_probability_says():
    candidates = own((6, 4, 0, 0), (18, 2, 0, 0), (0, 0, 0, 0))
    first = [draw(candidates, 1, seed=seed)[0][0] for seed in range(4000)]
    expected = probabilities(candidates)
    assert np.bincount(first, minlength=3) / 4000 == pytest.approx(expected, abs=0.03)
