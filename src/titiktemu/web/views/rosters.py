"""The lists of both sides: who speaks for whom, confirmed by the own side, open to doubt by the other."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titiktemu.foundation.models import Contest, Initiative, Participation, Roster
from titiktemu.foundation.permissions import Action, allows, require, visible_initiatives
from titiktemu.foundation.places import personal_code
from titiktemu.foundation.queries.rosters import side_lists, steering_people
from titiktemu.foundation.requests import Request
from titiktemu.foundation.services import people, rosters
from titiktemu.foundation.words import Role
from titiktemu.web.forms.rosters import AppointForm, PersonForm, ReasonForm, SuccessorForm
from titiktemu.web.qr import qr_svg

UNPROCESSABLE = 422


def initiative_for(request: Request, slug: str) -> Initiative:
    """The initiative of this address; one that the reader may not know of is not there."""
    return get_object_or_404(visible_initiatives(request.actor), slug=slug)


def _roster_for(request: Request, slug: str, side: str) -> Roster:
    rows = Roster.objects.select_related("initiative")
    return get_object_or_404(rows, initiative=initiative_for(request, slug), side=side)


def _place_for(request: Request, slug: str, place: int) -> Participation:
    initiative = initiative_for(request, slug)
    require(request.actor, Action.VIEW_ROSTER, initiative)
    rows = Participation.objects.select_related("initiative", "organisation", "roster", "successor")
    return get_object_or_404(rows, initiative=initiative, pk=place)


def _contest_for(request: Request, slug: str, contest: int) -> Contest:
    initiative = initiative_for(request, slug)
    require(request.actor, Action.VIEW_ROSTER, initiative)
    rows = Contest.objects.select_related("participation__initiative", "participation__roster")
    return get_object_or_404(rows, participation__initiative=initiative, pk=contest)


@require_safe
def index(request: Request, slug: str) -> HttpResponse:
    """Both lists side by side, the others below, every doubt with its reason and its fate."""
    initiative = initiative_for(request, slug)
    require(request.actor, Action.VIEW_ROSTER, initiative)
    actor = request.actor
    lists = [
        {
            "list": one,
            "may_add": allows(actor, Action.ADD_PERSON, initiative, side=one.roster.side),
            "may_confirm": allows(actor, Action.CONFIRM_ROSTER, initiative, side=one.roster.side),
            "may_contest": allows(actor, Action.CONTEST_PERSON, initiative, side=one.roster.side),
            "may_withdraw": allows(actor, Action.WITHDRAW_CONTEST, initiative, side=one.roster.side),
        }
        for one in side_lists(initiative)
    ]
    shown = {"initiative": initiative, "lists": lists, "steering": steering_people(initiative)}
    return render(request, "web/rosters.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def add_person(request: Request, slug: str, side: str) -> HttpResponse:
    """Put somebody on a side's list."""
    roster = _roster_for(request, slug, side)
    require(request.actor, Action.ADD_PERSON, roster.initiative, side=side)
    form = PersonForm(request.POST or None, side=side)
    if request.method == "POST" and form.is_valid():
        rosters.add_person(actor=request.actor, roster=roster, person=form.person())
        messages.success(request, _("The person is on the list. The list has to be confirmed again."))
        return redirect("web:rosters", slug)
    shown = {"initiative": roster.initiative, "roster": roster, "form": form}
    return render(request, "web/person_form.html", shown, status=UNPROCESSABLE if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def appoint(request: Request, slug: str) -> HttpResponse:
    """Appoint a further facilitator, or an observer."""
    initiative = initiative_for(request, slug)
    require(request.actor, Action.APPOINT, initiative)
    form = AppointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = {**form.cleaned_data, "role": Role(form.cleaned_data["role"])}
        people.appoint(actor=request.actor, initiative=initiative, **said)
        messages.success(request, _("The person can sign in by e-mail now."))
        return redirect("web:rosters", slug)
    shown = {"initiative": initiative, "form": form}
    return render(request, "web/person_form.html", shown, status=UNPROCESSABLE if form.errors else 200)


@require_POST
def confirm(request: Request, slug: str, side: str) -> HttpResponse:
    """Confirm the list that the page showed, and no other."""
    roster = _roster_for(request, slug, side)
    rosters.confirm_roster(actor=request.actor, roster=roster, seen=request.POST.get("seen", ""))
    messages.success(request, _("Your side's list is confirmed."))
    return redirect("web:rosters", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def slips(request: Request, slug: str, side: str) -> HttpResponse:
    """Every slip of a list on a sheet to print and cut; opened like a page, it leads to the lists."""
    roster = _roster_for(request, slug, side)
    if request.method != "POST":
        require(request.actor, Action.PRINT_SLIPS, roster.initiative)
        return redirect("web:rosters", slug)
    printed = rosters.print_slips(actor=request.actor, roster=roster)
    return _sheet(request, roster.initiative, printed)


def _sheet(
    request: Request, initiative: Initiative, printed: list[tuple[Participation, str]]
) -> HttpResponse:
    links = [request.build_absolute_uri(reverse("web:slip", args=[code])) for _place, code in printed]
    shown = [(place, code, qr_svg(link)) for (place, code), link in zip(printed, links, strict=True)]
    return render(request, "web/slips.html", {"initiative": initiative, "slips": shown})


@require_safe
def person(request: Request, slug: str, place: int) -> HttpResponse:
    """One person of a list, with everything that the reader may do about them."""
    return _person_page(request, _place_for(request, slug, place))


def _person_page(request: Request, place: Participation, **bound: Form) -> HttpResponse:
    """The page of a person; ``bound`` holds the form that was not in order, by the name of its action."""
    actor, initiative, side = request.actor, place.initiative, place.side
    here = not place.revoked_at
    on_a_list = place.roster_id is not None
    contests = place.contests.all()
    is_open = any(one.outcome == Contest.Outcome.OPEN for one in contests)

    def may(action: Action) -> bool:
        return allows(actor, action, initiative, side=side)

    shown = {
        "initiative": initiative,
        "place": place,
        "contests": contests,
        "contest": bound.get("contest", ReasonForm(auto_id="contest_%s")),
        "hand_over": bound.get("hand_over", SuccessorForm(auto_id="successor_%s")),
        "may_contest": here and on_a_list and not is_open and may(Action.CONTEST_PERSON),
        "may_hand_over": here and on_a_list and not place.successor_id and may(Action.HAND_OVER),
        "may_renew": here and may(Action.RENEW_CODE),
        "may_revoke": here and may(Action.REVOKE_PERSON),
        "may_forget": not here and on_a_list and place.name and may(Action.FORGET_PERSON),
    }
    return render(request, "web/person.html", shown, status=UNPROCESSABLE if bound else 200)


@require_POST
def contest(request: Request, slug: str, place: int) -> HttpResponse:
    """Doubt, with a reason, that a person of the other side may speak for it."""
    found = _place_for(request, slug, place)
    form = ReasonForm(request.POST, auto_id="contest_%s")
    if not form.is_valid():
        return _person_page(request, found, contest=form)
    rosters.contest_person(actor=request.actor, place=found, reason=form.cleaned_data["reason"])
    messages.success(request, _("Your doubt stands on the page with its reason; whoever leads decides it."))
    return redirect("web:rosters", slug)


@require_POST
def hand_over(request: Request, slug: str, place: int) -> HttpResponse:
    """Give an office to a successor."""
    found = _place_for(request, slug, place)
    form = SuccessorForm(request.POST, auto_id="successor_%s")
    if not form.is_valid():
        return _person_page(request, found, hand_over=form)
    rosters.hand_over(actor=request.actor, place=found, successor=form.successor())
    messages.success(request, _("The office is handed over. The list has to be confirmed again."))
    return redirect("web:rosters", slug)


@require_POST
def renew(request: Request, slug: str, place: int) -> HttpResponse:
    """Make a new code and show its slip; the old one stops working."""
    found = _place_for(request, slug, place)
    code = rosters.renew_code(actor=request.actor, place=found)
    return _sheet(request, found.initiative, [(found, personal_code(found.pk, code.number))])


def _do(
    request: Request, slug: str, act: Callable[..., None], place: Participation, done: str
) -> HttpResponse:
    act(actor=request.actor, place=place)
    messages.success(request, done)
    return redirect("web:rosters", slug)


@require_POST
def revoke(request: Request, slug: str, place: int) -> HttpResponse:
    """Take somebody off a list."""
    found = _place_for(request, slug, place)
    return _do(request, slug, rosters.revoke_person, found, _("The person is off the list."))


@require_POST
def forget(request: Request, slug: str, place: int) -> HttpResponse:
    """Erase who a person was."""
    found = _place_for(request, slug, place)
    return _do(request, slug, people.forget_person, found, _("The person's name and account are erased."))


@require_POST
def withdraw(request: Request, slug: str, contest: int) -> HttpResponse:
    """Take a doubt back."""
    found = _contest_for(request, slug, contest)
    rosters.withdraw_contest(actor=request.actor, contest=found)
    messages.success(request, _("The doubt is withdrawn."))
    return redirect("web:rosters", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: Request, slug: str, contest: int) -> HttpResponse:
    """Decide a doubt, with a reason that both sides read."""
    found = _contest_for(request, slug, contest)
    require(request.actor, Action.SETTLE_CONTEST, found.participation.initiative)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        rosters.settle_contest(
            actor=request.actor,
            contest=found,
            remove=request.POST.get("outcome") == Contest.Outcome.REMOVED,
            reason=form.cleaned_data["reason"],
        )
        messages.success(request, _("The doubt is decided; both sides read the reason."))
        return redirect("web:rosters", slug)
    shown = {"initiative": found.participation.initiative, "contest": found, "form": form}
    return render(request, "web/settle_contest.html", shown, status=UNPROCESSABLE if form.errors else 200)
