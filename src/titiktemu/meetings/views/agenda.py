"""The mandate and the agenda, on the page and on paper."""

from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from titiktemu.documents.content import Language
from titiktemu.documents.rendering.pdf import as_pdf
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action
from titiktemu.foundation.requests import Request
from titiktemu.meetings.forms.agenda import ItemForm, MandateForm
from titiktemu.meetings.models import AgendaItem, Meeting
from titiktemu.meetings.paper_minutes import pack_text
from titiktemu.meetings.queries.agenda import agenda_items, agenda_lines, course_of, mandate_of, runs_over
from titiktemu.meetings.services.agenda import add_item, edit_item, move_item, remove_item, set_mandate
from titiktemu.meetings.views.places import address, led_meeting, meeting_for, page

LONGEST_NUMBER: Final = 9


@require_http_methods(["GET", "HEAD", "POST"])
def agenda(request: Request, slug: str, number: int) -> HttpResponse:
    """What the meeting is for and what it goes through; whoever leads it adds and orders items here."""
    if request.method != "POST":
        return _show(request, meeting_for(request.actor, slug, number))
    meeting = led_meeting(request.actor, slug, number, Action.SET_AGENDA)
    do = request.POST.get("do", "add")
    form = ItemForm(request.POST if do == "add" else None)
    try:
        if do == "add":
            if not form.is_valid():
                return _show(request, meeting, form)
            add_item(actor=request.actor, meeting=meeting, **form.cleaned_data)
            messages.success(request, _("The item is on the agenda."))
        else:
            _arrange(request, meeting, do)
    except RuleBroken as error:
        form.add_error(None, str(error)) if form.is_bound else messages.error(request, str(error))
        if form.is_bound:
            return _show(request, meeting, form)
    return redirect(address("agenda", meeting))


def _arrange(request: Request, meeting: Meeting, do: str) -> None:
    wanted = request.POST.get("item", "")
    known = wanted.isdecimal() and len(wanted) <= LONGEST_NUMBER
    item = get_object_or_404(meeting.agenda, number=int(wanted) if known else 0)
    item.meeting = meeting
    if do == "remove":
        remove_item(actor=request.actor, item=item)
        messages.success(request, _("The item is off the agenda."))
    else:
        move_item(actor=request.actor, item=item, up=do == "up")


def _show(request: Request, meeting: Meeting, form: ItemForm | None = None) -> HttpResponse:
    items, course = agenda_items(meeting), course_of(meeting)
    shown = page(
        request,
        meeting,
        "agenda",
        mandate=mandate_of(meeting),
        lines=agenda_lines(meeting, items, course, timezone.now()),
        over=runs_over(meeting, items),
        form=form or ItemForm(initial={"minutes": 15}),
    )
    return render(request, "meetings/agenda.html", shown, status=422 if form else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def mandate(request: Request, slug: str, number: int) -> HttpResponse:
    """Say why people meet and what they may decide."""
    meeting = led_meeting(request.actor, slug, number, Action.SET_AGENDA)
    form = MandateForm(request.POST or None, kept=mandate_of(meeting))
    if request.method == "POST" and form.is_valid():
        try:
            set_mandate(actor=request.actor, meeting=meeting, **form.cleaned_data)
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect(address("agenda", meeting))
    return _form(request, meeting, form, _("Mandate of the meeting"))


@require_http_methods(["GET", "HEAD", "POST"])
def item(request: Request, slug: str, number: int, item: int) -> HttpResponse:
    """Change an item."""
    meeting = led_meeting(request.actor, slug, number, Action.SET_AGENDA)
    kept = get_object_or_404(AgendaItem, meeting=meeting, number=item)
    kept.meeting = meeting
    form = ItemForm(request.POST or None, instance=kept)
    if request.method == "POST" and form.is_valid():
        try:
            edit_item(actor=request.actor, item=kept, **form.cleaned_data)
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect(address("agenda", meeting))
    return _form(request, meeting, form, _("Change an item"))


def _form(request: Request, meeting: Meeting, form: MandateForm | ItemForm, title: str) -> HttpResponse:
    shown = page(request, meeting, "agenda", form=form, form_title=title)
    return render(request, "meetings/agenda_form.html", shown, status=422 if form.errors else 200)


@require_safe
def pack(request: Request, slug: str, number: int) -> HttpResponse:
    """The material for the meeting as one PDF: mandate, agenda, documents, rules."""
    meeting = meeting_for(request.actor, slug, number)
    language: Language = "en" if (get_language() or "").startswith("en") else "id"
    content = pack_text(meeting, mandate_of(meeting), agenda_items(meeting), language)
    sent = HttpResponse(as_pdf(content, made_at=timezone.now()), content_type="application/pdf")
    sent["Content-Disposition"] = f'inline; filename="bahan-{slug}-{number}.pdf"'
    return sent
