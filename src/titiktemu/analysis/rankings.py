"""Rankings side by side: the room's against the public's, and issues over the channels of evidence."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import kendalltau, rankdata

from titiktemu.analysis.agreement.kendall import kendall_w
from titiktemu.analysis.agreement.levels import Floats, Undefined

MOST_GAPS = 3
FEWEST = 2
"""Issues that must be ranked by both before anything is said."""


@dataclass(frozen=True, slots=True)
class Gap:
    """An issue that stands elsewhere in the two rankings; 1 is the first rank, ties share the middle."""

    issue: str
    room: float
    public: float

    @property
    def size(self) -> float:
        """How many ranks lie between; positive where the public ranks it higher."""
        return self.room - self.public


@dataclass(frozen=True, slots=True)
class Distance:
    """How far two rankings are from each other.

    Attributes
    ----------
    tau : float or None
        Kendall's tau-b, from -1 (turned over) to 1 (the same). None with fewer than two issues,
        or where one ranking ties all of them.
    issues : int
        Issues in both rankings; ranks are counted among these.
    gaps : tuple of Gap
        The largest, at most three; of equal ones the one the room ranks higher first.
    left_out : tuple of str
        Issues that only one of them ranks.
    """

    tau: float | None
    issues: int
    gaps: tuple[Gap, ...]
    left_out: tuple[str, ...]


def distance(room: Sequence[Sequence[str]], public: Sequence[Sequence[str]]) -> Distance:
    """Compare the room's ranking with the public's.

    Parameters
    ----------
    room, public : sequence of sequence of str
        Issues level by level, the best first; those of one level tie.

    References
    ----------
    .. [1] M. G. Kendall (1945). "The treatment of ties in ranking problems". Biometrika 33, 239-251.

    Examples
    --------
    >>> found = distance([["water"], ["roads"], ["health"]], [["health"], ["water"], ["roads"]])
    >>> round(found.tau, 3), found.gaps[0].issue, found.gaps[0].size
    (-0.333, 'health', 2.0)
    """
    first, second = _places(room), _places(public)
    both = [issue for issue in first if issue in second]
    left_out = tuple(sorted(first.keys() ^ second.keys()))
    if not both:
        return Distance(None, 0, (), left_out)
    ours = rankdata([first[issue] for issue in both])
    theirs = rankdata([second[issue] for issue in both])
    gaps = [
        Gap(issue, float(one), float(other))
        for issue, one, other in zip(both, ours, theirs, strict=True)
        if one != other
    ]
    gaps.sort(key=lambda gap: (-abs(gap.size), gap.room, gap.issue))
    return Distance(_tau(ours, theirs), len(both), tuple(gaps[:MOST_GAPS]), left_out)


def _places(ranking: Sequence[Sequence[str]]) -> dict[str, int]:
    return {issue: place for place, level in enumerate(ranking) for issue in level}


def _tau(ours: Floats, theirs: Floats) -> float | None:
    if len(ours) < FEWEST or not np.ptp(ours) or not np.ptp(theirs):
        return None
    return round(float(kendalltau(ours, theirs).statistic), 12)  # the same order is 1, not nearly 1


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one channel says of one issue.

    Attributes
    ----------
    strength : float
        The higher the more the channel speaks for it; only the order within a channel counts.
    n : int
        People, sessions, articles or interviews behind it.
    """

    strength: float
    n: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the grid: rank 1 is the first of its channel, ties share the middle."""

    rank: float
    strength: float
    n: int


@dataclass(frozen=True, slots=True)
class Without:
    """The grid without one channel.

    Attributes
    ----------
    order : tuple of str
        Issues, the first one first.
    w : float or None
        Kendall's W of the channels that remain.
    moved : tuple of (str, int)
        Issues that change places, and by how many; negative is towards the first. Issues that tie
        keep the order of the whole grid.
    """

    order: tuple[str, ...]
    w: float | None
    moved: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Issues by channels.

    Attributes
    ----------
    cells : dict of (str, str) to Cell
        By issue and channel; no cell where the channel says nothing of it.
    order : tuple of str
        Issues by their mean place over the channels that speak of them, the first one first.
    w : float or None
        Kendall's W, ties corrected, of the issues that every channel speaks of. None where there
        are not two of these and two channels, or where no channel has any order.
    complete : int
        Issues that every channel speaks of.
    without : dict of str to Without
        What changes where a channel is left out.
    """

    cells: dict[tuple[str, str], Cell]
    order: tuple[str, ...]
    w: float | None
    complete: int
    without: dict[str, Without]


type Channels = Mapping[str, Mapping[str, Evidence]]


def triangulate(channels: Channels) -> Grid:
    """Lay what all channels say of the issues side by side.

    Parameters
    ----------
    channels : mapping of str to mapping of str to Evidence
        For each channel the issues it speaks of.

    Notes
    -----
    A channel with few issues gives low rank numbers. So the mean is that of places from 0 (the
    first of its channel) to 1 (the last), and a channel that does not speak of an issue does not
    count for it.

    Examples
    --------
    >>> survey = {"water": Evidence(0.7, 400), "roads": Evidence(0.4, 400)}
    >>> media = {"water": Evidence(12, 12), "roads": Evidence(30, 30)}
    >>> grid = triangulate({"survey": survey, "talks": survey, "media": media})
    >>> grid.order, round(grid.w, 3), grid.without["survey"].moved
    (('water', 'roads'), 0.111, ())
    """
    cells: dict[tuple[str, str], Cell] = {}
    for channel, said in channels.items():
        ranks = rankdata([-one.strength for one in said.values()])
        for (issue, one), rank in zip(said.items(), ranks, strict=True):
            if not math.isfinite(one.strength):
                raise ValueError(f"{channel} gives {issue} no strength that can be ordered")
            cells[issue, channel] = Cell(float(rank), one.strength, one.n)
    order, w, complete = _joined(channels, sorted({issue for said in channels.values() for issue in said}))
    without = {}
    for channel in channels if len(channels) > 1 else ():
        others = {name: one for name, one in channels.items() if name != channel}
        rest, rest_w, _complete = _joined(others, order)
        ranked = [issue for issue in order if issue in rest]
        moved = [(issue, rest.index(issue) - ranked.index(issue)) for issue in rest]
        without[channel] = Without(tuple(rest), rest_w, tuple(one for one in moved if one[1]))
    return Grid(cells, tuple(order), w, complete, without)


def _joined(channels: Channels, ties: Sequence[str]) -> tuple[list[str], float | None, int]:
    """Issues by mean place, equal ones in the given order; Kendall's W, and how many issues it is about."""
    places: dict[str, list[float]] = {}
    for said in channels.values():
        ranks = rankdata([-one.strength for one in said.values()])
        for issue, rank in zip(said, ranks, strict=True):
            places.setdefault(issue, []).append(float((rank - 1) / max(1, len(said) - 1)))
    means = {issue: round(math.fsum(found) / len(found), 12) for issue, found in places.items()}
    order = sorted(means, key=lambda issue: (means[issue], ties.index(issue)))
    complete = [issue for issue in sorted(order) if len(places[issue]) == len(channels)]
    strengths = np.array([[said[issue].strength for said in channels.values()] for issue in complete])
    try:
        w = kendall_w(strengths.reshape(len(complete), len(channels))).estimate
    except Undefined:
        w = None
    return order, w, len(complete)
