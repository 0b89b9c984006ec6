"""Meetings in a real browser: on a cheap phone by a link, at the desk, without scripts, without barriers."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from titiktemu.foundation.words import Role, Side
from titiktemu.meetings.makeup_lines import Figures
from titiktemu.meetings.models import Attendance, Invitation
from titiktemu.meetings.services.agenda import add_item
from titiktemu.meetings.services.attending import note_present
from titiktemu.meetings.services.inviting import invite_other, invite_people
from titiktemu.meetings.services.makeup import set_makeup
from titiktemu.meetings.services.planning import plan_meeting
from titiktemu.meetings.services.running import call_up

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OF_ONE = [
    "home", "edit", "cancel", "people", "makeup", "attendance", "desk", "printed_list", "sheet",
    "agenda", "mandate", "console", "stage", "minutes", "reminders", "hand_over",
]  # fmt: skip


@pytest.fixture
def meeting(facilitator, person, initiative):
    """A forum that begins in an hour, with people invited and one who is there."""
    begins = timezone.now() + timedelta(hours=1)
    made = plan_meeting(
        actor=facilitator,
        initiative=initiative,
        kind="forum",
        title="Forum awal kedua pihak",
        place="Balai desa",
        online_url="https://rapat.contoh.invalid/abc",
        time_zone="Asia/Makassar",
        starts_at=begins,
        ends_at=begins + timedelta(hours=3),
        is_public=True,
    )
    sides = (Side.GOVERNMENT, Side.CIVIL_SOCIETY)
    places = [person(side, Role.REPRESENTATIVE).place_in(initiative) for side in sides]
    person(Side.OTHER, Role.REPRESENTATIVE)
    first, _second = invite_people(actor=facilitator, meeting=made, places=places)
    invite_other(actor=facilitator, meeting=made, name="Bu Sari", side=Side.CITIZENS, sex="female")
    note_present(actor=facilitator, meeting=made, invitations=[first])
    opening = add_item(actor=facilitator, meeting=made, title="Pembukaan", minutes=10, prompt="Apa kabar?")
    add_item(actor=facilitator, meeting=made, title="Dengar", minutes=30)
    call_up(actor=facilitator, meeting=made, item=opening, turn=0)
    set_makeup(
        actor=facilitator,
        meeting=made,
        lines=[Figures("side", Side.GOVERNMENT, 3), Figures("sex", "female", 2)],
    )
    return made


def of_the_list(name, meeting):
    """The address of a page that is not about one meeting; "" for any other."""
    whole = {"index", "create"}
    return reverse(f"meetings:{name}", args=[meeting.initiative.slug]) if name in whole else ""


@pytest.fixture
def guest(meeting):
    """The mother who is on no list."""
    return Invitation.objects.get(meeting=meeting, side=Side.CITIZENS)


def at(name, meeting, *more):
    return reverse(f"meetings:{name}", args=[meeting.initiative.slug, meeting.number, *more])


@pytest.mark.parametrize(
    "name", [*OF_ONE, "invitation", "invitation_letter", "assignment_letter", "index", "create"]
)
@pytest.mark.parametrize(("language", "theme"), [("id", "light"), ("en", "dark")])
def test_pages_have_no_barriers_and_fit_phone_and_laptop(
    meeting, guest, facilitator, visit, barriers, runs_over, name, language, theme
):
    address = of_the_list(name, meeting) or at(name, meeting, *([] if name in OF_ONE else [guest.number]))
    for width in (360, 1280):
        page = visit(address, actor=facilitator, language=language, theme=theme, width=width)
        assert runs_over(page) == 0
        assert barriers(page) == []


@pytest.mark.parametrize("name", ["answer", "arrive", "enter", "door"])
@pytest.mark.parametrize(("language", "theme"), [("id", "light"), ("en", "dark")])
def test_what_guests_see_on_a_phone_has_no_barriers(
    meeting, guest, visit, barriers, runs_over, name, language, theme
):
    given = {"answer": [guest.token], "arrive": [guest.token], "enter": [], "door": [meeting.door_code]}
    page = visit(reverse(f"meetings:{name}", args=given[name]), language=language, theme=theme, width=360)
    assert runs_over(page) == 0
    assert barriers(page) == []


def test_a_guest_answers_and_checks_in_without_scripts(meeting, guest, visit):
    page = visit(reverse("meetings:answer", args=[guest.token]), language="en", width=360, scripts=False)
    page.get_by_label("No, I cannot come").check()
    page.get_by_text("Somebody comes instead of me").click()
    page.get_by_label("Who comes instead of you").fill("Bu Rina")
    page.get_by_role("button", name="Send my answer").click()
    assert page.get_by_text("your answer is kept").is_visible()
    page.get_by_role("link", name="I am here").click()
    page.get_by_label("The code shown in the room").fill(meeting.door_code.lower())
    page.get_by_role("button", name="I am here").click()
    assert page.get_by_text("You are noted as present").is_visible()
    row = Attendance.objects.get(invitation=guest)
    assert (row.name, row.is_deputy) == ("Bu Rina", True)


def test_a_facilitator_plans_asks_the_calendar_and_keeps_the_desk_without_scripts(
    meeting, guest, facilitator, visit
):
    page = visit(at("edit", meeting), actor=facilitator, language="en", width=360, scripts=False)
    page.get_by_label("Day", exact=True).fill("2026-12-25")
    page.get_by_role("button", name="Ask the calendar first").click()
    assert page.get_by_text("public holiday").is_visible()
    desk = visit(at("desk", meeting), actor=facilitator, language="en", width=360, scripts=False)
    desk.get_by_label("Code", exact=True).fill(guest.code)
    desk.get_by_role("button", name="Note as present").first.click()
    assert desk.get_by_text("Noted: Bu Sari").is_visible()


def test_a_facilitator_leads_from_a_phone_without_scripts(meeting, facilitator, visit):
    page = visit(at("console", meeting), actor=facilitator, language="en", width=360, scripts=False)
    page.get_by_role("button", name="Next: Dengar").click()
    assert page.get_by_role("heading", name="Dengar").is_visible()
    page.get_by_role("button", name="Pause").click()
    assert page.get_by_text("paused").is_visible()


def test_the_projector_follows_the_phone_by_itself(meeting, facilitator, visit):
    stage = visit(at("stage", meeting), actor=facilitator, language="en")
    phone = visit(at("console", meeting), actor=facilitator, language="en", width=360)
    phone.get_by_role("button", name="Next: Dengar").click()
    told = stage.get_by_role("heading", name="Dengar")
    told.wait_for(timeout=20000)
    assert told.is_visible()
