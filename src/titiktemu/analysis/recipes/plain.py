"""Reading plain values strictly: what is not as it must be is refused with a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from titiktemu.analysis.marking import gettext_noop

WRONG = gettext_noop("The recipe cannot be read: {where} is not what it must be.")
LACKS = gettext_noop("The recipe cannot be read: {where} lacks {name}.")
UNKNOWN = gettext_noop("The recipe cannot be read: {where} has {name}, which is not known.")


class RecipeBroken(Exception):
    """A recipe makes no sense. ``template`` is one English sentence, the key of its translation."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template.format(**values))
        self.template, self.values = template, values


def checked_fields(data: object, fields: Mapping[str, object], *, where: str) -> dict[str, Any]:
    """The fields of an object, each of its kind, none missing, none beside.

    Parameters
    ----------
    data : object
    fields : mapping of str to object
        Kind of each: a class, a `StrEnum` (its value is given and becomes it), or a class or None.
    where : str
        What the object is, for the sentence.

    Examples
    --------
    >>> checked_fields({"row": 3, "last": None}, {"row": int, "last": (int, None)}, where="row")
    {'row': 3, 'last': None}
    """
    if not isinstance(data, Mapping):
        raise RecipeBroken(WRONG, where=where)
    for name in data:
        if name not in fields:
            raise RecipeBroken(UNKNOWN, where=where, name=name)
    made = {}
    for name, kind in fields.items():
        if name not in data:
            raise RecipeBroken(LACKS, where=where, name=name)
        made[name] = _one(data[name], kind, where=f"{where}.{name}")
    return made


def _one(value: object, kind: object, *, where: str) -> object:
    if isinstance(kind, tuple):
        return None if value is None else _one(value, kind[0], where=where)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        if not isinstance(value, str) or value not in {one.value for one in kind}:
            raise RecipeBroken(WRONG, where=where)
        return kind(value)
    # In Python a bool is an int; in a recipe it is not.
    if not isinstance(kind, type) or not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise RecipeBroken(WRONG, where=where)
    return value


def read_list(values: list[Any], kind: type, *, where: str) -> tuple[Any, ...]:
    """A list of values that are all of one kind."""
    return tuple(_one(value, kind, where=where) for value in values)
