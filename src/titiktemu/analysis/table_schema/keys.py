"""What needs more than one cell: values that come once only, and values that must stand elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
import polars as pl

from titiktemu.analysis.regions.agreement import agrees
from titiktemu.analysis.regions.codes import lookup
from titiktemu.analysis.regions.reading import System

BITS = 25
"""So many bits of a hash point into a table of what was seen: 32 MB for each key."""
REMEMBERED = 100_000
BETWEEN = ", "
SYSTEMS = {"kode": None, "kode_kemendagri": System.KEMENDAGRI, "kode_bps": System.BPS}


def joined(columns: Sequence[pl.Series]) -> pl.Series:
    """The values of several columns as one text; null where any of them is."""
    if len(columns) == 1:
        return columns[0]
    frame = pl.DataFrame([one.alias(str(at)) for at, one in enumerate(columns)])
    return frame.select(pl.concat_str(pl.all(), separator=BETWEEN, ignore_nulls=False)).to_series()


def hashed(columns: Sequence[pl.Series]) -> pl.Series:
    """A hash of each row of some columns; null where any of them is."""
    if len(columns) == 1:
        return columns[0].hash().set(columns[0].is_null(), None)
    frame = pl.DataFrame([one.alias(str(at)) for at, one in enumerate(columns)])
    hashes = frame.select(pl.struct(pl.all())).to_series().hash()
    for one in columns:
        hashes = hashes.set(one.is_null(), None)
    return hashes


class Once:
    """Values that must come once only: finds every row whose value came before, in one reading.

    The hashes of all values are kept, eight bytes each. Texts are kept only of rows whose value may have come
    before, by a table of bits that is right about all that did and wrong about few that did not.
    """

    def __init__(self) -> None:
        self._seen = np.zeros(1 << BITS, dtype=np.bool_)
        self._hashes: list[pl.Series] = []
        self._rows: list[pl.Series] = []
        self._maybe: list[pl.DataFrame] = []

    def add(self, columns: Sequence[pl.Series], texts: Sequence[pl.Series], rows: pl.Series) -> None:
        """Take over the values of a piece, rows with a missing one left out.

        Parameters
        ----------
        columns : sequence of polars.Series
            Values that are equal where they must not be, null where missing.
        texts : sequence of polars.Series
            As they stand in the file.
        rows : polars.Series
        """
        hashes = hashed(columns)
        if hashes.null_count():
            there = hashes.is_not_null()
            texts, rows = [one.filter(there) for one in texts], rows.filter(there)
            hashes = hashes.filter(there)
        at = (hashes.to_numpy() >> np.uint64(64 - BITS)).astype(np.int64)
        maybe = pl.Series(self._seen[at]) | ~pl.Series(at).is_first_distinct()
        self._seen[at] = True
        self._hashes.append(hashes)
        self._rows.append(rows.cast(pl.UInt32))
        if maybe.any():
            kept = joined([one.filter(maybe) for one in texts])
            self._maybe.append(pl.DataFrame({"row": rows.filter(maybe), "text": kept}))

    def again(self) -> pl.DataFrame:
        """Rows whose value came in an earlier row: columns row and text."""
        if not self._maybe:
            return pl.DataFrame(schema={"row": pl.Int64, "text": pl.String})
        again = ~pl.concat(self._hashes).is_first_distinct()
        rows = pl.concat(self._rows).filter(again).cast(pl.Int64)
        return pl.concat(self._maybe).join(pl.DataFrame({"row": rows}), on="row", how="semi")


class Elsewhere:
    """Values that must be among known ones.

    Parameters
    ----------
    test : callable
        Which of some different rows of texts are not known.
    """

    def __init__(self, test: Callable[[pl.DataFrame], list[bool]]) -> None:
        self._test = test
        self._known: set[tuple[str, ...]] = set()

    def unknown(self, columns: Sequence[pl.Series]) -> pl.DataFrame:
        """Places of a piece whose values are not known: columns at and text."""
        frame = pl.DataFrame([one.alias(str(at)) for at, one in enumerate(columns)])
        names = frame.columns
        different = frame.drop_nulls().unique()
        if self._known:
            new = [row not in self._known for row in different.rows()]
            different = different.filter(pl.Series(new, dtype=pl.Boolean))
        is_bad = pl.Series(self._test(different), dtype=pl.Boolean)
        if len(self._known) < REMEMBERED:
            self._known.update(different.filter(~is_bad).rows())
        bad = different.filter(is_bad)
        found = frame.with_row_index("at").join(bad, on=names, how="semi")
        return found.select("at", text=pl.concat_str(names, separator=BETWEEN))


def among_regions(fields: Sequence[str]) -> Elsewhere:
    """Codes of regions, alone or with a name beside them, that the tables of regions know.

    Parameters
    ----------
    fields : sequence of str
        Of "kode" (of either system), "kode_kemendagri", "kode_bps" and "nama".

    Examples
    --------
    >>> codes = pl.Series(["35.10", "35.99", "3510010"])
    >>> among_regions(["kode"]).unknown([codes])["text"].to_list()
    ['35.99']
    """
    return Elsewhere(partial(_unknown_regions, tuple(fields)))


def _unknown_regions(fields: tuple[str, ...], rows: pl.DataFrame) -> list[bool]:
    return [not _is_region(dict(zip(fields, row, strict=True))) for row in rows.rows()]


def _is_region(told: dict[str, str]) -> bool:
    """Whether some region has all that is told of it. A name alone is not looked up."""
    found = [
        {one.code for one in looked.regions if "nama" not in told or agrees(told["nama"], one)}
        for field, system in SYSTEMS.items()
        if field in told and (looked := lookup(told[field].strip(), system)) is not None
    ]
    wanted = sum(1 for field in SYSTEMS if field in told)
    return len(found) == wanted and all(found)


def among_rows(known: pl.DataFrame) -> Elsewhere:
    """Values that some row of a table has, all columns taken together."""
    held = set(known.cast(pl.String).drop_nulls().unique().rows())
    return Elsewhere(lambda rows: [row not in held for row in rows.rows()])


class Itself:
    """Values that must stand in other fields of the same table, known when all of it was read."""

    def __init__(self) -> None:
        self._there: list[pl.Series] = []
        self._asked: list[pl.Series] = []

    def add(self, asked: Sequence[pl.Series], there: Sequence[pl.Series]) -> None:
        """Take over the values of a piece."""
        self._asked = [pl.concat([*self._asked, hashed(asked).drop_nulls()]).unique()]
        self._there = [pl.concat([*self._there, hashed(there).drop_nulls()]).unique()]

    def lacking(self) -> pl.Series:
        """Hashes of the values that stand nowhere."""
        if not self._asked:
            return pl.Series(dtype=pl.UInt64)
        return self._asked[0].filter(~self._asked[0].is_in(self._there[0].implode()))


def lacking_in(columns: Sequence[pl.Series], lacking: pl.Series) -> pl.DataFrame:
    """Places of a piece whose values are among those that stand nowhere: columns at and text."""
    at = hashed(columns).is_in(lacking.implode()).fill_null(value=False).arg_true()
    return pl.DataFrame({"at": at, "text": joined([one.gather(at) for one in columns])})
