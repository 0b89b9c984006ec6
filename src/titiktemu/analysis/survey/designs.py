"""How people came into a sample: weights, strata, clusters nested in them, and finite populations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import polars as pl
from numpy.typing import ArrayLike, NDArray

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.survey.wrong import NotEstimable, Remark, named

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]
type Texts = Sequence[str | None]

NEARLY = 1e-9
DIFFERENT = 0.01
"""A sum of weights further than this part from the population size is told."""
NO_ROWS = gettext_noop("There are no rows to estimate from.")
MISSING_WEIGHTS = gettext_noop(
    "Rows without a weight: {count}, such as row {row}. A weight of 0 leaves a row out."
)
NEGATIVE_WEIGHTS = gettext_noop("Rows with a weight below 0: {count}, such as row {row}.")
ONLY_ZERO_WEIGHTS = gettext_noop("Every weight is 0.")
ZERO_WEIGHTS = gettext_noop("Rows with the weight 0, which count for nothing: {count}.")
NO_STRATUM = gettext_noop("Rows that name no stratum: {count}, such as row {row}.")
NO_CLUSTER = gettext_noop("Rows that name no cluster of stage {stage}: {count}, such as row {row}.")
NO_FRACTION = gettext_noop(
    "Rows without a population size or sampling fraction at stage {stage}: {count}, such as row {row}."
)
BAD_FRACTION = gettext_noop(
    "A population size or sampling fraction at stage {stage} is not above 0, such as row {row}."
)
VARYING_FRACTION = gettext_noop(
    "The population size or sampling fraction at stage {stage} is not the same within: {names}."
)
TOO_FEW = gettext_noop(
    "At stage {stage} more were drawn than the population size says there are, within: {names}."
)
FRACTIONS_FIRST = gettext_noop(
    "There are more columns with population sizes ({fractions}) than stages of the sample ({stages})."
)
LONELY = gettext_noop(
    "Only one unit was drawn at stage {stage} within: {names}. How much units vary there cannot be told: "
    "join it with a stratum like it, or choose to measure it from the mean of all."
)
ONE_CLUSTER = gettext_noop("All rows are in one cluster, so nothing says how much clusters vary.")
REUSED_NAMES = gettext_noop(
    "Names of clusters that stand in several strata and are taken for different clusters: {count} ({names})."
)
OFF_SUMS = gettext_noop(
    "The weights add up to {sum}, the population sizes to {size} (strata that differ: {names}). Totals "
    "follow the weights."
)
OFF_SUM = gettext_noop(
    "The weights add up to {sum}, the population size is {size}. Totals follow the weights."
)
WEIGHTS_FROM_SIZES = gettext_noop("No weights were given; they follow from the population sizes.")


class Basis(StrEnum):
    """What an interval rests on."""

    DESIGN = "design"
    """People were drawn by chance, with known chances."""
    MODEL = "model"
    """Online, quota or volunteer sample: only the assumption that weights make up for who is missing."""


class Lonely(StrEnum):
    """What happens where only one unit was drawn in a stratum that has more."""

    REFUSE = "refuse"
    GRAND_MEAN = "grand-mean"


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage at which units were drawn.

    Attributes
    ----------
    units : ndarray of int, shape (n_rows,)
        Which unit a row belongs to, from 0; units of later stages are nested in those before.
    stratum_of : ndarray of int, shape (n_units,)
        Stratum of each unit, from 0; at later stages nested in a unit of the stage before.
    drawn : ndarray of int, shape (n_strata,)
        How many units were drawn.
    fraction : ndarray of float, shape (n_strata,), or None
        Which part of all units that is; None where the population is taken as endless.
    """

    units: Ints
    stratum_of: Ints
    drawn: Ints
    fraction: Floats | None


@dataclass(frozen=True, slots=True)
class Design:
    """How a sample was drawn, and its weights.

    Attributes
    ----------
    weights : ndarray of float, shape (n_rows,)
        How many of the population each row stands for.
    base : ndarray of float, shape (n_rows,)
        The same before calibration.
    stages : tuple of Stage
        At least one.
    df : int
        Degrees of freedom: units of the first stage less strata, where anything has a weight.
    lonely : Lonely
        What happens where a stratum has a single unit.
    basis : Basis
        What intervals rest on.
    margins : ndarray of float, shape (n_rows, n_directions), or None
        Orthonormal columns that span the root of base weight times each calibration margin.
    remarks : tuple of Remark
        What a person should know.
    """

    weights: Floats
    base: Floats
    stages: tuple[Stage, ...]
    df: int
    lonely: Lonely = Lonely.REFUSE
    basis: Basis = Basis.DESIGN
    margins: Floats | None = None
    remarks: tuple[Remark, ...] = field(default=())

    @property
    def rows(self) -> int:
        """How many rows there are, those with weight 0 as well."""
        return self.weights.size


def make_design(
    rows: int,
    *,
    weights: ArrayLike | None = None,
    strata: Texts | None = None,
    clusters: Sequence[Texts] = (),
    fractions: Sequence[ArrayLike] = (),
    lonely: Lonely = Lonely.REFUSE,
    basis: Basis = Basis.DESIGN,
) -> Design:
    """Describe a sample.

    Parameters
    ----------
    rows : int
        How many rows (people, schools) the sample has.
    weights : array-like of float, optional
        One for each row, 0 or more. Unless given they follow from `fractions`, else all are 1.
    strata : sequence of str, optional
        Stratum of each row at the first stage.
    clusters : sequence of sequences of str
        One for each stage, the first first; none means that rows themselves were drawn. Names are
        nested: the same name in two strata, or in two clusters before it, means two clusters.
    fractions : sequence of array-like of float
        One for each stage from the first: how many units the population has in the row's stratum
        (at later stages, in its cluster before), or, where it is at most 1, which part was drawn. One
        more than there are `clusters` means that rows were drawn at the last stage.
    lonely : Lonely
        What happens where a stratum has a single unit and is not wholly drawn.
    basis : Basis
        ``MODEL`` for online, quota and volunteer samples.

    Returns
    -------
    Design
        Without `fractions` variance is that of drawing with replacement at the first stage, which
        is a little too large and never too small by much.

    Raises
    ------
    NotEstimable
        With a sentence, where something is missing, impossible, or a stratum has a single unit.

    Examples
    --------
    >>> design = make_design(4, strata=["a", "a", "b", "b"], fractions=[[10, 10, 30, 30]])
    >>> design.weights.tolist(), design.df
    ([5.0, 5.0, 15.0, 15.0], 2)
    """
    if rows == 0:
        raise NotEstimable(NO_ROWS)
    if len(fractions) > len(clusters) + 1:
        raise NotEstimable(FRACTIONS_FIRST, fractions=len(fractions), stages=len(clusters) + 1)
    remarks: list[Remark] = []
    stages = _stages(
        rows, strata, clusters, [np.asarray(one, dtype=np.float64) for one in fractions], remarks
    )
    if weights is None and fractions:
        weights = _from_fractions(stages)
        remarks.append(Remark(WEIGHTS_FROM_SIZES))
    own = np.ones(rows) if weights is None else _checked(np.asarray(weights, dtype=np.float64), remarks)
    if not clusters:
        _tell_sums(stages[0], own, strata, remarks)
    if lonely is Lonely.REFUSE:
        _refuse_lonely(stages, strata, clusters)
    return Design(own, own, tuple(stages), _freedom(stages[0], own), lonely, basis, None, tuple(remarks))


def _freedom(first: Stage, weights: Floats) -> int:
    units = np.unique(first.units[weights > 0])
    return int(units.size - np.unique(first.stratum_of[units]).size)


def _tell_sums(drawn: Stage, weights: Floats, strata: Texts | None, remarks: list[Remark]) -> None:
    """Tell where weights of people who were drawn themselves do not add up to the sizes of strata."""
    if drawn.fraction is None:
        return
    of_row = drawn.stratum_of[drawn.units]
    sums, sizes = np.bincount(of_row, weights, drawn.drawn.size), drawn.drawn / drawn.fraction
    off = np.flatnonzero(np.abs(sums - sizes) > DIFFERENT * sizes)
    values: dict[str, object] = {"sum": f"{sums.sum():,.10g}", "size": f"{sizes.sum():,.10g}"}
    if off.size and strata is None:
        remarks.append(Remark(OFF_SUM, values))
    elif off.size and strata is not None:
        first = np.unique(of_row, return_index=True)[1]
        names = named([str(strata[int(first[one])]) for one in off])
        remarks.append(Remark(OFF_SUMS, {**values, "names": names}))


def _checked(weights: Floats, remarks: list[Remark]) -> Floats:
    for wrong, template in ((~np.isfinite(weights), MISSING_WEIGHTS), (weights < 0, NEGATIVE_WEIGHTS)):
        if wrong.any():
            raise NotEstimable(template, count=int(wrong.sum()), row=int(wrong.argmax()) + 1)
    zero = int((weights == 0).sum())
    if zero == weights.size:
        raise NotEstimable(ONLY_ZERO_WEIGHTS)
    if zero:
        remarks.append(Remark(ZERO_WEIGHTS, {"count": zero}))
    return weights


def codes(texts: Texts, missing: str, **values: object) -> Ints:
    """Number texts from 0; refuses empty ones with the given sentence."""
    series = pl.Series(texts, dtype=pl.String)
    empty = series.is_null() | (series.str.strip_chars() == "")
    if empty.any():
        row = int(empty.arg_max() or 0) + 1
        raise NotEstimable(missing, count=int(empty.sum()), row=row, **values)
    return _numbered(series.rank("dense").to_numpy().astype(np.int64))


def _numbered(marks: Ints) -> Ints:
    return np.unique(marks, return_inverse=True)[1].astype(np.int64)


def _nested(outer: Ints, inner: Ints) -> Ints:
    return _numbered(outer * (int(inner.max()) + 1) + inner)


def _stages(
    rows: int,
    strata: Texts | None,
    clusters: Sequence[Texts],
    fractions: Sequence[Floats],
    remarks: list[Remark],
) -> list[Stage]:
    """Every stage, with names nested in what came before."""
    outer = np.zeros(rows, dtype=np.int64) if strata is None else codes(strata, NO_STRATUM)
    named_units = [codes(one, NO_CLUSTER, stage=at) for at, one in enumerate(clusters, 1)]
    if named_units and strata is not None:
        _tell_reused(outer, named_units[0], clusters[0], remarks)
    if not clusters or len(fractions) > len(clusters):
        named_units.append(np.arange(rows))
    stages = []
    for at, inner in enumerate(named_units, 1):
        units = _nested(outer, inner)
        first = np.unique(units, return_index=True)[1]
        stratum_of = outer[first]
        drawn = np.bincount(stratum_of, minlength=int(outer.max()) + 1).astype(np.int64)
        where = (strata if at == 1 else clusters[at - 2]) or [""]
        given = fractions[at - 1] if at <= len(fractions) else None
        part = None if given is None else _fraction(given, outer, drawn, at, where)
        stages.append(Stage(units, stratum_of, drawn, part))
        outer = units
    return stages


def _tell_reused(strata: Ints, units: Ints, names: Texts, remarks: list[Remark]) -> None:
    pairs = np.unique(np.stack([units, strata], axis=1), axis=0)
    many = np.flatnonzero(np.bincount(pairs[:, 0]) > 1)
    if many.size:
        first = np.unique(units, return_index=True)[1]
        shown = named([str(names[int(first[one])]) for one in many])
        remarks.append(Remark(REUSED_NAMES, {"count": int(many.size), "names": shown}))


def _fraction(given: Floats, strata: Ints, drawn: Ints, stage: int, names: Texts) -> Floats:
    """Which part was drawn in each stratum of a stage, from sizes or fractions of the rows."""
    for wrong, template in ((np.isnan(given), NO_FRACTION), (given <= 0, BAD_FRACTION)):
        if wrong.any():
            raise NotEstimable(template, count=int(wrong.sum()), stage=stage, row=int(wrong.argmax()) + 1)
    first = np.unique(strata, return_index=True)[1]
    own = given[first]
    varying = np.zeros(own.size, dtype=bool)
    varying[strata[np.abs(given - own[strata]) > NEARLY * np.abs(own[strata])]] = True
    # Among sizes above 1 a 1 is a size too: one unit, wholly drawn.
    are_sizes = bool((given > 1).any())
    too_few = (own >= 1 if are_sizes else own > 1) & (drawn > own * (1 + NEARLY))
    for wrong, template in ((varying, VARYING_FRACTION), (too_few, TOO_FEW)):
        if wrong.any():
            where = [str(names[int(first[one])]) if len(names) > 1 else "1" for one in np.flatnonzero(wrong)]
            raise NotEstimable(template, stage=stage, names=named(where))
    return np.where(own <= 1, own, drawn / own)


def _from_fractions(stages: Sequence[Stage]) -> Floats:
    weights = np.ones(stages[0].units.size)
    for stage in stages:
        if stage.fraction is not None:
            weights /= stage.fraction[stage.stratum_of[stage.units]]
    return weights


def _refuse_lonely(stages: Sequence[Stage], strata: Texts | None, clusters: Sequence[Texts]) -> None:
    """Refuse strata with a single unit, at stages whose variance counts."""
    for at, stage in enumerate(stages, 1):
        if at > 1 and stages[at - 2].fraction is None:
            return
        part = np.zeros(stage.drawn.size) if stage.fraction is None else stage.fraction
        alone = np.flatnonzero((stage.drawn == 1) & (part < 1 - NEARLY))
        if not alone.size:
            continue
        names = strata if at == 1 else clusters[at - 2]
        if names is None:
            raise NotEstimable(ONE_CLUSTER)
        of_row = stage.stratum_of[stage.units]
        first = np.unique(of_row, return_index=True)[1]
        raise NotEstimable(LONELY, stage=at, names=named([str(names[int(first[one])]) for one in alone]))
