"""Which statement comes next: sums, floors, order, and what an answer is worth."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from titiktemu.analysis.common_ground import SideVotes, judge_side
from titiktemu.analysis.counts import Counts
from titiktemu.analysis.routing import CHANCE, Candidates, answers_needed, probabilities

numbers = st.integers(0, 300)
lines = st.lists(
    st.tuples(numbers, numbers, numbers, st.integers(0, 400) | st.just(np.inf), numbers, st.booleans()),
    min_size=1,
    max_size=40,
)


def made(rows, *, blind=False):
    table = np.array([[float(one) for one in row[:5]] for row in rows])
    meta = np.array([bool(row[5]) for row in rows])
    return Candidates(table[:, 0], table[:, 1], table[:, 2], table[:, 3], table[:, 4], meta, blind)


@given(lines, st.booleans())
def test_probabilities_sum_to_one_and_a_fifth_is_pure_chance(rows, blind):
    chances = probabilities(made(rows, blind=blind))
    assert chances.sum() == pytest.approx(1)
    assert (chances >= CHANCE / len(rows) - 1e-12).all()


@given(lines, st.randoms(), st.booleans())
def test_the_order_of_the_statements_does_not_matter(rows, random, blind):
    order = list(range(len(rows)))
    random.shuffle(order)
    straight, mixed = (probabilities(made(one, blind=blind)) for one in (rows, [rows[at] for at in order]))
    assert mixed == pytest.approx(straight[order])


@given(st.integers(0, 60), st.integers(0, 60))
def test_agreeing_and_disagreeing_are_alike(agree, disagree):
    left = np.full(1, np.inf)
    one, other = np.array([float(agree)]), np.array([float(disagree)])
    assert answers_needed(one, other, left) == answers_needed(other, one, left)


@settings(max_examples=60, deadline=None)
@given(st.integers(5, 80), st.integers(0, 80))
def test_the_quick_estimate_is_told_where_the_exact_rule_is_well_told(agree, disagree):
    """Oracle: the exact judgement, from 0.85 and 0.95 on both ends."""
    verdict = judge_side(SideVotes(Counts(agree, disagree, 0)))
    needed = answers_needed(np.array([float(agree)]), np.array([float(disagree)]), np.full(1, np.inf))[0]
    if 0.05 < verdict.probability < 0.15 or 0.85 < verdict.probability < 0.95:
        return
    assert (needed == 0) == (verdict.probability >= 0.95 or verdict.probability <= 0.05)


def test_what_the_others_must_settle_is_worth_half():
    rows = [(6, 4, 10, np.inf, 0, False), (6, 4, 10, np.inf, 1000, False)]
    here, elsewhere = probabilities(made(rows)) - CHANCE / 2
    assert elsewhere == pytest.approx(here / 2)


def test_a_statement_nobody_can_settle_gets_chance_alone():
    rows = [(10, 10, 20, 3, 0, False), (12, 8, 20, np.inf, 0, False)]
    assert probabilities(made(rows))[0] == pytest.approx(CHANCE / 2)


def test_a_new_statement_is_asked_at_once_and_one_that_people_leave_less_and_less():
    new, left_often = probabilities(made([(0, 0, 0, np.inf, 0, False), (0, 0, 60, np.inf, 0, False)]))
    assert new > 0.85
    assert left_often == pytest.approx(CHANCE / 2, abs=0.01)


def test_where_figures_are_hidden_answers_do_not_matter():
    rows = [(19, 1, 20, np.inf, 0, False), (10, 10, 20, np.inf, 7, False)]
    first, second = probabilities(made(rows, blind=True))
    assert first == pytest.approx(second)


def test_meta_statements_weigh_half():
    plain, meta = probabilities(made([(0, 0, 0, np.inf, 0, False), (0, 0, 0, np.inf, 0, True)])) - CHANCE / 2
    assert meta == pytest.approx(plain / 2)
