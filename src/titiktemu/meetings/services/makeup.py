"""Of whom a meeting should be made up, as numbers."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.permissions import Action, require
from titiktemu.meetings.makeup_lines import Figures
from titiktemu.meetings.models import MakeUp, Meeting
from titiktemu.meetings.queries import exists_for

MOST_LINES = 40


@transaction.atomic
def set_makeup(*, actor: Actor, meeting: Meeting, lines: Collection[Figures]) -> None:
    """Replace what is wanted, expected and counted; a line without any number goes."""
    require(actor, Action.SET_MAKEUP, meeting.initiative, side=meeting.side)
    if not exists_for(actor, meeting):
        raise NotAllowed
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    said = [one for one in lines if not one.is_empty]
    if len(said) > MOST_LINES:
        raise RuleBroken(_("At most %(most)d numbers are kept for a meeting.") % {"most": MOST_LINES})
    if len({(one.trait, one.value) for one in said}) < len(said):
        raise RuleBroken(_("The same region stands there twice."))
    MakeUp.objects.filter(meeting=meeting).delete()
    MakeUp.objects.bulk_create(
        MakeUp(
            meeting=meeting,
            trait=one.trait,
            value=one.value,
            wanted=one.wanted,
            expected=one.expected,
            came=one.came,
        )
        for one in said
    )
    record(actor, Action.SET_MAKEUP, meeting.initiative, meeting, {"lines": len(said)})
