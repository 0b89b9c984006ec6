"""Answers that are all alike: found where that is strange, left alone where it is not."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from titiktemu.analysis.straight_lines import straight_liners
from titiktemu.analysis.votes import Votes


def crowd(rng, people, shares):
    return np.where(rng.random((people, len(shares))) < shares, 1.0, -1.0)


def test_planted_straight_liners_are_found_and_nobody_else_is():
    rng = np.random.default_rng(3)
    table = crowd(rng, 200, rng.uniform(0.3, 0.7, 30))
    table[:4], table[4:6] = 1.0, 0.0
    assert straight_liners(Votes.from_matrix(table)).tolist() == [0, 1, 2, 3, 4, 5]


def test_less_than_one_ordinary_voter_in_a_hundred_is_flagged():
    """Simulation of independent voters who saw from 5 to 25 of 40 statements, balanced or not."""
    rng = np.random.default_rng(4)
    flagged = people = 0
    for middle in (0.5, 0.7, 0.85, 0.95):
        shares = np.clip(rng.normal(middle, 0.1, 40), 0.05, 0.98)
        table = crowd(rng, 2000, shares)
        seen = rng.random(table.shape) < rng.uniform(0.12, 0.6, (2000, 1))
        table[~seen] = np.nan
        flagged += len(straight_liners(Votes.from_matrix(table)))
        people += 2000
    assert flagged / people < 0.01


def test_agreeing_with_everything_is_ordinary_where_nearly_everybody_does():
    rng = np.random.default_rng(5)
    assert not len(straight_liners(Votes.from_matrix(crowd(rng, 100, np.full(12, 0.97)))))


def test_few_answers_are_never_flagged():
    rng = np.random.default_rng(6)
    table = crowd(rng, 60, np.full(9, 0.3))
    table[0] = 1.0
    assert not len(straight_liners(Votes.from_matrix(table)))
    assert not len(straight_liners(Votes.of([], [], [])))


@given(st.integers(0, 2**32 - 1))
def test_the_order_of_the_rows_does_not_matter(seed):
    rng = np.random.default_rng(seed)
    votes = Votes.from_matrix(np.vstack([crowd(rng, 20, np.full(12, 0.5)), np.ones((2, 12))]))
    mixed = rng.permutation(len(votes))
    columns = [column[mixed] for column in (votes.participants, votes.statements, votes.answers)]
    assert straight_liners(Votes.of(*columns)).tolist() == straight_liners(votes).tolist()
