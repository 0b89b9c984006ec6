"""Latitude and longitude that stand together in one cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.spreadsheet.values import degrees

TOGETHER = gettext_noop(
    "Latitude and longitude stand together in each cell, and are kept as a text. Split them into two columns"
    " before sending, so that they can be checked, drawn and protected."
)
NORTH, EAST = (-12.0, 7.0), (94.0, 142.0)
"""Latitudes and longitudes of Indonesia with some sea around it."""
ENOUGH = 0.6
"""Part of the cells that must be pairs."""
LOOKED_AT = 50
"""Different cells of which one must be a pair before all are looked at."""
_WORD = r"(?:(?:lat|lintang|latitude|lon|long|lng|bujur|longitude|ls|bt|point)\b[\s:=(]*)?"
_NUMBER = r"([-+]?\d{1,3}[.,]\d{3,})\s*°?\s*(?:ls|lu|bt|[nse])?"
_PAIR = re.compile(rf"[(\[]?\s*{_WORD}{_NUMBER}\s*[,;/|\s]\s*{_WORD}{_NUMBER}\s*[)\]]{{0,2}}", re.IGNORECASE)
_NO_THOUSANDS = re.compile(r"^[-+]|[.,]\d{4,}$")
"""A sign or a fourth decimal: 2,500 and 100,000 may be two and a hundred thousand and something."""
_BETWEEN = re.compile(r"[,;/|]\s|\s-\s|[;/|]|,|(?<=[A-Z])\s+(?=\d)")
_MINUS = str.maketrans("\u2212\u2013", "--")
"""The minus sign and the dash, as programs write them for a hyphen."""


def pair(cell: str) -> tuple[float, float] | None:
    """Latitude and longitude of a place in Indonesia, in whichever order they stand; else None.

    Examples
    --------
    >>> pair("-8.2192, 114.3691"), pair("(-8,2192; 114,3691)"), pair("114.3691 -8.2192")
    ((-8.2192, 114.3691), (-8.2192, 114.3691), (-8.2192, 114.3691))
    >>> pair("8°13'12'' LS, 114°30' BT"), pair("1.250, 980.500"), pair("0812 345 678")
    ((-8.22, 114.5), None, None)
    """
    bare = cell.strip().translate(_MINUS)
    if (found := _PAIR.fullmatch(bare)) and any(map(_NO_THOUSANDS.search, found.groups())):
        first, second = (float(one.replace(",", ".")) for one in found.groups())
    elif "°" in bare and len(parts := _BETWEEN.split(bare.strip("()[] "))) == 2:
        read = [degrees(one) for one in parts]
        if read[0] is None or read[1] is None:
            return None
        first, second = read[0], read[1]
    else:
        return None
    for north, east in ((first, second), (second, first)):
        if NORTH[0] <= north <= NORTH[1] and EAST[0] <= east <= EAST[1]:
            return north, east
    return None


def share_of_pairs(known: Mapping[str, int]) -> float:
    """Part of the cells, each as often as it comes, that are pairs.

    Examples
    --------
    >>> share_of_pairs({"-8.2192, 114.3691": 3, "belum diukur": 1})
    0.75
    """
    if not any(map(pair, islice(known, LOOKED_AT))):
        return 0.0
    return sum(many for cell, many in known.items() if pair(cell)) / sum(known.values())
