"""Mandates: in which office somebody is a member, and handing it over at a transfer (mutasi)."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import Participation
from titiktemu.foundation.permissions import Action, require
from titiktemu.step3_team.models import Mandate, Member
from titiktemu.step3_team.queries.teams import is_own, listed_everywhere
from titiktemu.step3_team.words import Consent


@transaction.atomic
def write_mandate(*, actor: Actor, member: Member, **fields: Any) -> Mandate:
    """Write a mandate down; it may not lie over another of the same person in this team."""
    initiative = member.team.initiative
    require(actor, Action.WRITE_MANDATE, initiative, side=member.place.side)
    Member.objects.select_for_update().get(pk=member.pk)
    begins, ends = fields["begins_on"], fields.get("ends_on")
    if ends is not None and ends < begins:
        raise RuleBroken(_("A mandate ends after it begins."))
    if any(_overlap(one, begins, ends) for one in member.mandates.all()):
        raise RuleBroken(_("These days are within another mandate of this person. End that one first."))
    mandate = Mandate.objects.create(member=member, written_at=timezone.now(), **fields)
    record(actor, Action.WRITE_MANDATE, initiative, mandate, {"holding": str(mandate.holding)})
    return mandate


def _overlap(one: Mandate, begins: date, ends: date | None) -> bool:
    return (ends is None or one.begins_on <= ends) and (one.ends_on is None or begins <= one.ends_on)


@transaction.atomic
def hand_over_mandate(
    *, actor: Actor, mandate: Mandate, place: Participation, on: date, holding: str, office: str = ""
) -> Mandate:
    """Hand a mandate over from a day on: the former member leaves, the successor is asked to agree."""
    former = mandate.member
    initiative = former.team.initiative
    require(actor, Action.HAND_OVER_MANDATE, initiative, side=former.place.side)
    kept = Mandate.objects.select_for_update(of=("self",)).get(pk=mandate.pk)
    _check(kept, former, place, on)
    member = _successor(actor, former, place)
    kept.ends_on, kept.successor = on - timedelta(days=1), member
    kept.save(update_fields=["ends_on", "successor"])
    follows = Mandate.objects.create(
        member=member,
        office=office or kept.office,
        holding=holding,
        begins_on=on,
        successor_office=kept.successor_office,
        written_at=timezone.now(),
    )
    former.left_on, former.is_co_lead = max(on, timezone.localdate()), False
    former.save(update_fields=["left_on", "is_co_lead"])
    record(actor, Action.HAND_OVER_MANDATE, initiative, follows, {"holding": str(holding)})
    return follows


def _check(mandate: Mandate, former: Member, place: Participation, on: date) -> None:
    if former.left_on is not None or mandate.successor_id is not None:
        raise RuleBroken(_("This mandate was handed over already."))
    if not listed_everywhere(former.team.initiative).filter(pk=place.pk, side=former.place.side).exists():
        raise RuleBroken(_("The successor must be on the list of the same side. Put them on it first."))
    if place.pk == former.place_id:
        raise RuleBroken(_("Nobody succeeds themselves; write a new mandate instead."))
    # One day back rather than on: a mandate may end on the last day that there is.
    if on <= mandate.begins_on or (mandate.ends_on is not None and on - timedelta(days=1) > mandate.ends_on):
        raise RuleBroken(_("The day must be after the mandate began and not after it has ended."))


def _successor(actor: Actor, former: Member, place: Participation) -> Member:
    """The successor's membership: with the same work, but with a consent of their own."""
    known = Member.objects.filter(team=former.team, place=place, left_on=None).first()
    if known is not None:
        return known
    now = timezone.now()
    member = Member(team=former.team, place=place, work=former.work, builds=former.builds, nominated_at=now)
    member.hours = former.hours
    if is_own(actor, member):
        member.consent, member.answered_at = Consent.GIVEN, now
    member.save()
    return member
