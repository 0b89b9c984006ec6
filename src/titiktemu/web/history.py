"""What the audit chain says, as plain sentences: no names, no opinions, and never who answered what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from titiktemu.foundation.models import AuditEntry, AuditName
from titiktemu.foundation.permissions import Action
from titiktemu.foundation.words import Role, Side, Step, StepProgress

SENTENCES: Final[dict[str, Promise | str]] = {
    Action.SIGN_IN_BY_CODE: gettext_lazy("Somebody came in with a slip."),
    Action.CREATE_INITIATIVE: gettext_lazy("The initiative was started."),
    Action.EDIT_INITIATIVE: gettext_lazy("The description of the initiative was changed."),
    Action.ADD_PERSON: gettext_lazy("A person was put on a list."),
    Action.REVOKE_PERSON: gettext_lazy("A person was taken off a list."),
    Action.HAND_OVER: gettext_lazy("An office was handed over to a successor."),
    Action.APPOINT: gettext_lazy("A facilitator or observer was appointed."),
    Action.APPOINT_ADMINISTRATOR: gettext_lazy("An administrator of the site was appointed."),
    Action.FORGET_PERSON: gettext_lazy("The name and account of a person were erased."),
    Action.RENEW_CODE: gettext_lazy("A person was given a new code; the old slip no longer works."),
    Action.PRINT_SLIPS: gettext_lazy("Slips with personal codes were printed."),
    Action.CONFIRM_ROSTER: gettext_lazy("A side confirmed its list."),
    Action.CONTEST_PERSON: gettext_lazy(
        "A side doubted, with a reason, that a person may speak for the other."
    ),
    Action.WITHDRAW_CONTEST: gettext_lazy("A doubt about a person was withdrawn."),
    Action.SETTLE_CONTEST: gettext_lazy(
        "A doubt about a person was decided, with a reason both sides can read."
    ),
    Action.JOIN: gettext_lazy("Somebody joined."),
    Action.CREATE_CONSULTATION: gettext_lazy("A consultation was prepared."),
    Action.EDIT_CONSULTATION: gettext_lazy("A consultation was changed."),
    Action.OPEN_CONSULTATION: gettext_lazy("A consultation was opened; those who may vote were recorded."),
    Action.RECOUNT_ELECTORATE: gettext_lazy("Those who may vote were counted anew."),
    Action.CLOSE_CONSULTATION: gettext_lazy(
        "A consultation was closed; the fingerprint of all votes was recorded."
    ),
    Action.ADD_STATEMENT: gettext_lazy("A statement was added."),
    Action.MODERATE: gettext_lazy("A statement was moderated, with a reason."),
    Action.IMPORT_CONSULTATION: gettext_lazy("A consultation was imported."),
    Action.RESHAPE_STATEMENTS: gettext_lazy("Statements were split or merged; their authors stay the same."),
    Action.HIDE_RESULTS: gettext_lazy("The results of a consultation were hidden for everybody."),
    Action.REVEAL_RESULTS: gettext_lazy("The results of a consultation were revealed to everybody."),
    Action.SET_TIMER: gettext_lazy("A timer was set or stopped."),
    Action.ISSUE_SHEETS: gettext_lazy("Answer sheets of paper were printed."),
    Action.TYPE_SHEET: gettext_lazy("An answer sheet of paper was typed in."),
    Action.ADD_ASSET: gettext_lazy("Data that a side holds was listed."),
    Action.EDIT_ASSET: gettext_lazy("What is known of listed data was changed."),
    Action.ADD_DATASET: gettext_lazy("A dataset was prepared."),
    Action.EDIT_DATASET: gettext_lazy("The description of a dataset was changed."),
    Action.WRITE_SCHEMA: gettext_lazy("What a dataset's table must look like was changed."),
    Action.UPLOAD: gettext_lazy("A file was sent for a dataset."),
    Action.CONFIRM_TABLE: gettext_lazy("Somebody confirmed how a table is to be read."),
    Action.PROTECT_TABLE: gettext_lazy("It was chosen how people in a table are protected."),
    Action.DECIDE_RELEASE: gettext_lazy("A side decided, by name and with a reason, on a release."),
    Action.PUBLISH: gettext_lazy("A dataset was released for everybody."),
    Action.WITHDRAW_RELEASE: gettext_lazy("A release was withdrawn, with a reason that everybody can read."),
    Action.DISCARD_DELIVERY: gettext_lazy("A file that was sent was put aside and deleted, with a reason."),
    Action.CANCEL_WORK: gettext_lazy("Work on a file was ended before it was done."),
    Action.ISSUE_PAPER: gettext_lazy("A paper was issued; its fingerprint was recorded."),
    Action.SHOW_PAPER: gettext_lazy("It was changed whether everybody sees a paper."),
    Action.ADD_SIGNED_COPY: gettext_lazy("A signed copy of a paper was brought in."),
    Action.WITHDRAW_SIGNED_COPY: gettext_lazy("A signed copy of a paper was taken back, with a reason."),
    Action.SET_NUMBERING: gettext_lazy("The pattern for the numbers of letters was changed."),
    Action.PLAN_MEETING: gettext_lazy("A meeting was planned."),
    Action.EDIT_MEETING: gettext_lazy("A meeting was changed."),
    Action.CANCEL_MEETING: gettext_lazy("A meeting was cancelled, with a reason."),
    Action.HOLD_MEETING: gettext_lazy("A meeting was held."),
    Action.INVITE: gettext_lazy("The invitations to a meeting were changed."),
    Action.ISSUE_LETTER: gettext_lazy("A letter for a meeting was issued."),
    Action.ANSWER_INVITATION: gettext_lazy("Somebody answered an invitation."),
    Action.SET_MAKEUP: gettext_lazy("It was noted of whom a meeting is to be made up, or was."),
    Action.CHECK_IN: gettext_lazy("Somebody checked in to a meeting."),
    Action.KEEP_ATTENDANCE: gettext_lazy("The list of who came to a meeting was changed."),
    Action.SET_AGENDA: gettext_lazy("The mandate or the agenda of a meeting was changed."),
    Action.RUN_MEETING: gettext_lazy("A meeting went on: an item, the clock, a pause or a point for later."),
    Action.WRITE_MINUTES: gettext_lazy("The minutes of a meeting were written on."),
    Action.ANSWER_MINUTES: gettext_lazy("A side approved, amended or disputed a passage of the minutes."),
    Action.ISSUE_MINUTES: gettext_lazy("The minutes of a meeting were issued as a paper."),
    Action.REMIND: gettext_lazy("Somebody was reminded of a meeting by hand."),
    Action.KEEP_FEED: gettext_lazy("Somebody made or took away their own calendar address."),
    Action.HAND_OVER_MEETING: gettext_lazy("A meeting was handed over to somebody else who leads it."),
    Action.ADD_PHOTO: gettext_lazy("A photo of a meeting was brought in, with consent."),
    Action.SHOW_PHOTO: gettext_lazy("It was changed whether everybody sees a photo of a meeting."),
    Action.ERASE_PHOTO: gettext_lazy("A photo of a meeting was deleted."),
    Action.TAKE_DOWN_PHOTO: gettext_lazy("Somebody asked to take a photo of a meeting down; it was hidden."),
    Action.SAY_NO_PHOTO: gettext_lazy("Somebody said whether photos of them are wanted."),
    Action.KEEP_STAKEHOLDER: gettext_lazy("The stakeholder map was changed."),
    Action.LINK_STAKEHOLDERS: gettext_lazy("Links between stakeholders were changed."),
    Action.INVITE_STAKEHOLDERS: gettext_lazy("Stakeholders were invited to a meeting from their map."),
    Action.CREATE_QUESTIONNAIRE: gettext_lazy("A questionnaire was prepared."),
    Action.EDIT_QUESTIONNAIRE: gettext_lazy("What a questionnaire says of itself was changed."),
    Action.WRITE_QUESTIONS: gettext_lazy("The questions of a questionnaire were written."),
    Action.OPEN_WAVE: gettext_lazy("A questionnaire was opened for answers."),
    Action.CLOSE_WAVE: gettext_lazy("A questionnaire was closed; its figures were made."),
    Action.ADD_WAVE: gettext_lazy("Another wave of a questionnaire was prepared."),
    Action.ENTER_ANSWERS: gettext_lazy("A paper form of a questionnaire was typed in."),
    Action.IMPORT_ANSWERS: gettext_lazy(
        "Answers that another tool collected were brought in, or taken back."
    ),
    Action.CORRECT_ANSWERS: gettext_lazy("An answer to a questionnaire was corrected, with a reason."),
    Action.REMOVE_ANSWERS: gettext_lazy(
        "Answers to a questionnaire were taken out or put back, with a reason."
    ),
    Action.WEIGH_ANSWERS: gettext_lazy("It was changed how the answers to a questionnaire are weighed."),
    Action.ADD_ISSUE: gettext_lazy("An issue card was written."),
    Action.EDIT_ISSUE: gettext_lazy("An issue card was changed."),
    Action.SAY_WHY: gettext_lazy("Somebody said why a problem should be solved."),
    Action.NAME_DATA: gettext_lazy("Data that would help with an issue was named."),
    Action.RESHAPE_ISSUES: gettext_lazy("Issue cards were merged or split; their authors stay the same."),
    Action.SORT_ISSUES: gettext_lazy("An issue was put on the short list, set aside or taken back."),
    Action.CHOOSE_ISSUE: gettext_lazy("An issue was chosen, after both sides agreed."),
    Action.ADD_SOLUTION: gettext_lazy("A solution was written down."),
    Action.CLOSE_RATINGS: gettext_lazy("The ratings of solutions were closed and counted."),
    Action.LINK_EVIDENCE: gettext_lazy("Evidence was linked to an issue, or taken off it."),
    Action.RANK_CHANNEL: gettext_lazy(
        "It was noted where a channel puts the issues, or why it was not used."
    ),
    Action.EDIT_CRITERIA: gettext_lazy("The criteria for choosing were changed."),
    Action.SET_WEIGHTS: gettext_lazy("A side said how much each criterion is worth to it."),
    Action.PREPARE_POLL: gettext_lazy("A ballot on several issues was prepared."),
    Action.OPEN_POLL: gettext_lazy("A ballot on several issues was opened."),
    Action.TYPE_BALLOTS: gettext_lazy("Ballots on paper were typed in, or taken out to be typed anew."),
    Action.CLOSE_POLL: gettext_lazy("A ballot on several issues was closed and counted."),
    Action.IMPORT_POLL: gettext_lazy("A ballot on several issues was brought in from a file."),
    Action.WRITE_PROPOSAL: gettext_lazy("The text of a proposal was written or amended."),
    Action.PREPARE_ROUND: gettext_lazy("A round of decision was prepared."),
    Action.OPEN_ROUND: gettext_lazy("A round of decision was opened; its rule is fixed."),
    Action.TYPE_PAPER: gettext_lazy("Paper ballots of a side were typed in."),
    Action.PAUSE_ROUND: gettext_lazy("A side went aside to talk among its own, or came back."),
    Action.CLOSE_ROUND: gettext_lazy("A round of decision was closed and counted, each side on its own."),
    Action.SPEAK_FOR_SIDE: gettext_lazy("A side with too few ballots said aloud where it stands."),
    Action.RAISE_OBJECTION: gettext_lazy("An objection was raised, with its reason."),
    Action.WITHDRAW_OBJECTION: gettext_lazy("An objection was withdrawn by its side."),
    Action.SETTLE_OBJECTION: gettext_lazy("It was noted what became of an objection."),
    Action.ISSUE_RECORD: gettext_lazy("The record of an agreement (berita acara) was issued."),
    Action.SET_TARGETS: gettext_lazy("It was noted who should take part."),
    Action.KEEP_ACTIVITY: gettext_lazy("An activity was noted, with counts of who came."),
    Action.COUNT_VOICE: gettext_lazy("It was counted how often each side spoke."),
    Action.PREPARE_SELECTION: gettext_lazy("A panel by lot was prepared."),
    Action.PUBLISH_LOTTERY: gettext_lazy("The lottery for a panel was published, before its seed."),
    Action.DRAW_PANEL: gettext_lazy("A panel was drawn by lot; anybody can repeat the draw."),
    Action.ADD_SOURCE: gettext_lazy("A source of articles was added or changed."),
    Action.ADD_ARTICLES: gettext_lazy("Articles were brought in."),
    Action.SORT_ARTICLES: gettext_lazy("Articles were sorted into topics, or a topic was renamed or merged."),
    Action.CODE_ARTICLE: gettext_lazy("Somebody coded an article of the sample by hand."),
    Action.WRITE_GROUP: gettext_lazy("The notes of a focus group were written or changed."),
    Action.CODE_PASSAGE: gettext_lazy("Somebody coded the passages of a focus group."),
    Action.WRITE_INTERVIEW: gettext_lazy("The note of an expert interview was written or changed."),
    Action.RUN_DELPHI: gettext_lazy("A round of ratings by experts was prepared, filled in or closed."),
    Action.TELL_ASSET: gettext_lazy("A side told the other side of data that it holds."),
    Action.ASK_NEED: gettext_lazy("A data need was asked or made more exact."),
    Action.LINK_ASSET: gettext_lazy("Data that may answer a data need was named or taken away."),
    Action.SETTLE_NEED: gettext_lazy("What came of a data need was written down."),
    Action.RATE_ASSET: gettext_lazy("A side rated what opening some data is worth, costs and risks."),
    Action.WRITE_ORDER: gettext_lazy("A version of the order of disclosure was written."),
    Action.APPROVE_ORDER: gettext_lazy("A side approved a version of the order of disclosure."),
    Action.WRITE_PASSAGE: gettext_lazy("A passage of the shared understanding was written or worded anew."),
    Action.ANSWER_PASSAGE: gettext_lazy("A side endorsed or disputed a passage of the shared understanding."),
    Action.ACCEPT_FIGURES: gettext_lazy("A side accepted figures of the shared understanding."),
    Action.KEEP_CLAIM: gettext_lazy("A claim of the shared understanding was added, replaced or taken out."),
    Action.REMOVE_PASSAGE: gettext_lazy(
        "A passage of the shared understanding was taken out or brought back."
    ),
    Action.CHOOSE_ROUNDS: gettext_lazy(
        "It was chosen which votes stand for before and after the discussion."
    ),
    Action.ISSUE_UNDERSTANDING: gettext_lazy("The shared understanding was issued as a paper."),
    Action.KEEP_EFFORT: gettext_lazy("The register of current efforts was changed."),
    Action.WRITE_ROLE: gettext_lazy("A side wrote in the role mirror."),
    Action.OPEN_ROLES: gettext_lazy("A side said whether what it wrote in the role mirror may be opened."),
    Action.ANSWER_ROLE: gettext_lazy("A side answered a point of the role mirror."),
    Action.PAIR_POINTS: gettext_lazy("A side said whether two points of the role mirror are one thing."),
    Action.CREATE_MAP: gettext_lazy("A causal map was begun."),
    Action.DRAW_MAP: gettext_lazy("A side's causal map was drawn further."),
    Action.ASK_DATA: gettext_lazy("Somebody asked for data on a card of a causal map."),
    Action.OPEN_SIDE: gettext_lazy("A side said whether its causal map may be opened."),
    Action.ALIGN_CARDS: gettext_lazy("A side said whether two cards of a causal map mean the same."),
    Action.BEGIN_MAP_SESSION: gettext_lazy("The session on a joint causal map began."),
    Action.ADD_JOINT: gettext_lazy("A card or a link that nobody drew was put on a joint map."),
    Action.SETTLE_LINK: gettext_lazy("What came of talking about a link of a causal map was written down."),
    Action.CLOSE_MAP_SESSION: gettext_lazy("The session on a joint causal map was closed."),
    Action.FORM_TEAM: gettext_lazy("A joint team was formed."),
    Action.EDIT_TEAM: gettext_lazy("The description of a team was changed."),
    Action.NOMINATE: gettext_lazy("Somebody was nominated for a team."),
    Action.ANSWER_NOMINATION: gettext_lazy("A nomination for a team was answered."),
    Action.NOTE_SUPERVISOR: gettext_lazy("The consent of a member's superior was noted."),
    Action.SET_CO_LEAD: gettext_lazy("A co-lead of a team was named."),
    Action.LEAVE_TEAM: gettext_lazy("Somebody left a team."),
    Action.WRITE_MANDATE: gettext_lazy("A member's mandate was written down."),
    Action.HAND_OVER_MANDATE: gettext_lazy("A member's mandate was handed over to a successor."),
    Action.ISSUE_TEAM_PAPER: gettext_lazy("The charter or the draft decree of a team was issued."),
    Action.WRITE_STATEMENT: gettext_lazy("The leaders' statement of commitment was drafted or changed."),
    Action.OPEN_STATEMENT: gettext_lazy("A version of the statement of commitment was opened to be signed."),
    Action.SIGN_STATEMENT: gettext_lazy("A leader signed the statement of commitment on a screen."),
    Action.ADD_SIGNED_SHEET: gettext_lazy("A signed sheet of the statement of commitment was brought in."),
}
"""A sentence for each verb that leaves an entry. The one of a step is made in `_sentence`."""

NEVER_BY_WHOM: Final = frozenset(
    {
        Action.SIGN_IN_BY_CODE, Action.JOIN, Action.ADD_STATEMENT, Action.CAST_VOTE, Action.ANSWER_INVITATION,
        Action.CHECK_IN, Action.TAKE_DOWN_PHOTO, Action.SAY_NO_PHOTO,
    }
)  # fmt: skip
"""Whoever takes part does so under a pseudonym: neither their role nor their side is told."""


@dataclass(frozen=True)
class HistoryLine:
    """One entry: its number in the chain, when, what, and in which role it was done (never by name)."""

    number: int
    at: datetime
    sentence: str
    role: str = ""
    side: str = ""


def sentences(entries: Iterable[AuditEntry]) -> list[HistoryLine]:
    """The entries as sentences, in the order given. One query for all of them."""
    read = list(entries)
    doers = _doers(one.actor for one in read if one.actor and one.action not in NEVER_BY_WHOM)
    nobody = ("", "")
    return [
        HistoryLine(
            one.number,
            one.at,
            _sentence(one),
            *(nobody if one.action in NEVER_BY_WHOM else doers.get(one.actor, nobody)),
        )
        for one in read
    ]


def _doers(references: Iterable[UUID]) -> dict[UUID | None, tuple[str, str]]:
    """Role and side behind each reference; nothing for one whose key was shredded."""
    names = AuditName.objects.filter(reference__in=references).select_related("participation", "user")
    found: dict[UUID | None, tuple[str, str]] = {}
    for name in names:
        if name.participation is not None:
            found[name.reference] = (str(Role(name.participation.role).label), name.participation.side)
        elif name.user is not None and name.user.is_administrator:
            found[name.reference] = (str(Role.ADMINISTRATOR.label), "")
    return found


def _sentence(entry: AuditEntry) -> str:
    if entry.action == Action.SET_STEP:
        return _("Step “%(name)s” was marked: %(progress)s.") % {
            "name": Step(entry.detail["step"]).label,
            "progress": StepProgress(entry.detail["progress"]).label,
        }
    if entry.action == Action.CONFIRM_ROSTER and entry.detail.get("side") in Side:
        return _("%(side)s confirmed its list.") % {"side": Side(entry.detail["side"]).label}
    if entry.action == Action.PUBLISH and entry.subject_kind == "delivery":
        return _("It was asked to release a dataset as it was decided.")
    return str(SENTENCES.get(entry.action, entry.action))
