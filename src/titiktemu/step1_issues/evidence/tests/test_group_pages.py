"""The pages of focus groups: who reads what, and what bad input gets."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from titiktemu.foundation.words import Role, Side
from titiktemu.step1_issues.evidence.models import FocusGroup, Passage
from titiktemu.step1_issues.evidence.services.groups import (
    add_code,
    add_quote,
    code_passages,
    write_group,
    write_notes,
)

pytestmark = pytest.mark.django_db


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def lead(client_as, facilitator):
    return client_as(facilitator)


@pytest.fixture
def at(initiative):
    return lambda name, *more: reverse(f"evidence:{name}", args=[initiative.slug, *more])


@pytest.fixture
def held(facilitator, initiative):
    group = write_group(actor=facilitator, initiative=initiative, title="Ibu", held_on=date(2026, 3, 2))
    write_notes(actor=facilitator, group=group, text="Bu Sari tidak setuju.\nAir keruh.")
    return group


def test_a_session_is_written_down_with_people_notes_and_quotes(lead, at):
    lead.post(at("write_group"), {"title": "Ibu Teluk Biru", "held_on": "2026-03-02", "side": ""})
    where = at("group", 1)
    lead.post(where, {"do": "makeup", "makeup-citizens-women": "7"})
    file = SimpleUploadedFile("a.txt", b"Air keruh.\nAntre lama.")
    page = lead.post(where, {"do": "notes", "notes-file": file}, follow=True)
    assert "2 passages" in text_of(page)
    sent = {
        "do": "quote",
        "quote-text": "Antre sejak subuh.",
        "quote-consent": "with_role",
        "quote-role": "seorang ibu",
    }
    page = text_of(lead.post(where, sent, follow=True))
    assert "Antre sejak subuh." in page
    assert "seorang ibu" in page
    assert "Women 7" in page


def test_notes_and_silent_quotes_never_reach_members(held, at, facilitator, client_as, person):
    add_quote(actor=facilitator, group=held, text="Jangan dikutip.", consent="none")
    member = client_as(person(Side.GOVERNMENT, Role.REPRESENTATIVE))
    for name, more in (("group", [1]), ("groups", []), ("index", [])):
        page = member.get(at(name, *more)).content.decode()
        assert "Bu Sari" not in page
        assert "Jangan dikutip" not in page
    assert member.get(at("coding", 1)).status_code == 403
    assert member.get(at("audio", 1)).status_code == 403


def test_a_session_of_the_other_side_is_not_there(at, facilitator, initiative, client_as, person):
    write_group(
        actor=facilitator, initiative=initiative, side="government", title="Pegawai", held_on=date(2026, 3, 2)
    )
    member = client_as(person(Side.CIVIL_SOCIETY, Role.REPRESENTATIVE))
    assert member.get(at("group", 1)).status_code == 404
    assert "Pegawai" not in member.get(at("groups")).content.decode()
    assert "0 sessions" in text_of(member.get(at("index")))


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"do": "notes"}, "one of the two"),
        ({"do": "quote", "quote-text": "A", "quote-consent": "with_role"}, "Write the role"),
        ({"do": "quote", "quote-text": "", "quote-consent": "none"}, "This field is required"),
        ({"do": "makeup", "makeup-citizens-women": "-1"}, "greater than or equal to 0"),
        ({"do": "audio"}, "This field is required"),
    ],
)
def test_bad_input_gets_a_sentence(lead, held, at, sent, sentence):
    page = lead.post(at("group", 1), sent)
    assert page.status_code == 422
    assert sentence in text_of(page)


def test_a_hostile_file_gets_a_sentence_and_changes_nothing(lead, held, at):
    file = SimpleUploadedFile("a.docx", b"PK\x03\x04" + b"\xff" * 3000)
    page = lead.post(at("group", 1), {"do": "notes", "notes-file": file})
    assert page.status_code == 422
    assert "damaged or locked" in text_of(page)
    assert Passage.objects.count() == 2


def test_an_unknown_deed_changes_nothing(lead, held, at):
    assert lead.post(at("group", 1), {"do": "x"}).status_code == 422
    assert lead.post(at("group", 1), {"do": "withdraw", "quote": "²"}).status_code == 404


def test_passages_are_coded_and_the_rest_comes_next(lead, held, at, facilitator, initiative):
    add_code(actor=facilitator, initiative=initiative, name="Air", meaning="Air disebut.")
    lead.post(at("coding", 1), {"p2": "1", "p1": "", "p9x": "1", "p3": "77"})
    page = text_of(lead.get(at("coding", 1)))
    assert "1 of 2" in page
    assert "Air keruh." not in page


def test_the_recording_is_handed_out_as_a_file(lead, held, at):
    file = SimpleUploadedFile("suara.mp3", b"ID3" + b"\0" * 50)
    lead.post(at("group", 1), {"do": "audio", "audio-file": file})
    answer = lead.get(at("audio", 1))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="suara.mp3"'
    assert b"".join(answer.streaming_content).startswith(b"ID3")


def test_agreement_and_saturation_are_shown(lead, held, at, facilitator, person, initiative):
    add_code(actor=facilitator, initiative=initiative, name="Air", meaning="Air disebut.")
    for who in (facilitator, person("", Role.FACILITATOR, 2)):
        code_passages(actor=who, group=held, codes={1: None, 2: 1})
    page = text_of(lead.get(at("groups")))
    assert "Of 2 passages that two coders coded apart, 2 got the same code." in page
    assert "too few sessions yet" in page


def test_the_side_of_a_session_is_not_changed_later(lead, held, at):
    lead.post(at("change_group", 1), {"title": "Ibu", "held_on": "2026-03-03", "side": "government"})
    assert (FocusGroup.objects.get().side, FocusGroup.objects.get().held_on) == ("", date(2026, 3, 3))
