"""Answers on paper: sheets handed out, typed in twice, and counted as the votes of one person each."""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.consultation.models import (
    Consultation,
    PaperSheet,
    SheetTyping,
    Vote,
)
from titiktemu.consultation.queries import groups_of, shown_statements
from titiktemu.consultation.queries.sheets import answered_by
from titiktemu.consultation.services.routing import log_certain
from titiktemu.consultation.services.voting import cast_vote
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import Participant, Participation
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.services.joining import join_on_paper
from titiktemu.foundation.words import Side

SHEETS_AT_ONCE = 200
FIRST_NUMBER, LAST_NUMBER = 1000, 9999


class Outcome(StrEnum):
    """What came of a typing."""

    FIRST = "first"  # it waits for the second
    DIFFERS = "differs"  # no two typings agree yet
    COUNTED = "counted"


@dataclass(frozen=True)
class Typed:
    """What came of a typing, on which statements it differs, and how many answers were counted.

    ``left_out`` are statements on which the person had answered on a phone, or which are no longer shown.
    """

    outcome: Outcome
    differing: tuple[int, ...] = ()
    counted: int = 0
    left_out: tuple[int, ...] = ()


@transaction.atomic
def issue_sheets(
    *, actor: Actor, consultation: Consultation, places: Collection[Participation] = (), citizens: int = 0
) -> list[PaperSheet]:
    """Make a sheet for each of these people of the lists, and so many for citizens.

    Each belongs to one participant, the same as on that person's phone, so nobody is counted twice.
    """
    initiative = consultation.initiative
    require(actor, Action.ISSUE_SHEETS, initiative)
    # The lock keeps two printings at once from taking the same number.
    consultation = Consultation.objects.select_for_update().get(pk=consultation.pk)
    _check_issue(consultation, places, citizens)
    takers = [
        *(join_on_paper(actor=actor, initiative=initiative, place=place) for place in places),
        *(join_on_paper(actor=actor, initiative=initiative, place=None) for _sheet in range(citizens)),
    ]
    held = PaperSheet.objects.filter(consultation=consultation)
    have = set(held.values_list("participant", flat=True))
    new = [taker for taker in takers if taker.pk not in have]
    numbers = _free_numbers(set(held.values_list("number", flat=True)), len(new))
    made = PaperSheet.objects.bulk_create(
        PaperSheet(consultation=consultation, number=number, side=taker.side, participant=taker)
        for number, taker in zip(numbers, new, strict=True)
    )
    record(actor, Action.ISSUE_SHEETS, initiative, consultation, {"sheets": len(made)})
    return made


def _check_issue(consultation: Consultation, places: Collection[Participation], citizens: int) -> None:
    if consultation.is_closed:
        raise RuleBroken(_("Voting has closed; no sheet could be counted any more."))
    if not places and not citizens:
        raise RuleBroken(_("Choose who gets a sheet, or how many citizens do."))
    if len(places) + citizens > SHEETS_AT_ONCE:
        raise RuleBroken(_("At most %(most)d sheets are printed at once.") % {"most": SHEETS_AT_ONCE})
    sides = {place.side for place in places} | ({Side.CITIZENS.value} if citizens else set())
    if sides - {str(group) for group in groups_of(consultation)}:
        raise RuleBroken(_("In this consultation one of these groups is heard, but has no vote."))
    if not shown_statements(consultation).exists():
        raise RuleBroken(_("Add at least one statement before you print sheets."))


def _free_numbers(taken: set[int], many: int) -> list[int]:
    """Random, so that a number says nothing of the order in which people were chosen."""
    free = sorted(set(range(FIRST_NUMBER, LAST_NUMBER + 1)) - taken)
    if len(free) < many:
        raise RuleBroken(_("All sheet numbers of this consultation are used up."))
    return secrets.SystemRandom().sample(free, many)


@transaction.atomic
def type_sheet(*, actor: Actor, sheet: PaperSheet, answers: Mapping[int, int]) -> Typed:
    """Keep what was typed; once two typings agree, count it as the person's votes.

    ``answers`` maps statement numbers to -1, 0 or 1; what was left empty on paper is not in it. The
    typings are forgotten once they are counted.
    """
    initiative = sheet.consultation.initiative
    require(actor, Action.TYPE_SHEET, initiative)
    consultation = Consultation.objects.select_for_update().get(pk=sheet.consultation_id)
    sheet = PaperSheet.objects.select_related("participant__participation").get(pk=sheet.pk)
    _check_typing(consultation, sheet, answers)
    typed = {str(number): int(answer) for number, answer in sorted(answers.items())}
    earlier = list(sheet.typings.all())
    if any(one.answers == typed for one in earlier):
        result = _count(consultation, sheet, answers)
    else:
        SheetTyping.objects.create(sheet=sheet, turn=len(earlier) + 1, answers=typed, typed_at=timezone.now())
        differing = _differing(earlier[-1].answers, typed) if earlier else ()
        result = Typed(Outcome.DIFFERS if earlier else Outcome.FIRST, differing)
    record(actor, Action.TYPE_SHEET, initiative, sheet, {"state": result.outcome.value})
    return result


def _check_typing(consultation: Consultation, sheet: PaperSheet, answers: Mapping[int, int]) -> None:
    if sheet.counted_at is not None:
        raise RuleBroken(_("This sheet has been counted already."))
    if consultation.is_closed:
        raise RuleBroken(_("Voting has closed; this sheet can no longer be counted."))
    if not consultation.is_open:
        raise RuleBroken(_("Voting has not opened yet."))
    if set(answers.values()) - set(Vote.Answer.values):
        raise RuleBroken(_("Please choose one of the three answers."))
    known = set(consultation.statements.filter(number__in=answers).values_list("number", flat=True))
    if set(answers) - known:
        raise RuleBroken(_("One of these statements is not part of this consultation."))


def _differing(first: Mapping[str, int], second: Mapping[str, int]) -> tuple[int, ...]:
    """Numbers of the statements that were typed differently."""
    numbers = {*first, *second}
    return tuple(sorted(int(one) for one in numbers if first.get(one) != second.get(one)))


def _count(consultation: Consultation, sheet: PaperSheet, answers: Mapping[int, int]) -> Typed:
    voter = _as_voter(sheet.participant)
    statements = {one.number: one for one in shown_statements(consultation).filter(number__in=list(answers))}
    done = answered_by(sheet.participant, statements.values())
    given = {number: one for number, one in statements.items() if one.pk not in done}
    log_certain(actor=voter, consultation=consultation, statements=given.values())
    for number, statement in given.items():
        statement.consultation = consultation
        cast_vote(actor=voter, statement=statement, answer=Vote.Answer(answers[number]))
    sheet.typings.all().delete()
    sheet.counted_at = timezone.now()
    sheet.save(update_fields=["counted_at"])
    left_out = tuple(sorted(set(answers) - given.keys()))
    return Typed(Outcome.COUNTED, counted=len(given), left_out=left_out)


def _as_voter(participant: Participant) -> Actor:
    place = participant.participation
    return Actor(participations=(place,) if place else (), participants=(participant,))
