"""Interviews, and rounds of ratings."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, require
from titiktemu.step1_issues.evidence.models import (
    Consent,
    DelphiQuestion,
    DelphiRating,
    DelphiRound,
    Interview,
)
from titiktemu.step1_issues.evidence.models.experts import STEPS
from titiktemu.step1_issues.evidence.queries.experts import open_round_of
from titiktemu.step1_issues.evidence.queries.media import next_number
from titiktemu.step1_issues.models import EvidenceLink
from titiktemu.step1_issues.queries.pieces import INTERVIEW


@transaction.atomic
def write_interview(*, actor: Actor, initiative: Initiative, **fields: Any) -> Interview:
    """Keep an interview as a structured note; no name of the expert."""
    require(actor, Action.WRITE_INTERVIEW, initiative)
    # The lock keeps two who write at once from taking the same number.
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    number = next_number(Interview.objects.filter(initiative=initiative))
    made = Interview.objects.create(initiative=initiative, number=number, added_at=timezone.now(), **fields)
    record(actor, Action.WRITE_INTERVIEW, initiative, made, {"consent": str(made.consent)})
    return made


@transaction.atomic
def change_interview(*, actor: Actor, interview: Interview, **fields: Any) -> Interview:
    """Change the note, or what was agreed: an expert may change their mind."""
    require(actor, Action.WRITE_INTERVIEW, interview.initiative)
    kept = Interview.objects.select_for_update().get(pk=interview.pk)
    for name, value in fields.items():
        setattr(kept, name, value)
    kept.save(update_fields=list(fields))
    _tell_no_more(kept)
    record(actor, Action.WRITE_INTERVIEW, interview.initiative, kept, {"consent": str(kept.consent)})
    return kept


def _tell_no_more(interview: Interview) -> None:
    """Keep what was linked to cards within what is agreed now."""
    links = EvidenceLink.objects.filter(source=INTERVIEW, source_id=interview.pk)
    if interview.consent == Consent.NONE:
        links.delete()
    else:
        role = interview.role if interview.consent == Consent.WITH_ROLE else ""
        links.update(origin=f"{interview.field}, {role}" if role else interview.field)


@transaction.atomic
def ask_experts(*, actor: Actor, initiative: Initiative, text: str, low: str, high: str) -> DelphiQuestion:
    """Write a question for the experts; its first round is open."""
    require(actor, Action.RUN_DELPHI, initiative)
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    number = next_number(DelphiQuestion.objects.filter(initiative=initiative))
    question = DelphiQuestion.objects.create(
        initiative=initiative, number=number, text=text, low=low, high=high
    )
    DelphiRound.objects.create(question=question, number=1)
    record(actor, Action.RUN_DELPHI, initiative, question, {"round": 1})
    return question


@transaction.atomic
def type_ratings(*, actor: Actor, question: DelphiQuestion, ratings: Mapping[int, int]) -> int:
    """Type what experts (by the number of their interview) gave in the open round, in place of the last."""
    require(actor, Action.RUN_DELPHI, question.initiative)
    round_now = _open(question)
    experts = dict(
        Interview.objects.filter(initiative=question.initiative, number__in=list(ratings)).values_list(
            "number", "pk"
        )
    )
    if len(experts) != len(ratings) or not all(1 <= one <= STEPS for one in ratings.values()):
        raise RuleBroken(_("A rating is a whole number from 1 to 5, of an expert who was interviewed."))
    DelphiRating.objects.filter(round=round_now).delete()
    DelphiRating.objects.bulk_create(
        DelphiRating(round=round_now, interview_id=experts[number], value=value)
        for number, value in ratings.items()
    )
    record(actor, Action.RUN_DELPHI, question.initiative, question, {"round": round_now.number})
    return len(ratings)


def _open(question: DelphiQuestion) -> DelphiRound:
    DelphiQuestion.objects.select_for_update().get(pk=question.pk)
    found = open_round_of(question)
    if found is None:
        raise RuleBroken(_("No round is open on this question."))
    return found


@transaction.atomic
def close_round(*, actor: Actor, question: DelphiQuestion) -> DelphiRound:
    """Close the open round; what it came to is shown, and its ratings stay as they are."""
    require(actor, Action.RUN_DELPHI, question.initiative)
    found = _open(question)
    if not found.ratings.exists():
        raise RuleBroken(_("Nobody has rated in this round yet."))
    found.closed_at = timezone.now()
    found.save(update_fields=["closed_at"])
    record(actor, Action.RUN_DELPHI, question.initiative, question, {"closed": found.number})
    return found


@transaction.atomic
def open_next_round(*, actor: Actor, question: DelphiQuestion) -> DelphiRound:
    """Ask again, now that the experts have seen where the others stand."""
    require(actor, Action.RUN_DELPHI, question.initiative)
    DelphiQuestion.objects.select_for_update().get(pk=question.pk)
    if open_round_of(question) is not None:
        raise RuleBroken(_("A round is open on this question already."))
    made = DelphiRound.objects.create(question=question, number=next_number(question.rounds.all()))
    record(actor, Action.RUN_DELPHI, question.initiative, question, {"round": made.number})
    return made
