"""Answers that are lists as files."""

from collections.abc import Iterable
from typing import Final

from django.http import HttpResponse
from django.utils.module_loading import import_string

TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Files that a list can be had as."""
_SPREADSHEETS: Final = "titiktemu.documents.spreadsheets"
"""By name: writing workbooks costs a web process memory that most never need."""


def list_file(rows: Iterable[list[str | int | float]], *, name: str, title: str, ending: str) -> HttpResponse:
    """A list with its head as CSV or XLSX; KeyError for another ending. Nobody between keeps a copy."""
    kind = TYPES[ending]
    if ending == "csv":
        content = import_string(f"{_SPREADSHEETS}.csv_file")(rows)
    else:
        content = import_string(f"{_SPREADSHEETS}.workbook")(rows, title)
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    answer["Cache-Control"] = "no-store"
    return answer
