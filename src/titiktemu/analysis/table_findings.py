"""What is good and what is not in a table: each check with an exact count and a sentence.

Nothing is repaired or removed here; a finding names rows, and a person decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from titiktemu.analysis.column_tally import Tally
from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.more_findings import more_findings
from titiktemu.analysis.regions.agreement import Disagreement, disagreement, not_agreeing
from titiktemu.analysis.regions.reading import System
from titiktemu.analysis.spreadsheet.coordinates import EAST, NORTH, TOGETHER
from titiktemu.analysis.spreadsheet.rules import NUMBERS, Meaning, Understood
from titiktemu.analysis.spreadsheet.shapes import has_word, words_of
from titiktemu.analysis.spreadsheet.sources import LongText, Source
from titiktemu.analysis.table_margins import margin_findings
from titiktemu.analysis.table_totals import Totalled, wrong_totals

FENCES = 3.0
"""Quartile distances beyond which a value is called far out (Tukey 1977)."""
ENOUGH_FOR_OUTLIERS = 20
ENOUGH_FOR_QUARTILES = 100_000
"""Values, spread evenly, by which the quartiles are taken; every value is then held against them."""
MOST_LISTED = 1000
"""Rows that a finding names; its count is exact all the same."""
HASH_STEP = 0x9E3779B97F4A7C15
"""The odd number nearest to 2⁶⁴ over the golden ratio: spreads sums of hashes (Knuth, TAOCP 6.4)."""
AGREEING = 0.3
"""Part of the pairs of a code and a name that must agree, so that the others are errors."""
MOST_PAIRS = 6
"""Columns of codes and of names that are held against each other, the nearest first."""
REGION_FINDINGS = (
    (
        gettext_noop("Rows whose code and name of a region do not belong together."),
        "codes",
        "problem",
        {"name"},
    ),
    (
        gettext_noop("Rows whose code of a region is in no table; it may be of another edition."),
        "unknown_codes",
        "notice",
        {"unknown code"},
    ),
    (gettext_noop("Rows whose name of a region is misspelt."), "spelling", "notice", {"spelling"}),
)
CODES = frozenset({Meaning.ACCOUNT_CODE, Meaning.REGION_CODE})
BEGIN = words_of("mulai|awal|dari|start|begin|dibuat|masuk|berangkat|kontrak|terbit")
END = words_of("selesai|akhir|sampai|end|finish|ditutup|keluar|pulang|berakhir|kedaluwarsa")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table, counted whole.

    Attributes
    ----------
    name : str
    understood : Understood
    missing, distinct, repeated : int
        Cells without a value; different values; surplus values of an identifier.
    distinct_is_exact : bool
        False where very many different values were estimated.
    smallest, largest : float, str or None
        Of numbers and dates.
    misfits : tuple of int
        Rows of the file whose value cannot be read as the column is.
    """

    name: str
    understood: Understood
    missing: int
    distinct: int
    repeated: int
    smallest: float | str | None
    largest: float | str | None
    misfits: tuple[int, ...]
    distinct_is_exact: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing about the quality of a table.

    Attributes
    ----------
    check : str
        Short key of what was looked at.
    state : str
        "ok", "notice" or "problem".
    count : int
        How often; exact.
    explanation : str
        One English sentence; the key of its translation.
    table : int
        Which table of the file, from 1.
    rows : tuple of int
        Rows of the file; no more than `MOST_LISTED`.
    """

    check: str
    state: str
    count: int
    explanation: str
    table: int = 1
    rows: tuple[int, ...] = ()


class CodesAndNames:
    """The pairs of codes of regions and names of regions that stand together in the rows of a table.

    Parameters
    ----------
    meanings : sequence of Meaning
        Of the columns.
    """

    def __init__(self, meanings: Sequence[Meaning]) -> None:
        codes = [at for at, one in enumerate(meanings) if one is Meaning.REGION_CODE]
        names = [at for at, one in enumerate(meanings) if one is Meaning.REGION_NAME]
        near = sorted(
            ((code, name) for code in codes for name in names), key=lambda two: abs(two[0] - two[1])
        )
        self._counted: dict[tuple[str, str], Counter[tuple[str, str]]] = {
            (str(code), str(name)): Counter() for code, name in near[:MOST_PAIRS]
        }
        self._seen: dict[tuple[str, str], dict[int, tuple[str, str]]] = {both: {} for both in self._counted}

    def add(self, frame: pl.DataFrame, hashes: Sequence[pl.Series]) -> None:
        """Count the pairs of a piece, which are told apart by the hashes of its cells."""
        for both, counted in self._counted.items():
            code, name = both
            mixed = (hashes[int(code)] * HASH_STEP) ^ hashes[int(name)]
            at = pl.int_range(mixed.len(), eager=True)
            groups = pl.DataFrame({"hash": mixed, "at": at}).group_by("hash").agg(pl.len(), pl.first("at"))
            seen = self._seen[both]
            for key, many, first in groups.rows():
                if key not in seen:
                    seen[key] = (frame[code][first], frame[name][first])
                counted[seen[key]] += many

    def wrong(self) -> Iterator[tuple[tuple[str, str], Counter[tuple[str, str]], list[Disagreement]]]:
        """For each column of codes: the column of names that agrees most, its pairs, and what disagrees.

        Columns of which few pairs agree speak of other things, as of a village and its province: they are
        passed over. So is a column of codes whose names agree more with another.
        """
        best: dict[str, tuple[int, tuple[str, str], System | None, list[tuple[str, str]]]] = {}
        for columns, counted in self._counted.items():
            system, open_ = not_agreeing(counted)
            bad = set(open_)
            agreeing = sum(
                many for pair, many in counted.items() if pair not in bad and all(map(str.strip, pair))
            )
            if AGREEING * counted.total() <= agreeing > best.get(columns[1], (0,))[0]:
                best[columns[1]] = (agreeing, columns, system, open_)
        for _agreeing, columns, system, open_ in best.values():
            found = [disagreement(code, name, system) for code, name in open_]
            yield columns, self._counted[columns], found


@dataclass(frozen=True, slots=True)
class Counted:
    """A table counted whole.

    Attributes
    ----------
    tallies : list of Tally
        One for each column.
    rows : polars.Series of int
        Number of each record in the file.
    duplicates : int
        Records that are the same as one before.
    pairs : CodesAndNames
    """

    tallies: list[Tally]
    rows: pl.Series
    duplicates: int
    pairs: CodesAndNames


def findings(source: Source, columns: Sequence[Column], whole: Counted) -> list[Finding]:
    """Everything that was looked at in a table, the good too.

    Parameters
    ----------
    source : Source
        Read to its end.
    columns : sequence of Column
    whole : Counted
    """
    return [
        *_of_columns(columns),
        *_of_rows(source, whole),
        *_of_totals(source, columns, whole),
        *_of_dates(columns, whole),
        *_of_regions(source, whole),
        *_of_coordinates(columns, whole),
        *_of_outliers(columns, whole),
        *(_finding(*found) for found in more_findings(columns, whole)),
        *(_finding(*found) for found in margin_findings(source, columns, whole)),
    ]


def _finding(
    check: str, count: int, explanation: str, state: str = "problem", rows: Sequence[int] = ()
) -> Finding:
    return Finding(check, state if count else "ok", count, explanation, rows=tuple(rows[:MOST_LISTED]))


def _of_columns(columns: Sequence[Column]) -> Iterator[Finding]:
    missing = sum(column.missing for column in columns)
    yield _finding("completeness", missing, gettext_noop("Cells without a value."), "notice")
    wrong = sum(len(column.misfits) for column in columns)
    rows = sorted({row for column in columns for row in column.misfits})
    sentence = gettext_noop("Values that cannot be read as their column is.")
    yield _finding("validity", wrong, sentence, rows=rows)
    repeated = sum(
        column.repeated for column in columns if column.distinct > 0.5 * (column.distinct + column.repeated)
    )
    yield _finding("uniqueness", repeated, gettext_noop("Identifiers that come more than once."))
    unsure = sum(1 for column in columns if not column.understood.is_sure)
    sentence = gettext_noop("Columns whose meaning a person should confirm.")
    yield _finding("meaning", unsure, sentence, "notice")


def _of_rows(source: Source, whole: Counted) -> Iterator[Finding]:
    sentence = gettext_noop("Rows that are the same as one before.")
    yield _finding("duplicates", whole.duplicates, sentence, "notice")
    if not whole.rows.len():
        yield _finding("records", 1, gettext_noop("The table has names of columns but no records."))
    table = source.table
    if table.groups:
        sentence = gettext_noop("Rows that only name the group of the rows below them; they are no records.")
        yield _finding("groups", len(table.groups), sentence, "notice", table.groups)
    if table.repeats:
        sentence = gettext_noop("Headers that come again inside of the table; they were left out.")
        yield _finding("repeated_headers", len(table.repeats), sentence, "notice", table.repeats)
    if isinstance(source, LongText) and not source.is_one:
        sentence = gettext_noop(
            "This file is too long to look for several tables in it: all its rows were read as one table."
        )
        yield _finding("tables", 1, sentence, "notice")
    for one in source.left_out.remarks():
        yield _finding(one.about, one.count, one.sentence, one.state)
    if source.wide:
        yield _finding("width", source.wide, gettext_noop("Rows with more cells than the table has columns."))


def _of_totals(source: Source, columns: Sequence[Column], whole: Counted) -> Iterator[Finding]:
    """Totals against the rows since the last total, and against all rows."""
    totalled = [
        Totalled(column.name, column.understood, tally)
        for column, tally in zip(columns, whole.tallies, strict=True)
    ]
    totals = [(at, source.cells(at)) for at in source.table.totals]
    looked, wrong = wrong_totals(totals, totalled, whole.rows, _levels(source, columns) if totals else None)
    if looked:
        sentence = gettext_noop("Totals that differ from the sum of their parts.")
        yield _finding("totals", len(wrong), sentence, rows=wrong)


def _levels(source: Source, columns: Sequence[Column]) -> pl.Series | None:
    """How many levels the code of each record has, where a column of dotted codes has records of several."""
    place = next((at for at, one in enumerate(columns) if one.understood.meaning in CODES), None)
    if place is None or not source.is_held or not len(source.table.body):
        return None
    codes = pl.concat([piece.frame[:, place] for piece in source.pieces()])
    levels = codes.str.strip_chars(" .").str.count_matches(".", literal=True)
    return levels if levels.n_unique() > 1 else None


def _of_dates(columns: Sequence[Column], whole: Counted) -> Iterator[Finding]:
    """Days that end before they begin, in columns whose names say begin and end."""
    dated = [at for at, column in enumerate(columns) if column.understood.meaning is Meaning.DATE]
    begins = [at for at in dated if has_word(columns[at].name, BEGIN)]
    ends = [at for at in dated if has_word(columns[at].name, END)]
    for first, last in zip(begins, ends, strict=False):
        begin, end = whole.tallies[first].numbers, whole.tallies[last].numbers
        if begin is None or end is None:
            continue
        backwards = (begin > end).fill_null(value=False)
        sentence = gettext_noop("Rows that end before they begin.")
        yield _finding("dates", int(backwards.sum()), sentence, rows=whole.rows.filter(backwards).to_list())


def _of_regions(source: Source, whole: Counted) -> Iterator[Finding]:
    """Codes against names, by the tables of regions."""
    for columns, counted, found in whole.pairs.wrong():
        for sentence, check, state, kinds in REGION_FINDINGS:
            bad = {(one.code, one.name) for one in found if one.kind in kinds}
            rows = _rows_with(source, columns, bad) if bad and source.is_held else []
            yield _finding(check, sum(counted[pair] for pair in bad), sentence, state, rows=rows)


def _rows_with(source: Source, columns: tuple[str, str], bad: set[tuple[str, str]]) -> list[int]:
    rows: list[int] = []
    for piece in source.pieces():
        pairs = zip(*(piece.frame[name].to_list() for name in columns), strict=True)
        rows += [row for row, pair in zip(piece.rows.to_list(), pairs, strict=True) if pair in bad]
    return rows


def _of_coordinates(columns: Sequence[Column], whole: Counted) -> Iterator[Finding]:
    """Rows whose latitude is a longitude of Indonesia, or the other way round; columns that hold both."""
    together = sum(1 for column in columns if column.understood.evidence == TOGETHER)
    if together:
        sentence = gettext_noop("Columns in which latitude and longitude stand together; split them.")
        yield _finding("coordinates_together", together, sentence, "notice")
    numbers = {
        one: next(
            (
                tally.numbers
                for column, tally in zip(columns, whole.tallies, strict=True)
                if column.understood.meaning is one and tally.numbers is not None
            ),
            None,
        )
        for one in (Meaning.LATITUDE, Meaning.LONGITUDE)
    }
    swapped = [
        held.is_between(*wrong).fill_null(value=False)
        for held, wrong in zip(numbers.values(), (EAST, NORTH), strict=True)
        if held is not None
    ]
    if swapped:
        both = swapped[0] if len(swapped) == 1 else swapped[0] & swapped[1]
        sentence = gettext_noop("Rows whose latitude and longitude seem to be swapped.")
        yield _finding("coordinates", int(both.sum()), sentence, rows=whole.rows.filter(both).to_list())


def _of_outliers(columns: Sequence[Column], whole: Counted) -> Iterator[Finding]:
    """Values far outside of the middle half; they are marked, never removed."""
    far: set[int] = set()
    count = 0
    for column, tally in zip(columns, whole.tallies, strict=True):
        numbers = tally.numbers
        if (
            column.understood.meaning not in NUMBERS - {Meaning.LATITUDE, Meaning.LONGITUDE}
            or numbers is None
        ):
            continue
        outside = _far_out(numbers)
        count += int(outside.sum())
        far.update(whole.rows.filter(outside).head(MOST_LISTED).to_list())
    sentence = gettext_noop("Numbers far from the others of their column.")
    yield _finding("outliers", count, sentence, "notice", rows=sorted(far))


def _far_out(numbers: pl.Series) -> pl.Series:
    known = numbers.drop_nulls()
    known = known.gather_every(max(1, known.len() // ENOUGH_FOR_QUARTILES))
    low, high = known.quantile(0.25, "lower"), known.quantile(0.75, "higher")
    if known.len() < ENOUGH_FOR_OUTLIERS or low is None or high is None or low == high:
        return pl.repeat(False, numbers.len(), eager=True)
    reach = FENCES * (high - low)
    return ((numbers < low - reach) | (numbers > high + reach)).fill_null(value=False)
