"""Ballots of a poll that were given on paper: what was typed so far, and how many a side has room for."""

from collections import Counter
from dataclasses import dataclass

from titiktemu.foundation.words import BOTH_SIDES
from titiktemu.step1_issues.models import Issue, Poll, PollBallot


@dataclass(frozen=True)
class Pile:
    """Paper ballots of a side that say the same. ``row`` is any one of them, to name the pile by."""

    row: int
    side: str
    many: int
    named: list[tuple[Issue, int]]
    """Issues in the order of the ballot, each with its points or its place."""


def piles_of(poll: Poll) -> list[Pile]:
    """The paper ballots of an open poll, pile by pile; for those who lead. Two queries."""
    issues = {str(one.issue.number): one.issue for one in poll.options.select_related("issue")}
    many: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], PollBallot] = {}
    for ballot in poll.ballots.filter(place=None).order_by("pk"):
        key = (ballot.side, str(ballot.choices))
        many[key] += 1
        first.setdefault(key, ballot)
    found = [Pile(ballot.pk, ballot.side, many[key], _named(ballot, issues)) for key, ballot in first.items()]
    order = [side.value for side in BOTH_SIDES]
    return sorted(found, key=lambda one: (order.index(one.side), one.row))


def _named(ballot: PollBallot, issues: dict[str, Issue]) -> list[tuple[Issue, int]]:
    if isinstance(ballot.choices, dict):
        return [(issues[name], points) for name, points in ballot.choices.items()]
    return [(issues[name], place) for place, name in enumerate(ballot.choices, start=1)]


def overfull_sides(poll: Poll) -> list[str]:
    """Sides of which there are more ballots, on phones and on paper, than people who may give one."""
    given = Counter(poll.ballots.values_list("side", flat=True))
    return [side.value for side in BOTH_SIDES if given[side.value] > poll.electorates.get(side.value, 0)]
