"""From the map to a meeting: what if these accept, who is missing, and inviting them."""

import pytest
from django.utils import timezone

from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import AuditEntry, Participation
from titiktemu.foundation.services.rosters import revoke_person
from titiktemu.foundation.words import Role, Side
from titiktemu.meetings.makeup_lines import Figures
from titiktemu.meetings.models import Invitation
from titiktemu.meetings.queries.makeup import kept_makeup
from titiktemu.meetings.queries.people import invitations_of
from titiktemu.meetings.services.answering import answer_invitation
from titiktemu.meetings.services.inviting import invite_other, invite_people, withdraw_invitation
from titiktemu.meetings.services.makeup import set_makeup
from titiktemu.meetings.stakeholders.queries.meeting import asked_to, may_be_asked, what_if
from titiktemu.meetings.stakeholders.queries.ratings import group_of, rated_by
from titiktemu.meetings.stakeholders.queries.register import stakeholders_of
from titiktemu.meetings.stakeholders.services.inviting import invite_stakeholders
from titiktemu.meetings.stakeholders.services.register import remove_stakeholder
from titiktemu.meetings.stakeholders.tests.mapping import CIVIL_SOCIETY, GOVERNMENT, put, rate
from titiktemu.meetings.tests.gathering import planned
from titiktemu.meetings.views.inviting import gathered

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(facilitator, initiative):
    """A meeting of all that comes."""
    return planned(facilitator, initiative, starts_at=timezone.now() + timezone.timedelta(days=9))


def asked(actor, meeting, *rows):
    return invite_stakeholders(actor=actor, meeting=meeting, stakeholders=rows)


def looked(actor, meeting, *chosen):
    rows = may_be_asked(meeting, stakeholders_of(meeting.initiative))
    return what_if(
        meeting,
        gathered(meeting),
        kept_makeup(meeting),
        rated_by(group_of(actor, meeting.initiative), rows),
        asked_to(meeting, rows),
        [one.pk for one in chosen],
    )


def test_stakeholders_become_ordinary_invitations(initiative, meeting, facilitator, official, activist):
    place = official.place_in(initiative)
    by_place = put(facilitator, initiative, "Dinas Air", "opd", place=place, contact="dinas@contoh.invalid")
    by_name = put(facilitator, initiative, "Radio Pesisir", "media", contact="0800 1")
    done = asked(facilitator, meeting, by_name, by_place)
    assert (done.invited, done.already) == ([by_place, by_name], [])
    first, second = invitations_of(meeting)
    assert (first.place, first.name, first.side) == (place, "", GOVERNMENT)
    assert (second.name, second.side, second.contact) == ("Radio Pesisir", Side.OTHER.value, "0800 1")
    assert first.contact == "dinas@contoh.invalid"
    assert second.token
    entry = AuditEntry.objects.get(action="stakeholders.invite")
    assert entry.detail == {"stakeholders": 2}


def test_whoever_is_invited_already_is_told_and_not_doubled(initiative, meeting, facilitator, official):
    row, other = put(facilitator, initiative), put(facilitator, initiative, "PDAM", "private")
    asked(facilitator, meeting, row)
    done = asked(facilitator, meeting, row, other)
    assert (done.invited, done.already) == ([other], [row])
    with pytest.raises(RuleBroken, match="not invited yet"):
        asked(facilitator, meeting, row)
    assert invitations_of(meeting).count() == 2
    # Whoever was invited from the lists counts as well.
    place = official.place_in(initiative)
    named = put(facilitator, initiative, "Dinas Jalan", place=place)
    invite_people(actor=facilitator, meeting=meeting, places=[place])
    with pytest.raises(RuleBroken, match="not invited yet"):
        asked(facilitator, meeting, named)


def test_two_stakeholders_that_one_person_speaks_for_are_one_invitation(
    initiative, meeting, facilitator, official
):
    place = official.place_in(initiative)
    rows = [put(facilitator, initiative, name, place=place) for name in ("Dinas Air", "Forum Air")]
    assert [line.after for line in looked(facilitator, meeting, *rows).balance] == [1, 0]
    assert len(asked(facilitator, meeting, *rows).invited) == 2
    assert invitations_of(meeting).count() == 1
    assert len(asked_to(meeting, rows)) == 2


def test_after_an_invitation_was_taken_back_one_can_be_invited_again(
    initiative, meeting, facilitator, official
):
    rows = [
        put(facilitator, initiative),
        put(facilitator, initiative, "Dinas Jalan", place=official.place_in(initiative)),
    ]
    asked(facilitator, meeting, *rows)
    for one in invitations_of(meeting):
        withdraw_invitation(actor=facilitator, invitation=one)
    assert asked_to(meeting, rows) == {}
    assert len(asked(facilitator, meeting, *rows).invited) == 2
    assert len(asked_to(meeting, rows)) == 2


@pytest.mark.parametrize("how", ["revoked", "expired"])
def test_a_person_who_left_the_list_is_a_sentence_and_nobody_is_invited(
    initiative, meeting, facilitator, official, how
):
    place = official.place_in(initiative)
    gone = put(facilitator, initiative, "Dinas Air", place=place)
    other = put(facilitator, initiative, "PDAM", "private")
    if how == "revoked":
        revoke_person(actor=facilitator, place=place)
    else:
        Participation.objects.filter(pk=place.pk).update(mandate_until="2020-01-01")
    with pytest.raises(RuleBroken, match="“Dinas Air” is no longer on the list"):
        asked(facilitator, meeting, other, gone)
    assert not invitations_of(meeting)
    with pytest.raises(RuleBroken):
        invite_people(actor=facilitator, meeting=meeting, places=[place])


def test_what_was_taken_off_the_map_is_not_invited(initiative, meeting, facilitator):
    row = put(facilitator, initiative)
    remove_stakeholder(actor=facilitator, stakeholder=row)
    with pytest.raises(RuleBroken, match="off the map"):
        asked(facilitator, meeting, row)


def test_only_whoever_leads_the_meeting_invites(initiative, meeting, person, official, activist, observer):
    row = put(official, initiative)
    for who in (official, activist, observer, person(Side.GOVERNMENT, Role.LEADER)):
        with pytest.raises(NotAllowed):
            asked(who, meeting, row)


def test_to_a_meeting_of_one_side_come_those_of_that_side_and_no_contact_of_the_other(
    initiative, person, facilitator, activist
):
    leader = person(Side.GOVERNMENT, Role.LEADER)
    caucus = planned(leader, initiative, side=GOVERNMENT)
    theirs = put(activist, initiative, "Dinas Air", "opd", contact="0800 rahasia")
    media = put(facilitator, initiative, "Radio", "media")
    rate(leader, theirs, 3, 3)
    assert may_be_asked(caucus, [theirs, media]) == [theirs]
    assert [one.stakeholder for one in looked(leader, caucus).weighty] == [theirs]
    assert [line.side for line in looked(leader, caucus).balance] == [GOVERNMENT]
    with pytest.raises(RuleBroken, match="of that side"):
        asked(leader, caucus, media)
    with pytest.raises(NotAllowed):
        asked(facilitator, caucus, theirs)
    asked(leader, caucus, theirs)
    assert invitations_of(caucus).get().contact == ""


def test_what_if_shows_the_makeup_as_it_is_and_if_these_accept(
    initiative, meeting, facilitator, official, activist
):
    invite_other(actor=facilitator, meeting=meeting, name="Bu Sari", side=CIVIL_SOCIETY, sex="female")
    sure = Invitation.objects.get()
    answer_invitation(actor=facilitator, invitation=sure, answer="yes")
    lines = [Figures("side", GOVERNMENT, 2), Figures("side", CIVIL_SOCIETY, 2), Figures("sex", "female", 2)]
    set_makeup(actor=facilitator, meeting=meeting, lines=lines)
    office, group = put(facilitator, initiative), put(facilitator, initiative, "Ibu", "community")
    found = looked(facilitator, meeting, office, group)
    assert [(one.side, one.before, one.after) for one in found.balance] == [
        (GOVERNMENT, 0, 1),
        (CIVIL_SOCIETY, 1, 2),
    ]
    told = {(one.before.value): (one.before.missing, one.after.missing) for one in found.lines}
    assert told == {GOVERNMENT: (2, 1), CIVIL_SOCIETY: (1, 0), "female": (1, 1)}
    assert [one.after.value for one in found.still_missing] == [GOVERNMENT, "female"]
    assert Invitation.objects.count() == 1, "looking writes nothing"
    sure.refresh_from_db()
    assert sure.answer == "yes"


def test_whoever_is_invited_and_silent_counts_once_they_are_chosen(initiative, meeting, facilitator):
    row = put(facilitator, initiative)
    asked(facilitator, meeting, row)
    assert [one.after for one in looked(facilitator, meeting).balance] == [0, 0]
    assert [one.after for one in looked(facilitator, meeting, row).balance] == [1, 0]


def test_groups_without_anybody_are_named_before_and_after(initiative, meeting, facilitator, activist):
    media = put(facilitator, initiative, "Radio Pesisir", "media")
    invite_people(actor=facilitator, meeting=meeting, places=[activist.place_in(initiative)])
    found = looked(facilitator, meeting, media)
    assert "Civil-society organisation" not in found.empty_before
    assert {"Media", "Citizens", "Company"} <= set(found.empty_before)
    assert "Media" not in found.empty_after
    asked(facilitator, meeting, media)
    answer_invitation(actor=facilitator, invitation=asked_to(meeting, [media])[media.pk], answer="no")
    assert "Media" in looked(facilitator, meeting).empty_before


def test_the_weighty_who_are_missing_come_from_the_own_ratings_alone(
    initiative, meeting, facilitator, administrator, official, activist
):
    rows = [put(facilitator, initiative, name) for name in ("A", "B", "C", "D")]
    rate(facilitator, rows[0], 3, 0)
    rate(facilitator, rows[1], 1, 1)
    rate(official, rows[2], 3, 3)
    rate(activist, rows[3], 3, 3)
    assert [one.stakeholder for one in looked(facilitator, meeting).weighty] == [rows[0]]
    assert looked(administrator, meeting).weighty == []
    assert looked(facilitator, meeting, rows[0]).weighty == []
    asked(facilitator, meeting, rows[0])
    assert looked(facilitator, meeting).weighty == []


def test_somebody_of_the_same_organisation_is_enough(initiative, meeting, facilitator, official):
    place = official.place_in(initiative)
    row = put(facilitator, initiative, "Dinas Contoh", organisation=place.organisation)
    rate(facilitator, row, 3, 3)
    assert looked(facilitator, meeting).weighty
    invite_people(actor=facilitator, meeting=meeting, places=[place])
    assert not looked(facilitator, meeting).weighty


def test_invitations_stand_in_the_order_of_the_map_whatever_their_marks(initiative, meeting, facilitator):
    rows = [put(facilitator, initiative, name) for name in ("A", "B", "C")]
    for row, mark in zip(rows, (0, 3, 1), strict=True):
        rate(facilitator, row, mark, mark)
    asked(facilitator, meeting, rows[1], rows[2], rows[0])
    assert [one.name for one in invitations_of(meeting)] == ["A", "B", "C"]
