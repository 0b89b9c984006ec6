"""Each side draws apart: hidden from the other, several hands at once, nothing lost, odd input said."""

import re
import threading

import pytest
from django.db import connection
from django.urls import reverse

from titiktemu.analysis.causal_maps.outline import read_outline
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import AuditEntry
from titiktemu.step2_forum.maps.models import Card, CausalLink, Wording
from titiktemu.step2_forum.maps.queries.cards import cards_of, core_of, drawn_of, links_of
from titiktemu.step2_forum.maps.services.drawing import (
    add_card,
    climb,
    edit_card,
    remove_card,
    settle_wording,
    type_paper,
)
from titiktemu.step2_forum.maps.services.linking import add_link, ask_data, back_up, edit_link, remove_link
from titiktemu.step2_forum.maps.services.opening import open_side
from titiktemu.step2_forum.maps.tests.drawing import CIVIL_SOCIETY, GOVERNMENT, begun, drawn, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def causal_map(facilitator, initiative):
    return begun(facilitator, initiative)


def at(name, causal_map, *more):
    return reverse(f"maps:{name}", args=[causal_map.initiative.slug, causal_map.number, *more])


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


# Hidden until both open


def test_a_side_sees_nothing_of_the_other_until_both_are_open(causal_map, speakers, official, activist):
    drawn(official, causal_map, GOVERNMENT)
    assert not cards_of(activist, causal_map, GOVERNMENT).exists()
    assert not links_of(activist, causal_map, GOVERNMENT).exists()
    assert cards_of(official, causal_map, GOVERNMENT).count() == 3
    drawn(activist, causal_map, CIVIL_SOCIETY)
    open_side(actor=official, causal_map=causal_map, side=GOVERNMENT)
    assert not cards_of(activist, causal_map, GOVERNMENT).exists()
    now = open_side(actor=activist, causal_map=causal_map, side=CIVIL_SOCIETY)
    assert cards_of(activist, now, GOVERNMENT).count() == 3
    assert cards_of(official, now, CIVIL_SOCIETY).count() == 3


@pytest.mark.parametrize("form", ["svg", "png", "csv", "pdf"])
def test_no_page_and_no_file_tells_the_other_side(causal_map, official, activist, observer, client_as, form):
    cards = drawn(official, causal_map, GOVERNMENT)
    link = cards[1].leads_to.get()
    hidden = [
        at("side", causal_map, GOVERNMENT),
        f"{at('side', causal_map, GOVERNMENT)}?bagian=1",
        at("card", causal_map, cards[1].number),
        at("link", causal_map, link.pk),
        at("file", causal_map, GOVERNMENT, form),
    ]
    for actor in (activist, observer):
        for address in hidden:
            assert client_as(actor).get(address).status_code in {403, 404}
        for name in ("home", "stage"):
            assert "bocor" not in client_as(actor).get(at(name, causal_map)).content.decode()
    assert client_as(official).get(hidden[0]).status_code == 200


def test_the_log_does_not_tell_how_busily_a_side_draws_before_both_have_opened(
    causal_map, initiative, facilitator, speakers, official, activist, client_as
):
    def log(actor):
        return client_as(actor).get(reverse("web:audit", args=[initiative.slug])).content.decode()

    before = log(activist)
    drawn(official, causal_map, GOVERNMENT)
    assert "drawn further" not in log(activist)
    assert log(activist).count("<li") == before.count("<li")
    drawn(activist, causal_map, CIVIL_SOCIETY)
    for side, actor in speakers.items():
        open_side(actor=actor, causal_map=causal_map, side=side)
    assert "drawn further" in log(activist)


def test_nobody_draws_for_the_other_side(causal_map, activist, observer, person, citizen):
    core = core_of(causal_map, GOVERNMENT)
    for actor in (activist, observer, citizen):
        with pytest.raises(NotAllowed):
            add_card(actor=actor, causal_map=causal_map, side=GOVERNMENT, text="X", kind="cause", beside=core)


def test_what_was_drawn_apart_stays_as_it_is_once_both_have_opened(
    facilitator, initiative, speakers, official
):
    causal_map = opened(facilitator, initiative, speakers)
    card = Card.objects.get(map=causal_map, text="Pipa sekolah bocor")
    for change in (
        lambda: edit_card(actor=official, card=card, version=1, text="Y", kind="cause"),
        lambda: remove_card(actor=official, card=card),
        lambda: remove_link(actor=official, link=card.leads_to.get()),
    ):
        with pytest.raises(RuleBroken, match="maps are open"):
            change()
    assert ask_data(actor=official, card=card, text="Uji air tiap sekolah").card == card


# Odd input


def test_cycles_are_welcome_and_links_to_oneself_and_twice_are_not(causal_map, official):
    core, pipes, money = drawn(official, causal_map, GOVERNMENT)
    add_link(actor=official, cause=core, effect=money, sign=-1, confidence=1)
    with pytest.raises(RuleBroken, match="cannot lead to itself"):
        add_link(actor=official, cause=pipes, effect=pipes, sign=1, confidence=2)
    with pytest.raises(RuleBroken, match="on the map already"):
        add_link(actor=official, cause=pipes, effect=core, sign=1, confidence=2)
    assert len(drawn_of(official, causal_map, GOVERNMENT).links) == 3


@pytest.mark.parametrize("text", ["pipa  sekolah BOCOR!", "Pipa sekolah bocor."])
def test_a_card_with_the_same_words_names_the_one_that_is_there(causal_map, official, text):
    drawn(official, causal_map, GOVERNMENT)
    with pytest.raises(RuleBroken, match="as number 3"):
        add_card(actor=official, causal_map=causal_map, side=GOVERNMENT, text=text, kind="cause")


@pytest.mark.parametrize("text", ["", "  ", "…", "a" * 201])
def test_a_card_without_words_or_with_too_many_is_refused(causal_map, official, text):
    with pytest.raises(RuleBroken):
        add_card(actor=official, causal_map=causal_map, side=GOVERNMENT, text=text, kind="cause")


def test_cards_of_two_sides_are_never_tied(causal_map, official, activist, facilitator):
    ours = drawn(official, causal_map, GOVERNMENT)
    theirs = drawn(activist, causal_map, CIVIL_SOCIETY)
    with pytest.raises(RuleBroken, match="not on this map"):
        add_link(actor=facilitator, cause=ours[1], effect=theirs[1], sign=1, confidence=2)


def test_the_core_problem_stays_and_other_cards_go_with_their_links(causal_map, official):
    core, pipes, _money = drawn(official, causal_map, GOVERNMENT)
    with pytest.raises(RuleBroken, match="core problem stays"):
        remove_card(actor=official, card=core)
    remove_card(actor=official, card=pipes)
    assert drawn_of(official, causal_map, GOVERNMENT).links == []
    assert Card.objects.get(pk=pipes.pk).removed_at


def test_evidence_keeps_its_words_and_nothing_is_no_evidence(causal_map, official):
    link = drawn(official, causal_map, GOVERNMENT)[1].leads_to.get()
    with pytest.raises(RuleBroken, match="what speaks for"):
        back_up(actor=official, link=link)
    back_up(actor=official, link=link, text="Laporan Dinas 2025", url="https://example.org/1")
    assert [one.text for one in link.evidence.all()] == ["Laporan Dinas 2025"]
    edited = edit_link(actor=official, link=link, sign=0, confidence=3, version=1)
    assert (edited.sign, edited.confidence) == (0, 3)
    assert len(drawn_of(official, causal_map, GOVERNMENT).links) == 1


# Two hands at once


def test_two_editors_of_one_card_lose_nothing(causal_map, official, facilitator):
    card = drawn(official, causal_map, GOVERNMENT)[1]
    first = edit_card(actor=official, card=card, version=1, text="Pipa tua", kind="cause")
    second = edit_card(actor=facilitator, card=card, version=1, text="Pipa retak", kind="cause")
    assert first.conflict is None
    assert (second.card.text, second.conflict.text) == ("Pipa tua", "Pipa retak")
    settle_wording(actor=official, wording=second.conflict, fate="taken")
    card.refresh_from_db()
    assert (card.text, card.version) == ("Pipa retak", 3)
    assert {one.text for one in card.wordings.all()} == {"Pipa tua", "Pipa retak"}
    with pytest.raises(RuleBroken, match="chosen already"):
        settle_wording(actor=official, wording=second.conflict, fate="left")


def test_a_second_wording_may_become_a_card_of_its_own(causal_map, official):
    card = drawn(official, causal_map, GOVERNMENT)[1]
    edit_card(actor=official, card=card, version=1, text="Pipa tua", kind="cause")
    told = edit_card(actor=official, card=card, version=1, text="Sumur tercemar", kind="cause")
    settle_wording(actor=official, wording=told.conflict, fate="apart")
    assert set(Card.objects.filter(map=causal_map, side=GOVERNMENT).values_list("text", flat=True)) >= {
        "Pipa tua", "Sumur tercemar",
    }  # fmt: skip


def test_writing_the_same_as_somebody_else_is_no_conflict(causal_map, official):
    card = drawn(official, causal_map, GOVERNMENT)[1]
    edit_card(actor=official, card=card, version=1, text="Pipa tua", kind="cause")
    assert edit_card(actor=official, card=card, version=1, text="Pipa tua", kind="cause").conflict is None
    assert not Wording.objects.exists()


def test_the_page_shows_both_wordings_and_keeps_what_was_typed(causal_map, official, client_as):
    card = drawn(official, causal_map, GOVERNMENT)[1]
    edit_card(actor=official, card=card, version=1, text="Pipa tua", kind="cause")
    browser = client_as(official)
    sent = {"text": "Pipa retak", "kind": "cause", "version": "1"}
    answer = browser.post(at("card", causal_map, card.number), sent, follow=True)
    assert "Both wordings are kept" in text_of(answer)
    assert "Pipa tua" in text_of(answer)
    assert "Pipa retak" in text_of(answer)
    refused = browser.post(at("card", causal_map, card.number), {**sent, "version": "2", "text": "…"})
    assert refused.status_code == 422
    assert 'value="…"' in refused.content.decode()


@pytest.mark.django_db(transaction=True)
def test_fifty_people_add_cards_at_once_and_none_is_lost(causal_map, official):
    core = core_of(causal_map, GOVERNMENT)
    errors = []

    def write(number):
        try:
            told = {"text": f"Sebab nomor {number}", "kind": "cause", "beside": core}
            add_card(actor=official, causal_map=causal_map, side=GOVERNMENT, **told)
        except Exception as error:  # told below, in the thread of the test
            errors.append(error)
        finally:
            connection.close()

    hands = [threading.Thread(target=write, args=(number,)) for number in range(50)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert not errors
    numbers = list(Card.objects.filter(map=causal_map).values_list("number", flat=True))
    assert len(numbers) == len(set(numbers)) == 52
    assert CausalLink.objects.filter(effect=core).count() == 50
    causal_map.refresh_from_db()
    assert causal_map.revision == 50


def test_a_page_that_rests_gets_304_until_somebody_changes_something(causal_map, official, client_as):
    drawn(official, causal_map, GOVERNMENT)
    browser = client_as(official)
    address = f"{at('side', causal_map, GOVERNMENT)}?bagian=1"
    first = browser.get(address)
    again = browser.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    add_card(actor=official, causal_map=causal_map, side=GOVERNMENT, text="Sumur dangkal", kind="cause")
    fresh = browser.get(address, headers={"if-none-match": first["ETag"]})
    assert fresh.status_code == 200
    assert "Sumur dangkal" in fresh.content.decode()


def test_the_page_asks_more_often_than_every_two_seconds(causal_map, official, client_as):
    page = client_as(official).get(at("side", causal_map, GOVERNMENT)).content.decode()
    every = float(re.search(r'data-every="([\d.]+)"', page)[1])
    assert every * 1.3 < 2  # live.js rests up to 1.3 times as long


# Paper and "why?"


def test_cards_from_paper_are_tied_as_they_are_indented(causal_map, official):
    core, pipes, _money = drawn(official, causal_map, GOVERNMENT)
    lines = read_outline("pipa sekolah bocor\n  Tidak dirawat\n    Tukang kurang\nSumur dangkal")
    told = {"actor": official, "causal_map": causal_map, "side": GOVERNMENT, "kind": "cause"}
    typed = type_paper(lines=lines, beside=core, **told)
    assert typed[0] == pipes
    links = {(one.cause.text, one.effect.text) for one in CausalLink.objects.filter(side=GOVERNMENT)}
    assert {
        ("Tidak dirawat", "Pipa sekolah bocor"),
        ("Tukang kurang", "Tidak dirawat"),
        ("Sumur dangkal", "Air sekolah kotor"),
    } <= links
    type_paper(lines=lines, beside=core, **told)
    assert CausalLink.objects.filter(side=GOVERNMENT).count() == len(links)


def test_one_bad_line_of_paper_leaves_nothing_half_typed(causal_map, official, client_as):
    page = at("paper", causal_map, GOVERNMENT)
    core = core_of(causal_map, GOVERNMENT)
    sent = {"kind": "cause", "beside": str(core.pk), "lines": f"Baik\n{'x' * 300}"}
    answer = client_as(official).post(page, sent)
    assert answer.status_code == 422
    assert "at most 200 letters" in text_of(answer)
    assert "Baik" in answer.content.decode()
    assert not Card.objects.filter(text="Baik").exists()


def test_five_whys_make_a_chain_and_use_what_is_there(causal_map, official):
    core, pipes, _money = drawn(official, causal_map, GOVERNMENT)
    answers = ["Pipa sekolah bocor", "Tidak dirawat", "Tukang kurang"]
    chain = climb(actor=official, causal_map=causal_map, side=GOVERNMENT, answers=answers)
    assert chain[0] == pipes
    assert [one.leads_to.last().effect for one in chain] == [core, pipes, chain[1]]


def test_a_why_that_comes_back_to_itself_is_said(causal_map, official):
    with pytest.raises(RuleBroken, match="itself"):
        climb(actor=official, causal_map=causal_map, side=GOVERNMENT, answers=["Miskin", "miskin"])


def test_the_wizard_asks_again_of_each_answer(causal_map, official, client_as):
    browser, page = client_as(official), at("why", causal_map, GOVERNMENT)
    assert "“Air sekolah kotor” Why?" in text_of(browser.get(page))
    answer = browser.post(page, {"why1": "Pipa bocor", "do": "next"})
    assert "“Pipa bocor” Why?" in text_of(answer)
    assert browser.post(page, {"why1": "", "do": "next"}).status_code == 422
    kept = browser.post(page, {"why1": "Pipa bocor", "why2": "Tak dirawat", "do": "keep"}, follow=True)
    assert "chain of causes is on the map" in text_of(kept)
    assert CausalLink.objects.filter(map=causal_map).count() == 2


# Pages


def test_list_and_picture_say_the_same(causal_map, official, client_as):
    core, pipes, money = drawn(official, causal_map, GOVERNMENT)
    add_link(actor=official, cause=pipes, effect=money, sign=1, confidence=2)
    page = client_as(official).get(at("side", causal_map, GOVERNMENT)).content.decode()
    listed = page.split('class="causal-list"')[1].split("</section>")[0]
    assert listed.count("<ul") == listed.count("</ul") - 1  # the outermost was cut off before its tag
    assert listed.count("<li") == listed.count("</li")
    assert "also here" in listed
    for card in (core, pipes, money):
        assert f"<title>{card.number}. {card.text}</title>" in page


def test_bad_input_keeps_the_form(causal_map, official, client_as):
    browser, page = client_as(official), at("side", causal_map, GOVERNMENT)
    long = browser.post(page, {"text": "x" * 300, "kind": "cause", "do": "card"})
    assert long.status_code == 422
    assert "x" * 300 in long.content.decode()
    for sent in (
        {"text": "A", "kind": "core"},
        {"do": "link", "cause": "1", "effect": "x"},
        {"text": "\x00"},
    ):
        assert browser.post(page, sent).status_code == 422


@pytest.mark.parametrize("many", [1, 12])
def test_a_side_takes_the_same_queries_for_one_card_and_for_many(
    causal_map, official, client_as, many, django_assert_num_queries
):
    for number in range(many):
        core = core_of(causal_map, GOVERNMENT)
        told = {"text": f"Sebab {number}", "kind": "cause", "beside": core}
        add_card(actor=official, causal_map=causal_map, side=GOVERNMENT, **told)
    browser, page = client_as(official), at("side", causal_map, GOVERNMENT)
    browser.get(page)
    with django_assert_num_queries(QUERIES):
        browser.get(page)


QUERIES = 12


def test_the_chain_says_that_and_never_what(causal_map, official):
    drawn(official, causal_map, GOVERNMENT)
    told = " ".join(str(one.detail) for one in AuditEntry.objects.all())
    assert "bocor" not in told
    assert AuditEntry.objects.filter(action="maps.draw").count() == 2
