"""Ballots about several issues: prepared, opened, cast, closed and counted, or brought in from a file."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.analysis.ballots.election import BadBallots, Ballot, Election
from titiktemu.analysis.ballots.pabulib import read
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.words import BOTH_SIDES, Side
from titiktemu.step1_issues.models import Issue, Poll, PollBallot, PollOption
from titiktemu.step1_issues.poll_ballots import Choices, checked_choices, locked_poll
from titiktemu.step1_issues.queries.issues import living_issues, next_number
from titiktemu.step1_issues.queries.paper_ballots import overfull_sides
from titiktemu.step1_issues.queries.people import electorates_now, voter_in
from titiktemu.step1_issues.queries.polls import MOST_POINTS, counted, may_give_ballots, vote_type_of
from titiktemu.step1_issues.words import Rule

MOST_FOR_KEMENY = 8
FEWEST_OPTIONS = 2
MOST_BYTES = 5_000_000
MOST_COST = 1_000_000_000


@transaction.atomic
def prepare_poll(
    *, actor: Actor, initiative: Initiative, title: str, rule: str, costs: Mapping[int, int], **fields: Any
) -> Poll:
    """Prepare a poll about issues (their numbers, with what each would cost of the budget)."""
    require(actor, Action.PREPARE_POLL, initiative)
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    poll = _new(initiative, title, rule, costs, fields)
    record(actor, Action.PREPARE_POLL, initiative, poll, {"rule": rule, "issues": len(costs)})
    return poll


def _new(
    initiative: Initiative, title: str, rule: str, costs: Mapping[int, int], fields: Mapping[str, Any]
) -> Poll:
    issues = {one.number: one for one in living_issues(initiative).filter(number__in=list(costs))}
    if len(issues) != len(costs) or len(issues) < FEWEST_OPTIONS:
        raise RuleBroken(_("Choose at least two issues of this initiative."))
    if rule == Rule.KEMENY and len(issues) > MOST_FOR_KEMENY:
        raise RuleBroken(_("Kemeny's method is for at most eight issues."))
    if rule == Rule.EQUAL_SHARES and not fields.get("budget"):
        raise RuleBroken(_("The method of equal shares needs a budget."))
    poll = Poll.objects.create(
        initiative=initiative,
        number=next_number(Poll.objects.filter(initiative=initiative)),
        title=title,
        rule=rule,
        prepared_at=timezone.now(),
        **fields,
    )
    PollOption.objects.bulk_create(
        PollOption(poll=poll, issue=issues[number], cost=max(1, costs[number])) for number in sorted(issues)
    )
    return poll


@transaction.atomic
def open_poll(*, actor: Actor, poll: Poll) -> Poll:
    """Open it: what is asked and how it is counted stays from now on."""
    require(actor, Action.OPEN_POLL, poll.initiative)
    kept = locked_poll(poll)
    if kept.state != Poll.State.PREPARED:
        raise RuleBroken(_("This poll was opened already."))
    kept.state, kept.opened_at = Poll.State.OPEN, timezone.now()
    kept.electorates = electorates_now(kept.initiative)
    kept.save(update_fields=["state", "opened_at", "electorates"])
    record(actor, Action.OPEN_POLL, kept.initiative, kept, {"rule": kept.rule, "public": kept.is_public})
    return kept


@transaction.atomic
def cast_ballot(*, actor: Actor, poll: Poll, choices: Sequence[str] | Mapping[str, int]) -> PollBallot:
    """Keep a ballot, replacing an earlier one: numbers of issues approved or ranked, or points by number.

    There is no audit entry for a single ballot; that the poll was closed and counted is recorded.
    """
    place = voter_in(actor, poll.initiative)
    require(actor, Action.CAST_BALLOT, poll.initiative, side=place.side if place else "")
    if place is None:
        raise NotAllowed(Action.CAST_BALLOT)
    kept = locked_poll(poll)
    if not kept.is_open:
        raise RuleBroken(_("This poll is not open."))
    if kept.opened_at is None or place.created_at > kept.opened_at:
        raise RuleBroken(_("You came onto the list after this poll was opened."))
    told = checked_choices(kept, choices)
    # A changed ballot is a new row: the order of rows must not say who changed their mind.
    PollBallot.objects.filter(poll=kept, place=place).delete()
    return PollBallot.objects.create(poll=kept, place=place, side=place.side, choices=told)


@transaction.atomic
def close_poll(*, actor: Actor, poll: Poll) -> Poll:
    """Close and count it: each side on its own, then both with the same weight. Single ballots are deleted.

    They stay only where that was declared before the opening and each side has twenty and more of them.
    """
    require(actor, Action.CLOSE_POLL, poll.initiative)
    kept = locked_poll(poll)
    if not kept.is_open:
        raise RuleBroken(_("Only an open poll can be closed."))
    if too_many := overfull_sides(kept):
        raise RuleBroken(
            _(
                "%(side)s: there are more ballots than people of this side. Take out paper ballots of"
                " those who answered on a phone, or that were typed twice."
            )
            % {"side": Side(too_many[0]).label}
        )
    _count(kept)
    record(
        actor,
        Action.CLOSE_POLL,
        kept.initiative,
        kept,
        {"rule": kept.rule, "counted": "joint" in kept.result},
    )
    return kept


def _count(poll: Poll, remarks: Sequence[object] = ()) -> None:
    rows = list(poll.ballots.order_by("pk"))
    poll.state, poll.closed_at = Poll.State.CLOSED, timezone.now()
    try:
        poll.result = counted(poll, rows)
    except BadBallots as error:
        raise RuleBroken(_(error.template).format(**error.values)) from error
    if remarks:
        poll.result["remarks"] = list(remarks)
    poll.save(update_fields=["state", "closed_at", "result"])
    if may_give_ballots(poll):
        # Whose they are is not kept, even where what they say may be given out.
        PollBallot.objects.filter(poll=poll).update(place=None)
    else:
        PollBallot.objects.filter(poll=poll).delete()


@transaction.atomic
def import_poll(*, actor: Actor, initiative: Initiative, title: str, rule: str, data: bytes) -> Poll:
    """Bring in ballots from a file in the format of Pabulib: projects are numbers of issues, sides are named.

    RuleBroken, with the line, for a file that cannot be read or names what is not there.
    """
    require(actor, Action.IMPORT_POLL, initiative)
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    if len(data) > MOST_BYTES:
        raise RuleBroken(_("The file is larger than 5 MB."))
    try:
        election, remarks = read(data)
    except BadBallots as error:
        raise RuleBroken(_(error.template).format(**error.values)) from error
    _fits(election, rule)
    costs = {_number(initiative, one.identifier): _whole(one.cost) or 1 for one in election.projects}
    fields = {"budget": _whole(election.budget), "is_imported": True, "is_public": True}
    poll = _new(initiative, title, rule, costs, fields)
    PollBallot.objects.bulk_create(
        PollBallot(poll=poll, side=_side(ballot), choices=_choices(ballot, rule))
        for ballot in election.ballots
    )
    _count(poll, remarks=[[one.template, one.values] for one in remarks])
    record(actor, Action.IMPORT_POLL, initiative, poll, {"rule": rule, "issues": len(costs)})
    return poll


def _fits(election: Election, rule: str) -> None:
    """Whether every ballot can be kept as it stands; what would have to be changed is refused."""
    points = rule == Rule.SCORE and election.vote_type.has_points
    if election.vote_type != vote_type_of(rule) and not points:
        raise RuleBroken(_("The ballots of this file are of another kind than the rule needs."))
    if not election.ballots:
        raise RuleBroken(_("There is no ballot in this file."))
    if any(one.weight != 1 for one in election.ballots):
        raise RuleBroken(
            _("The file gives ballots different weights; here every ballot of a side weighs the same.")
        )
    given = (value for one in election.ballots for value in one.points)
    if any(value.denominator != 1 or not 0 <= value <= MOST_POINTS for value in given):
        raise RuleBroken(_("Points must be whole numbers from 0 to 5."))


def _whole(amount: Fraction | None) -> int | None:
    if amount is not None and (amount.denominator != 1 or amount > MOST_COST):
        raise RuleBroken(
            _("Costs and the budget must be whole numbers up to one thousand million; use a larger unit.")
        )
    return None if amount is None else int(amount)


def _number(initiative: Initiative, identifier: str) -> int:
    known = Issue.objects.filter(initiative=initiative).values_list("number", flat=True)
    found = next((number for number in known if str(number) == identifier), None)
    if found is not None:
        return found
    raise RuleBroken(
        _("The file names the project “%(name)s”; projects must be numbers of issues of this initiative.")
        % {"name": identifier[:40]}
    )


def _side(ballot: Ballot) -> str:
    if ballot.side not in BOTH_SIDES:
        raise RuleBroken(
            _("Each ballot of the file must name its side in the column “side”: government or civil_society.")
        )
    return ballot.side


def _choices(ballot: Ballot, rule: str) -> Choices:
    if rule != Rule.SCORE:
        return list(ballot.named)
    return {name: int(points) for name, points in zip(ballot.named, ballot.points, strict=True)}
