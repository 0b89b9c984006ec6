"""Whether a questionnaire can be asked: what it refers to is there, and nothing goes in circles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.questionnaire.evaluating import is_pattern
from titiktemu.analysis.questionnaire.expressions import (
    BadExpression,
    Node,
    names_alone,
    names_in,
    nodes,
    parse,
    patterns_in,
)
from titiktemu.analysis.questionnaire.model import OF_A_LIST, Form, Item, Kind, Placed

MOST_ITEMS = 2000
MOST_CHOICES = 5000
"""Of all lists together."""
MOST_RANKED = 30
LONGEST_LABEL = 5000
DEEPEST_AHEAD = 30
MOST_GROUPS_INSIDE = 12
TOO_MANY_ITEMS = gettext_noop("The form has {many} rows; at most {most} are taken.")
TOO_MANY_CHOICES = gettext_noop("The form has {many} choices; at most {most} are taken.")
TOO_MANY_RANKED = gettext_noop("“{name}” ranks {many} choices; people can rank at most {most}.")
LONG_LABEL = gettext_noop("The text of “{name}” has {letters} letters; at most {most} are taken.")
NAME_TWICE = gettext_noop("The name “{name}” is used more than once. Please give each row a name of its own.")
INSIDE = gettext_noop("“{name}” is a repeat inside a repeat. Please ask it in one repeat.")
TOO_DEEP = gettext_noop("“{name}” lies in more than {most} groups inside each other.")
NO_LIST = gettext_noop("The list of choices “{list}” has no choice on the sheet “choices”.")
BAD = gettext_noop("In the column “{column}” of “{name}”: {why}")
NOT_THERE = gettext_noop("The column “{column}” of “{name}” refers to “{other}”, which is not in the form.")
MANY_AT_ONCE = gettext_noop(
    "The column “{column}” of “{name}” refers to “{other}”, which is asked repeatedly elsewhere."
    " Only sum(), count(), min() and max() can use all of its answers."
)
NO_DOT = gettext_noop("The column “{column}” of “{name}” uses “.”, which only a constraint may use.")
PATTERN = gettext_noop(
    "The column “{column}” of “{name}” has a pattern that is not taken, because searching with it could take"
    " for ever: {pattern}"
)
NO_PATTERN = gettext_noop("The column “{column}” of “{name}” has a regex() whose pattern is not written out.")
NO_COLUMN = gettext_noop("The choice filter of “{name}” uses “{other}”, which is no column of the choices.")
CIRCLE = gettext_noop("“{name}” depends on itself, by way of {others}.")
FAR_AHEAD = gettext_noop("“{name}” depends on a long chain of questions that come after it.")
FIELDS = ("relevant", "constraint", "calculation", "choice_filter", "repeat_count")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something for which a form is not taken.

    Attributes
    ----------
    row : int
        Of the sheet, from 1; 0 for the form as a whole.
    sheet : str
    template : str
        One English sentence, the key of its translation.
    values : mapping
        What stands in it; a value under "why" is itself a sentence with "why_values".
    """

    row: int
    sheet: str
    template: str
    values: Mapping[str, object]


def faults(form: Form) -> list[Fault]:
    """Everything for which the form is not taken; none where it can be asked.

    Examples
    --------
    >>> form = Form("", items=(Item(Kind.TEXT, "a", relevant="${b} = 1", row=2),))
    >>> [(one.row, one.values["other"]) for one in faults(form)]
    [(2, 'b')]
    """
    found = [*_sizes(form), *_names(form)]
    if found:
        return found
    found = [fault for placed in form.places for fault in _of_item(form, placed)]
    return found or list(_circles(form))


def _fault(item: Item, template: str, **values: object) -> Fault:
    return Fault(item.row, "survey", template, {"name": item.name, **values})


def _sizes(form: Form) -> Iterator[Fault]:
    if len(form.places) > MOST_ITEMS:
        yield Fault(0, "survey", TOO_MANY_ITEMS, {"many": len(form.places), "most": MOST_ITEMS})
    many = sum(len(some) for some in form.lists.values())
    if many > MOST_CHOICES:
        yield Fault(0, "choices", TOO_MANY_CHOICES, {"many": many, "most": MOST_CHOICES})


def _names(form: Form) -> Iterator[Fault]:
    seen: set[str] = set()
    for placed in form.places:
        item = placed.item
        if item.name in seen:
            yield _fault(item, NAME_TWICE)
        seen.add(item.name)
        if len(placed.around) > MOST_GROUPS_INSIDE:
            yield _fault(item, TOO_DEEP, most=MOST_GROUPS_INSIDE)
        if item.kind is Kind.REPEAT and placed.repeat is not None:
            yield _fault(item, INSIDE)
        longest = max((len(text) for words in (item.label, item.hint) for text in words.values()), default=0)
        if longest > LONGEST_LABEL:
            yield _fault(item, LONG_LABEL, letters=longest, most=LONGEST_LABEL)


def _of_item(form: Form, placed: Placed) -> Iterator[Fault]:
    item = placed.item
    if item.kind in OF_A_LIST:
        many = len(form.choices_of(item))
        if not many:
            yield _fault(item, NO_LIST, list=item.choices)
        if item.kind is Kind.RANK and many > MOST_RANKED:
            yield _fault(item, TOO_MANY_RANKED, many=many, most=MOST_RANKED)
    for field in FIELDS:
        if text := getattr(item, field):
            yield from _of_expression(form, placed, field, text)


def _of_expression(form: Form, placed: Placed, field: str, text: str) -> Iterator[Fault]:
    item, columns = placed.item, field == "choice_filter"
    try:
        node = parse(text, columns=columns)
    except BadExpression as error:
        yield _fault(item, BAD, column=field, why=error.template, why_values=error.values)
        return
    yield from _references(form, placed, field, text)
    inside = list(nodes(node))
    if field != "constraint" and any(one == (".",) for one in inside):
        yield _fault(item, NO_DOT, column=field)
    for pattern in patterns_in(text) if not columns else ():
        if pattern is None:
            yield _fault(item, NO_PATTERN, column=field)
        elif not is_pattern(pattern):
            yield _fault(item, PATTERN, column=field, pattern=pattern)
    if columns:
        yield from _columns(form, item, inside)


def _references(form: Form, placed: Placed, field: str, text: str) -> Iterator[Fault]:
    columns = field == "choice_filter"
    for other in sorted(names_in(text, columns=columns)):
        if other not in form.by_name:
            yield _fault(placed.item, NOT_THERE, column=field, other=other)
    for other in sorted(names_alone(text, columns=columns)):
        there = form.by_name.get(other)
        if there is not None and there.repeat is not None and there.repeat is not placed.repeat:
            yield _fault(placed.item, MANY_AT_ONCE, column=field, other=other)


def _columns(form: Form, item: Item, inside: list[Node]) -> Iterator[Fault]:
    known = {"name", *(name for one in form.choices_of(item) for name in one.more)}
    for name in sorted({one[1] for one in inside if one[0] == "column"} - known):
        yield _fault(item, NO_COLUMN, other=name)


def depends_on(placed: Placed) -> frozenset[str]:
    """The items whose answers decide whether this one is asked and what it is calculated to be."""
    texts = [placed.item.calculation, placed.item.repeat_count, *(one.relevant for one in placed.around)]
    found = names_in(placed.item.relevant).union(*map(names_in, texts))
    if placed.repeat is not None:
        found |= names_in(placed.repeat.repeat_count)
    return found


def _circles(form: Form) -> Iterator[Fault]:
    """Items that depend on themselves, and chains that lead far ahead."""
    order = {placed.item.name: at for at, placed in enumerate(form.places)}
    needs = {placed.item.name: depends_on(placed) & order.keys() for placed in form.places}
    done: set[str] = set()
    for start in order:
        way = _way_round(start, needs, done)
        if way is not None:
            others = ", ".join(way[1:]) or way[0]
            yield _fault(form[way[0]].item, CIRCLE, others=others)
            return
    yield from _ahead(form, order, needs)


def _way_round(start: str, needs: Mapping[str, frozenset[str]], done: set[str]) -> list[str] | None:
    """A circle that can be reached from here, without calling itself: forms may be long."""
    way, left = [start], [iter(sorted(needs[start]))]
    on_way = {start}
    while way:
        following = next(left[-1], None)
        if following is None:
            done.add(way[-1])
            on_way.discard(way.pop())
            left.pop()
        elif following in on_way:
            return way[way.index(following) :]
        elif following not in done:
            way.append(following)
            on_way.add(following)
            left.append(iter(sorted(needs[following])))
    return None


def _ahead(form: Form, order: dict[str, int], needs: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Chains of items that need a later one, which needs a later one."""
    length: dict[str, int] = {}
    for name in reversed(order):
        later = [one for one in needs[name] if order[one] > order[name]]
        length[name] = 1 + max((length[one] for one in later), default=0)
        if length[name] > DEEPEST_AHEAD:
            yield _fault(form[name].item, FAR_AHEAD)
            return
