"""Everything from names of columns: a table of answers, a plan, and the estimates asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
import polars as pl
from numpy.typing import NDArray

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.survey.calibration import rake
from titiktemu.analysis.survey.designs import Basis, Design, Lonely, make_design
from titiktemu.analysis.survey.estimates import (
    NO_DENOMINATOR,
    NOTHING_HERE,
    About,
    Estimate,
    Statistic,
    mean,
    ratio,
    share,
    total,
)
from titiktemu.analysis.survey.quantiles import quantile
from titiktemu.analysis.survey.share_intervals import LEVEL, Interval
from titiktemu.analysis.survey.table import NOT_NUMBERS, ROW, Table
from titiktemu.analysis.survey.wrong import NotEstimable, Remark

type Floats = NDArray[np.float64]
type Margins = Mapping[str, Mapping[str, float]]

COMBINED = ":"
"""Between the columns of a margin that crosses several, and between their levels."""
MARGIN_COLUMNS = ("variable", "level", "total")
MOST_LEVELS = 1000
TOO_MANY_LEVELS = gettext_noop(
    "Column {name} has {count} different answers, more than the {most} that are told one by one."
)
NOT_MARGINS = gettext_noop("{file} needs the columns variable, level and total; it has: {names}.")
NO_LEVEL = gettext_noop("{file}, row {row}: a variable, a level or a total is missing.")
TWICE = gettext_noop("{file}, row {row}: “{level}” of {variable} has a total already.")
NO_DESIGN = gettext_noop(
    "No weights, strata, clusters or population sizes were named: intervals hold for people who were all "
    "drawn with the same chance."
)
UNANSWERED = gettext_noop("Without an answer to {name}, and left out of it: {count} of {rows} rows.")
NO_GROUP = gettext_noop("Without {name}, and in no group: {count} of {rows} rows.")
NOBODY_IN_GROUP = gettext_noop("{name}: nobody in “{group}” answered, so nothing is said of that group.")


@dataclass(frozen=True, slots=True)
class Plan:
    """What columns mean, and how to estimate.

    Attributes
    ----------
    weights, strata, by : str or None
        Columns.
    clusters, fractions : tuple of str
        Columns of the stages, the first first.
    margins : mapping or None
        Total of each level of each variable, to which weights are raked.
    lonely : Lonely
        What happens where a stratum has a single unit.
    basis : Basis
        Whether people were drawn by chance.
    interval : Interval
        Of shares.
    level : float
        Probability inside of intervals.
    """

    weights: str | None = None
    strata: str | None = None
    clusters: tuple[str, ...] = ()
    fractions: tuple[str, ...] = ()
    margins: Margins | None = None
    by: str | None = None
    lonely: Lonely = Lonely.REFUSE
    basis: Basis = Basis.DESIGN
    interval: Interval = Interval.LOGIT
    level: float = LEVEL

    @property
    def columns(self) -> list[str]:
        """All that are needed of the table, besides those to be estimated."""
        own = [self.weights, self.strata, *self.clusters, *self.fractions, self.by]
        return [one for one in own if one is not None]


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to be estimated.

    Attributes
    ----------
    statistic : Statistic
        What.
    column : str
        Of which column.
    below : str
        Of a ratio, the column below the line.
    probability : float
        Of a quantile.
    """

    statistic: Statistic
    column: str
    below: str = ""
    probability: float = 0.5

    @property
    def columns(self) -> list[str]:
        """Those it is about."""
        return [self.column, self.below] if self.below else [self.column]


@dataclass(frozen=True, slots=True)
class Report:
    """Estimates with what must be known of them.

    Attributes
    ----------
    estimates : tuple of Estimate
        In the order in which they were asked for, levels and groups in their own.
    remarks : tuple of Remark
        Of the design, the margins and the answers.
    design : Design
        As it was used, with its final weights; its rows are in the order of `rows`.
    rows : tuple of int
        Row of the file of each row of the design.
    """

    estimates: tuple[Estimate, ...]
    remarks: tuple[Remark, ...]
    design: Design
    rows: tuple[int, ...]


def report(answers: Table, plan: Plan, questions: Sequence[Question]) -> Report:
    """Estimate everything that is asked for.

    Rows are put into an order of their own first, so that the same answers give the same figures, bit
    for bit, in whatever order they came.

    Raises
    ------
    NotEstimable
        With a sentence, where a column, the design or the margins do not fit.

    Examples
    --------
    >>> from titiktemu.analysis.survey.table import table
    >>> told = table("a.csv", {"side": ["gov", "gov", "cso", "cso"], "yes": ["1", "0", "1", None]})
    >>> made = report(told, Plan(by="side"), [Question(Statistic.TOTAL, "yes")])
    >>> [(one.by, one.estimate, one.n) for one in made.estimates]
    [('cso', 1.0, 1), ('gov', 1.0, 2)]
    """
    crossed = _crossed(answers, plan.margins or {})
    asked = [one.columns for one in questions]
    own = answers.only([*plan.columns, *chain.from_iterable([*crossed.values(), *asked])])
    design = _in_rows_of_the_file(own, plan, crossed)
    remarks = list(design.remarks)
    if not (plan.columns and plan.columns != [plan.by]) and plan.margins is None:
        remarks.append(Remark(NO_DESIGN))
    groups = list(_groups(own, plan, remarks))
    made: list[Estimate] = []
    for question in questions:
        _tell_unanswered(own, question, remarks)
        for about in groups:
            try:
                made += _estimates(own, design, question, about)
            except NotEstimable as error:
                if about.by is None or error.template not in (NOTHING_HERE, NO_DENOMINATOR):
                    raise
                values: dict[str, object] = {"name": question.column, "group": about.by}
                remarks.append(Remark(NOBODY_IN_GROUP, values))
    return Report(
        tuple(made),
        tuple({str(one): one for one in remarks}.values()),
        design,
        tuple(own.frame[ROW].to_list()),
    )


def wanted(plan: Plan, questions: Sequence[Question]) -> set[str]:
    """Every column that may be needed of a file.

    Examples
    --------
    >>> sorted(wanted(Plan(weights="w", margins={"a:b": {}}), [Question(Statistic.MEAN, "x")]))
    ['a', 'a:b', 'b', 'w', 'x']
    """
    asked = chain.from_iterable(one.columns for one in questions)
    margins = [part for one in plan.margins or () for part in (one, *one.split(COMBINED))]
    return {*plan.columns, *asked, *margins}


def _crossed(answers: Table, margins: Margins) -> dict[str, list[str]]:
    """Columns of each margin: one, or several with a colon between where no column is called so."""
    names = answers.names
    return {one: [one] if one in names or COMBINED not in one else one.split(COMBINED) for one in margins}


def _in_rows_of_the_file(own: Table, plan: Plan, crossed: Mapping[str, list[str]]) -> Design:
    """The design; where a sentence names a row, it is that of the file."""
    try:
        return _design(own, plan, crossed)
    except NotEstimable as error:
        row = error.values.get("row")
        if not isinstance(row, int) or error.template == NOT_NUMBERS:
            raise
        values = {**error.values, "row": int(own.frame[ROW][row - 1])}
        raise NotEstimable(error.template, **values) from error


def _design(own: Table, plan: Plan, crossed: Mapping[str, list[str]]) -> Design:
    made = make_design(
        own.rows,
        weights=None if plan.weights is None else own.numbers(plan.weights),
        strata=None if plan.strata is None else own.texts(plan.strata),
        clusters=[own.texts(one) for one in plan.clusters],
        fractions=[own.numbers(one) for one in plan.fractions],
        lonely=plan.lonely,
        basis=plan.basis,
    )
    if plan.margins is None:
        return made
    return rake(made, plan.margins, {one: _joined(own, columns) for one, columns in crossed.items()})


def _joined(own: Table, columns: Sequence[str]) -> list[str | None]:
    if len(columns) == 1:
        return own.texts(columns[0])
    return own.frame.select(pl.concat_str(*columns, separator=COMBINED)).to_series().to_list()


def _groups(own: Table, plan: Plan, remarks: list[Remark]) -> Iterator[About]:
    everybody = About(level=plan.level, interval=plan.interval)
    if plan.by is None:
        yield everybody
        return
    column = own.frame[plan.by]
    if column.null_count():
        remarks.append(Remark(NO_GROUP, {"count": column.null_count(), "rows": own.rows, "name": plan.by}))
    for group in own.levels(plan.by):
        yield replace(everybody, by=group, inside=(column == group).fill_null(value=False).to_numpy())


def _tell_unanswered(own: Table, question: Question, remarks: list[Remark]) -> None:
    remarks.extend(
        Remark(UNANSWERED, {"name": name, "count": missing, "rows": own.rows})
        for name in question.columns
        if (missing := own.frame[name].null_count())
    )


def _estimates(own: Table, design: Design, question: Question, about: About) -> list[Estimate]:
    column = question.column
    named = replace(about, variable=column)
    counts_levels = question.statistic is Statistic.TOTAL and not own.are_numbers(column)
    if question.statistic is Statistic.SHARE or counts_levels:
        of_level = share if question.statistic is Statistic.SHARE else _count
        if not (levels := own.levels(column)):
            raise NotEstimable(NOTHING_HERE)
        if len(levels) > MOST_LEVELS:
            raise NotEstimable(TOO_MANY_LEVELS, name=column, count=len(levels), most=MOST_LEVELS)
        return [of_level(design, _holds(own, column, one), named, one) for one in levels]
    values = own.numbers(column)
    if question.statistic is Statistic.RATIO:
        both = replace(about, variable=f"{column}/{question.below}")
        return [ratio(design, values, own.numbers(question.below), both)]
    if question.statistic is Statistic.QUANTILE:
        return [quantile(design, values, question.probability, named)]
    return [(mean if question.statistic is Statistic.MEAN else total)(design, values, named)]


def _count(design: Design, holds: Floats, about: About, level: str) -> Estimate:
    return replace(total(design, holds, about), level=level)


def _holds(own: Table, column: str, level: str) -> Floats:
    return (own.frame[column] == level).cast(pl.Float64).fill_null(np.nan).to_numpy().astype(np.float64)


def read_margins(answers: Table) -> dict[str, dict[str, float]]:
    """Read known totals from a table with the columns variable, level and total.

    Raises
    ------
    NotEstimable
        Where a column or a cell is missing, or a level stands twice.

    Examples
    --------
    >>> from titiktemu.analysis.survey.table import table
    >>> read_margins(table("m.csv", {"variable": ["sex"], "level": ["f"], "total": ["5"]}))
    {'sex': {'f': 5.0}}
    """
    names = {one.lower(): one for one in answers.names}
    if any(one not in names for one in MARGIN_COLUMNS):
        raise NotEstimable(NOT_MARGINS, file=answers.name, names=", ".join(names.values()))
    variable, level, amount = (names[one] for one in MARGIN_COLUMNS)
    texts, totals = (answers.texts(variable), answers.texts(level)), answers.numbers(amount).tolist()
    read: dict[str, dict[str, float]] = {}
    for name, one, number, row in zip(*texts, totals, answers.frame[ROW], strict=True):
        if name is None or one is None or np.isnan(number):
            raise NotEstimable(NO_LEVEL, file=answers.name, row=row)
        if one in read.setdefault(name, {}):
            raise NotEstimable(TWICE, file=answers.name, row=row, level=one, variable=name)
        read[name][one] = number
    return read
