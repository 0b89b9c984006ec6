"""Shared understanding in a real browser: two phones at one passage lose nothing; no page has barriers."""

import pytest
from django.urls import reverse

from titiktemu.foundation.words import BOTH_SIDES, Role
from titiktemu.step2_forum.understanding.models import Wording
from titiktemu.step2_forum.understanding.queries.passages import line_of
from titiktemu.step2_forum.understanding.services.answering import answer_passage
from titiktemu.step2_forum.understanding.services.claims import add_claim
from titiktemu.step2_forum.understanding.tests.writing import (
    CIVIL_SOCIETY,
    GOVERNMENT,
    asked_for,
    standing,
    target,
    worded,
    written,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"language": "en", "width": 360}


@pytest.fixture
def speakers(person):
    """Somebody who speaks for each side, government first."""
    return {side.value: person(side, Role.REPRESENTATIVE) for side in BOTH_SIDES}


@pytest.fixture
def passage(facilitator, initiative):
    """A target of whoever leads, number 1."""
    return target(facilitator, initiative)


def at(name, initiative, *more):
    return reverse(f"understanding:{name}", args=[initiative.slug, *more])


@pytest.fixture
def told(passage, initiative, facilitator, speakers):
    """Every state that a page can show: a wording beside, a dispute, claims, a need, something taken out."""
    official, activist = speakers.values()
    asked_for(passage)
    worded(official, passage, GOVERNMENT, base=1, text="Air di semua sekolah diuji.", helps="Hasil dibuka.")
    worded(activist, passage, CIVIL_SOCIETY, base=1, text="Air di sekolah diuji warga.", target=70)
    why = {"reason": "Pipa lama tidak dihitung.", "query": "Umur pipa per sekolah"}
    version = standing(passage).number
    answer_passage(actor=activist, passage=passage, side=CIVIL_SOCIETY, word="disputed", base=version, **why)
    add_claim(actor=official, passage=passage, side=GOVERNMENT, text="Tiga belum.", value=3, source="Dinas")
    add_claim(actor=activist, passage=passage, side=CIVIL_SOCIETY, text="Banyak yang belum.")
    written(facilitator, initiative, kind="expectation")
    return passage


@pytest.mark.parametrize("name", ["index", "add", "target", "passage", "write", "versions", "add_claim"])
@pytest.mark.parametrize(("language", "theme"), [("id", "light"), ("en", "dark")])
def test_pages_have_no_barriers_and_fit_phone_and_laptop(
    told, initiative, speakers, visit, barriers, runs_over, name, language, theme
):
    more = [1] if name in {"passage", "write", "versions", "add_claim"} else []
    address = f"{at('add', initiative)}?jenis=target" if name == "target" else at(name, initiative, *more)
    for width in (360, 1280):
        page = visit(address, actor=speakers[GOVERNMENT], language=language, theme=theme, width=width)
        assert runs_over(page) == 0
        assert barriers(page) == []


def test_both_sides_stand_beside_each_other_on_a_small_phone(told, initiative, speakers, visit):
    page = visit(at("passage", initiative, 1), actor=speakers[GOVERNMENT], **PHONE)
    government, civil_society = (page.locator(f".side-box.{one}").first for one in ("gov", "cso"))
    left, right = government.bounding_box(), civil_society.bounding_box()
    assert left["y"] == right["y"]
    assert left["x"] + left["width"] <= right["x"]
    assert right["x"] + right["width"] <= PHONE["width"]


def test_two_phones_at_one_passage_lose_nothing_and_come_to_agree(passage, initiative, speakers, visit):
    phones = {
        side: visit(at("write", initiative, 1), actor=actor, scripts=False, **PHONE)
        for side, actor in speakers.items()
    }
    texts = {GOVERNMENT: "Air diuji tiap minggu.", CIVIL_SOCIETY: "Air diuji tiap hari."}
    for side, phone in phones.items():
        phone.get_by_label("Text", exact=True).fill(texts[side])
        phone.get_by_role("button", name="Save the wording").click()
    official, activist = phones.values()
    assert activist.get_by_text("Both wordings are kept; yours waits below.").is_visible()
    for text in texts.values():
        assert activist.get_by_text(text).first.is_visible()
    assert {one.text for one in Wording.objects.all()} >= set(texts.values())
    # Civil society writes a third from both; it counts as endorsed by it.
    activist.get_by_role("link", name="Write a third from it").click()
    activist.get_by_label("Text", exact=True).fill("Air diuji tiap minggu, di musim hujan tiap hari.")
    activist.get_by_role("button", name="Save the wording").click()
    assert activist.get_by_text("The new wording stands.").is_visible()
    activist.get_by_role("button", name="It need not wait any longer").click()
    # Government finds it first among what waits, and endorses it with one tap.
    official.goto(official.url.split("/i/")[0] + at("index", initiative))
    assert official.get_by_role("heading", name="What waits for my side").is_visible()
    official.get_by_role("button", name="Endorse for my side").click()
    for phone in phones.values():
        phone.goto(phone.url.split("/i/")[0] + at("passage", initiative, 1))
        phone.get_by_role("button", name="Accept the figures for my side").click()
    assert activist.get_by_text("Accepts the figures").count() == 2
    line = line_of(passage)
    assert line.is_agreed
    assert line.stands.text == "Air diuji tiap minggu, di musim hujan tiap hari."
    # The page says before saving that another wording begins anew.
    official.get_by_role("link", name="Write another wording").click()
    assert official.get_by_text("what each side says of it begins anew").is_visible()


def test_a_dispute_on_a_phone_says_what_would_settle_it(passage, initiative, speakers, visit):
    page = visit(at("passage", initiative, 1), actor=speakers[GOVERNMENT], **PHONE)
    page.get_by_text("Dispute it for my side").click()
    page.get_by_label("Why it is disputed").fill("Pipa lama tidak dihitung.")
    page.get_by_role("button", name="Keep the dispute").click()
    assert page.get_by_text("Please say which data would settle it").first.is_visible()
    assert page.get_by_label("Why it is disputed").input_value() == "Pipa lama tidak dihitung."
    page.get_by_label("Which data would settle it?").fill("Umur pipa per sekolah")
    page.get_by_role("button", name="Keep the dispute").click()
    assert page.get_by_text("Umur pipa per sekolah").is_visible()
    page.get_by_role("link", name="Ask it as a data need").click()
    assert page.get_by_role("heading", name="Which data would prove or disprove this?").is_visible()
