"""Who came against who should have, the targets, and the statement."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action
from titiktemu.foundation.requests import Request
from titiktemu.step1_issues.participation.forms.targets import TargetsForm
from titiktemu.step1_issues.participation.queries.balance import activities_of, balances, targets_of
from titiktemu.step1_issues.participation.queries.statement import statement_of
from titiktemu.step1_issues.participation.services.targets import set_targets
from titiktemu.step1_issues.participation.views.places import (
    address,
    counts_everything,
    initiative_for,
    page,
)


@require_safe
def index(request: Request, slug: str) -> HttpResponse:
    """Every activity, and the balance over all of them."""
    initiative = initiative_for(request.actor, slug)
    activities, targets = list(activities_of(initiative)), targets_of(initiative)
    everything = counts_everything(request.actor, initiative)
    shown = page(
        request,
        initiative,
        "index",
        activities=activities,
        has_targets=bool(targets),
        balance=balances(targets, activities, everything=everything),
        everything=everything,
        people=sum(one.people for one in activities),
    )
    return render(request, "participation/index.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def targets(request: Request, slug: str) -> HttpResponse:
    """Who should take part."""
    initiative = initiative_for(request.actor, slug, Action.SET_TARGETS)
    known = {(one.trait, one.value): one.amount for one in targets_of(initiative)}
    posted = request.method == "POST"
    form = TargetsForm(request.POST if posted else None, request.FILES if posted else None, known=known)
    if posted and form.is_valid():
        try:
            set_targets(actor=request.actor, initiative=initiative, figures=form.cleaned_data["figures"])
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The targets are saved."))
            return redirect(address("index", initiative))
    shown = page(request, initiative, "targets", form=form)
    return render(request, "participation/targets.html", shown, status=422 if form.errors else 200)


@require_safe
def statement(request: Request, slug: str) -> HttpResponse:
    """The participation statement, on one page to print."""
    initiative = initiative_for(request.actor, slug)
    shown = page(request, initiative, "statement", statement=statement_of(initiative))
    return render(request, "participation/statement.html", shown)
