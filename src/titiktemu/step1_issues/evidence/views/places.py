"""What every page of evidence begins with: which initiative, may this reader look, the tabs."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, allows, may_see, require
from titiktemu.foundation.requests import Request


def initiative_for(actor: Actor, slug: str, action: Action = Action.VIEW_EVIDENCE) -> Initiative:
    """The initiative, if it exists for this reader and they may do this in it."""
    initiative = get_object_or_404(Initiative, slug=slug)
    if not may_see(actor, initiative):
        raise Http404
    require(actor, action, initiative)
    return initiative


def page(request: Request, initiative: Initiative, here: str, **more: Any) -> dict[str, Any]:
    """What the templates of every page need."""
    return {
        "initiative": initiative,
        "here": here,
        "steers": allows(request.actor, Action.ADD_SOURCE, initiative),
        "tabs": [
            {
                "url": reverse(f"evidence:{name}", args=[initiative.slug]),
                "label": label,
                "is_here": name == here,
            }
            for name, label in _rooms()
        ],
        **more,
    }


def _rooms() -> list[tuple[str, str]]:
    return [
        ("index", _("Overview")),
        ("sources", _("Media sources")),
        ("articles", _("Articles")),
        ("topics", _("Topics")),
        ("groups", _("Focus groups")),
        ("experts", _("Experts")),
    ]
