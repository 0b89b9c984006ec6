"""What the machine does alone: bringing votes to the gate, drawing the opinion map."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import Any

import numpy as np
from django.tasks import task
from django.utils import timezone

from titiktemu.analysis.counts import Counts
from titiktemu.analysis.disclosure import STEP, Presented
from titiktemu.analysis.exposure_weights import corrected_share
from titiktemu.analysis.opinion_map import SEED, OpinionMap, draw_map
from titiktemu.analysis.votes import Votes, count_by_statement, only_of
from titiktemu.candour import gate
from titiktemu.candour.gate import Cell
from titiktemu.consultation.models import Consultation, DrawnMap, Statement, Vote
from titiktemu.consultation.queries import TOPIC, electorates_of, fresh_counts, shown_statements
from titiktemu.consultation.queries.routing import fresh_exposed

GROUP_NAMES = "ABCDEFGH"


def bring_to_gate(consultation: Consultation, statement: Statement | None = None) -> int:
    """Bring the votes on one statement, or on all, to the gate; return how many figures moved."""
    fresh = fresh_counts(consultation, None if statement is None else [statement.pk])
    occasion = gate.Occasion(closed=consultation.is_closed, electorates=electorates_of(consultation))
    return gate.release(TOPIC, fresh, occasion, partial(_corrections, consultation))


def _corrections(consultation: Consultation, cells: Collection[Cell]) -> gate.Corrections:
    """Shares of these cells as a draw by pure chance would have given them."""
    asked = fresh_exposed(consultation, cells)
    found = {cell: corrected_share(*zip(*answers, strict=True)) for cell, answers in asked.items() if answers}
    return {cell: (one.share, one.n) for cell, one in found.items()}


@task()
def redraw_map(consultation_id: int) -> None:
    """Draw the opinion map anew and keep what may be shown of it."""
    consultation = Consultation.objects.select_related("initiative").get(pk=consultation_id)
    votes = votes_of(consultation)
    drawn = draw_map(votes, seed=SEED)
    DrawnMap.objects.update_or_create(
        consultation=consultation,
        defaults={
            "content": _content(consultation, votes, drawn),
            "votes": len(votes),
            "drawn_at": timezone.now(),
        },
    )


def votes_of(consultation: Consultation) -> Votes:
    """Every vote on a shown statement, as arrays; statements by number, people by their row."""
    rows = Vote.objects.filter(
        statement__consultation=consultation, statement__state=Statement.State.SHOWN
    ).values_list("participant", "statement__number", "answer")
    table = np.array(list(rows.iterator(chunk_size=10_000)), dtype=np.int64).reshape(-1, 3)
    return Votes.of(table[:, 0], table[:, 1], table[:, 2])


def _content(consultation: Consultation, votes: Votes, drawn: OpinionMap) -> dict[str, Any]:
    return {
        "voters": len(np.unique(votes.participants)),
        "people": drawn.people,
        "reason": drawn.reason.value if drawn.reason else "",
        "stability": asdict(drawn.stability) if drawn.stability else None,
        "groups": [
            {
                "name": GROUP_NAMES[group.id],
                "size": group.size,
                "x": group.centre[0],
                "y": group.centre[1],
                "rx": group.radii[0],
                "ry": group.radii[1],
                "angle": group.angle,
            }
            for group in drawn.groups
        ],
        "statements": _by_group(consultation, votes, drawn),
    }


def _by_group(consultation: Consultation, votes: Votes, drawn: OpinionMap) -> list[dict[str, Any]]:
    """Figures of each statement by group, once voting has closed; none while they could still be compared.

    A map drawn again with a few more votes would differ by these votes.
    """
    if drawn.places is None or not consultation.is_closed:
        return []
    numbers = list(shown_statements(consultation).values_list("number", flat=True))
    table: dict[int, dict[str, Counts]] = defaultdict(dict)
    for group in drawn.groups:
        members = drawn.places.participants[drawn.places.labels == group.id]
        counted = count_by_statement(only_of(votes, members), numbers)
        for number, counts in zip(numbers, counted, strict=True):
            table[number][GROUP_NAMES[group.id]] = counts
    cells = gate.shown_cells(table, public=consultation.is_imported)
    return [
        {"number": number, "cells": {name: _plain(figure) for name, figure in groups.items()}}
        for number, groups in cells.items()
    ]


def _plain(figure: Presented) -> dict[str, Any]:
    """A figure as JSON: what may be shown and nothing else."""
    return {
        "kind": figure.kind.value,
        "word": figure.word.value if figure.word else "",
        "share": figure.share,
        "low": figure.low,
        "high": figure.high,
        "passed_share": figure.passed_share,
        "n": figure.n_band,
    }


def redraw_due_maps(now: datetime) -> None:
    """Redraw the maps of open consultations in which at least five more people came since the last one.

    Called by the tick instead of after each vote: a hundred votes in a minute cost one drawing.
    """
    for consultation in Consultation.objects.filter(state=Consultation.State.OPEN):
        people = (
            Vote.objects.filter(statement__consultation=consultation).values("participant").distinct().count()
        )
        last = DrawnMap.objects.filter(consultation=consultation).first()
        if people >= (last.content.get("voters", 0) if last else 0) + STEP:
            redraw_map.enqueue(consultation.pk)
