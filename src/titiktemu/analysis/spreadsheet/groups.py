"""Rows of a body that are no records: names of the group below them, and headers that come again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from titiktemu.analysis.spreadsheet.kinds import Kind
from titiktemu.analysis.spreadsheet.values import is_missing

NUMBERED = re.compile(r"(?:[A-Z]|[IVXL]+|\d{1,2}|\([a-z\d]\))[.)]\s*\S.*")
ENUMERATOR = re.compile(r"(?:[A-Z]|[IVXL]+|[a-z])[.)]?")
_PLACE = "provinsi|kabupaten|kota|kecamatan|kelurahan|desa|distrik|kampung|pulau|wilayah"
PLACES = re.compile(
    rf"(?:{_PLACE})(?:\s?/\s?(?:provinces?|regency|regencies|municipalit(?:y|ies)|city|cities|districts?|villages?))?",
    re.IGNORECASE,
)
OF_A_PLACE = re.compile(rf"(?:{_PLACE}|kab\.|kec\.|upt|puskesmas|dinas)\s+\S.*", re.IGNORECASE)
MOST_FILLED = 0.5
"""Part of the rows that must have figures, so that one without is something else."""
FEW = 0.34
"""Part of the rows that may be names of groups."""

type Numbered = tuple[int, list[str]]


def group_rows(below: Sequence[Numbered], typed: Sequence[Kind]) -> set[int]:
    """Rows that only name the group of the records below them, as in "A. Kecamatan Muncar".

    A record whose figures are all missing looks nearly so; the label itself must say that it is none, by a
    letter or number before it, capitals that no other has, or the missing running number.

    Parameters
    ----------
    below : sequence of (int, list of str)
        The rows below the header, each with its number.
    typed : sequence of Kind
        What most cells of each column are.

    Returns
    -------
    set of int
        Numbers of rows.

    Examples
    --------
    >>> rows = [["A. Utara", "", ""], ["Beras", "kg", "10"], ["B. Selatan", "", ""], ["Gula", "kg", "5"]]
    >>> sorted(group_rows(list(enumerate(rows, start=2)), [Kind.TEXT, Kind.TEXT, Kind.NUMBER]))
    [2, 4]
    """
    figures = [at for at, kind in enumerate(typed) if kind is not Kind.TEXT and at]
    if not figures or len(below) < 2:
        return set()
    lone = [one for one in below[:-1] if _is_lone(one[1], figures)]
    if not lone or len(lone) > FEW * len(below) + 1:
        return set()
    numbers = {at for at, _row in lone}
    others = [row for at, row in below if at not in numbers]
    if sum(1 for row in others if any(row[at].strip() for at in figures)) < MOST_FILLED * len(below):
        return set()
    counts = _shares(others)
    return {at for at, row in lone if _names_group(row, counts)}


def _is_lone(row: Sequence[str], figures: Sequence[int]) -> bool:
    """One text, perhaps after a letter that numbers it, and nothing at all where the figures are."""
    if any(row[at].strip() for at in figures):
        return False
    filled = [cell.strip() for cell in row if cell.strip()]
    if not filled or is_missing(filled[-1]):
        return False
    return len(filled) == 1 or (len(filled) == 2 and ENUMERATOR.fullmatch(filled[0]) is not None)


def _shares(others: Sequence[Sequence[str]]) -> tuple[float, bool, bool]:
    """Of the records: part with a first cell, and whether any is in capitals, or begins as a place does."""
    many = max(len(others), 1)
    firsts = [next((cell.strip() for cell in row if cell.strip()), "") for row in others]
    return (
        sum(1 for row in others if row[0].strip()) / many,
        any(cell.isupper() and not cell.isdigit() for row in others for cell in row[:2] if len(cell) > 3),
        any(OF_A_PLACE.fullmatch(one) for one in firsts),
    )


def _names_group(row: Sequence[str], others: tuple[float, bool, bool]) -> bool:
    filled = [cell.strip() for cell in row if cell.strip()]
    label = filled[-1]
    numbered, in_capitals, of_places = others
    return (
        len(filled) == 2
        or NUMBERED.fullmatch(label) is not None
        or PLACES.fullmatch(label) is not None
        or label.endswith(":")
        or (label.isupper() and len(label) > 3 and not in_capitals)
        or (OF_A_PLACE.fullmatch(label) is not None and not of_places)
        or (not row[0].strip() and numbered == 1.0)
    )


def repeated_headers(below: Sequence[Numbered], header: Sequence[Sequence[str]]) -> set[int]:
    """Rows that are the same as one of the header: a table that was printed on several pages.

    Examples
    --------
    >>> repeated_headers([(2, ["A", "1"]), (3, ["Nama", "Rp"]), (4, ["B", "2"])], [["Nama", "Rp"]])
    {3}
    """
    known = {tuple(map(_plain, row)) for row in header if sum(1 for cell in row if cell.strip()) > 1}
    firsts = {row[0] for row in known}
    return {at for at, row in below if _plain(row[0]) in firsts and tuple(map(_plain, row)) in known}


def _plain(cell: str) -> str:
    return " ".join(cell.split()).lower()
