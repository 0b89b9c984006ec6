"""Releases: the page, what is otherwise than before, the files, and taking one back."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from titiktemu.catalogue import storage
from titiktemu.catalogue.addresses import address, release_address
from titiktemu.catalogue.differences import (
    KINDS,
    MOST_PAGES,
    PER_PAGE,
    counts_of,
    page_of,
    sentences_of,
    titles_of,
)
from titiktemu.catalogue.forms import ReasonForm
from titiktemu.catalogue.media import OCTETS, given_out_as
from titiktemu.catalogue.models import DataRelease, Distribution
from titiktemu.catalogue.queries.pages import gives_diff
from titiktemu.catalogue.services.deciding import withdraw
from titiktemu.catalogue.telling import told_of, tombstone_of
from titiktemu.catalogue.views.places import page, release_for
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.requests import Request

GONE = 410
Kind = Distribution.Kind
PACKED = {Kind.PARQUET, Kind.XLSX, Kind.ORIGINAL}


@require_safe
def release(request: Request, slug: str, number: int, release: int) -> HttpResponse:
    """The release, as it stays; of a withdrawn one its tombstone."""
    found = release_for(request.actor, slug, number, release)
    if found.is_withdrawn:
        return _tombstone(request, found, status=200)
    shown = page(request, found.dataset, "release", release=told_of(request, found))
    return render(request, "catalogue/release.html", shown)


def _tombstone(request: Request, found: DataRelease, *, status: int = GONE) -> HttpResponse:
    shown = page(request, found.dataset, "release", tombstone=tombstone_of(request, found))
    return render(request, "catalogue/tombstone.html", shown, status=status)


@require_safe
def diff(request: Request, slug: str, number: int, release: int) -> HttpResponse:
    """What is otherwise than in the release before; it quotes both, so both must stand."""
    found = release_for(request.actor, slug, number, release)
    if found.is_withdrawn:
        return _tombstone(request, found)
    if found.diff is None:
        raise Http404
    told: dict[str, Any] = {"is_given": gives_diff(found), "before": found.diff["before"]}
    if told["is_given"]:
        told |= _listed(request, found)
    shown = page(request, found.dataset, "release", release=found, **told)
    return render(request, "catalogue/diff.html", shown, status=200 if told["is_given"] else GONE)


def _listed(request: Request, found: DataRelease) -> dict[str, Any]:
    content: dict[str, Any] = found.diff or {}
    counts = counts_of(found)
    asked = request.GET.get("jenis", "")
    there = [kind for kind in KINDS if counts[kind]]
    kind = asked if asked in there else next(iter(there), "")
    file = next((one for one in found.distributions.all() if one.kind == Kind.DIFF), None)
    titles = titles_of(found)
    apart = [_said(one) for name in ("schema", "codes") for one in content.get(name, [])]
    told: dict[str, Any] = {
        "summary": sentences_of([one for one in content.get("summary", []) if one not in apart], titles),
        "schema_changes": sentences_of(content.get("schema", []), titles),
        "code_changes": content.get("codes", []),
        "code_sentences": sentences_of(content.get("codes", []), titles),
        "rows": content.get("rows", {}),
        "kinds": [{"kind": one, "label": KINDS[one], "count": counts[one]} for one in there],
        "kind": kind,
        "is_cut": bool(kind) and counts[kind] > PER_PAGE * MOST_PAGES,
        "file_url": release_address("file", found, file.name) if file else "",
        "file_size": file.size if file else 0,
    }
    if kind and file:
        path = storage.path_of(file.file.sha256)
        number = request.GET.get("page")
        told["part"], told["listed"] = page_of(path, kind, counts[kind], number, titles)
    return told


def _said(one: dict[str, Any]) -> dict[str, Any]:
    return {"explanation": one["explanation"], "values": one["values"]}


@require_safe
def file(request: Request, slug: str, number: int, release: int, name: str) -> HttpResponse | FileResponse:
    """One file of a release; of a withdrawn one the tombstone. It never changes, so a browser may keep it.

    Only the reader's own browser: what others keep on the way could not be taken back.
    """
    found = release_for(request.actor, slug, number, release)
    one = next((one for one in found.distributions.all() if one.name == name), None)
    if one is None:
        raise Http404
    if found.is_withdrawn:
        return _tombstone(request, found)
    if one.kind == Kind.DIFF and not gives_diff(found):
        return diff(request, slug, number, release)
    etag = f'"{one.file.sha256}"'
    if request.headers.get("If-None-Match", "").removeprefix("W/") == etag:
        answer: HttpResponse | FileResponse = HttpResponse(status=304)
    else:
        answer = _content(one)
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, max-age=31536000, immutable"
    return answer


def _content(one: Distribution) -> FileResponse:
    try:
        content = storage.path_of(one.file.sha256).open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    # Nobody here made the original, so no browser is asked to open it.
    kind = OCTETS if one.kind == Kind.ORIGINAL else given_out_as(one.media_type)
    answer = FileResponse(content, as_attachment=True, filename=one.name, content_type=kind)
    if one.kind in PACKED:
        # Packed already: packing it again would cost time and hide its length.
        answer["Content-Encoding"] = "identity"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: Request, slug: str, number: int, release: int) -> HttpResponse:
    """Ask for the reason, then withdraw."""
    found = release_for(request.actor, slug, number, release)
    dataset = found.dataset
    require(request.actor, Action.WITHDRAW_RELEASE, dataset.initiative, side=dataset.side)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            withdraw(actor=request.actor, release=found, reason=form.cleaned_data["reason"])
        except RuleBroken as error:
            form.add_error("reason", str(error))
        else:
            messages.success(request, _("The release is withdrawn. Its page says why."))
            return redirect(address("dataset", dataset))
    shown = page(request, dataset, "release", release=found, form=form)
    return render(request, "catalogue/withdraw.html", shown, status=422 if request.method == "POST" else 200)
