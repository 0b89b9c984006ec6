"""People who answered everything alike, although an ordinary voter hardly would have by chance."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from titiktemu.analysis.votes import Votes

ENOUGH_ANSWERS = 10
RARE = 0.01
"""Probability below which an ordinary voter is taken not to have answered all alike by chance."""


def straight_liners(votes: Votes) -> NDArray[np.int64]:
    """Find people who gave one and the same answer to everything.

    Somebody is flagged who gave at least ten answers, all alike, where somebody who answers
    each statement as people on average do would have done so with a probability below 0.01.
    Where nearly everybody agrees with nearly everything, agreeing with everything is
    therefore not flagged. Whoever is flagged still counts: figures are shown with and
    without them.

    Parameters
    ----------
    votes : Votes
        Everybody's answers.

    Returns
    -------
    ndarray of shape (n,)
        Ids of those people, ascending.

    Examples
    --------
    >>> mixed = [[1, -1] * 6, [-1, 1] * 6, [1, 1, -1] * 4, [-1, -1, 1] * 4]
    >>> straight_liners(Votes.from_matrix([*mixed, [1] * 12])).tolist()
    [4]
    """
    if not len(votes):
        return np.zeros(0, dtype=np.int64)
    people, person = np.unique(votes.participants, return_inverse=True)
    topics, topic = np.unique(votes.statements, return_inverse=True)
    answer = votes.answers.astype(np.int64) + 1
    given = np.bincount(3 * topic + answer, minlength=3 * len(topics)).reshape(-1, 3)
    usual = (given / given.sum(axis=1, keepdims=True))[topic, answer]
    chance = np.bincount(person, np.log(usual), len(people))
    each = np.bincount(3 * person + answer, minlength=3 * len(people)).reshape(-1, 3)
    answered = each.sum(axis=1)
    alike = (each.max(axis=1) == answered) & (answered >= ENOUGH_ANSWERS)
    return np.asarray(people[alike & (chance < np.log(RARE))], dtype=np.int64)
