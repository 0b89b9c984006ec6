"""Voting on a bad line, in a real browser with the network cut: on this machine, and in a hall."""

import tempfile

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.conftest import FLAGS, await_quiet, chromium
from titiktemu.consultation.models import Vote
from titiktemu.consultation.tests.cast import opened

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WAITING = "[data-offline] [data-count]"


@pytest.fixture
def consultation(facilitator, initiative):
    return opened(facilitator, initiative, 6)


def voting(consultation):
    return reverse("consultation:vote", args=[consultation.initiative.slug, consultation.number])


def ready(page):
    """Wait until the phone has statements to take along."""
    page.wait_for_function("() => Object.values(localStorage).some((one) => JSON.parse(one).pack?.length)")


def answer(page, times):
    for _time in range(times):
        before = page.locator("#said").inner_text()
        page.get_by_role("button", name="Setuju", exact=True).click()
        page.wait_for_function("(before) => document.querySelector('#said').innerText !== before", arg=before)


def test_answers_wait_on_the_phone_and_are_sent_once_when_the_line_is_back(visit, consultation, citizen):
    page = visit(voting(consultation), actor=citizen, width=360)
    ready(page)
    page.context.set_offline(True)
    answer(page, 3)
    expect(page.locator(WAITING)).to_have_text("3 tersimpan, belum terkirim")
    assert not Vote.objects.exists()
    page.context.set_offline(False)
    expect(page.locator("[data-offline]")).to_be_hidden(timeout=15_000)
    page.wait_for_load_state("load")
    assert Vote.objects.count() == 3
    answer(page, 1)
    assert Vote.objects.count() == 4


def test_a_line_that_is_dead_although_the_phone_believes_in_it(visit, consultation, citizen):
    page = visit(voting(consultation), actor=citizen, width=360)
    ready(page)
    page.context.route("**/suara/**", lambda route: route.abort())
    answer(page, 2)
    expect(page.locator(WAITING)).to_have_text("2 tersimpan, belum terkirim")
    page.context.unroute("**/suara/**")
    expect(page.locator("[data-offline]")).to_be_hidden(timeout=20_000)
    assert Vote.objects.count() == 2


@pytest.fixture
def profile():
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        yield folder


@pytest.fixture
def phone(browser, profile, client_as, live_server):
    """A phone that can be switched off and on: the same browser profile, opened again."""
    opened_now = []

    def on(actor, host="localhost"):
        context = browser.browser_type.launch_persistent_context(
            profile,
            executable_path=chromium(),
            args=[*FLAGS, "--host-resolver-rules=MAP hall.test 127.0.0.1"],
            viewport={"width": 360, "height": 740},
            extra_http_headers={"Accept-Language": "id"},
        )
        opened_now.append(context)
        port = live_server.url.rsplit(":", 1)[1]
        site = f"http://{host}:{port}"
        session = client_as(actor).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
        return context, site

    yield on
    for context in opened_now:
        context.close()
    await_quiet()


def test_with_the_browser_closed_and_opened_again_without_a_network_nothing_is_lost(
    phone, consultation, citizen
):
    context, site = phone(citizen)
    page = context.new_page()
    page.goto(site + voting(consultation))
    ready(page)
    page.evaluate("() => navigator.serviceWorker.ready")
    page.reload()  # now the page itself is kept
    page.wait_for_function("() => caches.open('pages-1').then((one) => one.keys()).then((all) => all.length)")
    ready(page)
    context.set_offline(True)
    answer(page, 2)
    context.close()

    context, site = phone(citizen)
    context.set_offline(True)
    page = context.new_page()
    page.goto(site + voting(consultation))
    expect(page.locator(WAITING)).to_have_text("2 tersimpan, belum terkirim")
    assert not Vote.objects.exists()
    context.set_offline(False)
    expect(page.locator("[data-offline]")).to_be_hidden(timeout=15_000)
    assert Vote.objects.count() == 2


def test_in_a_hall_on_plain_http_the_page_says_what_still_works(phone, consultation, citizen, settings):
    settings.ALLOWED_HOSTS = ["*"]
    context, site = phone(citizen, host="hall.test")
    page = context.new_page()
    page.goto(site + voting(consultation))
    assert page.evaluate("() => window.isSecureContext") is False
    ready(page)
    context.set_offline(True)
    answer(page, 1)
    expect(page.get_by_text("biarkan halaman ini terbuka")).to_be_visible()
    expect(page.locator(WAITING)).to_have_text("1 tersimpan, belum terkirim")
    context.set_offline(False)
    expect(page.locator("[data-offline]")).to_be_hidden(timeout=15_000)
    assert Vote.objects.count() == 1


def test_somebody_else_on_this_phone_does_not_send_what_the_first_one_kept(
    visit, consultation, citizen, person, client_as, live_server
):
    page = visit(voting(consultation), actor=citizen, width=360)
    ready(page)
    page.context.set_offline(True)
    answer(page, 1)
    page.context.set_offline(False)
    page.context.route("**/suara/kiriman/", lambda route: route.abort())
    other = person("citizens", "participant", 2)
    session = client_as(other).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.context.unroute("**/suara/kiriman/")
    page.goto(live_server.url + voting(consultation))
    ready(page)
    assert not Vote.objects.exists()
