"""A consultation's life: made, opened, closed."""

import hmac
import secrets
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.consultation.models import Consultation, Electorate, Vote
from titiktemu.consultation.queries import (
    groups_of,
    newcomers_to,
    next_number,
    roster_sizes,
    shown_statements,
)
from titiktemu.consultation.tasks import ask_for_map, bring_to_gate, recount_turnout
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.words import BOTH_SIDES, Side

FIXED_AT_OPENING = {"others_vote", "citizens_vote", "in_room", "votes_public"}
"""What people must be able to rely on when they give their first answer."""

# Short Indonesian words that are easy to say in a hall and belong to nobody.
WORDS = [
    "KOPI",
    "TEMU",
    "DAUN",
    "PADI",
    "LAUT",
    "AWAN",
    "BATU",
    "PULAU",
    "SAWAH",
    "KEBUN",
    "TELUK",
    "BAMBU",
    "CENGKEH",
    "GARAM",
    "JAHE",
    "KELAPA",
    "MANGGA",
    "NANAS",
    "PASIR",
    "RUMAH",
    "SUNGAI",
    "TANAH",
    "UDANG",
    "WARUNG",
]


@transaction.atomic
def create_consultation(*, actor: Actor, initiative: Initiative, title: str, **fields: Any) -> Consultation:
    """Prepare a consultation; nobody but those who prepare it sees it until it opens."""
    require(actor, Action.CREATE_CONSULTATION, initiative)
    consultation = Consultation.objects.create(
        initiative=initiative,
        number=next_number(Consultation.objects.filter(initiative=initiative)),
        title=title,
        join_code=free_join_code(),
        **fields,
    )
    record(actor, Action.CREATE_CONSULTATION, initiative, consultation)
    return consultation


def free_join_code() -> str:
    """A word and a number that no other consultation has, such as KOPI-27."""
    taken = set(Consultation.objects.values_list("join_code", flat=True))
    highest = 100
    while True:
        code = f"{secrets.choice(WORDS)}-{secrets.randbelow(highest - 10) + 10}"
        if code not in taken:
            return code
        highest += 10


@transaction.atomic
def edit_consultation(*, actor: Actor, consultation: Consultation, **fields: Any) -> Consultation:
    """Change what a consultation says of itself; who may vote is fixed once it has opened."""
    require(actor, Action.EDIT_CONSULTATION, consultation.initiative)
    if consultation.state != Consultation.State.DRAFT and FIXED_AT_OPENING & set(fields):
        raise RuleBroken(_("Who may vote, and what is published, cannot be changed after voting has opened."))
    for name, value in fields.items():
        setattr(consultation, name, value)
    consultation.save()
    record(actor, Action.EDIT_CONSULTATION, consultation.initiative, consultation, {"fields": sorted(fields)})
    return consultation


@transaction.atomic
def open_consultation(*, actor: Actor, consultation: Consultation) -> Consultation:
    """Take votes from now on, and record how many of each side may vote."""
    require(actor, Action.OPEN_CONSULTATION, consultation.initiative)
    if consultation.state != Consultation.State.DRAFT:
        raise RuleBroken(_("This consultation has been opened before."))
    if not shown_statements(consultation).exists():
        raise RuleBroken(_("Add at least one statement before you open the voting."))
    consultation.state, consultation.opened_at = Consultation.State.OPEN, timezone.now()
    consultation.save(update_fields=["state", "opened_at"])
    known = _count_electorate(consultation)
    record(actor, Action.OPEN_CONSULTATION, consultation.initiative, consultation, known)
    return consultation


def _count_electorate(consultation: Consultation) -> dict[str, int]:
    """Record how many of each side may vote from now on; return the numbers that can be known."""
    sizes = roster_sizes(consultation.initiative)
    # Citizens come through an open link: nobody knows how many there are.
    electorates = {
        side: None if side == Side.CITIZENS else sizes.get(side, 0) for side in groups_of(consultation)
    }
    for side, size in electorates.items():
        Electorate.objects.update_or_create(consultation=consultation, side=side, defaults={"size": size})
    consultation.electorate_at = timezone.now()
    consultation.save(update_fields=["electorate_at"])
    return {f"electorate_{side}": size for side, size in electorates.items() if size is not None}


@transaction.atomic
def recount_electorate(*, actor: Actor, consultation: Consultation) -> Consultation:
    """Give those a vote who came onto the lists after the voters were counted.

    A list can grow while people vote, so whoever keeps it could outvote themselves. Newcomers therefore
    vote only when their side has confirmed the grown list and the facilitator counts anew; both are in
    the log.
    """
    require(actor, Action.RECOUNT_ELECTORATE, consultation.initiative)
    if not consultation.is_open:
        raise RuleBroken(_("This consultation is not open."))
    newcomers = newcomers_to(consultation)
    if not newcomers.exists():
        raise RuleBroken(_("Nobody has come onto the lists since the voters were counted."))
    if newcomers.filter(side__in=BOTH_SIDES, roster__confirmed_at=None).exists():
        raise RuleBroken(_("The side must confirm its list before its new people can vote."))
    known = _count_electorate(consultation)
    record(actor, Action.RECOUNT_ELECTORATE, consultation.initiative, consultation, known)
    return consultation


@transaction.atomic
def close_consultation(*, actor: Actor, consultation: Consultation) -> Consultation:
    """End the voting, release the last figures, and record the hash of the whole vote log."""
    require(actor, Action.CLOSE_CONSULTATION, consultation.initiative)
    locked = Consultation.objects.select_for_update().get(pk=consultation.pk)
    if not locked.is_open:
        raise RuleBroken(_("This consultation is not open."))
    consultation.state, consultation.closed_at = Consultation.State.CLOSED, timezone.now()
    consultation.log_hash = vote_log_hash(consultation)
    consultation.save(update_fields=["state", "closed_at", "log_hash"])
    recount_turnout(consultation)
    bring_to_gate(consultation)
    record(
        actor,
        Action.CLOSE_CONSULTATION,
        consultation.initiative,
        consultation,
        {"log_hash": consultation.log_hash},
    )
    ask_for_map(consultation)
    return consultation


def vote_log_hash(consultation: Consultation) -> str:
    """HMAC-SHA-256 over every vote, so that a log changed after the close is found; the audit keeps it.

    Keyed, because the audit is read by both sides: the plain hash of a few votes could be found by trying.
    """
    digest = hmac.new(settings.AUDIT_KEY.encode(), digestmod="sha256")
    votes = Vote.objects.filter(statement__consultation=consultation).order_by(
        "statement__number", "participant"
    )
    rows = votes.values_list("statement__number", "participant", "answer")
    for number, participant, answer in rows.iterator(chunk_size=5000):
        digest.update(f"{number},{participant},{answer}\n".encode())
    return digest.hexdigest()
