"""Lists as files: CSV and XLSX, every text a text, whatever it begins with.

`list_files` names this module instead of importing it: most web processes never write a workbook.
"""

import csv
import io
from collections.abc import Iterable

import xlsxwriter

from titiktemu.analysis.recipes.harmless import harmless_text

type Cell = str | int | float


def csv_file(rows: Iterable[list[Cell]]) -> bytes:
    """With a mark of its encoding, which spreadsheets look for."""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in rows:
        writer.writerow([harmless_text(one) if isinstance(one, str) else one for one in row])
    return ("\ufeff" + out.getvalue()).encode()


def workbook(rows: Iterable[list[Cell]], title: str) -> bytes:
    """One sheet; texts are written as texts, so that none is calculated or followed."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet(title)
    bold = book.add_format({"bold": True})
    for at, row in enumerate(rows):
        for column, one in enumerate(row):
            if isinstance(one, str):
                sheet.write_string(at, column, one, bold if at == 0 else None)
            else:
                sheet.write_number(at, column, one)
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()
