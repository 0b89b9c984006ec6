"""The saturation curve: how many codes each further session brings, and when the curve is flat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import comb

BASE, RUN, THRESHOLD = 4, 2, 0.05
"""Sessions that later ones are measured by, sessions in a row, and the part of new codes that is few."""


@dataclass(frozen=True, slots=True)
class Saturation:
    """Codes over sessions.

    Attributes
    ----------
    sessions : int
    new, total : tuple of int
        For each session the codes that none before had, and all codes so far.
    average : tuple of float
        Codes that so many sessions have on average over all orders: smooth, as which session came first is
        mostly chance.
    rates : tuple of float
        For each run of sessions after the base, its new codes by those of the base; the first run begins
        right behind the base, the next one session later.
    flat_after : int or None
        Sessions after which the first run brought few new codes; None where no run did.
    is_told : bool
        Whether there were sessions enough for a run at all.
    once, twice : int
        Codes of just one and just two sessions.
    expected : float
        Codes there may be in all, at least (Chao's second estimator): many heard once mean more unheard.
    """

    sessions: int
    new: tuple[int, ...]
    total: tuple[int, ...]
    average: tuple[float, ...]
    rates: tuple[float, ...]
    flat_after: int | None
    is_told: bool
    once: int
    twice: int
    expected: float


def saturation(
    sessions: Sequence[Collection[str]], *, base: int = BASE, run: int = RUN, threshold: float = THRESHOLD
) -> Saturation:
    """Draw the saturation curve of codes.

    Parameters
    ----------
    sessions : sequence of collection of str
        Codes used in each focus group or interview, in the order in which they were held.
    base, run : int
        Sessions of the base, and sessions in a row that are looked at together; at least 1.
    threshold : float
        The curve is flat after a session when the following run brings at most this part of the base's codes.

    Raises
    ------
    ValueError
        Where base or run is less than 1.

    References
    ----------
    .. [1] G. Guest, E. Namey, M. Chen (2020). "A simple method to assess and report thematic saturation in
       qualitative research". PLoS ONE 15(5), e0232076. doi:10.1371/journal.pone.0232076
    .. [2] R. K. Colwell, C. X. Mao, J. Chang (2004). "Interpolating, extrapolating, and comparing
       incidence-based species accumulation curves". Ecology 85(10), 2717-2727. doi:10.1890/03-0557
    .. [3] A. Chao (1987). "Estimating the population size for capture-recapture data with unequal
       catchability". Biometrics 43(4), 783-791. doi:10.2307/2531532

    Examples
    --------
    >>> found = saturation([{"cost", "queue"}, {"queue", "staff"}, {"cost"}, {"staff"}], base=2, run=1)
    >>> found.new, found.total, found.flat_after, found.expected
    ((2, 1, 0, 0), (2, 3, 3, 3), 2, 3.0)
    """
    if base < 1 or run < 1:
        raise ValueError("base and run are at least one session")
    count = len(sessions)
    seen: set[str] = set()
    new = []
    for codes in sessions:
        new.append(len(set(codes) - seen))
        seen |= set(codes)
    of_base = sum(new[:base])
    runs = range(base, count - run + 1) if of_base else range(0)
    rates = [sum(new[start : start + run]) / of_base for start in runs]
    flat = next((base + at for at, rate in enumerate(rates) if rate <= threshold), None)
    often = Counter(code for codes in sessions for code in set(codes))
    once, twice = (sum(many == times for many in often.values()) for times in (1, 2))
    unheard = (count - 1) / count * once * (once - 1) / (2 * (twice + 1)) if count else 0.0
    return Saturation(
        sessions=count,
        new=tuple(new),
        total=tuple(accumulate(new)),
        average=tuple(_average(sorted(often.values()), count, taken) for taken in range(1, count + 1)),
        rates=tuple(rates),
        flat_after=flat,
        is_told=bool(rates),
        once=once,
        twice=twice,
        expected=len(often) + unheard,
    )


def _average(often: Sequence[int], count: int, taken: int) -> float:
    """Codes in a random choice of sessions: a code is missing if all of these are among those without it."""
    ways = comb(count, taken)
    return sum(1 - comb(count - many, taken) / ways for many in often)
