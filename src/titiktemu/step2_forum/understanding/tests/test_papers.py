"""The paper of the shared understanding: what it says, in which languages, and what takes its place."""

import csv
import io
from datetime import date
from decimal import Decimal
from zipfile import ZipFile

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from titiktemu.documents.content import Content, Heading, Listing, Note, Paragraph, Signatures, Table, plain
from titiktemu.documents.models import Paper
from titiktemu.documents.rendering.docx import as_docx
from titiktemu.documents.rendering.pdf import as_pdf
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import AuditEntry
from titiktemu.foundation.words import Role, Side
from titiktemu.step2_forum.needs.models import DataNeed
from titiktemu.step2_forum.understanding.listing import CLAIMS, PASSAGES, VOTES
from titiktemu.step2_forum.understanding.papers import understanding_contents
from titiktemu.step2_forum.understanding.queries.papers import issued_of, needs_behind, standing_paper
from titiktemu.step2_forum.understanding.queries.passages import lines_of
from titiktemu.step2_forum.understanding.services.papers import issue_understanding
from titiktemu.step2_forum.understanding.tests.standing import (
    amended,
    claim,
    disputed,
    endorsed,
    passage,
    target,
)
from titiktemu.step2_forum.understanding.tests.voting import both_rounds, said

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}
GOVERNMENT, CIVIL_SOCIETY = Side.GOVERNMENT, Side.CIVIL_SOCIETY
SIDES = ("Government", "Civil society")


@pytest.fixture
def told(initiative):
    """A solution that both endorse, a target in dispute, an expectation that nobody has answered."""
    solution = passage(
        initiative, "solution", "Uji air tiap bulan.", text_en="Test water monthly.", helps="Angka yang sama."
    )
    goal = target(initiative, side=CIVIL_SOCIETY)
    expected = passage(initiative, "expectation", "Hadir tiap bulan.")
    endorsed(solution)
    endorsed(goal, GOVERNMENT)
    disputed(goal, CIVIL_SOCIETY)
    amended(expected, GOVERNMENT)
    claim(goal, value=Decimal("12.5"), unit="sekolah", source="Laporan dinas", side=GOVERNMENT)
    claim(goal, "Warga cemas.")
    need = {"initiative": initiative, "number": 1, "text": "Uji air per sekolah", "asked_at": timezone.now()}
    DataNeed.objects.create(passage=solution.passage, **need)
    return solution, goal, expected


def content(initiative, language="en") -> Content:
    made = understanding_contents(
        initiative, lines_of(initiative), needs_behind(initiative), date(2026, 11, 29)
    )
    return made[language]


def tables(found):
    return [
        [[plain(cell) for cell in row] for row in one.rows] for one in found.blocks if isinstance(one, Table)
    ]


def test_it_holds_what_each_side_says_government_left(initiative, told):
    found = content(initiative)
    headings = [one.text for one in found.blocks if isinstance(one, Heading)]
    assert headings == [
        "Solutions", "Passage 1", "Targets", "Passage 2", "Expectations", "Passage 3",
        "Figures of the targets", "Claims and their evidence", "Signatures",
    ]  # fmt: skip
    first, second, third = (one for one in found.blocks if isinstance(one, Table) and one.header == SIDES)
    assert [plain(one).split(" on ")[0] for one in first.rows[0]] == ["Endorsed", "Endorsed"]
    government, civil_society = (plain(one) for one in second.rows[0])
    assert government.startswith("Endorsed on")
    assert civil_society.startswith("Disputed on")
    assert "Why: Pipa lama tidak dihitung.\nWhat would settle it: Umur pipa per sekolah" in civil_society
    assert [plain(one) for one in third.rows[0]] == [
        "Wrote another wording, and nothing of this one", "Has not said anything yet",
    ]  # fmt: skip
    (note,) = (one for one in found.blocks if isinstance(one, Note))
    assert plain(note.text).startswith("2 passages are not endorsed by both sides.")


def test_it_marks_versions_figures_claims_and_needs(initiative, told):
    found = content(initiative)
    texts = [plain(one.text) for one in found.blocks if isinstance(one, Paragraph)]
    assert any(one.startswith("Wording 1 of ") and one.endswith("by Civil society") for one in texts)
    assert any(one.endswith("whoever leads; 1 other wording waits") for one in texts)
    assert "How open data helps: Angka yang sama." in texts
    assert [one.items for one in found.blocks if isinstance(one, Listing)] == [("1. Uji air per sekolah",)]
    figures, claims = tables(found)[-2:]
    assert figures == [
        [
            "2",
            "Sekolah dengan air yang aman",
            "12 sekolah\n31 January 2026",
            "60 sekolah\nby 31 December 2027",
            "Uji air Dinas Kesehatan, 2026",
            "Government",
        ]
    ]
    assert claims == [
        [
            "2",
            "Sepertiga sekolah tidak pernah diuji. (Government)",
            "12.5 sekolah",
            "Laporan dinas",
            "nobody yet",
        ],
        ["2", "Warga cemas.", "–", "opinion: no evidence named", "–"],
    ]


def test_each_language_has_its_own_words_where_they_were_written(initiative, told):
    texts = {
        language: [
            plain(one.text) for one in content(initiative, language).blocks if isinstance(one, Paragraph)
        ]
        for language in ("id", "en")
    }
    assert "Uji air tiap bulan." in texts["id"]
    assert "Test water monthly." in texts["en"]
    assert "Hadir tiap bulan." in texts["en"]


def test_places_to_sign_are_government_left_and_civil_society_right(initiative, told):
    (signing,) = (one for one in content(initiative).blocks if isinstance(one, Signatures))
    assert [one.office for one in signing.places] == [f"On behalf of: {one}" for one in SIDES]


@pytest.mark.parametrize("language", ["id", "en"])
def test_it_is_a_tagged_pdf_in_its_language_and_a_word_file(initiative, told, language):
    made_at = timezone.now()
    pdf = as_pdf(content(initiative, language), made_at=made_at)
    assert b"/StructTreeRoot" in pdf or b"/ObjStm" in pdf
    word = as_docx(content(initiative, language), made_at=made_at)
    assert "word/document.xml" in ZipFile(io.BytesIO(word)).namelist()


def test_it_is_issued_by_whoever_leads_and_takes_the_place_of_the_last(initiative, facilitator, told, person):
    for actor in (person(GOVERNMENT, Role.LEADER), person(CIVIL_SOCIETY, Role.REPRESENTATIVE)):
        with pytest.raises(NotAllowed):
            issue_understanding(actor=actor, initiative=initiative)
    first = issue_understanding(actor=facilitator, initiative=initiative)
    assert (first.languages, first.supersedes) == (["id", "en"], None)
    assert "/PB/" in first.number
    assert AuditEntry.objects.get(action="understanding.issue").detail == {"passages": 3, "agreed": 1}
    second = issue_understanding(actor=facilitator, initiative=initiative)
    assert second.supersedes == first
    assert standing_paper(initiative) == second
    assert issued_of(initiative) == [second, first]


def test_nothing_is_issued_of_nothing(initiative, facilitator, client_as):
    with pytest.raises(RuleBroken, match="no passage"):
        issue_understanding(actor=facilitator, initiative=initiative)
    answer = client_as(facilitator).post(
        reverse("understanding:paper", args=[initiative.slug]), headers=ENGLISH
    )
    assert answer.status_code == 422
    assert "There is no passage yet." in answer.text
    assert not Paper.objects.exists()


def test_the_page_shows_how_it_will_read_and_issues_it(initiative, facilitator, told, person, client_as):
    page = reverse("understanding:paper", args=[initiative.slug])
    reader = client_as(person(CIVIL_SOCIETY, Role.REPRESENTATIVE))
    seen = reader.get(page, headers=ENGLISH).text
    assert "Pipa lama tidak dihitung." in seen
    assert "Issue it" not in seen
    assert reader.post(page).status_code == 403
    answer = client_as(facilitator).post(page)
    made = Paper.objects.get()
    assert answer["Location"] == reverse("documents:paper", args=[initiative.slug, made.pk])
    assert made.number in reader.get(page, headers=ENGLISH).text


@pytest.mark.parametrize("many", [1, 7])
def test_the_page_takes_the_same_queries_for_one_passage_and_for_many(
    initiative, person, client_as, many, django_assert_num_queries
):
    for number in range(many):
        claim(target(initiative, text=f"Target {number}"))
    browser, page = client_as(person(GOVERNMENT, Role.REPRESENTATIVE)), "understanding:paper"
    browser.get(reverse(page, args=[initiative.slug]))
    with django_assert_num_queries(13):
        browser.get(reverse(page, args=[initiative.slug]))


def test_lists_hold_everything_and_votes_as_the_page_says_them(
    initiative, facilitator, told, person, client_as
):
    voted = {GOVERNMENT: said(20, 1), CIVIL_SOCIETY: said(6, 1)}
    both_rounds(facilitator, initiative, person, voted, voted)
    browser = client_as(person(CIVIL_SOCIETY, Role.REPRESENTATIVE))
    answer = browser.get(reverse("understanding:file", args=[initiative.slug, "csv"]), headers=ENGLISH)
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert tuple(rows[0]) == PASSAGES
    goal = dict(zip(PASSAGES, rows[2], strict=True))
    assert (goal["target"], goal["until"], goal["civil_society_says"]) == ("60.0", "2027-12-31", "disputed")
    assert (goal["government_accepts_figures"], goal["civil_society_accepts_figures"]) == ("yes", "no")
    answer = browser.get(reverse("understanding:file", args=[initiative.slug, "xlsx"]), headers=ENGLISH)
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    assert book.sheet_names == ["pemahaman", "klaim", "suara"]
    assert tuple(book.get_sheet_by_name("klaim").to_python()[0]) == CLAIMS
    votes = book.get_sheet_by_name("suara").to_python()
    assert tuple(votes[0]) == VOTES
    told_of = dict(zip(VOTES, votes[2], strict=True))
    assert (told_of["group"], told_of["before_figure"]) == ("civil_society", "nearly all agree")
    assert told_of["before_answers"] == "5–9 answers"
    assert browser.get(reverse("understanding:file", args=[initiative.slug, "pdf"])).status_code == 404
