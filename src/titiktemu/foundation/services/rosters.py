"""Rosters: a side is granted, never chosen. Each side confirms its own list and may contest the other's."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import (
    Contest,
    Organisation,
    Participation,
    PersonalCode,
    Roster,
)
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.places import account_for, new_code, personal_code, take_off
from titiktemu.foundation.queries.rosters import list_fingerprint, others_like
from titiktemu.foundation.words import BOTH_SIDES, OrganisationKind, Role, opposite

ROSTER_ROLES = (Role.REPRESENTATIVE, Role.LEADER, Role.TEAM_MEMBER)


@dataclass(frozen=True)
class Person:
    """What is known of somebody who is put on a roster; e-mail and dates are optional."""

    name: str
    organisation: str
    kind: OrganisationKind
    role: Role = Role.REPRESENTATIVE
    office: str = ""
    email: str = ""
    mandate_from: date | None = None
    mandate_until: date | None = None


@dataclass(frozen=True)
class Successor:
    """Who takes over an office, from which day and until when."""

    name: str
    email: str = ""
    mandate_from: date | None = None
    mandate_until: date | None = None


@transaction.atomic
def add_person(*, actor: Actor, roster: Roster, person: Person) -> Participation:
    """Put a person on a side's list and give them a personal code.

    A changed list is no longer the list that was confirmed, so the confirmation falls away.
    """
    initiative = roster.initiative
    require(actor, Action.ADD_PERSON, initiative, side=roster.side)
    roster = _locked(roster)
    organisation = _organisation(roster, person)
    people = roster.people.filter(organisation=organisation, revoked_at=None)
    ended = people.filter(mandate_until__lt=timezone.localdate())
    if people.count() - ended.count() >= roster.cap_per_organisation:
        raise RuleBroken(
            ngettext(
                "This organisation already has %(most)d person on the list, the most that was agreed.",
                "This organisation already has %(most)d people on the list, the most that was agreed.",
                roster.cap_per_organisation,
            )
            % {"most": roster.cap_per_organisation}
        )
    if people.filter(name__iexact=person.name).exists():
        raise RuleBroken(_("This person is already on the list for this organisation."))
    place = Participation.objects.create(
        initiative=initiative,
        roster=roster,
        role=_allowed_role(person.role),
        side=roster.side,
        organisation=organisation,
        name=person.name,
        office=person.office,
        user=account_for(initiative, name=person.name, email=person.email),
        mandate_from=person.mandate_from,
        mandate_until=person.mandate_until,
    )
    new_code(place, number=1)
    _unconfirm(roster)
    record(actor, Action.ADD_PERSON, initiative, place, {"side": roster.side})
    return place


def _locked(roster: Roster) -> Roster:
    """The list as it is now, kept from others until we are done: two at once could pass the cap."""
    return Roster.objects.select_for_update().get(pk=roster.pk)


def _allowed_role(role: Role) -> Role:
    if role not in ROSTER_ROLES:
        raise RuleBroken(_("On a list a person is a representative, a leader or a team member."))
    return role


def _organisation(roster: Roster, person: Person) -> Organisation:
    name = " ".join(person.organisation.split())
    found = Organisation.objects.filter(name__iexact=name).first()
    organisation = found or Organisation.objects.get_or_create(name=name, defaults={"kind": person.kind})[0]
    if organisation.side != roster.side:
        raise RuleBroken(
            _("%(organisation)s is of a kind that does not sit on this side (%(kind)s).")
            % {"organisation": organisation.name, "kind": organisation.get_kind_display()}
        )
    return organisation


def _unconfirm(roster: Roster) -> None:
    roster.confirmed_at, roster.confirmed_by = None, None
    roster.save(update_fields=["confirmed_at", "confirmed_by"])


@transaction.atomic
def renew_code(*, actor: Actor, place: Participation) -> PersonalCode:
    """Give a new code; the old slip stops working at once, in every browser that used it."""
    require(actor, Action.RENEW_CODE, place.initiative)
    if place.revoked_at:
        raise RuleBroken(_("This person is no longer on the list."))
    place = Participation.objects.select_for_update().get(pk=place.pk)
    place.codes.filter(revoked_at=None).update(revoked_at=timezone.now())
    code = new_code(place, number=place.codes.count() + 1)
    record(actor, Action.RENEW_CODE, place.initiative, place)
    return code


@transaction.atomic
def revoke_person(*, actor: Actor, place: Participation) -> None:
    """Take a person off the list. What they said and how they voted stays; they can no longer act."""
    require(actor, Action.REVOKE_PERSON, place.initiative, side=place.side)
    if place.revoked_at:
        raise RuleBroken(_("This person is no longer on the list."))
    if place.role == Role.FACILITATOR and not others_like(place).exists():
        raise RuleBroken(_("An initiative keeps at least one facilitator; please appoint another one first."))
    _take_off(place)
    record(actor, Action.REVOKE_PERSON, place.initiative, place, {"side": place.side})


def _take_off(place: Participation) -> None:
    take_off(place)
    if place.roster is not None:
        _unconfirm(place.roster)


@transaction.atomic
def hand_over(*, actor: Actor, place: Participation, successor: Successor) -> Participation:
    """Give the office to a successor (mutasi): same list, organisation, office and role, a code of their own.

    From the successor's first day, today where none is given, the predecessor's mandate has ended. What
    the predecessor said and how they voted stays theirs.
    """
    require(actor, Action.HAND_OVER, place.initiative, side=place.side)
    place = Participation.objects.select_for_update().get(pk=place.pk)
    if place.revoked_at or place.successor_id or place.roster is None:
        raise RuleBroken(_("This office was handed over already, or the person is no longer on the list."))
    begins = successor.mandate_from or timezone.localdate()
    if place.mandate_from is not None and begins < place.mandate_from:
        raise RuleBroken(_("A successor cannot begin before the predecessor did."))
    place.successor = Participation.objects.create(
        initiative=place.initiative,
        roster=place.roster,
        role=place.role,
        side=place.side,
        organisation=place.organisation,
        office=place.office,
        name=successor.name,
        user=account_for(place.initiative, name=successor.name, email=successor.email),
        mandate_from=begins,
        mandate_until=successor.mandate_until,
    )
    place.mandate_until = begins - timedelta(days=1)
    place.save(update_fields=["successor", "mandate_until"])
    new_code(place.successor, number=1)
    if begins <= timezone.localdate():
        take_off(place)
    _unconfirm(place.roster)
    record(actor, Action.HAND_OVER, place.initiative, place.successor, {"side": place.side})
    return place.successor


@transaction.atomic
def print_slips(*, actor: Actor, roster: Roster) -> list[tuple[Participation, str]]:
    """Every person of the list with the code for their slip; printing is recorded."""
    require(actor, Action.PRINT_SLIPS, roster.initiative)
    valid = PersonalCode.objects.filter(participation__roster=roster, revoked_at=None)
    people = valid.select_related("participation__organisation").order_by("participation__name")
    slips = [(code.participation, personal_code(code.participation_id, code.number)) for code in people]
    record(actor, Action.PRINT_SLIPS, roster.initiative, roster, {"slips": len(slips)})
    return slips


@transaction.atomic
def confirm_roster(*, actor: Actor, roster: Roster, seen: str | None = None) -> Roster:
    """One of the side says that this is the list of those who speak for it.

    ``seen`` is `list_fingerprint` of the list that the person read; a list that changed since then is
    not confirmed.
    """
    require(actor, Action.CONFIRM_ROSTER, roster.initiative, side=roster.side)
    roster = _locked(roster)
    if not roster.people.filter(revoked_at=None).exists():
        raise RuleBroken(_("An empty list cannot be confirmed."))
    if seen is not None and seen != list_fingerprint(roster):
        raise RuleBroken(_("The list has changed since you opened it. Please read it again."))
    roster.confirmed_at = timezone.now()
    roster.confirmed_by = actor.place_in(roster.initiative)
    roster.save(update_fields=["confirmed_at", "confirmed_by"])
    record(actor, Action.CONFIRM_ROSTER, roster.initiative, roster, {"side": roster.side})
    return roster


@transaction.atomic
def contest_person(*, actor: Actor, place: Participation, reason: str) -> Contest:
    """One side doubts, with reasons, that a person of the other may speak for it."""
    require(actor, Action.CONTEST_PERSON, place.initiative, side=place.side)
    if not reason.strip():
        raise RuleBroken(_("Please give a reason; both sides will see it."))
    place = Participation.objects.select_for_update().get(pk=place.pk)
    if place.side not in BOTH_SIDES or place.revoked_at:
        raise RuleBroken(_("Only a person on the other side's list can be contested."))
    if place.contests.filter(outcome=Contest.Outcome.OPEN).exists():
        raise RuleBroken(_("This person is already being contested; the earlier contest is still open."))
    contest = Contest.objects.create(
        participation=place, raised_by_side=opposite(place.side), reason=reason, raised_at=timezone.now()
    )
    record(actor, Action.CONTEST_PERSON, place.initiative, place, {"side": place.side})
    return contest


@transaction.atomic
def withdraw_contest(*, actor: Actor, contest: Contest) -> None:
    """The side that contested takes it back."""
    place = contest.participation
    require(actor, Action.WITHDRAW_CONTEST, place.initiative, side=place.side)
    contest = _settled(contest, Contest.Outcome.WITHDRAWN, "")
    record(actor, Action.WITHDRAW_CONTEST, place.initiative, place)


@transaction.atomic
def settle_contest(*, actor: Actor, contest: Contest, remove: bool, reason: str) -> None:
    """Decide a contest, with a reason that both sides see."""
    place = contest.participation
    require(actor, Action.SETTLE_CONTEST, place.initiative)
    if not reason.strip():
        raise RuleBroken(_("Please give a reason; both sides will see it."))
    contest = _settled(contest, Contest.Outcome.REMOVED if remove else Contest.Outcome.KEPT, reason)
    if remove and not place.revoked_at:
        _take_off(place)
    record(actor, Action.SETTLE_CONTEST, place.initiative, place, {"outcome": contest.outcome})


def _settled(contest: Contest, outcome: Contest.Outcome, reason: str) -> Contest:
    contest = Contest.objects.select_for_update().get(pk=contest.pk)
    if contest.outcome != Contest.Outcome.OPEN:
        raise RuleBroken(_("This contest is already settled."))
    contest.outcome, contest.outcome_reason, contest.settled_at = outcome, reason, timezone.now()
    contest.save()
    return contest
