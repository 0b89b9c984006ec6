"""Reads for the sheets of paper: how many there are, who may get one. What was answered is not read here."""

from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from titiktemu.consultation.models import Consultation, PaperSheet, Statement, Vote
from titiktemu.consultation.queries import groups_of
from titiktemu.foundation.models import Participant, Participation
from titiktemu.foundation.queries.sides import government_first


def sheets_by_side(consultation: Consultation) -> dict[str, tuple[int, int]]:
    """Of each side, how many sheets were handed out and how many of them are counted."""
    rows = (
        PaperSheet.objects.filter(consultation=consultation)
        .values_list("side")
        .order_by(government_first("side"))
    )
    counted = rows.annotate(out=Count("pk"), counted=Count("pk", filter=Q(counted_at__isnull=False)))
    return {side: (out, done) for side, out, done in counted}


def sheets_waiting(consultation: Consultation) -> int:
    """How many sheets are handed out and not counted yet."""
    return PaperSheet.objects.filter(consultation=consultation, counted_at=None).count()


def sheets_to_print(consultation: Consultation) -> QuerySet[PaperSheet]:
    """Sheets that are not counted yet, with the names for their strips."""
    waiting = PaperSheet.objects.filter(consultation=consultation, counted_at=None)
    return waiting.select_related("participant__participation__organisation").order_by(
        government_first("side"), "number"
    )


def may_get_a_sheet(consultation: Consultation) -> QuerySet[Participation]:
    """People of the lists whose group votes and who have no sheet yet.

    Whether they have voted on a phone is not asked: the list would show by name who has.
    """
    listed = Participation.objects.filter(initiative=consultation.initiative, revoked_at=None)
    with_sheet = PaperSheet.objects.filter(consultation=consultation).values("participant__participation")
    of_voters = listed.exclude(roster=None).filter(side__in=[str(one) for one in groups_of(consultation)])
    return of_voters.exclude(pk__in=with_sheet.exclude(participant__participation=None)).select_related(
        "organisation"
    )


def answered_by(participant: Participant, statements: Iterable[Statement]) -> set[int]:
    """Which of these statements the participant has answered already, whatever the answer."""
    votes = Vote.objects.filter(participant=participant, statement__in=list(statements))
    return set(votes.values_list("statement", flat=True))
