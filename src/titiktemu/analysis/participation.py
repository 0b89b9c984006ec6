"""Participation in figures: who came against who should have, and whether everybody had a voice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb, sqrt

import numpy as np
from numpy.typing import NDArray

MOST_EXACT = 20_000
"""Ways to share people out between two sides up to which all are tried instead of a sample."""
DRAWS = 9_999
CLOSE = 1e-9


def gini(amounts: Sequence[float]) -> float:
    r"""Give the Gini coefficient of what people contributed.

    :math:`G = \sum_i (2i - n - 1) x_{(i)} / (n \sum_i x_i)`, without the correction n/(n-1): with n people
    it is at most 1 - 1/n.

    Parameters
    ----------
    amounts : sequence of float
        Turns, words, seconds of each person, none negative; the silent belong in it with 0.

    Returns
    -------
    float
        0 where all are alike, also where nobody said anything.

    Raises
    ------
    ValueError
        Of nobody, or where an amount is negative.

    Examples
    --------
    >>> gini([20, 0, 0, 0]), gini([5, 5, 5, 5])
    (0.75, 0.0)
    """
    values = np.sort(_amounts(amounts))
    total = float(values.sum())
    if total == 0 or values[0] == values[-1]:
        return 0.0
    places = 2 * np.arange(1, len(values) + 1) - len(values) - 1
    return float(places @ values / (len(values) * total))


def evenness(amounts: Sequence[float]) -> float | None:
    r"""Give Pielou's evenness, :math:`-\sum_i p_i \ln p_i / \ln n`, the silent counted in n.

    Returns
    -------
    float or None
        Between 0 (one speaks) and 1 (all alike); None for one person or where nobody said anything.

    References
    ----------
    .. [1] E. C. Pielou (1966). "The measurement of diversity in different types of biological collections".
       Journal of Theoretical Biology 13, 131-144. doi:10.1016/0022-5193(66)90013-0

    Examples
    --------
    >>> evenness([5, 5, 5, 5]), round(evenness([12, 9, 7, 3, 1, 0]), 4), evenness([3])
    (1.0, 0.7742, None)
    """
    values = _amounts(amounts)
    if len(values) < 2 or values.sum() == 0:
        return None
    shares = values[values > 0] / values.sum()
    return float(max(0.0, -(shares @ np.log(shares)) / np.log(len(values))))


@dataclass(frozen=True, slots=True)
class Voice:
    """How much one side said.

    Attributes
    ----------
    people, silent : int
    total : float
        Of all its contributions.
    share, seats : float or None, float
        Its part of all contributions, and of all people; the first is None where nobody said anything.
    ratio : float or None
        The first divided by the second: 1 is its due.
    gini, evenness : float, float or None
        Within the side.
    """

    people: int
    silent: int
    total: float
    share: float | None
    seats: float
    ratio: float | None
    gini: float
    evenness: float | None


def voices(amounts: Mapping[str, Sequence[float]]) -> dict[str, Voice]:
    """Compare what sides said with how many they were.

    Parameters
    ----------
    amounts : mapping of str to sequence of float
        For each side what each of its people contributed; who was silent is there with 0. A side with
        nobody is left out.

    Examples
    --------
    >>> found = voices({"government": [6, 3], "civil_society": [1, 0]})
    >>> found["government"].share, found["government"].ratio, found["civil_society"].silent
    (0.9, 1.8, 1)
    """
    there = {side: _amounts(one) for side, one in amounts.items() if len(one)}
    total = sum(float(one.sum()) for one in there.values())
    people = sum(len(one) for one in there.values())
    found = {}
    for side, one in there.items():
        share = float(one.sum()) / total if total else None
        seats = len(one) / people
        found[side] = Voice(
            people=len(one),
            silent=int((one == 0).sum()),
            total=float(one.sum()),
            share=share,
            seats=seats,
            ratio=None if share is None else share / seats,
            gini=gini(one.tolist()),
            evenness=evenness(one.tolist()),
        )
    return found


@dataclass(frozen=True, slots=True)
class EqualVoice:
    """Whether sides differ by more than people do.

    Attributes
    ----------
    p : float
        Of all ways to share the same people out to sides of the same sizes, the part in which the sides'
        means differ at least as much.
    ways : int
        Ways tried, the real one included.
    is_exact : bool
        Whether these are all; else they are a sample.
    people : int
    """

    p: float
    ways: int
    is_exact: bool
    people: int


def equal_voice(
    amounts: Mapping[str, Sequence[float]], *, seed: int, draws: int = DRAWS
) -> EqualVoice | None:
    """Test by permutation whether people of all sides contribute alike.

    The measure is the sum over sides of people times the squared distance of the side's mean from that of
    all. For two sides of few people every way is tried. Nothing is assumed of how turns are spread.

    Parameters
    ----------
    amounts : mapping of str to sequence of float
        As for `voices`.
    seed : int
        Of the sample of ways; it counts only where not all are tried.
    draws : int
        Size of the sample.

    Returns
    -------
    EqualVoice or None
        None with fewer than two sides, or where everybody contributed the same.

    References
    ----------
    .. [1] B. Phipson, G. K. Smyth (2010). "Permutation P-values should never be zero". Statistical
       Applications in Genetics and Molecular Biology 9(1), 39. doi:10.2202/1544-6115.1585

    Examples
    --------
    >>> found = equal_voice({"government": [9, 8, 7], "civil_society": [1, 2, 0]}, seed=1)
    >>> found.p, found.ways, found.is_exact
    (0.1, 20, True)
    """
    sides = [_amounts(amounts[side]) for side in sorted(amounts) if len(amounts[side])]
    values = np.sort(np.concatenate(sides)) if sides else np.zeros(0)
    if len(sides) < 2 or values[0] == values[-1]:
        return None
    sizes = [len(side) for side in sides]
    real = sum(float(side.sum()) ** 2 / len(side) for side in sides)
    is_exact = len(sides) == 2 and comb(len(values), sizes[0]) <= MOST_EXACT
    found = _all_ways(values, sizes[0]) if is_exact else _some_ways(values, sizes, seed, draws)
    at_least = int((found >= real - CLOSE * max(1.0, real)).sum())
    p = at_least / len(found) if is_exact else (at_least + 1) / (draws + 1)
    return EqualVoice(p, len(found) + (not is_exact), is_exact, len(values))


def _all_ways(values: NDArray[np.float64], first: int) -> NDArray[np.float64]:
    """Sums of squares of totals, each divided by its people, for all choices of the first side."""
    chosen = np.array(list(combinations(range(len(values)), first)))
    totals = values[chosen].sum(axis=1)
    others = values.sum() - totals
    return np.asarray(totals**2 / first + others**2 / (len(values) - first))


def _some_ways(
    values: NDArray[np.float64], sizes: Sequence[int], seed: int, draws: int
) -> NDArray[np.float64]:
    random = np.random.default_rng(seed)
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    mixed = (random.permutation(values) for _draw in range(draws))
    return np.array([(np.add.reduceat(one, starts) ** 2 / sizes).sum() for one in mixed])


@dataclass(frozen=True, slots=True)
class Group:
    """One value of a margin, such as women of the margin sex.

    Attributes
    ----------
    came : int
    wanted : float
        How many of all who came there would be by the target.
    share, target : float
    missing : float
        Wanted less came; negative where more came than wanted.
    difference : float
        Standardised: the difference of the shares in standard deviations of a yes-or-no; 0.1 is small, 0.5
        large. Infinite where one share is 0 and the other 1.
    """

    came: int
    wanted: float
    share: float
    target: float
    missing: float
    difference: float


@dataclass(frozen=True, slots=True)
class Balance:
    """Who came against who should have, for one margin.

    Attributes
    ----------
    groups : dict of str to Group
        In the order of the targets, then who came without a target.
    people : int
    distance : float
        Total variation, half the sum of absolute differences of shares: the part of the seats that would
        have to go to other groups.
    absent : tuple of str
        Groups with a target of which nobody came.
    """

    groups: dict[str, Group]
    people: int
    distance: float
    absent: tuple[str, ...]


def balance(came: Mapping[str, int], targets: Mapping[str, float]) -> Balance | None:
    """Compare who came with targets.

    Parameters
    ----------
    came : mapping of str to int
        People of each group.
    targets : mapping of str to float
        Shares, percentages or numbers of people: only their proportions count.

    Returns
    -------
    Balance or None
        None where nobody came.

    Raises
    ------
    ValueError
        Where a number is negative, or targets are all zero.

    References
    ----------
    .. [1] P. C. Austin (2009). "Using the standardized difference to compare the prevalence of a binary
       variable between two groups in observational research". Communications in Statistics 38(6),
       1228-1234. doi:10.1080/03610910902859574

    Examples
    --------
    >>> found = balance({"women": 3, "men": 7}, {"women": 50, "men": 50})
    >>> round(found.distance, 3), found.groups["women"].missing, round(found.groups["women"].difference, 3)
    (0.2, 2.0, -0.417)
    """
    whole, people = sum(targets.values()), sum(came.values())
    if min([*came.values(), *targets.values(), 0]) < 0 or whole <= 0:
        raise ValueError("numbers are zero or more, and some target is more than zero")
    if not people:
        return None
    groups = {}
    for name in [*targets, *(name for name in came if name not in targets)]:
        share, target = came.get(name, 0) / people, targets.get(name, 0.0) / whole
        wanted = target * people
        groups[name] = Group(
            came=came.get(name, 0),
            wanted=wanted,
            share=share,
            target=target,
            missing=wanted - came.get(name, 0),
            difference=_standardised(share, target),
        )
    distance = sum(abs(group.share - group.target) for group in groups.values()) / 2
    absent = tuple(name for name, group in groups.items() if group.target and not group.came)
    return Balance(groups, people, distance, absent)


def _standardised(share: float, target: float) -> float:
    spread = sqrt((share * (1 - share) + target * (1 - target)) / 2)
    if spread == 0:
        return 0.0 if share == target else float(np.copysign(np.inf, share - target))
    return (share - target) / spread


def _amounts(amounts: Sequence[float] | NDArray[np.float64]) -> NDArray[np.float64]:
    values = np.asarray(amounts, dtype=np.float64)
    if not len(values) or not np.isfinite(values).all() or values.min() < 0:
        raise ValueError("amounts are numbers of zero or more, of at least one person")
    return values
