"""Reading a Table Schema that somebody wrote: what makes no sense is refused, by field and property."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import polars as pl

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.table_schema.dates import is_pattern
from titiktemu.analysis.table_schema.kinds import (
    BOUNDS,
    DATED,
    FORMATS,
    LENGTHS,
    LIST_ITEMS,
    LONG,
    MATCHES,
    ORDERED,
    WILAYAH,
    WILAYAH_FIELDS,
    Broken,
    Type,
)
from titiktemu.analysis.table_schema.readings import reading_of
from titiktemu.analysis.table_schema.schema import NO_JSON, Field, Schema, SchemaBroken, listed

NO_OBJECT = gettext_noop("The schema is not an object with a list of fields.")
NO_FIELDS = gettext_noop("The schema has no list “fields”.")
NO_FIELD = gettext_noop("Field {place} of the schema is not an object with a name.")
TWICE = gettext_noop("Two fields of the schema have the same name: {field}.")
BAD_TYPE = gettext_noop("The type of the field {field} is not known: {value}.")
BAD_FORMAT = gettext_noop("The format of the field {field} does not belong to its type {type}: {value}.")
BAD_PROPERTY = gettext_noop("The property {property} of the field {field} is not what it must be: {value}.")
NOT_HERE = gettext_noop("The constraint {property} of the field {field} does not belong to its type {type}.")
BAD_CONSTRAINT = gettext_noop("The constraint {property} of the field {field} makes no sense: {value}.")
CROSSED = gettext_noop("No value of the field {field} can keep to both {property} and {other}.")
BAD_TABLE = gettext_noop("The property {property} of the schema is not what it must be: {value}.")
NO_SUCH_FIELD = gettext_noop(
    "The property {property} of the schema names a field that is not there: {field}."
)
TYPES = {one.value for one in Type}
UNREADABLE_PATTERNS = re.compile(r"\\[icIC]|-\[")
"""What patterns of XML Schema may hold, and ours cannot: its own classes, and one less another."""
WORDS = frozenset({"name", "title", "description", "unit", "meaning"})
NOT_NUMERIC = re.compile(r"[^0-9+\-eE]")


def parse(given: str | bytes | Mapping[str, Any]) -> Schema:
    """Read a schema.

    Parameters
    ----------
    given : str, bytes or mapping
        JSON, or what became of it.

    Returns
    -------
    Schema

    Raises
    ------
    SchemaBroken
        Where it makes no sense.

    Examples
    --------
    >>> parse('{"fields": [{"name": "cost", "type": "number"}]}').names
    ('cost',)
    >>> parse({"fields": [{"name": "cost", "type": "money"}]})
    Traceback (most recent call last):
    titiktemu.analysis.table_schema.schema.SchemaBroken: The type of the field cost is not known: money.
    """
    data = given if isinstance(given, Mapping) else _loaded(given)
    if not isinstance(data, Mapping):
        raise SchemaBroken(NO_OBJECT)
    if not isinstance(data.get("fields"), list):
        raise SchemaBroken(NO_FIELDS)
    fields = tuple(_field(one, place) for place, one in enumerate(data["fields"], start=1))
    for name, many in Counter(one.name for one in fields).items():
        if many > 1:
            raise SchemaBroken(TWICE, field=name)
    schema = Schema(fields, {key: value for key, value in data.items() if key != "fields"})
    _check_table(schema)
    return schema


def _loaded(text: str | bytes) -> object:
    try:
        found: object = json.loads(text)
    except json.JSONDecodeError as error:
        raise SchemaBroken(NO_JSON, line=error.lineno, column=error.colno) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise SchemaBroken(NO_OBJECT) from error
    return found


def _field(given: object, place: int) -> Field:
    if not isinstance(given, dict) or not isinstance(given.get("name"), str) or not given["name"]:
        raise SchemaBroken(NO_FIELD, place=place)
    kind = given.get("type", "any")
    if not isinstance(kind, str) or kind not in TYPES:
        raise SchemaBroken(BAD_TYPE, field=given["name"], value=_shown(kind))
    field = Field(given)
    _check_format(field)
    for key, value in given.items():
        test = PROPERTIES.get(key)
        if test is not None and not test(value):
            raise SchemaBroken(BAD_PROPERTY, property=key, field=field.name, value=_shown(value))
    _check_notation(field)
    _check_constraints(field)
    return field


def _check_format(field: Field) -> None:
    wanted = field.properties.get("format", "default")
    allowed = FORMATS.get(field.type, ("default",))
    is_fit = wanted in allowed or (field.type in DATED and isinstance(wanted, str) and is_pattern(wanted))
    if not is_fit:
        raise SchemaBroken(BAD_FORMAT, field=field.name, type=field.type.value, value=_shown(wanted))


def _check_notation(field: Field) -> None:
    """The mark of thousands and that of decimals must differ, and the words for yes from those for no."""
    own = field.properties
    is_number = field.type is Type.NUMBER
    if is_number and own.get("groupChar") and own["groupChar"] == own.get("decimalChar", "."):
        raise SchemaBroken(CROSSED, field=field.name, property="decimalChar", other="groupChar")
    if {*own.get("trueValues", ())} & {*own.get("falseValues", ())}:
        raise SchemaBroken(CROSSED, field=field.name, property="trueValues", other="falseValues")


def _check_constraints(field: Field) -> None:
    for key, value in field.constraints.items():
        test = CONSTRAINTS.get(key)
        if test is None:
            continue
        if not _belongs(key, field.type):
            raise SchemaBroken(NOT_HERE, property=key, field=field.name, type=field.type.value)
        if not test(field, value):
            raise SchemaBroken(BAD_CONSTRAINT, property=key, field=field.name, value=_shown(value))
    _check_order(field, "minLength", "maxLength", int)
    for low in ("minimum", "exclusiveMinimum"):
        for high in ("maximum", "exclusiveMaximum"):
            _check_order(field, low, high, lambda value: bound_of(field, value))


def _check_order(field: Field, low: str, high: str, read: Callable[[Any], Any]) -> None:
    given = field.constraints
    if low in given and high in given and read(given[low]) > read(given[high]):
        raise SchemaBroken(CROSSED, field=field.name, property=low, other=high)


def _belongs(key: str, kind: Type) -> bool:
    if key in LENGTHS:
        return kind in LONG
    if key == Broken.PATTERN:
        return kind is Type.STRING
    return key not in BOUNDS or kind in ORDERED


def bound_of(field: Field, value: object) -> Any:
    """A bound or an allowed value as the field reads it; None where it cannot.

    Examples
    --------
    >>> field = Field({"name": "cost", "type": "number", "decimalChar": ",", "groupChar": "."})
    >>> bound_of(field, "1.500,5"), bound_of(field, 1500)
    (Decimal('1500.5'), Decimal('1500'))
    """
    if isinstance(value, str):
        return reading_of(field).exact(value)
    if isinstance(value, bool):
        return value if field.type is Type.BOOLEAN else None
    if isinstance(value, int | float):
        plain = {key: own for key, own in field.properties.items() if key in {"name", "type"}}
        return reading_of(Field(plain)).exact(str(value)) if field.type in ORDERED - DATED else None
    return value if field.type in {Type.OBJECT, Type.ARRAY, Type.LIST, Type.GEOJSON, Type.GEOPOINT} else None


def _is_pattern(_field: Field, value: object) -> bool:
    if not isinstance(value, str) or UNREADABLE_PATTERNS.search(value):
        return False
    try:
        pl.Series([""]).str.contains(f"^(?:{value})$")
    except pl.exceptions.PolarsError:
        return False
    return True


def _is_bound(field: Field, value: object) -> bool:
    read = bound_of(field, value)
    return read is not None and str(read) not in {"NaN", "sNaN"}


def _is_enum(field: Field, value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(bound_of(field, one) is not None for one in value)


def _is_length(_field: Field, value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_truth(value: object) -> bool:
    return isinstance(value, bool)


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _are_markers(value: object) -> bool:
    if not isinstance(value, list):
        return False
    return all(
        isinstance(one["value"] if isinstance(one, dict) and "value" in one else one, str) for one in value
    )


def _is_mark(value: object) -> bool:
    return isinstance(value, str) and len(value) == 1 and NOT_NUMERIC.fullmatch(value) is not None


def _is_group(value: object) -> bool:
    return value == "" or _is_mark(value)


PROPERTIES: dict[str, Callable[[object], bool]] = {
    **dict.fromkeys(WORDS, lambda value: isinstance(value, str)),
    "constraints": lambda value: isinstance(value, dict),
    "decimalChar": _is_mark,
    "groupChar": _is_group,
    "bareNumber": _is_truth,
    "monthFirst": _is_truth,
    "trueValues": _are_texts,
    "falseValues": _are_texts,
    "missingValues": _are_markers,
    "delimiter": lambda value: isinstance(value, str) and value != "",
    "itemType": lambda value: isinstance(value, str) and value in {one.value for one in LIST_ITEMS},
}
CONSTRAINTS: dict[str, Callable[[Field, object], bool]] = {
    Broken.REQUIRED: lambda _field, value: _is_truth(value),
    Broken.UNIQUE: lambda _field, value: _is_truth(value),
    Broken.PATTERN: _is_pattern,
    Broken.ENUM: _is_enum,
    **dict.fromkeys(LENGTHS, _is_length),
    **dict.fromkeys(BOUNDS, _is_bound),
}


def _check_table(schema: Schema) -> None:
    own = schema.properties
    for key, test in TABLE.items():
        if key in own and not test(own[key]):
            raise SchemaBroken(BAD_TABLE, property=key, value=_shown(own[key]))
    _known(schema, "primaryKey", schema.primary_key)
    for one in schema.unique_keys:
        _known(schema, "uniqueKeys", one)
    for link in schema.foreign_keys:
        _known(schema, "foreignKeys", link.fields)
        if link.resource == "":
            _known(schema, "foreignKeys", link.reference)
        elif link.resource == WILAYAH and not {*link.reference} <= WILAYAH_FIELDS:
            raise SchemaBroken(BAD_TABLE, property="foreignKeys", value=", ".join(link.reference))
        if len(link.fields) != len(link.reference):
            raise SchemaBroken(BAD_TABLE, property="foreignKeys", value=", ".join(link.reference))


def _known(schema: Schema, key: str, names: Sequence[str]) -> None:
    for name in names:
        if schema.of(name) is None:
            raise SchemaBroken(NO_SUCH_FIELD, property=key, field=name)


def _are_names(value: object) -> bool:
    return (isinstance(value, str) and value != "") or (_are_texts(value) and value != [])


def _are_keys(value: object) -> bool:
    return isinstance(value, list) and all(_are_names(one) for one in value)


def _are_foreign(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(one, dict)
        and _are_names(one.get("fields"))
        and isinstance(one.get("reference"), dict)
        and _are_names(one["reference"].get("fields"))
        and isinstance(one["reference"].get("resource", ""), str)
        for one in value
    )


def _is_match(value: object) -> bool:
    """The standard has an array of one word, and its programs a word alone."""
    return _are_names(value) and len(listed(value)) == 1 and listed(value)[0] in MATCHES


TABLE: dict[str, Callable[[object], bool]] = {
    "missingValues": _are_markers,
    "primaryKey": _are_names,
    "uniqueKeys": _are_keys,
    "foreignKeys": _are_foreign,
    "fieldsMatch": _is_match,
}


def _shown(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 80 else text[:79] + "…"
