"""Coming in: by a slip, as a citizen, and back again."""

import pytest
import time_machine

from conftest import as_now
from titiktemu.foundation import codes
from titiktemu.foundation.actors import STRANGER, Actor
from titiktemu.foundation.errors import RuleBroken, TooMany
from titiktemu.foundation.models import AuditEntry, Participant, PersonalCode, RateCount
from titiktemu.foundation.permissions import Action
from titiktemu.foundation.places import personal_code
from titiktemu.foundation.services import joining
from titiktemu.foundation.services.joining import join, return_code, sign_in_by_code
from titiktemu.foundation.services.rosters import renew_code, revoke_person
from titiktemu.foundation.words import Role, Side


def code_of(actor, initiative, number=1):
    return personal_code(actor.place_in(initiative).pk, number)


@pytest.mark.parametrize("invitation", ["KOPI-27", "government", "side=government", ""])
def test_an_open_link_always_leads_to_the_citizens(initiative, invitation):
    assert join(actor=STRANGER, initiative=initiative, invitation=invitation).side == Side.CITIZENS


def test_somebody_of_another_initiatives_list_is_a_citizen_here(person, make_initiative, initiative):
    elsewhere = person(Side.GOVERNMENT, Role.LEADER, initiative=make_initiative("Yang lain"))
    assert join(actor=elsewhere, initiative=initiative, invitation="KOPI-27").side == Side.CITIZENS


def test_joining_twice_gives_the_same_pseudonym(initiative):
    first = join(actor=STRANGER, initiative=initiative, invitation="KOPI-27")
    again = join(actor=Actor(participants=(first,)), initiative=initiative, invitation="KOPI-27")
    assert again == first
    assert Participant.objects.count() == 1


def test_a_person_of_a_list_answers_for_their_side_whatever_link_they_used(person, initiative):
    official = person(Side.GOVERNMENT, Role.REPRESENTATIVE)
    participant = join(actor=official, initiative=initiative, invitation="KOPI-27")
    assert participant.side == Side.GOVERNMENT
    assert join(actor=as_now(official), initiative=initiative, invitation="KOPI-27") == participant


def test_a_person_of_a_list_in_a_browser_that_joined_as_a_citizen_answers_for_their_side(person, initiative):
    citizen = join(actor=STRANGER, initiative=initiative, invitation="KOPI-27")
    official = person(Side.CIVIL_SOCIETY, Role.REPRESENTATIVE)
    both = Actor(participations=official.participations, participants=(citizen,))
    participant = join(actor=both, initiative=initiative, invitation="KOPI-27")
    assert participant.side == Side.CIVIL_SOCIETY
    assert participant != citizen


def test_somebody_revoked_comes_back_as_a_citizen_only(person, facilitator, initiative):
    official = person(Side.GOVERNMENT, Role.PARTICIPANT)
    revoke_person(actor=facilitator, place=official.place_in(initiative))
    now = as_now(official)
    assert now.participant_in(initiative) is None
    assert join(actor=now, initiative=initiative, invitation="KOPI-27").side == Side.CITIZENS


def test_facilitators_and_observers_take_no_pseudonym(facilitator, observer, initiative):
    for actor in (facilitator, observer):
        with pytest.raises(RuleBroken, match="do not vote"):
            join(actor=actor, initiative=initiative, invitation="KOPI-27")
    assert not Participant.objects.exists()


def test_the_chain_says_that_somebody_joined_and_for_which_side(person, initiative):
    person(Side.GOVERNMENT, Role.PARTICIPANT)
    entry = AuditEntry.objects.get(action=Action.JOIN)
    assert entry.detail == {"side": "government"}


def test_an_open_link_lets_only_so_many_newcomers_in_at_once(initiative, monkeypatch):
    monkeypatch.setattr(joining, "CITIZENS_PER_INVITATION", 3)
    with time_machine.travel("2026-11-23T03:00:00Z", tick=False) as clock:
        for _newcomer in range(3):
            join(actor=STRANGER, initiative=initiative, invitation="KOPI-27")
        with pytest.raises(TooMany):
            join(actor=STRANGER, initiative=initiative, invitation="KOPI-27")
        join(actor=STRANGER, initiative=initiative, invitation="TEH-31")
        clock.shift(600)
        join(actor=STRANGER, initiative=initiative, invitation="KOPI-27")


def test_thirty_phones_of_a_hall_all_get_in(initiative):
    for _phone in range(30):
        join(actor=STRANGER, initiative=initiative, invitation="KOPI-27")
    assert Participant.objects.filter(side=Side.CITIZENS).count() == 30


def test_a_slip_signs_in_and_the_chain_says_so(person, initiative):
    official = person(Side.GOVERNMENT, Role.REPRESENTATIVE)
    found = sign_in_by_code(actor=STRANGER, typed=code_of(official, initiative).lower(), session="a")
    assert isinstance(found, PersonalCode)
    assert found.participation == official.place_in(initiative)
    assert found.last_used_at is not None
    assert AuditEntry.objects.last().action == Action.SIGN_IN_BY_CODE


def test_a_return_code_brings_a_citizen_back(citizen, initiative):
    participant = citizen.participant_in(initiative)
    found = sign_in_by_code(actor=STRANGER, typed=return_code(participant.pk), session="a")
    assert found == participant


def test_the_database_keeps_no_code_that_could_be_typed(person, citizen, initiative):
    official = person(Side.GOVERNMENT, Role.REPRESENTATIVE)
    secrets = [code_of(official, initiative), return_code(citizen.participant_in(initiative).pk)]
    kept = [*PersonalCode.objects.values_list("fingerprint", flat=True)]
    kept += [*Participant.objects.values_list("return_fingerprint", flat=True)]
    assert not any(codes.clean(secret) in str(one).upper() for secret in secrets for one in kept)


def test_every_failure_is_told_in_the_same_sentence(person, facilitator, initiative):
    official = person(Side.GOVERNMENT, Role.REPRESENTATIVE)
    old = code_of(official, initiative)
    renew_code(actor=facilitator, place=official.place_in(initiative))
    revoked = person(Side.CIVIL_SOCIETY, Role.REPRESENTATIVE)
    revoke_person(actor=facilitator, place=revoked.place_in(initiative))
    sentences = set()
    for number, typed in enumerate((old, code_of(revoked, initiative), "22222-22222", "x", "")):
        with pytest.raises(RuleBroken) as raised:
            sign_in_by_code(actor=STRANGER, typed=typed, session=f"s{number}")
        sentences.add(str(raised.value))
    assert len(sentences) == 1


def test_the_new_slip_works_where_the_old_one_stopped(person, facilitator, initiative):
    official = person(Side.GOVERNMENT, Role.REPRESENTATIVE)
    renew_code(actor=facilitator, place=official.place_in(initiative))
    assert sign_in_by_code(actor=STRANGER, typed=code_of(official, initiative, 2), session="a")


def test_a_session_has_ten_tries_in_ten_minutes(person, initiative):
    official = person(Side.GOVERNMENT, Role.REPRESENTATIVE)
    with time_machine.travel("2026-11-23T03:00:00Z", tick=False) as clock:
        for _try in range(10):
            with pytest.raises(RuleBroken, match="do not know this code"):
                sign_in_by_code(actor=STRANGER, typed="22222-22222", session="a")
        with pytest.raises(TooMany):
            sign_in_by_code(actor=STRANGER, typed=code_of(official, initiative), session="a")
        assert sign_in_by_code(actor=STRANGER, typed=code_of(official, initiative), session="b")
        clock.shift(600)
        assert sign_in_by_code(actor=STRANGER, typed=code_of(official, initiative), session="a")


def test_guessing_from_ever_new_sessions_ends_and_locks_no_hall_out(person, citizen, initiative, monkeypatch):
    monkeypatch.setattr(joining, "WRONG_CODES_PER_SITE", 5)
    official = person(Side.GOVERNMENT, Role.REPRESENTATIVE)
    with time_machine.travel("2026-11-23T03:00:00Z", tick=False):
        for number in range(5):
            with pytest.raises(RuleBroken, match="do not know"):
                sign_in_by_code(actor=STRANGER, typed="22222-22222", session=f"s{number}")
        right = return_code(citizen.participant_in(initiative).pk)
        with pytest.raises(TooMany):
            sign_in_by_code(actor=STRANGER, typed=right, session="new")
        assert sign_in_by_code(actor=STRANGER, typed=code_of(official, initiative), session="newer")


def test_a_slip_whose_mandate_has_ended_says_so(person, initiative):
    official = person(Side.GOVERNMENT, Role.REPRESENTATIVE)
    place = official.place_in(initiative)
    place.mandate_until = place.created_at.date().replace(year=2020)
    place.save()
    with pytest.raises(RuleBroken, match="not valid today"):
        sign_in_by_code(actor=STRANGER, typed=code_of(official, initiative), session="a")
    assert not as_now(official).is_known


def test_the_counts_of_tries_name_no_session(initiative):
    with pytest.raises(RuleBroken):
        sign_in_by_code(actor=STRANGER, typed="x", session="my-session-key")
    assert all("my-session" not in key for key in RateCount.objects.values_list("key", flat=True))
