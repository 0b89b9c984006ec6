"""The demo's switch of roles: only in the demo, only on this machine, only with its own database."""

import pytest
from django.test import Client

from titiktemu.foundation.models import Initiative, SiteState
from titiktemu.foundation.words import Role, Side
from titiktemu.web.views.demo import ROLES

PAGE = "/demo/peran/"


@pytest.fixture
def demo(settings, person, facilitator, observer, citizen, initiative):
    """A small demo: somebody of every role, in a database marked as the demo."""
    settings.DEMO = True
    SiteState.objects.create(pk=1, is_demo=True)
    Initiative.objects.filter(pk=initiative.pk).update(is_fiction=True)
    for side in (Side.GOVERNMENT, Side.CIVIL_SOCIETY):
        person(side, Role.LEADER)
        person(side, Role.REPRESENTATIVE)
    person(Side.OTHER, Role.REPRESENTATIVE)
    return initiative


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.key)
def test_one_tap_shows_the_demo_as_each_role(demo, role):
    browser = Client()
    assert browser.post(PAGE, {"role": role.key}).status_code == 302
    actor = browser.get("/").context["actor"]
    standings = {(one.role, one.side) for one in actor.standings(demo)} - {(Role.PUBLIC, "")}
    assert standings == ({(role.role, role.side)} if role.role is not Role.PUBLIC else set())


def test_the_role_before_is_forgotten(demo):
    browser = Client()
    for role in ("facilitator", "government", "citizen", "stranger"):
        before = browser.session.session_key
        browser.post(PAGE, {"role": role})
        assert browser.session.session_key != before or before is None
    assert not browser.get("/").context["actor"].is_known


def test_opening_the_page_changes_nothing(demo):
    browser = Client()
    assert browser.get(PAGE, {"role": "facilitator"}).status_code == 200
    assert not browser.get("/").context["actor"].is_known


def test_an_unknown_role_is_not_there(demo):
    assert Client().post(PAGE, {"role": "king"}).status_code == 404


def test_outside_the_demo_the_switch_is_not_there(demo, settings):
    settings.DEMO = False
    for answer in (Client().get(PAGE), Client().post(PAGE, {"role": "facilitator"})):
        assert answer.status_code == 404


@pytest.mark.parametrize("address", ["192.168.1.7", "10.0.0.1", "8.8.8.8", "::2", ""])
def test_from_another_machine_the_switch_is_not_there(demo, address):
    assert Client(REMOTE_ADDR=address).post(PAGE, {"role": "facilitator"}).status_code == 404


@pytest.mark.parametrize(
    "header", ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via"]
)
def test_behind_a_proxy_the_switch_is_not_there(demo, header):
    assert Client(headers={header: "127.0.0.1"}).post(PAGE, {"role": "facilitator"}).status_code == 404


@pytest.mark.parametrize("state", [None, False])
def test_with_a_database_that_is_not_the_demo_the_switch_is_not_there(demo, state):
    if state is None:
        SiteState.objects.all().delete()
    else:
        SiteState.objects.update(is_demo=False)
    browser = Client()
    assert browser.post(PAGE, {"role": "facilitator"}).status_code == 404
    assert not browser.get("/").context["actor"].is_known


def test_a_form_from_elsewhere_switches_nothing(demo):
    browser = Client(enforce_csrf_checks=True)
    assert browser.post(PAGE, {"role": "facilitator"}).status_code == 403


def test_the_loopback_address_of_the_newer_internet_counts_too(demo):
    assert Client(REMOTE_ADDR="::1").post(PAGE, {"role": "facilitator"}).status_code == 302
