"""The mandate of a meeting and its agenda."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.permissions import Action, require
from titiktemu.meetings.models import AgendaItem, Course, Mandate, Meeting
from titiktemu.meetings.queries import exists_for

MOST_ITEMS = 60
LONGEST_ITEM = 480


@transaction.atomic
def set_mandate(*, actor: Actor, meeting: Meeting, **fields: str) -> Mandate:
    """Say why people meet and what they may decide."""
    require(actor, Action.SET_AGENDA, meeting.initiative, side=meeting.side)
    _open(actor, meeting)
    mandate, _made = Mandate.objects.update_or_create(meeting=meeting, defaults=fields)
    record(actor, Action.SET_AGENDA, meeting.initiative, meeting, {"part": "mandate"})
    return mandate


@transaction.atomic
def add_item(*, actor: Actor, meeting: Meeting, **fields: Any) -> AgendaItem:
    """Put an item at the end of the agenda."""
    require(actor, Action.SET_AGENDA, meeting.initiative, side=meeting.side)
    _open(actor, meeting)
    rows = AgendaItem.objects.filter(meeting=meeting)
    if rows.count() >= MOST_ITEMS:
        raise RuleBroken(_("An agenda has at most %(most)d items.") % {"most": MOST_ITEMS})
    last = rows.aggregate(number=Max("number"), place=Max("place"))
    item = AgendaItem(
        meeting=meeting, number=(last["number"] or 0) + 1, place=(last["place"] or 0) + 1, **fields
    )
    _check(item)
    item.save()
    record(actor, Action.SET_AGENDA, meeting.initiative, meeting, {"part": "item", "added": 1})
    return item


@transaction.atomic
def edit_item(*, actor: Actor, item: AgendaItem, **fields: Any) -> AgendaItem:
    """Change an item; what it has taken so far stays."""
    meeting = item.meeting
    require(actor, Action.SET_AGENDA, meeting.initiative, side=meeting.side)
    _open(actor, meeting)
    for name, value in fields.items():
        setattr(item, name, value)
    _check(item)
    item.save(update_fields=list(fields))
    record(actor, Action.SET_AGENDA, meeting.initiative, meeting, {"part": "item"})
    return item


@transaction.atomic
def move_item(*, actor: Actor, item: AgendaItem, up: bool) -> None:
    """Put an item before the one above it, or behind the one below; at the end nothing happens."""
    meeting = item.meeting
    require(actor, Action.SET_AGENDA, meeting.initiative, side=meeting.side)
    _open(actor, meeting)
    rows = list(AgendaItem.objects.filter(meeting=meeting))
    here = next(at for at, one in enumerate(rows) if one.pk == item.pk)
    there = here - 1 if up else here + 1
    if 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
        for place, one in enumerate(rows, start=1):
            one.place = place
        AgendaItem.objects.bulk_update(rows, ["place"])
    record(actor, Action.SET_AGENDA, meeting.initiative, meeting, {"part": "order"})


@transaction.atomic
def remove_item(*, actor: Actor, item: AgendaItem) -> None:
    """Take an item off that was not called up yet."""
    meeting = item.meeting
    require(actor, Action.SET_AGENDA, meeting.initiative, side=meeting.side)
    _open(actor, meeting)
    if item.begun_at or Course.objects.filter(item=item).exists():
        raise RuleBroken(_("This item was called up already, so it stays."))
    item.delete()
    record(actor, Action.SET_AGENDA, meeting.initiative, meeting, {"part": "item", "removed": 1})


def _open(actor: Actor, meeting: Meeting) -> None:
    if not exists_for(actor, meeting):
        raise NotAllowed
    kept = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if kept.is_cancelled:
        raise RuleBroken(_("This meeting was cancelled."))
    if kept.is_held:
        raise RuleBroken(_("The meeting was held; its agenda stays as it was."))


def _check(item: AgendaItem) -> None:
    if not 1 <= item.minutes <= LONGEST_ITEM:
        raise RuleBroken(_("An item takes from 1 to %(most)d minutes.") % {"most": LONGEST_ITEM})
