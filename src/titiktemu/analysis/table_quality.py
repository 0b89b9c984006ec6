"""What a file holds and how good it is: columns with their meaning, exact counts, quality, personal data.

`table_report` makes plain values of it, to be printed as JSON and kept beside a release.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import polars as pl

from titiktemu.analysis.column_tally import IDENTIFIERS, LongTally, Tally, settled, tally_for
from titiktemu.analysis.personal_data import (
    Personal,
    Suspects,
    find_in_long,
    of_persons,
    personal_data,
)
from titiktemu.analysis.spreadsheet.columns import month_first, understand
from titiktemu.analysis.spreadsheet.reading import Read
from titiktemu.analysis.spreadsheet.rules import Meaning, Understood
from titiktemu.analysis.spreadsheet.sources import FEW_ROWS, Source, Tell, sources_of
from titiktemu.analysis.spreadsheet.tables import Table
from titiktemu.analysis.spreadsheet.values import is_missing
from titiktemu.analysis.table_findings import HASH_STEP, CodesAndNames, Column, Counted, Finding, findings
from titiktemu.analysis.table_regions import with_regions

REREADINGS = 2
"""How often a long file is read again because its whole says something else than a sample of it."""
READINGS = (0.0, 0.7, 0.9, 1.0)
"""Which parts of the progress the first reading and each further one are."""


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


type Decided = Mapping[int, Mapping[str, Understood]]


def check(read: Read, tell: Tell | None = None, decided: Decided | None = None) -> list[Checked]:
    """Find and count everything in a file.

    Parameters
    ----------
    read : Read
        From `spreadsheet.reading.read_file`.
    tell : callable, optional
        Told now and then which part of the work is done, from 0 to 1, never less than before. What it raises
        ends the work, and comes out here.
    decided : mapping of int to mapping of str to Understood, optional
        What a person decided that columns are: number of the table in the file, from 1, and name of the
        column. Errors, distinct values, findings and personal data are then those of that meaning.

    Returns
    -------
    list of Checked
        One for each table, in the order of the file.
    """
    progress = Progress(tell)
    sources = sources_of(read, progress.within)
    progress.tables = len(sources)
    checked = []
    for place, source in enumerate(sources, start=1):
        progress.begin(place - 1)
        checked.append(check_table(source, place, (decided or {}).get(place), progress))
    progress.begin(len(sources))
    return checked


@dataclass(slots=True)
class Progress:
    """Which part of the work is done, where a table may be read again and nobody knows before.

    Attributes
    ----------
    tell : callable or None
    tables, table, reading : int
        How many tables there are, which is being read, and how often it was read before.
    told : float
        What was said last: less is never said.
    """

    tell: Tell | None = None
    tables: int = 1
    table: int = 0
    reading: int = 0
    told: float = 0.0

    def begin(self, table: int) -> None:
        """A table is to be read for the first time; the one after the last means that all is done."""
        self.table, self.reading = table, 0
        self.within(0.0)

    def again(self) -> None:
        """It is to be read once more."""
        self.reading = min(self.reading + 1, REREADINGS)

    def within(self, part: float) -> None:
        """Part of this reading of the table."""
        if self.tell is not None:
            start, end = READINGS[self.reading : self.reading + 2]
            now = min(1.0, (self.table + start + part * (end - start)) / max(self.tables, 1))
            self.told = max(self.told, now)
            self.tell(self.told)


def check_table(
    source: Source,
    place: int,
    decided: Mapping[str, Understood] | None = None,
    progress: Progress | None = None,
) -> Checked:
    """Find and count everything in one table, the so-manieth of its file from 1.

    Parameters
    ----------
    source : Source
    place : int
    decided : mapping of str to Understood, optional
        What a person decided that columns are.
    progress : Progress, optional
    """
    names, decided = source.table.names, decided or {}
    rows = source.sample()
    sample = [_counts(series) for series in rows.get_columns()]
    guesses = _as_decided(names, with_regions(rows, understand_all(names, sample)), decided)
    whole = _counted(source, guesses, sample)
    for _again in range(0 if _is_small(source) else REREADINGS):
        settled = with_regions(rows, _settled(names, whole.tallies, guesses))
        settled = _as_decided(names, settled, decided)
        if all(map(_reads_the_same, settled, guesses)):
            guesses = settled
            break
        guesses = settled
        if progress:
            progress.again()
        whole = _counted(source, guesses, sample)
    columns = tuple(
        _column(name, one, tally, is_decided=name in decided)
        for name, one, tally in zip(names, guesses, whole.tallies, strict=True)
    )
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
        _personal(columns, whole.tallies, sample, decided, place),
    )


def _is_small(source: Source) -> bool:
    """Whether every value of every column can be looked at by itself."""
    return source.is_held and len(source.table.body) <= FEW_ROWS


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
        tally_for(one, values, keeps_days=keeps_days, held=_is_small(source))
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


def _as_decided(
    names: Sequence[str], guesses: Sequence[Understood], decided: Mapping[str, Understood]
) -> list[Understood]:
    return [
        replace(decided[name], is_sure=True) if name in decided else guess
        for name, guess in zip(names, guesses, strict=True)
    ]


def _column(name: str, understood: Understood, tally: Tally, *, is_decided: bool) -> Column:
    if is_decided and tally.filled:
        understood = replace(understood, share=1 - len(tally.misfits) / tally.filled)
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
    columns: Sequence[Column],
    tallies: Sequence[Tally],
    sample: Sequence[Mapping[str, int]],
    decided: Mapping[str, Understood],
    place: int,
) -> tuple[dict[str, Any], ...]:
    found = of_persons(
        [
            _of_long(column, tally, values)
            if isinstance(tally, LongTally)
            else personal_data(column.name, column.understood, tally.known, decided=column.name in decided)
            for column, tally, values in zip(columns, tallies, sample, strict=True)
        ],
        [column.name for column in columns],
    )
    return tuple(
        {"table": place, "column": column.name, **asdict(one)}
        for column, kinds in zip(columns, found, strict=True)
        for one in kinds
    )


def _of_long(column: Column, tally: LongTally, sample: Mapping[str, int]) -> tuple[Personal, ...]:
    """Of a column that is not held: by its suspects, and by the sample."""
    held = Suspects(tally.filled, sample, tally.suspects, tally.suspected)
    return find_in_long(column.name, held, in_table=True)
