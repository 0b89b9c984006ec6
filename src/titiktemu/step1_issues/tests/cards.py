"""Cards and people that the tests of this room share."""

from collections.abc import Callable
from typing import Any

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import Role, Side
from titiktemu.step1_issues.evidence.services.media import add_article
from titiktemu.step1_issues.models import DecisionRound, Issue
from titiktemu.step1_issues.services.cards import add_issue, name_data
from titiktemu.step1_issues.services.criteria import add_criterion
from titiktemu.step1_issues.services.evidence import link_evidence
from titiktemu.step1_issues.services.polls import open_poll, prepare_poll
from titiktemu.step1_issues.services.proposals import raise_objection, write_proposal
from titiktemu.step1_issues.services.rounds import open_round, prepare_round
from titiktemu.step1_issues.services.solutions import add_solution
from titiktemu.step1_issues.services.sorting import shortlist

Person = Callable[..., Actor]


def written(
    actor: Actor, initiative: Initiative, problem: str = "Air di sekolah keruh.", **more: Any
) -> Issue:
    """A card on the wall."""
    return add_issue(actor=actor, initiative=initiative, problem=problem, **more)


def people_of(person: Person, side: Side, many: int) -> list[Actor]:
    """So many people on the list of a side."""
    return [person(side, Role.REPRESENTATIVE, number) for number in range(1, many + 1)]


CANDIDATES = ("issues:edit", "issues:sort", "issues:split")
"""Addresses that are looked at while the card is a candidate."""


def issue_arguments(
    facilitator: Actor, official: Actor, initiative: Initiative, wanted: str
) -> dict[str, Any]:
    """A card of government with all that the addresses of the room speak of, and an open round on it."""
    issue = written(official, initiative)
    written(facilitator, initiative, "Jamban rusak.")
    data = name_data(actor=facilitator, issue=issue, title="Uji mutu air", state="existing")
    solution = add_solution(actor=facilitator, issue=issue, title="Papan hasil uji.")
    link = link_evidence(actor=facilitator, issue=issue, channel="media", kind="article", text="Air keruh.")
    criterion = add_criterion(actor=facilitator, initiative=initiative, name="Warga", worst=0, best=10)
    poll = prepare_poll(
        actor=facilitator, initiative=initiative, title="Mana dahulu?", rule="approval", costs={1: 1, 2: 1}
    )
    open_poll(actor=facilitator, poll=poll)
    known: dict[str, Any] = {
        "number": issue.number, "data": data.pk, "solution": solution.number, "link": link.pk,
        "criterion": criterion.number, "channel": "opinion",
    }  # fmt: skip
    told = {"source": "Radar Selat", "title": "Air keruh lagi"}
    known |= {"piece": "artikel", "row": add_article(actor=facilitator, initiative=initiative, **told).pk}
    if wanted not in CANDIDATES:
        found = decided(facilitator, issue)
        objection = raise_objection(actor=official, proposal=found.proposal, reason="Belum jelas.")
        known["objection"] = objection.pk
    return known


def decided(facilitator: Actor, issue: Issue) -> DecisionRound:
    """An open round on a proposal about the issue, which stands on the short list."""
    shortlist(actor=facilitator, issue=issue)
    proposal = write_proposal(actor=facilitator, issue=issue, text="Kita tangani air di sekolah.")
    return open_round(actor=facilitator, found=prepare_round(actor=facilitator, proposal=proposal))
