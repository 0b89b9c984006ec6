"""Krippendorff's alpha, for any number of raters, with gaps, at four levels of measurement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from titiktemu.analysis.agreement.levels import FEW_RATERS, Floats, Level, Undefined
from titiktemu.analysis.marking import gettext_noop

CONFIDENCE = 0.95
RESAMPLES = 2_000
FEWEST_UNITS = 5
"""Of fewer, resampling says nothing."""
MOST_VALUES = 1_000
"""Different values at the ratio level up to which there is an interval: all pairs of them are compared."""
NO_PAIRS = gettext_noop("No subject was rated by two raters.")
ALL_ALIKE = gettext_noop("All ratings are the same: whether that is more than chance cannot be told.")
BELOW_ZERO = gettext_noop("The ratio level knows no values below zero, and there is {value}.")


@dataclass(frozen=True, slots=True)
class Alpha:
    """Krippendorff's alpha with its interval.

    Attributes
    ----------
    estimate : float
        1: always alike; 0: as by chance; below 0: more often apart than by chance.
    low, high : float or None
        Of the interval; None with fewer than five units, more than a thousand different values at the ratio
        level, or where resamples mostly hold one value alone.
    n_units, n_values : int
        Subjects with at least two ratings, and the ratings on them; nothing else counts.
    level : Level
    """

    estimate: float
    low: float | None
    high: float | None
    n_units: int
    n_values: int
    level: Level


def krippendorff_alpha(
    ratings: Floats, level: Level, *, seed: int, resamples: int = RESAMPLES, confidence: float = CONFIDENCE
) -> Alpha:
    r"""Give Krippendorff's alpha, :math:`1 - D_o / D_e`, with a bootstrap interval.

    Disagreements are weighed by the level: different or not; the squared number of ratings between two
    values; the squared difference; the squared difference by the sum. The interval takes units with
    replacement and cuts equal tails.

    Parameters
    ----------
    ratings : ndarray of shape (subjects, raters)
        nan where missing. At the nominal level numbers are names.
    level : Level
    seed : int
        Of the resampling.
    resamples : int
        0 for no interval.
    confidence : float

    Raises
    ------
    Undefined
        With fewer than two raters, no subject rated twice, one value alone, or values below zero at the
        ratio level.

    References
    ----------
    .. [1] K. Krippendorff (2011). "Computing Krippendorff's alpha-reliability". University of Pennsylvania.
    .. [2] A. Zapf, S. Castell, L. Morawietz, A. Karch (2016). "Measuring inter-rater reliability for nominal
       data - which coefficients and confidence intervals are appropriate?". BMC Medical Research
       Methodology 16, 93. doi:10.1186/s12874-016-0200-9

    Examples
    --------
    >>> two = np.array([[1.0, 1.0], [2.0, 2.0], [3.0, 2.0], [1.0, 1.0], [2.0, np.nan]])
    >>> found = krippendorff_alpha(two, Level.NOMINAL, seed=1)
    >>> round(found.estimate, 4), found.n_units, found.n_values
    (0.6316, 4, 8)
    """
    units = _Units(ratings, level)
    disagreement, expected = units.disagreements(np.ones(units.many))
    if expected <= 0:
        raise Undefined(ALL_ALIKE)
    low, high = _interval(units, seed, resamples, confidence)
    return Alpha(1 - disagreement / expected, low, high, units.many, units.values_in_all, level)


class _Units:
    """Counts of values in each unit, and its disagreement where that does not hang on the other units."""

    def __init__(self, ratings: Floats, level: Level) -> None:
        if ratings.shape[1] < 2:
            raise Undefined(FEW_RATERS, raters=ratings.shape[1])
        kept = ratings[(~np.isnan(ratings)).sum(axis=1) >= 2]
        if not len(kept):
            raise Undefined(NO_PAIRS)
        unit, rater = np.nonzero(~np.isnan(kept))
        values, column = np.unique(kept[unit, rater], return_inverse=True)
        if level is Level.RATIO and values[0] < 0:
            raise Undefined(BELOW_ZERO, value=f"{values[0]:g}")
        self.level, self.values, self.many, self.values_in_all = level, values, len(kept), len(unit)
        shape = (len(kept), len(values))
        self.counts = csr_array((np.ones(len(unit)), (unit, column)), shape=shape)
        self.counts.sum_duplicates()
        self.sizes: Floats = np.bincount(unit, minlength=len(kept)).astype(np.float64)
        self.fixed = None if level is Level.ORDINAL else self._within()
        is_small = level is Level.RATIO and len(values) <= MOST_VALUES
        self.apart = _ratios(values, values) if is_small else None

    def disagreements(self, weights: Floats) -> tuple[float, float]:
        """Observed and expected disagreement, each times the number of ratings, of weighted units."""
        totals = self.counts.T @ weights
        number = float(totals.sum())
        if self.fixed is not None:
            observed, apart = self.fixed, self._expected(totals, number)
        else:
            # The number of ratings between two values is the difference of their middle ranks.
            middle = np.cumsum(totals) - totals / 2 - number / 2
            observed, apart = self._squares(middle), _spread(totals, middle)
        return float(weights @ (observed / (self.sizes - 1))), apart / (number - 1)

    def _within(self) -> Floats:
        """Sum of disagreements over ordered pairs in each unit."""
        if self.level is Level.NOMINAL:
            return np.asarray(self.sizes**2 - (self.counts**2).sum(axis=1))
        if self.level is Level.INTERVAL:
            return self._squares(self.values - self.values.mean())
        return np.array([_ratio(self.values[row.indices], row.data) for row in self._rows()])

    def _rows(self) -> Iterator[csr_array]:
        return (csr_array(self.counts[[at]]) for at in range(self.many))

    def _squares(self, scores: Floats) -> Floats:
        return np.asarray(2 * (self.sizes * (self.counts @ scores**2) - (self.counts @ scores) ** 2))

    def _expected(self, totals: Floats, number: float) -> float:
        if self.level is Level.NOMINAL:
            return number**2 - float(totals @ totals)
        if self.level is Level.INTERVAL:
            return _spread(totals, self.values - self.values.mean())
        return float(totals @ self.apart @ totals) if self.apart is not None else _ratio(self.values, totals)


def _spread(totals: Floats, scores: Floats) -> float:
    """Sum over ordered pairs of the squared difference of scores."""
    scores = scores - (totals @ scores) / totals.sum()
    return float(2 * totals.sum() * (totals @ scores**2))


def _ratios(some: Floats, others: Floats) -> Floats:
    """Squared differences by sums; of two zeros 0."""
    both = some[:, None] + others
    apart = np.divide(some[:, None] - others, both, out=np.zeros_like(both), where=both > 0)
    return np.asarray(apart**2)


def _ratio(values: Floats, totals: Floats) -> float:
    """Sum over ordered pairs, a block of values at a time."""
    found = 0.0
    for start in range(0, len(values), MOST_VALUES):
        block = slice(start, start + MOST_VALUES)
        found += float(totals[block] @ _ratios(values[block], values) @ totals)
    return found


def _interval(
    units: _Units, seed: int, resamples: int, confidence: float
) -> tuple[float | None, float | None]:
    is_large = units.level is Level.RATIO and units.apart is None
    if units.many < FEWEST_UNITS or is_large or not resamples:
        return None, None
    random = np.random.default_rng(seed)
    even = np.full(units.many, 1 / units.many)
    found = []
    for _resample in range(resamples):
        observed, expected = units.disagreements(random.multinomial(units.many, even).astype(np.float64))
        if expected > 0:
            found.append(1 - observed / expected)
    if 2 * len(found) < resamples:
        return None, None
    tail = (1 - confidence) / 2
    low, high = np.quantile(found, [tail, 1 - tail])
    return float(low), float(high)
