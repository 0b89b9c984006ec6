"""The number of a letter as offices write it, by a pattern that each initiative may change."""

import re
from datetime import date
from typing import Final

USUAL: Final = "{number}/{code}/TT/{month}/{year}"
PARTS: Final = frozenset({"number", "code", "month", "year"})
NEEDED: Final = frozenset({"number", "code", "year"})
"""Without these two letters could have the same number."""
PLACE: Final = re.compile(r"\{([^{}]*)\}")
ALLOWED: Final = re.compile(r"[A-Za-z0-9 ./{}()-]{1,80}")
ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
DIGITS: Final = 3


def is_pattern(pattern: str) -> bool:
    """Whether numbers can be written by it, each different from all others.

    >>> is_pattern(USUAL), is_pattern("{number}/{code}"), is_pattern("{number}{code}{year}{day}")
    (True, False, False)
    """
    named = PLACE.findall(pattern)
    # Between two places stands something, or their digits would run together.
    apart = all(PLACE.split(pattern)[2:-1:2])
    loose = PLACE.sub("", pattern)
    return (
        ALLOWED.fullmatch(pattern) is not None
        and set(named) >= NEEDED
        and set(named) <= PARTS
        and len(named) == len(set(named))
        and apart
        and not {"{", "}"} & set(loose)
    )


def written(pattern: str, number: int, code: str, day: date) -> str:
    """The number by the pattern.

    >>> written(USUAL, 5, "UND", date(2026, 11, 28))
    '005/UND/TT/XI/2026'
    """
    parts = {
        "number": f"{number:0{DIGITS}}",
        "code": code,
        "month": ROMAN[day.month - 1],
        "year": f"{day.year:04}",
    }
    return PLACE.sub(lambda place: parts[place[1]], pattern)
