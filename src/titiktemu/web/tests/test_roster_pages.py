"""The page of the lists: who sees what, what may be done there, slips to cut, the log."""

import re

import pytest
import time_machine
from django.test import Client

from titiktemu.foundation.models import AuditEntry, AuditName, Contest, Participation, Roster
from titiktemu.foundation.permissions import RULES, Action, Reach
from titiktemu.foundation.places import personal_code
from titiktemu.foundation.queries.rosters import list_fingerprint
from titiktemu.foundation.services.rosters import (
    Person,
    add_person,
    confirm_roster,
    contest_person,
    revoke_person,
)
from titiktemu.foundation.words import OrganisationKind, Role, Side
from titiktemu.web.history import SENTENCES, sentences


@pytest.fixture
def rosters(initiative):
    return {roster.side: roster for roster in Roster.objects.filter(initiative=initiative)}


@pytest.fixture
def page(initiative):
    return f"/i/{initiative.slug}/pihak/"


@pytest.fixture
def leader(person):
    return person(Side.GOVERNMENT, Role.LEADER)


@pytest.fixture
def rival(person):
    return person(Side.CIVIL_SOCIETY, Role.REPRESENTATIVE)


def text_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_members_and_observers_see_the_lists_and_nobody_else(
    client_as, person, facilitator, observer, citizen, stranger, leader, page
):
    for actor in (facilitator, observer, leader, person(Side.OTHER, Role.REPRESENTATIVE)):
        assert leader.participations[0].name in client_as(actor).get(page).content.decode()
    for actor in (citizen, stranger):
        answer = client_as(actor).get(page)
        assert answer.status_code == 403
        assert leader.participations[0].name not in answer.content.decode()


def test_the_lists_of_a_hidden_initiative_are_not_there_for_others(client_as, make_initiative, leader):
    hidden = make_initiative("Tertutup", is_public=False)
    assert client_as(leader).get(f"/i/{hidden.slug}/pihak/").status_code == 404


def test_government_stands_first_and_the_others_last(client_as, facilitator, leader, rival, page):
    shown = text_of(client_as(facilitator).get(page))
    body = shown[shown.index("Who speaks for whom") :]
    assert body.index("Government") < body.index("Civil society") < body.index("Others")


def test_a_facilitator_adds_a_person_with_the_form(client_as, facilitator, page):
    browser = client_as(facilitator)
    form = browser.get(f"{page}government/tambah/")
    assert "Government office (OPD)" in form.content.decode()
    assert "Community" not in form.content.decode()
    said = {"name": "Ani", "organisation": "Dinas Satu", "kind": "opd", "role": "representative"}
    assert browser.post(f"{page}government/tambah/", said).url == page
    assert Participation.objects.get(name="Ani").side == Side.GOVERNMENT


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"kind": "oms"},
        {"role": "facilitator"},
        {"email": "x"},
        {"mandate_from": "2026-05-01", "mandate_until": "2026-04-01"},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_a_person_who_is_not_well_described_is_not_added(client_as, facilitator, page, wrong):
    said = {"name": "Ani", "organisation": "Dinas Satu", "kind": "opd", "role": "representative"}
    answer = client_as(facilitator).post(f"{page}government/tambah/", {**said, **wrong})
    assert answer.status_code == 422
    assert not Participation.objects.filter(name="Ani").exists()


def test_an_organisation_above_its_cap_is_told_in_a_sentence(client_as, facilitator, rosters, page):
    Roster.objects.filter(pk=rosters["government"].pk).update(cap_per_organisation=1)
    browser = client_as(facilitator)
    said = {"organisation": "Dinas Satu", "kind": "opd", "role": "representative"}
    browser.post(f"{page}government/tambah/", {**said, "name": "Ani"})
    answer = browser.post(f"{page}government/tambah/", {**said, "name": "Budi"})
    assert answer.status_code == 409
    assert "already has 1 person" in answer.content.decode()


def test_a_leader_confirms_what_the_page_showed(client_as, leader, facilitator, rosters, page):
    browser = client_as(leader)
    seen = re.search(r'name="seen" value="(\w{64})"', browser.get(page).content.decode()).group(1)
    assert seen == list_fingerprint(rosters["government"])
    someone = Person("Ani", "Dinas Satu", OrganisationKind.GOVERNMENT_OFFICE)
    add_person(actor=facilitator, roster=rosters["government"], person=someone)
    assert browser.post(f"{page}government/sahkan/", {"seen": seen}).status_code == 409
    seen = re.search(r'name="seen" value="(\w{64})"', browser.get(page).content.decode()).group(1)
    browser.post(f"{page}government/sahkan/", {"seen": seen})
    assert Roster.objects.get(pk=rosters["government"].pk).confirmed_at
    assert "Confirmed on" in browser.get(page).content.decode()


def test_a_confirmation_without_the_list_it_means_is_refused(client_as, leader, page):
    assert client_as(leader).post(f"{page}government/sahkan/").status_code == 409


def test_a_side_is_offered_to_confirm_its_own_list_only(client_as, leader, rival, facilitator, page):
    shown = client_as(leader).get(page).content.decode()
    assert "government/sahkan/" in shown
    assert "civil_society/sahkan/" not in shown
    assert "sahkan" not in client_as(facilitator).get(page).content.decode()


def test_a_doubt_is_raised_decided_and_read_by_both_sides(
    client_as, leader, rival, facilitator, initiative, page
):
    place = leader.place_in(initiative)
    answer = client_as(rival).post(f"{page}orang/{place.pk}/ragukan/", {"reason": "Surat tugasnya habis."})
    assert answer.url == page
    contest = Contest.objects.get()
    decide = f"{page}keraguan/{contest.pk}/putuskan/"
    browser = client_as(facilitator)
    assert browser.get(decide).status_code == 200
    assert browser.post(decide, {"reason": "", "outcome": "kept"}).status_code == 422
    browser.post(decide, {"reason": "Surat baru ada.", "outcome": "kept"})
    for actor in (leader, rival):
        shown = text_of(client_as(actor).get(page))
        assert "Surat tugasnya habis." in shown
        assert "Surat baru ada." in shown
    assert Participation.objects.get(pk=place.pk).revoked_at is None


def test_a_doubt_without_a_reason_is_shown_again(client_as, leader, rival, initiative, page):
    place = leader.place_in(initiative)
    answer = client_as(rival).post(f"{page}orang/{place.pk}/ragukan/", {"reason": "  "})
    assert answer.status_code == 422
    assert "Nothing was saved yet" in answer.content.decode()


def test_a_decision_that_says_nothing_leaves_the_person_on_the_list(
    client_as, leader, rival, facilitator, initiative, page
):
    contest = contest_person(actor=rival, place=leader.place_in(initiative), reason="Ragu.")
    client_as(facilitator).post(f"{page}keraguan/{contest.pk}/putuskan/", {"reason": "Begitu."})
    contest.refresh_from_db()
    assert contest.outcome == Contest.Outcome.KEPT


def test_a_doubt_of_another_initiative_is_not_there(
    client_as, person, rival, facilitator, make_initiative, page
):
    other = make_initiative("Air")
    place = person(Side.GOVERNMENT, Role.LEADER, initiative=other).place_in(other)
    assert client_as(rival).get(f"{page}orang/{place.pk}/").status_code == 404
    assert client_as(facilitator).post(f"{page}orang/{place.pk}/cabut/").status_code == 404


def test_the_page_of_a_person_offers_what_the_reader_may_do(
    client_as, leader, rival, facilitator, initiative, page
):
    link = f"{page}orang/{leader.place_in(initiative).pk}/"
    offered = {
        name: re.findall(r'action="[^"]*/orang/\d+/(\w+)/"', client_as(actor).get(link).content.decode())
        for name, actor in (("leader", leader), ("rival", rival), ("facilitator", facilitator))
    }
    assert offered == {
        "leader": ["serahkan", "cabut"],
        "rival": ["ragukan"],
        "facilitator": ["serahkan", "kode", "cabut"],
    }


def test_an_office_is_handed_over_on_the_page(client_as, leader, facilitator, initiative, page):
    link = f"{page}orang/{leader.place_in(initiative).pk}/serahkan/"
    wrong = {"name": "Bayu", "mandate_from": "2026-05-01", "mandate_until": "2026-04-01"}
    assert client_as(facilitator).post(link, wrong).status_code == 422
    assert client_as(facilitator).post(link, {"name": "Bayu"}).url == page
    assert Participation.objects.get(name="Bayu").role == Role.LEADER


def test_a_person_is_taken_off_and_then_erased(client_as, rival, facilitator, initiative, page):
    place = rival.place_in(initiative)
    browser = client_as(facilitator)
    assert browser.post(f"{page}orang/{place.pk}/hapus/").status_code == 409
    assert browser.post(f"{page}orang/{place.pk}/cabut/").url == page
    assert browser.post(f"{page}orang/{place.pk}/hapus/").url == page
    assert "Name erased" in browser.get(f"{page}orang/{place.pk}/").content.decode()


# --- slips ------------------------------------------------------------------------------------------------


def test_slips_show_name_side_code_and_a_drawn_link_and_printing_is_recorded(
    client_as, facilitator, leader, initiative, page
):
    place = leader.place_in(initiative)
    answer = client_as(facilitator).post(f"{page}government/slip/")
    shown = answer.content.decode()
    assert personal_code(place.pk, 1) in shown
    assert place.name in shown
    assert shown.count('class="qr"') == 1
    assert "style=" not in shown
    assert "no-store" in answer["Cache-Control"]
    assert AuditEntry.objects.last().action == Action.PRINT_SLIPS


def test_opening_the_address_of_the_slips_leads_to_the_lists_and_prints_nothing(
    client_as, facilitator, leader, page
):
    answer = client_as(facilitator).get(f"{page}government/slip/")
    assert (answer.status_code, answer.url) == (302, page)
    assert not AuditEntry.objects.filter(action=Action.PRINT_SLIPS).exists()


def test_a_renewed_code_shows_its_slip_once_and_it_works(client_as, facilitator, leader, initiative, page):
    place = leader.place_in(initiative)
    shown = client_as(facilitator).post(f"{page}orang/{place.pk}/kode/").content.decode()
    code = personal_code(place.pk, 2)
    assert code in shown
    assert Client().post(f"/k/{code}/").status_code == 302


def test_no_page_but_the_sheet_shows_a_code(client_as, facilitator, leader, initiative, page):
    code = personal_code(leader.place_in(initiative).pk, 1)
    browser = client_as(facilitator)
    for link in (page, f"{page}orang/{leader.place_in(initiative).pk}/", f"/i/{initiative.slug}/catatan/"):
        assert code not in browser.get(link).content.decode()


def test_an_address_is_shown_to_nobody(client_as, facilitator, rosters, rival, leader, page):
    someone = Person("Ani", "Dinas Satu", OrganisationKind.GOVERNMENT_OFFICE, email="ani.rahasia@example.org")
    place = add_person(actor=facilitator, roster=rosters["government"], person=someone)
    for actor in (facilitator, rival, leader):
        for link in (page, f"{page}orang/{place.pk}/"):
            assert "ani.rahasia" not in client_as(actor).get(link).content.decode()


# --- the log ----------------------------------------------------------------------------------------------


def test_the_log_tells_in_sentences_and_names_nobody(client_as, leader, rival, facilitator, initiative):
    contest_person(actor=rival, place=leader.place_in(initiative), reason="Rahasia kami.")
    revoke_person(actor=facilitator, place=rival.place_in(initiative))
    shown = text_of(client_as(leader).get(f"/i/{initiative.slug}/catatan/"))
    assert "A side doubted, with a reason" in shown
    assert "Rahasia kami" not in shown
    assert rival.place_in(initiative).name not in shown
    assert "Facilitator" in shown


def test_the_log_says_of_nobody_who_takes_part_in_which_role(person, initiative):
    voter = person(Side.GOVERNMENT, Role.PARTICIPANT)
    confirm_roster(actor=voter, roster=Roster.objects.get(initiative=initiative, side=Side.GOVERNMENT))
    confirmed, joined = AuditEntry.objects.order_by("-number")[:2]
    assert joined.action == Action.JOIN
    assert confirmed.actor == joined.actor
    told = {line.sentence: (line.role, line.side) for line in sentences([confirmed, joined])}
    assert told["Somebody joined."] == ("", "")
    assert told["Government confirmed its list."] == ("Representative", Side.GOVERNMENT)


def test_an_entry_whose_key_was_shredded_still_tells_what_was_done(leader, rival, initiative):
    contest_person(actor=rival, place=leader.place_in(initiative), reason="Ragu.")
    AuditName.objects.all().delete()
    [line] = sentences(AuditEntry.objects.filter(action=Action.CONTEST_PERSON))
    assert line.role == ""
    assert "doubted" in line.sentence


def test_every_verb_that_leaves_an_entry_has_a_sentence():
    only_looked_at = {action for action in Action if ".view" in action}
    unsaid = (
        set(Action)
        - set(SENTENCES)
        - only_looked_at
        - {Action.SET_STEP, Action.ANSWER_QUESTIONNAIRE}
        - {Action.CAST_VOTE, Action.CAST_BALLOT, Action.CAST_GRADIENT, Action.RATE_SOLUTION}  # leave none
        - {Action.RATE_STAKEHOLDER, Action.RATE_AS_LEADING}  # nor these
    )
    assert not unsaid


def test_the_log_is_for_members_and_the_check_for_administrators(
    client_as, administrator, leader, citizen, stranger, initiative, facilitator
):
    link = f"/i/{initiative.slug}/catatan/?periksa=1"
    assert "The chain is whole" in client_as(administrator).get(link).content.decode()
    for actor in (leader, facilitator):
        assert "The chain" not in client_as(actor).get(link).content.decode()
    for actor in (citizen, stranger):
        assert client_as(actor).get(link).status_code == 403
    AuditEntry.objects.filter(number=1).update(detail={"x": 1})
    assert "Entry 1 was changed" in client_as(administrator).get(link).content.decode()


@pytest.mark.parametrize(
    ("zone", "shown"), [("Asia/Jakarta", "08:30"), ("Asia/Makassar", "09:30"), ("Asia/Jayapura", "10:30")]
)
def test_the_log_tells_the_time_where_the_initiative_is(
    client_as, administrator, make_initiative, zone, shown
):
    with time_machine.travel("2026-03-02T01:30:00Z", tick=False):
        there = make_initiative("Air", time_zone=zone)
        page = text_of(client_as(administrator).get(f"/i/{there.slug}/catatan/"))
    assert f"2 Mar 2026 {shown}" in page
    assert there.get_time_zone_display() in page


def test_the_log_is_read_in_pages_with_few_queries(
    client_as, facilitator, initiative, rosters, django_assert_max_num_queries
):
    for number in range(60):
        someone = Person(f"P{number}", f"Dinas {number}", OrganisationKind.GOVERNMENT_OFFICE)
        add_person(actor=facilitator, roster=rosters["government"], person=someone)
    browser = client_as(facilitator)
    with django_assert_max_num_queries(14):
        assert "Page 1 of 2" in browser.get(f"/i/{initiative.slug}/catatan/").content.decode()
    with django_assert_max_num_queries(16):
        browser.get(f"/i/{initiative.slug}/pihak/")


def test_only_one_rule_lets_a_side_reach_across():
    across = {action for action in Action if Reach.OPPOSITE in RULES[action].values()}
    assert across == {Action.CONTEST_PERSON, Action.WITHDRAW_CONTEST}
