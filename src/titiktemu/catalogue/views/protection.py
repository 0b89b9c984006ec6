"""What is done so that nobody is found in a table, tried out before anybody decides."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from titiktemu.analysis.treatments.kinds import TreatmentBroken
from titiktemu.catalogue.addresses import delivery_address
from titiktemu.catalogue.models import Delivery, Job
from titiktemu.catalogue.risks import risks_of
from titiktemu.catalogue.services.confirming import PROTECTABLE, choose_treatments
from titiktemu.catalogue.shielding import Shielding
from titiktemu.catalogue.veil import veil_for
from titiktemu.catalogue.views.places import delivery_for, delivery_page, failure_of
from titiktemu.catalogue.wording import said
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
def protection(request: Request, slug: str, number: int, delivery: int) -> HttpResponse:
    """What was found, what is proposed, and what an attacker would learn before and after."""
    found = delivery_for(request.actor, slug, number, delivery)
    if found.preparation is None or found.recipe is None:
        return redirect(delivery_address("delivery", found))
    if request.method != "POST":
        return _page(request, found, Shielding(found))
    require(request.actor, Action.PROTECT_TABLE, found.initiative, side=found.side)
    shielding = Shielding(found, request.POST)
    is_valid = shielding.is_valid()
    if request.POST.get("act") != "try":
        return _page(request, found, shielding, is_tried=True)
    if not is_valid:
        return _page(request, found, shielding, errors=shielding.errors(), status=422)
    return _tried(request, found, shielding)


def _tried(request: Request, found: Delivery, shielding: Shielding) -> HttpResponse:
    try:
        choose_treatments(
            actor=request.actor,
            delivery=found,
            treatments=shielding.treatments(),
            keep=shielding.keep(),
            of_people=shielding.of_people,
        )
    except TreatmentBroken as error:
        told = said(error.template, error.values)
        return _page(request, found, shielding, errors=[("#atas", told)], status=422)
    except RuleBroken as error:
        return _page(request, found, shielding, errors=[("#atas", str(error))], status=409)
    messages.success(request, _("It is being tried out: what you chose is done, and then attacked."))
    return redirect(delivery_address("delivery", found))


def _page(
    request: Request,
    found: Delivery,
    shielding: Shielding,
    *,
    errors: list[tuple[str, str]] | None = None,
    status: int = 200,
    is_tried: bool = False,
) -> HttpResponse:
    veil = veil_for(request.actor, found)
    shown = delivery_page(
        request,
        found,
        "protection",
        shielding=shielding,
        cards=[veil.of_shield(one) for one in shielding.cards()],
        rest=shielding.rest(),
        errors=errors or [],
        is_tried=is_tried,
        is_choosable=found.state in PROTECTABLE,
        is_waiting_for_decision=found.state == Delivery.State.TO_DECIDE,
        risks=risks_of(found),
        failure=failure_of(found, Job.Kind.PROTECT),
    )
    return render(request, "catalogue/protection.html", shown, status=status)
