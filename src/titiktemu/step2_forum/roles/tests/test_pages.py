"""The pages: writing, opening, answering and reading as each side does it, and what nobody may see."""

import io
from zipfile import ZipFile

import pytest
from django.urls import reverse
from pypdf import PdfReader

from titiktemu.foundation.words import opposite
from titiktemu.step2_forum.roles.models import PointAnswer, PointPair, RolePoint
from titiktemu.step2_forum.roles.queries.points import mirror_of
from titiktemu.step2_forum.roles.services.opening import answer_pair
from titiktemu.step2_forum.roles.services.writing import Wording
from titiktemu.step2_forum.roles.tests.mirroring import (
    BELIEVED,
    CIVIL_SOCIETY,
    GOVERNMENT,
    LAW,
    LIMIT,
    OWN,
    both_opened,
    both_wrote,
    opened,
    said,
    written,
)

pytestmark = pytest.mark.django_db


def at(name, initiative, *more):
    return reverse(f"roles:{name}", args=[initiative.slug, *more])


def spoken(initiative, speakers):
    """A mirror in every state: right, corrected and accepted, corrected, disputed, and one that waits."""
    beliefs = both_wrote(initiative, speakers)
    official, activist = speakers.values()
    limit = written(activist, initiative, CIVIL_SOCIETY, GOVERNMENT, LIMIT, "may_not")
    disputed = written(official, initiative, GOVERNMENT, CIVIL_SOCIETY, "Menolak bertemu")
    waits = written(official, initiative, GOVERNMENT, CIVIL_SOCIETY, "Memantau anggaran", "can")
    opened(initiative, speakers)
    said(official, limit, GOVERNMENT, "right", wording=Wording("may_not", LIMIT, basis=LAW))
    said(
        official,
        beliefs[CIVIL_SOCIETY],
        GOVERNMENT,
        "corrected",
        wording=Wording("does", "Menguji 40 sekolah"),
    )
    said(activist, beliefs[CIVIL_SOCIETY], CIVIL_SOCIETY, "accepted")
    said(activist, disputed, CIVIL_SOCIETY, "disputed", reason="Kami datang dua kali.")
    answer = Wording("can", "Memantau anggaran sekolah", has_no_basis=True)
    said(activist, waits, CIVIL_SOCIETY, "corrected", wording=answer)
    return mirror_of(initiative)


def test_a_side_writes_changes_and_opens_on_its_page(initiative, official, client_as):
    browser = client_as(official)
    page = at("side", initiative, GOVERNMENT)
    sent = {"about": GOVERNMENT, "kind": "does", "text": OWN[GOVERNMENT], "text_en": "Tests the water"}
    answer = browser.post(page, sent)
    assert answer["Location"].endswith("?tentang=diri&jenis=does")
    browser.post(page, {"about": CIVIL_SOCIETY, "kind": "supports", "text": "Mendampingi"})
    assert OWN[GOVERNMENT] in browser.get(page, headers={"accept-language": "id"}).text
    assert "Tests the water" in browser.get(page, headers={"accept-language": "en"}).text
    changed = {"kind": "decides", "text": "Memutuskan jadwal", "version": "1", "do": "save"}
    assert browser.post(at("point", initiative, GOVERNMENT, 1), changed).status_code == 302
    assert browser.post(at("ready", initiative, GOVERNMENT)).status_code == 302
    assert mirror_of(initiative).is_ready(GOVERNMENT)
    assert browser.post(at("ready", initiative, GOVERNMENT), {"do": "write_on"}).status_code == 302
    assert not mirror_of(initiative).is_ready(GOVERNMENT)
    removed = {"do": "remove", "version": "2"}
    assert browser.post(at("point", initiative, GOVERNMENT, 1), removed).status_code == 302
    assert "Memutuskan jadwal" not in browser.get(page).text


def test_what_was_typed_stays_where_something_is_wrong(initiative, official, client_as):
    page = at("side", initiative, GOVERNMENT)
    answer = client_as(official).post(page, {"about": GOVERNMENT, "kind": "may_not", "text": LIMIT})
    assert answer.status_code == 422
    assert LIMIT in answer.text
    assert "Name the law and article" in answer.text


def test_who_saves_over_a_newer_wording_sees_it_and_keeps_the_own(initiative, official, client_as):
    written(official, initiative, GOVERNMENT, GOVERNMENT, OWN[GOVERNMENT])
    page = at("point", initiative, GOVERNMENT, 1)
    browser = client_as(official)
    told = {"kind": "does", "version": "1", "do": "save"}
    browser.post(page, {**told, "text": "Kata pertama"})
    answer = browser.post(page, {**told, "text": "Kata kedua"})
    assert answer.status_code == 422
    assert "Kata pertama" in answer.text
    assert "Kata kedua" in answer.text
    assert answer.context["form"].data["version"] == "2"
    assert browser.post(page, {**told, "version": "2", "text": "Kata kedua"}).status_code == 302
    assert RolePoint.objects.get().text == "Kata kedua"
    assert browser.post(page, {"do": "remove", "version": "x"}).status_code == 409


def test_paper_is_typed_for_a_side_and_marked_as_such(initiative, facilitator, official, client_as):
    browser = client_as(facilitator)
    page = at("paper", initiative, GOVERNMENT)
    sent = {"question": f"{CIVIL_SOCIETY}-may_not", "lines": "Menarik biaya\n\n  Membuka nama  ibu\n"}
    assert browser.post(page, sent).status_code == 302
    assert sorted(RolePoint.objects.values_list("text", flat=True)) == ["Membuka nama ibu", "Menarik biaya"]
    assert "typed from paper" in client_as(official).get(at("side", initiative, GOVERNMENT)).text
    for wrong in ({"question": "lain-does", "lines": "Satu"}, {**sent, "lines": " \n"}):
        assert browser.post(page, wrong).status_code == 422


@pytest.mark.parametrize("reader", ["activist", "observer"])
def test_before_both_have_opened_no_page_and_no_file_tells_what_the_other_wrote(
    initiative, speakers, official, reader, client_as, request
):
    both_wrote(initiative, speakers)
    browser = client_as(request.getfixturevalue(reader))
    for name in ("home", "pairs", "table"):
        page = browser.get(at(name, initiative))
        assert page.status_code == 200
        assert OWN[GOVERNMENT] not in page.text
        assert BELIEVED[GOVERNMENT] not in page.text
    for number in (1, 2, 99):
        assert browser.get(at("point", initiative, GOVERNMENT, number)).status_code == 403
        answer = {"do": "right", "in_view": "0"}
        assert browser.post(at("answer", initiative, GOVERNMENT, number), answer).status_code == 403
    for name in ("side", "paper"):
        assert browser.get(at(name, initiative, GOVERNMENT)).status_code == 403
    for form in ("csv", "xlsx", "pdf", "docx"):
        assert browser.get(at("file", initiative, form)).status_code == 404


def test_each_side_answers_and_is_led_to_the_next_point(initiative, speakers, official, activist, client_as):
    both_wrote(initiative, speakers)
    written(activist, initiative, CIVIL_SOCIETY, GOVERNMENT, LIMIT, "may_not")
    opened(initiative, speakers)
    government, civil_society = client_as(official), client_as(activist)
    home = government.get(at("home", initiative)).text
    assert LIMIT in home
    assert "Nothing has been answered yet." in home
    corrected = {
        "do": "corrected",
        "in_view": "0",
        "kind": "does",
        "text": "Menguji 40 sekolah",
        "basis": LAW,
    }
    answer = government.post(at("answer", initiative, CIVIL_SOCIETY, 2), corrected)
    assert answer["Location"] == at("point", initiative, CIVIL_SOCIETY, 3)
    refused = government.post(at("answer", initiative, CIVIL_SOCIETY, 3), {"do": "right", "in_view": "0"})
    assert refused.status_code == 422
    assert "Name the law and article" in refused.text
    lawful = {"do": "right", "in_view": "0", "basis": LAW}
    done = government.post(at("answer", initiative, CIVIL_SOCIETY, 3), lawful)
    assert done["Location"] == at("home", initiative)
    page = at("answer", initiative, CIVIL_SOCIETY, 2)
    assert civil_society.post(page, {"do": "reply_disputed", "in_view": "1"}).status_code == 422
    late = civil_society.post(page, {"do": "accepted", "in_view": "0"})
    assert late.status_code == 422
    assert "Somebody answered while you wrote" in late.text
    assert late.context["failed"].data["in_view"] == "1"
    assert civil_society.post(page, {"do": "accepted", "in_view": "1"}).status_code == 302
    told = civil_society.get(at("home", initiative)).text
    assert "It was believed:" in told
    assert "Menguji 40 sekolah" in told
    assert list(PointAnswer.objects.values_list("word", flat=True)) == ["corrected", "right", "accepted"]


def test_what_is_understood_alike_is_closed_until_somebody_thinks_again(
    initiative, speakers, official, client_as
):
    belief = both_opened(initiative, speakers)[CIVIL_SOCIETY]
    said(official, belief, GOVERNMENT, "right")
    browser, page = client_as(official), at("point", initiative, CIVIL_SOCIETY, belief.number)
    closed = browser.get(page).text
    assert "It is right as it stands" not in closed
    assert "Think again about it" in closed
    assert "It is right as it stands" in browser.get(f"{page}?lagi=1").text


def test_the_side_that_believed_cannot_call_its_own_belief_right(initiative, speakers, activist, client_as):
    both_opened(initiative, speakers)
    for word in ("right", "corrected", "disputed"):
        answer = client_as(activist).post(
            at("answer", initiative, CIVIL_SOCIETY, 2),
            {"do": word, "in_view": "0", "text": "A", "reason": "B"},
        )
        assert answer.status_code == 403
    page = client_as(activist).get(at("point", initiative, CIVIL_SOCIETY, 2)).text
    assert "It is right as it stands" not in page


def test_points_stand_side_by_side_by_the_word_of_the_side_itself(initiative, speakers, official, client_as):
    both_opened(initiative, speakers)
    pair = PointPair.objects.get()
    browser = client_as(official)
    page = at("pairs", initiative)
    assert "the side itself has not spoken yet" in browser.get(page).text
    assert browser.post(page, {"pair": pair.pk, "same": "1"}).status_code == 302
    assert "One thing, says the side itself." in browser.get(page).text
    proposed = {"do": "propose", "own": pair.own_id, "belief": pair.belief_id}
    assert browser.post(page, proposed).status_code == 422
    assert browser.post(page, {"pair": pair.pk, "same": "0"}).status_code == 302
    assert browser.post(page, proposed).status_code == 302
    assert browser.post(page, {"pair": 10**6, "same": "1"}).status_code == 404
    assert browser.post(page, {"pair": "x", "same": "1"}).status_code == 422


def test_the_table_holds_the_words_that_each_side_stands_behind_with_the_law(
    initiative, speakers, observer, client_as
):
    spoken(initiative, speakers)
    page = client_as(observer).get(at("table", initiative)).text
    for words in (
        "Menguji 40 sekolah",
        LIMIT,
        f"Legal basis: {LAW}",
        "Legal basis: there is none.",
        "Disputed",
    ):
        assert words in page
    assert page.index("What is not allowed") < page.index(LIMIT)
    assert BELIEVED[CIVIL_SOCIETY] not in page
    home = client_as(observer).get(at("home", initiative)).text
    assert "Kami datang dua kali." in home
    assert "Most of what was answered" in home or "Some of what was answered" in home
    assert "%" not in home.partition("<main")[2].partition("</main")[0]


def test_what_both_wrote_alike_stands_once_in_the_table(initiative, speakers, official, client_as):
    belief = both_opened(initiative, speakers)[CIVIL_SOCIETY]
    answer_pair(actor=official, pair=PointPair.objects.get(), same=True)
    browser = client_as(official)
    assert BELIEVED[CIVIL_SOCIETY] in browser.get(at("table", initiative)).text
    said(official, belief, GOVERNMENT, "right")
    page = browser.get(at("table", initiative)).text
    assert BELIEVED[CIVIL_SOCIETY] not in page
    assert "Understood alike" in page


def test_files_hold_what_the_table_holds_and_nothing_that_a_spreadsheet_would_run(
    initiative, speakers, official, observer, client_as
):
    written(official, initiative, GOVERNMENT, GOVERNMENT, "=1+1")
    spoken(initiative, speakers)
    browser = client_as(observer)
    rows = browser.get(at("file", initiative, "csv")).content.decode("utf-8-sig")
    assert "Menguji 40 sekolah" in rows
    assert "\n=1" not in rows
    assert ",=1" not in rows
    assert browser.get(at("file", initiative, "xlsx")).content.startswith(b"PK")
    assert browser.get(at("file", initiative, "pdf")).content.startswith(b"%PDF")
    with ZipFile(io.BytesIO(browser.get(at("file", initiative, "docx")).content)) as packed:
        assert "Menguji 40 sekolah" in packed.read("word/document.xml").decode()
    assert browser.get(at("file", initiative, "exe")).status_code == 404


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_the_blank_sheet_is_there_before_anybody_wrote(initiative, official, client_as, ending):
    answer = client_as(official).get(at("worksheet", initiative, ending))
    assert answer.status_code == 200
    assert len(answer.content) > 5000
    if ending == "pdf":  # a page for each side about itself and about the other
        assert len(PdfReader(io.BytesIO(answer.content)).pages) == 4
    assert client_as(official).get(at("worksheet", initiative, "csv")).status_code == 404


NAMES = {"home": [], "pairs": [], "table": [], "side": [GOVERNMENT], "point": [CIVIL_SOCIETY, 2]}


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", [*NAMES, "paper"])
def test_pages_are_whole_in_both_languages(initiative, speakers, official, client_as, name, language):
    both_wrote(initiative, speakers)
    more = NAMES.get(name, [GOVERNMENT])
    if name == "paper":
        pass
    else:
        opened(initiative, speakers)
    answer = client_as(official).get(at(name, initiative, *more), headers={"accept-language": language})
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.text
    assert answer.text.count("<h1") == 1
    assert answer.text.count("button-primary") <= 1


QUERIES = {"home": 9, "pairs": 11, "table": 9, "side": 9, "point": 10}


@pytest.mark.parametrize("name", QUERIES)
def test_pages_take_no_more_queries_for_many(
    initiative, speakers, official, client_as, name, django_assert_max_num_queries
):
    both_wrote(initiative, speakers)
    for number in range(12):
        for side, actor in speakers.items():
            for about in (side, opposite(side).value):
                written(actor, initiative, side, about, f"Butir nomor {number}")
    opened(initiative, speakers)
    for point in RolePoint.objects.filter(side=CIVIL_SOCIETY, about=GOVERNMENT)[:8]:
        said(official, point, GOVERNMENT, "right")
    browser, page = client_as(official), at(name, initiative, *NAMES[name])
    browser.get(page)
    with django_assert_max_num_queries(QUERIES[name]):
        browser.get(page)


@pytest.mark.parametrize("version", ["", "0", "7", "x", "9" * 5000, "\u00b2"])
def test_a_point_is_not_taken_back_by_whoever_saw_no_version_of_it(initiative, official, client_as, version):
    point = written(official, initiative, GOVERNMENT, GOVERNMENT, OWN[GOVERNMENT])
    told = {"do": "remove", "version": version}
    client_as(official).post(at("point", initiative, GOVERNMENT, point.number), told)
    assert RolePoint.objects.get(pk=point.pk).removed_at is None
