"""Who may do what: every verb, one table, and three ways to ask it. docs/permissions.md is made from it.

Only *who may* is decided here. *Is it time* is a rule of the room and raises ``RuleBroken`` there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any

from django.db import models

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.errors import NotAllowed
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import BOTH_SIDES, Role, opposite


class Action(StrEnum):
    """Every verb of the system; the same word stands in the audit chain."""

    SIGN_IN_BY_CODE = "foundation.sign_in_by_code"
    VIEW_INITIATIVE = "foundation.view_initiative"
    CREATE_INITIATIVE = "foundation.create_initiative"
    EDIT_INITIATIVE = "foundation.edit_initiative"
    SET_STEP = "foundation.set_step"
    VIEW_ROSTER = "foundation.view_roster"
    ADD_PERSON = "foundation.add_person"
    REVOKE_PERSON = "foundation.revoke_person"
    HAND_OVER = "foundation.hand_over"
    APPOINT = "foundation.appoint"
    APPOINT_ADMINISTRATOR = "foundation.appoint_administrator"
    FORGET_PERSON = "foundation.forget_person"
    RENEW_CODE = "foundation.renew_code"
    PRINT_SLIPS = "foundation.print_slips"
    CONFIRM_ROSTER = "foundation.confirm_roster"
    CONTEST_PERSON = "foundation.contest_person"
    WITHDRAW_CONTEST = "foundation.withdraw_contest"
    SETTLE_CONTEST = "foundation.settle_contest"
    VIEW_AUDIT = "foundation.view_audit"
    JOIN = "foundation.join"

    CREATE_CONSULTATION = "consultation.create"
    EDIT_CONSULTATION = "consultation.edit"
    OPEN_CONSULTATION = "consultation.open"
    RECOUNT_ELECTORATE = "consultation.recount"
    CLOSE_CONSULTATION = "consultation.close"
    ADD_STATEMENT = "consultation.add_statement"
    MODERATE = "consultation.moderate"
    VIEW_MODERATION = "consultation.view_moderation"
    CAST_VOTE = "consultation.cast_vote"
    VIEW_RESULTS = "consultation.view_results"
    RESHAPE_STATEMENTS = "consultation.reshape_statements"
    HIDE_RESULTS = "consultation.hide_results"
    REVEAL_RESULTS = "consultation.reveal_results"
    SET_TIMER = "consultation.set_timer"
    ISSUE_SHEETS = "consultation.issue_sheets"
    TYPE_SHEET = "consultation.type_sheet"
    IMPORT_CONSULTATION = "consultation.import"

    VIEW_CATALOGUE = "catalogue.view"
    ADD_ASSET = "catalogue.add_asset"
    EDIT_ASSET = "catalogue.edit_asset"
    ADD_DATASET = "catalogue.add_dataset"
    EDIT_DATASET = "catalogue.edit_dataset"
    WRITE_SCHEMA = "catalogue.write_schema"
    UPLOAD = "catalogue.upload"
    VIEW_DELIVERY = "catalogue.view_delivery"
    VIEW_ROWS = "catalogue.view_rows"
    VIEW_ORIGINAL = "catalogue.view_original"
    CONFIRM_TABLE = "catalogue.confirm_table"
    PROTECT_TABLE = "catalogue.protect_table"
    DECIDE_RELEASE = "catalogue.decide_release"
    PUBLISH = "catalogue.publish"
    WITHDRAW_RELEASE = "catalogue.withdraw_release"
    DISCARD_DELIVERY = "catalogue.discard_delivery"
    CANCEL_WORK = "catalogue.cancel_work"

    VIEW_PAPERS = "documents.view"
    VIEW_SIDE_PAPERS = "documents.view_of_side"
    ISSUE_PAPER = "documents.issue"
    SHOW_PAPER = "documents.show"
    ADD_SIGNED_COPY = "documents.add_signed_copy"
    WITHDRAW_SIGNED_COPY = "documents.withdraw_signed_copy"
    SET_NUMBERING = "documents.set_numbering"

    VIEW_QUESTIONNAIRE = "questionnaires.view"
    CREATE_QUESTIONNAIRE = "questionnaires.create"
    EDIT_QUESTIONNAIRE = "questionnaires.edit"
    WRITE_QUESTIONS = "questionnaires.write_questions"
    OPEN_WAVE = "questionnaires.open_wave"
    CLOSE_WAVE = "questionnaires.close_wave"
    ADD_WAVE = "questionnaires.add_wave"
    ANSWER_QUESTIONNAIRE = "questionnaires.answer"
    ENTER_ANSWERS = "questionnaires.enter_answers"
    IMPORT_ANSWERS = "questionnaires.import_answers"
    VIEW_ANSWERS = "questionnaires.view_answers"
    CORRECT_ANSWERS = "questionnaires.correct_answers"
    REMOVE_ANSWERS = "questionnaires.remove_answers"
    WEIGH_ANSWERS = "questionnaires.weigh_answers"

    VIEW_MEETINGS = "meetings.view"
    PLAN_MEETING = "meetings.plan"
    EDIT_MEETING = "meetings.edit"
    CANCEL_MEETING = "meetings.cancel"
    HOLD_MEETING = "meetings.mark_held"
    INVITE = "meetings.invite"
    ISSUE_LETTER = "meetings.issue_letter"
    ANSWER_INVITATION = "meetings.answer_invitation"
    SET_MAKEUP = "meetings.set_makeup"
    CHECK_IN = "meetings.check_in"
    KEEP_ATTENDANCE = "meetings.keep_attendance"

    VIEW_PARTICIPATION = "participation.view"
    SET_TARGETS = "participation.set_targets"
    KEEP_ACTIVITY = "participation.keep_activity"
    COUNT_VOICE = "participation.count_voice"
    PREPARE_SELECTION = "participation.prepare_selection"
    PUBLISH_LOTTERY = "participation.publish_lottery"
    DRAW_PANEL = "participation.draw_panel"

    VIEW_ISSUES = "issues.view"
    ADD_ISSUE = "issues.add"
    EDIT_ISSUE = "issues.edit"
    SAY_WHY = "issues.say_why"
    NAME_DATA = "issues.name_data"
    RESHAPE_ISSUES = "issues.reshape"
    SORT_ISSUES = "issues.sort"
    CHOOSE_ISSUE = "issues.choose"
    ADD_SOLUTION = "issues.add_solution"
    RATE_SOLUTION = "issues.rate_solution"
    CLOSE_RATINGS = "issues.close_ratings"
    LINK_EVIDENCE = "issues.link_evidence"
    RANK_CHANNEL = "issues.rank_channel"
    EDIT_CRITERIA = "issues.edit_criteria"
    SET_WEIGHTS = "issues.set_weights"
    PREPARE_POLL = "issues.prepare_poll"
    OPEN_POLL = "issues.open_poll"
    CAST_BALLOT = "issues.cast_ballot"
    CLOSE_POLL = "issues.close_poll"
    IMPORT_POLL = "issues.import_poll"
    WRITE_PROPOSAL = "issues.write_proposal"
    PREPARE_ROUND = "issues.prepare_round"
    OPEN_ROUND = "issues.open_round"
    CAST_GRADIENT = "issues.cast_gradient"
    TYPE_PAPER = "issues.type_paper"
    PAUSE_ROUND = "issues.pause_round"
    CLOSE_ROUND = "issues.close_round"
    SPEAK_FOR_SIDE = "issues.speak_for_side"
    RAISE_OBJECTION = "issues.raise_objection"
    WITHDRAW_OBJECTION = "issues.withdraw_objection"
    SETTLE_OBJECTION = "issues.settle_objection"
    ISSUE_RECORD = "issues.issue_record"

    VIEW_EVIDENCE = "evidence.view"
    ADD_SOURCE = "evidence.add_source"
    ADD_ARTICLES = "evidence.add_articles"
    SORT_ARTICLES = "evidence.sort_articles"
    CODE_ARTICLE = "evidence.code_article"
    WRITE_GROUP = "evidence.write_group"
    CODE_PASSAGE = "evidence.code_passage"
    WRITE_INTERVIEW = "evidence.write_interview"
    RUN_DELPHI = "evidence.run_delphi"


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
