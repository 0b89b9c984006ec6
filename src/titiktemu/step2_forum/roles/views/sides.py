"""What one side writes: its page, one point, several from paper, ready or not."""

from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, allows, require
from titiktemu.foundation.requests import Request
from titiktemu.foundation.words import BOTH_SIDES, opposite
from titiktemu.step2_forum.roles.forms.points import EditForm, PaperForm, PointForm
from titiktemu.step2_forum.roles.models import RoleMirror, RolePoint
from titiktemu.step2_forum.roles.queries.points import points_of, told_of
from titiktemu.step2_forum.roles.services.opening import open_side, write_on
from titiktemu.step2_forum.roles.services.writing import (
    Changed,
    add_point,
    edit_point,
    remove_point,
    type_paper,
)
from titiktemu.step2_forum.roles.views.answers import point_page
from titiktemu.step2_forum.roles.views.places import address, mirror_for, page, side_for
from titiktemu.step2_forum.roles.words import PointKind, question_of

LONGEST_NUMBER: Final = 9


def _writes(request: Request, mirror: RoleMirror, side: str) -> bool:
    return not mirror.is_open and allows(request.actor, Action.WRITE_ROLE, mirror.initiative, side=side)


@require_http_methods(["GET", "HEAD", "POST"])
def side_page(request: Request, slug: str, side: str) -> HttpResponse:
    """What a side writes of itself and of the other; its own people add points until both have opened."""
    mirror, side = side_for(request.actor, slug, side)
    if request.method != "POST":
        return _side(request, mirror, side)
    require(request.actor, Action.WRITE_ROLE, mirror.initiative, side=side)
    form = PointForm(request.POST, side=side)
    if form.is_valid():
        try:
            add_point(
                actor=request.actor,
                initiative=mirror.initiative,
                side=side,
                about=form.cleaned_data["about"],
                wording=form.wording,
            )
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The point is written."))
            about = "diri" if form.cleaned_data["about"] == side else "lain"
            return redirect(
                f"{address('side', mirror, side)}?tentang={about}&jenis={form.cleaned_data['kind']}"
            )
    return _side(request, mirror, side, form)


def _side(request: Request, mirror: RoleMirror, side: str, form: PointForm | None = None) -> HttpResponse:
    told = told_of(points_of(mirror, side))
    writes = _writes(request, mirror, side)
    about = opposite(side).value if request.GET.get("tentang") == "lain" else side
    kind = request.GET.get("jenis", "")
    begin = {"about": about, "kind": kind if kind in PointKind else PointKind.DOES}
    shown = page(
        request,
        mirror,
        f"side-{side}",
        side=side,
        halves=[(one.value, one == side, _by_kind(told, side, one)) for one in BOTH_SIDES],
        writes=writes,
        is_ready=mirror.is_ready(side),
        may_open=writes and allows(request.actor, Action.OPEN_ROLES, mirror.initiative, side=side),
        form=form or (PointForm(side=side, initial=begin) if writes else None),
    )
    return render(request, "roles/side.html", shown, status=422 if form is not None else 200)


def _by_kind(told: list[Any], side: str, about: str) -> list[tuple[PointKind, str, list[Any]]]:
    return [
        (
            kind,
            question_of(kind, is_own=about == side),
            [one for one in told if one.point.about == about and one.point.kind == kind],
        )
        for kind in PointKind
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def point(request: Request, slug: str, side: str, point: int) -> HttpResponse:
    """One point: changed until both have opened, then with all that was said to it."""
    mirror, side = side_for(request.actor, slug, side)
    row = get_object_or_404(points_of(mirror, side), number=point)
    row.mirror = mirror
    if request.method != "POST":
        return point_page(request, mirror, row) if mirror.is_open else _edit(request, mirror, row)
    require(request.actor, Action.WRITE_ROLE, mirror.initiative, side=side)
    form = EditForm(request.POST)
    if request.POST.get("do") == "remove":
        remove_point(actor=request.actor, point=row, version=_version(request))
        messages.success(request, _("The point is taken back."))
        return redirect(address("side", mirror, side))
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            edit_point(actor=request.actor, point=row, version=version, wording=form.wording)
        except Changed as error:
            # What was typed stays in the form; what the other wrote stands above it.
            row = points_of(mirror, side).get(pk=row.pk)
            form.data = request.POST.copy()
            form.data["version"] = str(row.version)
            form.add_error(None, str(error))
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The point is saved."))
            return redirect(address("side", mirror, side))
    return _edit(request, mirror, row, form)


def _version(request: Request) -> int:
    """Which version was in view; 0 for what is no number, or one that no version ever has."""
    told = request.POST.get("version", "")
    return int(told) if told.isdecimal() and len(told) <= LONGEST_NUMBER else 0


def _edit(request: Request, mirror: RoleMirror, row: RolePoint, form: EditForm | None = None) -> HttpResponse:
    begin = {name: getattr(row, name) for name in EditForm.base_fields}
    writes = _writes(request, mirror, row.side)
    shown = page(
        request,
        mirror,
        "point",
        point=row,
        side=row.side,
        form=form or (EditForm(initial=begin) if writes else None),
    )
    return render(request, "roles/edit.html", shown, status=422 if form is not None else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: Request, slug: str, side: str) -> HttpResponse:
    """Type points from paper, one a line."""
    mirror, side = side_for(request.actor, slug, side)
    require(request.actor, Action.WRITE_ROLE, mirror.initiative, side=side)
    form = PaperForm(request.POST or None, side=side)
    if request.method == "POST" and form.is_valid():
        try:
            made = type_paper(actor=request.actor, initiative=mirror.initiative, side=side, **form.told)
        except RuleBroken as error:
            form.add_error(None, str(error))
        else:
            many = len(made)
            said = ngettext("%(many)d point is typed.", "%(many)d points are typed.", many) % {"many": many}
            messages.success(request, said)
            return redirect(address("side", mirror, side))
    shown = page(request, mirror, "paper", side=side, form=form)
    return render(request, "roles/paper.html", shown, status=422 if form.errors else 200)


@require_POST
def ready(request: Request, slug: str, side: str) -> HttpResponse:
    """Say for a side that what it wrote may be opened, or that it goes on writing."""
    mirror = mirror_for(request.actor, slug)
    service = write_on if request.POST.get("do") == "write_on" else open_side
    try:
        now = service(actor=request.actor, mirror=mirror, side=side)
    except RuleBroken as error:
        messages.error(request, str(error))
        return redirect(address("side", mirror, side))
    if now.is_open:
        messages.success(
            request, _("Both sides have opened. Now each answers what the other believes of it.")
        )
    return redirect(address("home", mirror))
