"""Requests that no page of ours makes: they get an answer and never an error of the server."""

import pytest
from django.http import HttpResponseNotAllowed
from django.test import Client

from titiktemu.consultation.tests.cast import opened, prepared
from titiktemu.web.middleware import RuleMiddleware


@pytest.mark.parametrize(
    "address",
    [
        "/i/{slug}/pihak/%00/tambah/",
        "/api/v1/initiatives/%00/consultations/1/results",
        "/g/KOPI%00-27/",
        "/k/%00/",
    ],
)
def test_an_address_with_a_nul_in_it_leads_nowhere(initiative, address):
    assert Client().get(address.format(slug=initiative.slug)).status_code == 404


def test_posting_to_an_address_with_a_nul_leads_nowhere(initiative):
    for verb in ("slip", "sahkan"):
        assert Client().post(f"/i/{initiative.slug}/pihak/%00/{verb}/").status_code == 404


def test_the_address_of_a_button_opened_like_a_page_says_so_and_leads_on(db):
    browser = Client(headers={"accept-language": "en"})
    answer = browser.get("/tampilan/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "only takes a form" in answer.content.decode()
    assert 'class="button button-primary" href="/"' in answer.content.decode()
    assert browser.head("/tampilan/").status_code == 405


def test_programs_get_no_page_where_they_may_only_post(rf):
    answer = RuleMiddleware(lambda request: HttpResponseNotAllowed(["POST"]))(rf.get("/api/v1/codes"))
    assert (answer.status_code, answer.content) == (405, b"")


@pytest.mark.parametrize("back", ["foo", "web:home", "//evil.example", "/\\evil.example", "https:evil"])
def test_the_theme_goes_back_only_to_a_place_here(db, back):
    answer = Client().post("/tampilan/", {"theme": "dark", "next": back})
    assert answer.status_code == 302
    assert answer.url in {"/", "foo"}


def test_pages_of_somebody_are_kept_by_no_browser(initiative, facilitator, citizen, client_as):
    consultation = opened(facilitator, initiative)
    room = f"/i/{initiative.slug}/konsultasi/{consultation.number}/"
    for actor, address in ((citizen, room), (citizen, f"{room}suara/"), (facilitator, "/")):
        answer = client_as(actor).get(address)
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]


def test_pages_of_strangers_may_be_kept(initiative):
    assert "no-store" not in Client().get(f"/i/{initiative.slug}/").headers.get("Cache-Control", "")


def test_a_draft_is_not_there_for_programs(initiative, facilitator):
    draft = prepared(facilitator, initiative)
    address = f"/api/v1/initiatives/{initiative.slug}/consultations/{{}}/results"
    assert Client().get(address.format(draft.number)).status_code == 404
    assert Client().get(address.format(draft.number + 1)).status_code == 404


def test_a_guessed_code_of_a_private_initiative_leads_nobody_in(make_initiative, administrator):
    hidden = make_initiative("Rahasia bersama", is_public=False)
    code = prepared(administrator, hidden).join_code
    browser = Client()
    for answer in (browser.get(f"/g/{code}/"), browser.post(f"/g/{code}/")):
        assert answer.status_code == 404
        assert "Rahasia bersama" not in answer.content.decode()
    assert browser.get(f"/i/{hidden.slug}/").status_code == 404
