"""What every page of this room begins with: is it there for you, and the tabs."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.errors import NotAllowed
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import may_see
from titiktemu.meetings.stakeholders.models import Stakeholder
from titiktemu.meetings.stakeholders.queries.ratings import group_of
from titiktemu.meetings.stakeholders.queries.register import keepers, sees_map


def initiative_for(actor: Actor, slug: str) -> Initiative:
    """The initiative, if it exists for this reader, who may see its stakeholder map."""
    initiative = get_object_or_404(Initiative, slug=slug)
    if not may_see(actor, initiative):
        raise Http404
    if not sees_map(actor, initiative):
        raise NotAllowed
    return initiative


def stakeholder_for(initiative: Initiative, number: int) -> Stakeholder:
    """A stakeholder of the map by its number, also one that was taken off."""
    rows = Stakeholder.objects.select_related("initiative", "organisation", "place__organisation")
    return get_object_or_404(rows, initiative=initiative, number=number)


def keeping(actor: Actor, initiative: Initiative) -> list[str]:
    """For whom this person may write; NotAllowed for nobody."""
    found = keepers(actor, initiative)
    if not found:
        raise NotAllowed
    return found


def rating_group(actor: Actor, initiative: Initiative) -> str:
    """The group for which this person rates; NotAllowed where there is none."""
    group = group_of(actor, initiative)
    if not group:
        raise NotAllowed
    return group


def page(actor: Actor, initiative: Initiative, here: str, **more: Any) -> dict[str, Any]:
    """What the templates need."""
    group = group_of(actor, initiative)
    rooms = [("index", _("The register"))]
    if group:
        rooms.append(("ratings", _("Power and interest")))
    rooms.append(("links", _("Links")))
    return {
        "initiative": initiative,
        "here": here,
        "group": group,
        "tabs": [
            {
                "url": reverse(f"stakeholders:{name}", args=[initiative.slug]),
                "label": label,
                "is_here": name == here,
            }
            for name, label in rooms
        ],
        **more,
    }
