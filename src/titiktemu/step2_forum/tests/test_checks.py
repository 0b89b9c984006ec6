"""Each sentence of the guideline's second step turns from red to green by real deeds, and by them alone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from titiktemu.foundation.words import BOTH_SIDES, Side, Step
from titiktemu.meetings.models import Meeting
from titiktemu.meetings.queries.presence import Company
from titiktemu.meetings.services.attending import count_on_paper
from titiktemu.meetings.services.inviting import invite_other, withdraw_invitation
from titiktemu.meetings.services.planning import cancel_meeting, mark_held
from titiktemu.meetings.tests.gathering import planned
from titiktemu.step2_forum.checks import checks_of, is_in_balance
from titiktemu.step2_forum.efforts.queries.efforts import causes_of
from titiktemu.step2_forum.efforts.services.efforts import record_effort
from titiktemu.step2_forum.maps.queries.cards import core_of
from titiktemu.step2_forum.maps.services.drawing import add_card
from titiktemu.step2_forum.maps.services.opening import open_side
from titiktemu.step2_forum.maps.services.session import begin_session
from titiktemu.step2_forum.maps.tests.drawing import begun, drawn, talked_of
from titiktemu.step2_forum.understanding.tests.writing import written

BOTH, OTHERS, ANALYSIS, EFFORTS = range(4)
GOVERNMENT, CIVIL_SOCIETY = BOTH_SIDES


def check(initiative, place):
    return checks_of(initiative)[place]


@pytest.fixture
def forum(facilitator, initiative):
    """A meeting of the second step that began an hour ago."""
    return planned(
        facilitator, initiative, step=Step.FORUM, kind="forum", starts_at=timezone.now() - timedelta(hours=1)
    )


def came(facilitator, forum, **people):
    counts = {(side, "female"): many for side, many in people.items()}
    count_on_paper(actor=facilitator, meeting=forum, counts=counts)


def test_nothing_is_met_at_the_beginning(db, initiative):
    assert not any(one.is_met for one in checks_of(initiative))
    assert all(one.missing and not one.proofs for one in checks_of(initiative))


# Who is there


@given(st.integers(0, 40), st.integers(0, 40))
def test_balance_does_not_favour_a_side(government, civil_society):
    def company(some, others):
        return Company(Meeting(), present={Side.GOVERNMENT: some, Side.CIVIL_SOCIETY: others})

    found = is_in_balance(company(government, civil_society))
    assert found == is_in_balance(company(civil_society, government))
    few, many = sorted((government, civil_society))
    assert found == (few > 1 and many / few <= 2)


def test_a_forum_counts_when_it_was_held_and_both_came(initiative, facilitator, forum):
    came(facilitator, forum, government=5, civil_society=4)
    assert not check(initiative, BOTH).is_met  # not yet held
    mark_held(actor=facilitator, meeting=forum)
    found = check(initiative, BOTH)
    assert found.is_met
    assert "5" in found.proofs[0].sentence
    assert "4" in found.proofs[0].sentence


@pytest.mark.parametrize(
    ("government", "civil_society", "said"),
    [(1, 9, "fewer than two people of Government"), (9, 4, "more than twice"), (0, 0, "fewer than two")],
)
def test_what_is_missing_for_balance_is_said(initiative, facilitator, forum, government, civil_society, said):
    came(facilitator, forum, government=government, civil_society=civil_society)
    mark_held(actor=facilitator, meeting=forum)
    assert said in " ".join(check(initiative, BOTH).missing)


def test_a_meeting_of_one_side_or_of_another_step_is_no_forum(initiative, facilitator):
    began = timezone.now() - timedelta(hours=1)
    for more in ({"side": GOVERNMENT, "step": Step.FORUM}, {"step": Step.ISSUES}):
        meeting = planned(facilitator, initiative, starts_at=began, **more)
        came(facilitator, meeting, government=4, civil_society=4)
        mark_held(actor=facilitator, meeting=meeting)
    assert not check(initiative, BOTH).is_met


def test_others_count_when_they_are_invited_or_come(initiative, facilitator, forum):
    invite_other(actor=facilitator, meeting=forum, name="Bu Sari", side=GOVERNMENT)
    assert not check(initiative, OTHERS).is_met
    mother = invite_other(actor=facilitator, meeting=forum, name="Ibu Rini", side=Side.CITIZENS)
    assert check(initiative, OTHERS).is_met
    withdraw_invitation(actor=facilitator, invitation=mother)
    assert not check(initiative, OTHERS).is_met
    came(facilitator, forum, other=1)
    assert check(initiative, OTHERS).is_met


def test_a_cancelled_meeting_invited_nobody(initiative, facilitator):
    forum = planned(facilitator, initiative, step=Step.FORUM, starts_at=timezone.now() + timedelta(days=9))
    invite_other(actor=facilitator, meeting=forum, name="Ibu Rini", side=Side.CITIZENS)
    cancel_meeting(actor=facilitator, meeting=forum, reason="Banjir.")
    assert not check(initiative, OTHERS).is_met


# What they understand


def test_an_analysis_needs_causes_and_implications_of_both_and_the_talk(initiative, facilitator, speakers):
    causal_map = talked_of(facilitator, initiative, speakers)
    missing = check(initiative, ANALYSIS).missing
    assert len(missing) == 2
    assert all("implication" in one for one in missing)
    causal_map.delete()
    causal_map = begun(facilitator, initiative)
    for side in speakers:
        drawn(facilitator, causal_map, side)
        add_card(
            actor=facilitator,
            causal_map=causal_map,
            side=side,
            kind="implication",
            text=f"Anak sakit, {side}",
            beside=core_of(causal_map, side),
        )
    assert len(check(initiative, ANALYSIS).missing) == 2  # neither has opened
    for side, actor in speakers.items():
        open_side(actor=actor, causal_map=causal_map, side=side)
    causal_map.refresh_from_db()
    assert len(check(initiative, ANALYSIS).missing) == 1  # not talked about yet
    begin_session(actor=facilitator, causal_map=causal_map)
    assert check(initiative, ANALYSIS).is_met


def test_efforts_need_both_sides_and_a_cause(initiative, facilitator, speakers):
    talked_of(facilitator, initiative, speakers)
    told = {"actor": facilitator, "initiative": initiative, "what": "Uji air"}
    record_effort(side=GOVERNMENT, who="Dinas", **told)
    assert len(check(initiative, EFFORTS).missing) == 2  # civil society, and a cause
    record_effort(side=CIVIL_SOCIETY, who="Komunitas", causes=list(causes_of(initiative)[:1]), **told)
    assert check(initiative, EFFORTS).is_met


@pytest.mark.parametrize("many", [1, 3])
def test_checks_ask_the_same_questions_however_much_there_is(
    initiative, facilitator, speakers, django_assert_num_queries, many
):
    for number in range(many):
        began = timezone.now() - timedelta(hours=1)
        meeting = planned(facilitator, initiative, step=Step.FORUM, starts_at=began)
        came(facilitator, meeting, government=2 + number, civil_society=2)
        begun(facilitator, initiative, problem=f"Masalah {number}")
        record_effort(
            actor=facilitator, initiative=initiative, side=GOVERNMENT, who="Dinas", what=f"Uji {number}"
        )
        written(facilitator, initiative, text=f"Air diuji, {number}.")
    with django_assert_num_queries(25):
        checks_of(initiative)
