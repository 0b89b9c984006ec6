"""Teams: all of them, one, forming and changing one, its papers."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, allows
from titiktemu.foundation.requests import Request
from titiktemu.meetings.queries import meetings_of
from titiktemu.step3_team.checks import checks_of
from titiktemu.step3_team.forms.teams import PaperForm, TeamForm
from titiktemu.step3_team.kinds import CHARTER, DECREE
from titiktemu.step3_team.papers import charter_contents, decree_contents
from titiktemu.step3_team.queries.composition import skills_held, warnings_of
from titiktemu.step3_team.queries.statements import current
from titiktemu.step3_team.queries.teams import agreed, is_own, present, teams_of
from titiktemu.step3_team.services.forming import edit_team, form_team
from titiktemu.step3_team.services.papers import issue_team_paper
from titiktemu.step3_team.views.places import address, city_of, initiative_for, page, team_for

KINDS = {"piagam": CHARTER, "sk": DECREE}


@require_safe
def index(request: Request, slug: str) -> HttpResponse:
    """Every team, and the guideline's three sentences about them."""
    initiative = initiative_for(request.actor, slug, Action.VIEW_TEAMS)
    teams = [(one, len(agreed(one)), len(warnings_of(one))) for one in teams_of(initiative)]
    shown = page(request, initiative, "index", teams=teams, checks=checks_of(initiative))
    return render(request, "team/index.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: Request, slug: str) -> HttpResponse:
    """Form a team."""
    initiative = initiative_for(request.actor, slug, Action.FORM_TEAM)
    form = TeamForm(request.POST or None, meetings=meetings_of(request.actor, initiative))
    if request.method == "POST" and form.is_valid():
        try:
            told = {name: value for name, value in form.cleaned_data.items() if name != "version"}
            made = form_team(actor=request.actor, initiative=initiative, **told)
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The team is there. Nominate its members on the spot."))
            return redirect(address("team", initiative, made.number))
    shown = page(request, initiative, "create", form=form, team=None)
    return render(request, "team/edit.html", shown, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, slug: str, number: int) -> HttpResponse:
    """Change a team."""
    team = team_for(request.actor, slug, number, Action.EDIT_TEAM)
    initiative = team.initiative
    needed = "\n".join(one.name for one in team.skills.all())
    form = TeamForm(
        request.POST or None,
        instance=team,
        initial={"skills": needed, "version": team.version},
        meetings=meetings_of(request.actor, initiative),
    )
    if request.method == "POST" and form.is_valid():
        told = {**form.cleaned_data, "version": form.cleaned_data["version"] or 0}
        try:
            edit_team(actor=request.actor, team=team, **told)
        except RuleBroken as error:
            # What was typed stays in the form; the next try is about what stands now.
            form.add_error(None, str(error))
            team.refresh_from_db()
            form.data = {**request.POST.dict(), "version": str(team.version)}
        else:
            return redirect(address("team", initiative, number))
    shown = page(request, initiative, "edit", form=form, team=team)
    return render(request, "team/edit.html", shown, status=422 if request.method == "POST" else 200)


@require_safe
def team(request: Request, slug: str, number: int) -> HttpResponse:
    """One team: members, skills, what to think about."""
    found = team_for(request.actor, slug, number)
    here = present(found)
    shown = page(
        request,
        found.initiative,
        "team",
        team=found,
        members=[one for one in here if one.consent != "refused"],
        mine=next((one for one in here if is_own(request.actor, one)), None),
        warnings=warnings_of(found),
        skills=skills_held(found),
        may_lead=allows(request.actor, Action.FORM_TEAM, found.initiative),
        may_nominate=allows(request.actor, Action.NOMINATE, found.initiative),
    )
    return render(request, "team/team.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: Request, slug: str, number: int, document: str) -> HttpResponse:
    """The charter or the draft decree: looked at as it would be issued, and issued."""
    if document not in KINDS:
        raise Http404
    found = team_for(request.actor, slug, number, Action.ISSUE_TEAM_PAPER)
    initiative = found.initiative
    form = PaperForm(request.POST or None, initial={"city": city_of(initiative)})
    if request.method == "POST" and form.is_valid():
        made = issue_team_paper(
            actor=request.actor, team=found, kind=KINDS[document].name, **form.cleaned_data
        )
        messages.success(request, _("The paper is issued. Print it to be signed, or take the Word file."))
        return redirect("documents:paper", initiative.slug, made.pk)
    contents = (
        charter_contents(found, current(initiative))
        if document == "piagam"
        else decree_contents(found, city_of(initiative))
    )
    content = contents["en" if get_language() == "en" else "id"]
    shown = page(
        request,
        initiative,
        "paper",
        team=found,
        content=replace(content, is_fiction=initiative.is_fiction),
        form=form,
    )
    return render(request, "team/paper.html", shown, status=422 if request.method == "POST" else 200)
