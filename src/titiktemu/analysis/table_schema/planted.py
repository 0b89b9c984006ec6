"""Made-up tables of services in real districts, in which it is known which rows break what.

Here each code belongs to the name beside it, in both systems, unless the row is one of the faults.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from titiktemu.analysis.regions.codes import Region, look_up_in
from titiktemu.analysis.regions.names import counterparts
from titiktemu.analysis.regions.reading import NEWEST, Level, System, entries

FAULT = 0.001
"""Part of the rows that has each fault."""
FAULTS = ("repeated", "unknown", "mismatched", "nameless", "impossible", "wordy", "beyond")
PIECE = 100_000
PROVINCE = "35"
SCHEMA: dict[str, Any] = {
    "fields": [
        {"name": "id", "type": "string", "constraints": {"unique": True, "pattern": "L[0-9]{8}"}},
        {"name": "kode", "type": "string"},
        {"name": "kode_bps", "type": "string"},
        {"name": "kecamatan", "type": "string", "constraints": {"required": True}},
        {"name": "tanggal", "type": "date"},
        {"name": "biaya", "type": "number", "decimalChar": ",", "groupChar": "."},
        {"name": "persen", "type": "number", "decimalChar": ",", "constraints": {"maximum": 100}},
    ],
    "primaryKey": ["id"],
    "foreignKeys": [
        {
            "fields": ["kode", "kecamatan"],
            "reference": {"resource": "wilayah", "fields": ["kode_kemendagri", "nama"]},
        },
        {"fields": "kode_bps", "reference": {"resource": "wilayah", "fields": "kode_bps"}},
    ],
}
"""What a planted table keeps to, but for its faults."""


@dataclass(frozen=True, slots=True)
class Planted:
    """A table in a file with the truth about it.

    Attributes
    ----------
    path : Path
    rows : dict of str to list of int
        Rows of the file, from 1, that have each of `FAULTS`.
    """

    path: Path
    rows: dict[str, list[int]]


@cache
def _districts() -> tuple[list[str], list[str], list[str]]:
    """Codes of Kemendagri, codes of BPS and names of the districts of a province that both systems have."""
    found: list[tuple[Region, Region]] = []
    for digits, entry in entries(System.KEMENDAGRI).items():
        region = look_up_in(digits, System.KEMENDAGRI)
        is_wanted = digits.startswith(PROVINCE) and entry.edition == NEWEST[System.KEMENDAGRI]
        if (
            region
            and is_wanted
            and region.level is Level.DISTRICT
            and len(other := counterparts(region)) == 1
        ):
            found.append((region, other[0]))
    return (
        [one.code for one, _bps in found],
        [bps.code for _one, bps in found],
        [one.name for one, _bps in found],
    )


def plant_services(path: Path, rows: int, seed: int) -> Planted:
    """Write a table of services as CSV, and say which rows have which fault.

    Parameters
    ----------
    path : Path
    rows : int
    seed : int

    Returns
    -------
    Planted
        A row has one fault at most: an identifier of the row before, a code that no table has, the name of
        another district, no name, a day that never was, words for a number, a share beyond 100.
    """
    rng = np.random.default_rng(seed)
    truth: dict[str, list[int]] = {fault: [] for fault in FAULTS}
    with path.open("wb") as file:
        for start in range(0, rows, PIECE):
            many = min(PIECE, rows - start)
            frame, fault = _piece(rng, start, many)
            for at, name in enumerate(FAULTS):
                truth[name] += (np.flatnonzero(fault == at) + start + 2).tolist()
            frame.write_csv(file, include_header=start == 0)
    return Planted(path, truth)


def _piece(rng: np.random.Generator, start: int, many: int) -> tuple[pl.DataFrame, np.ndarray[Any, Any]]:
    codes, others, names = (np.array(one) for one in _districts())
    drawn = rng.random(many)
    fault = np.where(drawn < FAULT * len(FAULTS), (drawn / FAULT).astype(np.int64), -1)
    # The first row has none before it, and a row before a repeated one keeps its own identifier.
    fault[0] = -1
    fault[1:][(fault[1:] == 0) & (fault[:-1] == 0)] = -1
    at = rng.integers(0, len(codes), many)
    elsewhere = (at + rng.integers(1, len(codes), many)) % len(codes)
    ids = np.arange(start + 1, start + many + 1) - (fault == 0)
    cents = rng.integers(100, 10**9, many)
    frame = pl.DataFrame(
        {
            "id": ids,
            "kode": np.where(fault == 1, "35.98.01", codes[at]),
            "kode_bps": np.where(fault == 1, "3598010", others[at]),
            "kecamatan": np.where(fault == 3, "", np.where(fault == 2, names[elsewhere], names[at])),
            "tanggal": rng.integers(0, 2000, many),
            "whole": cents // 100,
            "part": cents % 100,
            "persen": np.where(fault == 6, 101, rng.integers(0, 100, many)),
            "fault": fault,
        }
    )
    return _as_written(frame), fault


def _as_written(frame: pl.DataFrame) -> pl.DataFrame:
    day = (pl.lit("2020-01-01").str.to_date() + pl.duration(days="tanggal")).cast(pl.String)
    millions, rest = pl.col("whole") // 1_000_000, pl.col("whole") % 1_000_000
    thousands = (rest // 1000).cast(pl.String), (rest % 1000).cast(pl.String)
    whole = (
        pl.when(millions > 0)
        .then(
            pl.concat_str(
                millions, pl.lit("."), thousands[0].str.zfill(3), pl.lit("."), thousands[1].str.zfill(3)
            )
        )
        .when(rest >= 1000)
        .then(pl.concat_str(thousands[0], pl.lit("."), thousands[1].str.zfill(3)))
        .otherwise(thousands[1])
    )
    money = pl.concat_str(whole, pl.lit(","), pl.col("part").cast(pl.String).str.zfill(2))
    return frame.select(
        pl.concat_str(pl.lit("L"), pl.col("id").cast(pl.String).str.zfill(8)).alias("id"),
        "kode",
        "kode_bps",
        "kecamatan",
        pl.when(pl.col("fault") == 4).then(pl.lit("2024-02-31")).otherwise(day).alias("tanggal"),
        pl.when(pl.col("fault") == 5).then(pl.lit("n/a")).otherwise(money).alias("biaya"),
        pl.concat_str(pl.col("persen"), pl.lit(",5")).alias("persen"),
    )
