"""Each type of Table Schema: what its values are, and that whole columns are read as single cells are."""

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from titiktemu.analysis.spreadsheet.sheets import Sheet
from titiktemu.analysis.spreadsheet.sources import Held
from titiktemu.analysis.spreadsheet.tables import Table
from titiktemu.analysis.table_schema.checks import FieldCheck
from titiktemu.analysis.table_schema.kinds import Broken, Type
from titiktemu.analysis.table_schema.parsing import parse
from titiktemu.analysis.table_schema.validation import validate

FITS = [
    ({"type": "integer"}, "0 -5 +7 007 99999999999999999999999", "5.0 1e3 x 1.000 1_0 ٣ 0x1"),
    ({"type": "integer", "groupChar": "."}, "1.000 12 1.234.567 -1.000", "1.00 1.0000 1,000 .000"),
    ({"type": "integer", "bareNumber": False}, "5% Rp5 Rp-5 -Rp5 (5) 12orang", "5-6 1.5 Rp"),
    ({"type": "number"}, "0 -.5 5. 1e5 NaN INF -INF +1.5 1e400", "1,5 inf nan Infinity 1.2.3 0x1 1_0 ."),
    (
        {"type": "number", "decimalChar": ",", "groupChar": "."},
        "1.234,5 54,7 1234 -1.234.567,89 1.000",
        "54.7 1.23,4 1,234.5 12.34",
    ),
    ({"type": "number", "decimalChar": ",", "groupChar": " "}, "1234,5", "1.5"),
    (
        {"type": "number", "decimalChar": ",", "groupChar": ".", "bareNumber": False},
        "Rp1.234,50 Rp.500 4,5% (1.500,00) 1.200.000,-",
        "Rp1.23 Rp",
    ),
    ({"type": "boolean"}, "true False 1 TRUE 0", "ya yes t 2"),
    ({"type": "boolean", "trueValues": ["ya"], "falseValues": ["tidak"]}, "ya tidak", "true Ya 1"),
    (
        {"type": "date"},
        "2024-02-29 0001-01-01 9999-12-31",
        "2023-02-29 2024-1-5 20240105 05/01/2024 2024-13-01",
    ),
    (
        {"type": "date", "format": "any"},
        "2024-02-29 5/1/2024 05-01-2024 5-Mei-2024 1/2/24",
        "31/02/2024 x 2024",
    ),
    (
        {"type": "date", "format": "%d/%m/%Y"},
        "05/01/2024 5/1/2024 31/12/1999",
        "2024-01-05 31/02/2024 01/13/2024",
    ),
    (
        {"type": "date", "format": "%d-%B-%Y"},
        "5-Mei-2024 17-Agustus-1945 5-May-2024",
        "5-Foo-2024 31-Februari-2024",
    ),
    (
        {"type": "datetime"},
        "2024-01-05T10:20:30 2024-01-05T10:20:30.5Z 2024-01-05T10:20:30+07:00 0001-01-01T00:00:00+14:00",
        "2024-01-05 2024-01-05T25:00:00 2024-02-31T10:20:30",
    ),
    (
        {"type": "datetime", "format": "any"},
        "2024-01-05T10:20 5/1/2024T10.20 2024-01-05",
        "31/02/2024T10:20 2024-01-05T25:61",
    ),
    ({"type": "datetime", "format": "%Y-%m-%dT%H:%M"}, "2024-01-05T10:20", "2024-01-05T10:20:30"),
    ({"type": "time"}, "10:20:30 23:59:59.5 10:20:30Z 10:20:30+07:00 24:00:00", "10:20 24:00:01 1:2:3"),
    ({"type": "time", "format": "any"}, "10:20 7.30 24:00 10:20:30 9:05PM", "25:00 13:00PM x"),
    ({"type": "time", "format": "%H:%M"}, "10:20 7:30", "10:20:30 25:00"),
    ({"type": "year"}, "2024 0999 -0044 12024", "24 2024.0 x +2024"),
    ({"type": "yearmonth"}, "2024-05 2024-12", "2024-13 2024-5 05/2024"),
    ({"type": "duration"}, "P1Y P1Y2M3DT4H5M6S PT0.5S P2W", "P 1Y PT P1H"),
    ({"type": "geopoint"}, "114.3,-8.2 114,-8", "-8.2;114 200,0 0,91 x,y 1 nan,1"),
    ({"type": "geopoint", "format": "array"}, "[114.3,-8.2]", "[1] [1,2,3] x {}"),
    (
        {"type": "geopoint", "format": "object"},
        '{"lon":114.3,"lat":-8.2}',
        '{"lon":1} [1,2] {"lon":1,"lat":91}',
    ),
    ({"type": "geojson"}, '{"type":"Point","coordinates":[1,2]}', '{"type":"Dot"} [] x'),
    ({"type": "geojson", "format": "topojson"}, '{"type":"Topology"}', '{"type":"Point"}'),
    ({"type": "object"}, '{} {"a":1}', "[] x 5 null"),
    ({"type": "array"}, "[] [1,2]", "{} x"),
    ({"type": "list", "itemType": "integer"}, "1,2,3 5", "1,x 1;2"),
    (
        {"type": "list", "delimiter": ";", "itemType": "date"},
        "2024-01-05;2024-01-06",
        "2024-01-05,2024-01-06",
    ),
    ({"type": "string", "format": "email"}, "a.b+c@dinas.go.id", "a@b @x.id a.b.id a@b@c.id"),
    ({"type": "string", "format": "uri"}, "https://x.id/a?b=c mailto:a@b.id", "www.x.id x http://a{b}"),
    (
        {"type": "string", "format": "uuid"},
        "123e4567-e89b-12d3-a456-426614174000",
        "123e4567e89b12d3a456426614174000 x",
    ),
    ({"type": "string", "format": "binary"}, "YWJj YWI=", "a YWJj= *"),
    ({"type": "any"}, "x 5 {", ""),
]
PIECES = st.text(alphabet="0123456789.,-+eE /:TZRp()%xnaif ٣é", max_size=12)
NUMBERS = st.one_of(
    st.integers(-(10**20), 10**20).map(str),
    st.floats(allow_nan=True).map(str),
    st.decimals(allow_nan=False, allow_infinity=False, places=2).map(lambda one: f"{one:,}"),
)
TEXTS = st.one_of(PIECES, NUMBERS, st.dates().map(str), st.datetimes().map(lambda one: one.isoformat()))


def check_of(properties, missing=("",), *, is_required=False):
    schema = parse({"fields": [{"name": "a", **properties}]})
    return FieldCheck(schema.fields[0], frozenset(missing), is_required=is_required)


@pytest.mark.parametrize(("properties", "right", "wrong"), FITS, ids=lambda one: str(one)[:60])
def test_what_is_a_value_of_a_type(properties, right, wrong):
    check = check_of(properties)
    judged = check.judge([*right.split(), *wrong.split()])
    assert [text for text, broken in judged.items() if not broken] == right.split()
    column = pl.Series([*right.split(), *wrong.split(), ""])
    broken = check.broken(column)
    assert (broken["text"].to_list() if broken is not None else []) == wrong.split()


def test_every_type_is_tried():
    assert {one["type"] for one, _right, _wrong in FITS} == set(Type)


@pytest.mark.parametrize("properties", [one for one, _right, _wrong in FITS], ids=str)
@settings(deadline=None)
@given(texts=st.lists(TEXTS, min_size=1, max_size=20))
@example(texts=["1e5", "inf", " 5", "5 ", "1.", "+026", "0000", "2024-1-5", "9223372036854775808"])
def test_the_quick_way_takes_nothing_that_the_exact_way_refuses(properties, texts):
    check = check_of(properties, missing=("", "-99", "x"), is_required=True)
    column = pl.Series(texts, dtype=pl.String)
    judged = check.judge(texts)
    sure = column.filter(check.sure(column)).to_list()
    assert not [text for text in sure if judged[text]]
    broken = check.broken(column)
    found = [] if broken is None else sorted(zip(broken["at"], broken["kind"], strict=True))
    assert found == sorted((at, kind.value) for at, text in enumerate(texts) for kind in judged[text])


BOUNDED = [
    (
        "number",
        {"minimum": 0.1, "maximum": 5},
        "0.1 5 5.0 0.10",
        "0.09999999999999999999999999 5.0000000000000000000001 NaN",
    ),
    ("number", {"exclusiveMinimum": 0, "exclusiveMaximum": "1e1"}, "0.0001 9.99", "0 10 -0 10.0"),
    (
        "integer",
        {"minimum": 1, "maximum": 99999999999999999999},
        "1 99999999999999999999",
        "0 100000000000000000000",
    ),
    (
        "date",
        {"minimum": "2024-01-01", "exclusiveMaximum": "2025-01-01"},
        "2024-01-01 2024-12-31",
        "2023-12-31 2025-01-01",
    ),
    (
        "datetime",
        {"minimum": "2024-01-01T00:00:00Z"},
        "2024-01-01T07:00:00+07:00",
        "2024-01-01T06:59:59+07:00",
    ),
    ("time", {"maximum": "12:00:00"}, "12:00:00 00:00:00", "12:00:01"),
    ("year", {"minimum": 2000, "maximum": "2024"}, "2000 2024", "1999 2025"),
    ("yearmonth", {"minimum": "2024-02"}, "2024-02 2025-01", "2024-01 2023-12"),
    ("string", {"minLength": 2, "maxLength": 3}, "ab éèê", "a abcd"),
    ("list", {"minLength": 2}, "a,b a,b,c", "a"),
    ("array", {"maxLength": 1}, "[] [1]", "[1,2]"),
    ("object", {"minLength": 1}, '{"a":1}', "{}"),
    ("string", {"pattern": "[A-Z]{2}|x"}, "AB x", "ABC xx ab"),
    ("string", {"enum": ["I", "II"]}, "I II", "III i"),
    ("integer", {"enum": [1, "2"]}, "1 01 2 +2", "3"),
    ("number", {"enum": [1.5]}, "1.5 1.50", "1.51"),
    ("boolean", {"enum": [True]}, "true 1", "false"),
    ("date", {"enum": ["2024-01-05"]}, "2024-01-05", "2024-01-06"),
]


@pytest.mark.parametrize(("kind", "constraints", "right", "wrong"), BOUNDED, ids=str)
def test_what_a_constraint_allows(kind, constraints, right, wrong):
    check = check_of({"type": kind, "constraints": constraints})
    judged = check.judge([*right.split(), *wrong.split()])
    assert [text for text, broken in judged.items() if not broken] == right.split()
    assert {broken for text in wrong.split() for broken in judged[text]} == {
        Broken(key) for key in constraints
    }
    broken = check.broken(pl.Series([*right.split(), *wrong.split()] * 3))
    assert {*broken["text"]} == {*wrong.split()}


def test_a_missing_value_breaks_nothing_but_being_required():
    constraints = {"minimum": 0, "required": True}
    bounded = check_of({"type": "integer", "constraints": constraints}, missing=["-99"])
    assert bounded.judge(["-99", "-98"]) == {"-99": (), "-98": (Broken.MINIMUM,)}
    required = check_of({"type": "string"}, missing=["-"], is_required=True)
    assert required.broken(pl.Series(["a", "-", ""]))["at"].to_list() == [1]


def test_more_different_texts_than_are_remembered():
    check = check_of({"type": "integer"})
    many = pl.Series([f"x{at}" for at in range(150_000)])
    assert check.broken(many).height == check.broken(many).height == 150_000


MORE_OR_LESS = {
    # It takes groups of any length, so 54.7 becomes 547; and whatever Python and Unicode call a number.
    "integer": ("1_0 ٣", "-Rp5 1.000 1.234.567 -1.000"),
    "number": ("inf nan Infinity 1_0 54.7 1.23,4 1,234.5 12.34 Rp1.23", ""),
    # It counts digits less strictly than the standard, and knows no Indonesian month.
    "date": ("2024-1-5 2024", "5-Mei-2024 17-Agustus-1945"),
    "datetime": ("", "5/1/2024T10.20"),
    "time": ("", "24:00"),
    "year": ("", "-0044 12024"),
    "yearmonth": ("2024-5", ""),
    "duration": ("PT", ""),
    # It wants more of a topology than its type, and less of the texts.
    "geojson": ("", '{"type":"Topology"}'),
    "string": ("http://a{b} 123e4567e89b12d3a456426614174000 YWJj= *", ""),
}
"""What frictionless takes and what it refuses, against what is said above."""


@pytest.mark.parametrize(("properties", "right", "wrong"), FITS, ids=lambda one: str(one)[:60])
def test_the_standards_own_reader_agrees_but_for_what_is_known(properties, right, wrong):
    frictionless = pytest.importorskip("frictionless")
    field = frictionless.Schema.from_descriptor({"fields": [{"name": "a", **properties}]}).fields[0]
    takes, refuses = MORE_OR_LESS.get(properties["type"], ("", ""))
    compared = [
        text for text in (*right.split(), *wrong.split()) if text not in {*takes.split(), *refuses.split()}
    ]
    theirs = [text for text in compared if field.read_cell(text)[1] is None]
    assert theirs == [text for text in compared if text in right.split()]


def small_table(rows):
    names = ("a", "b")
    table = Table(names, 0, header=(1,), body=tuple(range(2, len(rows) + 2)))
    return Held(Sheet("", [list(names), *map(list, rows)]), table)


@settings(deadline=None)
@given(
    rows=st.lists(
        st.tuples(st.sampled_from(["1", "2", "", "x", "3"]), st.sampled_from(["a", "b", ""])), max_size=12
    )
)
def test_the_standards_own_validator_finds_the_same_errors(rows):
    frictionless = pytest.importorskip("frictionless")
    schema = {
        "fields": [
            {"name": "a", "type": "integer", "constraints": {"unique": True, "maximum": 2}},
            {"name": "b", "type": "string", "constraints": {"required": True, "enum": ["a"]}},
        ]
    }
    ours = validate(small_table(rows), parse(schema))
    resource = frictionless.Resource(
        data=[["a", "b"], *rows], schema=frictionless.Schema.from_descriptor(schema)
    )
    report = resource.validate(limit_errors=10**6)
    theirs = [one for task in report.tasks for one in task.errors if one.type != "blank-row"]
    kinds = {
        "type-error": {"type"},
        "unique-error": {"unique"},
        "constraint-error": {"maximum", "required", "enum"},
    }
    found = [(one.row_number, one.field_number, one.type) for one in theirs]
    blank = {one.row_number for task in report.tasks for one in task.errors if one.type == "blank-row"}
    mine = [
        (one.row, one.column, next(name for name, of in kinds.items() if one.kind.value in of))
        for one in ours.errors(0, 10**6)
        if one.row not in blank
    ]
    assert sorted(mine) == sorted(found)
