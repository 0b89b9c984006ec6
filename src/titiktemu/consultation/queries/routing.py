"""Reads for drawing the next statement, and what of the exposures the gate needs."""

from collections.abc import Collection, Iterable
from math import inf

import numpy as np
from django.db.models import Count, Exists, OuterRef

from titiktemu.analysis.counts import Counts
from titiktemu.analysis.routing import Candidates, answers_needed
from titiktemu.candour import gate
from titiktemu.candour.gate import Cell
from titiktemu.consultation.models import Consultation, Exposure, Statement, Vote
from titiktemu.consultation.queries import EVERYBODY, TOPIC, electorates_of, shown_statements
from titiktemu.consultation.queries.veil import is_veiled
from titiktemu.foundation.models import Participant
from titiktemu.foundation.words import BOTH_SIDES, Side, opposite

type Waiting = list[tuple[int, bool]]
"""Statements by key, and whether each is about the consultation itself."""


def open_exposure(consultation: Consultation, participant: Participant) -> Statement | None:
    """The statement that was drawn for this participant last and waits for an answer."""
    answered = Vote.objects.filter(participant=participant, statement=OuterRef("statement"))
    shown = Exposure.objects.filter(
        ~Exists(answered),
        participant=participant,
        statement__consultation=consultation,
        statement__state=Statement.State.SHOWN,
    )
    found = shown.select_related("statement").order_by("-shown_at", "-pk").first()
    return found.statement if found else None


def waiting_for(consultation: Consultation, participant: Participant) -> Waiting:
    """The shown statements this participant has not answered."""
    answered = Vote.objects.filter(participant=participant).values("statement")
    waiting = shown_statements(consultation).exclude(pk__in=answered).order_by("pk")
    return list(waiting.values_list("pk", "is_meta"))


def candidates_for(consultation: Consultation, side: str, waiting: Waiting) -> Candidates:
    """What routing may know of these statements: released figures and numbers of exposures.

    Votes that are not released never come in: what people are asked next would tell of them.
    """
    keys = [key for key, _meta in waiting]
    released = gate.frozen(TOPIC, keys)
    electorates = electorates_of(consultation)
    own, left = _released(released, electorates, side, keys)
    needed_elsewhere = np.zeros(len(keys))
    if side in BOTH_SIDES:
        other, other_left = _released(released, electorates, opposite(side), keys)
        needed_elsewhere = answers_needed(other[:, 0], other[:, 1], other_left)
    return Candidates(
        agree=own[:, 0],
        disagree=own[:, 1],
        shown=_shown(own.sum(axis=1), side, keys),
        left=left,
        needed_elsewhere=needed_elsewhere,
        is_meta=np.array([meta for _key, meta in waiting], dtype=bool),
        is_blind=is_veiled(consultation),
    )


def _released(
    released: dict[Cell, Counts], electorates: dict[str, int | None], side: str, keys: list[int]
) -> tuple[np.ndarray, np.ndarray]:
    nothing = Counts(0, 0, 0)
    found = [released.get((key, side), nothing) for key in keys]
    table = np.array([(one.agree, one.disagree, one.passed) for one in found], dtype=np.float64)
    size = electorates.get(side)
    return table, (inf if size is None else float(size)) - table.sum(axis=1)


def _shown(answered: np.ndarray, side: str, keys: list[int]) -> np.ndarray:
    """How often each was shown to the side: released answers, where there are none the exposures."""
    unreleased = [key for key, count in zip(keys, answered, strict=True) if not count]
    rows = Exposure.objects.filter(statement__in=unreleased, participant__side=side)
    exposed = dict(rows.values_list("statement").annotate(times=Count("pk")))
    pairs = zip(keys, answered, strict=True)
    return np.array([count or exposed.get(key, 0) for key, count in pairs], dtype=np.float64)


def fresh_exposed(
    consultation: Consultation, cells: Collection[Cell]
) -> dict[Cell, list[tuple[int, float, int]]]:
    """Answers with the probability of their exposure, by cell: input of the gate, never of a page.

    Only answers to statements that were drawn or stood on paper; where somebody chose a statement from a
    list nothing is known of its probability.
    """
    wanted = set(cells)
    asked = Exposure.objects.filter(statement=OuterRef("statement"), participant=OuterRef("participant"))
    votes = Vote.objects.filter(statement__in={statement for statement, _group in wanted})
    rows = votes.annotate(
        probability=asked.values("probability")[:1], among=asked.values("among")[:1]
    ).exclude(probability=None)
    found: dict[Cell, list[tuple[int, float, int]]] = {cell: [] for cell in wanted}
    for statement, side, answer, probability, among in rows.values_list(
        "statement", "participant__side", "answer", "probability", "among"
    ).iterator(chunk_size=5000):
        cell = (statement, side if consultation.has_sides else EVERYBODY)
        if cell in found:
            found[cell].append((answer, probability, among))
    return found


def shown_and_left(statements: Iterable[int]) -> dict[tuple[int, str], int]:
    """How many of each side a statement was shown to who left without an answer; past the gate only."""
    answered = Vote.objects.filter(participant=OuterRef("participant"), statement=OuterRef("statement"))
    rows = Exposure.objects.filter(~Exists(answered), statement__in=list(statements))
    counted = rows.values_list("statement", "participant__side").annotate(times=Count("pk"))
    return {(statement, Side(side).value): times for statement, side, times in counted}
