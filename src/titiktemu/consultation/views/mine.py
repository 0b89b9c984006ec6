"""What became of one's own statements, and what was agreed; never how near one stands to a side."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from titiktemu.consultation import sentences
from titiktemu.consultation.models import Consultation, Statement
from titiktemu.consultation.queries import moderation_log
from titiktemu.consultation.queries.lineage import became_of, own_statements
from titiktemu.consultation.results import StatementResult, results_of
from titiktemu.consultation.turnout import held_groups
from titiktemu.consultation.views.places import consultation_for, page
from titiktemu.consultation.views.statements import WRITTEN
from titiktemu.consultation.views.voting import voter_in
from titiktemu.foundation.models import Participant
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.requests import Request


@require_safe
def mine(request: Request, slug: str, number: int) -> HttpResponse:
    """Own statements with their fate and figures, and what both sides agree on."""
    consultation = consultation_for(request.actor, slug, number)
    require(request.actor, Action.VIEW_RESULTS, consultation.initiative)
    participant = voter_in(request.actor, consultation.initiative)
    if participant is None:
        return redirect("consultation:join", consultation.join_code)
    found = results_of(consultation)
    rows = {} if found.veiled else {row.statement.pk: row for row in found.rows}
    shown = page(
        request,
        consultation,
        "mine",
        title=sentences.finding(found),
        veiled=found.veiled,
        agreements=found.agreements,
        refusals=found.refusals,
        on_a_list=participant.participation_id is not None,
        own=_own(consultation, _written(request, consultation, participant), rows),
    )
    return render(request, "consultation/mine.html", shown)


def _written(request: Request, consultation: Consultation, participant: Participant) -> list[Statement]:
    """The statements that this browser may see as one's own.

    Slips are printed by facilitators: whoever comes in with one reads what was written in this browser only.
    """
    here = request.session.get(WRITTEN, []) if participant.participation_id else None
    return own_statements(consultation, participant, only=here)


def _own(
    consultation: Consultation, own: list[Statement], rows: dict[int, StatementResult]
) -> list[dict[str, Any]]:
    became = became_of(own)
    decisions = moderation_log(consultation).filter(statement__in=[one.pk for one in own])
    newest = {one.statement_id: one for one in reversed(decisions)}
    held = held_groups(consultation)
    return [
        {
            "statement": one,
            "decision": newest.get(one.pk),
            "became": [line.statement for line in became.get(one.pk, [])],
            "said": _said(consultation, rows.get(one.pk), held),
        }
        for one in own
    ]


def _said(consultation: Consultation, row: StatementResult | None, held: frozenset[str]) -> list[str]:
    if row is None:
        return []
    figures = [
        sentences.figure_sentence(group, figure, held=group in held) for group, figure in row.figures.items()
    ]
    return [one for one in (sentences.state_words(row, closed=consultation.is_closed), *figures) if one]
