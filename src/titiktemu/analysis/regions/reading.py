"""The tables of regions that ship with the program; each is read when first asked for, and kept.

Codes are plain digits in here. What the files are, where they come from and under which licence is in
``tables/NOTICE.md``.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "tables"


class System(StrEnum):
    """Who gives the codes: the ministry of home affairs, or the statistics office."""

    KEMENDAGRI = "kemendagri"
    BPS = "bps"


class Level(IntEnum):
    """Province, regency or city, district (kecamatan, distrik), village (desa, kelurahan)."""

    PROVINCE = 1
    REGENCY = 2
    DISTRICT = 3
    VILLAGE = 4


NEWEST = {System.KEMENDAGRI: 2025, System.BPS: 2018}
"""Edition of which the whole table is here."""
DIGITS = {
    System.KEMENDAGRI: {2: Level.PROVINCE, 4: Level.REGENCY, 6: Level.DISTRICT, 10: Level.VILLAGE},
    System.BPS: {2: Level.PROVINCE, 4: Level.REGENCY, 7: Level.DISTRICT},
}
"""Level by number of digits."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A code in the tables.

    Attributes
    ----------
    name : str
        In the newest edition that has the code, as people write it: "Kabupaten Banyuwangi".
    earlier : tuple of str
        Other names and spellings of other editions, and short names.
    edition : int
        Year of the newest edition that has the code.
    """

    name: str
    earlier: tuple[str, ...]
    edition: int


@dataclass(frozen=True, slots=True)
class Change:
    """A split, a move or a renaming with the law that made it.

    Attributes
    ----------
    system : System
    kind : str
        "split": ``new`` was formed out of ``old``, which goes on. "moved": ``old`` is no longer used, ``new``
        ("" where it is not known) is. "renamed": one code, ``name`` is another name that tables have for it.
        "left": ``old`` is no longer part of Indonesia.
    old, new : str
        Codes in digits.
    name : str
        What the region is called in the change.
    law : str
        As it is cited: "UU 20/2012".
    date : str
        When the law was made, as 2012-11-16.
    """

    system: System
    kind: str
    old: str
    new: str
    name: str
    law: str
    date: str


@cache
def entries(system: System) -> Mapping[str, Entry]:
    """Every province, regency and district of a system by its code in digits, of any edition.

    Examples
    --------
    >>> entries(System.KEMENDAGRI)["351022"].name, entries(System.BPS)["3510011"].name
    ('Siliragung', 'Siliragung')
    """
    newest = NEWEST[system]
    names = {code: [name] for code, name in _newest(system)}
    editions = dict.fromkeys(names, newest)
    for of, edition, code, name in _rows("other_editions.csv"):
        if of == system:
            names.setdefault(code, []).append(name)
            editions.setdefault(code, int(edition))
    for of, code, name in _rows("aliases.csv"):
        if of == system:
            names[code].append(name)
    return {
        code: Entry(found[0], tuple(dict.fromkeys(found[1:])) if found[1:] else (), editions[code])
        for code, found in sorted(names.items())
    }


def _newest(system: System) -> Iterator[tuple[str, str]]:
    if system is System.BPS:
        yield from ((code, name) for code, name in _rows("bps_2018.csv"))
        return
    for level in ("provinces", "regencies", "districts"):
        for row in _rows(f"kemendagri_2025/{level}.csv"):
            yield row[0].replace(".", ""), row[-1]


def _rows(name: str) -> Iterator[list[str]]:
    """The rows below the header."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        next(rows)
        yield from rows


@cache
def villages() -> Mapping[str, str]:
    """Names of the villages of Kemendagri's newest edition by code in digits.

    Examples
    --------
    >>> len(villages()), villages()["1101012001"]
    (83762, 'Keude Bakongan')
    """
    found: dict[str, str] = {}
    district = ""
    with gzip.open(FOLDER / "kemendagri_2025" / "villages.txt.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            if line[4] == " ":
                found[district + line[:4]] = line[5:-1]
            else:
                district = line[:-1]
    return found


@cache
def changes() -> tuple[Change, ...]:
    """Splits, moves and renamings that the program knows, with their laws."""
    return tuple(
        Change(System(system), kind, old, new, name, law, date)
        for system, kind, old, new, name, law, date in _rows("changes.csv")
    )
