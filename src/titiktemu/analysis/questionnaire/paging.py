"""Cutting a questionnaire into pages, so that a page without a script never depends on itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from titiktemu.analysis.questionnaire.expressions import names_in
from titiktemu.analysis.questionnaire.model import HOLDING, Form, Item, Kind, Placed
from titiktemu.analysis.questionnaire.situation import MOST_TIMES, Situation
from titiktemu.analysis.questionnaire.soundness import depends_on

MOST_ON_A_PAGE = 5


@dataclass(frozen=True)
class Page:
    """What stands together: some items, and the repeat in which they are asked, if any.

    A page without items asks whether its repeat is answered once more.
    """

    places: tuple[Placed, ...]
    repeat: Item | None = None


@dataclass(frozen=True)
class Stop:
    """A page on somebody's way, and which time of the repeat it is, from 0."""

    page: Page
    turn: int | None = None

    @property
    def asks_for_more(self) -> bool:
        """Whether it asks for another time of a repeat."""
        return self.page.repeat is not None and not self.page.places


def pages_of(form: Form) -> tuple[Page, ...]:
    """The pages of a questionnaire.

    A group begins a page. No page holds more than five questions, nor a question whose asking, choices or
    words depend on another of the same page.

    Examples
    --------
    >>> form = Form("", items=(Item(Kind.TEXT, "a"), Item(Kind.TEXT, "b", relevant="${a} = 'x'")))
    >>> [[one.item.name for one in page.places] for page in pages_of(form)]
    [['a'], ['b']]
    """
    found: list[Page] = []
    page: list[Placed] = []

    def end(repeat: Item | None) -> None:
        if page:
            found.append(Page(tuple(page), repeat))
            page.clear()

    before: Placed | None = None
    for placed in (one for one in form.places if one.item.kind not in HOLDING):
        left = before.repeat if before is not None else None
        if before is not None and (_apart(before, placed) or not _fits(form, page, placed)):
            end(left)
        if left is not None and placed.repeat is not left:
            found.append(Page((), left))
        if placed.item.kind is not Kind.CALCULATE:
            page.append(placed)
        before = placed
    end(before.repeat if before is not None else None)
    if before is not None and before.repeat is not None:
        found.append(Page((), before.repeat))
    return tuple(found)


def _apart(before: Placed, placed: Placed) -> bool:
    return before.around[:1] != placed.around[:1] or before.repeat is not placed.repeat


def _fits(form: Form, page: Sequence[Placed], placed: Placed) -> bool:
    asked = [one for one in page if one.item.kind is not Kind.NOTE]
    if len(asked) >= MOST_ON_A_PAGE:
        return False
    return not needs(form, placed) & {one.item.name for one in page}


def needs(form: Form, placed: Placed) -> set[str]:
    """The questions that must have been answered before this one can be shown, by way of calculations too."""
    found: set[str] = set()
    waiting = [*_needs(placed)]
    while waiting:
        name = waiting.pop()
        if name in found or name not in form.by_name:
            continue
        found.add(name)
        if form[name].item.kind is Kind.CALCULATE:
            waiting += depends_on(form[name])
    return found


def _needs(placed: Placed) -> frozenset[str]:
    return (
        depends_on(placed)
        | names_in(placed.item.choice_filter, columns=True)
        | frozenset(name for text in placed.item.label.values() for name in spoken(text))
    )


def spoken(text: str) -> Iterator[str]:
    """The questions whose answers stand in a label: "Apakah ${nama} bersekolah?"."""
    for part in text.split("${")[1:]:
        name, closed, _rest = part.partition("}")
        if closed:
            yield name.strip()


def stops(pages: Sequence[Page], situation: Situation) -> list[Stop]:
    """The pages that this person goes through with these answers, in order."""
    found: list[Stop] = []
    at = 0
    while at < len(pages):
        repeat = pages[at].repeat
        if repeat is None:
            found += [Stop(pages[at])] if _is_shown(pages[at], situation, None) else []
            at += 1
            continue
        some = [pages[at]]
        while at + len(some) < len(pages) and pages[at + len(some)].repeat is repeat:
            some.append(pages[at + len(some)])
        found += _repeated(some, repeat, situation)
        at += len(some)
    return found


def _repeated(some: Sequence[Page], repeat: Item, situation: Situation) -> Iterator[Stop]:
    if not situation.is_asked(repeat.name):
        return
    turns = situation.turns(repeat)
    for turn in range(turns):
        for page in some:
            if page.places and _is_shown(page, situation, turn):
                yield Stop(page, turn)
    if not repeat.repeat_count and turns < MOST_TIMES:
        yield Stop(some[-1])


def _is_shown(page: Page, situation: Situation, turn: int | None) -> bool:
    return any(situation.is_asked(one.item.name, turn) for one in page.places)
