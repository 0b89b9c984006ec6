"""Results as files, and what became of one's own statements."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from titiktemu.consultation import sentences
from titiktemu.consultation.exporting.pictures import as_png, map_picture, results_picture
from titiktemu.consultation.exporting.polis import polis_zip
from titiktemu.consultation.exporting.workbook import workbook
from titiktemu.consultation.models import Consultation, DrawnMap
from titiktemu.consultation.queries import moderation_log
from titiktemu.consultation.queries.lineage import became_of, own_statements
from titiktemu.consultation.queries.veil import is_veiled
from titiktemu.consultation.results import StatementResult, results_of
from titiktemu.consultation.views.places import consultation_for, page
from titiktemu.consultation.views.statements import WRITTEN
from titiktemu.consultation.views.voting import voter_in
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.requests import Request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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
    made = workbook(results_of(consultation), list(moderation_log(consultation)))
    return _file(made, XLSX, f"{slug}-{number}.xlsx")


@require_safe
def picture(request: Request, slug: str, number: int, name: str, kind: str) -> HttpResponse:
    """One of the pictures, as SVG or PNG."""
    consultation = _readable(request, slug, number)
    pictures: dict[str, Callable[[], str]] = {
        "hasil": lambda: results_picture(results_of(consultation)),
        "peta": lambda: map_picture(consultation, _content(consultation)),
    }
    if name not in pictures or kind not in {"svg", "png"}:
        raise Http404
    svg = pictures[name]()
    if kind == "svg":
        return _file(svg, "image/svg+xml", f"{slug}-{number}-{name}.svg")
    return _file(as_png(svg), "image/png", f"{slug}-{number}-{name}.png")


def _content(consultation: Consultation) -> dict[str, object]:
    drawn = None if is_veiled(consultation) else DrawnMap.objects.filter(consultation=consultation).first()
    return drawn.content if drawn else {}


@require_safe
def votes_zip(request: Request, slug: str, number: int) -> HttpResponse:
    """Single votes, where they were declared public; elsewhere a sentence that says why not."""
    consultation = _readable(request, slug, number)
    return _file(polis_zip(consultation), "application/zip", f"{slug}-{number}-polis.zip")


@require_safe
def mine(request: Request, slug: str, number: int) -> HttpResponse:
    """What became of one's own statements, and what was agreed; never how near one stands to a side."""
    consultation = _readable(request, slug, number)
    participant = voter_in(request.actor, consultation.initiative)
    if participant is None:
        return redirect("consultation:join", consultation.join_code)
    # Slips are printed by facilitators: who comes in with one reads what was written in this browser only.
    here = request.session.get(WRITTEN, []) if participant.participation_id else None
    own = own_statements(consultation, participant, only=here)
    found = results_of(consultation)
    rows = {row.statement.pk: row for row in found.rows}
    became = became_of(own)
    log = {one.statement_id: one for one in reversed(moderation_log(consultation))}
    shown = page(
        request,
        consultation,
        "mine",
        title=sentences.finding(found),
        own=[
            {
                "statement": one,
                "decision": log.get(one.pk),
                "became": [line.statement for line in became.get(one.pk, [])],
                "said": _said(consultation, rows.get(one.pk)),
            }
            for one in own
        ],
    )
    return render(request, "consultation/mine.html", shown)


def _said(consultation: Consultation, row: StatementResult | None) -> list[str]:
    if row is None:
        return []
    figures = [sentences.figure_sentence(group, figure) for group, figure in row.figures.items()]
    return [one for one in (sentences.state_words(row, closed=consultation.is_closed), *figures) if one]
