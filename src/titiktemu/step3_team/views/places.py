"""What every page of this room begins with: is it there for you, and the tabs."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, allows, may_see, require
from titiktemu.foundation.requests import Request
from titiktemu.step3_team.models import Member, Team
from titiktemu.step3_team.queries.teams import whole_teams


def initiative_for(actor: Actor, slug: str, action: Action) -> Initiative:
    """The initiative, if it exists for this reader, who may do this in it."""
    initiative = get_object_or_404(Initiative, slug=slug)
    if not may_see(actor, initiative):
        raise Http404
    require_any(actor, action, initiative)
    return initiative


def require_any(actor: Actor, action: Action, initiative: Initiative) -> None:
    """Raise unless there is a side for which it is allowed; services ask about the side itself."""
    if not allows(actor, action, initiative):
        require(actor, action, initiative)


def team_for(actor: Actor, slug: str, number: int, action: Action = Action.VIEW_TEAMS) -> Team:
    """The team with its people, for those who may do this in its initiative."""
    initiative = initiative_for(actor, slug, action)
    team = get_object_or_404(whole_teams(initiative), number=number)
    team.initiative = initiative
    return team


def member_for(
    actor: Actor, slug: str, number: int, member: int, action: Action = Action.VIEW_TEAMS
) -> Member:
    """A member of a team."""
    team = team_for(actor, slug, number, action)
    found = next((one for one in team.members.all() if one.pk == member), None)
    if found is None:
        raise Http404
    found.team = team
    return found


def address(name: str, initiative: Initiative, *more: Any) -> str:
    """The address of a page of this room."""
    return reverse(f"team:{name}", args=[initiative.slug, *more])


def page(request: Request, initiative: Initiative, here: str, **more: Any) -> dict[str, Any]:
    """What the templates need."""
    rooms = [("commitment", _("Commitment of the leaders"))]
    if allows(request.actor, Action.VIEW_TEAMS, initiative):
        rooms.insert(0, ("index", _("Teams")))
    return {
        "initiative": initiative,
        "here": here,
        "tabs": [
            {"url": address(name, initiative), "label": label, "is_here": name == here}
            for name, label in rooms
        ],
        **more,
    }


def city_of(initiative: Initiative) -> str:
    """The city that the initiative is about, as a paper names it."""
    return initiative.region_name.partition(",")[0].removeprefix("Kabupaten ").removeprefix("Kota ")
