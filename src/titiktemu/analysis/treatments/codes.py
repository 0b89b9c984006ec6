"""Categories said more coarsely: codes of larger regions, joined categories."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.regions.codes import code_system, readings, written
from titiktemu.analysis.regions.reading import System
from titiktemu.analysis.treatments.notes import Note, not_read

RARE_JOINED = gettext_noop(
    "{count} rare values of {column} are called “{name}” now; together they stand in {rows} rows."
)
MORE_JOINED = gettext_noop(
    "{count} of them stood in {least} rows or more: without them “{name}” would stand in fewer."
)
TOO_FEW_FILLED = gettext_noop("All values of {column} were emptied: fewer than {least} rows have one.")

type Counts = list[tuple[str, int]]
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
    """Give categories the name of a wider one: those that are named, then those that stand in few rows.

    Examples
    --------
    >>> told = {"map": {"Protestan": "Kristen", "Katolik": "Kristen"}, "other": "", "least": 0}
    >>> grouped(pl.Series("agama", ["Islam", "Katolik", None]), told)[0].to_list()
    ['Islam', 'Kristen', None]
    >>> told = {"map": {}, "other": "", "least": 2, "joined": "Lainnya"}
    >>> grouped(pl.Series("kerja", ["Tani", "Tani", "Hakim", "Pilot"]), told)[0].to_list()
    ['Tani', 'Tani', 'Lainnya', 'Lainnya']
    """
    wider, other = options["map"], options["other"]
    texts = values.cast(pl.String)
    if wider:
        named = {one: wider.get(one, other or one) for one in texts.drop_nulls().unique().to_list()}
        texts = texts.replace_strict(named, return_dtype=pl.String)
    return _rare_joined(texts, options["least"], options["joined"]) if options["least"] else (texts, [])


def _rare_joined(texts: pl.Series, least: int, name: str) -> Done:
    """Call all values that stand in fewer rows by one name; the rarest of the others too, until it is enough.

    The joined category never stands in fewer rows than the least either: who reads it would know of a few
    rows that theirs are rare. Where all filled rows together are too few, they are emptied.
    """
    counts = texts.drop_nulls().alias("value").value_counts(name="rows").sort("rows", "value").rows()
    own = [(value, rows) for value, rows in counts if _folded(value) == _folded(name)]
    going = _going([one for one in counts if one not in own], own, least)
    rows = sum(rows for _value, rows in (*going, *own))
    if not going and all(many >= least for _value, many in own):
        return texts, []
    if rows < least:
        empty = pl.Series(texts.name, [None] * texts.len(), pl.String)
        return empty, [Note(TOO_FEW_FILLED, {"column": texts.name, "least": least})]
    made = texts.replace([value for value, _rows in (*going, *own)], name)
    notes = [Note(RARE_JOINED, {"count": len(going), "column": texts.name, "rows": rows, "name": name})]
    if more := sum(rows >= least for _value, rows in going):
        notes.append(Note(MORE_JOINED, {"count": more, "least": least, "name": name}))
    return made, notes


def _going(others: Counts, own: Counts, least: int) -> Counts:
    """The values that are joined, the rarest first; ``own`` are those that have the joined name already.

    Examples
    --------
    >>> _going([("Hakim", 1), ("Pilot", 1), ("Guru", 3), ("Tani", 5)], [], 3)
    [('Hakim', 1), ('Pilot', 1), ('Guru', 3)]
    """
    total = sum(rows for _value, rows in own)
    going = [one for one in others if one[1] < least]
    if not going and not own:
        return []
    total += sum(rows for _value, rows in going)
    for one in others[len(going) :]:
        if total >= least:
            break
        going.append(one)
        total += one[1]
    return going


def _folded(name: str) -> str:
    return name.strip().casefold()
