"""Ballots of a poll on paper, typed in by whoever leads: how many of which ballot, never whose."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, require
from titiktemu.step1_issues.models import Poll, PollBallot
from titiktemu.step1_issues.poll_ballots import checked_choices, locked_poll


@transaction.atomic
def type_ballots(
    *, actor: Actor, poll: Poll, side: str, many: int, choices: Sequence[str] | Mapping[str, int]
) -> int:
    """Add so many paper ballots of a side that say the same; gives how many there are of them now.

    There is no link to a person. Who has answered on a phone has no ballot on paper, so there are never more
    of a side than people who may give one. The audit entry says how many, and nothing else.
    """
    require(actor, Action.TYPE_BALLOTS, poll.initiative)
    kept = _open(poll)
    if side not in kept.electorates or many < 1:
        raise RuleBroken(_("Say of which side the ballots are, and how many of them say the same."))
    told = checked_choices(kept, choices)
    left = kept.electorates[side] - kept.ballots.filter(side=side).count()
    if many > left:
        raise RuleBroken(_("Together with those on phones, these are more ballots than people of this side."))
    PollBallot.objects.bulk_create(PollBallot(poll=kept, side=side, choices=told) for _one in range(many))
    record(actor, Action.TYPE_BALLOTS, kept.initiative, kept, {"ballots": many})
    return sum(row.choices == told for row in kept.ballots.filter(place=None, side=side))


@transaction.atomic
def take_ballots_out(*, actor: Actor, poll: Poll, row: int) -> int:
    """Take out all paper ballots that say the same as this one, to type them anew; gives how many."""
    require(actor, Action.TYPE_BALLOTS, poll.initiative)
    kept = _open(poll)
    paper = list(kept.ballots.filter(place=None))
    one = next((ballot for ballot in paper if ballot.pk == row), None)
    if one is None:
        raise RuleBroken(_("These ballots were taken out already."))
    alike = [ballot.pk for ballot in paper if (ballot.side, ballot.choices) == (one.side, one.choices)]
    PollBallot.objects.filter(pk__in=alike).delete()
    record(actor, Action.TYPE_BALLOTS, kept.initiative, kept, {"ballots": -len(alike)})
    return len(alike)


def _open(poll: Poll) -> Poll:
    kept = locked_poll(poll)
    if not kept.is_open:
        raise RuleBroken(_("This poll is not open."))
    return kept
