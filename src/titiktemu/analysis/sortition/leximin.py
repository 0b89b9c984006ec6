"""The fairest lottery over panels: the least chance is as great as it can be, then the next, and so on.

First chances are sought that fractional panels would allow, by a few small linear programmes. If whole panels
can be mixed so that everybody gets exactly these chances, they are the fairest: whole panels allow nothing
better. Panels for the mixture are peeled off one by one; where that gets stuck, further ones are generated
as columns. If the chances cannot be mixed at all, columns are generated for each stage of the leximin.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from titiktemu.analysis.sortition.panels import Floats, Ints, Panels

STRICT = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}
"""The finest that HiGHS offers: chances of one stage are the floors of the next."""
SLACKS = (1e-9, 1e-8, 1e-7, 1e-6)
"""By how much settled chances may be missed for rounding: the least with which there is an answer."""
EXACT, CLOSE = 1e-8, 1e-6
"""Chances that miss by less are met, and those that differ by less are the same."""
PRICED = 1e-7
"""A greater price says that a chance cannot be raised any more."""
AT_END = 1e-7
"""Counts so near to an end of a rule stand at it."""

_linprog: Any = linprog  # its stubs know no arrays of bounds, nor options in a constant


@dataclass(frozen=True, slots=True)
class Mixture:
    """Panels, with what probability each is drawn, and the chance of each person of each kind.

    Attributes
    ----------
    panels : ndarray of int, shape (panels, kinds)
        How many people of each kind.
    weights : ndarray of shape (panels,)
        Not negative, with sum 1.
    chances : ndarray of shape (kinds,)
        Probability of each person of the kind to be on the panel.
    """

    panels: Ints
    weights: Floats
    chances: Floats


def leximin(panels: Panels) -> Mixture:
    """Find the lottery whose chances, sorted from the least, are lexicographically greatest.

    Returns
    -------
    Mixture
        The chances are unique; of the many mixtures that give them, this one depends on nothing but the
        panels allowed and the version of the solver.

    Raises
    ------
    ValueError
        Where no panel meets the rules.

    References
    ----------
    .. [1] B. Flanigan, P. Gölz, A. Gupta, B. Hennig, A. D. Procaccia (2021). "Fair algorithms for selecting
       citizens' assemblies". Nature 596, 548-552. doi:10.1038/s41586-021-03788-6
    """
    first = panels.best(np.ones_like(panels.people))
    if first is None:
        raise ValueError("no panel meets the rules")
    target = of_fractions(panels)
    found, weights = _peel(panels, target)
    if found:
        peeled = _tidy(panels, found, weights)
        if np.abs(peeled.chances - target).max() <= CLOSE:
            return peeled
    mixed = _mix(panels, target, found or [first])
    return _tidy(panels, *(mixed or by_columns(panels, [*found, first])))


def of_fractions(panels: Panels) -> Floats:
    """The leximin chances if panels could hold fractions of people, never worse than those of whole ones."""
    kinds = len(panels.people)
    settled = np.full(kinds, np.nan)
    rules = np.vstack([panels.rows, -panels.rows])
    ends = np.concatenate([panels.high, -panels.low])
    while np.isnan(settled).any():
        free = np.flatnonzero(np.isnan(settled))
        raised = np.zeros((len(free), kinds + 1))
        raised[np.arange(len(free)), free] = -1.0 / panels.people[free]
        raised[:, -1] = 1.0
        table = np.vstack([np.hstack([rules, np.zeros((len(rules), 1))]), raised])
        high = np.concatenate([ends, np.zeros(len(free))])
        answer: Any = None
        for slack in SLACKS:
            floor = np.maximum(np.nan_to_num(settled) - slack, 0.0) * panels.people
            bounds = np.column_stack([np.append(floor, 0.0), np.append(panels.most, 1.0)])
            answer = _linprog(_last(kinds), A_ub=table, b_ub=high, bounds=bounds, options=STRICT)
            if answer.status == 0:
                break
        prices = -_marginals(answer)[len(ends) :]
        settled[_tight(free, prices)] = max(-answer.fun, 0.0)
    return settled


def by_columns(panels: Panels, start: Sequence[Ints]) -> tuple[list[Ints], Floats]:
    """Leximin over whole panels alone, stage by stage, each by column generation."""
    found, settled = _distinct(start), np.full(len(panels.people), np.nan)
    answer: Any = None
    while np.isnan(settled).any():
        free = np.isnan(settled)
        while True:
            answer = _stage(panels, found, settled)
            prices = -_marginals(answer)
            panel = panels.best(prices / panels.people)
            if panel is None:
                raise ValueError("no panel meets the rules")
            bound = prices @ (panel / panels.people) - prices[~free] @ settled[~free]
            if bound <= -answer.fun + PRICED or _holds(found, panel):
                break
            found.append(panel)
        settled[_tight(np.flatnonzero(free), prices[free])] = max(-answer.fun, 0.0)
    return found, answer.x[:-1]


def _stage(panels: Panels, found: Sequence[Ints], settled: Floats) -> Any:
    """Raise the least chance that is not settled, with the panels found so far."""
    shares = np.array(found).T / panels.people[:, None]
    free = np.isnan(settled)
    table = np.hstack([-shares, free[:, None].astype(np.float64)])
    one = np.append(np.ones(len(found)), 0.0)[None]
    answer: Any = None
    for slack in SLACKS:
        floor = np.where(free, 0.0, np.nan_to_num(settled) - slack)
        answer = _linprog(_last(len(found)), A_ub=table, b_ub=-floor, A_eq=one, b_eq=[1.0], options=STRICT)
        if answer.status == 0:
            break
    return answer


def _last(others: int) -> Floats:
    """Make the last unknown as great as can be."""
    return np.append(np.zeros(others), -1.0)


def _marginals(answer: Any) -> Floats:
    if answer.status != 0:
        raise ValueError(f"a programme was not solved: {answer.message}")
    return np.asarray(answer.ineqlin.marginals)


def _peel(panels: Panels, target: Floats) -> tuple[list[Ints], Floats]:
    """Write the target as a mixture: take the panel that shares all its tight rules, as far as it goes.

    What is left then lies on one rule more, so this ends after at most as many panels as there are rules and
    kinds. Weights sum to less than 1 where no panel is found for the rest.
    """
    kinds = len(target)
    table = np.vstack([np.eye(kinds), panels.rows])
    low = np.concatenate([np.zeros(kinds), panels.low])
    high = np.concatenate([panels.most, panels.high])
    at_low, at_high = np.zeros(len(low), dtype=bool), np.zeros(len(low), dtype=bool)
    left, point = 1.0, target * panels.people
    found: list[Ints] = []
    weights: list[float] = []
    while left > CLOSE / 10:
        counts = table @ point
        at_low |= counts <= low + AT_END
        at_high |= counts >= high - AT_END
        floor, ceiling = np.where(at_high, high, low), np.where(at_low, low, high)
        panel = panels.best_between(
            point / panels.people, floor[kinds:], np.maximum(floor, ceiling)[kinds:],
            floor[:kinds], np.maximum(floor, ceiling)[:kinds],
        )  # fmt: skip
        if panel is None:
            break
        step = _reach(counts, table @ (panel - point), (low, high), ~at_low, ~at_high)
        taken = left * (1.0 if np.isinf(step) else step / (1.0 + step))
        found.append(panel)
        weights.append(taken)
        left -= taken
        if np.isinf(step):
            break
        point = point - step * (panel - point)
    return found, np.array(weights)


def _reach(
    counts: Floats,
    way: Floats,
    ends: tuple[Floats, Floats],
    may_fall: NDArray[np.bool_],
    may_rise: NDArray[np.bool_],
) -> float:
    """How far one may go against the way until a rule that was not tight becomes so."""
    low, high = ends
    falls, rises = may_fall & (way > PRICED), may_rise & (way < -PRICED)
    steps = [(counts - low)[falls] / way[falls], (counts - high)[rises] / way[rises]]
    return float(np.concatenate(steps).min(initial=np.inf))


def _mix(panels: Panels, target: Floats, start: Sequence[Ints]) -> tuple[list[Ints], Floats] | None:
    """Mix the target from panels generated as columns; None where prices prove that no mixture gives it."""
    found = _distinct(start)
    while True:
        shares = np.array(found).T / panels.people[:, None]
        kinds, many = shares.shape
        answer = _linprog(
            -_last(many),
            A_ub=np.hstack([-shares, -np.ones((kinds, 1))]),
            b_ub=-target,
            A_eq=np.append(np.ones(many), 0.0)[None],
            b_eq=[1.0],
            options=STRICT,
        )
        if answer.fun <= EXACT:
            return found, answer.x[:-1]
        prices = -_marginals(answer)
        panel = panels.best(prices / panels.people)
        if panel is None or prices @ target - prices @ (panel / panels.people) > CLOSE:
            return None
        if _holds(found, panel):
            return (found, answer.x[:-1]) if answer.fun <= CLOSE else None
        found.append(panel)


def _tight(free: Ints, prices: Floats) -> Ints:
    """Kinds whose chance is settled now: no better mixture raises them."""
    tight = free[prices > PRICED]
    return tight if len(tight) else free[[int(np.argmax(prices))]]


def _distinct(panels: Sequence[Ints]) -> list[Ints]:
    return list({tuple(panel.tolist()): panel for panel in panels}.values())


def _holds(found: Sequence[Ints], panel: Ints) -> bool:
    return any(np.array_equal(panel, one) for one in found)


def _tidy(panels: Panels, found: Sequence[Ints], weights: Floats) -> Mixture:
    """Panels that are drawn at all, in an order of their own."""
    total: dict[tuple[int, ...], float] = {}
    for panel, weight in zip(found, weights, strict=True):
        if weight > 0:
            total[tuple(panel.tolist())] = total.get(tuple(panel.tolist()), 0.0) + float(weight)
    order = sorted(total)
    drawn, shares = np.array(order, dtype=np.int64), np.array([total[one] for one in order])
    shares /= shares.sum()
    return Mixture(drawn, shares, shares @ (drawn / panels.people))
