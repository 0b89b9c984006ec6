"""Taking in a file: a form that sends it at once, and three addresses by which a script sends it in parts."""

import json
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from titiktemu.catalogue.addresses import delivery_address, next_address
from titiktemu.catalogue.forms import BeginForm, UploadForm
from titiktemu.catalogue.models import Dataset, Delivery
from titiktemu.catalogue.queries import deliverer
from titiktemu.catalogue.queries.pages import unfinished_of
from titiktemu.catalogue.services.uploading import add_part, begin_upload, finish_upload, upload_whole
from titiktemu.catalogue.uploads import AROUND
from titiktemu.catalogue.views.places import dataset_for, delivery_for, page
from titiktemu.foundation.errors import NotAllowed, RuleBroken, TooMany
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.requests import Request

PART = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
"""Bytes of a part: what a request may hold in memory, and what a weak line can lose."""
LONGEST_OFFSET = 15
"""Digits of an offset; no file is that long."""
KINDS = ".xlsx,.xls,.ods,.csv,.tsv,.txt"

View = Callable[..., HttpResponse]


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: Request, slug: str, number: int) -> HttpResponse:
    """Choose a file and send it; the plain form sends all of it at once."""
    dataset = dataset_for(request.actor, slug, number)
    require(request.actor, Action.UPLOAD, dataset.initiative, side=dataset.side)
    is_sent = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if is_sent else UploadForm()
    if is_sent and int(request.META.get("CONTENT_LENGTH") or 0) > settings.UPLOAD_LIMIT + AROUND:
        most = filesizeformat(settings.UPLOAD_LIMIT)
        form.errors["file"] = form.error_class([_("The file is too large; at most %s can be taken.") % most])
    elif is_sent and form.is_valid():
        file = form.cleaned_data["file"]
        made = upload_whole(
            actor=request.actor, dataset=dataset, name=file.name, file=file.file, size=file.size
        )
        messages.success(request, _("The file has arrived and is being read."))
        return redirect(next_address(made))
    shown = page(request, dataset, "upload", form=form, **_upload(request, dataset))
    return render(request, "catalogue/upload.html", shown, status=422 if is_sent else 200)


def _upload(request: Request, dataset: Dataset) -> dict[str, object]:
    texts = {
        "sending": _("{sent} of {size} MB have arrived."),
        "waiting": _("The connection is gone. What was sent is kept; it goes on by itself."),
        "resumed": _("Going on where it was cut off."),
        "gone": _("The file cannot be read any more; it was moved or changed. Please choose it again."),
        "refused": _("The server did not take it. Please load this page anew; what was sent is kept."),
    }
    return {
        "texts_json": json.dumps(texts),
        "limit": settings.UPLOAD_LIMIT,
        "kinds": KINDS,
        "unfinished": unfinished_of(request.actor, dataset),
    }


def _in_words(view: View) -> View:
    """Answer a script in JSON, also where something is refused: {"problem": a sentence for the person}."""

    @wraps(view)
    def answer(request: Request, *args: object, **named: object) -> HttpResponse:
        try:
            return view(request, *args, **named)
        except Http404:
            return JsonResponse({"problem": _("This delivery is not there any more.")}, status=404)
        except NotAllowed:
            told = _("You may not send files here. Perhaps you were signed out; please sign in again.")
            return JsonResponse({"problem": told}, status=403)
        except RuleBroken as error:
            status = 429 if isinstance(error, TooMany) else 409
            return JsonResponse({"problem": str(error)}, status=status)

    return answer


@require_POST
@_in_words
def begin(request: Request, slug: str, number: int) -> HttpResponse:
    """Begin to send a file in parts, or go on with it: how much is there already, and where parts go."""
    dataset = dataset_for(request.actor, slug, number)
    require(request.actor, Action.UPLOAD, dataset.initiative, side=dataset.side)
    form = BeginForm(request.POST)
    if not form.is_valid():
        raise RuleBroken(_("What was sent was not understood. Please choose the file again."))
    delivery = begin_upload(actor=request.actor, dataset=dataset, **form.cleaned_data)
    told = {
        "received": delivery.received,
        "part": PART,
        "parts": delivery_address("part", delivery),
        "finish": delivery_address("finish", delivery),
    }
    return JsonResponse(told)


@require_POST
@_in_words
def part(request: Request, slug: str, number: int, delivery: int) -> HttpResponse:
    """Take the bytes from ``?from=`` on; 409 with how much is there where they do not follow on that."""
    found = delivery_for(request.actor, slug, number, delivery)
    told = request.GET.get("from", "")
    if not told.isdecimal() or len(told) > LONGEST_OFFSET:
        raise RuleBroken(_("What was sent was not understood. Please choose the file again."))
    if int(request.META.get("CONTENT_LENGTH") or 0) > PART:
        raise RuleBroken(_("The part is too large."))
    received = add_part(actor=request.actor, delivery=found, offset=int(told), part=request.body)
    return JsonResponse({"received": received.received}, status=200 if received.fits else 409)


@require_POST
@_in_words
def finish(request: Request, slug: str, number: int, delivery: int) -> HttpResponse:
    """Have the file read that was sent; asked a second time, because the answer was lost, the same again."""
    found = delivery_for(request.actor, slug, number, delivery)
    is_done = found.state != Delivery.State.RECEIVING and found.file_id is not None
    if not (is_done and deliverer(request.actor, found)):
        found = finish_upload(actor=request.actor, delivery=found)
    return JsonResponse({"next": delivery_address("delivery", found)})
