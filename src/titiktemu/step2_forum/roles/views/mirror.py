"""The mirror as a whole: where it stands, what was learned, what stands side by side, the table of roles."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, allows, require
from titiktemu.foundation.requests import Request
from titiktemu.foundation.words import BOTH_SIDES
from titiktemu.step2_forum.roles.forms.points import PairForm, ProposeForm
from titiktemu.step2_forum.roles.models import RoleMirror
from titiktemu.step2_forum.roles.queries.learning import learning_of, role_table
from titiktemu.step2_forum.roles.queries.points import pairs_of
from titiktemu.step2_forum.roles.services.opening import answer_pair, propose_pair
from titiktemu.step2_forum.roles.views.places import address, mirror_for, page, sides_for


@require_safe
def home(request: Request, slug: str) -> HttpResponse:
    """Where the mirror stands; once both have opened what was learned and what stays open."""
    mirror = mirror_for(request.actor, slug)
    learning = learning_of(mirror)
    answering = sides_for(request.actor, mirror, Action.ANSWER_ROLE)
    shown = page(
        request,
        mirror,
        "home",
        sides=_sides(request, mirror),
        learning=learning,
        waits=[(one, learning.waits_for(one)) for one in answering if learning.waits_for(one)],
        new=learning.by_side(learning.new),
    )
    return render(request, "roles/home.html", shown)


def _sides(request: Request, mirror: RoleMirror) -> list[dict[str, Any]]:
    """Which side is ready; how much a side has written stays hidden from the other."""
    writing = sides_for(request.actor, mirror, Action.WRITE_ROLE)
    return [
        {
            "side": side.value,
            "is_ready": mirror.is_ready(side),
            "writes": side in writing,
            "may_open": allows(request.actor, Action.OPEN_ROLES, mirror.initiative, side=side),
        }
        for side in BOTH_SIDES
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def pairs(request: Request, slug: str) -> HttpResponse:
    """What a side says of itself beside what the other believes; the side says if they are one thing."""
    mirror = mirror_for(request.actor, slug)
    side = request.actor.side_in(mirror.initiative)
    if request.method != "POST":
        return _pairs(request, mirror, side)
    require(request.actor, Action.PAIR_POINTS, mirror.initiative, side=side)
    proposing = request.POST.get("do") == "propose"
    form = ProposeForm(request.POST, mirror=mirror, side=side) if proposing else PairForm(request.POST)
    if form.is_valid():
        try:
            _spoken(request, mirror, form.cleaned_data)
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("What your side says of it is kept."))
            return redirect(address("pairs", mirror))
    return _pairs(request, mirror, side, **{"form" if proposing else "answering": form})


def _spoken(request: Request, mirror: RoleMirror, told: dict[str, Any]) -> None:
    if "own" in told:
        propose_pair(actor=request.actor, **told)
        return
    pair = get_object_or_404(
        pairs_of(mirror).select_related("own__initiative", "belief", "mirror"), pk=told["pair"]
    )
    answer_pair(actor=request.actor, pair=pair, same=told["same"])


def _pairs(request: Request, mirror: RoleMirror, side: str, **forms: Any) -> HttpResponse:
    may_pair = (
        mirror.is_open
        and side in BOTH_SIDES
        and allows(request.actor, Action.PAIR_POINTS, mirror.initiative, side=side)
    )
    found = list(pairs_of(mirror))
    shown = page(
        request,
        mirror,
        "pairs",
        pairs=[(one.value, [pair for pair in found if pair.own.side == one]) for one in BOTH_SIDES],
        own_side=side if may_pair else "",
        form=(forms.get("form") or ProposeForm(mirror=mirror, side=side)) if may_pair else None,
        answering=forms.get("answering"),
    )
    return render(request, "roles/pairs.html", shown, status=422 if forms else 200)


@require_safe
def table(request: Request, slug: str) -> HttpResponse:
    """The table of roles: government left, civil society right."""
    mirror = mirror_for(request.actor, slug)
    learning = learning_of(mirror)
    rows = role_table(learning) if mirror.is_open else []
    return render(request, "roles/table.html", page(request, mirror, "table", rows=rows, learning=learning))
