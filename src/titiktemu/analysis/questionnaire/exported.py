"""Reading the rows of another tool's export with the columns that a person confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.questionnaire.columns import (
    KEY,
    LATITUDE,
    LONGITUDE,
    PARENT,
    PLACE,
    SIDE,
    WHEN,
    Target,
)
from titiktemu.analysis.questionnaire.evaluating import as_day
from titiktemu.analysis.questionnaire.model import OF_A_LIST, SEVERAL, Choice, Form, Item, Kind
from titiktemu.analysis.questionnaire.values import BadValue, read_value

YES: Final = frozenset({"1", "1.0", "true", "yes", "ya", "y"})
NO: Final = frozenset({"", "0", "0.0", "false", "no", "tidak", "n", "n/a"})
NOT_ANSWERED: Final = frozenset({"", "n/a", "nan"})
NOT_YES_NO = gettext_noop("“{value}” says neither yes nor no.")
UNKNOWN_SIDE = gettext_noop("“{value}” is none of the sides.")
LONGEST_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Unread:
    """A value that could not be read: its row in the file, its column, what it is, and why."""

    row: int
    column: str
    value: str
    template: str
    values: Mapping[str, object]


@dataclass(slots=True)
class Record:
    """One row of an export: answers by question, and what else its columns said."""

    row: int
    answers: dict[str, str] = field(default_factory=dict)
    key: str = ""
    place: str = ""
    parent: str = ""
    side: str = ""
    day: date | None = None
    unread: list[Unread] = field(default_factory=list)


class Reader:
    """Reads rows of one sheet.

    Parameters
    ----------
    form : Form
    columns : sequence of str
        Headings.
    targets : mapping of int to Target
        What each column holds; the others are left out.
    sides : mapping of str to str
        How a side may be written, in small letters, and what it is.

    Examples
    --------
    >>> form = Form("", items=(Item(Kind.INTEGER, "umur"),))
    >>> found = Reader(form, ["_uuid", "umur"], {0: Target(KEY), 1: Target("umur")}).read(2, ["u1", "dua"])
    >>> found.key, [(one.row, one.column, one.value) for one in found.unread]
    ('u1', [(2, 'umur', 'dua')])
    """

    def __init__(
        self,
        form: Form,
        columns: Sequence[str],
        targets: Mapping[int, Target],
        sides: Mapping[str, str] | None = None,
    ) -> None:
        self._form, self._columns, self._sides = form, columns, sides or {}
        self._special = [(at, one.name) for at, one in targets.items() if one.name.startswith("@")]
        self._whole = [
            (at, form[one.name].item)
            for at, one in targets.items()
            if one.name in form.by_name and not one.choice
        ]
        self._parts: dict[str, list[tuple[int, str]]] = {}
        for at, one in targets.items():
            if one.choice and one.name in form.by_name:
                self._parts.setdefault(one.name, []).append((at, one.choice))
        self._by_label = {
            name: _label_names(form.lists[name])
            for name in {form[one.name].item.choices for one in targets.values() if one.name in form.by_name}
            if name
        }

    def read(self, row: int, cells: Sequence[str]) -> Record:
        """Read a row; what cannot be read is listed, never lost and never guessed."""
        found = Record(row)
        for at, name in self._special:
            self._note(found, name, at, cells[at].strip() if at < len(cells) else "")
        for at, item in self._whole:
            text = cells[at].strip() if at < len(cells) else ""
            self._answer(found, item, at, text)
        for name, parts in self._parts.items():
            if name not in found.answers:
                self._from_parts(found, self._form[name].item, parts, cells)
        return found

    def _note(self, found: Record, name: str, at: int, text: str) -> None:
        if name == KEY:
            found.key = text
        elif name == PLACE:
            found.place = text
        elif name == PARENT:
            found.parent = text
        elif name == WHEN:
            found.day = as_day(text)
        elif name == SIDE and text:
            found.side = self._sides.get(" ".join(text.casefold().split()), "")
            if not found.side:
                found.unread.append(
                    self._unread(found, at, text, UNKNOWN_SIDE, {"value": text[:LONGEST_SHOWN]})
                )

    def _unread(
        self, found: Record, at: int, text: str, template: str, values: Mapping[str, object]
    ) -> Unread:
        return Unread(found.row, self._columns[at], text[:LONGEST_SHOWN], template, values)

    def _answer(self, found: Record, item: Item, at: int, text: str) -> None:
        if text.casefold() in NOT_ANSWERED:
            return
        choices = self._form.choices_of(item)
        try:
            found.answers[item.name] = read_value(item, text, choices)
        except BadValue as error:
            named = self._named(item, text) if item.kind in OF_A_LIST else None
            if named is not None:
                found.answers[item.name] = read_value(item, named, choices)
            elif item.name not in self._parts:
                found.unread.append(self._unread(found, at, text, error.template, error.values))

    def _named(self, item: Item, text: str) -> str | None:
        """The names of choices that were written by their labels; None where they are none."""
        labels = self._by_label.get(item.choices, {})
        plain = " ".join(text.casefold().split())
        if plain in labels:
            return labels[plain]
        return _segmented(plain, labels) if item.kind in SEVERAL else None

    def _from_parts(
        self, found: Record, item: Item, parts: Sequence[tuple[int, str]], cells: Sequence[str]
    ) -> None:
        texts = [(at, choice, cells[at].strip() if at < len(cells) else "") for at, choice in parts]
        if item.kind is Kind.GEOPOINT:
            self._place(found, item, texts)
            return
        chosen = []
        for at, choice, text in texts:
            plain = text.casefold()
            if plain in YES or plain == choice.casefold():
                chosen.append(choice)
            elif plain not in NO and self._by_label.get(item.choices, {}).get(plain) != choice:
                values = {"value": text[:LONGEST_SHOWN]}
                found.unread.append(self._unread(found, at, text, NOT_YES_NO, values))
            elif plain not in NO:
                chosen.append(choice)
        if chosen:
            found.answers[item.name] = read_value(item, " ".join(chosen), self._form.choices_of(item))

    def _place(self, found: Record, item: Item, texts: Iterable[tuple[int, str, str]]) -> None:
        known = {part: (at, text) for at, part, text in texts}
        at, latitude = known.get(LATITUDE, (0, ""))
        _at, longitude = known.get(LONGITUDE, (0, ""))
        if latitude or longitude:
            self._answer(found, item, at, f"{latitude} {longitude}")


def _label_names(choices: Iterable[Choice]) -> dict[str, str]:
    """Labels in small letters with the names of their choices; of equal labels none, nothing is guessed."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    for one in choices:
        for label in {" ".join(text.casefold().split()) for text in one.label.values()}:
            if found.setdefault(label, one.name) != one.name:
                twice.add(label)
    return {label: name for label, name in found.items() if label not in twice}


def _segmented(text: str, labels: Mapping[str, str]) -> str | None:
    """Labels with blanks between them, as KoboToolbox writes several; longest first, or None."""
    in_order = sorted(labels, key=len, reverse=True)
    names: list[str] = []
    while text:
        label = next((one for one in in_order if one and (text == one or text.startswith(f"{one} "))), None)
        if label is None:
            return None
        names.append(labels[label])
        text = text[len(label) :].lstrip(" ,;")
    return " ".join(dict.fromkeys(names))
