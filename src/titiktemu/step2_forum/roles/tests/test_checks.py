"""The sentence on the parts of both turns green by opening and answering, never by how much is alike."""

import pytest

from titiktemu.step2_forum.checks import checks_of
from titiktemu.step2_forum.roles.checks import roles_check
from titiktemu.step2_forum.roles.queries.points import mirror_of
from titiktemu.step2_forum.roles.services.opening import open_side
from titiktemu.step2_forum.roles.tests.mirroring import CIVIL_SOCIETY, GOVERNMENT, both_wrote, said

pytestmark = pytest.mark.django_db


def test_it_stands_between_the_common_wording_and_data(initiative):
    names = [one.name for one in checks_of(initiative)]
    at = names.index("The parts of both, understood by both")
    assert names[at - 1] == "Shared understanding, in writing"
    assert "data" in names[at + 1].lower()


def test_before_both_have_opened_it_says_who_has_not_and_nothing_of_how_much_was_written(
    initiative, speakers, official
):
    before = roles_check(initiative)
    assert not before.is_met
    assert len(before.missing) == 2
    both_wrote(initiative, speakers)
    assert roles_check(initiative) == before
    open_side(actor=official, mirror=mirror_of(initiative), side=GOVERNMENT)
    assert roles_check(initiative).missing == [
        "Civil society has not yet opened what it wrote in the role mirror."
    ]
    assert not roles_check(initiative).proofs


def test_it_is_met_by_answers_and_what_is_disputed_is_named_as_open(
    initiative, speakers, official, activist, django_assert_max_num_queries
):
    beliefs = both_wrote(initiative, speakers)
    for side, actor in speakers.items():
        open_side(actor=actor, mirror=mirror_of(initiative), side=side)
    assert roles_check(initiative).missing == ["2 points of the role mirror wait for an answer."]
    said(official, beliefs[CIVIL_SOCIETY], GOVERNMENT, "right")
    said(activist, beliefs[GOVERNMENT], CIVIL_SOCIETY, "disputed", reason="Bukan kami.")
    with django_assert_max_num_queries(4):
        check = roles_check(initiative)
    assert check.is_met
    assert "what is disputed stays open" in check.finding
    assert check.proofs[-1].sentence == f"“{beliefs[GOVERNMENT].text}” is disputed and stays open."
    assert check.proofs[-1].url.endswith("/cermin-peran/sisi/government/2/")
    said(activist, beliefs[GOVERNMENT], CIVIL_SOCIETY, "right")
    assert roles_check(initiative).finding == "Each side understands the part of the other."
