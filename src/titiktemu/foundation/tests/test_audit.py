"""The chain: whatever is done to it behind our back is found; it says that, never what."""

import hashlib
import hmac
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings as django_settings
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from titiktemu.foundation import audit, periodic
from titiktemu.foundation.actors import STRANGER, operator
from titiktemu.foundation.models import AuditEntry, AuditHead, AuditName, PeriodicRun
from titiktemu.foundation.permissions import Action
from titiktemu.foundation.services.people import appoint_administrator
from titiktemu.foundation.words import Role, Side

pytestmark = pytest.mark.django_db


def write(count=5):
    for number in range(count):
        audit.record(operator(), Action.SET_STEP, None, detail={"step": number})


def problems():
    return " ".join(audit.verify().problems)


def whoever_holds_the_database_makes_the_chain_anew():
    """All that can be done with every table, without the key: every fingerprint is right again."""
    before = audit.NOTHING_BEFORE
    for number, entry in enumerate(AuditEntry.objects.order_by("number"), start=1):
        AuditEntry.objects.filter(number=entry.number).delete()
        entry.number, entry.before = number, before
        entry.fingerprint = audit.fingerprint(entry)
        entry.save(force_insert=True)
        before = entry.fingerprint
    head = AuditHead.objects.get()
    head.count, head.fingerprint = AuditEntry.objects.count(), before
    guessed = hmac.new(b"guessed", f"{head.count}:{head.fingerprint}".encode(), hashlib.sha256)
    head.seal = guessed.hexdigest()
    head.save()


# --- what is found ----------------------------------------------------------------------------------------


def test_an_empty_chain_and_one_as_it_was_written_are_whole():
    assert audit.verify().ok
    write()
    report = audit.verify()
    assert report.ok
    assert report.entries == 5


@pytest.mark.parametrize(
    "change",
    [
        {"action": "foundation.join"},
        {"detail": {"step": 99}},
        {"actor": "00000000-0000-0000-0000-000000000001"},
        {"at": datetime(2020, 1, 1, tzinfo=UTC)},
        {"initiative": 7},
        {"subject": 7},
        {"subject_kind": "roster"},
        {"fingerprint": "f" * 64},
        {"before": "f" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
@pytest.mark.parametrize("number", [1, 3, 5])
def test_a_changed_row_is_found(change, number):
    write()
    AuditEntry.objects.filter(number=number).update(**change)
    assert str(number) in problems()


@pytest.mark.parametrize("number", [1, 3, 5])
def test_a_changed_row_with_a_fingerprint_of_its_own_is_found(number):
    write()
    entry = AuditEntry.objects.get(number=number)
    entry.detail = {"step": 99}
    AuditEntry.objects.filter(number=number).update(detail=entry.detail, fingerprint=audit.fingerprint(entry))
    found = "does not follow" if number < 5 else "its seal says"
    assert found in problems()


@pytest.mark.parametrize("number", [1, 3])
def test_a_removed_row_is_found(number):
    write()
    AuditEntry.objects.filter(number=number).delete()
    assert "missing" in problems()


def test_a_row_inserted_at_the_end_is_found():
    write()
    last = AuditEntry.objects.last()
    last.before, last.number = last.fingerprint, 6
    last.fingerprint = audit.fingerprint(last)
    last.save(force_insert=True)
    assert "ends at entry 6, but its seal says 5" in problems()


def test_a_row_inserted_in_the_middle_is_found():
    write()
    for entry in AuditEntry.objects.filter(number__gte=3).order_by("-number"):
        AuditEntry.objects.filter(number=entry.number).update(number=entry.number + 1)
    extra = AuditEntry.objects.get(number=2)
    extra.number, extra.before = 3, extra.fingerprint
    extra.fingerprint = audit.fingerprint(extra)
    extra.save(force_insert=True)
    assert not audit.verify().ok


def test_two_rows_that_changed_places_are_found():
    write()
    AuditEntry.objects.filter(number=2).update(number=1000)
    AuditEntry.objects.filter(number=3).update(number=2)
    AuditEntry.objects.filter(number=1000).update(number=3)
    assert not audit.verify().ok


def test_a_cut_tail_is_found():
    write()
    AuditEntry.objects.filter(number=5).delete()
    assert "ends at entry 4, but its seal says 5" in problems()


def test_a_cut_tail_with_the_old_head_put_back_is_found_by_the_anchor():
    write(3)
    old = AuditHead.objects.values().get()
    write(2)
    audit.write_anchor()
    AuditEntry.objects.filter(number__gt=3).delete()
    AuditHead.objects.filter(pk=1).update(**old)
    assert problems() == "The chain no longer holds entry 5 as it was anchored."


def test_a_whole_chain_that_vanished_is_found_by_the_anchor():
    write()
    audit.write_anchor()
    AuditEntry.objects.all().delete()
    AuditHead.objects.all().delete()
    assert "no longer holds entry 5" in problems()


def test_a_chain_made_anew_is_found_by_its_seal():
    write()
    AuditEntry.objects.filter(number=2).delete()
    whoever_holds_the_database_makes_the_chain_anew()
    assert problems() == (
        "The seal of the chain is not ours: the chain or its end was made anew by somebody else."
    )


def test_a_chain_made_anew_with_an_old_seal_is_found():
    write()
    seal = AuditHead.objects.get().seal
    AuditEntry.objects.filter(number=2).update(detail={"step": 99})
    whoever_holds_the_database_makes_the_chain_anew()
    AuditHead.objects.update(seal=seal)
    assert "not ours" in problems()


def test_a_head_that_was_removed_is_found():
    write()
    AuditHead.objects.all().delete()
    assert not audit.verify().ok


def test_a_seal_full_of_strange_letters_is_found_and_breaks_nothing():
    write()
    AuditHead.objects.update(seal="ü" * 64)
    assert "not ours" in problems()


# --- the anchor -------------------------------------------------------------------------------------------


def test_the_anchor_grows_by_one_line_for_each_new_head_only():
    audit.write_anchor()
    assert not audit.anchor_file().exists()
    for lines in (1, 2):
        write(1)
        audit.write_anchor()
        audit.write_anchor()
        assert audit.anchor_file().read_bytes().count(b"\n") == lines
    assert audit.verify().ok


@pytest.mark.parametrize(
    "damage", [b"nonsense\n", b'{"count": 1}\n', b"[1, 2]\n", b"\xff\xfe\n", b'{"count": "x"}\n', b"\n"]
)
def test_a_damaged_line_of_the_anchor_is_named(damage):
    write(1)
    audit.write_anchor()
    with audit.anchor_file().open("ab") as lines:
        lines.write(damage)
    assert problems() == "Line 2 of the anchor file cannot be read."


def test_a_line_of_the_anchor_that_somebody_else_sealed_is_named():
    write(2)
    entry = AuditEntry.objects.get(number=1)
    audit.write_anchor()
    forged = {"count": 1, "fingerprint": entry.fingerprint, "seal": "é" * 32}
    with audit.anchor_file().open("a") as lines:
        lines.write(json.dumps(forged) + "\n")
    assert problems() == "Line 2 of the anchor file carries a seal that is not ours."


def test_a_line_torn_by_a_power_cut_is_mended_and_raises_no_alarm():
    write(1)
    audit.write_anchor()
    with audit.anchor_file().open("a") as lines:
        lines.write('{"count": 2, "fing')
    assert audit.verify().ok
    write(1)
    audit.write_anchor()
    assert audit.verify().ok
    assert audit.anchor_file().read_bytes().count(b"\n") == 2


def test_an_anchor_file_that_was_thrown_away_or_cut_is_found():
    write(2)
    now = AuditEntry.objects.last().at
    audit.write_anchor()
    write(1)
    audit.write_anchor()
    PeriodicRun.objects.create(job=audit.ANCHOR_JOB, last_run=now + timedelta(hours=1))
    assert audit.verify().ok
    whole = audit.anchor_file().read_text()
    audit.anchor_file().write_text(whole.splitlines(keepends=True)[0])
    assert problems() == "The anchor file ends at entry 2, but entry 3 had been anchored."
    audit.anchor_file().unlink()
    assert "ends at entry 0" in problems()


def test_the_tick_anchors_the_chain():
    write(1)
    now = AuditEntry.objects.last().at
    assert audit.ANCHOR_JOB in django_settings.PERIODIC
    assert audit.ANCHOR_JOB in periodic.run_due(now)
    assert audit.anchor_file().exists()


# --- what an entry says -----------------------------------------------------------------------------------


@given(st.recursive(st.text(), lambda inner: st.lists(inner, max_size=2), max_leaves=3))
def test_no_text_of_a_person_fits_into_an_entry(value):
    try:
        kept = audit._checked(value)
    except ValueError:
        return
    words = json.dumps(kept)
    assert " " not in words.replace(", ", ",")
    assert max(map(len, words.replace("[", ",").replace("]", ",").split(",")), default=0) <= 66


@pytest.mark.parametrize(
    "value", ["Budi Santoso", "Kami tidak setuju.", "x" * 65, 1.5, {"a": 1}, b"x", object()]
)
def test_a_service_that_would_write_a_text_fails_at_once(value):
    with pytest.raises(ValueError, match="counts and states"):
        audit.record(operator(), Action.SET_STEP, None, detail={"x": value})
    assert not AuditEntry.objects.exists()


def test_what_a_service_says_is_read_back_as_it_was_sealed():
    audit.record(
        operator(), Action.SET_STEP, None, detail={"z": [1, ("a", None)], "a": Side.GOVERNMENT, "b": True}
    )
    assert AuditEntry.objects.get().detail == {"z": [1, ["a", None]], "a": "government", "b": True}
    assert audit.verify().ok


def test_an_entry_names_nobody_and_its_reference_can_be_shredded(person, initiative):
    leader = person(Side.GOVERNMENT, Role.LEADER)
    entry = audit.record(leader, Action.CONFIRM_ROSTER, initiative)
    assert AuditName.objects.get(reference=entry.actor).participation == leader.place_in(initiative)
    AuditName.objects.filter(reference=entry.actor).delete()
    assert audit.verify().ok


def test_the_same_person_has_the_same_reference_and_strangers_and_the_operator_none(person, initiative):
    leader = person(Side.GOVERNMENT, Role.LEADER)
    first, second = (audit.record(leader, Action.CONFIRM_ROSTER, initiative) for _time in range(2))
    assert first.actor == second.actor
    assert audit.record(operator(), Action.SET_STEP, initiative).actor is None
    assert audit.record(STRANGER, Action.JOIN, initiative).actor is None


def test_an_account_without_a_place_has_a_reference_too(administrator, initiative):
    entry = audit.record(administrator, Action.SET_STEP, initiative)
    assert AuditName.objects.get(reference=entry.actor).user == administrator.user


def test_what_is_undone_leaves_no_entry():
    write(1)
    with transaction.atomic():
        audit.record(operator(), Action.SET_STEP, None)
        transaction.set_rollback(True)
    assert AuditEntry.objects.count() == AuditHead.objects.get().count == 1
    assert audit.verify().ok


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_keep_one_order():
    together = threading.Barrier(6)

    def work(worker):
        together.wait()
        try:
            for step in range(5):
                audit.record(operator(), Action.SET_STEP, None, detail={"worker": worker, "step": step})
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as workers:
        list(workers.map(work, range(6)))
    assert list(AuditEntry.objects.values_list("number", flat=True)) == list(range(1, 31))
    assert audit.verify().ok


@pytest.mark.django_db(transaction=True)
def test_a_chain_that_grows_while_it_is_read_raises_no_alarm():
    write(20)
    stop = threading.Event()

    def work():
        try:
            while not stop.is_set():
                write(1)
        finally:
            connection.close()

    writer = threading.Thread(target=work)
    writer.start()
    reports = []
    try:
        while not reports or (reports[-1].entries < 60 and len(reports) < 5000):
            reports.append(audit.verify())
    finally:
        stop.set()
        writer.join()
    assert not any(report.problems for report in reports)
    assert reports[-1].entries >= 60


def test_the_server_itself_appoints_the_first_administrator_and_the_chain_says_so():
    user = appoint_administrator(actor=operator(), name="Admin", email="Admin@Example.org")
    assert user.is_administrator
    assert AuditEntry.objects.get().subject == user.pk
