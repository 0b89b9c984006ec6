"""What comes up while both talk: a card or a link that nobody drew; and two who edit one link."""

import pytest
from django.urls import reverse

from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.step2_forum.maps.checks import analysis_check
from titiktemu.step2_forum.maps.models import Card, CausalLink, JointLink
from titiktemu.step2_forum.maps.queries.joint import joint_of
from titiktemu.step2_forum.maps.services.adding import Found, add_joint_card, add_joint_link
from titiktemu.step2_forum.maps.services.drawing import add_card
from titiktemu.step2_forum.maps.services.linking import edit_link
from titiktemu.step2_forum.maps.services.opening import open_side
from titiktemu.step2_forum.maps.services.session import begin_session, close_session
from titiktemu.step2_forum.maps.tests.drawing import GOVERNMENT, begun, drawn, talked_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def running(facilitator, initiative, speakers):
    """A map whose session runs."""
    return talked_of(facilitator, initiative, speakers)


def pump(facilitator, running):
    return add_joint_card(
        actor=facilitator,
        causal_map=running,
        text="Pompa sering mati",
        text_en="The pump fails",
        kind="cause",
    )


def core(running):
    return Card.objects.get(map=running, side="", kind="core")


def test_a_link_found_together_counts_now_and_never_at_the_start(facilitator, running):
    before = joint_of(running)
    card = pump(facilitator, running)
    assert joint_of(running).now == before.now
    link = add_joint_link(actor=facilitator, causal_map=running, found=Found(card, core(running), 1, 1))
    after = joint_of(running)
    assert (after.now.shared, after.now.links) == (before.now.shared + 1, before.now.links + 1)
    assert after.start == before.start
    assert (link.outcome, link.signs(start=True)) == ("changed", (None, None))


def test_a_link_that_one_side_sees_stays_its_own(facilitator, running):
    card = pump(facilitator, running)
    found = Found(card, core(running), None, 1, "Baru satu bulan.")
    link = add_joint_link(actor=facilitator, causal_map=running, found=found)
    assert link.outcome == "kept"
    assert [str(one.standing) for one in joint_of(running).links if one.link == link] == ["second_alone"]


def test_what_stands_there_already_or_says_nothing_is_refused(facilitator, running, official):
    card = pump(facilitator, running)
    told = {"actor": facilitator, "causal_map": running}
    with pytest.raises(RuleBroken, match="there already"):
        add_joint_card(text="pompa  sering MATI", text_en="", kind="cause", **told)
    for found, words in (
        (Found(card, card, 1, 1), "itself"),
        (Found(card, core(running), None, 0), "At least one side"),
        (Found(Card.objects.filter(side=GOVERNMENT).first(), card, 1, 1), "not on this map"),
    ):
        with pytest.raises(RuleBroken, match=words):
            add_joint_link(found=found, **told)
    add_joint_link(found=Found(card, core(running), 1, None), **told)
    with pytest.raises(RuleBroken, match="Talk about it there"):
        add_joint_link(found=Found(card, core(running), 1, 1), **told)
    with pytest.raises(NotAllowed):
        add_joint_link(actor=official, causal_map=running, found=Found(core(running), card, 1, 1))


def test_after_the_session_nothing_is_added(facilitator, running):
    card = pump(facilitator, running)
    closed = close_session(actor=facilitator, causal_map=running)
    with pytest.raises(RuleBroken, match="not running"):
        add_joint_link(actor=facilitator, causal_map=closed, found=Found(core(running), card, 1, 1))


def test_the_check_tells_the_measure_of_the_start_and_of_the_end(facilitator, initiative, speakers):
    causal_map = begun(facilitator, initiative)
    for side, actor in speakers.items():
        cards = drawn(facilitator, causal_map, side)
        told = {"actor": facilitator, "causal_map": causal_map, "side": side, "beside": cards[0]}
        add_card(text=f"Anak sakit ({side})", kind="implication", **told)
        open_side(actor=actor, causal_map=causal_map, side=side)
    running = begin_session(actor=facilitator, causal_map=causal_map)
    card = pump(facilitator, running)
    add_joint_link(actor=facilitator, causal_map=running, found=Found(card, core(running), 1, 1))
    assert len(analysis_check(initiative).proofs) == 1
    close_session(actor=facilitator, causal_map=running)
    told = analysis_check(initiative).proofs[1].sentence
    assert "saw 0 of 6 links alike when the session began, and 1 of 7 when it closed" in told


def test_on_the_page_a_link_and_a_card_are_added_and_typed_text_stays(facilitator, running, client_as):
    browser = client_as(facilitator)
    page = reverse("maps:add", args=[running.initiative.slug, running.number])
    refused = browser.post(page, {"do": "card", "text": "Air sekolah kotor", "kind": "cause"})
    assert refused.status_code == 422
    assert 'value="Air sekolah kotor"' in refused.content.decode()
    assert browser.post(page, {"do": "card", "text": "Pompa sering mati", "kind": "cause"}).status_code == 302
    card = Card.objects.get(text="Pompa sering mati")
    told = {"do": "link", "cause": card.pk, "effect": core(running).pk}
    assert browser.post(page, told).status_code == 422
    assert browser.post(page, {**told, "government": "1", "civil_society": "-1"}).status_code == 302
    assert JointLink.objects.get(cause=card).signs() == (1, -1)


def test_two_who_edit_one_link_lose_nothing(facilitator, initiative, official, client_as):
    causal_map = begun(facilitator, initiative)
    link = drawn(official, causal_map, GOVERNMENT)[1].leads_to.get()
    edit_link(actor=official, link=link, sign=-1, confidence=3, version=1)
    with pytest.raises(RuleBroken, match="The more, the less, Sure"):
        edit_link(actor=official, link=link, sign=0, confidence=1, version=1)
    browser = client_as(official)
    page = reverse("maps:link", args=[initiative.slug, causal_map.number, link.pk])
    typed = {"sign": "0", "confidence": "1", "do": "save"}
    refused = browser.post(page, {**typed, "version": "1"})
    assert refused.status_code == 422
    assert '<option value="0" selected>' in refused.content.decode()
    assert 'name="version" value="2"' in refused.content.decode()
    assert (CausalLink.objects.get(pk=link.pk).sign, CausalLink.objects.get(pk=link.pk).version) == (-1, 2)
    browser.post(page, {**typed, "version": "2"})
    assert (CausalLink.objects.get(pk=link.pk).sign, CausalLink.objects.get(pk=link.pk).version) == (0, 3)
