"""The pages of the stakeholder map: what they say, what they take, what they leave out."""

import csv
import io
import zipfile
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from titiktemu.foundation.words import Role, Side
from titiktemu.meetings.models import Invitation
from titiktemu.meetings.stakeholders.models import Stakeholder, StakeholderLink, StakeholderRating
from titiktemu.meetings.stakeholders.services.linking import link_stakeholders
from titiktemu.meetings.stakeholders.services.register import change_stakeholder, remove_stakeholder
from titiktemu.meetings.stakeholders.tests.mapping import CIVIL_SOCIETY, GOVERNMENT, put, rate
from titiktemu.meetings.tests.gathering import planned

pytestmark = pytest.mark.django_db


def at(name, initiative, *more):
    return reverse(f"stakeholders:{name}", args=[initiative.slug, *more])


@pytest.fixture
def meeting(facilitator, initiative):
    return planned(facilitator, initiative, starts_at=timezone.now() + timedelta(days=9))


def test_the_first_is_put_on_the_map_in_the_browser(initiative, official, client_as):
    browser = client_as(official)
    assert "Nobody on the map yet" in browser.get(at("index", initiative)).text
    told = {"name": "  Dinas   Air ", "kind": "opd", "contact": "0800 1"}
    bad = browser.post(at("create", initiative), told | {"kind": "alien"})
    assert bad.status_code == 422
    assert "0800 1" in bad.text
    assert browser.post(at("create", initiative), told).status_code == 302
    made = Stakeholder.objects.get()
    assert (made.name, made.side, made.contact) == ("Dinas Air", GOVERNMENT, "0800 1")
    again = browser.post(at("create", initiative), told)
    assert (again.status_code, "stands on the map already" in again.text) == (422, True)
    page = browser.get(at("index", initiative)).text
    assert "1. Dinas Air" in page
    assert "Company" in page


def test_whoever_leads_says_for_whom(initiative, facilitator, client_as):
    browser = client_as(facilitator)
    told = {"name": "Radio", "kind": "media"}
    assert browser.post(at("create", initiative), told).status_code == 422
    assert browser.post(at("create", initiative), told | {"side": "-"}).status_code == 302
    assert (
        browser.post(at("create", initiative), told | {"name": "B", "side": CIVIL_SOCIETY}).status_code == 302
    )
    assert [one.side for one in Stakeholder.objects.all()] == ["", CIVIL_SOCIETY]


def test_a_contact_is_read_by_its_side_and_those_who_lead_alone(
    initiative, official, activist, facilitator, client_as
):
    put(official, initiative, contact="0800 1234")
    address = at("stakeholder", initiative, 1)
    assert all("0800 1234" in client_as(one).get(address).text for one in (official, facilitator))
    browser = client_as(activist)
    for one in (address, at("index", initiative), at("file", initiative, "csv")):
        assert "0800" not in browser.get(one).text
    assert "0800" not in client_as(official).get(at("file", initiative, "csv")).text
    assert browser.post(address, {"do": "remove"}).status_code == 403


def test_of_two_editors_nobody_loses_what_they_wrote(initiative, official, client_as):
    row = put(official, initiative)
    change_stakeholder(actor=official, stakeholder=row, version=1, note="Mengelola sumur.")
    browser = client_as(official)
    told = {"name": "Dinas Air", "kind": "opd", "note": "Mengelola pipa.", "version": "1"}
    answer = browser.post(at("stakeholder", initiative, 1), told)
    assert answer.status_code == 422
    assert "Mengelola sumur." in answer.text
    assert 'value="Mengelola pipa."' in answer.text
    assert 'name="version" value="2"' in answer.text
    again = browser.post(at("stakeholder", initiative, 1), told | {"version": "2"})
    assert again.status_code == 302
    assert Stakeholder.objects.get().note == "Mengelola pipa."


def test_what_was_taken_off_is_put_back_in_the_browser(initiative, official, activist, client_as):
    row = put(official, initiative)
    rate(activist, row, 3, 2)
    browser = client_as(official)
    assert browser.post(at("stakeholder", initiative, 1), {"do": "remove"}).status_code == 302
    page = browser.get(at("index", initiative))
    assert "Dinas Air: taken off the map" in page.text
    other = client_as(activist)
    assert "Dinas Air" in other.get(at("ratings", initiative)).text
    assert "Put it back" not in other.get(at("stakeholder", initiative, 1)).text
    assert browser.post(at("stakeholder", initiative, 1), {"do": "remove"}).status_code == 409
    assert browser.post(at("stakeholder", initiative, 1), {"do": "restore"}).status_code == 302
    assert "power: a lot, interest: quite some" in other.get(at("index", initiative)).text


def test_rating_goes_on_to_the_next_that_waits(initiative, official, client_as):
    for name in ("A", "B", "C"):
        put(official, initiative, name)
    browser = client_as(official)
    sent = {"power": "3", "interest": "0", "version": "0", "do": "next"}
    assert browser.post(at("rate", initiative, 2), sent).headers["Location"] == at("rate", initiative, 1)
    assert browser.post(at("rate", initiative, 1), sent).headers["Location"] == at("rate", initiative, 3)
    assert browser.post(at("rate", initiative, 3), sent).headers["Location"] == at("ratings", initiative)
    missing = browser.post(at("rate", initiative, 3), {"power": "1"})
    assert missing.status_code == 422
    late = browser.post(at("rate", initiative, 3), sent | {"power": "1"})
    assert late.status_code == 422
    assert "Somebody of your group rated it" in late.text
    assert 'name="version" value="1"' in late.text
    assert StakeholderRating.objects.filter(power=3).count() == 3


def test_the_grid_says_in_picture_and_list_where_each_stands(initiative, official, client_as):
    for name, kind, marks in (("A", "opd", (3, 3)), ("B", "community", (3, 0)), ("C", "citizens", (0, 3))):
        rate(official, put(official, initiative, name, kind), *marks)
    put(official, initiative, "Belum")
    page = client_as(official).get(at("ratings", initiative)).text
    assert page.count('<text class="count"') == 3
    assert all(f'<path class="{css}"' in page for css in ("gov", "cso", "citizens"))
    close, content, heard, watched = (
        page.index(words)
        for words in ("Work closely", "Keep them content", "Keep them informed", "Look at them now and then")
    )
    listed = page[close:]
    assert close < page.index("1. A</a>", close) < content < page.index("2. B</a>", close) < heard
    assert heard < page.index("3. C</a>", close) < watched
    assert "4. Belum" not in listed
    assert "4. Belum" in page


def test_links_stand_in_picture_and_list_and_are_taken_off(initiative, official, activist, client_as):
    put(official, initiative, "Dinas <b>Air</b>")
    put(activist, initiative, "Kelompok Ibu", "community")
    browser = client_as(official)
    first, second = Stakeholder.objects.values_list("number", flat=True)
    assert "No link yet" in browser.get(at("links", initiative)).text
    sent = {"first": first, "second": second, "tie": "conflict"}
    assert browser.post(at("links", initiative), sent).status_code == 302
    again = browser.post(at("links", initiative), sent)
    assert (again.status_code, "in this way already" in again.text) == (422, True)
    assert browser.post(at("links", initiative), sent | {"second": first}).status_code == 422
    page = browser.get(at("links", initiative)).text
    assert "conflict</text>" in page
    assert "<b>" not in page.partition('<svg class="stake-network"')[2].partition("</svg>")[0]
    assert 'stroke-dasharray="3 4"' in page
    assert client_as(activist).post(at("unlink", initiative, 1)).status_code == 403
    assert browser.post(at("unlink", initiative, 1)).status_code == 302
    assert not StakeholderLink.objects.filter(removed_at=None)
    assert browser.post(at("unlink", initiative, 1)).status_code == 404


def test_files_hold_the_own_groups_marks_and_no_formula(initiative, official, activist, client_as):
    row = put(official, initiative, "=1+1", contact="0800")
    other = put(activist, initiative, "Ibu", "community")
    link_stakeholders(
        actor=official, initiative=initiative, side=GOVERNMENT, first=row, second=other, tie="advises"
    )
    rate(official, row, 3, 2)
    rate(activist, row, 0, 0)
    out = client_as(official).get(at("file", initiative, "csv")).content.decode("utf-8-sig")
    first, second = csv.DictReader(io.StringIO(out))
    assert (first["name"], first["own_power"], first["own_interest"]) == ("'=1+1", "3", "2")
    assert second["own_power"] == ""
    book = client_as(activist).get(at("file", initiative, "xlsx")).content
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        assert len([one for one in parts.namelist() if "worksheets/sheet" in one]) == 2
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
    assert client_as(official).get(at("file", initiative, "exe")).status_code == 404


def test_what_if_and_inviting_in_the_browser(initiative, meeting, facilitator, official, client_as):
    put(facilitator, initiative, "Dinas Air")
    heavy = put(facilitator, initiative, "Radio", "media")
    rate(facilitator, heavy, 3, 3)
    browser, address = client_as(facilitator), at("meeting", initiative, meeting.number)
    page = browser.get(address).text
    assert "Much power or interest in the eyes of your own group" in page
    looked = browser.post(address, {"do": "look", "chosen": ["1", "2"]})
    assert looked.status_code == 200
    assert "filled if these accept" in looked.text
    assert "Much power or interest" not in looked.text
    assert not Invitation.objects.exists()
    nobody = browser.post(address, {"do": "invite"})
    assert (nobody.status_code, "at least one" in nobody.text) == (422, True)
    done = browser.post(address, {"do": "invite", "chosen": ["1"]}, follow=True).text
    assert "1 stakeholder is invited." in done
    assert "invited, no answer yet" in done
    again = browser.post(address, {"do": "invite", "chosen": ["1", "2"]}, follow=True).text
    assert "Invited already and left as they are: Dinas Air." in again
    assert Invitation.objects.count() == 2
    twice = browser.post(address, {"do": "invite", "chosen": ["1"]})
    assert (twice.status_code, "not invited yet" in twice.text) == (422, True)
    assert 'value="1" checked' in twice.text


def test_a_meeting_that_one_does_not_lead_is_not_for_inviting(
    initiative, meeting, person, official, facilitator, client_as
):
    address = at("meeting", initiative, meeting.number)
    assert client_as(official).get(address).status_code == 403
    caucus = planned(person(Side.GOVERNMENT, Role.LEADER), initiative, side=GOVERNMENT)
    for one in (facilitator, person(Side.CIVIL_SOCIETY, Role.LEADER)):
        assert client_as(one).get(at("meeting", initiative, caucus.number)).status_code == 404


def test_pages_of_meetings_and_the_step_lead_to_the_map(
    initiative, meeting, facilitator, observer, client_as
):
    browser = client_as(facilitator)
    for name in ("people", "makeup"):
        page = browser.get(reverse(f"meetings:{name}", args=[initiative.slug, meeting.number])).text
        assert at("meeting", initiative, meeting.number) in page
    step = reverse("web:step", args=[initiative.slug, 2])
    assert at("index", initiative) in browser.get(step).text
    assert at("index", initiative) not in client_as(observer).get(step).text


@pytest.mark.parametrize("many", [1, 12])
def test_pages_take_the_same_queries_for_one_row_and_for_many(
    initiative, meeting, facilitator, official, client_as, many
):
    rows = [put(official, initiative, f"Kantor {one}") for one in range(many + 1)]
    gone = put(official, initiative, "Lama")
    remove_stakeholder(actor=official, stakeholder=gone)
    for one in rows:
        rate(facilitator, one, 3, 3)
    for one in rows[1:]:
        link_stakeholders(
            actor=official, initiative=initiative, side=GOVERNMENT, first=rows[0], second=one, tie="funds"
        )
    browser = client_as(facilitator)
    taken = {}
    for name, more in (
        ("index", []),
        ("ratings", []),
        ("links", []),
        ("stakeholder", [1]),
        ("rate", [1]),
        ("meeting", [meeting.number]),
    ):
        browser.get(at(name, initiative, *more))
        with CaptureQueriesContext(connection) as asked:
            browser.get(at(name, initiative, *more))
        taken[name] = len(asked)
    assert taken == {
        "index": 10, "ratings": 10, "links": 10, "stakeholder": 11, "rate": 8, "meeting": 14,
    }  # fmt: skip


def test_hostile_names_stay_texts(initiative, official, client_as):
    evil = "<script>alert(1)</script>\u202e\x07"
    row, other = put(official, initiative, evil, note=evil), put(official, initiative, "B")
    rate(official, row, 3, 3)
    link_stakeholders(
        actor=official, initiative=initiative, side=GOVERNMENT, first=row, second=other, tie="funds"
    )
    browser = client_as(official)
    for name, more in (("index", []), ("ratings", []), ("links", []), ("stakeholder", [1]), ("rate", [1])):
        page = browser.get(at(name, initiative, *more))
        assert page.status_code == 200
        assert "<script>alert" not in page.text
