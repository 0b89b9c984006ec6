"""Equal shares leave money unspent; how the rest is spent: by raising everybody's share, or greedily."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from titiktemu.analysis.ballots import quick_shares
from titiktemu.analysis.ballots.equal_shares import Market, Ratio, Shares, run
from titiktemu.analysis.ballots.quick_shares import Earlier, Quick, Table, Unsure


class Completion(StrEnum):
    """What happens with money that equal shares leave."""

    NONE = "none"
    """It is left."""
    ADD1 = "add1"
    """Everybody's share is raised by one unit again and again, while the outcome fits the budget."""
    GREEDY = "greedy"
    """Further projects are taken by their supporters, each that still fits."""


def add1(
    given: Shares, budget: Fraction, *, step: Fraction = Fraction(1), until_full: bool = False
) -> tuple[list[int], Fraction]:
    """Raise everybody's share by one unit and choose anew, until the next raise would overspend.

    Many raises change nothing. That a whole stretch of them buys the same projects in the same
    order is proved by its two ends: with the same purchases, whoever is given more at first has
    no less later, so every project costs a unit no more than before. Where at the far end no
    other project is cheaper than the bought one was at the near end, none is in between. So the
    result is that of single raises, in a small part of the time.

    Parameters
    ----------
    given : Shares
        The election.
    budget : Fraction
        What the outcome may cost.
    step : Fraction
        Units of one raise.
    until_full : bool
        Whether to stop already where no other project would fit the budget. The usual rule goes
        on: a later outcome may be another, and spend more.

    Returns
    -------
    tuple of list of int and Fraction
        Places in `given.names` of the projects that the last outcome within the budget holds, in the
        order of buying; and the units that were added to each share.
    """
    search = _Search(given, step)
    at, stride = search.fresh(0), _Stride()
    while not _ends(given, at.bought, budget, until_full):
        further = search.same(at, at.raises + stride.raises)
        if isinstance(further, _Outcome):
            at = further
            stride.lengthen()
        elif stride.raises > 1:
            stride.shorten(further)
        else:
            following = search.fresh(at.raises + 1)
            if spent(given, following.bought) > budget:
                break
            at = following
            stride.start_anew()
    return at.bought, at.raises * step


@dataclass(slots=True)
class _Stride:
    """How many raises are tried at once: more after each success, up to a change where it is foreseen."""

    raises: int = 1
    _is_aimed: bool = False
    _longest: int = 1

    def lengthen(self) -> None:
        self._longest = max(self._longest, self.raises)
        self.raises = 1 if self._is_aimed else self.raises * 2
        self._is_aimed = False

    def shorten(self, part: float | None) -> None:
        """Try fewer; up to the change where it is known at which part of the stretch it lies."""
        self._is_aimed = part is not None
        aimed = self.raises // 4 if part is None else int(self.raises * part)
        self.raises = min(max(1, aimed), self.raises - 1)

    def start_anew(self) -> None:
        """After a change: as many as went well before."""
        self.raises, self._longest, self._is_aimed = self._longest, 1, False


@dataclass(slots=True)
class _Outcome:
    """What is bought after so many raises; prices in quick numbers, in exact ones where they are needed."""

    raises: int
    bought: list[int]
    quick: list[Quick] | None
    exact: list[Ratio] | None = None


class _Search:
    """Runs after some raises: in quick numbers where those decide, in exact ones else."""

    def __init__(self, given: Shares, step: Fraction) -> None:
        self._given, self._step, self._table = given, step, Table.of(given)

    def fresh(self, raises: int) -> _Outcome:
        """Buy anew."""
        try:
            quick = quick_shares.run(self._given, self._table, raises * self._step)
        except Unsure:
            exact = run(self._given, raises * self._step)
            return self._exact(raises, exact)
        return _Outcome(raises, [one.project for one in quick], quick)

    def _exact(self, raises: int, exact: list[Ratio]) -> _Outcome:
        bought = [project for _ratio, project in exact]
        try:
            quick = quick_shares.prices(self._given, self._table, bought, raises * self._step)
        except Unsure:
            return _Outcome(raises, bought, None, exact)
        return _Outcome(raises, bought, quick, exact)

    def same(self, near: _Outcome, raises: int) -> _Outcome | float | None:
        """What is bought after more raises, where all on the way buy the same.

        Else at which part of the stretch other purchases seem to begin, or None.
        """
        far = raises * self._step
        if near.quick is not None:
            earlier = Earlier(self._given, self._table, near.quick, near.raises * self._step)
            try:
                quick = quick_shares.same(self._given, self._table, earlier, far)
            except Unsure:
                pass
            else:
                return _Outcome(raises, near.bought, quick) if isinstance(quick, list) else quick
        if near.exact is None:
            near.exact = run(self._given, near.raises * self._step)
        exact = _same(self._given, near.exact, far)
        return None if exact is None else self._exact(raises, exact)


def _ends(given: Shares, bought: list[int], budget: Fraction, until_full: bool) -> bool:
    """Whether no raise is needed any more."""
    if len(bought) == len(given.names):
        return True
    left = budget - spent(given, bought)
    return until_full and all(
        price > left for project, price in enumerate(given.prices) if project not in bought
    )


def spent(given: Shares, bought: list[int]) -> Fraction:
    """Cost of what was bought."""
    return sum((given.prices[project] for project in bought), Fraction(0))


def _same(given: Shares, bought: list[Ratio], raises: Fraction) -> list[Ratio] | None:
    """Buy the same projects with more money; None where any raise on the way might buy others."""
    market = Market(given, raises)
    again: list[Ratio] = []
    for limit in bought:
        ratio = market.buy(limit[1], limit)
        if ratio is None:
            return None
        again.append((ratio, limit[1]))
    return again if market.cheapest() is None else None
