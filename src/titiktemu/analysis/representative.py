"""Statements that set an opinion group apart from everybody else, with false discoveries controlled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import hypergeom

from titiktemu.analysis.counts import Counts

FALSE_DISCOVERIES = 0.10
"""Expected share of chance among the statements listed for all groups together."""
MOST_LISTED = 5

type Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Representative:
    """A statement that sets a group apart.

    Attributes
    ----------
    statement : int
        Place in the list that was handed in.
    agrees : bool
        Whether the group agrees more than the rest, or less.
    difference : float
        Share that agrees in the group minus that in the rest, in [-1, 1].
    p : float
        Two-sided mid-p value of Fisher's exact test.
    """

    statement: int
    agrees: bool
    difference: float
    p: float


def representative_statements(
    groups: Sequence[Sequence[Counts | None]], *, level: float = FALSE_DISCOVERIES
) -> list[list[Representative]]:
    """Find for each group the statements that set it apart from the others.

    Each group's yes and no to each statement is compared with those of all other groups
    together. Over all groups and statements the expected share of chance finds among those
    listed is held at `level` (Benjamini and Hochberg); the strongest differences are listed.

    Parameters
    ----------
    groups : sequence of sequence of Counts or None
        For each group its answers to each statement, in one order; None where nothing may be
        said. Such a cell is not tested, and is not part of the rest either.
    level : float
        False discovery rate.

    Returns
    -------
    list of list of Representative
        For each group at most five, the largest difference first.

    References
    ----------
    .. [1] Y. Benjamini, Y. Hochberg (1995). "Controlling the False Discovery Rate". J. R.
       Stat. Soc. B 57, 289-300.
    .. [2] H. O. Lancaster (1961). "Significance Tests in Discrete Distributions". JASA 56,
       223-234 (mid-p: exact tests of small counts are otherwise too shy).

    Examples
    --------
    >>> first = [Counts(30, 2, 0), Counts(15, 15, 0)]
    >>> second = [Counts(3, 30, 0), Counts(16, 14, 0)]
    >>> [[one.statement for one in found] for found in representative_statements([first, second])]
    [[0], [0]]
    """
    tested: list[tuple[int, Representative]] = []
    for place, own in enumerate(groups):
        for statement, counts in enumerate(own):
            cells = (other[statement] for at, other in enumerate(groups) if at != place)
            rest = [cell for cell in cells if cell is not None]
            if counts is not None and counts.opinions and sum(one.opinions for one in rest):
                tested.append((place, _compare(statement, counts, rest)))
    passing = false_discoveries_held([one.p for _place, one in tested], level)
    found: list[list[Representative]] = [[] for _group in groups]
    for (place, one), passes in zip(tested, passing, strict=True):
        if passes:
            found[place].append(one)
    return [sorted(one, key=lambda it: (-abs(it.difference), it.statement))[:MOST_LISTED] for one in found]


def _compare(statement: int, own: Counts, rest: Sequence[Counts]) -> Representative:
    agree, opinions = sum(one.agree for one in rest), sum(one.opinions for one in rest)
    difference = own.agree / own.opinions - agree / opinions
    p = mid_p(own.agree, own.opinions, agree, opinions)
    return Representative(statement, difference > 0, difference, p)


def mid_p(first: int, first_of: int, second: int, second_of: int) -> float:
    """Give the two-sided mid-p value of Fisher's exact test that two shares are equal.

    Outcomes as likely as the observed one count half.

    Parameters
    ----------
    first, second : int
        Successes.
    first_of, second_of : int
        Of how many, above 0.

    Returns
    -------
    float
        In (0, 1].

    Examples
    --------
    >>> round(mid_p(8, 10, 1, 10), 4)
    0.0028
    """
    whole, successes = first_of + second_of, first + second
    possible = np.arange(max(0, successes - second_of), min(successes, first_of) + 1)
    chances = hypergeom.pmf(possible, whole, successes, first_of)
    observed = chances[first - possible[0]]
    close = np.isclose(chances, observed, rtol=1e-9, atol=0)
    return float(min(1.0, chances[(chances < observed) & ~close].sum() + chances[close].sum() / 2))


def false_discoveries_held(p_values: ArrayLike, level: float) -> NDArray[np.bool_]:
    """Say which tests pass when the expected share of false ones among them is held at a level.

    Parameters
    ----------
    p_values : array-like of shape (n,)
        Of independent or positively dependent tests.
    level : float
        Between 0 and 1.

    Returns
    -------
    ndarray of shape (n,), bool
        In the order handed in.

    Examples
    --------
    >>> false_discoveries_held([0.001, 0.04, 0.9], 0.1).tolist()
    [True, True, False]
    """
    values = np.asarray(p_values, dtype=np.float64)
    if not len(values):
        return np.zeros(0, dtype=bool)
    order = np.argsort(values, kind="stable")
    bars = level * np.arange(1, len(values) + 1) / len(values)
    under = np.flatnonzero(values[order] <= bars)
    passes = np.zeros(len(values), dtype=bool)
    if len(under):
        passes[order[: under[-1] + 1]] = True
    return passes
