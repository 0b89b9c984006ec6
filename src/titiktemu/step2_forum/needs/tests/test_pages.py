"""The pages of data needs: asking, naming, rating, ordering; bad input; the same queries for few and many."""

import csv
import io
import re

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from titiktemu.catalogue.models import DataAsset
from titiktemu.step2_forum.maps.models import Card, JointLink
from titiktemu.step2_forum.needs.models import AssetRating, DataNeed, DisclosureOrder
from titiktemu.step2_forum.needs.queries.disclosure import agreed_order
from titiktemu.step2_forum.needs.queries.subjects import walk_of
from titiktemu.step2_forum.needs.services.asking import Wanted, ask_need, change_need, name_asset
from titiktemu.step2_forum.needs.tests.asking import (
    CIVIL_SOCIETY,
    FINE,
    GOVERNMENT,
    POOR,
    asked,
    named,
    noted,
    rated,
    written,
)

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}


def at(name, initiative, *more):
    return reverse(f"needs:{name}", args=[initiative.slug, *more])


def words_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def english(browser, address, sent=None):
    answer = (
        browser.get(address, headers=ENGLISH)
        if sent is None
        else browser.post(address, sent, headers=ENGLISH)
    )
    return answer.status_code, words_of(answer)


@pytest.mark.parametrize("name", ["index", "ask", "boards", "order"])
def test_empty_pages_teach(initiative, official, client_as, name):
    status, page = english(client_as(official), at(name, initiative))
    assert status == 200
    assert re.search("There is none of these yet|No data need names data|The order is made of", page)


def test_asking_walks_from_one_to_the_next(initiative, causal_map, activist, client_as):
    browser, page = client_as(activist), at("ask", initiative)
    first, second = walk_of(initiative).waiting[:2]
    _status, told = english(browser, page)
    assert "Asked on 0 of 6" in told
    assert "Only one side sees it" in told
    assert f"?tentang={second.key}" in browser.get(page).text  # later: the next one
    answer = browser.post(page, {"about": first.key, "text": "Aduan per desa", "whereabouts": "nobody"})
    need = DataNeed.objects.get()
    assert answer["Location"] == at("need", initiative, need.number)
    assert (need.side, need.text, need.whereabouts) == (CIVIL_SOCIETY, "Aduan per desa", "nobody")
    _status, told = english(browser, page)
    assert "Asked on 1 of 6" in told
    assert second.text.partition(" →")[0] in told
    _status, told = english(browser, f"{page}?tentang={first.key}")
    assert "Something is asked about it already" in told
    assert english(browser, f"{page}?tentang=../x")[0] == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""},
        {"text": "x" * 301},
        {"whereabouts": "bulan"},
        {"about": "cause-0"},
        {"about": "\x00"},
        {"text": "\x00"},
        {"side": "citizens"},
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    initiative, causal_map, facilitator, client_as, wrong
):
    about = walk_of(initiative).waiting[0].key
    sent = {"about": about, "text": "Umur pipa", "whereabouts": "unknown", "side": "both", **wrong}
    status, page = english(client_as(facilitator), at("ask", initiative), sent)
    assert status == 422
    assert "Nothing was saved yet" in page
    if "text" not in wrong:
        assert "Umur pipa" in page
    assert not DataNeed.objects.exists()


def test_who_leads_asks_for_whom_they_say(initiative, causal_map, facilitator, client_as):
    about = walk_of(initiative).waiting[0].key
    for number, side in enumerate(("", GOVERNMENT), start=1):
        sent = {"about": about, "text": f"Data {number}", "whereabouts": "unknown", "side": side or "both"}
        assert client_as(facilitator).post(at("ask", initiative), sent).status_code == 302
    assert list(DataNeed.objects.values_list("side", flat=True)) == ["", GOVERNMENT]


def test_a_need_is_changed_named_and_settled_on_its_page(
    initiative, causal_map, activist, official, client_as
):
    need = asked(activist, initiative, CIVIL_SOCIETY)
    asset = noted(official, initiative)
    page = at("need", initiative, need.number)
    ours, theirs = client_as(official), client_as(activist)
    assert str(asset) not in words_of(theirs.get(page))
    status, told = english(ours, page, {"do": "name", "asset": asset.pk})
    assert (status, "does not know of this data yet" in told) == (422, True)
    assert ours.post(page, {"do": "name", "asset": asset.pk, "tell": "on"}).status_code == 302
    assert str(asset) in words_of(theirs.get(page))
    assert theirs.post(page, {"do": "settle", "state": "answered", "answer": ""}).status_code == 422
    sent = {"do": "settle", "state": "answered", "answer": "Tiga dari sepuluh sekolah."}
    assert ours.post(page, sent).status_code == 403
    assert theirs.post(page, sent).status_code == 302
    assert "Tiga dari sepuluh" in words_of(ours.get(page))
    assert theirs.post(page, {"do": "settle", "state": "open"}).status_code == 302
    change_need(actor=activist, need=need, wanted=Wanted("Kata baru"), version=1)
    sent = {"do": "change", "text": "Kata lain", "whereabouts": "unknown", "version": "1"}
    status, told = english(theirs, page, sent)
    assert status == 422
    assert "Kata baru" in told
    assert "Kata lain" in told
    assert 'name="version" value="2"' in theirs.post(page, sent).text
    assert theirs.post(page, {**sent, "version": "2"}).status_code == 302
    for wrong in ({}, {"do": "x"}, {"do": "name", "asset": "x"}, {"do": "unname", "asset": "99999999999999"}):
        assert theirs.post(page, wrong).status_code == 422
    assert theirs.post(page, {"do": "unname", "asset": asset.pk}).status_code == 302
    assert not need.links.exists()
    assert theirs.get(at("need", initiative, 99)).status_code == 404


def test_rating_and_the_picture(initiative, causal_map, speakers, official, activist, client_as):
    asset = named(official, activist, initiative)
    ours, theirs, page = client_as(official), client_as(activist), at("rate", initiative, asset.number)
    sent = {"value": "2", "effort": "5", "risk": "4", "reason": "Berkas di dua belas gudang"}
    assert ours.post(page, sent).status_code == 302
    _status, told = english(theirs, at("boards", initiative))
    assert "rated, hidden until the other side has" in told
    assert "dua belas gudang" not in told + words_of(theirs.get(page))
    assert '<svg class="need-picture"' not in ours.get(at("boards", initiative)).text
    for wrong in ({"value": "6"}, {"value": ""}, {"risk": "x"}, {"reason": "x" * 301}):
        assert theirs.post(page, {**sent, **wrong}).status_code == 422
    assert theirs.post(page, {"value": "5", "effort": "1", "risk": "1"}).status_code == 302
    shown = ours.get(at("boards", initiative), headers=ENGLISH)
    assert shown.text.count('<svg class="need-picture"') == 2
    assert "Worth talking about" in shown.text
    assert "dua belas gudang" in shown.text
    assert ours.post(page, {**sent, "value": "4"}).status_code == 302
    assert "4 (2)" in words_of(theirs.get(at("boards", initiative)))
    assert theirs.get(at("rate", initiative, 99)).status_code == 404
    assert AssetRating.objects.count() == 3


def test_the_order_is_written_and_approved_on_its_page(
    initiative, causal_map, speakers, official, activist, client_as
):
    first = named(official, activist, initiative)
    second = named(official, activist, initiative, "Laporan warga")
    exempt = named(official, activist, initiative, "Rekam medis", legal_class="dikecualikan")
    for asset, said in ((first, POOR), (second, FINE), (exempt, FINE)):
        rated(speakers, initiative, asset, said, said)
    ours, theirs, page = client_as(official), client_as(activist), at("order", initiative)
    shown = ours.get(page, headers=ENGLISH)
    assert "nothing is weighed yet" in shown.text
    places = {f"place_{second.pk}": "1", f"place_{first.pk}": "2"}
    for name, place in places.items():
        assert re.search(f'name="{name}" value="{place}"', shown.text)  # as the ratings propose
    assert f"place_{exempt.pk}" not in shown.text
    status, told = english(ours, page, {**places, f"place_{first.pk}": "1", "seen": "0", "note": "Catatan"})
    assert (
        status,
        "has this place already" in told,
        "Catatan" in ours.post(page, {"seen": "x", "note": "Catatan"}).text,
    ) == (422, True, True)
    for wrong in ({"seen": "0"}, {**places, "seen": "7"}, {**places, f"place_{first.pk}": "0", "seen": "0"}):
        assert ours.post(page, wrong).status_code == 422
    assert ours.post(page, {**places, "seen": "0"}).status_code == 302
    order = DisclosureOrder.objects.get()
    assert [one.asset for one in order.lines.all()] == [second, first]
    for browser in (ours, theirs):
        assert agreed_order(initiative) is None
        assert browser.post(at("approve", initiative, 1)).status_code == 302
    _status, told = english(theirs, page)
    assert "Agreed by both sides" in told
    assert theirs.post(at("approve", initiative, 1)).status_code == 409
    sent = {f"place_{first.pk}": "1", "seen": "1"}
    assert theirs.post(page, sent).status_code == 302
    _status, told = english(ours, page)
    assert "version 1 is what both sides have agreed on" in told


def test_files_hold_no_formulas_and_nothing_hidden(
    initiative, causal_map, speakers, official, activist, observer, client_as
):
    asset = named(official, activist, initiative, "=Register")
    about = walk_of(initiative).waiting[0].key
    formula = Wanted("=HYPERLINK(0)")
    ask_need(actor=activist, initiative=initiative, side=CIVIL_SOCIETY, about=about, wanted=formula)
    rated(speakers, initiative, asset, POOR, FINE)
    AssetRating.objects.filter(side=CIVIL_SOCIETY).delete()
    browser = client_as(observer)
    table = browser.get(at("file", initiative, "csv")).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [row["data"] for row in rows] == ["Uji air per sekolah", "'=HYPERLINK(0)"]
    assert rows[0]["assets"].endswith("=Register")
    sent = browser.get(at("file", initiative, "xlsx")).content
    book = CalamineWorkbook.from_filelike(io.BytesIO(sent))
    needs, assets = (book.get_sheet_by_name(name).to_python() for name in ("needs", "assets"))
    assert needs[2][4] == "=HYPERLINK(0)"  # a text; of a formula without a value nothing would be read
    assert assets[1][assets[0].index("government_value")] == ""
    assert browser.get(at("file", initiative, "pdf")).status_code == 404


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", ["index", "ask", "boards", "order", "need", "rate"])
def test_pages_are_whole_in_both_languages(
    initiative, causal_map, speakers, official, activist, client_as, name, language
):
    asset = named(official, activist, initiative)
    rated(speakers, initiative, asset, POOR, FINE)
    written(official, initiative, [asset])
    more = {"need": [1], "rate": [asset.number]}.get(name, [])
    answer = client_as(official).get(at(name, initiative, *more), headers={"accept-language": language})
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.text
    assert answer.text.count("<h1") == 1
    assert answer.text.count("button-primary") <= 2


QUERIES = {"index": 12, "ask": 12, "boards": 9, "order": 11, "need": 16}


@pytest.mark.parametrize("name", QUERIES)
def test_pages_take_no_more_queries_for_many(
    initiative, causal_map, speakers, official, activist, client_as, name, django_assert_max_num_queries
):
    core = Card.objects.get(map=causal_map, side="", kind="core")
    for number in range(20):
        card = Card.objects.create(
            initiative=initiative, map=causal_map, number=100 + number, kind="cause", text=f"Sebab {number}"
        )
        JointLink.objects.create(
            map=causal_map, number=100 + number, cause=card, effect=core, government_sign=1
        )
    assets = [named(official, activist, initiative, f"Data {number}") for number in range(6)]
    for asset in assets:
        rated(speakers, initiative, asset)
        name_asset(actor=official, need=asked(official, initiative, GOVERNMENT), asset=asset)
    written(official, initiative, assets)
    browser, page = client_as(official), at(name, initiative, *([1] if name == "need" else []))
    browser.get(page)
    with django_assert_max_num_queries(QUERIES[name]):
        browser.get(page)
    assert DataAsset.objects.count() == 6
