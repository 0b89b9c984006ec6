"""From our questionnaire to the workbook again, for KoboToolbox, ODK or another office."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import xlsxwriter

from titiktemu.analysis.questionnaire.model import HOLDING, OF_A_LIST, Form, Item, Kind, Words

TEXTS = ("label", "hint", "constraint_message", "required_message")
PLAIN = {
    "relevant": "relevant",
    "constraint": "constraint",
    "calculation": "calculation",
    "appearance": "appearance",
    "choice_filter": "choice_filter",
    "repeat_count": "repeat_count",
    "default": "default",
}
WIDTHS = {"type": 24, "name": 20}


def as_workbook(form: Form) -> bytes:
    """The questionnaire as XLSX; every text is written as text, whatever it begins with."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    bold = book.add_format({"bold": True})
    _write(book, "survey", list(_survey(form.items)), ["type", "name"], bold)
    _write(book, "choices", list(_choices(form)), ["list_name", "name"], bold)
    settings = {"form_title": form.title, "form_id": form.form_id, "default_language": form.default_language}
    _write(book, "settings", [settings], list(settings), bold)
    book.close()
    return out.getvalue()


def _write(book: Any, name: str, rows: list[dict[str, str]], first: list[str], bold: Any) -> None:
    sheet = book.add_worksheet(name)
    columns = list(dict.fromkeys([*first, *(column for row in rows for column in row)]))
    for at, column in enumerate(columns):
        sheet.set_column(at, at, WIDTHS.get(column, 34))
        sheet.write_string(0, at, column, bold)
    sheet.freeze_panes(1, 0)
    for line, row in enumerate(rows, start=1):
        for at, column in enumerate(columns):
            if text := row.get(column, ""):
                sheet.write_string(line, at, text)


def _survey(items: tuple[Item, ...]) -> Iterator[dict[str, str]]:
    for item in items:
        kind = f"{item.kind} {item.choices}" if item.kind in OF_A_LIST else str(item.kind)
        begins = f"begin_{item.kind}" if item.kind in HOLDING else kind
        yield {"type": begins, "name": item.name, **_cells(item)}
        if item.kind in HOLDING:
            yield from _survey(item.items)
            yield {"type": f"end_{item.kind}"}


def _cells(item: Item) -> dict[str, str]:
    found: dict[str, str] = {}
    for field in TEXTS:
        found |= _texts(field, getattr(item, field))
    found |= {column: getattr(item, field) for field, column in PLAIN.items() if getattr(item, field)}
    if item.required:
        found["required"] = "yes"
    if item.read_only and item.kind is not Kind.NOTE:
        found["read_only"] = "yes"
    return found


def _texts(field: str, words: Words) -> dict[str, str]:
    return {f"{field}::{language}" if language else field: text for language, text in words.items()}


def _choices(form: Form) -> Iterator[dict[str, str]]:
    for name, some in form.lists.items():
        for one in some:
            yield {"list_name": name, "name": one.name, **_texts("label", one.label), **one.more}
