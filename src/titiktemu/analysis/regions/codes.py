"""What a code of a region says: of which system, of which level, whose name, and what became of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from titiktemu.analysis.regions import reading, writing
from titiktemu.analysis.regions.reading import DIGITS, NEWEST, Change, Level, System
from titiktemu.analysis.regions.writing import CITY, DISTRICT, PROVINCE, REGENCY, VILLAGE, Form

DOTTED = re.compile(r"\d\d(?:\.\d\d(?:\.\d\d(?:\.\d{4})?)?)?", re.ASCII)
_LEAST = 0.5  # of the codes of a column must be in a table


@dataclass(frozen=True, slots=True)
class Region:
    """A region in one system of codes.

    Attributes
    ----------
    code : str
        As the system writes it: 35.10.22 of Kemendagri, 3510011 of BPS.
    system : System
    level : Level
    name : str
        In the newest edition that has the code.
    earlier : tuple of str
        Other names, spellings and short names.
    edition : int
        Year of the newest edition that has the code.
    """

    code: str
    system: System
    level: Level
    name: str
    earlier: tuple[str, ...]
    edition: int

    @property
    def digits(self) -> str:
        """The code without dots."""
        return self.code.replace(".", "")

    @property
    def changes(self) -> tuple[Change, ...]:
        """Splits, moves and renamings in which this code takes part, with their laws."""
        return tuple(
            one
            for one in reading.changes()
            if one.system is self.system and self.digits in {one.old, one.new}
        )

    @property
    def is_abolished(self) -> bool:
        """Whether the newest edition no longer has the code, or a law says so."""
        gone = any(one.kind in {"moved", "left"} and one.old == self.digits for one in self.changes)
        return gone or self.edition < NEWEST[self.system]

    @property
    def replaced_by(self) -> tuple[str, ...]:
        """Codes that stand in its place, where that is known.

        Examples
        --------
        >>> merauke = look_up_in("9101", System.KEMENDAGRI)
        >>> merauke.name, merauke.is_abolished, merauke.replaced_by, merauke.changes[0].law
        ('Kabupaten Merauke', True, ('93.01',), 'UU 14/2022')
        """
        if not self.is_abolished:
            return ()
        told = tuple(
            written(one.new, self.system)
            for one in self.changes
            if one.kind == "moved" and one.old == self.digits and one.new
        )
        return told or _same_name_elsewhere(self)


@dataclass(frozen=True, slots=True)
class Lookup:
    """What the tables know of a code: one region, or one in each system.

    Attributes
    ----------
    code : str
        As it was handed in.
    regions : tuple of Region
        Kemendagri's first.
    """

    code: str
    regions: tuple[Region, ...]

    @property
    def system(self) -> str:
        """Of which system the code is: "kemendagri", "bps", or "either" where both have it."""
        return "either" if len(self.regions) > 1 else str(self.regions[0].system)

    @property
    def level(self) -> Level:
        """The same in both systems."""
        return self.regions[0].level

    @property
    def names(self) -> tuple[str, ...]:
        """One name, or two where the systems use the code for different regions."""
        first = self.regions[0]
        return (first.name, *(one.name for one in self.regions[1:] if not accepted(first) & accepted(one)))


@dataclass(frozen=True, slots=True)
class CodeSystem:
    """Which codes a column holds.

    Attributes
    ----------
    system : System or None
        None where both tables know the codes equally, or neither knows half of them.
    levels : tuple of Level
        Of the known codes, the most frequent first.
    shares : dict of System to float
        Part of the codes that each table has, 0 to 1.
    """

    system: System | None
    levels: tuple[Level, ...]
    shares: dict[System, float]


def written(digits: str, system: System) -> str:
    """A code as its system writes it.

    Examples
    --------
    >>> written("3510012001", System.KEMENDAGRI), written("3510011", System.BPS)
    ('35.10.01.2001', '3510011')
    """
    if system is System.BPS:
        return digits
    return ".".join(part for part in (digits[:2], digits[2:4], digits[4:6], digits[6:]) if part)


def readings(code: str) -> list[tuple[System, str]]:
    """Systems in which a code may stand by its shape alone, with its digits.

    Examples
    --------
    >>> [str(system) for system, _digits in readings("3510")], readings("Rp 35")
    (['kemendagri', 'bps'], [])
    """
    code = code.strip()
    if "." in code:
        return [(System.KEMENDAGRI, code.replace(".", ""))] if DOTTED.fullmatch(code) else []
    if not (code.isascii() and code.isdecimal()):
        return []
    return [(system, code) for system in System if len(code) in DIGITS[system]]


def lookup(code: str, system: System | None = None) -> Lookup | None:
    """What the tables know of a code, in any edition.

    Parameters
    ----------
    code : str
        35, 35.10, 35.10.01, 35.10.01.2001, the same without dots, or as BPS writes it (3510011).
    system : System, optional
        Looks in this one alone.

    Returns
    -------
    Lookup or None
        None where no table has the code. Villages of BPS are in no table.

    Examples
    --------
    >>> lookup("3510011").system, lookup("35.10.22").names, lookup("3510").system
    ('bps', ('Siliragung',), 'either')
    >>> lookup("1101").names, lookup("99.01")
    (('Kabupaten Aceh Selatan', 'Kabupaten Simeulue'), None)
    """
    found = [look_up_in(digits, one) for one, digits in readings(code) if system in {None, one}]
    known = tuple(one for one in found if one is not None)
    return Lookup(code, known) if known else None


@lru_cache(maxsize=100_000)
def look_up_in(digits: str, system: System) -> Region | None:
    """The region with these digits in one system; None if no edition has them."""
    level = DIGITS[system].get(len(digits))
    if level is None:
        return None
    if level is Level.VILLAGE:
        name = reading.villages().get(digits)
        entry = reading.Entry(name, (), NEWEST[system]) if name else None
    else:
        entry = reading.entries(system).get(digits)
    if entry is None:
        return None
    return Region(written(digits, system), system, level, entry.name, entry.earlier, entry.edition)


@lru_cache(maxsize=100_000)
def accepted(region: Region) -> frozenset[Form]:
    """Every way to write the region that is not wrong.

    Examples
    --------
    >>> bogor = look_up_in("3201", System.KEMENDAGRI)
    >>> [bool(writing.forms(name) & accepted(bogor)) for name in ("Bogor", "KAB. BOGOR", "Kota Bogor")]
    [True, True, False]
    """
    found: set[Form] = set()
    for name in (region.name, *region.earlier):
        whole, part = writing.read(name)
        found.add(whole)
        if region.level is Level.REGENCY:
            found |= {part, ("", part[1])}
        elif region.level is Level.PROVINCE:
            found.add((PROVINCE, whole[1]))
        elif region.level is Level.DISTRICT:
            found.add((DISTRICT, whole[1]))
        else:
            found.add((VILLAGE, whole[1]))
    return frozenset(found)


def level_of_kind(kind: str) -> Level | None:
    """The level that a word before a name says.

    Examples
    --------
    >>> level_of_kind("kecamatan"), level_of_kind("")
    (<Level.DISTRICT: 3>, None)
    """
    levels = {PROVINCE: 1, REGENCY: 2, CITY: 2, DISTRICT: 3, VILLAGE: 4}
    return Level(levels[kind]) if kind in levels else None


def code_system(codes: Iterable[str]) -> CodeSystem:
    """Decide for a column of codes whose they are.

    Parameters
    ----------
    codes : iterable of str
        Distinct codes. Villages of BPS count as known where their district is.

    Returns
    -------
    CodeSystem
        Provinces and many regencies have equal codes in both systems: then ``system`` is None, and the names
        beside the codes must tell (`agreement.system_of`).

    Examples
    --------
    >>> found = code_system(["3510010", "3510011", "3510020"])
    >>> found.system, found.levels, found.shares[System.BPS]
    (<System.BPS: 'bps'>, (<Level.DISTRICT: 3>,), 1.0)
    """
    distinct = {code.strip() for code in codes} - {""}
    known: dict[System, Counter[Level]] = {one: Counter() for one in System}
    for code in distinct:
        for system, level in _known_in(code):
            known[system][level] += 1
    shares = {one: known[one].total() / len(distinct) if distinct else 0.0 for one in System}
    best = max(System, key=lambda one: shares[one])
    is_settled = shares[best] >= _LEAST and len(set(shares.values())) > 1
    levels = tuple(level for level, _count in known[best].most_common())
    return CodeSystem(best if is_settled else None, levels, shares)


def _known_in(code: str) -> list[tuple[System, Level]]:
    found = [
        (system, DIGITS[system][len(digits)])
        for system, digits in readings(code)
        if look_up_in(digits, system) is not None
    ]
    if len(code) == 10 and code.isdecimal() and look_up_in(code[:7], System.BPS) is not None:
        found.append((System.BPS, Level.VILLAGE))
    return found


@cache
def _newest_by_name(system: System) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for code, entry in reading.entries(system).items():
        if entry.edition >= NEWEST[system]:
            around = code[:4] if len(code) > 4 else code[:2] if len(code) > 2 else ""
            for name in (entry.name, *entry.earlier):
                found.setdefault((around, writing.read(name)[0][1]), []).append(code)
    return found


def _same_name_elsewhere(region: Region) -> tuple[str, ...]:
    """Codes with the same name in the region around it, or in what that one became."""
    if region.level is not Level.DISTRICT:
        return ()
    regency = look_up_in(region.digits[:4], region.system)
    moved = regency.replaced_by if regency and regency.is_abolished else ()
    around = [one.replace(".", "") for one in moved] or [region.digits[:4]]
    name = writing.read(region.name)[0][1]
    by_name = _newest_by_name(region.system)
    return tuple(
        written(code, region.system)
        for place in around
        for code in dict.fromkeys(by_name.get((place, name), ()))
    )
