"""Lists as files: CSV and XLSX, every text a text, whatever it begins with."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from django.http import HttpResponse
from django.utils.module_loading import import_string

from titiktemu.analysis.recipes.harmless import harmless_text

type Cell = str | int | float
type Rows = Iterable[Sequence[Cell]]

TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Files that a list can be had as."""
_WORKBOOK: Final = "titiktemu.documents.workbooks.workbook"
"""By name: writing workbooks costs a web process memory that most never need."""


def list_file(sheets: Mapping[str, Rows], *, name: str, ending: str) -> HttpResponse:
    """Lists with their heads as CSV (the first of them) or XLSX (a sheet for each).

    KeyError for another ending. Nobody between keeps a copy.
    """
    kind = TYPES[ending]
    content = csv_file(next(iter(sheets.values()))) if ending == "csv" else import_string(_WORKBOOK)(sheets)
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    answer["Cache-Control"] = "no-store"
    return answer


def csv_file(rows: Rows) -> bytes:
    """With a mark of its encoding, which spreadsheets look for."""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in rows:
        writer.writerow([harmless_text(one) if isinstance(one, str) else one for one in row])
    return ("\ufeff" + out.getvalue()).encode()
