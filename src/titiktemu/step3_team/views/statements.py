"""The leaders' statement: the public page, writing, opening, signing, and the day of the review."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from titiktemu.documents.queries import visible_papers
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, allows, require
from titiktemu.foundation.requests import Request
from titiktemu.foundation.words import BOTH_SIDES
from titiktemu.step2_forum.understanding.queries.passages import endorsed_passages
from titiktemu.step3_team.calendar_files import review_file
from titiktemu.step3_team.forms.statements import DrawForm, SheetForm, StatementForm
from titiktemu.step3_team.models import Statement
from titiktemu.step3_team.models.statements import TEXTS
from titiktemu.step3_team.queries.statements import (
    current,
    draft,
    first_words,
    leaders_of,
    signed,
    signer_in,
)
from titiktemu.step3_team.services.signing import add_signed_sheet, sign_by_drawing
from titiktemu.step3_team.services.statements import Changed, open_statement, write_statement
from titiktemu.step3_team.strokes import HEIGHT, WIDTH
from titiktemu.step3_team.views.places import address, city_of, initiative_for, page

TYPE = "text/calendar; charset=utf-8"


@require_safe
def commitment(request: Request, slug: str) -> HttpResponse:
    """What the leaders committed themselves to: for everybody; names and drawings for its own people."""
    initiative = initiative_for(request.actor, slug, Action.VIEW_COMMITMENT)
    found = current(initiative)
    signatures = signed(found) if found else []
    place = signer_in(request.actor, initiative)
    is_inside = allows(request.actor, Action.VIEW_TEAMS, initiative)
    seen = visible_papers(request.actor, initiative)
    may_lead = allows(request.actor, Action.WRITE_STATEMENT, initiative)
    shown = page(
        request,
        initiative,
        "commitment",
        statement=found,
        texts=_texts(found) if found else [],
        signatures=signatures,
        by_side=[
            (side.value, [one for one in signatures if one.signature.side == side]) for side in BOTH_SIDES
        ],
        is_inside=is_inside,
        box=f"0 0 {WIDTH} {HEIGHT}",
        paper=seen.filter(commitment=found).first() if found else None,
        earlier=Statement.objects.filter(initiative=initiative, state="superseded"),
        may_lead=may_lead,
        draft=draft(initiative) if may_lead else None,
        may_sign=found is not None and place is not None,
        has_signed=place is not None and place.pk in {one.signature.place_id for one in signatures},
    )
    return render(request, "team/commitment.html", shown)


def _texts(found: Statement) -> list[tuple[str, list[str]]]:
    told = [
        (_("What we commit ourselves to"), "text"),
        (_("What the team may decide alone"), "may_decide"),
        (_("Data that we release"), "data_released"),
        (_("Resources"), "resources"),
    ]
    return [(label, found.shown(name).splitlines()) for label, name in told]


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Request, slug: str) -> HttpResponse:
    """Write the draft: what is there of it, else the version before, else the first words."""
    initiative = initiative_for(request.actor, slug, Action.WRITE_STATEMENT)
    known, before = draft(initiative), current(initiative)
    begins = known is None and before is None
    begin = {**_begun(initiative, known, before), "seen": known.mark if known else ""}
    form = StatementForm(request.POST or None, instance=known, initial=begin)
    stands: Statement | None = None
    if request.method == "POST" and form.is_valid():
        try:
            write_statement(actor=request.actor, initiative=initiative, **form.cleaned_data)
        except Changed as error:
            # What was typed stays in the form; what the other wrote stands above it.
            form.add_error(None, str(error))
            now = draft(initiative)
            stands = now or before
            _says(form, "seen", now.mark if now else "")
        else:
            told = _("The draft is kept. Read it together before it is opened to be signed.")
            messages.success(request, told)
            return redirect(address("commitment", initiative))
    endorsed = len(endorsed_passages(initiative)) if begins else 0
    shown = page(
        request,
        initiative,
        "write",
        form=form,
        known=before,
        begins=begins,
        endorsed=endorsed,
        stands=stands,
        texts=_differing(form, stands) if stands else [],
    )
    return render(request, "team/write.html", shown, status=422 if request.method == "POST" else 200)


def _differing(form: StatementForm, stands: Statement) -> list[tuple[str, list[str]]]:
    """Every part of what stands, in both languages, that is not what was typed."""
    return [
        (str(form.fields[name].label), str(getattr(stands, name)).splitlines())
        for name in TEXTS
        if getattr(stands, name) != form.cleaned_data.get(name)
    ]


def _begun(initiative: Initiative, known: Statement | None, before: Statement | None) -> dict[str, Any]:
    if known is not None:
        return {}
    if before is not None:
        return {name: getattr(before, name) for name in TEXTS}
    return {**first_words(initiative), "city": city_of(initiative)}


@require_POST
def begin(request: Request, slug: str) -> HttpResponse:
    """Open the draft to be signed."""
    initiative = initiative_for(request.actor, slug, Action.OPEN_STATEMENT)
    open_statement(actor=request.actor, initiative=initiative)
    messages.success(request, _("The statement can be signed. Its text does not change any more."))
    return redirect(address("commitment", initiative))


@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: Request, slug: str) -> HttpResponse:
    """Sign on the screen."""
    initiative = initiative_for(request.actor, slug, Action.SIGN_STATEMENT)
    place = signer_in(request.actor, initiative)
    if place is None:
        raise NotAllowed(Action.SIGN_STATEMENT)
    found = _to_sign(initiative)
    begin = {"signed_in": found.city, "version": found.number}
    form = DrawForm(request.POST or None, initial=begin)
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        try:
            read = _that_was_read(initiative, told.pop("version"))
            sign_by_drawing(actor=request.actor, statement=read, **told)
        except RuleBroken as error:
            form.add_error(None, str(error))
            _shows(form, found)
        else:
            messages.success(request, _("You have signed. The signature is sealed in the log."))
            return redirect(address("commitment", initiative))
    shown = page(
        request,
        initiative,
        "sign",
        statement=found,
        texts=_texts(found),
        form=form,
        box=f"0 0 {WIDTH} {HEIGHT}",
        sheet=SheetForm(leaders=[place], initial=begin, prefix="lembar"),
    )
    return render(request, "team/sign.html", shown, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: Request, slug: str) -> HttpResponse:
    """Bring a signed sheet, or a PDF signed electronically."""
    initiative = initiative_for(request.actor, slug, Action.ADD_SIGNED_SHEET)
    own = signer_in(request.actor, initiative)
    if allows(request.actor, Action.OPEN_STATEMENT, initiative):
        leaders = leaders_of(initiative)
    elif own is not None:
        leaders = [own]
    else:
        require(request.actor, Action.OPEN_STATEMENT, initiative)
    found = _to_sign(initiative)
    form = SheetForm(
        request.POST or None,
        request.FILES or None,
        leaders=leaders,
        initial={"signed_in": found.city, "version": found.number},
        prefix="lembar",
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = add_signed_sheet(
                actor=request.actor,
                statement=_that_was_read(initiative, told["version"]),
                signers=list(told["signers"]),
                signed_in=told["signed_in"],
                name=told["file"].name,
                file=told["file"],
            )
        except RuleBroken as error:
            form.add_error("file", str(error))
            _shows(form, found)
        else:
            _tell(request, is_electronic=bool(made[0].copy and made[0].copy.is_electronic))
            return redirect(address("commitment", initiative))
    shown = page(request, initiative, "sheet", statement=found, sheet=form)
    return render(request, "team/sheet.html", shown, status=422 if request.method == "POST" else 200)


def _tell(request: Request, *, is_electronic: bool) -> None:
    told = (
        _("The signed copy is kept. There is an electronic signature in it.")
        if is_electronic
        else _("The signed copy is kept.")
    )
    messages.success(request, told)


def _that_was_read(initiative: Initiative, number: int) -> Statement:
    """The version that stood on the page: the services refuse it where another has taken its place."""
    found = Statement.objects.filter(initiative=initiative, number=number).first()
    if found is None:
        raise RuleBroken(_("No statement of commitment can be signed yet."))
    found.initiative = initiative
    return found


def _shows(form: DrawForm | SheetForm, statement: Statement) -> None:
    """What the page shows after an error is the version that counts now, and the form speaks of that one."""
    _says(form, "version", str(statement.number))


def _says(form: Any, name: str, value: str) -> None:
    form.data = form.data.copy()
    form.data[form.add_prefix(name)] = value


def _to_sign(initiative: Initiative) -> Statement:
    found = current(initiative)
    if found is None:
        raise RuleBroken(_("No statement of commitment can be signed yet."))
    found.initiative = initiative
    return found


@require_safe
def review(request: Request, slug: str) -> HttpResponse:
    """The day of the review for the calendar of a phone or an office."""
    initiative = initiative_for(request.actor, slug, Action.VIEW_COMMITMENT)
    found = current(initiative)
    if found is None:
        raise Http404
    found.initiative = initiative
    made = review_file(found, request.build_absolute_uri(address("commitment", initiative)))
    answer = HttpResponse(made, content_type=TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{slug}-komitmen.ics"'
    return answer
