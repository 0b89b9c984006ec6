"""The catalogue in a real browser: barriers and widths, and a file that is sent over a line that breaks."""

import pytest
from django.urls import reverse
from playwright.sync_api import Route

from titiktemu.catalogue.models import Delivery, Job
from titiktemu.catalogue.services.deciding import withdraw
from titiktemu.catalogue.tests.carry import SCHOOLS, dataset_for, delivered, released
from titiktemu.foundation.words import Role, Side

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = b"no_sekolah;nama_sekolah;murid\n" + b"".join(
    b"%d;Sekolah Dasar Negeri %d;%d\n" % (10000000 + one, one, one % 500) for one in range(60_000)
)
"""More than two parts."""


@pytest.fixture
def official(person):
    return person(Side.GOVERNMENT, Role.REPRESENTATIVE)


@pytest.fixture
def house(official, initiative):
    """A dataset of government with two releases and a file that waits for somebody."""
    dataset = dataset_for(official, initiative)
    released(official, dataset)
    released(official, dataset, SCHOOLS.replace(b";54;", b";55;"))
    delivered(official, dataset)
    return dataset


def at(name, dataset, *more):
    own = [] if name in WITHOUT_NUMBER else [dataset.number, *more]
    return reverse(f"catalogue:{name}", args=[dataset.initiative.slug, *own])


WITHOUT_NUMBER = {"index", "create", "register_asset"}
PAGES = [
    ("index",), ("create",), ("register_asset",), ("asset",), ("edit_asset",), ("add_table",),
    ("dataset",), ("edit",), ("upload",), ("delivery", 3), ("discard", 3),
    ("release", 2), ("diff", 2), ("withdraw", 2),
]  # fmt: skip


@pytest.mark.parametrize(("language", "theme", "width"), [("id", "light", 360), ("en", "dark", 1280)])
def test_pages_have_no_barriers_and_fit(house, official, visit, barriers, runs_over, language, theme, width):
    for name, *more in PAGES:
        page = visit(at(name, house, *more), actor=official, language=language, theme=theme, width=width)
        assert page.locator("html").get_attribute("lang") == language
        assert runs_over(page) == 0, name
        assert barriers(page) == [], name


def test_what_strangers_see_has_no_barriers(house, official, visit, barriers, runs_over):
    withdraw(actor=official, release=house.releases.get(number=1), reason="Angka ternyata salah hitung.")
    for name, *more in (("index",), ("dataset",), ("release", 1), ("release", 2)):
        page = visit(at(name, house, *more), width=360)
        assert runs_over(page) == 0
        assert barriers(page) == []


def choose(page, content=LONG):
    file = {"name": "sekolah.csv", "mimeType": "text/csv", "buffer": content}
    page.locator("input[type=file]").set_input_files(file)


def test_a_line_that_breaks_costs_one_part_and_sending_goes_on_by_itself(house, official, visit):
    page = visit(at("upload", house), actor=official, width=360)
    asked: list[str] = []

    def sometimes(route: Route) -> None:
        asked.append(route.request.url.partition("from=")[2])
        if len(asked) == 2:
            route.abort()
        else:
            route.continue_()

    page.route("**/bagian/**", sometimes)
    choose(page)
    page.locator("[data-upload] [type=submit]").click()
    page.wait_for_url("**/kiriman/4/", timeout=30_000)
    assert asked[:3] == ["0", "1048576", "1048576"]
    delivery = Delivery.objects.get(number=4)
    assert delivery.file.size == len(LONG)
    assert Job.objects.get(delivery=delivery).state == Job.State.DONE


def test_a_refusal_is_said_in_words_and_nothing_hangs(house, official, visit):
    page = visit(at("upload", house), actor=official, language="en")
    page.context.clear_cookies()  # as where the session ended meanwhile
    choose(page)
    page.locator("[data-upload] [type=submit]").click()
    page.get_by_text("The server did not take it").wait_for()
    assert page.locator("[data-upload] [type=submit]").is_enabled()


def test_a_file_is_sent_without_scripts(house, official, visit):
    page = visit(at("upload", house), actor=official, language="en", scripts=False)
    choose(page, SCHOOLS)
    page.locator("[data-upload] [type=submit]").click()
    assert page.url.endswith("/kiriman/4/")
    assert page.get_by_text("Check the table").is_visible()
