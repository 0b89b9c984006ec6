"""Which cards mean the same, the session, and what came of each link."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, allows, require
from titiktemu.foundation.requests import Request
from titiktemu.foundation.words import BOTH_SIDES
from titiktemu.step2_forum.maps.forms.joint import (
    JointCardForm,
    JointLinkForm,
    PairForm,
    ProposeForm,
    SettleForm,
)
from titiktemu.step2_forum.maps.models import CausalMap, JointLink
from titiktemu.step2_forum.maps.queries.joint import pairs_of, standings
from titiktemu.step2_forum.maps.services.adding import Found, add_joint_card, add_joint_link
from titiktemu.step2_forum.maps.services.opening import answer_pair, propose_pair
from titiktemu.step2_forum.maps.services.session import begin_session, close_session, settle_link
from titiktemu.step2_forum.maps.views.places import address, map_for, page
from titiktemu.step2_forum.maps.words import sign_words, standing_words


@require_http_methods(["GET", "HEAD", "POST"])
def align(request: Request, slug: str, number: int) -> HttpResponse:
    """Suggested pairs of cards; each side says of each whether they mean the same."""
    found = map_for(request.actor, slug, number)
    side = request.actor.side_in(found.initiative)
    if request.method != "POST":
        return _pairs(request, found, side)
    require(request.actor, Action.ALIGN_CARDS, found.initiative, side=side)
    proposing = request.POST.get("do") == "propose"
    form = ProposeForm(request.POST, causal_map=found) if proposing else PairForm(request.POST)
    if form.is_valid():
        try:
            _spoken(request, found, side, form.cleaned_data)
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            return redirect(address("align", found))
    return _pairs(request, found, side, **{"form" if proposing else "answering": form})


def _spoken(request: Request, found: CausalMap, side: str, told: dict[str, Any]) -> None:
    if "pair" not in told:
        propose_pair(actor=request.actor, causal_map=found, side=side, **told)
        return
    pair = get_object_or_404(found.pairs.select_related("map__initiative"), pk=told["pair"])
    answer_pair(actor=request.actor, pair=pair, side=side, same=told["same"])


def _pairs(request: Request, found: CausalMap, side: str, **forms: Any) -> HttpResponse:
    may_answer = (
        found.state == "open"
        and side in BOTH_SIDES
        and allows(request.actor, Action.ALIGN_CARDS, found.initiative, side=side)
    )
    pairs = pairs_of(found) if found.is_open else []
    shown = page(
        request,
        found,
        "align",
        pairs=[(one, one.says(side) if side else None) for one in pairs],
        agreed=sum(one.is_confirmed for one in pairs),
        may_answer=may_answer,
        form=(forms.get("form") or ProposeForm(causal_map=found)) if may_answer else None,
        answering=forms.get("answering"),
    )
    return render(request, "maps/align.html", shown, status=422 if forms else 200)


@require_POST
def begin(request: Request, slug: str, number: int) -> HttpResponse:
    """Make the joint map."""
    found = map_for(request.actor, slug, number, Action.BEGIN_MAP_SESSION)
    begin_session(actor=request.actor, causal_map=found)
    messages.success(request, _("The joint map is there. Begin with the contested links."))
    return redirect(address("home", found))


@require_POST
def close(request: Request, slug: str, number: int) -> HttpResponse:
    """Close the session."""
    found = map_for(request.actor, slug, number, Action.CLOSE_MAP_SESSION)
    close_session(actor=request.actor, causal_map=found)
    messages.success(request, _("The session is closed and the index is measured again."))
    return redirect(address("home", found))


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request, slug: str, number: int) -> HttpResponse:
    """A card or a link that came up while both talked."""
    found = map_for(request.actor, slug, number, Action.ADD_JOINT)
    if not found.has_joint:
        return redirect(address("home", found))
    links = request.method == "POST" and request.POST.get("do") == "link"
    told = request.POST if request.method == "POST" else None
    card = JointCardForm(None if links else told)
    link = JointLinkForm(told if links else None, causal_map=found)
    form: Any = link if links else card
    if request.method == "POST" and form.is_valid():
        try:
            if links:
                add_joint_link(actor=request.actor, causal_map=found, found=Found(**form.cleaned_data))
            else:
                add_joint_card(actor=request.actor, causal_map=found, **form.cleaned_data)
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("It is on the joint map."))
            return redirect(address("add", found))
    shown = page(request, found, "home", card_form=card, link_form=link)
    return render(request, "maps/add.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: Request, slug: str, number: int, link: int) -> HttpResponse:
    """Talk about one link, and write down what came of it."""
    action = Action.SETTLE_LINK if request.method == "POST" else Action.VIEW_MAPS
    found = map_for(request.actor, slug, number, action)
    row = get_object_or_404(found.joint_links.select_related("cause", "effect"), number=link)
    row.map = found
    form = SettleForm(request.POST if request.method == "POST" else None, link=row)
    if request.method == "POST" and form.is_valid():
        try:
            settle_link(actor=request.actor, link=row, verdict=form.verdict)
        except RuleBroken as error:
            form.add_error(None, str(error))
            row = get_object_or_404(found.joint_links.select_related("cause", "effect"), number=link)
        else:
            messages.success(request, _("What came of it is kept."))
            return redirect(address("home", found))
    return _link(request, found, row, form)


def _link(request: Request, found: CausalMap, row: JointLink, form: SettleForm) -> HttpResponse:
    how = standings(found.joint_links.all()).get((row.cause_id, row.effect_id))  # type: ignore[call-overload]
    shown = page(
        request,
        found,
        "home",
        link=row,
        standing=standing_words(how) if how else _("Nobody sees this link any more"),
        said=[
            (side.value, sign_words(now), sign_words(before))
            for side, now, before in zip(BOTH_SIDES, row.signs(), row.signs(start=True), strict=True)
        ],
        questions=list(row.data_questions.all()),
        may_settle=found.state == "session" and allows(request.actor, Action.SETTLE_LINK, found.initiative),
        form=form,
    )
    return render(request, "maps/settle.html", shown, status=422 if form.errors else 200)
