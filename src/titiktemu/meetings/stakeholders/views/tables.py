"""A table of stakeholders in: all rows, or none and what is wrong with each."""

from pathlib import Path
from tempfile import NamedTemporaryFile

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.requests import Request
from titiktemu.meetings.stakeholders.forms.stakeholders import TableForm
from titiktemu.meetings.stakeholders.queries.table import MOST_FAULTS, Taken, read_stakeholders
from titiktemu.meetings.stakeholders.services.register import add_table
from titiktemu.meetings.stakeholders.views.places import initiative_for, keeping, page


@require_http_methods(["GET", "HEAD", "POST"])
def table(request: Request, slug: str) -> HttpResponse:
    """Take stakeholders from a table."""
    actor, initiative = request.actor, initiative_for(request.actor, slug)
    form = TableForm(request.POST or None, request.FILES or None, keepers=keeping(actor, initiative))
    found = Taken()
    if request.method == "POST" and form.is_valid():
        try:
            found = _read(form)
            if not found.faults:
                side = form.cleaned_data["side"]
                add_table(actor=actor, initiative=initiative, side=side, rows=found.rows)
                _tell(request, found)
                return redirect("stakeholders:index", slug)
            form.add_error("table", _("Nothing was taken yet: some rows need another look."))
        except RuleBroken as error:
            form.add_error("table", str(error))
    shown = page(
        actor,
        initiative,
        "table",
        form=form,
        faults=found.faults[:MOST_FAULTS],
        more=max(0, len(found.faults) - MOST_FAULTS),
    )
    failed = request.method == "POST"
    return render(request, "stakeholders/table.html", shown, status=422 if failed else 200)


def _read(form: TableForm) -> Taken:
    sent = form.cleaned_data["table"]
    with NamedTemporaryFile(suffix=Path(sent.name).suffix[:8]) as place:
        for part in sent.chunks():
            place.write(part)
        place.flush()
        return read_stakeholders(Path(place.name))


def _tell(request: Request, found: Taken) -> None:
    many = len(found.rows)
    said = ngettext(
        "%(many)d stakeholder stands on the map now.", "%(many)d stakeholders stand on the map now.", many
    )
    messages.success(request, said % {"many": many})
    if found.unknown:
        names = ", ".join(found.unknown[:10])
        messages.warning(request, _("These columns were not taken: %(names)s.") % {"names": names})
