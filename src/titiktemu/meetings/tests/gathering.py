"""Meetings for tests, made through the services."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import Side
from titiktemu.meetings.models import Meeting, Minutes, Passage, PassageVersion
from titiktemu.meetings.services.agenda import add_item
from titiktemu.meetings.services.inviting import invite_other
from titiktemu.meetings.services.planning import plan_meeting
from titiktemu.meetings.services.reaching import make_feed_key
from titiktemu.meetings.tests.photographing import photographed

TUESDAY = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)
"""09:00 in Jakarta, a working day without anything against it."""


def planned(actor: Actor, initiative: Initiative, **fields: Any) -> Meeting:
    """A focus group of three hours, in Jakarta unless told otherwise."""
    starts_at = fields.pop("starts_at", TUESDAY)
    told = {
        "kind": "focus_group",
        "title": "Diskusi ibu Teluk Biru",
        "place": "Balai desa",
        "time_zone": "Asia/Jakarta",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=3),
        **fields,
    }
    return plan_meeting(actor=actor, initiative=initiative, **told)


def meeting_arguments(facilitator: Actor, initiative: Initiative) -> dict[str, Any]:
    """A meeting that everybody may know of, and what its addresses are made of."""
    meeting = planned(facilitator, initiative, is_public=True, starts_at=timezone.now() + timedelta(hours=1))
    invited = invite_other(actor=facilitator, meeting=meeting, name="Bu Sari", side=Side.CITIZENS)
    item = add_item(actor=facilitator, meeting=meeting, title="Pembukaan", minutes=10)
    # It has not begun, so that no service would write its minutes yet.
    passage = Passage.objects.create(minutes=Minutes.objects.create(meeting=meeting), number=1)
    PassageVersion.objects.create(passage=passage, number=1, text="Salam.", written_at=timezone.now())
    photo = photographed(facilitator, meeting, agreed_to_public=True)
    return {
        "photo": photo.pk,
        "size": "kecil",
        "item": item.number,
        "passage": passage.number,
        "feed": make_feed_key(actor=facilitator, initiative=initiative).token,
        "number": meeting.number,
        "invitation": invited.number,
        "token": invited.token,
        "door_code": meeting.door_code,
    }
