"""Photos of a meeting: kept with consent alone, taken down with one press, deleted for good."""

import io
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from PIL import Image

from titiktemu.documents.tests.files import CAMERA, HEIC, photo
from titiktemu.foundation.actors import STRANGER
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import AuditEntry
from titiktemu.foundation.words import Role, Side
from titiktemu.meetings.models import Attendance, MeetingPhoto
from titiktemu.meetings.queries.photos import visible_photos, without_photo
from titiktemu.meetings.services import photos as services
from titiktemu.meetings.services.attending import note_present
from titiktemu.meetings.services.inviting import invite_other
from titiktemu.meetings.services.photos import (
    erase_photo,
    mark_no_photo,
    say_no_photo,
    show_photo,
    take_down_photo,
)
from titiktemu.meetings.services.planning import cancel_meeting
from titiktemu.meetings.storage import STORE
from titiktemu.meetings.tasks import HIDDEN_KEPT, look_after_photos
from titiktemu.meetings.tests.gathering import TUESDAY, planned
from titiktemu.meetings.tests.photographing import photographed

pytestmark = pytest.mark.django_db

HEALTH, ROADS = "1.02", "1.03"


@pytest.fixture(autouse=True)
def frozen():
    """While the meeting goes on."""
    with time_machine.travel(TUESDAY + timedelta(minutes=10), tick=False) as clock:
        yield clock


@pytest.fixture
def meeting(facilitator, initiative):
    initiative.sector = ROADS
    initiative.save()
    return planned(facilitator, initiative, is_public=True)


@pytest.fixture
def invited(facilitator, meeting):
    return invite_other(actor=facilitator, meeting=meeting, name="Bu Sari", side=Side.CITIZENS)


def files():
    return sorted(one.name for one in STORE.root().rglob("*") if one.is_file())


def test_a_photo_is_kept_in_two_sizes_without_what_the_camera_wrote(facilitator, meeting):
    made = photographed(facilitator, meeting, content=photo(size=(3000, 2000)), caption=" Kartu ")
    assert (made.width, made.height, made.small_width, made.small_height) == (1600, 1067, 480, 320)
    assert (made.caption, made.agreed_to_public) == ("Kartu", False)
    for sha256, size in ((made.sha256, (1600, 1067)), (made.small_sha256, (480, 320))):
        content = STORE.path_of(sha256).read_bytes()
        assert CAMERA.encode() not in content
        assert Image.open(io.BytesIO(content)).size == size
    entry = AuditEntry.objects.last()
    assert (entry.action, entry.detail) == ("meetings.add_photo", {"public": False})


def test_a_heic_of_a_phone_is_taken(facilitator, meeting):
    assert photographed(facilitator, meeting, content=HEIC).width == 96


class Untouchable(io.BytesIO):
    def read(self, *_more):
        raise AssertionError("it was looked at")


def test_without_consent_nothing_is_looked_at_let_alone_kept(facilitator, meeting):
    with pytest.raises(RuleBroken, match="Without the consent"):
        services.add_photo(
            actor=facilitator, meeting=meeting, file=Untouchable(), caption="Aula", agreed_to_keep=False
        )
    assert not MeetingPhoto.objects.exists()
    assert files() == []


def test_the_database_keeps_no_photo_without_consent_either(facilitator, meeting):
    made = photographed(facilitator, meeting)
    with pytest.raises(IntegrityError), transaction.atomic():
        MeetingPhoto.objects.filter(pk=made.pk).update(agreed_to_keep=False)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"caption": "  "}, "what can be seen"),
        ({"content": b"GIF89a" + bytes(90)}, "not a photo"),
        ({"content": photo()[:300]}, "damaged"),
    ],
)
def test_what_cannot_be_kept_is_told_and_leaves_nothing(facilitator, meeting, told, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        photographed(facilitator, meeting, **told)
    assert files() == []


def test_the_same_photo_is_kept_once_and_not_without_end(facilitator, meeting, monkeypatch):
    photographed(facilitator, meeting)
    with pytest.raises(RuleBroken, match="there already"):
        photographed(facilitator, meeting)
    monkeypatch.setattr(services, "MOST_PHOTOS", 1)
    with pytest.raises(RuleBroken, match="at most 1"):
        photographed(facilitator, meeting, content=photo(size=(9, 9)))


def test_photos_come_once_the_meeting_is_about_to_begin_and_not_of_a_cancelled_one(
    facilitator, meeting, frozen
):
    frozen.move_to(TUESDAY - timedelta(days=1))
    with pytest.raises(RuleBroken, match="about to begin"):
        photographed(facilitator, meeting)
    cancel_meeting(actor=facilitator, meeting=meeting, reason="Banjir")
    meeting.refresh_from_db()
    with pytest.raises(RuleBroken, match="cancelled"):
        photographed(facilitator, meeting)


def test_who_leads_brings_photos_and_nobody_else(meeting, person, observer, citizen):
    leader = person(Side.GOVERNMENT, Role.LEADER)
    for actor in (leader, person(Side.CIVIL_SOCIETY, Role.REPRESENTATIVE), observer, citizen, STRANGER):
        with pytest.raises(NotAllowed):
            photographed(actor, meeting)


def test_photos_of_a_caucus_are_its_own_sides(person, facilitator, initiative):
    leader = person(Side.GOVERNMENT, Role.LEADER)
    meeting = planned(leader, initiative, side=Side.GOVERNMENT)
    with pytest.raises(NotAllowed):
        photographed(facilitator, meeting)
    made = photographed(leader, meeting, agreed_to_public=True)
    assert not made.agreed_to_public
    with pytest.raises(NotAllowed):
        take_down_photo(actor=person(Side.CIVIL_SOCIETY, Role.LEADER), photo=made)
    take_down_photo(actor=person(Side.GOVERNMENT, Role.TEAM_MEMBER), photo=made)


@pytest.mark.parametrize(
    ("sector", "announced", "agreed", "shown"),
    [
        (ROADS, True, True, True),
        (ROADS, True, False, False),
        (ROADS, False, True, False),
        (HEALTH, True, True, False),
        ("9.99", True, True, False),
    ],
)
def test_everybody_sees_a_photo_only_with_consent_and_never_in_a_sensitive_sector(
    facilitator, meeting, observer, sector, announced, agreed, shown
):
    made = photographed(facilitator, meeting, agreed_to_public=True)
    # What was stated stays as it was; sector and meeting are asked each time anew.
    MeetingPhoto.objects.filter(pk=made.pk).update(agreed_to_public=agreed)
    meeting.initiative.sector, meeting.is_public = sector, announced
    assert list(visible_photos(STRANGER, meeting)) == ([made] if shown else [])
    assert list(visible_photos(observer, meeting)) == [made]


def test_consent_to_the_public_can_be_stated_later_and_taken_back(facilitator, meeting):
    made = photographed(facilitator, meeting)
    assert show_photo(actor=facilitator, photo=made, agreed_to_public=True).agreed_to_public
    assert not show_photo(actor=facilitator, photo=made, agreed_to_public=False).agreed_to_public
    meeting.initiative.sector = HEALTH
    made.meeting = meeting
    with pytest.raises(RuleBroken, match="never shown to everybody"):
        show_photo(actor=facilitator, photo=made, agreed_to_public=True)


def test_one_press_hides_a_photo_from_all_but_those_who_lead(facilitator, meeting, person, citizen):
    made = photographed(facilitator, meeting, agreed_to_public=True)
    member = person(Side.CIVIL_SOCIETY, Role.REPRESENTATIVE)
    take_down_photo(actor=member, photo=made)
    take_down_photo(actor=facilitator, photo=made)
    for actor in (member, citizen, STRANGER):
        assert not visible_photos(actor, meeting).exists()
    assert visible_photos(facilitator, meeting).get().hidden_at is not None
    entries = AuditEntry.objects.filter(action="meetings.take_down_photo")
    assert [entry.detail for entry in entries] == [{}]
    with pytest.raises(RuleBroken, match="only be deleted"):
        show_photo(actor=facilitator, photo=made, agreed_to_public=True)


def test_whoever_sees_a_public_photo_may_be_on_it(facilitator, meeting):
    made = photographed(facilitator, meeting, agreed_to_public=True)
    take_down_photo(actor=STRANGER, photo=made)
    inside = photographed(facilitator, meeting, content=photo(size=(30, 30)))
    with pytest.raises(NotAllowed):
        take_down_photo(actor=STRANGER, photo=inside)


def test_a_personal_link_takes_down_photos_of_its_own_meeting(facilitator, initiative, meeting, invited):
    made = photographed(facilitator, meeting)
    other = photographed(
        facilitator, planned(facilitator, initiative, starts_at=TUESDAY + timedelta(hours=1))
    )
    with pytest.raises(NotAllowed):
        take_down_photo(actor=STRANGER, photo=other, invitation=invited)
    take_down_photo(actor=STRANGER, photo=made, invitation=invited)
    made.refresh_from_db()
    assert made.hidden_at is not None


def test_a_deleted_photo_is_gone_from_the_disk_and_the_chain_keeps_the_fact(
    facilitator, meeting, person, django_capture_on_commit_callbacks
):
    made = photographed(facilitator, meeting, content=photo(size=(700, 500)))
    assert len(files()) == 2
    with pytest.raises(NotAllowed):
        erase_photo(actor=person(Side.GOVERNMENT, Role.LEADER), photo=made)
    with django_capture_on_commit_callbacks(execute=True):
        erase_photo(actor=facilitator, photo=made)
    assert files() == []
    assert not MeetingPhoto.objects.exists()
    entry = AuditEntry.objects.last()
    assert (entry.action, entry.subject_kind, entry.detail) == ("meetings.erase_photo", "meeting", {})
    with pytest.raises(RuleBroken, match="deleted already"):
        erase_photo(actor=facilitator, photo=made)


def test_a_file_that_another_photo_needs_stays(
    facilitator, initiative, meeting, django_capture_on_commit_callbacks
):
    first = photographed(facilitator, meeting)
    second = photographed(facilitator, planned(facilitator, initiative))
    assert first.sha256 == second.sha256
    with django_capture_on_commit_callbacks(execute=True):
        erase_photo(actor=facilitator, photo=first)
    assert STORE.is_whole(second.sha256, second.size)
    with django_capture_on_commit_callbacks(execute=True):
        erase_photo(actor=facilitator, photo=second)
    assert files() == []


def test_what_nobody_deletes_the_machine_deletes_after_two_weeks(facilitator, meeting):
    made = photographed(facilitator, meeting)
    kept = photographed(facilitator, meeting, content=photo(size=(30, 30)))
    take_down_photo(actor=facilitator, photo=made)
    look_after_photos(timezone.now() + HIDDEN_KEPT - timedelta(hours=1))
    assert MeetingPhoto.objects.count() == 2
    # A file counts as touched when it was kept, by the clock of the disk.
    with time_machine.travel("2300-01-01T00:00:00Z", tick=False):
        look_after_photos(timezone.now())
    assert list(MeetingPhoto.objects.all()) == [kept]
    assert files() == sorted({kept.sha256, kept.small_sha256})


def test_who_wants_to_be_on_no_photo_is_told_to_those_who_lead(facilitator, meeting, invited, person):
    with pytest.raises(RuleBroken, match="check in first"):
        say_no_photo(actor=STRANGER, invitation=invited, wanted=True)
    note_present(actor=facilitator, meeting=meeting, invitations=[invited])
    say_no_photo(actor=STRANGER, invitation=invited, wanted=True)
    assert [one.shown_name for one in without_photo(meeting)] == ["Bu Sari"]
    row = Attendance.objects.get()
    mark_no_photo(actor=facilitator, attendance=row, wanted=False)
    assert not without_photo(meeting).exists()
    with pytest.raises(NotAllowed):
        mark_no_photo(actor=person(Side.GOVERNMENT, Role.LEADER), attendance=row, wanted=True)
