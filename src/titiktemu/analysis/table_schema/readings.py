"""How the texts of a field become values: quickly for whole columns, and exactly for one text at a time.

The quick way may leave a text open, never take one that the exact way refuses. What it leaves open is read
exactly, each different text once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from titiktemu.analysis.table_schema.dates import Exact, date_readings
from titiktemu.analysis.table_schema.kinds import DATED, Type
from titiktemu.analysis.table_schema.schema import Field

TRUE, FALSE = ("true", "True", "TRUE", "1"), ("false", "False", "FALSE", "0")
MOST_DIGITS = 4000
"""Digits beyond which a text is no number to anybody; Python refuses longer ones too."""
EMAIL = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
URI = r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+"
UUID = r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
BASE64 = r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?"
STRINGS = {"email": EMAIL, "uri": URI, "uuid": UUID, "binary": BASE64}
DURATION = re.compile(
    r"-?P(?=[\dT])(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?",
    re.ASCII,
)
SHAPES = frozenset(
    {
        "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon",
        "GeometryCollection", "Feature", "FeatureCollection",
    }
)  # fmt: skip
EXPONENT = r"(?:[eE][+-]?[0-9]+)?"


@dataclass(frozen=True, slots=True)
class Reading:
    """How texts become values.

    Attributes
    ----------
    exact : callable
        The value of a text, None where it has none.
    quick : callable or None
        Of a column of texts: its values, null where they are not known by this way.
    """

    exact: Exact
    quick: Callable[[pl.Series], pl.Series] | None = None


def reading_of(field: Field) -> Reading:
    """How the texts of a field are read.

    Examples
    --------
    >>> field = Field({"name": "cost", "type": "number", "decimalChar": ",", "groupChar": "."})
    >>> [str(reading_of(field).exact(one)) for one in ("1.234,5", "54.7", "1.23.456")]
    ['1234.5', 'None', 'None']
    """
    if field.type in DATED:
        exact, quick = date_readings(field)
        return Reading(exact, quick)
    return MAKERS.get(field.type, _any)(field)


def _any(_field: Field) -> Reading:
    return Reading(lambda text: text, lambda values: values)


def _string(field: Field) -> Reading:
    shape = STRINGS.get(field.format)
    if shape is None:
        return _any(field)
    whole = re.compile(shape, re.ASCII)

    def quick(values: pl.Series) -> pl.Series:
        fits = values.str.contains(rf"^(?:{shape})$")
        return values.zip_with(fits, pl.Series([None], dtype=pl.String))

    return Reading(lambda text: text if whole.fullmatch(text) else None, quick)


def _digits(field: Field, decimals: str) -> str:
    """What digits look like in the notation of a field, groups being of three."""
    group = str(field.properties.get("groupChar", ""))
    plain = r"[0-9]+"
    grouped = rf"[0-9]{{1,3}}(?:{re.escape(group)}[0-9]{{3}})+|" if group else ""
    return rf"(?:{grouped}{plain}){decimals}"


def _number_shape(field: Field) -> str:
    if field.type is Type.INTEGER:
        return _digits(field, "")
    point = re.escape(str(field.properties.get("decimalChar", ".")))
    return rf"(?:{_digits(field, f'(?:{point}[0-9]*)?')}|{point}[0-9]+){EXPONENT}"


def _is_plain(field: Field) -> bool:
    own = field.properties
    return not own.get("groupChar") and own.get("decimalChar", ".") == "." and own.get("bareNumber", True)


def _cleaned(field: Field) -> Callable[[str], str]:
    group, point = str(field.properties.get("groupChar", "")), str(field.properties.get("decimalChar", "."))
    return lambda digits: (digits.replace(group, "") if group else digits).replace(point, ".")


def _number(field: Field) -> Reading:
    is_bare = bool(field.properties.get("bareNumber", True))
    shape, clean = _number_shape(field), _cleaned(field)
    before, after = ("", "") if is_bare else (r"(?P<minus>[-\u2212]?)(?P<before>[^0-9+-]*)", r"[^0-9]*")
    whole = re.compile(rf"{before}(?P<digits>[+-]?{shape}){after}")
    make: Callable[[str], int | Decimal] = int if field.type is Type.INTEGER else Decimal

    def exact(text: str) -> object | None:
        bare = text.strip()
        if field.type is Type.NUMBER and bare in {"NaN", "INF", "-INF"}:
            return Decimal(bare.replace("INF", "Infinity"))
        found = whole.fullmatch(bare) if len(bare) <= MOST_DIGITS else None
        if found is None:
            return None
        try:
            value = make(clean(found["digits"]))
        except ArithmeticError:  # an exponent beyond all counting
            return None
        # Accountants write a loss in brackets; stripped of them it would become a gain.
        is_loss = before and (found["minus"] or (found["before"].endswith("(") and ")" in bare))
        return -value if is_loss else value

    return Reading(exact, _quick_number(field, shape))


def _quick_number(field: Field, shape: str) -> Callable[[pl.Series], pl.Series]:
    kind = pl.Int64 if field.type is Type.INTEGER else pl.Float64

    def plain(values: pl.Series) -> pl.Series:
        read = values.cast(kind, strict=False)
        # "inf" and "nan" are numbers to a computer in more spellings than the standard has.
        return read if kind is pl.Int64 else read.set(~read.is_finite().fill_null(value=True), None)

    if _is_plain(field):
        return plain
    clean = field.properties.get("groupChar", ""), field.properties.get("decimalChar", ".")
    is_bare = bool(field.properties.get("bareNumber", True))

    def noted(values: pl.Series) -> pl.Series:
        if is_bare:
            known = values.str.contains(rf"^[+-]?{shape}$")
        else:
            values = values.str.extract(rf"^[^0-9+(-]*([+-]?{shape})[^0-9)]*$", 1)
            known = values.is_not_null()
        for mark, put in ((clean[0], ""), (clean[1], ".")):
            if mark and mark != put:
                values = values.str.replace_all(mark, put, literal=True)
        return plain(values).set(~known, None)

    return noted


def _boolean(field: Field) -> Reading:
    true = frozenset(field.properties.get("trueValues", TRUE))
    false = frozenset(field.properties.get("falseValues", FALSE))
    known = pl.Series(sorted(true | false)), pl.Series([one in true for one in sorted(true | false)])

    def quick(values: pl.Series) -> pl.Series:
        return values.replace_strict(*known, default=None, return_dtype=pl.Boolean)

    return Reading(lambda text: True if text in true else False if text in false else None, quick)


def _loaded(text: str) -> object | None:
    try:
        found: object = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found


def _object(_field: Field) -> Reading:
    def exact(text: str) -> object | None:
        found = _loaded(text)
        return found if isinstance(found, dict) else None

    return Reading(exact)


def _array(_field: Field) -> Reading:
    def exact(text: str) -> object | None:
        found = _loaded(text)
        return found if isinstance(found, list) else None

    return Reading(exact)


def _list(field: Field) -> Reading:
    mark = str(field.properties.get("delimiter", ","))
    item = reading_of(Field({"name": field.name, "type": field.properties.get("itemType", "string")}))

    def exact(text: str) -> object | None:
        found = [item.exact(one) for one in text.split(mark)] if text else []
        return None if any(one is None for one in found) else found

    return Reading(exact)


def _year(_field: Field) -> Reading:
    def exact(text: str) -> object | None:
        bare = text.strip()
        return int(bare) if re.fullmatch(r"-?[0-9]{4,9}", bare) else None

    def quick(values: pl.Series) -> pl.Series:
        return values.cast(pl.Int32, strict=False).set(values.str.len_bytes() != 4, None)

    # "+026" has four letters and is a number, but no year.
    return Reading(exact, lambda values: _positive(quick(values), 1000))


def _positive(read: pl.Series, least: int) -> pl.Series:
    return read.set((read < least).fill_null(value=False), None)


def _yearmonth(_field: Field) -> Reading:
    def exact(text: str) -> object | None:
        found = re.fullmatch(r"(-?[0-9]{4,9})-(0[1-9]|1[0-2])", text.strip())
        return (int(found[1]), int(found[2])) if found else None

    return Reading(exact)


def _duration(_field: Field) -> Reading:
    def exact(text: str) -> object | None:
        bare = text.strip()
        return bare if DURATION.fullmatch(bare) else None

    return Reading(exact)


def _geopoint(field: Field) -> Reading:
    def exact(text: str) -> object | None:
        if field.format == "default":
            return _point([part.strip() for part in text.split(",")])
        given = _loaded(text)
        if field.format == "object":
            given = (
                [given["lon"], given["lat"]]
                if isinstance(given, dict) and {*given} == {"lon", "lat"}
                else None
            )
        return _point(given)

    return Reading(exact)


def _point(given: object) -> tuple[float, float] | None:
    if not isinstance(given, list) or len(given) != 2:
        return None
    try:
        lon, lat = (float(str(one)) for one in given)
    except ValueError:
        return None
    return (lon, lat) if abs(lon) <= 180 and abs(lat) <= 90 else None


def _geojson(field: Field) -> Reading:
    shapes = frozenset({"Topology"}) if field.format == "topojson" else SHAPES

    def exact(text: str) -> object | None:
        found = _loaded(text)
        return found if isinstance(found, dict) and found.get("type") in shapes else None

    return Reading(exact)


MAKERS: dict[Type, Callable[[Field], Reading]] = {
    Type.STRING: _string,
    Type.NUMBER: _number,
    Type.INTEGER: _number,
    Type.BOOLEAN: _boolean,
    Type.OBJECT: _object,
    Type.ARRAY: _array,
    Type.LIST: _list,
    Type.YEAR: _year,
    Type.YEARMONTH: _yearmonth,
    Type.DURATION: _duration,
    Type.GEOPOINT: _geopoint,
    Type.GEOJSON: _geojson,
}
