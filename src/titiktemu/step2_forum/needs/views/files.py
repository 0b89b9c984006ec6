"""Data needs to take away."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from titiktemu.foundation.requests import Request
from titiktemu.step2_forum.needs.exporting import as_csv, as_xlsx
from titiktemu.step2_forum.needs.views.places import initiative_for

MAKERS = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
}


@require_safe
def file(request: Request, slug: str, form: str) -> HttpResponse:
    """All needs, and with XLSX the assets that they name."""
    initiative = initiative_for(request.actor, slug)
    if form not in MAKERS:
        raise Http404
    kind, made = MAKERS[form]
    answer = HttpResponse(made(request.actor, initiative), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{initiative.slug}-kebutuhan-data.{form}"'
    return answer
