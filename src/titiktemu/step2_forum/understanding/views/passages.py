"""All passages, one of them, writing it, and its versions."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.requests import Request
from titiktemu.step2_forum.understanding.forms.passages import DisputeForm, PassageForm, told_of
from titiktemu.step2_forum.understanding.models import Passage, Wording
from titiktemu.step2_forum.understanding.queries.comparing import earlier_claims, versions_of
from titiktemu.step2_forum.understanding.queries.passages import is_endorsed_by_both, line_of, lines_of
from titiktemu.step2_forum.understanding.queries.votes import begun_from
from titiktemu.step2_forum.understanding.services.answering import Unsaid
from titiktemu.step2_forum.understanding.services.passages import Agreed, add_passage, reword_passage
from titiktemu.step2_forum.understanding.views.claims import put_error
from titiktemu.step2_forum.understanding.views.deeds import done
from titiktemu.step2_forum.understanding.views.places import (
    initiative_for,
    page,
    passage_of,
    speaker,
    writing,
)
from titiktemu.step2_forum.understanding.views.showing import Shown, ShownClaim, shown_lines
from titiktemu.step2_forum.understanding.words import HEADINGS, HINTS, PassageKind


@require_safe
def index(request: Request, slug: str) -> HttpResponse:
    """What waits for the reader's side first, then every passage by kind."""
    initiative = initiative_for(request.actor, slug)
    rows = shown_lines(lines_of(initiative), speaker(request.actor, initiative))
    shown = page(
        request.actor,
        initiative,
        "index",
        rows=rows,
        waiting=[one for one in rows if one.waits],
        groups=_groups(rows),
        agreed=sum(one.line.is_agreed for one in rows),
        gone=Passage.objects.filter(initiative=initiative).exclude(removed_at=None),
    )
    return render(request, "understanding/list.html", shown)


def _groups(rows: list[Shown]) -> list[tuple[str, Any, list[Shown]]]:
    """Each kind with its heading and its passages, those without any too."""
    return [
        (kind.value, HEADINGS[kind], [one for one in rows if one.line.passage.kind == kind])
        for kind in PassageKind
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request, slug: str) -> HttpResponse:
    """Choose what the passage is about, then write it."""
    initiative = initiative_for(request.actor, slug)
    side = writing(request.actor, initiative)
    kind = (request.POST if request.method == "POST" else request.GET).get("jenis", "")
    if kind not in PassageKind:
        kinds = [(one.value, one.label, HINTS[one]) for one in PassageKind]
        shown = page(request.actor, initiative, "add", kinds=kinds, begun=request.GET.get("from", ""))
        return render(request, "understanding/kinds.html", shown, status=422 if request.POST else 200)
    begun = begun_from(initiative, _number(request.GET.get("from", "")))
    form = PassageForm(request.POST if request.method == "POST" else None, kind=kind, initial=begun)
    if form.is_bound and form.is_valid():
        try:
            made = add_passage(
                actor=request.actor, initiative=initiative, side=side, kind=kind, content=form.content
            )
        except RuleBroken as error:
            put_error(form, error)
        else:
            messages.success(
                request, _("The passage is written. Each side can endorse, amend or dispute it.")
            )
            return redirect("understanding:passage", slug, made.number)
    return _form(request, initiative, form, kind=kind)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Request, slug: str, passage: int) -> HttpResponse:
    """Word a passage anew; ``dari`` begins with a wording that waits."""
    initiative = initiative_for(request.actor, slug)
    side, kept = writing(request.actor, initiative), passage_of(initiative, passage)
    stands = Wording.objects.get(passage=kept, number=kept.version)
    if request.method != "POST":
        begin = kept.wordings.filter(number=_number(request.GET.get("dari", ""))).first() or stands
        form = PassageForm(kind=kept.kind, initial=told_of(begin, stands.number))
        return _form(request, initiative, form, kept, stands)
    form = PassageForm(request.POST, kind=kept.kind)
    if form.is_valid():
        base = form.cleaned_data["base"] or 0
        try:
            made = reword_passage(
                actor=request.actor,
                passage=kept,
                side=side,
                content=form.content,
                base=base,
                knows_agreed=_number(request.POST.get("knows", "")) == base,
            )
        except Agreed:
            return _form(request, initiative, form, kept, stands, status=422)
        except RuleBroken as error:
            put_error(form, error)
        else:
            _say_what_came_of_it(request, made)
            return redirect("understanding:passage", slug, passage)
    return _form(request, initiative, form, kept, stands)


def _say_what_came_of_it(request: Request, made: Wording) -> None:
    if made.is_beside:
        messages.warning(
            request,
            _(
                "Somebody else changed this passage while you wrote."
                " Both wordings are kept; yours waits below."
            ),
        )
    else:
        messages.success(request, _("The new wording stands. What each side says of it begins anew."))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _form(
    request: Request,
    initiative: Initiative,
    form: PassageForm,
    kept: Passage | None = None,
    stands: Wording | None = None,
    kind: str = "",
    status: int = 200,
) -> HttpResponse:
    shown = page(
        request.actor,
        initiative,
        "write",
        form=form,
        passage=kept,
        kind=kind,
        kind_words=PassageKind(kept.kind if kept else kind).label,
        is_agreed=stands is not None and is_endorsed_by_both(stands),
        stands=stands,
        must_know=status == 422,
    )
    return render(request, "understanding/write.html", shown, status=422 if form.errors else status)


@require_http_methods(["GET", "HEAD", "POST"])
def passage(request: Request, slug: str, passage: int) -> HttpResponse:
    """One passage: what stands, what each side says, what waits beside, the claims; and the deeds on it."""
    initiative = initiative_for(request.actor, slug)
    kept = passage_of(initiative, passage)
    if request.method != "POST":
        return _one(request, kept)
    dispute = DisputeForm(request.POST)
    try:
        messages.success(request, done(request, kept, dispute))
    except Unsaid as error:
        dispute.add_error(error.field, str(error))
        return _one(request, kept, dispute)
    except RuleBroken as error:
        return _one(request, kept, dispute if request.POST.get("do") == "disputed" else None, str(error))
    if request.POST.get("from") == "list":
        return redirect("understanding:index", slug)
    return redirect("understanding:passage", slug, passage)


def _one(
    request: Request, kept: Passage, dispute: DisputeForm | None = None, problem: str = ""
) -> HttpResponse:
    row = shown_lines([line_of(kept)], speaker(request.actor, kept.initiative))[0]
    before = Wording.objects.filter(passage=kept, number=row.line.stands.base).first()
    shown = page(
        request.actor,
        kept.initiative,
        "passage",
        row=row,
        line=row.line,
        changes=row.changes_since(before),
        dispute=dispute or DisputeForm(),
        is_disputing=dispute is not None,
        problem=problem,
        needs=list(kept.data_needs.all()),
    )
    status = 422 if problem or (dispute is not None and dispute.errors) else 200
    return render(request, "understanding/passage.html", shown, status=status)


@require_safe
def versions(request: Request, slug: str, passage: int) -> HttpResponse:
    """Every wording with what it changed and what was said of it, and claims that are gone."""
    initiative = initiative_for(request.actor, slug)
    kept = passage_of(initiative, passage)
    shown = page(
        request.actor,
        initiative,
        "versions",
        passage=kept,
        versions=versions_of(kept),
        claims=[ShownClaim(one, "") for one in earlier_claims(kept)],
    )
    return render(request, "understanding/versions.html", shown)
