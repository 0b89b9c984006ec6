"""Results as a workbook: figures, decisions of the moderators, and how to read it.

Every text is written as text: no statement, title or licence becomes a formula or a link.
"""

import csv
import io
from typing import Any

import xlsxwriter
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from titiktemu.consultation.exports import as_csv
from titiktemu.consultation.models import Consultation, Moderation
from titiktemu.consultation.queries.veil import is_veiled
from titiktemu.consultation.results import Results

WIDTHS = {"text": 60, "text_en": 60}


def workbook(results: Results, turnouts: list[tuple[str, str, str]], log: list[Moderation]) -> bytes:
    """The figures of the page, and no others, as XLSX; texts are texts, whatever they begin with."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    bold = book.add_format({"bold": True})
    _figures(book.add_worksheet(_("Figures")), results, bold)
    _log(book.add_worksheet(_("Moderation")), log, bold)
    _about(book.add_worksheet(_("How to read")), results.consultation, turnouts)
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


def _about(sheet: Any, consultation: Consultation, turnouts: list[tuple[str, str, str]]) -> None:
    """Where the figures come from, on how many people they rest, the rules by which they were released."""
    sheet.set_column(0, 0, 110)
    credit = [consultation.source_url, consultation.source_licence, consultation.source_credit]
    lines = [
        consultation.shown_title,
        f"{consultation.get_state_display()} · {date_format(timezone.localdate(), 'DATE_FORMAT')}",
        *(f"{name}: {words}." for _group, name, words in turnouts),
        *_rules(consultation),
        *(credit if any(credit) else [_("No licence is stated; please ask those who hosted it.")]),
        consultation.hosted_by,
    ]
    for line, text in enumerate(one for one in lines if one):
        sheet.write_string(line, 0, text)


def _rules(consultation: Consultation) -> list[str]:
    if is_veiled(consultation):
        return [_("The figures are hidden from everybody now, so there are none in this file.")]
    return [
        _("Nothing below 5 answers of a group to a statement, a word below 10, tenths below 20."),
        _("Figures move in steps of five people; the last step stays, so late answers may not be in them."),
        _("Shares are of those with an opinion; passes stand apart. Intervals hold 90 per cent."),
        _("Corrected: as if every statement had been drawn equally often. In whole per cent."),
        _("Without_alike: without people who answered everything alike. In tenths."),
    ]
