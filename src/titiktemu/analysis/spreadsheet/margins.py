"""Rows of a long table that are totals in one of its columns and records in the others: margins of a cube.

"Jumlah | Laki-laki | 66" beside "Muncar | Laki-laki | 60" is published as it is, as any other record; a row
that says "Jumlah" and leaves the other columns of words empty is a total of the sheet.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from titiktemu.analysis.spreadsheet.kinds import LOOKED_AT, Kind
from titiktemu.analysis.spreadsheet.values import YEAR, is_missing

MOSTLY = 0.8
"""Part of the records in which a column must be filled to be one of the dimensions."""
CROSSED = 0.5
"""Part of the labels that must come beside several values of the other dimensions."""
OFTEN = 5
"""Times that a number comes from which on another may come once more: the beginning of a long file is cut."""
AGAIN = 2
"""Rows with the same word for total, and different values beside it, that make margins of them."""

type Numbered = tuple[int, list[str]]


def margins(named: Sequence[Numbered], records: Sequence[Numbered], typed: Sequence[Kind]) -> set[int]:
    """Rows named as totals that are records of a cube.

    The word stands in one dimension and all others are filled as in the records; it comes again beside other
    values of them, never twice beside the same; and labels of the records come beside several values as well.
    So subtotals of groups are none: each of their labels stands in one group alone.

    Parameters
    ----------
    named : sequence of (int, list of str)
        Rows whose first filled cell is a word for total, each with its number.
    records : sequence of (int, list of str)
        All others.
    typed : sequence of Kind
        What most cells of each column are.

    Returns
    -------
    set of int
        Numbers of rows.

    Examples
    --------
    >>> rows = [(2, ["A", "L", "6"]), (3, ["A", "P", "5"]), (4, ["B", "L", "1"]), (5, ["B", "P", "2"])]
    >>> ends = [(6, ["Jumlah", "L", "7"]), (7, ["Jumlah", "P", "7"]), (8, ["Jumlah", "", "14"])]
    >>> sorted(margins(ends, rows, [Kind.TEXT, Kind.TEXT, Kind.NUMBER]))
    [6, 7]
    """
    found: set[int] = set()
    below: dict[int, list[Numbered]] = defaultdict(list)
    for at, row in named:
        below[_first_filled(row)].append((at, row))
    for label, several in below.items():
        others = beside(label, records, typed)
        if len(several) >= AGAIN and others:
            found |= _come_again(label, several, others, records)
    return found


def beside(label: int, records: Sequence[Numbered], typed: Sequence[Kind]) -> tuple[int, ...]:
    """The other dimensions of a cube whose labels stand in this column; none where it is no cube.

    Examples
    --------
    >>> rows = [(2, ["A", "L", "6"]), (3, ["A", "P", "5"]), (4, ["B", "L", "1"]), (5, ["B", "P", "2"])]
    >>> beside(0, rows, [Kind.TEXT, Kind.TEXT, Kind.NUMBER])
    (1,)
    """
    places = _dimensions(label, records, typed)
    if not places:
        return ()
    sides: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for _at, row in records[:LOOKED_AT]:
        if row[label].strip():
            sides[row[label].strip().lower()].add(_key(row, places))
    crossed = sum(1 for keys in sides.values() if len(keys) > 1)
    return places if sides and crossed >= CROSSED * len(sides) else ()


def _first_filled(row: Sequence[str]) -> int:
    return next(place for place, cell in enumerate(row) if cell.strip())


def _dimensions(label: int, records: Sequence[Numbered], typed: Sequence[Kind]) -> tuple[int, ...]:
    """Columns that are nearly always filled and no figures: words, years, and numbers that come as evenly.

    Small counts may come evenly by chance; where no other column would be left for figures, they are ones.
    """
    words, even, figures = [], [], 0
    for place, kind in enumerate(typed):
        known = Counter(row[place].strip() for _at, row in records if not is_missing(row[place].strip()))
        many, often = known.total(), set(known.values())
        if place == label or many < MOSTLY * len(records) or not many:
            continue
        if kind is not Kind.NUMBER or _years(known) >= MOSTLY * many:
            words.append(place)
        elif len(known) > 1 and min(often) > 1 and max(often) - min(often) <= (min(often) >= OFTEN):
            even.append(place)
        else:
            figures += 1
    return tuple(sorted([*words, *(even if figures else ())]))


def _years(known: Counter[str]) -> int:
    """Cells that are years."""
    return sum(many for value, many in known.items() if YEAR.fullmatch(value))


def _key(row: Sequence[str], places: Sequence[int]) -> tuple[str, ...]:
    return tuple(row[at].strip().lower() for at in places)


def _come_again(
    label: int, named: Sequence[Numbered], others: Sequence[int], records: Sequence[Numbered]
) -> set[int]:
    """Rows whose word comes beside several values of the records, and beside each once."""
    known = [{row[at].strip().lower() for _at, row in records} for at in others]
    words: dict[str, list[tuple[int, tuple[str, ...]]]] = defaultdict(list)
    for at, row in named:
        words[row[label].strip().lower()].append((at, _key(row, others)))
    return {at for word, rows in words.items() for at in _of_word(word, rows, known)}


def _of_word(
    word: str, rows: Sequence[tuple[int, tuple[str, ...]]], known: Sequence[set[str]]
) -> Iterator[int]:
    filled = [(at, key) for at, key in rows if all(key)]
    told = [key for _at, key in filled if any(one in seen for one, seen in zip(key, known, strict=True))]
    if len(told) < AGAIN or len({key for _at, key in filled}) < len(filled):
        return
    for at, key in filled:
        if all(one in seen or one == word for one, seen in zip(key, known, strict=True)):
            yield at
