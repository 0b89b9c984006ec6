"""Statements: reading them, adding one, and the moderators' decisions, which everybody can read."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from titiktemu.consultation.forms import ModerationForm, StatementForm
from titiktemu.consultation.models import Moderation, Statement
from titiktemu.consultation.queries import moderation_log, shown_statements, waiting_statements
from titiktemu.consultation.services.statements import add_statement, moderate, translate_statement
from titiktemu.consultation.views.places import address, consultation_for, page, status_of, steers
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, allows, require
from titiktemu.foundation.requests import Request


@require_safe
def index(request: Request, slug: str, number: int) -> HttpResponse:
    """Every statement that is shown, by its number: the order in which they came, no rank."""
    consultation = consultation_for(request.actor, slug, number)
    shown = page(
        request,
        consultation,
        "statements",
        statements=shown_statements(consultation),
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
    if form.is_valid():
        try:
            added = add_statement(actor=request.actor, consultation=consultation, **form.cleaned_data)
        except RuleBroken as error:
            form.add_error(None, str(error))
            status = status_of(error)
        else:
            _thank(request, added)
            back = "vote" if request.actor.participant_in(initiative) else "statements"
            return redirect(address(back, consultation))
    waits = not steers(request.actor, consultation) and (
        consultation.moderates_first or initiative.is_sensitive
    )
    shown = {"initiative": initiative, "consultation": consultation, "form": form, "waits": waits}
    return render(request, "consultation/add_statement.html", shown, status=status)


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
    shown = page(request, consultation, "moderation", forms=forms, log=moderation_log(consultation))
    return render(request, "consultation/moderation.html", shown)


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
