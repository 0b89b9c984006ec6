"""Tables with a row for each person: how many share a combination, and how great the risk is.

A value that is missing fits every value, as an attacker who lacks it must allow for all.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import ArrayLike, NDArray

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]
type Key = tuple[Hashable, ...]

MISSING = None
"""A value that is not known, or was blanked."""
_ROOM = 2**62
"""As many combinations as a number can tell apart."""


@dataclass(frozen=True, slots=True)
class Frequencies:
    """How often each record's combination occurs.

    Attributes
    ----------
    sample : ndarray of shape (n,)
        Records that fit it, itself among them.
    population : ndarray of shape (n,)
        The sum of their weights: as many people, as far as the sample tells.
    """

    sample: Ints
    population: Floats


def coded(keys: Sequence[Key]) -> Ints:
    """Numbers in place of the values of each column, -1 where one is missing.

    Examples
    --------
    >>> coded([("P", 30), ("L", None), ("P", 41)]).tolist()
    [[0, 0], [1, -1], [0, 1]]
    """
    if not len(keys):
        return np.empty((0, 0), dtype=np.int64)
    columns = []
    for column in zip(*keys, strict=True):
        known: dict[Hashable, int] = {}
        columns.append([-1 if one is MISSING else known.setdefault(one, len(known)) for one in column])
    return np.array(columns, dtype=np.int64).reshape(-1, len(keys)).T


def coded_of(frame: pl.DataFrame, columns: Sequence[str]) -> Ints:
    """Likewise for columns of a table.

    Examples
    --------
    >>> coded_of(pl.DataFrame({"jk": ["P", "L", None], "umur": [30, 30, 41]}), ["jk", "umur"]).tolist()
    [[1, 0], [0, 0], [-1, 1]]
    """
    made = np.empty((frame.height, len(columns)), dtype=np.int64)
    for at, name in enumerate(columns):
        values = frame[name]
        values = values.cast(pl.UInt8) if values.dtype == pl.Boolean else values
        made[:, at] = (values.rank("dense").cast(pl.Int64).fill_null(0) - 1).to_numpy()
    return made


def frequencies(keys: Sequence[Key], weights: ArrayLike | None = None) -> Frequencies:
    """Count for every record how many fit its combination of identifying values.

    Parameters
    ----------
    keys : sequence of tuples
        Identifying values of each record; None where one is missing.
    weights : array-like of shape (n,), optional
        How many people a record stands for; 1 unless told otherwise.

    Returns
    -------
    Frequencies

    References
    ----------
    .. [1] M. Templ, A. Kowarik, B. Meindl (2015). "Statistical Disclosure Control for Micro-Data Using the R
       Package sdcMicro". Journal of Statistical Software 67(4). doi:10.18637/jss.v067.i04

    Examples
    --------
    >>> frequencies([("P", 30), ("P", 30), ("L", None), ("L", 41)]).sample.tolist()
    [2, 2, 2, 2]
    """
    return frequencies_of_codes(coded(keys), weights)


def frequencies_of_codes(codes: Ints, weights: ArrayLike | None = None) -> Frequencies:
    """As `frequencies`, of columns in numbers (`coded`, `coded_of`): some 100,000 records in a second."""
    told = np.ones(len(codes)) if weights is None else np.asarray(weights, dtype=np.float64)
    rows, place = distinct_rows(codes)
    many = np.bincount(place, minlength=len(rows)).astype(np.float64)
    heavy = np.bincount(place, weights=told, minlength=len(rows))
    sample, population = np.zeros(len(rows)), np.zeros(len(rows))
    for own, others, ids in _meetings(rows):
        top = int(ids.max()) + 1
        sample[own] += np.bincount(ids[others], weights=many[others], minlength=top)[ids[own]]
        population[own] += np.bincount(ids[others], weights=heavy[others], minlength=top)[ids[own]]
    return Frequencies(np.rint(sample).astype(np.int64)[place], population[place])


def distinct_rows(codes: Ints) -> tuple[Ints, Ints]:
    """The different rows, and for each row its place among them."""
    if not codes.size:
        return codes[: min(1, len(codes))], np.zeros(len(codes), dtype=np.int64)
    ids = _row_ids(codes)
    _ids, first, place = np.unique(ids, return_index=True, return_inverse=True)
    return codes[first], place.astype(np.int64)


def _row_ids(codes: Ints) -> Ints:
    """One number for each row, equal where the rows are."""
    ids = np.zeros(len(codes), dtype=np.int64)
    most = 1
    for column in codes.T:
        wide = int(column.max(initial=-1)) + 2
        if most * wide >= _ROOM:
            ids = np.unique(ids, return_inverse=True)[1].astype(np.int64)
            most = int(ids.max(initial=0)) + 1
        ids = ids * wide + column + 1
        most *= wide
    return ids


def _meetings(rows: Ints) -> Iterator[tuple[Ints, Ints, Ints]]:
    """Which rows can fit which: rows of one pattern of gaps, those they meet in the same columns, and numbers
    that are equal where the two fit.
    """
    patterns = (rows >= 0) @ (1 << np.arange(rows.shape[1], dtype=np.int64))
    known = np.unique(patterns)
    for common in sorted({int(one & other) for one in known for other in known}):
        columns = [at for at in range(rows.shape[1]) if common >> at & 1]
        ids = np.unique(_row_ids(rows[:, columns]), return_inverse=True)[1].astype(np.int64)
        for pattern in known:
            partners = known[(known & pattern) == common]
            if len(partners):
                yield np.flatnonzero(patterns == pattern), np.flatnonzero(np.isin(patterns, partners)), ids


def individual_risk(found: Frequencies) -> Floats:
    """Give for each record the risk that whoever fits its combination is really this person.

    The Bayesian estimate of Benedetti and Franconi with the approximations of sdcMicro: with p the share of
    those who fit that were asked, -p / (1 - p) log p for one who is alone, and simpler with more.

    Parameters
    ----------
    found : Frequencies
        With weights; without, the risk is 1 over the number in the sample.

    Returns
    -------
    ndarray of shape (n,)
        From 0 to 1.

    References
    ----------
    .. [1] R. Benedetti, L. Franconi (1998). "Statistical and Technological Solutions for Controlled Data
       Dissemination". Proc. New Techniques and Technologies for Statistics.

    Examples
    --------
    >>> individual_risk(Frequencies(np.array([3, 1, 2]), np.array([108.0, 45.5, 100.0]))).round(8).tolist()
    [0.01369863, 0.08579129, 0.01877883]
    """
    many = found.sample.astype(np.float64)
    part = np.clip(many / found.population, 1e-12, 1.0)
    rest = np.maximum(1.0 - part, 1e-12)
    alone = part / rest * -np.log(part)
    two = part / rest**2 * (part * np.log(part) + rest)
    more = part / (many - rest)
    risk = np.select([found.population <= many, many == 1, many == 2], [1.0 / many, alone, two], more)
    return np.asarray(np.clip(risk, 0.0, 1.0))


def distinct_diversity(keys: Sequence[Key], sensitive: Sequence[Hashable]) -> Ints:
    """Count the different sensitive values among those who fit each record (distinct l-diversity).

    Parameters
    ----------
    keys : sequence of tuples
        Identifying values; None where one is missing.
    sensitive : sequence
        What must not be learned of anybody; None where nothing is known, which is no value.

    Returns
    -------
    ndarray of shape (n,)
        1 where everybody who fits has the same: the value is known of each of them.

    References
    ----------
    .. [1] A. Machanavajjhala et al. (2007). "l-Diversity: Privacy Beyond k-Anonymity". ACM TKDD 1(1).
       doi:10.1145/1217299.1217302

    Examples
    --------
    >>> distinct_diversity([("P",), ("P",), ("L",), ("L",)], ["TB", "-", "HIV", "HIV"]).tolist()
    [2, 2, 1, 1]
    """
    found = diversity_of_codes(coded(keys), coded([(one,) for one in sensitive]).ravel())
    return np.rint(found).astype(np.int64)


def entropy_diversity(keys: Sequence[Key], sensitive: Sequence[Hashable]) -> Floats:
    """Say as how many equally frequent values the sensitive ones of each class count (entropy l-diversity).

    The exponential of the entropy: 2.0 where two values are equally frequent, nearer to 1 the rarer one is.

    Examples
    --------
    >>> entropy_diversity([("P",)] * 4, ["TB", "TB", "TB", "-"]).round(4).tolist()
    [1.7548, 1.7548, 1.7548, 1.7548]
    """
    return diversity_of_codes(coded(keys), coded([(one,) for one in sensitive]).ravel(), by_entropy=True)


def diversity_of(
    frame: pl.DataFrame, within: Sequence[str], column: str, *, by_entropy: bool = False
) -> Floats:
    """Likewise for columns of a table: those who are alike `within` some columns, the values of another."""
    return diversity_of_codes(
        coded_of(frame, within), coded_of(frame, [column]).ravel(), by_entropy=by_entropy
    )


def diversity_of_codes(codes: Ints, sensitive: Ints, *, by_entropy: bool = False) -> Floats:
    """Likewise for numbers in place of values, -1 where one is missing."""
    rows, place = distinct_rows(codes)
    if not len(rows):
        return np.zeros(0)
    held = pl.DataFrame({"row": place, "value": sensitive}).filter(pl.col("value") >= 0)
    held = held.group_by("row", "value").len("many")
    parts = []
    for own, others, ids in _meetings(rows):
        by_id = pl.DataFrame({"row": others, "id": ids[others]}).join(held, on="row")
        told = by_id.group_by("id", "value").agg(pl.col("many").sum())
        parts.append(pl.DataFrame({"row": own, "id": ids[own]}).join(told, on="id").drop("id"))
    pairs = pl.concat(parts).group_by("row", "value").agg(pl.col("many").sum())
    found = pairs.group_by("row").agg(
        (pl.col("many") / pl.col("many").sum()).entropy(normalize=False).exp().alias("even"),
        pl.len().cast(pl.Float64).alias("different"),
    )
    made = np.zeros(len(rows))
    made[found["row"].to_numpy()] = found["even" if by_entropy else "different"].to_numpy()
    return made[place]
