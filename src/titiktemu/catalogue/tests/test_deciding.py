"""Nothing leaves without a named person of the side who decided on exactly that."""

import pytest
from django.db import IntegrityError, transaction

from titiktemu.analysis.spreadsheet.rules import Meaning
from titiktemu.catalogue import storage
from titiktemu.catalogue.models import DataRelease, Dataset, Decision, Delivery, Job
from titiktemu.catalogue.queries.decisions import decided_upon, standing_approval
from titiktemu.catalogue.services.confirming import choose_treatments, confirm_table
from titiktemu.catalogue.services.datasets import edit_dataset, write_schema
from titiktemu.catalogue.services.deciding import decide, publish, withdraw
from titiktemu.catalogue.tasks import ask_for
from titiktemu.catalogue.tests.carry import (
    PEOPLE,
    REASON,
    SCHOOLS,
    dataset_for,
    decided,
    fresh,
    list_confirmed,
    prepared,
    proposal,
    protected,
    released,
    work,
)
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import AuditEntry, Participation
from titiktemu.foundation.words import Role, Side

pytestmark = pytest.mark.django_db


def approve(actor, delivery, **more):
    return decided(actor, delivery, **more)


def nothing_left(delivery):
    """Whether no release came of it, by the door or behind it."""
    if fresh(delivery).state == Delivery.State.TO_DECIDE:
        Delivery.objects.filter(pk=delivery.pk).update(state=Delivery.State.PUBLISHING)
        with transaction.atomic():
            ask_for(fresh(delivery), Job.Kind.PUBLISH)
        work()
    return not DataRelease.objects.exists()


def test_without_a_decision_nothing_is_published(official, dataset):
    delivery = protected(official, dataset)
    with pytest.raises(RuleBroken, match="Nobody has decided"):
        publish(actor=official, delivery=delivery)
    assert nothing_left(delivery)
    assert "Nobody has decided" in Job.objects.first().problem["template"]
    assert fresh(delivery).state == Delivery.State.TO_DECIDE


def test_whoever_was_added_by_the_facilitator_decides_nothing_until_the_side_confirmed_its_list(
    official, dataset, person
):
    delivery = protected(official, dataset)
    invented = person(Side.GOVERNMENT, Role.REPRESENTATIVE, number=7)
    for actor in (invented, official):
        for approves in (True, False):
            with pytest.raises(RuleBroken, match="list of your side"):
                decide(actor=actor, delivery=delivery, approves=approves, reason=REASON)
    assert not Decision.objects.exists()
    list_confirmed(official, delivery)
    assert decide(actor=official, delivery=delivery, approves=True, reason=REASON).approves


def test_what_was_approved_stays_approved_while_the_list_grows(official, dataset, person):
    delivery = protected(official, dataset)
    approve(official, delivery)
    person(Side.GOVERNMENT, Role.REPRESENTATIVE, number=7)
    assert standing_approval(fresh(delivery))


def test_a_refusal_is_no_approval_and_the_last_word_counts(official, dataset, person):
    delivery = protected(official, dataset)
    approve(official, delivery)
    colleague = person(Side.GOVERNMENT, Role.LEADER)
    decided(colleague, delivery, approves=False)
    with pytest.raises(RuleBroken, match="Nobody has decided"):
        publish(actor=official, delivery=delivery)
    assert nothing_left(delivery)
    assert Decision.objects.count() == 2


CHANGES = {
    "other treatments": lambda actor, one: choose_treatments(
        actor=actor, delivery=one, treatments=[{"kind": "drop", "columns": ["kecamatan"], "options": {}}]
    ),
    "the same again": lambda actor, one: confirm_table(actor=actor, delivery=one, recipe=proposal(one)),
    "another licence": lambda actor, one: edit_dataset(
        actor=actor, dataset=one.dataset, licence=Dataset.Licence.CC0
    ),
    "other terms": lambda actor, one: edit_dataset(actor=actor, dataset=one.dataset, licence_terms="Bayar."),
    "a schema": lambda actor, one: write_schema(
        actor=actor, dataset=one.dataset, schema={"fields": [{"name": "kecamatan"}]}
    ),
    "another release between": lambda actor, one: released(
        actor, one.dataset, SCHOOLS.replace(b";54;", b";60;")
    ),
    "the table in the row": lambda _actor, one: Delivery.objects.filter(pk=one.pk).update(
        treated=one.file_id, treated_csv=one.file_id
    ),
    "the report in the row": lambda _actor, one: Delivery.objects.filter(pk=one.pk).update(
        protection={**one.protection, "personal": [], "rows": 4}
    ),
    "what is kept": lambda _actor, one: Delivery.objects.filter(pk=one.pk).update(
        kept_personal=[{"column": "x", "kind": "nik", "reason": REASON}]
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_after_the_decision_voids_it(official, dataset, change):
    delivery = protected(official, dataset)
    approve(official, delivery)
    assert standing_approval(delivery)
    CHANGES[change](official, delivery)
    work()
    before = DataRelease.objects.count()
    if change not in {"the same again", "other treatments"}:  # these wait for a further step
        assert standing_approval(delivery) is None
    with pytest.raises(RuleBroken):
        publish(actor=official, delivery=delivery)
    if fresh(delivery).state == Delivery.State.TO_DECIDE:
        Delivery.objects.filter(pk=delivery.pk).update(state=Delivery.State.PUBLISHING)
        ask_for(fresh(delivery), Job.Kind.PUBLISH)
        work()
    assert DataRelease.objects.count() == before


def test_a_changed_file_in_the_store_is_not_released(official, dataset):
    delivery = protected(official, dataset)
    approve(official, delivery)
    path = storage.path_of(delivery.treated.sha256)
    path.write_bytes(path.read_bytes() + b"x")
    publish(actor=official, delivery=delivery)
    work()
    assert not DataRelease.objects.exists()
    assert fresh(delivery).state == Delivery.State.TO_DECIDE
    assert "no longer in the store" in Job.objects.first().problem["template"]


def test_a_decision_between_asking_and_writing_still_counts(official, dataset, person):
    delivery = protected(official, dataset)
    approve(official, delivery)
    publish(actor=official, delivery=delivery)
    Decision.objects.create(
        delivery=delivery,
        by=person(Side.GOVERNMENT, Role.LEADER).place_in(dataset.initiative),
        approves=False,
        reason=REASON,
        fingerprint=decided_upon(delivery),
        at=fresh(delivery).changed_at,
    )
    work()
    assert not DataRelease.objects.exists()


def test_what_the_person_saw_must_be_what_is_there(official, dataset):
    delivery = protected(official, dataset)
    with pytest.raises(RuleBroken, match="changed since you opened"):
        approve(official, delivery, seen="0" * 64)
    approve(official, delivery, seen=decided_upon(delivery))


@pytest.mark.parametrize("reason", ["", "   ", "ok", "ya ya ya", "!" * 50, "\0" * 50])
def test_a_decision_needs_a_reason_in_a_sentence(official, dataset, reason):
    delivery = protected(official, dataset)
    with pytest.raises(RuleBroken, match="reason"):
        decided(official, delivery, reason=reason)
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    "kind", ["facilitator", "administrator", "activist", "observer", "citizen", "stranger", "expert"]
)
def test_nobody_decides_or_withdraws_for_a_side_but_the_side(official, dataset, kind, request, person):
    expert = person(Side.OTHER, Role.LEADER)
    actor = expert if kind == "expert" else request.getfixturevalue(kind)
    delivery = protected(official, dataset)
    before = AuditEntry.objects.count()
    for approves in (True, False):
        with pytest.raises(NotAllowed):
            decide(actor=actor, delivery=delivery, approves=approves, reason=REASON)
    assert AuditEntry.objects.count() == before
    approve(official, delivery)
    publish(actor=official, delivery=delivery)
    work()
    release = DataRelease.objects.get()
    with pytest.raises(NotAllowed):
        withdraw(actor=actor, release=release, reason=REASON)
    assert not fresh(release).is_withdrawn


@pytest.mark.parametrize("role", [Role.LEADER, Role.TEAM_MEMBER, Role.REPRESENTATIVE])
@pytest.mark.parametrize("side", [Side.GOVERNMENT, Side.CIVIL_SOCIETY])
def test_each_side_decides_on_its_own_data(person, initiative, side, role):
    actor = person(side, role)
    delivery = protected(actor, dataset_for(actor, initiative, side))
    list_confirmed(person(side, Role.LEADER), delivery)
    assert approve(actor, delivery).by.side == side


def test_whoever_was_erased_decides_nothing(official, dataset):
    delivery = protected(official, dataset)
    place = official.place_in(dataset.initiative)
    Participation.objects.filter(pk=place.pk).update(name="")
    place.name = ""
    with pytest.raises(NotAllowed):
        approve(official, delivery)


def test_personal_data_must_go_or_be_kept_with_a_reason(official, dataset):
    delivery = protected(official, dataset, PEOPLE)
    with pytest.raises(RuleBroken, match="Personal data"):
        approve(official, delivery)
    found = {(one["column"], one["kind"]) for one in delivery.protection["personal"]}
    keep = [{"column": column, "kind": kind, "reason": REASON} for column, kind in found]
    with pytest.raises(RuleBroken, match="reason"):
        choose_treatments(
            actor=official, delivery=delivery, treatments=[], keep=[{**keep[0], "reason": "ya"}]
        )
    choose_treatments(actor=official, delivery=delivery, treatments=[], keep=keep[1:])
    work()
    with pytest.raises(RuleBroken, match="Personal data"):
        approve(official, fresh(delivery))
    choose_treatments(actor=official, delivery=delivery, treatments=[], keep=keep)
    work()
    approve(official, fresh(delivery))


def test_the_worker_looks_for_personal_data_whatever_the_report_says(official, dataset):
    delivery = protected(official, dataset, PEOPLE)
    Delivery.objects.filter(pk=delivery.pk).update(protection={**delivery.protection, "personal": []})
    approve(official, delivery)
    publish(actor=official, delivery=delivery)
    work()
    assert not DataRelease.objects.exists()
    problem = Job.objects.first().problem
    assert "nik (nik)" in problem["values"]["columns"]


def test_a_nik_that_was_called_a_number_stays_a_nik(official, dataset):
    delivery = prepared(official, dataset, PEOPLE)
    for meaning in ("integer", "decimal", "text", "category", "identifier"):
        recipe = proposal(delivery).changed("nik", meaning=Meaning(meaning))
        confirm_table(actor=official, delivery=fresh(delivery), recipe=recipe)
        work()
        kinds = {(one["column"], one["kind"]) for one in fresh(delivery).preparation["personal"]}
        assert ("nik", "nik") in kinds, meaning


def test_the_original_leaves_only_where_it_holds_nothing_more(official, dataset):
    release = released(official, dataset, with_original=True)
    original = release.distributions.get(kind="original")
    assert storage.path_of(original.file.sha256).read_bytes() == SCHOOLS
    people = [
        {"kind": "drop", "columns": ["nik", "nama", "penyakit", "umur", "jenis_kelamin"], "options": {}}
    ]
    delivery = protected(official, dataset, SCHOOLS, people[:0])
    approve(official, delivery)
    assert not released(official, dataset, SCHOOLS).distributions.filter(kind="original").exists()
    dropped = protected(
        official, dataset, SCHOOLS, [{"kind": "drop", "columns": ["kecamatan"], "options": {}}]
    )
    with pytest.raises(RuleBroken, match="as it was delivered"):
        approve(official, dropped, with_original=True)


def test_without_a_licence_nothing_leaves(official, initiative):
    delivery = protected(official, dataset_for(official, initiative, licence=""))
    approve(official, delivery)
    with pytest.raises(RuleBroken, match="licence"):
        publish(actor=official, delivery=delivery)


def test_facilitators_may_ask_for_what_was_approved(official, dataset, facilitator):
    delivery = protected(official, dataset)
    approve(official, delivery)
    publish(actor=facilitator, delivery=delivery)
    work()
    assert DataRelease.objects.exists()


def test_there_is_nothing_to_decide_before_its_time(official, dataset):
    delivery = prepared(official, dataset)
    with pytest.raises(RuleBroken, match="nothing to decide"):
        approve(official, delivery)
    with pytest.raises(RuleBroken, match="cannot be released"):
        publish(actor=official, delivery=delivery)


def test_a_withdrawn_release_leaves_a_tombstone(official, dataset):
    release = released(official, dataset)
    with pytest.raises(RuleBroken, match="reason"):
        withdraw(actor=official, release=release, reason="salah")
    withdraw(actor=official, release=release, reason=REASON)
    release = fresh(release)
    assert release.is_withdrawn
    assert release.withdrawn_by == official.place_in(dataset.initiative)
    with pytest.raises(RuleBroken, match="withdrawn already"):
        withdraw(actor=official, release=release, reason=REASON)
    assert released(official, dataset, SCHOOLS.replace(b"54", b"55")).number == 2


@pytest.mark.parametrize("wrong", [{"reason": ""}, {"withdrawn_at": "2026-01-01T00:00Z"}])
def test_the_database_keeps_reasons(official, dataset, wrong):
    release = released(official, dataset)
    with pytest.raises(IntegrityError), transaction.atomic():
        DataRelease.objects.filter(pk=release.pk).update(**wrong)
