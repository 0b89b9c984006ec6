"""Coming in, the lists and the log in a real browser: no barriers, no page wider than its screen."""

import pytest
from django.urls import reverse

from titiktemu.foundation.models import Participation, SiteState
from titiktemu.foundation.words import Role, Side

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def house(initiative, person):
    """An initiative with people on both lists."""
    for side in (Side.GOVERNMENT, Side.CIVIL_SOCIETY, Side.OTHER):
        person(side, Role.REPRESENTATIVE)
    return initiative


def addresses(house):
    """Name of each page and where it is."""
    place = Participation.objects.filter(initiative=house, side=Side.GOVERNMENT)[:1].get()
    slug = house.slug
    return {
        "sign_in": reverse("web:sign_in"),
        "join": reverse("web:join"),
        "slip": reverse("web:slip", args=["ABCDE-FGHJK"]),
        "demo_roles": reverse("web:demo_roles"),
        "rosters": reverse("web:rosters", args=[slug]),
        "audit": reverse("web:audit", args=[slug]),
        "appoint": reverse("web:appoint", args=[slug]),
        "add_person": reverse("web:add_person", args=[slug, Side.GOVERNMENT.value]),
        "roster_person": reverse("web:roster_person", args=[slug, place.pk]),
    }


NAMES = [
    "sign_in",
    "join",
    "slip",
    "demo_roles",
    "rosters",
    "audit",
    "appoint",
    "add_person",
    "roster_person",
]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_page_has_no_barriers_and_fits_phone_and_laptop(
    house, facilitator, visit, barriers, runs_over, settings, name, language, theme
):
    settings.DEMO = True
    SiteState.objects.update_or_create(pk=1, defaults={"is_demo": True})
    for width in (360, 1280):
        page = visit(addresses(house)[name], actor=facilitator, language=language, theme=theme, width=width)
        assert page.locator("html").get_attribute("lang") == language
        assert runs_over(page) == 0
        assert barriers(page) == []


def test_slips_to_print_have_no_barriers(house, facilitator, visit, barriers, runs_over):
    page = visit(reverse("web:rosters", args=[house.slug]), actor=facilitator, language="id", width=360)
    page.locator('form[action$="/slip/"] button').first.click()
    page.wait_for_load_state()
    assert page.locator(".slip").count() == 1
    assert runs_over(page) == 0
    assert barriers(page) == []
