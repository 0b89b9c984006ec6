"""Ending what should not go on: a delivery that will not be released, work that takes too long."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.catalogue import storage
from titiktemu.catalogue.locking import locked
from titiktemu.catalogue.models import Delivery, Job
from titiktemu.catalogue.reasons import fitting
from titiktemu.catalogue.tasks import step_back
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, require


@transaction.atomic
def discard(*, actor: Actor, delivery: Delivery, reason: str) -> Delivery:
    """Put a delivery aside for good. Its row stays with the reason; its file and what was made of it go."""
    require(actor, Action.DISCARD_DELIVERY, delivery.initiative, side=delivery.side)
    delivery = locked(delivery)
    if delivery.state in {Delivery.State.RELEASED, Delivery.State.DISCARDED}:
        raise RuleBroken(_("This delivery was released or discarded already."))
    if delivery.jobs.filter(state=Job.State.RUNNING).exists():
        raise RuleBroken(_("This delivery is being worked on; please cancel that first."))
    now = timezone.now()
    delivery.jobs.filter(state=Job.State.WAITING).update(state=Job.State.CANCELLED, ended_at=now)
    delivery.discarded_reason = fitting(reason)[:1000]
    delivery.state = Delivery.State.DISCARDED
    # The report quotes values of the file; nothing of it is kept. Rows without a pointer are swept later.
    delivery.file = delivery.listing = delivery.prepared = delivery.treated = delivery.treated_csv = None
    delivery.report = delivery.preparation = delivery.protection = None
    delivery.differences, delivery.original_name = [], ""
    delivery.save()
    transaction.on_commit(lambda: storage.drop_incoming(delivery.token))
    record(actor, Action.DISCARD_DELIVERY, delivery.initiative, delivery)
    return delivery


@transaction.atomic
def cancel_job(*, actor: Actor, job: Job) -> Job:
    """Ask long work to end. What waits ends at once; what runs ends at its next step, and nothing is left."""
    delivery = job.delivery
    require(actor, Action.CANCEL_WORK, delivery.initiative, side=delivery.side)
    job = Job.objects.select_for_update().get(pk=job.pk)
    if not job.is_going_on:
        raise RuleBroken(_("This work has ended already."))
    job.wants_cancel = True
    if job.state == Job.State.WAITING:
        job.state, job.ended_at = Job.State.CANCELLED, timezone.now()
        step_back(locked(delivery))
    job.save(update_fields=["wants_cancel", "state", "ended_at"])
    record(actor, Action.CANCEL_WORK, delivery.initiative, delivery, {"kind": job.kind, "state": job.state})
    return job
