"""The first page of the evidence: what each channel holds so far."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from titiktemu.foundation.requests import Request
from titiktemu.step1_issues.evidence.queries.overview import overview_of
from titiktemu.step1_issues.evidence.views.places import initiative_for, page


@require_safe
def index(request: Request, slug: str) -> HttpResponse:
    """What there is, and where to begin."""
    initiative = initiative_for(request.actor, slug)
    shown = page(request, initiative, "index", found=overview_of(request.actor, initiative))
    return render(request, "evidence/index.html", shown)
