"""The same statements asked again: the same words, the same authors, and nobody's vote."""

import pytest

from titiktemu.consultation.models import Consultation, Lineage, Statement, Vote
from titiktemu.consultation.queries.lineage import asked_before, authors_of, became_of, came_from
from titiktemu.consultation.results import results_of
from titiktemu.consultation.services.again import ask_again
from titiktemu.consultation.services.running import close_consultation, open_consultation
from titiktemu.consultation.services.statements import add_statement, translate_statement
from titiktemu.consultation.tests.cast import AGREE, members, only_statement, opened, prepared, vote
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import AuditEntry
from titiktemu.foundation.words import Role, Side

pytestmark = pytest.mark.django_db


@pytest.fixture
def first(facilitator, initiative, person):
    """A round of three statements; an official wrote the third; one is hidden."""
    author = members(person, Side.GOVERNMENT, 1)[0]
    told = {"introduction": "Tentang air.", "others_vote": True, "hosted_by": "Dinas"}
    made = opened(facilitator, initiative, 2, **told)
    add_statement(actor=author, consultation=made, text="Uji air tiap bulan.")
    Statement.objects.create(
        consultation=made, number=9, text="Tidak tampil.", state="hidden", added_at=made.opened_at
    )
    return made


def test_words_order_authors_and_settings_come_along_and_votes_do_not(
    first, facilitator, initiative, person, django_assert_max_num_queries
):
    voters = members(person, Side.GOVERNMENT, 1)
    vote(voters, only_statement(first), [AGREE])
    made = ask_again(actor=facilitator, consultation=first)
    copies = list(made.statements.order_by("number"))
    assert [one.text for one in copies] == [
        "Pernyataan ke-1.", "Pernyataan ke-2.", "Uji air tiap bulan.",
    ]  # fmt: skip
    sources = list(first.statements.filter(state="shown").order_by("number"))
    assert [one.author_id for one in copies] == [one.author_id for one in sources]
    assert authors_of(copies[2]) == {sources[2].author_id}
    assert (made.state, made.number, made.hosted_by) == (Consultation.State.DRAFT, 2, "Dinas")
    assert (made.introduction, made.others_vote) == ("Tentang air.", True)
    assert made.join_code != first.join_code
    assert Vote.objects.count() == 1
    with django_assert_max_num_queries(1):
        assert asked_before(initiative) == {
            copy.pk: source.pk for copy, source in zip(copies, sources, strict=True)
        }
    entry = AuditEntry.objects.filter(action="consultation.create").latest("number")
    assert entry.detail == {"statements": 3, "from": 1}


def test_a_statement_asked_again_is_not_called_replaced(first, facilitator):
    made = ask_again(actor=facilitator, consultation=first)
    assert became_of(first.statements.all()) == {}
    assert came_from(made.statements.all()) == {}
    assert Lineage.objects.filter(kind="again").count() == 3
    open_consultation(actor=facilitator, consultation=made)
    assert len(results_of(made).rows) == 3


def test_only_whoever_leads_asks_again_and_only_what_was_asked_of_sides(
    facilitator, initiative, first, person
):
    for actor in (person(Side.GOVERNMENT, Role.LEADER), person("", Role.OBSERVER)):
        with pytest.raises(NotAllowed):
            ask_again(actor=actor, consultation=first)
    with pytest.raises(RuleBroken, match="not opened"):
        ask_again(actor=facilitator, consultation=prepared(facilitator, initiative))
    first.has_sides = False
    with pytest.raises(RuleBroken, match="without sides"):
        ask_again(actor=facilitator, consultation=first)


def test_without_a_statement_there_is_nothing_to_ask(facilitator, first):
    first.statements.update(state="hidden")
    with pytest.raises(RuleBroken, match="no statement"):
        ask_again(actor=facilitator, consultation=first)


def test_what_was_translated_or_closed_meanwhile_comes_along_as_it_is(facilitator, first):
    source = only_statement(first)
    translate_statement(actor=facilitator, statement=source, text=source.text, text_en="Statement one.")
    close_consultation(actor=facilitator, consultation=first)
    made = ask_again(actor=facilitator, consultation=first)
    assert only_statement(made).text_en == "Statement one."
