"""Later changes of answers. Each leaves a trace: what stood there, what stands there now, who, when, why."""

import copy
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.analysis.questionnaire.model import Form
from titiktemu.analysis.questionnaire.values import BadValue, read_value
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, require
from titiktemu.questionnaires.models import Change, Response
from titiktemu.questionnaires.tasks import ask_for_report
from titiktemu.questionnaires.wording import say

SHORTEST_REASON = 5


@transaction.atomic
def correct_answer(
    *, actor: Actor, response: Response, question: str, turn: int | None, value: str, reason: str
) -> Change:
    """Change one answer; the old value stays in the trace."""
    initiative = response.wave.questionnaire.initiative
    require(actor, Action.CORRECT_ANSWERS, initiative)
    check_reason(reason)
    held = Response.objects.select_for_update().get(pk=response.pk)
    form = response.wave.version.form
    new = _read(form, question, value)
    answers = copy.deepcopy(held.answers)
    row = _row(form, answers, question, turn)
    old = str(row.get(question, ""))
    if old == new:
        raise RuleBroken(_("This is what stands there already."))
    row[question] = new
    if not new:
        del row[question]
    held.answers = answers
    held.save(update_fields=["answers"])
    change = _changed(
        actor, held, Change.Kind.CORRECTED, reason, question=question, turn=turn, old=old, new=new
    )
    ask_for_report(response.wave)
    record(actor, Action.CORRECT_ANSWERS, initiative, response.wave.questionnaire)
    return change


@transaction.atomic
def remove_response(*, actor: Actor, response: Response, reason: str) -> Change:
    """Take somebody's answers out of every figure and file; they can be put back."""
    require(actor, Action.REMOVE_ANSWERS, response.wave.questionnaire.initiative)
    return _put(actor, response, reason, out=True)


@transaction.atomic
def restore_response(*, actor: Actor, response: Response, reason: str) -> Change:
    """Put answers back that were taken out."""
    require(actor, Action.REMOVE_ANSWERS, response.wave.questionnaire.initiative)
    return _put(actor, response, reason, out=False)


def _put(actor: Actor, response: Response, reason: str, *, out: bool) -> Change:
    initiative = response.wave.questionnaire.initiative
    check_reason(reason)
    held = Response.objects.select_for_update().get(pk=response.pk)
    if held.is_removed is out:
        raise RuleBroken(
            _("These answers were taken out already.") if out else _("These answers are in place already.")
        )
    held.is_removed = out
    held.save(update_fields=["is_removed"])
    change = _changed(actor, held, Change.Kind.REMOVED if out else Change.Kind.RESTORED, reason)
    ask_for_report(response.wave)
    state = "removed" if out else "restored"
    record(actor, Action.REMOVE_ANSWERS, initiative, response.wave.questionnaire, {"state": state})
    return change


def check_reason(reason: str) -> None:
    """RuleBroken where nobody could understand later why something was changed."""
    if len(reason.strip()) < SHORTEST_REASON:
        raise RuleBroken(_("Please say why; whoever looks at it later must be able to understand it."))


def _read(form: Form, question: str, value: str) -> str:
    placed = form.by_name.get(question)
    if placed is None or not placed.item.is_asked:
        raise RuleBroken(_("There is no such question."))
    try:
        return read_value(placed.item, value, form.choices_of(placed.item))
    except BadValue as error:
        raise RuleBroken(say(error.template, error.values)) from error


def _row(form: Form, answers: dict[str, Any], question: str, turn: int | None) -> dict[str, Any]:
    """Where the answer stands: with the others, or in one time of a repeat."""
    repeat = form[question].repeat
    if repeat is None:
        return answers
    rows = answers.get(repeat.name, [])
    if turn is None or not 0 <= turn < len(rows):
        raise RuleBroken(_("There is no such question."))
    found: dict[str, Any] = rows[turn]
    return found


def _changed(actor: Actor, response: Response, kind: Change.Kind, reason: str, **more: Any) -> Change:
    return Change.objects.create(
        response=response,
        kind=kind,
        reason=reason.strip(),
        changed_by=actor.place_in(response.wave.questionnaire.initiative),
        changed_by_account=actor.user,
        changed_at=timezone.now(),
        **more,
    )
