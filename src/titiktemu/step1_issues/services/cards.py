"""Writing issue cards: the problem, why each side wants it solved, and which data would help."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, allows, require
from titiktemu.step1_issues.models import Issue, NamedData, Solution, Wish
from titiktemu.step1_issues.queries.issues import may_change, next_number
from titiktemu.step1_issues.queries.people import voter_in


@transaction.atomic
def add_issue(*, actor: Actor, initiative: Initiative, problem: str, **fields: Any) -> Issue:
    """Write a card; it is a candidate until facilitators put it on the short list or set it aside."""
    require(actor, Action.ADD_ISSUE, initiative)
    # The lock keeps two who write at once from taking the same number.
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    _check_parent(fields.get("parent"), initiative)
    issue = Issue.objects.create(
        initiative=initiative,
        number=next_number(Issue.objects.filter(initiative=initiative)),
        problem=problem,
        author_side=actor.side_in(initiative),
        added_at=timezone.now(),
        **fields,
    )
    place = actor.place_in(initiative)
    if place is not None:
        issue.authors.add(place)
    record(actor, Action.ADD_ISSUE, initiative, issue, {"side": issue.author_side})
    return issue


@transaction.atomic
def edit_issue(*, actor: Actor, issue: Issue, **fields: Any) -> Issue:
    """Change a card: whoever leads any that is open, everybody else their own while it is a candidate."""
    require(actor, Action.EDIT_ISSUE, issue.initiative)
    issue = Issue.objects.select_for_update(of=("self",)).select_related("initiative").get(pk=issue.pk)
    if not allows(actor, Action.SORT_ISSUES, issue.initiative) and not may_change(actor, issue):
        raise NotAllowed(Action.EDIT_ISSUE)
    _check_open(issue)
    _check_parent(fields.get("parent"), issue.initiative, issue)
    for name, value in fields.items():
        setattr(issue, name, value)
    issue.save(update_fields=list(fields))
    record(actor, Action.EDIT_ISSUE, issue.initiative, issue, {"fields": sorted(fields)})
    return issue


def _check_open(issue: Issue) -> None:
    if not issue.is_open:
        raise RuleBroken(_("This card is decided, set aside or replaced; it stays as it is."))


def _check_parent(parent: Issue | None, initiative: Initiative, issue: Issue | None = None) -> None:
    above, seen = parent, set()
    while above is not None and above.pk not in seen:
        if above.initiative_id != initiative.pk or (issue is not None and above.pk == issue.pk):
            raise RuleBroken(_("A card can only be part of another card of the same initiative."))
        seen.add(above.pk)
        above = above.parent


@transaction.atomic
def say_why(*, actor: Actor, issue: Issue, reason: str, reason_en: str = "") -> Wish | None:
    """Say why one's own side wants the problem solved; saying nothing takes it back."""
    place = voter_in(actor, issue.initiative)
    require(actor, Action.SAY_WHY, issue.initiative, side=place.side if place else "")
    if place is None:
        raise NotAllowed(Action.SAY_WHY)
    _check_open(Issue.objects.select_for_update().get(pk=issue.pk))
    wish: Wish | None = None
    if reason.strip():
        wish, _made = Wish.objects.update_or_create(
            issue=issue,
            place=place,
            defaults={
                "side": place.side,
                "reason": reason.strip(),
                "reason_en": reason_en.strip(),
                "said_at": timezone.now(),
            },
        )
    else:
        Wish.objects.filter(issue=issue, place=place).delete()
    record(actor, Action.SAY_WHY, issue.initiative, issue, {"side": place.side, "said": wish is not None})
    return wish


@transaction.atomic
def name_data(
    *, actor: Actor, issue: Issue, title: str, state: str, solution: Solution | None = None, **fields: Any
) -> NamedData:
    """Name data that would help with an issue, or that one of its solutions rests on."""
    require(actor, Action.NAME_DATA, issue.initiative)
    _check_open(Issue.objects.select_for_update().get(pk=issue.pk))
    if solution is not None and solution.issue_id != issue.pk:
        raise RuleBroken(_("This solution belongs to another card."))
    data = NamedData.objects.create(
        issue=issue, solution=solution, title=title, state=state, added_at=timezone.now(), **fields
    )
    record(actor, Action.NAME_DATA, issue.initiative, issue, {"state": state, "named": True})
    return data


@transaction.atomic
def take_data_off(*, actor: Actor, data: NamedData) -> None:
    """Take named data off a card again."""
    issue = data.issue
    require(actor, Action.NAME_DATA, issue.initiative)
    _check_open(Issue.objects.select_for_update().get(pk=issue.pk))
    NamedData.objects.filter(pk=data.pk).delete()
    record(actor, Action.NAME_DATA, issue.initiative, issue, {"state": data.state, "named": False})
