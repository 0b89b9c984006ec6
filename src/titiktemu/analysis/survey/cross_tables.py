"""Cross-tables of two questions: shares of each row, small cells hidden, and the test of Rao and Scott."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc, fdtrc

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.suppression_releases import Rule
from titiktemu.analysis.survey.designs import Design, Texts
from titiktemu.analysis.survey.estimates import EVERYBODY, About, Estimate, known, share
from titiktemu.analysis.survey.table import ordered
from titiktemu.analysis.survey.variances import covariance
from titiktemu.analysis.survey.wrong import NotEstimable

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]

SMALL = Rule()
"""Fewer than five people are too few, as everywhere."""
ONE_LEVEL = gettext_noop("A cross-table needs at least two answers to each of the two questions.")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a cross-table.

    Attributes
    ----------
    row, column : str
        Answers to the two questions.
    is_hidden : bool
        Whether so few people stand behind it that nothing of it may be shown; all else is None then.
    n : int or None
        People, not weighted.
    weighted : float or None
        Estimated number of people in the population.
    share : Estimate or None
        Of the column's answer among people of the row.
    """

    row: str
    column: str
    is_hidden: bool
    n: int | None
    weighted: float | None
    share: Estimate | None


@dataclass(frozen=True, slots=True)
class Association:
    """Whether answers to two questions go together more than chance explains.

    Attributes
    ----------
    f : float
        Pearson's statistic over the sum of the generalised design effects (second-order Rao-Scott).
    df, df_design : float
        Degrees of freedom above and below the line.
    p : float
        Chance of a larger `f` where they do not go together.
    pearson : float
        Pearson's statistic of the weighted table, scaled to the people in the sample.
    p_first_order : float
        Of Pearson's statistic over the mean design effect, by the chi-squared distribution.
    """

    f: float
    df: float
    df_design: float
    p: float
    pearson: float
    p_first_order: float


@dataclass(frozen=True, slots=True)
class CrossTable:
    """Two questions at once.

    Attributes
    ----------
    rows, columns : tuple of str
        Answers.
    cells : tuple of tuple of Cell
        By row and column.
    association : Association or None
        None where one of the questions has a single answer, or the design leaves no degrees of freedom.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    association: Association | None


def cross_table(
    design: Design,
    rows: Texts,
    columns: Texts,
    about: About = EVERYBODY,
    rule: Rule | None = SMALL,
) -> CrossTable:
    """Cross two questions.

    Small cells are hidden one by one. That alone is not safe where totals are known as well: what is
    published goes through the release gate, which hides partners with them.

    Parameters
    ----------
    design : Design
        Of the sample.
    rows, columns : sequence of str or None
        Answers to the two questions; a row of the sample without one of them is in no cell.
    about : About
        Group and intervals.
    rule : Rule or None
        Which counts are too small to show, fewer than five people unless told otherwise; None shows all.

    Returns
    -------
    CrossTable
        With all answers that occur.

    Raises
    ------
    NotEstimable
        Where nobody answered both.

    Examples
    --------
    >>> from titiktemu.analysis.survey.designs import make_design
    >>> made = cross_table(make_design(14), ["a"] * 8 + ["b"] * 6, ["x"] * 6 + ["y"] * 2 + ["y"] * 6)
    >>> [[one.n for one in row] for row in made.cells]
    [[6, None], [0, 6]]
    """
    places, levels = _places(rows, columns)
    _own, inside = known(design, np.where((places >= 0).all(axis=0), 0.0, np.nan), about)
    counts = np.zeros((len(levels[0]), len(levels[1])))
    np.add.at(counts, tuple(places[:, inside]), 1.0)
    hidden = np.zeros(counts.shape, dtype=bool) if rule is None else rule.is_small(counts)
    cells = [
        [
            _cell(design, places, (at, to), levels, inside, about, bool(hidden[at, to]), int(counts[at, to]))
            for to in range(len(levels[1]))
        ]
        for at in range(len(levels[0]))
        if counts[at].any()
    ]
    can_test = counts.any(axis=1).sum() > 1 and counts.any(axis=0).sum() > 1 and design.df > 0
    tested = _association(design, places, inside) if can_test else None
    shown = tuple(one for one, people in zip(levels[0], counts, strict=True) if people.any())
    return CrossTable(shown, tuple(levels[1]), tuple(tuple(row) for row in cells), tested)


def association(design: Design, rows: Texts, columns: Texts, about: About = EVERYBODY) -> Association:
    """Test whether two questions go together, in view of the design.

    Parameters are those of `cross_table`.

    Raises
    ------
    NotEstimable
        Where a question has a single answer.

    References
    ----------
    .. [1] J. N. K. Rao, A. J. Scott (1984). "On Chi-Squared Tests for Multiway Contingency Tables with
       Cell Proportions Estimated from Survey Data". Annals of Statistics 12(1).
    .. [2] D. R. Thomas, J. N. K. Rao (1987). "Small-Sample Comparisons of Level and Power for Simple
       Goodness-of-Fit Statistics under Cluster Sampling". JASA 82(398).

    Examples
    --------
    >>> from titiktemu.analysis.survey.designs import make_design
    >>> found = association(make_design(8), list("aaaabbbb"), list("xxyyxxyy"))
    >>> round(found.f, 6), round(found.p, 6)
    (0.0, 1.0)
    """
    places, _levels = _places(rows, columns)
    _own, inside = known(design, np.where((places >= 0).all(axis=0), 0.0, np.nan), about)
    if min(np.unique(places[0, inside]).size, np.unique(places[1, inside]).size) < 2:
        raise NotEstimable(ONE_LEVEL)
    return _association(design, places, inside)


def _places(rows: Texts, columns: Texts) -> tuple[Ints, list[list[str]]]:
    """Place of each row's two answers, -1 where there is none, and all answers in order."""
    levels = [ordered(sorted({one for one in own if one is not None})) for own in (rows, columns)]
    found = []
    for own, named in zip((rows, columns), levels, strict=True):
        place = {one: at for at, one in enumerate(named)}
        found.append([-1 if one is None else place[one] for one in own])
    return np.array(found, dtype=np.int64), levels


def _cell(
    design: Design,
    places: Ints,
    at: tuple[int, int],
    levels: Sequence[Sequence[str]],
    inside: NDArray[np.bool_],
    about: About,
    is_hidden: bool,
    n: int,
) -> Cell:
    row, column = levels[0][at[0]], levels[1][at[1]]
    if is_hidden:
        return Cell(row, column, True, None, None, None)
    holds = (places[1] == at[1]).astype(np.float64)
    own = inside & (places[0] == at[0])
    part = share(design, holds, replace(about, inside=own, by=row), column)
    return Cell(row, column, False, n, float(design.weights[own] @ holds[own]), part)


def _association(design: Design, places: Ints, inside: NDArray[np.bool_]) -> Association:
    """Rao and Scott's statistic from the covariance of all cells."""
    (_rows, first), (_columns, second) = (
        np.unique(np.where(inside, own, own[inside][0]), return_inverse=True) for own in places
    )
    high, wide, n = int(first.max()) + 1, int(second.max()) + 1, int(inside.sum())
    cells = np.eye(high * wide)[first * wide + second] * inside[:, None]
    weights = design.weights * inside
    parts = weights @ cells / weights.sum()
    scores = (cells - parts) * inside[:, None] / weights.sum()
    one_over = np.divide(1.0, parts, out=np.zeros_like(parts), where=parts > 0)
    contrast = _interaction(high, wide)
    simple = contrast.T @ (one_over[:, None] * contrast) / n
    actual = contrast.T @ (one_over[:, None] * covariance(design, scores) * one_over) @ contrast
    effects = np.linalg.solve(simple, actual)
    table = parts.reshape(high, wide)
    expected = np.outer(table.sum(axis=1), table.sum(axis=0))
    pearson = float(n * ((table - expected) ** 2 / expected).sum())
    trace, square = float(np.trace(effects)), float(np.trace(effects @ effects))
    df = trace**2 / square
    f, many = pearson / trace, contrast.shape[1]
    below = df * design.df
    return Association(
        f, df, below, float(fdtrc(df, below, f)), pearson, float(chdtrc(many, pearson / (trace / many)))
    )


def _interaction(high: int, wide: int) -> Floats:
    """Directions in which a table departs from independence, at right angles to rows and columns."""
    own = [np.eye(many)[:, 1:] - 1.0 / many for many in (high, wide)]
    return np.asarray(np.kron(own[0], own[1]))
