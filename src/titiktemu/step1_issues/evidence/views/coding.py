"""The code book, and coding passages: each coder alone, seeing nobody else's codes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action
from titiktemu.foundation.requests import Request
from titiktemu.step1_issues.evidence.forms.groups import CodeForm
from titiktemu.step1_issues.evidence.models import Code
from titiktemu.step1_issues.evidence.queries.groups import own_codings
from titiktemu.step1_issues.evidence.services.groups import add_code, code_passages
from titiktemu.step1_issues.evidence.views.groups import group_for
from titiktemu.step1_issues.evidence.views.places import initiative_for, page

ON_A_PAGE = 40


@require_http_methods(["GET", "HEAD", "POST"])
def codes(request: Request, slug: str) -> HttpResponse:
    """The code book, and a form for another code."""
    posts = request.method == "POST"
    initiative = initiative_for(request.actor, slug, Action.WRITE_GROUP if posts else Action.VIEW_EVIDENCE)
    form = CodeForm(request.POST if posts else None)
    if form.is_valid():
        try:
            add_code(actor=request.actor, initiative=initiative, **form.cleaned_data)
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The code is in the book."))
            return redirect("evidence:codes", slug)
    shown = page(
        request, initiative, "groups", form=form, codes=list(Code.objects.filter(initiative=initiative))
    )
    return render(request, "evidence/codes.html", shown, status=422 if posts else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def coding(request: Request, slug: str, number: int) -> HttpResponse:
    """The passages of a session with the coder's own codes; those not coded yet come first."""
    group = group_for(request, slug, number, Action.CODE_PASSAGE)
    book = list(Code.objects.filter(initiative=group.initiative))
    mine = own_codings(group, request.actor.place_in(group.initiative))
    if request.method == "POST":
        sent = _sent(request, {one.number for one in book})
        code_passages(actor=request.actor, group=group, codes=sent)
        messages.success(request, _("Your codes are kept. Nobody sees them before both coders are done."))
        return redirect("evidence:coding", slug, number)
    passages = list(group.passages.all())
    left = [one for one in passages if one.pk not in mine]
    rows = [(one, mine.get(one.pk), one.pk in mine) for one in (left or passages)[:ON_A_PAGE]]
    shown = page(
        request,
        group.initiative,
        "groups",
        group=group,
        rows=rows,
        codes=book,
        done=len(passages) - len(left),
        of=len(passages),
    )
    return render(request, "evidence/coding.html", shown)


def _sent(request: Request, known: set[int]) -> dict[int, int | None]:
    """Codes by passage, of those that were answered; 0 says that none fits."""
    found: dict[int, int | None] = {}
    for name, sent in request.POST.items():
        value = str(sent)
        number = name.removeprefix("p")
        if name.startswith("p") and _is_number(number) and _is_number(value) and int(value) in known | {0}:
            found[int(number)] = int(value) or None
    return found


def _is_number(said: str) -> bool:
    return said.isascii() and said.isdigit() and len(said) < 6
