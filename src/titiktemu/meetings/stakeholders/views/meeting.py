"""From the map to a meeting: what if these accept, who is missing, inviting them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action
from titiktemu.foundation.requests import Request
from titiktemu.meetings.models import Invitation, Meeting
from titiktemu.meetings.queries.makeup import kept_makeup
from titiktemu.meetings.stakeholders.forms.stakeholders import ChooseForm
from titiktemu.meetings.stakeholders.models import Stakeholder
from titiktemu.meetings.stakeholders.queries.meeting import (
    asked_to,
    may_be_asked,
    organisations_at,
    what_if,
)
from titiktemu.meetings.stakeholders.queries.ratings import Rated, group_of, rated_by
from titiktemu.meetings.stakeholders.queries.register import stakeholders_of
from titiktemu.meetings.stakeholders.services.inviting import Asked, invite_stakeholders
from titiktemu.meetings.views.inviting import gathered
from titiktemu.meetings.views.places import led_meeting, page

INVITE = "invite"
"""The button that invites; the other one looks and saves nothing."""


@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: Request, slug: str, number: int) -> HttpResponse:
    """Choose stakeholders, see what the meeting would be if they accept, and invite them."""
    found = led_meeting(request.actor, slug, number, Action.INVITE_STAKEHOLDERS)
    everybody = list(stakeholders_of(found.initiative))
    rows = may_be_asked(found, everybody)
    invites = request.POST.get("do") == INVITE
    posted = request.POST if request.method == "POST" else None
    form = ChooseForm(posted, rows=rows, needs_one=invites)
    chosen: list[Stakeholder] = form.cleaned_data["chosen"] if form.is_valid() else []
    if invites and chosen:
        try:
            asked = invite_stakeholders(actor=request.actor, meeting=found, stakeholders=chosen)
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            _tell(request, asked)
            return redirect("stakeholders:meeting", slug, number)
    shown = page(
        request,
        found,
        "people",
        form=form,
        chosen=[one.pk for one in chosen],
        others=len(everybody) - len(rows),
        group=group_of(request.actor, found.initiative),
        **_compared(request, found, rows, chosen),
    )
    return render(request, "stakeholders/meeting.html", shown, status=422 if form.errors else 200)


def _compared(
    request: Request, meeting: Meeting, rows: list[Stakeholder], chosen: list[Stakeholder]
) -> dict[str, object]:
    rated = rated_by(group_of(request.actor, meeting.initiative), rows)
    asked, now = asked_to(meeting, rows), gathered(meeting)
    there = organisations_at(now.invitations)
    return {
        "lines": [(one, asked.get(one.stakeholder.pk), _is_represented(one, asked, there)) for one in rated],
        "found": what_if(meeting, now, kept_makeup(meeting), rated, asked, {one.pk for one in chosen}),
    }


def _is_represented(one: Rated, asked: dict[int, Invitation], there: set[int]) -> bool:
    """Whether somebody else of its organisation is invited."""
    return one.stakeholder.pk not in asked and one.stakeholder.organisation_id in there


def _tell(request: Request, asked: Asked) -> None:
    many = len(asked.invited)
    said = ngettext("%(count)d stakeholder is invited.", "%(count)d stakeholders are invited.", many)
    messages.success(request, said % {"count": many})
    if asked.already:
        names = ", ".join(one.name for one in asked.already)
        messages.warning(request, _("Invited already and left as they are: %(names)s.") % {"names": names})
