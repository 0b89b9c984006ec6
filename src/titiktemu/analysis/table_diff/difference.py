"""Two releases of a table compared: what became of its columns, rows, cells and codes of regions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl

from titiktemu.analysis.table_diff.cells import SHAPE, CellLog, CodeChange, only
from titiktemu.analysis.table_diff.crosswalk import Codes, Known, crosswalk
from titiktemu.analysis.table_diff.pairing import Paired, paired
from titiktemu.analysis.table_diff.regional import code_columns, name_columns, rejoined, same_names
from titiktemu.analysis.table_diff.sides import Release, alike, as_written, hash_of
from titiktemu.analysis.table_schema.changes import SchemaChange, compare, guessed_renames
from titiktemu.analysis.table_schema.schema import Schema

MOST_TRIED = 36
"""Pairs of a column that is gone and one that is new, of which the values are compared."""
SAME = 0.9
"""Part of the filled cells that must be equal for two columns of other names to be taken for one."""


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that is otherwise.

    Attributes
    ----------
    column : str
        As the new release calls it.
    key : tuple of str
        Of the row, in the new release.
    before, after : str or None
        None where there is nothing.
    """

    column: str
    key: tuple[str, ...]
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Difference:
    """What is otherwise. Cells are kept packed; the rows are those of the releases, which must stay readable.

    Attributes
    ----------
    old, new : Release
    rows : tuple of int
        How many the old and the new release have.
    key : tuple of str
        Columns of the new release by which rows were told apart; empty where whole rows were compared.
    columns : dict of str to str
        Columns of both releases: the new name and the old.
    schema_changes : tuple of SchemaChange
    pairs : Paired
        Rows of the releases, from 0.
    rejoined : int
        Pairs of rows that were found by what is known of codes of regions, their keys being different.
    changed_rows : int
        Pairs of rows of which some cell is otherwise, changes of code tables left out.
    """

    old: Release
    new: Release
    rows: tuple[int, int]
    key: tuple[str, ...]
    columns: dict[str, str]
    schema_changes: tuple[SchemaChange, ...]
    pairs: Paired
    rejoined: int
    changed_rows: int
    log: CellLog = field(repr=False)

    @property
    def added(self) -> int:
        """Rows that only the new release has."""
        return self.pairs.added.len()

    @property
    def removed(self) -> int:
        """Rows that only the old release has."""
        return self.pairs.removed.len()

    @property
    def cells(self) -> dict[str, int]:
        """Changed cells by column, changes of code tables left out; exact."""
        return {name: self.log.counts[name] for name in self.columns if self.log.counts[name]}

    @property
    def code_changes(self) -> list[CodeChange]:
        """Codes and names of regions that are other ones, while the region is the same."""
        return self.log.code_changes()

    @property
    def is_empty(self) -> bool:
        """Whether both releases say the same, the order of rows left aside."""
        return not (self.added or self.removed or self.cells or self.log.codes or self.schema_changes)

    def changes(self, start: int = 0, count: int = 100, column: str = "") -> list[CellChange]:
        """Some of the changed cells, column by column, in the order of the rows.

        Parameters
        ----------
        start, count : int
            Which of them, from 0.
        column : str
            Only those of this column.
        """
        found: list[CellChange] = []
        for name, part in self.log.changed(start, count, column):
            keys = self.keys(part["new"])
            cells = zip(keys, part["before"], part["after"], strict=True)
            found += [CellChange(name, key, before, after) for key, before, after in cells]
        return found

    def keys(self, at: pl.Series) -> list[tuple[str, ...]]:
        """Keys of some rows of the new release; their numbers from 1, where there is no key."""
        if not self.key:
            return [(str(row + 1),) for row in at]
        columns = [self.new.texts(name, at).fill_null("").to_list() for name in self.key]
        return list(zip(*columns, strict=True))

    def alone(self, side: str, start: int = 0, count: int = 100) -> list[dict[str, str | None]]:
        """Some of the rows that only one release has.

        Parameters
        ----------
        side : {"added", "removed"}
        start, count : int
        """
        release, at = (self.new, self.pairs.added) if side == "added" else (self.old, self.pairs.removed)
        some = at.slice(start, count)
        frame = pl.DataFrame([release.texts(name, some) for name in release.names if some.len()])
        return list(frame.iter_rows(named=True))


def diff(
    old: Release,
    new: Release,
    key: Sequence[str] = (),
    *,
    is_inferred: bool = False,
    tell: Callable[[float], None] | None = None,
) -> Difference:
    """Compare two releases of a table.

    Parameters
    ----------
    old, new : Release
    key : sequence of str
        Columns of the new release that tell one row from all others; else the primary key of its schema. With
        neither, whole rows are compared, and none is called changed.
    is_inferred : bool
        Whether the schemas were taken from the data, so that what they allow is no promise.
    tell : callable, optional
        Told now and then which part is done, from 0 to 1.

    Returns
    -------
    Difference
        One column of each release is held at a time, beside 16 bytes for each row.

    Notes
    -----
    Rows are told apart by hashes of 64 bits: two of two million share one with a chance below one in four
    million.
    """
    compared = _Comparison(old, new, tuple(key) or new.schema.primary_key)
    return compared.done(tell, is_inferred=is_inferred)


class _Comparison:
    def __init__(self, old: Release, new: Release, key: tuple[str, ...]) -> None:
        self._old, self._new = old, new
        self._heights = (old.rows(), new.rows())
        self._columns = self._common(guessed_renames(old.schema, new.schema))
        # A key that the old release lacks tells nothing about its rows.
        self._key = key if all(name in self._columns for name in key) else ()
        self._schemas: tuple[Schema, Schema] = (old.schema, new.schema)
        self._regions = code_columns(new.schema) | {
            name for name, before in self._columns.items() if before in code_columns(old.schema)
        }
        self._walks: dict[str, Codes] = {}
        self._log = CellLog()

    def _common(self, renamed: Mapping[str, str]) -> dict[str, str]:
        """New and old names of the columns that both have."""
        came_from = {after: before for before, after in renamed.items()}
        theirs = {*self._old.names}
        pairs = ((name, name if name in theirs else came_from.get(name, "")) for name in self._new.names)
        return {name: before for name, before in pairs if before in theirs}

    def _both(self, name: str) -> tuple[pl.Series, pl.Series]:
        """A column of both releases as it is written."""
        return self._old.column(self._columns[name]), self._new.column(name)

    def _alike(self, name: str, old: pl.Series, new: pl.Series) -> tuple[pl.Series, pl.Series]:
        fields = self._old.field(self._columns[name]), self._new.field(name)
        return alike(old, new, *fields, self._schemas)

    def _hashes(
        self, names: Sequence[str], at: tuple[pl.Series, pl.Series] | None = None
    ) -> tuple[pl.Series, pl.Series]:
        """Hashes of some columns of both, one column at a time."""
        heights = (at[0].len(), at[1].len()) if at else self._heights
        found = [hash_of([], height) for height in heights]
        for name in names:
            old, new = self._alike(name, *self._both(name))
            some = (old.gather(at[0]), new.gather(at[1])) if at else (old, new)
            found = [hash_of([mixed, one], one.len()) for mixed, one in zip(found, some, strict=True)]
        return found[0], found[1]

    def _walk(self, name: str) -> Codes:
        if name not in self._walks:
            old, new = (as_written(one).drop_nulls().unique() for one in self._both(name))
            self._walks[name] = crosswalk(old.to_list(), new.to_list())
        return self._walks[name]

    def _rejoin(self, pairs: Paired) -> tuple[Paired, int]:
        """Rows whose key differs by codes of one region belong together."""
        names = [name for name in self._key if name in self._regions]
        if not (names and pairs.removed.len() and pairs.added.len()):
            return pairs, 0
        walks = {name: self._walk(name) for name in names}
        if not any(walks.values()):
            return pairs, 0
        gone, come = {"old": pairs.removed}, {"new": pairs.added}
        for name in self._key:
            old, new = self._both(name)
            some = old.gather(pairs.removed), new.gather(pairs.added)
            is_code = name in names
            gone[name], come[name] = (
                (as_written(one) for one in some)
                if is_code
                else (one.hash() for one in self._alike(name, *some))
            )
        found = rejoined(pl.DataFrame(gone), pl.DataFrame(come), self._key, walks)
        both = pl.concat(
            [
                pl.DataFrame({"old": pairs.old, "new": pairs.new}),
                found.cast({"old": pl.UInt32, "new": pl.UInt32}),
            ]
        ).sort("new")
        removed = pairs.removed.filter(~pairs.removed.is_in(found["old"].implode()))
        added = pairs.added.filter(~pairs.added.is_in(found["new"].implode()))
        return Paired(both["old"], both["new"], removed, added, pairs.repeated), found.height

    def _find_renamed(self, pairs: Paired) -> dict[str, str]:
        """Columns of other names that hold the same values in nearly all rows."""
        known = {*self._columns.values()}
        gone = [name for name in self._old.names if name not in known]
        come = [name for name in self._new.names if name not in self._columns]
        found: dict[str, str] = {}
        if not self._key or len(gone) * len(come) > MOST_TRIED:
            return found
        for after in come:
            for before in gone:
                if before not in found.values() and self._is_same(before, after, pairs):
                    found[after] = before
                    break
        return found

    def _is_same(self, before: str, after: str, pairs: Paired) -> bool:
        old, new = self._old.column(before).gather(pairs.old), self._new.column(after).gather(pairs.new)
        one, other = alike(old, new, self._old.field(before), self._new.field(after), self._schemas)
        both = one.is_not_null() & other.is_not_null()
        filled = int(both.sum())
        # A column of one value, such as the year of the release, is like any other of it by chance.
        return one.n_unique() > 2 and filled > 0 and int((both & (one == other)).sum()) >= SAME * filled

    def done(self, tell: Callable[[float], None] | None, *, is_inferred: bool) -> Difference:
        """Compare everything."""
        by = self._key or tuple(self._columns)
        whole = tuple(self._columns)
        pairs = paired(*self._hashes(by), lambda old, new: self._hashes(whole, (old, new)))
        pairs, joined = self._rejoin(pairs)
        self._columns |= self._find_renamed(pairs)
        changed = np.zeros(pairs.old.len(), dtype=np.bool_)
        for done, name in enumerate(self._columns):
            if self._key:
                changed |= self._compare(name, pairs)
            if tell:
                tell((done + 1) / len(self._columns))
        renamed = {before: after for after, before in self._columns.items() if before != after}
        return Difference(
            self._old,
            self._new,
            self._heights,
            self._key,
            self._columns,
            compare(*self._schemas, renamed, is_inferred=is_inferred),
            pairs,
            joined,
            int(changed.sum()),
            self._log,
        )

    def _compare(self, name: str, pairs: Paired) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Note the changed cells of a column; gives whether each pair of rows has one."""
        old, new = (
            one if _is_all(at, one.len()) else one.gather(at)
            for one, at in zip(self._both(name), (pairs.old, pairs.new), strict=True)
        )
        one, other = self._alike(name, old, new)
        at = one.ne_missing(other).arg_true()
        is_changed = np.zeros(one.len(), dtype=np.bool_)
        if at.len():
            cells = (
                pairs.old.gather(at),
                pairs.new.gather(at),
                *(as_written(it.gather(at)) for it in (old, new)),
            )
            frame = pl.DataFrame(dict(zip(SHAPE, cells, strict=True)), schema=SHAPE)
            kept = self._log.add(name, frame.with_columns(at.alias("pair")), self._known(name, frame))
            is_changed[kept["pair"].to_numpy()] = True
        return is_changed

    def _known(self, name: str, changed: pl.DataFrame) -> dict[tuple[str, str], Known]:
        """Which of the changes are changes of code tables."""
        if name in self._regions:
            return only(self._walk(name), changed["before"], changed["after"])
        if name not in name_columns(self._new.schema):
            return {}
        codes = [
            (as_written(old.gather(changed["old"])), as_written(new.gather(changed["new"])))
            for old, new in map(self._both, sorted(self._regions & {*self._columns}))
        ]
        return same_names(changed, codes)


def _is_all(at: pl.Series, height: int) -> bool:
    """Whether rows are all of a column in its order, so that nothing need be moved."""
    return at.len() == height and at.is_sorted()
