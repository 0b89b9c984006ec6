"""The stakeholder map in a real browser: mapped, rated apart, what if, invited; no page has barriers."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from titiktemu.foundation.words import Role, Side
from titiktemu.meetings.models import Invitation
from titiktemu.meetings.stakeholders.models import Stakeholder
from titiktemu.meetings.stakeholders.services.linking import link_stakeholders
from titiktemu.meetings.stakeholders.services.register import remove_stakeholder
from titiktemu.meetings.stakeholders.tests.mapping import GOVERNMENT, put, rate
from titiktemu.meetings.tests.gathering import planned

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def official(person):
    """Who speaks for government."""
    return person(Side.GOVERNMENT, Role.REPRESENTATIVE)


@pytest.fixture
def activist(person):
    """Who speaks for civil society."""
    return person(Side.CIVIL_SOCIETY, Role.REPRESENTATIVE)


@pytest.fixture
def meeting(facilitator, initiative):
    """A meeting of all that comes."""
    return planned(facilitator, initiative, starts_at=timezone.now() + timedelta(days=9))


def at(name, initiative, *more):
    return reverse(f"stakeholders:{name}", args=[initiative.slug, *more])


@pytest.mark.parametrize(
    "name", ["index", "create", "table", "stakeholder", "removed", "ratings", "rate", "links", "meeting"]
)
@pytest.mark.parametrize(("language", "theme"), [("id", "light"), ("en", "dark")])
def test_pages_have_no_barriers_and_fit_phone_and_laptop(
    initiative, meeting, facilitator, official, visit, barriers, runs_over, name, language, theme
):
    kinds = ("opd", "oms", "media", "citizens")
    rows = [put(official, initiative, f"Kelompok Pemakai Air {kind}", kind) for kind in kinds]
    for row, marks in zip(rows, ((3, 3), (3, 3), (0, 2), (2, 0)), strict=True):
        rate(facilitator, row, *marks)
    for first, tie in ((0, "funds"), (2, "conflict"), (3, "cooperates")):
        link_stakeholders(
            actor=official, initiative=initiative, side=GOVERNMENT, first=rows[first], second=rows[1], tie=tie
        )
    put(facilitator, initiative, "Belum dinilai", "academic")
    remove_stakeholder(actor=official, stakeholder=put(official, initiative, "Lama"))
    more = {"stakeholder": [1], "removed": [6], "rate": [1], "meeting": [meeting.number]}.get(name, [])
    address = at("stakeholder" if name == "removed" else name, initiative, *more)
    for width in (360, 1280):
        page = visit(address, actor=facilitator, language=language, theme=theme, width=width)
        assert runs_over(page) == 0
        assert barriers(page) == []


def test_two_are_mapped_and_rated_on_a_phone_and_the_other_side_sees_no_mark(
    initiative, official, activist, visit
):
    phone = {"language": "en", "width": 360, "scripts": False}
    for name, group in (("Dinas Air", "Government office (OPD)"), ("Radio Pesisir", "Media")):
        page = visit(at("create", initiative), actor=official, **phone)
        page.get_by_label("Office, organisation or role").fill(name)
        page.get_by_label("Group").select_option(label=group)
        page.get_by_role("button", name="Put it on the map").click()
    page.get_by_role("link", name=re.compile("^Rate.*Dinas Air")).click()
    for mark, word in (("Power", "a lot"), ("Interest", "quite some")):
        page.get_by_role("group", name=mark).get_by_label(word).check()
    page.get_by_role("button", name="Keep, and on to the next").click()
    assert page.get_by_role("heading", name="Radio Pesisir").is_visible()
    page.get_by_role("link", name="The register").click()
    assert page.get_by_text("power: a lot, interest: quite some").is_visible()
    for name in ("index", "ratings", "links"):
        other = visit(at(name, initiative), actor=activist, **phone)
        assert "Dinas Air" in other.content()
        assert other.get_by_text("a lot").count() == 0
        assert other.get_by_text("quite some").count() == 0


def test_whoever_leads_sees_what_a_meeting_would_be_and_invites(
    initiative, meeting, facilitator, official, visit
):
    put(official, initiative, "Dinas Air")
    rate(facilitator, put(official, initiative, "Radio Pesisir", "media"), 3, 3)
    page = visit(
        reverse("meetings:people", args=[initiative.slug, meeting.number]),
        actor=facilitator,
        language="en",
        width=360,
        scripts=False,
    )
    page.get_by_role("link", name="From the stakeholder map").click()
    assert page.get_by_text("Only your own group sees this.").is_visible()
    page.get_by_label("1. Dinas Air").check()
    page.get_by_label("2. Radio Pesisir").check()
    page.get_by_role("button", name="See what the meeting would be").click()
    assert page.get_by_text("filled if these accept").count() == 2
    assert Invitation.objects.count() == 0
    page.get_by_role("button", name="Invite those ticked").click()
    assert page.get_by_text("2 stakeholders are invited.").is_visible()
    assert {one.shown_name for one in Invitation.objects.all()} == {"Dinas Air", "Radio Pesisir"}
    assert Stakeholder.objects.filter(invitations__isnull=False).count() == 2
