"""Sides are granted by lists: adding, the cap, confirming, contesting, handing over, revoking."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from conftest import as_now
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import AuditEntry, Contest, Organisation, Participation, Roster, User
from titiktemu.foundation.permissions import Action
from titiktemu.foundation.queries.rosters import list_fingerprint, side_lists
from titiktemu.foundation.services.people import appoint, forget_person
from titiktemu.foundation.services.rosters import (
    Person,
    Successor,
    add_person,
    confirm_roster,
    contest_person,
    hand_over,
    print_slips,
    renew_code,
    revoke_person,
    settle_contest,
    withdraw_contest,
)
from titiktemu.foundation.words import SIDE_OF_KIND, OrganisationKind, Role, Side


def roster_of(initiative, side):
    return Roster.objects.get(initiative=initiative, side=side)


def someone(name="Ani", organisation="Dinas Satu", kind=OrganisationKind.GOVERNMENT_OFFICE, **more):
    return Person(name=name, organisation=organisation, kind=kind, **more)


@pytest.fixture
def government(initiative):
    return roster_of(initiative, Side.GOVERNMENT)


@pytest.fixture
def leader(person):
    return person(Side.GOVERNMENT, Role.LEADER)


@pytest.fixture
def rival(person):
    return person(Side.CIVIL_SOCIETY, Role.REPRESENTATIVE)


# --- adding ----------------------------------------------------------------------------------------------


def test_a_facilitator_puts_a_person_on_a_list_with_a_code(facilitator, government):
    place = add_person(actor=facilitator, roster=government, person=someone())
    assert (place.side, place.role, place.roster) == (Side.GOVERNMENT, Role.REPRESENTATIVE, government)
    assert place.codes.filter(revoked_at=None).count() == 1


def test_an_organisation_has_no_more_people_than_the_cap(facilitator, government):
    Roster.objects.filter(pk=government.pk).update(cap_per_organisation=2)
    for name in ("Ani", "Budi"):
        add_person(actor=facilitator, roster=government, person=someone(name))
    with pytest.raises(RuleBroken, match="already has 2 people"):
        add_person(actor=facilitator, roster=government, person=someone("Cici"))
    add_person(actor=facilitator, roster=government, person=someone("Cici", "Dinas Dua"))


def test_the_cap_counts_an_organisation_however_it_is_spelt(facilitator, government):
    Roster.objects.filter(pk=government.pk).update(cap_per_organisation=1)
    add_person(actor=facilitator, roster=government, person=someone("Ani", "Dinas Satu"))
    with pytest.raises(RuleBroken):
        add_person(actor=facilitator, roster=government, person=someone("Budi", "  dinas   SATU "))


def test_the_cap_of_a_list_that_was_read_long_ago_is_not_used(facilitator, government):
    stale = roster_of(government.initiative, Side.GOVERNMENT)
    Roster.objects.filter(pk=government.pk).update(cap_per_organisation=1)
    add_person(actor=facilitator, roster=stale, person=someone("Ani"))
    with pytest.raises(RuleBroken):
        add_person(actor=facilitator, roster=stale, person=someone("Budi"))


def test_somebody_whose_mandate_ended_leaves_room_under_the_cap(facilitator, government):
    Roster.objects.filter(pk=government.pk).update(cap_per_organisation=1)
    add_person(actor=facilitator, roster=government, person=someone(mandate_until=date(2020, 1, 1)))
    assert add_person(actor=facilitator, roster=government, person=someone("Budi")).roster == government


def test_the_same_person_is_not_put_on_a_list_twice(facilitator, government):
    add_person(actor=facilitator, roster=government, person=someone("Ani"))
    with pytest.raises(RuleBroken, match="already on the list"):
        add_person(actor=facilitator, roster=government, person=someone("ani"))


def test_a_community_sits_with_civil_society_without_papers(facilitator, initiative):
    place = add_person(
        actor=facilitator,
        roster=roster_of(initiative, Side.CIVIL_SOCIETY),
        person=someone("Dewi", "Kelompok Ibu", OrganisationKind.COMMUNITY),
    )
    assert place.side == Side.CIVIL_SOCIETY


@pytest.mark.parametrize("kind", list(OrganisationKind))
@pytest.mark.parametrize("side", [Side.GOVERNMENT, Side.CIVIL_SOCIETY, Side.OTHER])
def test_a_kind_of_organisation_sits_on_its_own_side_only(facilitator, initiative, kind, side):
    roster = roster_of(initiative, side)
    if SIDE_OF_KIND.get(kind, Side.OTHER) == side:
        assert add_person(actor=facilitator, roster=roster, person=someone(kind=kind)).side == side
    else:
        with pytest.raises(RuleBroken, match="does not sit on this side"):
            add_person(actor=facilitator, roster=roster, person=someone(kind=kind))


def test_what_was_refused_leaves_nothing_behind(facilitator, government):
    before = AuditEntry.objects.count()
    with pytest.raises(RuleBroken):
        add_person(actor=facilitator, roster=government, person=someone(kind=OrganisationKind.MEDIA))
    assert not Organisation.objects.filter(name="Dinas Satu").exists()
    assert not Participation.objects.filter(name="Ani").exists()
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.OBSERVER, Role.ADMINISTRATOR, Role.PUBLIC])
def test_a_list_gives_no_role_but_those_of_a_side(facilitator, government, role):
    with pytest.raises(RuleBroken, match="representative, a leader or a team member"):
        add_person(actor=facilitator, roster=government, person=someone(role=role))


def test_one_account_has_one_place_in_an_initiative(facilitator, government, initiative):
    add_person(actor=facilitator, roster=government, person=someone(email="Ani@Example.org"))
    with pytest.raises(RuleBroken, match="already has a place"):
        add_person(
            actor=facilitator,
            roster=roster_of(initiative, Side.CIVIL_SOCIETY),
            person=someone("A.", "Yayasan", OrganisationKind.CIVIL_SOCIETY, email="ani@example.ORG"),
        )
    assert User.objects.filter(email__iexact="ani@example.org").count() == 1


def test_a_leader_adds_to_the_own_list_only(leader, initiative, government):
    add_person(actor=leader, roster=government, person=someone())
    with pytest.raises(NotAllowed):
        add_person(
            actor=leader,
            roster=roster_of(initiative, Side.CIVIL_SOCIETY),
            person=someone("Dewi", "Kelompok", OrganisationKind.COMMUNITY),
        )


def test_a_representative_and_a_stranger_add_nobody(person, stranger, government):
    for actor in (person(Side.GOVERNMENT, Role.REPRESENTATIVE), stranger):
        with pytest.raises(NotAllowed):
            add_person(actor=actor, roster=government, person=someone())


# --- confirming -------------------------------------------------------------------------------------------


def test_a_side_confirms_its_own_list_and_not_the_other(leader, initiative, government):
    confirmed = confirm_roster(actor=leader, roster=government)
    assert confirmed.confirmed_at is not None
    assert confirmed.confirmed_by == leader.place_in(initiative)
    with pytest.raises(NotAllowed):
        confirm_roster(actor=leader, roster=roster_of(initiative, Side.CIVIL_SOCIETY))


def test_a_facilitator_confirms_no_list(facilitator, leader, government):
    with pytest.raises(NotAllowed):
        confirm_roster(actor=facilitator, roster=government)


def test_an_empty_list_is_not_confirmed(facilitator, leader, initiative, government):
    for place in government.people.all():
        revoke_person(actor=facilitator, place=place)
    with pytest.raises(RuleBroken, match="empty list"):
        confirm_roster(actor=leader, roster=government)


def test_a_changed_list_is_no_longer_confirmed(facilitator, leader, initiative, government, rival):
    def confirmed():
        return roster_of(initiative, Side.GOVERNMENT).confirmed_at is not None

    place = add_person(actor=facilitator, roster=government, person=someone())
    for change in (
        lambda: add_person(actor=facilitator, roster=government, person=someone("Budi")),
        lambda: hand_over(actor=leader, place=place, successor=Successor("Citra")),
        lambda: revoke_person(actor=leader, place=Participation.objects.get(name="Citra")),
        lambda: settle_contest(
            actor=facilitator,
            contest=contest_person(
                actor=rival, place=Participation.objects.get(name="Budi"), reason="Pindah tugas."
            ),
            remove=True,
            reason="Benar.",
        ),
    ):
        confirm_roster(actor=leader, roster=government)
        assert confirmed()
        change()
        assert not confirmed()


def test_renewing_a_code_leaves_the_confirmation(facilitator, leader, initiative, government):
    confirm_roster(actor=leader, roster=government)
    renew_code(actor=facilitator, place=leader.place_in(initiative))
    assert roster_of(initiative, Side.GOVERNMENT).confirmed_at is not None


def test_only_the_list_that_was_read_is_confirmed(facilitator, leader, government):
    read = list_fingerprint(government)
    add_person(actor=facilitator, roster=government, person=someone())
    with pytest.raises(RuleBroken, match="has changed since"):
        confirm_roster(actor=leader, roster=government, seen=read)
    confirm_roster(actor=leader, roster=government, seen=list_fingerprint(government))


def test_the_page_and_the_confirmation_mean_the_same_list(leader, initiative, government):
    shown = side_lists(initiative)[0]
    assert shown.fingerprint == list_fingerprint(government)
    assert [one.roster.side for one in side_lists(initiative)] == [
        Side.GOVERNMENT,
        Side.CIVIL_SOCIETY,
        Side.OTHER,
    ]


# --- contesting -------------------------------------------------------------------------------------------


def test_only_the_other_side_contests(leader, rival, person, facilitator, stranger, initiative):
    place = leader.place_in(initiative)
    for actor in (
        leader,
        person(Side.GOVERNMENT, Role.REPRESENTATIVE),
        person(Side.OTHER, Role.LEADER),
        facilitator,
        stranger,
    ):
        with pytest.raises(NotAllowed):
            contest_person(actor=actor, place=place, reason="Bukan wakil.")
    contest = contest_person(actor=rival, place=place, reason="Bukan wakil.")
    assert (contest.raised_by_side, contest.outcome) == (Side.CIVIL_SOCIETY, Contest.Outcome.OPEN)


def test_a_contest_needs_a_reason(leader, rival, initiative):
    with pytest.raises(RuleBroken, match="give a reason"):
        contest_person(actor=rival, place=leader.place_in(initiative), reason=" \n")


def test_a_person_is_contested_once_at_a_time(leader, rival, initiative, facilitator):
    place = leader.place_in(initiative)
    first = contest_person(actor=rival, place=place, reason="Bukan wakil.")
    with pytest.raises(RuleBroken, match="still open"):
        contest_person(actor=rival, place=place, reason="Sungguh.")
    withdraw_contest(actor=rival, contest=first)
    contest_person(actor=rival, place=place, reason="Sungguh.")


def test_nobody_without_a_side_is_contested(rival, facilitator, person, initiative):
    with pytest.raises(NotAllowed):
        contest_person(actor=rival, place=facilitator.place_in(initiative), reason="Tidak netral.")
    with pytest.raises(NotAllowed):
        contest_person(
            actor=rival, place=person(Side.OTHER, Role.LEADER).place_in(initiative), reason="Tidak netral."
        )


def test_a_contest_is_withdrawn_by_the_side_that_raised_it(leader, rival, facilitator, initiative):
    contest = contest_person(actor=rival, place=leader.place_in(initiative), reason="Bukan wakil.")
    for actor in (leader, facilitator):
        with pytest.raises(NotAllowed):
            withdraw_contest(actor=actor, contest=contest)
    withdraw_contest(actor=rival, contest=contest)
    contest.refresh_from_db()
    assert contest.outcome == Contest.Outcome.WITHDRAWN
    assert contest.settled_at


def test_a_contest_is_settled_with_a_reason_by_the_facilitator(leader, rival, facilitator, initiative):
    contest = contest_person(actor=rival, place=leader.place_in(initiative), reason="Bukan wakil.")
    for actor in (leader, rival):
        with pytest.raises(NotAllowed):
            settle_contest(actor=actor, contest=contest, remove=True, reason="Saya mau.")
    with pytest.raises(RuleBroken, match="give a reason"):
        settle_contest(actor=facilitator, contest=contest, remove=False, reason="  ")
    settle_contest(actor=facilitator, contest=contest, remove=False, reason="Surat tugas ada.")
    contest.refresh_from_db()
    assert (contest.outcome, contest.outcome_reason) == (Contest.Outcome.KEPT, "Surat tugas ada.")
    assert leader.place_in(initiative).revoked_at is None
    with pytest.raises(RuleBroken, match="already settled"):
        settle_contest(actor=facilitator, contest=contest, remove=True, reason="Berubah pikiran.")


def test_a_settled_contest_read_earlier_is_not_settled_again(leader, rival, facilitator, initiative):
    stale = contest_person(actor=rival, place=leader.place_in(initiative), reason="Bukan wakil.")
    settle_contest(
        actor=facilitator, contest=Contest.objects.get(pk=stale.pk), remove=False, reason="Ada surat."
    )
    with pytest.raises(RuleBroken, match="already settled"):
        withdraw_contest(actor=rival, contest=stale)


def test_a_person_taken_off_after_a_contest_can_no_longer_act(leader, rival, facilitator, initiative):
    contest = contest_person(actor=rival, place=leader.place_in(initiative), reason="Bukan wakil.")
    settle_contest(actor=facilitator, contest=contest, remove=True, reason="Sudah pensiun.")
    assert as_now(leader).standings(initiative) == as_now(rival.__class__()).standings(initiative)


# --- codes, handing over, revoking ------------------------------------------------------------------------


def test_a_renewed_code_signs_the_old_slip_out_everywhere(facilitator, leader, initiative):
    assert as_now(leader).is_known
    renew_code(actor=facilitator, place=leader.place_in(initiative))
    old = leader.place_in(initiative).codes.get(number=1)
    assert old.revoked_at is not None
    # as_now() would also find the new code; a browser knows only the one it was given
    leader.place_in(initiative).codes.get(number=2).delete()
    assert not as_now(leader).is_known


def test_codes_of_a_person_are_numbered_on(facilitator, leader, initiative):
    place = leader.place_in(initiative)
    numbers = [renew_code(actor=facilitator, place=place).number for _time in range(3)]
    assert numbers == [2, 3, 4]
    assert place.codes.filter(revoked_at=None).count() == 1


def test_only_whoever_leads_renews_and_prints(leader, rival, initiative, government):
    for actor in (leader, rival):
        with pytest.raises(NotAllowed):
            renew_code(actor=actor, place=leader.place_in(initiative))
        with pytest.raises(NotAllowed):
            print_slips(actor=actor, roster=government)


def test_slips_have_each_person_of_the_list_with_the_code_that_is_valid_now(
    facilitator, government, initiative
):
    places = [
        add_person(actor=facilitator, roster=government, person=someone(name)) for name in ("Budi", "Ani")
    ]
    renew_code(actor=facilitator, place=places[0])
    gone = add_person(actor=facilitator, roster=government, person=someone("Cici"))
    revoke_person(actor=facilitator, place=gone)
    slips = print_slips(actor=facilitator, roster=government)
    assert [place.name for place, _code in slips] == ["Ani", "Budi"]
    assert len({code for _place, code in slips}) == 2
    again = {place.pk: code for place, code in print_slips(actor=facilitator, roster=government)}
    assert again == {place.pk: code for place, code in slips}
    assert AuditEntry.objects.filter(action=Action.PRINT_SLIPS).last().detail == {"slips": 2}


def test_an_office_is_handed_over_today(leader, facilitator, initiative, government):
    place = add_person(
        actor=facilitator,
        roster=government,
        person=someone(office="Kepala Bidang", mandate_from=date(2020, 1, 1), email="lama@example.org"),
    )
    successor = hand_over(actor=leader, place=place, successor=Successor("Bayu", email="baru@example.org"))
    place.refresh_from_db()
    assert place.revoked_at is not None
    assert place.successor == successor
    assert (successor.office, successor.organisation, successor.side) == (
        "Kepala Bidang",
        place.organisation,
        Side.GOVERNMENT,
    )
    assert successor.codes.filter(revoked_at=None).count() == 1
    assert not place.codes.filter(revoked_at=None).exists()
    with pytest.raises(RuleBroken, match="handed over already"):
        hand_over(actor=leader, place=place, successor=Successor("Candra"))


def test_an_office_handed_over_ahead_changes_hands_on_the_day(facilitator, government, initiative):
    place = add_person(actor=facilitator, roster=government, person=someone())
    with time_machine.travel("2027-01-10T03:00:00Z", tick=False):
        successor = hand_over(
            actor=facilitator, place=place, successor=Successor("Bayu", mandate_from=date(2027, 2, 1))
        )
    place.refresh_from_db()
    last = date(2027, 1, 31)
    assert place.is_valid_on(last)
    assert not successor.is_valid_on(last)
    assert not place.is_valid_on(last + timedelta(days=1))
    assert successor.is_valid_on(last + timedelta(days=1))


def test_a_successor_does_not_begin_before_the_predecessor(facilitator, government):
    place = add_person(actor=facilitator, roster=government, person=someone(mandate_from=date(2026, 6, 1)))
    with pytest.raises(RuleBroken, match="cannot begin before"):
        hand_over(actor=facilitator, place=place, successor=Successor("Bayu", mandate_from=date(2026, 5, 1)))


def test_an_office_is_not_handed_over_by_the_other_side(rival, leader, initiative):
    with pytest.raises(NotAllowed):
        hand_over(actor=rival, place=leader.place_in(initiative), successor=Successor("Bayu"))


def test_a_revoked_person_has_no_standing_and_is_not_revoked_twice(facilitator, leader, initiative):
    place = leader.place_in(initiative)
    revoke_person(actor=facilitator, place=place)
    assert not as_now(leader).is_known
    with pytest.raises(RuleBroken, match="no longer on the list"):
        revoke_person(actor=facilitator, place=place)
    with pytest.raises(RuleBroken, match="no longer on the list"):
        renew_code(actor=facilitator, place=place)


def test_a_mandate_counts_from_its_first_to_its_last_day(facilitator, government, initiative):
    place = add_person(
        actor=facilitator,
        roster=government,
        person=someone(mandate_from=date(2026, 3, 1), mandate_until=date(2026, 3, 31)),
    )
    valid = [day for day in range(1, 61) if place.is_valid_on(date(2026, 2, 14) + timedelta(days=day))]
    assert len(valid) == 31


def test_a_leader_takes_no_facilitator_off(leader, facilitator, initiative):
    with pytest.raises(NotAllowed):
        revoke_person(actor=leader, place=facilitator.place_in(initiative))


def test_the_last_facilitator_stays(facilitator, administrator, initiative):
    with pytest.raises(RuleBroken, match="at least one facilitator"):
        revoke_person(actor=facilitator, place=facilitator.place_in(initiative))
    second = appoint(
        actor=facilitator, initiative=initiative, role=Role.FACILITATOR, name="B", email="b@example.org"
    )
    revoke_person(actor=facilitator, place=second)


def test_nobody_is_appointed_to_a_side(facilitator, initiative):
    with pytest.raises(RuleBroken, match="side's list"):
        appoint(actor=facilitator, initiative=initiative, role=Role.LEADER, name="B", email="b@example.org")


# --- constraints, erasure ---------------------------------------------------------------------------------


def test_the_database_itself_refuses_a_place_on_a_list_without_a_side(government, initiative):
    with pytest.raises(IntegrityError), transaction.atomic():
        Participation.objects.create(initiative=initiative, roster=government, role=Role.LEADER, name="X")


def test_erasing_a_person_shreds_who_they_were_and_leaves_what_was_done(
    person, facilitator, initiative, government
):
    voter = person(Side.GOVERNMENT, Role.PARTICIPANT)
    place, participant = voter.place_in(initiative), voter.participant_in(initiative)
    with pytest.raises(RuleBroken, match="off the list first"):
        forget_person(actor=facilitator, place=place)
    revoke_person(actor=facilitator, place=place)
    entries = list(AuditEntry.objects.values_list("number", "fingerprint"))
    forget_person(actor=facilitator, place=Participation.objects.get(pk=place.pk))
    place.refresh_from_db()
    participant.refresh_from_db()
    assert (place.name, place.office, place.user) == ("", "", None)
    assert participant.participation is None
    assert participant.side == Side.GOVERNMENT
    assert list(AuditEntry.objects.values_list("number", "fingerprint"))[: len(entries)] == entries
