"""Split, merged, pasted and near statements: authors stay, votes stay with their words, nothing is lost."""

import csv
import io

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from titiktemu.consultation.models import Lineage, Moderation, Statement, Vote
from titiktemu.consultation.queries.lineage import authors_of, became_of
from titiktemu.consultation.services.reshaping import merge_statements, split_statement
from titiktemu.consultation.services.routing import next_statement_for
from titiktemu.consultation.services.running import close_consultation
from titiktemu.consultation.services.statements import add_statement, add_statements
from titiktemu.consultation.services.voting import cast_vote
from titiktemu.consultation.tests.cast import AGREE, members, opened, prepared
from titiktemu.consultation.wording import MOST_PASTED, cleaned, problems_of
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import AuditEntry
from titiktemu.foundation.words import Side

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation(facilitator, initiative):
    return opened(facilitator, initiative, 1)


@pytest.fixture
def two(consultation, person):
    """Two people's statements that say the same."""
    texts = ("Puskesmas buka sampai malam.", "Puskesmas harus dibuka sampai malam.")
    authors = members(person, Side.CITIZENS, 2)
    return [
        add_statement(actor=actor, consultation=consultation, text=text)
        for actor, text in zip(authors, texts, strict=True)
    ]


def address(name, consultation, *more):
    return reverse(f"consultation:{name}", args=[consultation.initiative.slug, consultation.number, *more])


def test_a_merged_statement_has_all_its_authors_and_no_vote(two, facilitator, citizen):
    cast_vote(actor=citizen, statement=two[0], answer=AGREE)
    made = merge_statements(actor=facilitator, statements=two, text=("Puskesmas buka malam hari.", ""))
    assert authors_of(made) == {one.author_id for one in two}
    assert not Vote.objects.filter(statement=made).exists()
    assert Vote.objects.filter(statement=two[0]).count() == 1
    assert set(Statement.objects.filter(pk__in=[one.pk for one in two]).values_list("state", flat=True)) == {
        Statement.State.REPLACED
    }
    assert {row.reason for row in Moderation.objects.all()} == {Moderation.Reason.DUPLICATE}


def test_a_part_of_a_merged_statement_still_has_all_its_authors(two, facilitator):
    made = merge_statements(actor=facilitator, statements=two, text=("Buka malam dan ada dokter.", ""))
    parts = split_statement(
        actor=facilitator, statement=made, parts=[("Buka malam hari.", ""), ("Ada dokter jaga.", "")]
    )
    for part in parts:
        assert authors_of(part) == {one.author_id for one in two}
    assert [line.kind for line in became_of([made])[made.pk]] == [Lineage.Kind.SPLIT] * 2


def test_replaced_statements_are_asked_no_more(two, facilitator, citizen):
    consultation = two[0].consultation
    merge_statements(actor=facilitator, statements=two, text=("Satu untuk keduanya.", ""))
    asked = set()
    while statement := next_statement_for(actor=citizen, consultation=consultation):
        cast_vote(actor=citizen, statement=statement, answer=AGREE)
        asked.add(statement.pk)
    assert not asked & {one.pk for one in two}
    with pytest.raises(RuleBroken, match="no longer shown"):
        cast_vote(actor=citizen, statement=Statement.objects.get(pk=two[0].pk), answer=AGREE)


def test_what_cannot_be_reshaped_gets_a_sentence(two, facilitator, initiative, citizen):
    consultation = two[0].consultation
    with pytest.raises(NotAllowed):
        merge_statements(actor=citizen, statements=two, text=("A b.", ""))
    with pytest.raises(RuleBroken, match="at least two"):
        merge_statements(actor=facilitator, statements=two[:1], text=("A b.", ""))
    with pytest.raises(RuleBroken, match="2 to"):
        split_statement(actor=facilitator, statement=two[0], parts=[("A b.", "")])
    other = opened(facilitator, initiative, 1).statements.get()
    with pytest.raises(RuleBroken, match="different consultations"):
        merge_statements(actor=facilitator, statements=[two[0], other], text=("A b.", ""))
    close_consultation(actor=facilitator, consultation=consultation)
    with pytest.raises(RuleBroken, match="closed"):
        split_statement(
            actor=facilitator,
            statement=Statement.objects.get(pk=two[0].pk),
            parts=[("A b.", ""), ("C d.", "")],
        )


def test_a_broken_split_changes_nothing(two, facilitator):
    with pytest.raises(RuleBroken, match="there already"):
        split_statement(
            actor=facilitator, statement=two[0], parts=[("Baru sama sekali.", ""), (two[1].text, "")]
        )
    assert Statement.objects.get(pk=two[0].pk).state == Statement.State.SHOWN


def test_pages_split_merge_and_show_what_came_from_what(two, facilitator, client_as):
    consultation, browser = two[0].consultation, client_as(facilitator)
    split = address("split", consultation, two[0].number)
    assert browser.post(split, {"parts_text": "Hanya satu."}).status_code == 409
    assert browser.post(split, {"parts_text": "Satu.\nDua."}).status_code == 302
    shown = browser.get(address("statements", consultation)).content.decode()
    assert f"made from number {two[0].number}" in shown
    merge = address("merge", consultation)
    numbers = list(
        consultation.statements.filter(text__in=["Satu.", "Dua."]).values_list("number", flat=True)
    )
    assert browser.post(merge, {"numbers": numbers, "text": "Satu dan dua."}).status_code == 302
    log = browser.get(address("moderation", consultation)).content.decode()
    assert "Replaced by number" in log


def test_the_log_as_a_file_tells_every_decision_and_no_author(two, facilitator, client):
    consultation = two[0].consultation
    made = merge_statements(actor=facilitator, statements=two, text=("=Satu untuk keduanya.", ""))
    answer = client.get(address("log_csv", consultation)).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(answer)))
    assert {row["became"] for row in rows} == {str(made.number)}
    assert all(row["decision"] == "replaced" and row["text"] == "" for row in rows)


def test_many_statements_are_added_at_once_or_none(facilitator, initiative, django_assert_max_num_queries):
    draft = prepared(facilitator, initiative, 1)
    with django_assert_max_num_queries(20):
        add_statements(actor=facilitator, consultation=draft, lines=[f"Kalimat {one}." for one in range(200)])
    assert draft.statements.count() == 201
    assert AuditEntry.objects.filter(detail={"statements": 200}).exists()
    lines = ["Baru.", "", "x" * 281, "Kalimat 3.", "Baru."]
    assert [line for line, _said in problems_of(draft, lines)] == [2, 3, 4, 5]
    with pytest.raises(RuleBroken, match="Nothing was added"):
        add_statements(actor=facilitator, consultation=draft, lines=lines)
    assert draft.statements.count() == 201


def test_ten_thousand_lines_get_a_sentence_and_are_still_there(facilitator, initiative, client_as):
    draft = prepared(facilitator, initiative, 1)
    pasted = "\n".join(f"Kalimat nomor {one}." for one in range(10_000))
    answer = client_as(facilitator).post(address("paste", draft), {"pasted": pasted})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"{MOST_PASTED:,}".replace(",", "") in page.replace(",", "")
    assert "Kalimat nomor 9999." in page
    assert draft.statements.count() == 1


def test_somebody_is_asked_once_whether_theirs_is_different(consultation, citizen, client_as):
    browser, where = client_as(citizen), address("add_statement", consultation)
    add = {"text": "Sekolah gak punya air bersih", "text_en": ""}
    assert browser.post(where, {"text": "Sekolah tidak punya air bersih."}).status_code == 302
    asked = browser.post(where, add)
    assert asked.status_code == 422
    assert "there already" in asked.content.decode()
    assert "Sekolah gak punya" in asked.content.decode()
    assert browser.post(where, {**add, "different": "1"}).status_code == 302
    assert consultation.statements.count() == 3


def test_near_statements_are_told_while_typing_and_nothing_is_kept(two, citizen, client_as):
    browser, where = client_as(citizen), address("similar", two[0].consultation)
    near = browser.post(where, {"text": "puskesmas dibuka sampai malam hari"}).content.decode()
    assert two[0].text in near
    contrary = browser.post(where, {"text": "puskesmas tidak dibuka sampai malam"}).content.decode()
    assert "contrary" in contrary
    assert browser.get(where).status_code == 405
    assert Statement.objects.count() == 3


@given(st.text(max_size=300))
def test_whatever_is_typed_neither_turns_its_neighbours_nor_holds_control_characters(text):
    kept = cleaned(text)
    assert not set(kept) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00\n\r\t")
    assert cleaned(kept) == kept


@pytest.mark.parametrize(
    "text", ["Air bersih 💧 untuk semua.", "مدرسة آمنة للجميع", "שלום לכולם", "e\u0301t\u00e9 kampung"]
)
def test_emoji_and_other_scripts_are_kept(consultation, citizen, client_as, text):
    added = add_statement(actor=citizen, consultation=consultation, text=text)
    assert added.text == text
    page = client_as(citizen).get(address("statements", consultation)).content.decode()
    assert f'<p dir="auto">{text}</p>' in page
