"""The types, formats and constraints of Table Schema, and which go together."""

from __future__ import annotations

from enum import StrEnum

PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
WILAYAH = "wilayah"
"""The reference table of codes of regions that ships with the program."""
WILAYAH_FIELDS = frozenset({"kode", "kode_kemendagri", "kode_bps", "nama"})
MATCHES = ("exact", "equal", "subset", "superset", "partial")


class Type(StrEnum):
    """What the values of a field are."""

    STRING = "string"
    NUMBER = "number"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    OBJECT = "object"
    ARRAY = "array"
    LIST = "list"
    DATETIME = "datetime"
    DATE = "date"
    TIME = "time"
    YEAR = "year"
    YEARMONTH = "yearmonth"
    DURATION = "duration"
    GEOPOINT = "geopoint"
    GEOJSON = "geojson"
    ANY = "any"


DATED = frozenset({Type.DATETIME, Type.DATE, Type.TIME})
"""Types whose format may be a pattern such as %d/%m/%Y."""
FORMATS: dict[Type, tuple[str, ...]] = {
    Type.STRING: ("default", "email", "uri", "binary", "uuid"),
    Type.GEOPOINT: ("default", "array", "object"),
    Type.GEOJSON: ("default", "topojson"),
    **dict.fromkeys(DATED, ("default", "any")),
}
ORDERED = DATED | {Type.NUMBER, Type.INTEGER, Type.YEAR, Type.YEARMONTH}
"""Types whose values may have a smallest and a largest."""
LONG = frozenset({Type.STRING, Type.LIST, Type.ARRAY, Type.OBJECT})
"""Types whose values have a length."""
LIST_ITEMS = frozenset(
    {Type.STRING, Type.INTEGER, Type.BOOLEAN, Type.NUMBER, Type.DATETIME, Type.DATE, Type.TIME}
)


class Broken(StrEnum):
    """What an error breaks, by the name of the property of the schema."""

    TYPE = "type"
    REQUIRED = "required"
    UNIQUE = "unique"
    MIN_LENGTH = "minLength"
    MAX_LENGTH = "maxLength"
    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    ABOVE = "exclusiveMinimum"
    BELOW = "exclusiveMaximum"
    PATTERN = "pattern"
    ENUM = "enum"
    PRIMARY_KEY = "primaryKey"
    UNIQUE_KEYS = "uniqueKeys"
    FOREIGN_KEYS = "foreignKeys"
    FIELD_MISSING = "fieldMissing"
    FIELD_EXTRA = "fieldExtra"
    FIELD_NAME = "fieldName"
    CELL_EXTRA = "cellExtra"


BOUNDS = (Broken.MINIMUM, Broken.MAXIMUM, Broken.ABOVE, Broken.BELOW)
LENGTHS = (Broken.MIN_LENGTH, Broken.MAX_LENGTH)
