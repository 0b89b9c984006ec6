"""What facilitators do with pages: prepare, open, moderate, close; and what everybody else may see of it."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from titiktemu.consultation.models import Consultation, Moderation, Statement
from titiktemu.consultation.tests.cast import members, opened, prepared
from titiktemu.foundation.actors import STRANGER
from titiktemu.foundation.words import Role, Side

pytestmark = pytest.mark.django_db

NAME = "Pak Budi menolak membantu."


def at(name, consultation, *more):
    return reverse(f"consultation:{name}", args=[consultation.initiative.slug, consultation.number, *more])


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def lead(facilitator, client_as):
    return client_as(facilitator)


@pytest.fixture
def sensitive(initiative):
    initiative.sector = "1.02"
    initiative.save()
    return initiative


def test_a_facilitator_prepares_fills_opens_and_closes(lead, initiative):
    answer = lead.post(
        reverse("consultation:create", args=[initiative.slug]),
        {"title": "Apa yang membuat sekolah aman?", "citizens_vote": "on"},
        follow=True,
    )
    made = Consultation.objects.get()
    assert made.citizens_vote
    assert not made.others_vote
    assert "No statement yet" in text_of(answer)
    assert lead.post(at("open", made)).status_code == 409, "opened without a statement"
    lead.post(at("add_statement", made), {"text": "Jalan terang."})
    assert "Open the voting" in text_of(lead.get(at("home", made)))
    assert "Voting is open" in text_of(lead.post(at("open", made), follow=True))
    assert "Voting is closed" in text_of(lead.post(at("close", made), follow=True))
    made.refresh_from_db()
    assert made.is_closed


def test_asking_before_opening_and_closing_does_nothing_yet(lead, facilitator, initiative):
    made = prepared(facilitator, initiative)
    assert lead.get(at("open", made)).status_code == 200
    made.refresh_from_db()
    assert made.state == Consultation.State.DRAFT


def test_a_consultation_without_a_question_is_not_saved_and_nothing_is_lost(lead, initiative):
    written = {"title": "", "introduction": "Kami ingin tahu."}
    answer = lead.post(reverse("consultation:create", args=[initiative.slug]), written)
    assert answer.status_code == 422
    assert "Nothing was saved yet" in text_of(answer)
    assert "Kami ingin tahu." in answer.content.decode()
    assert not Consultation.objects.exists()


def test_who_may_vote_cannot_be_changed_after_the_opening(lead, facilitator, initiative):
    made = opened(facilitator, initiative)
    assert "citizens_vote" not in lead.get(at("edit", made)).content.decode()
    lead.post(at("edit", made), {"title": "Lain", "others_vote": "on"})
    made.refresh_from_db()
    assert (made.title, made.others_vote) == ("Lain", False)


def test_a_statement_that_is_too_long_or_there_already_is_kept_in_the_form(lead, facilitator, initiative):
    made = prepared(facilitator, initiative)
    long = "panjang " * 40
    answer = lead.post(at("add_statement", made), {"text": long})
    assert answer.status_code == 422
    assert long.strip() in answer.content.decode()
    answer = lead.post(at("add_statement", made), {"text": "Pernyataan ke-1."})
    assert answer.status_code == 409
    assert "there already" in text_of(answer)
    assert "Pernyataan ke-1." in answer.content.decode()
    assert lead.post(at("add_statement", made), {"text": " "}).status_code == 422
    assert made.statements.count() == 1


def test_a_statement_in_a_sensitive_sector_waits_and_its_author_is_told(
    lead, facilitator, sensitive, citizen, client_as
):
    made = opened(facilitator, sensitive)
    author = client_as(citizen)
    answer = author.post(at("add_statement", made), {"text": NAME}, follow=True)
    assert "A moderator reads your statement before others see it." in text_of(answer)
    assert NAME not in author.get(at("statements", made)).content.decode()
    page = text_of(lead.get(at("moderation", made)))
    assert "1 statement waits for you" in page
    assert NAME in page


def test_the_log_tells_everybody_the_decision_and_never_the_hidden_text(
    lead, facilitator, sensitive, citizen, client_as
):
    made = opened(facilitator, sensitive)
    client_as(citizen).post(at("add_statement", made), {"text": NAME})
    hide = {"decision": "hide", "reason": Moderation.Reason.NAMES_PERSON.value, "note": "catatan rahasia"}
    assert lead.post(at("moderate", made, 2), hide).status_code == 302
    public = Client(headers={"accept-language": "en"}).get(at("moderation", made))
    assert "Names a person or lets one be recognised" in text_of(public)
    assert NAME not in public.content.decode()
    assert "catatan rahasia" not in public.content.decode()


def test_hiding_needs_a_reason_and_keeps_what_was_written(lead, facilitator, sensitive, citizen, client_as):
    made = opened(facilitator, sensitive)
    client_as(citizen).post(at("add_statement", made), {"text": NAME})
    sent = {"decision": "hide", "note": "kenapa", "text_en": "Mr Budi refuses to help."}
    answer = lead.post(at("moderate", made, 2), sent)
    assert answer.status_code == 422
    assert "Please choose why the statement is not shown." in text_of(answer)
    assert "Mr Budi refuses to help." in answer.content.decode()
    assert made.statements.get(number=2).state == Statement.State.WAITING


def test_showing_adds_the_translation_in_the_same_step(lead, facilitator, sensitive, citizen, client_as):
    made = opened(facilitator, sensitive)
    client_as(citizen).post(at("add_statement", made), {"text": "Bidan perlu uang transpor."})
    lead.post(at("moderate", made, 2), {"decision": "show", "text_en": "Midwives need money for travel."})
    shown = made.statements.get(number=2)
    assert (shown.state, shown.text_en) == (Statement.State.SHOWN, "Midwives need money for travel.")


def test_the_way_in_is_for_the_facilitator_to_give(lead, facilitator, initiative, person, client_as):
    made = opened(facilitator, initiative)
    for name in ("home", "poster", "stage"):
        page = lead.get(at(name, made)).content.decode()
        assert made.join_code in page
        assert "<svg" in page
        assert 'class="qr"' in page
    official = client_as(person(Side.GOVERNMENT, Role.REPRESENTATIVE))
    assert made.join_code not in official.get(at("home", made)).content.decode()


def test_the_primary_action_fits_the_reader(lead, facilitator, initiative, citizen, client_as):
    draft = prepared(facilitator, initiative)
    assert "Open the voting" in text_of(lead.get(at("home", draft)))
    made = opened(facilitator, initiative)
    assert "Close the voting" in text_of(lead.get(at("home", made)))
    browser = client_as(citizen)
    assert "Vote" in text_of(browser.get(at("home", made)))
    browser.post(at("vote", made), {"statement": 1, "answer": 1})
    assert "You answered 1 of 1 statement." in text_of(browser.get(at("home", made)))


READING = ["home", "statements", "moderation", "results", "map"]
STEERING = ["edit", "open", "close", "poster", "stage"]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("role", ["stranger", "citizen", "official", "leader", "observer", "facilitator"])
def test_every_page_as_every_role(
    facilitator, initiative, observer, citizen, person, client_as, role, language
):
    made = opened(facilitator, initiative)
    actors = {
        "stranger": STRANGER,
        "citizen": citizen,
        "official": person(Side.GOVERNMENT, Role.REPRESENTATIVE),
        "leader": person(Side.CIVIL_SOCIETY, Role.LEADER),
        "observer": observer,
        "facilitator": facilitator,
    }
    browser = client_as(actors[role])
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    for name in READING:
        answer = browser.get(at(name, made))
        assert answer.status_code == 200, name
        assert f'<html lang="{language}"' in answer.content.decode()
    for name in STEERING:
        assert browser.get(at(name, made)).status_code == (200 if role == "facilitator" else 403), name
    assert browser.get(reverse("consultation:index", args=[initiative.slug])).status_code == 200


def test_the_projector_tells_no_small_number_of_people_and_what_stays_hidden(
    lead, facilitator, initiative, person
):
    made = opened(facilitator, initiative)
    members(person, Side.GOVERNMENT, 7)
    members(person, Side.CITIZENS, 21)
    said = text_of(lead.get(at("stage", made)))
    assert "Government at least 5" in said
    assert "Civil society fewer than 5" in said
    assert "Citizens 21" in said
    assert "Results of small sides stay hidden until voting closes." in said
