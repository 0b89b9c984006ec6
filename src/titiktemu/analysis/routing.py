"""Which statement to ask next: the one that makes the less certain side certain soonest, and chance.

Only released figures and numbers of exposures go in, so that nobody can tell from what they are asked
how others answered. The rule is argued in `docs/decisions/routing.md` and measured in
`docs/analyses/routing.md`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from titiktemu.analysis.common_ground import SURE

type Floats = NDArray[np.float64]

CHANCE = 0.2
"""Part of the probability that is the same for every candidate."""
FEW = 5
"""Answers below which nothing is released: a statement is asked until it may have so many."""
ENOUGH_ALIKE = 3
"""Fewest further answers that are expected to tell, however clear the share looks."""
META_WEIGHT = 0.5
ELSEWHERE_WEIGHT = 0.5
"""Where the other of the two sides is the less certain one, an answer of this side is worth half."""
NEVER = 1e9  # more answers than anybody gives


@dataclass(frozen=True, eq=False, slots=True)
class Candidates:
    """The statements that a participant has not answered, as their side's figures were last released.

    Attributes
    ----------
    agree, disagree : ndarray of shape (n,)
        Released answers of the participant's side; zeros where nothing is released.
    shown : ndarray of shape (n,)
        How often the statement was shown to this side.
    left : ndarray of shape (n,)
        Answers of this side that can still come; infinite where nobody can know.
    needed_elsewhere : ndarray of shape (n,)
        Further answers the opposite side needs (`answers_needed`); zeros where there is none.
    is_meta : ndarray of shape (n,), bool
        Statements about the consultation itself.
    is_blind : bool
        Whether figures are hidden now: then only how often a statement was shown counts.
    """

    agree: Floats
    disagree: Floats
    shown: Floats
    left: Floats
    needed_elsewhere: Floats
    is_meta: NDArray[np.bool_]
    is_blind: bool = False


def answers_needed(agree: Floats, disagree: Floats, left: Floats) -> Floats:
    """Estimate how many further answers would tell whether more than half agree.

    The normal approximation of `common_ground.judge_side`, fast enough for a list of 30,000:
    a share that stays as it is, shrunk by Jeffreys' half answers, is told after
    (z / (2 share - 1))^2 opinions, z being the 0.90 point of the normal distribution.

    Parameters
    ----------
    agree, disagree : ndarray of shape (n,)
        Answers so far.
    left : ndarray of shape (n,)
        Answers that can still come; infinite where unknown.

    Returns
    -------
    ndarray of shape (n,)
        0 where it is told already or nobody is left, infinite where the answers left
        would not tell.

    Examples
    --------
    >>> many = np.full(3, np.inf)
    >>> answers_needed(np.array([18.0, 6.0, 0.0]), np.array([2.0, 4.0, 0.0]), many).round().tolist()
    [0.0, 40.0, 5.0]
    """
    opinions = agree + disagree
    margin = np.abs(agree - disagree) / (opinions + 1)
    with np.errstate(divide="ignore"):
        total = (float(ndtri(SURE)) / margin) ** 2
    further = np.where(
        opinions == 0, FEW, np.where(total <= opinions, 0, np.maximum(total - opinions, ENOUGH_ALIKE))
    )
    return np.where(left <= 0, 0.0, np.where(further > left, np.inf, further))


def probabilities(candidates: Candidates) -> Floats:
    """Give the probability with which each candidate is drawn.

    One fifth is shared equally. The rest goes to the statements that this side's next
    answers are most likely to settle: the inverse of the number of answers still needed,
    squared, and halved where the opposite side is the less certain one. What was shown to
    fewer of this side than could give a first figure counts as nearly settled, so a new
    statement is asked at once and never starves. Statements about the consultation itself
    weigh half.

    Parameters
    ----------
    candidates : Candidates
        At least one.

    Returns
    -------
    ndarray of shape (n,)
        Each at least 0.2 / n; they sum to 1.

    Examples
    --------
    >>> two = np.zeros(2)
    >>> new_and_told = Candidates(
    ...     agree=np.array([0.0, 18.0]), disagree=two + [0, 2], shown=two + [0, 20],
    ...     left=two + np.inf, needed_elsewhere=two, is_meta=np.array([False, False]))
    >>> probabilities(new_and_told).round(3).tolist()
    [0.9, 0.1]
    """
    count = len(candidates.shown)
    weight = _balance(candidates) if candidates.is_blind else _value(candidates)
    weight = np.where(candidates.is_meta, META_WEIGHT * weight, weight)
    total = weight.sum()
    steered = weight / total if total > 0 else np.full(count, 1 / count)
    mixed = CHANCE / count + (1 - CHANCE) * steered
    return mixed / mixed.sum()


def _balance(candidates: Candidates) -> Floats:
    """Even out how often each was shown: figures are hidden, so answers must not be used."""
    return (1 / (1 + candidates.shown / FEW)) ** 2


def _value(candidates: Candidates) -> Floats:
    needed = answers_needed(candidates.agree, candidates.disagree, candidates.left)
    is_new = (candidates.agree + candidates.disagree == 0) & (candidates.left > 0)
    # Shown often and still no figure: people leave it, so it is asked less and less.
    needed = np.where(is_new, ENOUGH_ALIKE + np.maximum(0, candidates.shown - FEW), needed)
    worth = np.where(needed > 0, 1 / np.minimum(np.maximum(needed, 1), NEVER), 0.0) ** 2
    return np.where(candidates.needed_elsewhere > needed, ELSEWHERE_WEIGHT * worth, worth)
