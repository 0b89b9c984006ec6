"""The expressions that forms use for skipping, checking and calculating, read into a small tree.

A part of XPath as XLSForm writes it: references to questions, comparisons, and, or, arithmetic, and some
functions. Whatever else is written is refused by name when the form is taken in, never passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from titiktemu.analysis.marking import gettext_noop

type Node = tuple[Any, ...]
"""("num", 1.0), ("str", "a"), ("ref", "q1"), (".",), ("neg", x), (operator, left, right), ("call", name, …).

The same in JSON is what the browser evaluates.
"""

LONGEST = 4000
DEEPEST = 40
MOST_PARTS = 500
FUNCTIONS: Final[dict[str, tuple[int, int]]] = {
    "selected": (2, 2),
    "count-selected": (1, 1),
    "selected-at": (2, 2),
    "coalesce": (2, 2),
    "if": (3, 3),
    "not": (1, 1),
    "true": (0, 0),
    "false": (0, 0),
    "today": (0, 0),
    "date": (1, 1),
    "regex": (2, 2),
    "string-length": (1, 1),
    "string": (1, 1),
    "number": (1, 1),
    "int": (1, 1),
    "round": (1, 2),
    "abs": (1, 1),
    "concat": (1, 20),
    "contains": (2, 2),
    "starts-with": (2, 2),
    "count": (1, 1),
    "sum": (1, 1),
    "min": (1, 20),
    "max": (1, 20),
}
"""Fewest and most arguments of each function."""
OVER_MANY = frozenset({"count", "sum", "min", "max"})
"""Functions that take all answers of a question that is asked repeatedly."""
TOO_LONG = gettext_noop("The expression has {letters} letters; at most {most} are read.")
TOO_DEEP = gettext_noop("The expression has too many brackets inside each other.")
TOO_MANY = gettext_noop("The expression has more than {most} parts.")
UNKNOWN_FUNCTION = gettext_noop("The function “{name}” is not known here.")
WRONG_NUMBER = gettext_noop("The function “{name}” takes another number of arguments.")
UNKNOWN_PART = gettext_noop("“{part}” is not understood here.")
ENDS_EARLY = gettext_noop("The expression ends before it is complete.")
_TOKEN: Final = re.compile(
    r"\s*(?:(?P<ref>\$\{[^{}]*\})|(?P<num>\d+(?:\.\d*)?|\.\d+)|(?P<str>'[^']*'|\"[^\"]*\")"
    r"|(?P<op><=|>=|!=|[-=<>+*(),])|(?P<name>[A-Za-z_][\w-]*)|(?P<dot>\.))"
)
_LEVELS: Final = (
    frozenset({"or"}),
    frozenset({"and"}),
    frozenset({"=", "!="}),
    frozenset({"<", "<=", ">", ">="}),
    frozenset({"+", "-"}),
    frozenset({"*", "div", "mod"}),
)


class BadExpression(Exception):
    """The expression is not understood. ``template`` is one English sentence, the key of its translation."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template.format(**values))
        self.template, self.values = template, values


@lru_cache(maxsize=4096)
def parse(text: str, *, columns: bool = False) -> Node:
    """Read an expression.

    Parameters
    ----------
    text : str
    columns : bool
        Whether bare words are columns of the choices, as in a choice filter: ("column", name).

    Returns
    -------
    Node

    Raises
    ------
    BadExpression
        With the part that is not understood.

    Examples
    --------
    >>> parse("${umur} >= 17 and selected(., 'a')")
    ('and', ('>=', ('ref', 'umur'), ('num', 17.0)), ('call', 'selected', ('.',), ('str', 'a')))
    """
    if len(text) > LONGEST:
        raise BadExpression(TOO_LONG, letters=len(text), most=LONGEST)
    reader = _Reader(_tokens(text), columns=columns)
    found = reader.level(0)
    if reader.here is not None:
        raise BadExpression(UNKNOWN_PART, part=reader.here[1])
    return found


def _tokens(text: str) -> list[tuple[str, str]]:
    found, at, end = [], 0, len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            raise BadExpression(UNKNOWN_PART, part=text[at : at + 20].strip())
        found.append((match.lastgroup, match.group(match.lastgroup)))
        at = match.end()
    if len(found) > MOST_PARTS:
        raise BadExpression(TOO_MANY, most=MOST_PARTS)
    return found


class _Reader:
    """Goes through the tokens from left to right."""

    def __init__(self, tokens: list[tuple[str, str]], *, columns: bool) -> None:
        self._tokens, self._at, self._depth, self._columns = tokens, 0, 0, columns

    @property
    def here(self) -> tuple[str, str] | None:
        """The next token; None at the end."""
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _next(self) -> tuple[str, str]:
        if self.here is None:
            raise BadExpression(ENDS_EARLY)
        self._at += 1
        return self._tokens[self._at - 1]

    def _take(self, sign: str) -> bool:
        taken = self.here == ("op", sign)
        self._at += taken
        return taken

    def _expect(self, sign: str) -> None:
        kind, part = self._next()
        if (kind, part) != ("op", sign):
            raise BadExpression(UNKNOWN_PART, part=part)

    def level(self, number: int) -> Node:
        """Operators of one strength, those that bind more strongly inside."""
        if number == len(_LEVELS):
            return self._unary()
        left = self.level(number + 1)
        while self.here is not None and self.here[0] in {"op", "name"} and self.here[1] in _LEVELS[number]:
            left = (self._next()[1], left, self.level(number + 1))
        return left

    def _unary(self) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise BadExpression(TOO_DEEP)
        found = ("neg", self._unary()) if self._take("-") else self._single()
        self._depth -= 1
        return found

    def _single(self) -> Node:
        kind, part = self._next()
        if kind == "num":
            return ("num", float(part))
        if kind == "str":
            return ("str", part[1:-1])
        if kind == "ref":
            return ("ref", part[2:-1].strip())
        if kind == "dot":
            return (".",)
        if kind == "name":
            return self._call(part)
        if part == "(":
            inside = self.level(0)
            self._expect(")")
            return inside
        raise BadExpression(UNKNOWN_PART, part=part)

    def _call(self, name: str) -> Node:
        if self.here != ("op", "("):
            if self._columns:
                return ("column", name)
            raise BadExpression(UNKNOWN_PART, part=name)
        if name not in FUNCTIONS:
            raise BadExpression(UNKNOWN_FUNCTION, name=name)
        self._expect("(")
        given: list[Node] = []
        if not self._take(")"):
            given.append(self.level(0))
            while self._take(","):
                given.append(self.level(0))
            self._expect(")")
        fewest, most = FUNCTIONS[name]
        if not fewest <= len(given) <= most:
            raise BadExpression(WRONG_NUMBER, name=name)
        return ("call", name, *given)


def nodes(node: Node) -> Iterator[Node]:
    """The node and every node inside."""
    yield node
    for part in node[1:]:
        if isinstance(part, tuple):
            yield from nodes(part)


def names_in(text: str, *, columns: bool = False) -> frozenset[str]:
    """The questions that an expression refers to.

    Examples
    --------
    >>> sorted(names_in("${a} = 1 or ${b} = ${a}"))
    ['a', 'b']
    """
    found = nodes(parse(text, columns=columns)) if text else ()
    return frozenset(one[1] for one in found if one[0] == "ref")


def names_alone(text: str, *, columns: bool = False) -> frozenset[str]:
    """Those that it refers to outside of a function over many answers."""
    return frozenset(_alone(parse(text, columns=columns))) if text else frozenset()


def _alone(node: Node) -> Iterator[str]:
    if node[0] == "ref":
        yield node[1]
    elif not (node[0] == "call" and node[1] in OVER_MANY):
        for part in node[1:]:
            if isinstance(part, tuple):
                yield from _alone(part)


def patterns_in(text: str) -> list[str | None]:
    """The patterns of its calls of regex(); None for one that is not written out."""
    calls = [one for one in nodes(parse(text)) if one[:2] == ("call", "regex")]
    return [one[3][1] if one[3][0] == "str" else None for one in calls]
