"""Votes as arrays: one answer of one person to one statement in each place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from titiktemu.analysis.counts import Counts

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]
type Answers = NDArray[np.int8]

AGREE, PASS, DISAGREE = 1, 0, -1


@dataclass(frozen=True, eq=False, slots=True)
class Votes:
    """Every person's answer to every statement that they answered.

    Made by `Votes.of`, `Votes.last_of` or `Votes.from_matrix`, which check the input and
    sort it by person and statement, so that nothing computed from it depends on the
    order in which votes arrived.

    Attributes
    ----------
    participants, statements : ndarray of shape (n_votes,), int64
        Ids; no pair occurs twice.
    answers : ndarray of shape (n_votes,), int8
        -1 disagree, 0 pass, +1 agree.
    """

    participants: Ints
    statements: Ints
    answers: Answers

    def __len__(self) -> int:
        return len(self.answers)

    @classmethod
    def of(cls, participants: ArrayLike, statements: ArrayLike, answers: ArrayLike) -> Votes:
        """Take votes of which each pair of person and statement is there once.

        Raises
        ------
        ValueError
            If the lengths differ, an answer is none of -1, 0, 1, or a pair occurs twice.

        Examples
        --------
        >>> Votes.of([7, 3], [1, 1], [1, -1]).participants.tolist()
        [3, 7]
        """
        votes, repeats = cls.last_of(participants, statements, answers, np.zeros(np.size(answers)))
        if repeats:
            raise ValueError(f"each person answers a statement once, got {repeats} repeats")
        return votes

    @classmethod
    def last_of(
        cls, participants: ArrayLike, statements: ArrayLike, answers: ArrayLike, timestamps: ArrayLike
    ) -> tuple[Votes, int]:
        """Keep the last answer of each person to each statement of an event log.

        Parameters
        ----------
        participants, statements, answers, timestamps : array-like of shape (n_events,)
            The latest timestamp counts; among equal ones the later row.

        Returns
        -------
        Votes
            The answers that count.
        int
            How many events were replaced by a later one.

        Raises
        ------
        ValueError
            If the lengths differ or an answer is none of -1, 0, 1.

        Examples
        --------
        >>> votes, repeats = Votes.last_of([1, 1, 2], [5, 5, 5], [1, -1, 0], [20, 10, 15])
        >>> votes.answers.tolist(), repeats
        ([1, 0], 1)
        """
        people = np.asarray(participants, dtype=np.int64).ravel()
        topics = np.asarray(statements, dtype=np.int64).ravel()
        given = np.asarray(answers).ravel()
        times = np.asarray(timestamps).ravel()
        if not len(people) == len(topics) == len(given) == len(times):
            raise ValueError("participants, statements, answers and timestamps differ in length")
        if not np.isin(given, (AGREE, PASS, DISAGREE)).all():
            raise ValueError("answers must be -1, 0 or 1")
        order = np.lexsort((times, topics, people))  # stable: equal times keep their order of rows
        people, topics, given = people[order], topics[order], given[order].astype(np.int8)
        last = np.ones(len(order), dtype=bool)
        last[:-1] = (people[1:] != people[:-1]) | (topics[1:] != topics[:-1])
        return cls(people[last], topics[last], given[last]), int((~last).sum())

    @classmethod
    def from_matrix(cls, matrix: ArrayLike) -> Votes:
        """Take a table of people by statements, nan where a person did not vote.

        Rows and columns are numbered from 0.

        Examples
        --------
        >>> len(Votes.from_matrix([[1, float("nan")], [0, -1]]))
        3
        """
        table = np.asarray(matrix, dtype=np.float64)
        people, topics = np.nonzero(~np.isnan(table))
        return cls.of(people, topics, table[people, topics])

    def without(self, statements: ArrayLike) -> Votes:
        """Leave out all votes on these statements (those moderated out).

        Examples
        --------
        >>> Votes.of([1, 1], [4, 5], [1, 1]).without([5]).statements.tolist()
        [4]
        """
        keep = ~np.isin(self.statements, np.asarray(statements, dtype=np.int64))
        return Votes(self.participants[keep], self.statements[keep], self.answers[keep])


def count_by_statement(votes: Votes, statements: ArrayLike) -> list[Counts]:
    """Count the answers to each statement.

    Parameters
    ----------
    votes : Votes
        Answers; those to other statements are not counted.
    statements : array-like of shape (n_statements,)
        Ids, each once; a statement nobody answered is counted as 0.

    Returns
    -------
    list of Counts
        In the order of `statements`.

    Examples
    --------
    >>> count_by_statement(Votes.of([1, 2, 1], [4, 4, 5], [1, 0, -1]), [5, 4, 6])
    [Counts(agree=0, disagree=1, passed=0), Counts(agree=1, disagree=0, passed=1), \
Counts(agree=0, disagree=0, passed=0)]
    """
    wanted = np.asarray(statements, dtype=np.int64)
    if not len(wanted):
        return []
    order = np.argsort(wanted, kind="stable")
    place = np.searchsorted(wanted[order], votes.statements).clip(max=len(wanted) - 1)
    known = wanted[order][place] == votes.statements
    cells = 3 * order[place[known]] + votes.answers[known] + 1
    table = np.bincount(cells, minlength=3 * len(wanted)).reshape(-1, 3)
    return [Counts(int(agree), int(disagree), int(passed)) for disagree, passed, agree in table]


def only_of(votes: Votes, participants: ArrayLike) -> Votes:
    """Keep the votes of these people.

    Examples
    --------
    >>> only_of(Votes.of([1, 2], [4, 4], [1, 0]), [2]).answers.tolist()
    [0]
    """
    keep = np.isin(votes.participants, np.asarray(participants, dtype=np.int64))
    return Votes(votes.participants[keep], votes.statements[keep], votes.answers[keep])
