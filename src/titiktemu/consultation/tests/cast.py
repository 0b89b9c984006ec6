"""People and consultations that the tests of this room share."""

from collections.abc import Callable, Iterable

from django.utils import timezone

from titiktemu.consultation.models import Consultation, Statement, Vote
from titiktemu.consultation.services.running import create_consultation, open_consultation
from titiktemu.consultation.services.statements import add_statement
from titiktemu.consultation.services.voting import cast_vote
from titiktemu.consultation.tasks import recount_turnout
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import Role, Side

AGREE, PASS, DISAGREE = Vote.Answer.AGREE, Vote.Answer.PASS, Vote.Answer.DISAGREE
Person = Callable[..., Actor]


def prepared(
    facilitator: Actor, initiative: Initiative, statements: int = 1, **fields: object
) -> Consultation:
    """A consultation that waits to be opened."""
    consultation = create_consultation(
        actor=facilitator, initiative=initiative, title="Apa yang perlu?", **fields
    )
    for number in range(1, statements + 1):
        add_statement(actor=facilitator, consultation=consultation, text=f"Pernyataan ke-{number}.")
    return consultation


def opened(facilitator: Actor, initiative: Initiative, statements: int = 1, **fields: object) -> Consultation:
    """An open consultation; whoever is on a roster now makes the electorate."""
    consultation = prepared(facilitator, initiative, statements, **fields)
    return open_consultation(actor=facilitator, consultation=consultation)


def members(person: Person, side: Side, count: int) -> list[Actor]:
    """So many people of a side who have joined."""
    return [person(side, Role.PARTICIPANT, number) for number in range(1, count + 1)]


def vote(people: Iterable[Actor], statement: Statement, answers: Iterable[int]) -> None:
    """Each of the people answers the statement."""
    for actor, answer in zip(people, answers, strict=True):
        cast_vote(actor=actor, statement=statement, answer=Vote.Answer(answer))


def only_statement(consultation: Consultation) -> Statement:
    """The consultation's first statement."""
    return consultation.statements.order_by("number")[:1].get()


def keep_votes(people: Iterable[Actor], statement: Statement, answers: Iterable[int]) -> None:
    """Votes that are simply there, for tests that are not about casting them."""
    now = timezone.now()
    Vote.objects.bulk_create(
        Vote(statement=statement, participant=actor.participants[0], answer=answer, cast_at=now)
        for actor, answer in zip(people, answers, strict=True)
    )
    recount_turnout(statement.consultation)
