"""The common look in a real browser: barriers, widths, weights, and life without JavaScript."""

import gzip
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from titiktemu.consultation.models import Consultation, Statement
from titiktemu.foundation.actors import STRANGER
from titiktemu.foundation.services.initiatives import set_step
from titiktemu.foundation.words import Role, Side

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BUDGET = 180 * 1024
PLAIN_BUDGET = 70 * 1024
SCRIPT_BUDGET = 25 * 1024


@pytest.fixture
def house(initiative, administrator, person):
    """An initiative in which something has happened."""
    initiative.is_fiction = True
    initiative.title_en = "A safe school"
    initiative.purpose = "Semua anak pulang dengan selamat."
    initiative.save()
    set_step(actor=administrator, initiative=initiative, step=1, progress="done")
    set_step(actor=administrator, initiative=initiative, step=2, progress="under_way")
    person(Side.GOVERNMENT, Role.REPRESENTATIVE)
    person(Side.CIVIL_SOCIETY, Role.REPRESENTATIVE)
    made = Consultation.objects.create(
        initiative=initiative,
        number=1,
        title="Apa yang membuat sekolah aman?",
        state="open",
        join_code="KOPI-27",
    )
    Statement.objects.create(
        consultation=made, number=1, text="Jalan ke sekolah terang.", added_at=timezone.now()
    )
    return initiative


def address(name, house):
    """The path of a page; "step2" is step 2 of the house, "web:404" is an address without a page."""
    if name == "web:404":
        return "/tidak-ada/"
    if name.startswith("step"):
        return reverse("web:step", args=[house.slug, int(name[4:])])
    inside = name in {"web:initiative", "web:edit_initiative"}
    return reverse(name, args=[house.slug] if inside else [])


PAGES = [
    "web:home", "web:about", "web:privacy", "web:404", "web:catalogue", "web:initiative", "step1", "step2",
    "step5", "web:create_initiative", "web:edit_initiative",
]  # fmt: skip


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_page_has_no_barriers_and_fits_phone_and_laptop(
    house, facilitator, visit, barriers, runs_over, settings, name, language, theme
):
    settings.DEMO = True
    for width in (360, 1280):
        page = visit(address(name, house), actor=facilitator, language=language, theme=theme, width=width)
        assert page.locator("html").get_attribute("lang") == language
        assert runs_over(page) == 0
        assert barriers(page) == []


@pytest.mark.parametrize("name", ["web:home", "web:initiative", "step1"])
@pytest.mark.parametrize("actor", ["stranger", "official"])
def test_page_of_another_role_has_no_barriers(house, person, visit, barriers, runs_over, name, actor):
    who = person(Side.GOVERNMENT, Role.REPRESENTATIVE) if actor == "official" else STRANGER
    page = visit(address(name, house), actor=who, width=360)
    assert runs_over(page) == 0
    assert barriers(page) == []


def weigh(visit, path, actor=STRANGER):
    """Bytes of a first visit by path, as they travel: texts compressed, the font as it is."""
    answers = []
    visit(path, actor=actor, answers=answers)
    bodies = {urlsplit(answer.url).path: answer.body() for answer in answers}
    return {
        name: len(body if name.endswith(".woff2") else gzip.compress(body)) for name, body in bodies.items()
    }


@pytest.mark.parametrize("name", ["web:home", "web:initiative", "step1", "web:edit_initiative"])
def test_first_visit_stays_within_the_budget(house, facilitator, visit, name):
    weights = weigh(visit, address(name, house), facilitator)
    assert len(weights) >= 4
    assert sum(weights.values()) < BUDGET


def test_what_every_page_carries_leaves_room_for_the_voting_page(house, visit):
    weights = weigh(visit, "/tentang/")
    shared = sum(weight for path, weight in weights.items() if path.startswith("/static/"))
    assert shared < PLAIN_BUDGET - 12 * 1024
    assert sum(weight for path, weight in weights.items() if path.endswith(".js")) < SCRIPT_BUDGET


def test_theme_and_language_are_switched_without_scripts(house, visit):
    page = visit("/tentang/", language="id", scripts=False)
    page.locator('.site-tools button[value="dark"]').click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.locator('.site-tools button[value="en"]').click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.url.endswith("/tentang/")


def test_switch_offers_the_other_theme(house, visit):
    dark = visit("/tentang/", theme="dark")
    assert dark.locator('.site-tools button[value="light"]').is_visible()
    assert not dark.locator('.site-tools button[value="dark"]').is_visible()
    light = visit("/tentang/", theme="light")
    assert light.locator('.site-tools button[value="dark"]').is_visible()


def test_step_is_set_without_scripts(house, facilitator, visit):
    page = visit(address("step3", house), actor=facilitator, scripts=False)
    page.locator('button[value="under_way"]').click()
    assert page.locator('.spine [aria-current="step"].under_way').count() == 1


def test_keyboard_reaches_the_content_first(house, visit):
    page = visit(address("web:initiative", house))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


def test_voting_buttons_weigh_exactly_the_same(house, visit, settings):
    settings.DEMO = True
    page = visit("/contoh-tampilan/", width=360)
    looks = page.evaluate(
        """[...document.querySelectorAll(".vote:not([aria-pressed])")].map(button => {
            const style = getComputedStyle(button);
            const box = button.getBoundingClientRect();
            return [box.width, box.height, style.color, style.backgroundColor, style.borderColor,
                    style.fontSize, style.fontWeight].join(" ");
        })"""
    )
    assert len(looks) >= 2
    assert len(set(looks)) == 1


def test_printed_page_leaves_out_what_paper_cannot_do(house, visit):
    page = visit(address("web:initiative", house), theme="dark")
    page.emulate_media(media="print")
    assert not page.locator(".site-tools").is_visible()
    assert page.locator(".spine").is_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
