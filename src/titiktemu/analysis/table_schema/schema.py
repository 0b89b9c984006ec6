"""A Table Schema: what the columns of a table are called, of which type they are, and what they must keep to.

A schema holds its JSON as it was given, so that properties which nobody here knows come out again as they
came in. Nonsense never becomes a schema: `parse` refuses it with a sentence that names field and property.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.table_schema.kinds import PROFILE, Type

NO_JSON = gettext_noop("The schema is not JSON: line {line}, column {column}.")


class SchemaBroken(Exception):
    """A schema makes no sense. ``template`` is one English sentence, the key of its translation."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template.format(**values))
        self.template, self.values = template, values


def listed(value: object) -> tuple[str, ...]:
    """Names that may be given as one text or as a list of texts.

    Examples
    --------
    >>> listed("id"), listed(["year", "code"]), listed(None)
    (('id',), ('year', 'code'), ())
    """
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)  # type: ignore[arg-type]


def marks(value: object) -> frozenset[str]:
    """The markers of a list of missing values, which may have labels.

    Examples
    --------
    >>> sorted(marks(["", {"value": "-", "label": "not asked"}]))
    ['', '-']
    """
    given = value if isinstance(value, list) else [""]
    return frozenset(one["value"] if isinstance(one, dict) else one for one in given)


@dataclass(frozen=True, slots=True)
class Field:
    """One column, as a schema describes it.

    Attributes
    ----------
    properties : mapping of str to object
        Its JSON.
    """

    properties: Mapping[str, Any]

    @property
    def name(self) -> str:
        """What the column is called."""
        return str(self.properties["name"])

    @property
    def type(self) -> Type:
        """What its values are; anything, where the schema does not say."""
        return Type(self.properties.get("type", "any"))

    @property
    def format(self) -> str:
        """How its values are written."""
        return str(self.properties.get("format", "default"))

    @property
    def title(self) -> str:
        """What people see."""
        return str(self.properties.get("title", ""))

    @property
    def description(self) -> str:
        """What it means."""
        return str(self.properties.get("description", ""))

    @property
    def unit(self) -> str:
        """Such as "Rp" or "ha"; no property of the standard, but the fifth element of Satu Data."""
        return str(self.properties.get("unit", ""))

    @property
    def meaning(self) -> str:
        """What this program took the column for; "" where it does not say."""
        return str(self.properties.get("meaning", ""))

    @property
    def constraints(self) -> Mapping[str, Any]:
        """What its values must keep to."""
        found: Mapping[str, Any] = self.properties.get("constraints", {})
        return found


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Fields whose values must be those of another table, or of other fields of the same one.

    Attributes
    ----------
    fields, reference : tuple of str
        Names here and there, in the same order.
    resource : str
        "" for the same table.
    """

    fields: tuple[str, ...]
    reference: tuple[str, ...]
    resource: str = ""


@dataclass(frozen=True, slots=True)
class Schema:
    """The columns of a table and what holds for all of it.

    Attributes
    ----------
    fields : tuple of Field
    properties : mapping of str to object
        Its JSON without the fields.
    """

    fields: tuple[Field, ...]
    properties: Mapping[str, Any]

    @property
    def names(self) -> tuple[str, ...]:
        """What the columns are called, in their order."""
        return tuple(one.name for one in self.fields)

    @property
    def primary_key(self) -> tuple[str, ...]:
        """Fields that together tell one row from all others."""
        return listed(self.properties.get("primaryKey"))

    @property
    def unique_keys(self) -> tuple[tuple[str, ...], ...]:
        """Further groups of fields whose values never come twice."""
        return tuple(listed(one) for one in self.properties.get("uniqueKeys", ()))

    @property
    def foreign_keys(self) -> tuple[ForeignKey, ...]:
        """Fields whose values come from elsewhere."""
        return tuple(
            ForeignKey(
                listed(one["fields"]),
                listed(one["reference"]["fields"]),
                str(one["reference"].get("resource") or ""),
            )
            for one in self.properties.get("foreignKeys", ())
        )

    @property
    def fields_match(self) -> str:
        """How columns and fields are matched: exact, equal, subset, superset or partial."""
        return (listed(self.properties.get("fieldsMatch")) or ("exact",))[0]

    def missing_values(self, field: Field) -> frozenset[str]:
        """Texts that say that there is no value."""
        own = field.properties.get("missingValues")
        return marks(self.properties.get("missingValues") if own is None else own)

    def of(self, name: str) -> Field | None:
        """The field that is called so."""
        return next((one for one in self.fields if one.name == name), None)

    def as_json(self) -> dict[str, Any]:
        """Plain values for JSON, with every property that came in."""
        return {
            "$schema": PROFILE,
            **self.properties,
            "fields": [dict(one.properties) for one in self.fields],
        }

    def as_text(self) -> str:
        """JSON for a file beside the table."""
        return json.dumps(self.as_json(), ensure_ascii=False, indent=2) + "\n"
