"""Inviting people: those of the lists, anybody else by name; taking it back, and making a link anew."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import Participation
from titiktemu.foundation.permissions import Action, require
from titiktemu.meetings.models import Invitation, Meeting
from titiktemu.meetings.models.invitations import token_fingerprint
from titiktemu.meetings.queries import exists_for
from titiktemu.meetings.queries.people import may_be_invited, next_invitation_number

MOST = 500
"""People invited to one meeting."""


@transaction.atomic
def invite_people(*, actor: Actor, meeting: Meeting, places: Collection[Participation]) -> list[Invitation]:
    """Invite people of the lists; those who are invited already stay as they are."""
    require(actor, Action.INVITE, meeting.initiative, side=meeting.side)
    kept = _open(actor, meeting)
    known = {place.pk: place for place in may_be_invited(kept).filter(pk__in=[one.pk for one in places])}
    earlier = {one.place_id: one for one in Invitation.objects.filter(meeting=kept, place__in=list(known))}
    _check_room(kept, len(known))
    number, now = next_invitation_number(kept), timezone.now()
    made = [
        _again(earlier[place.pk], now)
        if place.pk in earlier
        else _fresh(kept, number + at, now, place=place, side=place.side)
        for at, place in enumerate(known.values())
    ]
    for one in made:
        one.save()
    record(actor, Action.INVITE, meeting.initiative, kept, {"invited": len(made)})
    return made


@transaction.atomic
def invite_other(*, actor: Actor, meeting: Meeting, name: str, side: str, **told: Any) -> Invitation:
    """Invite somebody who is on no list: office, organisation, sex, contact, and whether by a letter."""
    require(actor, Action.INVITE, meeting.initiative, side=meeting.side)
    kept = _open(actor, meeting)
    if kept.side and side != kept.side:
        raise RuleBroken(_("To a meeting of one side alone only people of that side are invited."))
    _check_room(kept, 1)
    made = _fresh(kept, next_invitation_number(kept), timezone.now(), name=name, side=side, **told)
    made.save()
    record(actor, Action.INVITE, meeting.initiative, kept, {"invited": 1})
    return made


@transaction.atomic
def note_about(*, actor: Actor, invitation: Invitation, contact: str, sex: str) -> Invitation:
    """Keep how to reach somebody, and whether it is a woman or a man; seen by those who lead alone."""
    require(actor, Action.INVITE, invitation.meeting.initiative, side=invitation.meeting.side)
    _open(actor, invitation.meeting)
    invitation.contact, invitation.sex = contact, sex
    invitation.save(update_fields=["contact", "sex"])
    record(actor, Action.INVITE, invitation.meeting.initiative, invitation.meeting, {"noted": 1})
    return invitation


@transaction.atomic
def withdraw_invitation(*, actor: Actor, invitation: Invitation) -> None:
    """Take an invitation back: its link and code stop working. Whoever was there stays noted."""
    require(actor, Action.INVITE, invitation.meeting.initiative, side=invitation.meeting.side)
    _open(actor, invitation.meeting)
    if Invitation.objects.filter(pk=invitation.pk, attendance__struck_at=None, attendance__isnull=False):
        raise RuleBroken(_("This person is noted as present, so the invitation stays."))
    invitation.withdrawn_at = timezone.now()
    invitation.contact = ""
    invitation.save(update_fields=["withdrawn_at", "contact"])
    record(actor, Action.INVITE, invitation.meeting.initiative, invitation.meeting, {"withdrawn": 1})


@transaction.atomic
def renew_link(*, actor: Actor, invitation: Invitation) -> Invitation:
    """Make the link and the code anew, where the old ones went to the wrong person."""
    require(actor, Action.INVITE, invitation.meeting.initiative, side=invitation.meeting.side)
    _open(actor, invitation.meeting)
    _new_link(invitation)
    invitation.save(update_fields=["nonce", "fingerprint"])
    record(actor, Action.INVITE, invitation.meeting.initiative, invitation.meeting, {"renewed": 1})
    return invitation


def _open(actor: Actor, meeting: Meeting) -> Meeting:
    """The meeting, locked, where people can still be invited to it."""
    if not exists_for(actor, meeting):
        raise NotAllowed
    kept = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if kept.is_cancelled:
        raise RuleBroken(_("This meeting was cancelled."))
    return kept


def _check_room(meeting: Meeting, more: int) -> None:
    if not more:
        raise RuleBroken(_("Choose at least one person who is not invited yet."))
    if Invitation.objects.filter(meeting=meeting, withdrawn_at=None).count() + more > MOST:
        raise RuleBroken(_("At most %(most)d people are invited to one meeting.") % {"most": MOST})


def _fresh(meeting: Meeting, number: int, now: datetime, **told: Any) -> Invitation:
    made = Invitation(meeting=meeting, number=number, invited_at=now, **told)
    _new_link(made)
    return made


def _again(invitation: Invitation, now: datetime) -> Invitation:
    """One that was taken back begins anew, so that the old link stays dead."""
    _new_link(invitation)
    invitation.withdrawn_at, invitation.invited_at = None, now
    invitation.answer, invitation.answered_at = Invitation.Answer.NONE, None
    invitation.deputy_name = invitation.deputy_office = ""
    return invitation


def _new_link(invitation: Invitation) -> None:
    invitation.nonce = uuid4()
    invitation.fingerprint = token_fingerprint(invitation.token)
