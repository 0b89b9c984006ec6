"""The leaders' statement: written, opened, signed in three ways, never changed, superseded."""

import io
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from titiktemu.documents.content import Signatures
from titiktemu.documents.models import Paper
from titiktemu.documents.models.papers import Frozen
from titiktemu.documents.rendering.docx import as_docx
from titiktemu.documents.rendering.pdf import as_pdf
from titiktemu.documents.services.signing import withdraw_signed_copy
from titiktemu.documents.tests.files import JPEG, signed_pdf
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import AuditEntry
from titiktemu.foundation.words import Role, Side
from titiktemu.step1_issues.models import Issue
from titiktemu.step2_forum.maps.tests.drawing import CIVIL_SOCIETY, GOVERNMENT, talked_of
from titiktemu.step2_forum.needs.services.opening import approve_order
from titiktemu.step2_forum.needs.tests.asking import FINE, POOR, named, rated
from titiktemu.step2_forum.needs.tests.asking import written as written_order
from titiktemu.step2_forum.understanding.tests.standing import endorsed, passage, target
from titiktemu.step3_team.models import Signature, Statement
from titiktemu.step3_team.papers import charter_contents, decree_contents, statement_contents
from titiktemu.step3_team.queries.statements import current, first_words, sides_that_signed, signed
from titiktemu.step3_team.services.papers import issue_team_paper
from titiktemu.step3_team.services.signing import sign_by_drawing
from titiktemu.step3_team.services.statements import open_statement, write_statement
from titiktemu.step3_team.strokes import NoSignature, read_strokes
from titiktemu.step3_team.strokes import written as as_path
from titiktemu.step3_team.tests.teaming import (
    PROMISED,
    SIGNATURE,
    brought,
    formed,
    in_days,
    joined,
    opened,
    written,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def statement(facilitator, initiative, leaders):
    return opened(facilitator, initiative)


def drawn(actor, statement, strokes=SIGNATURE):
    return sign_by_drawing(actor=actor, statement=statement, strokes=strokes, signed_in="Malang")


def test_a_drawing_is_kept_with_its_seal_in_the_chain(statement, leaders):
    made = drawn(leaders[0], statement)
    entry = AuditEntry.objects.get(action="team.sign_statement")
    assert entry.detail == {"side": "government", "hash": made.seal}
    assert [one.entry for one in signed(statement)] == [entry.number]
    assert made.strokes == SIGNATURE


def test_only_leaders_of_the_two_sides_sign_and_nobody_for_another(
    statement, officials, facilitator, observer, person, administrator
):
    for actor in (officials[0], facilitator, observer, administrator, person(Side.OTHER, Role.LEADER)):
        with pytest.raises(NotAllowed):
            drawn(actor, statement)
    assert not Signature.objects.exists()


def test_a_leader_draws_once_under_a_version(statement, leaders):
    drawn(leaders[0], statement)
    with pytest.raises(RuleBroken):
        drawn(leaders[0], statement)


@pytest.mark.parametrize(
    "strokes",
    ["", "M1 1", "M1 1 L2 2", "L1 1 L300 100", "M0 0 L601 0", "M0 0 L-5 100", "M0 0 L1e9 3",
     "M0 0 C1 1 2 2 300 100", "M0 0 L300 100 Z", "M0 0 L300 100\"/><script>", "M0 0 L\u0663\u0660\u0660 100",
     "M0 0 " + "L300 100 L0 0 " * 3000, "x" * 100_000],
)  # fmt: skip
def test_what_is_no_drawing_is_refused_with_a_sentence(statement, leaders, strokes):
    with pytest.raises(RuleBroken):
        drawn(leaders[0], statement, strokes)
    assert not Signature.objects.exists()


@given(st.lists(st.lists(st.tuples(st.integers(0, 600), st.integers(0, 200)), min_size=1), min_size=1))
def test_a_drawing_comes_back_as_it_was_drawn(strokes):
    try:
        read = read_strokes(as_path(strokes))
    except NoSignature:
        return
    assert read == strokes


@given(st.text(alphabet='ML0123456789 -.eZ"<>'))
def test_whatever_is_taken_is_letters_and_numbers_alone(text):
    try:
        path = as_path(read_strokes(text))
    except NoSignature:
        return
    assert set(path) <= set("ML0123456789 ")


def test_one_sheet_may_carry_the_signatures_of_both_leaders(statement, facilitator, leaders):
    made = brought(facilitator, statement, leaders)
    assert [one.side for one in made] == ["government", "civil_society"]
    assert len({one.copy_id for one in made}) == 1
    assert sides_that_signed(statement) == {"government", "civil_society"}


def test_a_leader_brings_only_the_own_signature(statement, leaders):
    with pytest.raises((NotAllowed, RuleBroken)):
        brought(leaders[0], statement, [leaders[1]])
    assert brought(leaders[0], statement, [leaders[0]])[0].side == "government"


def test_a_sheet_that_is_no_photo_and_no_pdf_leaves_nothing(statement, facilitator, leaders):
    with pytest.raises(RuleBroken):
        brought(facilitator, statement, leaders, b"not a picture")
    assert not Signature.objects.exists()


def test_an_electronic_signature_counts_for_more_than_a_drawing(statement, facilitator, leaders):
    drawn(leaders[0], statement)
    brought(facilitator, statement, [leaders[1]])
    brought(leaders[0], statement, [leaders[0]], signed_pdf("Kepala Dinas"), "tte.pdf")
    assert [one.weight for one in signed(statement)] == [3, 2, 1]


def test_an_electronic_signature_that_something_was_added_behind_counts_as_a_sheet(
    statement, facilitator, leaders
):
    brought(facilitator, statement, [leaders[0]], signed_pdf("A", added_behind=b"\n% more"), "tte.pdf")
    assert [one.weight for one in signed(statement)] == [2]


def test_a_copy_that_was_taken_back_is_no_signature_any_more(statement, facilitator, leaders):
    made = brought(facilitator, statement, leaders)
    withdraw_signed_copy(actor=facilitator, copy=made[0].copy, reason="Buram")
    assert sides_that_signed(statement) == set()


# A signed text cannot be changed, only superseded


def test_the_text_of_a_version_that_may_be_signed_never_changes(statement):
    kept = Statement.objects.get(pk=statement.pk)
    kept.text = "Sesuatu yang lain"
    with pytest.raises(Frozen):
        kept.save()
    with pytest.raises(Frozen):
        kept.save(update_fields=["text"])
    assert Statement.objects.get(pk=statement.pk).text == PROMISED["text"]


def test_a_new_version_is_signed_anew(statement, facilitator, initiative, leaders):
    drawn(leaders[0], statement)
    written(facilitator, initiative, text="Kami bekerja sama lebih erat.")
    assert current(initiative) == statement
    second = open_statement(actor=facilitator, initiative=initiative)
    statement.refresh_from_db()
    assert (second.number, statement.state) == (2, "superseded")
    assert second.paper.supersedes == statement.paper
    assert sides_that_signed(second) == set()
    assert sides_that_signed(statement) == {"government"}
    with pytest.raises(RuleBroken):
        drawn(leaders[1], statement)


def test_writing_on_changes_the_draft_and_makes_no_further_version(facilitator, initiative):
    first = written(facilitator, initiative)
    again = write_statement(actor=facilitator, initiative=initiative, text="Lain.")
    assert (again.pk, Statement.objects.count()) == (first.pk, 1)


def test_nothing_is_opened_without_a_draft_or_with_a_review_in_the_past(facilitator, initiative):
    with pytest.raises(RuleBroken):
        open_statement(actor=facilitator, initiative=initiative)
    written(facilitator, initiative, review_on=in_days(0))
    with pytest.raises(RuleBroken):
        open_statement(actor=facilitator, initiative=initiative)
    assert not Paper.objects.exists()


def test_the_first_words_come_from_the_chosen_issue(initiative, facilitator):
    issue = Issue.objects.create(
        initiative=initiative,
        number=1,
        problem="Air sekolah keruh.",
        state="chosen",
        added_at="2026-01-01T00:00Z",
    )
    issue.solutions.create(number=1, title="Papan mutu air", added_at="2026-01-01T00:00Z")
    issue.named_data.create(title="Hasil uji air", state="existing", added_at="2026-01-01T00:00Z")
    words = first_words(initiative)
    assert "Air sekolah keruh." in words["text"]
    assert "Papan mutu air" in words["text_en"]
    assert words["data_released"] == "Hasil uji air"


def test_what_both_sides_agreed_to_open_is_what_is_released(initiative, facilitator, officials, activists):
    speakers = {GOVERNMENT: officials[0], CIVIL_SOCIETY: activists[0]}
    talked_of(facilitator, initiative, speakers)
    office = officials[0].place_in(initiative).organisation
    asset = named(*speakers.values(), initiative, holder=office)
    rated(speakers, initiative, asset, POOR, FINE)
    order = written_order(officials[0], initiative, [asset])
    assert asset.title not in first_words(initiative)["data_released"]
    for side, actor in speakers.items():
        approve_order(actor=actor, order=order, side=side)
    assert first_words(initiative)["data_released"] == f"{asset.title}, {office.name}"


def test_the_first_words_take_what_both_sides_endorse_with_figures_in_both_languages(initiative, facilitator):
    issue = Issue.objects.create(
        initiative=initiative, number=1, problem="Air keruh.", state="chosen", added_at="2026-01-01T00:00Z"
    )
    issue.solutions.create(number=1, title="Papan mutu air", added_at="2026-01-01T00:00Z")
    solution = passage(initiative, "solution", "Uji air\nbersama.", text_en="Test water together.")
    goal, expectation = target(initiative), passage(initiative, "expectation", "Hadir tiap bulan.")
    alone = passage(initiative, "solution", "Hanya satu pihak.")
    endorsed(alone, GOVERNMENT)
    assert "Papan mutu air" in first_words(initiative)["text"]
    for one in (solution, goal, expectation):
        endorsed(one)
    words = first_words(initiative)
    lines = words["text"].splitlines()
    assert len(lines) == 5
    assert lines[2].endswith("Uji air bersama.")
    assert "31 Desember 2027" in lines[3]
    assert lines[4].endswith("Hadir tiap bulan.")
    assert "Test water together." in words["text_en"]
    assert "from 12 to 60 sekolah by 31 December 2027" in words["text_en"]
    assert "Hanya satu pihak." not in words["text"]
    goal.passage.acceptances.all().delete()  # endorsed in words, its figures accepted by nobody
    assert "2027" not in first_words(initiative)["text"]


def test_a_line_that_does_not_fit_is_left_out_whole(initiative, facilitator):
    for number in range(4):
        endorsed(passage(initiative, "solution", f"{number} " + "x" * 1500))
    text = first_words(initiative)["text"]
    assert len(text) <= 4000
    assert [line.count("x") for line in text.splitlines()[1:]] == [1500, 1500]


def test_the_form_says_where_its_first_words_come_from(initiative, facilitator, client_as):
    page = reverse("team:write", args=[initiative.slug])
    told = client_as(facilitator).get(page, headers={"accept-language": "en"}).text
    assert "Both sides endorse no passage" in told
    assert reverse("understanding:index", args=[initiative.slug]) in told
    endorsed(passage(initiative, "solution"))
    told = client_as(facilitator).get(page, headers={"accept-language": "en"}).text
    assert "take over 1 passage" in told
    written(facilitator, initiative)
    told = client_as(facilitator).get(page, headers={"accept-language": "en"}).text
    assert "take over" not in told


# Papers


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_paper_is_a_tagged_pdf_and_a_word_file(statement, facilitator, initiative, officials, language):
    team = formed(facilitator, initiative)
    joined(officials[0], team)
    contents = [
        statement.paper.content_in(language),
        charter_contents(team, statement)[language],
        decree_contents(team, "Malang")[language],
    ]
    for content in contents:
        pdf = as_pdf(content, made_at=statement.opened_at)
        assert b"/StructTreeRoot" in pdf or b"/ObjStm" in pdf
        assert (
            "word/document.xml"
            in ZipFile(io.BytesIO(as_docx(content, made_at=statement.opened_at))).namelist()
        )


def test_the_charter_names_who_agreed_and_nobody_else(facilitator, initiative, officials, statement):
    team = formed(facilitator, initiative)
    joined(officials[0], team)
    paper = issue_team_paper(actor=facilitator, team=team, kind="piagam-tim", city="Malang")
    told = str(paper.content)
    assert officials[0].place_in(initiative).name in told
    assert officials[1].place_in(initiative).name not in told
    assert not paper.is_public


# Pages


def at(name, initiative, *more):
    return reverse(f"team:{name}", args=[initiative.slug, *more])


def test_the_public_sees_the_promise_and_offices_but_no_names_and_no_drawings(
    statement, initiative, leaders, client
):
    drawn(leaders[0], statement)
    told = client.get(at("commitment", initiative), headers={"accept-language": "en"}).content.decode()
    assert "safe" in told
    assert "Drawn on a screen" in told
    assert SIGNATURE not in told
    assert leaders[0].place_in(initiative).name not in told


def test_a_leader_signs_on_a_phone(statement, initiative, leaders, client_as):
    browser = client_as(leaders[0])
    assert "data-signature" in browser.get(at("sign", initiative)).content.decode()
    answer = browser.post(at("sign", initiative), {"version": 1, "strokes": SIGNATURE, "signed_in": "Malang"})
    assert answer.status_code == 302
    assert SIGNATURE in browser.get(at("commitment", initiative)).content.decode()


def test_without_javascript_a_photo_of_the_sheet_is_brought(statement, initiative, leaders, client_as):
    browser = client_as(leaders[1])
    sent = {
        "lembar-version": 1,
        "lembar-signers": [leaders[1].place_in(initiative).pk],
        "lembar-signed_in": "Malang",
        "lembar-file": SimpleUploadedFile("foto.jpg", JPEG),
    }
    assert browser.post(at("sheet", initiative), sent).status_code == 302
    assert sides_that_signed(statement) == {"civil_society"}


def test_an_empty_signature_is_told_with_the_form_kept(statement, initiative, leaders, client_as):
    answer = client_as(leaders[0]).post(
        at("sign", initiative), {"strokes": "", "signed_in": "Balai Desa Kabat"}
    )
    assert answer.status_code == 422
    assert "Balai Desa Kabat" in answer.content.decode()


def test_the_review_is_a_day_in_the_calendar(statement, initiative, client):
    event = Calendar.from_ical(client.get(at("review", initiative)).content).walk("VEVENT")[0]
    assert event["DTSTART"].dt == statement.review_on
    assert "komitmen" in event["URL"]


def test_government_signs_in_the_left_column_and_civil_society_in_the_right_one(statement, leaders, person):
    signers = [leaders[0], person(Side.GOVERNMENT, Role.LEADER, 2), leaders[1]]
    places = [one.place_in(statement.initiative) for one in signers]
    content = statement_contents(statement, places)["id"]
    grid = next(block for block in content.blocks if isinstance(block, Signatures))
    assert [[place and place.role for place in row] for row in grid.rows] == [
        ["Pemerintah", "Masyarakat sipil"],
        ["Pemerintah", None],
    ]
