"""A first proposal for the order in which data is opened, from what each side says of value, effort and risk.

The two sides' figures are never mixed into one: the side for which less remains decides, and both sides'
figures stand beside the place.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

LOWEST: Final = 1
HIGHEST: Final = 5
FAR_APART: Final = 2
"""Steps of five from which two sides see a thing so differently that it is worth talking about."""
MARKS: Final = ("value", "effort", "risk")


@dataclass(frozen=True)
class Said:
    """What one side says of opening some data, each from 1 (little) to 5 (much).

    Raises
    ------
    ValueError
        For a mark outside of the scale.
    """

    value: int
    effort: int
    risk: int

    def __post_init__(self) -> None:
        if not all(LOWEST <= getattr(self, mark) <= HIGHEST for mark in MARKS):
            raise ValueError("marks are from 1 to 5")

    @property
    def remains(self) -> int:
        """What is left of the value after the greater of effort and risk."""
        return self.value - max(self.effort, self.risk)


@dataclass(frozen=True)
class Rated:
    """Some data that both sides have rated, and how many data needs it answers."""

    number: int
    first: Said
    second: Said
    needs: int = 0


def order_of_opening(rated: Iterable[Rated]) -> list[Rated]:
    """Propose what to open first.

    For each side: the value less the greater of effort and risk. The side for which less remains decides;
    where that is equal the other side, then the lower of the two values, then more data needs, then the
    lower number. So nothing comes first that one side alone finds worth it, and more value or less effort
    or risk in the eyes of either side never moves anything back. The sides may be exchanged.

    Examples
    --------
    >>> liked = Rated(1, Said(5, 1, 1), Said(2, 2, 2))
    >>> fair = Rated(2, Said(4, 2, 2), Said(4, 3, 1))
    >>> [one.number for one in order_of_opening([liked, fair])]
    [2, 1]
    """
    return sorted(rated, key=_place)


def _place(one: Rated) -> tuple[int, int, int, int, int]:
    less, more = sorted((one.first.remains, one.second.remains))
    return (-less, -more, -min(one.first.value, one.second.value), -one.needs, one.number)


def far_apart(first: Said, second: Said) -> tuple[str, ...]:
    """Name what the sides see so differently that it is worth talking about, the widest first.

    Examples
    --------
    >>> far_apart(Said(5, 1, 2), Said(4, 3, 5))
    ('risk', 'effort')
    """
    gaps = {mark: abs(getattr(first, mark) - getattr(second, mark)) for mark in MARKS}
    wide = [mark for mark in MARKS if gaps[mark] >= FAR_APART]
    return tuple(sorted(wide, key=lambda mark: -gaps[mark]))
