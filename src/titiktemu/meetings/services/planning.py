"""Planning a meeting, changing it, calling it off, and saying that it was held."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.foundation import codes
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.words import BOTH_SIDES
from titiktemu.meetings.models import Meeting
from titiktemu.meetings.queries import exists_for, next_meeting_number
from titiktemu.meetings.times import LONGEST

DOOR_LENGTH = 6
TOLD_TO_CALENDARS = ("title", "purpose", "place", "online_url", "time_zone", "starts_at", "ends_at", "state")
"""When one of these changes, calendars that have the meeting must take notice."""


@transaction.atomic
def plan_meeting(*, actor: Actor, initiative: Initiative, side: str = "", **fields: Any) -> Meeting:
    """Put a meeting on the calendar; of one side alone, whoever leads it sees it beside that side."""
    require(actor, Action.PLAN_MEETING, initiative, side=side)
    if side and side not in BOTH_SIDES:
        raise RuleBroken(_("A meeting is for everybody, for government or for civil society."))
    # The lock keeps two who plan at once from taking the same number.
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    meeting = Meeting(
        initiative=initiative,
        number=next_meeting_number(initiative),
        side=side,
        facilitator=actor.place_in(initiative),
        door_code=free_door_code(),
        changed_at=timezone.now(),
        **fields,
    )
    _check(meeting)
    meeting.save()
    record(actor, Action.PLAN_MEETING, initiative, meeting, {"kind": meeting.kind, **_own(meeting)})
    return meeting


def free_door_code() -> str:
    """Six letters and digits that no other meeting has."""
    while True:
        code = codes.fresh(DOOR_LENGTH)
        if not Meeting.objects.filter(door_code=code).exists():
            return code


@transaction.atomic
def edit_meeting(*, actor: Actor, meeting: Meeting, **fields: Any) -> Meeting:
    """Change what a meeting says of itself. Whose it is stays: what one side said stays with that side."""
    require(actor, Action.EDIT_MEETING, meeting.initiative, side=meeting.side)
    kept = _mine(actor, meeting)
    if kept.is_cancelled:
        raise RuleBroken(_("This meeting was cancelled. Plan a new one instead."))
    if fields.get("side", kept.side) != kept.side:
        raise RuleBroken(_("Whose meeting it is cannot be changed. Plan a new one instead."))
    changed = [name for name, value in fields.items() if getattr(kept, name) != value]
    _apply(kept, fields)
    _check(kept)
    kept.save()
    record(actor, Action.EDIT_MEETING, kept.initiative, kept, {"fields": sorted(changed)})
    return kept


@transaction.atomic
def cancel_meeting(*, actor: Actor, meeting: Meeting, reason: str) -> Meeting:
    """Call a meeting off, with a reason that everybody who knows of it reads."""
    require(actor, Action.CANCEL_MEETING, meeting.initiative, side=meeting.side)
    kept = _mine(actor, meeting)
    if not kept.is_planned:
        raise RuleBroken(_("Only a meeting that is still planned can be cancelled."))
    if not reason.strip():
        raise RuleBroken(_("Please give a reason; those who were invited will read it."))
    _apply(kept, {"state": Meeting.State.CANCELLED, "cancel_reason": reason.strip()})
    kept.save()
    record(actor, Action.CANCEL_MEETING, kept.initiative, kept, _own(kept))
    return kept


@transaction.atomic
def mark_held(*, actor: Actor, meeting: Meeting) -> Meeting:
    """Say that the meeting took place."""
    require(actor, Action.HOLD_MEETING, meeting.initiative, side=meeting.side)
    kept = _mine(actor, meeting)
    if not kept.is_planned:
        raise RuleBroken(_("This meeting was held already, or was cancelled."))
    if kept.starts_at > timezone.now():
        raise RuleBroken(_("This meeting has not begun yet."))
    kept.state, kept.changed_at = Meeting.State.HELD, timezone.now()
    kept.save(update_fields=["state", "changed_at"])
    record(actor, Action.HOLD_MEETING, kept.initiative, kept, _own(kept))
    return kept


def _mine(actor: Actor, meeting: Meeting) -> Meeting:
    """The meeting as it is stored, locked; NotAllowed where it does not exist for the actor."""
    if not exists_for(actor, meeting):
        raise NotAllowed
    return Meeting.objects.select_for_update(of=("self",)).select_related("initiative").get(pk=meeting.pk)


def _own(meeting: Meeting) -> dict[str, str]:
    """Whose it is, where it is one side's own; what is told of the initiative leaves such entries out."""
    return {"side": meeting.side} if meeting.side else {}


def _apply(meeting: Meeting, fields: dict[str, Any]) -> None:
    told = any(getattr(meeting, name) != fields[name] for name in TOLD_TO_CALENDARS if name in fields)
    for name, value in fields.items():
        setattr(meeting, name, value)
    meeting.sequence += told
    meeting.changed_at = timezone.now()


def _check(meeting: Meeting) -> None:
    if meeting.ends_at <= meeting.starts_at:
        raise RuleBroken(_("The meeting must end after it begins."))
    if meeting.ends_at - meeting.starts_at > LONGEST:
        raise RuleBroken(_("A meeting of more than 31 days is several meetings."))
    if meeting.side and meeting.is_public:
        raise RuleBroken(_("A meeting of one side alone is not announced to everybody."))
