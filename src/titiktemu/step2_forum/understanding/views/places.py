"""What every page of this room begins with: is it there for you, whom you write and speak for."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.errors import NotAllowed
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, allows, may_see, require
from titiktemu.foundation.words import BOTH_SIDES
from titiktemu.step2_forum.understanding.models import Passage


def initiative_for(actor: Actor, slug: str) -> Initiative:
    """The initiative, if it exists for this reader, who may see its shared understanding."""
    initiative = get_object_or_404(Initiative, slug=slug)
    if not may_see(actor, initiative):
        raise Http404
    require(actor, Action.VIEW_UNDERSTANDING, initiative)
    return initiative


def passage_of(initiative: Initiative, number: int) -> Passage:
    """A passage by its number, taken out or not."""
    found = get_object_or_404(Passage, initiative=initiative, number=number)
    found.initiative = initiative
    return found


def writer(actor: Actor, initiative: Initiative) -> str | None:
    """For whom this person writes: their side, "" whoever leads, None nobody."""
    side = actor.side_in(initiative)
    for one in (side if side in BOTH_SIDES else "", ""):
        if allows(actor, Action.WRITE_PASSAGE, initiative, side=one):
            return one
    return None


def writing(actor: Actor, initiative: Initiative) -> str:
    """For whom this person writes; `NotAllowed` for those who may not."""
    found = writer(actor, initiative)
    if found is None:
        raise NotAllowed(Action.WRITE_PASSAGE)
    return found


def speaker(actor: Actor, initiative: Initiative) -> str:
    """The side for which this person may endorse and dispute, "" where there is none."""
    side = actor.side_in(initiative)
    can = side in BOTH_SIDES and allows(actor, Action.ANSWER_PASSAGE, initiative, side=side)
    return side if can else ""


def page(actor: Actor, initiative: Initiative, here: str, **more: Any) -> dict[str, Any]:
    """What the templates need."""
    return {
        "initiative": initiative,
        "here": here,
        "writes_for": writer(actor, initiative),
        "writes": writer(actor, initiative) is not None,
        "speaks_for": speaker(actor, initiative),
        **more,
    }
