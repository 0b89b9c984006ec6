"""Facilitators, observers and administrators; and erasing who a person was."""

from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import AuditName, Initiative, Participant, Participation, User
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.places import account_for, find_or_make_account
from titiktemu.foundation.words import Role

STEERING_ROLES: Final = (Role.FACILITATOR, Role.OBSERVER)


@transaction.atomic
def appoint(*, actor: Actor, initiative: Initiative, role: Role, name: str, email: str) -> Participation:
    """Make somebody facilitator or observer; they sign in by e-mail."""
    require(actor, Action.APPOINT, initiative)
    if role not in STEERING_ROLES:
        raise RuleBroken(_("Whoever speaks for a side is put on that side's list."))
    if not email:
        raise RuleBroken(_("A facilitator or observer needs an e-mail address to sign in."))
    account = account_for(initiative, name=name, email=email)
    place = Participation.objects.create(initiative=initiative, role=role, name=name, user=account)
    record(actor, Action.APPOINT, initiative, place, {"role": role})
    return place


@transaction.atomic
def appoint_administrator(*, actor: Actor, name: str, email: str) -> User:
    """Let somebody run the site; whoever has the server itself appoints the first one."""
    require(actor, Action.APPOINT_ADMINISTRATOR, None)
    user = find_or_make_account(name=name, email=email)
    user.is_administrator = True
    user.save(update_fields=["is_administrator"])
    record(actor, Action.APPOINT_ADMINISTRATOR, None, user)
    return user


@transaction.atomic
def forget_person(*, actor: Actor, place: Participation) -> None:
    """Erase who a person of a list was (UU 27/2022). What was done and the votes of the side stay.

    The name, office and account leave the place, the pseudonym loses its tie to it, and the key from the
    audit chain to the person is shredded; the chain itself is untouched. An account that has no place
    anywhere goes as well, with its address.
    """
    require(actor, Action.FORGET_PERSON, place.initiative)
    if place.roster_id is None:
        raise RuleBroken(_("Only a person on a side's list can be erased here."))
    if not place.revoked_at:
        raise RuleBroken(_("Please take the person off the list first."))
    pseudonyms = Participant.objects.filter(participation=place)
    AuditName.objects.filter(participant__in=pseudonyms).delete()
    AuditName.objects.filter(participation=place).delete()
    pseudonyms.update(participation=None)
    account = place.user
    place.name, place.office, place.user = "", "", None
    place.save(update_fields=["name", "office", "user"])
    if account and not account.is_administrator and not account.participations.exists():
        account.delete()
    record(actor, Action.FORGET_PERSON, place.initiative, place)
