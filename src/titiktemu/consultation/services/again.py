"""Asking the same statements again: a new consultation with the same words, and without a single vote."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.consultation.models import Consultation, Lineage, Statement
from titiktemu.consultation.queries import shown_statements
from titiktemu.consultation.services.running import create_consultation
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, require

KEPT = (
    "title", "title_en", "introduction", "introduction_en", "hosted_by", "others_vote", "citizens_vote",
    "moderates_first", "in_room", "votes_public",
)  # fmt: skip
"""What the second consultation says of itself as the first did; all of it can be changed until it opens."""


@transaction.atomic
def ask_again(*, actor: Actor, consultation: Consultation) -> Consultation:
    """Prepare a consultation with every statement that is shown in this one, in the same order and words.

    Who wrote a statement stays its author, and it is kept from which one it came. Nobody's vote moves along:
    the second round is answered anew, and its figures pass the gate by themselves.
    """
    require(actor, Action.CREATE_CONSULTATION, consultation.initiative)
    if not consultation.has_sides:
        raise RuleBroken(_("A consultation without sides cannot be asked again here."))
    if consultation.state == Consultation.State.DRAFT:
        raise RuleBroken(_("This consultation has not opened yet."))
    sources = list(shown_statements(consultation).order_by("number"))
    if not sources:
        raise RuleBroken(_("There is no statement that could be asked again."))
    told = {name: getattr(consultation, name) for name in KEPT}
    made = create_consultation(actor=actor, initiative=consultation.initiative, **told)
    copies = Statement.objects.bulk_create(_copy(made, one, place) for place, one in enumerate(sources, 1))
    Lineage.objects.bulk_create(
        Lineage(statement=copy, source=source, kind=Lineage.Kind.AGAIN)
        for copy, source in zip(copies, sources, strict=True)
    )
    detail = {"statements": len(copies), "from": consultation.number}
    record(actor, Action.CREATE_CONSULTATION, consultation.initiative, made, detail)
    return made


def _copy(consultation: Consultation, source: Statement, number: int) -> Statement:
    return Statement(
        consultation=consultation,
        number=number,
        text=source.text,
        text_en=source.text_en,
        author_id=source.author_id,
        state=Statement.State.SHOWN,
        is_seed=source.is_seed,
        is_meta=source.is_meta,
        added_at=timezone.now(),
    )
