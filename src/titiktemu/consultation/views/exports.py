"""Results as files: a workbook, pictures, the votes where they were declared public, and a feed."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from titiktemu.consultation import sentences
from titiktemu.consultation.exporting.pictures import (
    as_png,
    map_picture,
    results_picture,
    stability_picture,
    statement_picture,
)
from titiktemu.consultation.exporting.polis import polis_zip
from titiktemu.consultation.exporting.workbook import workbook
from titiktemu.consultation.models import Consultation, DrawnMap
from titiktemu.consultation.queries import consultations_of, moderation_log
from titiktemu.consultation.queries.veil import is_veiled
from titiktemu.consultation.results import results_of
from titiktemu.consultation.turnout import held_groups, turnout_of
from titiktemu.consultation.views.places import address, consultation_for, initiative_for
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.requests import Request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
IN_FEED = 10
"""Consultations in a feed, the newest."""
OF_ONE = "pernyataan-"
LONGEST_NUMBER = 9


def _readable(request: Request, slug: str, number: int) -> Consultation:
    consultation = consultation_for(request.actor, slug, number)
    require(request.actor, Action.VIEW_RESULTS, consultation.initiative)
    return consultation


def _file(content: bytes | str, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
def results_xlsx(request: Request, slug: str, number: int) -> HttpResponse:
    """The figures of the page as a workbook."""
    consultation = _readable(request, slug, number)
    made = workbook(
        results_of(consultation),
        sentences.turnout_lines(turnout_of(consultation)),
        list(moderation_log(consultation)),
    )
    return _file(made, XLSX, f"{slug}-{number}.xlsx")


@require_safe
def picture(request: Request, slug: str, number: int, name: str, kind: str) -> HttpResponse:
    """One of the pictures, as SVG or PNG: all statements, one of them, the map, its stability."""
    consultation = _readable(request, slug, number)
    pictures: dict[str, Callable[[], str | None]] = {
        "hasil": lambda: results_picture(results_of(consultation), held_groups(consultation)),
        "peta": lambda: map_picture(consultation, _content(consultation)),
        "kestabilan": lambda: stability_picture(consultation, _content(consultation)),
    }
    told = name.removeprefix(OF_ONE)
    if told != name and told.isdecimal() and len(told) <= LONGEST_NUMBER:
        pictures[name] = lambda: statement_picture(
            results_of(consultation), held_groups(consultation), int(told)
        )
    svg = pictures[name]() if name in pictures and kind in {"svg", "png"} else None
    if svg is None:
        raise Http404
    if kind == "svg":
        return _file(svg, "image/svg+xml", f"{slug}-{number}-{name}.svg")
    return _file(as_png(svg), "image/png", f"{slug}-{number}-{name}.png")


def _content(consultation: Consultation) -> dict[str, Any]:
    drawn = None if is_veiled(consultation) else DrawnMap.objects.filter(consultation=consultation).first()
    return drawn.content if drawn else {}


@require_safe
def votes_zip(request: Request, slug: str, number: int) -> HttpResponse:
    """Single votes, where they were declared public; elsewhere a sentence that says why not."""
    consultation = _readable(request, slug, number)
    return _file(polis_zip(consultation), "application/zip", f"{slug}-{number}-polis.zip")


@require_safe
def feed(request: Request, slug: str) -> HttpResponse:
    """What came of the closed consultations, for feed readers; none whose results are hidden."""
    initiative = initiative_for(request.actor, slug)
    require(request.actor, Action.VIEW_RESULTS, initiative)
    closed = consultations_of(initiative, with_drafts=False).filter(state=Consultation.State.CLOSED)
    made = Atom1Feed(
        title=_("%(initiative)s: what came of the consultations") % {"initiative": initiative.title},
        link=request.build_absolute_uri(address_of_index(request)),
        description="",
        language=get_language(),
        feed_url=request.build_absolute_uri(),
    )
    for one in closed.filter(results_hidden=False).order_by("-closed_at")[:IN_FEED]:
        one.initiative = initiative
        made.add_item(**_entry(request, one))
    return HttpResponse(made.writeString("utf-8"), content_type=made.content_type)


def address_of_index(request: Request) -> str:
    """The page that this feed follows: its own address without the last word."""
    return request.path.rsplit("/", 1)[0] + "/"


def _entry(request: Request, consultation: Consultation) -> dict[str, Any]:
    found = results_of(consultation)
    agreed = [row.statement.shown_text for row in found.agreements]
    ended: datetime = consultation.closed_at or timezone.now()
    return {
        "title": consultation.shown_title,
        "link": request.build_absolute_uri(address("results", consultation)),
        "description": " · ".join([sentences.finding(found), *agreed]),
        "pubdate": ended,
        "updateddate": ended,
    }
