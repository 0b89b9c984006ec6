"""Data needs to take away."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from titiktemu.documents.list_files import TYPES, list_file
from titiktemu.foundation.requests import Request
from titiktemu.step2_forum.needs.exporting import asset_rows, needs_rows
from titiktemu.step2_forum.needs.views.places import initiative_for


@require_safe
def file(request: Request, slug: str, form: str) -> HttpResponse:
    """All needs, and with XLSX the assets that they name."""
    initiative = initiative_for(request.actor, slug)
    if form not in TYPES:
        raise Http404
    sheets = {"needs": needs_rows(initiative)}
    if form == "xlsx":
        sheets["assets"] = asset_rows(request.actor, initiative)
    return list_file(sheets, name=f"{initiative.slug}-kebutuhan-data", ending=form)
