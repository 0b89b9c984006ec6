"""Causal maps in a real browser: drawn on cheap phones, followed live, talked about, on the projector."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from titiktemu.foundation.words import Role, Side
from titiktemu.step2_forum.maps.models import Card, CausalMap, JointLink
from titiktemu.step2_forum.maps.tests.drawing import (
    CIVIL_SOCIETY,
    GOVERNMENT,
    begun,
    drawn,
    opened,
    talked_of,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

QUICK = 20_000
APART, OPEN, TALK = "apart", "open", "talk"
PAGES = [
    *((APART, name) for name in ("index", "create", "home", "side", "card", "link", "paper", "why", "stage")),
    (OPEN, "align"),
    *((TALK, name) for name in ("home", "settle", "add", "influence", "stage")),
]


@pytest.fixture
def speakers(person):
    """Somebody who speaks for each side, government first."""
    return {side.value: person(side, Role.REPRESENTATIVE) for side in (Side.GOVERNMENT, Side.CIVIL_SOCIETY)}


def at(name, initiative, *more):
    return reverse(f"maps:{name}", args=[initiative.slug, *more])


@pytest.mark.parametrize(("state", "name"), PAGES)
@pytest.mark.parametrize(("language", "theme", "width"), [("id", "light", 360), ("en", "dark", 1280)])
def test_pages_have_no_barriers_and_fit_phone_and_laptop(
    facilitator, initiative, speakers, visit, barriers, runs_over, state, name, language, theme, width
):
    if state == APART:
        causal_map = begun(facilitator, initiative)
        drawn(facilitator, causal_map, GOVERNMENT)
    else:
        causal_map = {OPEN: opened, TALK: talked_of}[state](facilitator, initiative, speakers)
    one, more = [causal_map.number], {}
    if state == APART:
        card = Card.objects.get(text="Pipa sekolah bocor")
        more = {"card": [card.number], "link": [card.leads_to.get().pk]}
        more |= {key: [GOVERNMENT] for key in ("side", "paper", "why")}
    more["settle"] = [1]
    address = at(name, initiative, *([] if name in {"index", "create"} else one), *more.get(name, []))
    actor = speakers[GOVERNMENT] if name == "align" else facilitator
    page = visit(address, actor=actor, language=language, theme=theme, width=width)
    assert runs_over(page) == 0
    assert barriers(page) == []


def test_a_card_written_on_one_phone_comes_to_the_others_of_its_side(
    facilitator, initiative, speakers, person, visit
):
    causal_map = begun(facilitator, initiative)
    where = at("side", initiative, causal_map.number, GOVERNMENT)
    colleague = visit(where, actor=person(Side.GOVERNMENT, Role.REPRESENTATIVE, 2), width=360)
    # A half-written card of the colleague is not drawn over.
    colleague.get_by_label("Kartu baru").fill("Setengah kal")
    phone = visit(where, actor=speakers[GOVERNMENT], width=360)
    phone.get_by_label("Kartu baru").fill("Pipa sekolah bocor")
    phone.get_by_role("button", name="Tambahkan kartu").click()
    card = colleague.locator(".causal-list a", has_text="Pipa sekolah bocor").first
    expect(card).to_be_visible(timeout=QUICK)
    assert colleague.get_by_label("Kartu baru").input_value() == "Setengah kal"


def test_from_five_whys_without_scripts_to_a_closed_session_on_the_projector(
    facilitator, initiative, speakers, visit
):
    phone = {"language": "en", "width": 360, "scripts": False}
    page = visit(at("create", initiative), actor=facilitator, language="en")
    page.get_by_label("Core problem").fill("Air sekolah kotor")
    page.get_by_role("button", name="Begin", exact=True).click()
    causal_map = CausalMap.objects.get()
    stage = visit(at("stage", initiative, causal_map.number), actor=facilitator, language="en")
    for side, reasons in (
        (GOVERNMENT, ["Pipa sekolah bocor", "Anggaran terlambat"]),
        (CIVIL_SOCIETY, ["Pipa di sekolah sudah bocor", "Warga tidak didengar"]),
    ):
        page = visit(at("why", initiative, causal_map.number, side), actor=speakers[side], **phone)
        for number, reason in enumerate(reasons, 1):
            page.locator(f'[name="why{number}"]').fill(reason)
            page.get_by_role("button", name="And why is that?").click()
        page.get_by_role("button", name="Enough: put it on the map").click()
        page.goto(page.url.split("/sisi/")[0] + "/")
        page.get_by_role("button", name="Our map may be opened").click()
    for actor in speakers.values():
        page = visit(at("align", initiative, causal_map.number), actor=actor, **phone)
        page.get_by_role("button", name="They mean the same").first.click()
    page = visit(at("home", initiative, causal_map.number), actor=facilitator, **phone)
    page.get_by_role("button", name="Make the joint map").click()
    expect(stage.get_by_role("heading", level=1)).to_contain_text("1 of 3 links", timeout=QUICK)
    heard = JointLink.objects.get(cause__text="Warga tidak didengar")
    page = visit(at("settle", initiative, causal_map.number, heard.number), actor=facilitator, **phone)
    page.get_by_label("A view changed").check()
    page.get_by_label("Government", exact=False).select_option("1")
    page.get_by_role("button", name="Keep it").click()
    expect(stage.get_by_role("heading", level=1)).to_contain_text("2 of 3 links", timeout=QUICK)
    page.get_by_role("button", name="Close the session").click()
    closed = CausalMap.objects.get()
    assert (closed.start_shared, closed.end_shared, closed.end_links) == (1, 2, 3)


def test_a_card_written_without_a_line_waits_on_the_page(facilitator, initiative, speakers, visit):
    causal_map = begun(facilitator, initiative)
    phone = visit(
        at("side", initiative, causal_map.number, GOVERNMENT), actor=speakers[GOVERNMENT], width=360
    )
    phone.context.set_offline(True)
    phone.get_by_label("Kartu baru").fill("Pompa sering mati")
    phone.get_by_role("button", name="Tambahkan kartu").click()
    expect(phone.get_by_text("Tidak ada sambungan.")).to_be_visible()
    assert not Card.objects.filter(text="Pompa sering mati").exists()
    phone.context.set_offline(False)
    expect(phone.get_by_text("Sambungan sudah kembali.")).to_be_visible()
    expect(phone.get_by_text("Tidak ada sambungan.")).to_be_hidden()
    phone.get_by_role("button", name="Tambahkan kartu").click()
    expect(phone.get_by_role("link", name="Pompa sering mati").first).to_be_visible(timeout=QUICK)
    assert Card.objects.filter(text="Pompa sering mati").count() == 1
