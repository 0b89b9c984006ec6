"""The loops over votes, compiled. Each goes through some people's votes once and needs no copy of them.

They are compiled when the program is set up (`compile_all`) and kept; where that was not possible the first
call compiles. Only the worker and the commands import this module, never a web process.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

type Floats = NDArray[np.float64]


@njit(nogil=True, cache=True)
def sums(starts, columns, answers, weights, first, last, seen, summed):  # type: ignore[no-untyped-def] # numba types it
    """Add weights, and weighted answers, to each statement."""
    for person in range(first, last):
        weight = weights[person]
        for vote in range(starts[person], starts[person + 1]):
            seen[columns[vote]] += weight
            summed[columns[vote]] += weight * answers[vote]


@njit(nogil=True, cache=True)
def spread(starts, columns, answers, means, weights, first, last, out):  # type: ignore[no-untyped-def] # numba types it
    """Add the weighted sum of squares around the means."""
    total = 0.0
    for person in range(first, last):
        own = 0.0
        for vote in range(starts[person], starts[person + 1]):
            centred = answers[vote] - means[columns[vote]]
            own += centred * centred
        total += weights[person] * own
    out[0] += total


@njit(nogil=True, cache=True, fastmath=True)
def image(starts, columns, answers, means, weights, basis, first, last, out):  # type: ignore[no-untyped-def] # numba types it
    """Add the product of the centred votes' Gram matrix with a few directions, one person at a time."""
    width = basis.shape[1]
    along = np.empty(width)
    for person in range(first, last):
        weight = weights[person]
        if weight == 0.0:
            continue
        along[:] = 0.0
        for vote in range(starts[person], starts[person + 1]):
            column = columns[vote]
            centred = answers[vote] - means[column]
            for place in range(width):
                along[place] += centred * basis[column, place]
        along *= weight
        for vote in range(starts[person], starts[person + 1]):
            column = columns[vote]
            centred = answers[vote] - means[column]
            for place in range(width):
                out[column, place] += centred * along[place]


@njit(nogil=True, cache=True)
def project(starts, columns, answers, means, axes, first, last, out):  # type: ignore[no-untyped-def] # numba types it
    """Place people on two axes, stretched by sqrt(statements / answers)."""
    width = axes.shape[0]
    for person in range(first, last):
        across = 0.0
        along = 0.0
        for vote in range(starts[person], starts[person + 1]):
            column = columns[vote]
            centred = answers[vote] - means[column]
            across += centred * axes[column, 0]
            along += centred * axes[column, 1]
        given = starts[person + 1] - starts[person]
        stretch = np.sqrt(width / max(1, given))
        out[person, 0] = across * stretch
        out[person, 1] = along * stretch


@njit(nogil=True, cache=True)
def tally(starts, columns, answers, cells, first, last, out):  # type: ignore[no-untyped-def] # numba types it
    """Count disagree, pass and agree of each statement in the cell of each person; cell -1 is left out."""
    for person in range(first, last):
        cell = cells[person]
        if cell >= 0:
            for vote in range(starts[person], starts[person + 1]):
                out[cell, columns[vote], answers[vote] + 1] += 1


def compile_all() -> None:
    """Run every loop once on next to nothing, so that its compiled form is kept for later."""
    starts = np.array([0, 1], dtype=np.int64)
    answers = np.ones(1, dtype=np.int8)
    weights, means = np.ones(1), np.zeros(1)
    for kind in (np.uint16, np.int32):
        votes = (starts, np.zeros(1, dtype=kind), answers)
        sums(*votes, weights, 0, 1, np.zeros(1), np.zeros(1))
        spread(*votes, means, weights, 0, 1, np.zeros(1))
        image(*votes, means, weights, np.ones((1, 2)), 0, 1, np.zeros((1, 2)))
        project(*votes, means, np.ones((1, 2)), 0, 1, np.zeros((1, 2)))
        tally(*votes, np.zeros(1, dtype=np.int64), 0, 1, np.zeros((1, 1, 3), dtype=np.int64))
