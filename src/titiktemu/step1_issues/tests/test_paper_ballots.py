"""Ballots of a poll on paper: how many of which, never whose, and never more than a side has people."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import AuditEntry
from titiktemu.foundation.words import Side
from titiktemu.step1_issues.models import Poll, PollBallot
from titiktemu.step1_issues.queries.paper_ballots import piles_of
from titiktemu.step1_issues.queries.polls import result_of
from titiktemu.step1_issues.services.paper_ballots import take_ballots_out, type_ballots
from titiktemu.step1_issues.services.polls import cast_ballot, close_poll, open_poll, prepare_poll
from titiktemu.step1_issues.tests.cards import people_of, written
from titiktemu.step1_issues.words import Rule

pytestmark = pytest.mark.django_db
GOV, CSO = Side.GOVERNMENT, Side.CIVIL_SOCIETY


@pytest.fixture
def opened(person, facilitator, initiative):
    """Makes an open poll about three issues, with six people on each list."""

    def make(rule=Rule.APPROVAL, **fields):
        for name in "ABC":
            written(facilitator, initiative, f"Masalah {name}.")
        for side in (GOV, CSO):
            people_of(person, side, 6)
        told = {"title": "Mana dahulu?", "rule": rule, "costs": {1: 3, 2: 2, 3: 2}, **fields}
        poll = prepare_poll(actor=facilitator, initiative=initiative, **told)
        return open_poll(actor=facilitator, poll=poll)

    return make


def page_of(poll, name="poll"):
    return reverse(f"issues:{name}", args=[poll.initiative.slug, poll.number])


BALLOTS = {
    Rule.APPROVAL: ["2"],
    Rule.SCORE: {"1": 0, "2": 5, "3": 1},
    Rule.SCHULZE: ["2", "3", "1"],
    Rule.KEMENY: ["2", "3", "1"],
    Rule.RANKED_PAIRS: ["2", "3", "1"],
    Rule.EQUAL_SHARES: ["2"],
}


@pytest.mark.parametrize("rule", Rule)
def test_paper_is_counted_with_the_ballots_of_phones_under_every_rule(person, facilitator, opened, rule):
    poll = opened(rule, budget=4)
    for actor in people_of(person, GOV, 2):
        cast_ballot(actor=actor, poll=poll, choices=BALLOTS[rule])
    type_ballots(actor=facilitator, poll=poll, side=GOV, many=3, choices=BALLOTS[rule])
    type_ballots(actor=facilitator, poll=poll, side=CSO, many=5, choices=BALLOTS[rule])
    close_poll(actor=facilitator, poll=poll)
    found = result_of(Poll.objects.get(pk=poll.pk))
    # Five of each side: without the paper government would have been too few to tell anything.
    assert [issue.number for issue in found.joint.levels[0]] == [2]
    assert 2 in found.joint.winners


def test_there_are_never_more_ballots_of_a_side_than_its_people_without_a_phone(person, facilitator, opened):
    poll = opened()
    for actor in people_of(person, GOV, 2):
        cast_ballot(actor=actor, poll=poll, choices=["1"])
    with pytest.raises(RuleBroken, match="more ballots than people"):
        type_ballots(actor=facilitator, poll=poll, side=GOV, many=5, choices=["2"])
    assert not piles_of(poll)
    assert type_ballots(actor=facilitator, poll=poll, side=GOV, many=3, choices=["2"]) == 3
    assert type_ballots(actor=facilitator, poll=poll, side=GOV, many=1, choices=["2"]) == 4
    with pytest.raises(RuleBroken, match="more ballots than people"):
        type_ballots(actor=facilitator, poll=poll, side=GOV, many=1, choices=["2"])
    type_ballots(actor=facilitator, poll=poll, side=CSO, many=6, choices=["2"])  # the other side has its own


def test_who_answers_on_a_phone_after_the_paper_was_typed_keeps_it_open_until_paper_is_taken_out(
    person, facilitator, opened
):
    poll = opened()
    type_ballots(actor=facilitator, poll=poll, side=GOV, many=6, choices=["2"])
    cast_ballot(actor=people_of(person, GOV, 1)[0], poll=poll, choices=["1"])
    with pytest.raises(RuleBroken, match="Government: there are more ballots than people"):
        close_poll(actor=facilitator, poll=poll)
    (pile,) = piles_of(poll)
    assert take_ballots_out(actor=facilitator, poll=poll, row=pile.row) == 6
    type_ballots(actor=facilitator, poll=poll, side=GOV, many=5, choices=["2"])
    close_poll(actor=facilitator, poll=poll)
    assert Poll.objects.get(pk=poll.pk).is_closed


def test_nothing_says_whose_a_ballot_on_paper_is_and_the_log_only_how_many(facilitator, opened):
    poll = opened()
    type_ballots(actor=facilitator, poll=poll, side=GOV, many=4, choices=["1", "3"])
    (pile,) = piles_of(poll)
    take_ballots_out(actor=facilitator, poll=poll, row=pile.row)
    type_ballots(actor=facilitator, poll=poll, side=GOV, many=5, choices=["1"])
    assert not PollBallot.objects.exclude(place=None).exists()
    entries = AuditEntry.objects.filter(action="issues.type_ballots").order_by("pk")
    assert [one.detail for one in entries] == [{"ballots": 4}, {"ballots": -4}, {"ballots": 5}]


def test_taking_out_leaves_ballots_of_phones_and_other_piles(person, facilitator, opened):
    poll = opened()
    cast_ballot(actor=people_of(person, GOV, 1)[0], poll=poll, choices=["1"])
    for choices in (["1"], ["2"]):
        type_ballots(actor=facilitator, poll=poll, side=GOV, many=2, choices=choices)
    type_ballots(actor=facilitator, poll=poll, side=CSO, many=2, choices=["1"])
    phone = PollBallot.objects.exclude(place=None).get()
    with pytest.raises(RuleBroken, match="taken out already"):
        take_ballots_out(actor=facilitator, poll=poll, row=phone.pk)
    take_ballots_out(actor=facilitator, poll=poll, row=piles_of(poll)[0].row)
    left = [(one.side, one.many, [issue.number for issue, _value in one.named]) for one in piles_of(poll)]
    assert left == [("government", 2, [2]), ("civil_society", 2, [1])]
    assert PollBallot.objects.filter(pk=phone.pk).exists()


@pytest.mark.parametrize(
    "wrong",
    [{"side": "citizens"}, {"many": 0}, {"many": -1}, {"choices": ["9"]}, {"choices": ["1", "1"]}],
)
def test_paper_that_means_nothing_is_refused(facilitator, opened, wrong):
    poll = opened()
    with pytest.raises(RuleBroken):
        type_ballots(actor=facilitator, poll=poll, **{"side": GOV, "many": 1, "choices": ["1"], **wrong})
    assert not PollBallot.objects.exists()


def test_only_who_leads_types_paper_and_only_while_the_poll_is_open(facilitator, official, opened):
    poll = opened()
    told = {"poll": poll, "side": GOV, "many": 1, "choices": ["1"]}
    with pytest.raises(NotAllowed):
        type_ballots(actor=official, **told)
    with pytest.raises(NotAllowed):
        take_ballots_out(actor=official, poll=poll, row=1)
    close_poll(actor=facilitator, poll=poll)
    with pytest.raises(RuleBroken, match="not open"):
        type_ballots(actor=facilitator, **told)


def test_a_pile_is_typed_seen_and_taken_out_on_the_page(client_as, facilitator, official, opened):
    poll = opened(Rule.SCHULZE)
    browser = client_as(facilitator)
    told = {"side": "government", "many": "4", "i2": "1", "i3": "2"}
    answer = browser.post(page_of(poll, "type_ballots"), told, follow=True)
    assert "There are 4 ballots like this." in answer.text
    assert "4 ballots: 2 &gt; 3" in answer.text
    assert "4 ballots:" not in client_as(official).get(page_of(poll)).text  # hidden until it closes
    (pile,) = piles_of(poll)
    answer = browser.post(page_of(poll, "take_ballots_out"), {"row": pile.row}, follow=True)
    assert "4 ballots were taken out." in answer.text
    assert not piles_of(poll)


def test_what_was_typed_stays_in_the_form_when_something_in_it_is_wrong(client_as, facilitator, opened):
    poll = opened(Rule.SCHULZE)
    browser = client_as(facilitator)
    for told, said in (
        ({"side": "government", "many": "7", "i2": "1"}, "more ballots than people of this side"),
        ({"side": "government", "many": "3", "i1": "1", "i2": "1"}, "Give each place to one issue only"),
        ({"many": "3", "i2": "1"}, "This field is required"),
    ):
        answer = browser.post(page_of(poll, "type_ballots"), told)
        assert answer.status_code == 422
        assert said in answer.text
        assert f'value="{told["many"]}"' in answer.text
    assert not piles_of(poll)


def test_the_number_of_ballots_is_no_place_of_a_ranking(client_as, facilitator, opened):
    poll = opened(Rule.SCHULZE)
    told = {"side": "government", "many": "1", "i2": "1"}
    assert client_as(facilitator).post(page_of(poll, "type_ballots"), told).status_code == 302
    assert PollBallot.objects.get().choices == ["2"]


def test_piles_cost_the_same_number_of_queries_however_many_there_are(client_as, facilitator, opened):
    poll = opened()
    browser = client_as(facilitator)
    asked = []
    for choices in (["1"], ["2"], ["3"]):
        type_ballots(actor=facilitator, poll=poll, side=GOV, many=2, choices=choices)
        browser.get(page_of(poll))
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(page_of(poll)).status_code == 200
        asked.append(len(seen))
    assert len(set(asked)) == 1
