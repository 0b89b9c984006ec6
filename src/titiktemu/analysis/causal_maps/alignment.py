"""Which cards of two maps seem to mean the same: a suggestion from their words, which both sides confirm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from titiktemu.analysis.similar_texts import read

ALIKE = 0.35
"""Cosine from which two cards are suggested; they are short, and whoever confirms reads both."""


@dataclass(frozen=True)
class Pair:
    """Two cards that seem to mean the same.

    Attributes
    ----------
    first, second : int
        The cards, as they were handed in.
    likeness : float
        Cosine of their TF-IDF weights, from 0 to 1.
    opposite : bool
        Whether only one of them says "not": the same matter, and the contrary.
    """

    first: int
    second: int
    likeness: float
    opposite: bool


def suggest(first: Mapping[int, str], second: Mapping[int, str], *, least: float = ALIKE) -> list[Pair]:
    """Pair cards so that the sum of likenesses is greatest and no card has two partners.

    Words are taken to their stems; a word that few cards have weighs more.

    Examples
    --------
    >>> government = {1: "Air bersih tidak tersedia di sekolah", 2: "Guru kurang"}
    >>> civil_society = {7: "Sekolah tidak punya air bersih", 8: "Anggaran terlambat"}
    >>> [(one.first, one.second, one.opposite) for one in suggest(government, civil_society)]
    [(1, 7, False)]
    """
    if not first or not second:
        return []
    words = [read(text) for text in (*first.values(), *second.values())]
    column = {word: at for at, word in enumerate(sorted({one for told, _denies in words for one in told}))}
    counts = np.zeros((len(words), len(column)))
    for row, (told, _denies) in enumerate(words):
        for word, many in told.items():
            counts[row, column[word]] = many
    rarity = 1 + np.log((1 + len(words)) / (1 + np.count_nonzero(counts, axis=0)))
    weights = np.log1p(counts) * rarity
    length = np.linalg.norm(weights, axis=1, keepdims=True)
    weights = np.divide(weights, length, out=np.zeros_like(weights), where=length > 0)
    many = len(first)
    # Rounded, so that the last bit of a sum, which differs between machines, never decides a tie.
    likeness = np.round(weights[:many] @ weights[many:].T, 9)
    rows, columns = linear_sum_assignment(np.where(likeness >= least, likeness, 0.0), maximize=True)
    keys, others = list(first), list(second)
    found = [
        Pair(keys[row], others[at], float(likeness[row, at]), words[row][1] != words[many + at][1])
        for row, at in zip(rows.tolist(), columns.tolist(), strict=True)
        if likeness[row, at] >= least
    ]
    return sorted(found, key=lambda one: (-one.likeness, one.first, one.second))
