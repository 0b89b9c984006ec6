"""Photos in a real browser: from a phone, cleaned, with consent, and gone with a press."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from titiktemu.documents.tests.files import CAMERA, photo
from titiktemu.foundation.words import Role, Side
from titiktemu.meetings.models import MeetingPhoto
from titiktemu.meetings.services.attending import note_present
from titiktemu.meetings.services.inviting import invite_other
from titiktemu.meetings.services.photos import mark_no_photo, take_down_photo
from titiktemu.meetings.storage import STORE
from titiktemu.meetings.tests.gathering import planned
from titiktemu.meetings.tests.photographing import photographed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CONSENT = "agreed that this photo is kept in the initiative"


@pytest.fixture
def meeting(facilitator, initiative):
    """A forum that everybody knows of and that begins in an hour."""
    starts_at = timezone.now() + timedelta(hours=1)
    return planned(facilitator, initiative, is_public=True, starts_at=starts_at, title="Forum awal")


@pytest.fixture
def shot(tmp_path):
    """A photo as a phone makes it: large, held upright, with the place in it."""
    path = tmp_path / "IMG_20261129.jpg"
    path.write_bytes(photo(size=(4000, 3000), comment=CAMERA))
    return path


def at(name, meeting, *more):
    return reverse(f"meetings:{name}", args=[meeting.initiative.slug, meeting.number, *more])


@pytest.mark.parametrize(("language", "theme"), [("id", "light"), ("en", "dark")])
def test_pages_have_no_barriers_and_fit_phone_and_laptop(
    meeting, facilitator, visit, barriers, runs_over, language, theme
):
    invited = invite_other(actor=facilitator, meeting=meeting, name="Bu Sari", side=Side.CITIZENS)
    note_present(actor=facilitator, meeting=meeting, invitations=[invited])
    attendance = meeting.attendances.get()
    attendance.meeting = meeting
    mark_no_photo(actor=facilitator, attendance=attendance, wanted=True)
    shown = photographed(facilitator, meeting, agreed_to_public=True)
    hidden = photographed(facilitator, meeting, content=photo(size=(800, 600)), caption="Aula kosong")
    take_down_photo(actor=facilitator, photo=hidden)
    own = reverse("meetings:own_photos", args=[invited.token])
    door = reverse("meetings:door", args=[meeting.door_code])
    pages = [
        at("photos", meeting),
        at("photo", meeting, shown.pk),
        at("photo", meeting, hidden.pk),
        own,
        door,
    ]
    for address in [*pages, at("desk", meeting)]:
        for width in (360, 1280):
            page = visit(address, actor=facilitator, language=language, theme=theme, width=width)
            assert runs_over(page) == 0, address
            assert barriers(page) == [], address


@pytest.mark.parametrize("scripts", [True, False])
def test_a_photo_from_a_phone_waits_for_consent_is_shown_and_taken_down(
    meeting, facilitator, person, visit, shot, scripts
):
    phone = {"language": "en", "width": 360, "scripts": scripts}
    page = visit(at("photos", meeting), actor=facilitator, touch=True, **phone)
    first = page.locator("form", has=page.get_by_role("button", name="Send the photos"))
    first.get_by_label("Photo", exact=True).first.set_input_files(shot)
    first.get_by_label("What can be seen").first.fill("Cards on a wall")
    page.get_by_role("button", name="Send the photos").click()
    page.get_by_text("Without the consent of everybody who can be recognised").first.wait_for()
    assert not MeetingPhoto.objects.exists()
    # Nothing is lost: what was written is there; with scripts the chosen file too.
    assert page.get_by_label("What can be seen").first.input_value() == "Cards on a wall"
    kept = page.get_by_label("Photo", exact=True).first.evaluate("one => one.files.length")
    assert kept == (1 if scripts else 0)
    if not scripts:
        page.get_by_label("Photo", exact=True).first.set_input_files(shot)
    page.get_by_label(CONSENT).first.check()
    page.get_by_role("button", name="Send the photos").click()
    page.get_by_role("img", name="Cards on a wall").wait_for()
    row = MeetingPhoto.objects.get()
    content = STORE.path_of(row.sha256).read_bytes()
    assert CAMERA.encode() not in content
    assert Image.open(io.BytesIO(content)).size == (1600, 1200)
    assert visit(at("photos", meeting)).get_by_role("img", name="Cards on a wall").count() == 0

    member = visit(at("photos", meeting), actor=person(Side.CIVIL_SOCIETY, Role.REPRESENTATIVE), **phone)
    picture = member.get_by_role("img", name="Cards on a wall")
    picture.wait_for()
    if scripts:
        picture.evaluate("one => one.complete || new Promise(done => one.addEventListener('load', done))")
        assert picture.evaluate("one => one.naturalWidth") == 480
    member.get_by_role("button", name="I am on it: take it down").click()
    member.get_by_text("The photo is hidden at once").wait_for()
    assert member.get_by_role("img", name="Cards on a wall").count() == 0

    page = visit(at("photos", meeting), actor=facilitator, **phone)
    page.get_by_role("button", name="Delete for good").click()
    page.get_by_text("The photo is deleted.").wait_for()
    assert not MeetingPhoto.objects.exists()
    assert not STORE.path_of(row.sha256).exists()
