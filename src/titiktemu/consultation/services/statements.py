"""Statements: added by people and facilitators, moderated with reasons."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.consultation.models import STATEMENT_LENGTH, Consultation, Moderation, Statement
from titiktemu.consultation.queries import next_number
from titiktemu.consultation.wording import check_new, cleaned, problems_of
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.limits import count_try
from titiktemu.foundation.permissions import Action, allows, require

STATEMENTS_PER_PARTICIPANT = 10
WINDOW = timedelta(hours=1)


@transaction.atomic
def add_statement(
    *, actor: Actor, consultation: Consultation, text: str, text_en: str = "", is_meta: bool = False
) -> Statement:
    """Add a statement in one language or both.

    It waits for a moderator where the consultation or a sensitive sector asks for that; statements of
    those who moderate are shown at once; only they may mark one as being about the consultation itself.
    """
    initiative = consultation.initiative
    require(actor, Action.ADD_STATEMENT, initiative)
    if consultation.is_closed:
        raise RuleBroken(_("Voting has closed; no statement can be added any more."))
    steers = allows(actor, Action.MODERATE, initiative)
    if consultation.state == Consultation.State.DRAFT and not steers:
        raise RuleBroken(_("This consultation has not opened yet."))
    indonesian, english = cleaned(text), cleaned(text_en)
    check_new(consultation, indonesian, english)
    author = None if steers else actor.participant_in(initiative)
    if author is not None:
        count_try("statement", str(author.pk), most=STATEMENTS_PER_PARTICIPANT, per=WINDOW)
    waits = not steers and (consultation.moderates_first or initiative.is_sensitive)
    statement = Statement.objects.create(
        consultation=consultation,
        number=next_number(consultation.statements.all()),
        text=indonesian,
        text_en=english,
        author=author,
        state=Statement.State.WAITING if waits else Statement.State.SHOWN,
        is_seed=steers,
        is_meta=is_meta and steers,
        added_at=timezone.now(),
    )
    record(actor, Action.ADD_STATEMENT, initiative, statement)
    return statement


@transaction.atomic
def add_statements(*, actor: Actor, consultation: Consultation, lines: Sequence[str]) -> list[Statement]:
    """Add many statements at once, one a line, all or none; `problems_of` says what is wrong."""
    require(actor, Action.MODERATE, consultation.initiative)
    if consultation.is_closed:
        raise RuleBroken(_("Voting has closed; no statement can be added any more."))
    if problems_of(consultation, lines):
        raise RuleBroken(_("Some lines cannot be added as they are. Nothing was added yet."))
    first, now = next_number(consultation.statements.all()), timezone.now()
    made = Statement.objects.bulk_create(
        Statement(
            consultation=consultation,
            number=first + place,
            text=cleaned(line),
            state=Statement.State.SHOWN,
            is_seed=True,
            added_at=now,
        )
        for place, line in enumerate(lines)
    )
    record(actor, Action.ADD_STATEMENT, consultation.initiative, consultation, {"statements": len(made)})
    return made


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
    statement.text, statement.text_en = cleaned(text), cleaned(text_en)
    statement.save(update_fields=["text", "text_en"])
    record(actor, Action.MODERATE, initiative, statement, {"state": statement.state})
    return statement


def _check_lengths(*texts: str) -> None:
    if max(len(text) for text in texts) > STATEMENT_LENGTH:
        raise RuleBroken(
            _("A statement has at most %(most)d characters. Yours is kept; please shorten it.")
            % {"most": STATEMENT_LENGTH}
        )
