"""By what a table is broken down, and which values of that are parts of which, over all releases."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

TOTAL = "*"
"""The value of a dimension that stands for all of it; also where a release is not broken down by it."""
_RANGE = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(?:-|–|s/d|sampai|to)\s*(<?)\s*(\d+(?:\.\d+)?)\D*")
_FROM = re.compile(r"\s*(?:≥|>=)?\s*(\d+(?:\.\d+)?)\s*(?:\+|ke atas|dan lebih)?\s*")
_BELOW = re.compile(r"\s*<\s*(\d+(?:\.\d+)?)\D*")

type Tree = Mapping[str, Sequence[str]] | str
"""Which values are parts of which; "region" where codes begin with the code of what they are part of."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension with every value that any release has.

    Attributes
    ----------
    name : str
    values : tuple of str
        TOTAL first.
    sums : tuple of (str, tuple of str)
        A value and others that make it up; several ways for one value where releases group differently.
    """

    name: str
    values: tuple[str, ...]
    sums: tuple[tuple[str, tuple[str, ...]], ...]


def dimension(name: str, groupings: Sequence[Collection[str]], tree: Tree = ()) -> Dimension:  # type: ignore[assignment]
    """Put together what the releases say of one dimension.

    Parameters
    ----------
    name : str
    groupings : sequence of collections of str
        The values of the dimension in each release; that the first has all of them is taken for granted.
    tree : mapping or "region", optional
        Which values are parts of which. Bands of numbers such as 20–24 are understood without.

    Returns
    -------
    Dimension

    Examples
    --------
    >>> found = dimension("umur", [["0–4", "5–9", "10+"], [TOTAL, "0–9", "10+"]])
    >>> [(whole, parts) for whole, parts in found.sums if whole != TOTAL]
    [('0–9', ('0–4', '5–9'))]
    >>> [parts for whole, parts in found.sums if whole == TOTAL]
    [('0–4', '5–9', '10+'), ('0–9', '10+')]
    >>> dimension("kode", [["35.10", "35.10.01", "35.10.02"]], "region").sums[1]
    ('35.10', ('35.10.01', '35.10.02'))
    """
    above = _Above(tree, {one for values in groupings for one in values})
    every = [TOTAL, *dict.fromkeys(one for values in groupings for one in values if one != TOTAL)]
    sums: dict[tuple[str, tuple[str, ...]], None] = {}
    for whole in every:
        for at, values in enumerate(groupings):
            if whole == TOTAL and at and TOTAL not in values:
                continue  # an earlier release without a total may have left values out
            parts = above.largest_parts(whole, [one for one in values if one != TOTAL])
            if parts:
                sums[whole, parts] = None
    return Dimension(name, tuple(every), tuple(sums))


class _Above:
    """Which value lies within which other."""

    def __init__(self, tree: Tree, values: Collection[str]) -> None:
        self.is_region = tree == "region"
        self.ranges = {one: found for one in values if (found := range_of(one)) is not None}
        self.parents: dict[str, set[str]] = {}
        if isinstance(tree, Mapping):
            for whole, parts in tree.items():
                for part in parts:
                    self.parents.setdefault(part, set()).add(whole)

    def largest_parts(self, whole: str, values: Sequence[str]) -> tuple[str, ...]:
        """Those within the whole that lie within no other of them."""
        inside = [one for one in values if one != whole and self.is_within(one, whole)]
        known = {*inside}
        parts = tuple(
            one for one in inside if not any(other != one and self.is_within(one, other) for other in known)
        )
        return parts if whole == TOTAL or not self._leaves_gaps(whole, parts) else ()

    def is_within(self, part: str, whole: str) -> bool:
        """Whether one value is a part of another, at any depth."""
        if whole == TOTAL:
            return True
        if self.is_region:
            one, other = part.replace(".", ""), whole.replace(".", "")
            return len(other) < len(one) and one.startswith(other)
        if self.parents:
            return self._climbs(part, whole, frozenset())
        if part in self.ranges and whole in self.ranges:
            (low, high), (least, most) = self.ranges[part], self.ranges[whole]
            return least <= low and high <= most and (low, high) != (least, most)
        return False

    def _climbs(self, part: str, whole: str, seen: frozenset[str]) -> bool:
        parents = self.parents.get(part, set()) - seen
        return whole in parents or any(self._climbs(one, whole, seen | {part}) for one in parents)

    def _leaves_gaps(self, whole: str, parts: Sequence[str]) -> bool:
        """Whether bands of numbers do not cover the band that they lie in."""
        if self.is_region or self.parents or whole not in self.ranges:
            return False
        covered = sorted(self.ranges[one] for one in parts)
        ends = [self.ranges[whole][0], *(high for _low, high in covered)]
        return (
            not covered
            or ends[-1] != self.ranges[whole][1]
            or any(low != end for (low, _high), end in zip(covered, ends, strict=False))
        )


def range_of(label: str) -> tuple[float, float] | None:
    """From where (included) to where (not included) a band of numbers goes.

    Examples
    --------
    >>> range_of("20–24"), range_of("85+"), range_of("<5"), range_of("2–<3.5"), range_of("Islam")
    ((20.0, 25.0), (85.0, inf), (0.0, 5.0), (2.0, 3.5), None)
    """
    if found := _RANGE.fullmatch(label):
        return float(found[1]), float(found[3]) + (0.0 if found[2] else 1.0)
    if found := _BELOW.fullmatch(label):
        return 0.0, float(found[1])
    if (found := _FROM.fullmatch(label)) and not label.strip().isdecimal():
        return float(found[1]), float("inf")
    return (float(label), float(label) + 1.0) if label.strip().isdecimal() and len(label) < 4 else None
