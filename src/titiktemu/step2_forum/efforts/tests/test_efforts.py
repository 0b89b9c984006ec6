"""Current efforts: recorded by both, tied to causes, in from tables, lost by nobody."""

import csv
import io
import zipfile

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.step2_forum.efforts.models import Effort
from titiktemu.step2_forum.efforts.queries.efforts import causes_of, efforts_of, worked_on
from titiktemu.step2_forum.efforts.queries.table import read_budget
from titiktemu.step2_forum.efforts.services.efforts import (
    Changed,
    change_effort,
    record_effort,
    remove_effort,
)
from titiktemu.step2_forum.maps.models import Card
from titiktemu.step2_forum.maps.tests.drawing import CIVIL_SOCIETY, GOVERNMENT, begun, drawn

pytestmark = pytest.mark.django_db


def at(name, initiative, *more):
    return reverse(f"efforts:{name}", args=[initiative.slug, *more])


def cause(initiative, text):
    return causes_of(initiative).get(text=text)


def kept(actor, initiative, side, what="Uji air", causes=(), **told):
    told = {"who": "Dinas Pendidikan", **told}
    return record_effort(actor=actor, initiative=initiative, side=side, what=what, causes=causes, **told)


def sent(client, initiative, content, name="upaya.csv", **more):
    file = SimpleUploadedFile(name, content)
    return client.post(at("table", initiative), {"table": file, **more})


def workbook(rows):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Upaya")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return out.getvalue()


def test_a_cause_nobody_works_on_and_a_crowd_stand_out(initiative, causal_map, official, activist):
    pipes, late = cause(initiative, "Pipa sekolah bocor"), cause(initiative, "Anggaran terlambat")
    for number in range(2):
        kept(official, initiative, GOVERNMENT, f"Ganti pipa {number}", [pipes])
    kept(activist, initiative, CIVIL_SOCIETY, "Lapor pipa", [pipes])
    found = worked_on(list(causes_of(initiative)), list(efforts_of(initiative)))
    told = {
        one.cause.text: (one.government, one.civil_society, one.is_alone, one.is_crowded) for one in found
    }
    assert told == {
        "Pipa sekolah bocor": (2, 1, False, True),
        "Anggaran terlambat": (0, 0, True, False),
        "Warga tidak didengar": (0, 0, True, False),
    }
    assert found[-1].cause == pipes
    kept(activist, initiative, CIVIL_SOCIETY, "Awasi anggaran", [late])
    found = worked_on(list(causes_of(initiative)), list(efforts_of(initiative)))
    assert [one.cause.text for one in found if one.is_alone] == ["Warga tidak didengar"]


def test_two_efforts_are_no_crowd_and_no_causes_are_no_fault(initiative, causal_map, official):
    pipes = cause(initiative, "Pipa sekolah bocor")
    for number in range(2):
        kept(official, initiative, GOVERNMENT, f"Ganti pipa {number}", [pipes])
    found = worked_on(list(causes_of(initiative)), list(efforts_of(initiative)))
    assert not any(one.is_crowded for one in found)
    assert worked_on([], list(efforts_of(initiative))) == []


def test_a_side_records_for_itself_and_whoever_leads_for_both(facilitator, initiative, official, observer):
    with pytest.raises(NotAllowed):
        kept(official, initiative, CIVIL_SOCIETY)
    with pytest.raises(NotAllowed):
        kept(observer, initiative, GOVERNMENT)
    assert [kept(facilitator, initiative, side).number for side in (GOVERNMENT, CIVIL_SOCIETY)] == [1, 2]


def test_cards_that_a_side_draws_apart_are_no_causes_yet(facilitator, initiative, official):
    causal_map = begun(facilitator, initiative)
    own = drawn(official, causal_map, GOVERNMENT)[1]
    assert not causes_of(initiative).exists()
    with pytest.raises(RuleBroken, match="no cause"):
        kept(official, initiative, GOVERNMENT, causes=[own])


def test_two_editors_lose_nothing(initiative, official, client_as):
    effort = kept(official, initiative, GOVERNMENT)
    change_effort(actor=official, effort=effort, version=1, result="40 sekolah diuji")
    with pytest.raises(Changed):
        change_effort(actor=official, effort=effort, version=1, result="50 sekolah diuji")
    told = {"who": "Dinas", "what": "Uji air", "result": "50 sekolah", "version": "1"}
    browser = client_as(official)
    answer = browser.post(at("effort", initiative, effort.number), told)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "40 sekolah diuji" in page
    assert 'value="50 sekolah"' in page
    assert 'name="version" value="2"' in page
    assert browser.post(at("effort", initiative, effort.number), told | {"version": "2"}).status_code == 302
    assert Effort.objects.get().result == "50 sekolah"


def test_what_is_taken_off_is_on_no_page_and_its_number_is_not_used_again(initiative, official, client_as):
    remove_effort(actor=official, effort=kept(official, initiative, GOVERNMENT, "Yang lama"))
    assert kept(official, initiative, GOVERNMENT).number == 2
    page = client_as(official).get(at("efforts", initiative)).content.decode()
    assert "Yang lama" not in page
    assert client_as(official).get(at("effort", initiative, 1)).status_code == 404


def test_the_page_says_in_words_and_picture_what_nobody_works_on(
    initiative, causal_map, official, client_as, django_assert_max_num_queries
):
    kept(official, initiative, GOVERNMENT, causes=[cause(initiative, "Pipa sekolah bocor")])
    browser = client_as(official)
    page = browser.get(at("efforts", initiative)).content.decode()
    assert "Nobody works on:" in page
    assert page.count('class="nobody"') == 2
    assert "1 effort is tied" not in page
    for number in range(20):
        kept(official, initiative, GOVERNMENT, f"Upaya {number}")
    with django_assert_max_num_queries(20):
        assert (
            "20 efforts are tied to no cause yet." in browser.get(at("efforts", initiative)).content.decode()
        )


def test_the_first_effort_is_recorded_in_the_browser(initiative, causal_map, official, client_as):
    browser = client_as(official)
    assert "No effort recorded yet" in browser.get(at("efforts", initiative)).content.decode()
    pipes = cause(initiative, "Pipa sekolah bocor")
    told = {"who": "Dinas PU", "what": "Ganti pipa", "budget": "Rp 1.250.000,00", "causes": [pipes.pk]}
    bad = browser.post(at("create", initiative), told | {"budget": "banyak"})
    assert bad.status_code == 422
    assert "whole amount in rupiah" in bad.content.decode()
    assert browser.post(at("create", initiative), told).status_code == 302
    made = Effort.objects.get()
    assert (made.side, made.budget, list(made.causes.all())) == (GOVERNMENT, 1_250_000, [pipes])


def test_whoever_leads_says_which_side_recorded(facilitator, initiative, client_as):
    browser = client_as(facilitator)
    told = {"who": "Komunitas", "what": "Lapor pipa"}
    assert browser.post(at("create", initiative), told).status_code == 422
    assert browser.post(at("create", initiative), told | {"side": CIVIL_SOCIETY}).status_code == 302
    assert Effort.objects.get().side == CIVIL_SOCIETY


def test_a_workbook_is_known_by_its_headers(initiative, causal_map, official, client_as):
    rows = [
        ["Daftar upaya"],
        ["Upaya", "Siapa", "Anggaran", "Sebab", "Warna"],
        ["Ganti pipa", "Dinas PU", 1_250_000, "pipa sekolah BOCOR; Anggaran terlambat", "biru"],
        [],
        ["Uji air", "Puskesmas", "", "", ""],
    ]
    answer = sent(client_as(official), initiative, workbook(rows), "upaya.xlsx")
    assert answer.status_code == 302
    first, second = Effort.objects.all()
    assert (first.who, first.budget, first.side) == ("Dinas PU", 1_250_000, GOVERNMENT)
    assert {one.text for one in first.causes.all()} == {"Pipa sekolah bocor", "Anggaran terlambat"}
    assert (second.what, second.budget) == ("Uji air", None)


def test_one_bad_row_and_nothing_is_taken_but_everything_is_said(initiative, official, client_as):
    text = "siapa;upaya;anggaran;sebab\nDinas;Uji air;;\n;Lapor;1,5;\nDinas;Ganti pipa;;Angin\n"
    answer = sent(client_as(official), initiative, text.encode())
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Row 3: Who does it is missing." in page
    assert "Row 3: “1,5” is no whole amount in rupiah." in page
    assert "Row 4: “Angin” is no cause on the joint map." in page
    assert not Effort.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"a,b\n1,2\n", "No columns for who and what were found."),
        (b"siapa,upaya\n", "There is no effort below"),
        (b"siapa,upaya\nDinas," + b"x" * 301 + b"\n", "has 301 letters; at most 300"),
    ],
)
def test_a_table_that_is_none_is_answered_with_a_sentence(initiative, official, client_as, content, sentence):
    answer = sent(client_as(official), initiative, content)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_what_goes_out_comes_in_again_and_is_no_formula(initiative, causal_map, official, client_as):
    late = cause(initiative, "Anggaran terlambat")
    kept(official, initiative, GOVERNMENT, "=1+1", [late], budget=5_000_000, gap="Bukit belum")
    browser = client_as(official)
    out = browser.get(at("file", initiative, "csv")).content
    row = next(csv.DictReader(io.StringIO(out.decode("utf-8-sig"))))
    assert (row["what"], row["recorded_by"], row["causes"]) == ("'=1+1", GOVERNMENT, "Anggaran terlambat")
    assert sent(browser, initiative, out).status_code == 302
    book = browser.get(at("file", initiative, "xlsx")).content
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
    assert sent(browser, initiative, book, "upaya.xlsx").status_code == 302
    assert Effort.objects.get(number=3).what == "=1+1"
    assert browser.get(at("file", initiative, "exe")).status_code == 404
    again = Effort.objects.get(number=2)
    assert (again.budget, again.gap, list(again.causes.all())) == (5_000_000, "Bukit belum", [late])


@pytest.mark.parametrize("said", ["1,5", "-5", "12.34.567", "sejuta", "1e9", "9" * 17])
def test_what_is_no_amount_is_never_guessed(said):
    with pytest.raises(ValueError, match=said):
        read_budget(said)


def test_a_cause_taken_off_the_map_leaves_the_effort(initiative, causal_map, official):
    effort = kept(official, initiative, GOVERNMENT, causes=[cause(initiative, "Anggaran terlambat")])
    Card.objects.filter(pk=effort.causes.get().pk).delete()
    assert efforts_of(initiative).get().what == "Uji air"
