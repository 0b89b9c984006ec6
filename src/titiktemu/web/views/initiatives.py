"""An initiative's overview, its five steps, and making and changing it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from titiktemu.foundation.checks import Check
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, allows, require, visible_initiatives
from titiktemu.foundation.requests import Request
from titiktemu.foundation.services.initiatives import create_initiative, edit_initiative, set_step
from titiktemu.foundation.words import Step
from titiktemu.meetings.queries import coming, meetings_of
from titiktemu.step1_issues.queries.waiting import unanswered_rounds
from titiktemu.step2_forum.checks import checks_of as forum_checks
from titiktemu.step3_team.checks import checks_of as team_checks
from titiktemu.web.data_room import data_room_of
from titiktemu.web.forms.initiatives import InitiativeForm, StepForm
from titiktemu.web.forum_room import waits_in_forum, waits_in_team
from titiktemu.web.guideline import GUIDES
from titiktemu.web.issue_room import issue_room_of
from titiktemu.web.queries import events_of, holds_only_imports, rooms_of, sides_of, waits_of
from titiktemu.web.spine import spine_of
from titiktemu.web.waiting import Wait

MEETINGS_SHOWN = 3


def _initiative(request: Request, slug: str) -> Initiative:
    """The initiative of this address; one that the reader may not know of is not there."""
    return get_object_or_404(visible_initiatives(request.actor), slug=slug)


def overview(request: Request, slug: str) -> HttpResponse:
    """Where the initiative stands, and first of all what waits for the reader."""
    initiative = _initiative(request, slug)
    sides = sides_of(initiative)
    rooms = rooms_of(initiative, request.actor)
    data = data_room_of(initiative, request.actor)
    return render(
        request,
        "web/initiative.html",
        {
            "initiative": initiative,
            "sides": sides,
            "rooms": rooms,
            "only_imports": holds_only_imports(sides, rooms),
            "waits": waits_of(
                initiative,
                request.actor,
                sides,
                rooms,
                data,
                unanswered_rounds(request.actor, initiative),
                [*waits_in_team(initiative, request.actor), *waits_in_forum(initiative, request.actor)],
            ),
            "data": data,
            "next_meetings": coming(meetings_of(request.actor, initiative), timezone.now())[:MEETINGS_SHOWN],
            "events": events_of(initiative, request.actor),
            "step_under_way": next(
                (one for one in spine_of(initiative) if one.progress == "under_way"), None
            ),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: Request, slug: str, number: int) -> HttpResponse:
    """One of the five steps: what it is for, what the guideline advises, what there is to do."""
    initiative = _initiative(request, slug)
    if number not in GUIDES:
        raise Http404
    if request.method == "POST":
        return _set_step(request, initiative, number)
    return _show_step(request, initiative, number, StepForm(), status=200)


def _show_step(
    request: Request, initiative: Initiative, number: int, form: StepForm, *, status: int
) -> HttpResponse:
    here = spine_of(initiative, number)[number - 1]
    rooms = rooms_of(initiative, request.actor) if number == Step.ISSUES else []
    shown = {
        "initiative": initiative,
        "guide": GUIDES[number],
        "here": here,
        "rooms": rooms,
        "data": data_room_of(initiative, request.actor) if number == Step.ACTION else None,
        "issues": issue_room_of(initiative) if number == Step.ISSUES else None,
        "waits": _waits(request, initiative, number),
        "checks": _checks(request, initiative, number),
        "form": form,
        "following": Step(number + 1) if number < len(Step) else None,
    }
    return render(request, "web/step.html", shown, status=status)


def _waits(request: Request, initiative: Initiative, number: int) -> list[Wait]:
    """What of this step waits for the reader."""
    if number == Step.FORUM:
        return waits_in_forum(initiative, request.actor)
    return waits_in_team(initiative, request.actor) if number == Step.TEAM else []


def _checks(request: Request, initiative: Initiative, number: int) -> list[Check]:
    """A step's sentences, for its own people: they tell of meetings and papers that are not announced."""
    if number == Step.FORUM and allows(request.actor, Action.VIEW_EFFORTS, initiative):
        return forum_checks(initiative)
    if number == Step.TEAM and allows(request.actor, Action.VIEW_TEAMS, initiative):
        return team_checks(initiative)
    return []


def _set_step(request: Request, initiative: Initiative, number: int) -> HttpResponse:
    form = StepForm(request.POST)
    if not form.is_valid():
        return _show_step(request, initiative, number, form, status=422)
    set_step(actor=request.actor, initiative=initiative, step=number, progress=form.cleaned_data["progress"])
    messages.success(request, _("The state of this step is saved; everybody sees it on the spine."))
    return redirect("web:step", initiative.slug, number)


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: Request) -> HttpResponse:
    """Start an initiative."""
    require(request.actor, Action.CREATE_INITIATIVE, None)
    form = InitiativeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        initiative = create_initiative(actor=request.actor, **form.cleaned_data)
        messages.success(request, _("The initiative is there. Next, put people of both sides on its lists."))
        return redirect("web:initiative", initiative.slug)
    return render(request, "web/initiative_form.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, slug: str) -> HttpResponse:
    """Change what an initiative says of itself."""
    initiative = _initiative(request, slug)
    require(request.actor, Action.EDIT_INITIATIVE, initiative)
    form = InitiativeForm(request.POST or None, instance=initiative)
    if request.method == "POST" and form.is_valid():
        edit_initiative(actor=request.actor, initiative=initiative, **form.cleaned_data)
        messages.success(request, _("The description is saved."))
        return redirect("web:initiative", initiative.slug)
    shown = {"form": form, "initiative": Initiative.objects.get(pk=initiative.pk)}
    return render(request, "web/initiative_form.html", shown, status=422 if form.errors else 200)
