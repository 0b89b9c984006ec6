"""How stakeholders are linked: picture, list, a new link, taking one off."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.requests import Request
from titiktemu.meetings.stakeholders.forms.stakeholders import LinkForm
from titiktemu.meetings.stakeholders.pictures import network_of
from titiktemu.meetings.stakeholders.queries.register import (
    keepers,
    links_of,
    may_keep,
    stakeholders_of,
)
from titiktemu.meetings.stakeholders.services.linking import link_stakeholders, unlink_stakeholders
from titiktemu.meetings.stakeholders.views.places import initiative_for, keeping, page


@require_http_methods(["GET", "HEAD", "POST"])
def links(request: Request, slug: str) -> HttpResponse:
    """All links as picture and as list, and a form for another."""
    actor, initiative = request.actor, initiative_for(request.actor, slug)
    rows = stakeholders_of(initiative)
    may = keeping(actor, initiative) if request.method == "POST" else keepers(actor, initiative)
    form = LinkForm(request.POST or None, keepers=may, rows=rows) if may else None
    if form is not None and request.method == "POST" and form.is_valid():
        try:
            link_stakeholders(actor=actor, initiative=initiative, **form.cleaned_data)
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The link stands on the map."))
            return redirect("stakeholders:links", slug)
    known, found = list(rows), list(links_of(initiative))
    for one in found:
        one.initiative = initiative
    shown = page(
        actor,
        initiative,
        "links",
        picture=network_of(known, found) if found else None,
        links=[(one, may_keep(actor, one)) for one in found],
        form=form if len(known) > 1 else None,
        many=len(known),
    )
    return render(request, "stakeholders/links.html", shown, status=422 if form and form.errors else 200)


@require_POST
def unlink(request: Request, slug: str, link: int) -> HttpResponse:
    """Take a link off the map."""
    initiative = initiative_for(request.actor, slug)
    found = get_object_or_404(links_of(initiative).select_related("initiative"), number=link)
    require(request.actor, Action.LINK_STAKEHOLDERS, initiative, side=found.side)
    unlink_stakeholders(actor=request.actor, link=found)
    messages.success(request, _("The link is off the map."))
    return redirect("stakeholders:links", slug)
