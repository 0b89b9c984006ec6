"""The berita acara: looked at as it would be issued, and issued."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.requests import Request
from titiktemu.step1_issues.forms.polls import RecordForm
from titiktemu.step1_issues.papers import record_contents
from titiktemu.step1_issues.queries.verdicts import both_accept
from titiktemu.step1_issues.services.records import issue_record
from titiktemu.step1_issues.views.places import address, page
from titiktemu.step1_issues.views.rounds import round_for


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: Request, slug: str, number: int) -> HttpResponse:
    """The record as it would be issued now."""
    found = round_for(request.actor, slug, number)
    initiative = found.initiative
    require(request.actor, Action.ISSUE_RECORD, initiative)
    if not found.is_closed:
        messages.warning(request, _("The record can be looked at when the round is closed."))
        return redirect(address("round", initiative, found.number))
    city = initiative.region_name.partition(",")[0].removeprefix("Kabupaten ").removeprefix("Kota ")
    form = RecordForm(request.POST or None, initial={"city": city, "place": city})
    if request.method == "POST" and form.is_valid():
        made = issue_record(actor=request.actor, found=found, **form.cleaned_data)
        messages.success(
            request, _("The record is issued. Print it to be signed, or bring the signed copy in.")
        )
        return redirect("documents:paper", initiative.slug, made.paper_id)
    told = form.cleaned_data if form.is_bound and form.is_valid() else form.initial
    contents = record_contents(found, place=str(told["place"]), city=str(told["city"]))
    content = contents["en" if get_language() == "en" else "id"]
    shown = page(
        request,
        initiative,
        "record",
        round=found,
        content=replace(content, is_fiction=initiative.is_fiction),
        form=form,
        agreed=both_accept(found),
    )
    return render(request, "issues/record.html", shown, status=422 if request.method == "POST" else 200)
