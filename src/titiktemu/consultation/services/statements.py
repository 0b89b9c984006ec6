"""Statements: added by people and facilitators, moderated with reasons."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.consultation.models import STATEMENT_LENGTH, Consultation, Moderation, Statement
from titiktemu.consultation.queries import next_number
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.limits import count_try
from titiktemu.foundation.permissions import Action, allows, require

STATEMENTS_PER_PARTICIPANT = 10
WINDOW = timedelta(hours=1)


@transaction.atomic
def add_statement(*, actor: Actor, consultation: Consultation, text: str, text_en: str = "") -> Statement:
    """Add a statement in one language or both.

    It waits for a moderator where the consultation or a sensitive sector asks for that; statements of
    those who moderate are shown at once.
    """
    initiative = consultation.initiative
    require(actor, Action.ADD_STATEMENT, initiative)
    if consultation.is_closed:
        raise RuleBroken(_("Voting has closed; no statement can be added any more."))
    steers = allows(actor, Action.MODERATE, initiative)
    if consultation.state == Consultation.State.DRAFT and not steers:
        raise RuleBroken(_("This consultation has not opened yet."))
    cleaned, cleaned_en = _cleaned(text), _cleaned(text_en)
    _check_new(consultation, cleaned, cleaned_en)
    author = None if steers else actor.participant_in(initiative)
    if author is not None:
        count_try("statement", str(author.pk), most=STATEMENTS_PER_PARTICIPANT, per=WINDOW)
    waits = not steers and (consultation.moderates_first or initiative.is_sensitive)
    statement = Statement.objects.create(
        consultation=consultation,
        number=next_number(consultation.statements.all()),
        text=cleaned,
        text_en=cleaned_en,
        author=author,
        state=Statement.State.WAITING if waits else Statement.State.SHOWN,
        is_seed=steers,
        added_at=timezone.now(),
    )
    record(actor, Action.ADD_STATEMENT, initiative, statement)
    return statement


def _cleaned(text: str) -> str:
    return " ".join(text.split())


def _check_new(consultation: Consultation, text: str, text_en: str) -> None:
    # Letters or digits: a statement of characters without width would be an empty card.
    if not any(letter.isalnum() for letter in text + text_en):
        raise RuleBroken(_("Please write the statement."))
    if max(len(text), len(text_en)) > STATEMENT_LENGTH:
        raise RuleBroken(
            _("A statement has at most %(most)d characters. Yours is kept; please shorten it.")
            % {"most": STATEMENT_LENGTH}
        )
    same = Q(text__iexact=text) if text else Q()
    same |= Q(text_en__iexact=text_en) if text_en else Q()
    if consultation.statements.exclude(state=Statement.State.HIDDEN).filter(same).exists():
        raise RuleBroken(_("This statement is there already."))


@transaction.atomic
def moderate(
    *, actor: Actor, statement: Statement, show: bool, reason: Moderation.Reason, note: str = ""
) -> Moderation:
    """Show or hide a statement, with a reason that everybody can read."""
    initiative = statement.consultation.initiative
    require(actor, Action.MODERATE, initiative)
    if show and reason != Moderation.Reason.FITS:
        raise RuleBroken(_("A statement is shown because it fits the question; choose that reason."))
    if not show and reason == Moderation.Reason.FITS:
        raise RuleBroken(_("Please choose why the statement is not shown."))
    statement.state = Statement.State.SHOWN if show else Statement.State.HIDDEN
    statement.save(update_fields=["state"])
    decision = Moderation.objects.create(
        statement=statement, state=statement.state, reason=reason, note=note, decided_at=timezone.now()
    )
    record(actor, Action.MODERATE, initiative, statement, {"state": statement.state, "reason": reason})
    return decision


@transaction.atomic
def translate_statement(*, actor: Actor, statement: Statement, text: str, text_en: str) -> Statement:
    """Add the other language; what was voted on is never changed once somebody wrote it."""
    initiative = statement.consultation.initiative
    require(actor, Action.MODERATE, initiative)
    if (statement.text and text != statement.text) or (statement.text_en and text_en != statement.text_en):
        raise RuleBroken(_("A statement that was written cannot be changed; hide it and add a new one."))
    _check_lengths(text, text_en)
    statement.text, statement.text_en = _cleaned(text), _cleaned(text_en)
    statement.save(update_fields=["text", "text_en"])
    record(actor, Action.MODERATE, initiative, statement, {"state": statement.state})
    return statement


def _check_lengths(*texts: str) -> None:
    if max(len(text) for text in texts) > STATEMENT_LENGTH:
        raise RuleBroken(
            _("A statement has at most %(most)d characters. Yours is kept; please shorten it.")
            % {"most": STATEMENT_LENGTH}
        )
