"""Every read of this room. Figures come from the gate; `fresh_counts` is for services and tasks alone."""

from collections.abc import Collection, Iterable

from django.db.models import Count, Max, Q, QuerySet

from titiktemu.analysis.counts import Counts
from titiktemu.candour.gate import Cell
from titiktemu.consultation.models import Consultation, Moderation, Statement, Vote
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative, Participant, Participation
from titiktemu.foundation.words import BOTH_SIDES, Side

TOPIC = "consultation.statement"
WITHOUT_ALIKE = "consultation.statement.without_alike"
"""The same without the people who answered everything alike; released once, at the close."""
EVERYBODY = "everybody"
"""The one group of a consultation without sides."""


def consultations_of(initiative: Initiative, *, with_drafts: bool) -> QuerySet[Consultation]:
    """The initiative's consultations, newest first; drafts only for those who prepare them."""
    found = initiative.consultations.all()
    return found if with_drafts else found.exclude(state=Consultation.State.DRAFT)


def find_by_join_code(code: str) -> Consultation | None:
    """The consultation behind an open code as people type it: capitals, spaces and dashes do not matter."""
    wanted = "".join(letter for letter in code.upper() if letter.isalnum())
    letters = wanted.rstrip("0123456789")
    found = Consultation.objects.filter(join_code=f"{letters}-{wanted[len(letters) :]}")
    return found.select_related("initiative").first()


def groups_of(consultation: Consultation) -> list[str]:
    """Whose figures are shown, in the order in which they are shown: government first, then the others."""
    if not consultation.has_sides:
        return [EVERYBODY]
    extra = [(Side.OTHER, consultation.others_vote), (Side.CITIZENS, consultation.citizens_vote)]
    return [*BOTH_SIDES, *(side for side, votes in extra if votes)]


def electorates_of(consultation: Consultation) -> dict[str, int | None]:
    """How many of each side may vote, as recorded when it opened; None where nobody can know."""
    return {row.side: row.size for row in consultation.electorates.all()}


def roster_sizes(initiative: Initiative) -> dict[str, int]:
    """How many people are on each side's list now."""
    rows = Participation.objects.filter(initiative=initiative, revoked_at=None).exclude(roster=None)
    return dict(rows.values_list("side").annotate(people=Count("pk")))


def newcomers_to(consultation: Consultation) -> QuerySet[Participation]:
    """People who came onto a list after the voters were counted; they have no vote until counted anew."""
    listed = Participation.objects.filter(initiative=consultation.initiative, revoked_at=None)
    later = listed.exclude(roster=None).filter(created_at__gt=consultation.electorate_at)
    return later if consultation.electorate_at else listed.none()


def fresh_counts(consultation: Consultation, statements: Iterable[int] | None = None) -> dict[Cell, Counts]:
    """Votes as they stand now, by statement and group: input of the gate, never of a page."""
    votes = Vote.objects.filter(statement__consultation=consultation)
    if statements is not None:
        votes = votes.filter(statement__in=list(statements))
    fields = ("statement", "participant__side") if consultation.has_sides else ("statement",)
    rows = votes.values(*fields).annotate(
        agree=Count("pk", filter=Q(answer=Vote.Answer.AGREE)),
        disagree=Count("pk", filter=Q(answer=Vote.Answer.DISAGREE)),
        passed=Count("pk", filter=Q(answer=Vote.Answer.PASS)),
    )
    return {
        (row["statement"], row.get("participant__side", EVERYBODY)): Counts(
            row["agree"], row["disagree"], row["passed"]
        )
        for row in rows
    }


def voters_by_group(consultation: Consultation) -> dict[str, int]:
    """How many people of each group answered at least one statement."""
    return {row.side: row.voters for row in consultation.electorates.all()}


def vote_total(consultation: Consultation) -> int:
    """How many votes there are."""
    return sum(row.votes for row in consultation.electorates.all())


def fresh_turnout(consultation: Consultation) -> dict[str, tuple[int, int]]:
    """People and votes of each group, counted vote by vote; slow where there are millions."""
    votes = Vote.objects.filter(statement__consultation=consultation)
    people, given = Count("participant", distinct=True), Count("pk")
    if not consultation.has_sides:
        whole = votes.aggregate(people=people, given=given)
        return {EVERYBODY: (whole["people"], whole["given"])}
    rows = votes.values_list("participant__side").annotate(people=people, given=given)
    return {side: (voters, total) for side, voters, total in rows}


def shown_statements(consultation: Consultation) -> QuerySet[Statement]:
    """Statements that people may see and vote on."""
    return consultation.statements.filter(state=Statement.State.SHOWN)


def own_progress(consultation: Consultation, participant: Participant) -> tuple[int, int]:
    """How many of the shown statements the participant answered, and how many there are.

    Two small counts: one joined count would read every vote of the consultation after every tap.
    """
    shown = shown_statements(consultation)
    return Vote.objects.filter(participant=participant, statement__in=shown).count(), shown.count()


def own_last_vote(consultation: Consultation, own: QuerySet[Vote]) -> Vote | None:
    """The newest of these votes here, so that a slip of the thumb can be taken back."""
    votes = own.filter(statement__consultation=consultation)
    return votes.select_related("statement").order_by("-cast_at", "-pk").first()


def own_answer(statement: Statement, own: QuerySet[Vote]) -> int | None:
    """What was answered to the statement in one of these votes, if anything."""
    return own.filter(statement=statement).values_list("answer", flat=True).first()


def own_votes(participant: Participant, moments: Collection[str] | None = None) -> QuerySet[Vote]:
    """The participant's votes; only those cast at these moments (ISO 8601) where any are named."""
    votes = Vote.objects.filter(participant=participant)
    return votes if moments is None else votes.filter(cast_at__in=moments)


def own_answers_by_consultation(participant: Participant) -> dict[int, int]:
    """How many shown statements of each consultation the participant has answered."""
    votes = Vote.objects.filter(participant=participant, statement__state=Statement.State.SHOWN)
    return dict(votes.values_list("statement__consultation").annotate(Count("pk")))


def waiting_statements(consultation: Consultation) -> QuerySet[Statement]:
    """Statements that wait for a moderator, oldest first."""
    return consultation.statements.filter(state=Statement.State.WAITING).order_by("added_at", "pk")


def moderation_log(consultation: Consultation) -> QuerySet[Moderation]:
    """Every decision of the moderators with its reason, newest first."""
    return Moderation.objects.filter(statement__consultation=consultation).select_related("statement")


def next_number(rows: QuerySet[Statement] | QuerySet[Consultation]) -> int:
    """The number after the highest."""
    return (rows.aggregate(highest=Max("number"))["highest"] or 0) + 1


def may_answer(consultation: Consultation, actor: Actor) -> bool:
    """Whether somebody like this actor has a vote here, were voting open."""
    side = actor.side_in(consultation.initiative) or Side.CITIZENS.value
    return side in groups_of(consultation)
