"""What every page of this room begins with: is it there for you, and the tabs."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, allows, may_see, require
from titiktemu.foundation.requests import Request
from titiktemu.foundation.words import BOTH_SIDES, Side
from titiktemu.step2_forum.maps.models import CausalMap
from titiktemu.step2_forum.maps.queries.cards import maps_of, sees
from titiktemu.step2_forum.maps.words import side_of_address

THEMES = frozenset({"light", "dark"})


def initiative_for(actor: Actor, slug: str, action: Action = Action.VIEW_MAPS) -> Initiative:
    """The initiative, if it exists for this reader, who may do this in it."""
    initiative = get_object_or_404(Initiative, slug=slug)
    if not may_see(actor, initiative):
        raise Http404
    require(actor, action, initiative)
    return initiative


def map_for(actor: Actor, slug: str, number: int, action: Action = Action.VIEW_MAPS) -> CausalMap:
    """The map, if it exists for this reader, who may do this with it."""
    initiative = initiative_for(actor, slug, action)
    return get_object_or_404(maps_of(initiative), number=number)


def side_for(request: Request, slug: str, number: int, side: str) -> tuple[CausalMap, str]:
    """The map and one of the two sides of it, for those who may see what that side drew."""
    found = map_for(request.actor, slug, number)
    if side not in BOTH_SIDES:
        raise Http404
    if not sees(request.actor, found, side):
        require(request.actor, Action.VIEW_SIDE_MAP, found.initiative, side=side)
    return found, Side(side).value


def named_side(side: str) -> str:
    """The side in an address, "" for the joint map."""
    try:
        return side_of_address(side)
    except ValueError as error:
        raise Http404 from error


def may_draw(actor: Actor, causal_map: CausalMap, side: str) -> bool:
    """Whether this person may change a side's map now."""
    return not causal_map.is_open and allows(actor, Action.DRAW_MAP, causal_map.initiative, side=side)


def address(name: str, causal_map: CausalMap, *more: Any) -> str:
    """The address of a page of a map."""
    return reverse(f"maps:{name}", args=[causal_map.initiative.slug, causal_map.number, *more])


def page(request: Request, causal_map: CausalMap, here: str, **more: Any) -> dict[str, Any]:
    """What the templates need."""
    rooms = [("home", _("Overview"), address("home", causal_map))]
    rooms += [
        (f"side-{side}", str(Side(side).label), address("side", causal_map, side))
        for side in BOTH_SIDES
        if sees(request.actor, causal_map, side)
    ]
    if causal_map.state == "open":
        rooms.append(("align", _("Same cards"), address("align", causal_map)))
    if causal_map.has_joint:
        rooms.append(("influence", _("What drives"), address("influence", causal_map)))
    return {
        "initiative": causal_map.initiative,
        "map": causal_map,
        "here": here,
        "tabs": [{"url": url, "label": label, "is_here": name == here} for name, label, url in rooms],
        **more,
    }


def state_of(request: Request, causal_map: CausalMap) -> str:
    """Names what a page shows of a map; it changes with everything that is changed on the map."""
    theme = request.COOKIES.get("theme", "")
    theme = theme if theme in THEMES else ""  # a cookie is what its sender likes: no state for each word
    return f"{causal_map.pk}-{causal_map.revision}-{translation.get_language()}-{theme}"


def if_changed(request: Request, causal_map: CausalMap, whole: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer 304 without drawing anything where the reader has this already."""
    etag = f'"{state_of(request, causal_map)}"'
    if request.headers.get("If-None-Match", "").removeprefix("W/") == etag:
        answer = HttpResponse(status=304)
    else:
        answer = whole()
    if answer.status_code in {200, 304}:
        answer["ETag"] = etag
        answer["Cache-Control"] = "private, no-cache"
    return answer
