"""Is this how the table is meant? A person looks, corrects, answers, and confirms."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from titiktemu.catalogue.addresses import delivery_address
from titiktemu.catalogue.drafts import place_in
from titiktemu.catalogue.left_rows import left_rows
from titiktemu.catalogue.meanings import ROWS
from titiktemu.catalogue.models import Delivery, Job
from titiktemu.catalogue.reviewing import Reviewing
from titiktemu.catalogue.services.confirming import CONFIRMABLE, confirm_table
from titiktemu.catalogue.veil import Veil, veil_for
from titiktemu.catalogue.views.places import delivery_for, delivery_page, failure_of
from titiktemu.catalogue.wording import said
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.requests import Request

TABLES_SHOWN, ROWS_SHOWN, CELLS_SHOWN = 12, 30, 60
SMALL_ROWS, SMALL_CELLS = 6, 6
LONGEST_NUMBER = 4


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: Request, slug: str, number: int, delivery: int) -> HttpResponse:
    """What was understood of the file; sent with changes, how it is read then; and confirmed."""
    found = delivery_for(request.actor, slug, number, delivery)
    if found.report is None:
        return redirect(delivery_address("delivery", found))
    place, veil = _place(request, found), veil_for(request.actor, found)
    found.differences = veil.of_differences(found.differences)
    if request.method != "POST":
        return _page(request, found, Reviewing(found, place))
    require(request.actor, Action.CONFIRM_TABLE, found.initiative, side=found.side)
    # Whoever sees no rows cannot say which of them holds the names: it would be shown as names of columns.
    reviewing = Reviewing(found, place, request.POST, may_move=not veil.hides)
    if request.POST.get("act") != "confirm":
        broken = bool(reviewing.rows.errors) or bool(reviewing.problem)
        return _page(request, found, reviewing, status=422 if broken else 200, is_tried=True)
    return _confirmed(request, found, reviewing)


def _confirmed(request: Request, found: Delivery, reviewing: Reviewing) -> HttpResponse:
    errors = reviewing.errors()
    if errors or reviewing.recipe is None:
        return _page(request, found, reviewing, errors=errors, status=422)
    try:
        confirm_table(
            actor=request.actor, delivery=found, recipe=reviewing.recipe, period=reviewing.period_told
        )
    except RuleBroken as error:
        return _page(request, found, reviewing, errors=[("#atas", str(error))], status=409)
    messages.success(request, _("Confirmed. The table is being prepared; this takes a moment."))
    return redirect(delivery_address("delivery", found))


def _place(request: Request, found: Delivery) -> int:
    """Which table of the file is looked at."""
    told = request.POST.get("place") or request.GET.get("tabel") or ""
    if not told:
        return place_in(found)
    report = dict(found.report or {})
    many = len(report["tables"])
    if not told.isdecimal() or len(told) > LONGEST_NUMBER or not 1 <= int(told) <= many:
        raise Http404
    return int(told)


def _page(
    request: Request,
    found: Delivery,
    reviewing: Reviewing,
    *,
    errors: list[tuple[str, str]] | None = None,
    status: int = 200,
    is_tried: bool = False,
) -> HttpResponse:
    report, veil = found.report or {}, veil_for(request.actor, found)
    shown = delivery_page(
        request,
        found,
        "review",
        reviewing=reviewing,
        errors=errors or [],
        is_tried=is_tried and status == 200,
        is_confirmable=found.state in CONFIRMABLE,
        is_confirmed=found.recipe_id is not None,
        questions=[veil.of_question(one) for one in reviewing.questions()],
        cards=[veil.of_card(one) for one in reviewing.cards()],
        picture=_picture(reviewing, veil),
        tables=_tables(report, reviewing.place, veil),
        remarks=_remarks(report, reviewing.table["sheet"]),
        lost=_lost(report),
        failure=failure_of(found, Job.Kind.PREPARE),
    )
    return render(request, "catalogue/review.html", shown, status=status)


def _lost(report: dict[str, Any]) -> bool:
    """Whether there is a recipe of the last time, and no table of this file fits it."""
    replayed = report.get("replayed")
    return replayed is not None and replayed["place"] is None


def _picture(reviewing: Reviewing, veil: Veil) -> dict[str, Any]:
    """The rows of the file as they are taken now, with gaps where rows are left out of the picture."""
    proposal = (reviewing.delivery.report or {})["proposals"][reviewing.place - 1]
    picture = veil.of_picture(reviewing.draft.picture if reviewing.draft else proposal["picture"])
    return {**_drawn(picture, ROWS_SHOWN, CELLS_SHOWN), "left": left_rows(picture)}


def _drawn(picture: Any, most_rows: int, most_cells: int) -> dict[str, Any]:
    rows, last = [], 0
    for at, kind, cells in picture["rows"][:most_rows]:
        cut = cells[picture["left"] : picture["left"] + most_cells] if most_cells < len(cells) else cells
        rows.append(
            {
                "row": at,
                "kind": kind,
                "name": ROWS[kind],
                "cells": cut,
                "gap": bool(last) and at > last + 1,
            }
        )
        last = at
    width = max((len(one["cells"]) for one in rows), default=0)
    for one in rows:
        one["cells"] = [*one["cells"], *[""] * (width - len(one["cells"]))]
    return {"rows": rows, "width": width}


def _tables(report: dict[str, Any], place: int, veil: Veil) -> list[dict[str, Any]]:
    """The tables of the file to choose among; a small picture of the first ones."""
    if len(report["tables"]) == 1:
        return []
    return [
        {
            "place": at,
            "sheet": one["sheet"],
            "rows": one["rows"],
            "columns": len(one["columns"]),
            "is_here": at == place,
            "picture": _small(veil.of_picture(report["proposals"][at - 1]["picture"]))
            if at <= TABLES_SHOWN
            else None,
        }
        for at, one in enumerate(report["tables"], start=1)
    ]


def _small(picture: Any) -> dict[str, Any]:
    """The header with a few rows around it."""
    kinds = [kind for _at, kind, _cells in picture["rows"]]
    first = kinds.index("header") if "header" in kinds else 0
    few = {**picture, "rows": picture["rows"][max(first - 1, 0) : max(first - 1, 0) + SMALL_ROWS]}
    return _drawn(few, SMALL_ROWS, SMALL_CELLS)


def _remarks(report: dict[str, Any], sheet: str) -> list[dict[str, Any]]:
    """What a person should know of the workbook, and of this sheet of it."""
    return [
        {
            "sentence": said(one["explanation"]),
            "count": one["count"],
            "rows": one["rows"],
            "columns": one.get("columns", []),
            "is_problem": one["state"] == "problem",
        }
        for one in report["quality"]
        if one.get("table") is None and one.get("sheet", "") in {"", sheet}
    ]
