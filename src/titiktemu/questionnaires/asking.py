"""Questions as fields of a page, and what was sent back: no field knows of a request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.http import QueryDict

from titiktemu.analysis.questionnaire.evaluating import as_text
from titiktemu.analysis.questionnaire.model import Form, Item, Kind, Placed
from titiktemu.analysis.questionnaire.situation import Problem, Situation
from titiktemu.questionnaires.wording import filled, label_of, language, say_problem

TURN, PART = "@", ":"
"""Between a question and which time of its repeat, and between a ranking and one of its choices."""


@dataclass(frozen=True)
class Option:
    """One choice of a field; ``place`` is its rank, where it has one."""

    name: str
    label: str
    is_chosen: bool = False
    place: str = ""
    field: str = ""


@dataclass(frozen=True)
class Field:
    """A question as a page asks it; ``heading`` is that of a group that begins here."""

    item: Item
    name: str
    label: str
    hint: str = ""
    value: str = ""
    options: tuple[Option, ...] = ()
    problem: str = ""
    number: str = ""
    headings: tuple[str, ...] = ()
    turn: int | None = None
    places: tuple[str, ...] = field(default=())

    @property
    def kind(self) -> str:
        """The kind of the question, for templates."""
        return self.item.kind.value


def html_name(name: str, turn: int | None) -> str:
    """The name of a field."""
    return name if turn is None else f"{name}{TURN}{turn}"


def read_sent(form: Form, item: Item, turn: int | None, sent: QueryDict) -> str:
    """What was sent for a question, as it was sent: several choices with blanks between them."""
    name = html_name(item.name, turn)
    if item.kind is Kind.SELECT_MULTIPLE:
        return " ".join(sent.getlist(name))
    if item.kind is Kind.RANK:
        return _ranked(form, item, name, sent)
    return sent.get(name, "")


def _ranked(form: Form, item: Item, name: str, sent: QueryDict) -> str:
    """The choices by the places that were given; two on one place leave one out, so that it is told."""
    places = {}
    for choice in form.choices_of(item):
        place = sent.get(f"{name}{PART}{choice.name}", "")
        if place.isdecimal() and len(place) < 4:
            places[int(place)] = choice.name
    return " ".join(places[place] for place in sorted(places))


@dataclass(frozen=True)
class Asking:
    """Where questions are asked: the form, what was answered, what was wrong, and the numbers on paper."""

    form: Form
    situation: Situation
    problems: Mapping[tuple[str, int | None], str] = field(default_factory=dict)
    sent: QueryDict | None = None
    numbers: Mapping[str, str] = field(default_factory=dict)

    def fields(self, places: Iterable[Placed], turn: int | None = None) -> Iterator[Field]:
        """The fields of some items, with the headings of groups that begin among them."""
        open_groups: tuple[Item, ...] = ()
        for placed in places:
            around = tuple(one for one in placed.around if one.kind is Kind.GROUP)
            new = [one for one in around if one not in open_groups]
            open_groups = around
            yield self._field(placed.item, turn, tuple(self._words(one) for one in new if one.label))

    def _words(self, group: Item) -> str:
        return label_of(self.form, group)

    def _field(self, item: Item, turn: int | None, headings: tuple[str, ...]) -> Field:
        value = as_text(self.situation.value(item.name, turn))
        if self.sent is not None and item.kind is not Kind.NOTE:
            value = read_sent(self.form, item, turn, self.sent)
        return Field(
            item=item,
            name=html_name(item.name, turn),
            label=label_of(self.form, item, self.situation, turn),
            hint=filled(self.form, self.form.say(item.hint, language()), self.situation, turn),
            value=value,
            options=tuple(self._options(item, turn, value)),
            problem=self.problems.get((item.name, turn), ""),
            number=self.numbers.get(item.name, ""),
            headings=headings,
            turn=turn,
            places=tuple(str(at + 1) for at in range(len(self.form.choices_of(item))))
            if item.kind is Kind.RANK
            else (),
        )

    def _options(self, item: Item, turn: int | None, value: str) -> Iterator[Option]:
        chosen = value.split()
        name = html_name(item.name, turn)
        for one in self.situation.choices(item, turn):
            label = filled(self.form, self.form.say(one.label, language()), self.situation, turn) or one.name
            part = f"{name}{PART}{one.name}"
            place = str(chosen.index(one.name) + 1) if one.name in chosen else ""
            if item.kind is Kind.RANK and self.sent is not None:
                place = self.sent.get(part, "")
            is_chosen = one.name == value if item.kind is Kind.SELECT_ONE else one.name in chosen
            yield Option(one.name, label, is_chosen, place, part)


def told(form: Form, problems: Sequence[Problem]) -> dict[tuple[str, int | None], str]:
    """What is wrong with which question, in words."""
    return {(one.name, one.turn): say_problem(form, one) for one in problems}


def numbers_of(form: Form) -> dict[str, str]:
    """The numbers that questions have on paper: 1, 2, 3; and 4a, 4b inside a repeat."""
    found: dict[str, str] = {}
    number, letter, inside = 0, 0, None
    for placed in form.places:
        if placed.item.kind is Kind.REPEAT or (placed.item.is_asked and placed.repeat is None):
            number, letter = number + 1, 0
            found[placed.item.name] = str(number)
        elif placed.item.is_asked:
            letter = letter + 1 if inside is placed.repeat else 1
            found[placed.item.name] = f"{number}{_letters(letter)}"
        inside = placed.repeat
    return found


def _letters(number: int) -> str:
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text
