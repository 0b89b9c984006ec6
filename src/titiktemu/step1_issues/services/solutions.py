"""Solutions: written down, rated by people of both sides, and counted once."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.candour import gate
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.permissions import Action, require
from titiktemu.step1_issues.models import Issue, Rating, Solution
from titiktemu.step1_issues.queries.issues import next_number
from titiktemu.step1_issues.queries.people import electorates_now, voter_in
from titiktemu.step1_issues.queries.ratings import TOPIC, fresh_ratings

MOST_SOLUTIONS = 12


@transaction.atomic
def add_solution(*, actor: Actor, issue: Issue, title: str, **fields: Any) -> Solution:
    """Write down one way in which the issue could be solved with data."""
    require(actor, Action.ADD_SOLUTION, issue.initiative)
    kept = _open_issue(issue)
    if kept.solutions.count() >= MOST_SOLUTIONS:
        raise RuleBroken(_("An issue has at most %(most)d solutions.") % {"most": MOST_SOLUTIONS})
    solution = Solution.objects.create(
        issue=kept,
        number=next_number(Solution.objects.filter(issue=kept)),
        title=title,
        added_at=timezone.now(),
        **fields,
    )
    record(actor, Action.ADD_SOLUTION, issue.initiative, solution, {"issue": issue.number})
    return solution


def _open_issue(issue: Issue) -> Issue:
    kept = Issue.objects.select_for_update().get(pk=issue.pk)
    if not kept.is_open:
        raise RuleBroken(_("This card is decided, set aside or replaced; it stays as it is."))
    return kept


@transaction.atomic
def rate_solution(*, actor: Actor, solution: Solution, answer: Rating.Answer) -> Rating:
    """Keep how acceptable the person finds it, replacing an earlier answer.

    There is no audit entry for a single rating; that they were closed and counted is recorded.
    """
    initiative = solution.issue.initiative
    place = voter_in(actor, initiative)
    require(actor, Action.RATE_SOLUTION, initiative, side=place.side if place else "")
    if place is None:
        raise NotAllowed(Action.RATE_SOLUTION)
    kept = Solution.objects.select_for_update().get(pk=solution.pk)
    if kept.rated_at is not None:
        raise RuleBroken(_("The ratings of this solution are closed and counted."))
    _open_issue(solution.issue)
    # A changed answer is a new row: the order of rows must not say who changed their mind.
    Rating.objects.filter(solution=kept, place=place).delete()
    return Rating.objects.create(solution=kept, place=place, answer=answer)


@transaction.atomic
def close_ratings(*, actor: Actor, issue: Issue) -> int:
    """Count the ratings of every solution of the issue that was rated; what comes out passes the gate once.

    The sums of sides with fewer than five ratings are never shown; the single ratings are deleted.
    """
    require(actor, Action.CLOSE_RATINGS, issue.initiative)
    Issue.objects.select_for_update().get(pk=issue.pk)
    rated = list(Solution.objects.filter(issue=issue, rated_at=None, ratings__isnull=False).distinct())
    if not rated:
        raise RuleBroken(_("Nobody has rated a solution of this issue since the last time."))
    electorates = electorates_now(issue.initiative)
    occasion = gate.Occasion(closed=True, electorates=electorates)
    gate.release(TOPIC, fresh_ratings(rated), occasion)
    Rating.objects.filter(solution__in=rated).delete()
    Solution.objects.filter(pk__in=[one.pk for one in rated]).update(
        rated_at=timezone.now(), electorates=electorates
    )
    record(actor, Action.CLOSE_RATINGS, issue.initiative, issue, {"solutions": len(rated)})
    return len(rated)
