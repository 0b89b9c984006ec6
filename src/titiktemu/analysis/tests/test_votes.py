"""Votes as arrays: the last one counts, and order does not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from titiktemu.analysis.counts import Counts
from titiktemu.analysis.votes import Votes, count_by_statement

ids = st.integers(0, 5)
events = st.lists(st.tuples(ids, ids, st.sampled_from([-1, 0, 1]), st.integers(0, 4)), max_size=40)


@given(events)
def test_the_last_by_time_counts_and_among_equal_times_the_later_row(log):
    expected = {}
    for person, topic, answer, time in log:
        before = expected.get((person, topic))
        if before is None or time >= before[1]:
            expected[person, topic] = (answer, time)
    votes, repeats = Votes.last_of(*(np.array(log).reshape(-1, 4).T))
    pairs = zip(votes.participants.tolist(), votes.statements.tolist(), strict=True)
    assert dict(zip(pairs, votes.answers.tolist(), strict=True)) == {
        pair: answer for pair, (answer, _time) in expected.items()
    }
    assert repeats == len(log) - len(expected)


@given(events, st.permutations([9, 0, 3, 5, 1]))
def test_counts_of_each_statement_agree_with_counting_by_hand(log, statements):
    votes, _repeats = Votes.last_of(*(np.array(log).reshape(-1, 4).T))
    for topic, counts in zip(statements, count_by_statement(votes, statements), strict=True):
        given_answers = votes.answers[votes.statements == topic].tolist()
        assert counts == Counts(given_answers.count(1), given_answers.count(-1), given_answers.count(0))


def test_not_a_number_means_not_voted():
    votes = Votes.from_matrix([[1, np.nan], [np.nan, np.nan], [0, -1]])
    assert (votes.participants.tolist(), votes.answers.tolist()) == ([0, 2, 2], [1, 0, -1])


@pytest.mark.parametrize("answers", [[2], [float("nan")], [0.5]])
def test_other_answers_are_refused(answers):
    with pytest.raises(ValueError, match="answers must be"):
        Votes.of([1], [1], answers)


def test_a_repeat_is_refused_where_each_pair_should_be_there_once():
    with pytest.raises(ValueError, match="once"):
        Votes.of([1, 1], [1, 1], [1, 1])


def test_columns_of_different_length_are_refused():
    with pytest.raises(ValueError, match="length"):
        Votes.of([1, 2], [1], [1])
