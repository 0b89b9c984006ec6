"""Focus groups: the list with codes and saturation, one session, writing it down."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action
from titiktemu.foundation.requests import Request
from titiktemu.step1_issues.evidence.charts import curve
from titiktemu.step1_issues.evidence.forms.groups import (
    AudioForm,
    GroupForm,
    MakeupForm,
    NotesForm,
    QuoteForm,
)
from titiktemu.step1_issues.evidence.models import FocusGroup, Quote
from titiktemu.step1_issues.evidence.queries.groups import (
    coded,
    coders_done,
    finished,
    groups_of,
    listed,
    quotes_of,
)
from titiktemu.step1_issues.evidence.services.groups import (
    add_quote,
    attach_audio,
    change_group,
    count_people,
    take_quote_back,
    write_group,
    write_notes,
)
from titiktemu.step1_issues.evidence.transcripts import MOST_NOTES, STORE, read_notes
from titiktemu.step1_issues.evidence.views.places import initiative_for, page

GROUP_FIELDS = ("title", "held_on", "place", "guide")


def group_for(request: Request, slug: str, number: int, action: Action) -> FocusGroup:
    """The session, if it exists for this reader and they may do this with it."""
    initiative = initiative_for(request.actor, slug, action)
    rows = groups_of(request.actor, initiative).select_related("initiative")
    return get_object_or_404(rows, number=number)


@require_safe
def groups(request: Request, slug: str) -> HttpResponse:
    """The sessions, what was coded in them, and whether more sessions would bring more."""
    initiative = initiative_for(request.actor, slug)
    found = list(listed(groups_of(request.actor, initiative)))
    lines, agreement, saturation = coded(initiative, found)
    shown = page(
        request,
        initiative,
        "groups",
        groups=found,
        codes=lines,
        agreement=agreement,
        saturation=saturation,
        curve=curve(saturation) if saturation else None,
    )
    return render(request, "evidence/groups.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Request, slug: str, number: int | None = None) -> HttpResponse:
    """Write a session down, or change what it says of itself."""
    initiative = initiative_for(request.actor, slug, Action.WRITE_GROUP)
    group = get_object_or_404(FocusGroup, initiative=initiative, number=number) if number else None
    form = GroupForm(request.POST or None, instance=group)
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in GROUP_FIELDS}
        if group:
            change_group(actor=request.actor, group=group, **told)
        else:
            side = form.cleaned_data["side"]
            group = write_group(actor=request.actor, initiative=initiative, side=side, **told)
        messages.success(request, _("Saved."))
        return redirect("evidence:group", slug, group.number)
    shown = page(request, initiative, "groups", form=form, group=group)
    return render(request, "evidence/write_group.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def group(request: Request, slug: str, number: int) -> HttpResponse:
    """One session; whoever leads adds to it here."""
    posts = request.method == "POST"
    found = group_for(request, slug, number, Action.WRITE_GROUP if posts else Action.VIEW_EVIDENCE)
    kept = {(one.side, one.sex): one.people for one in found.makeup.all()}
    way = request.POST.get("do", "") if posts else ""
    if way == "withdraw":
        return _withdraw(request, found)
    made = _forms(request, way, kept)
    form = made.get(way)
    if form is not None and form.is_valid():
        try:
            told = WAYS[way](request, found, form)
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, told)
            return redirect("evidence:group", slug, number)
    shown = page(
        request,
        found.initiative,
        "groups",
        group=found,
        forms=made,
        wrong=form,
        makeup=list(found.makeup.all()),
        quotes=list(quotes_of(request.actor, found)),
        passages=found.passages.count(),
        coders=len(coders_done(found)),
        is_finished=found.pk in finished([found]),
    )
    return render(request, "evidence/group.html", shown, status=422 if posts else 200)


def _forms(request: Request, way: str, kept: dict[tuple[str, str], int]) -> dict[str, Any]:
    sent = (request.POST, request.FILES)
    return {
        "makeup": MakeupForm(*sent if way == "makeup" else (), kept=kept),
        "notes": NotesForm(*sent if way == "notes" else ()),
        "audio": AudioForm(*sent if way == "audio" else ()),
        "quote": QuoteForm(*sent if way == "quote" else ()),
    }


def _makeup(request: Request, found: FocusGroup, form: Any) -> str:
    count_people(actor=request.actor, group=found, people=form.people)
    return _("Saved.")


def _notes(request: Request, found: FocusGroup, form: forms.Form) -> str:
    file = form.cleaned_data["file"]
    if file and file.size > MOST_NOTES:
        raise RuleBroken(_("Notes have at most 5 MB. Pictures in the file are not needed; take them out."))
    text = read_notes(file.read()) if file else form.cleaned_data["text"]
    many = write_notes(actor=request.actor, group=found, text=text)
    return _("The notes have %(many)d passages.") % {"many": many}


def _audio(request: Request, found: FocusGroup, form: forms.Form) -> str:
    file = form.cleaned_data["file"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "recording"
        with path.open("wb") as into:
            for chunk in file.chunks():
                into.write(chunk)
        attach_audio(actor=request.actor, group=found, path=path, name=file.name)
    return _("The recording is kept.")


def _quote(request: Request, found: FocusGroup, form: forms.Form) -> str:
    add_quote(actor=request.actor, group=found, **form.cleaned_data)
    return _("The quote is kept.")


WAYS: dict[str, Callable[[Request, FocusGroup, Any], str]] = {
    "makeup": _makeup,
    "notes": _notes,
    "audio": _audio,
    "quote": _quote,
}


def _withdraw(request: Request, found: FocusGroup) -> HttpResponse:
    asked = request.POST.get("quote", "")
    key = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else 0
    take_quote_back(actor=request.actor, quote=get_object_or_404(Quote, group=found, pk=key))
    messages.success(request, _("The quote is deleted."))
    return redirect("evidence:group", found.initiative.slug, found.number)


@require_safe
def audio(request: Request, slug: str, number: int) -> FileResponse:
    """The recording, for those who lead."""
    found = group_for(request, slug, number, Action.WRITE_GROUP)
    if not found.audio_sha256 or not STORE.is_whole(found.audio_sha256, found.audio_size):
        raise Http404
    file = STORE.path_of(found.audio_sha256).open("rb")
    return FileResponse(file, as_attachment=True, filename=found.audio_name, content_type=found.audio_type)
