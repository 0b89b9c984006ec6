"""A questionnaire as plain values that never change: questions in order, groups, repeats and choices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

type Words = Mapping[str, str]
"""A text by the name of its language, as the workbook writes it: "English (en)"; "" where it names none."""


class Kind(StrEnum):
    """What an item of a questionnaire is."""

    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    RANK = "rank"
    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    GEOPOINT = "geopoint"
    NOTE = "note"
    CALCULATE = "calculate"
    GROUP = "group"
    REPEAT = "repeat"


OF_A_LIST = frozenset({Kind.SELECT_ONE, Kind.SELECT_MULTIPLE, Kind.RANK})
SEVERAL = frozenset({Kind.SELECT_MULTIPLE, Kind.RANK})
NUMBERS = frozenset({Kind.INTEGER, Kind.DECIMAL})
HOLDING = frozenset({Kind.GROUP, Kind.REPEAT})
ASKED = frozenset(Kind) - HOLDING - {Kind.NOTE, Kind.CALCULATE}
"""Kinds that a person answers."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a list; ``more`` are further columns, which choice filters look at."""

    name: str
    label: Words = field(default_factory=dict)
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Item:
    """A question, a note, a calculation, or a group or repeat with the items inside.

    Attributes
    ----------
    kind, name : Kind, str
        The name is the only one of its kind in the questionnaire.
    label, hint, constraint_message, required_message : Words
    choices : str
        Name of the list of choices.
    relevant, constraint, calculation, choice_filter, repeat_count : str
        Expressions; "" where there is none.
    required, read_only : bool
    appearance, default : str
    items : tuple of Item
    row : int
        In the sheet "survey" from which it was read; 0 where it was not.
    """

    kind: Kind
    name: str
    label: Words = field(default_factory=dict)
    hint: Words = field(default_factory=dict)
    constraint_message: Words = field(default_factory=dict)
    required_message: Words = field(default_factory=dict)
    choices: str = ""
    relevant: str = ""
    constraint: str = ""
    calculation: str = ""
    choice_filter: str = ""
    repeat_count: str = ""
    required: bool = False
    read_only: bool = False
    appearance: str = ""
    default: str = ""
    items: tuple[Item, ...] = ()
    row: int = 0

    @property
    def is_likert(self) -> bool:
        """Whether its choices are steps of one scale."""
        return self.kind is Kind.SELECT_ONE and "likert" in self.appearance.split()

    @property
    def is_asked(self) -> bool:
        """Whether a person answers it."""
        return self.kind in ASKED and not self.read_only


@dataclass(frozen=True)
class Placed:
    """An item with what is around it: the groups and the repeat, from the outermost."""

    item: Item
    around: tuple[Item, ...] = ()

    @property
    def repeat(self) -> Item | None:
        """The repeat in which it is asked, if any."""
        return next((one for one in self.around if one.kind is Kind.REPEAT), None)


@dataclass(frozen=True)
class Form:
    """A whole questionnaire.

    Examples
    --------
    >>> form = Form("Air", items=(Item(Kind.GROUP, "g", items=(Item(Kind.INTEGER, "umur"),)),))
    >>> [placed.item.name for placed in form.places], form["umur"].around[0].name
    (['g', 'umur'], 'g')
    >>> Form.from_json(form.as_json()) == form
    True
    """

    title: str
    form_id: str = ""
    languages: tuple[str, ...] = ()
    default_language: str = ""
    items: tuple[Item, ...] = ()
    lists: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)

    @cached_property
    def places(self) -> tuple[Placed, ...]:
        """Every item in the order of the questionnaire."""
        return tuple(_places(self.items, ()))

    @cached_property
    def by_name(self) -> Mapping[str, Placed]:
        """Every item under its name."""
        return {one.item.name: one for one in self.places}

    def __getitem__(self, name: str) -> Placed:
        return self.by_name[name]

    def choices_of(self, item: Item) -> tuple[Choice, ...]:
        """The choices of a question; none where it has no list."""
        return self.lists.get(item.choices, ())

    def say(self, words: Words, code: str) -> str:
        """A text in the language with this code ("id", "en"), else in the first language of the form."""
        wanted = [name for name in self.languages if name.endswith(f"({code})")]
        for name in (*wanted, self.default_language, *self.languages, ""):
            if words.get(name):
                return words[name]
        return next(iter(words.values()), "")

    def as_json(self) -> dict[str, Any]:
        """Plain values for keeping; what is empty is left out."""
        lists = {name: [_plain(one) for one in some] for name, some in self.lists.items()}
        return {
            "title": self.title,
            "form_id": self.form_id,
            "languages": list(self.languages),
            "default_language": self.default_language,
            "items": [_item_json(one) for one in self.items],
            "lists": lists,
        }

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Form:
        """The questionnaire that `as_json` gave."""
        return cls(
            title=content["title"],
            form_id=content["form_id"],
            languages=tuple(content["languages"]),
            default_language=content["default_language"],
            items=tuple(_item(one) for one in content["items"]),
            lists={name: tuple(Choice(**one) for one in some) for name, some in content["lists"].items()},
        )


def _places(items: tuple[Item, ...], around: tuple[Item, ...]) -> Iterator[Placed]:
    for item in items:
        yield Placed(item, around)
        yield from _places(item.items, (*around, item))


def _plain(thing: Choice | Item) -> dict[str, Any]:
    fields = {name: getattr(thing, name) for name in type(thing).__slots__}
    return {name: value for name, value in fields.items() if value}


def _item_json(item: Item) -> dict[str, Any]:
    inside = [_item_json(one) for one in item.items]
    return {**_plain(item), "kind": item.kind.value, **({"items": inside} if inside else {})}


def _item(content: Mapping[str, Any]) -> Item:
    inside = tuple(_item(one) for one in content.get("items", ()))
    return Item(**{**content, "kind": Kind(content["kind"]), "items": inside})
