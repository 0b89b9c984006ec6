"""The mirror, points that a reader may see, and how both sides stand to each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from titiktemu.analysis.causal_maps.alignment import Pair, suggest
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, allows
from titiktemu.foundation.words import BOTH_SIDES, opposite
from titiktemu.step2_forum.roles.models import PointAnswer, PointPair, RoleMirror, RolePoint
from titiktemu.step2_forum.roles.words import PointKind, Standing, Word


@dataclass(frozen=True)
class Told:
    """A point with all that was said to it."""

    point: RolePoint
    answers: Sequence[PointAnswer]

    @property
    def standing(self) -> Standing:
        """How both stand to it; what a side says of itself nobody answers."""
        if not self.answers:
            return Standing.ALIKE if self.point.is_own else Standing.WAITING
        return {
            Word.RIGHT: Standing.ALIKE,
            Word.ACCEPTED: Standing.ALIKE,
            Word.CORRECTED: Standing.CORRECTED,
            Word.DISPUTED: Standing.DISPUTED,
        }[Word(self.answers[-1].word)]

    @property
    def correction(self) -> PointAnswer | None:
        """The correction that stands: the last word of the side that it is about, if it is one."""
        spoken = [one for one in self.answers if one.side == self.point.about]
        return spoken[-1] if spoken and spoken[-1].word == Word.CORRECTED else None

    @property
    def wording(self) -> RolePoint | PointAnswer:
        """The wording that the side itself stands behind, or else what was believed."""
        return self.correction or self.point

    @property
    def basis_words(self) -> str:
        """The legal basis as the side itself last told it."""
        told = [one for one in self.answers if one.side == self.point.about and one.kind]
        return (told[-1] if told else self.point).basis_words

    @property
    def waits_for(self) -> str:
        """The side whose answer is waited for, "" for none."""
        waiting = {Standing.WAITING: self.point.about, Standing.CORRECTED: self.point.side}
        return waiting.get(self.standing, "")

    @property
    def is_settled(self) -> bool:
        """Whether both understand it alike."""
        return self.standing is Standing.ALIKE

    @property
    def is_disputed(self) -> bool:
        """Whether it stays open."""
        return self.standing is Standing.DISPUTED


def mirror_of(initiative: Initiative) -> RoleMirror:
    """The mirror of an initiative; one that is not kept yet where nobody has written."""
    known = RoleMirror.objects.filter(initiative=initiative).first()
    found = known or RoleMirror(initiative=initiative)
    found.initiative = initiative
    return found


def sees(actor: Actor, mirror: RoleMirror, side: str) -> bool:
    """Whether this actor sees what a side wrote: everybody of the initiative when both have opened."""
    return mirror.is_open or allows(actor, Action.VIEW_SIDE_ROLES, mirror.initiative, side=side)


def points_of(mirror: RoleMirror, side: str = "") -> QuerySet[RolePoint]:
    """What is written, of one side or of both, with the answers. Ask `sees` first."""
    rows = (
        RolePoint.objects.filter(mirror=mirror.pk, removed_at=None) if mirror.pk else RolePoint.objects.none()
    )
    rows = rows.filter(side=side) if side else rows.order_by("side", "number")
    return rows.select_related("initiative").prefetch_related("answers")


def told_of(rows: Iterable[RolePoint]) -> list[Told]:
    """Each point with what was said to it."""
    return [Told(one, list(one.answers.all())) for one in rows]


def locked(mirror: RoleMirror) -> RoleMirror:
    """The mirror as it is now, held until the end of the transaction: changes come one after the other."""
    rows = RoleMirror.objects.select_for_update(of=("self",)).select_related("initiative")
    return rows.get(pk=mirror.pk)


def pairs_of(mirror: RoleMirror) -> QuerySet[PointPair]:
    """What is laid side by side, suggested or confirmed."""
    rows = PointPair.objects.filter(mirror=mirror.pk) if mirror.pk else PointPair.objects.none()
    return rows.select_related("own", "belief")


def suggested(mirror: RoleMirror) -> list[Pair]:
    """What a side says of itself and what the other believes, where the words say they may be one thing.

    What is not allowed is laid beside what is not allowed, the rest beside the rest.
    """
    found: list[Pair] = []
    points = list(points_of(mirror))
    for about in BOTH_SIDES:
        for is_limit in (False, True):
            texts: dict[str, dict[int, str]] = {about.value: {}, opposite(about).value: {}}
            for one in points:
                if one.about == about and (one.kind == PointKind.MAY_NOT) == is_limit:
                    texts[one.side][one.pk] = one.text
            found += suggest(texts[about.value], texts[opposite(about).value])
    return found


def untold_writing(initiative: Initiative) -> Q:
    """Entries of the log that nobody reads yet: how busily each side writes, until both have opened.

    All of them, those of the reader's own side too: what is left of a known sum would be the other side's.
    """
    is_apart = RoleMirror.objects.filter(initiative=initiative, opened_at=None).exists()
    return Q(action=Action.WRITE_ROLE) if is_apart else Q(pk__in=())
