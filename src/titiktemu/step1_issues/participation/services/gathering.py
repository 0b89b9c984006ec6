"""Meetings, consultations and questionnaires are counted by themselves: nobody types them a second time."""

from django.db import transaction
from django.db.models import Max

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, require
from titiktemu.meetings.models import Trait
from titiktemu.step1_issues.participation.counting import count_groups, figures_of_meeting
from titiktemu.step1_issues.participation.figures import Figure
from titiktemu.step1_issues.participation.models import Activity
from titiktemu.step1_issues.participation.queries.rooms import Found, found_in_rooms
from titiktemu.step1_issues.participation.words import Level


@transaction.atomic
def gather_activities(*, actor: Actor, initiative: Initiative) -> int:
    """Note everything in the rooms that is over and was not noted yet; gives how many were new.

    What was noted before keeps its title, its promise and what people typed into it; only the counts that the
    room knows better are brought up to date. Meetings that somebody linked by hand are left alone.
    """
    require(actor, Action.KEEP_ACTIVITY, initiative)
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    known = {one.source: one for one in Activity.objects.filter(initiative=initiative).exclude(source="")}
    rows = Activity.objects.filter(initiative=initiative)
    by_hand = set(rows.filter(source="").exclude(meeting=None).values_list("meeting", flat=True))
    last = int(rows.aggregate(last=Max("number"))["last"] or 0)
    new = 0
    for one in found_in_rooms(initiative):
        if one.meeting is not None and one.meeting.pk in by_hand:
            continue
        activity = known.get(one.source)
        if activity is None:
            new += 1
            activity = _made(initiative, one, last + new)
        _bring_up_to_date(activity, one)
    record(actor, Action.KEEP_ACTIVITY, initiative, initiative, {"activities": new})
    return new


def _made(initiative: Initiative, one: Found, number: int) -> Activity:
    """Consulted is the least that was promised to whoever was asked; a person says where it was more."""
    return Activity(
        initiative=initiative,
        number=number,
        kind=one.kind,
        way=one.way,
        level=Level.CONSULT,
        title=one.title,
        title_en=one.title_en,
        day=one.day,
        meeting=one.meeting,
        source=one.source,
    )


def _bring_up_to_date(activity: Activity, one: Found) -> None:
    figures = [Figure(Trait.SIDE.value, side, people) for side, people in one.sides.items()]
    people, on_paper = one.people, one.on_paper
    if one.meeting is not None:
        people, on_paper, figures = figures_of_meeting(one.meeting)
    # What was asked of people beyond what the room counts stays, as far as it still fits.
    traits = {figure.trait for figure in figures}
    kept = [
        Figure(row.trait, row.value, row.people)
        for row in (activity.headcounts.all() if activity.pk else ())
        if row.trait not in {*traits, Trait.SIDE.value}
    ]
    sums: dict[str, float] = {}
    for figure in kept:
        sums[figure.trait] = sums.get(figure.trait, 0) + figure.amount
    activity.people, activity.on_paper = people, on_paper
    activity.save()
    count_groups(activity, [*figures, *(one for one in kept if sums[one.trait] <= people)])
