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
from titiktemu.foundation.words import BOTH_SIDES, Side
from titiktemu.step2_forum.roles.models import RoleMirror
from titiktemu.step2_forum.roles.queries.points import mirror_of, sees


def mirror_for(actor: Actor, slug: str) -> RoleMirror:
    """The mirror of an initiative, if that exists for this reader, who may see its roles."""
    initiative = get_object_or_404(Initiative, slug=slug)
    if not may_see(actor, initiative):
        raise Http404
    require(actor, Action.VIEW_ROLES, initiative)
    return mirror_of(initiative)


def side_for(actor: Actor, slug: str, side: str) -> tuple[RoleMirror, str]:
    """The mirror and one of the two sides of it, for those who may see what that side wrote."""
    mirror = mirror_for(actor, slug)
    if side not in BOTH_SIDES:
        raise Http404
    if not sees(actor, mirror, side):
        require(actor, Action.VIEW_SIDE_ROLES, mirror.initiative, side=side)
    return mirror, Side(side).value


def sides_for(actor: Actor, mirror: RoleMirror, action: Action) -> list[str]:
    """The sides for which this person may do it."""
    return [one.value for one in BOTH_SIDES if allows(actor, action, mirror.initiative, side=one)]


def address(name: str, mirror: RoleMirror, *more: Any) -> str:
    """The address of a page of the mirror."""
    return reverse(f"roles:{name}", args=[mirror.initiative.slug, *more])


def page(request: Request, mirror: RoleMirror, here: str, **more: Any) -> dict[str, Any]:
    """What the templates need."""
    rooms = [("home", _("Overview"), address("home", mirror))]
    rooms += [
        (f"side-{side}", str(Side(side).label), address("side", mirror, side))
        for side in BOTH_SIDES
        if sees(request.actor, mirror, side)
    ]
    if mirror.is_open:
        rooms.append(("pairs", _("Side by side"), address("pairs", mirror)))
        rooms.append(("table", _("Table of roles"), address("table", mirror)))
    return {
        "initiative": mirror.initiative,
        "mirror": mirror,
        "here": here,
        "tabs": [{"url": url, "label": label, "is_here": name == here} for name, label, url in rooms],
        **more,
    }
