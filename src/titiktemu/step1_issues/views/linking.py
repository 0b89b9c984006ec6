"""From a gathered piece to the issues that it speaks for."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.requests import Request
from titiktemu.step1_issues.forms.solutions import IssuesForm
from titiktemu.step1_issues.models import Issue
from titiktemu.step1_issues.queries.issues import living_issues
from titiktemu.step1_issues.queries.pieces import ARTICLE, INTERVIEW, QUOTE, gathered
from titiktemu.step1_issues.services.evidence import link_pieces
from titiktemu.step1_issues.views.places import initiative_for, issue_address, page

SOURCES = {"artikel": ARTICLE, "kutipan": QUOTE, "wawancara": INTERVIEW}


@require_http_methods(["GET", "HEAD", "POST"])
def link_piece(request: Request, slug: str, piece: str, row: int) -> HttpResponse:
    """One article, quote or interview, and the issues that it is not linked to yet."""
    initiative = initiative_for(request.actor, slug)
    require(request.actor, Action.LINK_EVIDENCE, initiative)
    source = SOURCES.get(piece, "")
    found = next(gathered(Issue(initiative=initiative), [f"{source}:{row}"]), None)
    if found is None:
        raise Http404
    living = living_issues(initiative)
    linked = list(living.filter(evidence__source=source, evidence__source_id=row))
    left = [one for one in living if one not in linked]
    form = IssuesForm(request.POST if request.method == "POST" else None, issues=left)
    if form.is_valid():
        chosen = [one for one in left if str(one.number) in form.cleaned_data["issues"]]
        for one in chosen:
            link_pieces(actor=request.actor, issue=one, keys=[found.source_key])
        messages.success(request, _("The evidence is linked."))
        return redirect(issue_address("evidence", chosen[0]))
    shown = page(request, initiative, "grid", piece=found, form=form, left=left, linked=linked)
    return render(request, "issues/link_piece.html", shown, status=422 if form.is_bound else 200)
