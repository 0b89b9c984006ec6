"""When both sides are ready what they wrote opens at the same moment; what is laid side by side."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.words import BOTH_SIDES, Side
from titiktemu.step2_forum.roles.models import PointPair, RoleMirror, RolePoint
from titiktemu.step2_forum.roles.queries.points import locked, points_of, suggested


@transaction.atomic
def open_side(*, actor: Actor, mirror: RoleMirror, side: str) -> RoleMirror:
    """Say for a side that what it wrote may be opened. When both have, both is, and nobody changes it."""
    require(actor, Action.OPEN_ROLES, mirror.initiative, side=side)
    mirror = _apart(mirror)
    written = {one.is_own for one in points_of(mirror, side)}
    if written != {True, False}:
        raise RuleBroken(
            _("Write at least one point about your own side and one about the other before you open.")
        )
    _set_ready(mirror, side, is_ready=True)
    if all(mirror.is_ready(one) for one in BOTH_SIDES):
        mirror.opened_at = timezone.now()
        _lay_side_by_side(mirror)
    mirror.save()
    record(actor, Action.OPEN_ROLES, mirror.initiative, mirror, {"open": mirror.is_open})
    return mirror


@transaction.atomic
def write_on(*, actor: Actor, mirror: RoleMirror, side: str) -> RoleMirror:
    """Take back that a side is ready, as long as the other is not."""
    require(actor, Action.OPEN_ROLES, mirror.initiative, side=side)
    mirror = _apart(mirror)
    _set_ready(mirror, side, is_ready=False)
    mirror.save()
    record(actor, Action.OPEN_ROLES, mirror.initiative, mirror, {"open": False})
    return mirror


@transaction.atomic
def answer_pair(*, actor: Actor, pair: PointPair, same: bool) -> PointPair:
    """Say for the side that two points are about whether they are one thing."""
    require(actor, Action.PAIR_POINTS, pair.own.initiative, side=pair.own.side)
    mirror = _open(pair.mirror)
    pair = PointPair.objects.select_related("own__initiative", "belief").get(pk=pair.pk)
    if same:
        _check_free(pair)
    pair.says = same
    pair.save(update_fields=["says"])
    record(actor, Action.PAIR_POINTS, mirror.initiative, pair)
    return pair


@transaction.atomic
def propose_pair(*, actor: Actor, own: RolePoint, belief: RolePoint) -> PointPair:
    """Lay a point of one's own side beside what the other believes, where nothing was suggested."""
    require(actor, Action.PAIR_POINTS, own.initiative, side=own.side)
    mirror = _open(own.mirror)
    if not own.is_own or belief.is_own or own.side != belief.about or own.mirror_id != belief.mirror_id:
        raise RuleBroken(_("Choose one point of your side and one that the other side wrote about you."))
    pair, is_new = PointPair.objects.get_or_create(own=own, belief=belief, defaults={"mirror": mirror})
    if not is_new and pair.says:
        raise RuleBroken(_("These two points stand side by side already."))
    _check_free(pair)
    pair.says = True
    pair.save(update_fields=["says"])
    record(actor, Action.PAIR_POINTS, mirror.initiative, pair)
    return pair


def _lay_side_by_side(mirror: RoleMirror) -> None:
    points = {one.pk: one for one in points_of(mirror)}
    PointPair.objects.bulk_create(
        PointPair(
            mirror=mirror,
            own=points[one.first],
            belief=points[one.second],
            likeness=one.likeness,
            is_opposite=one.opposite,
        )
        for one in suggested(mirror)
    )


def _check_free(pair: PointPair) -> None:
    """What is believed stands beside one point; beside a point may stand several that are believed."""
    if PointPair.objects.filter(belief=pair.belief, says=True).exclude(pk=pair.pk).exists():
        raise RuleBroken(
            _("“%(text)s” stands beside another point already. Take that back first.")
            % {"text": pair.belief.shown_text}
        )


def _set_ready(mirror: RoleMirror, side: str, *, is_ready: bool) -> None:
    now = timezone.now() if is_ready else None
    if side == Side.GOVERNMENT:
        mirror.government_ready_at = now
    else:
        mirror.civil_society_ready_at = now


def _apart(mirror: RoleMirror) -> RoleMirror:
    if mirror.pk is None:
        raise RuleBroken(_("Nobody has written anything yet."))
    mirror = locked(mirror)
    if mirror.is_open:
        raise RuleBroken(_("Both sides have opened already."))
    return mirror


def _open(mirror: RoleMirror) -> RoleMirror:
    mirror = locked(mirror)
    if not mirror.is_open:
        raise RuleBroken(_("This is done after both sides have opened."))
    return mirror
