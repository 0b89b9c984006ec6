"""The inside of the services of activities: what a meeting counted, and the groups of an activity."""

from collections import Counter
from collections.abc import Collection

from django.utils.translation import gettext as _

from titiktemu.foundation.errors import RuleBroken
from titiktemu.meetings.models import MakeUp, Meeting, Trait
from titiktemu.meetings.queries.people import presence_by_side
from titiktemu.step1_issues.participation.figures import Figure, checked
from titiktemu.step1_issues.participation.models import Activity, Headcount
from titiktemu.step1_issues.participation.queries.balance import is_told


def figures_of_meeting(meeting: Meeting) -> tuple[int, int, list[Figure]]:
    """How many came, how many of them were counted on paper, and what is known of them."""
    presence = presence_by_side(meeting)
    sexes: Counter[str] = Counter()
    for line in presence:
        sexes.update({sex: people for sex, people in line.by_sex.items() if sex})
    figures = [Figure(Trait.SIDE.value, line.side, line.people) for line in presence]
    figures += [Figure(Trait.SEX.value, sex, people) for sex, people in sorted(sexes.items())]
    people, on_paper = sum(line.people for line in presence), sum(line.on_paper for line in presence)
    return people, on_paper, figures + _asked(meeting)


def _asked(meeting: Meeting) -> list[Figure]:
    """What was found by asking the room; of first-timers and a disability the number who said yes."""
    rows = MakeUp.objects.filter(meeting=meeting, came__isnull=False)
    others = rows.exclude(trait__in=[Trait.SIDE, Trait.SEX])
    return [Figure(one.trait, one.value or "yes", one.came or 0) for one in others]


def count_groups(activity: Activity, figures: Collection[Figure]) -> None:
    """Replace what was counted of an activity. ``RuleBroken`` where it is more than took part."""
    by_trait: dict[str, dict[str, int]] = {}
    for one in checked(figures):
        by_trait.setdefault(one.trait, {})[one.value] = int(one.amount)
    Headcount.objects.filter(activity=activity).delete()
    for trait, counts in by_trait.items():
        if sum(counts.values()) > activity.people:
            raise RuleBroken(
                _("Under “%(trait)s” more people are counted than took part (%(people)d).")
                % {"trait": Trait(trait).label, "people": activity.people}
            )
        told = is_told(trait, counts, activity.people, of_answers=activity.is_of_answers)
        Headcount.objects.bulk_create(
            Headcount(activity=activity, trait=trait, value=value, people=people, is_told=told)
            for value, people in counts.items()
        )
