"""Categories said more coarsely: codes of larger regions, joined categories."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from titiktemu.analysis.regions.codes import code_system, readings, written
from titiktemu.analysis.regions.reading import System
from titiktemu.analysis.treatments.notes import Note, not_read

type Done = tuple[pl.Series, list[Note]]

LENGTHS = {
    System.KEMENDAGRI: {"province": 2, "regency": 4, "district": 6},
    System.BPS: {"province": 2, "regency": 4, "district": 7},
}
"""Digits of the code of each level."""
VILLAGE = 10
"""Digits of the code of a village in either system."""


def larger_region(values: pl.Series, options: Mapping[str, Any]) -> Done:
    """Cut codes of regions down to a larger region; what is larger already stays.

    Examples
    --------
    >>> told = {"level": "district", "system": ""}
    >>> larger_region(pl.Series("kode", ["35.10.01.2001", "35.10.02", "?"]), told)[0].to_list()
    ['35.10.01', '35.10.02', None]
    >>> larger_region(pl.Series("kode", ["3510011003"]), {"level": "district", "system": "bps"})[0].to_list()
    ['3510011']
    """
    different = [str(one) for one in values.drop_nulls().unique().to_list()]
    system = System(options["system"]) if options["system"] else code_system(different).system
    known = {code: _larger(code, options["level"], system) for code in different}
    made = [None if one is None else known[str(one)] for one in values.to_list()]
    coarse = pl.Series(values.name, made, pl.String)
    return coarse, not_read(values.name, coarse.null_count() - values.null_count())


def _larger(code: str, level: str, system: System | None) -> str | None:
    found = readings(code)
    if system is System.BPS and len(code) == VILLAGE and code.isdecimal():
        found = [(system, code)]  # villages of BPS are in no table
    if not found:
        return None
    here, digits = next((one for one in found if one[0] is system), found[0])
    cut = digits[: LENGTHS[here][level]]
    return written(cut, here) if "." in code else cut


def grouped(values: pl.Series, options: Mapping[str, Any]) -> Done:
    """Give categories the name of a wider one.

    Examples
    --------
    >>> told = {"map": {"Protestan": "Kristen", "Katolik": "Kristen"}, "other": ""}
    >>> grouped(pl.Series("agama", ["Islam", "Katolik", None]), told)[0].to_list()
    ['Islam', 'Kristen', None]
    """
    wider, other = options["map"], options["other"]
    texts = values.cast(pl.String).to_list()
    made = [None if one is None else wider.get(one, other or one) for one in texts]
    return pl.Series(values.name, made, pl.String), []
