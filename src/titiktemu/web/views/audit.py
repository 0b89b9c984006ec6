"""What was done in an initiative, entry by entry, and whether the chain is as it was written."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from titiktemu.catalogue.queries.chain import untold_entries
from titiktemu.foundation import audit
from titiktemu.foundation.models import AuditEntry
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.requests import Request
from titiktemu.step2_forum.maps.queries.cards import untold_drawing
from titiktemu.step2_forum.roles.queries.points import untold_writing
from titiktemu.web.history import NEVER_BY_WHOM, sentences
from titiktemu.web.queries import quiet_days
from titiktemu.web.views.rosters import initiative_for

PER_PAGE = 50
DAYS_SHOWN = 31


@require_safe
def index(request: Request, slug: str) -> HttpResponse:
    """The entries, newest first, in the initiative's time; administrators may have the chain checked."""
    initiative = initiative_for(request, slug)
    require(request.actor, Action.VIEW_AUDIT, initiative)
    rows = AuditEntry.objects.filter(initiative=initiative.pk)
    # What people do under a pseudonym is told by the day: entry by entry, whoever saw somebody come in
    # would know whose statement followed.
    # Of the other side's data only what was released.
    entries = rows.exclude(action__in=NEVER_BY_WHOM).exclude(untold_entries(request.actor, initiative))
    # How busily a side draws its map, or writes in the role mirror, stays untold until both have opened.
    entries = entries.exclude(untold_drawing(initiative) | untold_writing(initiative)).order_by("-number")
    page = Paginator(entries, PER_PAGE).get_page(request.GET.get("page"))
    checks = request.actor.is_administrator and "periksa" in request.GET
    shown = {
        "initiative": initiative,
        "page": page,
        "lines": sentences(page.object_list),
        "days": quiet_days(rows, initiative.time_zone)[:DAYS_SHOWN],
        "report": audit.verify() if checks else None,
    }
    with timezone.override(initiative.time_zone):
        return render(request, "web/audit.html", shown)
