"""The papers of an initiative: the list, one paper, its files, who sees it, and how numbers are written."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titiktemu.documents.forms import NumberingForm, SignedCopyForm
from titiktemu.documents.models import Paper, PaperFile
from titiktemu.documents.numbers import written
from titiktemu.documents.queries import is_inside, listed_papers, may_withdraw, pattern_of, visible_papers
from titiktemu.documents.services.issuing import set_numbering, show_paper
from titiktemu.documents.storage import STORE
from titiktemu.documents.tasks import file_of
from titiktemu.documents.views.places import initiative_for, paper_for, whole_paper_for
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, allows, require
from titiktemu.foundation.requests import Request

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@require_safe
def index(request: Request, slug: str) -> HttpResponse:
    """The papers of the initiative that this reader may see, newest first."""
    initiative = initiative_for(request.actor, slug)
    shown = {
        "initiative": initiative,
        "papers": list(listed_papers(request.actor, initiative)),
        "is_member": allows(request.actor, Action.VIEW_PAPERS, initiative),
        "may_number": allows(request.actor, Action.SET_NUMBERING, initiative),
    }
    return render(request, "documents/index.html", shown)


@require_safe
def paper(request: Request, slug: str, paper: int) -> HttpResponse:
    """What a paper says, its files, and the signed copies of it."""
    return show(request, whole_paper_for(request.actor, slug, paper), SignedCopyForm())


def show(request: Request, found: Paper, form: SignedCopyForm, *, status: int = 200) -> HttpResponse:
    """The page of a paper with the form for a signed copy, as it is or with what is wrong in it."""
    actor, initiative = request.actor, found.initiative
    inside = is_inside(actor, found)
    copies: list[dict[str, Any]] = [
        {"row": one, "may_withdraw": one.withdrawn_at is None and may_withdraw(actor, one)}
        for one in found.signed_copies.all()
    ]
    language = get_language() or ""
    shown: dict[str, Any] = {
        "initiative": initiative,
        "paper": found,
        "content": found.content_in(language if language in found.languages else found.languages[0]),
        "downloads": [
            {"language": one, "form": form_, "label": label}
            for one in found.languages
            for form_, label in PaperFile.Form.choices
        ],
        "inside": inside,
        "copies": copies if inside else [],
        "counted": sum(one["row"].withdrawn_at is None for one in copies),
        "replaced_by": _if_visible(request, getattr(found, "superseded_by", None)),
        "replaces": _if_visible(request, found.supersedes),
        "may_add": inside and allows(actor, Action.ADD_SIGNED_COPY, initiative),
        "may_show": allows(actor, Action.SHOW_PAPER, initiative, side=found.side),
        "form": form,
    }
    return render(request, "documents/paper.html", shown, status=status)


def _if_visible(request: Request, other: Paper | None) -> Paper | None:
    if other is None:
        return None
    return visible_papers(request.actor, other.initiative).filter(pk=other.pk).first()


@require_safe
def download(
    request: Request, slug: str, paper: int, language: str, form: str
) -> HttpResponse | FileResponse:
    """A file of a paper. It never changes, so the reader's own browser may keep it."""
    found = paper_for(request.actor, slug, paper)
    if language not in found.languages or form not in MEDIA_TYPES:
        raise Http404
    kept = file_of(found, language, form)
    etag = f'"{kept.sha256}"'
    if request.headers.get("If-None-Match", "").removeprefix("W/") == etag:
        answer: HttpResponse | FileResponse = HttpResponse(status=304)
    else:
        content = STORE.path_of(kept.sha256).open("rb")
        name = f"{slugify(found.number.replace('/', '-') or found.title)[:80]}-{language}.{form}"
        answer = FileResponse(content, as_attachment=True, filename=name, content_type=MEDIA_TYPES[form])
        # Packed already: packing it again would cost time and hide its length.
        answer["Content-Encoding"] = "identity"
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, max-age=31536000, immutable"
    return answer


@require_POST
def visibility(request: Request, slug: str, paper: int) -> HttpResponse:
    """Show the paper to the public, or to its own people alone."""
    found = paper_for(request.actor, slug, paper)
    is_public = request.POST.get("is_public") == "1"
    show_paper(actor=request.actor, paper=found, is_public=is_public)
    told = (
        _("Everybody can read this paper now. Signed copies stay with its own people.")
        if is_public
        else _("Only its own people can read this paper now.")
    )
    messages.success(request, told)
    return redirect("documents:paper", slug, found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def numbering(request: Request, slug: str) -> HttpResponse:
    """How the numbers of letters are written from now on."""
    initiative = initiative_for(request.actor, slug)
    require(request.actor, Action.SET_NUMBERING, initiative)
    pattern = pattern_of(initiative)
    form = NumberingForm(request.POST or None, initial={"pattern": pattern})
    if request.method == "POST" and form.is_valid():
        try:
            set_numbering(actor=request.actor, initiative=initiative, pattern=form.cleaned_data["pattern"])
        except RuleBroken as error:
            form.add_error("pattern", str(error))
        else:
            messages.success(request, _("The next letters get their numbers this way."))
            return redirect("documents:index", slug)
    shown = {
        "initiative": initiative,
        "form": form,
        "example": written(pattern, 5, "UND", date(2026, 11, 28)),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "documents/numbering.html", shown, status=status)
