"""How many of each side were invited to the meetings of a step, and how many came."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Sum

from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import Side
from titiktemu.meetings.models import Attendance, Invitation, Meeting, PaperCount

OTHERS = (Side.OTHER, Side.CITIZENS)


@dataclass
class Company:
    """A meeting of all: people of each side who were invited, and who came (named or counted on paper)."""

    meeting: Meeting
    invited: Counter[str] = field(default_factory=Counter)
    present: Counter[str] = field(default_factory=Counter)

    def came(self, side: str) -> int:
        """How many of a side came."""
        return self.present[side]

    @property
    def others(self) -> int:
        """How many of neither side were invited, or came without."""
        return sum(max(self.invited[side], self.present[side]) for side in OTHERS)


def company_of(initiative: Initiative, *, step: int) -> list[Company]:
    """Meetings of all at this step that were not cancelled, in order of time. Four queries."""
    rows = Meeting.objects.filter(initiative=initiative, step=step, side="")
    found = {one.pk: Company(one) for one in rows.exclude(state=Meeting.State.CANCELLED)}
    invited = Invitation.objects.filter(meeting__in=found, withdrawn_at=None).order_by()
    for meeting, side, people in invited.values_list("meeting", "side").annotate(people=Count("pk")):
        found[meeting].invited[side] += people
    _add_present(
        found,
        Attendance.objects.filter(meeting__in=found, struck_at=None)
        .order_by()
        .values_list("meeting", "side")
        .annotate(people=Count("pk")),
    )
    _add_present(
        found,
        PaperCount.objects.filter(meeting__in=found)
        .order_by()
        .values_list("meeting", "side")
        .annotate(people=Sum("people")),
    )
    return list(found.values())


def _add_present(found: dict[int, Company], counts: Iterable[tuple[int, str, int]]) -> None:
    for meeting, side, people in counts:
        found[meeting].present[side] += people
