"""One grouping of people from sparse votes, and how well it stands when the input is shaken."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from titiktemu.analysis.clusters import adjusted_rand, condense, nearest, silhouette, weighted_kmeans
from titiktemu.analysis.packed import Packed
from titiktemu.analysis.sparse_pca import Components, find_components, place_people

type Floats = NDArray[np.float64]
type Labels = NDArray[np.int64]

FEWEST_GROUPS, MOST_GROUPS = 2, 8
SMALLEST_GROUP = 5  # the bar under which the release policy shows nothing of anybody
SMALLEST_SHARE = 0.03
BOOTSTRAPS, HALVINGS = 30, 15
HALF_VOTES = 3  # answers in each half from which a person has a place in both
SHAKEN_PEOPLE = 5_000
"""Most people in the shaking, so that its cost does not grow with a consultation of a hundred thousand."""
SHAKEN_BLOCK, SHAKEN_TOLERANCE, SHAKEN_ROUNDS = 6, 1e-3, 30  # a shaken map moves by far more than this


@dataclass(frozen=True, eq=False, slots=True)
class Grouping:
    """People put into groups.

    Attributes
    ----------
    labels : ndarray of shape (n_people,)
        Group of each person: 0 is the largest; equally large ones from left to right.
    centres : ndarray of shape (n_groups, 2)
        Middle of each group on the map.
    silhouette : float
        Of the grouping, over the condensed map.
    """

    labels: Labels
    centres: Floats
    silhouette: float


def smallest_allowed(people: float) -> int:
    """Fewest people that may be called a group among so many.

    Examples
    --------
    >>> smallest_allowed(60), smallest_allowed(1000)
    (5, 30)
    """
    return max(SMALLEST_GROUP, int(np.ceil(SMALLEST_SHARE * people)))


def group_people(
    points: Floats,
    answered: Floats,
    rng: np.random.Generator,
    *,
    times: Floats | None = None,
    groups: int | None = None,
) -> Grouping | None:
    """Put people into the two to eight groups with the best silhouette.

    Parameters
    ----------
    points : ndarray of shape (n_people, 2)
        Map coordinates.
    answered : ndarray of shape (n_people,)
        Statements each person answered: their weight while centres are sought, because a
        place is as sure as the number of answers it rests on. Sizes count heads.
    rng : numpy.random.Generator
        Of the k-means starts.
    times : ndarray of shape (n_people,), optional
        How often each person was drawn (bootstrap); once if not given. All are labelled.
    groups : int, optional
        Number of groups, if it is to be held fixed; sizes are then not looked at.

    Returns
    -------
    Grouping or None
        None where no number of groups gives groups large enough (`smallest_allowed`).

    Examples
    --------
    >>> places = np.repeat([[0.0, 0.0], [4.0, 0.0]], [6, 9], axis=0)
    >>> group_people(places, np.full(15, 8.0), np.random.default_rng(1)).labels.tolist()
    [1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    """
    heads = np.ones(len(points)) if times is None else times
    weights = heads * answered / np.average(answered, weights=heads)
    places, (mass, people) = condense(points, weights, heads)
    different = len(np.unique(places, axis=0))
    distances = np.sqrt(((places[:, None, :] - places[None, :, :]) ** 2).sum(axis=2))
    best: Grouping | None = None
    for number in [groups] if groups else range(FEWEST_GROUPS, MOST_GROUPS + 1):
        if different < number:
            continue
        centres = weighted_kmeans(places, mass, number, rng)
        labels = nearest(places, centres)
        sizes = np.bincount(labels, people, minlength=number)
        if groups is None and sizes.min() < smallest_allowed(heads.sum()):
            continue
        score = silhouette(distances, mass, labels)
        if best is None or score > best.silhouette:
            best = Grouping(labels, centres, score)
    return None if best is None else _ordered(best, points)


def _ordered(grouping: Grouping, points: Floats) -> Grouping:
    """Label everybody, and number the groups by size, then from left to right and upwards."""
    labels = nearest(points, grouping.centres)
    sizes = np.bincount(labels, minlength=len(grouping.centres))
    order = np.lexsort((grouping.centres[:, 1], grouping.centres[:, 0], -sizes))
    number = np.empty(len(order), dtype=np.int64)
    number[order] = np.arange(len(order))
    return replace(grouping, labels=number[labels], centres=grouping.centres[order])


@dataclass(frozen=True, slots=True)
class Stability:
    """How far a grouping comes back when its input is shaken; adjusted Rand indices.

    Attributes
    ----------
    bootstrap : float
        Median over 30 draws of the people with replacement, number of groups chosen
        anew each time: would other people of the same kind have given these groups?
    split_half : float
        Median over 15 halvings of the statements, the same people grouped from each
        half: would other statements have given these groups?
    """

    bootstrap: float
    split_half: float


def shake(votes: Packed, components: Components, grouping: Grouping, rng: np.random.Generator) -> Stability:
    """Measure the stability of a grouping.

    Parameters
    ----------
    votes : Packed
        The votes behind it, at least four statements.
    components : Components
        The map behind it.
    grouping : Grouping
        What was found.
    rng : numpy.random.Generator
        Of all draws.

    Returns
    -------
    Stability
        Both medians. Of more than 5,000 people a random 5,000 are shaken.
    """
    labels = grouping.labels
    if len(votes.people) > SHAKEN_PEOPLE:
        keep = np.zeros(len(votes.people), dtype=bool)
        keep[rng.choice(len(keep), SHAKEN_PEOPLE, replace=False)] = True
        votes, labels = votes.of_people(keep), labels[keep]
    bootstraps = [_bootstrap(votes, components, labels, rng) for _ in range(BOOTSTRAPS)]
    halvings = [_halve(votes, len(grouping.centres), rng) for _ in range(HALVINGS)]
    return Stability(float(np.median(bootstraps)), float(np.median(halvings)))


def _bootstrap(votes: Packed, components: Components, labels: Labels, rng: np.random.Generator) -> float:
    people = len(votes.people)
    weights = rng.multinomial(people, np.full(people, 1 / people)).astype(np.float64)
    again = find_components(
        votes,
        weights,
        seed=0,
        start=components.block[:, :SHAKEN_BLOCK],
        tolerance=SHAKEN_TOLERANCE,
        rounds=SHAKEN_ROUNDS,
    )
    found = group_people(place_people(votes, again), votes.given.astype(float), rng, times=weights)
    return 0.0 if found is None else adjusted_rand(labels, found.labels)


def _halve(votes: Packed, groups: int, rng: np.random.Generator) -> float:
    first = np.zeros(len(votes.statements), dtype=bool)
    first[rng.permutation(len(first))[: len(first) // 2]] = True
    halves = [votes.of_statements(half) for half in (first, ~first)]
    both = np.logical_and.reduce([half.given >= HALF_VOTES for half in halves])
    found = [_group_half(half.of_people(both), groups, rng) for half in halves]
    if found[0] is None or found[1] is None:
        return 0.0
    return adjusted_rand(found[0].labels, found[1].labels)


def _group_half(votes: Packed, groups: int, rng: np.random.Generator) -> Grouping | None:
    if len(votes.people) < groups:
        return None
    seed = int(rng.integers(2**32))
    components = find_components(votes, seed=seed, tolerance=SHAKEN_TOLERANCE, rounds=SHAKEN_ROUNDS)
    return group_people(place_people(votes, components), votes.given.astype(float), rng, groups=groups)
