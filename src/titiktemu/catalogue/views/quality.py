"""How good a delivered table is: what was found, every error one by one, and how well it is described."""

from typing import Any

from django.core.paginator import Paginator
from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from titiktemu.analysis.satu_data import State as Element
from titiktemu.analysis.satu_data import elements
from titiktemu.catalogue.addresses import delivery_address
from titiktemu.catalogue.describing import TABLES, about_of, concepts_of, judged
from titiktemu.catalogue.drafts import place_in
from titiktemu.catalogue.faults import FINDING, KINDS, SCHEMA, UNREAD, csv_lines, faults_of, listing_of
from titiktemu.catalogue.meanings import number_shown
from titiktemu.catalogue.models import Delivery
from titiktemu.catalogue.veil import veil_for
from titiktemu.catalogue.views.places import delivery_for, delivery_page
from titiktemu.catalogue.wording import STATES, findings_in_words, meaning_words, said
from titiktemu.foundation.requests import Request

PER_PAGE = 50
ROWS_SHOWN = 15
COLUMNS_SHOWN = 200


@require_safe
def quality(request: Request, slug: str, number: int, delivery: int) -> HttpResponseBase:
    """Findings in words with exact counts, errors by page, stars and the elements of Satu Data."""
    found = delivery_for(request.actor, slug, number, delivery)
    if found.report is None:
        return redirect(delivery_address("delivery", found))
    place, veil = place_in(found), veil_for(request.actor, found)
    listing = veil.of_listing(listing_of(found))
    if request.GET.get("unduh") == "galat":
        return _download(found, listing, place)
    findings = _findings(found, place)
    shown = delivery_page(
        request,
        found,
        "quality",
        is_confirmed=found.preparation is not None,
        findings=findings,
        is_clean=all(one["is_ok"] for one in findings),
        contradictions=_contradictions(found, place),
        columns=[veil.of_count(one) for one in _columns(found, place)],
        **_listed(request, found, listing, place),
        **_described(found, place),
    )
    return render(request, "catalogue/quality.html", shown)


def _download(found: Delivery, listing: dict[str, Any], place: int) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(csv_lines(listing, place), content_type="text/csv; charset=utf-8")
    name = f"galat-{found.dataset.number}-{found.number}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _told(found: Delivery, place: int) -> list[dict[str, Any]]:
    """Findings about the table as it was confirmed, else as it was understood, and about the file."""
    of_file = dict(found.report or {})["quality"]
    about_file = [one for one in of_file if one.get("table") is None]
    if found.preparation is not None:
        return [*found.preparation["quality"], *about_file]
    return [*(one for one in of_file if one.get("table") == place), *about_file]


def _findings(found: Delivery, place: int) -> list[dict[str, Any]]:
    """What is to be looked at, and after it what is good."""
    order = {"problem": 0, "notice": 1, "ok": 2}
    badges = {"problem": "badge-stop", "notice": "badge-wait", "ok": "badge-common"}
    told = [
        {
            "check": one["check"],
            "is_ok": one["state"] == "ok",
            "order": order.get(one["state"], 1),
            "words": STATES.get(one["state"], ""),
            "badge": badges.get(one["state"], "badge-quiet"),
            "sentence": said(one["explanation"], one.get("values")),
            "count": one["count"],
            "rows": one.get("rows", [])[:ROWS_SHOWN],
            "is_cut": bool(one.get("rows_count")) or len(one.get("rows", [])) > ROWS_SHOWN,
            "columns": one.get("columns", []),
        }
        for one in _told(found, place)
    ]
    return sorted(told, key=lambda one: one["order"])


def _contradictions(found: Delivery, place: int) -> list[dict[str, Any]]:
    """Totals as they were typed, and as their parts add up."""
    if found.preparation is not None:
        told = found.preparation.get("contradictions", [])
    else:
        told = dict(found.report or {})["proposals"][place - 1]["picture"].get("contradictions", [])
    return [
        {
            **one,
            "typed": number_shown(one["typed"]),
            "added": number_shown(one["added"]),
            "apart": number_shown(round(one["typed"] - one["added"], 6)),
        }
        for one in told
    ]


def _columns(found: Delivery, place: int) -> list[dict[str, Any]]:
    """What was counted in each column of the file."""
    return [
        {
            **one,
            "meaning": meaning_words(one["meaning"]),
            "wrong": one["errors"]["count"],
            "smallest": _end(one["smallest"]),
            "largest": _end(one["largest"]),
        }
        for one in dict(found.report or {})["tables"][place - 1]["columns"][:COLUMNS_SHOWN]
    ]


def _end(value: Any) -> str:
    if isinstance(value, int | float):
        return number_shown(value)
    return said("{value}", {"value": value}) if value else ""


def _listed(request: Request, found: Delivery, listing: dict[str, Any], place: int) -> dict[str, Any]:
    """One page of the errors of one kind."""
    kinds = [one for one in KINDS if one != SCHEMA or (found.preparation or {}).get("schema")]
    chosen = request.GET.get("apa", "")
    kind = chosen if chosen in kinds else UNREAD
    faults = faults_of(listing, place, kind)
    part = Paginator(faults, PER_PAGE).get_page(request.GET.get("page"))
    schema = (found.preparation or {}).get("schema")
    return {
        "part": part,
        "kind": kind,
        "kinds": [{"key": one, "name": KINDS[one], "is_here": one == kind} for one in kinds],
        "is_finding": kind == FINDING,
        "total": schema["total"] if kind == SCHEMA and schema else len(faults),
        "schema": schema,
        "unchecked": [said(template, values) for template, values in (schema or {}).get("unchecked", [])],
    }


def _described(found: Delivery, place: int) -> dict[str, Any]:
    """Stars and Satu Data, as they would be once this is released."""
    dataset, today = found.dataset, timezone.localdate()
    about = about_of(dataset, released=today, formats=TABLES, period=(found.period_start, found.period_end))
    concepts = concepts_of(dataset, {"fields": _fields(found, place)})
    told = judged(about, concepts, today)
    return {
        "stars": told["stars"],
        "next_star": said(told["next_star"]),
        "about": findings_in_words(
            [
                one
                for one in told["findings"]
                if "satu_data" not in one["check"] and one["explanation"] != told["next_star"]
            ]
        ),
        "satu_data": [_elements(one) for one in concepts],
    }


def _fields(found: Delivery, place: int) -> list[dict[str, Any]]:
    """Columns that would be released, by machine name, with their meaning and unit."""
    report = dict(found.report or {})
    content = found.recipe.content if found.recipe else report["proposals"][place - 1]["recipe"]
    header = set(content["header"]) if content else set()
    return [
        {"name": one["machine_name"], "meaning": one["meaning"], "unit": one["unit"]}
        for one in (content or {"columns": []})["columns"]
        if one["kept"] and one["name"] in header
    ]


def _elements(concept: Any) -> dict[str, Any]:
    """The five elements of a column: which are there, and what is wrong with the others."""
    found: dict[str, dict[str, Any]] = {}
    for one in elements(concept):
        told = found.setdefault(one.element, {"element": one.element, "state": one.state.value, "why": []})
        told["state"] = one.state.value
        if one.state is Element.BREAKS_RULE:
            told["why"].append(said(one.explanation, dict(one.values)))
    return {"column": concept.column, "elements": list(found.values())}
