"""What the machine does alone: bringing votes to the gate, counting who voted, drawing the opinion map."""

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import F
from django.tasks import task
from django.utils import timezone
from django.utils.module_loading import import_string

from titiktemu.analysis.disclosure import STEP, TENTHS_FROM
from titiktemu.analysis.exposure_weights import corrected_share
from titiktemu.candour import gate
from titiktemu.candour.gate import Cell
from titiktemu.consultation.models import Consultation, DrawnMap, Electorate, Statement, Vote
from titiktemu.consultation.queries import (
    EVERYBODY,
    TOPIC,
    electorates_of,
    fresh_counts,
    fresh_turnout,
    voters_by_group,
)
from titiktemu.consultation.queries.routing import fresh_exposed
from titiktemu.foundation.models import Participant

FORGOTTEN_AFTER = timedelta(minutes=5)


def bring_to_gate(consultation: Consultation, statement: Statement | None = None) -> int:
    """Bring the votes on one statement, or on all, to the gate; return how many figures moved.

    What is voted in a room comes to the gate at the close and not before: nobody can subtract figures that
    nobody saw, so no late vote is lost to the steps.
    """
    if consultation.in_room and not consultation.is_closed:
        return 0
    fresh = fresh_counts(consultation, None if statement is None else [statement.pk])
    occasion = gate.Occasion(closed=consultation.is_closed, electorates=electorates_of(consultation))
    return gate.release(TOPIC, fresh, occasion, partial(_corrections, consultation))


def _corrections(consultation: Consultation, cells: Collection[Cell]) -> gate.Corrections:
    """Shares of these cells as a draw by pure chance would have given them.

    None where few heavy answers decide: the share would be theirs.
    """
    asked = fresh_exposed(consultation, cells)
    found = {cell: corrected_share(*zip(*answers, strict=True)) for cell, answers in asked.items() if answers}
    return {cell: (one.share, one.n) for cell, one in found.items() if one.effective_n >= TENTHS_FROM}


def count_turnout(consultation: Consultation, participant: Participant, vote: Vote) -> None:
    """Count a new vote, and the person where it is their first here; then ask for a map where one is due."""
    group = participant.side if consultation.has_sides else EVERYBODY
    others = Vote.objects.filter(participant=participant, statement__consultation=consultation)
    is_first = not others.exclude(pk=vote.pk).exists()
    counted = Electorate.objects.filter(consultation=consultation, side=group)
    counted.update(votes=F("votes") + 1, voters=F("voters") + int(is_first))
    if is_first and _has_grown(consultation):
        ask_for_map(consultation)


def recount_turnout(consultation: Consultation) -> None:
    """Count everything anew: at the close, after an import, and where votes were taken away."""
    for group, (people, votes) in fresh_turnout(consultation).items():
        Electorate.objects.update_or_create(
            consultation=consultation, side=group, defaults={"voters": people, "votes": votes}
        )


def _has_grown(consultation: Consultation) -> bool:
    """Whether at least five more people came since the last map."""
    last = DrawnMap.objects.filter(consultation=consultation).values_list("content", flat=True).first()
    drawn: int = (last or {}).get("voters", 0)
    return sum(voters_by_group(consultation).values()) >= drawn + STEP


def ask_for_map(consultation: Consultation) -> None:
    """Have the map drawn anew, once: while one drawing waits no other is asked for."""
    waiting = Consultation.objects.filter(pk=consultation.pk, map_due_at=None)
    if waiting.update(map_due_at=timezone.now()):
        transaction.on_commit(partial(redraw_map.enqueue, consultation.pk))


@task()
def redraw_map(consultation_id: int) -> None:
    """Draw the opinion map anew and keep what may be shown of it."""
    consultation = Consultation.objects.select_related("initiative").get(pk=consultation_id)
    # Votes that come while it is drawn ask for the next one.
    Consultation.objects.filter(pk=consultation_id).update(map_due_at=None)
    # By name: the compiled loops cost a web process, which never draws, half a second and much memory.
    import_string("titiktemu.consultation.mapping.draw")(consultation)


def redraw_due_maps(now: datetime) -> None:
    """Ask for maps that are due and that no vote asked for, or whose asking was lost with a worker."""
    Consultation.objects.filter(map_due_at__lt=now - FORGOTTEN_AFTER).update(map_due_at=None)
    for consultation in Consultation.objects.filter(state=Consultation.State.OPEN):
        if _has_grown(consultation):
            ask_for_map(consultation)
