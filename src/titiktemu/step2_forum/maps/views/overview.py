"""All maps, beginning one, one map as a whole, what drives, and the presenter's screen."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from titiktemu.analysis.causal_maps.arrows import graph_of
from titiktemu.analysis.causal_maps.influence import influence
from titiktemu.analysis.causal_maps.loops import find_loops
from titiktemu.foundation.permissions import Action, allows
from titiktemu.foundation.requests import Request
from titiktemu.foundation.words import BOTH_SIDES
from titiktemu.step2_forum.maps.forms.cards import MapForm
from titiktemu.step2_forum.maps.models import CausalMap
from titiktemu.step2_forum.maps.pictures import shapes, spoken
from titiktemu.step2_forum.maps.queries.cards import Drawn, drawn_of, maps_of
from titiktemu.step2_forum.maps.queries.joint import Joint, joint_of
from titiktemu.step2_forum.maps.services.opening import create_map
from titiktemu.step2_forum.maps.views.places import address, if_changed, initiative_for, map_for, page
from titiktemu.step2_forum.maps.words import part_words


@require_safe
def index(request: Request, slug: str) -> HttpResponse:
    """Every map of the initiative."""
    initiative = initiative_for(request.actor, slug)
    shown = {"initiative": initiative, "maps": list(maps_of(initiative)), "here": "index"}
    return render(request, "maps/index.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: Request, slug: str) -> HttpResponse:
    """Begin a map."""
    initiative = initiative_for(request.actor, slug, Action.CREATE_MAP)
    form = MapForm(request.POST or None, initiative=initiative)
    if request.method == "POST" and form.is_valid():
        made = create_map(actor=request.actor, initiative=initiative, **form.cleaned_data)
        messages.success(request, _("The map is there. Each side can draw now, hidden from the other."))
        return redirect(address("home", made))
    shown = {"initiative": initiative, "form": form, "here": "create"}
    return render(request, "maps/create.html", shown, status=422 if form.errors else 200)


@require_safe
def home(request: Request, slug: str, number: int) -> HttpResponse:
    """One map: where it stands, and once the session has begun the joint map and its links."""
    found = map_for(request.actor, slug, number)
    joint = joint_of(found) if found.has_joint else None
    drawn = drawn_of(request.actor, found, "") if joint else None
    shown = page(
        request,
        found,
        "home",
        sides=[
            {
                "side": side.value,
                "is_ready": found.is_ready(side),
                "is_mine": allows(request.actor, Action.OPEN_SIDE, found.initiative, side=side),
            }
            for side in BOTH_SIDES
        ],
        joint=joint,
        **(_picture(found, drawn, joint) if joint and drawn else {}),
    )
    return render(request, "maps/home.html", shown)


def _picture(found: CausalMap, drawn: Drawn, joint: Joint) -> dict[str, Any]:
    css = {(one.link.cause_id, one.link.effect_id): one.css for one in joint.links}
    return {**shapes(drawn, css), "title": spoken(found, drawn)}


@require_safe
def influences(request: Request, slug: str, number: int) -> HttpResponse:
    """Which cards drive, which follow, and which loops there are, in the joint map."""
    found = map_for(request.actor, slug, number)
    if not found.has_joint:
        return redirect(address("home", found))
    drawn = drawn_of(request.actor, found, "")
    cards = {card.pk: card for card in drawn.cards}
    signs = {(cause, effect): sign for cause, effect, sign in drawn.links}
    graph = graph_of(cards, signs)
    loops = find_loops(graph, signs)
    rows = [(cards[pk], one, part_words(one.part)) for pk, one in influence(graph).items()]
    shown = page(
        request,
        found,
        "influence",
        rows=sorted(rows, key=lambda row: -(row[1].drives + row[1].drives_indirectly)),
        loops=[([cards[pk] for pk in loop.nodes], loop.sign) for loop in loops.found],
        loops_complete=loops.complete,
    )
    return render(request, "maps/influence.html", shown)


@require_safe
def stage(request: Request, slug: str, number: int) -> HttpResponse:
    """The map on a projector: the joint one, or how far the sides are while they draw apart."""
    found = map_for(request.actor, slug, number)
    return if_changed(request, found, lambda: _staged(request, found))


def _staged(request: Request, found: CausalMap) -> HttpResponse:
    joint = joint_of(found) if found.has_joint else None
    told: dict[str, Any] = {"joint": joint, "sides": _counted(found)}
    if joint:
        told |= _picture(found, drawn_of(request.actor, found, ""), joint)
    shown = page(request, found, "stage", **told)
    template = "maps/stage.html#live" if "bagian" in request.GET else "maps/stage.html"
    return render(request, template, shown)


def _counted(found: CausalMap) -> list[tuple[str, bool]]:
    """Which side is ready; how much a side has drawn stays hidden from the other."""
    return [(side.value, found.is_ready(side)) for side in BOTH_SIDES]
