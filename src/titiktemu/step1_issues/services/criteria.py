"""Criteria, the level of each issue on them, and what each side finds a full swing worth."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, require
from titiktemu.step1_issues.models import Criterion, Issue, Performance, SwingWeight
from titiktemu.step1_issues.queries.issues import next_number
from titiktemu.step1_issues.queries.people import voter_in

MOST_CRITERIA = 9
MOST_POINTS = 100


@transaction.atomic
def add_criterion(
    *, actor: Actor, initiative: Initiative, name: str, worst: float, best: float, **fields: Any
) -> Criterion:
    """Add a criterion with its worst and its best level."""
    require(actor, Action.EDIT_CRITERIA, initiative)
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    known = Criterion.objects.filter(initiative=initiative)
    if known.count() >= MOST_CRITERIA:
        raise RuleBroken(
            _("There are at most %(most)d criteria; more than that nobody can weigh.")
            % {"most": MOST_CRITERIA}
        )
    halfway = fields.get("halfway")
    if worst == best or (halfway is not None and not min(worst, best) < halfway < max(worst, best)):
        raise RuleBroken(_("Worst and best must differ, and the level worth half must lie between them."))
    made = Criterion.objects.create(
        initiative=initiative, number=next_number(known), name=name, worst=worst, best=best, **fields
    )
    record(actor, Action.EDIT_CRITERIA, initiative, made, {"added": True})
    return made


@transaction.atomic
def remove_criterion(*, actor: Actor, criterion: Criterion) -> None:
    """Remove a criterion with its levels and weights."""
    initiative = criterion.initiative
    require(actor, Action.EDIT_CRITERIA, initiative)
    Criterion.objects.filter(pk=criterion.pk).delete()
    record(actor, Action.EDIT_CRITERIA, initiative, initiative, {"added": False})


@transaction.atomic
def set_levels(*, actor: Actor, criterion: Criterion, levels: Mapping[int, float], source: str = "") -> int:
    """Say how issues (by their number) do on a criterion; those not named lose their level."""
    initiative = criterion.initiative
    require(actor, Action.EDIT_CRITERIA, initiative)
    Criterion.objects.select_for_update().get(pk=criterion.pk)
    issues = {one.number: one for one in Issue.objects.filter(initiative=initiative, number__in=list(levels))}
    if len(issues) != len(levels):
        raise RuleBroken(_("One of these issues does not exist."))
    Performance.objects.filter(criterion=criterion).delete()
    Performance.objects.bulk_create(
        Performance(criterion=criterion, issue=issues[number], level=level, source=source)
        for number, level in levels.items()
    )
    record(actor, Action.EDIT_CRITERIA, initiative, criterion, {"levels": len(levels)})
    return len(levels)


@transaction.atomic
def set_weights(*, actor: Actor, initiative: Initiative, points: Mapping[int, int]) -> None:
    """Say, for one's own side, what the swing from worst to best on each criterion is worth: 0 to 100."""
    place = voter_in(actor, initiative)
    require(actor, Action.SET_WEIGHTS, initiative, side=place.side if place else "")
    if place is None:
        raise NotAllowed(Action.SET_WEIGHTS)
    criteria = {
        one.number: one for one in Criterion.objects.select_for_update().filter(initiative=initiative)
    }
    if set(points) != set(criteria) or not points:
        raise RuleBroken(_("Give every criterion its points."))
    if max(points.values()) != MOST_POINTS or min(points.values()) < 0:
        raise RuleBroken(
            _("Give 100 points to the swing that matters most to your side, and fewer to the others.")
        )
    SwingWeight.objects.filter(criterion__initiative=initiative, side=place.side).delete()
    SwingWeight.objects.bulk_create(
        SwingWeight(criterion=criteria[number], side=place.side, points=value)
        for number, value in points.items()
    )
    record(actor, Action.SET_WEIGHTS, initiative, initiative, {"side": place.side})
