"""The two directions in which votes differ most, without ever filling in the missing ones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from titiktemu.analysis import kernels
from titiktemu.analysis.packed import Packed

type Floats = NDArray[np.float64]

BLOCK = 10  # directions iterated at once: more than two, so that near ties do not slow it down
MANY_VOTES, MANY_TOLERANCE, MANY_ROUNDS, MANY_BLOCK = 1_000_000, 1e-3, 6, 4
SOME_PEOPLE, SOME_ROUNDS = 20_000, 40
NO_VARIANCE = 1e-12  # relative to the whole: below this a direction is rounding error


@dataclass(frozen=True, eq=False, slots=True)
class Components:
    """What is needed to place anybody on the map.

    Attributes
    ----------
    means : ndarray of shape (n_statements,)
        Mean answer of those who answered.
    axes : ndarray of shape (n_statements, 2)
        Orthonormal directions, by variance; the largest loading of each is positive. An
        axis without variance is zero.
    explained : ndarray of shape (2,)
        Share of the variance along each axis.
    block : ndarray of shape (n_statements, <= 10)
        Where the iteration ended: a warm start for nearly the same votes.
    """

    means: Floats
    axes: Floats
    explained: Floats
    block: Floats


def find_components(
    votes: Packed,
    weights: Floats | None = None,
    *,
    seed: int,
    start: Floats | None = None,
    tolerance: float = 1e-8,
    rounds: int = 200,
) -> Components:
    """Find the two principal components of sparse votes.

    A missing answer counts as the mean of its statement. Centring then makes it exactly
    0, so the centred table is as sparse as the votes, and block subspace iteration with
    one pass over the votes a round finds its leading directions: time and memory grow with
    the votes, not with people times statements. More than a million votes are begun with
    the directions of a random 20,000 people and then refined over everybody until the axes
    move by less than one part in a thousand.

    Parameters
    ----------
    votes : Packed
        Everybody's answers; passes are 0, what is not there was not voted.
    weights : ndarray of shape (n_people,), optional
        How often each person counts (bootstrap); once if not given.
    seed : int
        Of the starting block, and of the random people.
    start : ndarray of shape (n_statements, b), optional
        Starting block instead.
    tolerance : float
        Largest residual of either axis, relative to the largest eigenvalue.
    rounds : int
        Most iterations; what was reached then is returned.

    Returns
    -------
    Components
        Means, axes, explained variance.

    References
    ----------
    .. [1] G. H. Golub, C. F. Van Loan (2013). "Matrix Computations", 4th ed., section
       8.2.4 (orthogonal iteration with Ritz acceleration).
    .. [2] C. Small et al. (2021). "Polis: Scaling Deliberation by Mapping High
       Dimensional Opinion Spaces". Recerca 26(2). doi:10.6035/recerca.5516

    Examples
    --------
    >>> from titiktemu.analysis.votes import Votes
    >>> table = [[1.0, 1.0], [1.0, -1.0], [-1.0, 1.0], [-1.0, -1.0], [1.0, 1.0]]
    >>> find_components(Packed.of(Votes.from_matrix(table)), seed=1).axes.round(3).tolist()
    [[0.707, 0.707], [0.707, -0.707]]
    """
    weight = np.ones(len(votes.people)) if weights is None else weights
    if start is None and len(votes) > MANY_VOTES:
        start, tolerance, rounds = _of_some(votes, seed), MANY_TOLERANCE, MANY_ROUNDS
    means = _means(votes, weight)
    variance = np.zeros(1)
    votes.run(kernels.spread, means, weight, into=(variance,))
    total, width = float(variance[0]), len(votes.statements)
    if start is None:
        start = np.random.default_rng(seed).standard_normal((width, min(width, BLOCK)))
    basis = np.linalg.qr(start)[0]
    values, axes = np.zeros(basis.shape[1]), basis
    for _ in range(rounds if total > 0 else 0):
        image = np.zeros(basis.shape)
        votes.run(kernels.image, means, weight, np.ascontiguousarray(basis), into=(image,))
        values, rotation = np.linalg.eigh(basis.T @ image)
        values, rotation = values[::-1], rotation[:, ::-1]
        axes, image = basis @ rotation, image @ rotation
        residual = image[:, :2] - axes[:, :2] * values[:2]
        if np.linalg.norm(residual, axis=0).max() <= tolerance * max(values[0], NO_VARIANCE * total):
            break
        basis = np.linalg.qr(image)[0]
    return Components(means, *_leading(axes, values, total), block=axes)


def _of_some(votes: Packed, seed: int) -> Floats:
    """The leading directions of some people, to begin with."""
    people = len(votes.people)
    keep = np.zeros(people, dtype=bool)
    keep[np.random.default_rng(seed).choice(people, min(people, SOME_PEOPLE), replace=False)] = True
    some = votes.of_people(keep)
    start = np.random.default_rng(seed).standard_normal((len(votes.statements), MANY_BLOCK))
    return find_components(some, seed=seed, start=start, tolerance=MANY_TOLERANCE, rounds=SOME_ROUNDS).block


def _means(votes: Packed, weight: Floats) -> Floats:
    seen, summed = np.zeros(len(votes.statements)), np.zeros(len(votes.statements))
    votes.run(kernels.sums, weight, into=(seen, summed))
    return np.divide(summed, seen, out=np.zeros(len(seen)), where=seen > 0)


def _leading(axes: Floats, values: Floats, total: float) -> tuple[Floats, Floats]:
    """Two signed axes and their share of the variance; zero where there is none."""
    leading, explained = np.zeros((axes.shape[0], 2)), np.zeros(2)
    for place in range(min(2, axes.shape[1])):
        if values[place] <= NO_VARIANCE * total or total <= 0:
            break
        axis = axes[:, place]
        leading[:, place] = axis * np.sign(axis[np.argmax(np.abs(axis).round(9))])
        explained[place] = values[place] / total
    return leading, explained


def place_people(votes: Packed, components: Components) -> Floats:
    """Place each person on the map.

    Parameters
    ----------
    votes : Packed
        As for `find_components`.
    components : Components
        Its result.

    Returns
    -------
    ndarray of shape (n_people, 2)
        The projection of the centred answers, stretched by sqrt(statements / answers of
        this person), so that silence does not look like moderation.

    Examples
    --------
    >>> from titiktemu.analysis.votes import Votes
    >>> votes = Packed.of(Votes.from_matrix([[1.0, 1.0], [-1.0, -1.0]]))
    >>> place_people(votes, find_components(votes, seed=1)).round(3).tolist()
    [[1.414, 0.0], [-1.414, 0.0]]
    """
    points = np.zeros((len(votes.people), 2))
    votes.run(kernels.project, components.means, components.axes, into=(points,), by_person=True)
    return points
