"""The answers as files: CSV and XLSX, every text a text, whatever it begins with."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

import xlsxwriter

from titiktemu.analysis.questionnaire.model import HOLDING, NUMBERS, Form, Kind
from titiktemu.analysis.recipes.harmless import harmless_text
from titiktemu.questionnaires.models import Response, Wave
from titiktemu.questionnaires.queries.pages import counted

OWN = ("key", "side", "channel", "week", "pseudonym")
SHEET_NAME = 31
PEOPLE = ""
"""The sheet that belongs to no repeat."""


def columns_of(form: Form, repeat: str = "") -> list[str]:
    """The columns of answers outside of repeats, or of one repeat; several choices are also split."""
    found = []
    for placed in form.places:
        item, inside = placed.item, placed.repeat.name if placed.repeat else ""
        if inside != repeat or item.kind in HOLDING or item.kind is Kind.NOTE:
            continue
        found.append(item.name)
        if item.kind is Kind.SELECT_MULTIPLE:
            found += [f"{item.name}/{one.name}" for one in form.choices_of(item)]
    return found


def _row(form: Form, columns: Sequence[str], answers: dict[str, Any]) -> list[str]:
    found = []
    for column in columns:
        name, slash, choice = column.partition("/")
        text = str(answers.get(name, ""))
        if slash:
            text = "" if not text else str(int(choice in text.split()))
        found.append(text)
    return found


def _responses(wave: Wave) -> Iterator[Response]:
    """In an order that says nothing of who came when."""
    return counted(wave).order_by("key").iterator(chunk_size=1000)


def _own(one: Response) -> list[str]:
    return [str(one.key), one.side, one.channel, one.week.isoformat(), one.pseudonym]


def csv_lines(wave: Wave) -> Iterator[str]:
    """One line for each person, for streaming; repeats have lines of their own in the workbook alone."""
    form = wave.version.form
    columns = columns_of(form)
    yield "\ufeff" + _line([*OWN, *columns])
    for one in _responses(wave):
        yield _line([harmless_text(text) for text in [*_own(one), *_row(form, columns, one.answers)]])


def _line(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()


def workbook(wave: Wave) -> bytes:
    """One sheet for people, and one for each repeat with the key of the person that it belongs to."""
    out = io.BytesIO()
    options = {"constant_memory": False, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, {**options, "in_memory": True})
    bold = book.add_format({"bold": True})
    form = wave.version.form
    repeats = [one.item.name for one in form.places if one.item.kind is Kind.REPEAT]
    titles = sheet_titles(repeats)
    sheets = {repeat: _sheet(book, form, repeat, title, bold) for repeat, title in titles.items()}
    lines = dict.fromkeys(titles, 0)
    numeric = {one.item.name for one in form.places if one.item.kind in NUMBERS}
    for one in _responses(wave):
        lines[PEOPLE] += 1
        sheet, columns = sheets[PEOPLE]
        _write(sheet, lines[PEOPLE], _own(one), [], numeric)
        _write(sheet, lines[PEOPLE], _row(form, columns, one.answers), columns, numeric, len(OWN))
        for repeat in repeats:
            sheet, columns = sheets[repeat]
            for row in one.answers.get(repeat, []):
                lines[repeat] += 1
                _write(sheet, lines[repeat], [str(one.key)], [], numeric)
                _write(sheet, lines[repeat], _row(form, columns, row), columns, numeric, 1)
    book.close()
    return out.getvalue()


def sheet_titles(repeats: Sequence[str]) -> dict[str, str]:
    """The names of the sheets: at most 31 letters, and no two alike, whatever their capitals.

    Examples
    --------
    >>> sheet_titles(["anak", "Data"])
    {'': 'data', 'anak': 'anak', 'Data': 'Data_2'}
    """
    found = {PEOPLE: "data"}
    for repeat in repeats:
        title, number = repeat[:SHEET_NAME], 1
        while title.casefold() in {one.casefold() for one in found.values()}:
            number += 1
            title = f"{repeat[: SHEET_NAME - len(str(number)) - 1]}_{number}"
        found[repeat] = title
    return found


def _sheet(book: Any, form: Form, repeat: str, title: str, bold: Any) -> tuple[Any, list[str]]:
    sheet = book.add_worksheet(title)
    columns = columns_of(form, repeat)
    for at, column in enumerate([*(["key"] if repeat else OWN), *columns]):
        sheet.write_string(0, at, column, bold)
    sheet.freeze_panes(1, 0)
    return sheet, columns


def _write(
    sheet: Any, line: int, cells: Sequence[str], columns: Sequence[str], numeric: set[str], left: int = 0
) -> None:
    for at, text in enumerate(cells):
        if not text:
            continue
        if columns and (columns[at] in numeric or "/" in columns[at]):
            try:
                sheet.write_number(line, left + at, float(text))
                continue
            except ValueError:
                pass
        sheet.write_string(line, left + at, text)
