"""Lists of evidence as files, holding what the reader may see and no more."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from titiktemu.documents.list_files import TYPES, list_file
from titiktemu.foundation.requests import Request
from titiktemu.step1_issues.evidence.exporting import KINDS
from titiktemu.step1_issues.evidence.views.places import initiative_for


@require_safe
def download(request: Request, slug: str, kind: str, ending: str) -> HttpResponse:
    """One list as a file."""
    initiative = initiative_for(request.actor, slug)
    if kind not in KINDS or ending not in TYPES:
        raise Http404
    rows = KINDS[kind](request.actor, initiative)
    return list_file({kind: rows}, name=f"{slug}-{kind}", ending=ending)
