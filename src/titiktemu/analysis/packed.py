"""Votes packed by person: three bytes a vote, read in one go by the compiled loops."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from titiktemu.analysis import kernels
from titiktemu.analysis.votes import Votes

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]

SMALL_COLUMNS = 2**16
PARTS = 8
"""Parts that are added up one after the other, whatever the number of processors, so that sums are the
same on every machine."""
WORTH_THREADS = 2_000_000  # votes below which starting threads costs more than they save


@dataclass(frozen=True, eq=False, slots=True)
class Packed:
    """Every person's answers one after the other.

    Attributes
    ----------
    people : ndarray of shape (n_people,)
        Ids, ascending.
    statements : ndarray of shape (n_statements,)
        Ids, ascending; `columns` are places in it.
    starts : ndarray of shape (n_people + 1,)
        Where each person's answers begin.
    columns : ndarray of shape (n_votes,), uint16 or int32
        Statement of each answer, ascending within a person.
    answers : ndarray of shape (n_votes,), int8
        -1 disagree, 0 pass, +1 agree.
    """

    people: Ints
    statements: Ints
    starts: Ints
    columns: NDArray[Any]
    answers: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.answers)

    @classmethod
    def of(cls, votes: Votes, statements: ArrayLike | None = None) -> Packed:
        """Pack votes, which are sorted by person already.

        Parameters
        ----------
        votes : Votes
            Everybody's answers.
        statements : array-like, optional
            Ids of all statements, those without a vote among them; those with votes if not given.

        Examples
        --------
        >>> packed = Packed.of(Votes.of([7, 3, 7], [5, 5, 2], [1, -1, 0]))
        >>> packed.people.tolist(), packed.starts.tolist(), packed.columns.tolist()
        ([3, 7], [0, 1, 3], [1, 0, 1])
        """
        voted = np.unique(votes.statements)
        topics = voted if statements is None else np.union1d(voted, np.asarray(statements, dtype=np.int64))
        kind = np.uint16 if len(topics) <= SMALL_COLUMNS else np.int32
        columns = np.searchsorted(topics, votes.statements).astype(kind)
        first = np.ones(len(votes), dtype=bool)
        first[1:] = votes.participants[1:] != votes.participants[:-1]
        begins = np.flatnonzero(first)
        starts = np.append(begins, len(votes)).astype(np.int64)
        return cls(votes.participants[begins], topics, starts, columns, votes.answers)

    @property
    def given(self) -> Ints:
        """How many answers each person gave."""
        return np.diff(self.starts)

    def of_people(self, keep: NDArray[np.bool_]) -> Packed:
        """Keep these people; every statement stays.

        Examples
        --------
        >>> packed = Packed.of(Votes.of([7, 3, 7], [5, 5, 2], [1, -1, 0]))
        >>> packed.of_people(np.array([False, True])).answers.tolist()
        [0, 1]
        """
        if keep.all():
            return self
        votes = np.repeat(keep, self.given)
        starts = np.concatenate([[0], np.cumsum(self.given[keep])])
        return Packed(self.people[keep], self.statements, starts, self.columns[votes], self.answers[votes])

    def of_statements(self, keep: NDArray[np.bool_]) -> Packed:
        """Keep these statements, and all people, some of them perhaps without an answer.

        Examples
        --------
        >>> packed = Packed.of(Votes.of([7, 3, 7], [5, 5, 2], [1, -1, 0]))
        >>> packed.of_statements(np.array([True, False])).given.tolist()
        [0, 1]
        """
        if keep.all():
            return self
        votes = keep[self.columns]
        person = np.repeat(np.arange(len(self.people)), self.given)[votes]
        starts = np.concatenate([[0], np.cumsum(np.bincount(person, minlength=len(self.people)))])
        place = (np.cumsum(keep) - 1).astype(self.columns.dtype)
        columns = place[self.columns[votes]]
        return Packed(self.people, self.statements[keep], starts, columns, self.answers[votes])

    def run(
        self, loop: Callable[..., None], *values: Any, into: tuple[NDArray[Any], ...], by_person: bool = False
    ) -> None:
        """Run a compiled loop over all people in parts and add what each part gives.

        Parameters
        ----------
        loop : callable
            Of `kernels`.
        *values : ndarray
            What the loop reads beside the votes.
        into : tuple of ndarray
            What it adds to; every part begins with zeros.
        by_person : bool
            Whether each person has a row of their own in it, so that parts write straight into it.
        """
        votes = (self.starts, self.columns, self.answers)
        if len(self) < WORTH_THREADS:
            loop(*votes, *values, 0, len(self.people), *into)
            return
        ends = np.searchsorted(self.starts, np.linspace(0, len(self), PARTS + 1)[1:-1])
        edges = [0, *(int(end) for end in ends), len(self.people)]

        def part(place: int) -> list[NDArray[Any]]:
            own = [one if by_person else np.zeros_like(one) for one in into]
            loop(*votes, *values, edges[place], edges[place + 1], *own)
            return own

        with ThreadPoolExecutor(min(PARTS, os.cpu_count() or 1)) as pool:
            for own in pool.map(part, range(PARTS)):
                if by_person:
                    continue
                for whole, one in zip(into, own, strict=True):
                    whole += one


def count_cells(packed: Packed, cells: ArrayLike, number: int) -> NDArray[np.int64]:
    """Count the answers to each statement in each cell of people, in one pass over the votes.

    Parameters
    ----------
    packed : Packed
        Everybody's answers.
    cells : array-like of shape (n_people,)
        Cell of each person (side, group, or both together), from 0; -1 for none.
    number : int
        How many cells.

    Returns
    -------
    ndarray of shape (number, n_statements, 3)
        Disagree, pass, agree.

    Examples
    --------
    >>> packed = Packed.of(Votes.of([7, 3, 7], [5, 5, 2], [1, -1, 0]))
    >>> count_cells(packed, [0, 1], 2)[:, 1].tolist()
    [[1, 0, 0], [0, 0, 1]]
    """
    found = np.zeros((number, len(packed.statements), 3), dtype=np.int64)
    packed.run(kernels.tally, np.asarray(cells, dtype=np.int64), into=(found,))
    return found
