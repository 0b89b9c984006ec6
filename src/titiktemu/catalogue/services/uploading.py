"""Taking in a file: in parts that survive a broken line, or at once; kept whole, then read by the worker."""

from datetime import timedelta
from functools import partial
from typing import BinaryIO, NamedTuple

from django.conf import settings
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from titiktemu.catalogue import storage
from titiktemu.catalogue.locking import locked
from titiktemu.catalogue.models import Dataset, Delivery, Job
from titiktemu.catalogue.queries import deliverer, next_number, speaker
from titiktemu.catalogue.tasks import ask_for
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.file_store import cleaned_name
from titiktemu.foundation.limits import count_try
from titiktemu.foundation.permissions import Action, require

PART = 4 * 1024 * 1024
"""Bytes of a part: a slow line loses no more than this."""
MOST_AT_ONCE = 5
"""Files that one person may be sending to a dataset at the same time."""
MOST_AN_HOUR = 60
TOKEN = 32


class Received(NamedTuple):
    """How much of a file is there. ``fits`` is False where a part began behind what is there."""

    received: int
    declared: int
    fits: bool = True

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing any more."""
        return self.received == self.declared


@transaction.atomic
def begin_upload(*, actor: Actor, dataset: Dataset, name: str, size: int, mark: str = "") -> Delivery:
    """Begin to send a file, or go on with the same one where this person was cut off.

    ``mark`` is what the browser says of the file beside name and size; another one is another file.
    """
    require(actor, Action.UPLOAD, dataset.initiative, side=dataset.side)
    _check_size(size)
    mine = _unfinished(actor, dataset)
    same = [one for one in mine if (one.original_name, one.declared_size) == (cleaned_name(name), size)]
    known = next((one for one in same if one.mark == mark[:64]), None)
    if known is not None:
        known.received = min(known.received, storage.size_of_incoming(known.token))
        known.save(update_fields=["received"])
        record(actor, Action.UPLOAD, dataset.initiative, known, {"state": "resumed"})
        return known
    if len(mine) >= MOST_AT_ONCE:
        raise RuleBroken(
            _("You are already sending %(most)d files; finish or discard one of them first.")
            % {"most": MOST_AT_ONCE}
        )
    storage.check_room(size)
    delivery = _begun(actor, dataset, name, size, mark)
    record(actor, Action.UPLOAD, dataset.initiative, delivery, {"state": "begun"})
    return delivery


def _check_size(size: int) -> None:
    if size <= 0:
        raise RuleBroken(_("The file is empty."))
    if size > settings.UPLOAD_LIMIT:
        raise RuleBroken(
            _("The file has %(size)s; at most %(most)s can be taken. Please send it in several files.")
            % {"size": filesizeformat(size), "most": filesizeformat(settings.UPLOAD_LIMIT)}
        )


def _unfinished(actor: Actor, dataset: Dataset) -> list[Delivery]:
    begun = dataset.deliveries.filter(state=Delivery.State.RECEIVING)
    return [one for one in begun if deliverer(actor, one)]


def _begun(actor: Actor, dataset: Dataset, name: str, size: int, mark: str) -> Delivery:
    place = speaker(actor, dataset.initiative, dataset.side) or actor.place_in(dataset.initiative)
    who = f"{dataset.pk} {place.pk if place else ''} {actor.user.pk if actor.user else ''}"
    count_try("upload", who, most=MOST_AN_HOUR, per=timedelta(hours=1))
    Dataset.objects.select_for_update().get(pk=dataset.pk)
    return Delivery.objects.create(
        dataset=dataset,
        number=next_number(dataset.deliveries.all()),
        token=get_random_string(TOKEN),
        original_name=cleaned_name(name),
        declared_size=size,
        mark=mark[:64],
        delivered_by=place,
        delivered_by_account=actor.user,
        delivered_at=timezone.now(),
    )


@transaction.atomic
def add_part(*, actor: Actor, delivery: Delivery, offset: int, part: bytes) -> Received:
    """Take the bytes of the file from this offset on; the same part a second time changes nothing.

    A part that begins behind what is there is not taken: the answer says from where to go on.
    """
    require(actor, Action.UPLOAD, delivery.initiative, side=delivery.side)
    delivery = _own_unfinished(actor, delivery)
    received = min(delivery.received, storage.size_of_incoming(delivery.token))
    if not 0 <= offset <= received:
        return _noted(delivery, received, fits=False)
    if len(part) > PART:
        raise RuleBroken(_("The part is larger than %(most)s.") % {"most": filesizeformat(PART)})
    if offset + len(part) > delivery.declared_size:
        raise RuleBroken(_("More was sent than the file is long. Please choose the file again."))
    if offset + len(part) <= received:
        return _noted(delivery, received, fits=True)
    storage.check_room(len(part))
    return _noted(delivery, storage.append(delivery.token, offset, part), fits=True)


def _own_unfinished(actor: Actor, delivery: Delivery) -> Delivery:
    delivery = locked(delivery)
    if delivery.state != Delivery.State.RECEIVING:
        raise RuleBroken(_("This file was received already, or was discarded."))
    if not deliverer(actor, delivery):
        raise RuleBroken(_("Only the person who began to send this file can go on with it."))
    return delivery


def _noted(delivery: Delivery, received: int, *, fits: bool) -> Received:
    if received != delivery.received:
        delivery.received = received
        delivery.save(update_fields=["received", "changed_at"])
    return Received(received, delivery.declared_size, fits)


def finish_upload(*, actor: Actor, delivery: Delivery) -> Delivery:
    """Keep the file that was sent, under the hash of its content, and have it read."""
    require(actor, Action.UPLOAD, delivery.initiative, side=delivery.side)
    with transaction.atomic():
        _check_whole(_own_unfinished(actor, delivery))
    # Hashing half a gigabyte takes its time; nobody who writes to the database waits for it.
    kept = storage.put(storage.incoming(delivery.token))
    with transaction.atomic():
        delivery = _own_unfinished(actor, delivery)
        _check_whole(delivery)
        _take(delivery, kept)
        record(actor, Action.UPLOAD, delivery.initiative, delivery, _told(kept))
        transaction.on_commit(partial(storage.drop_incoming, delivery.token))
    return delivery


def _check_whole(delivery: Delivery) -> None:
    there = min(delivery.received, storage.size_of_incoming(delivery.token))
    if there != delivery.declared_size:
        raise RuleBroken(
            _("%(received)s of %(size)s have arrived. Please go on sending.")
            % {"received": filesizeformat(there), "size": filesizeformat(delivery.declared_size)}
        )


def _take(delivery: Delivery, kept: storage.Kept) -> None:
    delivery.file, delivery.received = storage.row_of(kept), kept.size
    _have_read(delivery)


def _have_read(delivery: Delivery) -> None:
    delivery.state, delivery.problem = Delivery.State.READING, None
    delivery.save(update_fields=["file", "received", "state", "problem", "changed_at"])
    ask_for(delivery, Job.Kind.READ)


def _told(kept: storage.Kept) -> dict[str, str | int]:
    return {"state": "received", "hash": kept.sha256, "size": kept.size}


def upload_whole(*, actor: Actor, dataset: Dataset, name: str, file: BinaryIO, size: int) -> Delivery:
    """Take a file at once, as a form without JavaScript sends it."""
    require(actor, Action.UPLOAD, dataset.initiative, side=dataset.side)
    _check_size(size)
    storage.check_room(size)
    token = get_random_string(TOKEN)
    try:
        if storage.spool(token, file, size) != size:
            raise RuleBroken(_("The file was cut off on its way. Please send it again."))
        kept = storage.put(storage.incoming(token))
    finally:
        storage.drop_incoming(token)
    with transaction.atomic():
        delivery = _begun(actor, dataset, name, size, "")
        _take(delivery, kept)
        record(actor, Action.UPLOAD, dataset.initiative, delivery, _told(kept))
    return delivery


@transaction.atomic
def read_again(*, actor: Actor, delivery: Delivery) -> Delivery:
    """Have a file read whose reading was cancelled or failed."""
    require(actor, Action.UPLOAD, delivery.initiative, side=delivery.side)
    delivery = locked(delivery)
    if delivery.state not in {Delivery.State.RECEIVED, Delivery.State.UNREADABLE} or delivery.file is None:
        raise RuleBroken(_("This file is read already, or is being read."))
    _have_read(delivery)
    record(actor, Action.UPLOAD, delivery.initiative, delivery, {"state": "again"})
    return delivery
