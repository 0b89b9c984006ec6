"""Lists as sheets of a workbook."""

import io
from collections.abc import Iterable, Mapping, Sequence

import xlsxwriter


def workbook(sheets: Mapping[str, Iterable[Sequence[str | int | float]]]) -> bytes:
    """A sheet for each list; texts are written as texts, so that none is calculated or followed."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, one in enumerate(row):
                    if isinstance(one, str):
                        sheet.write_string(at, column, one, bold if at == 0 else None)
                    else:
                        sheet.write_number(at, column, one)
            sheet.freeze_panes(1, 0)
    return out.getvalue()
