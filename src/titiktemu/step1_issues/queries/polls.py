"""Ballots about several issues: as the calculator counts them, and as results may be shown."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Final

from titiktemu.analysis import rankings
from titiktemu.analysis.ballots.approval import scores, supports
from titiktemu.analysis.ballots.completion import Completion
from titiktemu.analysis.ballots.counting import How, Outcome, count
from titiktemu.analysis.ballots.counting import Rule as CountingRule
from titiktemu.analysis.ballots.election import Ballot, Election, Project, Ties, VoteType
from titiktemu.analysis.ballots.pabulib import write
from titiktemu.analysis.disclosure import SHARE_FROM, SHOWN_FROM
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import BOTH_SIDES
from titiktemu.step1_issues.models import Issue, Poll, PollBallot
from titiktemu.step1_issues.words import RANKED, Rule

MOST_POINTS: Final = 5
type Levels = list[list[str]]


def vote_type_of(rule: str) -> VoteType:
    """What a ballot under this rule says."""
    if rule in RANKED:
        return VoteType.ORDINAL
    return VoteType.SCORING if rule == Rule.SCORE else VoteType.APPROVAL


def _ballot(row: PollBallot, vote_type: VoteType, weight: Fraction) -> Ballot:
    if vote_type.has_points:
        given = {name: Fraction(points) for name, points in row.choices.items()}
        return Ballot("", tuple(given), tuple(given.values()), row.side, weight)
    return Ballot("", tuple(row.choices), (), row.side, weight)


def election_of(poll: Poll, ballots: Iterable[PollBallot], *, balanced: bool = False) -> Election:
    """The ballots as the calculator knows them; ``balanced`` gives both sides the same weight in all."""
    rows = list(ballots)
    vote_type = vote_type_of(poll.rule)
    many = {side.value: sum(row.side == side for row in rows) for side in BOTH_SIDES}
    one = Fraction(1)
    return Election(
        vote_type,
        tuple(Project(str(o.issue.number), Fraction(o.cost)) for o in poll.options.select_related("issue")),
        tuple(_ballot(row, vote_type, Fraction(1, many[row.side]) if balanced else one) for row in rows),
        Fraction(poll.budget) if poll.budget and poll.rule == Rule.EQUAL_SHARES else None,
    )


def counted(poll: Poll, rows: list[PollBallot]) -> dict[str, Any]:
    """The result of a closed poll: each side's own, both together with the same weight, and how far apart.

    A side with fewer than five ballots is left out, and then there is nothing joint either: from both
    together and the other side alone its ballots could be reckoned back.
    """
    of_side = {side.value: [row for row in rows if row.side == side] for side in BOTH_SIDES}
    heard = {side: some for side, some in of_side.items() if len(some) >= SHOWN_FROM}
    sides = {side: _result(poll, election_of(poll, some)) for side, some in heard.items()}
    found: dict[str, Any] = {"sides": sides, "too_few": [side for side in of_side if side not in heard]}
    if found["too_few"]:
        return found
    if poll.rule == Rule.EQUAL_SHARES:
        found["joint"] = _result(poll, election_of(poll, rows), by_side=True)
    else:
        found["joint"] = _result(poll, election_of(poll, rows, balanced=True))
    ours, theirs = (sides[side.value]["levels"] for side in BOTH_SIDES)
    apart = rankings.distance(ours, theirs)
    found["apart"] = {
        "tau": apart.tau,
        "gaps": [[gap.issue, gap.room, gap.public] for gap in apart.gaps],
    }
    return found


def _result(poll: Poll, election: Election, *, by_side: bool = False) -> dict[str, Any]:
    how = How(
        CountingRule(poll.rule),
        ties=Ties.LISTED,
        completion=Completion.ADD1 if poll.rule == Rule.EQUAL_SHARES else Completion.NONE,
        by_side=by_side,
    )
    outcome = count(election, how)
    # What comes out otherwise when the list is turned round was decided by the list, not by the ballots.
    turned = count(replace(election, projects=election.projects[::-1]), how)
    winners = outcome.winners
    if election.budget is None:
        winners = list(dict.fromkeys([*winners, *turned.winners]))
    return {
        "winners": winners,
        "levels": _levels(poll, election, outcome, turned),
        "by_list": [one for one in election.identifiers if (one in winners) != (one in turned.winners)]
        if election.budget is not None
        else [],
        "cost": str(outcome.cost) if outcome.cost is not None and election.budget is not None else "",
    }


def _levels(poll: Poll, election: Election, outcome: Outcome, turned: Outcome) -> Levels:
    """The ranking with its ties; of rules that compare pairs, what a turned list puts otherwise."""
    if poll.rule in RANKED:
        return _not_told_apart(outcome.ranking, turned.ranking)
    totals = scores(election) if poll.rule == Rule.SCORE else supports(election)
    levels: dict[Fraction, list[str]] = {}
    for one in election.identifiers:
        levels.setdefault(totals[one], []).append(one)
    return [levels[total] for total in sorted(levels, reverse=True)]


def _not_told_apart(first: list[str], second: list[str]) -> Levels:
    """Two rankings of the same issues as one, whose levels are the smallest that both keep in order.

    >>> _not_told_apart(["a", "b", "c", "d"], ["b", "a", "c", "d"])
    [['a', 'b'], ['c'], ['d']]
    """
    levels: Levels = [[]]
    ahead: set[str] = set()
    for ours, theirs in zip(first, second, strict=True):
        levels[-1].append(ours)
        ahead ^= {ours}
        ahead ^= {theirs}
        if not ahead:
            levels.append([])
    return levels[:-1]


@dataclass(frozen=True)
class ShownRanking:
    """One ranking for a page: issues level by level, and which of them win.

    ``by_list`` are those of which the ballots did not say which fit into the budget: the list decided.
    """

    levels: list[list[Issue]]
    winners: frozenset[int]
    by_list: list[Issue]


@dataclass(frozen=True)
class PollResult:
    """A closed poll's result for a page."""

    sides: dict[str, ShownRanking | None]
    joint: ShownRanking | None
    tau: float | None
    gaps: list[tuple[Issue, float, float]]
    cost: str
    remarks: list[tuple[str, dict[str, Any]]]
    """What was to be known of a file that was brought in: sentences as templates, with their values."""


def result_of(poll: Poll) -> PollResult | None:
    """What came of a poll; None while it is open."""
    if not poll.is_closed:
        return None
    issues = {str(one.issue.number): one.issue for one in poll.options.select_related("issue")}
    told, apart = poll.result, poll.result.get("apart", {})
    sides = told.get("sides", {})
    return PollResult(
        {side.value: _shown(sides.get(side.value), issues) for side in BOTH_SIDES},
        _shown(told.get("joint"), issues),
        apart.get("tau"),
        [(issues[name], one, other) for name, one, other in apart.get("gaps", [])],
        told.get("joint", {}).get("cost", ""),
        [(template, values) for template, values in told.get("remarks", [])],
    )


def _shown(told: dict[str, Any] | None, issues: dict[str, Issue]) -> ShownRanking | None:
    if told is None:
        return None
    levels = [[issues[name] for name in level] for level in told["levels"]]
    by_list = [issues[name] for name in told.get("by_list", [])]
    return ShownRanking(levels, frozenset(issues[name].number for name in told["winners"]), by_list)


def room_ranking(initiative: Initiative) -> Levels:
    """The room's own ranking: of the newest closed poll that both sides answered; empty without one."""
    for poll in Poll.objects.filter(initiative=initiative, state=Poll.State.CLOSED).order_by("-number"):
        if "joint" in poll.result:
            levels: Levels = poll.result["joint"]["levels"]
            return levels
    return []


def may_give_ballots(poll: Poll) -> bool:
    """Whether single ballots may leave: declared before the opening, and twenty and more of each side."""
    if not (poll.is_closed and poll.is_public):
        return False
    kept = list(poll.ballots.values_list("side", flat=True))
    return all(kept.count(side.value) >= SHARE_FROM for side in BOTH_SIDES)


def pabulib_of(poll: Poll) -> bytes:
    """The poll as a file in the format of Pabulib; without ballots where these may not leave."""
    rows = list(poll.ballots.order_by("pk")) if may_give_ballots(poll) else []
    election = election_of(poll, rows)
    titles = {str(one.issue.number): one.issue.problem for one in poll.options.select_related("issue")}
    projects = tuple(
        Project(one.identifier, one.cost, {"name": titles[one.identifier].replace(";", ",")})
        for one in election.projects
    )
    # Fresh names in the order of the ballots' content: neither people nor the order of casting.
    shuffled = sorted(election.ballots, key=lambda one: (one.side, one.named, one.points))
    ballots = tuple(
        Ballot(str(at), one.named, one.points, one.side) for at, one in enumerate(shuffled, start=1)
    )
    meta = {"description": poll.title, "instance": poll.initiative.title, "rule": poll.rule}
    budget = Fraction(poll.budget) if poll.budget else None
    return write(Election(election.vote_type, projects, ballots, budget, meta))
