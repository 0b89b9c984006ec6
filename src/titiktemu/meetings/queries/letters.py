"""Letters that were issued for somebody, and who wrote the last one."""

from typing import Any

from django.db.models import QuerySet

from titiktemu.meetings.models import Invitation, Letter, Meeting


def letters_for(invitation: Invitation) -> QuerySet[Letter]:
    """The letters of an invitation, the newest first. One query."""
    return Letter.objects.filter(invitation=invitation).select_related("paper").order_by("-pk")


def last_sender(meeting: Meeting, kind: str) -> dict[str, Any]:
    """Who wrote the last letter of this kind in the initiative and on this side; empty before the first."""
    found = Letter.objects.filter(
        meeting__initiative=meeting.initiative_id, meeting__side=meeting.side, kind=kind
    )
    return dict(found.order_by("-pk").values_list("sender", flat=True).first() or {})
