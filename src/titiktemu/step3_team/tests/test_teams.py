"""Forming a team: nominations, consents, co-leads, mandates, and what is only ever a warning."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import AuditEntry
from titiktemu.foundation.services.rosters import revoke_person
from titiktemu.foundation.words import Role, Side
from titiktemu.step3_team.models import Member, Team
from titiktemu.step3_team.queries.composition import skills_held, warnings_of
from titiktemu.step3_team.queries.teams import agreed, whole_teams
from titiktemu.step3_team.services.forming import edit_team
from titiktemu.step3_team.services.mandates import hand_over_mandate, write_mandate
from titiktemu.step3_team.services.members import (
    answer_nomination,
    leave_team,
    nominate,
    note_supervisor,
    set_co_lead,
)
from titiktemu.step3_team.tests.teaming import DOING, formed, in_days, joined

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(facilitator, initiative):
    return formed(facilitator, initiative)


def whole(team):
    found = whole_teams(team.initiative).get(pk=team.pk)
    found.initiative = team.initiative
    return found


def place_of(actor, team):
    return actor.place_in(team.initiative)


def findings(team):
    return [one.finding for one in warnings_of(whole(team))]


def test_an_initiative_has_several_teams_each_with_its_number(facilitator, initiative):
    teams = [formed(facilitator, initiative, name=name) for name in ("Air", "Sampah", "Gizi", "Data")]
    assert [one.number for one in teams] == [1, 2, 3, 4]


def test_whoever_nominates_themselves_has_agreed_and_others_are_asked(team, facilitator, officials):
    mine = joined(officials[0], team)
    other = nominate(actor=facilitator, team=team, place=place_of(officials[1], team), **DOING)
    assert (mine.has_agreed, mine.is_self_nominated) == (True, True)
    assert (other.has_agreed, other.is_self_nominated) == (False, False)
    assert answer_nomination(actor=officials[1], member=other, agrees=True).has_agreed


def test_nobody_answers_for_somebody_else_of_the_own_side(team, facilitator, officials):
    other = nominate(actor=facilitator, team=team, place=place_of(officials[1], team), **DOING)
    with pytest.raises(NotAllowed):
        answer_nomination(actor=officials[0], member=other, agrees=True)
    with pytest.raises(NotAllowed):
        leave_team(actor=officials[0], member=other)
    assert not Member.objects.get(pk=other.pk).has_agreed


def test_nobody_nominates_people_of_the_other_side(team, officials, activists, observer, citizen):
    for actor in (activists[0], observer, citizen):
        with pytest.raises(NotAllowed):
            nominate(actor=actor, team=team, place=place_of(officials[0], team), **DOING)
    assert not Member.objects.exists()


def test_a_person_is_nominated_once_for_a_team_and_again_after_leaving(team, officials):
    first = joined(officials[0], team)
    with pytest.raises(RuleBroken):
        joined(officials[0], team)
    leave_team(actor=officials[0], member=first)
    assert joined(officials[0], team).pk != first.pk


def test_a_person_of_another_initiative_is_no_nominee(team, facilitator, make_initiative, person):
    elsewhere = make_initiative("Lain")
    stranger = person(Side.GOVERNMENT, Role.REPRESENTATIVE, initiative=elsewhere).place_in(elsewhere)
    with pytest.raises(RuleBroken):
        nominate(actor=facilitator, team=team, place=stranger, **DOING)


def test_the_superiors_consent_is_noted_by_who_leads_and_never_ahead_of_time(team, facilitator, officials):
    member = joined(officials[0], team)
    told = {"member": member, "supervisor": "Kepala Dinas"}
    with pytest.raises(NotAllowed):
        note_supervisor(actor=officials[0], supervisor_on=in_days(0), **told)
    with pytest.raises(RuleBroken):
        note_supervisor(actor=facilitator, supervisor_on=in_days(1), **told)
    assert note_supervisor(actor=facilitator, supervisor_on=in_days(0), **told).supervisor_on == in_days(0)


def test_one_co_lead_a_side_and_only_who_has_agreed(team, facilitator, officials, activists):
    first, second = joined(officials[0], team), joined(officials[1], team)
    asked = nominate(actor=facilitator, team=team, place=place_of(activists[0], team), **DOING)
    for member in (first, second):
        set_co_lead(actor=facilitator, member=member)
    with pytest.raises(RuleBroken):
        set_co_lead(actor=facilitator, member=asked)
    assert list(Member.objects.filter(is_co_lead=True)) == [second]
    with pytest.raises(IntegrityError), transaction.atomic():
        Member.objects.filter(pk=asked.pk).update(is_co_lead=True)


def test_a_co_lead_who_changes_their_mind_leads_no_longer(team, facilitator, officials):
    member = set_co_lead(actor=facilitator, member=joined(officials[0], team))
    assert not answer_nomination(actor=officials[0], member=member, agrees=False).is_co_lead


# Composition: warnings with reasons, and nothing is locked


def test_a_team_of_one_side_is_warned_about_and_stays_possible(team, officials):
    for actor in officials:
        joined(actor, team)
    told = findings(team)
    assert "Civil society: 0 members who agreed; there should be at least two." in told
    assert not [one for one in told if one.startswith("Government: ")]
    assert Team.objects.get(pk=team.pk).members.count() == 3


def test_leaders_and_onlookers_in_a_team_are_warned_about(team, leaders, officials):
    joined(leaders[0], team, work="advise")
    joined(officials[0], team)
    told = " ".join(findings(team))
    assert "A leader is a member" in told
    assert "Fewer than six of ten" in told


def test_every_warning_goes_when_its_reason_goes(team, facilitator, officials, activists):
    skills = list(team.skills.all())
    members = [joined(one, team, skills=skills) for one in (*officials[:2], *activists[:2])]
    for member in members:
        note_supervisor(actor=facilitator, member=member, supervisor="Atasan", supervisor_on=in_days(0))
    assert len(findings(team)) == 2  # the co-leads
    for member in (members[0], members[2]):
        set_co_lead(actor=facilitator, member=member)
    assert findings(team) == []


def test_a_skill_that_nobody_holds_is_named(team, officials):
    water, _map = team.skills.all()
    joined(officials[0], team, skills=[water])
    assert [bool(one.members) for one in skills_held(whole(team))] == [True, False]
    assert "Nobody holds a skill that is needed: Peta." in findings(team)


def test_a_changed_list_of_skills_keeps_who_holds_those_that_stay(team, facilitator, officials):
    member = joined(officials[0], team, skills=list(team.skills.all()))
    told = {"version": team.version, "name": "Tim Air Bersih"}
    edit_team(actor=facilitator, team=team, skills=["Uji air", "Uji air", "  "], **told)
    assert [one.name for one in member.skills.all()] == ["Uji air"]
    assert Team.objects.get(pk=team.pk).name == "Tim Air Bersih"


def test_two_who_change_a_team_lose_nothing(team, facilitator, initiative, client_as):
    page = reverse("team:edit", args=[initiative.slug, team.number])
    first, second = client_as(facilitator), client_as(facilitator)
    opened = first.get(page).content.decode()
    assert f'name="version" value="{team.version}"' in opened
    typed = {"version": str(team.version), "purpose": "Menguji air.", "skills": "Uji air"}
    assert first.post(page, {**typed, "name": "Tim Sumur"}).status_code == 302
    refused = second.post(page, {**typed, "name": "Tim Pipa"})
    assert refused.status_code == 422
    told = refused.content.decode()
    assert "“Tim Sumur”" in told
    assert 'value="Tim Pipa"' in told
    assert Team.objects.get(pk=team.pk).name == "Tim Sumur"
    assert second.post(page, {**typed, "name": "Tim Pipa", "version": "2"}).status_code == 302
    assert Team.objects.get(pk=team.pk).name == "Tim Pipa"


def test_whoever_was_taken_off_the_list_of_their_side_is_no_member_any_more(team, facilitator, officials):
    place = joined(officials[0], team).place
    assert len(agreed(whole(team))) == 1
    revoke_person(actor=facilitator, place=place)
    assert agreed(whole(team)) == []


# Mandates


def test_a_mandate_is_handed_over_at_a_transfer_and_the_successor_is_asked(team, facilitator, officials):
    former = joined(officials[0], team)
    mandate = write_mandate(
        actor=facilitator, member=former, office="Kepala Seksi", begins_on=in_days(-30), ends_on=in_days(60)
    )
    follows = hand_over_mandate(
        actor=facilitator, mandate=mandate, place=place_of(officials[1], team), on=in_days(0), holding="plt"
    )
    mandate.refresh_from_db()
    former.refresh_from_db()
    assert mandate.ends_on == in_days(-1)
    assert mandate.successor == follows.member
    assert former.left_on == in_days(0)
    assert (follows.office, follows.holding, follows.member.consent) == ("Kepala Seksi", "plt", "asked")
    with pytest.raises(RuleBroken):
        hand_over_mandate(
            actor=facilitator,
            mandate=mandate,
            place=place_of(officials[2], team),
            on=in_days(1),
            holding="full",
        )


def test_mandates_of_one_person_do_not_lie_over_each_other(team, facilitator, officials):
    member = joined(officials[0], team)
    write_mandate(actor=facilitator, member=member, office="A", begins_on=in_days(0), ends_on=in_days(10))
    with pytest.raises(RuleBroken):
        write_mandate(actor=facilitator, member=member, office="B", begins_on=in_days(10))
    assert write_mandate(actor=facilitator, member=member, office="B", begins_on=in_days(11)).office == "B"


def test_the_successor_is_of_the_same_side_and_somebody_else(team, facilitator, officials, activists):
    member = joined(officials[0], team)
    mandate = write_mandate(actor=facilitator, member=member, office="A", begins_on=in_days(-5))
    for place, on in (
        (place_of(activists[0], team), in_days(0)),
        (place_of(officials[0], team), in_days(0)),
        (place_of(officials[1], team), in_days(-5)),
    ):
        with pytest.raises(RuleBroken):
            hand_over_mandate(actor=facilitator, mandate=mandate, place=place, on=on, holding="full")
    member.refresh_from_db()
    assert member.left_on is None


def test_only_leaders_of_the_side_and_who_leads_write_mandates(team, officials, leaders):
    member = joined(officials[0], team)
    told = {"member": member, "office": "A", "begins_on": in_days(0)}
    for actor in (officials[0], leaders[1]):
        with pytest.raises(NotAllowed):
            write_mandate(actor=actor, **told)
    assert write_mandate(actor=leaders[0], **told).begins_on + timedelta(days=1) == in_days(1)


def test_no_entry_of_the_log_names_anybody_or_says_what_they_build(team, facilitator, officials):
    note_supervisor(
        actor=facilitator, member=joined(officials[0], team), supervisor="Kepala", supervisor_on=in_days(0)
    )
    told = str(list(AuditEntry.objects.values_list("detail", flat=True)))
    assert "Kepala" not in told
    assert "Mencatat" not in told


def test_a_mandate_until_the_last_day_that_there_is_can_be_handed_over(team, facilitator, officials):
    member = joined(officials[0], team)
    mandate = write_mandate(
        actor=facilitator, member=member, office="A", begins_on=in_days(-5), ends_on=date.max
    )
    successor = place_of(officials[1], team)
    follows = hand_over_mandate(
        actor=facilitator, mandate=mandate, place=successor, on=in_days(0), holding="full"
    )
    assert follows.member.place == successor
