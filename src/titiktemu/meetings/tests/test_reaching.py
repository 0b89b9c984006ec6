"""Reminders, one's own calendar, handing over, and forgetting how people can be reached."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.words import Role, Side
from titiktemu.meetings.models import Invitation, Reminder
from titiktemu.meetings.queries import exists_for
from titiktemu.meetings.services.answering import answer_invitation
from titiktemu.meetings.services.inviting import invite_other
from titiktemu.meetings.services.reaching import (
    hand_over_meeting,
    make_feed_key,
    note_reminded,
    take_feed_key,
)
from titiktemu.meetings.tasks import look_after_meetings, mail_address
from titiktemu.meetings.tests.gathering import TUESDAY, planned

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(TUESDAY - timedelta(days=10), tick=False) as moving:
        yield moving


@pytest.fixture
def meeting(facilitator, initiative):
    return planned(facilitator, initiative)


@pytest.fixture
def tick(django_capture_on_commit_callbacks):
    def run():
        with django_capture_on_commit_callbacks(execute=True):
            look_after_meetings(timezone.now())

    return run


def test_each_is_reminded_once_by_mail_or_by_hand(meeting, facilitator, clock, tick):
    told = {"actor": facilitator, "meeting": meeting, "side": Side.CITIZENS}
    invite_other(name="Bu Sari", contact="sari@contoh.invalid", **told)
    by_hand = invite_other(name="Pak Made", contact="0812", **told)
    coming = invite_other(name="Bu Rina", contact="rina@contoh.invalid", **told)
    answer_invitation(actor=facilitator, invitation=coming, answer="yes")
    tick()
    assert not mail.outbox, "ten days before nobody is reminded"
    clock.shift(timedelta(days=4))
    tick()
    tick()
    assert [one.to for one in mail.outbox] == [["sari@contoh.invalid"]]
    waiting = Reminder.objects.get(invitation=by_hand)
    assert (waiting.by_mail, waiting.sent_at) == (False, None)
    note_reminded(actor=facilitator, reminder=waiting)
    clock.move_to(TUESDAY - timedelta(hours=20))
    tick()
    assert [one.to for one in mail.outbox][1:] == [["rina@contoh.invalid"]]


def test_the_list_has_words_and_a_whatsapp_link(meeting, facilitator, client_as, clock, tick):
    invited = invite_other(actor=facilitator, meeting=meeting, name="Pak Made", side=Side.CITIZENS)
    clock.shift(timedelta(days=5))
    tick()
    lead = client_as(facilitator)
    address = reverse("meetings:reminders", args=[meeting.initiative.slug, meeting.number])
    page = lead.get(address).content.decode()
    assert "https://wa.me/?text=" in page
    assert invited.token in page
    lead.post(address, {"reminder": Reminder.objects.get().pk})
    assert "Nobody waits" in lead.get(address).content.decode()


def test_a_cancelled_meeting_or_one_taken_back_reminds_nobody(meeting, facilitator, clock, tick):
    invite_other(actor=facilitator, meeting=meeting, name="Bu Sari", side=Side.CITIZENS)
    Invitation.objects.update(withdrawn_at=timezone.now())
    clock.shift(timedelta(days=9))
    tick()
    assert not Reminder.objects.exists()


def test_contacts_are_forgotten_ninety_days_after_the_meeting(meeting, facilitator, clock, tick):
    invite_other(actor=facilitator, meeting=meeting, name="Bu Sari", side=Side.CITIZENS, contact="0812")
    clock.move_to(meeting.ends_at + timedelta(days=89))
    tick()
    assert Invitation.objects.get().contact == "0812"
    clock.shift(timedelta(days=2))
    tick()
    assert Invitation.objects.get().contact == ""


@pytest.mark.parametrize(
    ("contact", "address"),
    [("0812, sari@contoh.invalid", "sari@contoh.invalid"), ("0812 3456", ""), ("a@b", ""), ("", "")],
)
def test_an_address_is_found_among_what_was_noted(contact, address):
    assert mail_address(contact) == address


def test_the_own_calendar_holds_the_own_caucus_and_dies_with_its_key(
    meeting, facilitator, person, client, client_as, initiative
):
    gov, cso = person(Side.GOVERNMENT, Role.LEADER), person(Side.CIVIL_SOCIETY, Role.LEADER)
    planned(gov, initiative, side=Side.GOVERNMENT, title="Kaukus pemerintah")
    browser = client_as(gov)
    page = browser.post(reverse("meetings:calendar", args=[initiative.slug]), {"do": "make"}, follow=True)
    assert "webcal://" in page.content.decode()
    own, other = (make_feed_key(actor=one, initiative=initiative) for one in (gov, cso))
    feed = client.get(reverse("meetings:own_feed", args=[own.token]))
    assert b"Kaukus pemerintah" in feed.content
    assert b"Kaukus" not in client.get(reverse("meetings:own_feed", args=[other.token])).content
    fresh = make_feed_key(actor=gov, initiative=initiative)
    place = gov.place_in(initiative)
    place.revoked_at = timezone.now()
    place.save()
    assert client.get(reverse("meetings:own_feed", args=[fresh.token])).status_code == 404
    take_feed_key(actor=cso, initiative=initiative)
    assert client.get(reverse("meetings:own_feed", args=[other.token])).status_code == 404


def test_a_calendar_address_made_anew_kills_the_old_one(person, client, initiative):
    gov = person(Side.GOVERNMENT, Role.LEADER)
    old = make_feed_key(actor=gov, initiative=initiative).token
    fresh = make_feed_key(actor=gov, initiative=initiative).token
    answers = [client.get(reverse("meetings:own_feed", args=[one])).status_code for one in (old, fresh)]
    assert answers == [404, 200]


def test_a_caucus_is_handed_over_and_seen_no_more(facilitator, person, initiative):
    caucus = planned(facilitator, initiative, side=Side.GOVERNMENT)
    leader, other = person(Side.GOVERNMENT, Role.LEADER), person(Side.CIVIL_SOCIETY, Role.LEADER)
    with pytest.raises(RuleBroken, match="Only a facilitator"):
        hand_over_meeting(actor=facilitator, meeting=caucus, place=other.place_in(initiative))
    hand_over_meeting(actor=facilitator, meeting=caucus, place=leader.place_in(initiative))
    caucus.refresh_from_db()
    assert exists_for(leader, caucus)
    assert not exists_for(facilitator, caucus)
    with pytest.raises(NotAllowed):
        hand_over_meeting(actor=facilitator, meeting=caucus, place=leader.place_in(initiative))


def test_an_answer_twice_keeps_the_last_and_one_row(meeting, facilitator):
    invited = invite_other(actor=facilitator, meeting=meeting, name="Bu Sari", side=Side.CITIZENS)
    for answer in ("yes", "yes", "no"):
        answer_invitation(actor=facilitator, invitation=invited, answer=answer)
    assert [one.answer for one in Invitation.objects.all()] == ["no"]


def test_a_meeting_across_the_years_end_reminds_before_it(facilitator, initiative, clock, tick):
    eve = datetime(2026, 12, 31, 15, 0, tzinfo=UTC)
    made = planned(facilitator, initiative, starts_at=eve)
    assert "31 December 2026, 22:00" in made.when
    assert "1 January 2027, 01:00" in made.when
    invite_other(actor=facilitator, meeting=made, name="Bu Sari", side=Side.CITIZENS)
    clock.move_to(eve - timedelta(hours=1))
    tick()
    assert Reminder.objects.get().kind == Reminder.Kind.ANSWER
