"""Ratings of experts over Delphi rounds: where the middle is, how wide it is, and whether it still moves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np

FEWEST = 5
"""Of fewer ratings quartiles say little, and nothing is concluded."""
WIDTH = 1.0
"""Interquartile range up to which experts agree, on a scale of five."""
STILL = 0.15
"""Part of all ratings that may move between rounds in which opinion counts as settled."""


class Outcome(StrEnum):
    """What the last round says."""

    AGREED = "agreed"
    SETTLED_APART = "settled_apart"
    STILL_MOVING = "still_moving"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class Round:
    """One round: ratings, their median, quartiles, and the range between them."""

    n: int
    median: float
    low_quartile: float
    high_quartile: float
    range: float


@dataclass(frozen=True, slots=True)
class Change:
    """From one round to the next.

    Attributes
    ----------
    median, range : float
        New less old; a negative range is convergence.
    moved : float
        Part of ratings that would have to change for the old spread to become the new one; who left or came
        counts only by what it does to the spread.
    both : int
        Experts in both rounds.
    changed : float or None
        Part of these who gave another rating; None where there are none.
    left, came : int
        Experts of one round only.
    """

    median: float
    range: float
    moved: float
    both: int
    changed: float | None
    left: int
    came: int


@dataclass(frozen=True, slots=True)
class Course:
    """All rounds on one question."""

    rounds: tuple[Round, ...]
    changes: tuple[Change, ...]
    outcome: Outcome


def follow(rounds: Sequence[Mapping[str, float]], *, width: float = WIDTH, still: float = STILL) -> Course:
    """Follow the ratings of one question from round to round.

    Experts *agree* when the interquartile range of the last round is at most `width`. They have *settled
    apart* when it is wider and at most `still` of the ratings moved since the round before: further rounds
    would hardly change it. Quartiles are those of R's type 7.

    Parameters
    ----------
    rounds : sequence of mapping of str to float
        For each round, in time, the rating of each expert who answered.
    width : float
        In units of the scale; 1 is usual for five steps, 2 for nine.
    still : float

    Raises
    ------
    ValueError
        Where a round has no rating, or one that is no number.

    References
    ----------
    .. [1] M. Scheibe, M. Skutsch, J. Schofer (1975). "Experiments in Delphi methodology". In H. A. Linstone,
       M. Turoff (eds.), The Delphi Method, IV.C.
    .. [2] H. A. von der Gracht (2012). "Consensus measurement in Delphi studies". Technological Forecasting
       and Social Change 79(8), 1525-1536. doi:10.1016/j.techfore.2012.04.013

    Examples
    --------
    >>> first = dict(zip("abcdef", [1, 2, 3, 4, 5, 5], strict=True))
    >>> second = dict(zip("abcdef", [3, 3, 3, 4, 4, 5], strict=True))
    >>> found = follow([first, second])
    >>> found.rounds[1].median, found.rounds[1].range, found.changes[0].range, str(found.outcome)
    (3.5, 1.0, -1.5, 'agreed')
    """
    told = tuple(_round(one) for one in rounds)
    changes = tuple(
        _change(*answers, ends) for answers, ends in zip(pairwise(rounds), pairwise(told), strict=True)
    )
    return Course(told, changes, _outcome(told, changes, width, still))


def _round(ratings: Mapping[str, float]) -> Round:
    values = np.array(list(ratings.values()), dtype=np.float64)
    if not len(values) or not np.isfinite(values).all():
        raise ValueError("a round has at least one rating, and ratings are numbers")
    low, median, high = (float(one) for one in np.quantile(values, [0.25, 0.5, 0.75]))
    return Round(len(values), median, low, high, high - low)


def _change(old: Mapping[str, float], new: Mapping[str, float], ends: tuple[Round, Round]) -> Change:
    both = old.keys() & new.keys()
    before, after = Counter(old.values()), Counter(new.values())
    apart = sum(
        abs(before[value] / len(old) - after[value] / len(new)) for value in sorted({*before, *after})
    )
    return Change(
        median=ends[1].median - ends[0].median,
        range=ends[1].range - ends[0].range,
        moved=apart / 2,
        both=len(both),
        changed=sum(old[one] != new[one] for one in both) / len(both) if both else None,
        left=len(old) - len(both),
        came=len(new) - len(both),
    )


def _outcome(rounds: Sequence[Round], changes: Sequence[Change], width: float, still: float) -> Outcome:
    if not rounds or rounds[-1].n < FEWEST:
        return Outcome.TOO_FEW
    if rounds[-1].range <= width:
        return Outcome.AGREED
    if changes and changes[-1].moved <= still:
        return Outcome.SETTLED_APART
    return Outcome.STILL_MOVING
