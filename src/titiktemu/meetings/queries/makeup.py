"""Who is missing: what was wanted, what is expected, who came; and what of it everybody may read."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from titiktemu.candour.tables import TOTAL, shown_table
from titiktemu.foundation.words import Side
from titiktemu.meetings.models import Invitation, MakeUp, Meeting, Trait
from titiktemu.meetings.models.invitations import Sex
from titiktemu.meetings.queries.people import ORDER, SideAnswers, SidePresence

REST = "rest"
SEXES = {Sex.FEMALE: gettext_lazy("Women"), Sex.MALE: gettext_lazy("Men")}
"""Counted, not one of them."""


@dataclass(frozen=True)
class MakeUpLine:
    """One line; None where nobody said. ``missing`` is how many are still needed."""

    trait: str
    value: str
    label: str
    wanted: int | None = None
    expected: int | None = None
    came: int | None = None
    missing: int = 0

    @property
    def is_side(self) -> bool:
        """Whether it is about a side, which is no secret."""
        return self.trait == Trait.SIDE


@dataclass(frozen=True)
class Gathered:
    """What is known of who comes and who came."""

    invitations: tuple[Invitation, ...]
    answers: tuple[SideAnswers, ...]
    presence: tuple[SidePresence, ...]
    over: bool

    @property
    def present(self) -> int:
        """All who came."""
        return sum(line.people for line in self.presence)

    def expected_of(self, trait: str, value: str) -> int | None:
        """How many are expected, where that follows from the answers."""
        if trait == Trait.SIDE:
            return sum(line.coming for line in self.answers if line.side == value)
        if trait == Trait.SEX:
            # Whether a deputy is a woman or a man, nobody said.
            return sum(one.sex == value and one.answer == Invitation.Answer.YES for one in self.invitations)
        return None

    def came_of(self, trait: str, value: str) -> int | None:
        """How many came, where that follows from the list of those present."""
        if trait == Trait.SIDE:
            return sum(line.people for line in self.presence if line.side == value)
        if trait == Trait.SEX:
            counted: Counter[str] = Counter()
            for line in self.presence:
                counted.update(line.by_sex)
            return counted[value]
        return None


def kept_makeup(meeting: Meeting) -> list[MakeUp]:
    """What was typed in. One query."""
    return list(MakeUp.objects.filter(meeting=meeting))


def makeup_lines(kept: Iterable[MakeUp], gathered: Gathered) -> list[MakeUpLine]:
    """Everything that is wanted or counted, for those who lead the meeting. No query."""
    rows = sorted(kept, key=_place)
    return [_line(one, gathered) for one in rows]


def _place(kept: MakeUp) -> tuple[int, int, str]:
    """Traits in their order, government first, the rest by name."""
    side = ORDER.get(Side(kept.value), 0) if kept.trait == Trait.SIDE else 0
    return list(Trait).index(Trait(kept.trait)), side, kept.value


def _line(kept: MakeUp, gathered: Gathered) -> MakeUpLine:
    counted = kept.trait in (Trait.SIDE, Trait.SEX)
    expected = gathered.expected_of(kept.trait, kept.value) if counted else kept.expected
    came = gathered.came_of(kept.trait, kept.value) if counted else kept.came
    have = (came if gathered.over else expected) or 0
    return MakeUpLine(
        kept.trait,
        kept.value,
        label_of(kept.trait, kept.value),
        kept.wanted,
        expected,
        came if gathered.over or came else None,
        max(0, (kept.wanted or 0) - have),
    )


def label_of(trait: str, value: str) -> str:
    """What a line is about, in words."""
    if trait == Trait.SIDE:
        return str(Side(value).label)
    if trait == Trait.SEX:
        return str(SEXES[Sex(value)])
    return value or str(Trait(trait).label)


def lines_for_all(lines: Iterable[MakeUpLine], present: int, *, held: bool) -> list[MakeUpLine]:
    """What people who do not lead the meeting may read.

    Targets and sides are no secret. Of everything else only how many came, when the meeting was held, and
    only through the gate: a group of fewer than five is hidden, and so is what it would follow from.
    """
    told = list(lines)
    found = []
    for trait in Trait:
        of_trait = [line for line in told if line.trait == trait]
        if trait == Trait.SIDE:
            found += of_trait
        elif of_trait:
            shown = _through_the_gate(of_trait, present) if held else {}
            found += [
                MakeUpLine(trait, line.value, line.label, line.wanted, None, shown.get(line.value))
                for line in of_trait
            ]
    return found


def _through_the_gate(lines: list[MakeUpLine], present: int) -> dict[str, int | None]:
    counts: dict[tuple[str, ...], float] = {
        (line.value or "yes",): float(line.came) for line in lines if line.came is not None
    }
    rest = max(0.0, present - sum(counts.values()))
    if not counts:
        return {}
    table = {**counts, (REST,): rest, (TOTAL,): rest + sum(counts.values())}
    cells = shown_table(table, (str(lines[0].trait),)).cells
    found = {line.value: cells.get((line.value or "yes",)) for line in lines}
    return {value: None if count is None else int(count) for value, count in found.items()}
