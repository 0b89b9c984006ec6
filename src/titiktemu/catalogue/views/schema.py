"""What the columns of a dataset must keep to: as fields, as JSON, from the data, from the last release."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from titiktemu.catalogue.addresses import address
from titiktemu.catalogue.models import Dataset
from titiktemu.catalogue.schemas import SchemaPage
from titiktemu.catalogue.services.datasets import edit_dataset, write_schema
from titiktemu.catalogue.views.places import dataset_for, page
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
def schema(request: Request, slug: str, number: int) -> HttpResponse:
    """Look at the schema, change it, take it from elsewhere; describe the columns."""
    dataset = dataset_for(request.actor, slug, number)
    require(request.actor, Action.WRITE_SCHEMA, dataset.initiative, side=dataset.side)
    if request.method != "POST":
        return _page(request, dataset, SchemaPage(request.actor, dataset, request.GET.get("dari", "")))
    shown = SchemaPage(request.actor, dataset, request.POST.get("dari", ""), request.POST)
    act = request.POST.get("act")
    if act == "remove":
        write_schema(actor=request.actor, dataset=dataset, schema=None)
        messages.success(request, _("The schema is taken away. Files are not held against any now."))
        return redirect(address("schema", dataset))
    if act == "columns":
        return _describe(request, dataset, shown)
    return _write(request, dataset, shown, as_text=act == "json")


def _describe(request: Request, dataset: Dataset, shown: SchemaPage) -> HttpResponse:
    if not all(form.is_valid() for _name, _title, form in shown.columns):
        return _page(request, dataset, shown, status=422)
    edit_dataset(actor=request.actor, dataset=dataset, columns=shown.described())
    messages.success(request, _("The columns are described. Releases stay as they were made."))
    return redirect(f"{address('schema', dataset)}#satu-data")


def _write(request: Request, dataset: Dataset, shown: SchemaPage, *, as_text: bool) -> HttpResponse:
    errors = [] if as_text else shown.errors()
    if as_text and not shown.text.is_valid():
        errors = [("#json", str(one)) for one in shown.text.errors.get("text", [])]
    if not as_text and not shown.fields:
        errors = [
            ("#kolom", _("There is no column yet. Take the schema from the data, or write it as JSON."))
        ]
    if errors:
        return _page(request, dataset, shown, errors=errors, status=422)
    told = shown.text.cleaned_data["text"] if as_text else shown.made()
    try:
        write_schema(actor=request.actor, dataset=dataset, schema=told)
    except RuleBroken as error:
        where = "#json" if as_text else "#kolom"
        return _page(request, dataset, shown, errors=[(where, str(error))], status=422)
    messages.success(request, _("The schema is saved. The next file that is confirmed is held against it."))
    return redirect(address("schema", dataset))


def _page(
    request: Request,
    dataset: Dataset,
    shown: SchemaPage,
    *,
    errors: list[tuple[str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    more = page(request, dataset, "schema", schema_page=shown, errors=errors or [])
    return render(request, "catalogue/schema.html", more, status=status)
