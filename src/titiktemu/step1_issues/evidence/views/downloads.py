"""Lists of evidence as files, holding what the reader may see and no more."""

from django.http import Http404, HttpResponse
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe

from titiktemu.foundation.requests import Request
from titiktemu.step1_issues.evidence.views.places import initiative_for

EXPORTING = "titiktemu.step1_issues.evidence.exporting"
"""By name: writing workbooks costs a web process memory that most never need."""
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_safe
def download(request: Request, slug: str, kind: str, ending: str) -> HttpResponse:
    """One list as a file."""
    initiative = initiative_for(request.actor, slug)
    kinds = import_string(f"{EXPORTING}.KINDS")
    if kind not in kinds or ending not in TYPES:
        raise Http404
    rows = kinds[kind](request.actor, initiative)
    if ending == "csv":
        content = import_string(f"{EXPORTING}.csv_file")(rows)
    else:
        content = import_string(f"{EXPORTING}.workbook")(rows, kind)
    answer = HttpResponse(content, content_type=TYPES[ending])
    answer["Content-Disposition"] = f'attachment; filename="{slug}-{kind}.{ending}"'
    answer["Cache-Control"] = "no-store"
    return answer
