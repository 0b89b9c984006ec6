"""What a file holds and how good it is: columns with their meaning, exact counts, quality, personal data.

The report is made of plain values, so that it can be printed as JSON and kept beside a release.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.personal_data import personal_data
from titiktemu.analysis.spreadsheet.columns import misfit, month_first, understand
from titiktemu.analysis.spreadsheet.reading import Read, Sheet
from titiktemu.analysis.spreadsheet.rules import NUMBERS, Meaning, Understood
from titiktemu.analysis.spreadsheet.tables import Table, find_tables
from titiktemu.analysis.spreadsheet.values import is_missing, number, read_date

IDENTIFIERS = frozenset({Meaning.IDENTIFIER, Meaning.NIK, Meaning.SCHOOL_ID, Meaning.BPJS})
ROUNDING = 0.005
"""How far a total may be from its parts, as a part of it: figures are rounded before they are added."""
FENCES = 3.0
"""Quartile distances beyond which a value is called far out (Tukey 1977)."""
ENOUGH_FOR_OUTLIERS = 20
MEAN = re.compile(r"rata[\s-]?rata|mean|average", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table, counted whole.

    Attributes
    ----------
    name : str
    understood : Understood
    missing, distinct, repeated : int
        Cells without a value; different values; surplus values of an identifier.
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


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing about the quality of a table: what was looked at, how it stands, and how often."""

    check: str
    state: str
    count: int
    explanation: str
    table: int = 1
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """One table with all that was found about it."""

    sheet: str
    table: Table
    columns: tuple[Column, ...]
    duplicate_rows: int
    findings: tuple[Finding, ...]
    personal: tuple[dict[str, Any], ...] = field(default_factory=tuple)


def check(read: Read) -> list[Checked]:
    """Find and count everything in a file.

    Parameters
    ----------
    read : Read
        From `spreadsheet.reading.read_file`.

    Returns
    -------
    list of Checked
        One for each table, in the order of the file.
    """
    found = [(sheet, table) for sheet in read.sheets for table in find_tables(sheet.rows)]
    return [_checked(sheet, table, place) for place, (sheet, table) in enumerate(found, start=1)]


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
        "first_row": min(table.body, default=None),
        "last_row": max(table.body, default=None),
        "total_rows": list(table.totals),
        "footnote_rows": list(table.notes),
        "rows": len(table.body),
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
        "distinct_is_exact": True,
        "smallest": column.smallest,
        "largest": column.largest,
        "errors": {"count": len(column.misfits), "rows": list(column.misfits)},
        "repeated": column.repeated,
    }


def _checked(sheet: Sheet, table: Table, place: int) -> Checked:
    width = len(table.names)
    body = [_cells(sheet.rows[at - 1], table.left, width) for at in table.body]
    counted = (
        [Counter(column) for column in zip(*body, strict=True)]
        if body
        else [Counter() for _one in range(width)]
    )
    hint = _hint(table.names, counted)
    columns = tuple(
        _column(name, [row[at] for row in body], counted[at], table.body, hint)
        for at, name in enumerate(table.names)
    )
    surplus = Counter(map(tuple, body))
    duplicates = sum(many - 1 for many in surplus.values())
    findings = tuple(
        replace(one, table=place)
        for one in (
            *_of_columns(columns),
            *_of_rows(duplicates),
            *_of_totals(sheet, table, columns),
            *_of_coordinates(columns),
            *_of_outliers(columns, body, table.body),
        )
    )
    return Checked(sheet.name, table, columns, duplicates, findings, _personal(columns, counted, place))


def _cells(row: Sequence[str], left: int, width: int) -> list[str]:
    cut = list(row[left : left + width])
    return cut + [""] * (width - len(cut))


def _hint(names: Sequence[str], counted: Sequence[Counter[str]]) -> str:
    """The mark of decimals that the columns which say so agree on; "" where they do not."""
    marks = {
        one.decimal
        for one in (understand(name, values) for name, values in zip(names, counted, strict=True))
        if one.decimal and one.is_sure
    }
    return marks.pop() if len(marks) == 1 else ""


def _column(name: str, cells: list[str], counted: Counter[str], rows: Sequence[int], hint: str) -> Column:
    understood = understand(name, counted, hint=hint)
    filled = {value: many for value, many in counted.items() if not is_missing(value)}
    if understood.meaning is Meaning.DATE:
        first, told = month_first(list(filled))
        understood = replace(understood, month_first=first, is_sure=understood.is_sure and told)
    wrong = {value for value in filled if misfit(understood, value)}
    smallest, largest = _ends(understood, filled.keys() - wrong)
    distinct = len({value.strip() for value in filled})
    return Column(
        name=name,
        understood=understood,
        missing=len(cells) - sum(filled.values()),
        distinct=distinct,
        repeated=sum(filled.values()) - distinct if understood.meaning in IDENTIFIERS else 0,
        smallest=smallest,
        largest=largest,
        misfits=tuple(at for at, cell in zip(rows, cells, strict=True) if cell in wrong) if wrong else (),
    )


def _ends(one: Understood, values: set[str]) -> tuple[float | str | None, float | str | None]:
    if one.meaning in NUMBERS:
        read = [found for value in values if (found := number(value, one.decimal or ".")) is not None]
    elif one.meaning is Meaning.DATE:
        days = [day for value in values if (day := read_date(value, month_first=one.month_first))]
        return (min(days).isoformat(), max(days).isoformat()) if days else (None, None)
    else:
        return (min(values), max(values)) if values else (None, None)
    return (min(read), max(read)) if read else (None, None)


def _of_columns(columns: Sequence[Column]) -> Iterator[Finding]:
    missing = sum(column.missing for column in columns)
    yield Finding(
        "completeness", "notice" if missing else "ok", missing, gettext_noop("Cells without a value.")
    )
    wrong = sum(len(column.misfits) for column in columns)
    rows = tuple(sorted({row for column in columns for row in column.misfits}))
    yield Finding(
        "validity",
        "problem" if wrong else "ok",
        wrong,
        gettext_noop("Values that cannot be read as their column is."),
        rows=rows,
    )
    repeated = sum(
        column.repeated for column in columns if column.distinct > 0.5 * (column.distinct + column.repeated)
    )
    yield Finding(
        "uniqueness",
        "problem" if repeated else "ok",
        repeated,
        gettext_noop("Identifiers that come more than once."),
    )
    unsure = sum(1 for column in columns if not column.understood.is_sure)
    yield Finding(
        "meaning",
        "notice" if unsure else "ok",
        unsure,
        gettext_noop("Columns whose meaning a person should confirm."),
    )


def _of_rows(duplicates: int) -> Iterator[Finding]:
    yield Finding(
        "duplicates",
        "notice" if duplicates else "ok",
        duplicates,
        gettext_noop("Rows that are the same as one before."),
    )


def _of_totals(sheet: Sheet, table: Table, columns: Sequence[Column]) -> Iterator[Finding]:
    """Totals against the rows since the last total, and against all rows."""
    wrong: list[int] = []
    looked = 0
    for at in table.totals:
        row = _cells(sheet.rows[at - 1], table.left, len(table.names))
        above = [one for one in table.body if one < at]
        since = [one for one in above if one > max((one for one in table.totals if one < at), default=0)]
        for place, column in enumerate(columns):
            if column.understood.meaning not in NUMBERS or (said := _read(row[place], column)) is None:
                continue
            looked += 1
            parts = [_parts(sheet, table, group, place, column) for group in (since, above)]
            if not any(_adds_up(said, one, is_mean=bool(MEAN.search(" ".join(row)))) for one in parts if one):
                wrong.append(at)
    if looked:
        yield Finding(
            "totals", "problem" if wrong else "ok", len(wrong),
            gettext_noop("Totals that differ from the sum of their parts."),
            rows=tuple(sorted(set(wrong))),
        )  # fmt: skip


def _parts(sheet: Sheet, table: Table, rows: Sequence[int], place: int, column: Column) -> list[float]:
    cells = (_cells(sheet.rows[at - 1], table.left, len(table.names))[place] for at in rows)
    return [read for cell in cells if (read := _read(cell, column)) is not None]


def _read(cell: str, column: Column) -> float | None:
    return None if is_missing(cell) else number(cell, column.understood.decimal or ".")


def _adds_up(said: float, parts: Sequence[float], *, is_mean: bool) -> bool:
    whole = sum(parts) / (len(parts) if is_mean else 1)
    return abs(whole - said) <= ROUNDING * 0.1 * max(abs(said), 1.0) + 0.5 * len(parts) * _step(said)


def _step(value: float) -> float:
    """What the last written digit is worth: rounded parts may add up to something else by half of it each."""
    return 1.0 if value == int(value) and abs(value) < 1e4 else 0.0


def _of_coordinates(columns: Sequence[Column]) -> Iterator[Finding]:
    for column in columns:
        if column.understood.meaning is Meaning.LATITUDE and isinstance(column.smallest, float):
            swapped = column.smallest >= 90 or (column.largest or 0.0) > 20  # type: ignore[operator]
            if swapped:
                yield Finding(
                    "coordinates", "problem", 1, gettext_noop("Latitude and longitude seem to be swapped.")
                )


def _of_outliers(columns: Sequence[Column], body: list[list[str]], rows: Sequence[int]) -> Iterator[Finding]:
    """Values far outside of the middle half; they are marked, never removed."""
    far: set[int] = set()
    count = 0
    for place, column in enumerate(columns):
        if column.understood.meaning not in NUMBERS - {Meaning.LATITUDE, Meaning.LONGITUDE}:
            continue
        read = [
            (at, value)
            for at, row in zip(rows, body, strict=True)
            if (value := _read(row[place], column)) is not None
        ]
        if len(read) < ENOUGH_FOR_OUTLIERS:
            continue
        ordered = sorted(value for _at, value in read)
        low, high = ordered[len(ordered) // 4], ordered[3 * len(ordered) // 4]
        reach = FENCES * (high - low)
        outside = [at for at, value in read if reach and not low - reach <= value <= high + reach]
        count += len(outside)
        far.update(outside)
    yield Finding(
        "outliers",
        "notice" if count else "ok",
        count,
        gettext_noop("Numbers far from the others of their column."),
        rows=tuple(sorted(far)),
    )


def _personal(
    columns: Sequence[Column], counted: Sequence[Counter[str]], place: int
) -> tuple[dict[str, Any], ...]:
    return tuple(
        {"table": place, "column": column.name, **asdict(found)}
        for column, values in zip(columns, counted, strict=True)
        for found in personal_data(column.name, column.understood, values)
    )
