"""Answering in a browser without scripts: page by page, back and forth, with every check on the server."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from titiktemu.foundation.models import AuditEntry
from titiktemu.foundation.words import Role, Side
from titiktemu.questionnaires.models import Answered, Draft, Receipt, Response
from titiktemu.questionnaires.services.questionnaires import close_wave
from titiktemu.questionnaires.tests.cast import COMPLETE, opened, prepared

pytestmark = pytest.mark.django_db


def at(wave, name, *more):
    questionnaire = wave.questionnaire
    return reverse(
        f"questionnaires:{name}", args=[questionnaire.initiative.slug, questionnaire.number, *more]
    )


@pytest.fixture
def client():
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def wave(facilitator, initiative, tmp_path):
    return opened(facilitator, initiative, tmp_path)


def send(client, wave, page, go="maju", **answers):
    return client.post(at(wave, "answer"), {"halaman": str(page), "lanjut": go, **answers})


def test_somebody_walks_through_every_page_and_sends(client, wave):
    client.get(at(wave, "answer"))
    first = client.get(at(wave, "answer") + "?halaman=1").content.decode()
    assert "Piped water?" in first
    assert "How good is it?" not in first
    assert send(client, wave, 1, pdam="ya", umur="30").status_code == 302
    assert "How good is it?" in client.get(at(wave, "answer") + "?halaman=2").content.decode()
    # The rest of the questions until the child's repeat.
    send(client, wave, 2, mutu="4", dari=["sumur", "truk"])
    send(client, wave, 3, **{"penting:sumur": "2", "penting:sungai": "1", "penting:truk": "3"})
    page = client.get(at(wave, "answer") + "?halaman=akhir").content.decode()
    assert "Well, Water truck" in page
    assert client.post(at(wave, "answer"), {"halaman": "akhir"}).status_code == 302
    kept = Response.objects.get()
    assert kept.answers["dari"] == "sumur truk"
    assert kept.answers["ganda"] == "60"
    assert (kept.side, kept.channel, kept.pseudonym) == (Side.CITIZENS, Response.Channel.LINK, "")
    assert not Draft.objects.exists()
    assert "Thank you" in client.get(at(wave, "answer")).content.decode()


def test_a_repeat_is_told_one_by_one_and_the_last_can_be_taken_away(client, wave):
    send(client, wave, 1, pdam="tidak", umur="40")
    pages = [client.get(at(wave, "answer") + f"?halaman={page}").content.decode() for page in range(1, 6)]
    gate = next(place for place, page in enumerate(pages, 1) if 'value="tambah"' in page)
    send(client, wave, gate, "tambah")
    assert "Nickname" in client.get(at(wave, "answer") + f"?halaman={gate}").content.decode()
    wrong = send(client, wave, gate, **{"nama@0": ""})
    assert wrong.status_code == 422
    send(client, wave, gate, **{"nama@0": "Ani"})
    assert "Age of Ani" in client.get(at(wave, "answer") + f"?halaman={gate + 1}").content.decode()
    assert Draft.objects.get().answers["anak"] == [{"nama": "Ani"}]
    send(client, wave, gate + 2, "kurang")
    assert "anak" not in Draft.objects.get().answers


def test_what_is_wrong_is_said_where_it_stands_and_nothing_typed_is_lost(client, wave):
    answer = send(client, wave, 1, pdam="ya", umur="12")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Only from 17 years." in page
    assert 'value="12"' in page
    assert 'value="ya" checked' in page
    missing = send(client, wave, 1, umur="abc").content.decode()
    assert "whole number" in missing


def test_back_needs_nothing_and_keeps_what_is_there(client, wave):
    send(client, wave, 1, pdam="ya", umur="30")
    assert send(client, wave, 2, "mundur", mutu="5").url.endswith("?halaman=1")
    assert Draft.objects.get().answers["mutu"] == "5"
    send(client, wave, 1, pdam="tidak", umur="30")
    # The answer that is asked no longer does not come into the end.
    client.post(at(wave, "answer"), {"halaman": "akhir"})
    assert "mutu" not in Response.objects.get().answers


def test_nothing_can_be_sent_that_misses_what_is_required(client, wave):
    send(client, wave, 1, "mundur", umur="30")
    answer = client.post(at(wave, "answer"), {"halaman": "akhir"})
    assert answer.status_code == 422
    assert not Response.objects.exists()
    assert Draft.objects.exists()


def test_nothing_leads_from_the_answers_to_whoever_gave_them(client_as, person, wave):
    official = client_as(person(Side.GOVERNMENT, Role.REPRESENTATIVE))
    entries = AuditEntry.objects.count()
    send(official, wave, 1, pdam="ya", umur="30")
    official.post(at(wave, "answer"), {"halaman": "akhir"})
    kept = Response.objects.get()
    assert (kept.side, kept.channel) == (Side.GOVERNMENT, Response.Channel.ROSTER)
    assert {one.name for one in Response._meta.get_fields() if one.is_relation} == {
        "wave", "brought_by", "changes",
    }  # fmt: skip
    assert kept.week.weekday() == 0
    assert Answered.objects.count() == 1
    assert AuditEntry.objects.count() == entries
    # A second time, in any browser.
    assert "Thank you" in official.get(at(wave, "answer")).content.decode()
    again = client_as(person(Side.GOVERNMENT, Role.REPRESENTATIVE))
    send(again, wave, 1, pdam="ya")
    assert Response.objects.count() == 1


def test_linked_waves_know_one_person_by_a_pseudonym_only(
    facilitator, initiative, tmp_path, client_as, person
):
    wave = opened(facilitator, initiative, tmp_path, linked=True)
    actor = person(Side.GOVERNMENT, Role.REPRESENTATIVE)
    client = client_as(actor)
    send(client, wave, 1, pdam="ya", umur="30")
    client.post(at(wave, "answer"), {"halaman": "akhir"})
    kept = Response.objects.get()
    assert len(kept.pseudonym) == 32


@pytest.mark.parametrize(
    ("role", "fields"), [(Role.FACILITATOR, {}), (Role.REPRESENTATIVE, {"by_roster": False})]
)
def test_whoever_is_not_asked_is_told_so(facilitator, initiative, tmp_path, client_as, person, role, fields):
    wave = opened(facilitator, initiative, tmp_path, **fields)
    actor = facilitator if role is Role.FACILITATOR else person(Side.GOVERNMENT, role)
    client = client_as(actor)
    assert "not open to you" in client.get(at(wave, "answer")).content.decode()
    assert send(client, wave, 1, pdam="ya").status_code == 409


def test_the_open_link_leads_to_the_questions_and_a_wrong_one_nowhere(client, wave):
    code = wave.questionnaire.link_code
    assert client.get(reverse("questionnaires:link", args=[code.lower()])).url == at(wave, "answer")
    assert client.get(reverse("questionnaires:link", args=["NIXNIXNI"])).status_code == 404


def test_a_draft_questionnaire_is_there_for_those_who_prepare_it_only(
    facilitator, initiative, tmp_path, client, client_as
):
    made = prepared(facilitator, initiative, tmp_path)
    address = reverse("questionnaires:home", args=[initiative.slug, made.number])
    assert client.get(address).status_code == 404
    assert client_as(facilitator).get(address).status_code == 200


def phone(client, wave, key="k1", **answers):
    place = client.get(at(wave, "token")).json()["key"]
    body = json.dumps({"place": place, "key": key, "answers": answers or COMPLETE})
    return client.post(at(wave, "send"), body, content_type="application/json")


def test_answers_of_a_phone_count_once_however_often_they_are_sent(client, wave):
    assert phone(client, wave).json() == {"kept": True}
    assert phone(client, wave).json() == {"kept": True}
    assert Response.objects.count() == 1
    assert phone(client, wave, "k2").json() == {"kept": True}
    assert Response.objects.count() == 2
    assert "k1" not in {one.key for one in Receipt.objects.all()}


def test_a_phone_is_told_what_is_wrong_and_keeps_its_answers(client, wave):
    answer = phone(client, wave, pdam="ya", umur="3")
    assert answer.status_code == 422
    assert "17" in answer.json()["lines"][0]
    assert not Response.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        b"{", b"[]", b"[" * 100_000, b'{"place": 3, "key": "a", "answers": {}}', b'{"answers": []}',
        json.dumps({"place": "x", "key": "a" * 99, "answers": {}}).encode(),
    ],
)  # fmt: skip
def test_rubbish_from_a_phone_changes_nothing(client, wave, body):
    assert client.post(at(wave, "send"), body, content_type="application/json").status_code in {409, 422}
    assert not Response.objects.exists()


@pytest.mark.parametrize("value", [["list"], {"a": 1}, 3, None, "x\x00y", "y" * 300_000])
def test_answers_of_any_shape_are_read_or_refused(client, wave, value):
    answer = phone(client, wave, **{**COMPLETE, "saran": value, "fremd": value, "anak": value})
    assert answer.status_code in {200, 409, 413, 422, 400}
    for kept in Response.objects.all():
        assert "fremd" not in kept.answers
        assert "\x00" not in str(kept.answers)


def test_a_closed_wave_takes_nothing_and_forgets_what_was_not_finished(client, wave, facilitator):
    send(client, wave, 1, pdam="ya", umur="30")
    close_wave(actor=facilitator, wave=wave)
    assert not Draft.objects.exists()
    assert send(client, wave, 1, pdam="ya").status_code == 409
    assert phone(client, wave).status_code == 409


def test_a_paper_form_is_typed_in_and_what_it_should_not_hold_is_asked_about(facilitator, client_as, wave):
    client = client_as(facilitator)
    answer = client.post(at(wave, "typing"), {"side": "citizens", "pdam": "tidak", "mutu": "3", "umur": "50"})
    assert answer.status_code == 422
    assert "this question is not asked" in answer.content.decode()
    answer = client.post(
        at(wave, "typing"),
        {"side": "civil_society", "pdam": "tidak", "umur": "50", "nama@0": "Ani", "usia@0": "3"},
    )
    assert answer.status_code == 302
    kept = Response.objects.get()
    assert kept.answers == {
        "pdam": "tidak",
        "umur": "50",
        "anak": [{"nama": "Ani", "usia": "3"}],
        "ganda": "100",
    }
    assert (kept.side, kept.channel) == (Side.CIVIL_SOCIETY, Response.Channel.PAPER)


def test_the_paper_form_says_in_words_what_is_skipped(client, wave):
    page = client.get(at(wave, "paper")).content.decode()
    assert "Only if question 1 is “Yes”." in page
    assert "6a." in page


def test_the_questions_come_out_as_the_workbook_they_came_in(client, wave, tmp_path):
    answer = client.get(at(wave, "workbook"))
    assert answer["Content-Type"].startswith("application/vnd.openxml")
    assert answer.content[:2] == b"PK"


def test_answering_asks_the_database_a_fixed_number_of_times(client, wave, django_assert_max_num_queries):
    send(client, wave, 1, pdam="ya", umur="30")
    with django_assert_max_num_queries(9):
        client.get(at(wave, "answer") + "?halaman=2")
