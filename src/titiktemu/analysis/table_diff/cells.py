"""Cells that are otherwise in rows that belong together: counted exactly, kept packed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import polars as pl

from titiktemu.analysis.table_diff.crosswalk import Codes, Known
from titiktemu.analysis.table_schema.errors import packed, unpacked

PIECE = 200_000
SHAPE = {"old": pl.UInt32, "new": pl.UInt32, "before": pl.String, "after": pl.String}


@dataclass(frozen=True, slots=True)
class CodeChange:
    """A code or a name of a region that is another one, while the region is the same.

    Attributes
    ----------
    column, before, after : str
    known : Known
        Why.
    count : int
        Rows in which it is so.
    """

    column: str
    before: str
    after: str
    known: Known
    count: int


@dataclass(slots=True)
class CellLog:
    """The changed cells of all columns.

    Attributes
    ----------
    counts : Counter of str
        Changed cells by column, changes of code tables left out.
    codes : Counter of (str, str, str)
        Column, before and after of changes of code tables.
    """

    counts: Counter[str] = field(default_factory=Counter)
    codes: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    known: dict[tuple[str, str, str], Known] = field(default_factory=dict)
    _blocks: dict[str, list[tuple[int, bytes]]] = field(default_factory=dict)
    _code_blocks: dict[str, list[tuple[int, bytes]]] = field(default_factory=dict)

    def add(self, column: str, changed: pl.DataFrame, known: Mapping[tuple[str, str], Known]) -> pl.DataFrame:
        """Note the changed cells of a column; gives those that are no changes of code tables.

        Parameters
        ----------
        column : str
        changed : polars.DataFrame
            Columns old, new, before and after, and any others.
        known : mapping of (str, str) to Known
            Pairs of texts that are changes of code tables.
        """
        if known:
            pairs = pl.DataFrame([*known], schema={"before": pl.String, "after": pl.String}, orient="row")
            codes = changed.join(pairs, on=["before", "after"], how="semi")
            changed = changed.join(pairs, on=["before", "after"], how="anti", maintain_order="left")
            for before, after, many in codes.group_by("before", "after").len().rows():
                self.codes[column, before, after] += many
                self.known[column, before, after] = known[before, after]
            self._keep(self._code_blocks, column, codes)
        if changed.height:
            self.counts[column] += changed.height
            self._keep(self._blocks, column, changed)
        return changed

    def _keep(self, blocks: dict[str, list[tuple[int, bytes]]], column: str, frame: pl.DataFrame) -> None:
        for part in frame.select([*SHAPE]).iter_slices(PIECE):
            blocks.setdefault(column, []).append((part.height, packed(part)))

    def code_changes(self) -> list[CodeChange]:
        """Changes of code tables, by column and code."""
        return [CodeChange(*pair, self.known[pair], many) for pair, many in sorted(self.codes.items())]

    def changed(self, start: int, count: int, column: str = "") -> Iterator[tuple[str, pl.DataFrame]]:
        """Changed cells from a place on, column by column, in the order of the new rows."""
        for name, blocks in self._blocks.items():
            for size, block in blocks if column in {"", name} else ():
                if start >= size:
                    start -= size
                    continue
                if count <= 0:
                    return
                part = unpacked(block).slice(start, count)
                start, count = 0, count - part.height
                yield name, part

    def everything(self) -> Iterator[tuple[str, pl.DataFrame]]:
        """All changed cells, those of code tables too."""
        for blocks in (self._blocks, self._code_blocks):
            for name, held in blocks.items():
                for _size, block in held:
                    yield name, unpacked(block)


def only(pairs: Codes, before: pl.Series, after: pl.Series) -> dict[tuple[str, str], Known]:
    """Those of some known pairs that stand in two columns side by side."""
    frame = pl.DataFrame({"before": before, "after": after}).unique().drop_nulls()
    return {pair: pairs[pair] for pair in frame.rows() if pair in pairs}
