"""Reminders with words to send, one's own calendar, handing a meeting over."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.requests import Request
from titiktemu.meetings.calendar_files import calendar_file
from titiktemu.meetings.queries import in_feed
from titiktemu.meetings.queries.people import may_lead
from titiktemu.meetings.queries.reaching import feed_key_of, reader_of_feed, reminders_of
from titiktemu.meetings.reminder_texts import reminder_text
from titiktemu.meetings.services.reaching import (
    hand_over_meeting,
    make_feed_key,
    note_reminded,
    take_feed_key,
)
from titiktemu.meetings.views.answering import ics
from titiktemu.meetings.views.places import (
    address,
    count_wrong,
    initiative_for,
    led_meeting,
    link_of,
    page,
    whatsapp,
)


@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request: Request, slug: str, number: int) -> HttpResponse:
    """Who is to be reminded: sent by e-mail already, or to be sent by hand with these words."""
    meeting = led_meeting(request.actor, slug, number, Action.REMIND)
    if request.method == "POST":
        wanted = request.POST.get("reminder", "")
        found = next((one for one in reminders_of(meeting) if str(one.pk) == wanted), None)
        if found is None:
            raise RuleBroken(_("This reminder is no longer there."))
        note_reminded(actor=request.actor, reminder=found)
        messages.success(request, _("Noted as sent."))
        return redirect(address("reminders", meeting))
    waiting: list[dict[str, Any]] = []
    sent: list[dict[str, Any]] = []
    for one in reminders_of(meeting):
        text = reminder_text(one.invitation, one.kind, link_of(request, one.invitation))
        line = {"one": one, "text": text, "whatsapp": whatsapp(text)}
        (sent if one.sent_at else waiting).append(line)
    shown = page(request, meeting, "people", waiting=waiting, sent=sent)
    return render(request, "meetings/reminders.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: Request, slug: str) -> HttpResponse:
    """One's own calendar address: made, made anew, taken away."""
    initiative = initiative_for(request.actor, slug)
    require(request.actor, Action.KEEP_FEED, initiative)
    if request.method == "POST":
        if request.POST.get("do") == "take":
            take_feed_key(actor=request.actor, initiative=initiative)
            messages.success(request, _("The address is taken away; calendars that have it see nothing new."))
        else:
            make_feed_key(actor=request.actor, initiative=initiative)
            messages.success(request, _("Your address is made. Open it on your phone or in your calendar."))
        return redirect("meetings:calendar", slug)
    key = feed_key_of(request.actor.place_in(initiative))
    link = request.build_absolute_uri(reverse("meetings:own_feed", args=[key.token])) if key else ""
    shown = {
        "initiative": initiative,
        "key": key,
        "link": link,
        "webcal": "webcal" + link[link.index("://") :] if link else "",
    }
    return render(request, "meetings/calendar.html", shown)


@require_safe
def own_feed(request: Request, feed: str) -> HttpResponse:
    """The calendar behind a personal address; the secret is the permission, for reading alone."""
    found = reader_of_feed(feed)
    if found is None:
        count_wrong(request)
        return render(request, "meetings/unknown_link.html", status=404)
    reader, place = found
    meetings = in_feed(reader, place.initiative, timezone.now())
    entries = [(one, request.build_absolute_uri(address("home", one))) for one in meetings]
    name = _("Meetings: %(initiative)s") % {"initiative": place.initiative.title}
    return ics(calendar_file(entries, name=name, with_link=True), f"{place.initiative.slug}-pertemuan")


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: Request, slug: str, number: int) -> HttpResponse:
    """Let somebody else lead the meeting."""
    meeting = led_meeting(request.actor, slug, number, Action.HAND_OVER_MEETING)
    people = list(may_lead(meeting))
    if request.method == "POST":
        chosen = next((one for one in people if str(one.pk) == request.POST.get("place")), None)
        if chosen is None:
            raise RuleBroken(_("Please choose who leads it from now on."))
        hand_over_meeting(actor=request.actor, meeting=meeting, place=chosen)
        messages.success(request, _("The meeting is handed over."))
        return redirect("meetings:index", slug)
    return render(request, "meetings/hand_over.html", page(request, meeting, "home", people=people))
