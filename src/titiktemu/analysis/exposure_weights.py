"""Shares corrected for what people were shown: answers weighted by the inverse of their probability."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from titiktemu.analysis.intervals import jeffreys_interval
from titiktemu.analysis.votes import AGREE, PASS


@dataclass(frozen=True, slots=True)
class Corrected:
    """A share as it would be had every statement been drawn with the same probability.

    Attributes
    ----------
    share : float or None
        Agree among opinions; None without an opinion.
    low, high : float
        90 % Jeffreys interval on the effective number of opinions.
    n : int
        Answers it rests on, passes among them.
    effective_n : float
        Opinions that would tell as much were their weights equal (Kish).
    """

    share: float | None
    low: float
    high: float
    n: int
    effective_n: float


def corrected_share(answers: ArrayLike, probabilities: ArrayLike, among: ArrayLike) -> Corrected:
    """Weight each answer by how much more often a draw by pure chance would have asked for it.

    An answer that was drawn with probability p from m statements weighs (1 / m) / p: the
    ratio of the uniform draw to the real one. Routing keeps p at 0.2 / m or more, so no
    weight is above 5 and few answers cannot rule the rest. The estimand is the share that
    the same people, asked at the same moments, would have shown had every draw been uniform;
    who stops early is still missing later.

    Parameters
    ----------
    answers : array-like of shape (n,)
        -1, 0 or 1.
    probabilities, among : array-like of shape (n,)
        Of the draw that showed the statement, and of how many statements it was.

    Returns
    -------
    Corrected
        Ratio (Hajek) estimate of the share among opinions.

    Raises
    ------
    ValueError
        If the lengths differ or a probability is outside (0, 1].

    References
    ----------
    .. [1] D. G. Horvitz, D. J. Thompson (1952). "A Generalization of Sampling Without
       Replacement From a Finite Universe". JASA 47, 663-685.
    .. [2] L. Kish (1965). "Survey Sampling". Wiley, section 11.7 (weights and effective n).

    Examples
    --------
    >>> corrected_share([1, 1, -1, 0], [0.5, 0.5, 0.125, 0.5], [4, 4, 4, 4]).share
    0.3333333333333333
    >>> corrected_share([1, -1], [0.25, 0.25], [4, 4]).effective_n
    2.0
    """
    given = np.asarray(answers, dtype=np.int64).ravel()
    drawn = np.asarray(probabilities, dtype=np.float64).ravel()
    candidates = np.asarray(among, dtype=np.float64).ravel()
    if not len(given) == len(drawn) == len(candidates):
        raise ValueError("answers, probabilities and among differ in length")
    if not ((drawn > 0) & (drawn <= 1)).all():
        raise ValueError("a probability is above 0 and at most 1")
    opinion = given != PASS
    weight = (1 / (candidates * drawn))[opinion]
    if not len(weight):
        return Corrected(None, 0.0, 1.0, len(given), 0.0)
    share = min(1.0, float(weight[given[opinion] == AGREE].sum() / weight.sum()))
    effective = float(weight.sum() ** 2 / (weight**2).sum())
    low, high = jeffreys_interval(share * effective, effective)
    return Corrected(share, low, high, len(given), effective)
