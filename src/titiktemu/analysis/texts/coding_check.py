"""Automatic codes beside the codes of people: a drawn sample, and how far the two agree.

No automatic code is shown without this. Whether one may be relied on is said by Krippendorff's alpha [1]_:
from 0.8 for conclusions, from 0.667 for tentative ones, below not at all.

References
----------
.. [1] K. Krippendorff (2004). "Reliability in Content Analysis". Human Communication Research 30(3), 411-433.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from titiktemu.analysis.agreement.krippendorff import Alpha, krippendorff_alpha
from titiktemu.analysis.agreement.levels import Level, Undefined
from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.survey.share_intervals import wilson_interval

type Ints = NDArray[np.int64]
type Floats = NDArray[np.float64]

SAMPLE, FEW = 200, 50
"""Texts that people should code, and below which nothing can be said."""
SURE, TENTATIVE = 0.8, 0.667
RESAMPLES, BLOCK, LEVEL = 2_000, 100, 0.95
TOO_FEW = gettext_noop("Too few texts were coded by people: nothing can be said about the automatic codes.")
UNRELIABLE = gettext_noop("The automatic codes differ too much from people's: do not use them.")
FOR_HINTS = gettext_noop("The automatic codes agree with people's well enough for a first look, no more.")
RELIABLE = gettext_noop("The automatic codes agree well with people's.")


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure with its 95 % interval."""

    estimate: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Code:
    """One code: how many texts people gave it, how many the machine, and how right the machine was.

    ``precision`` is None where the machine never gave it, ``recall`` where people never did.
    """

    code: str
    by_people: int
    automatic: int
    precision: float | None
    recall: float | None
    f1: float


@dataclass(frozen=True, slots=True)
class Scores:
    """How right automatic codes are.

    Attributes
    ----------
    texts : int
        With both codes.
    accuracy : Measured
        Part that is right, with the Wilson interval.
    macro_f1 : Measured
        Mean of F1 over the codes that anybody gave, with a bootstrap interval.
    codes : list of Code
        By code.
    """

    texts: int
    accuracy: Measured
    macro_f1: Measured
    codes: list[Code]


@dataclass(frozen=True, slots=True)
class Check:
    """Scores against the first person's codes, alpha over everybody, and what follows, in English."""

    scores: Scores
    alpha: Alpha | None
    sentence: str


def draw_sample(keys: Sequence[str], size: int, *, seed: int) -> list[int]:
    """Draw the texts that people code.

    Parameters
    ----------
    keys : sequence of str
        What names each text, such as its address; distinct.
    size : int
        How many are wanted.
    seed : int
        Of the draw.

    Returns
    -------
    list of int
        Places in `keys`, in the order of the draw: the next one takes the place of a text that cannot be
        coded. A larger sample begins with the smaller one, and the order of `keys` changes nothing but the
        places.

    Examples
    --------
    >>> draw_sample(["a", "b", "c", "d"], 2, seed=1) == draw_sample(["a", "b", "c", "d"], 4, seed=1)[:2]
    True
    """
    drawn = [
        blake2b(f"{seed}\0{key}".encode(errors="surrogatepass"), digest_size=16).digest() for key in keys
    ]
    return sorted(range(len(keys)), key=lambda at: (drawn[at], keys[at], at))[: max(size, 0)]


def score(truth: Sequence[str], given: Sequence[str], *, seed: int, resamples: int = RESAMPLES) -> Scores:
    """Score codes against the right ones.

    Parameters
    ----------
    truth, given : sequence of str
        Of the same texts, at least one. A code that stands in one of them alone counts as wrong, and with an
        F1 of 0 in the mean.
    seed : int
        Of the resampling of texts.
    resamples : int
        Number of them.

    Raises
    ------
    ValueError
        Without a text.

    Examples
    --------
    >>> found = score(["a", "a", "b", "b"], ["a", "b", "b", "b"], seed=1)
    >>> found.accuracy.estimate, round(found.macro_f1.estimate, 4)
    (0.75, 0.7333)
    """
    if not truth:
        raise ValueError("there are no texts to score")
    names = sorted(set(truth) | set(given))
    place = {name: at for at, name in enumerate(names)}
    cells = _Cells(
        np.array([place[one] for one in truth], dtype=np.int64),
        np.array([place[one] for one in given], dtype=np.int64),
        len(names),
    )
    accuracy = float(cells.both.sum() / len(truth))
    low, high = cells.interval(seed, resamples)
    return Scores(
        len(truth),
        Measured(accuracy, *wilson_interval(accuracy, len(truth), level=LEVEL)),
        Measured(float(_macro_f1(cells.both, cells.right, cells.given)), low, high),
        [cells.code(name, at) for at, name in enumerate(names)],
    )


def check(automatic: Sequence[str], *people: Sequence[str | None], seed: int) -> Check:
    """Check automatic codes against those of one or more people.

    Parameters
    ----------
    automatic : sequence of str
        Of each text of the sample.
    *people : sequence of str or None
        Of each person; None where they did not code a text. Scores are against the first person, alpha is
        over the machine and everybody.
    seed : int
        Of the resampling.

    Returns
    -------
    Check
        ``alpha`` is None where it cannot be told; the sentence then says that too little was coded.
    """
    both = [(hand, code) for hand, code in zip(people[0], automatic, strict=True) if hand is not None]
    scores = score([hand for hand, _code in both], [code for _hand, code in both], seed=seed)
    names = sorted({one for row in (automatic, *people) for one in row if one is not None})
    place: dict[str | None, float] = {name: float(at) for at, name in enumerate(names)}
    table = np.array([[place.get(one, np.nan) for one in row] for row in (automatic, *people)]).T
    try:
        alpha = krippendorff_alpha(table, Level.NOMINAL, seed=seed)
    except Undefined:
        return Check(scores, None, TOO_FEW)
    return Check(scores, alpha, _sentence(scores.texts, alpha))


def _sentence(texts: int, alpha: Alpha) -> str:
    if texts < FEW:
        return TOO_FEW
    if alpha.estimate < TENTATIVE:
        return UNRELIABLE
    return RELIABLE if alpha.estimate >= SURE else FOR_HINTS


class _Cells:
    """How often each right code met each given one; only what was met is kept, because codes may be many."""

    def __init__(self, right: Ints, given: Ints, codes: int) -> None:
        met, self._times = np.unique(right * codes + given, return_counts=True)
        ones, at = np.ones(len(met)), np.arange(len(met))
        shape = (len(met), codes)
        self._right = csr_array((ones, (at, met // codes)), shape=shape)
        self._given = csr_array((ones, (at, met % codes)), shape=shape)
        self._both = self._right.multiply(self._given).tocsr()
        times = self._times.astype(np.float64)
        self.both, self.right, self.given = (
            np.asarray(times @ one) for one in (self._both, self._right, self._given)
        )

    def interval(self, seed: int, resamples: int) -> tuple[float, float]:
        """Ends of the mean F1 over texts drawn with replacement."""
        if not resamples:
            return float("nan"), float("nan")
        rng, many = np.random.default_rng(seed), int(self._times.sum())
        means = []
        for begin in range(0, resamples, BLOCK):
            drawn = rng.multinomial(many, self._times / many, min(BLOCK, resamples - begin)).astype(
                np.float64
            )
            means.append(_macro_f1(drawn @ self._both, drawn @ self._right, drawn @ self._given))
        tail = 50 * (1 - LEVEL)
        low, high = np.percentile(np.concatenate(means), [tail, 100 - tail])
        return float(low), float(high)

    def code(self, name: str, at: int) -> Code:
        """The figures of one code."""
        given, right, both = self.given[at], self.right[at], self.both[at]
        return Code(
            name,
            int(right),
            int(given),
            float(both / given) if given else None,
            float(both / right) if right else None,
            float(2 * both / (given + right)),
        )


def _macro_f1(both: Floats, right: Floats, given: Floats) -> Floats:
    """Mean F1 over the codes that are there, along the last axis."""
    stands = right + given > 0
    each = np.where(stands, 2 * both / np.maximum(right + given, 1), 0.0)
    return np.asarray(each.sum(axis=-1) / np.maximum(stands.sum(axis=-1), 1))
