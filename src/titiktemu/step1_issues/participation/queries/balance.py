"""Who came against who should have; of what is sensitive everybody reads only what passes candour's rules.

Sides are no secret. Of every other trait the counts of an activity are told together or not at all: a group
of one to four people, or such a rest, hides them all, and sums are taken over the activities that are told.
So nothing hidden follows from what is shown, however often an activity is added.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from titiktemu.analysis.participation import Balance, balance
from titiktemu.candour.tables import TOTAL, shown_table
from titiktemu.foundation.models import Initiative
from titiktemu.meetings.models import Meeting, Trait
from titiktemu.step1_issues.participation.models import Activity, Headcount, Target
from titiktemu.step1_issues.participation.words import KNOWN, NO, YES, YES_OR_NO, value_name

REST = "rest"

type Counts = Mapping[str, int]


@dataclass(frozen=True)
class Line:
    """One group. ``wanted`` is how many of those counted there would be by the target; None without one."""

    trait: str
    value: str
    came: int
    share: float
    wanted: int | None
    target: float | None

    @property
    def label(self) -> str:
        """The group in words."""
        return value_name(self.trait, self.value)

    @property
    def is_side(self) -> bool:
        """Whether it is a side, which has a mark of its own."""
        return self.trait == Trait.SIDE

    @property
    def share_width(self) -> str:
        """Length of the bar in hundredths, as pictures write numbers."""
        return f"{100 * self.share:.1f}"

    @property
    def target_at(self) -> str:
        """Where the mark of the target stands; "" without one."""
        return "" if self.target is None else f"{min(98.5, 100 * self.target):.1f}"

    @property
    def missing(self) -> int:
        """How many too few, in whole people."""
        return max(0, (self.wanted or 0) - self.came)


@dataclass(frozen=True)
class TraitBalance:
    """All groups of one trait over the activities that counted it.

    ``distance`` is the part of the seats that would have to go to other groups; ``untold`` how many
    activities were left out because a group was too small to be shown.
    """

    trait: str
    lines: tuple[Line, ...]
    people: int
    distance: float | None
    untold: int

    @property
    def label(self) -> str:
        """The trait in words."""
        return str(Trait(self.trait).label)

    @property
    def missing(self) -> list[Line]:
        """Groups with too few people, the largest gap first; nobody misses those without the trait."""
        found = (one for one in self.lines if one.missing and one.value != NO)
        return sorted(found, key=lambda one: -one.missing)


def activities_of(initiative: Initiative) -> QuerySet[Activity]:
    """Everything people took part in, with what was counted. Two queries."""
    return Activity.objects.filter(initiative=initiative).prefetch_related("headcounts")


def targets_of(initiative: Initiative) -> list[Target]:
    """Who should take part. One query."""
    return list(Target.objects.filter(initiative=initiative))


def meetings_to_link(initiative: Initiative) -> QuerySet[Meeting]:
    """Meetings of all sides; one that a side holds by itself is nobody else's."""
    return Meeting.objects.filter(initiative=initiative, side="").order_by("-starts_at")


def is_told(trait: str, counts: Counts, people: int, *, of_answers: bool = False) -> bool:
    """Whether everybody may read these counts of an activity in which so many people took part.

    Everybody in a room saw its sides; who of them answered (``of_answers``) nobody saw.
    """
    if trait == Trait.SIDE and not of_answers:
        return True
    rest = max(0, people - sum(counts.values()))
    table: dict[tuple[str, ...], float] = {(value,): float(count) for value, count in counts.items()}
    table[(REST,)] = float(rest)
    cells = shown_table({**table, (TOTAL,): float(sum(table.values()))}, (trait,)).cells
    return all(count is not None for count in cells.values())


def balances(
    targets: Iterable[Target], activities: Collection[Activity], *, everything: bool
) -> list[TraitBalance]:
    """Each trait that has a target or was counted. ``everything``: for those who count. No query."""
    wanted: dict[str, dict[str, float]] = defaultdict(dict)
    for one in targets:
        wanted[one.trait][one.value] = one.amount
    found = []
    for trait in Trait:
        came, untold = _came(trait.value, activities, everything=everything)
        if came or untold or wanted[trait.value]:
            found.append(_trait(trait.value, came, _whole(trait.value, wanted[trait.value]), untold))
    return found


def _came(trait: str, activities: Iterable[Activity], *, everything: bool) -> tuple[dict[str, int], int]:
    came: dict[str, int] = defaultdict(int)
    untold = 0
    for activity in activities:
        counts = [one for one in activity.headcounts.all() if one.trait == trait]
        if not counts:
            continue
        if not everything and not all(one.is_told for one in counts):
            untold += 1
            continue
        for one in counts:
            came[one.value] += one.people
        if trait in YES_OR_NO:
            came[NO] += activity.people - sum(one.people for one in counts)
    return dict(came), untold


def _whole(trait: str, wanted: dict[str, float]) -> dict[str, float]:
    """Of a yes-or-no trait the target is a percentage: the rest is the target of the others."""
    return {**wanted, NO: 100 - wanted[YES]} if trait in YES_OR_NO and YES in wanted else wanted


def _trait(trait: str, came: dict[str, int], wanted: dict[str, float], untold: int) -> TraitBalance:
    people = sum(came.values())
    judged = balance(came, wanted) if people and any(wanted.values()) else None
    names = [*KNOWN.get(trait, ()), *wanted, *came]
    if trait == Trait.SIDE:
        # The two sides always stand there, whoever came; the others where there is something to say.
        names = [*names[:2], *(name for name in names[2:] if name in wanted or name in came)]
    lines = tuple(_line(trait, name, came.get(name, 0), people, judged) for name in dict.fromkeys(names))
    return TraitBalance(trait, lines, people, judged.distance if judged else None, untold)


def _line(trait: str, name: str, came: int, people: int, judged: Balance | None) -> Line:
    group = judged.groups.get(name) if judged else None
    return Line(
        trait,
        name,
        came,
        came / people if people else 0.0,
        None if group is None else int(group.wanted + 0.5),
        None if group is None else group.target,
    )


def counts_of(activity: Activity, *, everything: bool) -> list[tuple[str, list[Headcount] | None]]:
    """What was counted in one activity by trait; None where the counts may not be shown. No query."""
    found: list[tuple[str, list[Headcount] | None]] = []
    for trait in Trait:
        counts = [one for one in activity.headcounts.all() if one.trait == trait]
        if counts:
            shown = everything or all(one.is_told for one in counts)
            found.append((str(trait.label), counts if shown else None))
    return found
