"""Whether a side says something else after a discussion than before, told from two released figures alone.

The rule looks at nothing but what is shown of both figures, so it tells nobody anything that they could not
work out from the two results. The reasons are in `docs/decisions/votes-before-and-after.md`.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from titiktemu.analysis.counts import Counts
from titiktemu.analysis.disclosure import SHARE_FROM, SHOWN_FROM, Kind, Presented, present
from titiktemu.analysis.intervals import jeffreys_interval

CERTAIN_OF_NOTHING = (0.0, 1.0)


class Change(StrEnum):
    """What can be said of one side's agreement, after against before."""

    MORE = "more"
    FEWER = "fewer"
    NOT_TOLD = "not_told"


def change_between(before: Presented, after: Presented) -> Change:
    """Say whether clearly more or clearly fewer of a side agree than before.

    A change is told only where the 90 % intervals of the two shares do not overlap.

    Parameters
    ----------
    before, after : Presented
        Figures of one side as they were released in two rounds of the same statement.

    Returns
    -------
    Change
        MORE or FEWER where the intervals lie apart; else NOT_TOLD, which does not mean that nothing changed.

    Notes
    -----
    Where nothing has changed, one of the two intervals has to miss the common share for them to lie apart:
    each end does so in about 5 % of cases, so "more" and "fewer" are each wrong in about 10 % at most,
    **whatever the two rounds have to do with each other** (the union bound). It does not matter that the
    same people answered partly and that nobody may know who. For rounds that are independent the standard
    errors give about 2 % [1]_, and fewer still where people mostly answer as before. The price is that
    small changes of small sides are not told.

    References
    ----------
    .. [1] N. Schenker, J. F. Gentleman (2001). "On Judging the Significance of Differences by Examining the
       Overlap Between Confidence Intervals". The American Statistician 55(3), 182-186.
       doi:10.1198/000313001317097960

    Examples
    --------
    >>> change_between(present(Counts(8, 22, 0)), present(Counts(24, 6, 0)))
    <Change.MORE: 'more'>
    >>> change_between(present(Counts(4, 1, 0)), present(Counts(1, 5, 0)))
    <Change.NOT_TOLD: 'not_told'>
    """
    (low, high), (later_low, later_high) = interval_of(before), interval_of(after)
    if later_low > high:
        return Change.MORE
    return Change.FEWER if later_high < low else Change.NOT_TOLD


@lru_cache(maxsize=4096)
def interval_of(shown: Presented) -> tuple[float, float]:
    """The interval of a share that follows from what is shown of it.

    From 20 answers it is the one that is shown. Below that only tenths or a word are shown: then it reaches
    over the intervals of all counts of which the same would be shown, so that it gives none of them away.

    Parameters
    ----------
    shown : Presented
        One figure; of a hidden one nothing is known.

    Returns
    -------
    tuple of float
        Lower and upper end, (0, 1) where nothing is known.

    Examples
    --------
    >>> interval_of(Presented(Kind.HIDDEN))
    (0.0, 1.0)
    >>> [round(end, 2) for end in interval_of(present(Counts(11, 1, 0)))]
    [0.66, 0.99]
    """
    if shown.kind is Kind.HIDDEN:
        return CERTAIN_OF_NOTHING
    if shown.kind is Kind.SHARE:
        known = shown.low is not None and shown.high is not None
        return (shown.low or 0.0, shown.high or 0.0) if known else CERTAIN_OF_NOTHING
    ends = [jeffreys_interval(one.agree, one.opinions) for one in _shown_alike(shown)]
    if not ends:  # tenths of more than twenty: how many answered is not told
        return CERTAIN_OF_NOTHING
    return min(low for low, _high in ends), max(high for _low, high in ends)


def _shown_alike(shown: Presented) -> list[Counts]:
    return [
        counts
        for answered in range(SHOWN_FROM, SHARE_FROM)
        for passed in range(answered + 1)
        for agree in range(answered - passed + 1)
        if present(counts := Counts(agree, answered - passed - agree, passed)) == shown
    ]
