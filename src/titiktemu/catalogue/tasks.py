"""What the machine does alone: long work on deliveries, one job at a time for each, and tidying up.

A job writes nothing before its end, and then everything at once: whatever ends it on its way, a full disk, a
person or the power, leaves the delivery as it was.
"""

import logging
import time
import traceback
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.tasks import task
from django.utils import timezone
from django.utils.module_loading import import_string

from titiktemu.analysis.marking import gettext_noop
from titiktemu.catalogue import storage
from titiktemu.catalogue.alone import alone
from titiktemu.catalogue.locking import as_it_is, locked
from titiktemu.catalogue.media import MADE
from titiktemu.catalogue.models import DataRelease, Dataset, Delivery, Distribution, Job, StoredFile
from titiktemu.catalogue.queries.decisions import sealed, standing_approval
from titiktemu.catalogue.working import UNDECIDED, Cancelled, Failed, Outcome, Released
from titiktemu.foundation.actors import operator
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action

WORK = {
    Job.Kind.READ: "titiktemu.catalogue.working.reading.read",
    Job.Kind.PREPARE: "titiktemu.catalogue.working.preparing.prepare",
    Job.Kind.PROTECT: "titiktemu.catalogue.working.protecting.protect",
    Job.Kind.PUBLISH: "titiktemu.catalogue.working.publishing.publish",
}
"""By name: what these import costs a web process, which never works, memory and time."""
DONE = {
    Job.Kind.READ: Delivery.State.TO_CONFIRM,
    Job.Kind.PREPARE: Delivery.State.TO_PROTECT,
    Job.Kind.PROTECT: Delivery.State.TO_DECIDE,
    Job.Kind.PUBLISH: Delivery.State.RELEASED,
}
BACK = {
    Delivery.State.READING: Delivery.State.RECEIVED,
    Delivery.State.PREPARING: Delivery.State.TO_CONFIRM,
    Delivery.State.PROTECTING: Delivery.State.TO_PROTECT,
    Delivery.State.PUBLISHING: Delivery.State.TO_DECIDE,
}
GOING_ON = (Job.State.WAITING, Job.State.RUNNING)
SECONDS_BETWEEN = 1.0
FORGOTTEN_AFTER = timedelta(minutes=5)
MOST_TRIES = 2
UNTOUCHED_FOR = timedelta(days=1)
UNFINISHED_FOR = timedelta(days=14)
SENT_NO_MORE = gettext_noop("Sending was not finished within two weeks.")
BROKE = gettext_noop(
    "Something went wrong in the program. Nothing is lost; whoever runs the server can see what."
)
MEMORY = gettext_noop("The server has too little memory for this file. Please send it in several files.")
INTERRUPTED = gettext_noop(
    "The work was interrupted twice, perhaps because the server has too little memory. Nothing is lost;"
    " please try again, or send the table in several files."
)
logger = logging.getLogger(__name__)


def ask_for(delivery: Delivery, kind: Job.Kind) -> Job:
    """Have work done on a delivery once the transaction is over."""
    job = Job.objects.create(delivery=delivery, kind=kind, asked_at=timezone.now())
    transaction.on_commit(partial(work_on.enqueue, job.pk))
    return job


@task()
def work_on(job_id: int) -> None:
    """Do a job, unless somebody else does it already or did it."""
    with alone(job_id) as is_alone:
        if not is_alone or not _claimed(job_id):
            return
        job = Job.objects.select_related("delivery").get(pk=job_id)
        try:
            with storage.work_folder(str(job.pk)) as folder:
                _work(job, folder)
        except Cancelled:
            _ended(job, Job.State.CANCELLED)
        except Failed as error:
            _ended(job, Job.State.FAILED, {"template": error.template, "values": error.values})
        except RuleBroken as error:
            _ended(job, Job.State.FAILED, {"template": str(error), "values": {}})
        except MemoryError:
            _ended(job, Job.State.FAILED, {"template": MEMORY, "values": {}})
        except Exception as error:
            # Where it went wrong, and not its words: they may quote the file.
            where = "".join(traceback.format_tb(error.__traceback__))
            logger.error("Job %s (%s) failed: %s\n%s", job.pk, job.kind, type(error).__name__, where)
            _ended(job, Job.State.FAILED, {"template": BROKE, "values": {}})


def _claimed(job_id: int) -> bool:
    """Take a waiting job; False where it waits no longer."""
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(pk=job_id, state=Job.State.WAITING).first()
        if job is None:
            return False
        job.state, job.tries = Job.State.RUNNING, job.tries + 1
        job.started_at = job.told_at = timezone.now()
        job.save()
    return True


def _work(job: Job, folder: Path) -> None:
    delivery = as_it_is(job.delivery)
    made: Outcome | Released = import_string(WORK[Job.Kind(job.kind)])(delivery, folder, Telling(job.pk))
    if isinstance(made, Released):
        placed = {kind: (storage.put(path), ending) for kind, (path, ending) in made.files.items()}
        with transaction.atomic():
            _release(_still_wanted(job), locked(delivery), made, placed)
    else:
        kept = {name: storage.put(path) for name, path in made.files.items()}
        with transaction.atomic():
            _keep(_still_wanted(job), locked(delivery), made, kept)


def _still_wanted(job: Job) -> Job:
    """The job, kept from others; whoever cancels comes before this or too late."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    if job.state != Job.State.RUNNING or job.wants_cancel:
        raise Cancelled
    return job


def _keep(job: Job, delivery: Delivery, made: Outcome, kept: dict[str, storage.Kept]) -> None:
    for name, value in made.fields.items():
        setattr(delivery, name, value)
    for name, file in kept.items():
        setattr(delivery, name, storage.row_of(file))
    delivery.state = DONE[Job.Kind(job.kind)]
    delivery.save()
    _finish(job, Job.State.DONE)


def _release(
    job: Job, delivery: Delivery, made: Released, placed: dict[str, tuple[storage.Kept, str]]
) -> None:
    """Write the release: all of its rows or none."""
    # Between the work and this moment somebody may have decided otherwise.
    Dataset.objects.select_for_update().get(pk=delivery.dataset_id)
    if standing_approval(delivery) != made.fields["decision"]:
        raise Failed(UNDECIDED)
    number = delivery.dataset.releases.count() + 1
    release = DataRelease(
        dataset=delivery.dataset, number=number, delivery=delivery, released_at=timezone.now(), **made.fields
    )
    release.fingerprint = sealed(release, {kind: kept.sha256 for kind, (kept, _ending) in placed.items()})
    release.save(force_insert=True)
    base = f"{delivery.dataset.initiative.slug}-{delivery.dataset.number}-{number}"
    for kind, (kept, ending) in placed.items():
        named = "" if ending == kind else f"-{kind}"
        Distribution.objects.create(
            release=release,
            kind=kind,
            file=storage.row_of(kept),
            name=f"{base}{named}.{ending}",
            media_type=MADE.get(kind, kept.media_type),
            size=kept.size,
        )
    _forget_between(delivery)
    _finish(job, Job.State.DONE)
    detail = {"number": number, "hash": release.fingerprint}
    record(operator(), Action.PUBLISH, delivery.initiative, release, detail)


def _forget_between(delivery: Delivery) -> None:
    """What was made on the way holds what must not leave; once released it is of no more use."""
    delivery.prepared = delivery.treated = delivery.treated_csv = None
    delivery.state = Delivery.State.RELEASED
    delivery.save()


def _finish(job: Job, state: Job.State, problem: dict[str, Any] | None = None) -> None:
    job.state, job.problem, job.ended_at = state, problem, timezone.now()
    job.part = 1.0 if state == Job.State.DONE else job.part
    job.save()


def _ended(job: Job, state: Job.State, problem: dict[str, Any] | None = None) -> None:
    """End a job that came to nothing, and put its delivery back to where it was."""
    with transaction.atomic():
        job = Job.objects.select_for_update().get(pk=job.pk)
        if job.state != Job.State.RUNNING:
            return
        delivery = locked(job.delivery)
        _finish(job, state, problem)
        step_back(delivery, problem if job.kind == Job.Kind.READ else None)


def step_back(delivery: Delivery, problem: dict[str, Any] | None = None) -> None:
    """The delivery as it was before the work; a file that cannot be read says why."""
    if delivery.state not in BACK:
        return
    delivery.state = BACK[Delivery.State(delivery.state)]
    if problem is not None:
        delivery.state, delivery.problem = Delivery.State.UNREADABLE, problem
    delivery.save(update_fields=["state", "problem", "changed_at"])


class Telling:
    """Notes how far a job is, once a second, and ends it where somebody wants that."""

    def __init__(self, job_id: int) -> None:
        self._job, self._told, self._part = Job.objects.filter(pk=job_id, state=Job.State.RUNNING), 0.0, 0.0
        self._word, self._begins, self._ends = Job.Stage.NONE, 0.0, 1.0

    def stage(self, word: Job.Stage, begins: float, ends: float) -> None:
        """A stage begins, which goes from one part of the whole work to another."""
        self._word, self._begins, self._ends = word, begins, ends

    def __call__(self, part: float) -> None:
        """So much of the stage is done. Raises Cancelled where the job is wanted no more."""
        whole = self._begins + (self._ends - self._begins) * min(max(part, 0.0), 1.0)
        # A long file is sometimes read twice; what was done is done.
        self._part = max(self._part, whole)
        now = time.monotonic()
        if self._told and now - self._told < SECONDS_BETWEEN:
            return
        self._told = now
        self._note(self._job)

    def _note(self, job: QuerySet[Job]) -> None:
        noted = job.update(part=self._part, stage=self._word, told_at=timezone.now())
        if not noted or job.filter(wants_cancel=True).exists():
            raise Cancelled


def look_after_jobs(now: datetime) -> None:
    """Find jobs whose worker died, and jobs whose asking was lost; do them again, or say that they failed."""
    for job in Job.objects.filter(state=Job.State.RUNNING):
        with alone(job.pk, told_at=job.told_at) as is_alone:
            if is_alone:
                _take_up_again(job)
    waiting = Job.objects.filter(state=Job.State.WAITING, asked_at__lt=now - FORGOTTEN_AFTER)
    for key in waiting.values_list("pk", flat=True):
        # Only one of several workers asks again.
        if waiting.filter(pk=key).update(asked_at=now):
            work_on.enqueue(key)


def _take_up_again(job: Job) -> None:
    """A job that nobody is doing any more: once more, and after that it has failed."""
    with transaction.atomic():
        job = Job.objects.select_for_update().get(pk=job.pk)
        if job.state != Job.State.RUNNING:
            return
        if job.wants_cancel or job.tries >= MOST_TRIES:
            state = Job.State.CANCELLED if job.wants_cancel else Job.State.FAILED
            _finish(job, state, None if job.wants_cancel else {"template": INTERRUPTED, "values": {}})
            step_back(locked(job.delivery))
            return
        job.state, job.asked_at = Job.State.WAITING, timezone.now()
        job.save()
        transaction.on_commit(partial(work_on.enqueue, job.pk))


def sweep_store(now: datetime) -> None:
    """Take away files that nothing points at any more, and uploads that nobody went on with."""
    _end_unfinished(now)
    before = now - UNTOUCHED_FOR
    used = Distribution.objects.values("file")
    loose = StoredFile.objects.filter(kept_at__lt=before).exclude(pk__in=used)
    for name in ("file", "listing", "prepared", "treated", "treated_csv"):
        loose = loose.exclude(pk__in=Delivery.objects.filter(**{f"{name}__isnull": False}).values(name))
    loose.delete()
    begun = Delivery.objects.filter(state=Delivery.State.RECEIVING)
    storage.sweep(before, tokens=set(begun.values_list("token", flat=True)))


def _end_unfinished(now: datetime) -> None:
    begun = Delivery.objects.filter(state=Delivery.State.RECEIVING, changed_at__lt=now - UNFINISHED_FOR)
    for delivery in begun.select_related("dataset__initiative"):
        with transaction.atomic():
            delivery = locked(delivery)
            if delivery.state != Delivery.State.RECEIVING:
                continue
            delivery.state, delivery.discarded_reason = Delivery.State.DISCARDED, SENT_NO_MORE
            delivery.save()
            record(operator(), Action.DISCARD_DELIVERY, delivery.initiative, delivery)
        storage.drop_incoming(delivery.token)
