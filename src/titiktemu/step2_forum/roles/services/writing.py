"""What a side writes apart: of itself and of the other, one by one or several from paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.words import BOTH_SIDES
from titiktemu.step2_forum.roles.models import RoleMirror, RolePoint
from titiktemu.step2_forum.roles.queries.points import locked
from titiktemu.step2_forum.roles.words import OF_THE_LAW, PointKind

MOST_POINTS: Final = 200
"""Points of one side; a wall has rarely more than forty."""
LONGEST: Final = 300


class Changed(RuleBroken):
    """Somebody else of the side changed it meanwhile."""


@dataclass(frozen=True)
class Wording:
    """What is said of a side, its rule, and whether somebody said plainly that there is none."""

    kind: str
    text: str
    text_en: str = ""
    basis: str = ""
    has_no_basis: bool = False

    @property
    def fields(self) -> dict[str, Any]:
        """As columns, without spaces that nobody meant."""
        return {
            "kind": PointKind(self.kind).value,
            "text": _plain(self.text),
            "text_en": _plain(self.text_en),
            "basis": _plain(self.basis),
            "has_no_basis": self.has_no_basis,
        }

    def check_basis(self, *, is_asked: bool) -> None:
        """RuleBroken where a rule is both named and denied, or asked for and neither."""
        if _plain(self.basis) and self.has_no_basis:
            raise RuleBroken(_("You named a rule and also said that there is none. Keep one of the two."))
        if is_asked and self.kind in OF_THE_LAW and not _plain(self.basis) and not self.has_no_basis:
            raise RuleBroken(_("Name the law and article, or say that there is no rule about it."))


@transaction.atomic
def add_point(*, actor: Actor, initiative: Initiative, side: str, about: str, wording: Wording) -> RolePoint:
    """Write for a side what it does itself, or what it believes of the other."""
    require(actor, Action.WRITE_ROLE, initiative, side=side)
    mirror = _writable(initiative)
    point = _added(actor, mirror, side, about, wording)
    record(actor, Action.WRITE_ROLE, initiative, point, {"change": "added"})
    return point


@transaction.atomic
def type_paper(
    *, actor: Actor, initiative: Initiative, side: str, about: str, kind: str, lines: Sequence[str]
) -> list[RolePoint]:
    """Type what a side wrote on paper. What is there already is not written twice.

    Paper from the wall often names no rule: a point without one says that it is not told yet.
    """
    require(actor, Action.WRITE_ROLE, initiative, side=side)
    mirror = _writable(initiative)
    known = {_same(one.text) for one in _of(mirror, side).filter(about=about)}
    made = []
    for line in lines:
        if _same(line) in known:
            continue
        known.add(_same(line))
        made.append(_added(actor, mirror, side, about, Wording(kind, line), asks_basis=False))
    record(actor, Action.WRITE_ROLE, initiative, mirror, {"points": len(made)})
    return made


@transaction.atomic
def edit_point(*, actor: Actor, point: RolePoint, version: int, wording: Wording) -> RolePoint:
    """Change a point; ``version`` is the one that the person saw. `Changed` where there is a newer one."""
    require(actor, Action.WRITE_ROLE, point.initiative, side=point.side)
    mirror = _writable(point.initiative)
    point = _there(point)
    if point.version != version:
        raise Changed(
            _("Somebody of your side changed this point while you wrote. Look at it and save yours again.")
        )
    _check(mirror, point.side, point.about, wording, besides=point)
    for name, value in wording.fields.items():
        setattr(point, name, value)
    point.version += 1
    point.save()
    record(actor, Action.WRITE_ROLE, point.initiative, point, {"change": "edited"})
    return point


@transaction.atomic
def remove_point(*, actor: Actor, point: RolePoint, version: int) -> None:
    """Take a point back; ``version`` is the one that the person saw. `Changed` where there is a newer one."""
    require(actor, Action.WRITE_ROLE, point.initiative, side=point.side)
    _writable(point.initiative)
    point = _there(point)
    if point.version != version:
        raise Changed(_("Somebody of your side changed this point meanwhile. Look at it first."))
    point.removed_at = timezone.now()
    point.save(update_fields=["removed_at"])
    record(actor, Action.WRITE_ROLE, point.initiative, point, {"change": "removed"})


def _writable(initiative: Initiative) -> RoleMirror:
    """The mirror, held; it is there with the first point."""
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    mirror = locked(RoleMirror.objects.get_or_create(initiative=initiative)[0])
    if mirror.is_open:
        raise RuleBroken(_("Both sides have opened: nobody changes what was written apart."))
    return mirror


def _there(point: RolePoint) -> RolePoint:
    found = RolePoint.objects.select_related("initiative").get(pk=point.pk)
    if found.removed_at is not None:
        raise RuleBroken(_("This point was taken back."))
    return found


def _added(
    actor: Actor,
    mirror: RoleMirror,
    side: str,
    about: str,
    wording: Wording,
    *,
    asks_basis: bool = True,
) -> RolePoint:
    _check(mirror, side, about, wording, asks_basis=asks_basis)
    if _of(mirror, side).count() >= MOST_POINTS:
        raise RuleBroken(_("A side writes at most %(most)d points.") % {"most": MOST_POINTS})
    last = RolePoint.objects.filter(mirror=mirror, side=side).aggregate(last=Max("number"))["last"]
    return RolePoint.objects.create(
        initiative=mirror.initiative,
        mirror=mirror,
        number=int(last or 0) + 1,
        side=side,
        about=about,
        is_typed=actor.side_in(mirror.initiative) != side,
        written_at=timezone.now(),
        **wording.fields,
    )


def _check(
    mirror: RoleMirror,
    side: str,
    about: str,
    wording: Wording,
    *,
    besides: RolePoint | None = None,
    asks_basis: bool = True,
) -> None:
    if not {side, about} <= set(BOTH_SIDES):
        raise RuleBroken(_("Choose one of the two sides."))
    text = wording.fields["text"]
    if not _same(text):
        raise RuleBroken(_("A point needs words."))
    if len(text) > LONGEST:
        raise RuleBroken(
            _("A point has at most %(most)d letters; this one has %(many)d: “%(begin)s…”")
            % {"most": LONGEST, "many": len(text), "begin": text[:40]}
        )
    wording.check_basis(is_asked=asks_basis and side == about)
    for one in _of(mirror, side).filter(about=about, kind=wording.kind):
        if one != besides and _same(one.text) == _same(text):
            raise RuleBroken(_("This point is there already: “%(text)s”") % {"text": one.text})


def _of(mirror: RoleMirror, side: str) -> Any:
    return RolePoint.objects.filter(mirror=mirror, side=side, removed_at=None)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _same(text: str) -> str:
    return _plain("".join(one if one.isalnum() else " " for one in text.casefold()))
