"""Results as a workbook: figures, decisions of the moderators, and how to read it."""

import csv
import io
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from titiktemu.consultation.exports import as_csv
from titiktemu.consultation.models import Moderation
from titiktemu.consultation.results import Results

WIDTHS = {"text": 60, "text_en": 60}


def workbook(results: Results, log: list[Moderation]) -> bytes:
    """The figures of the page, and no others, as XLSX; texts are texts, whatever they begin with."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    bold = book.add_format({"bold": True})
    _figures(book.add_worksheet(_("Figures")), results, bold)
    _log(book.add_worksheet(_("Moderation")), log, bold)
    _about(book.add_worksheet(_("How to read")), results)
    book.close()
    return out.getvalue()


def _figures(sheet: Any, results: Results, bold: Any) -> None:
    rows = list(csv.reader(io.StringIO(as_csv(results, harmless_texts=False))))
    for place, name in enumerate(rows[0]):
        sheet.set_column(place, place, WIDTHS.get(name, 14))
    sheet.write_row(0, 0, rows[0], bold)
    sheet.freeze_panes(1, 2)
    for line, row in enumerate(rows[1:], 1):
        for place, (name, value) in enumerate(zip(rows[0], row, strict=True)):
            if name in WIDTHS or not _is_number(value):
                sheet.write_string(line, place, value)
            else:
                sheet.write_number(line, place, float(value))


def _is_number(value: str) -> bool:
    return value.replace(".", "", 1).replace("-", "", 1).isdecimal()


def _log(sheet: Any, log: list[Moderation], bold: Any) -> None:
    sheet.set_column(0, 3, 20)
    sheet.write_row(0, 0, [_("Statement"), _("Decision"), _("Reason"), _("Date")], bold)
    for line, one in enumerate(log, 1):
        sheet.write_number(line, 0, one.statement.number)
        sheet.write_string(line, 1, str(one.state))
        sheet.write_string(line, 2, str(one.get_reason_display()))
        sheet.write_string(line, 3, one.decided_at.date().isoformat())


def _about(sheet: Any, results: Results) -> None:
    consultation = results.consultation
    sheet.set_column(0, 0, 100)
    lines = [
        consultation.title,
        _("Nothing below 5 answers, a word below 10, tenths below 20; figures move in steps of five."),
        _("Intervals hold 90 per cent. Shares are of those with an opinion; passes stand apart."),
        consultation.source_licence,
        consultation.source_credit,
    ]
    for line, text in enumerate(one for one in lines if one):
        sheet.write_string(line, 0, text)
