"""Changes of code tables in two releases: in keys, where rows would seem gone and new, and in cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from titiktemu.analysis.spreadsheet.rules import Meaning
from titiktemu.analysis.table_diff.crosswalk import RANKS, Codes, Kind, Known, is_one_region
from titiktemu.analysis.table_schema.kinds import WILAYAH
from titiktemu.analysis.table_schema.schema import Schema

ROUNDS = 20
"""So often pairs are looked for anew when those found before have made others unambiguous."""


def code_columns(schema: Schema) -> set[str]:
    """Columns that hold codes of regions, as the schema says.

    Examples
    --------
    >>> from titiktemu.analysis.table_schema.parsing import parse
    >>> code_columns(parse({"fields": [{"name": "kode", "meaning": "region_code"}, {"name": "n"}]}))
    {'kode'}
    """
    found = {one.name for one in schema.fields if one.meaning == Meaning.REGION_CODE}
    for key in schema.foreign_keys:
        if key.resource == WILAYAH:
            found |= {name for name, there in zip(key.fields, key.reference, strict=True) if there != "nama"}
    return found


def name_columns(schema: Schema) -> set[str]:
    """Columns that hold names of regions, as the schema says."""
    return {one.name for one in schema.fields if one.meaning == Meaning.REGION_NAME}


def rejoined(
    removed: pl.DataFrame, added: pl.DataFrame, key: Sequence[str], walks: Mapping[str, Codes]
) -> pl.DataFrame:
    """Pair rows whose keys differ only by codes of one region.

    A pair counts where each of the two rows has no other partner that is as sure; what is ambiguous stays
    removed and added.

    Parameters
    ----------
    removed, added : polars.DataFrame
        Rows without a partner: their numbers as ``old`` and ``new``, and the columns of the key as texts.
    key : sequence of str
    walks : mapping of str to Codes
        What is known of the codes of those columns of the key that hold codes of regions.

    Returns
    -------
    polars.DataFrame
        Columns old and new.
    """
    candidates = removed.with_columns(pl.lit(0, dtype=pl.Int64).alias("rank"))
    for name, walk in walks.items():
        steps = _steps(walk, removed[name], added[name])
        candidates = candidates.join(steps, left_on=name, right_on="before", how="inner")
        candidates = candidates.with_columns(
            pl.max_horizontal("rank", "step").alias("rank"), pl.col("after").alias(name)
        ).drop("step", "after")
    candidates = candidates.join(added, on=[*key], how="inner", nulls_equal=True).select("old", "new", "rank")
    return _unambiguous(candidates)


def _steps(walk: Codes, before: pl.Series, after: pl.Series) -> pl.DataFrame:
    """From each code to itself and to those that it may have become."""
    stay = {one: one for one in {*before.drop_nulls()} & {*after.drop_nulls()}}
    rows = [(one, one, -1) for one in stay]
    rows += [(one, other, RANKS[known.kind]) for (one, other), known in walk.items()]
    return pl.DataFrame(
        rows, schema={"before": pl.String, "after": pl.String, "step": pl.Int64}, orient="row"
    )


def _unambiguous(candidates: pl.DataFrame) -> pl.DataFrame:
    found = [pl.DataFrame(schema={"old": pl.UInt32, "new": pl.UInt32})]
    for _round in range(ROUNDS):
        best = candidates.filter(
            (pl.col("rank") == pl.col("rank").min().over("old"))
            & (pl.col("rank") == pl.col("rank").min().over("new"))
        )
        sure = best.filter((pl.len().over("old") == 1) & (pl.len().over("new") == 1)).select("old", "new")
        if not sure.height:
            break
        found.append(sure)
        candidates = candidates.join(sure, on="old", how="anti").join(sure, on="new", how="anti")
    return pl.concat(found)


def same_names(
    changed: pl.DataFrame, codes: Sequence[tuple[pl.Series, pl.Series]]
) -> dict[tuple[str, str], Known]:
    """Pairs of names that are names of one region, by the code that stands in the row before and after.

    Parameters
    ----------
    changed : polars.DataFrame
        Changed cells of a column of names: before and after.
    codes : sequence of (polars.Series, polars.Series)
        Of each column of codes: those of the same rows, in the old and in the new release.
    """
    found: dict[tuple[str, str], Known] = {}
    for before, after in codes:
        rows = changed.select("before", "after", was=before, now=after).drop_nulls().unique()
        for one, other, *told in rows.rows():
            if any(is_one_region(code, [one, other]) for code in told):
                found[one, other] = Known(Kind.NAME)
    return found
