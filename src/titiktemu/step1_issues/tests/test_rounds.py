"""Rounds of decision: a fixed rule, sealed ballots, a verdict for each side and none for the sum."""

import pytest

from titiktemu.analysis.decision_rounds import Gradient
from titiktemu.analysis.disclosure import SHOWN_FROM, Kind
from titiktemu.candour import gate
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import AuditEntry
from titiktemu.foundation.words import Role, Side
from titiktemu.step1_issues.models import DecisionRound, GradientBallot, SideTally
from titiktemu.step1_issues.queries.rounds import (
    is_agreed,
    may_stand_beside,
    outcomes,
    own_gradient,
    supporting,
)
from titiktemu.step1_issues.queries.waiting import unanswered_rounds
from titiktemu.step1_issues.services.proposals import (
    amend_proposal,
    raise_objection,
    settle_objection,
    withdraw_objection,
    write_proposal,
)
from titiktemu.step1_issues.services.rounds import (
    cast_gradient,
    change_rule,
    close_round,
    open_round,
    pause_round,
    prepare_round,
    speak_for_side,
    type_paper,
)
from titiktemu.step1_issues.services.solutions import add_solution
from titiktemu.step1_issues.services.sorting import choose_issue, shortlist
from titiktemu.step1_issues.tests.cards import people_of
from titiktemu.step1_issues.words import Fate, IssueState, SideVerdict

pytestmark = pytest.mark.django_db
GOV, CSO = Side.GOVERNMENT, Side.CIVIL_SOCIETY


@pytest.fixture
def proposal(facilitator, issue, person):
    """A proposal on an issue of the short list, with seven people on each side."""
    for side in (GOV, CSO):
        people_of(person, side, 7)
    shortlist(actor=facilitator, issue=issue)
    return write_proposal(actor=facilitator, issue=issue, text="Kita tangani air di sekolah.")


@pytest.fixture
def found(facilitator, proposal):
    """An open round on it."""
    return open_round(actor=facilitator, found=prepare_round(actor=facilitator, proposal=proposal))


def answered(person, found, side, gradients):
    for actor, gradient in zip(people_of(person, side, len(gradients)), gradients, strict=True):
        cast_gradient(actor=actor, found=found, gradient=gradient)


def stands(found):
    return {tally.side: tally.stands for tally in SideTally.objects.filter(round=found)}


def test_the_rule_can_change_before_the_opening_and_never_after(facilitator, proposal):
    prepared = prepare_round(actor=facilitator, proposal=proposal)
    assert change_rule(actor=facilitator, found=prepared, support_needed=60).support_needed == 60
    found = open_round(actor=facilitator, found=prepared)
    with pytest.raises(RuleBroken, match="fixed"):
        change_rule(actor=facilitator, found=found, support_needed=50)
    found.refresh_from_db()
    assert found.support_needed == 60
    opened = AuditEntry.objects.get(action="issues.open_round")
    assert opened.detail["support_needed"] == 60


@pytest.mark.parametrize(
    "rule", [{"quorum": 4}, {"support_needed": 49}, {"support_needed": 101}, {"kind": "x"}]
)
def test_a_rule_that_would_not_protect_or_means_nothing_is_refused(facilitator, proposal, rule):
    with pytest.raises(RuleBroken):
        prepare_round(actor=facilitator, proposal=proposal, **rule)


def test_nothing_is_shown_before_the_close_but_ones_own_ballot(person, found, client_as, stranger):
    answered(person, found, GOV, [1] * 7)
    assert outcomes(found) == []
    first, second = people_of(person, GOV, 2)
    assert own_gradient(found, first) == Gradient.FULL
    assert own_gradient(found, stranger) is None
    assert own_gradient(found, second) == Gradient.FULL
    assert not AuditEntry.objects.filter(action="issues.cast_gradient").exists()


def test_at_the_close_ballots_become_sums_of_each_side_and_are_gone(person, facilitator, found):
    answered(person, found, GOV, [1, 1, 2, 3, 1, 2])
    answered(person, found, CSO, [1, 2, 2, 2, 3])
    close_round(actor=facilitator, found=found)
    assert not GradientBallot.objects.exists()
    assert stands(found) == {GOV: SideVerdict.AGREED, CSO: SideVerdict.AGREED}
    entry = AuditEntry.objects.get(action="issues.close_round")
    assert entry.detail == {GOV: "agreed", CSO: "agreed"}
    with pytest.raises(RuleBroken):
        answered(person, found, GOV, [8])


def test_a_large_side_never_outvotes_the_other(person, facilitator, proposal):
    people_of(person, GOV, 20)
    found = open_round(actor=facilitator, found=prepare_round(actor=facilitator, proposal=proposal))
    answered(person, found, GOV, [1] * 20)
    answered(person, found, CSO, [5, 5, 5, 1, 1])
    close_round(actor=facilitator, found=found)
    found.refresh_from_db()
    assert stands(found) == {GOV: SideVerdict.AGREED, CSO: SideVerdict.NOT_YET}
    assert not is_agreed(found)
    issue = proposal.issue
    for title in ("Satu.", "Dua."):
        add_solution(actor=facilitator, issue=issue, title=title)
    with pytest.raises(RuleBroken, match="Both sides must agree"):
        choose_issue(actor=facilitator, issue=issue)


def test_a_block_on_one_side_stops_the_round_and_is_told_with_that_side(person, facilitator, found):
    answered(person, found, GOV, [1] * 6 + [8])
    answered(person, found, CSO, [1] * 6)
    close_round(actor=facilitator, found=found)
    assert stands(found) == {GOV: SideVerdict.NOT_YET, CSO: SideVerdict.AGREED}


def test_four_ballots_of_a_side_say_nothing_until_it_says_aloud_where_it_stands(
    person, facilitator, found, official, activist
):
    answered(person, found, GOV, [1] * 4)
    answered(person, found, CSO, [1] * 5)
    close_round(actor=facilitator, found=found)
    found.refresh_from_db()
    government, civil_society = outcomes(found)
    assert government.support.kind == Kind.HIDDEN
    assert (government.tally.verdict, government.tally.reasons) == (SideVerdict.TOO_FEW, [])
    assert civil_society.support.kind == Kind.WORD
    assert not is_agreed(found)
    with pytest.raises(RuleBroken):  # this side's ballots were enough
        speak_for_side(actor=activist, found=found, verdict="not_yet", words="Kami berubah pikiran.")
    speak_for_side(actor=official, found=found, verdict="agreed", words="Kepala dinas setuju.")
    assert is_agreed(DecisionRound.objects.get(pk=found.pk))


def test_who_came_onto_a_list_after_the_opening_has_no_ballot(person, found):
    late = person(GOV, Role.REPRESENTATIVE, 8)
    with pytest.raises(RuleBroken, match="after this round was opened"):
        cast_gradient(actor=late, found=found, gradient=1)


@pytest.mark.parametrize("side", [Side.OTHER, Side.CITIZENS])
def test_others_and_citizens_have_voice_and_no_ballot(person, found, side):
    role = Role.PARTICIPANT if side == Side.CITIZENS else Role.REPRESENTATIVE
    with pytest.raises(NotAllowed):
        cast_gradient(actor=person(side, role), found=found, gradient=1)


def test_a_side_goes_aside_and_nothing_happens_until_it_comes_back(
    person, facilitator, found, activist, official
):
    pause_round(actor=activist, found=found, side=CSO)
    with pytest.raises(NotAllowed):
        pause_round(actor=official, found=found, side=CSO)
    with pytest.raises(RuleBroken):
        answered(person, found, GOV, [1])
    with pytest.raises(RuleBroken):
        close_round(actor=facilitator, found=found)
    pause_round(actor=facilitator, found=found, side=CSO)
    answered(person, found, GOV, [1])


def test_paper_counts_once_two_typings_agree_and_never_more_than_there_are_people(person, facilitator, found):
    answered(person, found, GOV, [1, 1])
    counts = [3, 1, 0, 0, 0, 0, 0, 0]
    assert not type_paper(actor=facilitator, found=found, side=GOV, counts=counts).is_confirmed
    with pytest.raises(RuleBroken, match="second time"):
        close_round(actor=facilitator, found=found)
    assert not type_paper(actor=facilitator, found=found, side=GOV, counts=[4, *counts[1:]]).is_confirmed
    type_paper(actor=facilitator, found=found, side=GOV, counts=counts)
    assert type_paper(actor=facilitator, found=found, side=GOV, counts=counts).is_confirmed
    with pytest.raises(RuleBroken, match="more ballots than people"):
        type_paper(actor=facilitator, found=found, side=GOV, counts=[6, 0, 0, 0, 0, 0, 0, 0])
    close_round(actor=facilitator, found=found)
    tally = SideTally.objects.get(side=GOV)
    assert tally.counts == [5, 1, 0, 0, 0, 0, 0, 0]
    assert tally.verdict == SideVerdict.AGREED


def test_the_same_text_is_not_put_to_a_second_round(person, facilitator, found, proposal):
    close_round(actor=facilitator, found=found)
    with pytest.raises(RuleBroken, match="this very text"):
        prepare_round(actor=facilitator, proposal=proposal)
    amend_proposal(
        actor=facilitator, proposal=proposal, text="Kita tangani air dan jamban.", change="Jamban."
    )
    again = prepare_round(actor=facilitator, proposal=proposal)
    assert (again.number, again.version.number) == (2, 2)


def test_the_text_stays_while_people_answer_about_it(facilitator, found, proposal):
    with pytest.raises(RuleBroken):
        amend_proposal(actor=facilitator, proposal=proposal, text="Lain.")


def rounds_of(person, facilitator, proposal, gradients_of_rounds):
    for number, gradients in enumerate(gradients_of_rounds):
        if number:
            amend_proposal(actor=facilitator, proposal=proposal, text=f"Naskah {number}.")
        found = open_round(actor=facilitator, found=prepare_round(actor=facilitator, proposal=proposal))
        answered(person, found, GOV, gradients)
        close_round(actor=facilitator, found=found)
        found.refresh_from_db()
        yield outcomes(found)[0]


def test_figures_of_two_rounds_never_tell_the_ballot_of_who_came_between(person, facilitator, proposal):
    """Whoever knows that all others kept their minds must not reckon out the newcomer's ballot."""
    people_of(person, GOV, 10)
    before, after, much_later = rounds_of(
        person, facilitator, proposal, [[1, 1, 1, 1, 5], [1, 1, 1, 1, 5, 8], [1] * 10]
    )
    assert before.support.kind == Kind.WORD
    assert after.support.kind == Kind.HIDDEN  # one more person: only the verdict is told
    assert after.tally.verdict == SideVerdict.NOT_YET
    assert much_later.support.kind == Kind.HIDDEN
    assert much_later.tally.verdict == SideVerdict.AGREED


@pytest.mark.parametrize("many", range(5, 16))
@pytest.mark.parametrize("more", [-6, -5, -1, 1, 2, 4, 5, 6, 9])
def test_no_pair_of_shown_rounds_gives_the_ballots_of_who_came_or_left_away(many, more):
    """Even to whoever knows that everybody else kept their mind.

    All pairs of rounds are tried. That both figures together fit one answer of the others alone happens, also
    where five and more came; so the pair is not shown.
    """
    fewer, people = min(many, many + more), abs(more)
    if fewer < SHOWN_FROM:
        return
    fits: dict[tuple[object, object], set[int]] = {}
    for behind in range(fewer + 1):
        for new in range(people + 1):
            small = gate.shown(supporting([behind, 0, 0, fewer - behind, 0, 0, 0, 0]))
            whole = gate.shown(supporting([behind + new, 0, 0, fewer + people - behind - new, 0, 0, 0, 0]))
            fits.setdefault((small, whole), set()).add(new)
    given_away = any(len(possible) == 1 for possible in fits.values())
    assert not (given_away and may_stand_beside(many + more, [many]))
    assert may_stand_beside(many, [many, many])


def test_an_objection_is_a_record_whose_fate_everybody_reads(
    facilitator, found, proposal, activist, official
):
    objection = raise_objection(actor=activist, proposal=proposal, reason="Anggaran tidak disebut.")
    with pytest.raises(NotAllowed):
        withdraw_objection(actor=official, objection=objection)
    with pytest.raises(RuleBroken, match="Amend"):
        settle_objection(actor=facilitator, objection=objection, fate=Fate.INTEGRATED, note="Sudah.")
    close_round(actor=facilitator, found=found)
    version = amend_proposal(actor=facilitator, proposal=proposal, text="Dengan anggaran.")
    settle_objection(
        actor=facilitator,
        objection=objection,
        fate=Fate.INTEGRATED,
        note="Masuk ke naskah 2.",
        version=version,
    )
    objection.refresh_from_db()
    assert (objection.fate, objection.integrated_in) == (Fate.INTEGRATED, version)
    with pytest.raises(RuleBroken):
        withdraw_objection(actor=activist, objection=objection)


def test_an_issue_is_chosen_when_both_sides_agree_and_every_objection_has_a_fate(
    person, facilitator, found, proposal, activist
):
    issue = proposal.issue
    for title in ("Satu.", "Dua."):
        add_solution(actor=facilitator, issue=issue, title=title)
    objection = raise_objection(actor=activist, proposal=proposal, reason="Belum jelas.")
    for side in (GOV, CSO):
        answered(person, found, side, [1, 1, 2, 3, 2])
    close_round(actor=facilitator, found=found)
    with pytest.raises(RuleBroken):
        choose_issue(actor=facilitator, issue=issue)
    settle_objection(actor=facilitator, objection=objection, fate=Fate.STANDING, note="Dicatat.")
    assert choose_issue(actor=facilitator, issue=issue).state == IssueState.CHOSEN


def test_an_open_round_waits_for_those_who_may_answer_and_have_not(person, found, facilitator, stranger):
    first, second = people_of(person, GOV, 2)
    late = person(GOV, Role.REPRESENTATIVE, 8)
    citizen = person(Side.CITIZENS, Role.PARTICIPANT)
    cast_gradient(actor=first, found=found, gradient=1)
    assert unanswered_rounds(second, found.initiative) == [found]
    for nobody in (first, late, citizen, facilitator, stranger):
        assert unanswered_rounds(nobody, found.initiative) == []
    pause_round(actor=second, found=found, side=GOV)
    assert unanswered_rounds(second, found.initiative) == []


def test_the_overview_says_that_a_round_waits(person, found, client_as):
    page = client_as(person(CSO, Role.REPRESENTATIVE, 2)).get(f"/i/{found.initiative.slug}/")
    assert "A decision waits for your answer" in page.text
    assert f'href="/i/{found.initiative.slug}/isu/putusan/{found.number}/"' in page.text
