"""What of a workbook is beside its values: hidden rows and columns, merged cells, formulas never computed.

Read from the XML inside of XLSX and ODS, as a stream. The same pass counts how far the cells of a sheet
reach, before another library sets aside memory for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.spreadsheet.packed import DAMAGED, PIECE, Packed
from titiktemu.analysis.spreadsheet.safe_xml import DECLARES, bare, feed, safe_parser
from titiktemu.analysis.spreadsheet.sheets import MOST_LISTED, Area, Unreadable, column_of

MOST_CELLS = 20_000_000
"""Cells of all sheets from their corners on, blank ones too: about 700 MB while they are read."""
MOST_COLUMNS = 16_384
MOST_ROWS = 1_048_576
MOST_MERGED = 100_000
TOO_MANY_CELLS = gettext_noop("A sheet has more than {most} cells. Please send it as CSV.")

# Cells as all programs write them; an empty one with a format ends in a slash.
CONTENT = re.compile(rb' r="([A-Za-z]{1,7}\d{1,9})"[^>/]*>')
DIGITS, LETTERS = b"0123456789", bytes(range(ord("A"), ord("z") + 1))
UNUSUAL = (
    re.compile(rb'<c(?=[\s>])(?! r="[A-Za-z]{1,7}\d{1,9}"(?: [\w:]+="[^"<>/]*")*\s*/?>)'),
    re.compile(rb"<f[\s>/]"),
    re.compile(rb"<[\w.-]+:(?:worksheet|row|c)[\s>]"),
)
TELLING = (b"\0", b"hidden", b't="e"')
PERCENT_FORMATS = frozenset({"9", "10"})
"""Formats that every workbook has without naming them: 0% and 0.00%."""
QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


@dataclass(slots=True)
class Runs:
    """Cells of one kind, kept for each column as spans of rows: whole columns are a single span."""

    spans: dict[int, list[list[int]]] = field(default_factory=dict)

    def add(self, row: int, column: int, many: int = 1) -> None:
        """Cells below each other, in the order of the sheet."""
        spans = self.spans.setdefault(column, [])
        if spans and spans[-1][1] == row:
            spans[-1][1] = row + many
        else:
            spans.append([row, row + many])

    def by_row(self) -> Iterator[tuple[int, list[int]]]:
        """Rows that have such cells, from above, each with their columns."""
        starts: dict[int, list[int]] = {}
        ends: dict[int, list[int]] = {}
        for column, spans in self.spans.items():
            for start, end in spans:
                starts.setdefault(start, []).append(column)
                ends.setdefault(end, []).append(column)
        active: set[int] = set()
        turns = sorted(starts.keys() | ends.keys())
        for turn, following in pairwise(turns):
            active.difference_update(ends.get(turn, ()))
            active.update(starts.get(turn, ()))
            if active:
                columns = sorted(active)
                yield from ((row, columns) for row in range(turn, following))


@dataclass(slots=True)
class Counted:
    """How many cells, and the first rows of them, from 1."""

    count: int = 0
    rows: list[int] = field(default_factory=list)

    def add(self, row: int, many: int = 1) -> None:
        """Cells in a row, counted from 0."""
        self.count += many
        if len(self.rows) < MOST_LISTED and (not self.rows or self.rows[-1] != row + 1):
            self.rows.append(row + 1)


@dataclass(slots=True)
class Layout:
    """What a sheet's XML tells beside its values. Rows and columns count from 0.

    Attributes
    ----------
    hidden_rows, hidden_columns : list of int
    merged : list of Area
        Of ODS; those of XLSX come with the values.
    percent : Runs
        Numbers that are shown as per cents.
    uncomputed, errors : Counted
        Formulas without a value; cells whose value is an error such as #DIV/0!.
    bottom, right : int
        Last row and column with content; -1 where there is none.
    """

    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)
    percent: Runs = field(default_factory=Runs)
    uncomputed: Counted = field(default_factory=Counted)
    errors: Counted = field(default_factory=Counted)
    bottom: int = -1
    right: int = -1

    @property
    def cells(self) -> int:
        """From the corner to the last."""
        return (self.bottom + 1) * (self.right + 1)

    def reach(self, row: int, column: int) -> None:
        """Note that a cell has content."""
        self.bottom = max(self.bottom, row)
        self.right = max(self.right, column)


def xlsx_layouts(packed: Packed) -> dict[str, Layout]:
    """Layouts of the sheets of an XLSX by the path of their XML.

    Raises
    ------
    Unreadable
        Where the sheets together have more than `MOST_CELLS`, or their XML is damaged or a trap.
    """
    percent = percent_styles(packed)
    found, cells = {}, 0
    for path in sorted(packed.names):
        if path.endswith(".xml") and "sharedStrings" not in path:
            found[path] = _sheet_layout(packed, path, percent)
            cells += found[path].cells
            if cells > MOST_CELLS:
                raise Unreadable(TOO_MANY_CELLS, most=MOST_CELLS)
    return found


def _sheet_layout(packed: Packed, path: str, percent: frozenset[str]) -> Layout:
    """By a quick look; in full where that finds more than values, or not what it knows."""
    layout = Layout()
    styled = (
        re.compile(b' s="(?:' + b"|".join(sorted(one.encode() for one in percent)) + b')"')
        if percent
        else None
    )
    columns: set[bytes] = set()
    rows: set[bytes] = set()
    is_plain = True
    for piece in _whole_tags(packed.pieces(path)):
        if b"<!" in piece and (b"<!DOCTYPE" in piece or b"<!ENTITY" in piece):
            raise Unreadable(DECLARES)
        # What is not plain is still searched for declarations to its end.
        is_plain = is_plain and not (_is_telling(piece) or (styled and styled.search(piece)))
        if is_plain:
            found = b" ".join(CONTENT.findall(piece))
            columns.update(found.translate(None, DIGITS).split())
            rows.update(found.translate(None, LETTERS).split())
    layout.right = max((column_of(one.decode()) for one in columns), default=-1)
    layout.bottom = max(map(int, rows), default=0) - 1
    if is_plain and layout.cells <= MOST_CELLS:
        return layout
    return _in_full(packed, path, percent)


def _whole_tags(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes, parted only between tags as long as tags are not larger than pieces."""
    rest = b""
    for piece in pieces:
        held = rest + piece
        cut = held.rfind(b"<")
        if cut <= 0 or len(held) - cut > PIECE:
            cut = len(held)
        yield held[:cut]
        rest = held[cut:]
    yield rest


def _is_telling(looked: bytes) -> bool:
    return any(mark in looked for mark in TELLING) or any(one.search(looked) for one in UNUSUAL)


def _in_full(packed: Packed, path: str, percent: frozenset[str]) -> Layout:
    reader = _XlsxSheet(percent)
    feed(reader.parser, packed.pieces(path))
    reader.finish()
    return reader.layout


class _XlsxSheet:
    """Handlers for the XML of one sheet."""

    def __init__(self, percent: frozenset[str]) -> None:
        self.layout = Layout()
        self._percent = percent
        self._row, self._column = -1, -1
        self._kind, self._style = "", ""
        self._has_formula = self._has_value = False
        self._columns: dict[str, int] = {}
        self.parser = safe_parser()
        self.parser.StartElementHandler = self._start
        self._handlers = {
            "c": self._cell,
            "row": self._row_starts,
            "v": self._value,
            "is": self._value,
            "f": self._formula,
            "col": self._col,
        }

    def _start(self, name: str, said: dict[str, str]) -> None:
        handler = self._handlers.get(name) or self._handlers.get(bare(name))
        if handler is not None:
            handler(said)

    def _row_starts(self, said: dict[str, str]) -> None:
        self.finish()
        self._row = int(said["r"]) - 1 if "r" in said else self._row + 1
        self._column = -1
        if said.get("hidden") in {"1", "true"} and len(self.layout.hidden_rows) < MOST_ROWS:
            self.layout.hidden_rows.append(self._row)

    def _cell(self, said: dict[str, str]) -> None:
        self.finish()
        if at := said.get("r"):
            name = at.rstrip("0123456789")
            if (column := self._columns.get(name)) is None:
                column = self._columns[name] = column_of(name) if name.isalpha() and name.isascii() else -1
            self._column, self._row = column, int(at[len(name) :]) - 1
        else:
            self._column += 1
        self._kind, self._style = said.get("t", ""), said.get("s", "")

    def _value(self, _said: dict[str, str]) -> None:
        if self._has_formula:
            self.parser.CharacterDataHandler = self._computed
        else:
            self._has_value = True

    def _computed(self, _text: str) -> None:
        self._has_value = True
        self.parser.CharacterDataHandler = None

    def _formula(self, _said: dict[str, str]) -> None:
        self._has_formula = True

    def finish(self) -> None:
        """The cell before is complete."""
        if not self._has_value and not self._has_formula:
            return
        layout = self.layout
        if self._has_value:
            layout.reach(self._row, self._column)
            if self._kind == "e":
                layout.errors.add(self._row)
            elif self._style in self._percent and self._kind in {"", "n"}:
                layout.percent.add(self._row, self._column)
        elif self._kind != "str":
            layout.uncomputed.add(self._row)
        self._has_value = self._has_formula = False
        self._kind = self._style = ""
        self.parser.CharacterDataHandler = None

    def _col(self, said: dict[str, str]) -> None:
        if said.get("hidden") in {"1", "true"}:
            first, last = int(said.get("min", "1")), int(said.get("max", "1"))
            room = MOST_COLUMNS - len(self.layout.hidden_columns)
            self.layout.hidden_columns += range(first - 1, min(last, first - 1 + room))


def xlsx_sheet_paths(packed: Packed) -> dict[str, str]:
    """Names of the sheets of an XLSX, each with the path of its XML."""
    targets: dict[str, str] = {}
    named: dict[str, str] = {}

    def relation(name: str, said: dict[str, str]) -> None:
        if bare(name) == "Relationship":
            target = said.get("Target", "")
            targets[said.get("Id", "")] = target[1:] if target.startswith("/") else f"xl/{target}"

    def sheet(name: str, said: dict[str, str]) -> None:
        if bare(name) == "sheet":
            key = next((value for key, value in said.items() if bare(key) == "id" and ":" in key), "")
            named[said.get("name", "")] = targets.get(key, "")

    for path, handler in (("xl/_rels/workbook.xml.rels", relation), ("xl/workbook.xml", sheet)):
        if path in packed.names:
            parser = safe_parser()
            parser.StartElementHandler = handler
            feed(parser, packed.pieces(path))
    return named


def percent_styles(packed: Packed) -> frozenset[str]:
    """Numbers of the cell formats of an XLSX that show a number as per cent."""
    codes: set[str] = set(PERCENT_FORMATS)
    formats: list[str] = []
    inside = ""

    def start(name: str, said: dict[str, str]) -> None:
        nonlocal inside
        match bare(name):
            case "cellXfs" | "cellStyleXfs" | "dxfs" as part:
                inside = part
            case "numFmt" if inside != "dxfs" and "%" in QUOTED.sub("", said.get("formatCode", "")):
                codes.add(said.get("numFmtId", ""))
            case "xf" if inside == "cellXfs":
                formats.append(said.get("numFmtId", ""))

    if "xl/styles.xml" not in packed.names:
        return frozenset()
    parser = safe_parser()
    parser.StartElementHandler = start
    feed(parser, packed.pieces("xl/styles.xml"))
    return frozenset(str(at) for at, one in enumerate(formats) if one in codes)


def whole(text: str | None, most: int) -> int:
    """A count in an attribute, 1 where none is said.

    Raises
    ------
    Unreadable
        Where it is no number.
    """
    if text is None:
        return 1
    if not text.isascii() or not text.isdigit() or len(text) > 12:
        raise Unreadable(DAMAGED)
    return min(max(int(text), 1), most)
