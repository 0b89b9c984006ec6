"""What came of it: common ground by side, the opinion map, and both as files."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from titiktemu.analysis.common_ground import State
from titiktemu.analysis.disclosure import SHARE_FROM, Kind, Presented, Word
from titiktemu.analysis.map_reasons import ENOUGH_PEOPLE, Reason
from titiktemu.consultation import charts, exports, sentences
from titiktemu.consultation.models import Consultation, DrawnMap, Statement
from titiktemu.consultation.plain import plain_results
from titiktemu.consultation.queries import shown_statements
from titiktemu.consultation.queries.veil import is_veiled
from titiktemu.consultation.results import StatementResult, results_of
from titiktemu.consultation.turnout import held_groups, turnout_of, votes_about
from titiktemu.consultation.views.places import address, consultation_for, page
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.requests import Request

PER_PAGE = 60
"""Statements on one page: more drawings than that no phone shows in a moment."""

BADGES = {
    State.COMMON_GROUND: "badge-common",
    State.SIDES_DIFFER: "",
    State.DIFFER_WITHIN: "badge-quiet",
    State.NOT_YET_KNOWN: "badge-wait",
}


@require_safe
def results(request: Request, slug: str, number: int) -> HttpResponse:
    """Every statement with what each side says, drawn or as a table."""
    consultation = _readable(request, slug, number)
    found, held = results_of(consultation), held_groups(consultation)
    as_table = request.GET.get("tampil") == "tabel"
    part = Paginator(found.rows, PER_PAGE).get_page(request.GET.get("page"))
    shown = page(
        request,
        consultation,
        "results",
        results=found,
        title=sentences.finding(found),
        rows=[_row(row, consultation, held) for row in part.object_list],
        part=part,
        is_corrected=any(row.corrected for row in found.rows),
        has_alike=any(row.without_alike for row in found.rows),
        groups=[(group, sentences.group_name(group), charts.CLASSES[group]) for group in found.groups],
        turnouts=sentences.turnout_lines(turnout_of(consultation)),
        votes=votes_about(consultation),
        as_table=as_table,
    )
    return render(request, "consultation/results.html", shown)


def _row(row: StatementResult, consultation: Consultation, held: frozenset[str]) -> dict[str, Any]:
    return {
        "statement": row.statement,
        "badge": BADGES.get(row.state, "badge-quiet") if row.state else "",
        "state": sentences.state_words(row, closed=consultation.is_closed),
        "beside": sentences.beside_words(row),
        "chart": charts.comparison(row, held),
        "picture": f"pernyataan-{row.statement.number}",
    }


@require_safe
def results_csv(request: Request, slug: str, number: int) -> HttpResponse:
    """The figures of the page as a table."""
    consultation = _readable(request, slug, number)
    # The mark at its beginning tells spreadsheets that this is UTF-8.
    table = "\ufeff" + exports.as_csv(results_of(consultation))
    return _as_file(HttpResponse(table, content_type="text/csv; charset=utf-8"), f"{slug}-{number}.csv")


@require_safe
def results_json(request: Request, slug: str, number: int) -> HttpResponse:
    """The figures of the page for programs; the same as the API gives."""
    consultation = _readable(request, slug, number)
    return _as_file(JsonResponse(plain_results(consultation)), f"{slug}-{number}.json")


def _readable(request: Request, slug: str, number: int) -> Consultation:
    consultation = consultation_for(request.actor, slug, number)
    require(request.actor, Action.VIEW_RESULTS, consultation.initiative)
    return consultation


def _as_file(answer: HttpResponse, name: str) -> HttpResponse:
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
def opinion_map(request: Request, slug: str, number: int) -> HttpResponse:
    """Groups of people who voted alike, if there are stable ones; otherwise why there are none."""
    consultation = _readable(request, slug, number)
    veiled = is_veiled(consultation)
    drawn = None if veiled else DrawnMap.objects.filter(consultation=consultation).first()
    shown = page(request, consultation, "map", drawn=drawn, veiled=veiled, **_map(consultation, drawn))
    return render(request, "consultation/map.html", shown)


def _map(consultation: Consultation, drawn: DrawnMap | None) -> dict[str, Any]:
    content: dict[str, Any] = drawn.content if drawn else {}
    groups = content.get("groups") or []
    people = content.get("people") or 0
    reason = content.get("reason") or ("" if groups else Reason.NO_VOTES.value)
    texts = {one.number: one for one in shown_statements(consultation)} if content.get("statements") else {}
    return {
        "ellipses": charts.ellipses(groups),
        "people": people if people >= SHARE_FROM else None,
        "is_small": people < ENOUGH_PEOPLE,
        "reason": str(sentences.REASONS[Reason(reason)]) if reason in set(Reason) else reason,
        "stability": content.get("stability"),
        "statements": [
            (texts[line["number"]], [_cell(line["cells"].get(group["name"])) for group in groups])
            for line in content.get("statements") or []
            if line["number"] in texts
        ],
        "apart": [
            (group["name"], _sets_apart(content, texts, group["name"]))
            for group in groups
            if _sets_apart(content, texts, group["name"])
        ],
        "results_address": address("results", consultation),
    }


def _sets_apart(
    content: dict[str, Any], texts: dict[int, Statement], name: str
) -> list[tuple[Statement, bool]]:
    """The statements that set a group apart, and whether it agrees more than the others or less."""
    lines = content.get("statements") or []
    return [
        (texts[line["number"]], line["apart"][name])
        for line in lines
        if name in line.get("apart", {}) and line["number"] in texts
    ]


def _cell(kept: dict[str, Any] | None) -> str:
    """A group's figure in words; what is kept of the map has passed the gate."""
    if not kept:
        return sentences.figure_words(Presented(Kind.HIDDEN))
    word = Word(kept["word"]) if kept["word"] else None
    return sentences.figure_words(Presented(Kind(kept["kind"]), word=word, share=kept["share"]))
