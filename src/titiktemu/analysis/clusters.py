"""Groups of points in the plane: weighted k-means, silhouette, agreement of two groupings."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float64]
type Labels = NDArray[np.int64]

EXACT_UP_TO = 256
"""Points up to which each is taken by itself; more are first put together on a grid."""
GRID = 24
"""Fields of the grid along each axis."""
STARTS, TRIAL_ROUNDS = 24, 4
KEPT, ROUNDS = 4, 60


def condense(points: Floats, weights: Floats, *more: Floats) -> tuple[Floats, tuple[Floats, ...]]:
    """Put near points together, so that grouping does not slow down with more people.

    Up to 256 points stay as they are. More are laid on a grid of 24 by 24 fields over
    their range and each field is replaced by its weighted centre of gravity; that keeps
    the means of any grouping that does not cut through a field.

    Parameters
    ----------
    points : ndarray of shape (n, 2)
        Map coordinates.
    weights : ndarray of shape (n,)
        How often each counts; points of weight 0 are dropped.
    *more : ndarray of shape (n,)
        Other amounts to be summed by place.

    Returns
    -------
    ndarray of shape (m, 2), tuple of ndarray of shape (m,)
        Places, and their weights with what else was handed in; m at most 576 where n is above 256.

    Examples
    --------
    >>> condense(np.array([[0.0, 0.0], [1.0, 1.0]]), np.array([1.0, 0.0]))[1][0].tolist()
    [1.0]
    """
    if not (weights > 0).all():
        more = tuple(amounts[weights > 0] for amounts in more)
        points, weights = points[weights > 0], weights[weights > 0]
    if len(points) <= EXACT_UP_TO:
        return points, (weights, *more)
    low, high = points.min(axis=0), points.max(axis=0)
    width = np.where(high > low, high - low, 1.0)
    fields = np.minimum((points - low) / width * GRID, GRID - 1).astype(np.int64)
    field = fields[:, 0] * GRID + fields[:, 1]
    summed = [
        np.bincount(field, amounts, GRID * GRID)
        for amounts in (weights, weights * points[:, 0], weights * points[:, 1], *more)
    ]
    mass, across, along, *others = (amounts[summed[0] > 0] for amounts in summed)
    return np.column_stack([across / mass, along / mass]), (mass, *others)


def nearest(points: Floats, centres: Floats) -> Labels:
    """Give each point the number of its nearest centre, the first of equally near ones.

    Examples
    --------
    >>> nearest(np.array([[0.0, 0.0], [2.0, 1.0]]), np.array([[0.0, 0.0], [2.0, 2.0]])).tolist()
    [0, 1]
    """
    return np.asarray(_squared(points, centres).argmin(axis=-1), dtype=np.int64)


def _squared(points: Floats, centres: Floats) -> Floats:
    """Squared distances of shape (..., n, k) for centres of shape (..., k, 2)."""
    across = points[:, None, 0] - centres[..., None, :, 0]
    along = points[:, None, 1] - centres[..., None, :, 1]
    return np.asarray(across * across + along * along, dtype=np.float64)


def weighted_kmeans(points: Floats, weights: Floats, groups: int, rng: np.random.Generator) -> Floats:
    """Find the centres of `groups` groups by weighted k-means.

    Lloyd's iteration from 24 k-means++ starts side by side; after four rounds the best
    four go on to the end, and the smallest sum of squares wins, the first among equals.

    Parameters
    ----------
    points : ndarray of shape (n, 2)
        Places, at least `groups` different ones.
    weights : ndarray of shape (n,)
        Positive.
    groups : int
        At least 1.
    rng : numpy.random.Generator
        Of the starts.

    Returns
    -------
    ndarray of shape (groups, 2)
        Centres, by first and then second coordinate.

    References
    ----------
    .. [1] D. Arthur, S. Vassilvitskii (2007). "k-means++: The Advantages of Careful
       Seeding". SODA 2007, 1027-1035.

    Examples
    --------
    >>> places = np.array([[0.0, 0.0], [0.0, 2.0], [9.0, 1.0]])
    >>> weighted_kmeans(places, np.array([1.0, 3.0, 1.0]), 2, np.random.default_rng(1)).tolist()
    [[0.0, 1.5], [9.0, 1.0]]
    """
    centres = _starts(points, weights, groups, rng)
    centres = _lloyd(points, weights, centres, TRIAL_ROUNDS)
    promising = np.argsort(_cost(points, weights, centres), kind="stable")[:KEPT]
    centres = _lloyd(points, weights, centres[promising], ROUNDS)
    best = centres[int(np.argmin(_cost(points, weights, centres)))]
    return np.asarray(best[np.lexsort((best[:, 1], best[:, 0]))], dtype=np.float64)


def _cost(points: Floats, weights: Floats, centres: Floats) -> Floats:
    """Weighted sum of squares of each start; shape (starts,)."""
    return np.asarray(_squared(points, centres).min(axis=-1) @ weights, dtype=np.float64)


def _lloyd(points: Floats, weights: Floats, centres: Floats, rounds: int) -> Floats:
    """Move all centres to the means of their points, until nothing moves; shape (starts, groups, 2)."""
    groups, mass = centres.shape[1], weights[:, None]
    for _ in range(rounds):
        owner = _squared(points, centres).argmin(axis=-1)
        member = (owner[..., None] == np.arange(groups)) * mass
        held = member.sum(axis=1)[..., None]
        summed = member.transpose(0, 2, 1) @ points
        moved = np.where(held > 0, summed / np.maximum(held, 1e-300), centres)
        if np.array_equal(moved, centres):
            break
        centres = moved
    return centres


def _starts(points: Floats, weights: Floats, groups: int, rng: np.random.Generator) -> Floats:
    """Draw starting centres, each new one with probability by distance; shape (starts, groups, 2)."""
    chosen = np.empty((STARTS, groups, 2))
    distance = np.ones((STARTS, len(points)))
    for place in range(groups):
        chance = np.cumsum(distance * weights, axis=1)
        draws = rng.random(STARTS) * chance[:, -1]
        picks = [
            int(np.searchsorted(row, draw, side="right")) for row, draw in zip(chance, draws, strict=True)
        ]
        chosen[:, place] = points[np.minimum(picks, len(points) - 1)]
        latest = _squared(points, chosen[:, place : place + 1])[..., 0]
        distance = latest if place == 0 else np.minimum(distance, latest)
    return chosen


def silhouette(distances: Floats, weights: Floats, labels: Labels) -> float:
    """Give the mean silhouette of a grouping of weighted points.

    How much nearer people are to their own group than to the next one, from -1 to 1.

    Parameters
    ----------
    distances : ndarray of shape (n, n)
        Between places.
    weights : ndarray of shape (n,)
        People at each place; an average person weighs 1.
    labels : ndarray of shape (n,)
        Group of each place, numbered from 0; at least two groups.

    Returns
    -------
    float
        Weighted mean; a place alone in its group counts as 0.

    References
    ----------
    .. [1] P. J. Rousseeuw (1987). "Silhouettes". J. Comput. Appl. Math. 20, 53-65.
       doi:10.1016/0377-0427(87)90125-7

    Examples
    --------
    >>> places = np.array([0.0, 1.0, 10.0, 11.0])
    >>> apart = np.abs(places[:, None] - places[None, :])
    >>> round(silhouette(apart, np.ones(4), np.array([0, 0, 1, 1])), 3)
    0.9
    """
    member = (labels[:, None] == np.arange(labels.max() + 1)) * weights[:, None]
    held = member.sum(axis=0)
    summed = distances @ member
    own_sum, own_held = summed[np.arange(len(labels)), labels], held[labels]
    own = np.divide(own_sum, own_held - 1, out=np.zeros(len(labels)), where=own_held > 1)
    others = np.where(held > 0, summed / np.maximum(held, 1e-300), np.inf)
    others[np.arange(len(labels)), labels] = np.inf
    other = others.min(axis=1)
    larger = np.maximum(own, other)
    scores = np.divide(other - own, larger, out=np.zeros(len(labels)), where=(larger > 0) & (own_held > 1))
    return float((scores * weights).sum() / weights.sum())


def adjusted_rand(first: Labels, second: Labels) -> float:
    """Say how far two groupings of the same people agree.

    The adjusted Rand index: 1 where they are the same but for names, about 0 where they
    have no more in common than chance.

    Parameters
    ----------
    first, second : ndarray of shape (n,)
        Groups, numbered from 0.

    Returns
    -------
    float
        At most 1. Two groupings without any division agree: 1.

    References
    ----------
    .. [1] L. Hubert, P. Arabie (1985). "Comparing partitions". J. Classification 2,
       193-218. doi:10.1007/BF01908075

    Examples
    --------
    >>> adjusted_rand(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]))
    1.0
    >>> round(adjusted_rand(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])), 9)
    -0.5
    """
    width = int(second.max(initial=0)) + 1
    table = np.bincount(first * width + second).astype(np.float64)
    pairs = _pairs(table)
    rows, columns = _pairs(np.bincount(first)), _pairs(np.bincount(second))
    expected = rows * columns / max(_pairs(np.array([len(first)])), 1.0)
    most = (rows + columns) / 2
    return 1.0 if most == expected else float((pairs - expected) / (most - expected))


def _pairs(sizes: NDArray[np.float64] | Labels) -> float:
    return float((sizes * (sizes - 1.0) / 2).sum())
