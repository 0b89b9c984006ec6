"""What one side draws: its map live, cards from paper, the ladder of "why?", ready or not."""

import hashlib
from typing import Any, Final

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, allows, require
from titiktemu.foundation.requests import Request
from titiktemu.step2_forum.maps.forms.cards import WHYS, NewCardForm, NewLinkForm, PaperForm, WhyForm
from titiktemu.step2_forum.maps.models import CausalMap
from titiktemu.step2_forum.maps.pictures import nested, shapes, spoken
from titiktemu.step2_forum.maps.queries.cards import cards_of, drawn_of, links_of
from titiktemu.step2_forum.maps.services.drawing import add_card, climb, type_paper
from titiktemu.step2_forum.maps.services.linking import add_link
from titiktemu.step2_forum.maps.services.opening import draw_on, open_side
from titiktemu.step2_forum.maps.views.places import (
    address,
    if_changed,
    map_for,
    may_draw,
    page,
    side_for,
    state_of,
)
from titiktemu.step2_forum.maps.words import CardKind

KEPT_SECONDS: Final = 60


@require_http_methods(["GET", "HEAD", "POST"])
def side_map(request: Request, slug: str, number: int, side: str) -> HttpResponse:
    """A side's map as a list and a picture; its own people add cards and links."""
    found, side = side_for(request, slug, number, side)
    if request.method != "POST":
        if "bagian" in request.GET:
            return if_changed(request, found, lambda: _part(request, found, side))
        return _show(request, found, side)
    require(request.actor, Action.DRAW_MAP, found.initiative, side=side)
    cards = list(cards_of(request.actor, found, side))
    if request.POST.get("do") == "link":
        linking = NewLinkForm(request.POST, cards=cards)
        if linking.is_valid() and _tried(linking, add_link, actor=request.actor):
            messages.success(request, _("The link is on the map."))
            return redirect(address("side", found, side))
        return _show(request, found, side, linking=linking)
    form = NewCardForm(request.POST, cards=cards)
    told = {"actor": request.actor, "causal_map": found, "side": side}
    if form.is_valid() and _tried(form, add_card, **told):
        messages.success(request, _("The card is on the map."))
        return redirect(address("side", found, side))
    return _show(request, found, side, form=form)


def _tried(form: Any, service: Any, **told: Any) -> bool:
    """Do what the form says; a rule that stands against it becomes its error."""
    try:
        service(**told, **form.cleaned_data)
    except RuleBroken as error:
        form.add_error(None, str(error))
        return False
    return True


def _show(request: Request, found: CausalMap, side: str, **forms: Any) -> HttpResponse:
    draws = may_draw(request.actor, found, side)
    shown = page(request, found, f"side-{side}", draws=draws, **_told(request, found, side))
    if draws:
        cards, core = shown["cards"], shown["core"]
        beside = request.GET.get("kartu", "")
        initial = {
            "kind": CardKind.IMPLICATION if request.GET.get("jenis") == "implication" else CardKind.CAUSE,
            "beside": next((card.pk for card in cards if str(card.number) == beside), core and core.pk),
        }
        shown["form"] = forms.get("form") or NewCardForm(cards=cards, initial=initial)
        shown["linking"] = forms.get("linking") or NewLinkForm(cards=cards)
        shown["may_open"] = allows(request.actor, Action.OPEN_SIDE, found.initiative, side=side)
        shown["is_ready"] = found.is_ready(side)
    return render(request, "maps/side.html", shown, status=422 if forms else 200)


def _part(request: Request, found: CausalMap, side: str) -> HttpResponse:
    """Drawn once for all who look at the same: a hall of phones asks for each change within a second."""
    draws = may_draw(request.actor, found, side)

    def drawn() -> str:
        shown = page(request, found, f"side-{side}", draws=draws, **_told(request, found, side))
        return render_to_string("maps/side.html#live", shown, request)

    key = hashlib.sha256(f"{state_of(request, found)} {side} {draws}".encode()).hexdigest()
    return HttpResponse(cache.get_or_set(key, drawn, KEPT_SECONDS))


def _told(request: Request, found: CausalMap, side: str) -> dict[str, Any]:
    """The picture, the lists that say the same, and links that the side denies."""
    drawn = drawn_of(request.actor, found, side)
    links = links_of(request.actor, found, side).select_related("cause", "effect")
    core = next((card for card in drawn.cards if card.kind == CardKind.CORE), None)
    return {
        **shapes(drawn),
        "title": spoken(found, drawn),
        "side": side,
        "cards": drawn.cards,
        "core": core,
        "lists": [(kind, kind.label, nested(drawn, kind)) for kind in (CardKind.CAUSE, CardKind.IMPLICATION)],
        "links": list(links),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: Request, slug: str, number: int, side: str) -> HttpResponse:
    """Type cards from paper, one a line."""
    found, side = side_for(request, slug, number, side)
    require(request.actor, Action.DRAW_MAP, found.initiative, side=side)
    cards = list(cards_of(request.actor, found, side))
    core = next((card.pk for card in cards if card.kind == CardKind.CORE), None)
    form = PaperForm(request.POST or None, cards=cards, initial={"beside": core, "kind": "cause"})
    told = {"actor": request.actor, "causal_map": found, "side": side}
    if request.method == "POST" and form.is_valid() and _tried(form, type_paper, **told):
        many = len(form.cleaned_data["lines"])
        messages.success(
            request, ngettext("%(many)d card is typed.", "%(many)d cards are typed.", many) % {"many": many}
        )
        return redirect(address("side", found, side))
    shown = page(request, found, "paper", side=side, form=form)
    return render(request, "maps/paper.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def why(request: Request, slug: str, number: int, side: str) -> HttpResponse:
    """Ask "why?" up to five times, one question a screen; then keep the chain."""
    found, side = side_for(request, slug, number, side)
    require(request.actor, Action.DRAW_MAP, found.initiative, side=side)
    posted = request.method == "POST"
    form = WhyForm(request.POST if posted else None)
    answers = form.answers if posted else []
    if posted and request.POST.get("do") == "back":
        answers = answers[:-1]
    problem = ""
    if posted and answers and (request.POST.get("do") == "keep" or len(answers) == WHYS):
        try:
            climb(actor=request.actor, causal_map=found, side=side, answers=answers)
        except RuleBroken as error:
            problem = str(error)
        else:
            messages.success(request, _("The chain of causes is on the map."))
            return redirect(address("side", found, side))
    unanswered = posted and not answers and request.POST.get("do") != "back"
    shown = page(
        request,
        found,
        "why",
        side=side,
        answers=list(enumerate(answers, start=1)),
        last=answers[-1] if answers else found.shown_problem,
        step=min(len(answers) + 1, WHYS),
        whys=WHYS,
        problem=problem or (_("Please write an answer, or go back to the map.") if unanswered else ""),
    )
    return render(request, "maps/why.html", shown, status=422 if shown["problem"] else 200)


@require_POST
def ready(request: Request, slug: str, number: int, side: str) -> HttpResponse:
    """Say for a side that its map may be opened, or that it goes on drawing."""
    found = map_for(request.actor, slug, number)
    service = draw_on if request.POST.get("do") == "draw_on" else open_side
    try:
        now = service(actor=request.actor, causal_map=found, side=side)
    except RuleBroken as error:
        messages.error(request, str(error))
        return redirect(address("home", found))
    if now.is_open:
        messages.success(request, _("Both maps are open. Now say which cards mean the same."))
        return redirect(address("align", found))
    return redirect(address("home", found))
