"""Shares corrected for what people were shown: each answer weighs by how likely it was to be asked for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from titiktemu.analysis.intervals import jeffreys_interval
from titiktemu.analysis.votes import AGREE, PASS

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]

HEAVIEST = 5.0
"""Most that an answer may weigh, in mean weights: nobody's answer may rule a share, or be read from it."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A share as it would be had everybody who took part been asked.

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


def corrected_share(
    answers: ArrayLike,
    probabilities: ArrayLike,
    among: ArrayLike,
    later: ArrayLike = 0.0,
    ever: ArrayLike = 1.0,
) -> Corrected:
    """Estimate which share of those who took part agrees with a statement.

    With the first three arguments alone an answer weighs (1 / among) / probability: the
    ratio of a uniform draw to the real one. That corrects what the statements drawn at one
    moment do to each other, but who answers more is still asked more often. `later` and
    `ever` (`chances_of_chance`) take that away as well; see `weights`. Weights above five
    times their mean are cut to that, which gives up a little of the correction for much less
    chance error.

    Parameters
    ----------
    answers : array-like of shape (n,)
        -1, 0 or 1.
    probabilities, among : array-like of shape (n,)
        Of the draw that showed the statement, and of how many statements it was.
    later, ever : array-like of shape (n,), or float
        Chances that uniform draws would have shown it to this person later, or at all.

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
    opinion = given != PASS
    weight = weights(probabilities, among, later, ever)
    if len(weight) != len(given):
        raise ValueError("answers and probabilities differ in length")
    weight = weight[opinion]
    if not len(weight):
        return Corrected(None, 0.0, 1.0, len(given), 0.0)
    weight = np.minimum(weight, HEAVIEST * weight.mean())
    share = min(1.0, float(weight[given[opinion] == AGREE].sum() / weight.sum()))
    effective = float(weight.sum() ** 2 / (weight**2).sum())
    low, high = jeffreys_interval(share * effective, effective)
    # Of fewer than one effective answer each way the interval may begin beyond the share itself.
    low, high = min(low, share), max(high, share)
    return Corrected(share, low, high, len(given), effective)


def weights(
    probabilities: ArrayLike, among: ArrayLike, later: ArrayLike = 0.0, ever: ArrayLike = 1.0
) -> Floats:
    """Give for how many people of those who took part each answer stands.

    Somebody who leaves after k of m statements is shown each with a chance below one, and one
    that routing favours with a greater chance than another. For every draw r the estimate "the
    answer, if it was drawn before; the answer / probability, if it is drawn now; else nothing"
    is unbiased (Des Raj), so every fixed mean of them is. With the mean for which uniform draws
    give each answer of a person the same weight, an answer of draw t weighs

        ((1 - later) / (among x probability) + later) / ever.

    Under uniform routing this is 1 / ever = m / k; who answered everything always weighs 1. The
    expected weight is 1 for everybody who took part, whatever the routing was, as long as the
    moment at which people leave does not depend on what they were shown.

    Parameters
    ----------
    probabilities, among, later, ever : array-like of shape (n,), or float
        As for `corrected_share`.

    Returns
    -------
    ndarray of shape (n,)
        Above 0, at most 5 / ever, as no draw has a probability below 0.2 / among.

    Raises
    ------
    ValueError
        If the lengths differ or a probability is outside (0, 1].

    References
    ----------
    .. [1] D. Raj (1956). "Some Estimators in Sampling with Varying Probabilities without
       Replacement". JASA 51, 269-284.

    Examples
    --------
    >>> weights([0.25, 0.5, 1.0], [4, 4, 1], later=[0.0, 0.5, 0.0], ever=[0.25, 0.5, 1.0]).tolist()
    [4.0, 1.5, 1.0]
    """
    drawn = np.asarray(probabilities, dtype=np.float64).ravel()
    candidates = np.asarray(among, dtype=np.float64).ravel()
    if len(drawn) != len(candidates):
        raise ValueError("probabilities and among differ in length")
    if not ((drawn > 0) & (drawn <= 1)).all():
        raise ValueError("a probability is above 0 and at most 1")
    after, whole = np.asarray(later, dtype=np.float64), np.asarray(ever, dtype=np.float64)
    return np.asarray(((1 - after) / (candidates * drawn) + after) / whole)


def chances_of_chance(people: Ints, moments: Ints, among: Ints, since: Ints) -> tuple[Floats, Floats]:
    """Give how likely uniform draws would have shown each statement to its person, later and at all.

    Parameters
    ----------
    people : ndarray of shape (n,)
        Whose draw it was; the draws of one person in the order in which they happened.
    moments : ndarray of shape (n,)
        When, as whole numbers that do not fall within a person.
    among : ndarray of shape (n,)
        From how many statements was drawn.
    since : ndarray of shape (n,)
        From when on the statement that was drawn could be drawn by anybody.

    Returns
    -------
    later, ever : ndarray of shape (n,)
        Chance of being drawn in the person's draws after this one; in any since it was there.

    Examples
    --------
    >>> person, when = np.array([7, 7]), np.array([1, 2])
    >>> later, ever = chances_of_chance(person, when, np.array([4, 3]), np.array([0, 0]))
    >>> later.round(3).tolist(), ever.round(3).tolist()
    ([0.333, 0.0], [0.5, 0.5])
    """
    if not len(people):
        return np.zeros(0), np.zeros(0)
    order = np.argsort(people, kind="stable")
    _names, who = np.unique(people[order], return_inverse=True)
    when = moments[order] - moments.min()
    span = int(when.max()) + 1
    clock = who * span + when
    known_since = np.clip(since[order] - moments.min(), 0, when)
    first = np.searchsorted(clock, who * span + known_since, side="left")
    end = np.searchsorted(who, who, side="right")
    draws = among[order].astype(np.float64)
    # A draw from one statement shows it for certain; its logarithm is left out and it is counted.
    is_sure = draws <= 1
    missed = np.concatenate([[0.0], np.cumsum(np.where(is_sure, 0.0, np.log1p(-1 / np.maximum(draws, 2))))])
    sure = np.concatenate([[0], np.cumsum(is_sure)])
    at = np.arange(len(order))
    later, ever = np.empty(len(order)), np.empty(len(order))
    later[order] = np.where(sure[end] > sure[at + 1], 1.0, 0.0 - np.expm1(missed[end] - missed[at + 1]))
    ever[order] = np.where(sure[end] > sure[first], 1.0, 0.0 - np.expm1(missed[end] - missed[first]))
    return later, ever
