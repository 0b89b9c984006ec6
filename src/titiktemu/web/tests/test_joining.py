"""Coming in with a code: one field, a link that never acts by itself, one person at a time."""

import re

import pytest
import time_machine
from django.test import Client

from titiktemu.consultation.services.running import create_consultation, open_consultation
from titiktemu.consultation.services.statements import add_statement
from titiktemu.foundation.models import AuditEntry, Participant, PersonalCode
from titiktemu.foundation.permissions import Action
from titiktemu.foundation.places import personal_code
from titiktemu.foundation.services.joining import return_code
from titiktemu.foundation.services.rosters import renew_code, revoke_person
from titiktemu.foundation.words import Role, Side

JOIN = "/gabung/"


@pytest.fixture
def browser(db):
    return Client(headers={"accept-language": "en"})


def code_of(actor, initiative, number=1):
    return personal_code(actor.place_in(initiative).pk, number)


def actor_of(browser):
    return browser.get("/").context["actor"]


@pytest.fixture
def official(person):
    return person(Side.GOVERNMENT, Role.REPRESENTATIVE)


@pytest.fixture
def activist(person):
    return person(Side.CIVIL_SOCIETY, Role.REPRESENTATIVE)


def test_a_slip_opens_the_initiative_under_a_new_session_key(browser, official, initiative):
    browser.get(JOIN)
    browser.post(JOIN, {"code": "22222-22222"})
    before = browser.session.session_key
    answer = browser.post(JOIN, {"code": code_of(official, initiative).lower().replace("-", " ")})
    assert answer.url == f"/i/{initiative.slug}/"
    assert browser.session.session_key != before
    assert actor_of(browser).side_in(initiative) == Side.GOVERNMENT


def test_the_link_on_a_slip_shows_a_button_and_acts_only_when_it_is_pressed(browser, official, initiative):
    link = f"/k/{code_of(official, initiative)}/"
    page = browser.get(link)
    assert "This is my slip" in page.content.decode()
    assert not actor_of(browser).is_known
    assert not AuditEntry.objects.filter(action=Action.SIGN_IN_BY_CODE).exists()
    assert not PersonalCode.objects.exclude(last_used_at=None).exists()
    assert browser.post(link).url == f"/i/{initiative.slug}/"
    assert actor_of(browser).side_in(initiative) == Side.GOVERNMENT


def test_the_page_of_a_slip_tells_nobody_whether_the_code_is_right(browser, official, initiative):
    pages = [
        re.sub(r'value="\w{64}"', "", browser.get(f"/k/{code}/").content.decode()).replace(code, "…")
        for code in (code_of(official, initiative), "22222-22222")
    ]
    assert pages[0] == pages[1]


def test_a_wrong_code_is_told_beside_the_field(browser):
    answer = browser.post(JOIN, {"code": "22222-22222"})
    assert answer.status_code == 422
    assert "We do not know this code" in answer.content.decode()
    assert browser.post("/k/22222-22222/").status_code == 422
    assert browser.post(JOIN, {"code": ""}).status_code == 422


def test_after_ten_wrong_codes_a_browser_waits(browser):
    with time_machine.travel("2026-11-23T03:00:00Z", tick=False):
        answers = [browser.post(JOIN, {"code": "22222-22222"}).status_code for _try in range(11)]
    assert answers == [422] * 10 + [429]


def test_an_open_code_leads_to_its_consultation_whatever_it_looks_like(browser, facilitator, initiative):
    consultation = create_consultation(
        actor=facilitator, initiative=initiative, title="Apa yang perlu?", hosted_by="Panitia"
    )
    code = consultation.join_code
    for typed in (code, code.lower(), code.replace("-", ""), code.replace("-", "  ")):
        answer = browser.post(JOIN, {"code": typed})
        assert answer.url == f"/g/{code}/"
    assert not Participant.objects.exists()


def test_a_citizen_comes_back_with_the_code_that_was_shown(client_as, citizen, initiative):
    shown = client_as(citizen).get("/kembali/").content.decode()
    code = return_code(citizen.participant_in(initiative).pk)
    assert code in shown
    browser = Client()
    assert browser.post(JOIN, {"code": code}).url == f"/i/{initiative.slug}/"
    assert actor_of(browser).participant_in(initiative) == citizen.participant_in(initiative)


def test_a_stranger_and_a_person_of_a_list_have_no_way_back_to_see(browser, client_as, person):
    for someone in (browser, client_as(person(Side.GOVERNMENT, Role.PARTICIPANT))):
        page = someone.get("/kembali/").content.decode()
        assert "nothing to come back to" in page


def test_a_tablet_that_goes_from_hand_to_hand_is_one_person_at_a_time(
    browser, official, activist, initiative
):
    browser.post(JOIN, {"code": code_of(official, initiative)})
    browser.post(JOIN, {"code": code_of(activist, initiative)})
    assert [place.side for place in actor_of(browser).participations] == [Side.CIVIL_SOCIETY]


def test_a_slip_takes_the_place_of_a_citizen_and_the_other_way_round(browser, official, citizen, initiative):
    code = return_code(citizen.participant_in(initiative).pk)
    browser.post(JOIN, {"code": code})
    browser.post(JOIN, {"code": code_of(official, initiative)})
    assert actor_of(browser).participants == ()
    browser.post(JOIN, {"code": code})
    assert actor_of(browser).participations == ()
    assert actor_of(browser).participant_in(initiative).side == Side.CITIZENS


def test_a_slip_in_the_browser_of_the_facilitator_signs_the_facilitator_out(
    client_as, facilitator, official, initiative
):
    browser = client_as(facilitator)
    browser.post(JOIN, {"code": code_of(official, initiative)})
    actor = actor_of(browser)
    assert actor.user is None
    assert actor.side_in(initiative) == Side.GOVERNMENT


def test_slips_of_two_initiatives_stand_side_by_side(browser, official, person, make_initiative, initiative):
    other = make_initiative("Air")
    elsewhere = person(Side.OTHER, Role.REPRESENTATIVE, initiative=other)
    browser.post(JOIN, {"code": code_of(official, initiative)})
    browser.post(JOIN, {"code": code_of(elsewhere, other)})
    assert {place.initiative_id for place in actor_of(browser).participations} == {initiative.pk, other.pk}


def test_renewing_a_code_signs_the_old_slip_out_in_every_browser(browser, facilitator, official, initiative):
    browser.post(JOIN, {"code": code_of(official, initiative)})
    renew_code(actor=facilitator, place=official.place_in(initiative))
    assert not actor_of(browser).is_known
    assert browser.post(JOIN, {"code": code_of(official, initiative)}).status_code == 422
    assert browser.post(JOIN, {"code": code_of(official, initiative, 2)}).status_code == 302


def test_taking_somebody_off_the_list_signs_them_out(browser, facilitator, official, initiative):
    browser.post(JOIN, {"code": code_of(official, initiative)})
    revoke_person(actor=facilitator, place=official.place_in(initiative))
    assert not actor_of(browser).is_known


@pytest.mark.parametrize("goal", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_a_slip_never_leads_to_another_site(browser, official, initiative, goal):
    answer = browser.post(JOIN, {"code": code_of(official, initiative), "next": goal})
    assert answer.url == f"/i/{initiative.slug}/"


def test_a_slip_leads_on_to_where_it_was_meant(browser, official, initiative):
    answer = browser.post(JOIN, {"code": code_of(official, initiative), "next": "/privasi/"})
    assert answer.url == "/privasi/"


def test_the_open_link_makes_citizens_whatever_is_sent(browser, facilitator, initiative, person):
    person(Side.GOVERNMENT, Role.LEADER)
    consultation = create_consultation(
        actor=facilitator,
        initiative=initiative,
        title="Apa yang perlu?",
        hosted_by="Panitia",
        citizens_vote=True,
    )
    add_statement(actor=facilitator, consultation=consultation, text="Perlu air bersih.", text_en="")
    open_consultation(actor=facilitator, consultation=consultation)
    sent = {"side": "government", "role": "leader", "participation": "1"}
    browser.post(f"/g/{consultation.join_code}/?side=government", sent)
    assert [one.side for one in Participant.objects.all()] == [Side.CITIZENS]
