"""What was done in an initiative, entry by entry, and whether the chain is as it was written."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from titiktemu.foundation import audit
from titiktemu.foundation.models import AuditEntry
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.requests import Request
from titiktemu.web.history import sentences
from titiktemu.web.views.rosters import initiative_for

PER_PAGE = 50


@require_safe
def index(request: Request, slug: str) -> HttpResponse:
    """The entries, newest first, in the initiative's time; administrators may have the chain checked."""
    initiative = initiative_for(request, slug)
    require(request.actor, Action.VIEW_AUDIT, initiative)
    entries = AuditEntry.objects.filter(initiative=initiative.pk).order_by("-number")
    page = Paginator(entries, PER_PAGE).get_page(request.GET.get("page"))
    checks = request.actor.is_administrator and "periksa" in request.GET
    shown = {
        "initiative": initiative,
        "page": page,
        "lines": sentences(page.object_list),
        "report": audit.verify() if checks else None,
    }
    with timezone.override(initiative.time_zone):
        return render(request, "web/audit.html", shown)
