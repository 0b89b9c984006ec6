"""Forming a team, and the skills that it needs."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, require
from titiktemu.meetings.models import Meeting
from titiktemu.step1_issues.queries.issues import next_number
from titiktemu.step3_team.models import Skill, Team

MOST_TEAMS = 20
MOST_SKILLS = 20


@transaction.atomic
def form_team(
    *,
    actor: Actor,
    initiative: Initiative,
    skills: list[str] | None = None,
    formed_in: Meeting | None = None,
    **fields: Any,
) -> Team:
    """Form a team; ``fields`` are name, purpose and the same in English."""
    require(actor, Action.FORM_TEAM, initiative)
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    _check_meeting(initiative, formed_in)
    if Team.objects.filter(initiative=initiative).count() >= MOST_TEAMS:
        raise RuleBroken(_("An initiative has at most %(most)d teams.") % {"most": MOST_TEAMS})
    number = next_number(Team.objects.filter(initiative=initiative))
    team = Team.objects.create(
        initiative=initiative, number=number, formed_in=formed_in, formed_at=timezone.now(), **fields
    )
    _set_skills(team, skills or [])
    record(actor, Action.FORM_TEAM, initiative, team, {"skills": team.skills.count()})
    return team


@transaction.atomic
def edit_team(
    *, actor: Actor, team: Team, version: int, skills: list[str] | None = None, **fields: Any
) -> Team:
    """Change what a team is called, what it is for, in which meeting it was formed, what it needs.

    ``version`` is the one that was in view.
    """
    require(actor, Action.EDIT_TEAM, team.initiative)
    kept = Team.objects.select_for_update().get(pk=team.pk)
    if kept.version != version:
        raise RuleBroken(
            _(
                "Somebody else has changed this team meanwhile. It now reads: “%(name)s” – %(purpose)s "
                "Skills: %(skills)s. Save again to put yours there."
            )
            % {
                "name": kept.shown_name,
                "purpose": kept.purpose,
                "skills": ", ".join(one.name for one in kept.skills.all()) or "–",
            }
        )
    _check_meeting(team.initiative, fields.get("formed_in"))
    kept.version += 1
    for name, value in fields.items():
        setattr(kept, name, value)
    kept.save(update_fields=[*fields, "version"])
    if skills is not None:
        _set_skills(kept, skills)
    record(actor, Action.EDIT_TEAM, team.initiative, kept, {"skills": kept.skills.count()})
    return kept


def _check_meeting(initiative: Initiative, meeting: Meeting | None) -> None:
    if meeting is not None and (meeting.initiative_id != initiative.pk or meeting.side):
        raise RuleBroken(_("A team of both sides is formed in a meeting of all."))


def _set_skills(team: Team, names: list[str]) -> None:
    """Keep the rows of skills that stay, so that who holds them is not forgotten."""
    wanted = list(dict.fromkeys(one.strip()[:80] for one in names if one.strip()))
    if len(wanted) > MOST_SKILLS:
        raise RuleBroken(_("Name at most %(most)d skills; more nobody reads.") % {"most": MOST_SKILLS})
    team.skills.exclude(name__in=wanted).delete()
    for one in wanted:
        Skill.objects.get_or_create(team=team, name=one)
