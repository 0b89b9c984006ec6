"""The pages of photos: bringing several, what a missing consent costs, the picture's own address."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from titiktemu.documents.tests.files import CAMERA, photo
from titiktemu.foundation.actors import STRANGER
from titiktemu.foundation.words import Role, Side
from titiktemu.meetings.models import Attendance, MeetingPhoto
from titiktemu.meetings.services.attending import note_present
from titiktemu.meetings.services.inviting import invite_other
from titiktemu.meetings.services.photos import take_down_photo
from titiktemu.meetings.tests.gathering import TUESDAY, planned
from titiktemu.meetings.tests.photographing import photographed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def frozen():
    """While the meeting goes on."""
    with time_machine.travel(TUESDAY + timedelta(minutes=10), tick=False) as clock:
        yield clock


@pytest.fixture
def meeting(facilitator, initiative):
    return planned(facilitator, initiative, is_public=True)


@pytest.fixture
def lead(client_as, facilitator):
    return client_as(facilitator)


@pytest.fixture
def member(client_as, person):
    return client_as(person(Side.CIVIL_SOCIETY, Role.REPRESENTATIVE))


@pytest.fixture
def invited(facilitator, meeting):
    return invite_other(actor=facilitator, meeting=meeting, name="Bu Sari", side=Side.CITIZENS)


def at(name, meeting, *more):
    return reverse(f"meetings:{name}", args=[meeting.initiative.slug, meeting.number, *more])


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def one(prefix="f1", *, size=(96, 64), **told):
    usual = {
        "file": SimpleUploadedFile("IMG_1.jpg", photo(size=size)),
        "caption": "Kartu di dinding",
        "agreed_to_keep": "on",
    }
    return {f"{prefix}-{name}": value for name, value in {**usual, **told}.items() if value is not None}


def test_several_photos_come_at_once_and_the_gallery_reads_them_out(lead, member, meeting):
    sent = one() | one("f2", size=(60, 60), caption="Peta sebab", agreed_to_public="on")
    page = lead.post(at("photos", meeting), sent, follow=True)
    assert "2 photos are kept." in text_of(page)
    found = member.get(at("photos", meeting)).content.decode()
    assert 'alt="Kartu di dinding"' in found
    assert 'alt="Peta sebab"' in found
    assert "Bring photos" not in found
    assert [row.agreed_to_public for row in MeetingPhoto.objects.all()] == [False, True]


def test_without_consent_nothing_is_kept_and_nothing_written_is_lost(lead, meeting):
    answer = lead.post(at("photos", meeting), one(agreed_to_keep=None, caption_en="Cards on a wall"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Without the consent of everybody who can be recognised" in page
    assert 'value="Kartu di dinding"' in page
    assert 'value="Cards on a wall"' in page
    # With scripts the chosen file stays where it is; the page says what to do without them.
    assert 'id="id_f1-file_kept" hx-preserve' in page
    assert "please choose it again" in page
    assert not MeetingPhoto.objects.exists()


def test_a_good_photo_is_kept_beside_one_that_is_not(lead, meeting):
    wrong = {"f2-file": SimpleUploadedFile("a.jpg", b"GIF89a" + bytes(50)), "f2-caption": "Aula"}
    answer = lead.post(at("photos", meeting), one() | {**wrong, "f2-agreed_to_keep": "on"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "1 photo is kept." in page
    assert "This is not a photo" in page
    assert 'value="Aula"' in page
    assert 'value="Kartu di dinding"' not in page
    assert MeetingPhoto.objects.get().caption == "Kartu di dinding"


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({}, "No photo has arrived"),
        (one(caption=" "), "what can be seen"),
        (one(file=None), "No photo has arrived"),
        (one(file=SimpleUploadedFile("a.jpg", b"")), "empty"),
        (one(caption="x" * 301), "at most 300 characters"),
        (one(taken_by="nobody"), "Select a valid choice"),
    ],
)
def test_bad_input_is_answered_with_a_sentence(lead, meeting, told, sentence):
    answer = lead.post(at("photos", meeting), told)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not MeetingPhoto.objects.exists()


@pytest.mark.parametrize("size", ["besar", "kecil"])
def test_the_picture_is_sent_safely_and_only_to_who_may_see_it(
    lead, client_as, member, facilitator, meeting, size
):
    made = photographed(facilitator, meeting)
    address = at("photo_file", meeting, made.pk, size)
    answer = member.get(address)
    content = b"".join(answer.streaming_content)
    assert content.startswith(b"\xff\xd8")
    assert CAMERA.encode() not in content
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "no-cache" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert client_as(STRANGER).get(address).status_code == 404
    again = member.get(address, headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304
    take_down_photo(actor=facilitator, photo=made)
    assert member.get(address, headers={"if-none-match": answer["ETag"]}).status_code == 404
    assert lead.get(address).status_code == 200


def test_there_is_no_third_size_and_no_photo_of_another_meeting(lead, facilitator, initiative, meeting):
    made = photographed(facilitator, planned(facilitator, initiative))
    assert lead.get(at("photo_file", made.meeting, made.pk, "asli")).status_code == 404
    assert lead.get(at("photo_file", meeting, made.pk, "besar")).status_code == 404


def test_one_press_takes_a_photo_down_and_those_who_lead_delete_it(
    lead, member, client_as, facilitator, meeting
):
    made = photographed(facilitator, meeting, agreed_to_public=True)
    public = client_as(STRANGER)
    assert "Kartu di dinding" in text_of(public.get(at("photos", meeting)))
    page = member.post(at("photo", meeting, made.pk), {"do": "take_down"}, follow=True)
    assert "hidden at once" in text_of(page)
    for browser in (member, public):
        assert "Kartu" not in text_of(browser.get(at("photos", meeting)))
        assert browser.get(at("photo", meeting, made.pk)).status_code == 404
    assert "1 photo waits to be deleted" in text_of(lead.get(at("photos", meeting)))
    lead.post(at("photo", meeting, made.pk), {"do": "erase"})
    assert not MeetingPhoto.objects.exists()


def test_only_those_who_lead_delete_or_show(member, facilitator, meeting):
    made = photographed(facilitator, meeting)
    for do in ({"do": "erase"}, {"do": "inside"}, {"do": "show", "agreed_to_public": "on"}):
        assert member.post(at("photo", meeting, made.pk), do).status_code == 403
    assert member.post(at("photo", meeting, made.pk), {"do": "dance"}).status_code == 409


def test_showing_to_everybody_needs_the_second_statement(lead, facilitator, meeting):
    made = photographed(facilitator, meeting)
    assert lead.post(at("photo", meeting, made.pk), {"do": "show"}).status_code == 409
    lead.post(at("photo", meeting, made.pk), {"do": "show", "agreed_to_public": "on"})
    made.refresh_from_db()
    assert made.agreed_to_public


def test_in_a_sensitive_sector_the_public_page_is_not_there_and_not_offered(
    lead, client_as, facilitator, initiative, meeting
):
    initiative.sector = "1.02"
    initiative.save()
    made = photographed(facilitator, meeting, agreed_to_public=True)
    assert client_as(STRANGER).get(at("photos", meeting)).status_code == 404
    page = lead.get(at("photos", meeting)).content.decode()
    assert "agreed_to_public" not in page
    assert "never shown to everybody" in page
    assert "agreed_to_public" not in lead.get(at("photo", meeting, made.pk)).content.decode()


def test_by_a_personal_link_one_sees_takes_down_and_says_no_photo(client_as, facilitator, meeting, invited):
    client = client_as(STRANGER)
    made = photographed(facilitator, meeting)
    own = reverse("meetings:own_photos", args=[invited.token])
    assert "check in you can say" in text_of(client.get(own))
    assert (
        client.get(reverse("meetings:own_photo_file", args=[invited.token, made.pk, "kecil"])).status_code
        == 200
    )
    note_present(actor=facilitator, meeting=meeting, invitations=[invited])
    client.post(own, {"do": "no_photo"})
    assert Attendance.objects.get().no_photo
    page = client.post(own, {"do": "take_down", "photo": str(made.pk)}, follow=True)
    assert "hidden at once" in text_of(page)
    assert "There are no photos" in text_of(page)
    assert (
        client.get(reverse("meetings:own_photo_file", args=[invited.token, made.pk, "kecil"])).status_code
        == 404
    )
    assert client.get(reverse("meetings:own_photos", args=["A" * 26])).status_code == 404


def test_no_photo_of_me_is_said_at_the_door_and_seen_by_those_who_lead(
    client, lead, member, meeting, invited
):
    door = reverse("meetings:door", args=[meeting.door_code])
    client.post(door, {"name": "Pak Darma", "side": "other", "no_photo": "on"})
    client.post(door, {"code": invited.code})
    assert [row.no_photo for row in Attendance.objects.order_by("pk")] == [True, False]
    # Whoever is noted already can still say so.
    client.post(door, {"code": invited.code, "no_photo": "on"})
    page = text_of(lead.get(at("photos", meeting)))
    assert "2 people want to be on no photo" in page
    assert "Pak Darma" in page
    assert "Pak Darma" not in text_of(member.get(at("photos", meeting)))
    row = Attendance.objects.get(name="Pak Darma")
    lead.post(at("desk", meeting), {"do": "photo", "attendance": str(row.pk)})
    row.refresh_from_db()
    assert not row.no_photo


def test_by_the_own_link_one_checks_in_without_a_photo(client, meeting, invited):
    arrive = reverse("meetings:arrive", args=[invited.token])
    client.post(arrive, {"door_code": meeting.door_code, "no_photo": "on"})
    assert Attendance.objects.get().no_photo


@pytest.mark.parametrize("many", [1, 12])
def test_the_gallery_takes_the_same_queries_for_one_photo_and_for_many(
    lead, facilitator, meeting, django_assert_max_num_queries, many
):
    made = photographed(facilitator, meeting)
    for number in range(1, many):
        made.pk, made.sha256 = None, f"{number:064x}"
        made.save()
    lead.get(at("photos", meeting))
    with django_assert_max_num_queries(9):
        lead.get(at("photos", meeting))


def test_a_stranger_cannot_take_photos_down_without_end(client_as, facilitator, meeting):
    made = photographed(facilitator, meeting, agreed_to_public=True)
    browser = client_as(STRANGER)
    MeetingPhoto.objects.filter(pk=made.pk).update(hidden_at=None)
    statuses = []
    for _try in range(21):
        statuses.append(browser.post(at("photo", meeting, made.pk), {"do": "take_down"}).status_code)
        MeetingPhoto.objects.filter(pk=made.pk).update(hidden_at=None)
    assert statuses == [302] * 20 + [429]
