"""Reading cards: which there are, with all that stands on them, and where they came from."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Max, Prefetch, QuerySet

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative, Participation
from titiktemu.step1_issues.models import Issue, NamedData, Solution, Wish
from titiktemu.step1_issues.words import IssueState

SHOWN_ORDER = (
    IssueState.CHOSEN,
    IssueState.SHORTLISTED,
    IssueState.CANDIDATE,
    IssueState.SET_ASIDE,
    IssueState.REPLACED,
)
"""In which order the wall shows the states; within one, as they were written down."""


def next_number(rows: QuerySet[Any]) -> int:
    """The number after the highest."""
    return (rows.aggregate(highest=Max("number"))["highest"] or 0) + 1


def cards_of(initiative: Initiative) -> list[Issue]:
    """Every card with what the wall shows of it. Four queries, however many cards there are."""
    rows = (
        Issue.objects.filter(initiative=initiative)
        .select_related("parent")
        .prefetch_related("wishes", "named_data", "derived_from")
        .annotate(
            solution_count=Count("solutions", distinct=True), evidence_count=Count("evidence", distinct=True)
        )
    )
    place = {state: at for at, state in enumerate(SHOWN_ORDER)}
    return sorted(rows, key=lambda one: (place[IssueState(one.state)], one.number))


def whole_cards(initiative: Initiative) -> QuerySet[Issue]:
    """Cards with everything that a card's own page shows."""
    people = Participation.objects.select_related("organisation")
    data = NamedData.objects.select_related("asset", "dataset")
    return (
        Issue.objects.filter(initiative=initiative)
        .select_related("parent", "initiative")
        .prefetch_related(
            Prefetch("wishes", Wish.objects.select_related("place__organisation")),
            Prefetch("authors", people),
            Prefetch("named_data", data),
            Prefetch("solutions", Solution.objects.prefetch_related(Prefetch("named_data", data))),
            "derived_from",
            "became",
            "children",
            "evidence",
            "standings",
        )
    )


def open_issues(initiative: Initiative) -> QuerySet[Issue]:
    """Candidates and what is on the short list."""
    open_states = (IssueState.CANDIDATE, IssueState.SHORTLISTED)
    return Issue.objects.filter(initiative=initiative, state__in=open_states)


def living_issues(initiative: Initiative) -> QuerySet[Issue]:
    """All but what was merged, split or set aside."""
    gone = (IssueState.REPLACED, IssueState.SET_ASIDE)
    return Issue.objects.filter(initiative=initiative).exclude(state__in=gone)


def line_of(issue: Issue) -> list[Issue]:
    """The cards that this one came from, the nearest first; each once. One query a generation."""
    found: dict[int, Issue] = {}
    newest: Iterable[Issue] = [issue]
    while newest:
        newest = [
            one
            for one in Issue.objects.filter(became__in=[each.pk for each in newest]).distinct()
            if one.pk not in found
        ]
        found |= {one.pk: one for one in newest}
    return list(found.values())


def may_change(actor: Actor, issue: Issue) -> bool:
    """Whether somebody who does not lead may change this card: their own, as long as it is a candidate."""
    place = actor.place_in(issue.initiative)
    if place is None or issue.state != IssueState.CANDIDATE:
        return False
    return issue.authors.filter(pk=place.pk).exists()
