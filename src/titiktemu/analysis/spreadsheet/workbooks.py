"""Workbooks (XLSX, XLSM, XLSB, XLS, ODS) as sheets of texts."""

from __future__ import annotations

import mmap
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.spreadsheet.binary_layout import check_xlsb, xls_layouts
from titiktemu.analysis.spreadsheet.merging import NOT_REPEATED, REPEATED, fill_down
from titiktemu.analysis.spreadsheet.native import Survey, percent_text, writer
from titiktemu.analysis.spreadsheet.ods_layout import ods_layouts
from titiktemu.analysis.spreadsheet.packed import DAMAGED, LOCKED, TOO_LARGE, Packed, opened
from titiktemu.analysis.spreadsheet.sheets import MOST_LISTED, Area, Read, Remark, Sheet, Unreadable, letters
from titiktemu.analysis.spreadsheet.workbook_layout import (
    MOST_CELLS,
    TOO_MANY_CELLS,
    Layout,
    xlsx_layouts,
    xlsx_sheet_paths,
)

type Tell = Callable[[float], None]

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
DOCUMENTS = tuple(name.encode("utf-16-le") for name in ("WordDocument", "PowerPoint Document"))
OLD_MACROS = "_VBA_PROJECT_CUR".encode("utf-16-le")
SPREADSHEET = b"opendocument.spreadsheet"

NOT_A_WORKBOOK = gettext_noop("This is a packed file but no workbook. Please send the spreadsheet itself.")
DOCUMENT = gettext_noop(
    "This is a document, not a spreadsheet. Please send the spreadsheet that its tables came from."
)
MACROS = gettext_noop("The workbook holds macros. They were not run and nothing of them is kept.")
UNTOLD = gettext_noop(
    "In this format hidden rows and columns, per-cent formats and formulas that were never computed "
    "cannot be told; save the file as XLSX to have them looked at."
)
UNTOLD_OLD = gettext_noop(
    "In this format per-cent formats and errors of formulas cannot be told; save the file as XLSX to have "
    "them looked at."
)
HIDDEN_SHEET = gettext_noop("The workbook hides this sheet. It was read all the same.")
HIDDEN_ROWS = gettext_noop("Rows that the sheet hides. They were read all the same.")
HIDDEN_COLUMNS = gettext_noop("Columns that the sheet hides. They were read all the same.")
UNCOMPUTED = gettext_noop(
    "Cells that hold formulas which were never computed: open the file in a spreadsheet program and save it."
)
ERRORS = gettext_noop("Cells whose formula ended in an error such as #DIV/0!: they are read as empty.")
LONG_NUMBERS = gettext_noop(
    "Numbers of more than 15 digits: the spreadsheet has replaced the digits after the 15th by zeros. Such "
    "numbers must be typed as text."
)
MIXED = gettext_noop("Numbers that are kept as texts beside true numbers: please check how they were read.")


@dataclass(frozen=True, slots=True)
class _Book:
    """What is known of a workbook before its values are read."""

    layouts: dict[str, Layout]
    ordered: tuple[Layout, ...] = ()
    remarks: tuple[Remark, ...] = ()

    def layout(self, name: str, place: int) -> Layout:
        """Of a sheet; an empty one where nothing is known."""
        if place < len(self.ordered):
            return self.ordered[place]
        return self.layouts.get(name) or Layout()


def read_workbook(path: Path, head: bytes, tell: Tell | None = None) -> Read:
    """Read all sheets of a workbook.

    Parameters
    ----------
    path : Path
    head : bytes
        Its first bytes, which say what it is.
    tell : callable, optional
        Told after each sheet which part is done, from 0 to 1; what it raises ends the reading.

    Returns
    -------
    Read
        Values as the workbook keeps them, formulas by the value they had when it was saved; with remarks on
        what a person would not see in them.

    Raises
    ------
    Unreadable
        Where it is locked, damaged, no workbook, or a trap.
    """
    book = _about(path, head)
    with _sentences(), CalamineWorkbook.from_path(path) as values:
        sheets, left = [], MOST_CELLS
        for place in range(len(values.sheet_names)):
            sheet = values.get_sheet_by_index(place)
            left -= sheet.total_height * sheet.total_width
            if left < 0:
                raise Unreadable(TOO_MANY_CELLS, most=MOST_CELLS)
            about = values.sheets_metadata[place]
            is_hidden = str(about.visible).rpartition(".")[2].lower() != "visible"
            sheets.append(_sheet(about.name, sheet, book.layout(about.name, place), is_hidden=is_hidden))
            if tell:
                tell((place + 1) / len(values.sheet_names))
    return Read(tuple(sheets), remarks=book.remarks)


@contextmanager
def _sentences() -> Iterator[None]:
    """Whatever goes wrong in the library ends in a sentence, its panics too, which are no `Exception`."""
    try:
        yield
    except Unreadable:
        raise
    except PasswordError as error:
        raise Unreadable(LOCKED) from error
    except MemoryError as error:
        raise Unreadable(TOO_LARGE) from error
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise Unreadable(DAMAGED) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise Unreadable(DAMAGED) from error
        raise


def _about(path: Path, head: bytes) -> _Book:
    if head.startswith(OLE):
        return _about_old(path)
    with opened(path) as packed:
        names = packed.names
        if any(name.startswith(("word/", "ppt/")) for name in names):
            raise Unreadable(DOCUMENT)
        remarks = _macros(any(name.endswith("vbaProject.bin") or name.startswith("Basic/") for name in names))
        if "xl/workbook.xml" in names:
            return replace(_about_xlsx(packed), remarks=remarks)
        if "xl/workbook.bin" in names:
            packed.check()
            check_xlsb(packed)
            return _Book({}, remarks=(*remarks, Remark("untold", "notice", 1, UNTOLD)))
        if "content.xml" in names:
            return _Book({}, _about_ods(packed), remarks)
    raise Unreadable(NOT_A_WORKBOOK)


def _macros(held: bool) -> tuple[Remark, ...]:
    return (Remark("macros", "notice", 1, MACROS),) if held else ()


def _about_old(path: Path) -> _Book:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as held:
        if held.find(ENCRYPTED) >= 0:
            raise Unreadable(LOCKED)
        if any(held.find(name) >= 0 for name in DOCUMENTS):
            raise Unreadable(DOCUMENT)
        remarks = _macros(held.find(OLD_MACROS) >= 0)
        layouts = tuple(xls_layouts(held))
    return _Book({}, layouts, (*remarks, Remark("untold", "notice", 1, UNTOLD_OLD)))


def _about_xlsx(packed: Packed) -> _Book:
    by_path = xlsx_layouts(packed)
    packed.check(by_path)
    paths = xlsx_sheet_paths(packed)
    return _Book({name: by_path[path] for name, path in paths.items() if path in by_path})


def _about_ods(packed: Packed) -> tuple[Layout, ...]:
    if packed.holds("META-INF/manifest.xml", b"encryption-data"):
        raise Unreadable(LOCKED)
    if "mimetype" in packed.names and not packed.holds("mimetype", SPREADSHEET):
        raise Unreadable(DOCUMENT)
    found = ods_layouts(packed)
    packed.check(["content.xml"])
    return tuple(found)


def _sheet(name: str, sheet: Any, layout: Layout, *, is_hidden: bool) -> Sheet:
    merged = tuple(Area(*start, *end) for start, end in sheet.merged_cell_ranges or ())
    merged = merged or tuple(layout.merged)
    if sheet.start is None:
        return Sheet(name, [], is_hidden, merged=merged, remarks=tuple(_hidden(layout, is_hidden=is_hidden)))
    survey = Survey()
    survey.look(sheet.iter_rows(), *sheet.start)
    rows = list(_rows(sheet, layout, survey))
    repeated = fill_down(rows, merged)
    long, mixed = survey.long, survey.mixed()
    remarks = (
        *_hidden(layout, is_hidden=is_hidden),
        Remark("merged", "notice", len(repeated.filled), REPEATED, _some(repeated.filled)),
        Remark("merged_numbers", "notice", len(repeated.left), NOT_REPEATED, _some(repeated.left)),
        Remark("uncomputed", "problem", layout.uncomputed.count, UNCOMPUTED, tuple(layout.uncomputed.rows)),
        Remark("errors", "problem", layout.errors.count, ERRORS, tuple(layout.errors.rows)),
        Remark("long_numbers", "problem", survey.long_count, LONG_NUMBERS, _some(long)),
        Remark("mixed", "notice", mixed[0], MIXED, _some(mixed[1]), tuple(map(letters, mixed[2]))),
        *survey.left_out.remarks(),
    )
    width = sheet.start[1] + sheet.width
    return Sheet(
        name,
        rows,
        is_hidden,
        hidden_rows=tuple(row + 1 for row in layout.hidden_rows),
        hidden_columns=tuple(map(letters, layout.hidden_columns)),
        merged=merged,
        native=tuple(survey.native[column] for column in range(width)),
        remarks=tuple(one for one in remarks if one.count),
    )


def _some(rows: Sequence[int]) -> tuple[int, ...]:
    return tuple(sorted(set(rows))[:MOST_LISTED])


def _hidden(layout: Layout, *, is_hidden: bool) -> list[Remark]:
    rows, columns = layout.hidden_rows, layout.hidden_columns
    found = []
    if is_hidden:
        found.append(Remark("hidden_sheet", "notice", 1, HIDDEN_SHEET))
    if rows:
        listed = tuple(row + 1 for row in rows[:MOST_LISTED])
        found.append(Remark("hidden_rows", "notice", len(rows), HIDDEN_ROWS, listed))
    if columns:
        names = tuple(map(letters, columns))
        found.append(Remark("hidden_columns", "notice", len(columns), HIDDEN_COLUMNS, (), names))
    return found


def _rows(sheet: Any, layout: Layout, survey: Survey) -> Iterator[list[str]]:
    """All rows from the first of the sheet on, as texts."""
    top, left = sheet.start
    yield from ([] for _row in range(top))
    commas = survey.with_comma
    written = writer(place - left for place in commas)
    margin = [""] * left
    percents = layout.percent.by_row()
    percent_row, percent_columns = next(percents, (-1, []))
    for at, row in enumerate(sheet.iter_rows(), start=top):
        texts = written(row)
        while 0 <= percent_row < at:
            percent_row, percent_columns = next(percents, (-1, []))
        if at == percent_row:
            _show_percents(texts, row, [place - left for place in percent_columns], commas, left)
        yield margin + texts if any(texts) else []


def _show_percents(
    texts: list[str], row: list[Any], places: list[int], commas: frozenset[int], left: int
) -> None:
    for place in places:
        if 0 <= place < len(row) and isinstance(row[place], float):
            text = percent_text(row[place])
            texts[place] = text.replace(".", ",") if place + left in commas else text
