"""What every page of the catalogue begins with: which dataset or delivery is it, is it there for you."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from titiktemu.catalogue.addresses import address, delivery_address
from titiktemu.catalogue.models import DataRelease, Dataset, Delivery, Job
from titiktemu.catalogue.queries import OF_DELIVERY, latest_job, releases_of, visible_datasets
from titiktemu.catalogue.wording import said
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, allows, may_see
from titiktemu.foundation.requests import Request


def initiative_for(actor: Actor, slug: str) -> Initiative:
    """The initiative, if it exists for this reader."""
    initiative = get_object_or_404(Initiative, slug=slug)
    if not may_see(actor, initiative):
        raise Http404
    return initiative


def dataset_for(actor: Actor, slug: str, number: int) -> Dataset:
    """The dataset, if it exists for this reader: before its first release only for its side."""
    return get_object_or_404(visible_datasets(actor, initiative_for(actor, slug)), number=number)


def delivery_for(actor: Actor, slug: str, number: int, delivery: int) -> Delivery:
    """The delivery, if it exists for this reader; the other side is not told that there is one."""
    found = get_object_or_404(
        Delivery.objects.select_related(*OF_DELIVERY),
        dataset__initiative__slug=slug,
        dataset__number=number,
        number=delivery,
    )
    if not allows(actor, Action.VIEW_DELIVERY, found.initiative, side=found.side):
        raise Http404
    return found


def release_for(actor: Actor, slug: str, number: int, release: int) -> DataRelease:
    """The release or its tombstone, with its files."""
    dataset = dataset_for(actor, slug, number)
    found = get_object_or_404(releases_of(dataset), number=release)
    found.dataset = dataset
    return found


def page(request: Request, dataset: Dataset, here: str, **more: Any) -> dict[str, Any]:
    """What the templates of every page of a dataset need."""
    initiative, side = dataset.initiative, dataset.side
    may = {
        name: allows(request.actor, action, initiative, side=side)
        for name, action in (
            ("may_edit", Action.EDIT_DATASET),
            ("may_upload", Action.UPLOAD),
            ("may_view_deliveries", Action.VIEW_DELIVERY),
        )
    }
    rooms = [("dataset", _("Data"))]
    if may["may_edit"]:
        rooms += [("schema", _("Schema")), ("edit", _("Description"))]
    return {
        "initiative": initiative,
        "dataset": dataset,
        "delivery": None,
        "here": here,
        "tabs": []
        if here == "release"
        else [
            {"url": address(name, dataset), "label": label, "is_here": name == here} for name, label in rooms
        ],
        **may,
        **more,
    }


def delivery_page(request: Request, delivery: Delivery, here: str, **more: Any) -> dict[str, Any]:
    """What the templates of every page of a delivery need: the pages that it has by now, as tabs."""
    initiative, side = delivery.initiative, delivery.side
    return {
        "initiative": initiative,
        "dataset": delivery.dataset,
        "delivery": delivery,
        "here": here,
        "may_view_rows": allows(request.actor, Action.VIEW_ROWS, initiative, side=side),
        "may_decide": allows(request.actor, Action.DECIDE_RELEASE, initiative, side=side),
        "tabs": [
            {"url": delivery_address(name, delivery), "label": label, "is_here": name == here}
            for name, label in _rooms(delivery)
        ],
        **more,
    }


def failure_of(delivery: Delivery, kind: str) -> str:
    """Why the last work of this kind came to nothing, in words; "" where it did not."""
    job = latest_job(delivery)
    if job is None or job.kind != kind or job.state != Job.State.FAILED or not job.problem:
        return ""
    return said(job.problem["template"], job.problem["values"])


def _rooms(delivery: Delivery) -> list[tuple[str, str]]:
    rooms = [("delivery", _("How far it is"))]
    if delivery.report is not None:
        rooms += [("review", _("Table")), ("quality", _("Quality"))]
    if delivery.preparation is not None:
        rooms.append(("protection", _("Protection")))
    if delivery.protection is not None:
        rooms.append(("decision", _("Decision")))
    return rooms
