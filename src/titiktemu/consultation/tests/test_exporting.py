"""Results as files: the round trip through our own importer, the workbook, pictures, and what is refused."""

import csv
import io
import zipfile

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from titiktemu.consultation.exporting.pictures import as_png
from titiktemu.consultation.exporting.polis import polis_zip
from titiktemu.consultation.models import Statement
from titiktemu.consultation.services.importing import import_polis
from titiktemu.consultation.services.running import close_consultation
from titiktemu.consultation.services.statements import add_statement
from titiktemu.consultation.tasks import bring_to_gate
from titiktemu.consultation.tests.cast import AGREE, DISAGREE, PASS, keep_votes, members, opened
from titiktemu.foundation.actors import operator
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import Participant
from titiktemu.foundation.words import Side

pytestmark = pytest.mark.django_db


def address(name, consultation, *more):
    return reverse(f"consultation:{name}", args=[consultation.initiative.slug, consultation.number, *more])


def unpacked(content, folder):
    zipfile.ZipFile(io.BytesIO(content)).extractall(folder)
    return folder


def answered(consultation):
    """Everybody's answers to the statements that are shown."""
    rows = {}
    for statement in consultation.statements.filter(state=Statement.State.SHOWN):
        for vote in statement.votes.all():
            rows.setdefault(vote.participant_id, {})[statement.number] = vote.answer
    return sorted(sorted(one.items()) for one in rows.values())


@pytest.fixture
def public(facilitator, initiative, person):
    """Votes declared public: 24 citizens and 6 officials, one statement moderated out, one with a comma."""
    made = opened(facilitator, initiative, 3, votes_public=True)
    add_statement(actor=facilitator, consultation=made, text='Kata "aman", dan\nbaris baru, 50%.')
    Statement.objects.filter(consultation=made, number=3).update(state=Statement.State.HIDDEN)
    for number, answers in ((1, [AGREE] * 14 + [DISAGREE] * 10), (3, [PASS] * 24), (4, [DISAGREE] * 24)):
        keep_votes(members(person, Side.CITIZENS, 24), made.statements.get(number=number), answers)
    keep_votes(members(person, Side.GOVERNMENT, 6), made.statements.get(number=1), [AGREE] * 6)
    return close_consultation(actor=facilitator, consultation=made)


def test_an_export_read_by_our_importer_holds_the_same_votes_and_statements(public, tmp_path):
    folder = unpacked(polis_zip(public), tmp_path / "export")
    again = import_polis(actor=operator(), folder=folder, initiative_name="Kembali")
    assert again.problems == []
    of_citizens = [one for one in answered(public) if one != [(1, AGREE)]]
    assert answered(again.consultation) == of_citizens
    told = {one.number: (one.text, one.state) for one in public.statements.all()}
    told[3] = ("", Statement.State.HIDDEN)  # what is not shown here is not shown by a file either
    assert {one.number: (one.text, one.state) for one in again.consultation.statements.all()} == told
    # And once more: what was imported is exported exactly as it was.
    second = unpacked(polis_zip(again.consultation), tmp_path / "second")
    third = import_polis(actor=operator(), folder=second, initiative_name="Lagi")
    assert answered(third.consultation) == of_citizens
    for name in ("votes.csv", "participants-votes.csv"):
        assert (second / name).read_text() == (folder / name).read_text()


def test_small_groups_authors_times_and_pseudonyms_are_not_in_it(public, tmp_path):
    folder = unpacked(polis_zip(public), tmp_path / "export")
    votes = list(csv.DictReader((folder / "votes.csv").open()))
    assert {row["voter-id"] for row in votes} == {str(one) for one in range(24)}
    assert len({row["timestamp"] for row in votes}) == 1
    comments = list(csv.DictReader((folder / "comments.csv").open()))
    assert {row["timestamp"] for row in comments} == {votes[0]["timestamp"]}
    assert "3" not in {row["comment-id"] for row in votes}
    whole = "".join(path.read_text() for path in folder.iterdir())
    assert "Pernyataan ke-3" not in whole
    assert not any(one.pseudonym in whole for one in Participant.objects.all())
    assert {row["author-id"] for row in csv.DictReader((folder / "comments.csv").open())} == {""}
    order = list(Participant.objects.filter(side=Side.CITIZENS).order_by("pk").values_list("pk", flat=True))
    numbers = [row["voter-id"] for row in votes if row["comment-id"] == "1"]
    assert numbers == sorted(numbers, key=int)
    assert len(order) == 24


def test_the_file_is_the_same_for_everybody(public):
    assert polis_zip(public) == polis_zip(public)


def test_votes_leave_only_where_that_was_said_before_and_after_the_close(facilitator, initiative, client):
    private = close_consultation(actor=facilitator, consultation=opened(facilitator, initiative))
    with pytest.raises(RuleBroken, match="not said"):
        polis_zip(private)
    running = opened(facilitator, initiative, votes_public=True)
    with pytest.raises(RuleBroken, match="has closed"):
        polis_zip(running)
    answer = client.get(address("votes_zip", running))
    assert answer.status_code == 409
    assert b"PK" not in answer.content[:2]


def test_whoever_votes_reads_before_that_votes_will_be_published(facilitator, initiative, client):
    running = opened(facilitator, initiative, votes_public=True)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    page = client.get(reverse("consultation:join", args=[running.join_code])).content.decode()
    assert "anybody may download what each person answered" in page


@pytest.fixture
def voted(facilitator, initiative, person):
    made = opened(facilitator, initiative, 2)
    add_statement(actor=facilitator, consultation=made, text="=HYPERLINK(1) <b>& lain")
    for number, answer in ((1, AGREE), (3, DISAGREE)):
        keep_votes(members(person, Side.CITIZENS, 25), made.statements.get(number=number), [answer] * 25)
    bring_to_gate(made)
    return made


def test_the_workbook_holds_the_figures_of_the_page_and_no_formula(voted, client):
    content = client.get(address("results_xlsx", voted)).content
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    rows = book.get_sheet_by_index(0).to_python()
    head, body = rows[0], {row[0]: row for row in rows[1:]}
    assert body[1][head.index("citizens_agree")] == 25
    assert body[3][head.index("text")] == "=HYPERLINK(1) <b>& lain"
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    assert len(book.sheet_names) == 3


@pytest.mark.parametrize("name", ["hasil", "peta", "kestabilan", "pernyataan-3"])
def test_pictures_stand_alone_as_svg_and_png(voted, client, name):
    svg = client.get(address("picture", voted, name, "svg")).content.decode()
    assert svg.startswith("<svg xmlns=")
    assert "<b>" not in svg
    assert "href" not in svg
    png = client.get(address("picture", voted, name, "png"))
    assert png.content[:8] == b"\x89PNG\r\n\x1a\n"
    assert as_png(svg)[:8] == png.content[:8]
    assert client.get(address("picture", voted, name, "gif")).status_code == 404
    for unknown in ("x", "pernyataan-99", "pernyataan-", "pernyataan-9999999999"):
        assert client.get(address("picture", voted, unknown, "svg")).status_code == 404


def test_one_reads_what_became_of_ones_own_statements_and_of_nobody_elses(
    voted, facilitator, person, client_as
):
    first, second = members(person, Side.CITIZENS, 2)
    add_statement(actor=first, consultation=voted, text="Punya saya sendiri.")
    add_statement(actor=second, consultation=voted, text="Punya orang lain.")
    page = client_as(first).get(address("mine", voted)).content.decode()
    assert "Punya saya sendiri." in page
    assert "Punya orang lain." not in page


def test_with_a_slip_one_reads_what_was_written_in_this_browser_only(voted, person, client_as):
    official = members(person, Side.GOVERNMENT, 1)[0]
    add_statement(actor=official, consultation=voted, text="Ditulis di ponsel lain.")
    browser = client_as(official)
    assert "Ditulis di ponsel lain." not in browser.get(address("mine", voted)).content.decode()
    browser.post(address("add_statement", voted), {"text": "Ditulis di sini."})
    assert "Ditulis di sini." in browser.get(address("mine", voted)).content.decode()
