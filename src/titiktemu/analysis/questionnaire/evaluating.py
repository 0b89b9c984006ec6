"""What an expression of a form gives, for the answers at hand."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import polars as pl

from titiktemu.analysis.questionnaire.expressions import Node

type Value = str | float | bool | date | tuple[str, ...]
"""A text, a number, a truth, a day, or all answers of a question that is asked repeatedly."""

EPOCH: Final = date(1970, 1, 1)
LONGEST_NUMBER = 40


@dataclass(frozen=True)
class Scope:
    """Where an expression stands.

    Attributes
    ----------
    look : callable
        Gives the answer to the question of a name; a tuple of all where it is asked repeatedly elsewhere.
    today : date
    own : str
        The answer that "." means.
    """

    look: Callable[[str], Value]
    today: date
    own: str = ""


def evaluate(node: Node, scope: Scope) -> Value:
    """Evaluate an expression; never fails, whatever the answers are.

    Examples
    --------
    >>> from titiktemu.analysis.questionnaire.expressions import parse
    >>> scope = Scope({"umur": "20", "suka": "a c"}.get, date(2026, 11, 28), own="5")
    >>> evaluate(parse("${umur} div 2 + count-selected(${suka})"), scope)
    12.0
    >>> evaluate(parse(". > 5 or selected(${suka}, 'c')"), scope)
    True
    """
    sign = node[0]
    if sign in {"num", "str"}:
        return node[1]  # type: ignore[no-any-return] # a number or a text, as the parser made it
    if sign == "ref":
        return scope.look(node[1])
    if sign == ".":
        return scope.own
    if sign == "neg":
        return -as_number(evaluate(node[1], scope))
    if sign == "call":
        return _call(node, scope)
    return _operated(node, scope)


def is_true(node: Node, scope: Scope) -> bool:
    """Whether the expression holds."""
    return as_truth(evaluate(node, scope))


def _operated(node: Node, scope: Scope) -> Value:
    sign, left = node[0], evaluate(node[1], scope)
    if sign == "and":
        return as_truth(left) and is_true(node[2], scope)
    if sign == "or":
        return as_truth(left) or is_true(node[2], scope)
    right = evaluate(node[2], scope)
    if sign in {"=", "!="}:
        return _equal(left, right) is (sign == "=")
    first, second = as_number(left), as_number(right)
    if sign in _COMPARED:
        return _COMPARED[sign](first, second)
    return _arithmetic(sign, first, second)


_COMPARED: Final[Mapping[str, Callable[[float, float], bool]]] = {
    "<": lambda one, two: one < two,
    "<=": lambda one, two: one <= two,
    ">": lambda one, two: one > two,
    ">=": lambda one, two: one >= two,
}


def _equal(left: Value, right: Value) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return as_truth(left) is as_truth(right)
    if isinstance(left, float) or isinstance(right, float):
        return as_number(left) == as_number(right)
    return as_text(left) == as_text(right)


def _arithmetic(sign: str, first: float, second: float) -> float:
    try:
        if sign == "+":
            return first + second
        if sign == "-":
            return first - second
        if sign == "*":
            return first * second
        return first / second if sign == "div" else math.fmod(first, second)
    except (ZeroDivisionError, ValueError, OverflowError):
        return math.nan


def as_truth(value: Value) -> bool:
    """Whether a value counts as true: a text that is not empty, a number that is not zero."""
    if isinstance(value, float):
        return not (value == 0 or math.isnan(value))
    return bool(value)


def as_number(value: Value) -> float:
    """A value as a number; a day counts from 1970, and what is no number is not a number (NaN).

    Examples
    --------
    >>> as_number("12"), as_number(""), as_number("1970-01-03"), as_number(True)
    (12.0, nan, 2.0, 1.0)
    """
    if isinstance(value, date):
        return float((value - EPOCH).days)
    if isinstance(value, tuple):
        value = value[0] if value else ""
    if isinstance(value, str):
        return _number_of(value.strip())
    return float(value)


def _number_of(text: str) -> float:
    if not text or len(text) > LONGEST_NUMBER or text.strip("+-.0123456789eE"):
        return math.nan
    try:
        return float(text)
    except ValueError:
        day = as_day(text)
        return math.nan if day is None else as_number(day)


def as_day(text: str) -> date | None:
    """A day written as 2026-11-28; None for anything else."""
    try:
        return date.fromisoformat(text[:10]) if len(text) >= len("2026-11-28") else None
    except ValueError:
        return None


def as_text(value: Value) -> str:
    """A value as it would be written as an answer; what is not a number is empty.

    Examples
    --------
    >>> as_text(3.0), as_text(0.5), as_text(True), as_text(float("nan"))
    ('3', '0.5', 'true', '')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return value[0] if value else ""
    if isinstance(value, str):
        return value
    if math.isnan(value) or math.isinf(value):
        return ""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


def _call(node: Node, scope: Scope) -> Value:
    name, given = node[1], node[2:]
    if name == "if":
        return evaluate(given[1] if is_true(given[0], scope) else given[2], scope)
    if name == "today":
        return scope.today
    values = [evaluate(one, scope) for one in given]
    if name in _OF_VALUES:
        return _OF_VALUES[name](values)
    texts = [as_text(one) for one in values]
    return _OF_TEXTS[name](texts)


def _numbers(values: list[Value]) -> list[float]:
    flat: list[Value] = []
    for one in values:
        flat += list(one) if isinstance(one, tuple) else [one]
    return [number for one in flat if not math.isnan(number := as_number(one))]


def _rounded(values: list[Value]) -> float:
    number = as_number(values[0])
    digits = as_number(values[1]) if len(values) > 1 else 0.0
    if not (math.isfinite(number) and abs(digits) <= 15):
        return number
    scale = 10.0 ** int(digits)
    return math.floor(number * scale + 0.5) / scale


def _whole(values: list[Value]) -> float:
    number = as_number(values[0])
    return float(math.trunc(number)) if math.isfinite(number) else number


def _as_date(values: list[Value]) -> Value:
    first = values[0]
    if isinstance(first, date):
        return first
    day = as_day(as_text(first))
    if day is not None:
        return day
    number = as_number(first)
    return EPOCH + timedelta(days=number) if 0 <= number < 1e6 else ""


_OF_VALUES: Final[Mapping[str, Callable[[list[Value]], Value]]] = {
    "true": lambda values: True,
    "false": lambda values: False,
    "not": lambda values: not as_truth(values[0]),
    "number": lambda values: as_number(values[0]),
    "int": _whole,
    "round": _rounded,
    "abs": lambda values: abs(as_number(values[0])),
    "date": _as_date,
    "coalesce": lambda values: values[0] if as_text(values[0]) else values[1],
    "count": lambda values: float(len(values[0]) if isinstance(values[0], tuple) else bool(values[0])),
    "sum": lambda values: math.fsum(_numbers(values)),
    "min": lambda values: min(_numbers(values), default=math.nan),
    "max": lambda values: max(_numbers(values), default=math.nan),
}


def _at(texts: list[str]) -> str:
    place, chosen = as_number(texts[1]), texts[0].split()
    return chosen[int(place)] if 0 <= place < len(chosen) else ""


_OF_TEXTS: Final[Mapping[str, Callable[[list[str]], Value]]] = {
    "string": lambda texts: texts[0],
    "concat": "".join,
    "contains": lambda texts: texts[1] in texts[0],
    "starts-with": lambda texts: texts[0].startswith(texts[1]),
    "string-length": lambda texts: float(len(texts[0])),
    "selected": lambda texts: texts[1].strip() in texts[0].split(),
    "count-selected": lambda texts: float(len(texts[0].split())),
    "selected-at": _at,
    "regex": lambda texts: fits(texts[1], texts[0]),
}


@lru_cache(maxsize=512)
def is_pattern(pattern: str) -> bool:
    """Whether the pattern is one that can be searched in time that grows with the text alone.

    Examples
    --------
    >>> is_pattern("[0-9]{10,13}"), is_pattern("(?=x)"), is_pattern(r"(a)\\1")
    (True, False, False)
    """
    try:
        pl.Series([""]).str.contains(_whole_pattern(pattern))
    except pl.exceptions.PolarsError:
        return False
    return True


def _whole_pattern(pattern: str) -> str:
    return rf"\A(?:{pattern})\z"


def fits(pattern: str, text: str) -> bool:
    """Whether the whole text fits a pattern; searched without going back, so no pattern takes for ever.

    Examples
    --------
    >>> fits("(a+)+b", "a" * 5000), fits("08[0-9]+", "0812")
    (False, True)
    """
    if not is_pattern(pattern):
        return False
    return bool(pl.Series([text]).str.contains(_whole_pattern(pattern))[0])
