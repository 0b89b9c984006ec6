"""Answering an invitation by its link: comes, perhaps, does not come, or who comes instead."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, require
from titiktemu.meetings.models import Invitation


@transaction.atomic
def answer_invitation(
    *, actor: Actor, invitation: Invitation, answer: str, deputy_name: str = "", deputy_office: str = ""
) -> Invitation:
    """Keep the answer; as often as one likes until the meeting begins, the last one counts.

    Whoever has the link may: it is the permission, also into an initiative that is not public. The chain
    keeps that an invitation was answered, never how.
    """
    require(actor, Action.ANSWER_INVITATION, None)
    kept = Invitation.objects.select_for_update().get(pk=invitation.pk)
    meeting = invitation.meeting
    if kept.withdrawn_at or meeting.is_cancelled:
        raise RuleBroken(_("This meeting was cancelled, or the invitation was taken back."))
    if meeting.is_held or meeting.starts_at <= timezone.now():
        raise RuleBroken(_("The meeting has begun; answers are no longer changed."))
    if answer not in (Invitation.Answer.YES, Invitation.Answer.MAYBE, Invitation.Answer.NO):
        raise RuleBroken(_("Please choose one of the three answers."))
    sends = bool(deputy_name) and answer != Invitation.Answer.YES
    kept.answer, kept.answered_at = answer, timezone.now()
    kept.deputy_name, kept.deputy_office = (deputy_name, deputy_office) if sends else ("", "")
    kept.save(update_fields=["answer", "answered_at", "deputy_name", "deputy_office"])
    kept.meeting = meeting
    record(actor, Action.ANSWER_INVITATION, meeting.initiative, kept)
    return kept
