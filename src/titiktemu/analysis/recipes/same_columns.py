"""Which columns of two deliveries are the same: by name, by name but for the year, by a name that is near."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from titiktemu.analysis.recipes.naming import machine_name
from titiktemu.analysis.spreadsheet.values import MONTHS

NEAR_WORD = 0.75
"""Likeness of two words, from 0 to 1, from which one may be a misspelling of the other."""
LONG_WORD = 4
"""Letters below which a word is itself or another: L and P, 1 and 2."""
WITHIN, AT_THE_END = 0.4, 0.2
"""Part of the longer name that the shorter must make up, where it stands within, and where it ends the longer
one: a row more of header puts words before names."""
YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
PART = re.compile(r"\b(triwulan|tw|kuartal|semester|smt)_(?:iv|i{1,3}|[1-4])(?![a-z0-9])")
MONTH = re.compile(rf"(?<![a-z])(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})(?![a-z])")


class How(StrEnum):
    """In what the names of one column differ."""

    SAME = "same"
    WRITTEN = "written"
    TIME = "time"
    NEAR = "near"


WEIGHTS = {How.SAME: 1.0, How.WRITTEN: 1.0, How.TIME: 0.95, How.NEAR: 0.7}


@dataclass(frozen=True, slots=True)
class Pair:
    """The same column in two deliveries."""

    old: str
    new: str
    how: How


def without_time(name: str) -> str:
    """A name whose year, month or quarter is left open.

    Examples
    --------
    >>> without_time("Anggaran 2024") == without_time("ANGGARAN 2025"), without_time("Triwulan II")
    (True, 'triwulan_#')
    """
    plain = PART.sub(r"\1_#", machine_name(name))
    return MONTH.sub("#", YEAR.sub("#", plain))


def paired(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Find the columns that are the same.

    Parameters
    ----------
    old, new : sequence of str
        Names in the header of each delivery, each once.

    Returns
    -------
    list of Pair
        In the order of the new header; columns that only one has are in none.

    Examples
    --------
    >>> found = paired(["Kode", "Pagu 2024", "Kecamatn"], ["KODE", "Kecamatan", "Pagu 2025", "Ket"])
    >>> [(one.old, one.new, one.how.value) for one in found]
    [('Kode', 'KODE', 'written'), ('Kecamatn', 'Kecamatan', 'near'), ('Pagu 2024', 'Pagu 2025', 'time')]
    """
    pairs: list[Pair] = []
    tiers: tuple[tuple[How, Callable[[str], str]], ...] = (
        (How.SAME, str),
        (How.WRITTEN, machine_name),
        (How.TIME, without_time),
    )
    for how, plain in tiers:
        pairs += _alike(
            _left(old, (one.old for one in pairs)), _left(new, (one.new for one in pairs)), how, plain
        )
    pairs += _near(_left(old, (one.old for one in pairs)), _left(new, (one.new for one in pairs)))
    places = {name: at for at, name in enumerate(new)}
    return sorted(pairs, key=lambda one: places[one.new])


def _left(names: Sequence[str], taken: Iterable[str]) -> list[str]:
    gone = {*taken}
    return [name for name in names if name not in gone]


def _alike(old: list[str], new: list[str], how: How, plain: Callable[[str], str]) -> list[Pair]:
    """Names that are equal once they are plain; several of them in their order."""
    groups: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for side, names in enumerate((old, new)):
        for name in names:
            groups[plain(name)][side].append(name)
    return [
        Pair(one, other, how)
        for before, after in groups.values()
        for one, other in zip(before, after, strict=False)
    ]


def _near(old: list[str], new: list[str]) -> list[Pair]:
    """Names that may be the same, the nearest first."""
    scored = sorted(
        ((score, one, other) for one in old for other in new if (score := nearness(one, other))),
        key=lambda it: -it[0],
    )
    pairs: list[Pair] = []
    for _score, one, other in scored:
        if not any(one == pair.old or other == pair.new for pair in pairs):
            pairs.append(Pair(one, other, How.NEAR))
    return pairs


def nearness(old: str, new: str) -> float:
    """How near two names are, from 0 (another column) to 1.

    Examples
    --------
    >>> nearness("Jumlah L", "Jumlah P"), nearness("Realisasi", "Tahun 2025 Realisasi") > 0.4
    (0.0, True)
    >>> nearness("Jumlah penduduk", "Jml penduduk") > 0.6, nearness("Anggaran", "Kecamatan")
    (True, 0.0)
    """
    left, right = without_time(old).split("_"), without_time(new).split("_")
    whole = SequenceMatcher(None, "_".join(left), "_".join(right)).ratio()
    if len(left) == len(right):
        return whole if all(map(_is_near_word, left, right)) else 0.0
    short, long = sorted((left, right), key=len)
    within = any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))
    least = AT_THE_END if long[-len(short) :] == short else WITHIN
    return whole if within and len("_".join(short)) >= least * len("_".join(long)) else 0.0


def _is_near_word(one: str, other: str) -> bool:
    if one == other:
        return True
    if any(letter.isdigit() for letter in one + other):
        return False
    return _is_shortened(one, other) or (
        min(len(one), len(other)) >= LONG_WORD and SequenceMatcher(None, one, other).ratio() >= NEAR_WORD
    )


def _is_shortened(one: str, other: str) -> bool:
    """jml for jumlah, kec for kecamatan: the same first letter, and the others in their order."""
    short, long = sorted((one, other), key=len)
    letters = iter(long)
    return len(short) > 1 and short[0] == long[0] and all(letter in letters for letter in short)


def moved_columns(old: Sequence[str], new: Sequence[str], pairs: Sequence[Pair]) -> list[Pair]:
    """The fewest columns that must have moved for the others to stand in their old order.

    Examples
    --------
    >>> pairs = paired(["a", "b", "c", "d"], ["d", "a", "b", "c"])
    >>> [one.new for one in moved_columns(["a", "b", "c", "d"], ["d", "a", "b", "c"], pairs)]
    ['d']
    """
    before = {name: at for at, name in enumerate(old)}
    after = {name: at for at, name in enumerate(new)}
    ordered = sorted(pairs, key=lambda one: after[one.new])
    staying = _longest_rise([before[one.old] for one in ordered])
    return [one for at, one in enumerate(ordered) if at not in staying]


def _longest_rise(numbers: Sequence[int]) -> set[int]:
    """Places of a longest rising part of a row of numbers (patience sorting)."""
    tops: list[int] = []
    places: list[int] = []
    under: list[int | None] = []
    for at, number in enumerate(numbers):
        pile = bisect_left(tops, number)
        under.append(places[pile - 1] if pile else None)
        if pile == len(tops):
            tops.append(number)
            places.append(at)
        else:
            tops[pile], places[pile] = number, at
    found: set[int] = set()
    walk = places[-1] if places else None
    while walk is not None:
        found.add(walk)
        walk = under[walk]
    return found
