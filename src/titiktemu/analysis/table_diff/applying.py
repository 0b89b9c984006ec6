"""A release made of the one before and the difference: what proves that the difference says everything."""

from __future__ import annotations

import polars as pl

from titiktemu.analysis.table_diff.difference import Difference


def applied(one: Difference) -> pl.DataFrame:
    """The rows of the new release, made of the old one, in no order.

    Rows that are gone are left out, changed cells are set, new rows and new columns are taken over.

    Parameters
    ----------
    one : Difference
        Of releases of which a column has the same kind of values in both.
    """
    kinds = one.new.table.collect_schema()
    kept = {name: one.old.column(before).gather(one.pairs.old) for name, before in one.columns.items()}
    place = pl.DataFrame({"old": one.pairs.old, "at": pl.int_range(one.pairs.old.len(), eager=True)})
    for name, cells in one.log.everything():
        at = cells.join(place, on="old", how="left", maintain_order="left")["at"]
        kept[name] = kept[name].scatter(at, _read(cells["after"], kinds[name]))
    columns = []
    for name in one.new.names:
        new = one.new.column(name)
        held = kept[name] if name in kept else new.gather(one.pairs.new)
        columns.append(pl.concat([held.cast(kinds[name]), new.gather(one.pairs.added)]).alias(name))
    return pl.DataFrame(columns)


def _read(texts: pl.Series, kind: pl.DataType) -> pl.Series:
    """What `sides.as_written` made texts of."""
    if kind == pl.Boolean:
        return texts == "true"
    if isinstance(kind, pl.Date | pl.Datetime | pl.Time):
        return texts.str.strptime(kind, strict=True)
    return texts.cast(kind)
