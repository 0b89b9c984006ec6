"""Nominations, consent of the person and of the superior, co-leads, and leaving."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.documents.models import SignedCopy
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import Participation
from titiktemu.foundation.permissions import Action, allows, require
from titiktemu.foundation.words import BOTH_SIDES
from titiktemu.step3_team.models import Member, Skill, Team
from titiktemu.step3_team.queries.teams import is_own, listed_everywhere
from titiktemu.step3_team.words import Consent


@transaction.atomic
def nominate(
    *, actor: Actor, team: Team, place: Participation, skills: Iterable[Skill] = (), **fields: Any
) -> Member:
    """Nominate a person of a list; whoever nominates themselves has agreed by that.

    ``fields`` are ``work``, ``builds`` and ``hours``.
    """
    initiative = team.initiative
    require(actor, Action.NOMINATE, initiative, side=place.side)
    Team.objects.select_for_update().get(pk=team.pk)
    if not listed_everywhere(initiative).filter(pk=place.pk).exists():
        raise RuleBroken(_("Only people of a list of this initiative can be nominated."))
    if Member.objects.filter(team=team, place=place, left_on=None).exists():
        raise RuleBroken(_("This person is nominated for this team already."))
    now = timezone.now()
    is_self = any(one.pk == place.pk for one in actor.participations)
    member = Member.objects.create(
        team=team,
        place=place,
        is_self_nominated=is_self,
        consent=Consent.GIVEN if is_self else Consent.ASKED,
        answered_at=now if is_self else None,
        nominated_at=now,
        **fields,
    )
    member.skills.set([one for one in skills if one.team_id == team.pk])
    record(actor, Action.NOMINATE, initiative, member, {"side": place.side, "self": is_self})
    return member


@transaction.atomic
def answer_nomination(*, actor: Actor, member: Member, agrees: bool) -> Member:
    """Say yes or no to a nomination: the person, or whoever leads where it was said in the room."""
    initiative = member.team.initiative
    require(actor, Action.ANSWER_NOMINATION, initiative, side=member.place.side)
    if not (is_own(actor, member) or allows(actor, Action.FORM_TEAM, initiative)):
        raise NotAllowed(Action.ANSWER_NOMINATION)
    kept = _here(member)
    kept.consent = Consent.GIVEN if agrees else Consent.REFUSED
    kept.answered_at = timezone.now()
    kept.is_co_lead = kept.is_co_lead and agrees
    kept.save(update_fields=["consent", "answered_at", "is_co_lead"])
    record(actor, Action.ANSWER_NOMINATION, initiative, kept, {"consent": str(kept.consent)})
    return kept


@transaction.atomic
def note_supervisor(
    *,
    actor: Actor,
    member: Member,
    supervisor: str,
    supervisor_on: date,
    supervisor_copy: SignedCopy | None = None,
) -> Member:
    """Note that the person's superior agreed, on which day, and the signed letter where there is one."""
    initiative = member.team.initiative
    require(actor, Action.NOTE_SUPERVISOR, initiative)
    kept = _here(member)
    if supervisor_on > timezone.localdate():
        raise RuleBroken(_("This day is still to come."))
    if supervisor_copy is not None and supervisor_copy.paper.initiative_id != initiative.pk:
        raise NotAllowed(Action.NOTE_SUPERVISOR)
    kept.supervisor, kept.supervisor_on = supervisor.strip(), supervisor_on
    kept.supervisor_copy = supervisor_copy
    kept.save(update_fields=["supervisor", "supervisor_on", "supervisor_copy"])
    record(actor, Action.NOTE_SUPERVISOR, initiative, kept, {"letter": supervisor_copy is not None})
    return kept


@transaction.atomic
def set_co_lead(*, actor: Actor, member: Member) -> Member:
    """Make a member the co-lead of their side; whoever was it before is no longer."""
    initiative = member.team.initiative
    require(actor, Action.SET_CO_LEAD, initiative)
    # Two at once would each not see the other's.
    Team.objects.select_for_update().get(pk=member.team_id)
    kept = _here(member)
    side = kept.place.side
    if side not in BOTH_SIDES:
        raise RuleBroken(_("Co-leads are one of government and one of civil society."))
    if not kept.has_agreed:
        raise RuleBroken(_("Only who has agreed to be a member can lead."))
    Member.objects.filter(team=kept.team_id, place__side=side, is_co_lead=True).update(is_co_lead=False)
    kept.is_co_lead = True
    kept.save(update_fields=["is_co_lead"])
    record(actor, Action.SET_CO_LEAD, initiative, kept, {"side": side})
    return kept


@transaction.atomic
def leave_team(*, actor: Actor, member: Member) -> Member:
    """Leave a team, or take somebody out who left; the row stays with the day."""
    initiative = member.team.initiative
    require(actor, Action.LEAVE_TEAM, initiative, side=member.place.side)
    if not (is_own(actor, member) or allows(actor, Action.FORM_TEAM, initiative)):
        raise NotAllowed(Action.LEAVE_TEAM)
    kept = _here(member)
    kept.left_on, kept.is_co_lead = timezone.localdate(), False
    kept.save(update_fields=["left_on", "is_co_lead"])
    record(actor, Action.LEAVE_TEAM, initiative, kept)
    return kept


def _here(member: Member) -> Member:
    rows = Member.objects.select_for_update(of=("self",)).select_related("place", "team__initiative")
    kept = rows.get(pk=member.pk)
    if kept.left_on is not None:
        raise RuleBroken(_("This person is not in the team any more."))
    return kept
