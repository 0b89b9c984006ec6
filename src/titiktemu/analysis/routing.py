"""Which statement to ask next: by what one more answer of this side would tell, and by chance.

Only figures as a reader sees them and numbers of exposures go in, so nobody can tell from what
they are asked how others answered. The rule is argued in `docs/decisions/routing.md` and measured
in `docs/analyses/routing.md`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import pi, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import erf, ndtr

from titiktemu.analysis.counts import Counts
from titiktemu.analysis.disclosure import (
    SHARE_FROM,
    SHARE_OF_WORD,
    SHOWN_FROM,
    TENTHS_FROM,
    Word,
    present,
)
from titiktemu.analysis.majority import EVEN

type Floats = NDArray[np.float64]
type Seen = tuple[float, float, float]
"""Agree, disagree and pass, as far as a reader can tell."""

CHANCE = 0.2
"""Part of the probability that is the same for every candidate."""
NOTHING: Seen = (0.0, 0.0, 0.0)


@lru_cache(maxsize=4096)
def as_shown(counts: Counts) -> Seen:
    """Give the answers that a reader of the page would put in the place of released ones.

    Parameters
    ----------
    counts : Counts
        As released last.

    Returns
    -------
    tuple of float
        Nothing below 5 answers; from 5 the share that the word or the tenth stands for, of
        as many answers as the middle of the band; from 20 the exact numbers, which are shown.

    Examples
    --------
    >>> as_shown(Counts(6, 1, 1)) == as_shown(Counts(8, 1, 0))
    True
    >>> as_shown(Counts(15, 5, 2))
    (15.0, 5.0, 2.0)
    """
    if counts.answered < SHOWN_FROM:
        return NOTHING
    if counts.answered >= SHARE_FROM:
        return float(counts.agree), float(counts.disagree), float(counts.passed)
    figure = present(counts)
    bounds = (SHOWN_FROM, TENTHS_FROM) if counts.answered < TENTHS_FROM else (TENTHS_FROM, SHARE_FROM)
    answered = (sum(bounds) - 1) / 2
    if figure.word is Word.FEW_OPINIONS:
        return 0.0, 0.0, answered
    passed = answered * (figure.passed_share or 0.0)
    share = figure.share if figure.share is not None else SHARE_OF_WORD[figure.word or Word.DIVIDED]
    return (answered - passed) * share, (answered - passed) * (1 - share), passed


@dataclass(frozen=True, eq=False, slots=True)
class Figures:
    """What is known of one side, statement by statement.

    Attributes
    ----------
    agree, disagree, passed : ndarray of shape (n,)
        Answers as a reader sees them (`as_shown`); zeros where nothing is released, or all is hidden.
    shown : ndarray of shape (n,)
        How often the statement was shown to this side; looked at where nothing is released.
    electorate : float
        How many of the side may vote; infinite where nobody can know.
    """

    agree: Floats
    disagree: Floats
    passed: Floats
    shown: Floats
    electorate: float


@dataclass(frozen=True, eq=False, slots=True)
class Candidates:
    """The statements that a participant has not answered.

    Attributes
    ----------
    own : Figures
        Of the participant's side.
    opposite : Figures or None
        Of the other of the two sides; None for citizens and others.
    is_meta : ndarray of shape (n,), bool
        Statements about the consultation itself.
    """

    own: Figures
    opposite: Figures | None
    is_meta: NDArray[np.bool_]


def outlook(figures: Figures) -> tuple[Floats, Floats]:
    """Give the final margin (agree minus disagree, of all opinions) as it is expected, with its spread.

    The normal approximation of `majority.chances`: of L opinions still to come each agrees as
    those so far did (Polya's urn with one imagined answer), so the final margin is expected
    where it stands, m, with the variance (1 - m^2) / (n + 2) x L / (L + n + 1).

    Parameters
    ----------
    figures : Figures
        Of one side.

    Returns
    -------
    margin, spread : ndarray of shape (n,)
        Margin without its sign; spread above 0.

    Examples
    --------
    >>> none = np.zeros(2)
    >>> margin, spread = outlook(Figures(np.array([9.0, 5.0]), np.array([3.0, 5.0]), none, none, 20.0))
    >>> margin.round(2).tolist(), spread.round(2).tolist()
    ([0.46, 0.0], [0.15, 0.2])
    """
    opinions = figures.agree + figures.disagree
    margin = np.abs(figures.agree - figures.disagree) / (opinions + 1)
    done = (opinions + 1) / np.maximum(_left(figures) * _outspoken(figures), 0.5)
    return margin, np.asarray(np.sqrt((1 - margin**2) / (opinions + 2) / (1 + done)))


def certainty(figures: Figures) -> Floats:
    """Give how sure it is where this side stands: a majority one way, or an even split.

    Parameters
    ----------
    figures : Figures
        Of one side.

    Returns
    -------
    ndarray of shape (n,)
        From 0.5, where nothing is known, to 1.

    Examples
    --------
    >>> agree, disagree, none = np.array([0.0, 9.0, 200.0]), np.array([0.0, 2.0, 200.0]), np.zeros(3)
    >>> certainty(Figures(agree, disagree, none, none, np.inf)).round(2).tolist()
    [0.5, 1.0, 1.0]
    """
    margin, spread = outlook(figures)
    return np.asarray(np.maximum(ndtr(margin / spread), _even(margin, spread)))


def _even(margin: Floats, spread: Floats) -> Floats:
    wide = 2 * EVEN  # of the share, so twice that of the margin
    return np.asarray(ndtr((wide - margin) / spread) - ndtr((-wide - margin) / spread))


def worth(figures: Figures) -> Floats:
    """Give what one more answer would tell: how far it is expected to move the probability of a majority.

    That probability moves as a martingale; the variance of its next step is, up to a
    constant, the squared normal density at the tie, times 1 / (n + 2) for what an answer
    adds to n opinions and 1 / left for what it takes from those to come. It counts less
    as an even split becomes certain, and a pass tells nothing. Where nothing is released the
    density is its mean over shares spread evenly, after as many answers as exposures.

    Parameters
    ----------
    figures : Figures
        Of one side.

    Returns
    -------
    ndarray of shape (n,)
        Above 0, without unit: most where nothing is known, where the side is nearly even after few
        answers, or where few are left who can still decide it.

    References
    ----------
    .. [1] P. I. Frazier, W. B. Powell, S. Dayanik (2008). "A Knowledge-Gradient Policy for
       Sequential Information Collection". SIAM J. Control Optim. 47(5). doi:10.1137/070693424

    Examples
    --------
    >>> agree, disagree = np.array([0.0, 0.0, 12.0, 19.0]), np.array([0.0, 0.0, 9.0, 4.0])
    >>> shown = np.array([0.0, 20.0, 0.0, 0.0])
    >>> worth(Figures(agree, disagree, np.zeros(4), shown, np.inf)).round(3).tolist()
    [0.5, 0.009, 0.012, 0.0]
    """
    opinions = figures.agree + figures.disagree
    margin, spread = outlook(figures)
    root = np.sqrt(np.maximum(figures.shown, 1e-9))
    unknown = np.where(figures.shown > 0, sqrt(pi) / 2 * erf(root) / root, 1.0)
    is_known = opinions + figures.passed > 0
    density = np.exp(-((margin / spread) ** 2)) * (1 - _even(margin, spread))
    seen = np.where(is_known, opinions, figures.shown)
    told = np.where(is_known, density, unknown) * _outspoken(figures)
    told *= 1 / (seen + 2) + 1 / np.maximum(_left(figures), 1.0)
    return np.asarray(np.maximum(told, np.finfo(np.float64).tiny))


def _left(figures: Figures) -> Floats:
    """How many of the side have not answered; who was shown a statement is taken to have."""
    answered = figures.agree + figures.disagree + figures.passed
    return np.asarray(np.maximum(figures.electorate - np.where(answered > 0, answered, figures.shown), 0.0))


def _outspoken(figures: Figures) -> Floats:
    """The chance that the next answer is an opinion and no pass."""
    opinions = figures.agree + figures.disagree
    return np.asarray((opinions + 1) / (opinions + figures.passed + 1))


def probabilities(candidates: Candidates) -> Floats:
    """Give the probability with which each candidate is drawn.

    One fifth is shared equally by all. The rest is shared by `worth` times the `certainty` of
    the opposite side: where that is told, this side is the less certain one, and its answer
    settles the statement. Statements about the consultation itself are drawn with
    1 / n each, whatever anybody answered.

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
    >>> none = np.zeros(2)
    >>> new_and_told = Figures(none + [0, 18], none + [0, 2], none, none, np.inf)
    >>> probabilities(Candidates(new_and_told, None, none > 0)).round(3).tolist()
    [0.9, 0.1]
    """
    return _mixed(_weights(candidates), candidates.is_meta)


def _weights(candidates: Candidates) -> Floats:
    own = worth(candidates.own)
    return own if candidates.opposite is None else own * certainty(candidates.opposite)


def _mixed(weights: Floats, is_meta: NDArray[np.bool_]) -> Floats:
    count = len(weights)
    plain = np.where(is_meta, 0.0, weights)
    shares = plain / (plain.sum() or 1.0) * (1 - is_meta.sum() / count)
    mixed = np.where(is_meta, 1 / count, CHANCE / count + (1 - CHANCE) * shares)
    return np.asarray(mixed / mixed.sum())


def draw(candidates: Candidates, many: int, *, seed: int) -> list[tuple[int, float, int]]:
    """Draw candidates one after the other, without putting any back.

    Parameters
    ----------
    candidates : Candidates
        In an order of their own, such as that of their keys: it belongs to the seed.
    many : int
        How many; fewer where there are not so many.
    seed : int
        Of the draws.

    Returns
    -------
    list of (int, float, int)
        Place, probability of its own draw (`probabilities` of those that were left then), and
        among how many it was drawn.

    Examples
    --------
    >>> none = np.zeros(2)
    >>> two = Candidates(Figures(none, none, none, none, np.inf), None, none > 0)
    >>> draw(two, 3, seed=1)
    [(1, 0.5, 2), (0, 1.0, 1)]
    """
    rng = np.random.default_rng(seed)
    weights, places, drawn = _weights(candidates), np.arange(len(candidates.is_meta)), []
    for among in range(len(places), max(0, len(places) - many), -1):
        chances = _mixed(weights[places], candidates.is_meta[places])
        sums = np.cumsum(chances)
        at = min(int(np.searchsorted(sums, rng.random() * sums[-1], side="right")), among - 1)
        drawn.append((int(places[at]), min(1.0, float(chances[at])), among))
        places = np.delete(places, at)
    return drawn
