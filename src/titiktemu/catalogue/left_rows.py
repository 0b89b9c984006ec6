"""Rows of a file that are no data, with their texts, for a person to judge: totals, notes, groups."""

from collections.abc import Mapping
from typing import Any

from titiktemu.catalogue.meanings import ROWS

LEFT = ("total", "note", "group", "repeat", "left")
MOST_SHOWN, LONGEST = 20, 160


def left_rows(picture: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of a picture that are left out of the data, as a page shows them.

    What the cells say comes from the picture alone, which may be covered for its reader.
    """
    found = [
        {"row": at, "kind": kind, "name": ROWS[kind], "text": _text(cells)}
        for at, kind, cells in picture["rows"]
        if kind in LEFT
    ]
    return found[:MOST_SHOWN]


def not_shown(table: Mapping[str, Any], picture: Mapping[str, Any]) -> int:
    """How many totals of the table are not in its picture."""
    known = {at for at, _kind, _cells in picture["rows"]}
    listed = table["total_rows"]
    many = int(table.get("total_rows_count", len(listed)))
    return max(0, many - sum(1 for at in listed if at in known))


def _text(cells: list[str]) -> str:
    said = " · ".join(" ".join(one.split()) for one in cells if one.strip())
    return said if len(said) <= LONGEST else f"{said[: LONGEST - 1]}…"
