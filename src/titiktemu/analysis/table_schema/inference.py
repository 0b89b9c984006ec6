"""A schema from a table that was understood: as it was sent, or as a release writes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from titiktemu.analysis.column_tally import IDENTIFIERS
from titiktemu.analysis.recipes.choices import ColumnChoice
from titiktemu.analysis.recipes.typed_values import yes_or_no
from titiktemu.analysis.spreadsheet.rules import NUMBERS, Meaning
from titiktemu.analysis.spreadsheet.sources import Source
from titiktemu.analysis.spreadsheet.surely import MISSING_TEXT
from titiktemu.analysis.table_findings import Column
from titiktemu.analysis.table_schema.checks import FieldCheck
from titiktemu.analysis.table_schema.keys import Elsewhere, among_regions
from titiktemu.analysis.table_schema.kinds import WILAYAH, Broken
from titiktemu.analysis.table_schema.parsing import parse
from titiktemu.analysis.table_schema.schema import Field, Schema

SMALL = 25
"""Different values up to which a category is listed value by value."""
ENOUGH, HOPELESS = 100, 2
"""A way of writing is given up when this many cells, and so many times more than of the best, break it."""
DATES: tuple[dict[str, Any], ...] = (
    {}, {"format": "%d/%m/%Y"}, {"format": "%d-%m-%Y"}, {"format": "%m/%d/%Y"}, {"format": "%d %B %Y"},
    {"format": "any"},
)  # fmt: skip
FORMATS = {Meaning.EMAIL: "email", Meaning.URL: "uri", Meaning.IDENTIFIER: "uuid"}
type Properties = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Described:
    """A column, as far as a schema says anything of it.

    Attributes
    ----------
    name : str
    meaning : Meaning
    decimal : str
        Mark before the decimals; "" where it has none.
    month_first : bool
        Whether short dates are written month/day.
    missing, repeated : int
        Cells without a value; surplus values.
    title, description, unit : str
    """

    name: str
    meaning: Meaning
    decimal: str = ""
    month_first: bool = False
    missing: int = 0
    repeated: int = 0
    title: str = ""
    description: str = ""
    unit: str = ""

    @property
    def is_key(self) -> bool:
        """Whether the column alone tells rows apart."""
        return self.meaning in IDENTIFIERS and not (self.missing or self.repeated)


def described(column: Column, choice: ColumnChoice | None = None) -> Described:
    """A column as check counted it, and as a person decided about it.

    Parameters
    ----------
    column : Column
        Of `table_quality.check`.
    choice : ColumnChoice, optional
        Of the recipe.
    """
    one = column.understood
    return Described(
        column.name,
        choice.meaning if choice else one.meaning,
        choice.decimal if choice else one.decimal,
        choice.month_first if choice else one.month_first,
        column.missing,
        column.repeated,
        choice.title if choice else "",
        unit=choice.unit if choice else "",
    )


@dataclass(slots=True)
class _Trial:
    """The ways in which a column may be written, narrow before wide, and how many cells break each."""

    told: Described
    ways: list[FieldCheck]
    broken: list[int]
    markers: set[str] = field(default_factory=set)
    values: set[str] = field(default_factory=set)
    codes: Elsewhere | None = None

    def add(self, values: pl.Series) -> None:
        """Count a piece."""
        if self.told.missing:
            markers = values.filter(values.str.contains(MISSING_TEXT))
            self.markers.update(markers.unique().to_list())
            values = values.filter(~values.is_in(markers.unique().implode()))
        for at, way in enumerate(self.ways):
            broken = way.broken(values)
            self.broken[at] += 0 if broken is None else broken.height
        self._give_up(HOPELESS * (min(self.broken) + ENOUGH))
        if self.told.meaning in {Meaning.CATEGORY, Meaning.BOOLEAN} and len(self.values) <= SMALL:
            self.values.update(values.unique().to_list())
        if self.codes is not None and self.codes.unknown([values]).height:
            self.codes = None

    def _give_up(self, most: int) -> None:
        """Ways that so many cells break need not be tried on the next piece."""
        kept = [at for at, many in enumerate(self.broken) if many <= most]
        self.ways, self.broken = [self.ways[at] for at in kept], [self.broken[at] for at in kept]

    @property
    def best(self) -> Field:
        """The narrowest of those that fewest cells break."""
        return self.ways[self.broken.index(min(self.broken))].field


def infer(
    source: Source,
    columns: Sequence[Described],
    *,
    primary_key: Sequence[str] = (),
) -> Schema:
    """The schema of a table as it was sent.

    Parameters
    ----------
    source : Source
        Read once.
    columns : sequence of Described
        One for each column of the table, in its order.
    primary_key : sequence of str
        Names of columns; where there are none, the only column that tells all rows apart.

    Returns
    -------
    Schema
        Smallest and largest are not taken from one delivery: the next would break them.
    """
    trials = [_trial(one) for one in columns]
    for piece in source.pieces():
        for trial, values in zip(trials, piece.frame.get_columns(), strict=True):
            trial.add(values)
    fields = [_field(trial) for trial in trials]
    markers = sorted({"", *(text for trial in trials for text in trial.markers)})
    known = [trial.told.name for trial in trials if trial.codes is not None]
    return _schema(fields, [trial.told for trial in trials], primary_key, known, markers)


def infer_typed(
    table: pl.LazyFrame, columns: Sequence[Described], *, primary_key: Sequence[str] = ()
) -> Schema:
    """The schema of a release: of its typed columns, and of the CSV beside them.

    Parameters
    ----------
    table : polars.LazyFrame
        The typed Parquet.
    columns : sequence of Described
        By the names of the columns there; what is missing and repeated is counted anew.
    primary_key : sequence of str

    Examples
    --------
    >>> table = pl.LazyFrame({"kode": ["35.10.01", "35.10.02"], "biaya": [1.5, None]})
    >>> columns = [Described("kode", Meaning.REGION_CODE), Described("biaya", Meaning.CURRENCY, unit="Rp")]
    >>> found = infer_typed(table, columns, primary_key=["kode"]).as_json()
    >>> found["fields"][1]
    {'name': 'biaya', 'type': 'number', 'unit': 'Rp', 'meaning': 'currency'}
    >>> found["primaryKey"], found["foreignKeys"][0]["reference"]
    (['kode'], {'resource': 'wilayah', 'fields': ['kode']})
    """
    kinds = table.collect_schema()
    fields, told, known = [], [], []
    for one in columns:
        values = table.select(one.name).collect().to_series()
        found = values.drop_nulls()
        repeated = found.len() - found.n_unique() if one.meaning in IDENTIFIERS else 0
        one = Described(
            one.name,
            one.meaning,
            "",
            False,
            values.null_count(),
            repeated,
            one.title,
            one.description,
            one.unit,
        )
        category = found.unique() if one.meaning is Meaning.CATEGORY else None
        properties = _of_dtype(kinds[one.name])
        if category is not None and category.len() <= SMALL:
            properties["enum"] = sorted(map(str, category.to_list()))
        fields.append(_described_field(one, properties))
        told.append(one)
        if one.meaning is Meaning.REGION_CODE and not among_regions(["kode"]).unknown([found]).height:
            known.append(one.name)
    return _schema(fields, told, primary_key, known, [""])


def _of_dtype(kind: pl.DataType) -> Properties:
    if kind.is_integer():
        return {"type": "integer"}
    if kind.is_numeric():
        return {"type": "number"}
    names = {pl.Date: "date", pl.Boolean: "boolean", pl.Datetime: "datetime", pl.Time: "time"}
    return {"type": next((name for one, name in names.items() if kind == one), "string")}


def _trial(told: Described) -> _Trial:
    ways = [
        FieldCheck(Field({"name": told.name, **one}), frozenset(), is_required=False) for one in _ways(told)
    ]
    codes = among_regions(["kode"]) if told.meaning is Meaning.REGION_CODE else None
    return _Trial(told, ways, [0] * len(ways), codes=codes)


def _ways(told: Described) -> list[Properties]:
    """Properties by which the column may be read, narrow before wide."""
    text: Properties = {"type": "string"}
    if told.meaning in NUMBERS:
        return _numbers(told)
    if told.meaning is Meaning.DATE:
        anyhow = {"format": "any", "monthFirst": True} if told.month_first else {"format": "any"}
        return [{"type": "date", **one} for one in (*DATES[:-1], anyhow)]
    if told.meaning is Meaning.TIME:
        return [{"type": "time", **one} for one in ({}, {"format": "%H:%M"}, {"format": "any"})]
    if told.meaning is Meaning.PERIOD:
        return [{"type": "year"}, {"type": "yearmonth"}, text]
    narrow = FORMATS.get(told.meaning)
    return [{"type": "string", "format": narrow}, text] if narrow else [text]


def _numbers(told: Described) -> list[Properties]:
    kind: Properties = {"type": "integer" if told.meaning is Meaning.INTEGER else "number"}
    comma: Properties = {"decimalChar": ","} if told.decimal == "," and kind["type"] == "number" else {}
    group: Properties = {"groupChar": "." if told.decimal == "," else ","} if told.decimal else {}
    ways = [kind | comma, kind | comma | group]
    return [*ways, ways[-1] | {"bareNumber": False}]


def _field(trial: _Trial) -> Field:
    properties = dict(trial.best.properties)
    if trial.told.meaning is Meaning.CATEGORY and 0 < len(trial.values) <= SMALL:
        properties["enum"] = sorted(trial.values)
    if trial.told.meaning is Meaning.BOOLEAN and 0 < len(trial.values) <= SMALL:
        said = {text: yes_or_no(text.strip()) for text in trial.values}
        properties |= {
            "type": "boolean",
            "trueValues": sorted(text for text, yes in said.items() if yes),
            "falseValues": sorted(text for text, yes in said.items() if yes is False),
        }
    return _described_field(trial.told, properties)


def _described_field(told: Described, found: Properties) -> Field:
    """The field with its words and its constraints. The standard knows no "meaning" and no "unit"."""
    properties: Properties = {"name": told.name, **{k: v for k, v in found.items() if k != "enum"}}
    for key in ("title", "description", "unit"):
        if words := getattr(told, key):
            properties[key] = words
    properties["meaning"] = told.meaning.value
    constraints: Properties = {} if told.missing else {Broken.REQUIRED.value: True}
    if told.is_key:
        constraints[Broken.UNIQUE.value] = True
    if "enum" in found:
        constraints[Broken.ENUM.value] = found["enum"]
    return Field(properties | ({"constraints": constraints} if constraints else {}))


def _schema(
    fields: Sequence[Field],
    told: Sequence[Described],
    primary_key: Sequence[str],
    known: Sequence[str],
    markers: Sequence[str],
) -> Schema:
    keys = list(primary_key) or [one.name for one in told if one.is_key]
    made: Properties = {"fields": [dict(one.properties) for one in fields]}
    if list(markers) != [""]:
        made["missingValues"] = list(markers)
    if primary_key or len(keys) == 1:
        made["primaryKey"] = keys
    if known:
        made["foreignKeys"] = [
            {"fields": [name], "reference": {"resource": WILAYAH, "fields": ["kode"]}} for name in known
        ]
    return parse(made)
