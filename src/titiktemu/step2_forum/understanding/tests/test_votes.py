"""Votes before and after the discussion: as each round was released, and a change only where it is sure."""

import pytest
from django.urls import reverse

from titiktemu.analysis.common_ground import State
from titiktemu.analysis.disclosure import Kind
from titiktemu.analysis.vote_change import Change
from titiktemu.consultation.models import Consultation
from titiktemu.consultation.results import results_of
from titiktemu.consultation.services.again import ask_again
from titiktemu.consultation.services.reshaping import split_statement
from titiktemu.consultation.services.running import close_consultation, open_consultation
from titiktemu.consultation.services.statements import add_statement
from titiktemu.consultation.tests.cast import opened, prepared
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import AuditEntry
from titiktemu.foundation.words import Role, Side
from titiktemu.step2_forum.understanding.models import RoundPair
from titiktemu.step2_forum.understanding.queries.votes import rounds_of, two_rounds
from titiktemu.step2_forum.understanding.services.votes import choose_rounds
from titiktemu.step2_forum.understanding.tests.voting import both_rounds, first_round, said
from titiktemu.step2_forum.understanding.vote_words import summary, words_of

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}
GOVERNMENT, CIVIL_SOCIETY = Side.GOVERNMENT, Side.CIVIL_SOCIETY
BEFORE = {GOVERNMENT: said(5, 16), CIVIL_SOCIETY: said(7, 0)}
AFTER = {GOVERNMENT: said(20, 1), CIVIL_SOCIETY: said(6, 1)}
FEW = {GOVERNMENT: said(3, 1), CIVIL_SOCIETY: said(5, 1)}


def at(name, initiative):
    return reverse(f"understanding:{name}", args=[initiative.slug])


def test_each_side_is_shown_as_its_rounds_release_it_and_a_clear_change_is_told(
    facilitator, initiative, person
):
    before, after = both_rounds(facilitator, initiative, person, BEFORE, AFTER)
    found = two_rounds(rounds_of(initiative))
    (line,) = found.lines
    assert [one.group for one in line.groups] == [GOVERNMENT, CIVIL_SOCIETY, Side.CITIZENS]
    for consultation, name in ((before, "before"), (after, "after")):
        (row,) = results_of(consultation).rows
        assert {one.group: getattr(one, name) for one in line.groups} == row.figures
    assert [one.change for one in line.groups] == [Change.MORE, Change.NOT_TOLD, Change.NOT_TOLD]
    assert (line.before.state, line.after.state) == (State.SIDES_DIFFER, State.COMMON_GROUND)
    assert (line.is_new, found.is_settled) == (True, True)
    (words,) = words_of(found)
    government, civil_society = words.sides
    assert (government.before.figure, government.before.answers) == ("24%", "21 answers")
    assert government.before.interval == "12% to 41%"
    assert (government.after.figure, government.change) == ("95%", "Clearly more agree than before")
    assert (civil_society.before.figure, civil_society.after.figure) == ("nearly all agree",) * 2
    assert civil_society.before.answers == "5–9 answers"
    assert civil_society.change == "Whether that is a change cannot be told"
    assert [one.group for one in words.others] == [Side.CITIZENS]
    assert summary(found).startswith("1 statement is common ground now")


def test_below_five_answers_nothing_is_shown_and_below_ten_a_word(facilitator, initiative, person):
    both_rounds(facilitator, initiative, person, FEW, FEW)
    (line,) = two_rounds(rounds_of(initiative)).lines
    government, civil_society, _citizens = line.groups
    assert (government.before.kind, government.after.kind) == (Kind.HIDDEN, Kind.HIDDEN)
    assert civil_society.before.kind is Kind.WORD
    assert civil_society.before.counts is None


def test_votes_that_came_after_the_last_release_change_nothing_here(facilitator, initiative, person):
    """What is kept but was not released is not looked at: the page is made of the two results alone."""
    _before, after = both_rounds(facilitator, initiative, person, BEFORE, AFTER)
    told = words_of(two_rounds(rounds_of(initiative)))
    after.statements.get().votes.filter(participant__side=GOVERNMENT).delete()
    assert words_of(two_rounds(rounds_of(initiative))) == told


def test_no_change_is_told_as_long_as_a_round_is_open_hidden_or_not_begun(facilitator, initiative, person):
    before, people = first_round(facilitator, initiative, person, BEFORE)
    after = ask_again(actor=facilitator, consultation=before)
    pair = choose_rounds(actor=facilitator, initiative=initiative, before=before, after=after)
    (words,) = words_of(two_rounds(pair))
    assert (words.state_after, words.sides[0].after.figure, words.sides[0].change) == (
        "not opened yet", "not opened yet", "",
    )  # fmt: skip
    Consultation.objects.filter(pk=after.pk).update(in_room=True)
    after.refresh_from_db()
    open_consultation(actor=facilitator, consultation=after)
    found = two_rounds(rounds_of(initiative))
    assert words_of(found)[0].state_after == "not shown yet"
    assert not found.is_settled
    assert "when voting in both rounds has closed" in summary(found)
    close_consultation(actor=facilitator, consultation=after)
    assert two_rounds(rounds_of(initiative)).is_settled
    assert people


def test_statements_are_the_same_by_where_they_came_from_or_by_their_words(facilitator, initiative, person):
    before, _people = first_round(facilitator, initiative, person, FEW, statements=3)
    after = ask_again(actor=facilitator, consultation=before)
    one, _two, three = after.statements.order_by("number")
    split_statement(actor=facilitator, statement=one, parts=[("Uji air.", ""), ("Buka hasil.", "")])
    three.came_from.all().delete()
    three.text = three.text.upper()
    three.save()
    add_statement(actor=facilitator, consultation=after, text="Baru.")
    pair = choose_rounds(actor=facilitator, initiative=initiative, before=before, after=after)
    found = two_rounds(pair)
    assert sorted(line.before.statement.number for line in found.lines) == [2, 3]
    assert found.left_out == 3  # both parts of what was split, and the new one


def test_a_third_round_may_be_compared_with_the_first(facilitator, initiative, person):
    before, second = both_rounds(facilitator, initiative, person, FEW, FEW)
    third = ask_again(actor=facilitator, consultation=second)
    pair = choose_rounds(actor=facilitator, initiative=initiative, before=before, after=third)
    assert len(two_rounds(pair).lines) == 1
    assert RoundPair.objects.count() == 1


def test_rounds_that_cannot_be_compared_are_refused_with_a_sentence(
    facilitator, initiative, make_initiative, person
):
    first, second = opened(facilitator, initiative), opened(facilitator, initiative)
    leads = person("", Role.FACILITATOR, initiative=(other := make_initiative("Lain")))
    elsewhere = opened(leads, other)
    draft = prepared(facilitator, initiative)
    odd = opened(facilitator, initiative)
    odd.statements.update(text="Lain sama sekali.")
    for before, after, sentence in (
        (first, elsewhere, "of this initiative"),
        (first, first, "two consultations"),
        (draft, first, "not opened yet"),
        (second, first, "Swap"),
        (first, odd, "No statement was asked in both"),
    ):
        with pytest.raises(RuleBroken, match=sentence):
            choose_rounds(actor=facilitator, initiative=initiative, before=before, after=after)
    first.has_sides = False
    with pytest.raises(RuleBroken, match="without sides"):
        choose_rounds(actor=facilitator, initiative=initiative, before=first, after=second)
    assert not RoundPair.objects.exists()


def test_only_whoever_leads_chooses_and_the_log_says_which(facilitator, initiative, person):
    first, second = opened(facilitator, initiative), opened(facilitator, initiative)
    told = {"initiative": initiative, "before": first, "after": second}
    for actor in (person(GOVERNMENT, Role.LEADER), person("", Role.OBSERVER)):
        with pytest.raises(NotAllowed):
            choose_rounds(actor=actor, **told)
    choose_rounds(actor=facilitator, **told)
    entry = AuditEntry.objects.get(action="understanding.choose_rounds")
    assert entry.detail == {"before": 1, "after": 2}


def test_the_page_shows_both_sides_and_offers_new_common_ground_as_a_passage(
    facilitator, initiative, person, client_as
):
    _before, after = both_rounds(facilitator, initiative, person, BEFORE, AFTER)
    activist = client_as(person(CIVIL_SOCIETY, Role.REPRESENTATIVE))
    told = activist.get(at("votes", initiative), headers=ENGLISH).text
    assert told.index("24%") < told.index("95%") < told.index("nearly all agree")
    assert "Clearly more agree than before" in told
    assert f"{at('add', initiative)}?from={after.statements.get().pk}" in told
    assert "Choose these two" not in told
    seen = client_as(person("", Role.OBSERVER)).get(at("votes", initiative), headers=ENGLISH).text
    assert "Make it a passage" not in seen


def test_a_statement_becomes_the_first_wording_of_a_passage(
    facilitator, initiative, make_initiative, person, client_as
):
    statement = opened(facilitator, initiative).statements.get()
    leads = person("", Role.FACILITATOR, initiative=(other := make_initiative("Lain")))
    elsewhere = opened(leads, other).statements.get()
    browser, page = client_as(person(CIVIL_SOCIETY, Role.REPRESENTATIVE)), at("add", initiative)
    assert f"jenis=solution&amp;from={statement.pk}" in browser.get(f"{page}?from={statement.pk}").text
    begun = f"{page}?jenis=expectation&from="
    assert statement.text in browser.get(f"{begun}{statement.pk}").text
    hidden = prepared(facilitator, initiative).statements.get()
    for wrong in (elsewhere.pk, hidden.pk, "x", 10**12):
        assert ">Pernyataan" not in browser.get(f"{begun}{wrong}").text
    made = browser.post(f"{begun}{statement.pk}", {"jenis": "expectation", "text": "Lain."})
    assert made.status_code == 302


def test_whoever_leads_asks_again_and_chooses_on_the_page(facilitator, initiative, person, client_as):
    browser, page = client_as(facilitator), at("votes", initiative)
    assert "no consultation with sides yet" in browser.get(page, headers=ENGLISH).text
    first = opened(facilitator, initiative)
    assert browser.post(at("ask_again", initiative), {"consultation": "9"}).status_code == 404
    assert browser.post(at("ask_again", initiative), {"consultation": "\u0661"}).status_code == 404
    answer = browser.post(at("ask_again", initiative), {"consultation": "1"})
    made = Consultation.objects.get(number=2)
    assert answer["Location"] == reverse("consultation:home", args=[initiative.slug, 2])
    wrong = browser.post(page, {"before": made.pk, "after": first.pk}, headers=ENGLISH)
    assert wrong.status_code == 422
    assert "has not opened yet" in wrong.text
    assert browser.post(page, {"before": "x", "after": ""}, headers=ENGLISH).status_code == 422
    assert browser.post(page, {"before": first.pk, "after": made.pk}).status_code == 302
    assert "not opened yet" in browser.get(page, headers=ENGLISH).text
    official = client_as(person(GOVERNMENT, Role.REPRESENTATIVE))
    assert official.post(page, {"before": first.pk, "after": made.pk}).status_code == 403
    assert official.post(at("ask_again", initiative), {"consultation": "1"}).status_code == 403


@pytest.mark.parametrize("statements", [1, 6])
def test_the_page_takes_the_same_queries_for_one_statement_and_for_many(
    facilitator, initiative, person, client_as, statements, django_assert_num_queries
):
    both_rounds(facilitator, initiative, person, FEW, FEW, statements=statements)
    browser = client_as(person(CIVIL_SOCIETY, Role.REPRESENTATIVE))
    browser.get(at("votes", initiative))
    with django_assert_num_queries(18):
        browser.get(at("votes", initiative))
