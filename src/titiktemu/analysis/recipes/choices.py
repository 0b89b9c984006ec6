"""A recipe: everything that a person decided about one table, so that the next delivery is read the same way.

A recipe is made of plain values. It is kept as JSON beside each release, and comes back from there exactly.
Nonsense never becomes a recipe: it is refused with a sentence when the recipe is made.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.recipes.naming import LONGEST, machine_name
from titiktemu.analysis.recipes.plain import WRONG, RecipeBroken, checked_fields, read_list
from titiktemu.analysis.spreadsheet.rules import NUMBERS, Meaning

LEVELS = 4
"""Of regions, from provinces to villages."""
VERSION = 1
"""Of the form of the JSON. A recipe of another version is refused, never guessed at."""
TWICE = gettext_noop("Two columns of the recipe have the same name: {name}.")
NO_CHOICE = gettext_noop("The recipe says nothing about the column {name}.")
NOT_KEPT = gettext_noop("The key of the recipe names a column that is not kept: {name}.")
BAD_MARK = gettext_noop("The mark before decimals can only be a comma or a point, not {mark}.")
BAD_MACHINE_NAME = gettext_noop(
    "The short name {name} is not usable: small letters, digits and underscores only, and a letter first."
)
BAD_ROWS = gettext_noop("The rows that the recipe names are not in order: {rows}.")
OTHER_VERSION = gettext_noop(
    "The recipe is of version {version}; this program reads version {known}. Please update the program."
)
BAD_TREATMENT = gettext_noop("A treatment of the recipe cannot be kept as JSON.")
_MACHINE_NAME = re.compile(rf"[a-z][a-z0-9_]{{0,{LONGEST - 1}}}")


class Role(StrEnum):
    """What a row is, where a person said so against what was found."""

    RECORD = "record"
    TOTAL = "total"
    NOTE = "note"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Found:
    """What the values of a column said when a person decided about it. The next delivery is held against it.

    Attributes
    ----------
    meaning : Meaning
    decimal : str
    month_first : bool
    is_sure : bool
        Whether the values said so without doubt.
    is_empty : bool
        Whether there was no value.
    """

    meaning: Meaning
    decimal: str = ""
    month_first: bool = False
    is_sure: bool = True
    is_empty: bool = False


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """How one column is read and written.

    Attributes
    ----------
    name : str
        As it stands in the header of the delivery; by it the column is found.
    title : str
        What people see.
    meaning : Meaning
    decimal : str
        "," or "." before the decimals of its numbers; "" where it has none.
    month_first : bool
        Whether short dates are written month/day.
    unit : str
        Such as "Rp" or "ha"; "" where there is none.
    kept : bool
        Whether it is written at all.
    machine_name : str
        What it is called in CSV and Parquet, over all releases; made of the name where it is not given.
    level : int
        Of regions by name: 1 province, 2 regency or city, 3 district, 4 village; 0 where it is not said.
    found : Found or None
        What its values said; None where nobody looked at values.
    """

    name: str
    title: str
    meaning: Meaning
    decimal: str = ""
    month_first: bool = False
    unit: str = ""
    kept: bool = True
    machine_name: str = ""
    level: int = 0
    found: Found | None = None

    def __post_init__(self) -> None:
        if not self.machine_name:
            object.__setattr__(self, "machine_name", machine_name(self.name))
        if not _MACHINE_NAME.fullmatch(self.machine_name):
            raise RecipeBroken(BAD_MACHINE_NAME, name=self.machine_name)
        if self.decimal not in {"", ",", "."}:
            raise RecipeBroken(BAD_MARK, mark=self.decimal)
        if not 0 <= self.level <= LEVELS:
            raise RecipeBroken(WRONG, where="level")

    @property
    def reads(self) -> tuple[Meaning, str, bool]:
        """What decides how a value of the column is read."""
        decimal = (self.decimal or ".") if self.meaning in NUMBERS else ""
        return self.meaning, decimal, self.month_first and self.meaning is Meaning.DATE


@dataclass(frozen=True, slots=True)
class RowChoice:
    """What a person said a row is.

    Attributes
    ----------
    row : int
        Of the delivery in which it was said, from 1.
    role : Role
    text : str
        Its words, by which it is found again when rows move.
    """

    row: int
    role: Role
    text: str = ""


@dataclass(frozen=True, slots=True)
class Corrections:
    """Where a person saw the table, against where it was found. Row numbers are those of the file, from 1.

    Attributes
    ----------
    top, bottom : int
        First and last row of the table as it was found when this was said. The other rows move with the
        first; the last row keeps its distance from the second.
    depth : int
        Rows of the header as it was found.
    found : tuple of str
        Names of the columns as they were found, before the header was corrected.
    header_rows : tuple of int
        Rows of the header; empty: as found.
    first_row, last_row : int or None
        Of the records; None: as found.
    rows : tuple of RowChoice
        Rows that are something else than what they were taken for.
    """

    top: int = 1
    bottom: int = 1
    depth: int = 1
    found: tuple[str, ...] = ()
    header_rows: tuple[int, ...] = ()
    first_row: int | None = None
    last_row: int | None = None
    rows: tuple[RowChoice, ...] = ()

    def __post_init__(self) -> None:
        ends = [one for one in (self.first_row, self.last_row) if one is not None]
        told = [*self.header_rows, *ends]
        own = [one.row for one in self.rows]
        if told != sorted(told) or len({*own}) != len(own) or any(one < 1 for one in (*told, *own)):
            raise RecipeBroken(BAD_ROWS, rows=", ".join(map(str, [*told, *own])))

    @property
    def is_empty(self) -> bool:
        """Whether the table is taken as it was found."""
        return not (self.header_rows or self.first_row or self.last_row or self.rows)


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a person decided about one table.

    Attributes
    ----------
    sheet : str
        Name of the sheet in which the table was; "" of a text file.
    place : int
        Which table of the file it was, from 1.
    header : tuple of str
        Names of the columns of the table, in its order; corrected, if the person corrected the header.
    columns : tuple of ColumnChoice
        In the order in which they are written. One for each name of the header; further ones are of columns
        that the last delivery did not have, kept for when they come back.
    key : tuple of str
        Machine names of the columns that together tell one row from all others.
    treatments : tuple of mapping
        What is done against personal data and small cells, as `analysis.treatments` writes it; their columns
        are machine names.
    corrections : Corrections
        Where the person saw the table, if not where it was found.

    Examples
    --------
    >>> one = Recipe("", 1, ("Kode",), (ColumnChoice("Kode", "Kode", Meaning.REGION_CODE),), key=("kode",))
    >>> Recipe.from_json(one.as_json()) == one
    True
    """

    sheet: str
    place: int
    header: tuple[str, ...]
    columns: tuple[ColumnChoice, ...]
    key: tuple[str, ...] = ()
    treatments: tuple[Mapping[str, Any], ...] = ()
    corrections: Corrections = field(default_factory=Corrections)

    def __post_init__(self) -> None:
        _no_twice([one.name for one in self.columns])
        _no_twice([one.machine_name for one in self.columns])
        _no_twice(self.header)
        known = {one.name for one in self.columns}
        for name in self.header:
            if name not in known:
                raise RecipeBroken(NO_CHOICE, name=name)
        kept = {one.machine_name for one in self.columns if one.kept}
        for name in self.key:
            if name not in kept:
                raise RecipeBroken(NOT_KEPT, name=name)
        _are_json(self.treatments)

    @property
    def written(self) -> tuple[ColumnChoice, ...]:
        """The columns that are written from a delivery with this header, in their order."""
        here = {*self.header}
        return tuple(one for one in self.columns if one.kept and one.name in here)

    def of(self, name: str) -> ColumnChoice:
        """The choice about the column that the header calls so."""
        return next(one for one in self.columns if one.name == name)

    def changed(self, name: str, **changes: Any) -> Recipe:
        """The same recipe with another choice about the column that the header calls so.

        Examples
        --------
        >>> one = Recipe("", 1, ("Kode",), (ColumnChoice("Kode", "Kode", Meaning.TEXT),))
        >>> one.changed("Kode", meaning=Meaning.REGION_CODE).columns[0].meaning.value
        'region_code'
        """
        columns = tuple(replace(one, **changes) if one.name == name else one for one in self.columns)
        return replace(self, columns=columns)

    def as_json(self) -> dict[str, Any]:
        """Plain values for JSON."""
        told = self.corrections
        return {
            "version": VERSION,
            "sheet": self.sheet,
            "place": self.place,
            "header": list(self.header),
            "columns": [_column_json(one) for one in self.columns],
            "key": list(self.key),
            "treatments": [dict(one) for one in self.treatments],
            "corrections": {
                "top": told.top,
                "bottom": told.bottom,
                "depth": told.depth,
                "found": list(told.found),
                "header_rows": list(told.header_rows),
                "first_row": told.first_row,
                "last_row": told.last_row,
                "rows": [{"row": one.row, "role": one.role.value, "text": one.text} for one in told.rows],
            },
        }

    @classmethod
    def from_json(cls, data: object) -> Recipe:
        """A recipe from the values that `as_json` gave.

        Raises
        ------
        RecipeBroken
            Where they are anything else.
        """
        if isinstance(data, Mapping) and data.get("version") != VERSION and "version" in data:
            raise RecipeBroken(OTHER_VERSION, version=data["version"], known=VERSION)
        given = checked_fields(data, _RECIPE, where="recipe")
        return cls(
            sheet=given["sheet"],
            place=given["place"],
            header=read_list(given["header"], str, where="header"),
            columns=tuple(map(_column, read_list(given["columns"], dict, where="columns"))),
            key=read_list(given["key"], str, where="key"),
            treatments=read_list(given["treatments"], dict, where="treatments"),
            corrections=_corrections(given["corrections"]),
        )

    def as_text(self) -> str:
        """JSON of one line, the same for the same recipe."""
        return json.dumps(self.as_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


_RECIPE: dict[str, object] = {
    "version": int, "sheet": str, "place": int, "header": list, "columns": list, "key": list,
    "treatments": list, "corrections": dict,
}  # fmt: skip
_COLUMN: dict[str, object] = {
    "name": str, "title": str, "meaning": Meaning, "decimal": str, "month_first": bool, "unit": str,
    "kept": bool, "machine_name": str, "level": int, "found": (dict, None),
}  # fmt: skip
_FOUND: dict[str, object] = {
    "meaning": Meaning, "decimal": str, "month_first": bool, "is_sure": bool, "is_empty": bool,
}  # fmt: skip
_CORRECTIONS: dict[str, object] = {
    "top": int, "bottom": int, "depth": int, "found": list, "header_rows": list, "first_row": (int, None),
    "last_row": (int, None), "rows": list,
}  # fmt: skip
_ROW: dict[str, object] = {"row": int, "role": Role, "text": str}


def _no_twice(names: tuple[str, ...] | list[str]) -> None:
    for name, many in Counter(names).items():
        if many > 1:
            raise RecipeBroken(TWICE, name=name)


def _are_json(treatments: tuple[Mapping[str, Any], ...]) -> None:
    for one in treatments:
        try:
            back = json.loads(json.dumps(dict(one), allow_nan=False))
        except (TypeError, ValueError) as error:
            raise RecipeBroken(BAD_TREATMENT) from error
        if back != one:
            raise RecipeBroken(BAD_TREATMENT)


def _column_json(one: ColumnChoice) -> dict[str, Any]:
    found = one.found and {
        **{name: getattr(one.found, name) for name in _FOUND},
        "meaning": one.found.meaning.value,
    }
    plain = {name: getattr(one, name) for name in _COLUMN}
    return {**plain, "meaning": one.meaning.value, "found": found}


def _column(data: dict[str, Any]) -> ColumnChoice:
    given = checked_fields(data, _COLUMN, where="column")
    if given["found"] is not None:
        given["found"] = Found(**checked_fields(given["found"], _FOUND, where="found"))
    return ColumnChoice(**given)


def _corrections(data: dict[str, Any]) -> Corrections:
    given = checked_fields(data, _CORRECTIONS, where="corrections")
    rows = read_list(given["rows"], dict, where="rows")
    return Corrections(
        top=given["top"],
        bottom=given["bottom"],
        depth=given["depth"],
        found=read_list(given["found"], str, where="found"),
        header_rows=read_list(given["header_rows"], int, where="header_rows"),
        first_row=given["first_row"],
        last_row=given["last_row"],
        rows=tuple(RowChoice(**checked_fields(one, _ROW, where="row")) for one in rows),
    )
