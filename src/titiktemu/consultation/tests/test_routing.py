"""The next statement: drawn once, logged with its probability, and telling nothing of anybody's answer."""

import pytest
from django.urls import reverse

from titiktemu.analysis.exposure_weights import weights
from titiktemu.analysis.routing import probabilities
from titiktemu.consultation.models import Consultation, Exposure, Statement
from titiktemu.consultation.queries.routing import (
    candidates_for,
    fresh_exposed,
    shown_and_left,
)
from titiktemu.consultation.results import results_of
from titiktemu.consultation.services.routing import (
    draw_ahead,
    log_exposures,
    next_statement_for,
)
from titiktemu.consultation.services.running import close_consultation
from titiktemu.consultation.services.statements import add_statement, moderate
from titiktemu.consultation.services.voting import cast_vote
from titiktemu.consultation.tasks import bring_to_gate
from titiktemu.consultation.tests.cast import AGREE, DISAGREE, keep_votes, members, opened, prepared
from titiktemu.foundation.errors import NotAllowed
from titiktemu.foundation.words import Side

pytestmark = pytest.mark.django_db


def test_a_draw_is_logged_once_with_its_probability(facilitator, initiative, citizen):
    consultation = opened(facilitator, initiative, 4)
    shown = next_statement_for(actor=citizen, consultation=consultation)
    assert next_statement_for(actor=citizen, consultation=consultation) == shown
    exposure = Exposure.objects.get()
    assert exposure.statement == shown
    assert (exposure.probability, exposure.among) == (pytest.approx(0.25), 4)


def test_shown_and_left_is_not_never_shown(facilitator, initiative, person):
    consultation = opened(facilitator, initiative, 2)
    stays, leaves = members(person, Side.CITIZENS, 2)
    for actor in (stays, leaves):
        shown = next_statement_for(actor=actor, consultation=consultation)
        if actor is stays:
            cast_vote(actor=actor, statement=shown, answer=AGREE)
    left = Exposure.objects.get(participant=leaves.participants[0]).statement_id
    keys = list(consultation.statements.values_list("pk", flat=True))
    assert shown_and_left(keys) == {(left, Side.CITIZENS.value): 1}


def test_a_hidden_statement_is_not_shown_again(facilitator, initiative, citizen):
    consultation = opened(facilitator, initiative, 2)
    shown = next_statement_for(actor=citizen, consultation=consultation)
    Statement.objects.filter(pk=shown.pk).update(state=Statement.State.HIDDEN)
    other = next_statement_for(actor=citizen, consultation=consultation)
    assert other is not None
    assert other != shown


def test_a_phone_takes_statements_along_and_they_count_once_they_come_back(
    facilitator, initiative, citizen, person
):
    consultation = opened(facilitator, initiative, 6)
    pack = draw_ahead(actor=citizen, consultation=consultation, many=4)
    assert len({one.statement.pk for one in pack}) == 4
    assert [one.among for one in pack] == [6, 5, 4, 3]
    assert not Exposure.objects.exists()
    tickets = [one.ticket for one in pack[:2]]
    assert log_exposures(actor=citizen, consultation=consultation, tickets=[*tickets, "made up"]) == 2
    log_exposures(actor=citizen, consultation=consultation, tickets=tickets)
    assert Exposure.objects.count() == 2
    thief = members(person, Side.CITIZENS, 2)[1]
    assert log_exposures(actor=thief, consultation=consultation, tickets=tickets) == 0


def test_answers_reach_the_gate_with_the_probability_of_their_draw(facilitator, initiative, person):
    consultation = opened(facilitator, initiative, 1)
    drawn, chosen = members(person, Side.CITIZENS, 2)
    statement = next_statement_for(actor=drawn, consultation=consultation)
    for actor in (drawn, chosen):
        cast_vote(actor=actor, statement=statement, answer=AGREE)
    cell = (statement.pk, Side.CITIZENS.value)
    assert fresh_exposed(consultation, [cell]) == {cell: [(AGREE, 1.0, 1, 0.0, 1.0)]}


def test_who_only_watches_is_shown_nothing(facilitator, initiative, person):
    consultation = opened(facilitator, initiative, citizens_vote=False)
    heard = members(person, Side.CITIZENS, 1)[0]
    assert next_statement_for(actor=heard, consultation=consultation) is None
    assert draw_ahead(actor=heard, consultation=consultation, many=3) == []
    with pytest.raises(NotAllowed):
        next_statement_for(actor=facilitator, consultation=consultation)


def reading(consultation, side=Side.CITIZENS):
    """What somebody who has answered nothing is drawn from."""
    waiting = [
        (key, False) for key in consultation.statements.order_by("number").values_list("pk", flat=True)
    ]
    return probabilities(candidates_for(consultation, side, waiting)).tolist()


@pytest.mark.parametrize("odd", [0, 3, 8, 17])
def test_one_answer_changes_nothing_of_what_others_are_asked_before_a_reader_could_see_it(
    facilitator, initiative, person, odd
):
    """Attacker: two consultations that differ in one person's answer, through every release of them."""
    people = members(person, Side.CIVIL_SOCIETY, 24)
    pair = [opened(facilitator, initiative, 3) for _time in range(2)]
    differed = 0
    for place, voter in enumerate(people):
        for one, consultation in enumerate(pair):
            answer = DISAGREE if place % 3 == 1 or (place == odd and one) else AGREE
            keep_votes([voter], consultation.statements.get(number=1), [answer])
            bring_to_gate(consultation)
        pages = [[row.figures for row in results_of(one).rows] for one in pair]
        if pages[0] == pages[1]:
            for side in (Side.CIVIL_SOCIETY, Side.GOVERNMENT, Side.CITIZENS):
                assert reading(pair[0], side) == reading(pair[1], side)
        else:
            differed += 1
    assert differed < len(people)


def test_while_results_are_hidden_routing_reads_no_figure(facilitator, initiative, person):
    people = members(person, Side.CIVIL_SOCIETY, 24)
    consultation = opened(facilitator, initiative, 2)
    keep_votes(people, consultation.statements.get(number=1), [AGREE] * 24)
    bring_to_gate(consultation)
    seen = candidates_for(consultation, Side.CIVIL_SOCIETY, [(consultation.statements.first().pk, False)])
    assert seen.own.agree.tolist() == [24]
    Consultation.objects.update(results_hidden=True)
    consultation.refresh_from_db()
    seen = candidates_for(consultation, Side.CIVIL_SOCIETY, [(consultation.statements.first().pk, False)])
    assert seen.own.agree.tolist() == seen.own.disagree.tolist() == [0]
    assert seen.own.shown.tolist() == [24]


def test_somebody_who_answered_less_stands_for_more(facilitator, initiative, person):
    """One answers all four statements, one a single one: for that one the second stands for four."""
    consultation = opened(facilitator, initiative, 4)
    often, once = members(person, Side.CITIZENS, 2)
    for _turn in range(4):
        shown = next_statement_for(actor=often, consultation=consultation)
        cast_vote(actor=often, statement=shown, answer=AGREE)
    shown = next_statement_for(actor=once, consultation=consultation)
    cast_vote(actor=once, statement=shown, answer=DISAGREE)
    chance = Exposure.objects.get(participant=once.participants[0]).probability
    cell = (shown.pk, Side.CITIZENS.value)
    answers, *rest = zip(*sorted(fresh_exposed(consultation, [cell])[cell]), strict=True)
    assert answers == (DISAGREE, AGREE)
    assert weights(*rest).tolist() == pytest.approx([1 / chance, 1])


def test_a_statement_that_was_let_through_late_does_not_count_the_draws_before(
    facilitator, initiative, citizen
):
    consultation = opened(facilitator, initiative, 2, moderates_first=True)
    for _turn in range(2):
        shown = next_statement_for(actor=citizen, consultation=consultation)
        cast_vote(actor=citizen, statement=shown, answer=AGREE)
    late = add_statement(actor=citizen, consultation=consultation, text="Yang terlambat.")
    Statement.objects.filter(pk=late.pk).update(added_at=consultation.opened_at)
    moderate(actor=facilitator, statement=late, show=True, reason="fits")
    later = add_statement(actor=facilitator, consultation=consultation, text="Yang terakhir.")
    shown = next_statement_for(actor=citizen, consultation=consultation)
    assert shown.pk in (late.pk, later.pk)
    cast_vote(actor=citizen, statement=shown, answer=AGREE)
    cell = (shown.pk, Side.CITIZENS.value)
    (_answer, _chance, among, after, whole) = fresh_exposed(consultation, [cell])[cell][0]
    assert (among, after, whole) == (2, 0, pytest.approx(0.5))


def test_a_pack_begins_with_what_is_on_the_screen_and_its_tickets_tell_nothing(
    facilitator, initiative, citizen
):
    consultation = opened(facilitator, initiative, 5)
    shown = next_statement_for(actor=citizen, consultation=consultation)
    pack = draw_ahead(actor=citizen, consultation=consultation, many=9)
    assert pack[0].statement == shown
    assert [one.among for one in pack] == [5, 4, 3, 2, 1]
    again = draw_ahead(actor=citizen, consultation=consultation, many=1)[0]
    assert (again.probability, again.among) == (pack[0].probability, pack[0].among)
    assert again.ticket != pack[0].ticket
    log_exposures(
        actor=citizen, consultation=consultation, tickets=[one.ticket for one in reversed(pack[:2])]
    )
    assert Exposure.objects.count() == 2
    logged = Exposure.objects.get(statement=pack[1].statement)
    assert (logged.probability, logged.among) == (pack[1].probability, pack[1].among)


@pytest.mark.parametrize("spoil", [str.upper, lambda one: one[:-1], lambda one: "", lambda one: f"0{one}"])
def test_a_spoilt_ticket_logs_nothing(facilitator, initiative, citizen, spoil):
    consultation = opened(facilitator, initiative, 3)
    ticket = draw_ahead(actor=citizen, consultation=consultation, many=1)[0].ticket
    assert log_exposures(actor=citizen, consultation=consultation, tickets=[spoil(ticket)]) == 0
    assert not Exposure.objects.exists()


def test_a_ticket_of_another_consultation_logs_nothing(facilitator, initiative, citizen):
    here, there = (opened(facilitator, initiative, 2) for _time in range(2))
    ticket = draw_ahead(actor=citizen, consultation=here, many=1)[0].ticket
    assert log_exposures(actor=citizen, consultation=there, tickets=[ticket]) == 0


def test_nothing_is_drawn_before_voting_opens_or_after_it_closes(facilitator, initiative, citizen):
    for consultation in (prepared(facilitator, initiative, 2), opened(facilitator, initiative, 2)):
        if consultation.is_open:
            close_consultation(actor=facilitator, consultation=consultation)
            consultation.refresh_from_db()
        assert next_statement_for(actor=citizen, consultation=consultation) is None
        assert draw_ahead(actor=citizen, consultation=consultation, many=2) == []


@pytest.mark.parametrize("headers", [{"Sec-Purpose": "prefetch;prerender"}, {"Purpose": "prefetch"}])
def test_what_a_browser_fetches_ahead_is_not_logged_as_shown(
    facilitator, initiative, citizen, client_as, headers
):
    consultation = opened(facilitator, initiative, 3)
    address = reverse("consultation:vote", args=[initiative.slug, consultation.number])
    browser = client_as(citizen)
    assert browser.get(address, headers=headers).status_code == 200
    assert browser.head(address).status_code == 200
    assert not Exposure.objects.exists()
    browser.get(address)
    browser.get(address)
    assert Exposure.objects.count() == 1


def test_a_draw_takes_as_many_queries_for_many_statements_as_for_few(
    facilitator, initiative, citizen, django_assert_num_queries
):
    for statements in (2, 60):
        consultation = opened(facilitator, initiative, statements)
        with django_assert_num_queries(9):
            next_statement_for(actor=citizen, consultation=consultation)
