"""The opinion map: people who voted alike, and whether they may be called groups.

A second lens beside the sides, never a gate. No group is claimed that does not come
back when the people and the statements are shaken; `docs/analyses/opinion-map.md`
describes the method, its bars and what was measured.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from titiktemu.analysis.grouping import Grouping, Stability, group_people, shake
from titiktemu.analysis.map_reasons import (
    ENOUGH_PEOPLE,
    ENOUGH_STATEMENTS,
    ENOUGH_VOTES,
    STABLE_BOOTSTRAP,
    STABLE_SPLIT_HALF,
    Reason,
)
from titiktemu.analysis.packed import Packed
from titiktemu.analysis.sparse_pca import Components, find_components, place_people
from titiktemu.analysis.votes import Ints, Votes

type Floats = NDArray[np.float64]
type Labels = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Group:
    """One opinion group as it may be drawn.

    Attributes
    ----------
    id : int
        0 is the largest group; equally large ones from left to right.
    size : int
        People in it.
    centre : tuple of float
        Mean of their places.
    radii : tuple of float
        Half axes of the ellipse of two standard deviations, the longer first.
    angle : float
        Of the longer axis against the horizontal, in radians, above -pi/2 and up to pi/2.
    """

    id: int
    size: int
    centre: tuple[float, float]
    radii: tuple[float, float]
    angle: float


@dataclass(frozen=True, eq=False, slots=True)
class Places:
    """Where each person stands. For counting by group, and for a person's own eyes: never shown.

    Attributes
    ----------
    participants : ndarray of shape (n_people,)
        Ids, ascending.
    points : ndarray of shape (n_people, 2)
        Map coordinates.
    labels : ndarray of shape (n_people,)
        Id of the group of each.
    components : Components
        What was needed to place them.
    statements : ndarray of shape (n_statements,)
        Ids in the order of the components.
    """

    participants: Ints
    points: Floats
    labels: Labels
    components: Components
    statements: Ints


@dataclass(frozen=True, eq=False, slots=True)
class OpinionMap:
    """Opinion groups, or why there are none.

    Attributes
    ----------
    groups : tuple of Group
        Empty where none are claimed.
    reason : Reason or None
        Why; None where groups are claimed. `SENTENCES` says it in English.
    people : int
        People with enough votes to have a place.
    stability : Stability or None
        Both figures, also for groups that were found and not claimed; None where none
        were found.
    explained : tuple of float
        Share of the variance along both axes; zeros where no map was drawn.
    places : Places or None
        Of single people; present exactly where groups are claimed. Not for publishing.
    """

    groups: tuple[Group, ...]
    reason: Reason | None
    people: int
    stability: Stability | None = None
    explained: tuple[float, float] = (0.0, 0.0)
    places: Places | None = None


def draw_map(
    votes: Votes | Packed,
    *,
    moderated_out: Collection[int] = (),
    seed: int,
    stability: Stability | None = None,
) -> OpinionMap:
    """Find people who voted alike, and claim groups only where they are stable.

    The two principal components of the votes (a missing answer counts as the mean of its
    statement) span the map; k-means with two to eight groups and the best silhouette
    divides it. Groups smaller than 5 people or 3 % are not formed. The division is
    claimed if it comes back when people are drawn anew (adjusted Rand index of at
    least 0.8) and from either half of the statements (at least 0.3).

    Parameters
    ----------
    votes : Votes or Packed
        Everybody's answers.
    moderated_out : collection of int
        Statements to be left out altogether, as if nobody had been asked.
    seed : int
        Of all draws. The same votes and seed give the same map, bit for bit.
    stability : Stability, optional
        Of nearly the same votes, measured before; measured now if not given.

    Returns
    -------
    OpinionMap
        Groups with their stability, or a reason.

    References
    ----------
    .. [1] C. Small et al. (2021). "Polis: Scaling Deliberation by Mapping High
       Dimensional Opinion Spaces". Recerca 26(2). doi:10.6035/recerca.5516
    .. [2] C. Hennig (2007). "Cluster-wise assessment of cluster stability".
       Comput. Stat. Data Anal. 52, 258-271. doi:10.1016/j.csda.2006.11.025

    Examples
    --------
    >>> answers = np.repeat([[1] * 8, [-1] * 8], [40, 30], axis=0)
    >>> [group.size for group in draw_map(Votes.from_matrix(answers), seed=1).groups]
    [40, 30]
    >>> draw_map(Votes.from_matrix(answers[:5]), seed=1).reason
    <Reason.FEW_PEOPLE: 'few_people'>
    """
    packed = votes if isinstance(votes, Packed) else Packed.of(votes)
    packed = packed.of_statements(~np.isin(packed.statements, list(moderated_out)))
    if not len(packed):
        return OpinionMap((), Reason.NO_VOTES, 0)
    packed = _enough(packed)
    people = len(packed.people)
    if people < ENOUGH_PEOPLE:
        return OpinionMap((), Reason.FEW_PEOPLE, people)
    if len(packed.statements) < ENOUGH_STATEMENTS:
        return OpinionMap((), Reason.FEW_STATEMENTS, people)
    components = find_components(packed, seed=seed)
    explained = (float(components.explained[0]), float(components.explained[1]))
    points = place_people(packed, components)
    if not explained[0] or np.ptp(points, axis=0).max() < 1e-9:
        return OpinionMap((), Reason.ALL_ALIKE, people)
    rng = np.random.default_rng(seed)
    grouping = group_people(points, packed.given.astype(np.float64), rng)
    if grouping is None:
        return OpinionMap((), Reason.NO_LARGE_GROUPS, people, explained=explained)
    places = Places(packed.people, points, grouping.labels, components, packed.statements)
    stability = stability or shake(packed, components, grouping, rng)
    if stability.bootstrap < STABLE_BOOTSTRAP or stability.split_half < STABLE_SPLIT_HALF:
        return OpinionMap((), Reason.NOT_STABLE, people, stability, explained)
    return OpinionMap(_summaries(points, grouping), None, people, stability, explained, places)


def _enough(packed: Packed) -> Packed:
    """People with enough votes and the statements that they answered."""
    voted = np.zeros(len(packed.statements), dtype=bool)
    voted[packed.columns] = True
    few = packed.of_people(packed.given >= min(ENOUGH_VOTES, int(voted.sum())))
    if few is not packed:
        voted[:] = False
        voted[few.columns] = True
    return few.of_statements(voted)


def _summaries(points: Floats, grouping: Grouping) -> tuple[Group, ...]:
    return tuple(
        _summary(number, points[grouping.labels == number]) for number in range(len(grouping.centres))
    )


def _summary(number: int, inside: Floats) -> Group:
    centre = inside.mean(axis=0)
    spread, turn = np.linalg.eigh((inside - centre).T @ (inside - centre) / len(inside))
    short, long = 2 * np.sqrt(np.maximum(spread, 0))
    angle = float(np.arctan2(turn[1, 1], turn[0, 1])) % np.pi
    return Group(
        id=number,
        size=len(inside),
        centre=(float(centre[0]), float(centre[1])),
        radii=(float(long), float(short)),
        angle=angle if angle <= np.pi / 2 else angle - np.pi,
    )
