"""The sentence on data turns green by asking, naming and agreeing, and red when it no longer holds."""

import pytest

from titiktemu.catalogue.services.datasets import edit_asset
from titiktemu.step2_forum.checks import checks_of
from titiktemu.step2_forum.needs.checks import needs_check
from titiktemu.step2_forum.needs.queries.subjects import walk_of
from titiktemu.step2_forum.needs.services.opening import approve_order
from titiktemu.step2_forum.needs.tests.asking import CIVIL_SOCIETY, GOVERNMENT, asked, named, rated, written

pytestmark = pytest.mark.django_db


def test_before_there_is_anything_to_ask_about(initiative):
    check = needs_check(initiative)
    assert not check.is_met
    assert not check.proofs
    assert check.missing[0].startswith("There is no cause")
    assert check.name in [one.name for one in checks_of(initiative)]


def test_it_is_met_by_deeds_and_unmet_when_the_law_asks_more(
    initiative, causal_map, speakers, official, activist, django_assert_max_num_queries
):
    assert needs_check(initiative).missing[0].startswith("On 3 of 3 causes")
    while walk_of(initiative).waiting:
        asked(activist, initiative, CIVIL_SOCIETY)
    asset = named(official, activist, initiative)
    rated(speakers, initiative, asset)
    order = written(official, initiative, [asset])
    assert needs_check(initiative).missing == ["Both sides have not yet agreed on an order of disclosure."]
    for side, actor in ((GOVERNMENT, official), (CIVIL_SOCIETY, activist)):
        assert not needs_check(initiative).is_met
        approve_order(actor=actor, order=order, side=side)
    check = needs_check(initiative)
    assert check.is_met
    assert [one.sentence for one in check.proofs] == [
        "6 data needs are asked, 1 with data that may answer them.",
        "Both sides agreed to open 1 piece of data.",
    ]
    with django_assert_max_num_queries(15):
        needs_check(initiative)
    edit_asset(actor=official, asset=asset, legal_class="dikecualikan")
    assert not needs_check(initiative).is_met
