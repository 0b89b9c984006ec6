"""A forum as a meeting: invited, answered, checked in by code and from a signed list, led and closed."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.forum_people import Hall
from titiktemu.foundation.words import BOTH_SIDES, Side
from titiktemu.meetings.models import Attendance, Invitation, Meeting
from titiktemu.meetings.times import local

ZONE = "Asia/Jakarta"
GUEST = "Bu Sari"
ALL = (*BOTH_SIDES, Side.CITIZENS)
"""Two of each side with their leader, and the guest."""


def planned_and_invited(hall: Hall) -> None:
    """Two hours before: the meeting is planned, people of the lists and a guest are invited."""
    lead = hall.facilitator
    begins = local(timezone.now() + timedelta(hours=2), ZONE)
    lead.goes_to("meetings:create")
    lead.fills(
        kind="forum", step="2", title="Forum air sekolah", day=begins.date().isoformat(),
        begins=f"{begins:%H:%M}", ends=f"{begins + timedelta(hours=4):%H:%M}", time_zone=ZONE,
        place="Balai desa",
    )  # fmt: skip
    lead.presses("Save the meeting")
    lead.goes_to("meetings:mandate", 1)
    lead.fills(why="Memahami bersama mengapa air sekolah keruh.", may_decide="Memilih tim.")
    lead.presses("Save")
    for title, minutes in (("Pembukaan", "10"), ("Sebab dan akibat", "60"), ("Membentuk tim", "30")):
        lead.goes_to("meetings:agenda", 1)
        lead.fills(title=title, minutes=minutes)
        lead.presses("Add")
    lead.goes_to("meetings:people", 1)
    for box in lead.page.locator("input[name=places]").all():
        box.check()
    lead.presses("Invite those ticked")
    lead.fills(name=GUEST, side=Side.CITIZENS.value)
    lead.presses("Invite")
    assert [Invitation.objects.filter(side=side).count() for side in ALL] == [3, 3, 1]


def answered_by_link(hall: Hall) -> None:
    """A guest without an account says yes, twice; the second answer is no second person."""
    guest = hall.stranger()
    token = Invitation.objects.get(name=GUEST).token
    for button in ("Send my answer", "Change my answer"):
        guest.page.goto(guest.site + reverse("meetings:answer", args=[token]))
        guest.picks("Yes, I come")
        guest.presses(button)
    hall.facilitator.goes_to("meetings:home", 1)
    assert Invitation.objects.filter(answer="yes").count() == 1


def checked_in(hall: Hall) -> None:
    """One by the code of the room, one by the code of the letter at the desk, the rest from paper."""
    meeting = Meeting.objects.get()
    guest = hall.stranger()
    guest.page.goto(guest.site + reverse("meetings:arrive", args=[Invitation.objects.get(name=GUEST).token]))
    guest.page.get_by_label("The code shown in the room").fill(meeting.door_code.lower())
    guest.page.get_by_role("button", name="I am here").click()
    guest.sees("You are noted as present")
    lead = hall.facilitator
    lead.goes_to("meetings:desk", 1)
    lead.fills(code=Invitation.objects.filter(side=Side.GOVERNMENT)[0].code)
    lead.page.get_by_role("button", name="Note as present").first.click()
    lead.page.get_by_role("button", name="Note as present").first.wait_for()
    for box in lead.page.locator("input[name=here]").all():
        box.check()
    lead.picks("Typed in from the signed list")
    lead.presses("Note those ticked as present")
    assert [Attendance.objects.filter(side=side).count() for side in ALL] == [3, 3, 1]


def led_from_a_phone(hall: Hall) -> None:
    """The projector follows the console; a side goes out to talk by itself."""
    hall.facilitator.goes_to("meetings:console", 1)
    stage = hall.projector("meetings:stage", 1)
    hall.facilitator.page.get_by_role("button", name="Next: Pembukaan").click()
    hall.facilitator.page.get_by_role("button", name="Next: Sebab dan akibat").click()
    expect(stage.page.get_by_role("heading", name="Sebab dan akibat")).to_be_visible(timeout=hall.patience)


def begun(hall: Hall) -> None:
    """It begins earlier than planned: people came early."""
    lead = hall.facilitator
    began = local(timezone.now() - timedelta(hours=1), ZONE)
    lead.goes_to("meetings:edit", 1)
    lead.fills(
        day=began.date().isoformat(), begins=f"{began:%H:%M}", ends=f"{began + timedelta(hours=4):%H:%M}"
    )
    lead.presses("Save")


def minutes_approved(hall: Hall) -> None:
    """One passage: civil society amends it, government approves the new wording."""
    lead = hall.facilitator
    lead.goes_to("meetings:minutes", 1)
    lead.fills(kind="agreed", text="Kedua pihak membentuk tim air.")
    lead.presses("Add the passage")
    for one in (hall.activist, hall.official):
        one.goes_to("meetings:minutes", 1)
        one.follows("Answer for your side")
        if one is hall.activist:
            one.fills(text="Kedua pihak membentuk tim air sebelum Juni.")
            one.presses("Save the wording")
        else:
            one.presses("Approve for my side")
    lead.goes_to("meetings:minutes", 1)
    lead.sees("Kedua pihak membentuk tim air sebelum Juni.", "Settled")


def held(hall: Hall) -> None:
    """It is over; from now on it counts, and the minutes become a paper."""
    lead = hall.facilitator
    lead.goes_to("meetings:home", 1)
    lead.presses("The meeting was held")
    lead.goes_to("meetings:minutes", 1)
    lead.presses("Issue as a numbered paper")
    assert Meeting.objects.get().is_held
