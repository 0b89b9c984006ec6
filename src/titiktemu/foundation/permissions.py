"""Who may do what: one table of every verb, and three ways to ask it. docs/permissions.md is made from it.

Only *who may* is decided here. *Is it time* is a rule of the room and raises ``RuleBroken`` there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db import models

from titiktemu.foundation.actions import Action
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.errors import NotAllowed
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import BOTH_SIDES, Role, opposite

__all__ = [
    "RULES", "Action", "Reach", "Rule", "allows", "may_see", "require", "visible_initiatives", "visible_to",
]  # fmt: skip


class Reach(Enum):
    """For which side a role may use a verb."""

    ANY = "any side"
    OWN = "the own side only"
    OPPOSITE = "the other of the two sides only"


Rule = Mapping[Role, Reach]

_STEERING: Rule = {Role.ADMINISTRATOR: Reach.ANY, Role.FACILITATOR: Reach.ANY}
_MEMBERS: Rule = {
    **_STEERING,
    Role.LEADER: Reach.ANY,
    Role.TEAM_MEMBER: Reach.ANY,
    Role.REPRESENTATIVE: Reach.ANY,
}
_SPEAKERS_OWN: Rule = {Role.LEADER: Reach.OWN, Role.REPRESENTATIVE: Reach.OWN}
_SPEAKERS_OPPOSITE: Rule = {Role.LEADER: Reach.OPPOSITE, Role.REPRESENTATIVE: Reach.OPPOSITE}
_SIDE_OWN: Rule = {
    Role.LEADER: Reach.OWN,
    Role.TEAM_MEMBER: Reach.OWN,
    Role.REPRESENTATIVE: Reach.OWN,
}
_STEERING_AND_SIDE: Rule = {**_STEERING, **_SIDE_OWN}
_STEERING_AND_LEADER: Rule = {**_STEERING, Role.LEADER: Reach.OWN}
_WITH_OBSERVERS: Rule = {**_MEMBERS, Role.OBSERVER: Reach.ANY}
_EVERYBODY: Rule = dict.fromkeys(Role, Reach.ANY)

RULES: dict[Action, Rule] = {
    Action.SIGN_IN_BY_CODE: _EVERYBODY,
    Action.VIEW_INITIATIVE: _EVERYBODY,  # of one that is not public: its own people only, see `may_see`
    Action.CREATE_INITIATIVE: _STEERING,
    Action.EDIT_INITIATIVE: _STEERING,
    Action.SET_STEP: _STEERING,
    Action.VIEW_ROSTER: _WITH_OBSERVERS,
    Action.ADD_PERSON: {**_STEERING, Role.LEADER: Reach.OWN},
    Action.REVOKE_PERSON: {**_STEERING, Role.LEADER: Reach.OWN},
    Action.HAND_OVER: {**_STEERING, Role.LEADER: Reach.OWN},
    Action.APPOINT: _STEERING,
    Action.APPOINT_ADMINISTRATOR: {Role.ADMINISTRATOR: Reach.ANY},
    Action.FORGET_PERSON: _STEERING,
    Action.RENEW_CODE: _STEERING,
    Action.PRINT_SLIPS: _STEERING,
    Action.CONFIRM_ROSTER: _SPEAKERS_OWN,
    Action.CONTEST_PERSON: _SPEAKERS_OPPOSITE,
    Action.WITHDRAW_CONTEST: _SPEAKERS_OPPOSITE,
    Action.SETTLE_CONTEST: _STEERING,
    Action.VIEW_AUDIT: _WITH_OBSERVERS,
    Action.JOIN: _EVERYBODY,
    Action.CREATE_CONSULTATION: _STEERING,
    Action.EDIT_CONSULTATION: _STEERING,
    Action.OPEN_CONSULTATION: _STEERING,
    Action.RECOUNT_ELECTORATE: _STEERING,
    Action.CLOSE_CONSULTATION: _STEERING,
    Action.ADD_STATEMENT: {**_MEMBERS, Role.PARTICIPANT: Reach.ANY},
    Action.MODERATE: _STEERING,
    Action.VIEW_MODERATION: _EVERYBODY,
    Action.CAST_VOTE: {Role.PARTICIPANT: Reach.ANY},
    Action.VIEW_RESULTS: _EVERYBODY,
    Action.RESHAPE_STATEMENTS: _STEERING,
    Action.HIDE_RESULTS: _STEERING,
    Action.REVEAL_RESULTS: _STEERING,
    Action.SET_TIMER: _STEERING,
    Action.ISSUE_SHEETS: _STEERING,
    Action.TYPE_SHEET: _STEERING,
    Action.IMPORT_CONSULTATION: _STEERING,
    Action.VIEW_CATALOGUE: _EVERYBODY,  # what was released; deliveries are VIEW_DELIVERY
    Action.ADD_ASSET: _STEERING_AND_SIDE,
    Action.EDIT_ASSET: _STEERING_AND_SIDE,
    Action.TELL_ASSET: _SIDE_OWN,  # that it holds something is for a side to tell
    Action.VIEW_TOLD_ASSET: _WITH_OBSERVERS,
    Action.ADD_DATASET: _STEERING_AND_SIDE,
    Action.EDIT_DATASET: _STEERING_AND_SIDE,
    Action.WRITE_SCHEMA: _STEERING_AND_SIDE,
    Action.UPLOAD: _STEERING_AND_SIDE,
    # Whoever sees a delivery may also confirm, protect and publish it: its pages do not ask again.
    Action.VIEW_DELIVERY: _STEERING_AND_SIDE,
    # The file may hold what must not leave the side that sent it; nobody decides for a side but the side.
    Action.VIEW_ROWS: _SIDE_OWN,
    Action.VIEW_ORIGINAL: _SIDE_OWN,
    Action.CONFIRM_TABLE: _STEERING_AND_SIDE,
    Action.PROTECT_TABLE: _STEERING_AND_SIDE,
    Action.DECIDE_RELEASE: _SIDE_OWN,
    Action.PUBLISH: _STEERING_AND_SIDE,
    Action.WITHDRAW_RELEASE: _SIDE_OWN,
    Action.DISCARD_DELIVERY: _STEERING_AND_SIDE,
    Action.CANCEL_WORK: _STEERING_AND_SIDE,
    # What was shown to the public, everybody sees; this is what was not, for all sides or for one.
    Action.VIEW_PAPERS: _WITH_OBSERVERS,
    Action.VIEW_SIDE_PAPERS: _STEERING_AND_SIDE,
    Action.ISSUE_PAPER: {**_STEERING, Role.LEADER: Reach.OWN},
    Action.SHOW_PAPER: {**_STEERING, Role.LEADER: Reach.OWN},
    Action.ADD_SIGNED_COPY: _MEMBERS,  # to a paper that they may see
    Action.WITHDRAW_SIGNED_COPY: _MEMBERS,  # their own; whoever leads, any
    Action.SET_NUMBERING: _STEERING,
    Action.VIEW_QUESTIONNAIRE: _EVERYBODY,  # the questions and released figures; never single answers
    Action.CREATE_QUESTIONNAIRE: _STEERING,
    Action.EDIT_QUESTIONNAIRE: _STEERING,
    Action.WRITE_QUESTIONS: _STEERING,
    Action.OPEN_WAVE: _STEERING,
    Action.CLOSE_WAVE: _STEERING,
    Action.ADD_WAVE: _STEERING,
    Action.ANSWER_QUESTIONNAIRE: _EVERYBODY,  # whoever has the open link, or is on a list
    Action.ENTER_ANSWERS: _STEERING,
    Action.IMPORT_ANSWERS: _STEERING,
    Action.VIEW_ANSWERS: _STEERING,
    Action.CORRECT_ANSWERS: _STEERING,
    Action.REMOVE_ANSWERS: _STEERING,
    Action.WEIGH_ANSWERS: _STEERING,
    Action.VIEW_MEETINGS: _EVERYBODY,  # of one that is not announced: the initiative's people only
    # A leader may for a meeting of the own side alone; what is for all is led by facilitators.
    Action.PLAN_MEETING: _STEERING_AND_LEADER,
    Action.EDIT_MEETING: _STEERING_AND_LEADER,
    Action.CANCEL_MEETING: _STEERING_AND_LEADER,
    Action.HOLD_MEETING: _STEERING_AND_LEADER,
    Action.INVITE: _STEERING_AND_LEADER,
    Action.ISSUE_LETTER: _STEERING_AND_LEADER,
    Action.ANSWER_INVITATION: _EVERYBODY,  # whoever has the personal link
    Action.SET_MAKEUP: _STEERING_AND_LEADER,
    Action.CHECK_IN: _EVERYBODY,  # whoever has the link, or the code shown at the door
    Action.KEEP_ATTENDANCE: _STEERING_AND_LEADER,
    **dict.fromkeys((Action.SET_AGENDA, Action.RUN_MEETING, Action.WRITE_MINUTES), _STEERING_AND_LEADER),
    Action.ANSWER_MINUTES: _SPEAKERS_OWN,
    **dict.fromkeys((Action.ISSUE_MINUTES, Action.REMIND, Action.HAND_OVER_MEETING), _STEERING_AND_LEADER),
    Action.KEEP_FEED: _WITH_OBSERVERS,  # the address of the own calendar
    **dict.fromkeys((Action.ADD_PHOTO, Action.SHOW_PHOTO, Action.ERASE_PHOTO), _STEERING_AND_LEADER),
    **dict.fromkeys(
        (Action.TAKE_DOWN_PHOTO, Action.SAY_NO_PHOTO), _EVERYBODY
    ),  # whoever sees it may be on it
    # Both sides and those who lead; a contact is read by whoever may change its row.
    Action.VIEW_STAKEHOLDERS: _STEERING_AND_SIDE,
    **dict.fromkeys((Action.KEEP_STAKEHOLDER, Action.LINK_STAKEHOLDERS), _STEERING_AND_SIDE),
    # Each group for itself, and nobody else ever sees it; an administrator belongs to none.
    Action.RATE_STAKEHOLDER: _SIDE_OWN,
    Action.RATE_AS_LEADING: {Role.FACILITATOR: Reach.ANY},
    Action.INVITE_STAKEHOLDERS: _STEERING_AND_LEADER,
    Action.VIEW_PARTICIPATION: _EVERYBODY,  # of small groups only what passes the rules of release
    **dict.fromkeys((Action.SET_TARGETS, Action.KEEP_ACTIVITY, Action.COUNT_VOICE), _STEERING),
    **dict.fromkeys((Action.PREPARE_SELECTION, Action.PUBLISH_LOTTERY, Action.DRAW_PANEL), _STEERING),
    Action.VIEW_ISSUES: _EVERYBODY,
    Action.ADD_ISSUE: _MEMBERS,
    Action.EDIT_ISSUE: _MEMBERS,  # who does not lead: their own cards, as long as they are candidates
    Action.SAY_WHY: _SIDE_OWN,
    Action.NAME_DATA: _MEMBERS,
    **dict.fromkeys((Action.RESHAPE_ISSUES, Action.SORT_ISSUES, Action.CHOOSE_ISSUE), _STEERING),
    Action.ADD_SOLUTION: _MEMBERS,
    Action.RATE_SOLUTION: _SIDE_OWN,
    Action.CLOSE_RATINGS: _STEERING,
    **dict.fromkeys((Action.LINK_EVIDENCE, Action.RANK_CHANNEL, Action.EDIT_CRITERIA), _STEERING),
    Action.SET_WEIGHTS: _SPEAKERS_OWN,
    Action.PREPARE_POLL: _STEERING,
    Action.OPEN_POLL: _STEERING,
    Action.CAST_BALLOT: _SIDE_OWN,
    Action.TYPE_BALLOTS: _STEERING,  # on paper: how many of which ballot, never whose
    Action.CLOSE_POLL: _STEERING,
    Action.IMPORT_POLL: _STEERING,
    **dict.fromkeys((Action.WRITE_PROPOSAL, Action.PREPARE_ROUND, Action.OPEN_ROUND), _STEERING),
    Action.CAST_GRADIENT: _SIDE_OWN,
    Action.TYPE_PAPER: _STEERING,
    Action.PAUSE_ROUND: _STEERING_AND_SIDE,
    Action.CLOSE_ROUND: _STEERING,
    Action.SPEAK_FOR_SIDE: _SPEAKERS_OWN,
    Action.RAISE_OBJECTION: _SIDE_OWN,
    Action.WITHDRAW_OBJECTION: _SIDE_OWN,
    Action.SETTLE_OBJECTION: _STEERING,
    Action.ISSUE_RECORD: _STEERING,
    Action.VIEW_EVIDENCE: _MEMBERS,
    **dict.fromkeys((Action.ADD_SOURCE, Action.ADD_ARTICLES, Action.SORT_ARTICLES), _STEERING),
    Action.CODE_ARTICLE: _MEMBERS,
    Action.WRITE_GROUP: _STEERING,
    Action.CODE_PASSAGE: _STEERING,
    Action.WRITE_INTERVIEW: _STEERING,
    Action.RUN_DELPHI: _STEERING,
    Action.VIEW_MAPS: _WITH_OBSERVERS,  # what a side draws apart: the next one, until both have opened
    # Whoever leads types cards from paper for both sides, and so sees them.
    **dict.fromkeys((Action.VIEW_SIDE_MAP, Action.DRAW_MAP), _STEERING_AND_SIDE),
    Action.CREATE_MAP: _STEERING,
    Action.ASK_DATA: _STEERING_AND_SIDE,
    Action.OPEN_SIDE: _SPEAKERS_OWN,
    Action.ALIGN_CARDS: _SIDE_OWN,
    **dict.fromkeys((Action.BEGIN_MAP_SESSION, Action.ADD_JOINT), _STEERING),
    **dict.fromkeys((Action.SETTLE_LINK, Action.CLOSE_MAP_SESSION), _STEERING),
    Action.VIEW_EFFORTS: _WITH_OBSERVERS,
    Action.KEEP_EFFORT: _STEERING_AND_SIDE,  # whoever leads types a side's list for it
    Action.VIEW_UNDERSTANDING: _WITH_OBSERVERS,
    # What stands is the wording of both; whoever writes for a side has its name on it.
    **dict.fromkeys((Action.WRITE_PASSAGE, Action.KEEP_CLAIM, Action.REMOVE_PASSAGE), _STEERING_AND_SIDE),
    **dict.fromkeys((Action.ANSWER_PASSAGE, Action.ACCEPT_FIGURES), _SPEAKERS_OWN),
    **dict.fromkeys((Action.CHOOSE_ROUNDS, Action.ISSUE_UNDERSTANDING), _STEERING),
    Action.VIEW_ROLES: _WITH_OBSERVERS,  # what a side wrote apart: the next one, until both have opened
    # Whoever leads types points from paper for both sides, and so sees them.
    **dict.fromkeys((Action.VIEW_SIDE_ROLES, Action.WRITE_ROLE), _STEERING_AND_SIDE),
    Action.OPEN_ROLES: _SPEAKERS_OWN,
    Action.ANSWER_ROLE: {**_STEERING, **_SPEAKERS_OWN},  # from paper too, and marked as such
    Action.PAIR_POINTS: _SIDE_OWN,
    Action.VIEW_NEEDS: _WITH_OBSERVERS,
    **dict.fromkeys((Action.ASK_NEED, Action.LINK_ASSET, Action.SETTLE_NEED), _STEERING_AND_SIDE),
    Action.RATE_ASSET: _SIDE_OWN,  # one rating of a side; hidden from everybody else until both have rated
    Action.WRITE_ORDER: _STEERING_AND_SIDE,
    Action.APPROVE_ORDER: _SPEAKERS_OWN,
    Action.VIEW_TEAMS: _WITH_OBSERVERS,
    **dict.fromkeys((Action.FORM_TEAM, Action.EDIT_TEAM, Action.NOTE_SUPERVISOR), _STEERING),
    **dict.fromkeys((Action.SET_CO_LEAD, Action.ISSUE_TEAM_PAPER), _STEERING),
    # People of the own side; consent and leaving, one's own only: whoever leads notes what was said aloud.
    **dict.fromkeys((Action.NOMINATE, Action.ANSWER_NOMINATION, Action.LEAVE_TEAM), _STEERING_AND_SIDE),
    **dict.fromkeys((Action.WRITE_MANDATE, Action.HAND_OVER_MANDATE), _STEERING_AND_LEADER),
    Action.VIEW_COMMITMENT: _EVERYBODY,  # names and drawings: the initiative's people only
    **dict.fromkeys((Action.WRITE_STATEMENT, Action.OPEN_STATEMENT), _STEERING),
    Action.SIGN_STATEMENT: {Role.LEADER: Reach.OWN},  # nobody signs for another
    Action.ADD_SIGNED_SHEET: _STEERING_AND_LEADER,
}


@dataclass(frozen=True)
class _Question:
    """One question to the table."""

    actor: Actor
    action: Action
    initiative: Initiative | None
    side: str | None

    def answer(self) -> bool:
        rule = RULES[self.action]
        return may_see(self.actor, self.initiative) and any(
            standing.role in rule and self._reaches(rule[standing.role], standing.side)
            for standing in self.actor.standings(self.initiative)
        )

    def _reaches(self, reach: Reach, own_side: str) -> bool:
        if reach is Reach.ANY:
            return True
        if own_side not in BOTH_SIDES:
            return False
        # Asked about no side in particular ("is there anything of this kind for me?") the role is enough.
        reached = own_side if reach is Reach.OWN else opposite(own_side)
        return self.side is None or self.side == reached


def may_see(actor: Actor, initiative: Initiative | None) -> bool:
    """Whether the initiative exists for this actor: public ones for everybody, others for their people."""
    if initiative is None or initiative.is_public or actor.is_administrator:
        return True
    return any(standing.role is not Role.PUBLIC for standing in actor.standings(initiative))


def allows(actor: Actor, action: Action, initiative: Initiative | None, *, side: str | None = None) -> bool:
    """Whether the table allows it; for templates, which hide what a person may not do.

    Without a side the question is whether there is any side for which it is allowed.
    """
    return _Question(actor, action, initiative, side).answer()


def require(actor: Actor, action: Action, initiative: Initiative | None, *, side: str = "") -> None:
    """Raise ``NotAllowed`` unless the table allows it; the first line of every service.

    A verb with a reach needs the side it is used on: without one ("" is the side of facilitators and
    observers) nobody is within its reach.
    """
    if not allows(actor, action, initiative, side=side):
        raise NotAllowed(action)


def visible_to[M: models.Model](actor: Actor, rows: models.QuerySet[M]) -> models.QuerySet[M]:
    """Keep rows of initiatives the actor may see; of rows that belong to one side, only the own side's.

    The rows need an ``initiative``; a ``side`` of "" (or none at all) means shared.
    """
    if actor.is_administrator:
        return rows
    mine = [place.initiative_id for place in actor.participations]
    mine += [one.initiative_id for one in actor.participants]
    found = rows.filter(models.Q(initiative__is_public=True) | models.Q(initiative__in=mine))
    if not any(field.name == "side" for field in rows.model._meta.get_fields()):
        return found
    own: models.Q = models.Q(side="")
    for place in actor.participations:
        own |= models.Q(initiative=place.initiative_id, side=place.side)
    return found.filter(own)


def visible_initiatives(actor: Actor) -> models.QuerySet[Initiative]:
    """The initiatives that exist for this actor."""
    if actor.is_administrator:
        return Initiative.objects.all()
    mine: list[Any] = [place.initiative_id for place in actor.participations]
    mine += [one.initiative_id for one in actor.participants]
    return Initiative.objects.filter(models.Q(is_public=True) | models.Q(pk__in=mine))
