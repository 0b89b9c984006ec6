"""The role mirror in a real browser: two sides on cheap phones without scripts; no page has barriers."""

import pytest
from django.urls import reverse

from titiktemu.foundation.words import Role, Side
from titiktemu.step2_forum.roles.queries.learning import learning_of
from titiktemu.step2_forum.roles.queries.points import mirror_of
from titiktemu.step2_forum.roles.services.writing import Wording
from titiktemu.step2_forum.roles.tests.mirroring import (
    CIVIL_SOCIETY,
    GOVERNMENT,
    LAW,
    LIMIT,
    both_wrote,
    opened,
    said,
    written,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def speakers(person):
    """Somebody who speaks for each side, government first."""
    return {side.value: person(side, Role.REPRESENTATIVE) for side in (Side.GOVERNMENT, Side.CIVIL_SOCIETY)}


def at(name, initiative, *more):
    return reverse(f"roles:{name}", args=[initiative.slug, *more])


@pytest.fixture
def wrote(initiative, speakers):
    """Both wrote, civil society of a limit as well."""
    both_wrote(initiative, speakers)
    return written(speakers[CIVIL_SOCIETY], initiative, CIVIL_SOCIETY, GOVERNMENT, LIMIT, "may_not")


BEFORE = {"home": [], "side": [GOVERNMENT], "point": [GOVERNMENT, 1], "paper": [GOVERNMENT]}
AFTER = {"home": [], "side": [CIVIL_SOCIETY], "point": [CIVIL_SOCIETY, 3], "pairs": [], "table": []}


@pytest.mark.parametrize("name", BEFORE)
@pytest.mark.parametrize(("language", "theme"), [("id", "light"), ("en", "dark")])
def test_writing_has_no_barriers_and_fits_phone_and_laptop(
    wrote, initiative, speakers, visit, barriers, runs_over, name, language, theme
):
    for width in (360, 1280):
        page = visit(
            at(name, initiative, *BEFORE[name]),
            actor=speakers[GOVERNMENT],
            language=language,
            theme=theme,
            width=width,
        )
        assert runs_over(page) == 0
        assert barriers(page) == []


@pytest.mark.parametrize("name", AFTER)
@pytest.mark.parametrize(("language", "theme"), [("id", "light"), ("en", "dark")])
def test_answering_has_no_barriers_and_fits_phone_and_laptop(
    wrote, initiative, speakers, visit, barriers, runs_over, name, language, theme
):
    opened(initiative, speakers)
    said(speakers[GOVERNMENT], wrote, GOVERNMENT, "corrected", wording=Wording("can", "Membuka", basis=LAW))
    for actor, width in ((speakers[GOVERNMENT], 360), (speakers[CIVIL_SOCIETY], 1280)):
        page = visit(
            at(name, initiative, *AFTER[name]), actor=actor, language=language, theme=theme, width=width
        )
        assert runs_over(page) == 0
        assert barriers(page) == []
    if name == "table":
        page = visit(at(name, initiative), actor=speakers[CIVIL_SOCIETY], width=360)
        names = page.locator("thead th")
        assert all(names.nth(at_place).bounding_box()["x"] < 300 for at_place in range(2))


def write(page, about, kind, text, law=""):
    page.get_by_label(about).check()
    page.get_by_label(kind).check()
    page.get_by_label("The point, in one sentence").fill(text)
    page.get_by_label("Law and article").fill(law)
    page.get_by_role("button", name="Write the point").click()
    assert page.get_by_role("link", name=text).is_visible()


def test_two_sides_write_open_correct_and_accept_on_phones_without_scripts(initiative, speakers, visit):
    phone = {"language": "en", "width": 360, "scripts": False}
    official, activist = speakers.values()
    own, other = "What we do ourselves", "What we believe of the other side"
    for side, actor in speakers.items():
        page = visit(at("home", initiative), actor=actor, **phone)
        page.get_by_role("link", name="Write for your side").click()
        write(page, own, "Does it", f"Kami bekerja, {side}")
        write(page, other, "May not do it", f"Membuka angka, {side}")
        page.get_by_role("button", name="What we wrote may be opened").click()
    assert mirror_of(initiative).is_open
    page = visit(at("home", initiative), actor=official, **phone)
    page.get_by_role("link", name="Answer the first point").click()
    page.get_by_text("It is otherwise: correct it").click()
    correction = page.locator("form", has=page.get_by_role("button", name="Correct it"))
    correction.get_by_label("How it really is").fill("Membuka jumlah per desa; nama tidak")
    correction.get_by_label("What kind of point").select_option("can")
    correction.get_by_label("Law and article").fill(LAW)
    correction.get_by_role("button", name="Correct it").click()
    page = visit(at("home", initiative), actor=activist, **phone)
    assert page.get_by_text("The other side has corrected it.").is_visible()
    page.get_by_role("link", name="Membuka angka, civil_society").first.click()
    page.get_by_role("button", name="We accept the correction").click()
    # The next one that waits: what government believes, and there is no rule about it.
    page.get_by_label("There is no rule about it").first.check()
    page.get_by_role("button", name="It is right", exact=True).click()
    assert page.get_by_text("Everything that was answered is understood alike.").is_visible()
    learning = learning_of(mirror_of(initiative))
    assert [one.wording.text for one in learning.corrected] == ["Membuka jumlah per desa; nama tidak"]
    assert len(learning.right) == 1
    page = visit(at("table", initiative), actor=activist, **phone)
    assert page.get_by_text(f"Legal basis: {LAW}").is_visible()
    assert page.get_by_text("Legal basis: there is none.").is_visible()
