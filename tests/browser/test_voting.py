"""Voting, joining and reading results in a real browser: on a phone, by keyboard, without JavaScript."""

import gzip
import re
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from titiktemu.consultation.models import DrawnMap, Statement, Vote
from titiktemu.consultation.services.running import close_consultation
from titiktemu.consultation.services.statements import add_statement
from titiktemu.consultation.tasks import bring_to_gate
from titiktemu.consultation.tests.cast import AGREE, DISAGREE, PASS, keep_votes, opened
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Participant
from titiktemu.foundation.words import Role, Side

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BUDGET = 180 * 1024
PLAIN_BUDGET = 70 * 1024
SCRIPT_BUDGET = 25 * 1024
LONG = (
    "Kader desa dan bidan perlu bertemu sebulan sekali dengan pegawai dinas untuk membahas angka yang ada, "
    "juga yang tidak menyenangkan, lalu menyepakati bersama apa yang dikerjakan pada bulan berikutnya."
)


def at(name, consultation):
    return reverse(f"consultation:{name}", args=[consultation.initiative.slug, consultation.number])


@pytest.fixture
def consultation(facilitator, initiative):
    """Four statements, one of them as long as a statement may well be."""
    made = opened(facilitator, initiative, 3, hosted_by="Yayasan Contoh", introduction="Kami ingin tahu.")
    add_statement(actor=facilitator, consultation=made, text=LONG)
    return made


def crowd(consultation, side, size):
    """So many people of a side, without the lists behind them."""
    made = Participant.objects.bulk_create(
        Participant(
            initiative=consultation.initiative,
            side=side,
            pseudonym=f"{side} {number}",
            joined_at=timezone.now(),
        )
        for number in range(size)
    )
    return [Actor(participants=(one,)) for one in made]


@pytest.fixture
def voted(consultation):
    """The same after an office of 7, an organisation of 14 and 24 citizens voted; still open."""
    sizes = {Side.GOVERNMENT: 7, Side.CIVIL_SOCIETY: 14, Side.CITIZENS: 24}
    people = {side: crowd(consultation, side, size) for side, size in sizes.items()}
    for place, statement in enumerate(consultation.statements.order_by("number")):
        for side, group in people.items():
            agree = len(group) - 2 - 3 * place if side is Side.GOVERNMENT else len(group) - 2
            answers = [AGREE] * max(agree, 0)
            answers += [DISAGREE] * (len(group) - len(answers) - 1) + [PASS]
            keep_votes(group, statement, answers)
    bring_to_gate(consultation)
    DrawnMap.objects.update_or_create(
        consultation=consultation,
        defaults={"votes": 1, "drawn_at": consultation.opened_at, "content": MAP},
    )
    return consultation


MAP = {
    "voters": 60,
    "people": 60,
    "reason": "",
    "stability": {"bootstrap": 0.93, "split_half": 0.6},
    "groups": [
        {"name": "A", "size": 47, "x": 0.4, "y": 0.1, "rx": 1.0, "ry": 0.5, "angle": 0.3},
        {"name": "B", "size": 13, "x": -2.0, "y": 0.8, "rx": 0.6, "ry": 0.4, "angle": -0.8},
    ],
    "statements": [],
}


WATCH = """() => {
  addEventListener("click", () => { window.tappedAt = performance.now(); }, true);
  document.addEventListener("htmx:after:swap", () => { window.shownAt = performance.now(); });
}"""


def join(page):
    page.locator("form.thumb button").click()
    page.wait_for_selector("#ballot")


@pytest.mark.parametrize("scripts", [True, False], ids=["htmx", "without JavaScript"])
def test_a_citizen_goes_from_the_poster_to_the_thanks(consultation, visit, scripts):
    page = visit(
        reverse("consultation:join", args=[consultation.join_code]), width=360, language="en", scripts=scripts
    )
    join(page)
    for place in range(1, 5):
        page.wait_for_selector(f"text=Statement {place} of 4")
        page.locator(".vote", has_text=["Agree", "Disagree", "Pass"][place % 3]).last.click()
    page.wait_for_selector("text=Thank you, you have answered everything")
    assert Vote.objects.count() == 4
    assert re.search(r"[2-9A-Z]{5}-[2-9A-Z]{5}", page.inner_text("#ballot"))


def test_with_htmx_the_page_stays_and_the_new_statement_has_the_focus(consultation, visit, citizen):
    page = visit(at("vote", consultation), actor=citizen, width=360, language="en")
    page.evaluate("window.stayed = true")
    first = page.inner_text("#said")
    page.locator(".vote").nth(1).click()
    page.wait_for_function("was => document.querySelector('#said').innerText != was", arg=first)
    assert page.evaluate("window.stayed") is True
    assert page.evaluate("document.activeElement.id") == "said"
    assert page.inner_text("#heard") == "Kept: Disagree."


def test_the_next_statement_comes_at_once(consultation, visit, citizen):
    page = visit(at("vote", consultation), actor=citizen, width=360, language="en")
    page.evaluate(WATCH)
    taken = []
    for place in range(2, 5):
        page.locator(".vote").first.click()
        page.wait_for_selector(f"text=Statement {place} of 4")
        taken.append(page.evaluate("window.shownAt - window.tappedAt"))
    print(f"From the tap to the next statement: {', '.join(f'{one:.0f} ms' for one in taken)}")  # noqa: T201
    assert Vote.objects.count() == 3


def test_everything_by_keyboard_alone(consultation, visit, citizen):
    page = visit(at("vote", consultation), actor=citizen, width=360, language="en")
    for place in range(1, 5):
        page.wait_for_selector(f"text=Statement {place} of 4")
        for _tab in range(20):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.classList.contains('vote')"):
                break
        page.keyboard.press("Enter")
    page.wait_for_selector("text=Thank you")
    assert {vote.answer for vote in Vote.objects.all()} == {AGREE}


def test_the_last_answer_is_taken_back(consultation, visit, citizen):
    page = visit(at("vote", consultation), actor=citizen, width=360, language="en")
    page.locator(".vote").nth(1).click()
    page.click("text=Change “Disagree”")
    page.wait_for_selector("text=Your answer is marked")
    assert page.locator('.vote[aria-pressed="true"]').inner_text().strip() == "Disagree"
    page.locator(".vote").nth(0).click()
    page.wait_for_selector("text=Statement 2 of 4")
    assert [vote.answer for vote in Vote.objects.all()] == [AGREE]


def test_a_vote_that_comes_too_late_says_so_in_place(consultation, facilitator, visit, citizen):
    page = visit(at("vote", consultation), actor=citizen, width=360, language="en")
    close_consultation(actor=facilitator, consultation=consultation)
    page.locator(".vote").first.click()
    page.wait_for_selector("text=Voting has closed. Your earlier votes are kept.")
    assert page.url.endswith(at("vote", consultation))


def test_an_answer_that_could_not_be_sent_says_so_and_stays(consultation, visit, citizen):
    page = visit(at("vote", consultation), actor=citizen, width=360, language="en")
    note = page.locator("[data-offline]")
    page.wait_for_function("() => Object.values(localStorage).some((one) => JSON.parse(one).pack?.length)")
    assert not note.is_visible()
    page.context.set_offline(True)
    page.locator(".vote").first.click()
    note.get_by_text("1 saved, not yet sent").wait_for(state="visible")
    assert page.locator(".vote").count() == 3
    page.context.set_offline(False)
    page.wait_for_selector("text=Statement 2 of 4", timeout=15_000)
    assert not note.is_visible()


def test_the_answers_are_equal_in_size_and_within_the_thumbs_reach(consultation, visit, citizen):
    page = visit(at("vote", consultation), actor=citizen, width=360)
    boxes = [button.bounding_box() for button in page.locator(".vote").all()]
    assert len({(box["width"], box["height"], box["x"]) for box in boxes}) == 1
    assert boxes[0]["y"] > 740 * 0.4
    assert boxes[-1]["y"] + boxes[-1]["height"] <= 740
    grounds = {
        button.evaluate("one => getComputedStyle(one).backgroundColor + getComputedStyle(one).color")
        for button in page.locator(".vote").all()
    }
    assert len(grounds) == 1


PHONE_PAGES = ["join", "vote", "add_statement"]
PAGES = [
    "index", "home", "statements", "moderation", "results", "results?tampil=tabel", "map", "edit", "close",
    "poster", "stage",
]  # fmt: skip


def path_of(name, consultation):
    name, _mark, query = name.partition("?")
    if name == "join":
        return reverse("consultation:join", args=[consultation.join_code])
    if name == "index":
        return reverse("consultation:index", args=[consultation.initiative.slug])
    return f"{at(name, consultation)}?{query}"


LOOKS = [
    (language, theme, width)
    for language in ("id", "en")
    for theme in ("light", "dark")
    for width in (360, 1280)
]


@pytest.mark.parametrize("name", [*PHONE_PAGES, *PAGES])
def test_page_has_no_barriers_and_fits_phone_and_laptop_in_both_languages_and_themes(
    voted, facilitator, citizen, person, visit, barriers, runs_over, name
):
    Statement.objects.create(
        consultation=voted, number=9, text="Menunggu.", state="waiting", added_at=voted.opened_at
    )
    official = person(Side.GOVERNMENT, Role.REPRESENTATIVE)
    actor = {"join": official, "vote": citizen, "add_statement": citizen}.get(name, facilitator)
    for language, theme, width in LOOKS:
        page = visit(path_of(name, voted), actor=actor, language=language, theme=theme, width=width)
        assert page.locator("h1").count() == 1
        assert runs_over(page) == 0, (language, theme, width)
        assert barriers(page) == [], (language, theme, width)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["results", "home", "vote", "join"])
def test_page_of_a_closed_consultation_has_no_barriers(
    voted, facilitator, citizen, visit, barriers, runs_over, name, theme
):
    close_consultation(actor=facilitator, consultation=voted)
    page = visit(path_of(name, voted), actor=citizen, theme=theme, width=360)
    assert runs_over(page) == 0
    assert barriers(page) == []


def carried(answers):
    """Bytes of everything that was sent for a page, compressed as a server would: all, and the scripts."""
    total = scripts = 0
    for answer in answers:
        if answer.status >= 300:
            continue
        body = answer.body()
        packed = len(body) if urlsplit(answer.url).path.endswith(".woff2") else len(gzip.compress(body, 6))
        total += packed
        scripts += packed if urlsplit(answer.url).path.endswith(".js") else 0
    return total, scripts


@pytest.mark.parametrize("name", ["vote", "join"])
def test_first_visit_of_a_voter_is_light(consultation, visit, citizen, name):
    answers = []
    visit(path_of(name, consultation), actor=citizen, width=360, answers=answers)
    total, scripts = carried(answers)
    print(f"{name}: {total / 1024:.1f} KB in all, {scripts / 1024:.1f} KB of scripts")  # noqa: T201
    assert 0 < scripts <= SCRIPT_BUDGET
    assert total <= PLAIN_BUDGET


@pytest.mark.parametrize("name", ["home", "results", "moderation", "poster"])
def test_other_pages_stay_within_their_budget(voted, facilitator, visit, name):
    answers = []
    visit(path_of(name, voted), actor=facilitator, answers=answers)
    total, _scripts = carried(answers)
    assert total <= BUDGET


def test_two_people_on_one_phone_do_not_become_one(consultation, visit):
    for _person in range(2):
        join(visit(path_of("join", consultation), width=360, language="en"))
    assert Participant.objects.count() == 2
