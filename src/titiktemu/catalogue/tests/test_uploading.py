"""Sending files: in parts that survive a broken line, at once, too large, cut off, and by whom."""

import hashlib
import io
import random

import pytest

from titiktemu.catalogue import storage
from titiktemu.catalogue.models import Delivery, Job
from titiktemu.catalogue.services import uploading
from titiktemu.catalogue.services.uploading import (
    add_part,
    begin_upload,
    finish_upload,
    read_again,
    upload_whole,
)
from titiktemu.catalogue.tests.carry import SCHOOLS, fresh, work
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.file_store import cleaned_name
from titiktemu.foundation.models import AuditEntry
from titiktemu.foundation.words import Role, Side

pytestmark = pytest.mark.django_db


def begun(actor, dataset, content=SCHOOLS, **more):
    return begin_upload(actor=actor, dataset=dataset, name="sekolah.csv", size=len(content), **more)


def test_parts_make_the_file_and_it_is_read(official, dataset):
    delivery = begun(official, dataset)
    for offset in range(0, len(SCHOOLS), 50):
        told = add_part(actor=official, delivery=delivery, offset=offset, part=SCHOOLS[offset : offset + 50])
    assert told.is_whole
    finish_upload(actor=official, delivery=delivery)
    delivery = fresh(delivery)
    assert delivery.state == Delivery.State.READING
    assert delivery.file.sha256 == hashlib.sha256(SCHOOLS).hexdigest()
    assert storage.path_of(delivery.file.sha256).read_bytes() == SCHOOLS
    work()
    assert fresh(delivery).state == Delivery.State.TO_CONFIRM


@pytest.mark.parametrize("seed", range(5))
def test_whatever_order_and_repetition_parts_come_in_the_file_is_the_same(official, dataset, seed):
    chance = random.Random(seed)
    delivery = begun(official, dataset)
    received = 0
    while received < len(SCHOOLS):
        offset = chance.randrange(len(SCHOOLS))
        told = add_part(
            actor=official,
            delivery=delivery,
            offset=offset,
            part=SCHOOLS[offset : offset + chance.randrange(1, 80)],
        )
        assert told.fits == (offset <= received)
        received = told.received
    finish_upload(actor=official, delivery=delivery)
    assert storage.path_of(fresh(delivery).file.sha256).read_bytes() == SCHOOLS


def test_a_part_from_further_on_is_told_where_to_go_on(official, dataset):
    delivery = begun(official, dataset)
    add_part(actor=official, delivery=delivery, offset=0, part=SCHOOLS[:10])
    for offset in (11, 10**12, -1):
        told = add_part(actor=official, delivery=delivery, offset=offset, part=b"x")
        assert told == (10, len(SCHOOLS), False)


def test_sending_goes_on_where_it_was_cut_off(official, dataset):
    delivery = begun(official, dataset, mark="1700000000000")
    add_part(actor=official, delivery=delivery, offset=0, part=SCHOOLS[:20])
    assert begun(official, dataset, mark="1700000000000") == delivery
    assert begun(official, dataset, mark="1700000000001") != delivery


def test_a_part_of_the_file_that_was_lost_with_the_disk_is_sent_again(official, dataset):
    delivery = begun(official, dataset)
    add_part(actor=official, delivery=delivery, offset=0, part=SCHOOLS[:40])
    with storage.incoming(delivery.token).open("r+b") as file:
        file.truncate(30)
    assert begun(official, dataset).received == 30
    assert add_part(actor=official, delivery=delivery, offset=40, part=b"x").received == 30


def test_only_whoever_began_goes_on(official, dataset, person, facilitator):
    delivery = begun(official, dataset)
    other = person(Side.GOVERNMENT, Role.REPRESENTATIVE, 2)
    for actor in (other, facilitator):
        with pytest.raises(RuleBroken, match="began"):
            add_part(actor=actor, delivery=delivery, offset=0, part=b"x")
    assert begun(other, dataset) != delivery


def test_a_file_that_is_not_whole_is_not_finished(official, dataset):
    delivery = begun(official, dataset)
    add_part(actor=official, delivery=delivery, offset=0, part=SCHOOLS[:10])
    with pytest.raises(RuleBroken, match="have arrived"):
        finish_upload(actor=official, delivery=delivery)
    assert fresh(delivery).state == Delivery.State.RECEIVING
    assert not Job.objects.exists()


def test_nothing_is_taken_after_the_end(official, dataset):
    delivery = upload_whole(
        actor=official, dataset=dataset, name="a.csv", file=io.BytesIO(SCHOOLS), size=len(SCHOOLS)
    )
    with pytest.raises(RuleBroken, match="received already"):
        add_part(actor=official, delivery=delivery, offset=0, part=b"x")
    with pytest.raises(RuleBroken, match="received already"):
        finish_upload(actor=official, delivery=delivery)


def test_a_file_is_bounded_before_and_while_it_comes(official, dataset, settings):
    settings.UPLOAD_LIMIT = 100
    with pytest.raises(RuleBroken, match="at most"):
        begun(official, dataset, b"x" * 101)
    with pytest.raises(RuleBroken, match="empty"):
        begun(official, dataset, b"")
    delivery = begun(official, dataset, b"x" * 100)
    with pytest.raises(RuleBroken, match="More was sent"):
        add_part(actor=official, delivery=delivery, offset=0, part=b"x" * 101)
    with pytest.raises(RuleBroken, match="larger than"):
        add_part(actor=official, delivery=delivery, offset=0, part=bytes(uploading.PART + 1))
    for told, sent in ((10, 11), (11, 10)):
        with pytest.raises(RuleBroken, match="cut off"):
            upload_whole(actor=official, dataset=dataset, name="a", file=io.BytesIO(b"x" * sent), size=told)
    assert not list(storage.folder(storage.INCOMING).iterdir())


def test_one_person_sends_a_few_files_at_a_time(official, dataset):
    for number in range(uploading.MOST_AT_ONCE):
        begun(official, dataset, mark=str(number))
    with pytest.raises(RuleBroken, match="already sending"):
        begun(official, dataset, mark="more")


def test_what_cannot_be_read_gets_a_sentence_and_can_be_tried_again(official, dataset):
    picture = b"\x89PNG\r\n\x1a\n" + bytes(100)
    delivery = upload_whole(
        actor=official, dataset=dataset, name="tabel.csv", file=io.BytesIO(picture), size=len(picture)
    )
    work()
    delivery = fresh(delivery)
    assert delivery.state == Delivery.State.UNREADABLE
    assert "picture" in delivery.problem["template"]
    assert delivery.file.media_type == "image/png"
    read_again(actor=official, delivery=delivery)
    assert fresh(delivery).state == Delivery.State.READING
    with pytest.raises(RuleBroken, match="read already"):
        read_again(actor=official, delivery=delivery)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Ani\\data.xlsx", "data.xlsx"),
        ("a\u202egnp.exe\n", "agnp.exe"),
        ("", "without a name"),
        ("/", "without a name"),
        ("x" * 300 + ".csv", "x" * 196 + ".csv"),
    ],
)
def test_a_name_is_only_a_name(given, kept):
    assert cleaned_name(given) == kept


@pytest.mark.parametrize("kind", ["activist", "citizen", "observer", "stranger", "expert"])
def test_others_send_nothing(official, dataset, kind, request, person):
    expert = person(Side.OTHER, Role.REPRESENTATIVE)
    actor = expert if kind == "expert" else request.getfixturevalue(kind)
    delivery = begun(official, dataset)
    before = AuditEntry.objects.count()
    with pytest.raises(NotAllowed):
        begun(actor, dataset)
    with pytest.raises(NotAllowed):
        add_part(actor=actor, delivery=delivery, offset=0, part=b"x")
    with pytest.raises(NotAllowed):
        finish_upload(actor=actor, delivery=delivery)
    with pytest.raises(NotAllowed):
        upload_whole(actor=actor, dataset=dataset, name="x", file=io.BytesIO(b"x"), size=1)
    with pytest.raises(NotAllowed):
        read_again(actor=actor, delivery=delivery)
    assert AuditEntry.objects.count() == before


def test_the_chain_holds_the_hash_and_no_name(facilitator, dataset):
    delivery = begun(facilitator, dataset)
    add_part(actor=facilitator, delivery=delivery, offset=0, part=SCHOOLS)
    finish_upload(actor=facilitator, delivery=delivery)
    told = [one.detail for one in AuditEntry.objects.filter(action="catalogue.upload").order_by("number")]
    digest = hashlib.sha256(SCHOOLS).hexdigest()
    assert told == [{"state": "begun"}, {"state": "received", "hash": digest, "size": len(SCHOOLS)}]
