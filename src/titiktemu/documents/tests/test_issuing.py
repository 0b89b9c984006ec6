"""Issuing papers: numbered without gaps, never changed, replaced in the open, seen by those who may."""

import threading
from dataclasses import replace

import pytest
from django.db import connections

from titiktemu.documents.content import BrokenContent
from titiktemu.documents.models import Frozen, NumberSeries, Paper
from titiktemu.documents.queries import fingerprint_of, visible_papers
from titiktemu.documents.services import issuing
from titiktemu.documents.services.issuing import issue_paper, set_numbering, show_paper
from titiktemu.documents.storage import STORE
from titiktemu.documents.tasks import file_of
from titiktemu.documents.tests.papers import whole
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import AuditEntry
from titiktemu.foundation.words import Role, Side

pytestmark = pytest.mark.django_db

NOVEMBER = "2026-11-28T03:00:00+00:00"
BOTH = {"id": whole(), "en": whole(language="en", title="Minutes")}


@pytest.fixture
def issue(facilitator, initiative):
    def give(kind="undangan", **more):
        known = {"actor": facilitator, "initiative": initiative, "kind": kind, "content": BOTH}
        return issue_paper(**{**known, **more})

    return give


def test_paper_has_its_number_its_titles_and_its_place_in_the_chain(issue, time_machine):
    time_machine.move_to(NOVEMBER)
    paper = issue()
    assert (paper.number, paper.title, paper.title_en) == (
        "001/UND/TT/XI/2026",
        "Risalah musyawarah",
        "Minutes",
    )
    assert paper.content_in("en").number == "001/UND/TT/XI/2026"
    assert paper.languages == ["id", "en"]
    entry = AuditEntry.objects.last()
    assert (entry.action, entry.detail) == (
        "documents.issue",
        {"kind": "undangan", "hash": fingerprint_of(Paper.objects.get(pk=paper.pk))},
    )


def test_each_kind_and_year_has_its_own_series(issue, time_machine):
    time_machine.move_to(NOVEMBER)
    assert [issue().number, issue("tugas").number, issue().number] == [
        "001/UND/TT/XI/2026",
        "001/ST/TT/XI/2026",
        "002/UND/TT/XI/2026",
    ]
    time_machine.move_to("2027-01-02T03:00:00+00:00")
    assert issue().number == "001/UND/TT/I/2027"
    assert issue("daftar-hadir").number == ""


def test_the_year_turns_at_midnight_of_the_country(issue, time_machine):
    time_machine.move_to("2026-12-31T18:00:00+00:00")
    assert issue().number == "001/UND/TT/I/2027"


def test_issue_that_fails_gives_its_number_back(issue, monkeypatch):
    def broken(*_arguments, **_named):
        raise OSError("power")

    with monkeypatch.context() as patch:
        patch.setattr(issuing, "record", broken)
        with pytest.raises(OSError, match="power"):
            issue()
    with pytest.raises(BrokenContent):
        issue(content={"id": whole(title="")})
    assert issue().number.startswith("001/")


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_every_number_once_and_leave_no_gap(issue):
    numbers, lock = [], threading.Lock()

    def work():
        try:
            for _turn in range(3):
                paper = issue()
                with lock:
                    numbers.append(paper.number)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _one in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(int(one[:3]) for one in numbers) == list(range(1, 13))
    assert NumberSeries.objects.get().last == 12


def test_pattern_can_be_changed_and_never_writes_a_number_twice(issue, facilitator, initiative, time_machine):
    time_machine.move_to(NOVEMBER)
    first = issue()
    set_numbering(actor=facilitator, initiative=initiative, pattern="{code}-{number}/Forum/{year}")
    assert issue().number == "UND-002/Forum/2026"
    NumberSeries.objects.update(last=0)
    set_numbering(actor=facilitator, initiative=initiative, pattern="{number}/{code}/TT/{month}/{year}")
    assert issue().number == "002/UND/TT/XI/2026" != first.number


@pytest.mark.parametrize(
    "pattern",
    ["", "{number}", "{number}/{code}", "{number}{code}/{year}", "{number}/{code}/{year}/{day}",
     "{number}/{code}/{year}/<b>",     "{number}/{number}/{code}/{year}", "{number/{code}/{year}"],
)  # fmt: skip
def test_pattern_that_could_write_a_number_twice_is_refused(facilitator, initiative, pattern):
    with pytest.raises(RuleBroken, match="pattern"):
        set_numbering(actor=facilitator, initiative=initiative, pattern=pattern)


def test_issued_text_cannot_be_changed_by_any_way_of_writing_it(issue):
    paper = issue()
    paper.title = "Lain"
    with pytest.raises(Frozen):
        paper.save(update_fields=["title"])
    with pytest.raises(Frozen):
        Paper.objects.filter(pk=paper.pk).update(content={})
    with pytest.raises(Frozen):
        Paper.objects.bulk_update([paper], ["number"])
    paper.save()
    kept = Paper.objects.get(pk=paper.pk)
    assert (kept.title, kept.fingerprint) == ("Risalah musyawarah", fingerprint_of(kept))


def test_paper_is_replaced_by_another_once_and_stays(issue, initiative):
    old = issue()
    new = issue(supersedes=old, content={"id": whole(title="Risalah yang benar")})
    assert Paper.objects.get(pk=old.pk).superseded_by == new
    assert old.number != new.number
    with pytest.raises(RuleBroken, match="stands in the place"):
        issue(supersedes=old)
    with pytest.raises(BrokenContent):
        issue(supersedes=new, side="government")


@pytest.mark.parametrize("content", [{}, {"en": whole()}, {"jv": whole(language="jv")}])
def test_content_in_no_language_or_the_wrong_one_is_not_issued(issue, content):
    with pytest.raises(BrokenContent):
        issue(content=content)


def test_paper_of_an_invented_initiative_says_so(make_initiative, administrator):
    invented = make_initiative("Rekaan")
    type(invented).objects.filter(pk=invented.pk).update(is_fiction=True)
    invented.refresh_from_db()
    paper = issue_paper(actor=administrator, initiative=invented, kind="tugas", content=BOTH)
    assert paper.content_in("id").is_fiction


def test_files_are_made_once_and_again_only_where_they_are_damaged(issue):
    paper = issue()
    first = file_of(paper, "id", "pdf")
    assert file_of(paper, "id", "pdf") == first
    path = STORE.path_of(first.sha256)
    path.write_bytes(b"damaged")
    again = file_of(paper, "id", "pdf")
    assert (again.sha256, path.read_bytes()[:5]) == (first.sha256, b"%PDF-")
    assert (
        len({file_of(paper, language, form).sha256 for language in ("id", "en") for form in ("pdf", "docx")})
        == 4
    )


def test_leader_issues_for_the_own_side_and_members_do_not(issue, person):
    leader = person(Side.GOVERNMENT, Role.LEADER)
    assert issue(actor=leader, side="government")
    for actor, side in (
        (leader, ""),
        (leader, "civil_society"),
        (person("government", Role.REPRESENTATIVE), "government"),
    ):
        with pytest.raises(NotAllowed):
            issue(actor=actor, side=side)


def test_who_sees_which_papers(issue, person, initiative, facilitator, observer, citizen, stranger):
    shared, of_side, public = issue(), issue(side="government"), issue(is_public=True)
    official = person(Side.GOVERNMENT, Role.REPRESENTATIVE)
    activist = person(Side.CIVIL_SOCIETY, Role.REPRESENTATIVE)
    expected = {
        facilitator: {shared, of_side, public},
        official: {shared, of_side, public},
        activist: {shared, public},
        observer: {shared, public},
        citizen: {public},
        stranger: {public},
    }
    for actor, papers in expected.items():
        assert set(visible_papers(actor, initiative)) == papers
    show_paper(actor=facilitator, paper=public, is_public=False)
    assert not visible_papers(stranger, initiative)


def test_public_paper_of_a_hidden_initiative_is_seen_by_its_people_alone(
    issue, make_initiative, administrator, stranger
):
    hidden = make_initiative("Tersembunyi", is_public=False)
    issue(actor=administrator, initiative=hidden, is_public=True)
    assert not visible_papers(stranger, hidden)
    assert visible_papers(administrator, hidden)


def test_same_text_with_other_words_set_apart_has_another_fingerprint(issue):
    one, other = issue(), issue()
    assert one.fingerprint != other.fingerprint
    assert replace(one.content_in("id"), number="") == replace(other.content_in("id"), number="")
