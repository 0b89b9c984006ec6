"""What an ODS tells beside its values, from its one XML; see `workbook_layout`."""

from __future__ import annotations

from titiktemu.analysis.spreadsheet.packed import Packed
from titiktemu.analysis.spreadsheet.safe_xml import bare, feed, safe_parser
from titiktemu.analysis.spreadsheet.sheets import Area, Unreadable
from titiktemu.analysis.spreadsheet.workbook_layout import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_MERGED,
    MOST_ROWS,
    TOO_MANY_CELLS,
    Layout,
    whole,
)

HIDDEN = frozenset({"collapse", "filter"})
CELLS = frozenset({"table-cell", "covered-table-cell"})


def ods_layouts(packed: Packed) -> list[Layout]:
    """Layouts of the sheets, in the order of the file.

    Raises
    ------
    Unreadable
        Where the sheets together have more than `MOST_CELLS`, or their XML is damaged or a trap.
    """
    reader = _Content()
    feed(reader.parser, packed.pieces("content.xml"))
    return reader.layouts


class _Content:
    """Handlers for the content of all sheets."""

    def __init__(self) -> None:
        self.layouts: list[Layout] = []
        self._layout = Layout()
        self._depth = 0
        """Tables inside of each other: those in a cell are no sheets."""
        self._row = self._column = self._defined = 0
        self._rows = self._columns = 1
        self._cells = 0
        self._is_repeated = False
        self.parser = safe_parser()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = bare(name)
        if name == "table":
            self._depth += 1
            if self._depth == 1:
                self._layout = Layout()
                self.layouts.append(self._layout)
                self._row = self._defined = 0
        elif self._depth == 1:
            said = {bare(key): value for key, value in attributes.items()}
            if name == "table-column":
                self._define(said)
            elif name == "table-row":
                self._start_row(said)
            elif name in CELLS:
                self._start_cell(said)
            elif name == "p":
                self._layout.reach(self._row + self._rows - 1, self._column + self._columns - 1)

    def _define(self, said: dict[str, str]) -> None:
        many = whole(said.get("number-columns-repeated"), MOST_COLUMNS)
        if said.get("visibility") in HIDDEN:
            self._layout.hidden_columns += range(self._defined, min(self._defined + many, MOST_COLUMNS))
        self._defined += many

    def _start_row(self, said: dict[str, str]) -> None:
        self._rows = whole(said.get("number-rows-repeated"), MOST_ROWS)
        self._column = 0
        self._columns = 0
        if said.get("visibility") in HIDDEN and self._row < MOST_ROWS:
            self._layout.hidden_rows += range(self._row, min(self._row + self._rows, MOST_ROWS))

    def _start_cell(self, said: dict[str, str]) -> None:
        self._column += self._columns
        self._columns = whole(said.get("number-columns-repeated"), MOST_COLUMNS)
        layout = self._layout
        kind = said.get("value-type")
        if kind:
            layout.reach(self._row + self._rows - 1, self._column + self._columns - 1)
            self._refuse_too_many()
        elif said.get("formula"):
            layout.uncomputed.add(self._row, self._columns)
        if kind == "percentage":
            for column in range(self._column, self._column + self._columns):
                layout.percent.add(self._row, column, self._rows)
        down = whole(said.get("number-rows-spanned"), MOST_ROWS)
        across = whole(said.get("number-columns-spanned"), MOST_COLUMNS)
        if down * across > 1 and len(layout.merged) < MOST_MERGED:
            layout.merged.append(
                Area(self._row, self._column, self._row + down - 1, self._column + across - 1)
            )

    def _end(self, name: str) -> None:
        name = bare(name)
        if name == "table":
            self._depth -= 1
            if not self._depth:
                self._refuse_too_many()
                self._cells += self._layout.cells
        elif name == "table-row" and self._depth == 1:
            self._row += self._rows
            self._rows = 1

    def _refuse_too_many(self) -> None:
        if self._cells + self._layout.cells > MOST_CELLS:
            raise Unreadable(TOO_MANY_CELLS, most=MOST_CELLS)
