"""Where somebody stands in a questionnaire: what is asked of them, what is calculated, what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.questionnaire.evaluating import Scope, Value, as_number, as_text, evaluate, is_true
from titiktemu.analysis.questionnaire.expressions import parse
from titiktemu.analysis.questionnaire.model import Choice, Form, Item, Kind, Placed
from titiktemu.analysis.questionnaire.values import BadValue, read_value

type Answers = Mapping[str, Any]
"""Answers by the name of their question; of a repeat, a list of such."""

MOST_TIMES = 50
"""How often a repeat may be answered."""
REQUIRED = gettext_noop("Please answer this question.")
NOT_SO = gettext_noop("This answer is not possible here.")
TOO_OFTEN = gettext_noop("At most {most} of these are taken.")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with an answer.

    Attributes
    ----------
    name : str
        Of the question.
    turn : int or None
        Which time of its repeat, from 0.
    template : str
        One English sentence, the key of its translation; "" where the form has words of its own.
    values : mapping
    words : mapping
        The form's own sentence by language.
    """

    name: str
    turn: int | None
    template: str
    values: Mapping[str, object]
    words: Mapping[str, str]


class Situation:
    """The answers given so far, seen through the conditions of the form.

    Parameters
    ----------
    form : Form
    answers : mapping
    today : date

    Examples
    --------
    >>> form = Form("", items=(Item(Kind.INTEGER, "umur"), Item(Kind.TEXT, "kerja", relevant="${umur} > 15")))
    >>> Situation(form, {"umur": "12"}, date(2026, 11, 28)).is_asked("kerja")
    False
    """

    def __init__(self, form: Form, answers: Answers, today: date) -> None:
        self.form, self.answers, self.today = form, answers, today
        self._known: dict[tuple[str, int | None], Value] = {}
        self._asked: dict[tuple[str, int | None], bool] = {}
        self._gone_through: set[int | None] = set()
        self._go_through(None)

    def _go_through(self, turn: int | None) -> None:
        """Know everything in the order of the form, so that long chains of conditions are no deep ones."""
        if turn in self._gone_through:
            return
        self._gone_through.add(turn)
        for placed in self.form.places:
            if (placed.repeat is None) is (turn is None):
                self.value(placed.item.name, turn)

    def turns(self, repeat: Item) -> int:
        """How often a repeat is answered so far, or has to be."""
        if repeat.repeat_count:
            counted = as_number(evaluate(parse(repeat.repeat_count), self._scope(None)))
            return min(int(counted), MOST_TIMES) if counted > 0 else 0
        return min(len(self._rows(repeat.name)), MOST_TIMES)

    def _rows(self, repeat: str) -> Sequence[Answers]:
        rows = self.answers.get(repeat, [])
        return rows if isinstance(rows, list) else []

    def is_asked(self, name: str, turn: int | None = None) -> bool:
        """Whether an item belongs to this person's questionnaire: its own condition and those around it."""
        self._go_through(turn)
        known = self._asked.get((name, turn))
        if known is None:
            placed = self.form[name]
            known = all(self._holds(one, turn) for one in (*placed.around, placed.item))
            self._asked[(name, turn)] = known
        return known

    def _holds(self, item: Item, turn: int | None) -> bool:
        return not item.relevant or is_true(parse(item.relevant), self._scope(turn))

    def value(self, name: str, turn: int | None = None) -> Value:
        """The answer to a question, or what it is calculated to be; "" where it is not asked."""
        self._go_through(turn)
        known = self._known.get((name, turn))
        if known is None:
            known = self._value(self.form[name], turn)
            self._known[(name, turn)] = known
        return known

    def _value(self, placed: Placed, turn: int | None) -> Value:
        item, repeat = placed.item, placed.repeat
        if repeat is not None and turn is None:
            many = (as_text(self.value(item.name, at)) for at in range(self.turns(repeat)))
            return tuple(one for one in many if one)
        if repeat is None:
            turn = None
        if not self.is_asked(item.name, turn):
            return ""
        if item.calculation:
            return evaluate(parse(item.calculation), self._scope(turn))
        return self._given(item, repeat, turn)

    def _given(self, item: Item, repeat: Item | None, turn: int | None) -> str:
        held: Answers = self.answers
        if repeat is not None and turn is not None:
            rows = self._rows(repeat.name)
            held = rows[turn] if turn < len(rows) else {}
        found = held.get(item.name)
        return found if isinstance(found, str) else item.default

    def _scope(self, turn: int | None, own: str = "") -> Scope:
        def look(name: str) -> Value:
            placed = self.form.by_name.get(name)
            if placed is None:
                return ""
            if placed.item.kind is Kind.REPEAT:
                return tuple("1" for _turn in range(self.turns(placed.item)))
            return self.value(name, turn if placed.repeat is not None else None)

        return Scope(look, self.today, own)

    def choices(self, item: Item, turn: int | None = None) -> tuple[Choice, ...]:
        """The choices of a question that its filter leaves."""
        every = self.form.choices_of(item)
        if not item.choice_filter:
            return every
        scope, node = self._scope(turn), parse(item.choice_filter, columns=True)
        return tuple(one for one in every if is_true(_of_choice(node, one), scope))

    def problems(self, names: Sequence[tuple[str, int | None]] | None = None) -> list[Problem]:
        """What is wrong with the answers to these questions, or to all that are asked."""
        looked_at = self.questions() if names is None else names
        return [problem for name, turn in looked_at for problem in self._wrong(self.form[name].item, turn)]

    def questions(self) -> Iterator[tuple[str, int | None]]:
        """Every question that is asked of this person, and which time of its repeat."""
        for placed in self.form.places:
            repeat = placed.repeat
            turns = [None] if repeat is None else list(range(self.turns(repeat)))
            for turn in turns:
                if placed.item.is_asked and self.is_asked(placed.item.name, turn):
                    yield placed.item.name, turn

    def _wrong(self, item: Item, turn: int | None) -> Iterator[Problem]:
        given = as_text(self.value(item.name, turn))
        if not given:
            if item.required:
                yield Problem(item.name, turn, REQUIRED, {}, item.required_message)
            return
        try:
            read = read_value(item, given, self.choices(item, turn))
        except BadValue as error:
            yield Problem(item.name, turn, error.template, error.values, {})
            return
        if item.constraint and not is_true(parse(item.constraint), self._scope(turn, read)):
            yield Problem(item.name, turn, NOT_SO, {}, item.constraint_message)

    def kept(self) -> dict[str, Any]:
        """The answers as they are kept: what is not asked is left out, what is calculated is in."""
        found: dict[str, Any] = {}
        for placed in self.form.places:
            item, repeat = placed.item, placed.repeat
            if item.kind is Kind.REPEAT and self.is_asked(item.name):
                found[item.name] = [{} for _turn in range(self.turns(item))]
            for turn in self._turns_to_keep(placed, found):
                if text := as_text(self.value(item.name, turn)):
                    held = found if repeat is None or turn is None else found[repeat.name][turn]
                    held[item.name] = text
        return {name: value for name, value in found.items() if value}

    def _turns_to_keep(self, placed: Placed, found: Mapping[str, Any]) -> list[int | None]:
        if placed.item.kind in {Kind.NOTE, Kind.GROUP, Kind.REPEAT}:
            return []
        if placed.repeat is None:
            return [None]
        return list(range(len(found.get(placed.repeat.name, ()))))


def _of_choice(node: tuple[Any, ...], choice: Choice) -> tuple[Any, ...]:
    """The filter with the choice's own columns written in."""
    if node[0] == "column":
        return ("str", choice.name if node[1] == "name" else choice.more.get(node[1], ""))
    return tuple(_of_choice(one, choice) if isinstance(one, tuple) else one for one in node)


def tidied(form: Form, sent: Answers) -> dict[str, Any]:
    """What somebody sent, cut to this form and each answer in the form in which it is kept.

    What cannot be read stays as it is, so that `Situation.problems` can say so.

    Examples
    --------
    >>> form = Form("", items=(Item(Kind.INTEGER, "umur"),))
    >>> tidied(form, {"umur": " 012", "lain": "x"}), tidied(form, {"umur": "dua"})
    ({'umur': '12'}, {'umur': 'dua'})
    """
    found: dict[str, Any] = {}
    for placed in form.places:
        item, sent_of = placed.item, sent.get(placed.item.name)
        if placed.repeat is None and item.kind is Kind.REPEAT:
            rows = sent_of if isinstance(sent_of, list) else []
            inside = [one.item for one in form.places if one.repeat is item]
            found[item.name] = [
                {one.name: text for one in inside if (text := _tidied(form, one, row.get(one.name)))}
                for row in rows[:MOST_TIMES]
                if isinstance(row, dict)
            ]
        elif placed.repeat is None and (text := _tidied(form, item, sent_of)):
            found[item.name] = text
    return {name: value for name, value in found.items() if value}


def _tidied(form: Form, item: Item, sent: Any) -> str:
    if not isinstance(sent, str) or not item.is_asked:
        return ""
    text = sent.replace("\x00", "").strip()
    try:
        return read_value(item, text, form.choices_of(item))
    except BadValue:
        return text
