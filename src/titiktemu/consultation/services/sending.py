"""Answers that a phone kept while it had no connection, sent later in order and never counted twice."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.consultation.models import Consultation, SentVote, Statement, Vote
from titiktemu.consultation.services.routing import log_exposures
from titiktemu.consultation.services.voting import cast_vote
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.errors import NotAllowed, RuleBroken, TooMany
from titiktemu.foundation.permissions import Action, require

MOST_AT_ONCE = 100


@dataclass(frozen=True)
class Sent:
    """One answer as the phone kept it; ``key`` is the phone's own and new for each answer."""

    key: str
    statement: int
    answer: int
    ticket: str = ""


@dataclass(frozen=True)
class Receipt:
    """What became of one answer. ``again`` says that the phone may try it again later."""

    key: str
    kept: bool
    problem: str = ""
    again: bool = False


def send_votes(*, actor: Actor, consultation: Consultation, votes: Sequence[Sent]) -> list[Receipt]:
    """Keep each answer by itself, in the order in which it was given; what cannot be kept says why.

    A key that came before changes nothing and gets the same receipt. An answer given elsewhere meanwhile
    stays: the phone's clock cannot tell which of the two is newer, and the person saw the other one kept.
    """
    require(actor, Action.CAST_VOTE, consultation.initiative)
    if len(votes) > MOST_AT_ONCE:
        raise RuleBroken(_("At most %(most)d answers are sent at once.") % {"most": MOST_AT_ONCE})
    statements = {
        one.number: one
        for one in consultation.statements.filter(number__in={vote.statement for vote in votes})
    }
    return [_send(actor, consultation, vote, statements.get(vote.statement)) for vote in votes]


def _send(actor: Actor, consultation: Consultation, sent: Sent, statement: Statement | None) -> Receipt:
    try:
        with transaction.atomic():
            return _keep(actor, consultation, sent, statement)
    except TooMany as error:
        return Receipt(sent.key, False, str(error), again=True)
    except RuleBroken as error:
        return Receipt(sent.key, False, str(error))


def _keep(actor: Actor, consultation: Consultation, sent: Sent, statement: Statement | None) -> Receipt:
    participant = actor.participant_in(consultation.initiative)
    if participant is None:
        raise NotAllowed(Action.CAST_VOTE)
    # Two tabs that send at once wait for each other here.
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    if SentVote.objects.filter(participant=participant, key=sent.key).exists():
        return Receipt(sent.key, True)
    if statement is None or sent.answer not in Vote.Answer.values:
        raise RuleBroken(_("This answer does not belong to any statement here."))
    if Vote.objects.filter(statement=statement, participant=participant).exists():
        raise RuleBroken(_("You answered this statement elsewhere meanwhile; that answer stays."))
    statement.consultation = consultation
    if sent.ticket:
        log_exposures(actor=actor, consultation=consultation, tickets=[sent.ticket])
    cast_vote(actor=actor, statement=statement, answer=Vote.Answer(sent.answer))
    SentVote.objects.create(participant=participant, key=sent.key, sent_at=timezone.now())
    return Receipt(sent.key, True)
