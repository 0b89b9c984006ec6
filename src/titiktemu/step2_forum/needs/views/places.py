"""What every page of this room begins with: is it there for you, and the tabs."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, allows, may_see, require
from titiktemu.foundation.words import BOTH_SIDES
from titiktemu.step2_forum.needs.words import TOGETHER


def initiative_for(actor: Actor, slug: str) -> Initiative:
    """The initiative, if it exists for this reader, who may see its data needs."""
    initiative = get_object_or_404(Initiative, slug=slug)
    if not may_see(actor, initiative):
        raise Http404
    require(actor, Action.VIEW_NEEDS, initiative)
    return initiative


def sides_asking(actor: Actor, initiative: Initiative) -> list[str]:
    """In whose name this person may ask: whoever leads also for both together."""
    names = [TOGETHER, *(one.value for one in BOTH_SIDES)]
    return [one for one in names if allows(actor, Action.ASK_NEED, initiative, side=one)]


def own_side(actor: Actor, initiative: Initiative, action: Action) -> str:
    """The side for which this person may do it, "" where there is none."""
    side = actor.side_in(initiative)
    return side if side in BOTH_SIDES and allows(actor, action, initiative, side=side) else ""


def page(initiative: Initiative, here: str, **more: Any) -> dict[str, Any]:
    """What the templates need."""
    rooms = [
        ("index", _("Data needs")),
        ("ask", _("Ask")),
        ("boards", _("Value, effort, risk")),
        ("order", _("Order of disclosure")),
    ]
    return {
        "initiative": initiative,
        "here": here,
        "tabs": [
            {"url": reverse(f"needs:{name}", args=[initiative.slug]), "label": label, "is_here": name == here}
            for name, label in rooms
        ],
        **more,
    }
