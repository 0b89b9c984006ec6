"""From the map to a meeting: invite stakeholders through the invitations that meetings have."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, require
from titiktemu.meetings.models import Invitation, Meeting
from titiktemu.meetings.queries import exists_for
from titiktemu.meetings.queries.people import may_be_invited
from titiktemu.meetings.services.inviting import invite_other, invite_people, note_about
from titiktemu.meetings.stakeholders.models import Stakeholder, StakeholderInvitation
from titiktemu.meetings.stakeholders.queries.meeting import asked_to
from titiktemu.meetings.stakeholders.queries.register import may_keep, stakeholders_of


@dataclass(frozen=True)
class Asked:
    """Who was invited now, and who had been already."""

    invited: list[Stakeholder]
    already: list[Stakeholder]


@transaction.atomic
def invite_stakeholders(*, actor: Actor, meeting: Meeting, stakeholders: Collection[Stakeholder]) -> Asked:
    """Invite somebody of each of these, all or none; those who are invited already stay as they are."""
    require(actor, Action.INVITE_STAKEHOLDERS, meeting.initiative, side=meeting.side)
    if not exists_for(actor, meeting):
        raise NotAllowed
    Initiative.objects.select_for_update().get(pk=meeting.initiative_id)
    wanted = {one.pk for one in stakeholders}
    # By number: an order by what the own group said of them would tell it.
    rows = list(stakeholders_of(meeting.initiative).filter(pk__in=wanted))
    if len(rows) < len(wanted):
        raise RuleBroken(_("Somebody took one of these off the map meanwhile. Choose again."))
    standing = asked_to(meeting, rows)
    asked = Asked(
        [one for one in rows if one.pk not in standing], [one for one in rows if one.pk in standing]
    )
    if not asked.invited:
        raise RuleBroken(_("Choose at least one stakeholder who is not invited yet."))
    by_place: dict[int, Invitation] = {}
    for one in asked.invited:
        invitation = _invite(actor, meeting, one, by_place)
        StakeholderInvitation.objects.get_or_create(stakeholder=one, invitation=invitation)
    record(
        actor, Action.INVITE_STAKEHOLDERS, meeting.initiative, meeting, {"stakeholders": len(asked.invited)}
    )
    return asked


def _invite(
    actor: Actor, meeting: Meeting, stakeholder: Stakeholder, by_place: dict[int, Invitation]
) -> Invitation:
    """The invitation of one stakeholder: of the person on a list who is named for it, else by its name."""
    if meeting.side and stakeholder.invited_as != meeting.side:
        raise RuleBroken(_("To a meeting of one side alone only people of that side are invited."))
    # A contact is not carried to a meeting whose leader may not read it on the map.
    contact = stakeholder.contact if may_keep(actor, stakeholder) else ""
    place = stakeholder.place
    if place is None:
        organisation = stakeholder.organisation.name if stakeholder.organisation else ""
        return invite_other(
            actor=actor,
            meeting=meeting,
            name=stakeholder.name,
            organisation=organisation,
            side=stakeholder.invited_as,
            contact=contact,
        )
    if place.pk not in by_place:
        if not may_be_invited(meeting).filter(pk=place.pk).exists():
            raise RuleBroken(
                _(
                    "The person named for “%(name)s” is no longer on the list, or their mandate is over. "
                    "Name somebody else on the map first."
                )
                % {"name": stakeholder.name}
            )
        (made,) = invite_people(actor=actor, meeting=meeting, places=[place])
        if contact:
            made = note_about(actor=actor, invitation=made, contact=contact, sex=made.sex)
        by_place[place.pk] = made
    return by_place[place.pk]
