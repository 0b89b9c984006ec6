"""What opening data is worth, costs and risks in the eyes of each side, and the order both agree on."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, allows, require
from titiktemu.foundation.requests import Request
from titiktemu.step2_forum.needs.forms.opening import OrderForm, RateForm
from titiktemu.step2_forum.needs.models import DisclosureOrder
from titiktemu.step2_forum.needs.pictures import pictures_of
from titiktemu.step2_forum.needs.queries.disclosure import agreed_of, orders_of
from titiktemu.step2_forum.needs.queries.needs import named_assets
from titiktemu.step2_forum.needs.queries.opening import Board, board_of, boards_of, proposed
from titiktemu.step2_forum.needs.services.opening import approve_order, rate_asset, write_order
from titiktemu.step2_forum.needs.views.places import initiative_for, own_side, page


@require_safe
def boards(request: Request, slug: str) -> HttpResponse:
    """Every asset that a need names, with what both sides say of opening it."""
    initiative = initiative_for(request.actor, slug)
    found = boards_of(request.actor, initiative)
    shown = page(
        initiative,
        "boards",
        boards=found,
        pictures=pictures_of(found),
        differing=[one for one in found if one.differences],
        own=own_side(request.actor, initiative, Action.RATE_ASSET),
    )
    return render(request, "needs/boards.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: Request, slug: str, asset: int) -> HttpResponse:
    """Rate an asset for the own side."""
    initiative = initiative_for(request.actor, slug)
    side = request.actor.side_in(initiative)
    require(request.actor, Action.RATE_ASSET, initiative, side=side)
    found = get_object_or_404(named_assets(initiative), number=asset)
    board = board_of(request.actor, found)
    mine = next((newest for name, newest, _first, _has in board.sides if name == side), None)
    initial = {name: getattr(mine, name) for name in RateForm.base_fields} if mine else {}
    form = RateForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        rate_asset(
            actor=request.actor,
            initiative=initiative,
            asset=found,
            side=side,
            said=form.said,
            reason=form.cleaned_data["reason"],
        )
        messages.success(request, _("The rating of your side is kept."))
        return redirect("needs:boards", slug)
    failed = request.method == "POST"
    shown = page(initiative, "rate", asset=found, board=board, form=form, mine=mine, side=side)
    return render(request, "needs/rate.html", shown, status=422 if failed else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def order(request: Request, slug: str) -> HttpResponse:
    """The proposed order, the newest version with its approvals, and writing a new one."""
    initiative = initiative_for(request.actor, slug)
    found = boards_of(request.actor, initiative)
    orders = list(orders_of(initiative))
    if request.method != "POST":
        return _order(request, initiative, found, orders)
    require(request.actor, Action.WRITE_ORDER, initiative, side=request.actor.side_in(initiative))
    form = _form(found, orders, request.POST)
    if form.is_valid():
        try:
            write_order(actor=request.actor, initiative=initiative, draft=form.draft)
        except RuleBroken as error:
            form.add_error(None, str(error))
            orders = list(orders_of(initiative))
            form.data = data = request.POST.copy()
            data["seen"] = str(orders[0].number if orders else 0)
        else:
            messages.success(request, _("The new version is there. Each side approves it or writes another."))
            return redirect("needs:order", slug)
    return _order(request, initiative, found, orders, form)


def _form(found: list[Board], orders: list[DisclosureOrder], data: Any = None) -> OrderForm:
    """Begin from the newest version, or else from what the ratings propose."""
    if orders:
        places = [one.asset_id for one in orders[0].lines.all()]
    else:
        places = [one.board.asset.pk for one in proposed(found)]
    by_place = {pk: place for place, pk in enumerate(places)}
    free = [one for one in found if one.obstacle is None]
    ordered = sorted(free, key=lambda one: (by_place.get(one.asset.pk, len(places)), one.asset.number))
    initial = {"seen": orders[0].number if orders else 0}
    return OrderForm(data, boards=ordered, places=places, initial=initial)


def _order(
    request: Request,
    initiative: Initiative,
    found: list[Board],
    orders: list[DisclosureOrder],
    form: OrderForm | None = None,
) -> HttpResponse:
    side = request.actor.side_in(initiative)
    may_write = allows(request.actor, Action.WRITE_ORDER, initiative, side=side)
    approving = own_side(request.actor, initiative, Action.APPROVE_ORDER)
    newest = orders[0] if orders else None
    shown = page(
        initiative,
        "order",
        proposed=proposed(found),
        held_back=[one for one in found if one.obstacle is not None],
        newest=newest,
        agreed=agreed_of(orders),
        older=orders[1:],
        may_approve=bool(newest and approving and not newest.is_approved_by(approving)),
        form=form or (_form(found, orders) if may_write else None),
    )
    return render(request, "needs/order.html", shown, status=422 if form is not None else 200)


@require_POST
def approve(request: Request, slug: str, version: int) -> HttpResponse:
    """Approve a version for the own side."""
    initiative = initiative_for(request.actor, slug)
    side = request.actor.side_in(initiative)
    require(request.actor, Action.APPROVE_ORDER, initiative, side=side)
    found = get_object_or_404(orders_of(initiative), number=version)
    done = approve_order(actor=request.actor, order=found, side=side)
    if done.is_agreed:
        messages.success(request, _("Both sides have agreed on this order."))
    else:
        messages.success(request, _("Your side has approved this version."))
    return redirect("needs:order", slug)
