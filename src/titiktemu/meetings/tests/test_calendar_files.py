"""Calendar files, read again by a calendar: zones, identity, changes, cancelling, odd texts."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from titiktemu.foundation.words import Role, Side
from titiktemu.meetings.calendar_files import calendar_file
from titiktemu.meetings.services.inviting import invite_other
from titiktemu.meetings.services.planning import cancel_meeting, edit_meeting
from titiktemu.meetings.tests.gathering import TUESDAY, planned

pytestmark = pytest.mark.django_db

PAGE = "https://contoh.invalid/i/x/pertemuan/1/"


def read(made):
    """The calendar and its events, as a calendar program reads them."""
    calendar = Calendar.from_ical(made)
    return calendar, calendar.walk("VEVENT")


def one(meeting, **told):
    made = calendar_file([(meeting, PAGE)], name="Contoh", **{"with_link": False, **told})
    return read(made)[1][0]


@pytest.mark.parametrize(
    ("zone", "hours", "name"),
    [("Asia/Jakarta", 7, "WIB"), ("Asia/Makassar", 8, "WITA"), ("Asia/Jayapura", 9, "WIT")],
)
def test_time_and_zone_come_back_as_they_were(facilitator, initiative, zone, hours, name):
    meeting = planned(facilitator, initiative, time_zone=zone)
    made = calendar_file([(meeting, PAGE)], name="Contoh", with_link=False)
    calendar, (event,) = read(made)
    begins = event.decoded("dtstart")
    assert begins == TUESDAY
    assert begins.utcoffset() == timedelta(hours=hours)
    assert event["dtstart"].params["TZID"] == zone
    (described,) = calendar.walk("VTIMEZONE")
    assert described["TZID"] == zone
    assert described.walk("STANDARD")[0]["TZNAME"] == name
    assert event.decoded("dtend") - begins == timedelta(hours=3)


def test_a_meeting_across_the_end_of_the_year_comes_back_whole(facilitator, initiative):
    begins = datetime(2026, 12, 31, 15, tzinfo=UTC)
    event = one(planned(facilitator, initiative, starts_at=begins, ends_at=begins + timedelta(hours=4)))
    assert (event.decoded("dtstart").year, event.decoded("dtend").year) == (2026, 2027)


def test_identity_stays_and_the_sequence_grows(facilitator, initiative):
    meeting = planned(facilitator, initiative)
    first = one(meeting)
    meeting = edit_meeting(actor=facilitator, meeting=meeting, place="Aula dinas")
    second = one(meeting)
    meeting = cancel_meeting(actor=facilitator, meeting=meeting, reason="Banjir.")
    third = one(meeting)
    assert first["uid"] == second["uid"] == third["uid"]
    assert [event["sequence"] for event in (first, second, third)] == [0, 1, 2]
    assert [event["status"] for event in (first, second, third)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert "Banjir." in third["description"]


def test_hostile_texts_add_no_lines_of_their_own(facilitator, initiative):
    evil = "Rapat\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:palsu;,\\ “ ” 🙂" + "x" * 100
    event = one(planned(facilitator, initiative, title=evil[:160], place=evil, purpose=evil * 3))
    assert event["summary"].replace("\r", "") == evil[:160].replace("\r", "")
    made = calendar_file(
        [(planned(facilitator, initiative, title=evil[:160]), PAGE)], name=evil, with_link=True
    )
    assert len(read(made)[1]) == 1
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))


def test_the_link_to_join_goes_to_those_who_are_invited_and_to_the_initiatives_people(
    facilitator, initiative, client_as, person
):
    link = "https://rapat.contoh.invalid/abc"
    meeting = planned(facilitator, initiative, online_url=link, is_public=True)
    own = reverse("meetings:ics", args=[initiative.slug, meeting.number])
    feed = reverse("meetings:feed", args=[initiative.slug])
    invited = invite_other(actor=facilitator, meeting=meeting, name="Bu Sari", side=Side.CITIZENS)
    member = client_as(person(Side.CIVIL_SOCIETY, Role.REPRESENTATIVE))
    with time_machine.travel(TUESDAY - timedelta(days=2)):
        for address in (own, feed):
            assert link not in unfolded(Client().get(address))
            assert link in unfolded(member.get(address))
        assert link in unfolded(Client().get(reverse("meetings:answer_ics", args=[invited.token])))


def unfolded(answer):
    assert answer["Content-Type"].startswith("text/calendar")
    return answer.content.replace(b"\r\n ", b"").decode()


def test_the_feed_tells_each_reader_what_they_may_know_of(facilitator, initiative, client_as, person):
    planned(facilitator, initiative, title="Terbuka", is_public=True)
    planned(facilitator, initiative, title="Anggota")
    planned(facilitator, initiative, title="Kaukus", side=Side.GOVERNMENT)
    feed = reverse("meetings:feed", args=[initiative.slug])

    def told(browser):
        return {event["summary"] for event in read(browser.get(feed).content)[1]}

    with time_machine.travel(TUESDAY - timedelta(days=2)):
        assert told(Client()) == {"Terbuka"}
        assert told(client_as(person(Side.CIVIL_SOCIETY, Role.LEADER))) == {"Terbuka", "Anggota"}
        assert told(client_as(person(Side.GOVERNMENT, Role.REPRESENTATIVE))) == {
            "Terbuka",
            "Anggota",
            "Kaukus",
        }
    with time_machine.travel(TUESDAY + timedelta(days=400)):
        assert told(Client()) == set()


def test_an_empty_feed_is_still_a_calendar(initiative):
    calendar, events = read(Client().get(reverse("meetings:feed", args=[initiative.slug])).content)
    assert events == []
    assert calendar["version"] == "2.0"
