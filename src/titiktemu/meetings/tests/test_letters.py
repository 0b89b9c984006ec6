"""Numbered letters to offices, letters of assignment, and the list to be signed as PDF."""

import io
import re

import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from titiktemu.documents.models import Paper
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.words import Role, Side
from titiktemu.meetings.models import Letter
from titiktemu.meetings.paper_texts import Sent, Writer, list_text
from titiktemu.meetings.services.inviting import invite_other
from titiktemu.meetings.services.letters import issue_assignment, issue_invitation
from titiktemu.meetings.services.planning import cancel_meeting
from titiktemu.meetings.tests.gathering import planned

pytestmark = pytest.mark.django_db

WRITER = Writer("Panitia Forum Contoh", "Banyuwangi", "Ketua Panitia", "Nawang Prameswari")


@pytest.fixture(autouse=True)
def frozen():
    """A week before the meeting."""
    with time_machine.travel("2026-10-27T03:00:00Z", tick=False):
        yield


@pytest.fixture
def meeting(facilitator, initiative):
    return planned(facilitator, initiative, time_zone="Asia/Makassar")


@pytest.fixture
def head(facilitator, meeting):
    """The head of an office."""
    told = {
        "name": "Ratna",
        "office": "Kepala Dinas",
        "organisation": "Dinas Contoh",
        "side": Side.GOVERNMENT,
    }
    return invite_other(actor=facilitator, meeting=meeting, **told)


def words(paper, language="id"):
    return str(paper.content[language])


def test_letters_get_the_next_number_and_say_when_and_where(facilitator, head):
    letters = [
        issue_invitation(actor=facilitator, invitation=head, writer=WRITER, recipient="Kepala Dinas Contoh")
        for _number in range(2)
    ]
    numbers = [letter.paper.number for letter in letters]
    assert len(set(numbers)) == 2
    assert all("UND" in number for number in numbers)
    said = words(letters[0].paper)
    for told in ("Kepala Dinas Contoh", "3 November 2026", "WITA", "10.00", "Balai desa", "Panitia Forum"):
        assert told in said
    head.refresh_from_db()
    assert head.by_letter


def test_the_personal_link_and_code_are_in_no_paper(facilitator, head):
    made = issue_invitation(
        actor=facilitator, invitation=head, writer=WRITER, recipient="Kepala", answer_to="0812 0000"
    )
    said = str(made.paper.content)
    assert head.token not in said
    assert head.code not in said
    assert "0812 0000" in said


def test_a_letter_of_assignment_names_who_comes_and_who_follows(facilitator, head):
    sent = Sent("Bagas", "Pengelola data", "Dinas Contoh", "Kepala Seksi Data")
    made = issue_assignment(actor=facilitator, invitation=head, writer=WRITER, sent=sent)
    said = words(made.paper)
    assert "Bagas" in said
    assert "Kepala Seksi Data" in said
    assert "ST" in made.paper.number


def test_only_whoever_leads_issues_letters_and_none_of_a_cancelled_meeting(
    person, facilitator, meeting, head
):
    told = {"invitation": head, "writer": WRITER, "recipient": "Kepala"}
    for who in (person(Side.GOVERNMENT, Role.LEADER), person("", Role.OBSERVER)):
        with pytest.raises(NotAllowed):
            issue_invitation(actor=who, **told)
    head.meeting = cancel_meeting(actor=facilitator, meeting=meeting, reason="Banjir.")
    with pytest.raises(RuleBroken):
        issue_invitation(actor=facilitator, **told)
    assert not Paper.objects.exists()


def test_a_letter_of_a_caucus_belongs_to_its_side(person, initiative):
    leader = person(Side.GOVERNMENT, Role.LEADER)
    caucus = planned(leader, initiative, side=Side.GOVERNMENT)
    own = invite_other(actor=leader, meeting=caucus, name="Bagas", side=Side.GOVERNMENT)
    made = issue_invitation(actor=leader, invitation=own, writer=WRITER, recipient="Kepala")
    assert made.paper.side == Side.GOVERNMENT


def test_on_the_page_the_writer_is_offered_again(client_as, facilitator, meeting, head):
    lead, place = client_as(facilitator), [meeting.initiative.slug, meeting.number, head.number]
    there = reverse("meetings:invitation_letter", args=place)
    assert "Head of Dinas Contoh" in lead.get(there).content.decode()
    assert lead.post(there, {"recipient": ""}).status_code == 422
    sent = {"recipient": "Kepala", "letterhead": "Panitia <b>", "city": "Kabat", "office": "Ketua"}
    assert lead.post(there, sent).status_code == 302
    assert "Panitia &lt;b&gt;" in lead.get(there).content.decode()
    letter = Letter.objects.get()
    page = lead.get(reverse("meetings:invitation", args=place)).content.decode()
    assert letter.paper.number in page


def test_the_list_to_sign_is_a_pdf_with_the_names(client_as, facilitator, meeting, head):
    answer = client_as(facilitator).get(
        reverse("meetings:list_pdf", args=[meeting.initiative.slug, meeting.number])
    )
    assert answer["Content-Type"] == "application/pdf"
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert "Ratna" in re.sub(r"\s+", " ", text)
    assert "Balai desa" in text


def test_the_list_of_an_invented_initiative_says_that_it_is_invented(meeting, initiative):
    assert not list_text(meeting, [], "id").is_fiction
    meeting.initiative.is_fiction = True
    assert list_text(meeting, [], "id").is_fiction


@pytest.mark.parametrize(("language", "office"), [("id", "Fasilitator"), ("en", "Facilitator")])
def test_whoever_signs_the_list_is_named_in_its_language(meeting, language, office):
    signing = list_text(meeting, [], language).blocks[-1]
    assert signing.places[0].office == office
