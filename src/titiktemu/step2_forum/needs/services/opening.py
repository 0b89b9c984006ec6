"""Each side's rating of an asset, and the order of disclosure that both agree on."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.analysis.data_needs.opening import Said
from titiktemu.catalogue.models import DataAsset
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.words import Side, opposite
from titiktemu.step2_forum.needs.models import AssetRating, DisclosureOrder, OrderLine
from titiktemu.step2_forum.needs.queries.disclosure import orders_of
from titiktemu.step2_forum.needs.queries.needs import named_assets
from titiktemu.step2_forum.needs.queries.opening import Board, boards_of
from titiktemu.step2_forum.needs.words import Obstacle


@transaction.atomic
def rate_asset(
    *, actor: Actor, initiative: Initiative, asset: DataAsset, side: str, said: Said, reason: str = ""
) -> AssetRating:
    """Say as a side what opening an asset is worth, and what it costs and risks.

    Before the other side has rated, a side may think again and only the last word counts. After that both
    see both, and what a side says anew stands beside what it said first.
    """
    require(actor, Action.RATE_ASSET, initiative, side=side)
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    if not named_assets(initiative).filter(pk=asset.pk).exists():
        raise RuleBroken(_("Only data that a data need names is rated."))
    rows = AssetRating.objects.filter(asset=asset)
    mine = rows.filter(side=side).order_by("turn").last()
    is_open = mine is not None and rows.filter(side=opposite(side)).exists()
    turn = 1 if mine is None else mine.turn + is_open
    marks = {"value": said.value, "effort": said.effort, "risk": said.risk, "reason": reason}
    rating, _is_new = AssetRating.objects.update_or_create(
        asset=asset,
        side=side,
        turn=turn,
        defaults={"initiative": initiative, "rated_at": timezone.now(), **marks},
    )
    record(actor, Action.RATE_ASSET, initiative, asset, {"side": side, "turn": turn})
    return rating


@dataclass(frozen=True)
class Draft:
    """A new version: the assets in order, why, and the number of the version that was in view (0: none)."""

    assets: Sequence[int]
    note: str = ""
    seen: int = 0


@transaction.atomic
def write_order(*, actor: Actor, initiative: Initiative, draft: Draft) -> DisclosureOrder:
    """Write a version of the order. Approvals of older ones do not count for it."""
    require(actor, Action.WRITE_ORDER, initiative, side=actor.side_in(initiative))
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    newest = orders_of(initiative).first()
    last = newest.number if newest else 0
    if draft.seen != last:
        raise RuleBroken(_("Somebody else has written a newer version meanwhile. Look at it first."))
    if newest and [one.asset_id for one in newest.lines.all()] == list(draft.assets):
        raise RuleBroken(_("Nothing is different from the version before."))
    _check(actor, initiative, draft.assets)
    made = DisclosureOrder.objects.create(
        initiative=initiative,
        number=last + 1,
        side=actor.side_in(initiative),
        note=draft.note,
        written_at=timezone.now(),
    )
    OrderLine.objects.bulk_create(
        OrderLine(order=made, place=place, asset_id=asset)
        for place, asset in enumerate(draft.assets, start=1)
    )
    record(actor, Action.WRITE_ORDER, initiative, made, {"version": made.number, "assets": len(draft.assets)})
    return made


def _check(actor: Actor, initiative: Initiative, assets: Sequence[int]) -> None:
    """Everything in the order is known, named by a need, rated by both, and allowed by the law."""
    if not assets:
        raise RuleBroken(_("An order holds at least one asset."))
    boards = {one.asset.pk: one for one in boards_of(actor, initiative)}
    if len(set(assets)) != len(assets) or not set(assets) <= set(boards):
        raise RuleBroken(_("Choose data that a data need names, each once."))
    for one in assets:
        _stand(boards[one])


def _stand(board: Board) -> None:
    if board.obstacle is not None:
        raise RuleBroken(
            _("“%(title)s” cannot stand in the order yet: %(why)s")
            % {"title": board.asset.shown_title, "why": Obstacle(board.obstacle).label}
        )


@transaction.atomic
def approve_order(*, actor: Actor, order: DisclosureOrder, side: str) -> DisclosureOrder:
    """Approve for a side exactly this version, as long as it is the newest. When both have, it is agreed."""
    require(actor, Action.APPROVE_ORDER, order.initiative, side=side)
    initiative = order.initiative
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    order = DisclosureOrder.objects.select_for_update().get(pk=order.pk)
    newest = orders_of(initiative).first()
    if newest != order:
        raise RuleBroken(_("There is a newer version. Look at it first; only the newest is approved."))
    if order.is_approved_by(side):
        raise RuleBroken(_("Your side has approved this version already."))
    _check(actor, initiative, [one.asset_id for one in order.lines.all()])
    if side == Side.GOVERNMENT:
        order.government_approved_at = timezone.now()
    else:
        order.civil_society_approved_at = timezone.now()
    order.save(update_fields=["government_approved_at", "civil_society_approved_at"])
    record(
        actor,
        Action.APPROVE_ORDER,
        initiative,
        order,
        {"version": order.number, "side": side, "agreed": order.is_agreed},
    )
    return order
