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
from titiktemu.step1_issues.participation.models import Activity, Selection
from titiktemu.step1_issues.participation.queries.balance import activities_of
from titiktemu.step1_issues.participation.queries.selections import selections_of


def initiative_for(actor: Actor, slug: str, action: Action = Action.VIEW_PARTICIPATION) -> Initiative:
    """The initiative, if it exists for this reader, who may do this in it."""
    initiative = get_object_or_404(Initiative, slug=slug)
    if not may_see(actor, initiative):
        raise Http404
    require(actor, action, initiative)
    return initiative


def activity_for(
    actor: Actor, slug: str, number: int, action: Action = Action.VIEW_PARTICIPATION
) -> Activity:
    """The activity with what was counted, for those who may do this with it."""
    initiative = initiative_for(actor, slug, action)
    found = get_object_or_404(activities_of(initiative).select_related("meeting"), number=number)
    found.initiative = initiative
    return found


def selection_for(
    actor: Actor, slug: str, number: int, action: Action = Action.VIEW_PARTICIPATION
) -> Selection:
    """The selection, if it exists for this reader, who may do this with it."""
    initiative = initiative_for(actor, slug, action)
    found = get_object_or_404(selections_of(actor, initiative), number=number)
    found.initiative = initiative
    return found


def address(name: str, initiative: Initiative, *more: Any) -> str:
    """The address of a page of this room."""
    return reverse(f"participation:{name}", args=[initiative.slug, *more])


def counts_everything(actor: Actor, initiative: Initiative) -> bool:
    """Whether this reader types the counts and so knows them all."""
    return allows(actor, Action.KEEP_ACTIVITY, initiative)


def page(request: Request, initiative: Initiative, here: str, **more: Any) -> dict[str, Any]:
    """What the templates need."""
    rooms = [("index", _("Who came")), ("draws", _("Selection by lot")), ("statement", _("Statement"))]
    return {
        "initiative": initiative,
        "here": here,
        "tabs": [
            {"url": address(name, initiative), "label": label, "is_here": name == here}
            for name, label in rooms
        ],
        **more,
    }
