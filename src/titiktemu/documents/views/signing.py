"""Signed copies: bringing one, looking at it, taking it back."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titiktemu.documents.forms import ReasonForm, SignedCopyForm
from titiktemu.documents.models import SignedCopy
from titiktemu.documents.queries import is_inside, may_withdraw
from titiktemu.documents.services.signing import add_signed_copy, withdraw_signed_copy
from titiktemu.documents.signatures import ENDINGS
from titiktemu.documents.storage import STORE
from titiktemu.documents.views.papers import show
from titiktemu.documents.views.places import paper_for, whole_paper_for
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.requests import Request


@require_POST
def add_copy(request: Request, slug: str, paper: int) -> HttpResponse:
    """Take a signed copy in."""
    found = whole_paper_for(request.actor, slug, paper)
    require(request.actor, Action.ADD_SIGNED_COPY, found.initiative)
    if not is_inside(request.actor, found):
        raise NotAllowed(Action.ADD_SIGNED_COPY)
    form = SignedCopyForm(request.POST, request.FILES)
    if not form.is_valid():
        return show(request, found, form, status=422)
    file = form.cleaned_data["file"]
    try:
        copy = add_signed_copy(
            actor=request.actor, paper=found, name=file.name, file=file, note=form.cleaned_data["note"]
        )
    except RuleBroken as error:
        form.add_error("file", str(error))
        return show(request, found, form, status=422)
    told = (
        _("The signed copy is kept. There is an electronic signature in it.")
        if copy.is_electronic
        else _("The signed copy is kept.")
    )
    messages.success(request, told)
    return redirect("documents:paper", slug, found.pk)


def _copy_for(request: Request, slug: str, paper: int, copy: int) -> SignedCopy:
    """The copy, for those who see more of the paper than the public does."""
    found = paper_for(request.actor, slug, paper)
    if not is_inside(request.actor, found):
        raise Http404
    one = get_object_or_404(found.signed_copies.all(), pk=copy)
    one.paper = found
    return one


@require_safe
def copy(request: Request, slug: str, paper: int, copy: int) -> FileResponse:
    """The file of a signed copy."""
    one = _copy_for(request, slug, paper, copy)
    try:
        content = STORE.path_of(one.sha256).open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    name = f"{_('signed copy')} {one.paper_id}-{one.pk}.{ENDINGS[one.media_type]}"
    # Nobody here made it, so no browser is asked to open it.
    answer = FileResponse(content, as_attachment=True, filename=name, content_type=one.media_type)
    answer["Content-Encoding"] = "identity"
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_copy(request: Request, slug: str, paper: int, copy: int) -> HttpResponse:
    """Ask for the reason, then take the copy back."""
    one = _copy_for(request, slug, paper, copy)
    if not may_withdraw(request.actor, one):
        raise NotAllowed(Action.WITHDRAW_SIGNED_COPY)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        withdraw_signed_copy(actor=request.actor, copy=one, reason=form.cleaned_data["reason"])
        messages.success(request, _("The copy is taken back. The page says why."))
        return redirect("documents:paper", slug, one.paper_id)
    shown = {"initiative": one.paper.initiative, "paper": one.paper, "copy": one, "form": form}
    return render(
        request, "documents/withdraw_copy.html", shown, status=422 if request.method == "POST" else 200
    )
