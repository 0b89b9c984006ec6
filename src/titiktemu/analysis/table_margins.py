"""Margins of a cube against their parts: records of a table that are totals in one of its columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import polars as pl

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.more_findings import ADDED, Found
from titiktemu.analysis.spreadsheet.rules import NUMBERS, Meaning
from titiktemu.analysis.spreadsheet.shapes import has_word
from titiktemu.analysis.spreadsheet.sources import FEW_ROWS, Source
from titiktemu.analysis.spreadsheet.totals import TOTAL
from titiktemu.analysis.table_totals import CLOSE, MEAN, RATES, SMALL

if TYPE_CHECKING:
    from titiktemu.analysis.table_findings import Column, Counted

WORDED = frozenset({Meaning.TEXT, Meaning.CATEGORY, Meaning.REGION_NAME, Meaning.PERIOD})
"""Meanings of columns in which a word for total may stand among the labels."""
MOST_TOTALS = 0.6
"""Part of the rows that may be totals in one column."""
ADD_UP = 0.5
"""Part of the margins to which the parts of a column must add up, so that the others are errors."""
AGAIN = 2
"""Margins of a column by which it is told whether it adds up at all."""
WRONG = gettext_noop("Rows of totals among the records that differ from the sum of the rows they stand for.")


def margin_findings(source: Source, columns: Sequence[Column], whole: Counted) -> Iterator[Found]:
    """Rows with a word for total in one column, against the rows that are the same in all other dimensions.

    Columns of figures of which hardly any margin is the sum of its parts, as shares and numbers of rows, are
    passed over. Of a table too long to be held nothing is said.

    Parameters
    ----------
    source : Source
        Read to its end.
    columns : sequence of Column
    whole : Counted
    """
    if not source.is_held or not 0 < whole.rows.len() <= FEW_ROWS:
        return
    dimensions = [at for at, one in enumerate(columns) if _is_dimension(one, whole.rows.len())]
    with_totals = [at for at in dimensions if _has_totals(at, columns, whole)]
    if not with_totals or len(dimensions) < 2:
        return
    frame = source.sample().with_columns(pl.all().str.strip_chars().str.to_lowercase())
    looked, wrong = 0, set[int]()
    for at in with_totals:
        sides = [frame.columns[one] for one in dimensions if one != at]
        for place, column in enumerate(columns):
            numbers = whole.tallies[place].numbers
            if column.understood.meaning not in ADDED or has_word(column.name, RATES) or numbers is None:
                continue
            told = _compared(frame, frame.columns[at], sides, numbers, whole.rows)
            many, bad = told.height, told.filter(~pl.col("fits"))["row"].to_list()
            if many >= AGAIN and many - len(bad) >= ADD_UP * many:
                looked += many
                wrong.update(bad)
    if looked:
        yield Found("margins", len(wrong), WRONG, "problem", sorted(wrong))


def _is_dimension(column: Column, rows: int) -> bool:
    """Words and codes of which each comes more than once."""
    is_figure = column.understood.meaning in NUMBERS
    return not is_figure and 0 < column.distinct < rows and column.missing < rows / 2


def _has_totals(at: int, columns: Sequence[Column], whole: Counted) -> bool:
    known = whole.tallies[at].known
    many = sum(often for value, often in known.items() if _is_sum(value))
    return columns[at].understood.meaning in WORDED and 0 < many <= MOST_TOTALS * whole.rows.len()


def _is_sum(value: str) -> bool:
    return TOTAL.fullmatch(value.strip()) is not None and MEAN.search(value) is None


def _compared(
    frame: pl.DataFrame, label: str, sides: Sequence[str], numbers: pl.Series, rows: pl.Series
) -> pl.DataFrame:
    """Each margin with its parts: the row it stands in, and whether they add up to it."""
    known = frame[label].unique().to_list()
    sums = [one for one in known if _is_sum(one)]
    means = [one for one in known if MEAN.search(one) and TOTAL.fullmatch(one)]
    told = frame.select(*sides, label=pl.col(label), number=numbers, row=rows).filter(
        ~pl.col("label").is_in(means)
    )
    is_whole = pl.col("label").is_in(sums)
    grouped = told.group_by(sides, maintain_order=True).agg(
        row=pl.col("row").filter(is_whole).first(),
        said=pl.col("number").filter(is_whole).first(),
        wholes=is_whole.sum(),
        parts=pl.len() - is_whole.sum(),
        added=pl.col("number").filter(~is_whole).sum(),
        known=pl.col("number").is_not_null().all(),
    )
    whole = grouped.filter(pl.col("known") & (pl.col("wholes") == 1) & (pl.col("parts") > 1))
    said, step = pl.col("said"), pl.col("parts") * 0.5
    is_whole_number = (said == said.round()) & (said.abs() < SMALL)
    reach = CLOSE * pl.max_horizontal(said.abs(), 1.0) + pl.when(is_whole_number).then(step).otherwise(0.0)
    return whole.select("row", fits=(pl.col("added") - said).abs() <= reach)
