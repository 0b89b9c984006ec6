"""The one gate between what people answered and what anybody is shown.

Rooms bring fresh counts to `release`, which lets them through or keeps the last figures, by the rules of
`analysis.disclosure`. Pages, exports, badges and the API ask `shown`; there is no other way to a figure.
What is kept between the two are exact counts of the last release (`frozen`): the judgement whether two
sides agree is made from these and never from newer votes, or a state that flips would give a vote away.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Max
from django.utils import timezone

from titiktemu.analysis.counts import Counts
from titiktemu.analysis.disclosure import (
    SHARE_FROM,
    Kind,
    Presented,
    may_move,
    may_move_at_close,
    may_move_where_anybody_joins,
    present,
    present_coarsely,
)
from titiktemu.candour.models import Release
from titiktemu.candour.tables import shown_lines

HIDDEN = Presented(Kind.HIDDEN)

type Cell = tuple[int, str]
"""A question and the group that answered it."""

type Corrections = Mapping[Cell, tuple[float | None, int]]
"""A corrected share and how many answers it rests on, by cell."""


def _no_corrections(cells: Collection[Cell]) -> Corrections:
    return {}


@dataclass(frozen=True)
class Occasion:
    """When figures are brought to the gate.

    Attributes
    ----------
    closed : bool
        Whether voting has ended.
    electorates : mapping of group to int or None
        How many of each group may vote; None or absent where unknown.
    """

    closed: bool
    electorates: Mapping[str, int | None] = field(default_factory=dict)


@dataclass(frozen=True)
class CorrectedShown:
    """A corrected share in whole per cent, and how many answers it rests on."""

    share: float
    n: int


def release(
    topic: str,
    fresh: Mapping[Cell, Counts],
    occasion: Occasion,
    correct: Callable[[Collection[Cell]], Corrections] = _no_corrections,
) -> int:
    """Let through what may move, keep the rest as it was released last.

    Parameters
    ----------
    topic : str
        What was asked, such as "consultation.statement".
    fresh : mapping of (question, group) to Counts
        The answers as they stand now. A change of answers alone never moves a figure.
    occasion : Occasion
        Whether voting has ended, and how many may vote.
    correct : callable
        Asked for the corrected shares of the cells that move, and of no others: a corrected share moves
        together with its figure or not at all.

    Returns
    -------
    int
        How many figures moved.
    """
    last = {
        (row.question, row.group): row
        for row in Release.objects.filter(topic=topic, question__in={question for question, _group in fresh})
    }
    moving = {
        cell: counts for cell, counts in fresh.items() if _may_move(last.get(cell), counts, cell[1], occasion)
    }
    corrections = correct(moving.keys()) if moving else {}
    now = timezone.now()
    moved = [
        Release(
            topic=topic,
            question=question,
            group=group,
            agree=counts.agree,
            disagree=counts.disagree,
            passed=counts.passed,
            corrected=corrections.get((question, group), (None, 0))[0],
            corrected_n=corrections.get((question, group), (None, 0))[1],
            released_at=now,
        )
        for (question, group), counts in moving.items()
    ]
    Release.objects.bulk_create(
        moved,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["topic", "question", "group"],
        update_fields=["agree", "disagree", "passed", "corrected", "corrected_n", "released_at"],
    )
    return len(moved)


def _may_move(last: Release | None, counts: Counts, group: str, occasion: Occasion) -> bool:
    electorate = occasion.electorates.get(group)
    if last is not None and occasion.closed:
        return may_move_at_close(last.counts, counts)
    if last is not None and electorate is None:
        return may_move_where_anybody_joins(last.counts, counts, timezone.now() - last.released_at)
    return may_move(
        last.counts.answered if last else None,
        counts.answered,
        closed=occasion.closed,
        electorate=electorate,
    )


def frozen(topic: str, questions: Iterable[int]) -> dict[Cell, Counts]:
    """Exact counts of the last releases: for judging only, never for a page, an export or the API."""
    rows = Release.objects.filter(topic=topic, question__in=list(questions))
    return {(row.question, row.group): row.counts for row in rows}


def corrected(topic: str, questions: Iterable[int]) -> dict[Cell, CorrectedShown]:
    """Corrected shares as they may be shown: where 20 answered and 20 of them were asked by a logged draw."""
    rows = Release.objects.filter(
        topic=topic, question__in=list(questions), corrected__isnull=False, corrected_n__gte=SHARE_FROM
    )
    return {
        (row.question, row.group): CorrectedShown(round(row.corrected or 0.0, 2), row.corrected_n)
        for row in rows
        if row.counts.answered >= SHARE_FROM
    }


def latest(topic: str, questions: Iterable[int]) -> datetime | None:
    """When a figure of these questions last moved."""
    rows = Release.objects.filter(topic=topic, question__in=list(questions))
    found: datetime | None = rows.aggregate(latest=Max("released_at"))["latest"]
    return found


def shown(counts: Counts | None) -> Presented:
    """What may be shown of released counts; hidden where nothing was released."""
    return present(counts) if counts is not None else HIDDEN


def shown_coarsely(counts: Counts) -> Presented:
    """What may be shown of a part of something that is shown exactly: words and tenths at most."""
    return present_coarsely(counts)


def shown_cells[Line, Cell_](
    table: Mapping[Line, Mapping[Cell_, Counts]], *, public: bool
) -> dict[Line, dict[Cell_, Presented]]:
    """What may be shown of small groups within each question.

    Small cells are hidden, and further ones so that no hidden one follows by subtraction. Where votes are
    not public, the rest is said in words and tenths at most: beside exact figures of the sides, exact
    figures of the groups would give away the few who are in no group.
    """
    say = shown if public else _coarsely_or_hidden
    return {
        line: {cell: say(counts) for cell, counts in cells.items()}
        for line, cells in shown_lines(table).items()
    }


def _coarsely_or_hidden(counts: Counts | None) -> Presented:
    return HIDDEN if counts is None else shown_coarsely(counts)
