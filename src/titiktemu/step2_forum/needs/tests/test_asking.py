"""Which data would prove or disprove this: asked on every cause and link, answered by the register."""

import pytest

from titiktemu.analysis.data_needs.asking import Kind, Reason
from titiktemu.catalogue.models import DataAsset
from titiktemu.catalogue.queries import visible_assets
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import AuditEntry
from titiktemu.foundation.words import Role
from titiktemu.step2_forum.maps.models import Card, JointLink
from titiktemu.step2_forum.maps.services.linking import ask_data
from titiktemu.step2_forum.maps.services.opening import open_side
from titiktemu.step2_forum.maps.services.session import Verdict, begin_session, settle_link
from titiktemu.step2_forum.maps.tests.drawing import begun, drawn
from titiktemu.step2_forum.needs.models import DataNeed
from titiktemu.step2_forum.needs.queries.needs import numbers_of
from titiktemu.step2_forum.needs.queries.subjects import questions_to_carry, walk_of
from titiktemu.step2_forum.needs.services.asking import (
    Wanted,
    ask_need,
    carry_question,
    change_need,
    name_asset,
    settle_need,
    unname_asset,
)
from titiktemu.step2_forum.needs.tests.asking import CIVIL_SOCIETY, GOVERNMENT, asked, noted

pytestmark = pytest.mark.django_db


def test_nothing_is_asked_about_before_there_is_a_joint_map(facilitator, initiative, speakers):
    causal_map = begun(facilitator, initiative)
    for side, actor in speakers.items():
        drawn(actor, causal_map, side)
        assert walk_of(initiative).topics == []
        open_side(actor=actor, causal_map=causal_map, side=side)
    assert walk_of(initiative).topics == []
    begin_session(actor=facilitator, causal_map=causal_map)
    assert walk_of(initiative).topics


def test_every_cause_and_link_is_asked_about_and_what_is_contested_first(
    facilitator, initiative, causal_map, activist
):
    shared = JointLink.objects.get(effect__kind="core")
    for end in ("cause", "effect"):
        text = getattr(shared, end).text
        assert text in {"Pipa sekolah bocor", "Air sekolah kotor"}
    walk = walk_of(initiative)
    assert sorted(one.kind for one in walk.topics) == [Kind.CAUSE] * 3 + [Kind.LINK] * 3
    assert walk.topics[0].reasons[0] is Reason.ONE_SIDE
    assert walk.topics[-1].text == "Pipa sekolah bocor"  # both see it, and little hangs on it
    verdict = Verdict("changed", 1, 0, "Warga melihat pipa baru.")
    settle_link(actor=facilitator, link=shared, verdict=verdict)
    walk = walk_of(initiative)
    assert walk.topics[0].reasons == (Reason.CONTESTED, Reason.INFLUENTIAL, Reason.NO_EVIDENCE)
    assert walk.topics[0].text == "Pipa sekolah bocor → Air sekolah kotor"
    for number in range(len(walk.topics)):
        assert walk_of(initiative).done == number
        asked(activist, initiative, CIVIL_SOCIETY)
    assert walk_of(initiative).waiting == []
    numbers = numbers_of(initiative)
    assert (numbers.causes, numbers.causes_asked, numbers.links_asked) == (3, 3, 3)
    assert (numbers.needs, numbers.needs_with_asset, numbers.needs_settled) == (6, 0, 0)


def test_a_side_asks_for_itself_and_who_leads_for_both(
    facilitator, initiative, causal_map, official, activist, observer, stranger
):
    about = walk_of(initiative).waiting[0].key
    told = {"initiative": initiative, "about": about}
    need = ask_need(actor=activist, side=CIVIL_SOCIETY, wanted=Wanted("Jumlah pipa"), **told)
    assert (need.number, need.side, need.state, need.whereabouts) == (1, CIVIL_SOCIETY, "open", "unknown")
    entry = AuditEntry.objects.order_by("-number").first()
    assert (entry.action, entry.detail) == ("needs.ask", {"side": CIVIL_SOCIETY, "kind": need.kind})
    assert ask_need(actor=facilitator, side="", wanted=Wanted("Umur pipa"), **told).number == 2
    for actor, side in ((activist, GOVERNMENT), (activist, ""), (observer, ""), (stranger, "")):
        with pytest.raises(NotAllowed):
            ask_need(actor=actor, side=side, wanted=Wanted("Panjang pipa"), **told)
    with pytest.raises(RuleBroken, match="number 1"):
        ask_need(actor=official, side=GOVERNMENT, wanted=Wanted("jumlah PIPA"), **told)
    assert DataNeed.objects.count() == 2


@pytest.mark.parametrize("about", ["", "link", "link-0", "cause-99999999999999999999", "card-1", "x-y-z"])
def test_a_need_is_about_something_that_is_there(initiative, causal_map, official, about):
    with pytest.raises(RuleBroken, match="Choose a cause"):
        ask_need(actor=official, initiative=initiative, side=GOVERNMENT, about=about, wanted=Wanted("Data"))


def test_a_thing_of_another_initiative_is_not_asked_about(make_initiative, initiative, causal_map, person):
    other = make_initiative("Lain")
    leads = person("", Role.FACILITATOR, initiative=other)
    about = walk_of(initiative).waiting[0].key
    with pytest.raises(RuleBroken, match="Choose a cause"):
        ask_need(actor=leads, initiative=other, side="", about=about, wanted=Wanted("Data"))


def test_questions_of_the_map_are_taken_over_once_in_the_name_of_who_asked(
    facilitator, initiative, speakers, official, activist
):
    causal_map = begun(facilitator, initiative)
    for side, actor in speakers.items():
        drawn(actor, causal_map, side)
    own = Card.objects.get(map=causal_map, text="Warga tidak didengar")
    question = ask_data(actor=activist, card=own, text="Aduan per bulan")
    walk = walk_of(initiative)
    assert questions_to_carry(initiative, walk) == []  # as long as each draws apart
    with pytest.raises(RuleBroken, match="gone"):
        carry_question(actor=activist, initiative=initiative, question=question)
    for side, actor in speakers.items():
        open_side(actor=actor, causal_map=causal_map, side=side)
    begin_session(actor=facilitator, causal_map=causal_map)
    (found,) = questions_to_carry(initiative, walk_of(initiative))
    assert (found.topic.kind, found.topic.text) == (Kind.CAUSE, "Warga tidak didengar")
    with pytest.raises(NotAllowed):
        carry_question(actor=official, initiative=initiative, question=question)
    need = carry_question(actor=activist, initiative=initiative, question=question)
    own.refresh_from_db()
    assert (need.text, need.side, need.card_id) == ("Aduan per bulan", CIVIL_SOCIETY, own.joint_id)
    with pytest.raises(RuleBroken, match="already"):
        carry_question(actor=activist, initiative=initiative, question=question)
    assert questions_to_carry(initiative, walk_of(initiative)) == []


def test_two_who_change_a_question_lose_nothing(initiative, causal_map, activist, official):
    need = asked(activist, initiative, CIVIL_SOCIETY)
    change_need(actor=activist, need=need, wanted=Wanted("Per desa", "nobody"), version=1)
    with pytest.raises(RuleBroken, match="“Per desa”"):
        change_need(actor=activist, need=need, wanted=Wanted("Per kecamatan"), version=1)
    changed = change_need(actor=activist, need=need, wanted=Wanted("Per kecamatan"), version=2)
    assert (changed.text, changed.whereabouts, changed.version) == ("Per kecamatan", "unknown", 3)
    with pytest.raises(NotAllowed):
        change_need(actor=official, need=need, wanted=Wanted("Lain"), version=3)


def test_naming_data_tells_the_other_side_and_only_its_own_side_can(
    initiative, causal_map, official, activist, facilitator
):
    need = asked(activist, initiative, CIVIL_SOCIETY)
    asset = noted(official, initiative)
    for other in (activist, facilitator):
        with pytest.raises((RuleBroken, NotAllowed)):
            name_asset(actor=other, need=need, asset=asset, tell=True)
    with pytest.raises(RuleBroken, match="does not know"):
        name_asset(actor=official, need=need, asset=asset)
    assert not visible_assets(activist, initiative)
    name_asset(actor=official, need=need, asset=asset, tell=True)
    assert list(visible_assets(activist, initiative)) == [asset]
    with pytest.raises(RuleBroken, match="named already"):
        name_asset(actor=activist, need=need, asset=asset)
    unname_asset(actor=activist, need=need, asset=asset)
    assert list(visible_assets(activist, initiative)) == [asset]  # what was told stays told
    with pytest.raises(RuleBroken, match="not named"):
        unname_asset(actor=activist, need=need, asset=asset)
    name_asset(actor=activist, need=need, asset=asset)
    assert numbers_of(initiative).needs_with_asset == 1


def test_what_came_of_it_is_said_by_who_asked_with_a_reason(initiative, causal_map, official, activist):
    need = asked(activist, initiative, CIVIL_SOCIETY)
    with pytest.raises(NotAllowed):
        settle_need(actor=official, need=need, state="answered", answer="Sudah jelas.")
    with pytest.raises(RuleBroken, match="Say what"):
        settle_need(actor=activist, need=need, state="cannot", answer="  ")
    done = settle_need(actor=activist, need=need, state="cannot", answer="Tidak pernah dicatat.")
    assert done.settled_at is not None
    with pytest.raises(RuleBroken, match="open it again"):
        change_need(actor=activist, need=need, wanted=Wanted("Lain"), version=1)
    assert numbers_of(initiative).needs_settled == 1
    assert settle_need(actor=activist, need=need, state="open").settled_at is None
    assert DataAsset.objects.count() == 0
