"""Statements: reading them, adding one, and the moderators' decisions, which everybody can read."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from titiktemu.analysis.similar_texts import NEARLY_THE_SAME, Similar
from titiktemu.consultation.forms import ModerationForm, StatementForm
from titiktemu.consultation.models import Consultation, Moderation, Statement
from titiktemu.consultation.queries import moderation_log, shown_statements, waiting_statements
from titiktemu.consultation.queries.lineage import became_of, came_from, similar_statements
from titiktemu.consultation.services.statements import add_statement, moderate, translate_statement
from titiktemu.consultation.views.places import address, consultation_for, page, status_of, steers
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, allows, require
from titiktemu.foundation.requests import Request

WRITTEN = "written"
"""Under this key a browser session keeps which statements were written in it."""
WRITTEN_KEPT = 200


@require_safe
def index(request: Request, slug: str, number: int) -> HttpResponse:
    """Every statement that is shown, by its number: the order in which they came, no rank."""
    consultation = consultation_for(request.actor, slug, number)
    statements = list(shown_statements(consultation))
    came = came_from(statements)
    shown = page(
        request,
        consultation,
        "statements",
        statements=[(one, [line.source.number for line in came.get(one.pk, [])]) for one in statements],
        may_add=not consultation.is_closed
        and allows(request.actor, Action.ADD_STATEMENT, consultation.initiative),
    )
    return render(request, "consultation/statements.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request, slug: str, number: int) -> HttpResponse:
    """Add a statement; what was written is kept where something is wrong."""
    consultation = consultation_for(request.actor, slug, number)
    initiative = consultation.initiative
    if consultation.is_open and not allows(request.actor, Action.ADD_STATEMENT, initiative):
        return redirect("consultation:join", consultation.join_code)
    require(request.actor, Action.ADD_STATEMENT, initiative)
    form, status = StatementForm(request.POST or None), 200
    if request.method == "POST":
        form, status = StatementForm(request.POST), 422
    near = _near(request, consultation, form) if form.is_valid() else []
    if form.is_valid() and near:
        status = 422
    elif form.is_valid():
        try:
            added = add_statement(actor=request.actor, consultation=consultation, **form.cleaned_data)
        except RuleBroken as error:
            form.add_error(None, str(error))
            status = status_of(error)
        else:
            request.session[WRITTEN] = [*request.session.get(WRITTEN, []), added.pk][-WRITTEN_KEPT:]
            _thank(request, added)
            back = "vote" if request.actor.participant_in(initiative) else "statements"
            return redirect(address(back, consultation))
    waits = not steers(request.actor, consultation) and (
        consultation.moderates_first or initiative.is_sensitive
    )
    shown = {
        "initiative": initiative,
        "consultation": consultation,
        "form": form,
        "waits": waits,
        "near": near,
        "may_mark": steers(request.actor, consultation),
    }
    return render(request, "consultation/add_statement.html", shown, status=status)


def _near(
    request: Request, consultation: Consultation, form: StatementForm
) -> list[tuple[Statement, Similar]]:
    """Statements so near that the writer is asked once whether theirs says something different."""
    if "different" in request.POST:
        return []
    text = f"{form.cleaned_data['text']} {form.cleaned_data['text_en']}"
    found = similar_statements(consultation, [text])[0]
    written = {text.casefold() for text in (form.cleaned_data["text"], form.cleaned_data["text_en"]) if text}
    if any({one.text.casefold(), one.text_en.casefold()} & written for one, _like in found):
        return []  # the very same one: the service says so
    return [(one, like) for one, like in found if like.likeness >= NEARLY_THE_SAME and not like.opposite]


def _thank(request: Request, added: Statement) -> None:
    if added.state == Statement.State.WAITING:
        messages.success(request, _("Thank you. A moderator reads your statement before others see it."))
    else:
        messages.success(request, _("The statement was added."))


@require_safe
def moderation(request: Request, slug: str, number: int) -> HttpResponse:
    """What waits for a moderator (for those who moderate), and every decision with its reason."""
    consultation = consultation_for(request.actor, slug, number)
    require(request.actor, Action.VIEW_MODERATION, consultation.initiative)
    may = allows(request.actor, Action.MODERATE, consultation.initiative)
    forms = [ModerationForm(statement=one) for one in waiting_statements(consultation)] if may else []
    near = similar_statements(consultation, [form.statement.shown_text for form in forms], waiting=True)
    log = list(moderation_log(consultation))
    became = became_of({one.statement for one in log})
    shown = page(
        request,
        consultation,
        "moderation",
        forms=[(form, _others(form.statement, found)) for form, found in zip(forms, near, strict=True)],
        log=[(one, [line.statement.number for line in became.get(one.statement_id, [])]) for one in log],
        reasons=Moderation.Reason.labels,
    )
    return render(request, "consultation/moderation.html", shown)


def _others(statement: Statement, near: list[tuple[Statement, Similar]]) -> list[tuple[Statement, Similar]]:
    return [(one, like) for one, like in near if one.pk != statement.pk]


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: Request, slug: str, number: int, statement: int) -> HttpResponse:
    """Show or hide one statement, now or again."""
    consultation = consultation_for(request.actor, slug, number)
    require(request.actor, Action.MODERATE, consultation.initiative)
    found = get_object_or_404(
        consultation.statements.select_related("consultation__initiative"), number=statement
    )
    form, status = ModerationForm(statement=found), 200
    if request.method == "POST":
        form, status = ModerationForm(request.POST, statement=found), 422
    if form.is_valid():
        try:
            _decide(request, found, form)
        except RuleBroken as error:
            form.add_error(None, str(error))
            status = status_of(error)
        else:
            messages.success(request, _("The decision is in the log, with its reason."))
            return redirect(address("moderation", consultation))
    shown = page(request, consultation, "moderation", form=form, statement=found)
    return render(request, "consultation/decide.html", shown, status=status)


@transaction.atomic
def _decide(request: Request, statement: Statement, form: ModerationForm) -> None:
    """The translation and the decision together, or neither."""
    texts = form.texts
    if texts != {"text": statement.text, "text_en": statement.text_en}:
        translate_statement(actor=request.actor, statement=statement, **texts)
    show = form.cleaned_data["decision"] == ModerationForm.SHOW
    reason = Moderation.Reason.FITS if show else Moderation.Reason(form.cleaned_data["reason"])
    moderate(
        actor=request.actor,
        statement=statement,
        show=show,
        reason=reason,
        note=form.cleaned_data["note"],
    )
