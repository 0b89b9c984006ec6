"""One card, and one link, of a side."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, allows, require
from titiktemu.foundation.requests import Request
from titiktemu.step2_forum.maps.forms.cards import (
    EditCardForm,
    EvidenceForm,
    LinkForm,
    QuestionForm,
    WordingForm,
)
from titiktemu.step2_forum.maps.models import Card, CausalLink
from titiktemu.step2_forum.maps.queries.cards import cards_of, links_of
from titiktemu.step2_forum.maps.services.drawing import edit_card, remove_card, settle_wording
from titiktemu.step2_forum.maps.services.linking import ask_data, back_up, edit_link, remove_link
from titiktemu.step2_forum.maps.views.places import address, map_for, may_draw, page
from titiktemu.step2_forum.maps.words import JOINT, WordingFate


@require_http_methods(["GET", "HEAD", "POST"])
def card(request: Request, slug: str, number: int, card: int) -> HttpResponse:
    """A card: its words, which data it needs, and wordings that wait for a choice."""
    found = map_for(request.actor, slug, number)
    row = get_object_or_404(Card.objects.select_related("initiative", "map"), map=found, number=card)
    get_object_or_404(cards_of(request.actor, found, row.side), pk=row.pk)
    row.map = found
    if request.method != "POST":
        return _show_card(request, row)
    do = request.POST.get("do", "")
    action = Action.ASK_DATA if do == "ask" else Action.DRAW_MAP
    require(request.actor, action, found.initiative, side=row.side)
    if do == "remove":
        remove_card(actor=request.actor, card=row)
        messages.success(request, _("The card is off the map."))
        return redirect(address("side", found, row.side))
    return {"ask": _ask, "choose": _choose}.get(do, _edit)(request, row)


def _edit(request: Request, row: Card) -> HttpResponse:
    form = EditCardForm(request.POST, card=row)
    if form.is_valid():
        try:
            edited = edit_card(actor=request.actor, card=row, **form.cleaned_data)
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            if edited.conflict is None:
                messages.success(request, _("The card is saved."))
                return redirect(address("side", row.map, row.side))
            messages.warning(
                request,
                _("Somebody changed this card while you wrote. Both wordings are kept: please choose below."),
            )
            return redirect(address("card", row.map, row.number))
    return _show_card(request, row, form=form)


def _ask(request: Request, row: Card) -> HttpResponse:
    form = QuestionForm(request.POST)
    if form.is_valid():
        ask_data(actor=request.actor, card=row, text=form.cleaned_data["question"])
        messages.success(request, _("The question is kept with the card."))
        return redirect(address("card", row.map, row.number))
    return _show_card(request, row, asking=form)


def _choose(request: Request, row: Card) -> HttpResponse:
    form = WordingForm(request.POST)
    if form.is_valid():
        wording = get_object_or_404(row.wordings, pk=form.cleaned_data["wording"])
        wording.card = row
        settle_wording(actor=request.actor, wording=wording, fate=form.cleaned_data["fate"])
        messages.success(request, _("The choice is kept."))
        return redirect(address("card", row.map, row.number))
    return _show_card(request, row, choosing=form)


def _show_card(request: Request, row: Card, **forms: Any) -> HttpResponse:
    told = {"text": row.text, "kind": row.kind, "version": row.version}
    wordings = list(row.wordings.all())
    shown = page(
        request,
        row.map,
        f"side-{row.side}" if row.side else "home",
        card=row,
        back=address("side", row.map, row.side) if row.side else address("home", row.map),
        draws=bool(row.side) and may_draw(request.actor, row.map, row.side),
        may_ask=allows(request.actor, Action.ASK_DATA, row.initiative, side=row.side),
        form=forms.get("form") or EditCardForm(card=row, initial=told),
        asking=forms.get("asking") or QuestionForm(),
        questions=list(row.data_questions.all()),
        waiting=[one for one in wordings if one.fate == WordingFate.WAITING],
        earlier=[one for one in wordings if one.fate != WordingFate.WAITING],
        drawn_as=list(row.drawn_as.all()) if not row.side else [],
        side_name=row.side or JOINT,
    )
    return render(request, "maps/card.html", shown, status=422 if forms else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def link(request: Request, slug: str, number: int, link: int) -> HttpResponse:
    """A link of a side: what it says, how sure, and what speaks for it."""
    found = map_for(request.actor, slug, number)
    row = get_object_or_404(
        CausalLink.objects.select_related("initiative", "map", "cause", "effect"), map=found, pk=link
    )
    get_object_or_404(links_of(request.actor, found, row.side), pk=row.pk)
    row.map = found
    if request.method != "POST":
        return _show_link(request, row)
    require(request.actor, Action.DRAW_MAP, found.initiative, side=row.side)
    if request.POST.get("do") == "remove":
        remove_link(actor=request.actor, link=row)
        messages.success(request, _("The link is off the map."))
        return redirect(address("side", found, row.side))
    backs = request.POST.get("do") == "evidence"
    form = EvidenceForm(request.POST, causal_map=found) if backs else LinkForm(request.POST)
    if form.is_valid():
        try:
            (back_up if backs else edit_link)(actor=request.actor, link=row, **form.cleaned_data)
        except RuleBroken as error:
            form.add_error(None, str(error))
            row.refresh_from_db(fields=["version"])
            # What was typed stays; the next try is about the version that is now there.
            form.data = {**request.POST.dict(), "version": str(row.version)}
        else:
            messages.success(request, _("The link is saved."))
            return redirect(address("link", found, row.pk))
    return _show_link(request, row, **{"backing" if backs else "form": form})


def _show_link(request: Request, row: CausalLink, **forms: Any) -> HttpResponse:
    told = {"sign": row.sign, "confidence": row.confidence, "version": row.version}
    draws = may_draw(request.actor, row.map, row.side)
    shown = page(
        request,
        row.map,
        f"side-{row.side}",
        link=row,
        draws=draws,
        form=forms.get("form") or LinkForm(initial=told),
        backing=(forms.get("backing") or EvidenceForm(causal_map=row.map)) if draws else None,
        pieces=list(row.evidence.all()),
    )
    return render(request, "maps/link.html", shown, status=422 if forms else 200)
