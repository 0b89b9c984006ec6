"""The table of roles as a file, and the blank sheet for the wall."""

from collections.abc import Callable
from typing import Final

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from titiktemu.documents.content import Content
from titiktemu.documents.list_files import TYPES, list_file
from titiktemu.documents.rendering.docx import as_docx
from titiktemu.documents.rendering.pdf import as_pdf
from titiktemu.foundation.requests import Request
from titiktemu.step2_forum.roles.exporting import blank_sheet, role_paper, role_rows
from titiktemu.step2_forum.roles.queries.learning import learning_of
from titiktemu.step2_forum.roles.views.places import mirror_for

PAPERS: Final[dict[str, tuple[str, Callable[..., bytes]]]] = {
    "pdf": ("application/pdf", as_pdf),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", as_docx),
}


@require_safe
def file(request: Request, slug: str, form: str) -> HttpResponse:
    """The table of roles; there is none before both have opened."""
    mirror = mirror_for(request.actor, slug)
    if not mirror.is_open or form not in {*TYPES, *PAPERS}:
        raise Http404
    learning, name = learning_of(mirror), f"{mirror.initiative.slug}-peran"
    if form in TYPES:
        return list_file({"peran": role_rows(learning)}, name=name, ending=form)
    return _paper(role_paper(mirror.initiative, learning), name, form)


@require_safe
def worksheet(request: Request, slug: str, ending: str) -> HttpResponse:
    """The blank sheet, for whoever may see the room."""
    mirror = mirror_for(request.actor, slug)
    if ending not in PAPERS:
        raise Http404
    return _paper(blank_sheet(mirror.initiative), f"{mirror.initiative.slug}-lembar-peran", ending)


def _paper(content: Content, name: str, form: str) -> HttpResponse:
    kind, maker = PAPERS[form]
    sent = HttpResponse(maker(content, made_at=timezone.now()), content_type=kind)
    sent["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    sent["Cache-Control"] = "no-store"
    return sent
