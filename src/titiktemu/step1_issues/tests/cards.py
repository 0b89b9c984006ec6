"""Cards and people that the tests of this room share."""

from collections.abc import Callable
from typing import Any

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import Role, Side
from titiktemu.step1_issues.models import Issue
from titiktemu.step1_issues.services.cards import add_issue, name_data

Person = Callable[..., Actor]


def written(
    actor: Actor, initiative: Initiative, problem: str = "Air di sekolah keruh.", **more: Any
) -> Issue:
    """A card on the wall."""
    return add_issue(actor=actor, initiative=initiative, problem=problem, **more)


def people_of(person: Person, side: Side, many: int) -> list[Actor]:
    """So many people on the list of a side."""
    return [person(side, Role.REPRESENTATIVE, number) for number in range(1, many + 1)]


def issue_arguments(facilitator: Actor, official: Actor, initiative: Initiative) -> dict[str, Any]:
    """A card of government with all that the addresses of the room speak of."""
    issue = written(official, initiative)
    data = name_data(actor=facilitator, issue=issue, title="Uji mutu air", state="existing")
    return {"number": issue.number, "data": data.pk}
