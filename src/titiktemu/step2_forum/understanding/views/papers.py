"""The shared understanding as a paper, and as files."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from titiktemu.documents.list_files import TYPES, list_file
from titiktemu.documents.queries import visible_papers
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, allows, require
from titiktemu.foundation.requests import Request
from titiktemu.step2_forum.understanding.kinds import UNDERSTANDING
from titiktemu.step2_forum.understanding.listing import sheets_of
from titiktemu.step2_forum.understanding.papers import understanding_contents
from titiktemu.step2_forum.understanding.queries.papers import needs_behind
from titiktemu.step2_forum.understanding.queries.passages import lines_of
from titiktemu.step2_forum.understanding.services.papers import issue_understanding
from titiktemu.step2_forum.understanding.views.places import initiative_for
from titiktemu.step2_forum.understanding.views.rooms import page_beside


@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: Request, slug: str) -> HttpResponse:
    """How the paper will read, what was issued already, and issuing it."""
    initiative = initiative_for(request.actor, slug)
    failed = ""
    if request.method == "POST":
        require(request.actor, Action.ISSUE_UNDERSTANDING, initiative)
        try:
            made = issue_understanding(actor=request.actor, initiative=initiative)
        except RuleBroken as error:
            failed = str(error)
        else:
            messages.success(request, _("The paper is issued. Its text does not change any more."))
            return redirect("documents:paper", slug, made.pk)
    lines = lines_of(initiative)
    contents = understanding_contents(initiative, lines, needs_behind(initiative), timezone.localdate())
    shown = page_beside(
        initiative,
        "paper",
        lines=lines,
        failed=failed,
        content=contents["en" if (get_language() or "").startswith("en") else "id"],
        issued=visible_papers(request.actor, initiative).filter(kind=UNDERSTANDING.name),
        may_issue=allows(request.actor, Action.ISSUE_UNDERSTANDING, initiative),
    )
    return render(request, "understanding/paper.html", shown, status=422 if failed else 200)


@require_safe
def file(request: Request, slug: str, form: str) -> HttpResponse:
    """Passages as CSV; as XLSX with claims and with the votes before and after."""
    initiative = initiative_for(request.actor, slug)
    if form not in TYPES:
        raise Http404
    return list_file(sheets_of(initiative), name=f"{initiative.slug}-pemahaman-bersama", ending=form)
