"""Opening, closing and adding statements."""

import pytest

from titiktemu.consultation.models import Consultation, Moderation, Statement, Vote
from titiktemu.consultation.queries import electorates_of, find_by_join_code, moderation_log
from titiktemu.consultation.services.running import (
    close_consultation,
    edit_consultation,
    open_consultation,
    vote_log_hash,
)
from titiktemu.consultation.services.statements import add_statement, moderate, translate_statement
from titiktemu.consultation.tests.cast import Person, members, only_statement, opened, prepared, vote
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import AuditEntry, Initiative
from titiktemu.foundation.words import Role, Side

pytestmark = pytest.mark.django_db


def test_the_electorate_is_recorded_when_voting_opens(
    facilitator: Actor, initiative: Initiative, person: Person
) -> None:
    members(person, Side.GOVERNMENT, 3)
    members(person, Side.CIVIL_SOCIETY, 2)
    consultation = opened(facilitator, initiative)
    members(person, Side.CIVIL_SOCIETY, 4)  # two more come later
    assert electorates_of(consultation) == {"government": 3, "civil_society": 2, "citizens": None}


def test_a_consultation_without_statements_cannot_open(facilitator: Actor, initiative: Initiative) -> None:
    with pytest.raises(RuleBroken, match="at least one statement"):
        opened(facilitator, initiative, statements=0)


def test_a_consultation_opens_once_and_closes_once(facilitator: Actor, initiative: Initiative) -> None:
    consultation = opened(facilitator, initiative)
    with pytest.raises(RuleBroken):
        open_consultation(actor=facilitator, consultation=consultation)
    close_consultation(actor=facilitator, consultation=consultation)
    with pytest.raises(RuleBroken):
        close_consultation(actor=facilitator, consultation=consultation)
    with pytest.raises(RuleBroken):
        open_consultation(actor=facilitator, consultation=consultation)


def test_the_audit_keeps_the_hash_of_the_closed_log_and_a_changed_vote_is_found(
    facilitator: Actor, initiative: Initiative, person: Person
) -> None:
    consultation = opened(facilitator, initiative)
    vote(members(person, Side.CITIZENS, 3), only_statement(consultation), [1, -1, 0])
    close_consultation(actor=facilitator, consultation=consultation)
    entry = AuditEntry.objects.filter(action="consultation.close").get()
    assert entry.detail["log_hash"] == vote_log_hash(consultation)
    Vote.objects.filter(answer=-1).update(answer=1)
    assert entry.detail["log_hash"] != vote_log_hash(consultation)


def test_who_may_vote_is_fixed_once_voting_has_opened(facilitator: Actor, initiative: Initiative) -> None:
    consultation = opened(facilitator, initiative)
    with pytest.raises(RuleBroken, match="Who may vote"):
        edit_consultation(actor=facilitator, consultation=consultation, others_vote=True)
    edit_consultation(actor=facilitator, consultation=consultation, title="Lebih jelas")
    assert Consultation.objects.get().title == "Lebih jelas"


def test_a_representative_can_neither_open_nor_moderate(
    facilitator: Actor, initiative: Initiative, person: Person
) -> None:
    consultation = prepared(facilitator, initiative)
    official = person(Side.GOVERNMENT, Role.REPRESENTATIVE)
    with pytest.raises(NotAllowed):
        open_consultation(actor=official, consultation=consultation)
    with pytest.raises(NotAllowed):
        moderate(
            actor=official,
            statement=only_statement(consultation),
            show=False,
            reason=Moderation.Reason.OFF_TOPIC,
        )


@pytest.mark.parametrize("typed", ["KOPI-27", "kopi27", " kopi 27 ", "Kopi–27"])
def test_a_join_code_is_found_however_it_is_typed(
    facilitator: Actor, initiative: Initiative, typed: str
) -> None:
    consultation = opened(facilitator, initiative)
    Consultation.objects.update(join_code="KOPI-27")
    assert find_by_join_code(typed) == consultation


@pytest.mark.parametrize("typed", ["", "27", "KOPI", "KOPI-28", "'; --", "💥"])
def test_a_wrong_join_code_finds_nothing(facilitator: Actor, initiative: Initiative, typed: str) -> None:
    opened(facilitator, initiative)
    Consultation.objects.update(join_code="KOPI-27")
    assert find_by_join_code(typed) is None


def test_a_citizens_statement_is_shown_at_once_in_an_ordinary_sector(
    facilitator: Actor, initiative: Initiative, citizen: Actor
) -> None:
    consultation = opened(facilitator, initiative)
    added = add_statement(actor=citizen, consultation=consultation, text="  Jalan   perlu lampu. ")
    assert (added.text, added.state) == ("Jalan perlu lampu.", Statement.State.SHOWN)


def test_in_a_sensitive_sector_every_statement_waits_for_the_moderator(
    facilitator: Actor, initiative: Initiative, citizen: Actor
) -> None:
    Initiative.objects.update(sector="1.02")
    initiative.refresh_from_db()
    consultation = opened(facilitator, initiative)
    added = add_statement(actor=citizen, consultation=consultation, text="Jalan perlu lampu.")
    assert added.state == Statement.State.WAITING


@pytest.mark.parametrize(
    ("text", "sentence"), [("", "write"), ("x" * 281, "280"), ("pernyataan KE-1.", "already")]
)
def test_an_unfit_statement_is_refused_with_a_sentence(
    facilitator: Actor, initiative: Initiative, citizen: Actor, text: str, sentence: str
) -> None:
    consultation = opened(facilitator, initiative)
    with pytest.raises(RuleBroken, match=sentence):
        add_statement(actor=citizen, consultation=consultation, text=text)
    assert consultation.statements.count() == 1


def test_moderation_keeps_its_reason_in_the_log(facilitator: Actor, initiative: Initiative) -> None:
    consultation = opened(facilitator, initiative)
    statement = only_statement(consultation)
    moderate(
        actor=facilitator, statement=statement, show=False, reason=Moderation.Reason.DUPLICATE, note="Nomor 3"
    )
    moderate(actor=facilitator, statement=statement, show=True, reason=Moderation.Reason.FITS)
    assert [(one.state, one.reason) for one in moderation_log(consultation)] == [
        ("shown", "fits"),
        ("hidden", "duplicate"),
    ]


def test_hiding_needs_a_reason_against_and_showing_one_for(
    facilitator: Actor, initiative: Initiative
) -> None:
    statement = only_statement(opened(facilitator, initiative))
    with pytest.raises(RuleBroken):
        moderate(actor=facilitator, statement=statement, show=False, reason=Moderation.Reason.FITS)
    with pytest.raises(RuleBroken):
        moderate(actor=facilitator, statement=statement, show=True, reason=Moderation.Reason.INSULTS)


def test_a_moderator_adds_the_other_language_but_never_changes_what_was_written(
    facilitator: Actor, initiative: Initiative
) -> None:
    statement = only_statement(opened(facilitator, initiative))
    translate_statement(actor=facilitator, statement=statement, text=statement.text, text_en="Statement 1.")
    assert Statement.objects.get().text_en == "Statement 1."
    with pytest.raises(RuleBroken, match="cannot be changed"):
        translate_statement(actor=facilitator, statement=statement, text="Lain.", text_en="Statement 1.")
