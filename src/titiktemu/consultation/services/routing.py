"""The next statement: drawn by chance and need, and logged with its probability."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.core import signing
from django.db import transaction
from django.utils import timezone

from titiktemu.analysis.routing import Candidates, probabilities
from titiktemu.consultation.models import Consultation, Exposure, Statement
from titiktemu.consultation.queries import groups_of
from titiktemu.consultation.queries.routing import Waiting, candidates_for, open_exposure, waiting_for
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.errors import NotAllowed
from titiktemu.foundation.models import Participant
from titiktemu.foundation.permissions import Action, require

SALT = "consultation.exposure"
AHEAD = 20
"""Most statements that a phone takes along."""


@dataclass(frozen=True)
class Drawn:
    """A statement that was drawn but not shown yet; the ticket proves the draw when its answer comes."""

    statement: Statement
    probability: float
    among: int
    ticket: str


@transaction.atomic
def next_statement_for(*, actor: Actor, consultation: Consultation) -> Statement | None:
    """The statement to show now; None where everything is answered or this group has no vote.

    One that was shown and not answered yet is shown again: a page that is loaded twice draws once.
    """
    require(actor, Action.CAST_VOTE, consultation.initiative)
    participant = _participant(actor, consultation)
    if participant.side not in groups_of(consultation):
        return None
    shown = open_exposure(consultation, participant)
    if shown is None:
        drawn = _draw(consultation, participant, 1)
        if not drawn:
            return None
        shown = drawn[0].statement
        _log(participant, [(shown.pk, drawn[0].probability, drawn[0].among)])
    shown.consultation = consultation
    return shown


def draw_ahead(*, actor: Actor, consultation: Consultation, many: int) -> list[Drawn]:
    """Statements for a phone to take along, drawn one after the other; logged once they come back."""
    require(actor, Action.CAST_VOTE, consultation.initiative)
    participant = _participant(actor, consultation)
    if participant.side not in groups_of(consultation):
        return []
    return _draw(consultation, participant, min(many, AHEAD))


@transaction.atomic
def log_exposures(*, actor: Actor, consultation: Consultation, tickets: Sequence[str]) -> int:
    """Log statements that a phone took along and has shown; tickets that are not ours count for nothing."""
    require(actor, Action.CAST_VOTE, consultation.initiative)
    participant = _participant(actor, consultation)
    found = [one for one in map(_opened, tickets) if one and one[0] == participant.pk]
    known = set(consultation.statements.filter(pk__in=[one[1] for one in found]).values_list("pk", flat=True))
    return _log(participant, [(one[1], one[2], one[3]) for one in found if one[1] in known])


@transaction.atomic
def log_certain(*, actor: Actor, consultation: Consultation, statements: Iterable[Statement]) -> int:
    """Log statements that stood before somebody for certain, as all of them do on paper."""
    require(actor, Action.CAST_VOTE, consultation.initiative)
    participant = _participant(actor, consultation)
    return _log(participant, [(statement.pk, 1.0, 1) for statement in statements])


def _participant(actor: Actor, consultation: Consultation) -> Participant:
    participant = actor.participant_in(consultation.initiative)
    if participant is None:
        raise NotAllowed(Action.CAST_VOTE)
    return participant


def _draw(consultation: Consultation, participant: Participant, many: int) -> list[Drawn]:
    waiting = waiting_for(consultation, participant)
    if not waiting:
        return []
    candidates = candidates_for(consultation, participant.side, waiting)
    chosen = _without_replacement(candidates, min(many, len(waiting)))
    found = Statement.objects.in_bulk([waiting[place][0] for place, _p, _m in chosen])
    return [_drawn(participant, found, waiting, one) for one in chosen]


def _without_replacement(candidates: Candidates, many: int) -> list[tuple[int, float, int]]:
    """Places, each with the probability of its own draw and among how many it was drawn."""
    rng = np.random.default_rng()
    chances = probabilities(candidates)
    free = np.ones(len(chances), dtype=bool)
    chosen = []
    for _turn in range(many):
        rest = np.where(free, chances, 0.0)
        rest /= rest.sum()
        place = int(rng.choice(len(rest), p=rest))
        chosen.append((place, float(rest[place]), int(free.sum())))
        free[place] = False
    return chosen


def _drawn(
    participant: Participant, found: dict[int, Statement], waiting: Waiting, one: tuple[int, float, int]
) -> Drawn:
    place, probability, among = one
    statement = found[waiting[place][0]]
    ticket = signing.dumps([participant.pk, statement.pk, probability, among], salt=SALT)
    return Drawn(statement, probability, among, ticket)


def _opened(ticket: str) -> tuple[int, int, float, int] | None:
    try:
        told: Any = signing.loads(ticket, salt=SALT)
    except signing.BadSignature:
        return None
    return (told[0], told[1], told[2], told[3])


def _log(participant: Participant, shown: Sequence[tuple[int, float, int]]) -> int:
    now = timezone.now()
    rows = [
        Exposure(statement_id=key, participant=participant, probability=chance, among=among, shown_at=now)
        for key, chance, among in shown
    ]
    return len(Exposure.objects.bulk_create(rows, ignore_conflicts=True))
