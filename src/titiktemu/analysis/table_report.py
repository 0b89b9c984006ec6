"""What `./titiktemu check --json` prints: everything that was found, as plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.spreadsheet.sheets import Read, Remark
from titiktemu.analysis.table_findings import Column, Finding
from titiktemu.analysis.table_quality import Checked

WITHOUT_TABLE = Remark("empty", "problem", 1, gettext_noop("There is no table in this file."))


def remarks_of(read: Read) -> Iterator[tuple[str, Remark]]:
    """What a person should know beside the tables, each with the name of its sheet; "" for the whole file."""
    yield from (("", remark) for remark in read.remarks)
    for sheet in read.sheets:
        yield from ((sheet.name, remark) for remark in sheet.remarks)


def as_json(read: Read, checked: Sequence[Checked], translated: Callable[[str], str] = str) -> dict[str, Any]:
    """The report as `./titiktemu check --json` prints it; docs/analyses/spreadsheets.md has all fields.

    Parameters
    ----------
    read : Read
    checked : sequence of Checked
        Of that file.
    translated : callable
        From the English sentences of evidence and explanation to the language of the reader.
    """
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
        "tables": [_table_json(one, translated) for one in checked],
        "quality": [
            *(_finding_json(finding, translated) for one in checked for finding in one.findings),
            *(_remark_json(sheet, remark, translated) for sheet, remark in remarks_of(read)),
            *([] if checked else [_remark_json("", WITHOUT_TABLE, translated)]),
        ],
        "personal_data": [
            {**row, "evidence": translated(row["evidence"])} for one in checked for row in one.personal
        ],
    }


def _finding_json(finding: Finding, translated: Callable[[str], str]) -> dict[str, Any]:
    return {**asdict(finding), "explanation": translated(finding.explanation), "rows": list(finding.rows)}


def _remark_json(sheet: str, remark: Remark, translated: Callable[[str], str]) -> dict[str, Any]:
    return {
        "check": remark.about,
        "state": remark.state,
        "count": remark.count,
        "explanation": translated(remark.sentence),
        "table": None,
        "rows": list(remark.rows),
        "sheet": sheet,
        "columns": list(remark.columns),
    }


def _table_json(one: Checked, translated: Callable[[str], str]) -> dict[str, Any]:
    table = one.table
    return {
        "sheet": one.sheet,
        "preamble_rows": list(table.preamble),
        "header_rows": list(table.header),
        "first_row": one.first_row,
        "last_row": one.last_row,
        "total_rows": list(table.totals),
        "footnote_rows": list(table.notes),
        "group_rows": list(table.groups),
        "repeated_header_rows": list(table.repeats),
        "first_column": table.left + 1,
        "rows": one.rows,
        "columns": [_column_json(column, translated) for column in one.columns],
        "duplicate_rows": one.duplicate_rows,
    }


def _column_json(column: Column, translated: Callable[[str], str]) -> dict[str, Any]:
    understood = column.understood
    return {
        "name": column.name,
        "meaning": understood.meaning.value,
        "share": round(understood.share, 4),
        "evidence": translated(understood.evidence),
        "sure": understood.is_sure,
        "decimal": understood.decimal,
        "missing": column.missing,
        "distinct": column.distinct,
        "distinct_is_exact": column.distinct_is_exact,
        "smallest": _plain(column.smallest),
        "largest": _plain(column.largest),
        "errors": {"count": len(column.misfits), "rows": list(column.misfits)},
        "repeated": column.repeated,
    }


def _plain(end: float | str | None) -> float | str | None:
    """A whole number without decimals."""
    return int(end) if isinstance(end, float) and end.is_integer() else end
