"""Which column belongs to which field, in the five ways of Table Schema."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from titiktemu.analysis.table_schema.kinds import Broken
from titiktemu.analysis.table_schema.schema import Schema

LACKS_NONE = frozenset({"exact", "equal", "subset"})
"""Ways in which the table must have all fields."""
HAS_NO_OTHER = frozenset({"exact", "equal", "superset"})
"""Ways in which the table may have no column besides."""


@dataclass(frozen=True, slots=True)
class Matched:
    """Columns and fields.

    Attributes
    ----------
    columns : dict of str to int
        Place of the column, from 0, by the name of the field.
    wrong : tuple of (Broken, str, str, int)
        What is wrong: name of the field, of the column, and place of the column, -1 where there is none.
    """

    columns: dict[str, int]
    wrong: tuple[tuple[Broken, str, str, int], ...]


def matched(names: Sequence[str], schema: Schema) -> Matched:
    """Match the columns of a table with the fields of a schema.

    Parameters
    ----------
    names : sequence of str
        Of the columns.
    schema : Schema

    Examples
    --------
    >>> from titiktemu.analysis.table_schema.parsing import parse
    >>> schema = parse({"fields": [{"name": "a"}, {"name": "b"}], "fieldsMatch": ["subset"]})
    >>> found = matched(["b", "x"], schema)
    >>> found.columns, [(kind.value, field) for kind, field, _column, _place in found.wrong]
    ({'b': 0}, [('fieldMissing', 'a')])
    """
    return _by_place(names, schema.names) if schema.fields_match == "exact" else _by_name(names, schema)


def _by_place(names: Sequence[str], fields: Sequence[str]) -> Matched:
    """The standard maps by order here; what is called otherwise is said, and read all the same."""
    both = zip(fields, names, strict=False)
    wrong = [
        (Broken.FIELD_NAME, field, name, place)
        for place, (field, name) in enumerate(both)
        if field.strip() != name.strip()
    ]
    lacking = [(Broken.FIELD_MISSING, field, "", -1) for field in fields[len(names) :]]
    extra = [
        (Broken.FIELD_EXTRA, "", name, len(fields) + place) for place, name in enumerate(names[len(fields) :])
    ]
    columns = {field: place for place, field in enumerate(fields[: len(names)])}
    return Matched(columns, (*wrong, *lacking, *extra))


def _by_name(names: Sequence[str], schema: Schema) -> Matched:
    places: dict[str, int] = {}
    for place, name in enumerate(names):
        places.setdefault(name.strip(), place)
    columns = {name: places[name.strip()] for name in schema.names if name.strip() in places}
    wrong: list[tuple[Broken, str, str, int]] = []
    if schema.fields_match in LACKS_NONE or not columns:
        wrong += [(Broken.FIELD_MISSING, name, "", -1) for name in schema.names if name not in columns]
    if schema.fields_match in HAS_NO_OTHER:
        taken = set(columns.values())
        wrong += [
            (Broken.FIELD_EXTRA, "", name, place) for place, name in enumerate(names) if place not in taken
        ]
    return Matched(columns, tuple(wrong))
