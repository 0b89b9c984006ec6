"""How a team is made up: skills held against needed, and what to think about. Warnings, never locks."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from titiktemu.foundation.words import BOTH_SIDES, Role, Side
from titiktemu.step3_team.models import Member, Skill, Team
from titiktemu.step3_team.queries.teams import agreed, of_side, present

LEAST_OF_A_SIDE = 2
DOERS_OF_TEN = 6
"""So many of ten members should build or apply the solution themselves."""


@dataclass(frozen=True)
class Warned:
    """Something to think about, and why."""

    finding: str
    why: str


@dataclass(frozen=True)
class Held:
    """A skill that is needed, and who holds it."""

    skill: Skill
    members: list[Member]


def skills_held(team: Team) -> list[Held]:
    """Every skill that the team needs with the members who hold it. No query on a whole team."""
    here = agreed(team)
    return [Held(one, [who for who in here if one in who.skills.all()]) for one in team.skills.all()]


def has_both_sides(team: Team) -> bool:
    """Whether at least two people of each side agreed."""
    return all(len(of_side(agreed(team), side)) >= LEAST_OF_A_SIDE for side in BOTH_SIDES)


def doers_suffice(members: list[Member]) -> bool:
    """Whether enough of them build or apply the solution themselves."""
    return bool(members) and 10 * sum(one.is_doer for one in members) >= DOERS_OF_TEN * len(members)


def warnings_of(team: Team) -> list[Warned]:
    """What to think about in a team. No query on a whole team."""
    here = agreed(team)
    return [*_sides(here), *_doing(here), *_consents(team, here), *_skills(team), *_co_leads(here)]


def _sides(here: list[Member]) -> list[Warned]:
    why = _("One person alone cannot speak for a side when they are ill, transferred or outvoted.")
    found = []
    for side in BOTH_SIDES:
        many = len(of_side(here, side))
        if many < LEAST_OF_A_SIDE:
            told = ngettext(
                "%(side)s: %(many)d member who agreed; there should be at least two.",
                "%(side)s: %(many)d members who agreed; there should be at least two.",
                many,
            )
            found.append(Warned(told % {"side": side.label, "many": many}, why))
    return found


def _doing(here: list[Member]) -> list[Warned]:
    leaders = [one for one in here if one.place.role == Role.LEADER]
    found = []
    if leaders:
        told = _("A leader is a member: %(names)s.") % {"names": _names(leaders)}
        why = _(
            "Leaders need not be in the team: they sign the commitment, and those who do the work decide."
        )
        found.append(Warned(told, why))
    if here and not doers_suffice(here):
        told = _("Fewer than six of ten members build or apply the solution themselves.")
        why = _("The team is for those who develop and apply the solution, not for those who watch over it.")
        found.append(Warned(told, why))
    return found


def _consents(team: Team, here: list[Member]) -> list[Warned]:
    found = []
    waiting = [one for one in present(team) if one.consent == "asked"]
    if waiting:
        why = _("Nobody is a member who has not said yes.")
        found.append(Warned(_("Not answered yet: %(names)s.") % {"names": _names(waiting)}, why))
    unasked = [one for one in here if one.supervisor_on is None]
    if unasked:
        told = _("The superior's consent is missing: %(names)s.") % {"names": _names(unasked)}
        why = _("Without it the hours are taken from evenings, and the first busy week ends the work.")
        found.append(Warned(told, why))
    return found


def _skills(team: Team) -> list[Warned]:
    missing = [one.skill.name for one in skills_held(team) if not one.members]
    if not missing:
        return []
    told = _("Nobody holds a skill that is needed: %(skills)s.") % {"skills": ", ".join(missing)}
    return [Warned(told, _("Nominate somebody, ask a partner, or plan a training for it."))]


def _co_leads(here: list[Member]) -> list[Warned]:
    led = {one.place.side for one in here if one.is_co_lead}
    why = _("The team is led by two, one of each side, so that neither waits for the other.")
    told = _("%(side)s has no co-lead yet.")
    return [Warned(told % {"side": Side(side).label}, why) for side in BOTH_SIDES if here and side not in led]


def _names(members: list[Member]) -> str:
    return ", ".join(one.place.name or _("erased") for one in members)
