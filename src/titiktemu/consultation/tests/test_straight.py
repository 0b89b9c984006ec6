"""Figures with and without answers all alike, marked statements, and what sets groups apart."""

import pytest

from titiktemu.analysis.counts import Counts
from titiktemu.analysis.disclosure import Kind
from titiktemu.candour import gate
from titiktemu.consultation.mapping import _apart, _as_shown, draw
from titiktemu.consultation.models import Statement
from titiktemu.consultation.results import results_of
from titiktemu.consultation.services.running import close_consultation
from titiktemu.consultation.services.statements import add_statement
from titiktemu.consultation.tests.cast import AGREE, DISAGREE, keep_votes, members, opened
from titiktemu.foundation.words import Side

pytestmark = pytest.mark.django_db


def voted(facilitator, initiative, person, alike):
    """Twelve statements on which 26 citizens are divided, and so many who agree with everything."""
    made = opened(facilitator, initiative, 12)
    people = members(person, Side.CITIZENS, 26 + alike)
    for number in range(1, 13):
        honest = [AGREE if (place + number) % 2 else DISAGREE for place in range(26)]
        keep_votes(people, made.statements.get(number=number), [*honest, *[AGREE] * alike])
    closed = close_consultation(actor=facilitator, consultation=made)
    draw(closed)
    return results_of(closed).rows


def test_after_the_close_figures_stand_beside_those_without_answers_all_alike(
    facilitator, initiative, person
):
    rows = voted(facilitator, initiative, person, alike=6)
    for row in rows:
        assert row.figures[Side.CITIZENS].counts == Counts(19, 13, 0)
        beside = row.without_alike[Side.CITIZENS]
        assert (beside.kind, beside.share, beside.counts) == (Kind.TENTHS, 0.5, None)


def test_fewer_than_five_of_them_are_never_set_apart(facilitator, initiative, person):
    assert not any(row.without_alike for row in voted(facilitator, initiative, person, alike=4))


def test_what_sets_a_group_apart_comes_from_what_is_shown_alone():
    shown = {
        1: {"A": gate.shown(Counts(30, 2, 0)), "B": gate.shown(Counts(3, 28, 0))},
        2: {"A": gate.shown(Counts(3, 1, 0)), "B": gate.shown(Counts(15, 14, 0))},
        3: {"A": gate.shown(Counts(6, 2, 0)), "B": gate.shown(Counts(15, 14, 0))},
    }
    assert _apart(shown, ["A", "B"]) == {1: {"A": True, "B": False}}
    assert _as_shown(shown[2]["A"]) is None
    assert shown[3]["A"].kind is Kind.WORD
    assert _as_shown(shown[3]["A"]) is None
    assert _as_shown(gate.shown(Counts(11, 2, 1))) == Counts(8, 2, 0)


def test_only_those_who_lead_mark_a_statement_as_being_about_the_consultation(
    facilitator, initiative, citizen
):
    made = opened(facilitator, initiative)
    text = "Pertanyaan ini terlalu panjang."
    assert add_statement(actor=facilitator, consultation=made, text=text, is_meta=True).is_meta
    other = add_statement(actor=citizen, consultation=made, text="Punya warga.", is_meta=True)
    assert not Statement.objects.get(pk=other.pk).is_meta
