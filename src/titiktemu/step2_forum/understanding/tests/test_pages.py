"""The pages: what waits first, two phones at once, what is wrong said where it was typed."""

import pytest
from django.urls import reverse

from titiktemu.foundation.words import Side
from titiktemu.step2_forum.understanding.models import Acceptance, Claim, Passage, Wording
from titiktemu.step2_forum.understanding.queries.passages import line_of
from titiktemu.step2_forum.understanding.services.claims import add_claim
from titiktemu.step2_forum.understanding.tests.writing import (
    CIVIL_SOCIETY,
    FIGURES,
    GOVERNMENT,
    asked_for,
    endorsed,
    standing,
    target,
    worded,
    written,
)

pytestmark = pytest.mark.django_db


def at(name, initiative, *more):
    return reverse(f"understanding:{name}", args=[initiative.slug, *more])


def words_of(answer):
    return answer.content.decode()


def test_an_empty_list_says_what_to_do_next(initiative, official, observer, client_as):
    page = words_of(client_as(official).get(at("index", initiative)))
    assert "Nothing is written yet" in page
    assert at("add", initiative) in page
    page = words_of(client_as(observer).get(at("index", initiative)))
    assert at("add", initiative) not in page


def test_a_target_is_written_in_the_notation_of_the_page(initiative, official, client_as):
    browser = client_as(official)
    assert "What is the passage about?" in words_of(browser.get(at("add", initiative)))
    told = {
        "jenis": "target", "text": "Air diuji.", "indicator": "Sekolah", "unit": "sekolah", "source": "Dinas",
        "baseline": "12,5", "target": "1.250", "due_on": "31/12/2031",
    }  # fmt: skip
    bad = browser.post(at("add", initiative), {**told, "target": "banyak"}, headers={"accept-language": "en"})
    assert bad.status_code == 422
    assert "Please write a number" in words_of(bad)
    assert 'value="banyak"' in words_of(bad)
    made = browser.post(at("add", initiative), told, headers={"accept-language": "id"})
    assert made.status_code == 302
    wording = Wording.objects.get()
    assert (wording.baseline, wording.target, str(wording.due_on)) == (12.5, 1250, "2031-12-31")
    page = words_of(browser.get(at("passage", initiative, 1), headers={"accept-language": "id"}))
    assert "1.250" in page
    assert "12,5" in page
    form = words_of(browser.get(at("write", initiative, 1), headers={"accept-language": "en"}))
    assert 'value="1,250"' in form


def test_what_cannot_be_is_said_at_its_field_and_nothing_typed_is_lost(initiative, official, client_as):
    told = {"jenis": "target", "text": "Air diuji.", "baseline": "60", "target": "60"}
    answer = client_as(official).post(at("add", initiative), told)
    assert answer.status_code == 422
    assert "then there is nothing to reach" in words_of(answer)
    assert 'value="60"' in words_of(answer)
    assert not Passage.objects.exists()


def test_two_phones_at_once_lose_nothing(initiative, facilitator, official, activist, client_as):
    written(facilitator, initiative)
    phones = [client_as(official), client_as(activist)]
    texts = ["Air diuji tiap minggu.", "Air diuji tiap hari."]
    for phone, text in zip(phones, texts, strict=True):
        answer = phone.post(at("write", initiative, 1), {"text": text, "base": "1"}, follow=True)
    page = words_of(answer)
    assert "Both wordings are kept; yours waits below." in page
    assert all(text in page for text in texts)
    assert "Put this in its place" in page
    third = words_of(phones[0].get(at("write", initiative, 1), {"dari": "3"}))
    assert "Air diuji tiap hari." in third
    assert 'name="base" value="2"' in third
    told = {"do": "take", "base": "2", "wording": "3"}
    assert phones[1].post(at("passage", initiative, 1), told).status_code == 302
    assert standing(Passage.objects.get()).text == texts[1]
    assert {one.text for one in Wording.objects.all()} >= set(texts)
    versions = words_of(phones[1].get(at("versions", initiative, 1)))
    assert versions.count("stood before") == 2


def test_a_dropped_wording_is_read_among_the_versions(initiative, facilitator, official, activist, client_as):
    passage = written(facilitator, initiative)
    worded(official, passage, GOVERNMENT, base=1, text="Tiap minggu.")
    worded(activist, passage, CIVIL_SOCIETY, base=1, text="Tiap hari.")
    page = words_of(client_as(official).get(at("passage", initiative, 1)))
    assert "It need not wait any longer" not in page
    client_as(activist).post(at("passage", initiative, 1), {"do": "drop", "wording": "3"})
    assert not line_of(passage).beside
    versions = words_of(client_as(official).get(at("versions", initiative, 1)))
    assert "was put aside" in versions
    assert "Tiap hari." in versions


def test_the_page_says_before_saving_that_an_endorsed_passage_begins_anew(
    initiative, facilitator, speakers, official, client_as
):
    passage = written(facilitator, initiative)
    browser, sent = client_as(official), {"text": "Air diuji tiap minggu.", "base": "1"}
    opened_before = words_of(browser.get(at("write", initiative, 1)))
    assert "begins anew" not in opened_before
    endorsed(passage, speakers)
    answer = browser.post(at("write", initiative, 1), sent)
    assert answer.status_code == 422
    assert "begins anew" in words_of(answer)
    assert "Air diuji tiap minggu." in words_of(answer)
    assert line_of(passage).is_endorsed
    assert browser.post(at("write", initiative, 1), {**sent, "knows": "1"}).status_code == 302
    assert not line_of(passage).is_endorsed


def test_one_tap_endorses_from_what_waits_first(initiative, facilitator, official, client_as):
    passage = target(facilitator, initiative)
    browser = client_as(official)
    page = words_of(browser.get(at("index", initiative)))
    assert page.index("What waits for my side") < page.index('id="solution"')
    assert "Your side has not endorsed or disputed this wording yet." in page
    told = {"do": "endorsed", "base": "1", "from": "list"}
    assert browser.post(at("passage", initiative, 1), told).url == at("index", initiative)
    page = words_of(browser.get(at("index", initiative)))
    assert "The figures wait to be accepted by your side." in page
    told = {"do": "accept", "figures": line_of(passage).figures}
    browser.post(at("passage", initiative, 1), told)
    assert Acceptance.objects.get().side == GOVERNMENT
    assert "Nothing waits for your side." in words_of(browser.get(at("index", initiative)))


def test_an_answer_about_an_older_wording_is_refused_and_its_words_kept(
    initiative, facilitator, official, activist, client_as
):
    passage = written(facilitator, initiative)
    worded(activist, passage, CIVIL_SOCIETY, text="Air diuji tiap hari.")
    told = {"do": "disputed", "base": "1", "reason": "Terlalu jarang", "query": "Uji air"}
    answer = client_as(official).post(at("passage", initiative, 1), told)
    assert answer.status_code == 422
    assert "has changed since this page came" in words_of(answer)
    assert "Terlalu jarang" in words_of(answer)
    assert "Air diuji tiap hari." in words_of(answer)


def test_a_dispute_names_the_data_that_would_settle_it_and_leads_to_asking(
    initiative, facilitator, official, observer, client_as
):
    passage = written(facilitator, initiative)
    browser, told = (
        client_as(official),
        {"do": "disputed", "base": "1", "reason": "Pipa lama tidak dihitung."},
    )
    answer = browser.post(at("passage", initiative, 1), told)
    assert answer.status_code == 422
    assert "which data would settle it" in words_of(answer)
    assert "Pipa lama tidak dihitung." in words_of(answer)
    browser.post(at("passage", initiative, 1), {**told, "query": "Umur pipa per sekolah"})
    asks = f"{reverse('needs:ask', args=[initiative.slug])}?tentang=target-{passage.pk}"
    page = words_of(browser.get(at("passage", initiative, 1)))
    assert "Umur pipa per sekolah" in page
    assert page.count(asks) == 2
    page = words_of(client_as(observer).get(at("passage", initiative, 1)))
    assert "Umur pipa per sekolah" in page
    assert asks not in page


def test_a_claim_is_added_accepted_replaced_and_taken_out(
    initiative, facilitator, official, activist, client_as
):
    written(facilitator, initiative)
    browser, one = client_as(official), at("passage", initiative, 1)
    told = {"text": "Tiga sekolah belum diuji.", "value": "3", "unit": "sekolah"}
    bad = browser.post(at("add_claim", initiative, 1), told)
    assert bad.status_code == 422
    assert "A figure needs evidence" in words_of(bad)
    browser.post(at("add_claim", initiative, 1), {**told, "source": "Laporan dinas"})
    assert "Laporan dinas" in words_of(browser.get(one))
    client_as(activist).post(one, {"do": "accept_claim", "claim": "1"})
    assert Claim.objects.get().is_accepted_by(Side.CIVIL_SOCIETY)
    assert 'value="3"' in words_of(browser.get(at("claim", initiative, 1, 1)))
    newer = {**told, "value": "4", "source": "Laporan dinas"}
    assert browser.post(at("claim", initiative, 1, 1), newer).status_code == 302
    browser.post(one, {"do": "remove_claim", "claim": "2"})
    assert "No claim yet." in words_of(browser.get(one))
    gone = words_of(browser.get(at("versions", initiative, 1)))
    assert gone.count("Tiga sekolah belum diuji.") == 3
    late = browser.post(one, {"do": "accept_claim", "claim": "1"})
    assert late.status_code == 422
    assert "Please read it anew" in words_of(late)


def test_a_passage_is_taken_out_and_brought_back(initiative, official, client_as):
    written(official, initiative, GOVERNMENT)
    browser = client_as(official)
    browser.post(at("passage", initiative, 1), {"do": "remove"})
    assert "Taken out" in words_of(browser.get(at("index", initiative)))
    assert "was taken out on" in words_of(browser.get(at("passage", initiative, 1)))
    browser.post(at("passage", initiative, 1), {"do": "restore"})
    assert Passage.objects.get().removed_at is None


@pytest.mark.parametrize("told", [{}, {"do": "dance"}, {"do": "endorsed", "base": "x"}, {"do": "take"}])
def test_a_press_that_says_nothing_is_answered_with_a_sentence(initiative, official, client_as, told):
    written(official, initiative, GOVERNMENT)
    answer = client_as(official).post(at("passage", initiative, 1), told)
    assert answer.status_code == 422


def test_government_stands_left_and_silence_is_said(initiative, facilitator, observer, client_as):
    written(facilitator, initiative)
    page = words_of(client_as(observer).get(at("passage", initiative, 1)))
    assert page.index("side-box gov") < page.index("side-box cso")
    assert page.count("No answer yet") == 2
    assert "Endorse for my side" not in page


def test_words_are_in_the_language_of_the_page_and_say_where_they_are_missing(
    initiative, facilitator, official, client_as
):
    passage = written(facilitator, initiative)
    browser = client_as(official)
    page = words_of(browser.get(at("passage", initiative, 1), headers={"accept-language": "en"}))
    assert "Written in Indonesian only so far." in page
    worded(facilitator, passage, "", text_en="Water is tested monthly.")
    page = words_of(browser.get(at("passage", initiative, 1), headers={"accept-language": "en"}))
    assert "Water is tested monthly." in page
    assert "Written in Indonesian only so far." not in page


@pytest.mark.parametrize("many", [1, 8])
def test_pages_ask_the_same_however_much_there_is(
    initiative, facilitator, speakers, official, activist, client_as, django_assert_num_queries, many
):
    for number in range(many):
        passage = target(facilitator, initiative, text=f"Butir {number}.", indicator=f"Sekolah {number}")
        asked_for(passage)
        worded(official, passage, GOVERNMENT, base=1, text=f"Lain {number}.")
        worded(activist, passage, CIVIL_SOCIETY, base=1, text=f"Beda {number}.")
    for number in range(many):
        told = {"text": f"Klaim {number}.", "value": FIGURES["target"], "source": "Dinas"}
        add_claim(actor=official, passage=passage, side=GOVERNMENT, **told)
        worded(activist, passage, CIVIL_SOCIETY, base=1, text=f"Lagi {number}.")
    browser = client_as(official)
    browser.get(at("index", initiative))
    for name, more, queries in (("index", [], 11), ("passage", [many], 13), ("versions", [many], 9)):
        with django_assert_num_queries(queries):
            assert browser.get(at(name, initiative, *more)).status_code == 200


@pytest.mark.parametrize("base", ["99999999999999999999", "9" * 5000, "2147483648", "-1", "x"])
def test_a_version_that_never_was_is_no_ground_to_write_on(
    initiative, facilitator, official, client_as, base
):
    passage = written(facilitator, initiative)
    told = {"base": base, "text": "Air diuji tiap hari."}
    answer = client_as(official).post(at("write", initiative, passage.number), told)
    assert answer.status_code == 422
    assert passage.wordings.count() == 1
