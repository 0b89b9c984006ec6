"""What people took part in, and how many of them."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, require
from titiktemu.meetings.models import Meeting
from titiktemu.meetings.queries.people import presence_by_side
from titiktemu.step1_issues.participation.counting import count_groups, figures_of_meeting
from titiktemu.step1_issues.participation.figures import Figure
from titiktemu.step1_issues.participation.models import Activity


@transaction.atomic
def add_activity(
    *, actor: Actor, initiative: Initiative, figures: Collection[Figure] = (), **fields: Any
) -> Activity:
    """Write down something people took part in, with what was counted."""
    require(actor, Action.KEEP_ACTIVITY, initiative)
    # The lock keeps two who write at once from taking the same number.
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    _check_meeting(initiative, fields.get("meeting"))
    found = Activity.objects.filter(initiative=initiative).aggregate(last=Max("number"))
    activity = Activity(initiative=initiative, number=int(found["last"] or 0) + 1, **fields)
    _check_paper(activity)
    activity.save()
    count_groups(activity, figures)
    record(actor, Action.KEEP_ACTIVITY, initiative, activity, {"people": activity.people})
    return activity


@transaction.atomic
def edit_activity(
    *, actor: Actor, activity: Activity, figures: Collection[Figure], **fields: Any
) -> Activity:
    """Change an activity and replace what was counted."""
    require(actor, Action.KEEP_ACTIVITY, activity.initiative)
    activity = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    _check_meeting(activity.initiative, fields.get("meeting"))
    for name, value in fields.items():
        setattr(activity, name, value)
    _check_paper(activity)
    activity.save(update_fields=list(fields))
    count_groups(activity, figures)
    record(actor, Action.KEEP_ACTIVITY, activity.initiative, activity, {"people": activity.people})
    return activity


@transaction.atomic
def take_over_counts(*, actor: Actor, activity: Activity) -> Activity:
    """Copy what its meeting counted: who came, on paper or not, and what the room was asked."""
    require(actor, Action.KEEP_ACTIVITY, activity.initiative)
    activity = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    meeting = activity.meeting
    if meeting is None or not presence_by_side(meeting):
        raise RuleBroken(_("No meeting with people present is linked to this activity."))
    activity.people, activity.on_paper, figures = figures_of_meeting(meeting)
    activity.save(update_fields=["people", "on_paper"])
    count_groups(activity, figures)
    record(actor, Action.KEEP_ACTIVITY, activity.initiative, activity, {"people": activity.people})
    return activity


def _check_meeting(initiative: Initiative, meeting: Meeting | None) -> None:
    if meeting is not None and (meeting.initiative_id != initiative.pk or meeting.side):
        raise RuleBroken(_("Only a meeting of all sides of this initiative can be linked."))


def _check_paper(activity: Activity) -> None:
    if activity.on_paper > activity.people:
        raise RuleBroken(_("More people on paper than people altogether: please look at both numbers."))
