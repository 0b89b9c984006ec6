"""Answers as columns, and groups of people that are large enough to be told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from titiktemu.analysis.questionnaire.model import NUMBERS, Form, Item, Kind


@dataclass(frozen=True)
class Column:
    """What everybody answered to one question: None where nothing was."""

    item: Item
    answers: tuple[str | None, ...]

    @property
    def answered(self) -> NDArray[np.bool_]:
        """Which people answered."""
        return np.array([one is not None for one in self.answers], dtype=bool)


def columns_of(form: Form, answers: Sequence[Mapping[str, Any]]) -> dict[str, Column]:
    """The answers to every question that figures can be made of: one or several choices, and numbers.

    Examples
    --------
    >>> form = Form("", items=(Item(Kind.INTEGER, "umur"), Item(Kind.TEXT, "nama")))
    >>> {name: one.answers for name, one in columns_of(form, [{"umur": "3"}, {}]).items()}
    {'umur': ('3', None)}
    """
    told = {Kind.SELECT_ONE, Kind.SELECT_MULTIPLE, *NUMBERS}
    found = {}
    for placed in form.places:
        if placed.repeat is None and placed.item.kind in told:
            name = placed.item.name
            found[name] = Column(placed.item, tuple(one.get(name) or None for one in answers))
    return found


def large_enough[Key: Hashable](sizes: Mapping[Key, int], least: int) -> list[tuple[Key, ...]]:
    """Put groups together until each has enough people; none where all together have too few.

    Parameters
    ----------
    sizes : mapping of group to how many people
    least : int

    Returns
    -------
    list of tuple of group
        In the order of the groups; every group with people is in exactly one.

    Examples
    --------
    >>> large_enough({"a": 40, "b": 6, "c": 30, "d": 7}, 20)
    [('a',), ('b', 'd', 'c')]
    >>> large_enough({"a": 12}, 20)
    []
    """
    order = {one: at for at, one in enumerate(sizes)}
    large: list[tuple[Key, ...]] = [(one,) for one, size in sizes.items() if size >= least]
    small = sorted((one for one, size in sizes.items() if 0 < size < least), key=order.__getitem__)
    if not small:
        return large
    together = sum(sizes[one] for one in small)
    rest = tuple(small)
    if together < least:
        if not large:
            return []
        nearest = min(large, key=lambda one: (sizes[one[0]], order[one[0]]))
        large.remove(nearest)
        rest = (*rest, *nearest)
    return sorted([*large, rest], key=lambda some: order[some[0]])


def crossed(
    groups: Sequence[str | None], answers: Sequence[str | None], parts: Sequence[tuple[str, ...]]
) -> Counter[tuple[str, str]]:
    """How many of each part gave each answer; a part goes by its first group.

    Examples
    --------
    >>> crossed(["a", "b", "b"], ["x", "x", None], [("a",), ("b",)])
    Counter({('a', 'x'): 1, ('b', 'x'): 1})
    """
    part_of = {one: some[0] for some in parts for one in some}
    return Counter(
        (part_of[group], answer)
        for group, answer in zip(groups, answers, strict=True)
        if group in part_of and answer is not None
    )


def in_thirds(levels: Sequence[str]) -> dict[str, str]:
    """The steps of a scale put together: those below the middle, the middle, those above.

    Examples
    --------
    >>> in_thirds(["1", "2", "3", "4", "5"])
    {'1': '-', '2': '-', '3': '0', '4': '+', '5': '+'}
    """
    half, is_odd = len(levels) // 2, len(levels) % 2
    signs = ["-"] * half + ["0"] * is_odd + ["+"] * half
    return dict(zip(levels, signs, strict=True))


def may_move(before: Mapping[str, int], now: Mapping[str, int], step: int) -> bool:
    """Whether counts that were shown may be shown anew: where nobody's answer is the difference.

    Either nothing changed, or what grew and what shrank belongs to at least ``step`` answers.

    Examples
    --------
    >>> may_move({"a": 10}, {"a": 11}, 5), may_move({"a": 10}, {"a": 10}, 5), may_move({"a": 1}, {"a": 9}, 5)
    (False, True, True)
    """
    changes = [now.get(one, 0) - before.get(one, 0) for one in {*before, *now}]
    grown, shrunk = sum(max(0, one) for one in changes), sum(max(0, -one) for one in changes)
    most = max(grown, shrunk)
    return most == 0 or most >= step
