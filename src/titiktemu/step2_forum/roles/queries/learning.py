"""What both sides learned of each other, what stays open, and the table of roles."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from titiktemu.foundation.words import BOTH_SIDES
from titiktemu.step2_forum.roles.models import PointAnswer, PointPair, RoleMirror, RolePoint
from titiktemu.step2_forum.roles.queries.points import Told, pairs_of, points_of, told_of
from titiktemu.step2_forum.roles.words import OF_THE_LAW, PointKind, Standing, alike_words, kind_heading


@dataclass(frozen=True)
class Learning:
    """All points of an opened mirror with what was said to them, and what stands side by side."""

    told: Sequence[Told]
    pairs: Sequence[PointPair]

    @property
    def believed(self) -> list[Told]:
        """What one side believes of the other: all that is answered."""
        return [one for one in self.told if not one.point.is_own]

    @property
    def corrected(self) -> list[Told]:
        """What was believed, corrected, and is understood alike since."""
        return [one for one in self.believed if one.is_settled and one.correction]

    @property
    def right(self) -> list[Told]:
        """What was believed and is so."""
        return [one for one in self.believed if one.is_settled and not one.correction]

    @property
    def new(self) -> list[Told]:
        """What a side says of itself while nothing that the other believes stands beside it."""
        beside = {pair.own_id for pair in self.pairs if pair.says}
        return [one for one in self.told if one.point.is_own and one.point.pk not in beside]

    @property
    def disputed(self) -> list[Told]:
        """What stays open."""
        return [one for one in self.believed if one.is_disputed]

    @property
    def waiting(self) -> list[Told]:
        """What an answer is waited for."""
        return [one for one in self.believed if one.waits_for]

    @property
    def in_words(self) -> str:
        """How much both together understand alike, in words."""
        answered = [one for one in self.believed if one.standing is not Standing.WAITING]
        return alike_words(sum(one.is_settled for one in answered), len(answered))

    def waits_for(self, side: str) -> list[Told]:
        """What waits for a side."""
        return [one for one in self.believed if side and one.waits_for == side]

    def by_side(self, rows: Iterable[Told]) -> list[tuple[str, list[Told]]]:
        """Points by the side that they are about, government first."""
        found = list(rows)
        return [(side.value, [one for one in found if one.point.about == side]) for side in BOTH_SIDES]


@dataclass(frozen=True)
class Role:
    """A line of the table of roles: the wording that the side itself stands behind."""

    told: Told
    is_also_believed: bool

    @property
    def wording(self) -> RolePoint | PointAnswer:
        """What stands."""
        return self.told.wording

    @property
    def basis_words(self) -> str:
        """The legal basis; where a side is free in what it does, nothing is asked for."""
        return self.told.basis_words

    @property
    def state(self) -> str:
        """What is to be known of it: both understand it alike, it waits, it is disputed; "" for the rest."""
        if self.told.point.is_own:
            return str(Standing.ALIKE.label) if self.is_also_believed else ""
        return str(self.told.standing.label)

    @property
    def is_alike(self) -> bool:
        """Whether both understand it alike."""
        return self.told.is_settled and (self.is_also_believed or not self.told.point.is_own)


@dataclass(frozen=True)
class RoleRow:
    """A kind of point with the lines of each side, government first."""

    kind: PointKind
    sides: list[tuple[str, list[Role]]]

    @property
    def heading(self) -> str:
        """What stands above it."""
        return kind_heading(self.kind)

    @property
    def asks_basis(self) -> bool:
        """Whether the law is asked for."""
        return self.kind in OF_THE_LAW

    @property
    def is_empty(self) -> bool:
        """Whether nobody wrote anything of this kind."""
        return not any(lines for _side, lines in self.sides)


def learning_of(mirror: RoleMirror) -> Learning:
    """Everything of an opened mirror. Three queries; nothing of one that is not open."""
    if not mirror.is_open:
        return Learning([], [])
    return Learning(told_of(points_of(mirror)), list(pairs_of(mirror)))


def role_table(learning: Learning) -> list[RoleRow]:
    """Who does, decides and supports, who can do more, and what is not allowed.

    What is believed and right stands once where it stands beside what the side says of itself.
    """
    beside = {pair.belief_id: pair.own_id for pair in learning.pairs if pair.says}
    alike = {one.point.pk for one in learning.right}
    doubled = {belief: own for belief, own in beside.items() if belief in alike}
    lines = [
        Role(one, is_also_believed=one.point.pk in doubled.values())
        for one in sorted(learning.told, key=lambda one: not one.point.is_own)
        if one.point.pk not in doubled
    ]
    return [
        RoleRow(
            kind,
            [(side.value, [one for one in lines if _is_of(one, kind, side)]) for side in BOTH_SIDES],
        )
        for kind in PointKind
    ]


def _is_of(one: Role, kind: PointKind, side: str) -> bool:
    return one.told.point.about == side and one.wording.kind == kind
