"""What a consultation says, and what it keeps to itself."""

import pytest

from titiktemu.analysis.common_ground import State
from titiktemu.analysis.disclosure import Kind, Word
from titiktemu.candour.models import Release
from titiktemu.consultation.plain import plain_results
from titiktemu.consultation.results import StatementResult, results_of
from titiktemu.consultation.services.running import close_consultation
from titiktemu.consultation.tests.cast import (
    Person,
    keep_votes,
    members,
    only_statement,
    opened,
    vote,
)
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import Side

pytestmark = pytest.mark.django_db
GOVERNMENT, CIVIL_SOCIETY = Side.GOVERNMENT, Side.CIVIL_SOCIETY


def _after_closing(
    facilitator: Actor, initiative: Initiative, person: Person, government: list[int], civil: list[int]
) -> StatementResult:
    officials = members(person, GOVERNMENT, len(government))
    activists = members(person, CIVIL_SOCIETY, len(civil))
    consultation = opened(facilitator, initiative)
    statement = only_statement(consultation)
    keep_votes(officials, statement, government)
    keep_votes(activists, statement, civil)
    close_consultation(actor=facilitator, consultation=consultation)
    return results_of(consultation).rows[0]


def test_both_sides_agreeing_is_common_ground(
    facilitator: Actor, initiative: Initiative, person: Person
) -> None:
    row = _after_closing(facilitator, initiative, person, [1] * 7 + [-1], [1] * 6 + [0, -1])
    assert row.state is State.COMMON_GROUND
    assert {side: figure.word for side, figure in row.figures.items()} == {
        GOVERNMENT: Word.NEARLY_ALL,
        CIVIL_SOCIETY: Word.NEARLY_ALL,
        Side.CITIZENS: None,
    }


def test_one_side_agreeing_and_the_other_not_is_said_as_such(
    facilitator: Actor, initiative: Initiative, person: Person
) -> None:
    row = _after_closing(facilitator, initiative, person, [1] * 8, [-1] * 7 + [1])
    assert row.state is State.SIDES_DIFFER


def test_a_crowd_of_one_side_never_outvotes_a_small_other_side(
    facilitator: Actor, initiative: Initiative, person: Person
) -> None:
    row = _after_closing(facilitator, initiative, person, [-1] * 6, [1] * 30)
    assert row.state is State.SIDES_DIFFER


def test_a_small_side_is_held_back_until_voting_closes(
    facilitator: Actor, initiative: Initiative, person: Person
) -> None:
    officials = members(person, GOVERNMENT, 8)
    consultation = opened(facilitator, initiative)
    statement = only_statement(consultation)
    vote(officials, statement, [1] * 8)
    row = results_of(consultation).rows[0]
    assert row.figures[GOVERNMENT].kind is Kind.HIDDEN
    assert (row.state, row.held) == (State.NOT_YET_KNOWN, True)
    close_consultation(actor=facilitator, consultation=consultation)
    assert results_of(consultation).rows[0].figures[GOVERNMENT].kind is Kind.WORD


def test_figures_of_a_side_move_in_steps_of_five_and_a_changed_vote_moves_nothing(
    facilitator: Actor, initiative: Initiative, person: Person
) -> None:
    people = members(person, CIVIL_SOCIETY, 22)[:14]
    consultation = opened(facilitator, initiative)
    statement = only_statement(consultation)
    seen = []
    for actor in people:
        vote([actor], statement, [1])
        release = Release.objects.filter(group=CIVIL_SOCIETY).first()
        seen.append(release.counts.answered if release else 0)
    assert seen == [0, 0, 0, 0, 5, 5, 5, 5, 5, 10, 10, 10, 10, 10]
    vote(people[:3], statement, [-1, -1, -1])
    assert Release.objects.get(group=CIVIL_SOCIETY).disagree == 0
    close_consultation(actor=facilitator, consultation=consultation)
    # Four came since the last release: showing them at the close would give their votes away.
    assert Release.objects.get(group=CIVIL_SOCIETY).counts.answered == 10


def test_four_invented_citizens_do_not_lay_the_vote_of_the_fifth_open(
    facilitator: Actor, initiative: Initiative, person: Person
) -> None:
    consultation = opened(facilitator, initiative)
    statement = only_statement(consultation)
    people = members(person, Side.CITIZENS, 30)
    vote(people[:20], statement, [1] * 20)
    before = Release.objects.get(group=Side.CITIZENS).counts
    vote([people[20]], statement, [-1])
    vote(people[21:], statement, [1] * 9)
    assert Release.objects.get(group=Side.CITIZENS).counts == before


def test_no_count_of_fewer_than_twenty_leaves_in_plain_data(
    facilitator: Actor, initiative: Initiative, person: Person
) -> None:
    officials = members(person, GOVERNMENT, 19)
    consultation = opened(facilitator, initiative)
    keep_votes(officials, only_statement(consultation), [1] * 13 + [-1] * 6)
    close_consultation(actor=facilitator, consultation=consultation)
    figure = plain_results(consultation)["statements"][0]["figures"]["government"]
    assert figure["share"] == 0.7
    assert {figure[key] for key in ("agree", "disagree", "passed", "low", "high")} == {None}


def test_the_need_is_never_more_than_the_side_has_left(
    facilitator: Actor, initiative: Initiative, person: Person
) -> None:
    row = _after_closing(facilitator, initiative, person, [1, 1, 1, -1, -1], [1] * 8)
    assert row.state is State.COMMON_GROUND  # a side that voted whole is simply counted: 3 of 5
    assert row.needs == ()


def test_results_take_the_same_number_of_queries_whatever_the_size(
    facilitator: Actor, initiative: Initiative, django_assert_num_queries: object
) -> None:
    for statements in (3, 60):
        consultation = opened(facilitator, initiative, statements)
        with django_assert_num_queries(5):  # type: ignore[operator] # pytest-django's own fixture
            results_of(consultation)


def test_the_api_gives_the_same_figures_and_hides_private_initiatives(
    facilitator: Actor, initiative: Initiative, person: Person, client: object
) -> None:
    row = _after_closing(facilitator, initiative, person, [1] * 7, [1] * 9)
    address = f"/api/v1/initiatives/{initiative.slug}/consultations/1/results"
    answer = client.get(address)  # type: ignore[attr-defined] # Django's test client
    assert answer.json()["statements"][0]["state"] == row.state
    Initiative.objects.update(is_public=False)
    assert client.get(address).status_code == 404  # type: ignore[attr-defined]


def test_after_the_close_no_need_tells_how_many_of_a_small_side_answered(
    facilitator: Actor, initiative: Initiative, person: Person
) -> None:
    # Of twelve officials eleven answered: "one more vote would tell" would say so.
    members(person, GOVERNMENT, 12)
    row = _after_closing(facilitator, initiative, person, [1] * 6 + [-1] * 5, [1] * 8)
    assert row.state is State.DIFFER_WITHIN
    assert row.figures[GOVERNMENT].n_band == "10–19"
    assert row.needs == ()
