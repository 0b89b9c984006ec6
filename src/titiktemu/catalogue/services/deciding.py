"""A named person decides; only then is anything released. What was released can only be withdrawn."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.catalogue.locking import locked
from titiktemu.catalogue.models import DataRelease, Decision, Delivery, Job
from titiktemu.catalogue.queries import speaker
from titiktemu.catalogue.queries.decisions import (
    decided_upon,
    is_on_confirmed_list,
    is_protected_against_all,
    standing_approval,
    unresolved_in,
)
from titiktemu.catalogue.reasons import fitting
from titiktemu.catalogue.tasks import ask_for
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import Participation
from titiktemu.foundation.permissions import Action, require


@transaction.atomic
def decide(
    *,
    actor: Actor,
    delivery: Delivery,
    approves: bool,
    reason: str,
    with_original: bool = False,
    seen: str | None = None,
) -> Decision:
    """Decide, by name and with a reason, whether exactly this may be released.

    ``seen`` is `decided_upon` of what the person had before them; where it has changed since, nothing is
    decided. A later decision takes the place of an earlier one.
    """
    require(actor, Action.DECIDE_RELEASE, delivery.initiative, side=delivery.side)
    delivery = locked(delivery)
    if delivery.state != Delivery.State.TO_DECIDE:
        raise RuleBroken(_("There is nothing to decide now; please look at how far this delivery is."))
    fingerprint = decided_upon(delivery)
    if seen is not None and seen != fingerprint:
        raise RuleBroken(_("What would be released has changed since you opened it. Please read it again."))
    if approves:
        _check_nothing_personal(delivery)
        _check_protected_against_all(delivery)
        if with_original:
            _check_original(delivery)
    place = _named(actor, delivery)
    decision = Decision.objects.create(
        delivery=delivery,
        by=place,
        organisation=place.organisation,
        office=place.office,
        approves=approves,
        reason=fitting(reason),
        with_original=with_original and approves,
        fingerprint=fingerprint,
        at=timezone.now(),
    )
    told = {"state": "approved" if approves else "refused", "hash": fingerprint}
    record(actor, Action.DECIDE_RELEASE, delivery.initiative, delivery, told)
    return decision


def _named(actor: Actor, delivery: Delivery) -> Participation:
    """The place of the person who decides; whoever has no name of the side here decides nothing.

    The side must have confirmed its list as it is now: whoever leads the initiative adds people and prints
    their codes, and could otherwise speak for a side as somebody the side never heard of.
    """
    place = speaker(actor, delivery.initiative, delivery.side)
    if place is None or not place.name:
        raise NotAllowed(Action.DECIDE_RELEASE)
    if not is_on_confirmed_list(place):
        raise RuleBroken(
            _(
                "The list of your side has changed and is not confirmed. It has to be confirmed before"
                " anybody decides."
            )
        )
    return place


def _check_nothing_personal(delivery: Delivery) -> None:
    if unresolved_in(delivery):
        raise RuleBroken(
            _("Personal data is still in the table. Take it out, or say of each why it may be released.")
        )


def _check_protected_against_all(delivery: Delivery) -> None:
    if not is_protected_against_all(delivery):
        raise RuleBroken(
            _(
                "Something of this dataset was released since the protection was chosen; the two together may"
                " tell what is hidden. Please have the protection done again."
            )
        )


def _check_original(delivery: Delivery) -> None:
    report, preparation = delivery.report or {}, delivery.preparation or {}
    if report.get("personal_data") or preparation.get("personal") or _holds_more(delivery):
        raise RuleBroken(
            _(
                "The file as it was delivered holds what was taken out of the table, or personal data; it"
                " cannot be released."
            )
        )


def _holds_more(delivery: Delivery) -> bool:
    """Whether the file holds more than the table: other tables, treated values, columns or rows left out."""
    content = delivery.recipe.content if delivery.recipe is not None else {}
    left_out = [one for one in content.get("columns", []) if not one["kept"]]
    rows = content.get("corrections", {}).get("rows", [])
    tables = (delivery.report or {}).get("tables", [])
    return bool(content.get("treatments") or left_out or rows) or len(tables) > 1


@transaction.atomic
def publish(*, actor: Actor, delivery: Delivery) -> Delivery:
    """Have it released as it was approved; the worker looks at everything once more."""
    require(actor, Action.PUBLISH, delivery.initiative, side=delivery.side)
    delivery = locked(delivery)
    if delivery.state != Delivery.State.TO_DECIDE:
        raise RuleBroken(_("This delivery cannot be released now; please look at how far it is."))
    decision = standing_approval(delivery)
    if decision is None:
        raise RuleBroken(
            _("Nobody has decided that exactly this may be released. Somebody of the side must decide first.")
        )
    _check_nothing_personal(delivery)
    if not delivery.dataset.licence:
        raise RuleBroken(_("Please choose a licence first: without one nobody may use the data."))
    delivery.state = Delivery.State.PUBLISHING
    delivery.save(update_fields=["state", "changed_at"])
    ask_for(delivery, Job.Kind.PUBLISH)
    record(actor, Action.PUBLISH, delivery.initiative, delivery, {"hash": decision.fingerprint})
    return delivery


@transaction.atomic
def withdraw(*, actor: Actor, release: DataRelease, reason: str) -> DataRelease:
    """Take a release back: its files are given to nobody any more, its tombstone says why."""
    dataset = release.dataset
    require(actor, Action.WITHDRAW_RELEASE, dataset.initiative, side=dataset.side)
    release = DataRelease.objects.select_for_update().get(pk=release.pk)
    if release.is_withdrawn:
        raise RuleBroken(_("This release was withdrawn already."))
    release.withdrawn_at = timezone.now()
    release.withdrawn_by = speaker(actor, dataset.initiative, dataset.side)
    release.withdrawn_reason = fitting(reason)
    release.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    told = {"number": release.number, "hash": release.fingerprint}
    record(actor, Action.WITHDRAW_RELEASE, dataset.initiative, release, told)
    return release
