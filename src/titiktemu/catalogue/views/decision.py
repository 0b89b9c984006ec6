"""A named person reads exactly what would be released, and decides."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from titiktemu.analysis.recipes.finishing import read_typed
from titiktemu.catalogue import storage
from titiktemu.catalogue.addresses import address, delivery_address
from titiktemu.catalogue.forms import DecisionForm
from titiktemu.catalogue.meanings import shown
from titiktemu.catalogue.models import Dataset, Decision, Delivery
from titiktemu.catalogue.queries import speaker, standing_release
from titiktemu.catalogue.queries.decisions import (
    decided_upon,
    is_on_confirmed_list,
    last_decision,
    standing_approval,
)
from titiktemu.catalogue.risks import risks_of, titles_of
from titiktemu.catalogue.services.deciding import decide, publish
from titiktemu.catalogue.veil import Veil, veil_for
from titiktemu.catalogue.views.places import delivery_for, delivery_page
from titiktemu.catalogue.wording import said
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.requests import Request
from titiktemu.foundation.words import Side

ROWS_SHOWN, COLUMNS_SHOWN = 8, 40


@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: Request, slug: str, number: int, delivery: int) -> HttpResponse:
    """What would be released, what not, what an attacker learns; approve, refuse, and release."""
    found = delivery_for(request.actor, slug, number, delivery)
    if found.protection is None:
        return redirect(delivery_address("delivery", found))
    if request.method == "POST" and request.POST.get("act") == "publish":
        return _publish(request, found)
    if request.method != "POST":
        return _page(request, found, DecisionForm())
    require(request.actor, Action.DECIDE_RELEASE, found.initiative, side=found.side)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    return _decide(request, found, form)


def _decide(request: Request, found: Delivery, form: DecisionForm) -> HttpResponse:
    told = form.cleaned_data
    try:
        with transaction.atomic():
            made = decide(
                actor=request.actor,
                delivery=found,
                approves=told["decision"] == "approve",
                reason=told["reason"],
                with_original=told["with_original"],
                seen=request.POST.get("seen", ""),
            )
    except RuleBroken as error:
        form.add_error(None, str(error))
        return _page(request, found, form, status=409)
    if made.approves:
        messages.success(request, _("You have approved it. It is not out yet: now it can be released."))
    else:
        messages.info(request, _("You have refused it, and your reason is noted. Nothing is released."))
    return redirect(delivery_address("decision", found))


def _publish(request: Request, found: Delivery) -> HttpResponse:
    require(request.actor, Action.PUBLISH, found.initiative, side=found.side)
    try:
        with transaction.atomic():
            publish(actor=request.actor, delivery=found)
    except RuleBroken as error:
        return _page(request, found, DecisionForm(), problem=str(error), status=409)
    messages.success(request, _("It is being released."))
    return redirect(delivery_address("delivery", found))


def _page(
    request: Request, found: Delivery, form: DecisionForm, *, problem: str = "", status: int = 200
) -> HttpResponse:
    last, stands = last_decision(found), standing_approval(found)
    place = speaker(request.actor, found.initiative, found.side)
    is_open, veil = found.state == Delivery.State.TO_DECIDE, veil_for(request.actor, found)
    more = delivery_page(
        request,
        found,
        "decision",
        form=form,
        problem=problem,
        seen=decided_upon(found),
        risks=risks_of(found),
        last=last,
        stands=stands,
        is_void=_is_void(last, stands, is_open=is_open),
        is_open=is_open,
        place=place,
        is_listed=place is not None and is_on_confirmed_list(place),
        side_name=Side(found.side).label,
        before=_before(found, veil),
        licence_missing=not found.dataset.licence,
        edit_url=address("edit", found.dataset),
        may_original=_may_original(found),
        first_rows=[] if veil.hides else _first_rows(found),
        **_contents(found),
    )
    return render(request, "catalogue/decision.html", more, status=status)


def _is_void(last: Decision | None, stands: Decision | None, *, is_open: bool) -> bool:
    """Whether somebody approved something else than what would be released now."""
    return is_open and last is not None and last.approves and stands is None


def _may_original(found: Delivery) -> bool:
    """Whether the file as it came may be chosen at all; the service says so as well."""
    treated = bool(found.recipe and found.recipe.content["treatments"])
    return not treated and not (found.report or {}).get("personal_data")


def _contents(found: Delivery) -> dict[str, Any]:
    """Columns of what would be released, and what is left out."""
    protection, titles = found.protection or {}, titles_of(found)
    content = found.recipe.content if found.recipe else {"columns": [], "header": []}
    names = protection.get("columns", [])
    out = [
        one["title"]
        for one in content["columns"]
        if one["name"] in content["header"] and one["machine_name"] not in names
    ]
    return {
        "columns": [{"name": one, "title": titles.get(one, one)} for one in names[:COLUMNS_SHOWN]],
        "column_count": len(names),
        "left_out": out,
        "licence": Dataset.Licence(found.dataset.licence).label if found.dataset.licence else "",
    }


def _first_rows(found: Delivery) -> list[list[str]]:
    if found.treated is None or not storage.path_of(found.treated.sha256).exists():
        return []
    table = read_typed(storage.path_of(found.treated.sha256)).head(ROWS_SHOWN).collect()
    return [[shown(one) for one in row[:COLUMNS_SHOWN]] for row in table.rows()]


def _before(found: Delivery, veil: Veil) -> dict[str, Any] | None:
    """The release that stands, and in what this one would differ from it."""
    last = standing_release(found.dataset)
    if last is None:
        return None
    old = {one["name"]: one.get("title") or one["name"] for one in last.schema.get("fields", [])}
    titles = titles_of(found)
    protection = found.protection or {}
    new = protection.get("columns", [])
    return {
        "release": last,
        "rows": (last.rows, protection.get("rows", 0)),
        "added": [titles.get(one, one) for one in new if one not in old],
        "removed": [title for one, title in old.items() if one not in new],
        "sentences": [said(one["template"], one["values"]) for one in veil.of_differences(found.differences)],
    }
