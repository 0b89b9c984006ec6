"""What a file holds and how good it is: columns with their meaning, exact counts, quality, personal data.

The report is made of plain values, so that it can be printed as JSON and kept beside a release.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import polars as pl

from titiktemu.analysis.column_tally import IDENTIFIERS, LongTally, Tally, settled, tally_for
from titiktemu.analysis.personal_data import personal_data
from titiktemu.analysis.spreadsheet.columns import month_first, understand
from titiktemu.analysis.spreadsheet.reading import Read
from titiktemu.analysis.spreadsheet.rules import Meaning, Understood
from titiktemu.analysis.spreadsheet.sources import Source, sources_of
from titiktemu.analysis.spreadsheet.tables import Table
from titiktemu.analysis.spreadsheet.values import is_missing
from titiktemu.analysis.table_findings import HASH_STEP, CodesAndNames, Column, Counted, Finding, findings

REREADINGS = 2
"""How often a long file is read again because its whole says something else than a sample of it."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One table with all that was found about it."""

    sheet: str
    table: Table
    rows: int
    first_row: int | None
    last_row: int | None
    columns: tuple[Column, ...]
    duplicate_rows: int
    findings: tuple[Finding, ...]
    personal: tuple[dict[str, Any], ...] = field(default_factory=tuple)


def check(read: Read, tell: Callable[[float], None] | None = None) -> list[Checked]:
    """Find and count everything in a file.

    Parameters
    ----------
    read : Read
        From `spreadsheet.reading.read_file`.
    tell : callable, optional
        Told now and then which part of a long file is done, from 0 to 1.

    Returns
    -------
    list of Checked
        One for each table, in the order of the file.
    """
    return [check_table(source, place) for place, source in enumerate(sources_of(read, tell), start=1)]


def as_json(read: Read, checked: Sequence[Checked]) -> dict[str, Any]:
    """The report as `./titiktemu check --json` prints it; docs/analyses/check.md says what each field is."""
    dialect = read.dialect
    return {
        "encoding": read.encoding,
        "dialect": dialect
        and {
            "delimiter": dialect.delimiter,
            "quote": dialect.quote,
            "escape": dialect.escape,
            "line": dialect.line,
        },
        "tables": [_table_json(one) for one in checked],
        "quality": [_finding_json(finding) for one in checked for finding in one.findings],
        "personal_data": [dict(row) for one in checked for row in one.personal],
    }


def _finding_json(finding: Finding) -> dict[str, Any]:
    return {**asdict(finding), "rows": list(finding.rows)}


def _table_json(one: Checked) -> dict[str, Any]:
    table = one.table
    return {
        "sheet": one.sheet,
        "preamble_rows": list(table.preamble),
        "header_rows": list(table.header),
        "first_row": one.first_row,
        "last_row": one.last_row,
        "total_rows": list(table.totals),
        "footnote_rows": list(table.notes),
        "rows": one.rows,
        "columns": [_column_json(column) for column in one.columns],
        "duplicate_rows": one.duplicate_rows,
    }


def _column_json(column: Column) -> dict[str, Any]:
    understood = column.understood
    return {
        "name": column.name,
        "meaning": understood.meaning.value,
        "share": round(understood.share, 4),
        "evidence": understood.evidence,
        "sure": understood.is_sure,
        "decimal": understood.decimal,
        "missing": column.missing,
        "distinct": column.distinct,
        "distinct_is_exact": column.distinct_is_exact,
        "smallest": column.smallest,
        "largest": column.largest,
        "errors": {"count": len(column.misfits), "rows": list(column.misfits)},
        "repeated": column.repeated,
    }


def check_table(source: Source, place: int) -> Checked:
    """Find and count everything in one table, the so-manieth of its file from 1."""
    names = source.table.names
    sample = [_counts(series) for series in source.sample().get_columns()]
    guesses = understand_all(names, sample)
    whole = _counted(source, guesses, sample)
    for _again in range(0 if source.is_held else REREADINGS):
        settled = _settled(names, whole.tallies, guesses)
        if all(map(_reads_the_same, settled, guesses)):
            guesses = settled
            break
        guesses = settled
        whole = _counted(source, guesses, sample)
    columns = tuple(map(_column, names, guesses, whole.tallies))
    found = findings(source, columns, whole)
    return Checked(
        source.sheet,
        source.table,
        whole.rows.len(),
        whole.rows[0] if whole.rows.len() else None,
        whole.rows[-1] if whole.rows.len() else None,
        columns,
        whole.duplicates,
        tuple(replace(one, table=place) for one in found),
        _personal(
            columns,
            [tally.known or counts for tally, counts in zip(whole.tallies, sample, strict=True)],
            place,
        ),
    )


def _counts(series: pl.Series) -> Counter[str]:
    counted = series.value_counts(name="many")
    return Counter(dict(zip(counted[series.name].to_list(), counted["many"].to_list(), strict=True)))


def understand_all(names: Sequence[str], counted: Sequence[Mapping[str, int]]) -> list[Understood]:
    """What each column of a table means, the notation of the others being a hint.

    Parameters
    ----------
    names : sequence of str
    counted : sequence of mapping of str to int
        Values of each column, and how often they come.
    """
    alone = [understand(name, values) for name, values in zip(names, counted, strict=True)]
    marks = {one.decimal for one in alone if one.decimal and one.is_sure}
    hint = marks.pop() if len(marks) == 1 else ""
    found = []
    for name, values, one in zip(names, counted, alone, strict=True):
        if hint and not one.is_sure:
            one = understand(name, values, hint=hint)
        if one.meaning is Meaning.DATE:
            first, told = month_first([value for value in values if not is_missing(value)])
            one = replace(one, month_first=first, is_sure=one.is_sure and told)
        found.append(one)
    return found


def _counted(source: Source, guesses: Sequence[Understood], sample: Sequence[Mapping[str, int]]) -> Counted:
    """Read the table once and count everything in it."""
    keeps_days = sum(1 for one in guesses if one.meaning is Meaning.DATE) > 1
    tallies = [
        tally_for(one, values, keeps_days=keeps_days, held=source.is_held)
        for one, values in zip(guesses, sample, strict=True)
    ]
    pairs = CodesAndNames([one.meaning for one in guesses])
    rows, hashes = [pl.Series(dtype=pl.Int64)], [pl.Series(dtype=pl.UInt64)]
    for piece in source.pieces():
        cells = [
            tally.add(values, piece.rows)
            for tally, values in zip(tallies, piece.frame.get_columns(), strict=True)
        ]
        pairs.add(piece.frame, cells)
        rows.append(piece.rows)
        hashes.append(_of_rows(cells))
    all_rows, all_hashes = pl.concat(rows), pl.concat(hashes)
    return Counted(tallies, all_rows, all_hashes.len() - all_hashes.n_unique(), pairs)


def _of_rows(cells: Sequence[pl.Series]) -> pl.Series:
    """A hash of each row from those of its cells. Numbers of 64 bits wrap, as they should in a hash."""
    mixed = pl.repeat(0, cells[0].len(), dtype=pl.UInt64, eager=True)
    for one in cells:
        mixed = (mixed ^ one) * HASH_STEP
    return mixed


def _settled(
    names: Sequence[str], tallies: Sequence[Tally], guesses: Sequence[Understood]
) -> list[Understood]:
    """What the columns mean by the whole of a long file, where a sample had to say it first."""
    known = [tally for tally in tallies if not isinstance(tally, LongTally)]
    again = iter(
        understand_all(
            [name for name, tally in zip(names, tallies, strict=True) if not isinstance(tally, LongTally)],
            [tally.known for tally in known],
        )
    )
    return [
        settled(tally) if isinstance(tally, LongTally) else _kept_sure(next(again), guess)
        for tally, guess in zip(tallies, guesses, strict=True)
    ]


def _kept_sure(one: Understood, guess: Understood) -> Understood:
    """The hint of the other columns counted when the guess was made."""
    same = one.meaning is guess.meaning and one.decimal == guess.decimal
    return replace(one, is_sure=guess.is_sure) if same and not one.is_sure else one


def _reads_the_same(one: Understood, other: Understood) -> bool:
    """Whether values are judged the same way."""
    return (one.meaning, one.decimal, one.month_first) == (other.meaning, other.decimal, other.month_first)


def _column(name: str, understood: Understood, tally: Tally) -> Column:
    smallest, largest = tally.ends()
    distinct, is_exact = tally.distinct()
    return Column(
        name=name,
        understood=understood,
        missing=tally.missing,
        distinct=distinct,
        repeated=tally.filled - distinct if understood.meaning in IDENTIFIERS else 0,
        smallest=smallest,
        largest=largest,
        misfits=tuple(tally.misfits),
        distinct_is_exact=is_exact,
    )


def _personal(
    columns: Sequence[Column], counted: Sequence[Mapping[str, int]], place: int
) -> tuple[dict[str, Any], ...]:
    return tuple(
        {"table": place, "column": column.name, **asdict(found)}
        for column, values in zip(columns, counted, strict=True)
        for found in personal_data(column.name, column.understood, values)
    )
