"""Tables in HTML that was saved with the name of a spreadsheet, as many systems of offices export it.

Read with the parser of the standard library: nothing is fetched, no script is run, no style is looked at.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.spreadsheet.encodings import detect_encoding
from titiktemu.analysis.spreadsheet.left_out import leave_out_apostrophes
from titiktemu.analysis.spreadsheet.merging import NOT_REPEATED, REPEATED, fill_down
from titiktemu.analysis.spreadsheet.sheets import MOST_LISTED, Area, Read, Remark, Sheet, Unreadable
from titiktemu.analysis.spreadsheet.workbook_layout import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, TOO_MANY_CELLS

LARGEST = 64 * 1024 * 1024
"""Bytes; larger pages are no tables that a person saved."""
BEGINS = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|meta|table|body|style|div)\b",
    re.IGNORECASE | re.DOTALL,
)
OLD_XML = b"urn:schemas-microsoft-com:office:spreadsheet"
CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]{1,40})", re.IGNORECASE)
HEAD = 4096
SILENT = frozenset({"script", "style", "title", "head"})
CELL = frozenset({"td", "th"})

OLD_XML_FILE = gettext_noop(
    "This is a workbook in the XML format of Excel 2003, which is not read here. Please open it in a "
    "spreadsheet program and save it as XLSX."
)
PAGE_WITHOUT_TABLE = gettext_noop("This is a web page without a table. Please send the spreadsheet itself.")
PAGE_TOO_LARGE = gettext_noop(
    "This is a web page of more than {most} MB. Please open it in a spreadsheet program and save it as XLSX."
)
PAGE = gettext_noop(
    "The file is a web page with the name of a spreadsheet. Its tables were read; formats were not looked at."
)
MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def is_markup(head: bytes) -> bool:
    """Whether a file begins as a web page or as XML does.

    Examples
    --------
    >>> is_markup(b"\\n<table border=1><tr>"), is_markup(b"<?xml version='1.0'?>"), is_markup(b"<5;>10;n")
    (True, True, False)
    """
    bare = _plain(head)
    return BEGINS.match(bare) is not None or bare.lstrip().startswith(b"<?xml")


def _plain(head: bytes) -> bytes:
    """Its letters, also where each has two bytes."""
    for mark in MARKS:
        head = head.removeprefix(mark)
    return head.replace(b"\0", b"")


def read_markup(path: Path) -> Read:
    """Read the tables of a web page, each as a part of one sheet, one below the other.

    Parameters
    ----------
    path : Path
        A file of which `is_markup` is true.

    Returns
    -------
    Read
        One sheet; cells over several rows or columns are merged cells.

    Raises
    ------
    Unreadable
        Where it has no table, is too large, or is a workbook in XML of Excel 2003.
    """
    if path.stat().st_size > LARGEST:
        raise Unreadable(PAGE_TOO_LARGE, most=LARGEST // 1024 // 1024)
    raw = path.read_bytes()
    if OLD_XML in _plain(raw[:HEAD]) and b"<html" not in _plain(raw[:HEAD]).lower():
        raise Unreadable(OLD_XML_FILE)
    name, mark = _encoding(raw)
    page = _Page()
    page.feed(raw[mark:].decode(name, errors="replace"))
    page.close()
    if not any(any(row) for row in page.rows):
        raise Unreadable(PAGE_WITHOUT_TABLE)
    width = max(map(len, page.rows))
    if width * len(page.rows) > MOST_CELLS:
        raise Unreadable(TOO_MANY_CELLS, most=MOST_CELLS)
    rows = [row + [""] * (width - len(row)) if row else [] for row in page.rows]
    left_out = leave_out_apostrophes(rows)
    repeated = fill_down(rows, page.merged)
    remarks = tuple(
        Remark(about, "notice", len(found), sentence, tuple(sorted(set(found))[:MOST_LISTED]))
        for about, found, sentence in (
            ("merged", repeated.filled, REPEATED),
            ("merged_numbers", repeated.left, NOT_REPEATED),
        )
        if found
    )
    sheet = Sheet("", rows, merged=tuple(page.merged), remarks=remarks)
    return Read((sheet,), name, remarks=(Remark("page", "notice", 1, PAGE), *left_out.remarks()))


def _encoding(raw: bytes) -> tuple[str, int]:
    """What the bytes say goes before what the page says: pages are often saved anew without changing it."""
    found = detect_encoding(raw)
    said = CHARSET.search(raw[:HEAD])
    if said and found.name not in {"utf-8", "utf-16-le", "utf-16-be"}:
        name = said[1].decode("ascii", "replace").lower()
        try:
            "".encode(name)
        except LookupError:
            return found.name, found.mark
        if name.startswith(("windows-", "cp125", "iso-8859", "latin")):
            return name, found.mark
    return found.name, found.mark


class _Page(HTMLParser):
    """Collects the cells of all tables; a table inside of a cell gives its text to that cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self.merged: list[Area] = []
        self._depth = 0
        self._silent = ""
        self._texts: list[str] | None = None
        self._span = (1, 1)
        self._taken: dict[int, int] = {}
        """Columns that a cell above reaches into, each with the rows still to come."""
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self._silent = tag
        elif tag == "table":
            self._depth += 1
            if self._depth == 1 and self.rows:
                self.rows.append([])
        elif self._depth == 1 and tag == "tr":
            self._start_row()
        elif self._depth == 1 and tag in CELL:
            self._end_cell()
            said = dict(attrs)
            self._span = (_count(said.get("rowspan"), MOST_ROWS), _count(said.get("colspan"), MOST_COLUMNS))
            self._texts = []
        elif tag in {"br", "p", "div"} and self._texts:
            self._texts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._silent:
            self._silent = ""
        elif self._depth == 1 and (tag in CELL or tag in {"tr", "table"}):
            self._end_cell()
        if tag == "table" and self._depth:
            self._depth -= 1
            if not self._depth:
                self._taken = {}

    def handle_data(self, data: str) -> None:
        if self._texts is not None and not self._silent:
            self._texts.append(data)

    def _start_row(self) -> None:
        self._end_cell()
        self._taken = {column: rows - 1 for column, rows in self._taken.items() if rows > 1}
        self.rows.append([])

    def _end_cell(self) -> None:
        if self._texts is None:
            return
        text, self._texts = " ".join("".join(self._texts).split()), None
        if not self.rows:
            self.rows.append([])
        row = self.rows[-1]
        while len(row) in self._taken:
            row.append("")
        down, across = self._span
        top, left = len(self.rows) - 1, len(row)
        across = min(across, MOST_COLUMNS - left)
        self._cells += max(across, 1)
        if across < 1 or self._cells > MOST_CELLS:
            raise Unreadable(TOO_MANY_CELLS, most=MOST_CELLS)
        row += [text, *[""] * (across - 1)]
        if down > 1:
            self._taken.update(dict.fromkeys(range(left, left + across), down))
        if down * across > 1:
            self.merged.append(Area(top, left, top + down - 1, left + across - 1))


def _count(text: str | None, most: int) -> int:
    return min(max(int(text), 1), most) if text and re.fullmatch(r"[0-9]{1,7}", text.strip()) else 1
