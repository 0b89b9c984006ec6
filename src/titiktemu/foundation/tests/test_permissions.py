"""Who may: every verb has a rule, the sides' reach is kept, strangers see what is public."""

import pytest

from conftest import PersonFixture
from titiktemu.foundation.actors import STRANGER, operator
from titiktemu.foundation.errors import NotAllowed
from titiktemu.foundation.models import Participation
from titiktemu.foundation.permissions import (
    RULES,
    Action,
    Reach,
    allows,
    may_see,
    require,
    visible_initiatives,
    visible_to,
)
from titiktemu.foundation.words import BOTH_SIDES, Role, Side, opposite

OWN = [action for action in Action if Reach.OWN in RULES.get(action, {}).values()]
OPPOSITE = [action for action in Action if Reach.OPPOSITE in RULES.get(action, {}).values()]


def test_every_verb_has_a_rule_and_every_rule_a_verb():
    assert set(RULES) == set(Action)
    assert all(RULES.values())


def test_every_verb_names_its_room_and_is_written_once():
    assert all(len(str(action).split(".")) == 2 for action in Action)
    assert len({str(action) for action in Action}) == len(Action)


@pytest.mark.parametrize("action", OWN)
@pytest.mark.parametrize("side", BOTH_SIDES)
def test_a_verb_for_the_own_side_reaches_no_other(person: PersonFixture, initiative, action, side):
    role = next(role for role, reach in RULES[action].items() if reach is Reach.OWN)
    actor = person(side, role)
    require(actor, action, initiative, side=side)
    for other in (opposite(side), Side.OTHER, Side.CITIZENS, ""):
        with pytest.raises(NotAllowed):
            require(actor, action, initiative, side=other)


@pytest.mark.parametrize("action", OPPOSITE)
@pytest.mark.parametrize("side", BOTH_SIDES)
def test_a_verb_for_the_other_side_reaches_only_that(person: PersonFixture, initiative, action, side):
    actor = person(side, Role.LEADER)
    require(actor, action, initiative, side=opposite(side))
    for other in (side, Side.OTHER, Side.CITIZENS, ""):
        with pytest.raises(NotAllowed):
            require(actor, action, initiative, side=other)


def test_a_leader_reaches_nobody_who_is_on_no_side(person: PersonFixture, initiative, facilitator):
    with pytest.raises(NotAllowed):
        require(person(Side.GOVERNMENT, Role.LEADER), Action.REVOKE_PERSON, initiative, side="")


def test_templates_may_ask_whether_there_is_any_side(person: PersonFixture, initiative):
    assert allows(person(Side.GOVERNMENT, Role.LEADER), Action.ADD_PERSON, initiative)
    assert not allows(person(Side.GOVERNMENT, Role.REPRESENTATIVE), Action.ADD_PERSON, initiative)


def test_others_have_a_voice_but_neither_confirm_nor_contest(person: PersonFixture, initiative):
    expert = person(Side.OTHER, Role.LEADER)
    assert allows(expert, Action.VIEW_ROSTER, initiative)
    for action in (Action.CONFIRM_ROSTER, Action.CONTEST_PERSON, Action.ADD_PERSON):
        assert not any(allows(expert, action, initiative, side=side) for side in Side)


def test_a_role_counts_in_its_own_initiative_only(person: PersonFixture, make_initiative, facilitator):
    elsewhere = make_initiative("Yang lain")
    assert not allows(facilitator, Action.EDIT_INITIATIVE, elsewhere)
    assert not allows(person(Side.GOVERNMENT, Role.LEADER), Action.VIEW_ROSTER, elsewhere)


def test_a_stranger_sees_only_what_is_public(initiative, make_initiative, stranger):
    hidden = make_initiative("Tertutup", is_public=False)
    assert may_see(stranger, initiative)
    assert not may_see(stranger, hidden)
    assert list(visible_initiatives(stranger)) == [initiative]
    assert not allows(stranger, Action.VIEW_INITIATIVE, hidden)
    assert not allows(stranger, Action.VIEW_RESULTS, hidden)


def test_its_own_people_see_an_initiative_that_is_not_public(person: PersonFixture, make_initiative):
    hidden = make_initiative("Tertutup", is_public=False)
    member = person(Side.CIVIL_SOCIETY, Role.REPRESENTATIVE, initiative=hidden)
    assert allows(member, Action.VIEW_INITIATIVE, hidden)
    assert hidden in visible_initiatives(member)


def test_nobody_joins_an_initiative_that_is_hidden_from_them(make_initiative, stranger):
    """The codes of open links are short enough to be guessed."""
    hidden = make_initiative("Tertutup", is_public=False)
    assert not allows(stranger, Action.JOIN, hidden)


def test_a_stranger_may_do_nothing_that_changes_an_initiative(initiative, stranger):
    open_to_all = {
        Action.SIGN_IN_BY_CODE,
        Action.VIEW_INITIATIVE,
        Action.VIEW_MODERATION,
        Action.VIEW_RESULTS,
        Action.VIEW_CATALOGUE,
        Action.VIEW_MEETINGS,
        Action.ANSWER_INVITATION,
        Action.CHECK_IN,
        Action.TAKE_DOWN_PHOTO,  # of a photo that they see: they may be on it
        Action.SAY_NO_PHOTO,
        Action.JOIN,
        Action.VIEW_ISSUES,
        Action.VIEW_PARTICIPATION,
        Action.VIEW_QUESTIONNAIRE,
        Action.ANSWER_QUESTIONNAIRE,
        Action.VIEW_COMMITMENT,  # the public page of what leaders promised; names stay inside
    }
    assert {action for action in Action if allows(stranger, action, initiative)} == open_to_all


def test_whoever_votes_needs_to_have_joined(person: PersonFixture, initiative, facilitator):
    assert not allows(facilitator, Action.CAST_VOTE, initiative)
    assert not allows(person(Side.GOVERNMENT, Role.REPRESENTATIVE), Action.CAST_VOTE, initiative)
    assert allows(person(Side.GOVERNMENT, Role.PARTICIPANT), Action.CAST_VOTE, initiative)


def test_rows_of_the_other_side_are_kept_out(person: PersonFixture, initiative):
    mine = person(Side.GOVERNMENT, Role.REPRESENTATIVE)
    theirs = person(Side.CIVIL_SOCIETY, Role.REPRESENTATIVE)
    rows = Participation.objects.all()
    assert [one.side for one in visible_to(mine, rows)] == [Side.GOVERNMENT]
    assert [one.side for one in visible_to(theirs, rows)] == [Side.CIVIL_SOCIETY]


def test_facilitators_observers_and_strangers_see_no_side_from_within(
    person: PersonFixture, initiative, facilitator, observer
):
    person(Side.GOVERNMENT, Role.REPRESENTATIVE)
    for actor in (facilitator, observer, STRANGER):
        assert all(row.side == "" for row in visible_to(actor, Participation.objects.all()))


def test_rows_of_a_hidden_initiative_are_kept_from_strangers_and_from_its_sides_elsewhere(
    person: PersonFixture, make_initiative, initiative, facilitator
):
    hidden = make_initiative("Tertutup", is_public=False)
    row = person("", Role.FACILITATOR, initiative=hidden).participations[0]
    for actor in (STRANGER, facilitator, person(Side.GOVERNMENT, Role.LEADER)):
        assert row not in visible_to(actor, Participation.objects.all())


def test_a_person_of_a_side_in_one_initiative_has_no_side_in_another(
    person: PersonFixture, make_initiative, initiative
):
    other = make_initiative("Yang lain")
    row = person(Side.GOVERNMENT, Role.LEADER, initiative=other).participations[0]
    assert row not in visible_to(person(Side.GOVERNMENT, Role.LEADER), Participation.objects.all())


def test_the_operator_and_administrators_may_steer_but_neither_vote_nor_confirm(administrator, initiative):
    for actor in (operator(), administrator):
        assert allows(actor, Action.EDIT_INITIATIVE, initiative)
        assert not allows(actor, Action.CAST_VOTE, initiative)
        assert not allows(actor, Action.CONFIRM_ROSTER, initiative)
        assert not allows(actor, Action.CONTEST_PERSON, initiative)
