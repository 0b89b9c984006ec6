"""Voting: one answer per person and statement, kept before it is acknowledged."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.consultation.models import Consultation, Statement, Vote
from titiktemu.consultation.queries import groups_of
from titiktemu.consultation.tasks import bring_to_gate, count_turnout
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.limits import count_try
from titiktemu.foundation.permissions import Action, require

VOTES_PER_PARTICIPANT = 120
WINDOW = timedelta(minutes=1)


@transaction.atomic
def cast_vote(*, actor: Actor, statement: Statement, answer: Vote.Answer) -> Vote:
    """Keep the answer, replacing an earlier one, and bring the statement's figures to the gate.

    There is no audit entry for a vote (release policy): the hash of the closed log is what is recorded.
    """
    initiative = statement.consultation.initiative
    require(actor, Action.CAST_VOTE, initiative)
    participant = actor.participant_in(initiative)
    if participant is None:
        raise NotAllowed(Action.CAST_VOTE)
    # The lock holds back a closing until this vote is in, or this vote until the closing is.
    consultation = Consultation.objects.select_for_update().get(pk=statement.consultation_id)
    _check_time(consultation, statement)
    if participant.side not in groups_of(consultation):
        raise RuleBroken(_("In this consultation you are heard, but you have no vote."))
    place = participant.participation
    if place is not None and consultation.electorate_at and place.created_at > consultation.electorate_at:
        raise RuleBroken(
            _("You came onto the list after the voters were counted. Ask the facilitator to count them anew.")
        )
    count_try("vote", str(participant.pk), most=VOTES_PER_PARTICIPANT, per=WINDOW)
    # A changed answer is a new row: whoever reads the log by its keys sees every change.
    changed, _kinds = Vote.objects.filter(statement=statement, participant=participant).delete()
    vote = Vote.objects.create(
        statement=statement, participant=participant, answer=answer, cast_at=timezone.now()
    )
    if not changed:
        bring_to_gate(consultation, statement)
        count_turnout(consultation, participant, vote)
    return vote


def _check_time(consultation: Consultation, statement: Statement) -> None:
    if consultation.is_closed:
        raise RuleBroken(_("Voting has closed. Your earlier votes are kept."))
    if not consultation.is_open:
        raise RuleBroken(_("Voting has not opened yet."))
    if statement.state != Statement.State.SHOWN:
        raise RuleBroken(_("This statement is no longer shown. Your other votes are kept."))
