"""What became of a schema from one release to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.table_schema.constraint_changes import RULES, Ways, rule_changes
from titiktemu.analysis.table_schema.schema import Field, Schema

ALIKE = 0.75
"""Names so alike (as a part of their letters) may be one column renamed, if their types are the same."""
SENTENCES = {
    "added": gettext_noop("The column {name} is new."),
    "removed": gettext_noop("The column {name} is gone."),
    "renamed": gettext_noop("The column {before} seems to be called {after} now."),
    "type": gettext_noop("The values of {name} were of the type {before} and are of the type {after}."),
    "format": gettext_noop("The values of {name} were written as {before} and are written as {after}."),
    "moved": gettext_noop("The columns stand in another order: {before} became {after}."),
    "missingValues": gettext_noop("The marks for missing values were {before} and are {after}."),
}
"""Of changes that are said in one way, whatever was there before."""
WAYS = {
    "unit": Ways(
        gettext_noop("The unit of {name} is told now: {after}."),
        gettext_noop("The unit of {name} is told no more; it was {before}."),
        gettext_noop("The unit of {name} was {before} and is {after}."),
    ),
    "title": Ways(
        gettext_noop("{name} has a title now: “{after}”."),
        gettext_noop("{name} has no title any more; it was “{before}”."),
        gettext_noop("The title of {name} was “{before}” and is “{after}”."),
    ),
    "description": Ways(
        gettext_noop("{name} is described now: “{after}”."),
        gettext_noop("{name} is described no more; it was “{before}”."),
        gettext_noop("The description of {name} was “{before}” and is “{after}”."),
    ),
    "primaryKey": Ways(
        gettext_noop("Rows are told apart by {after} now; before, there was no key."),
        gettext_noop("There is no key any more; rows were told apart by {before}."),
        gettext_noop("Rows were told apart by {before} and are told apart by {after} now."),
    ),
    **RULES,
}
"""Of changes that are said in one of three ways: it was not there, it is there no more, it is otherwise."""
BREAKING = frozenset({"removed", "renamed", "type", "format", "unit", "primaryKey"})
"""Changes by which a program that read the last release may read this one wrongly."""


@dataclass(frozen=True, slots=True)
class SchemaChange:
    """One thing that is otherwise.

    Attributes
    ----------
    kind : str
        A key of `SENTENCES` or of `WAYS`.
    name : str
        Of the column in the new release; in the old, where it is gone; "" of the table as a whole.
    before, after : str
    """

    kind: str
    name: str
    before: str = ""
    after: str = ""

    @property
    def template(self) -> str:
        """One English sentence, the key of its translation."""
        if self.kind in SENTENCES:
            return SENTENCES[self.kind]
        came, gone, changed = WAYS[self.kind]
        if not self.before:
            return came
        return changed if self.after else gone

    @property
    def values(self) -> dict[str, str]:
        """What stands for the names in it."""
        return {"name": self.name, "before": self.before or "–", "after": self.after or "–"}

    @property
    def sentence(self) -> str:
        """In English."""
        return self.template.format(**self.values)

    @property
    def is_breaking(self) -> bool:
        """Whether programs that use the table must be looked at."""
        return self.kind in BREAKING

    def as_json(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "kind": self.kind,
            "name": self.name,
            "before": self.before,
            "after": self.after,
            "breaking": self.is_breaking,
            "explanation": self.template,
            "values": self.values,
        }


def compare(
    old: Schema, new: Schema, renamed: dict[str, str] | None = None, *, is_inferred: bool = False
) -> tuple[SchemaChange, ...]:
    """Say what is otherwise in a schema.

    Parameters
    ----------
    old, new : Schema
    renamed : dict of str to str, optional
        New names of columns, where they are known; else names that are alike are taken for one.
    is_inferred : bool
        Whether both were taken from data. What such a schema allows is no promise: other values are a
        change of the data, which is told there, and not one of the schema.

    Examples
    --------
    >>> from titiktemu.analysis.table_schema.parsing import parse
    >>> old = parse({"fields": [{"name": "jml_anak", "type": "integer"}]})
    >>> new = parse({"fields": [{"name": "jumlah_anak", "type": "number"}, {"name": "tahun"}]})
    >>> [one.sentence for one in compare(old, new)]
    ['The column jml_anak is gone.', 'The column jumlah_anak is new.', 'The column tahun is new.']
    """
    pairs = guessed_renames(old, new) if renamed is None else renamed
    return tuple(_changes(old, new, pairs, is_inferred=is_inferred))


def guessed_renames(old: Schema, new: Schema) -> dict[str, str]:
    """New names of columns that seem to be renamed: same type and unit, and nearly the same name or title.

    Examples
    --------
    >>> from titiktemu.analysis.table_schema.parsing import parse
    >>> old = parse({"fields": [{"name": "jumlah_anak_2024", "type": "integer"}]})
    >>> new = parse({"fields": [{"name": "jumlah_anak", "type": "integer"}]})
    >>> guessed_renames(old, new)
    {'jumlah_anak_2024': 'jumlah_anak'}
    """
    gone = [one for one in old.fields if new.of(one.name) is None]
    come = [one for one in new.fields if old.of(one.name) is None]
    scored = sorted(
        (
            (-likeness, one.name, other.name)
            for one in gone
            for other in come
            if (likeness := _likeness(one, other)) >= ALIKE
        ),
    )
    found: dict[str, str] = {}
    for _likeness_down, before, after in scored:
        if before not in found and after not in found.values():
            found[before] = after
    return found


def _likeness(one: Field, other: Field) -> float:
    if (one.type, one.unit) != (other.type, other.unit):
        return 0.0
    if one.title and one.title == other.title:
        return 1.0
    # The order matters to SequenceMatcher; a comparison must give the same both ways.
    first, second = sorted((one.name.lower(), other.name.lower()))
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _changes(
    old: Schema, new: Schema, renamed: dict[str, str], *, is_inferred: bool
) -> Iterator[SchemaChange]:
    came_from = {after: before for before, after in renamed.items()}
    for one in old.fields:
        if new.of(one.name) is None and one.name not in renamed:
            yield SchemaChange("removed", one.name, before=one.name)
    for one in new.fields:
        before = old.of(came_from.get(one.name, one.name))
        if before is None:
            yield SchemaChange("added", one.name, after=one.name)
            continue
        if before.name != one.name:
            yield SchemaChange("renamed", one.name, before.name, one.name)
        rules = rule_changes(before.constraints, one.constraints, is_inferred=is_inferred)
        for kind, was, now in (*_words(before, one), *rules):
            yield SchemaChange(kind, one.name, was, now)
    yield from _of_table(old, new, renamed)


def _words(before: Field, after: Field) -> Iterator[tuple[str, str, str]]:
    for kind, say in SAID.items():
        if (was := say(before)) != (now := say(after)):
            yield kind, was, now


def _of_table(old: Schema, new: Schema, renamed: dict[str, str]) -> Iterator[SchemaChange]:
    kept = [name for name in old.names if renamed.get(name, name) in new.names]
    came = [renamed.get(name, name) for name in kept]
    now = [name for name in new.names if name in came]
    if came != now:
        yield SchemaChange("moved", "", ", ".join(kept), ", ".join(now))
    was_key = [renamed.get(name, name) for name in old.primary_key]
    if was_key != [*new.primary_key]:
        yield SchemaChange("primaryKey", "", ", ".join(old.primary_key), ", ".join(new.primary_key))
    was_marks, marks = _markers(old), _markers(new)
    if was_marks != marks:
        yield SchemaChange("missingValues", "", was_marks, marks)


def _markers(schema: Schema) -> str:
    given = schema.properties.get("missingValues", [""])
    return ", ".join(f"“{one['value'] if isinstance(one, dict) else one}”" for one in given)


SAID: dict[str, Callable[[Field], str]] = {
    "type": lambda one: one.type.value,
    "format": lambda one: one.format,
    "unit": lambda one: one.unit,
    "title": lambda one: one.title,
    "description": lambda one: one.description,
}
