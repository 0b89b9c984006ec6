"""The pages of papers: the list, one paper, its files, signed copies, and how numbers are written."""

import hashlib
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from titiktemu.documents.models import Paper, SignedCopy
from titiktemu.documents.services.issuing import issue_paper
from titiktemu.documents.services.signing import withdraw_signed_copy
from titiktemu.documents.tests.files import CAMERA, JPEG, photo, signed_pdf
from titiktemu.documents.tests.papers import whole
from titiktemu.foundation.words import Role, Side

pytestmark = pytest.mark.django_db

BOTH = {"id": whole(layout="act"), "en": whole(layout="act", language="en", title="Minutes of the forum")}


@pytest.fixture
def paper(facilitator, initiative):
    return issue_paper(actor=facilitator, initiative=initiative, kind="berita-acara", content=BOTH)


@pytest.fixture
def browser(person, client_as):
    return client_as(person(Side.GOVERNMENT, Role.REPRESENTATIVE))


def address(name, paper, *more):
    return reverse(f"documents:{name}", args=[paper.initiative.slug, paper.pk, *more])


def sent(browser, paper, content, name="salinan.jpg", **more):
    file = SimpleUploadedFile(name, content)
    return browser.post(address("add_copy", paper), {"file": file, **more}, follow=True)


def page(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def test_list_names_every_paper_with_kind_number_and_copies(browser, paper):
    sent(browser, paper, JPEG)
    shown = page(browser.get(reverse("documents:index", args=[paper.initiative.slug])))
    assert "Minutes of the forum" in shown
    assert paper.number in shown
    assert "1 signed copy" in shown
    assert "Not public" in shown


def test_list_without_papers_says_where_they_come_from(client_as, stranger, initiative):
    client = client_as(stranger)
    assert "No papers yet" in page(client.get(reverse("documents:index", args=[initiative.slug])))


def test_paper_is_read_in_the_readers_language_and_says_which_it_is(browser, paper):
    shown = page(browser.get(address("paper", paper)))
    assert '<article class="doc doc-act" lang="en">' in shown
    assert "<h1>Minutes of the forum</h1>" in shown
    browser.cookies["django_language"] = "id"
    shown = page(browser.get(address("paper", paper)))
    assert '<article class="doc doc-act" lang="id">' in shown
    assert "<h1>Risalah musyawarah</h1>" in shown


@pytest.mark.parametrize(("language", "form", "begins"), [("id", "pdf", b"%PDF"), ("en", "docx", b"PK")])
def test_files_are_given_out_under_the_number_and_never_change(browser, paper, language, form, begins):
    answer = browser.get(address("download", paper, language, form))
    content = b"".join(answer.streaming_content)
    assert content.startswith(begins)
    assert answer["ETag"] == f'"{hashlib.sha256(content).hexdigest()}"'
    stem = paper.number.replace("/", "-").lower()
    assert answer["Content-Disposition"] == f'attachment; filename="{stem}-{language}.{form}"'
    again = browser.get(address("download", paper, language, form), headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("asked", [("jv", "pdf"), ("id", "exe"), ("id", "docm")])
def test_file_in_no_such_language_or_form_is_not_there(browser, paper, asked):
    assert browser.get(address("download", paper, *asked)).status_code == 404


def test_signed_copy_is_brought_looked_at_and_taken_back(browser, paper):
    shown = page(sent(browser, paper, JPEG, note="Kepala Dinas"))
    assert "The signed copy is kept." in shown
    assert "Kepala Dinas" in shown
    copy = SignedCopy.objects.get()
    answer = browser.get(address("copy", paper, copy.pk))
    kept = b"".join(answer.streaming_content)
    assert hashlib.sha256(kept).hexdigest() == copy.sha256
    assert CAMERA.encode() not in kept
    assert answer["Content-Type"] == "image/jpeg"
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert browser.post(address("withdraw_copy", paper, copy.pk), {"reason": ""}).status_code == 422
    shown = page(browser.post(address("withdraw_copy", paper, copy.pk), {"reason": "Buram"}, follow=True))
    assert "“salinan.jpg” was taken back: Buram" in shown


def test_electronic_signature_is_named_and_what_it_counts_for(browser, paper):
    shown = page(sent(browser, paper, signed_pdf("Siti Rahayu"), name="ba.pdf"))
    for expected in ("Signed electronically", "Siti Rahayu", "counts for more than a drawn signature"):
        assert expected in shown
    assert "added to the file after it was signed" not in shown


@pytest.mark.parametrize("content", [b"", b"<script>", b"%PDF-1.7 broken"])
def test_what_cannot_be_taken_is_told_beside_the_field(browser, paper, content):
    answer = sent(browser, paper, content)
    assert answer.status_code == 422
    assert "Nothing was saved yet" in page(answer)
    assert not SignedCopy.objects.exists()


def test_form_without_a_file_is_told(browser, paper):
    answer = browser.post(address("add_copy", paper), {})
    assert answer.status_code == 422
    assert "No file has arrived" in page(answer)


def test_public_reads_a_shown_paper_but_no_signed_copy(client_as, stranger, facilitator, browser, paper):
    client = client_as(stranger)
    sent(browser, paper, JPEG)
    assert client.get(address("paper", paper)).status_code == 404
    lead = client_as(facilitator)
    lead.post(address("visibility", paper), {"is_public": "1"})
    shown = page(client.get(address("paper", paper)))
    assert "1 signed copy is kept." in shown
    assert "salinan.jpg" not in shown
    assert "Facilitator" not in shown
    copy = SignedCopy.objects.get()
    assert client.get(address("copy", paper, copy.pk)).status_code == 404
    lead.post(address("visibility", paper), {"is_public": "0"})
    assert client.get(address("paper", paper)).status_code == 404


def test_replaced_paper_leads_to_the_one_in_its_place(browser, facilitator, paper):
    new = issue_paper(
        actor=facilitator, initiative=paper.initiative, kind=paper.kind, content=BOTH, supersedes=paper
    )
    shown = page(browser.get(address("paper", paper)))
    assert "Another paper stands in the place of this one" in shown
    assert address("paper", new) in shown
    assert address("paper", paper) in page(browser.get(address("paper", new)))


def test_pattern_of_numbers_is_changed_on_its_page(client_as, facilitator, initiative):
    lead = client_as(facilitator)
    at = reverse("documents:numbering", args=[initiative.slug])
    assert "005/UND/TT/XI/2026" in page(lead.get(at))
    assert lead.post(at, {"pattern": "{number}"}).status_code == 422
    assert lead.post(at, {"pattern": "{code}.{number}.{year}"}).status_code == 302
    assert "UND.005.2026" in page(lead.get(at))


def test_pages_ask_the_database_a_fixed_number_of_times(
    browser, facilitator, initiative, paper, django_assert_max_num_queries
):
    for _turn in range(4):
        issue_paper(actor=facilitator, initiative=initiative, kind="tugas", content=BOTH)
    for number in range(4):
        sent(browser, paper, photo(size=(8, 8 + number)))
    withdraw_signed_copy(actor=facilitator, copy=SignedCopy.objects.all()[0], reason="Buram")
    assert Paper.objects.count() == 5
    with django_assert_max_num_queries(12):
        assert browser.get(reverse("documents:index", args=[initiative.slug])).status_code == 200
    with django_assert_max_num_queries(14):
        assert browser.get(address("paper", paper)).status_code == 200
