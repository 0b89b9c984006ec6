"""What became of the rules of a column: each kind of rule in sentences of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.table_schema.kinds import Broken

SHOWN = 10
"""Values of a list that a sentence names."""
FILLED, VALUES, OTHER = "filled", "enumValues", "constraints"


class Ways(NamedTuple):
    """One English sentence for each way in which something can be otherwise."""

    came: str
    gone: str
    changed: str


RULES: dict[str, Ways] = {
    Broken.REQUIRED.value: Ways(
        gettext_noop("Every row needs a value in {name} now; before, it could be empty."),
        gettext_noop("{name} may be empty now; before, every row needed a value."),
        "",
    ),
    FILLED: Ways(
        gettext_noop("Every row has a value in {name} now; before, some rows had none."),
        gettext_noop("Some rows have no value in {name} now; before, every row had one."),
        "",
    ),
    Broken.UNIQUE.value: Ways(
        gettext_noop("No value of {name} may come twice any more; before, it could."),
        gettext_noop("Values of {name} may come more than once now; before, they could not."),
        "",
    ),
    Broken.MINIMUM.value: Ways(
        gettext_noop("{name} must be at least {after} now; before, there was no lower limit."),
        gettext_noop("{name} has no lower limit any more; before, it had to be at least {before}."),
        gettext_noop("{name} must be at least {after} now; before, at least {before}."),
    ),
    Broken.MAXIMUM.value: Ways(
        gettext_noop("{name} must be at most {after} now; before, there was no upper limit."),
        gettext_noop("{name} has no upper limit any more; before, it had to be at most {before}."),
        gettext_noop("{name} must be at most {after} now; before, at most {before}."),
    ),
    Broken.ABOVE.value: Ways(
        gettext_noop("{name} must be more than {after} now; before, there was no such limit."),
        gettext_noop("{name} need not be more than {before} any more."),
        gettext_noop("{name} must be more than {after} now; before, more than {before}."),
    ),
    Broken.BELOW.value: Ways(
        gettext_noop("{name} must be less than {after} now; before, there was no such limit."),
        gettext_noop("{name} need not be less than {before} any more."),
        gettext_noop("{name} must be less than {after} now; before, less than {before}."),
    ),
    Broken.MIN_LENGTH.value: Ways(
        gettext_noop("Values of {name} must not be shorter than {after} now; before, they could be."),
        gettext_noop("Values of {name} may be as short as they like now; before, not shorter than {before}."),
        gettext_noop("Values of {name} must not be shorter than {after} now; before, than {before}."),
    ),
    Broken.MAX_LENGTH.value: Ways(
        gettext_noop("Values of {name} must not be longer than {after} now; before, they could be."),
        gettext_noop("Values of {name} may be as long as they like now; before, not longer than {before}."),
        gettext_noop("Values of {name} must not be longer than {after} now; before, than {before}."),
    ),
    Broken.PATTERN.value: Ways(
        gettext_noop(
            "Values of {name} must be written after the pattern {after} now; before, there was none."
        ),
        gettext_noop("Values of {name} are bound to no pattern any more; before, it was {before}."),
        gettext_noop(
            "Values of {name} must be written after the pattern {after} now; before, it was {before}."
        ),
    ),
    Broken.ENUM.value: Ways(
        gettext_noop("Only these values may stand in {name} now: {after}."),
        gettext_noop("Any value may stand in {name} now; before, only these: {before}."),
        "",
    ),
    VALUES: Ways(
        gettext_noop("These values may stand in {name} as well now: {after}."),
        gettext_noop("These values may not stand in {name} any more: {before}."),
        gettext_noop("In {name} may now stand as well: {after}; and no more: {before}."),
    ),
    OTHER: Ways(
        gettext_noop("{name} must keep to one more rule now: {after}."),
        gettext_noop("{name} need not keep to this rule any more: {before}."),
        gettext_noop("A rule for {name} was {before} and is {after}."),
    ),
}
"""Sentences by the name of the rule; empty where a rule is there or is not."""
SWITCHES = frozenset({Broken.REQUIRED.value, Broken.UNIQUE.value})
FIRST = (Broken.REQUIRED.value, Broken.UNIQUE.value, Broken.ENUM.value)


def rule_changes(
    old: Mapping[str, Any], new: Mapping[str, Any], *, is_inferred: bool = False
) -> Iterator[tuple[str, str, str]]:
    """Say what is otherwise in the constraints of a field.

    Parameters
    ----------
    old, new : mapping of str to object
        Constraints of Table Schema.
    is_inferred : bool
        Whether both were taken from data; then only whether all rows have a value is told.

    Yields
    ------
    tuple of str
        A key of `RULES`, how it was and how it is; "" where there is or was nothing of the kind.

    Examples
    --------
    >>> list(rule_changes({"minimum": 0}, {"minimum": 1, "required": True}))
    [('required', '', 'true'), ('minimum', '0', '1')]
    >>> list(rule_changes({"enum": ["L", "P"]}, {"enum": ["P", "X"]}))
    [('enumValues', '“L”', '“X”')]
    >>> list(rule_changes({"enum": ["L"], "required": True}, {"enum": ["P"]}, is_inferred=True))
    [('filled', 'true', '')]
    """
    if is_inferred:
        required = Broken.REQUIRED.value
        was, now = _text(required, old.get(required)), _text(required, new.get(required))
        if was != now:
            yield FILLED, was, now
        return
    for kind in (*FIRST, *sorted({*old, *new} - {*FIRST})):
        was, now = _text(kind, old.get(kind)), _text(kind, new.get(kind))
        if kind == Broken.ENUM.value and was and now:
            came, gone = _beyond(new[kind], old[kind]), _beyond(old[kind], new[kind])
            if came or gone:
                yield VALUES, _named(gone), _named(came)
        elif was != now:
            yield (kind, was, now) if kind in RULES else (OTHER, _of_other(kind, was), _of_other(kind, now))


def _text(kind: str, value: Any) -> str:
    if kind in SWITCHES:
        return "true" if value else ""
    if value is None:
        return ""
    return _named(value) if kind == Broken.ENUM.value else str(value)


def _of_other(kind: str, text: str) -> str:
    return f"{kind} {text}" if text else ""


def _beyond(some: list[Any], others: list[Any]) -> list[Any]:
    return [one for one in some if one not in others]


def _named(values: list[Any]) -> str:
    told = ", ".join(f"“{one}”" for one in values[:SHOWN])
    return f"{told}, …" if len(values) > SHOWN else told
