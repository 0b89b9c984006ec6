"""A room of thirty: a presenter, a console, phones that wait, one without a line, some on paper."""

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.conftest import await_quiet
from titiktemu.consultation.models import Consultation, Vote
from titiktemu.consultation.services.sheets import issue_sheets, type_sheet
from titiktemu.consultation.tests.cast import AGREE, DISAGREE, PASS, prepared
from titiktemu.foundation.actors import STRANGER
from titiktemu.foundation.words import Role, Side

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

QUICK = 20_000


@pytest.fixture
def draft(facilitator, initiative, person):
    """Five statements; six people of each side on the lists, who come with their slips."""
    made = prepared(facilitator, initiative, 5, in_room=True, hosted_by="Panitia")
    for side in (Side.GOVERNMENT, Side.CIVIL_SOCIETY):
        for number in range(1, 7):
            person(side, Role.REPRESENTATIVE, number)
    return made


def at(name, consultation):
    return reverse(f"consultation:{name}", args=[consultation.initiative.slug, consultation.number])


def answered(browser, consultation):
    """A light phone: joins, answers every statement through the pages, as a browser without scripts does."""
    where = at("vote", consultation)
    browser.post(reverse("consultation:join", args=[consultation.join_code]))
    for number in consultation.statements.values_list("number", flat=True):
        browser.post(where, {"statement": number, "answer": AGREE if number % 2 else DISAGREE})


def test_thirty_phones_a_presenter_paper_and_a_dead_line(
    visit, draft, facilitator, person, client_as, live_server
):
    stage = visit(at("stage", draft), actor=facilitator, width=1280)
    waiting = visit(reverse("consultation:join", args=[draft.join_code]), width=360)
    expect(waiting.get_by_role("heading", level=1)).to_contain_text("belum dibuka")

    # The facilitator opens from the console; the phone that waits follows by itself.
    console = visit(at("console", draft), actor=facilitator, width=360)
    console.get_by_role("link", name="Buka pemungutan suara").click()
    console.get_by_role("button", name="Buka pemungutan suara").click()
    expect(waiting.locator("form.thumb button").first).to_be_visible(timeout=QUICK)

    # Thirty people: twelve of the lists on light phones, sixteen citizens, two on paper.
    for side in (Side.GOVERNMENT, Side.CIVIL_SOCIETY):
        for number in range(1, 7):
            answered(client_as(person(side, Role.REPRESENTATIVE, number)), draft)
    for _citizen in range(15):
        answered(client_as(STRANGER), draft)
    sheets = issue_sheets(actor=facilitator, consultation=draft, citizens=2)
    for sheet in sheets:
        for _turn in range(2):
            type_sheet(actor=facilitator, sheet=sheet, answers={1: AGREE, 2: PASS})

    # The one in a real browser loses the line after the first answer.
    waiting.locator("form.thumb button").first.click()
    waiting.wait_for_url("**/suara/")
    waiting.wait_for_function("() => Object.values(localStorage).some((one) => JSON.parse(one).pack?.length)")
    waiting.context.set_offline(True)
    for _answer in range(2):
        before = waiting.locator("#said").inner_text()
        waiting.get_by_role("button", name="Setuju", exact=True).click()
        waiting.wait_for_function(
            "(before) => document.querySelector('#said').innerText !== before", arg=before
        )
    expect(waiting.locator("[data-count]")).to_have_text("2 tersimpan, belum terkirim")

    # Nobody sees a figure, the projector neither; who has joined is counted.
    expect(stage.locator(".joined")).to_contain_text("sekurang-kurangnya 5", timeout=QUICK)
    results = visit(at("results", draft), width=360)
    assert results.locator(".finding").count() == 0
    waiting.context.set_offline(False)
    expect(waiting.locator("[data-offline]")).to_be_hidden(timeout=QUICK)

    # Closing shows the figures to everybody at once; the pages that wait follow.
    console.goto(live_server.url + at("close", draft))
    console.get_by_role("button", name="Tutup pemungutan suara").click()
    expect(results.locator(".finding").first).to_be_visible(timeout=QUICK)
    expect(stage.locator(".on-stage")).to_be_visible(timeout=QUICK)
    closed = Consultation.objects.get(pk=draft.pk)
    people = {row.side: row.voters for row in closed.electorates.all()}
    assert people == {Side.GOVERNMENT: 6, Side.CIVIL_SOCIETY: 6, Side.CITIZENS: 15 + 2 + 1}
    await_quiet()
    assert Vote.objects.count() == 12 * 5 + 15 * 5 + 2 * 2 + 2


def test_thirty_resting_phones_weigh_next_to_nothing(draft, facilitator, live_server):
    """Each asks about six times a minute and gets 304: what thirty of them take from a weak router."""
    browser, where = Client(), reverse("consultation:news_by_code", args=[draft.join_code])
    mark = browser.get(where)["ETag"]
    rests = browser.get(where, HTTP_IF_NONE_MATCH=mark)
    assert rests.status_code == 304
    header = sum(len(name) + len(value) + 4 for name, value in rests.items())
    assert 30 * 6 * (header + len(rests.content)) < 200_000  # bytes a minute


def test_the_console_and_the_stage_can_be_used_by_everybody(visit, draft, facilitator, barriers):
    for name, width in (("console", 360), ("stage", 1280), ("sheets", 360)):
        page = visit(at(name, draft), actor=facilitator, width=width)
        assert barriers(page) == []
        page = visit(at(name, draft), actor=facilitator, width=width, theme="dark", language="en")
        assert barriers(page) == []


def test_without_scripts_the_console_hides_and_reveals(visit, draft, facilitator):
    page = visit(at("console", draft), actor=facilitator, width=360, scripts=False)
    page.get_by_role("button", name="Sembunyikan hasil").click()
    assert Consultation.objects.get(pk=draft.pk).results_hidden
    page.get_by_role("button", name="Buka hasil").click()
    assert not Consultation.objects.get(pk=draft.pk).results_hidden


def test_a_sheet_is_typed_with_the_number_keys_alone(visit, facilitator, draft, person):
    Consultation.objects.filter(pk=draft.pk).update(state="open")
    sheet = issue_sheets(actor=facilitator, consultation=Consultation.objects.get(pk=draft.pk), citizens=1)[0]
    where = reverse("consultation:type_sheet", args=[draft.initiative.slug, draft.number, sheet.number])
    for _turn in range(2):
        page = visit(where, actor=facilitator)
        for key in "12301":
            page.keyboard.press(key)
        page.keyboard.press("Enter")
        page.wait_for_url("**/lembar/")
    assert sorted(Vote.objects.values_list("statement__number", "answer")) == [
        (1, AGREE), (2, DISAGREE), (3, PASS), (5, AGREE),
    ]  # fmt: skip
