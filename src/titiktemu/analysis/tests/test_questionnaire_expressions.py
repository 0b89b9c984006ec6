"""Expressions of forms: what is read, what is refused, and that nothing makes them fail or run for ever."""

import json
import math
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titiktemu.analysis.questionnaire.evaluating import Scope, as_number, as_text, evaluate, fits, is_pattern
from titiktemu.analysis.questionnaire.expressions import (
    FUNCTIONS,
    LONGEST,
    BadExpression,
    names_alone,
    names_in,
    parse,
)

TODAY = date(2026, 11, 28)
ANSWERS = {"umur": "17", "suka": "air sekolah", "nama": "Siti", "lahir": "2010-03-05", "kosong": ""}


def result(text, own=""):
    return evaluate(parse(text), Scope(lambda name: ANSWERS.get(name, ""), TODAY, own))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("${umur} >= 17", True),
        ("${umur} > 17 or ${nama} = 'Siti'", True),
        ("${umur} != '17'", False),
        ("selected(${suka}, 'air') and not(selected(${suka}, 'jalan'))", True),
        ("count-selected(${suka}) = 2", True),
        ("if(${kosong} = '', 'tidak ada', ${kosong})", "tidak ada"),
        ("coalesce(${kosong}, ${nama})", "Siti"),
        ("1 + 2 * 3 - 4 div 2", 5.0),
        ("-(2 - 5) mod 2", 1.0),
        ("7 mod 0", None),
        ("1 div 0", None),
        ("today() > ${lahir}", True),
        ("${lahir} < date('2010-03-06')", True),
        ("int((today() - date(${lahir})) div 365.25)", 16.0),
        ("string-length(${nama})", 4.0),
        ("regex(${nama}, '[A-Z][a-z]+')", True),
        ("regex(${nama}, 'it')", False),
        ("round(2.5)", 3.0),
        ("round(3.14159, 2)", 3.14),
        ("concat(${nama}, ' ', ${umur})", "Siti 17"),
        ("${kosong} > 3", False),
        ("${kosong} = ''", True),
        ("${umur} = 17.0", True),
        ("selected-at(${suka}, 1)", "sekolah"),
        ("true() and not(false())", True),
        ("min(3, 1, 2) + max(1, 9)", 10.0),
    ],
)
def test_a_form_means_what_odk_means(text, expected):
    found = result(text)
    if expected is None:
        assert as_text(found) == ""
    else:
        assert found == expected
        assert type(found) is type(expected)


def test_the_answer_itself_is_a_point():
    assert result(". >= 0 and . <= 120", "50")
    assert not result(". >= 0 and . <= 120", "121")
    assert not result(". <= today()", "2027-01-01")
    assert result(". <= today()", "2026-11-28")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("pulldata('x', 'y')", "pulldata"),
        ("count(${a}, ${b})", "count"),
        ("${a} = ", "ends before"),
        ("${a} == 1", "="),
        ("jr:choice-name(${a}, 'a')", ":choice"),
        ("/data/a = 1", "/data/a"),
        ("${a} | ${b}", "|"),
        ("selected(${a} 'b')", "'b'"),
        ("umur > 3", "umur"),
        ("'never closed", "'never closed"),
        ("(" * 60 + "1" + ")" * 60, "brackets"),
        ("1 = 1" + " " * LONGEST, "letters"),
        ("+".join(["1"] * 400), "parts"),
    ],
)
def test_whatever_is_beyond_is_refused_by_name(text, said):
    with pytest.raises(BadExpression, match=said.replace("|", r"\|").replace("(", r"\(")):
        parse(text)


def test_names_are_found_apart_from_those_inside_functions_over_many():
    assert names_in("sum(${harga}) > ${batas}") == {"harga", "batas"}
    assert names_alone("sum(${harga}) > ${batas}") == {"batas"}


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|aa)+", "(.*a){20}", "([a-zA-Z]+)*", "(a?){30}a{30}"])
def test_a_pattern_made_to_take_for_ever_does_not(pattern):
    began = time.perf_counter()
    fits(pattern, "a" * 9000 + "!")
    assert time.perf_counter() - began < 2


def test_patterns_that_cannot_be_bounded_are_known():
    assert not is_pattern(r"(?<=x)y")
    assert not is_pattern(r"(a)\1")
    assert not is_pattern("(")
    assert not is_pattern("((((a{1000}){1000}){1000}){1000})")


names = st.sampled_from(["a", "b", "c"])
leaves = st.one_of(
    st.integers(0, 99).map(str),
    st.sampled_from(["'x'", "''", "'12'", "'2026-01-01'", ".", "today()", "true()"]),
    names.map(lambda one: "${" + one + "}"),
)


def combined(inner):
    two = st.tuples(
        inner, st.sampled_from(["+", "-", "*", "div", "mod", "=", "!=", "<", ">=", "and", "or"]), inner
    )
    calls = st.tuples(st.sampled_from(sorted(FUNCTIONS)), st.lists(inner, min_size=3, max_size=3))
    return st.one_of(
        two.map(lambda one: f"({one[0]} {one[1]} {one[2]})"),
        calls.map(lambda one: f"{one[0]}({', '.join(one[1][: FUNCTIONS[one[0]][0]])})"),
        inner.map(lambda one: f"-{one}"),
    )


@given(
    st.recursive(leaves, combined, max_leaves=12),
    st.dictionaries(names, st.text(max_size=12)),
    st.text(max_size=9),
)
def test_no_expression_fails_whatever_was_answered(text, answers, own):
    node = parse(text)
    found = evaluate(node, Scope(lambda name: answers.get(name, ""), TODAY, own))
    assert isinstance(as_text(found), str)
    assert isinstance(as_number(found), float)
    # The browser gets the same tree.
    assert json.loads(json.dumps(node)) == json.loads(json.dumps(node))


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text):
    try:
        node = parse(text)
    except BadExpression:
        return
    assert isinstance(evaluate(node, Scope(lambda name: "", TODAY)), str | float | int | bool | list)


@given(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9))
def test_arithmetic_is_that_of_whole_numbers(one, two):
    assert result(f"{one} + {two}") == one + two
    assert result(f"({one}) * ({two})") == pytest.approx(one * two)
    assert result(f"({one}) < ({two})") is (one < two)


@given(st.floats(allow_nan=True, allow_infinity=True))
def test_a_number_written_and_read_again_is_the_same(number):
    text = as_text(number)
    if math.isfinite(number):
        assert as_number(text) == pytest.approx(number, rel=1e-12, abs=1e-300)
    else:
        assert text == ""
