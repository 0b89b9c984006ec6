"""Tables with a row for each person: how many share a combination, how great the risk is, what to blank.

A value that is missing fits every value, as an attacker who lacks it must allow for all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike, NDArray

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]
type Key = tuple[Hashable, ...]

MISSING = None
"""A value that is not known, or was blanked."""


@dataclass(frozen=True, slots=True)
class Frequencies:
    """How often each record's combination occurs.

    Attributes
    ----------
    sample : ndarray of shape (n,)
        Records that fit it, itself among them.
    population : ndarray of shape (n,)
        The sum of their weights: as many people, as far as the sample tells.
    """

    sample: Ints
    population: Floats


def frequencies(keys: Sequence[Key], weights: ArrayLike | None = None) -> Frequencies:
    """Count for every record how many fit its combination of identifying values.

    Parameters
    ----------
    keys : sequence of tuples
        Identifying values of each record; None where one is missing.
    weights : array-like of shape (n,), optional
        How many people a record stands for; 1 unless told otherwise.

    Returns
    -------
    Frequencies

    References
    ----------
    .. [1] M. Templ, A. Kowarik, B. Meindl (2015). "Statistical Disclosure Control for Micro-Data Using the R
       Package sdcMicro". Journal of Statistical Software 67(4). doi:10.18637/jss.v067.i04

    Examples
    --------
    >>> frequencies([("P", 30), ("P", 30), ("L", None), ("L", 41)]).sample.tolist()
    [2, 2, 2, 2]
    """
    told = np.ones(len(keys)) if weights is None else np.asarray(weights, dtype=np.float64)
    many: dict[Key, int] = defaultdict(int)
    heavy: dict[Key, float] = defaultdict(float)
    for key, weight in zip(keys, told, strict=True):
        many[key] += 1
        heavy[key] += float(weight)
    fits = _fitting(list(many))
    sample = {key: sum(many[other] for other in fits[key]) for key in many}
    population = {key: sum(heavy[other] for other in fits[key]) for key in many}
    return Frequencies(
        np.array([sample[key] for key in keys], dtype=np.int64),
        np.array([population[key] for key in keys], dtype=np.float64),
    )


def _fitting(keys: list[Key]) -> dict[Key, list[Key]]:
    """For each combination those that may be the same; only the incomplete are compared one by one."""
    gaps = [key for key in keys if MISSING in key]
    fits = {key: [key] for key in keys}
    for place, gap in enumerate(gaps):
        for other in keys:
            if MISSING not in other and _may_be(gap, other):
                fits[gap].append(other)
                fits[other].append(gap)
        for other in gaps[place + 1 :]:
            if _may_be(gap, other):
                fits[gap].append(other)
                fits[other].append(gap)
    return fits


def _may_be(one: Key, other: Key) -> bool:
    return all(a == b or a is MISSING or b is MISSING for a, b in zip(one, other, strict=True))


def individual_risk(found: Frequencies) -> Floats:
    """Give for each record the risk that whoever fits its combination is really this person.

    The Bayesian estimate of Benedetti and Franconi with the approximations of sdcMicro: with p the share of
    those who fit that were asked, -p / (1 - p) log p for one who is alone, and simpler with more.

    Parameters
    ----------
    found : Frequencies
        With weights; without, the risk is 1 over the number in the sample.

    Returns
    -------
    ndarray of shape (n,)
        From 0 to 1.

    References
    ----------
    .. [1] R. Benedetti, L. Franconi (1998). "Statistical and Technological Solutions for Controlled Data
       Dissemination". Proc. New Techniques and Technologies for Statistics.

    Examples
    --------
    >>> individual_risk(Frequencies(np.array([3, 1, 2]), np.array([108.0, 45.5, 100.0]))).round(8).tolist()
    [0.01369863, 0.08579129, 0.01877883]
    """
    many = found.sample.astype(np.float64)
    part = np.clip(many / found.population, 1e-12, 1.0)
    rest = np.maximum(1.0 - part, 1e-12)
    alone = part / rest * -np.log(part)
    two = part / rest**2 * (part * np.log(part) + rest)
    more = part / (many - rest)
    risk = np.select([found.population <= many, many == 1, many == 2], [1.0 / many, alone, two], more)
    return np.asarray(np.clip(risk, 0.0, 1.0))


def distinct_diversity(keys: Sequence[Key], sensitive: Sequence[Hashable]) -> Ints:
    """Count the different sensitive values among those who fit each record (distinct l-diversity).

    Parameters
    ----------
    keys : sequence of tuples
        Identifying values; None where one is missing.
    sensitive : sequence
        What must not be learned of anybody.

    Returns
    -------
    ndarray of shape (n,)
        1 where everybody who fits has the same: the value is known of each of them.

    References
    ----------
    .. [1] A. Machanavajjhala et al. (2007). "l-Diversity: Privacy Beyond k-Anonymity". ACM TKDD 1(1).
       doi:10.1145/1217299.1217302

    Examples
    --------
    >>> distinct_diversity([("P",), ("P",), ("L",), ("L",)], ["TB", "-", "HIV", "HIV"]).tolist()
    [2, 2, 1, 1]
    """
    held: dict[Key, set[Hashable]] = defaultdict(set)
    for key, value in zip(keys, sensitive, strict=True):
        held[key].add(value)
    fits = _fitting(list(held))
    many = {key: len(set().union(*(held[other] for other in fits[key]))) for key in held}
    return np.array([many[key] for key in keys], dtype=np.int64)


def blank_until(
    keys: Sequence[Key], least: int, importance: Sequence[int] | None = None
) -> tuple[list[Key], int]:
    """Blank as few values as it takes that every combination fits at least so many records.

    Record after record, the rarest first, the smallest set of values is blanked that reaches the bar; of sets
    of one size the one whose columns matter least, then the one with which most records fit.

    Parameters
    ----------
    keys : sequence of tuples
        Identifying values; None where one is missing.
    least : int
        k of k-anonymity.
    importance : sequence of int, optional
        Of the columns: 1 is blanked last. By number of different values unless told otherwise.

    Returns
    -------
    list of tuples, int
        The same records with blanks, and how many values were blanked.

    Raises
    ------
    ValueError
        Where there are fewer records than `least`.

    Examples
    --------
    >>> blank_until([("P", 30), ("P", 30), ("P", 31)], 2)
    ([('P', 30), ('P', 30), ('P', None)], 1)
    """
    if len(keys) < least:
        raise ValueError(f"fewer than {least} records")
    made = list(keys)
    matters = _importance(keys) if importance is None else list(importance)
    blanked = 0
    while True:
        counted = frequencies(made).sample
        rare = np.flatnonzero(counted < least)
        if not len(rare):
            return made, blanked
        at = int(min(rare, key=lambda one: (counted[one], str(made[one]), one)))
        chosen = _fewest(made, made[at], least, matters)
        made[at] = tuple(MISSING if place in chosen else value for place, value in enumerate(made[at]))
        blanked += len(chosen)


def _importance(keys: Sequence[Key]) -> list[int]:
    different = [len(set(column)) for column in zip(*keys, strict=True)]
    order = sorted(range(len(different)), key=lambda place: (different[place], place))
    return [order.index(place) + 1 for place in range(len(different))]


def _fewest(keys: Sequence[Key], key: Key, least: int, matters: list[int]) -> tuple[int, ...]:
    places = [place for place, value in enumerate(key) if value is not MISSING]
    for size in range(1, len(places) + 1):
        found = []
        for chosen in combinations(places, size):
            blank = tuple(MISSING if place in chosen else value for place, value in enumerate(key))
            fit = sum(1 for other in keys if _may_be(blank, other))
            if fit >= least:
                found.append((sum(matters[place] for place in chosen), fit, chosen))
        if found:
            return max(found)[2]
    return tuple(places)
