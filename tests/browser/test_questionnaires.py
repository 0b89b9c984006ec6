"""Questionnaires in a real browser: no barriers, no script needed, and nothing lost without a connection."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from titiktemu.foundation.words import Side
from titiktemu.questionnaires.models import Response
from titiktemu.questionnaires.services.questionnaires import close_wave
from titiktemu.questionnaires.tasks import make_report
from titiktemu.questionnaires.tests.asked import questionnaire_arguments
from titiktemu.questionnaires.tests.cast import keep, opened

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FOR_ALL = [
    "index",
    "home",
    "answer",
    "answer?halaman=1",
    "answer?halaman=akhir",
    "offline",
    "paper",
    "results",
]
FOR_THOSE_WHO_LEAD = [
    "create", "edit", "write", "open", "close", "typing", "responses", "response", "imports", "import",
    "weighing",
]  # fmt: skip
PEOPLE = [
    (
        side,
        {"pdam": "ya" if at % 3 else "tidak", "umur": str(20 + at), "mutu": str(1 + at % 5), "dari": "sumur"},
    )
    for side in (Side.GOVERNMENT, Side.CIVIL_SOCIETY, Side.CITIZENS)
    for at in range(40)
]


@pytest.fixture
def asked(facilitator, initiative):
    """A questionnaire at which every page can be looked at."""
    return {**questionnaire_arguments(facilitator, initiative), "slug": initiative.slug}


def address(name, asked):
    page, _mark, more = name.partition("?")
    wanted = {
        "index": ["slug"], "create": ["slug"], "response": ["slug", "number", "key"],
        "import": ["slug", "number", "brought"],
    }.get(page, ["slug", "number"])  # fmt: skip
    return reverse(f"questionnaires:{page}", args=[asked[one] for one in wanted]) + (
        f"?{more}" if more else ""
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", [*FOR_ALL, *FOR_THOSE_WHO_LEAD])
def test_a_page_has_no_barriers_and_fits_phone_and_laptop(
    asked, facilitator, citizen, visit, barriers, runs_over, name, theme
):
    actor = citizen if name in FOR_ALL else facilitator
    for width, language in ((360, "id"), (1280, "en")):
        page = visit(address(name, asked), actor=actor, language=language, theme=theme, width=width)
        assert barriers(page) == []
        assert runs_over(page) <= 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_figures_have_no_barriers_and_fit(
    facilitator, initiative, tmp_path, visit, barriers, runs_over, theme
):
    wave = opened(facilitator, initiative, tmp_path)
    keep(wave, PEOPLE)
    close_wave(actor=facilitator, wave=wave)
    make_report.call(wave.pk)
    found = {"slug": initiative.slug, "number": wave.questionnaire.number}
    for width, language in ((360, "id"), (1280, "en")):
        page = visit(address("results", found), language=language, theme=theme, width=width)
        for one in page.locator("summary").all():
            one.click()
        assert barriers(page) == []
        assert runs_over(page) <= 0


def test_the_whole_way_needs_no_script(asked, citizen, visit):
    page = visit(address("answer", asked), actor=citizen, width=360, scripts=False)
    page.get_by_role("link", name="Mulai").click()
    page.get_by_label("Tidak", exact=True).check()
    page.get_by_role("button", name="Berikutnya").click()
    while page.get_by_role("button", name="Berikutnya").count():
        page.get_by_role("button", name="Berikutnya").click()
    page.get_by_role("button", name="Kirim jawaban saya").click()
    expect(page.get_by_role("heading", name="Terima kasih")).to_be_visible()
    assert Response.objects.filter(channel=Response.Channel.LINK).count() == 2


def offline(visit, asked, citizen):
    page = visit(address("offline", asked), actor=citizen, width=360)
    expect(page.locator("[data-whole]")).to_be_visible()
    return page


def test_a_phone_skips_as_the_server_would_and_keeps_every_letter(visit, asked, citizen):
    page = offline(visit, asked, citizen)
    quality = page.locator('[data-item="mutu"]')
    expect(quality).to_be_hidden()
    page.locator("input[name=pdam][value=ya]").check()
    expect(quality).to_be_visible()
    page.locator("textarea[name=saran]").fill("Air keruh")
    page.reload()
    expect(page.locator("textarea[name=saran]")).to_have_value("Air keruh")
    expect(quality).to_be_visible()


def test_answers_without_a_connection_are_sent_once_when_it_is_back(visit, asked, citizen):
    page = offline(visit, asked, citizen)
    before = Response.objects.count()
    page.context.set_offline(True)
    page.locator("input[name=pdam][value=tidak]").check()
    page.locator("input[name=umur]").fill("12")
    page.get_by_role("button", name="Kirim jawaban saya").click()
    expect(page.get_by_text("17 tahun ke atas.")).to_be_visible()
    page.locator("input[name=umur]").fill("44")
    page.locator("input[name='nama@0']").fill("Ani")
    page.get_by_role("button", name="Kirim jawaban saya").click()
    expect(page.locator("[data-survey] [data-count]")).to_have_text("1 tersimpan, belum terkirim")
    assert Response.objects.count() == before
    page.context.set_offline(False)
    expect(page.locator("[data-sent]")).to_be_visible(timeout=15_000)
    kept = Response.objects.exclude(answers__umur="40").get()
    assert kept.answers == {"pdam": "tidak", "umur": "44", "ganda": "88", "anak": [{"nama": "Ani"}]}
