"""Both open, match their cards, and talk about the links: what came of each, the index before and after."""

import csv
import io
import re
import xml.etree.ElementTree as ET

import pytest
from django.urls import reverse
from pypdf import PdfReader

from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.step2_forum.maps.models import Card, CardPair, CausalLink, CausalMap, DataQuestion
from titiktemu.step2_forum.maps.queries.joint import joint_of, pairs_of
from titiktemu.step2_forum.maps.services.linking import add_link
from titiktemu.step2_forum.maps.services.opening import answer_pair, draw_on, open_side, propose_pair
from titiktemu.step2_forum.maps.services.session import (
    TURNED,
    Verdict,
    begin_session,
    close_session,
    settle_link,
)
from titiktemu.step2_forum.maps.tests.drawing import (
    CIVIL_SOCIETY,
    GOVERNMENT,
    begun,
    drawn,
    opened,
    talked_of,
)

pytestmark = pytest.mark.django_db


def at(name, causal_map, *more):
    return reverse(f"maps:{name}", args=[causal_map.initiative.slug, causal_map.number, *more])


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def standings(causal_map):
    return {
        (one.link.cause.text, one.link.effect.text): str(one.standing) for one in joint_of(causal_map).links
    }


def test_a_side_may_draw_on_until_the_other_is_ready(facilitator, initiative, official, activist):
    causal_map = begun(facilitator, initiative)
    with pytest.raises(RuleBroken, match="no link"):
        open_side(actor=official, causal_map=causal_map, side=GOVERNMENT)
    drawn(official, causal_map, GOVERNMENT)
    assert open_side(actor=official, causal_map=causal_map, side=GOVERNMENT).state == "apart"
    assert not draw_on(actor=official, causal_map=causal_map, side=GOVERNMENT).is_ready(GOVERNMENT)
    with pytest.raises(NotAllowed):
        open_side(actor=activist, causal_map=causal_map, side=GOVERNMENT)
    with pytest.raises(NotAllowed):
        open_side(actor=facilitator, causal_map=causal_map, side=GOVERNMENT)


def test_pairs_are_suggested_when_both_open_and_count_when_both_say_so(
    facilitator, initiative, speakers, official, activist
):
    causal_map = opened(facilitator, initiative, speakers)
    (pair,) = pairs_of(causal_map)
    assert (pair.government_card.text, pair.civil_society_card.text) == (
        "Pipa sekolah bocor",
        "Pipa di sekolah sudah bocor",
    )
    assert not answer_pair(actor=official, pair=pair, side=GOVERNMENT, same=True).is_confirmed
    with pytest.raises(NotAllowed):
        answer_pair(actor=official, pair=pair, side=CIVIL_SOCIETY, same=True)
    with pytest.raises(NotAllowed):
        answer_pair(actor=facilitator, pair=pair, side=CIVIL_SOCIETY, same=True)
    assert answer_pair(actor=activist, pair=pair, side=CIVIL_SOCIETY, same=True).is_confirmed


def test_a_card_means_the_same_as_one_other_at_most(facilitator, initiative, speakers, official, activist):
    causal_map = opened(facilitator, initiative, speakers)
    (pair,) = pairs_of(causal_map)
    other = Card.objects.get(map=causal_map, text="Warga tidak didengar")
    told = {"government_card": pair.government_card, "civil_society_card": other}
    second = propose_pair(actor=official, causal_map=causal_map, side=GOVERNMENT, **told)
    with pytest.raises(RuleBroken, match="in the list already"):
        propose_pair(actor=activist, causal_map=causal_map, side=CIVIL_SOCIETY, **told)
    for side, actor in speakers.items():
        answer_pair(actor=actor, pair=pair, side=side, same=True)
    with pytest.raises(RuleBroken, match="another card already"):
        answer_pair(actor=activist, pair=second, side=CIVIL_SOCIETY, same=True)
    assert CardPair.objects.get(pk=second.pk).civil_society_says is None


def test_the_joint_map_has_each_matched_card_once_and_the_index_is_jaccards(
    facilitator, initiative, speakers
):
    causal_map = talked_of(facilitator, initiative, speakers)
    assert Card.objects.filter(map=causal_map, side="").count() == 4
    assert standings(causal_map) == {
        ("Pipa sekolah bocor", "Air sekolah kotor"): "shared",
        ("Anggaran terlambat", "Pipa sekolah bocor"): "first_alone",
        ("Warga tidak didengar", "Pipa sekolah bocor"): "second_alone",
    }
    assert (causal_map.start.shared, causal_map.start.links) == (1, 3)
    (branch,) = joint_of(causal_map).branches
    assert (branch.card.text, branch.now.shared, branch.now.links) == ("Pipa sekolah bocor", 1, 3)


def test_without_matches_nothing_is_shared_but_the_core(facilitator, initiative, speakers):
    causal_map = begin_session(actor=facilitator, causal_map=opened(facilitator, initiative, speakers))
    assert (causal_map.start.shared, causal_map.start.links) == (0, 4)
    with pytest.raises(RuleBroken, match="once"):
        begin_session(actor=facilitator, causal_map=causal_map)


def link_of(causal_map, cause):
    return next(one.link for one in joint_of(causal_map).links if one.link.cause.text == cause)


def test_what_came_of_links_moves_the_index_and_the_start_stays(facilitator, initiative, speakers):
    causal_map = talked_of(facilitator, initiative, speakers)
    money = link_of(causal_map, "Anggaran terlambat")
    settle_link(actor=facilitator, link=money, verdict=Verdict("changed", 1, 1, "Sudah dilihat bersama."))
    heard = link_of(causal_map, "Warga tidak didengar")
    settle_link(
        actor=facilitator, link=heard, verdict=Verdict("data", None, 1, "", "Laporan warga per bulan")
    )
    closed = close_session(actor=facilitator, causal_map=causal_map)
    assert (closed.start.shared, closed.start.links) == (1, 3)
    assert (closed.end.shared, closed.end.links) == (2, 3)
    assert DataQuestion.objects.get().joint_link == heard
    with pytest.raises(RuleBroken, match="not running"):
        settle_link(actor=facilitator, link=heard, verdict=Verdict("kept", None, 1))


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (Verdict("changed", 1, None), "No view is different"),
        (Verdict("changed", None, None), "At least one side"),
        (Verdict("data", 1, None), "which data"),
    ],
)
def test_an_outcome_that_says_nothing_is_refused(facilitator, initiative, speakers, verdict, words):
    causal_map = talked_of(facilitator, initiative, speakers)
    money = link_of(causal_map, "Anggaran terlambat")
    with pytest.raises(RuleBroken, match=words):
        settle_link(actor=facilitator, link=money, verdict=verdict)
    money.refresh_from_db()
    assert (money.outcome, money.government_sign, money.civil_society_sign) == ("", 1, None)


def turned_map(facilitator, initiative, speakers):
    """Government sees that late money makes pipes leak, civil society that leaks make money late."""
    causal_map = begun(facilitator, initiative)
    ours = drawn(facilitator, causal_map, GOVERNMENT)
    theirs = drawn(facilitator, causal_map, CIVIL_SOCIETY)
    CausalLink.objects.filter(cause=theirs[2]).delete()
    add_link(actor=facilitator, cause=theirs[1], effect=theirs[2], sign=1, confidence=3)
    for side, actor in speakers.items():
        open_side(actor=actor, causal_map=causal_map, side=side)
    told = {"government_card": ours[2], "civil_society_card": theirs[2]}
    official = speakers[GOVERNMENT]
    propose_pair(actor=official, causal_map=causal_map, side=GOVERNMENT, **told)
    for pair in pairs_of(causal_map):
        for side, actor in speakers.items():
            answer_pair(actor=actor, pair=pair, side=side, same=True)
    return begin_session(actor=facilitator, causal_map=causal_map)


@pytest.mark.parametrize("verdict", [Verdict("changed", 1, 1), Verdict("changed", TURNED, None)])
def test_a_dispute_about_the_direction_ends_when_one_side_turns(facilitator, initiative, speakers, verdict):
    causal_map = turned_map(facilitator, initiative, speakers)
    link = next(one.link for one in joint_of(causal_map).contested)
    assert "direction" in standings(causal_map).values()
    assert causal_map.start.links == 2
    settle_link(actor=facilitator, link=link, verdict=verdict)
    assert set(standings(causal_map).values()) == {"shared"}


def test_pages_of_the_session_say_how_the_sides_stand(facilitator, initiative, speakers, client_as, observer):
    causal_map = talked_of(facilitator, initiative, speakers)
    page = text_of(client_as(observer).get(at("home", causal_map)))
    assert "1 of 3 links" in page
    assert "Only government sees it" in page
    browser = client_as(facilitator)
    money = link_of(causal_map, "Anggaran terlambat")
    answer = browser.post(
        at("settle", causal_map, money.number), {"outcome": "data", "note": "Perlu dilihat."}
    )
    assert answer.status_code == 422
    assert "Perlu dilihat." in answer.content.decode()
    assert "Reinforcing" not in text_of(browser.get(at("influence", causal_map)))
    assert "33%" in text_of(browser.get(at("stage", causal_map)))


def test_every_file_of_the_joint_map_can_be_read(facilitator, initiative, speakers, client_as):
    causal_map = talked_of(facilitator, initiative, speakers)
    browser = client_as(facilitator)
    files = {
        form: browser.get(at("file", causal_map, "joint", form)) for form in ("svg", "png", "csv", "pdf")
    }
    root = ET.fromstring(files["svg"].content)  # noqa: S314 # our own picture
    titles = [one.text for one in root.iter("{http://www.w3.org/2000/svg}title")]
    assert titles[0] == "Causal map of “Air sekolah kotor”: 4 cards and 3 links."
    assert any("Anggaran terlambat" in one for one in titles)
    assert files["png"].content.startswith(b"\x89PNG")
    rows = list(csv.DictReader(io.StringIO(files["csv"].content.decode("utf-8-sig"))))
    assert {row["standing"] for row in rows} == {"shared", "first_alone", "second_alone"}
    paper = PdfReader(io.BytesIO(files["pdf"].content))
    told = " ".join(page.extract_text() for page in paper.pages)
    assert "Anggaran terlambat" in told
    for line in ("thick: both see it alike", "dotted: contested", "only government", "only civil society"):
        assert line in re.sub(r"\s+", " ", told)
    assert "INVENTED EXAMPLE" not in told
    Initiative.objects.update(is_fiction=True)
    invented = PdfReader(io.BytesIO(browser.get(at("file", causal_map, "joint", "pdf")).content))
    assert all("INVENTED EXAMPLE" in page.extract_text() for page in invented.pages)


def test_a_formula_in_a_card_is_none_in_a_spreadsheet(facilitator, initiative, official, client_as):
    causal_map = begun(facilitator, initiative, "=HYPERLINK(0)")
    drawn(official, causal_map, GOVERNMENT)
    table = client_as(official).get(at("file", causal_map, GOVERNMENT, "csv")).content.decode("utf-8-sig")
    assert "'=HYPERLINK(0)" in table


def test_matching_on_the_page(facilitator, initiative, speakers, official, client_as):
    causal_map = opened(facilitator, initiative, speakers)
    (pair,) = pairs_of(causal_map)
    browser, page = client_as(official), at("align", causal_map)
    browser.post(page, {"pair": str(pair.pk), "same": "1"})
    assert CardPair.objects.get(pk=pair.pk).government_says
    assert browser.post(page, {"pair": "x"}).status_code == 422
    assert browser.post(page, {"do": "propose"}).status_code == 422
    assert browser.post(page, {"pair": str(10**9), "same": "1"}).status_code == 404
    assert CausalMap.objects.get().state == "open"


@pytest.mark.parametrize("many", [1, 8])
def test_the_overview_takes_the_same_queries_for_few_links_and_for_many(
    facilitator, initiative, speakers, client_as, many, django_assert_num_queries
):
    causal_map = begun(facilitator, initiative)
    for side in speakers:
        cards = drawn(facilitator, causal_map, side)
        for cause in cards[: many + 1]:
            for effect in cards[: many + 1]:
                known = CausalLink.objects.filter(cause=cause, effect=effect).exists()
                if cause != effect and not known:
                    add_link(actor=facilitator, cause=cause, effect=effect, sign=1, confidence=2)
    for side, actor in speakers.items():
        open_side(actor=actor, causal_map=causal_map, side=side)
    begin_session(actor=facilitator, causal_map=causal_map)
    browser, page = client_as(facilitator), at("home", causal_map)
    browser.get(page)
    with django_assert_num_queries(QUERIES):
        browser.get(page)


QUERIES = 11
