"""The room's ranking held against the public's, in issues and words: shown before anything is decided."""

from dataclasses import dataclass

from titiktemu.analysis import rankings
from titiktemu.foundation.models import Initiative
from titiktemu.step1_issues.models import Issue
from titiktemu.step1_issues.queries.evidence import public_ranking
from titiktemu.step1_issues.queries.polls import room_ranking


@dataclass(frozen=True)
class GapTold:
    """An issue that stands elsewhere in the two rankings."""

    issue: Issue
    room: float
    public: float


@dataclass(frozen=True)
class DistanceTold:
    """How far the room is from the public; ``tau`` is None where it cannot be said.

    ``public`` is the public's order by itself, told also where the room has no ranking of its own.
    """

    tau: float | None
    gaps: list[GapTold]
    compared: int
    room_ranked: bool
    public: list[list[Issue]]

    @property
    def first(self) -> list[Issue]:
        """What the public puts first."""
        return self.public[0] if self.public else []

    def public_place(self, issue: Issue) -> int | None:
        """At which place the public puts an issue."""
        for place, level in enumerate(self.public, start=1):
            if any(one.pk == issue.pk for one in level):
                return place
        return None


def told_distance(initiative: Initiative) -> DistanceTold:
    """The distance of an initiative's room to the public. Three queries."""
    public, room = public_ranking(initiative), room_ranking(initiative)
    named = {name for level in (*public, *room) for name in level}
    issues = {
        str(one.number): one
        for one in Issue.objects.filter(initiative=initiative, number__in=[int(name) for name in named])
    }
    found = rankings.distance(room, public) if room and public else None
    return DistanceTold(
        tau=found.tau if found else None,
        gaps=[GapTold(issues[gap.issue], gap.room, gap.public) for gap in found.gaps] if found else [],
        compared=found.issues if found else 0,
        room_ranked=bool(room),
        public=[[issues[name] for name in level if name in issues] for level in public],
    )
