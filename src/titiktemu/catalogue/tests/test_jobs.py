"""Long work: true progress, cancelling, workers that die, and nothing half done."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from titiktemu.catalogue import storage, tasks
from titiktemu.catalogue.alone import alone
from titiktemu.catalogue.models import Delivery, Distribution, Job, StoredFile
from titiktemu.catalogue.services.confirming import choose_treatments, confirm_table
from titiktemu.catalogue.services.deciding import publish
from titiktemu.catalogue.services.stopping import cancel_job, discard
from titiktemu.catalogue.services.uploading import begin_upload, read_again, upload_whole
from titiktemu.catalogue.tasks import Telling, look_after_jobs, sweep_store, work_on
from titiktemu.catalogue.tests.carry import (
    PEOPLE,
    REASON,
    SCHOOLS,
    decided,
    delivered,
    fresh,
    prepared,
    proposal,
    protected,
    released,
    work,
)
from titiktemu.catalogue.working import Cancelled
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(official, dataset):
    """A delivery that waits to be read."""
    name, size = "sekolah.csv", len(SCHOOLS)
    with storage.work_folder("sent") as folder:
        (folder / "x").write_bytes(SCHOOLS)
        with (folder / "x").open("rb") as file:
            return upload_whole(actor=official, dataset=dataset, name=name, file=file, size=size)


def running(job):
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING, tries=1, told_at=timezone.now())
    return fresh(job)


def test_a_job_that_waits_is_cancelled_at_once(official, sent):
    cancel_job(actor=official, job=sent.jobs.get())
    work()
    assert sent.jobs.get().state == Job.State.CANCELLED
    assert fresh(sent).state == Delivery.State.RECEIVED
    read_again(actor=official, delivery=sent)
    work()
    assert fresh(sent).state == Delivery.State.TO_CONFIRM
    with pytest.raises(RuleBroken, match="ended already"):
        cancel_job(actor=official, job=fresh(sent.jobs.first()))


def test_a_job_that_runs_ends_at_its_next_word(official, sent):
    job = running(sent.jobs.get())
    tell = Telling(job.pk)
    tell.stage(Job.Stage.COUNTING, 0.1, 0.9)
    tell(0.5)
    assert (fresh(job).part, fresh(job).stage) == (0.5, "counting")
    cancel_job(actor=official, job=job)
    assert fresh(job).state == Job.State.RUNNING
    later = Telling(job.pk)
    with pytest.raises(Cancelled):
        later(0.6)


def test_progress_never_goes_back_and_is_not_written_with_every_step(sent, django_assert_num_queries):
    job = running(sent.jobs.get())
    tell = Telling(job.pk)
    tell(0.5)
    with django_assert_num_queries(0):
        for step in range(1000):
            tell(step / 1000)
    assert fresh(job).percent == 50


def confirm(actor, delivery):
    confirm_table(actor=actor, delivery=delivery, recipe=proposal(delivery))


def protect(actor, delivery):
    choose_treatments(actor=actor, delivery=delivery, treatments=[])


def approve_and_publish(actor, delivery):
    decided(actor, delivery)
    publish(actor=actor, delivery=delivery)


@pytest.mark.parametrize(
    ("come_to", "go_on"),
    [(delivered, confirm), (prepared, protect), (protected, approve_and_publish)],
    ids=["preparing", "protecting", "publishing"],
)
def test_work_that_is_cancelled_leaves_the_delivery_as_it_was(official, dataset, come_to, go_on):
    before = come_to(official, dataset)
    go_on(official, before)
    kept = set(StoredFile.objects.values_list("sha256", flat=True))
    # Somebody cancels in the very moment in which the worker takes the job.
    Job.objects.filter(state=Job.State.WAITING).update(wants_cancel=True)
    work()
    delivery = fresh(before)
    assert delivery.jobs.first().state == Job.State.CANCELLED
    assert delivery.state == before.state
    assert set(StoredFile.objects.values_list("sha256", flat=True)) == kept
    assert not Distribution.objects.exists()


def test_one_job_at_a_time(sent):
    with pytest.raises(IntegrityError), transaction.atomic():
        tasks.ask_for(sent, Job.Kind.READ)


def test_a_job_is_done_once_however_often_it_is_asked_for(sent):
    job = sent.jobs.get()
    work_on.call(job.pk)
    work_on.call(job.pk)
    assert fresh(job).tries == 1


def test_a_job_at_which_somebody_works_is_left_to_them(sent):
    job = sent.jobs.get()
    with alone(job.pk) as is_alone:
        assert is_alone
        work_on.call(job.pk)
        running(job)
        look_after_jobs(timezone.now())
    assert fresh(job).state == Job.State.RUNNING


def test_a_job_whose_worker_died_is_done_again(sent):
    job = running(sent.jobs.get())
    look_after_jobs(timezone.now())
    assert fresh(job).state == Job.State.WAITING
    work()
    assert fresh(sent).state == Delivery.State.TO_CONFIRM


def test_a_job_that_killed_two_workers_is_not_tried_again(sent):
    job = running(sent.jobs.get())
    Job.objects.filter(pk=job.pk).update(tries=2)
    look_after_jobs(timezone.now())
    assert fresh(job).state == Job.State.FAILED
    assert "interrupted" in fresh(job).problem["template"]
    assert fresh(sent).state == Delivery.State.RECEIVED


def test_a_job_whose_asking_was_lost_is_asked_for_again(sent):
    long_ago = timezone.now() - timedelta(minutes=10)
    Job.objects.update(asked_at=long_ago)
    look_after_jobs(timezone.now())
    assert fresh(sent).state == Delivery.State.TO_CONFIRM  # the tasks of tests run at once
    assert Job.objects.get().asked_at > long_ago


def test_what_goes_wrong_in_the_program_is_told_without_quoting_the_file(official, dataset, caplog):
    delivery = delivered(official, dataset, PEOPLE)
    broken = {**proposal(delivery).as_json(), "columns": "nothing"}
    confirm_table(actor=official, delivery=delivery, recipe=proposal(delivery))
    delivery = fresh(delivery)
    type(delivery.recipe).objects.filter(pk=delivery.recipe_id).update(content=broken)
    work()
    job = delivery.jobs.first()
    assert job.state == Job.State.FAILED
    assert fresh(delivery).state == Delivery.State.TO_CONFIRM
    assert "Siti" not in caplog.text + str(job.problem)


def test_discarding_leaves_the_reason_and_nothing_of_the_file(official, dataset):
    delivery = prepared(official, dataset, PEOPLE)
    with pytest.raises(RuleBroken, match="reason"):
        discard(actor=official, delivery=delivery, reason="salah")
    discard(actor=official, delivery=delivery, reason=REASON)
    delivery = fresh(delivery)
    assert delivery.state == Delivery.State.DISCARDED
    assert delivery.report is delivery.file is delivery.prepared is None
    with pytest.raises(RuleBroken, match="discarded already"):
        discard(actor=official, delivery=delivery, reason=REASON)
    StoredFile.objects.update(kept_at=timezone.now() - timedelta(days=3))
    sweep_store(timezone.now() + timedelta(days=2))
    assert not StoredFile.objects.exists()
    assert not [one for one in storage.folder().rglob("*") if one.is_file() and "lock" not in one.name]


def test_what_is_worked_on_is_not_discarded(official, sent):
    running(sent.jobs.get())
    with pytest.raises(RuleBroken, match="worked on"):
        discard(actor=official, delivery=sent, reason=REASON)


def test_sweeping_keeps_what_releases_and_deliveries_need(official, dataset):
    release = released(official, dataset)
    waiting = protected(official, dataset, PEOPLE)
    StoredFile.objects.update(kept_at=timezone.now() - timedelta(days=3))
    sweep_store(timezone.now() + timedelta(days=2))
    for distribution in release.distributions.all():
        assert storage.is_whole(distribution.file)
    for name in ("file", "listing", "prepared", "treated", "treated_csv"):
        assert storage.is_whole(getattr(fresh(waiting), name))


def test_an_upload_that_nobody_goes_on_with_ends_after_two_weeks(official, dataset):
    delivery = begin_upload(actor=official, dataset=dataset, name="a", size=10)
    storage.append(delivery.token, 0, b"x")
    sweep_store(timezone.now())
    assert fresh(delivery).state == Delivery.State.RECEIVING
    sweep_store(timezone.now() + timedelta(days=15))
    assert fresh(delivery).state == Delivery.State.DISCARDED
    assert storage.size_of_incoming(delivery.token) == 0


@pytest.mark.parametrize("kind", ["activist", "citizen", "observer", "stranger"])
def test_others_neither_cancel_nor_discard(sent, kind, request):
    actor = request.getfixturevalue(kind)
    before = AuditEntry.objects.count()
    with pytest.raises(NotAllowed):
        cancel_job(actor=actor, job=sent.jobs.get())
    with pytest.raises(NotAllowed):
        discard(actor=actor, delivery=sent, reason=REASON)
    assert AuditEntry.objects.count() == before
