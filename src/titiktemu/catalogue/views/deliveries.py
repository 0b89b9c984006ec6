"""A delivery on its way: how far it is, ending its work, putting it aside, the file as it came."""

import hashlib
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titiktemu.catalogue import storage
from titiktemu.catalogue.addresses import NEXT_PAGE, address, delivery_address, release_address
from titiktemu.catalogue.course import WORKING, marks_of, next_words
from titiktemu.catalogue.forms import ReasonForm
from titiktemu.catalogue.media import OCTETS
from titiktemu.catalogue.models import DataRelease, Delivery, Job
from titiktemu.catalogue.queries import deliverer, latest_job
from titiktemu.catalogue.services.stopping import cancel_job, discard
from titiktemu.catalogue.services.uploading import read_again
from titiktemu.catalogue.views.places import delivery_for, delivery_page
from titiktemu.catalogue.wording import said
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, allows, require
from titiktemu.foundation.requests import Request

State = Delivery.State
ENDED_BADLY = (Job.State.FAILED, Job.State.CANCELLED)


@require_safe
def delivery(request: Request, slug: str, number: int, delivery: int) -> HttpResponse:
    """How far it is, and what to do next; while the machine works, with its progress."""
    found = delivery_for(request.actor, slug, number, delivery)
    job = latest_job(found)
    shown = delivery_page(
        request,
        found,
        "delivery",
        **_progress(request, found, job),
        **_doings(request, found),
        mark=_mark(request, found, job),
    )
    return render(request, "catalogue/delivery.html", shown)


@require_safe
def news(request: Request, slug: str, number: int, delivery: int) -> HttpResponse:
    """The part of the page that moves; 304 where nothing did."""
    found = delivery_for(request.actor, slug, number, delivery)
    job = latest_job(found)
    etag = _mark(request, found, job)
    if request.headers.get("If-None-Match", "").removeprefix("W/") == etag:
        answer = HttpResponse(status=304)
    else:
        shown = {"initiative": found.initiative, "delivery": found, **_progress(request, found, job)}
        answer = render(request, "catalogue/delivery.html#live", shown)
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, no-cache"
    return answer


def _mark(request: Request, found: Delivery, job: Job | None) -> str:
    """A mark of what moves, in this reader's language and theme."""
    of_job = (job.pk, job.state, job.stage, job.percent, job.wants_cancel) if job else ()
    told = (found.pk, found.state, found.received, *of_job)
    mark = hashlib.sha256(repr(told).encode()).hexdigest()[:20]
    return f'"{mark}-{translation.get_language()}-{request.COOKIES.get("theme", "")}"'


def _progress(request: Request, found: Delivery, job: Job | None) -> dict[str, Any]:
    is_working = found.state in WORKING
    ended = job if job and job.state in ENDED_BADLY and not is_working else None
    return {
        "marks": marks_of(found),
        "next_words": next_words(found),
        "is_working": is_working,
        "job": job if is_working else None,
        "ended": ended,
        "problem": _problem(found, ended),
        "may_cancel": allows(request.actor, Action.CANCEL_WORK, found.initiative, side=found.side),
    }


def _problem(found: Delivery, ended: Job | None) -> str:
    told = found.problem if found.state == State.UNREADABLE else (ended.problem if ended else None)
    return said(told["template"], told["values"]) if told else ""


def _doings(request: Request, found: Delivery) -> dict[str, Any]:
    """What this reader can do with it now."""

    def may(action: Action) -> bool:
        return allows(request.actor, action, found.initiative, side=found.side)

    release = DataRelease.objects.filter(delivery=found).first()
    if release:
        release.dataset = found.dataset
    name = NEXT_PAGE.get(found.state)
    over = found.state in {State.RELEASED, State.DISCARDED}
    return {
        "next_url": delivery_address(name, found) if name else "",
        "release_url": release_address("release", release) if release else "",
        "is_mine": deliverer(request.actor, found),
        "may_discard": may(Action.DISCARD_DELIVERY) and not over and found.state not in WORKING,
        "may_read_again": may(Action.UPLOAD)
        and found.file_id is not None
        and found.state in {State.RECEIVED, State.UNREADABLE},
        "may_original": may(Action.VIEW_ORIGINAL) and found.file_id is not None,
        "by": found.delivered_by.name if found.delivered_by else "",
    }


@require_POST
def again(request: Request, slug: str, number: int, delivery: int) -> HttpResponse:
    """Have a file read whose reading was stopped or failed."""
    found = delivery_for(request.actor, slug, number, delivery)
    read_again(actor=request.actor, delivery=found)
    return redirect(delivery_address("delivery", found))


@require_POST
def cancel(request: Request, slug: str, number: int, delivery: int) -> HttpResponse:
    """Ask the work on it to end."""
    found = delivery_for(request.actor, slug, number, delivery)
    require(request.actor, Action.CANCEL_WORK, found.initiative, side=found.side)
    job = latest_job(found)
    if job is None:
        raise RuleBroken(_("Nothing is being done with this delivery just now."))
    cancel_job(actor=request.actor, job=job)
    messages.success(request, _("The work is being ended. The delivery is as it was before."))
    return redirect(delivery_address("delivery", found))


@require_http_methods(["GET", "HEAD", "POST"])
def put_aside(request: Request, slug: str, number: int, delivery: int) -> HttpResponse:
    """Ask for the reason, then discard it for good."""
    found = delivery_for(request.actor, slug, number, delivery)
    require(request.actor, Action.DISCARD_DELIVERY, found.initiative, side=found.side)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            discard(actor=request.actor, delivery=found, reason=form.cleaned_data["reason"])
        except RuleBroken as error:
            form.add_error("reason", str(error))
        else:
            messages.success(request, _("The delivery is discarded, and its file is deleted."))
            return redirect(address("dataset", found.dataset))
    shown = delivery_page(request, found, "delivery", form=form)
    return render(request, "catalogue/discard.html", shown, status=422 if request.method == "POST" else 200)


@require_safe
def original(request: Request, slug: str, number: int, delivery: int) -> HttpResponse | FileResponse:
    """The file as it came, for its own side alone; as octets, so that no browser opens it by itself."""
    found = delivery_for(request.actor, slug, number, delivery)
    require(request.actor, Action.VIEW_ORIGINAL, found.initiative, side=found.side)
    if found.file is None:
        raise Http404
    try:
        content = storage.path_of(found.file.sha256).open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    answer = FileResponse(
        content, as_attachment=True, filename=found.original_name or "berkas", content_type=OCTETS
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
