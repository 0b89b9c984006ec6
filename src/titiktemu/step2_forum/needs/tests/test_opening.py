"""What opening data is worth to each side, hidden until both have rated; the order both agree on."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from titiktemu.analysis.data_needs.opening import Said
from titiktemu.catalogue.services.datasets import edit_asset
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import AuditEntry
from titiktemu.foundation.words import Role, Side
from titiktemu.step2_forum.needs.exporting import asset_rows
from titiktemu.step2_forum.needs.models import AssetRating, DisclosureOrder
from titiktemu.step2_forum.needs.queries.disclosure import agreed_order
from titiktemu.step2_forum.needs.queries.opening import boards_of, proposed
from titiktemu.step2_forum.needs.services.asking import name_asset, unname_asset
from titiktemu.step2_forum.needs.services.opening import approve_order, rate_asset
from titiktemu.step2_forum.needs.tests.asking import (
    CIVIL_SOCIETY,
    FINE,
    GOVERNMENT,
    POOR,
    asked,
    named,
    noted,
    rated,
    written,
)
from titiktemu.step2_forum.needs.words import Obstacle

pytestmark = pytest.mark.django_db


@pytest.fixture
def asset(initiative, causal_map, official, activist):
    """Data of government that answers a need of civil society."""
    return named(official, activist, initiative)


def seen_by(actor, initiative):
    (board,) = boards_of(actor, initiative)
    return board.government and board.government.said, board.civil_society and board.civil_society.said


def test_a_rating_is_hidden_until_the_other_side_has_rated(
    initiative, asset, official, activist, facilitator, observer, administrator, person
):
    rate_asset(actor=official, initiative=initiative, asset=asset, side=GOVERNMENT, said=POOR)
    colleague = person(Side.GOVERNMENT, Role.LEADER)
    for reader in (official, colleague):
        assert seen_by(reader, initiative) == (POOR, None)
    for reader in (activist, facilitator, observer, administrator):
        assert seen_by(reader, initiative) == (None, None)
        (row,) = asset_rows(reader, initiative)[1:]
        assert row[-9:-1] == [""] * 8
        assert boards_of(reader, initiative)[0].has_rated == {GOVERNMENT}
    rate_asset(actor=activist, initiative=initiative, asset=asset, side=CIVIL_SOCIETY, said=FINE)
    for reader in (official, activist, facilitator, observer):
        assert seen_by(reader, initiative) == (POOR, FINE)
    assert boards_of(observer, initiative)[0].differences == ["Value", "Effort", "Risk"]
    for entry in AuditEntry.objects.filter(action="needs.rate"):
        assert set(entry.detail) == {"side", "turn"}


def test_a_side_may_think_again_and_what_it_said_first_stays_once_both_are_open(
    initiative, asset, official, activist
):
    told = {"actor": official, "initiative": initiative, "asset": asset, "side": GOVERNMENT}
    rate_asset(said=POOR, **told)
    rate_asset(said=Said(3, 3, 3), **told)
    assert AssetRating.objects.count() == 1
    rate_asset(actor=activist, initiative=initiative, asset=asset, side=CIVIL_SOCIETY, said=FINE)
    rate_asset(said=Said(4, 2, 2), **told)
    (board,) = boards_of(activist, initiative)
    assert (board.government.said, board.government_first.said) == (Said(4, 2, 2), Said(3, 3, 3))
    ((_gov, newest, first, _has), (_cso, fine, none, _rated)) = board.sides
    assert (newest.said, first.said, fine.said, none) == (Said(4, 2, 2), Said(3, 3, 3), FINE, None)


def test_nobody_rates_for_another_side_nor_what_no_need_names(
    initiative, asset, official, activist, facilitator, observer
):
    told = {"initiative": initiative, "said": FINE}
    for actor, side in ((activist, GOVERNMENT), (facilitator, GOVERNMENT), (observer, ""), (official, "")):
        with pytest.raises(NotAllowed):
            rate_asset(actor=actor, side=side, asset=asset, **told)
    with pytest.raises(RuleBroken, match="data need names"):
        rate_asset(actor=official, side=GOVERNMENT, asset=noted(official, initiative, "Lain"), **told)
    assert not AssetRating.objects.exists()


def test_the_proposal_is_by_the_side_for_which_less_remains(initiative, asset, speakers, official, activist):
    second = named(official, activist, initiative, "Laporan warga")
    third = named(official, activist, initiative, "Daftar pipa")
    rated(speakers, initiative, asset, Said(5, 1, 1), Said(2, 2, 2))
    rated(speakers, initiative, second, Said(4, 2, 2), Said(4, 3, 1))
    assert [one.board.asset for one in proposed(boards_of(official, initiative))] == [second, asset]
    found = proposed(boards_of(official, initiative))
    assert [(one.government, one.civil_society, one.decides) for one in found] == [
        (2, 1, CIVIL_SOCIETY),
        (4, 0, CIVIL_SOCIETY),
    ]
    (waits,) = [one for one in boards_of(official, initiative) if one.asset == third]
    assert waits.obstacle is Obstacle.NOT_RATED


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"legal_class": ""}, Obstacle.NO_CLASS),
        ({"sensitivity": ""}, Obstacle.NO_SENSITIVITY),
        ({"legal_class": "dikecualikan"}, Obstacle.NOT_WEIGHED),
        ({"sensitivity": "umum"}, Obstacle.NOT_WEIGHED),
        ({"sensitivity": "spesifik", "consideration": " \n "}, Obstacle.NOT_WEIGHED),
    ],
)
def test_what_the_law_asks_for_stands_before_the_order(
    initiative, causal_map, speakers, official, activist, told, why
):
    asset = named(official, activist, initiative, **told)
    rated(speakers, initiative, asset)
    (board,) = boards_of(official, initiative)
    assert board.obstacle is why
    assert proposed([board]) == []
    with pytest.raises(RuleBroken, match="cannot stand in the order yet"):
        written(official, initiative, [asset])
    open_now = {"legal_class": "berkala", "sensitivity": "tidak_ada"}
    weighed = {**open_now, **{key: value for key, value in told.items() if value.strip()}}
    weighed["consideration"] = "Jumlah per kecamatan boleh dibuka; nama tidak."
    edit_asset(actor=official, asset=asset, **weighed)
    assert written(official, initiative, [asset]).number == 1


def test_an_order_is_agreed_when_both_approve_the_same_newest_version(
    initiative, asset, speakers, official, activist, facilitator
):
    second = named(official, activist, initiative, "Laporan warga")
    for one in (asset, second):
        rated(speakers, initiative, one)
    first = written(official, initiative, [asset, second], note="Yang mudah dulu")
    approve_order(actor=official, order=first, side=GOVERNMENT)
    assert agreed_order(initiative) is None
    turned = written(activist, initiative, [second, asset], seen=1)
    with pytest.raises(RuleBroken, match="newer version"):
        approve_order(actor=activist, order=first, side=CIVIL_SOCIETY)
    assert not approve_order(actor=activist, order=turned, side=CIVIL_SOCIETY).is_agreed
    with pytest.raises(RuleBroken, match="already"):
        approve_order(actor=activist, order=turned, side=CIVIL_SOCIETY)
    for actor, side in ((facilitator, GOVERNMENT), (activist, GOVERNMENT), (official, CIVIL_SOCIETY)):
        with pytest.raises(NotAllowed):
            approve_order(actor=actor, order=turned, side=side)
    assert approve_order(actor=official, order=turned, side=GOVERNMENT).is_agreed
    agreed = agreed_order(initiative)
    assert [(one.place, one.asset) for one in agreed.places] == [(1, second), (2, asset)]
    assert agreed.newer is None
    third = written(facilitator, initiative, [second], seen=2)
    agreed = agreed_order(initiative)
    assert (agreed.order, agreed.newer) == (turned, third)


def test_what_is_found_out_after_the_agreement_is_said_beside_it(
    initiative, asset, speakers, official, activist
):
    rated(speakers, initiative, asset)
    order = written(official, initiative, [asset])
    approve_order(actor=activist, order=order, side=CIVIL_SOCIETY)
    edit_asset(actor=official, asset=asset, sensitivity="spesifik")
    with pytest.raises(RuleBroken, match="nothing is weighed"):
        approve_order(actor=official, order=order, side=GOVERNMENT)
    edit_asset(actor=official, asset=asset, sensitivity="tidak_ada")
    approve_order(actor=official, order=order, side=GOVERNMENT)
    edit_asset(actor=official, asset=asset, legal_class="dikecualikan")
    (place,) = agreed_order(initiative).places
    assert place.obstacle is Obstacle.NOT_WEIGHED


def test_versions_are_written_on_what_was_in_view_and_differ(
    initiative, asset, speakers, official, activist, observer
):
    rated(speakers, initiative, asset)
    written(official, initiative, [asset])
    with pytest.raises(RuleBroken, match="newer version meanwhile"):
        written(activist, initiative, [asset])
    with pytest.raises(RuleBroken, match="Nothing is different"):
        written(activist, initiative, [asset], seen=1)
    for wrong in ([], [asset, asset], [noted(official, initiative, "Tanpa kebutuhan")]):
        with pytest.raises(RuleBroken, match=r"at least one|each once"):
            written(activist, initiative, wrong, seen=1)
    with pytest.raises(NotAllowed):
        written(observer, initiative, [asset], seen=1)
    assert DisclosureOrder.objects.count() == 1


def test_data_that_no_need_names_any_more_leaves_the_board(initiative, asset, official, activist):
    need = asset.data_needs.get()
    other = asked(official, initiative, GOVERNMENT)
    name_asset(actor=activist, need=other, asset=asset)
    assert boards_of(official, initiative)[0].needs == 2
    for one in (need, other):
        unname_asset(actor=official, need=one, asset=asset)
    assert boards_of(official, initiative) == []


marks = st.builds(Said, st.integers(1, 5), st.integers(1, 5), st.integers(1, 5))


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from([GOVERNMENT, CIVIL_SOCIETY]), marks), max_size=6))
def test_whatever_is_rated_in_whatever_order_nobody_sees_one_side_alone(
    initiative, asset, speakers, observer, deeds
):
    AssetRating.objects.all().delete()
    for side, said in deeds:
        rate_asset(actor=speakers[side], initiative=initiative, asset=asset, side=side, said=said)
        government, civil_society = seen_by(observer, initiative)
        assert (government is None) == (civil_society is None)
        for own, actor in speakers.items():
            told = dict(zip(speakers, seen_by(actor, initiative), strict=True))
            others = [one for one in told if one != own]
            assert all(told[one] is None or told[own] is not None for one in others)
