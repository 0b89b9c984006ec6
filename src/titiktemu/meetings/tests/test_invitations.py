"""Inviting people, links of their own, answers; and what a link does not do."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from titiktemu.foundation.actors import STRANGER
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import AuditEntry
from titiktemu.foundation.services.people import forget_person
from titiktemu.foundation.services.rosters import revoke_person
from titiktemu.foundation.words import Role, Side
from titiktemu.meetings.models import Invitation
from titiktemu.meetings.queries.people import answers_by_side, find_by_token, invitations_of, may_be_invited
from titiktemu.meetings.services.answering import answer_invitation
from titiktemu.meetings.services.inviting import invite_other, invite_people, renew_link, withdraw_invitation
from titiktemu.meetings.services.planning import cancel_meeting
from titiktemu.meetings.tests.gathering import TUESDAY, planned

pytestmark = pytest.mark.django_db

BEFORE = TUESDAY - timedelta(days=3)


@pytest.fixture(autouse=True)
def frozen():
    """Three days before the meeting."""
    with time_machine.travel(BEFORE, tick=False):
        yield


@pytest.fixture
def meeting(facilitator, initiative):
    return planned(facilitator, initiative)


@pytest.fixture
def invited(facilitator, meeting):
    """A mother who is on no list."""
    return invite_other(
        actor=facilitator, meeting=meeting, name="Bu Sari", side=Side.CITIZENS, contact="0812 0000 0000"
    )


@pytest.fixture
def official(person, initiative):
    return person(Side.GOVERNMENT, Role.REPRESENTATIVE).place_in(initiative)


def link(invitation):
    return reverse("meetings:answer", args=[invitation.token])


def test_people_of_the_lists_are_invited_once(facilitator, meeting, official):
    (made,) = invite_people(actor=facilitator, meeting=meeting, places=[official])
    assert made.shown_name == official.name
    assert made.name == "", "the name stays in one place, so that it can be erased there"
    assert official not in may_be_invited(meeting)
    with pytest.raises(RuleBroken):
        invite_people(actor=facilitator, meeting=meeting, places=[official])
    assert invitations_of(meeting).count() == 1


def test_only_whoever_leads_invites(person, meeting, official):
    for who in (person(Side.GOVERNMENT, Role.LEADER), person("", Role.OBSERVER), STRANGER):
        with pytest.raises(NotAllowed):
            invite_people(actor=who, meeting=meeting, places=[official])
        with pytest.raises(NotAllowed):
            invite_other(actor=who, meeting=meeting, name="X", side=Side.OTHER)


def test_to_a_caucus_only_its_own_side_is_invited(person, facilitator, initiative, official):
    caucus = planned(facilitator, initiative, side=Side.CIVIL_SOCIETY)
    with pytest.raises(RuleBroken):
        invite_people(actor=facilitator, meeting=caucus, places=[official])
    with pytest.raises(RuleBroken):
        invite_other(actor=facilitator, meeting=caucus, name="X", side=Side.GOVERNMENT)


def test_a_link_is_long_different_and_not_in_the_database(facilitator, meeting, invited):
    other = invite_other(actor=facilitator, meeting=meeting, name="Bu Ani", side=Side.CITIZENS)
    assert len(invited.token) == 26
    assert invited.token != other.token
    assert invited.code != other.code
    row = Invitation.objects.filter(pk=invited.pk).values().get()
    assert invited.token not in str(row)
    assert invited.code not in str(row)
    assert find_by_token(invited.token) == invited
    assert find_by_token(invited.token.lower()) == invited
    assert find_by_token(invited.token[:-1]) is None


def test_answers_may_be_given_twice_and_changed_until_the_meeting_begins(invited, meeting):
    for answer in ("yes", "yes", "maybe", "no"):
        answer_invitation(actor=STRANGER, invitation=invited, answer=answer)
    invited.refresh_from_db()
    assert invited.answer == "no"
    with time_machine.travel(TUESDAY, tick=False), pytest.raises(RuleBroken):
        answer_invitation(actor=STRANGER, invitation=invited, answer="yes")
    entries = AuditEntry.objects.filter(action="meetings.answer_invitation")
    assert entries.count() == 4
    assert all(entry.detail == {} and entry.actor is None for entry in entries)


def test_a_deputy_is_named_by_whoever_does_not_come(invited, meeting):
    answer_invitation(
        actor=STRANGER, invitation=invited, answer="no", deputy_name="Bu Rina", deputy_office="Kader"
    )
    (line,) = answers_by_side(invitations_of(meeting))
    assert (line.no, line.deputies, line.coming) == (1, 1, 1)
    answer_invitation(actor=STRANGER, invitation=invited, answer="yes", deputy_name="Bu Rina")
    invited.refresh_from_db()
    assert invited.deputy_name == "", "who comes needs no deputy"


def test_nonsense_is_no_answer(invited):
    for answer in ("", "perhaps", "yes; DROP TABLE"):
        with pytest.raises(RuleBroken):
            answer_invitation(actor=STRANGER, invitation=invited, answer=answer)


def test_a_cancelled_meeting_and_a_withdrawn_invitation_take_no_answer(facilitator, meeting, invited):
    withdraw_invitation(actor=facilitator, invitation=invited)
    assert Client().get(link(invited)).status_code == 404
    invited.refresh_from_db()
    assert invited.contact == ""
    with pytest.raises(RuleBroken):
        answer_invitation(actor=STRANGER, invitation=invited, answer="yes")
    other = invite_other(actor=facilitator, meeting=meeting, name="Bu Ani", side=Side.CITIZENS)
    cancel_meeting(actor=facilitator, meeting=meeting, reason="Banjir.")
    other = find_by_token(other.token)
    with pytest.raises(RuleBroken):
        answer_invitation(actor=STRANGER, invitation=other, answer="yes")
    assert "Banjir." in Client().get(link(other)).content.decode()


def test_a_link_made_anew_kills_the_old_one(facilitator, invited):
    old = invited.token
    renew_link(actor=facilitator, invitation=invited)
    assert find_by_token(old) is None
    assert find_by_token(invited.token) == invited


def test_somebody_invited_again_gets_a_new_link_and_no_old_answer(facilitator, meeting, official):
    (first,) = invite_people(actor=facilitator, meeting=meeting, places=[official])
    answer_invitation(actor=STRANGER, invitation=first, answer="no", deputy_name="Pak Budi")
    withdraw_invitation(actor=facilitator, invitation=first)
    (again,) = invite_people(actor=facilitator, meeting=meeting, places=[official])
    assert again.pk == first.pk
    assert again.token != first.token
    assert (again.answer, again.deputy_name) == ("", "")


def test_an_erased_person_is_erased_here_too(facilitator, meeting, official):
    invite_people(actor=facilitator, meeting=meeting, places=[official])
    name = official.name
    revoke_person(actor=facilitator, place=official)
    official.refresh_from_db()
    forget_person(actor=facilitator, place=official)
    (one,) = invitations_of(meeting)
    assert one.shown_name == "(name erased)"
    assert name not in str(Invitation.objects.values().get())


def test_the_link_works_without_an_account_also_where_the_initiative_is_hidden(
    facilitator, person, make_initiative
):
    hidden = make_initiative("Tertutup", is_public=False)
    leads = person("", Role.FACILITATOR, initiative=hidden)
    invited = invite_other(actor=leads, meeting=planned(leads, hidden), name="Bu Sari", side=Side.CITIZENS)
    browser = Client(headers={"accept-language": "en"})
    page = browser.get(link(invited)).content.decode()
    assert "Diskusi ibu Teluk Biru" in page
    assert "Balai desa" in page
    answer = browser.post(link(invited), {"answer": "yes"}, follow=True)
    assert "Thank you" in answer.content.decode()
    invited.refresh_from_db()
    assert invited.answer == "yes"


def test_the_page_of_the_link_gives_no_contact_and_no_names_of_others_away(facilitator, meeting, invited):
    invite_other(actor=facilitator, meeting=meeting, name="Bu Ani", side=Side.CITIZENS, contact="0813")
    page = Client().get(link(invited)).content.decode()
    assert "0812" not in page
    assert "Bu Ani" not in page
    assert 'name="robots" content="noindex' in page


def test_a_wrong_answer_on_the_page_says_what_to_do(invited):
    answer = Client(headers={"accept-language": "en"}).post(link(invited), {"deputy_name": "Pak Budi"})
    assert answer.status_code == 422
    assert "Please choose one of the three answers." in answer.content.decode()
    assert "Pak Budi" in answer.content.decode(), "nothing that was typed is lost"


def test_guessing_links_ends_soon_but_a_right_link_still_works(invited):
    browser = Client()
    answers = [browser.get(reverse("meetings:answer", args=[f"{n:026d}"])).status_code for n in range(17)]
    assert answers[:15] == [404] * 15
    assert answers[15:] == [429, 429]
    assert browser.get(link(invited)).status_code == 200


def test_odd_links_are_simply_not_there():
    for odd in ("x", "a" * 4000, "..", "%F0%9F%98%80", "' OR 1=1 --"):
        assert Client().get(f"/u/{odd}/").status_code in {301, 404}


def test_hostile_texts_stay_texts(facilitator, client_as, meeting):
    evil = "<script>alert(1)</script>\u202e"
    bad = invite_other(
        actor=facilitator, meeting=meeting, name=evil, organisation=evil, office=evil, side=Side.OTHER
    )
    answer_invitation(actor=STRANGER, invitation=bad, answer="no", deputy_name=evil)
    lead, place = client_as(facilitator), [meeting.initiative.slug, meeting.number]
    for address in (
        link(bad),
        reverse("meetings:people", args=place),
        reverse("meetings:invitation", args=[*place, bad.number]),
        reverse("meetings:desk", args=place),
        reverse("meetings:printed_list", args=place),
    ):
        page = lead.get(address)
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode()
