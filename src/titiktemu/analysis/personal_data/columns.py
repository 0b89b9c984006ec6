"""A column made ready for looking: its cells sorted by their shape, so that each test sees few of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from titiktemu.analysis.personal_data.words import COUNTED, FACILITY, HEADERS, NEVER
from titiktemu.analysis.spreadsheet.shapes import has_word
from titiktemu.analysis.spreadsheet.values import is_missing

MARKERS_BEGIN = frozenset("-–—.…nN#tTxX")
"""First letters of the markers for missing."""
WRAPPED = frozenset("'’`\"=")
"""First letters of numbers that were to be kept from being read as numbers."""
ROUND = (".0", ".00")
"""How numbers end that were read as numbers."""
LONGEST_SHAPE = 60
"""Letters of a cell that can be one number or one date; longer ones are texts."""
_DIGIT_AFTER = re.compile(r"(?<=[A-Za-z])(?=[0-9])")
STRUCTURAL = frozenset(
    {
        "nik", "kk", "nip", "npwp", "phone", "email", "plate", "bpjs", "passport", "driving_licence",
        "bank_account", "person_number",
    }
)  # fmt: skip
"""Kinds whose values have a form: words for counts and places in the name say nothing against them."""

_SHAPED = str.maketrans(
    {
        **dict.fromkeys("123456789", "0"),
        **dict.fromkeys("bcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "a"),
    }
)
_AS_NUMBER = re.compile(r"(?:['’`]|=?\")?(?P<number>[0-9](?:[ .-]?[0-9]){8,24}?)(?:\.00?)?\"?")
_NUMBER = re.compile(r"['’`\"]?[+(0][0+ .()/'-]*")
_BY_DIGITS: dict[int, tuple[str, ...]] = {
    8: ("landline",), 9: ("landline",), 10: ("landline", "mobile"), 11: ("landline", "mobile"),
    12: ("landline", "mobile"), 13: ("landline", "mobile", "bpjs", "tax_mask"), 14: ("mobile", "tax_mask"),
    15: ("mobile", "tax_mask"), 16: ("nik", "tax_mask"), 18: ("nip",), 22: ("branch",),
}  # fmt: skip
"""Names of the tests in `patterns.BY_SHAPE`, by how many digits a number has."""
_PLATE = re.compile(r"a{1,2}[ -]?0{3,4}[ -]?a{2,3}")
_DATE = re.compile(
    r"(?:a[a .'-]{1,30}[,/ ] ?)?(?:0{4}[-/.]0{1,2}[-/.]0{1,2}|0{1,2}[-/. ](?:0{1,2}"
    r"|a{3,9})[-/. ]0{2,4})(?:[T ].*)?"
)
_LONG_RUN = re.compile(r"0(?:[ .()-]{0,2}0){7}")
_PLACE = re.compile(r".{0,12}0[.,°].*[,;/| ].*0[.,°].*")
"""Two numbers with decimals or degrees, as latitude and longitude are."""
_FIGURE = re.compile(r"(?:aaa?\.? ?)?[-(]?0[0., ]*\)?%?,?-?")


@lru_cache(maxsize=16384)
def _tests_of(shape: str) -> tuple[str, ...]:
    """Under which heads a cell of this shape is looked at."""
    heads = _short_tests_of(shape) if len(shape) <= LONGEST_SHAPE else []
    if "@" in shape:
        heads.append("email")
    letters = "aa" in shape or not shape.isascii()
    if letters and "0" not in shape and "@" not in shape and "date" not in heads:
        heads.append("words")
    if letters and " " in shape:
        heads.append("wordy")
    if _LONG_RUN.search(shape):
        heads.append("long")
    return tuple(heads)


def _short_tests_of(shape: str) -> list[str]:
    heads: list[str] = []
    if _NUMBER.fullmatch(shape):
        heads += _BY_DIGITS.get(shape.count("0"), ())
    elif _PLATE.fullmatch(shape):
        heads.append("plate")
    if _DATE.fullmatch(shape):
        heads.append("date")
    if _PLACE.fullmatch(shape):
        heads.append("place")
    if _FIGURE.fullmatch(shape):
        heads.append("figure")
    return heads


@lru_cache(maxsize=4096)
def kinds_by_name(name: str) -> frozenset[str]:
    """Kinds that the name of a column speaks for.

    Examples
    --------
    >>> [sorted(kinds_by_name(one)) for one in ("No. HP", "Jumlah pasien HIV", "kode rekening")]
    [['phone'], [], []]
    """
    name = _DIGIT_AFTER.sub(" ", name)
    against = has_word(name, COUNTED) or has_word(name, FACILITY)
    return frozenset(
        kind
        for kind, words in HEADERS.items()
        if has_word(name, words)
        and not has_word(name, NEVER.get(kind))
        and (kind in STRUCTURAL or not against)
    )


@dataclass(slots=True)
class Column:
    """A column as it is looked at.

    Attributes
    ----------
    name : str
    known : dict of str to int
        Every different cell that is not missing, without blanks around it, and how often it comes.
    filled : int
        Cells that are not missing.
    by_head : mapping of str to list of str
        Different cells by what they may be.
    heads : frozenset of str
        Kinds that the name speaks for.
    """

    name: str
    known: dict[str, int]
    filled: int
    by_head: dict[str, list[str]] = field(default_factory=dict)
    heads: frozenset[str] = frozenset()

    def count(self, cells: Iterable[str], test: Callable[[str], object] | None = None) -> int:
        """How many cells, each as often as it comes, pass a test."""
        known = self.known
        return sum(known[one] for one in cells if test is None or test(one))

    def under(self, head: str) -> list[str]:
        """Different cells of which the shape allows it."""
        return self.by_head.get(head, [])

    def share(self, cells: Iterable[str], test: Callable[[str], object] | None = None) -> float:
        """Part of the filled cells that pass a test."""
        return self.count(cells, test) / self.filled

    @property
    def is_text(self) -> bool:
        """Whether a good part of the cells holds several words."""
        return self.count(self.under("wordy")) >= 0.3 * sum(self.known.values())

    @property
    def is_even(self) -> bool:
        """Whether the values come about equally often: as labels do, and facts about people do not."""
        counts = self.known.values()
        return max(counts) <= max(3, 1.05 * min(counts))

    @property
    def is_breakdown(self) -> bool:
        """Whether all values come equally often, as where a table counts by them."""
        counts = set(self.known.values())
        return len(counts) == 1 and (len(self.known) >= 3 or counts == {1})


def column_of(name: str, values: Mapping[str, int], filled: int | None = None) -> Column | None:
    """Sort the cells of a column; None where nothing is filled.

    Parameters
    ----------
    name : str
    values : mapping of str to int
        Different cells, and how often each comes.
    filled : int, optional
        Cells that are not missing, where `values` are only those that a faster engine suspects.
    """
    known = _filled(values)
    if not known:
        return None
    total = max(sum(known.values()), filled or 0)
    return Column(name, known, total, _by_head(known), kinds_by_name(name))


def _filled(values: Mapping[str, int]) -> dict[str, int]:
    """Cells that are not missing, without blanks around them."""
    known: dict[str, int] = {}
    for value, many in values.items():
        bare = value.strip()
        if not bare or many <= 0:
            continue
        first = bare[0]
        if first in WRAPPED or bare.endswith(ROUND):
            bare = _whole(bare)
        elif first in MARKERS_BEGIN and is_missing(bare):
            continue
        known[bare] = known[bare] + many if bare in known else many
    return known


def _by_head(known: Mapping[str, int]) -> dict[str, list[str]]:
    """Cells by what their shape allows; each shape is judged once."""
    shapes = "\n".join(known).translate(_SHAPED).split("\n")
    if len(shapes) != len(known):  # a cell of several lines
        shapes = [one.translate(_SHAPED) for one in known]
    by_shape: dict[str, list[str]] = defaultdict(list)
    for value, shape in zip(known, shapes, strict=True):
        by_shape[shape].append(value)
    by_head: dict[str, list[str]] = defaultdict(list)
    for shape, cells in by_shape.items():
        for head in _tests_of(shape):
            by_head[head] += cells
    return dict(by_head)


def _whole(cell: str) -> str:
    """A long number without what programs write around it that take it for a number, or were told not to."""
    found = _AS_NUMBER.fullmatch(cell)
    return found["number"] if found else cell
