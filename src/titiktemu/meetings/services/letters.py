"""Numbered letters: to the head of an office, and the one by which an office sends somebody."""

from dataclasses import asdict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.documents.services.issuing import issue_paper
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.permissions import Action, require
from titiktemu.meetings.models import Invitation, Letter, Meeting
from titiktemu.meetings.paper_texts import Sent, Writer, assignment_texts, invitation_texts
from titiktemu.meetings.queries import exists_for


@transaction.atomic
def issue_invitation(
    *, actor: Actor, invitation: Invitation, writer: Writer, recipient: str, answer_to: str = ""
) -> Letter:
    """Issue the numbered letter (surat undangan) to the head of an office, in both languages."""
    meeting = invitation.meeting
    require(actor, Action.ISSUE_LETTER, meeting.initiative, side=meeting.side)
    _check(actor, meeting)
    today = timezone.localdate()
    paper = issue_paper(
        actor=actor,
        initiative=meeting.initiative,
        kind=Letter.Kind.INVITATION.value,
        content=invitation_texts(meeting, writer, recipient, answer_to=answer_to, written_on=today),
        side=meeting.side,
    )
    letter = Letter.objects.create(
        meeting=meeting,
        invitation=invitation,
        kind=Letter.Kind.INVITATION,
        paper=paper,
        sender={**asdict(writer), "answer_to": answer_to},
    )
    Invitation.objects.filter(pk=invitation.pk).update(by_letter=True)
    record(actor, Action.ISSUE_LETTER, meeting.initiative, meeting, {"kind": letter.kind})
    return letter


@transaction.atomic
def issue_assignment(*, actor: Actor, invitation: Invitation, writer: Writer, sent: Sent) -> Letter:
    """Issue the letter (surat tugas) by which an office sends somebody; its head signs it on paper."""
    meeting = invitation.meeting
    require(actor, Action.ISSUE_LETTER, meeting.initiative, side=meeting.side)
    _check(actor, meeting)
    paper = issue_paper(
        actor=actor,
        initiative=meeting.initiative,
        kind=Letter.Kind.ASSIGNMENT.value,
        content=assignment_texts(meeting, writer, sent, written_on=timezone.localdate()),
        side=meeting.side,
    )
    letter = Letter.objects.create(
        meeting=meeting,
        invitation=invitation,
        kind=Letter.Kind.ASSIGNMENT,
        paper=paper,
        sender=asdict(writer),
    )
    record(actor, Action.ISSUE_LETTER, meeting.initiative, meeting, {"kind": letter.kind})
    return letter


def _check(actor: Actor, meeting: Meeting) -> None:
    if not exists_for(actor, meeting):
        raise NotAllowed
    if meeting.is_cancelled:
        raise RuleBroken(_("This meeting was cancelled."))
