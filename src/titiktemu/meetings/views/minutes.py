"""The minutes: reading, writing, approving, amending, disputing, issuing."""

from datetime import time
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.permissions import Action, allows
from titiktemu.foundation.requests import Request
from titiktemu.meetings.forms.agenda import DueForm, PassageForm, WordForm
from titiktemu.meetings.models import Meeting, Passage, PassageVersion
from titiktemu.meetings.queries import is_of
from titiktemu.meetings.queries.agenda import agenda_items
from titiktemu.meetings.queries.minutes import minutes_of, passage_lines, sides_asked, versions_of
from titiktemu.meetings.services.minutes import (
    add_passage,
    amend_passage,
    answer_passage,
    issue_minutes,
    rewrite_passage,
    set_minutes_due,
    take_wording,
)
from titiktemu.meetings.times import at, local
from titiktemu.meetings.views.places import address, led_meeting, meeting_for, page

END_OF_DAY = time(23, 59)


def _inside(request: Request, slug: str, number: int) -> Meeting:
    """The meeting, for people of the initiative: what was said in it is not announced to everybody."""
    meeting = meeting_for(request.actor, slug, number)
    if not is_of(request.actor, meeting.initiative):
        raise NotAllowed(Action.VIEW_MEETINGS)
    return meeting


@require_http_methods(["GET", "HEAD", "POST"])
def minutes(request: Request, slug: str, number: int) -> HttpResponse:
    """All passages; whoever leads writes here, sets the last day for answers, and issues the paper."""
    if request.method != "POST":
        return _show(request, _inside(request, slug, number))
    meeting = led_meeting(request.actor, slug, number, Action.WRITE_MINUTES)
    do = request.POST.get("do", "add")
    form = PassageForm(request.POST if do == "add" else None, items=agenda_items(meeting))
    due = DueForm(request.POST if do == "due" else None)
    bound = form if do == "add" else due
    if bound.is_bound and not bound.is_valid():
        return _show(request, meeting, form, due)
    try:
        messages.success(request, _do(request, meeting, do, form, due))
    except RuleBroken as error:
        bound.add_error(None, str(error)) if bound.is_bound else messages.error(request, str(error))
        if bound.is_bound:
            return _show(request, meeting, form, due)
    return redirect(address("minutes", meeting))


def _do(request: Request, meeting: Meeting, do: str, form: PassageForm, due: DueForm) -> str:
    if do == "issue":
        issue_minutes(actor=request.actor, meeting=meeting)
        return _("The minutes are issued with their number, as PDF and DOCX in both languages.")
    if do == "due":
        day = due.cleaned_data["due"]
        moment = at(day, END_OF_DAY, meeting.time_zone) if day else None
        set_minutes_due(actor=request.actor, meeting=meeting, due_at=moment)
        return _("Saved.")
    told = form.cleaned_data
    add_passage(actor=request.actor, meeting=meeting, text=told["text"], kind=told["kind"], item=form.chosen)
    return _("The passage is written. Each side can approve, amend or dispute it.")


def _show(
    request: Request, meeting: Meeting, form: PassageForm | None = None, due: DueForm | None = None
) -> HttpResponse:
    kept, lines = minutes_of(meeting), passage_lines(meeting)
    wrong = bool((form and form.errors) or (due and due.errors))
    first = {"due": local(kept.due_at, meeting.time_zone).date()} if kept.due_at else {}
    shown = page(
        request,
        meeting,
        "minutes",
        kept=kept,
        lines=lines,
        settled=sum(line.is_settled for line in lines),
        is_late=bool(kept.due_at and kept.due_at <= timezone.now()),
        has_begun=meeting.starts_at <= timezone.now(),
        form=form or PassageForm(items=agenda_items(meeting)),
        due=due or DueForm(initial=first),
        **_voice(request, meeting),
    )
    return render(request, "meetings/minutes.html", shown, status=422 if wrong else 200)


def _voice(request: Request, meeting: Meeting) -> dict[str, Any]:
    """Whether the reader speaks for a side that is asked, and may write."""
    side = request.actor.side_in(meeting.initiative)
    speaks = side in sides_asked(meeting) and allows(
        request.actor, Action.ANSWER_MINUTES, meeting.initiative, side=side
    )
    writes = allows(request.actor, Action.WRITE_MINUTES, meeting.initiative, side=meeting.side)
    return {"own_side": side if speaks else "", "writes": writes and not meeting.is_cancelled}


@require_http_methods(["GET", "HEAD", "POST"])
def passage(request: Request, slug: str, number: int, passage: int) -> HttpResponse:
    """One passage: what stands, what each side says, every wording with what changed."""
    meeting = _inside(request, slug, number)
    kept = get_object_or_404(
        Passage.objects.select_related("minutes", "item"), minutes__meeting=meeting, number=passage
    )
    kept.minutes.meeting = meeting
    if request.method != "POST":
        return _show_passage(request, meeting, kept)
    form = WordForm(request.POST)
    try:
        if not form.is_valid():
            raise RuleBroken(_("Please approve, amend or dispute it."))
        said = _say(request, kept, form.cleaned_data)
    except RuleBroken as error:
        return _show_passage(request, meeting, kept, problem=str(error))
    messages.success(request, said)
    return redirect(address("passage", meeting, passage))


def _say(request: Request, kept: Passage, told: dict[str, Any]) -> str:
    actor, side = request.actor, request.actor.side_in(kept.minutes.meeting.initiative)
    if told["do"] == "take":
        version = PassageVersion.objects.filter(passage=kept, is_beside=True, number=told["version"]).first()
        if version is None:
            raise RuleBroken(_("This wording no longer waits."))
        version.passage = kept
        take_wording(actor=actor, version=version, base=told["base"])
        return _("This wording stands now; the earlier ones stay to be read.")
    if told["do"] in {"amend", "rewrite"}:
        given = {"actor": actor, "passage": kept, "text": told["text"], "base": told["base"]}
        made = rewrite_passage(**given) if told["do"] == "rewrite" else amend_passage(side=side, **given)
        if made.is_beside:
            return _(
                "Somebody else changed this passage in the meantime. Both wordings are kept;"
                " yours waits below."
            )
        return _("The new wording stands. Both sides are asked anew.")
    answer_passage(
        actor=actor, passage=kept, side=side, word=told["do"], base=told["base"], reason=told["reason"]
    )
    return _("Your side’s word is kept.")


def _show_passage(request: Request, meeting: Meeting, kept: Passage, problem: str = "") -> HttpResponse:
    line = next((one for one in passage_lines(meeting) if one.passage.pk == kept.pk), None)
    if line is None:
        raise Http404
    shown = page(
        request,
        meeting,
        "minutes",
        line=line,
        versions=versions_of(kept),
        problem=problem,
        typed=request.POST if problem else {},
        **_voice(request, meeting),
    )
    return render(request, "meetings/passage.html", shown, status=422 if problem else 200)
