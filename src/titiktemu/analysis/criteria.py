"""Options weighed by several criteria: swing weights, value functions, and how sure each rank is.

A single score says more than is known: weights are opinions. So each score comes with the share of all
possible weights under which the option stands first, second, and so on, and with each side's own ranking.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from titiktemu.analysis.marking import gettext_noop

type Floats = NDArray[np.float64]
type Values = Mapping[str, Mapping[str, float]]
"""For each option its value, 0 to 100, on each criterion."""

BEST = 100.0
DRAWS = 10_000
NO_SWING = gettext_noop("Swing weights need a number of zero or more for each criterion, and one above zero.")
NO_VALUE = gettext_noop("{option} has no value from 0 to 100 on {criterion}.")
NO_SCALE = gettext_noop("A value function needs two points or more, at rising amounts, with values 0 to 100.")
NO_OPTION = gettext_noop("There is no option to weigh.")
UNKNOWN = gettext_noop("The weights are not for the same criteria as the values.")


class BadCriteria(Exception):
    """These cannot be weighed. ``template`` is one English sentence, the key of its translation."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template.format(**values))
        self.template, self.values = template, values


@dataclass(frozen=True, slots=True)
class ValueFunction:
    """What an amount is worth, from 0 to 100: straight lines between points.

    Attributes
    ----------
    points : tuple of (float, float)
        Amounts, rising, and their values. Beyond the ends the value stays that of the end.

    Raises
    ------
    BadCriteria
        With fewer than two points, amounts that do not rise, or values outside 0 to 100.

    Examples
    --------
    >>> distance = ValueFunction(((0, 100), (5, 40), (20, 0)))
    >>> distance.of(2.5), distance.of(30)
    (70.0, 0.0)
    """

    points: tuple[tuple[float, float], ...]

    def __post_init__(self) -> None:
        amounts = [amount for amount, _value in self.points]
        rises = all(one < other for one, other in pairwise(amounts))
        if len(amounts) < 2 or not rises or not all(0 <= value <= BEST for _amount, value in self.points):
            raise BadCriteria(NO_SCALE)

    def of(self, amount: float) -> float:
        """The value of an amount."""
        amounts = [one for one, _value in self.points]
        return float(np.interp(amount, amounts, [value for _one, value in self.points]))


def local_scale(amounts: Sequence[float], *, more_is_better: bool = True) -> ValueFunction:
    """Give the worst of the amounts there are the value 0 and the best 100.

    Where all are the same the criterion tells nothing apart, and all are worth 100.

    Examples
    --------
    >>> local_scale([2, 10, 4]).of(4), local_scale([2, 10, 4], more_is_better=False).of(4)
    (25.0, 75.0)
    """
    if not amounts or not all(map(math.isfinite, amounts)):
        raise BadCriteria(NO_SCALE)
    low, high = min(amounts), max(amounts)
    if low == high:
        return ValueFunction(((low - 1, BEST), (high, BEST)))
    ends = (0.0, BEST) if more_is_better else (BEST, 0.0)
    return ValueFunction(((low, ends[0]), (high, ends[1])))


def swing_weights(swings: Mapping[str, float]) -> dict[str, float]:
    """Turn swings into weights that add up to one.

    Parameters
    ----------
    swings : mapping of str to float
        For each criterion how much going from its worst to its best is worth, against the most
        valued such step, which gets 100. This is not "importance": a criterion on which all
        options are nearly alike deserves a small number.

    References
    ----------
    .. [1] Department for Communities and Local Government (2009). Multi-criteria analysis: a
       manual. London.

    Examples
    --------
    >>> swing_weights({"reach": 100, "cost": 60, "data": 40})
    {'reach': 0.5, 'cost': 0.3, 'data': 0.2}
    """
    known = list(swings.values())
    if not known or not all(math.isfinite(one) and one >= 0 for one in known) or not any(known):
        raise BadCriteria(NO_SWING)
    total = math.fsum(known)
    return {criterion: swing / total for criterion, swing in swings.items()}


def scores(values: Values, weights: Mapping[str, float]) -> dict[str, float]:
    """Weighted mean of each option's values, 0 to 100.

    Examples
    --------
    >>> scores({"a": {"x": 80, "y": 20}, "b": {"x": 50, "y": 50}}, {"x": 0.75, "y": 0.25})
    {'a': 65.0, 'b': 50.0}
    """
    table = _table(values, list(weights))
    return dict(zip(values, (table @ np.array(list(weights.values()))).tolist(), strict=True))


def ranks(values: Values, weights: Mapping[str, float]) -> dict[str, float]:
    """Rank of each option by its score; 1 is the best, ties share the middle."""
    found = scores(values, weights)
    places = rankdata([-round(score, 9) for score in found.values()])
    return dict(zip(found, map(float, places), strict=True))


def ranks_by_side(
    values: Mapping[str, Values], weights: Mapping[str, Mapping[str, float]]
) -> dict[str, dict[str, float]]:
    """Each side's own ranking, by its own values and weights. Nothing is pooled.

    Parameters
    ----------
    values, weights : mapping of str to mapping
        By side; the sides of both are the same.
    """
    return {side: ranks(values[side], weights[side]) for side in weights}


@dataclass(frozen=True, slots=True)
class Acceptability:
    """How often an option has which rank over all weights.

    Attributes
    ----------
    ranks : tuple of float
        Share of draws in which it is first, second, and so on; they add up to 1.
    central : dict of str to float or None
        Mean weights of the draws in which it is first: whose opinion it suits. None where it never is.
    """

    ranks: tuple[float, ...]
    central: dict[str, float] | None


def acceptability(
    values: Values,
    *,
    seed: int,
    draws: int = DRAWS,
    around: Mapping[str, float] | None = None,
    sureness: float | None = None,
) -> dict[str, Acceptability]:
    """Draw weights at random and count the ranks (stochastic multicriteria acceptability analysis).

    Parameters
    ----------
    values : mapping of str to mapping of str to float
        For each option its value on each criterion.
    seed : int
        Start of the random numbers; the same gives the same again.
    draws : int
        How many weights are drawn; shares are off by about half a percentage point at 10,000.
    around : mapping of str to float, optional
        Weights to draw around. Without them all weights are equally likely.
    sureness : float, optional
        How near the draws stay to `around`, from 1; by default the number of criteria.

    Returns
    -------
    dict of str to Acceptability
        By option. Options that tie share their ranks.

    References
    ----------
    .. [1] R. Lahdelma, J. Hokkanen, P. Salminen (1998). "SMAA - Stochastic multiobjective
       acceptability analysis". European Journal of Operational Research 106, 137-143.

    Examples
    --------
    >>> found = acceptability({"a": {"x": 80, "y": 90}, "b": {"x": 20, "y": 30}}, seed=1, draws=100)
    >>> found["a"].ranks, found["b"].ranks, found["b"].central
    ((1.0, 0.0), (0.0, 1.0), None)
    """
    criteria = list(next(iter(values.values()), {}))
    table = _table(values, criteria)
    weights = _draws(criteria, seed, draws, around, sureness)
    found = np.round(weights @ table.T, 9)
    above = (found[:, None, :] > found[:, :, None]).sum(axis=2)
    alike = (found[:, None, :] == found[:, :, None]).sum(axis=2)
    many = len(table)
    places = np.arange(many)
    held = (above[:, :, None] <= places) & (places < (above + alike)[:, :, None])
    shares = (held / alike[:, :, None]).mean(axis=0)
    result = {}
    for place, option in enumerate(values):
        wins = weights[above[:, place] == 0]
        central = dict(zip(criteria, wins.mean(axis=0).tolist(), strict=True)) if len(wins) else None
        result[option] = Acceptability(tuple(shares[place].tolist()), central)
    return result


def _draws(
    criteria: list[str],
    seed: int,
    draws: int,
    around: Mapping[str, float] | None,
    sureness: float | None,
) -> Floats:
    generator = np.random.default_rng(seed)
    if around is None:
        return generator.dirichlet(np.ones(len(criteria)), draws)
    if set(around) != set(criteria):
        raise BadCriteria(UNKNOWN)
    centre = swing_weights({criterion: around[criterion] for criterion in criteria})
    scale = max(1.0, len(criteria) if sureness is None else sureness)
    used = np.array([weight * scale for weight in centre.values()])
    weights = np.zeros((draws, len(criteria)))
    weights[:, used > 0] = generator.dirichlet(used[used > 0], draws)
    return weights


def stability(values: Values, weights: Mapping[str, float]) -> dict[str, tuple[float, float]]:
    """How far the weight of each criterion may go before another option comes first.

    The weights of the others keep their proportions. Where the others weigh nothing, they are
    raised alike.

    Returns
    -------
    dict of str to (float, float)
        Lowest and highest weight, 0 to 1, with which the option that is first now, the first
        listed of ties, is still not below any other.

    Examples
    --------
    >>> stability({"a": {"x": 80, "y": 20}, "b": {"x": 50, "y": 50}}, {"x": 0.75, "y": 0.25})
    {'x': (0.5, 1.0), 'y': (0.0, 0.5)}
    """
    found = scores(values, weights)
    first = max(found, key=lambda option: round(found[option], 9))
    return {criterion: _range(values, weights, criterion, first) for criterion in weights}


def _range(values: Values, weights: Mapping[str, float], criterion: str, first: str) -> tuple[float, float]:
    others = {name: weight for name, weight in weights.items() if name != criterion}
    total = math.fsum(others.values())
    if not others:
        return 1.0, 1.0
    kept = {name: weight / total if total else 1 / len(others) for name, weight in others.items()}
    low, high = 0.0, 1.0
    for option, own in values.items():
        with_it = values[first][criterion] - own[criterion]
        without = math.fsum(weight * (values[first][name] - own[name]) for name, weight in kept.items())
        if option == first or with_it == without:
            continue
        turn = without / (without - with_it)
        low, high = (max(low, turn), high) if with_it > without else (low, min(high, turn))
    return low, high


def _table(values: Values, criteria: list[str]) -> Floats:
    if not values or not criteria:
        raise BadCriteria(NO_OPTION)
    for option, own in values.items():
        if set(own) != set(criteria):
            raise BadCriteria(UNKNOWN)
        for criterion in criteria:
            if not 0 <= own[criterion] <= BEST:
                raise BadCriteria(NO_VALUE, option=option, criterion=criterion)
    return np.array([[own[criterion] for criterion in criteria] for own in values.values()], dtype=float)
