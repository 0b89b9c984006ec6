"""The register: everybody on the map, one of them, a new one."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import Initiative, Organisation, Participation
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.requests import Request
from titiktemu.meetings.models import Meeting
from titiktemu.meetings.queries import coming, leads, meetings_of
from titiktemu.meetings.stakeholders.forms.stakeholders import StakeholderForm, told_of
from titiktemu.meetings.stakeholders.models import Stakeholder
from titiktemu.meetings.stakeholders.queries.ratings import Rated, group_of, own_rating, rated_by
from titiktemu.meetings.stakeholders.queries.register import (
    keepers,
    links_at,
    may_keep,
    organisations_to_name,
    places_to_name,
    removed_stakeholders,
    stakeholders_of,
)
from titiktemu.meetings.stakeholders.services.register import (
    Changed,
    add_stakeholder,
    change_stakeholder,
    remove_stakeholder,
    restore_stakeholder,
)
from titiktemu.meetings.stakeholders.views.places import initiative_for, keeping, page, stakeholder_for
from titiktemu.meetings.stakeholders.words import KINDS, kind_words

MEETINGS_SHOWN = 5


@require_safe
def index(request: Request, slug: str) -> HttpResponse:
    """Everybody on the map by group, the groups of which nobody stands there, and what was taken off."""
    actor, initiative = request.actor, initiative_for(request.actor, slug)
    rated = rated_by(group_of(actor, initiative), stakeholders_of(initiative))
    removed = list(removed_stakeholders(initiative))
    for one in removed:
        one.initiative = initiative
    shown = page(
        actor,
        initiative,
        "index",
        groups=_groups(rated),
        empty=[kind_words(kind) for kind, _label in KINDS if not _of(rated, kind)],
        may_add=bool(keepers(actor, initiative)),
        removed=[(one, may_keep(actor, one)) for one in removed],
        meetings=_meetings(actor, initiative),
    )
    return render(request, "stakeholders/index.html", shown)


def _of(rated: list[Rated], kind: str) -> list[Rated]:
    return [one for one in rated if one.stakeholder.kind == kind]


def _groups(rated: list[Rated]) -> list[tuple[str, list[Rated]]]:
    return [(kind_words(kind), _of(rated, kind)) for kind, _label in KINDS if _of(rated, kind)]


def _meetings(actor: Actor, initiative: Initiative) -> list[Meeting]:
    """Meetings that come and that the reader leads."""
    rows = coming(meetings_of(actor, initiative), timezone.now())
    return [one for one in rows if not one.is_cancelled and leads(actor, one)][:MEETINGS_SHOWN]


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: Request, slug: str) -> HttpResponse:
    """Put somebody on the map."""
    actor, initiative = request.actor, initiative_for(request.actor, slug)
    form = StakeholderForm(
        request.POST or None,
        keepers=keeping(actor, initiative),
        places=places_to_name(initiative),
        organisations=organisations_to_name(initiative),
    )
    if request.method == "POST" and form.is_valid():
        try:
            add_stakeholder(actor=actor, initiative=initiative, side=form.cleaned_data["side"], **form.told)
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("It stands on the map."))
            return redirect("stakeholders:index", slug)
    shown = page(actor, initiative, "create", form=form)
    return render(request, "stakeholders/create.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def stakeholder(request: Request, slug: str, stakeholder: int) -> HttpResponse:
    """One stakeholder with its links; for those who may, the form, taking it off and putting it back."""
    actor, initiative = request.actor, initiative_for(request.actor, slug)
    row = stakeholder_for(initiative, stakeholder)
    if request.method != "POST":
        return _shown(request, row, _form(row))
    require(actor, Action.KEEP_STAKEHOLDER, initiative, side=row.side)
    if request.POST.get("do") == "remove":
        remove_stakeholder(actor=actor, stakeholder=row)
        messages.success(
            request, _("It is off the map. What groups said of it is kept, should it be put back.")
        )
        return redirect("stakeholders:index", slug)
    if request.POST.get("do") == "restore":
        restore_stakeholder(actor=actor, stakeholder=row)
        messages.success(request, _("It stands on the map again."))
        return redirect("stakeholders:stakeholder", slug, stakeholder)
    form = _form(row, request.POST)
    if form.is_valid():
        row = _changed(actor, row, form)
        if not form.errors:
            messages.success(request, _("The stakeholder is saved."))
            return redirect("stakeholders:stakeholder", slug, stakeholder)
    return _shown(request, row, form)


def _changed(actor: Actor, row: Stakeholder, form: StakeholderForm) -> Stakeholder:
    """Save what the form says; where that is not possible the form says why, beside what is stored now."""
    try:
        version = form.cleaned_data["version"] or 0
        return change_stakeholder(actor=actor, stakeholder=row, version=version, **form.told)
    except Changed as error:
        # What was typed stays in the form; what the other saved stands above it.
        row = stakeholder_for(row.initiative, row.number)
        sent: Any = form.data
        form.data = {**sent.dict(), "version": str(row.version)}
        form.add_error(None, str(error))
    except RuleBroken as error:
        form.add_error(None, str(error))
    return row


def _form(row: Stakeholder, data: Any = None) -> StakeholderForm:
    return StakeholderForm(
        data,
        keepers=[row.side],
        places=_and_kept(Participation, row.place_id, places_to_name(row.initiative)),
        organisations=_and_kept(Organisation, row.organisation_id, organisations_to_name(row.initiative)),
        initial=told_of(row),
    )


def _and_kept(model: Any, kept: int | None, rows: QuerySet[Any]) -> QuerySet[Any]:
    """What is named already stays in the choice, also where it is on no list any more."""
    return rows if kept is None else model.objects.filter(pk__in=[*rows.values_list("pk", flat=True), kept])


def _shown(request: Request, row: Stakeholder, form: StakeholderForm) -> HttpResponse:
    actor, initiative = request.actor, row.initiative
    group = group_of(actor, initiative)
    shown = page(
        actor,
        initiative,
        "stakeholder",
        one=row,
        form=form,
        writes=may_keep(actor, row),
        links=list(links_at(row)),
        rating=own_rating(group, row),
    )
    return render(request, "stakeholders/stakeholder.html", shown, status=422 if form.errors else 200)
