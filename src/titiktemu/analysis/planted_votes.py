"""Votes made up on a plan, for measuring: who thinks like whom is known beforehand."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from titiktemu.analysis.packed import Packed
from titiktemu.analysis.votes import Votes

MINDS = (0.5, 0.3, 0.2)
"""Shares of people of each mind."""
PASSES = 0.12
SPREAD = 1.0  # log-normal: a few people answer ten times as much as most, as in real consultations
PACKED_AT_ONCE = 50_000  # people made up in one step


def plant_votes(
    people: int, statements: int, votes_each: float, *, seed: int
) -> tuple[Votes, NDArray[np.int64]]:
    """Make up votes of people of three minds.

    Each mind agrees with each statement with a probability of its own, drawn evenly
    from 0.1 to 0.9. People answer unequally many statements, at least seven.

    Parameters
    ----------
    people, statements : int
        How many; statements at least 7.
    votes_each : float
        Mean number of answers of a person, about.
    seed : int
        Of all draws.

    Returns
    -------
    Votes
        Participants and statements are numbered from 0.
    ndarray of shape (people,)
        Mind of each participant, from 0.

    Examples
    --------
    >>> votes, minds = plant_votes(100, 20, 10, seed=1)
    >>> len(minds), bool(len(votes) >= 700)
    (100, True)
    """
    rng = np.random.default_rng(seed)
    minds = rng.choice(len(MINDS), people, p=MINDS)
    agreement = rng.uniform(0.1, 0.9, (len(MINDS), statements))
    drawn = rng.lognormal(np.log(votes_each) - SPREAD**2 / 2, SPREAD, people)
    amounts = np.clip(drawn, 7, statements).astype(np.int64)
    chosen = [rng.choice(statements, amount, replace=False) for amount in amounts]
    person, topic = np.repeat(np.arange(people), amounts), np.concatenate(chosen)
    answers = np.where(rng.random(len(topic)) < agreement[minds[person], topic], 1, -1)
    answers[rng.random(len(topic)) < PASSES] = 0
    return Votes.of(person, topic, answers), minds.astype(np.int64)


def plant_packed(
    people: int, statements: int, votes_each: float, *, seed: int
) -> tuple[Packed, NDArray[np.int64]]:
    """Make up the votes of `plant_votes` for very many people, packed at once.

    Each person answers statements that lie evenly apart from a random first one; for
    50 million votes drawing each one's statements without order would take minutes.

    Parameters
    ----------
    people, statements, votes_each, seed
        As for `plant_votes`.

    Returns
    -------
    Packed
        Participants and statements are numbered from 0.
    ndarray of shape (people,)
        Mind of each participant, from 0.

    Examples
    --------
    >>> packed, minds = plant_packed(100, 20, 10, seed=1)
    >>> len(packed.people), len(packed) >= 700, int(packed.columns.max()) < 20
    (100, True, True)
    """
    rng = np.random.default_rng(seed)
    minds = rng.choice(len(MINDS), people, p=MINDS).astype(np.int64)
    agreement = rng.uniform(0.1, 0.9, (len(MINDS), statements)).astype(np.float32)
    drawn = rng.lognormal(np.log(votes_each) - SPREAD**2 / 2, SPREAD, people)
    amounts = np.clip(drawn, 7, statements).astype(np.int64)
    starts = np.concatenate([[0], np.cumsum(amounts)])
    columns = np.empty(starts[-1], dtype=np.uint16)
    answers = np.empty(starts[-1], dtype=np.int8)
    for first in range(0, people, PACKED_AT_ONCE):
        last = min(first + PACKED_AT_ONCE, people)
        span = slice(starts[first], starts[last])
        own = amounts[first:last]
        person = np.repeat(np.arange(last - first), own)
        place = np.arange(len(person)) - np.repeat(starts[first:last] - starts[first], own)
        offset = rng.integers(0, statements, last - first)
        topic = (offset[person] + place * statements // own[person]) % statements
        order = np.argsort(person * statements + topic, kind="stable")
        topic = topic[order]
        yes = rng.random(len(topic), dtype=np.float32) < agreement[minds[first:last][person], topic]
        given = np.where(yes, 1, -1).astype(np.int8)
        given[rng.random(len(topic), dtype=np.float32) < PASSES] = 0
        columns[span], answers[span] = topic, given
    return Packed(np.arange(people), np.arange(statements), starts, columns, answers), minds
