"""Ballots about several issues: sealed, counted for each side and with the same weight, files in and out."""

import re

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from titiktemu.analysis.ballots import pabulib
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import AuditEntry
from titiktemu.foundation.words import Side
from titiktemu.step1_issues.models import Poll, PollBallot
from titiktemu.step1_issues.queries.polls import pabulib_of, result_of, room_ranking
from titiktemu.step1_issues.sentences import tie_sentences
from titiktemu.step1_issues.services.polls import (
    cast_ballot,
    close_poll,
    import_poll,
    open_poll,
    prepare_poll,
)
from titiktemu.step1_issues.tests.cards import people_of, written
from titiktemu.step1_issues.words import Rule

pytestmark = pytest.mark.django_db
GOV, CSO = Side.GOVERNMENT, Side.CIVIL_SOCIETY


@pytest.fixture
def three(facilitator, initiative):
    """Three cards."""
    return [written(facilitator, initiative, f"Masalah {name}.") for name in "ABC"]


def opened(person, facilitator, initiative, rule=Rule.APPROVAL, many=6, **fields):
    for side in (GOV, CSO):
        people_of(person, side, many)
    poll = prepare_poll(
        actor=facilitator, initiative=initiative, title="Mana dahulu?", rule=rule,
        costs={1: 3, 2: 2, 3: 2}, **fields,
    )  # fmt: skip
    return open_poll(actor=facilitator, poll=poll)


def cast(person, poll, side, ballots):
    for actor, choices in zip(people_of(person, side, len(ballots)), ballots, strict=True):
        cast_ballot(actor=actor, poll=poll, choices=choices)


def closed(facilitator, poll):
    close_poll(actor=facilitator, poll=poll)
    return Poll.objects.get(pk=poll.pk)


def numbers(levels):
    return [[issue.number for issue in level] for level in levels]


def test_both_sides_weigh_the_same_however_many_came(person, facilitator, initiative, three):
    poll = opened(person, facilitator, initiative, many=15)
    cast(person, poll, GOV, [["1"]] * 15)
    cast(person, poll, CSO, [["2", "3"]] * 3 + [["2"]] * 2)
    found = result_of(closed(facilitator, poll))
    assert numbers(found.sides[GOV].levels)[0] == [1]
    assert numbers(found.sides[CSO].levels) == [[2], [3], [1]]
    assert numbers(found.joint.levels) == [[1, 2], [3]]  # not fifteen against five
    assert found.tau < 0


def test_a_side_of_four_hides_the_joint_result_too(person, facilitator, initiative, three):
    poll = opened(person, facilitator, initiative)
    cast(person, poll, GOV, [["1"]] * 4)
    cast(person, poll, CSO, [["2"]] * 5)
    poll = closed(facilitator, poll)
    found = result_of(poll)
    assert (found.sides[GOV], found.joint) == (None, None)
    assert numbers(found.sides[CSO].levels)[0] == [2]
    assert room_ranking(initiative) == []


def test_single_ballots_are_sealed_then_counted_and_gone(person, facilitator, initiative, three):
    poll = opened(person, facilitator, initiative, is_public=True)
    cast(person, poll, GOV, [["1"]] * 5)
    assert result_of(poll) is None
    cast(person, poll, CSO, [["1"]] * 5)
    poll = closed(facilitator, poll)
    assert not PollBallot.objects.exists()  # public was declared, but twenty of each side did not come
    assert not AuditEntry.objects.filter(action="issues.cast_ballot").exists()
    election, _remarks = pabulib.read(pabulib_of(poll))
    assert (election.identifiers, election.ballots) == (["1", "2", "3"], ())


def test_ballots_declared_public_leave_without_names_from_twenty_of_each_side(
    person, facilitator, initiative, three
):
    poll = opened(person, facilitator, initiative, many=20, is_public=True)
    for side in (GOV, CSO):
        cast(person, poll, side, [["1", "2"]] * 20)
    poll = closed(facilitator, poll)
    assert not PollBallot.objects.exclude(place=None).exists()
    election, _remarks = pabulib.read(pabulib_of(poll))
    assert len(election.ballots) == 40
    assert {one.side for one in election.ballots} == {"government", "civil_society"}


@pytest.mark.parametrize("rule", [Rule.SCHULZE, Rule.KEMENY, Rule.RANKED_PAIRS])
def test_rankings_are_counted_by_each_rule(person, facilitator, initiative, three, rule):
    poll = opened(person, facilitator, initiative, rule=rule)
    cast(person, poll, GOV, [["2", "1", "3"]] * 6)
    cast(person, poll, CSO, [["2", "3", "1"]] * 4 + [["3", "2", "1"]] * 2)
    assert numbers(result_of(closed(facilitator, poll)).joint.levels)[0] == [2]


def test_equal_shares_give_both_sides_the_same_part_of_the_budget(person, facilitator, initiative, three):
    poll = opened(person, facilitator, initiative, rule=Rule.EQUAL_SHARES, many=15, budget=4)
    cast(person, poll, GOV, [["1"]] * 15)
    cast(person, poll, CSO, [["2"]] * 5)
    found = result_of(closed(facilitator, poll))
    # Issue 1 costs more than the half that is government's; issue 2 is just civil society's half.
    assert found.joint.winners == {2}


def test_points_are_added_up(person, facilitator, initiative, three):
    poll = opened(person, facilitator, initiative, rule=Rule.SCORE)
    for side in (GOV, CSO):
        cast(person, poll, side, [{"1": 5, "2": 0, "3": 4}] * 5)
    assert numbers(result_of(closed(facilitator, poll)).joint.levels) == [[1], [3], [2]]


@pytest.mark.parametrize("choices", [["9"], ["1", "1"], {"1": 3}])
def test_a_ballot_that_means_nothing_is_refused(person, facilitator, initiative, three, choices):
    poll = opened(person, facilitator, initiative)
    with pytest.raises(RuleBroken):
        cast(person, poll, GOV, [choices])


def test_who_leads_or_watches_has_no_ballot(person, facilitator, observer, initiative, three):
    poll = opened(person, facilitator, initiative)
    for actor in (facilitator, observer):
        with pytest.raises(NotAllowed):
            cast_ballot(actor=actor, poll=poll, choices=["1"])


FILE = """META
key;value
budget;4
vote_type;approval
PROJECTS
project_id;cost
1;2
2;2
VOTES
voter_id;side;vote
{votes}
"""


def file_of(side="government", many=5, vote="1"):
    lines = [f"{at};{side};{vote}" for at in range(many)]
    return FILE.format(votes="\n".join([*lines, *(f"c{at};civil_society;2" for at in range(5))])).encode()


def test_a_file_is_brought_in_counted_and_given_out_again(facilitator, initiative, three):
    poll = import_poll(
        actor=facilitator, initiative=initiative, title="Dari kertas", rule=Rule.EQUAL_SHARES, data=file_of()
    )
    assert result_of(poll).joint.winners == {1, 2}
    again, _remarks = pabulib.read(pabulib_of(poll))
    assert (again.identifiers, again.budget) == (["1", "2"], 4)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xff\xfe", "UTF-8"),
        (file_of(vote="7"), "not among the projects"),
        (file_of(side="lainnya"), "name its side"),
        (file_of().replace(b"2;2\n", b"99;2\n").replace(b";2\n", b";99\n"), "99"),
        (file_of().replace(b"1;2\n", b"01;2\n").replace(b";1\n", b";01\n"), "“01”"),
        (file_of().replace(b"1;2\n", b"1;2.5\n"), "whole numbers"),
        (file_of().replace(b"budget;4", b"budget;99999999999999"), "whole numbers"),
        (FILE.format(votes="").encode(), "no ballot"),
        (file_of().replace(b";vote\n", b";vote;weight\n").replace(b";1\n", b";1;3\n"), "different weights"),
        (file_of().replace(b"approval", b"ordinal"), "another kind"),
    ],
)
def test_a_broken_file_is_refused_with_a_sentence_and_leaves_nothing(
    facilitator, initiative, three, data, said
):
    with pytest.raises(RuleBroken, match=said):
        import_poll(actor=facilitator, initiative=initiative, title="X", rule=Rule.APPROVAL, data=data)
    assert not Poll.objects.exists()


def test_points_that_would_have_to_be_changed_are_refused(facilitator, initiative, three):
    points = file_of().replace(b"approval", b"scoring").replace(b";vote\n", b";vote;points\n")
    points = points.replace(b"nt;1\n", b"nt;1;5\n").replace(b"ty;2", b"ty;2;3")
    told = {"actor": facilitator, "initiative": initiative, "title": "X", "rule": Rule.SCORE}
    assert result_of(import_poll(data=points, **told)).joint is not None
    with pytest.raises(RuleBroken, match="from 0 to 5"):
        import_poll(data=points.replace(b"1;5", b"1;6"), **told)


@pytest.mark.parametrize(
    ("data", "rule", "said"),
    [
        (file_of(vote="7"), Rule.APPROVAL, "not among the projects"),
        (file_of().replace(b"2;2\n", b"99;2\n").replace(b";2\n", b";99\n"), Rule.APPROVAL, "“99”"),
        (file_of().replace(b"budget;4\n", b""), Rule.EQUAL_SHARES, "needs a budget"),
        (b"PK\x03\x04\xff", Rule.APPROVAL, "not UTF-8"),
    ],
)
def test_the_page_says_what_is_wrong_with_a_file_and_keeps_the_rest_of_the_form(
    client_as, facilitator, initiative, three, data, rule, said
):
    told = {"title": "Dari kertas", "rule": rule.value, "file": ContentFile(data, "suara.pb")}
    place = reverse("issues:import_poll", args=[initiative.slug])
    answer = client_as(facilitator).post(place, told)
    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="Dari kertas"' in answer.text
    assert re.search(rf'value="{rule.value}"[^>]* checked', answer.text)
    assert not Poll.objects.exists()


def test_a_file_comes_in_by_one_page_and_goes_out_by_another(client_as, facilitator, initiative, three):
    votes = [f"{at};government;1,2" for at in range(20)] + [f"c{at};civil_society;2" for at in range(21)]
    data = FILE.format(votes="\n".join([*votes, "c0;civil_society;2,2"])).encode()
    browser = client_as(facilitator)
    told = {"title": "Dari kertas", "rule": "equal-shares", "file": ContentFile(data, "suara.pb")}
    answer = browser.post(reverse("issues:import_poll", args=[initiative.slug]), told, follow=True)
    assert answer.status_code == 200
    assert "Voters with more than one ballot: 1." in answer.text  # what was to be known of the file stays
    place = reverse("issues:pabulib", args=[initiative.slug, 1])
    assert place in answer.text
    answer = browser.get(place)
    assert answer["Content-Disposition"].endswith('-1.pb"')
    election, remarks = pabulib.read(answer.content)
    assert (election.identifiers, election.budget, remarks) == (["1", "2"], 4, [])
    named = [(one.side, one.named) for one in election.ballots]
    assert sorted(named) == [("civil_society", ("2",))] * 22 + [("government", ("1", "2"))] * 20


CIRCLE = [["1", "2", "3"], ["2", "3", "1"], ["3", "1", "2"]]


@pytest.mark.parametrize("rule", [Rule.SCHULZE, Rule.KEMENY, Rule.RANKED_PAIRS])
def test_ballots_that_go_round_in_a_circle_are_said_to_decide_nothing(
    person, facilitator, initiative, three, rule
):
    poll = opened(person, facilitator, initiative, rule=rule)
    for side in (GOV, CSO):
        cast(person, poll, side, CIRCLE * 2)
    found = result_of(closed(facilitator, poll))
    assert numbers(found.joint.levels) == [[1, 2, 3]]
    assert tie_sentences(found.joint) == ["All issues are equal: the ballots do not decide between them."]


@pytest.mark.parametrize("rule", [Rule.SCHULZE, Rule.KEMENY, Rule.RANKED_PAIRS])
def test_a_tie_within_a_ranking_is_said_with_its_place(person, facilitator, initiative, three, rule):
    poll = opened(person, facilitator, initiative, rule=rule)
    for side in (GOV, CSO):
        cast(person, poll, side, [["3", "1", "2"], ["3", "2", "1"]] * 3)
    found = result_of(closed(facilitator, poll))
    assert numbers(found.joint.levels) == [[3], [1, 2]]
    said = "Equal at place 2: 1. Masalah A; 2. Masalah B. The ballots do not decide between them."
    assert tie_sentences(found.joint) == [said]


@pytest.mark.parametrize(
    ("rule", "choices"), [(Rule.APPROVAL, ["1", "2", "3"]), (Rule.SCORE, {"1": 2, "2": 2, "3": 2})]
)
def test_a_page_says_that_everything_ties(client_as, person, facilitator, initiative, three, rule, choices):
    poll = opened(person, facilitator, initiative, rule=rule)
    for side in (GOV, CSO):
        cast(person, poll, side, [choices] * 5)
    closed(facilitator, poll)
    page = client_as(facilitator).get(reverse("issues:poll", args=[initiative.slug, poll.number])).text
    assert page.count("All issues are equal: the ballots do not decide between them.") == 3
    assert "decide between them in a round" in page


def test_equal_issues_of_which_the_list_decided_which_fits_the_budget_are_named(
    person, facilitator, initiative, three
):
    poll = opened(person, facilitator, initiative, rule=Rule.EQUAL_SHARES, budget=2)
    for side in (GOV, CSO):
        cast(person, poll, side, [["2", "3"]] * 5)
    found = result_of(closed(facilitator, poll))
    assert found.joint.winners == {2}
    assert tie_sentences(found.joint) == [
        "Equal at place 1: 2. Masalah B; 3. Masalah C. The ballots do not decide between them.",
        "The ballots do not say which of these fit into the budget; their order in the list decided:"
        " 2. Masalah B; 3. Masalah C.",
    ]


def test_where_ballots_decide_nothing_is_said_of_ties(person, facilitator, initiative, three):
    poll = opened(person, facilitator, initiative, rule=Rule.SCHULZE)
    for side in (GOV, CSO):
        cast(person, poll, side, [["2", "1", "3"]] * 5)
    found = result_of(closed(facilitator, poll))
    assert tie_sentences(found.joint) == []
