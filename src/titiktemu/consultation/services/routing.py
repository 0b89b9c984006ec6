"""The next statement: drawn by chance and need, and logged with its probability."""

import secrets
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from titiktemu.analysis.routing import draw
from titiktemu.consultation.models import Consultation, Exposure, Statement
from titiktemu.consultation.queries import groups_of
from titiktemu.consultation.queries.routing import candidates_for, open_exposure, waiting_for
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
def next_statement_for(
    *, actor: Actor, consultation: Consultation, is_looked_at: bool = True
) -> Statement | None:
    """The statement to show now; None where everything is answered or this group has no vote.

    One that was shown and not answered yet is shown again: a page that is loaded twice draws once. Where
    nobody looks (a browser fetches ahead), what is drawn is not logged as shown.
    """
    require(actor, Action.CAST_VOTE, consultation.initiative)
    participant = _participant(actor, consultation)
    if not _may_be_asked(participant, consultation):
        return None
    shown = _shown_before(participant, consultation)
    if not shown:
        shown = _draw(consultation, participant, 1)
        _log(participant, shown if is_looked_at else [])
    if not shown:
        return None
    shown[0].statement.consultation = consultation
    return shown[0].statement


def draw_ahead(*, actor: Actor, consultation: Consultation, many: int) -> list[Drawn]:
    """Statements for a phone to take along, drawn one after the other; logged once they come back.

    One that was shown and waits for an answer comes first, with the probability it was drawn with.
    """
    require(actor, Action.CAST_VOTE, consultation.initiative)
    participant = _participant(actor, consultation)
    if not _may_be_asked(participant, consultation):
        return []
    shown = _shown_before(participant, consultation)
    return (shown + _draw(consultation, participant, min(many, AHEAD), without=shown))[:many]


@transaction.atomic
def log_exposures(*, actor: Actor, consultation: Consultation, tickets: Sequence[str]) -> int:
    """Log statements that a phone took along and has shown; tickets that are not ours count for nothing."""
    require(actor, Action.CAST_VOTE, consultation.initiative)
    participant = _participant(actor, consultation)
    told = [one for one in map(_opened, tickets) if one and one.participant == participant.pk]
    found = consultation.statements.in_bulk([one.statement for one in told])
    return _log(
        participant,
        [
            Drawn(found[one.statement], one.probability, one.among, "")
            for one in told
            if one.statement in found
        ],
    )


@transaction.atomic
def log_certain(*, actor: Actor, consultation: Consultation, statements: Iterable[Statement]) -> int:
    """Log statements that stood before somebody for certain, as all of them do on paper."""
    require(actor, Action.CAST_VOTE, consultation.initiative)
    participant = _participant(actor, consultation)
    return _log(participant, [Drawn(statement, 1.0, 1, "") for statement in statements])


def _participant(actor: Actor, consultation: Consultation) -> Participant:
    participant = actor.participant_in(consultation.initiative)
    if participant is None:
        raise NotAllowed(Action.CAST_VOTE)
    return participant


def _may_be_asked(participant: Participant, consultation: Consultation) -> bool:
    return consultation.is_open and participant.side in groups_of(consultation)


def _shown_before(participant: Participant, consultation: Consultation) -> list[Drawn]:
    waiting = open_exposure(consultation, participant)
    if waiting is None:
        return []
    return [_drawn(participant, waiting.statement, waiting.probability, waiting.among)]


def _draw(
    consultation: Consultation, participant: Participant, many: int, without: Sequence[Drawn] = ()
) -> list[Drawn]:
    left_out = {one.statement.pk for one in without}
    waiting = [one for one in waiting_for(consultation, participant) if one[0] not in left_out]
    if not waiting:
        return []
    candidates = candidates_for(consultation, participant.side, waiting)
    chosen = draw(candidates, many, seed=secrets.randbits(64))
    found = Statement.objects.in_bulk([waiting[place][0] for place, _chance, _among in chosen])
    return [
        _drawn(participant, found[waiting[place][0]], chance, among)
        for place, chance, among in chosen
        if waiting[place][0] in found
    ]


def _log(participant: Participant, shown: Sequence[Drawn]) -> int:
    """Log them in this order, one moment apart; what is logged already stays as it was drawn first."""
    now = timezone.now()
    rows = [
        Exposure(
            statement=one.statement,
            participant=participant,
            probability=one.probability,
            among=one.among,
            shown_at=now + timedelta(microseconds=place),
        )
        for place, one in enumerate(shown)
    ]
    return len(Exposure.objects.bulk_create(rows, ignore_conflicts=True))


class _Told(NamedTuple):
    """What a ticket says."""

    participant: int
    statement: int
    probability: float
    among: int


PACKED = struct.Struct("!qqdI")
NONCE = 16


def _drawn(participant: Participant, statement: Statement, probability: float, among: int) -> Drawn:
    """With a ticket that only this server can read: a probability tells how few were shown a statement."""
    nonce = secrets.token_hex(NONCE // 2)
    told = _masked(nonce, PACKED.pack(participant.pk, statement.pk, probability, among))
    ticket = signing.Signer(salt=SALT).sign(nonce + told.hex())
    return Drawn(statement, probability, among, ticket)


def _opened(ticket: str) -> _Told | None:
    try:
        told = signing.Signer(salt=SALT).unsign(ticket)
    except signing.BadSignature:
        return None
    return _Told(*PACKED.unpack(_masked(told[:NONCE], bytes.fromhex(told[NONCE:]))))


def _masked(nonce: str, told: bytes) -> bytes:
    """The same again takes the mask off; each nonce has a mask of its own, from the site's key."""
    mask = salted_hmac(SALT, nonce, algorithm="sha256").digest()
    return bytes(one ^ other for one, other in zip(told, mask, strict=False))
