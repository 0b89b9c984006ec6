"""The one gate between what people answered and what anybody is shown.

Rooms bring fresh counts to `release`, which lets them through or keeps the last figures, by the rules of
`analysis.disclosure`. Pages, exports, badges and the API ask `shown`; there is no other way to a figure.
What is kept between the two are exact counts of the last release (`frozen`): the judgement whether two
sides agree is made from these and never from newer votes, or a state that flips would give a vote away.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from titiktemu.analysis.common_ground import SideVotes, judge_side
from titiktemu.analysis.counts import Counts
from titiktemu.analysis.disclosure import (
    SHARE_FROM,
    SHOWN_FROM,
    STEP,
    TENTHS_FROM,
    Kind,
    Presented,
    Word,
    may_move,
    present,
    suppress_small,
)
from titiktemu.candour.models import Release

HIDDEN = Presented(Kind.HIDDEN)
OPEN_STEP = 10
OPEN_PAUSE = timedelta(hours=1)
SHARE_OF_WORD = {
    Word.NEARLY_ALL: 0.9,
    Word.MOST: 0.7,
    Word.DIVIDED: 0.5,
    Word.FEW: 0.3,
    Word.NEARLY_NONE: 0.1,
    Word.FEW_OPINIONS: 0.5,
}
"""The middle of what each word may mean, for a place in a list where no share may be used."""

type Cell = tuple[int, str]
"""A question and the group that answered it."""


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


def release(topic: str, fresh: Mapping[Cell, Counts], occasion: Occasion) -> int:
    """Let through what may move, keep the rest as it was released last.

    Parameters
    ----------
    topic : str
        What was asked, such as "consultation.statement".
    fresh : mapping of (question, group) to Counts
        The answers as they stand now. A change of answers alone never moves a figure.
    occasion : Occasion
        Whether voting has ended, and how many may vote.

    Returns
    -------
    int
        How many figures moved.
    """
    last = {
        (row.question, row.group): row
        for row in Release.objects.filter(topic=topic, question__in={question for question, _group in fresh})
    }
    moved = [
        Release(
            topic=topic,
            question=question,
            group=group,
            agree=counts.agree,
            disagree=counts.disagree,
            passed=counts.passed,
            released_at=timezone.now(),
        )
        for (question, group), counts in fresh.items()
        if _may_move(last.get((question, group)), counts, group, occasion)
    ]
    Release.objects.bulk_create(
        moved,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["topic", "question", "group"],
        update_fields=["agree", "disagree", "passed", "released_at"],
    )
    return len(moved)


def _may_move(last: Release | None, counts: Counts, group: str, occasion: Occasion) -> bool:
    electorate = occasion.electorates.get(group)
    if last is not None and electorate is None and not occasion.closed:
        # Where anybody may join, the other voters of a step may all be one person's inventions. A longer
        # step and a pause let enough strangers come that nobody can tell whose vote is the rest.
        grown = counts.answered - last.counts.answered
        if grown < OPEN_STEP or timezone.now() - last.released_at < OPEN_PAUSE:
            return False
    if last is not None and occasion.closed:
        # No later release follows, so answers that were changed may move it as well, if there are enough.
        return _changed(last.counts, counts) >= STEP
    return may_move(
        last.counts.answered if last else None,
        counts.answered,
        closed=occasion.closed,
        electorate=electorate,
    )


def _changed(earlier: Counts, later: Counts) -> int:
    """Fewest people who must have come or changed their answer between two counts."""
    answers = ("agree", "disagree", "passed")
    return sum(max(0, getattr(later, one) - getattr(earlier, one)) for one in answers)


def frozen(topic: str, questions: Iterable[int]) -> dict[Cell, Counts]:
    """Exact counts of the last releases: for judging only, never for a page, an export or the API."""
    rows = Release.objects.filter(topic=topic, question__in=list(questions))
    return {(row.question, row.group): row.counts for row in rows}


def shown(counts: Counts | None) -> Presented:
    """What may be shown of released counts; hidden where nothing was released."""
    return present(counts) if counts is not None else HIDDEN


def shown_need(votes: SideVotes, needed: int | None) -> int | None:
    """How many more votes of a side would tell, without betraying the votes behind it.

    From 20 released answers the exact number, never more than are left. Below, it is worked out anew from
    what is shown anyway (the word's or the tenths' share, as if the band were full), so that it says
    nothing that the page does not say already.
    """
    counts = votes.counts
    if counts.answered < SHOWN_FROM or counts.answered >= SHARE_FROM:
        return needed if needed is None or votes.left is None else min(needed, votes.left)
    most = TENTHS_FROM - 1 if counts.answered < TENTHS_FROM else SHARE_FROM - 1
    people = most if votes.electorate is None else min(most, votes.electorate)
    figure = shown(counts)
    share = figure.share if figure.share is not None else SHARE_OF_WORD[figure.word or Word.FEW_OPINIONS]
    agree = round(share * people)
    seen = SideVotes(Counts(agree, people - agree, 0), votes.electorate)
    guessed = judge_side(seen).needed
    if guessed == 0:  # what is shown would tell already; the rounding hides that it does not quite
        guessed = STEP
    return guessed if guessed is None or seen.left is None else min(guessed, seen.left) or None


def shown_cells[Line, Cell_](
    table: Mapping[Line, Mapping[Cell_, Counts]], *, public: bool
) -> dict[Line, dict[Cell_, Presented]]:
    """What may be shown of small groups within each question.

    Small cells are hidden, and further ones so that no hidden one follows by subtraction. Where votes are
    not public, the rest is said in words and tenths at most: beside exact figures of the sides, exact
    figures of the groups would give away the few who are in no group.
    """
    return {
        line: {cell: _coarse(counts, public=public) for cell, counts in cells.items()}
        for line, cells in suppress_small(table).items()
    }


def _coarse(counts: Counts | None, *, public: bool) -> Presented:
    figure = shown(counts)
    if public or figure.kind is not Kind.SHARE:
        return figure
    return Presented(
        Kind.TENTHS,
        word=figure.word,
        share=None if figure.share is None else round(figure.share, 1),
        passed_share=None if figure.passed_share is None else round(figure.passed_share, 1),
        n_band="20+",
    )
