"""Splitting and merging statements: the old ones rest, the new ones begin without votes, authors stay."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.consultation.models import Consultation, Lineage, Moderation, Statement
from titiktemu.consultation.queries import next_number
from titiktemu.consultation.wording import check_new, cleaned
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, require

MOST_PARTS = 6

type Texts = tuple[str, str]
"""A statement in Indonesian and in English; one of the two may be empty."""


@transaction.atomic
def split_statement(*, actor: Actor, statement: Statement, parts: Sequence[Texts]) -> list[Statement]:
    """Put several statements in the place of one that says several things.

    Nobody's vote moves along: people answered other words.
    """
    consultation = statement.consultation
    require(actor, Action.RESHAPE_STATEMENTS, consultation.initiative)
    if not 2 <= len(parts) <= MOST_PARTS:
        raise RuleBroken(_("A statement is split into 2 to %(most)d.") % {"most": MOST_PARTS})
    _check_time(consultation, [statement])
    _replace([statement], Moderation.Reason.SEVERAL)
    made = [_make(consultation, text, [statement], Lineage.Kind.SPLIT) for text in parts]
    detail = {"from": 1, "to": len(made)}
    record(actor, Action.RESHAPE_STATEMENTS, consultation.initiative, consultation, detail)
    return made


@transaction.atomic
def merge_statements(*, actor: Actor, statements: Sequence[Statement], text: Texts) -> Statement:
    """Put one statement in the place of several that say the same; votes stay with the old words."""
    consultation = statements[0].consultation
    require(actor, Action.RESHAPE_STATEMENTS, consultation.initiative)
    if len({one.pk for one in statements}) < 2:
        raise RuleBroken(_("Choose at least two statements to merge."))
    if len({one.consultation_id for one in statements}) > 1:
        raise RuleBroken(_("Statements of different consultations cannot be merged."))
    _check_time(consultation, statements)
    _replace(statements, Moderation.Reason.DUPLICATE)
    made = _make(consultation, text, statements, Lineage.Kind.MERGE)
    detail = {"from": len(statements), "to": 1}
    record(actor, Action.RESHAPE_STATEMENTS, consultation.initiative, consultation, detail)
    return made


def _check_time(consultation: Consultation, statements: Sequence[Statement]) -> None:
    if consultation.is_closed:
        raise RuleBroken(_("Voting has closed; statements stay as they were voted on."))
    if any(one.state == Statement.State.REPLACED for one in statements):
        raise RuleBroken(_("One of these statements has been replaced already."))


def _replace(statements: Sequence[Statement], reason: Moderation.Reason) -> None:
    now = timezone.now()
    Statement.objects.filter(pk__in=[one.pk for one in statements]).update(state=Statement.State.REPLACED)
    Moderation.objects.bulk_create(
        Moderation(statement=one, state=Statement.State.REPLACED, reason=reason, decided_at=now)
        for one in statements
    )


def _make(
    consultation: Consultation, text: Texts, sources: Sequence[Statement], kind: Lineage.Kind
) -> Statement:
    indonesian, english = (cleaned(one) for one in text)
    check_new(consultation, indonesian, english)
    authors = {one.author_id for one in sources}
    made = Statement.objects.create(
        consultation=consultation,
        number=next_number(consultation.statements.all()),
        text=indonesian,
        text_en=english,
        # With one author it is theirs; with several, the sources name them.
        author_id=next(iter(authors)) if len(authors) == 1 else None,
        state=Statement.State.SHOWN,
        is_seed=all(one.is_seed for one in sources),
        is_meta=all(one.is_meta for one in sources),
        added_at=timezone.now(),
    )
    Lineage.objects.bulk_create(Lineage(statement=made, source=one, kind=kind) for one in sources)
    return made
