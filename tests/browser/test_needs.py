"""Data needs in a real browser: asked and rated on a cheap phone without scripts; no page has barriers."""

import pytest
from django.urls import reverse

from titiktemu.foundation.words import Role, Side
from titiktemu.step2_forum.maps.tests.drawing import talked_of
from titiktemu.step2_forum.needs.models import AssetRating, DataNeed
from titiktemu.step2_forum.needs.queries.disclosure import agreed_order
from titiktemu.step2_forum.needs.tests.asking import FINE, POOR, named, noted, rated, written

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def speakers(person):
    """Somebody who speaks for each side, government first."""
    return {side.value: person(side, Role.REPRESENTATIVE) for side in (Side.GOVERNMENT, Side.CIVIL_SOCIETY)}


@pytest.fixture
def asset(facilitator, initiative, speakers):
    """Data of government that answers a need of civil society, on a map that both talk about."""
    talked_of(facilitator, initiative, speakers)
    return named(*speakers.values(), initiative)


def at(name, initiative, *more):
    return reverse(f"needs:{name}", args=[initiative.slug, *more])


@pytest.mark.parametrize("name", ["index", "ask", "boards", "order", "need", "rate", "asset"])
@pytest.mark.parametrize(("language", "theme"), [("id", "light"), ("en", "dark")])
def test_pages_have_no_barriers_and_fit_phone_and_laptop(
    asset, initiative, speakers, visit, barriers, runs_over, name, language, theme
):
    official, activist = speakers.values()
    exempt = named(official, activist, initiative, "Rekam medis", legal_class="dikecualikan")
    for one in (asset, exempt):
        rated(speakers, initiative, one, POOR, FINE)
    written(official, initiative, [asset])
    more = {"need": [1], "rate": [asset.number]}.get(name, [])
    address = (
        at(name, initiative, *more)
        if name != "asset"
        else reverse("catalogue:asset", args=[initiative.slug, exempt.number])
    )
    for width in (360, 1280):
        page = visit(address, actor=official, language=language, theme=theme, width=width)
        assert runs_over(page) == 0
        assert barriers(page) == []


def test_a_need_is_asked_named_rated_and_ordered_on_phones_without_scripts(
    asset, initiative, speakers, visit
):
    official, activist = speakers.values()
    phone = {"language": "en", "width": 360, "scripts": False}
    noted(official, initiative, "Laporan pipa")
    page = visit(at("ask", initiative), actor=official, **phone)
    page.get_by_label("Which data would prove or disprove this?").fill("Umur pipa per sekolah")
    page.get_by_role("button", name="Keep the data need").click()
    page.get_by_label("Data of the register").select_option(label="Government · Laporan pipa")
    page.get_by_label("The other side may know of it").check()
    page.get_by_role("button", name="Name this data").click()
    assert page.get_by_role("link", name="Laporan pipa").is_visible()
    assert DataNeed.objects.get(text="Umur pipa per sekolah").assets.get().told_at is not None
    for actor in (official, activist):
        page = visit(at("rate", initiative, asset.number), actor=actor, **phone)
        for mark, figure in (("Value", "5"), ("Effort", "2"), ("Risk", "2")):
            page.get_by_role("group", name=mark).locator(f'input[value="{figure}"]').check()
        page.get_by_role("button", name="Keep the rating of our side").click()
    assert AssetRating.objects.count() == 2
    page = visit(at("order", initiative), actor=activist, **phone)
    page.get_by_role("button", name="Keep this version").click()
    for actor in (official, activist):
        page = visit(at("order", initiative), actor=actor, **phone)
        page.get_by_role("button", name="Our side approves this order").click()
    assert page.get_by_role("heading", name="Agreed by both sides").is_visible()
    assert [one.asset for one in agreed_order(initiative).places] == [asset]
