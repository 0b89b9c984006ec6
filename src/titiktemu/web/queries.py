"""What an initiative's overview shows: what waits for the reader, what happened lately, sides and rooms."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from titiktemu.consultation.models import Consultation, Statement
from titiktemu.consultation.queries import consultations_of, may_answer, own_answers_by_consultation
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import AuditEntry, Contest, Initiative, Roster
from titiktemu.foundation.permissions import Action, allows
from titiktemu.foundation.words import BOTH_SIDES, Side, Step, StepProgress
from titiktemu.step1_issues.models import DecisionRound
from titiktemu.web.data_room import DataRoom, waits_on_data
from titiktemu.web.history import NEVER_BY_WHOM
from titiktemu.web.waiting import Wait

ENTRIES_READ = 200
EVENTS_SHOWN = 6


@dataclass(frozen=True)
class Event:
    """Something that happened, on one day, as a sentence without names and without opinions."""

    day: date
    sentence: str
    side: str = ""


@dataclass(frozen=True)
class SideCount:
    """How many people speak for a side, and whether that side has confirmed the list itself."""

    side: Side
    people: int = 0
    contested: int = 0
    is_confirmed: bool = False


@dataclass(frozen=True)
class Room:
    """A consultation with what can be counted without looking at a single answer."""

    consultation: Consultation
    url: str
    shown: int
    waiting: int
    unanswered: int


def sides_of(initiative: Initiative) -> list[SideCount]:
    """Government, civil society and others with the people on their lists. One query."""
    is_open = Q(people__contests__outcome=Contest.Outcome.OPEN)
    rosters = Roster.objects.filter(initiative=initiative).annotate(
        valid=Count("people", filter=Q(people__revoked_at=None), distinct=True),
        contested=Count("people__contests", filter=is_open, distinct=True),
    )
    found = {roster.side: roster for roster in rosters}
    return [
        SideCount(side, found[side].valid, found[side].contested, found[side].confirmed_at is not None)
        for side in (*BOTH_SIDES, Side.OTHER)
        if side in found
    ]


def rooms_of(initiative: Initiative, actor: Actor) -> list[Room]:
    """The consultations the reader may know of, newest first. Two queries."""
    with_drafts = allows(actor, Action.CREATE_CONSULTATION, initiative)
    rows = consultations_of(initiative, with_drafts=with_drafts).annotate(
        shown=Count("statements", filter=Q(statements__state=Statement.State.SHOWN)),
        waiting=Count("statements", filter=Q(statements__state=Statement.State.WAITING)),
    )
    participant = actor.participant_in(initiative)
    answered = own_answers_by_consultation(participant) if participant else {}
    return [
        Room(
            consultation=one,
            url=reverse("consultation:home", args=[initiative.slug, one.number]),
            shown=one.shown,
            waiting=one.waiting,
            unanswered=one.shown - answered.get(one.pk, 0) if _asks(one, actor) else 0,
        )
        for one in rows
    ]


def holds_only_imports(sides: Iterable[SideCount], rooms: list[Room]) -> bool:
    """Whether all there is was taken over from elsewhere, so that nobody here speaks for a side."""
    nobody = not any(side.people for side in sides)
    return nobody and bool(rooms) and all(room.consultation.is_imported for room in rooms)


def _asks(consultation: Consultation, actor: Actor) -> bool:
    """Whether the reader may answer here now: of a list, or joined; those who lead or watch do not vote."""
    initiative = consultation.initiative
    place = actor.place_in(initiative)
    is_listed = place is not None and place.roster_id is not None
    has_joined = place is None and actor.participant_in(initiative) is not None
    return (is_listed or has_joined) and consultation.is_open and may_answer(consultation, actor)


def waits_of(
    initiative: Initiative,
    actor: Actor,
    sides: list[SideCount],
    rooms: list[Room],
    data: DataRoom | None = None,
    rounds: Iterable[DecisionRound] = (),
    forum: Iterable[Wait] = (),
) -> list[Wait]:
    """What waits for the reader, the nearest first. No query."""
    return [
        *map(_wait_in_round, rounds),
        *_waits_in_rooms(rooms, initiative, actor),
        *forum,
        *(waits_on_data(data, actor) if data else ()),
        *_waits_on_lists(initiative, actor, sides),
    ]


def _wait_in_round(found: DecisionRound) -> Wait:
    url = reverse("issues:round", args=[found.initiative.slug, found.number])
    return Wait(_("A decision waits for your answer"), url, _("answer"), found.proposal.issue.shown_problem)


def _waits_in_rooms(rooms: Iterable[Room], initiative: Initiative, actor: Actor) -> Iterator[Wait]:
    moderates = allows(actor, Action.MODERATE, initiative)
    for room in rooms:
        title = room.consultation.shown_title
        if room.unanswered > 0:
            text = ngettext(
                "%(count)d statement waits for your answer",
                "%(count)d statements wait for your answer",
                room.unanswered,
            )
            yield Wait(text % {"count": room.unanswered}, room.url, _("answer"), title)
        if room.waiting and moderates:
            text = ngettext(
                "%(count)d statement waits for moderation",
                "%(count)d statements wait for moderation",
                room.waiting,
            )
            yield Wait(text % {"count": room.waiting}, room.url, _("open"), title)
        if room.consultation.state == Consultation.State.DRAFT:
            yield Wait(_("A consultation is prepared but not open yet"), room.url, _("open"), title)


def _waits_on_lists(initiative: Initiative, actor: Actor, sides: Iterable[SideCount]) -> Iterator[Wait]:
    url = reverse("web:rosters", args=[initiative.slug])
    for side in sides:
        if side.side in BOTH_SIDES and not side.people and allows(actor, Action.PRINT_SLIPS, initiative):
            note = str(side.side.label)
            yield Wait(_("Nobody is on this side's list yet"), url, _("add people"), note)
        if (
            side.people
            and not side.is_confirmed
            and actor.side_in(initiative) == side.side
            and side.side in BOTH_SIDES
        ):
            note = ngettext("%(count)d person is on it", "%(count)d people are on it", side.people)
            text = _("Confirm the list of those who speak for your side")
            yield Wait(text, url, _("open"), note % {"count": side.people})
        if side.contested and allows(actor, Action.SETTLE_CONTEST, initiative):
            text = ngettext(
                "A doubt about %(count)d person waits for a decision",
                "Doubts about %(count)d people wait for a decision",
                side.contested,
            )
            yield Wait(text % {"count": side.contested}, url, _("decide"), str(side.side.label))


EVENTS: dict[str, Promise | str] = {
    Action.CREATE_INITIATIVE: gettext_lazy("The initiative was started."),
    Action.EDIT_INITIATIVE: gettext_lazy("The description of the initiative was changed."),
    Action.ADD_PERSON: ngettext_lazy(
        "One person was put on a list.", "%(count)d people were put on a list.", "count"
    ),
    Action.REVOKE_PERSON: ngettext_lazy(
        "One person was taken off a list.", "%(count)d people were taken off a list.", "count"
    ),
    Action.HAND_OVER: ngettext_lazy(
        "One person handed over to a successor.", "%(count)d people handed over to a successor.", "count"
    ),
    Action.CONFIRM_ROSTER: gettext_lazy("A side confirmed its list."),
    Action.CONTEST_PERSON: ngettext_lazy(
        "A doubt about one person was raised.", "Doubts about %(count)d people were raised.", "count"
    ),
    Action.WITHDRAW_CONTEST: gettext_lazy("A doubt about a person was withdrawn."),
    Action.SETTLE_CONTEST: gettext_lazy(
        "A doubt about a person was decided, with a reason both sides can read."
    ),
    Action.PRINT_SLIPS: gettext_lazy("Slips with personal codes were printed."),
    Action.JOIN: ngettext_lazy("One person joined.", "%(count)d people joined.", "count"),
    Action.CREATE_CONSULTATION: gettext_lazy("A consultation was prepared."),
    Action.OPEN_CONSULTATION: gettext_lazy("A consultation was opened."),
    Action.RECOUNT_ELECTORATE: gettext_lazy("Those who may vote were counted anew."),
    Action.CLOSE_CONSULTATION: gettext_lazy("A consultation was closed."),
    Action.IMPORT_CONSULTATION: gettext_lazy("A consultation was imported."),
    Action.ADD_STATEMENT: ngettext_lazy(
        "One statement was added.", "%(count)d statements were added.", "count"
    ),
    Action.MODERATE: ngettext_lazy(
        "One statement was moderated, with a reason.",
        "%(count)d statements were moderated, with reasons.",
        "count",
    ),
    Action.RESHAPE_STATEMENTS: gettext_lazy("Statements were split or merged; their authors stay the same."),
    Action.HIDE_RESULTS: gettext_lazy("The results of a consultation were hidden for everybody."),
    Action.REVEAL_RESULTS: gettext_lazy("The results of a consultation were revealed to everybody."),
    Action.ISSUE_SHEETS: ngettext_lazy(
        "One answer sheet was printed.", "Answer sheets were printed %(count)d times.", "count"
    ),
    Action.TYPE_SHEET: ngettext_lazy(
        "One answer sheet was typed in.", "Answer sheets were typed in %(count)d times.", "count"
    ),
    Action.PUBLISH: ngettext_lazy(
        "A dataset was released for everybody.",
        "%(count)d times data was released for everybody.",
        "count",
    ),
    Action.WITHDRAW_RELEASE: gettext_lazy("A release was withdrawn, with a reason that everybody can read."),
    Action.PLAN_MEETING: ngettext_lazy(
        "One meeting was planned.", "%(count)d meetings were planned.", "count"
    ),
    Action.CANCEL_MEETING: gettext_lazy("A meeting was cancelled, with a reason."),
    Action.HOLD_MEETING: gettext_lazy("A meeting was held."),
    Action.CREATE_QUESTIONNAIRE: gettext_lazy("A questionnaire was prepared."),
    Action.OPEN_WAVE: gettext_lazy("A questionnaire was opened for answers."),
    Action.CLOSE_WAVE: gettext_lazy("A questionnaire was closed; its figures were made."),
    Action.ADD_ISSUE: ngettext_lazy(
        "One issue card was written.", "%(count)d issue cards were written.", "count"
    ),
    Action.RESHAPE_ISSUES: gettext_lazy("Issue cards were merged or split; their authors stay the same."),
    Action.SORT_ISSUES: gettext_lazy("An issue was put on the short list, set aside or taken back."),
    Action.OPEN_ROUND: gettext_lazy("A round of decision was opened; its rule is fixed."),
    Action.CLOSE_ROUND: gettext_lazy("A round of decision was closed and counted, each side on its own."),
    Action.CHOOSE_ISSUE: gettext_lazy("An issue was chosen, after both sides agreed."),
    Action.ISSUE_RECORD: gettext_lazy("The record of an agreement (berita acara) was issued."),
    Action.CREATE_MAP: gettext_lazy("A causal map was begun."),
    Action.APPROVE_ORDER: gettext_lazy("A side approved a version of the order of disclosure."),
    Action.BEGIN_MAP_SESSION: gettext_lazy("The session on a joint causal map began."),
    Action.CLOSE_MAP_SESSION: gettext_lazy("The session on a joint causal map was closed."),
    Action.FORM_TEAM: gettext_lazy("A joint team was formed."),
    Action.HAND_OVER_MANDATE: gettext_lazy("A member's mandate was handed over to a successor."),
    Action.OPEN_STATEMENT: gettext_lazy("A version of the statement of commitment was opened to be signed."),
    Action.SIGN_STATEMENT: gettext_lazy("A leader signed the statement of commitment on a screen."),
    Action.ADD_SIGNED_SHEET: gettext_lazy("A signed sheet of the statement of commitment was brought in."),
    Action.PUBLISH_LOTTERY: gettext_lazy("The lottery for a panel was published, before its seed."),
    Action.DRAW_PANEL: gettext_lazy("A panel was drawn by lot; anybody can repeat the draw."),
}
"""What happened, in sentences. A step's own sentence is made in `_sentence`."""

PUBLIC_EVENTS = frozenset(
    {
        Action.CREATE_INITIATIVE,
        Action.SET_STEP,
        Action.OPEN_CONSULTATION,
        Action.CLOSE_CONSULTATION,
        Action.IMPORT_CONSULTATION,
        Action.HIDE_RESULTS,
        Action.REVEAL_RESULTS,
        Action.PUBLISH,
        Action.WITHDRAW_RELEASE,
    }
)
"""What strangers read as well; the rest is for those who may read the log."""


def events_of(initiative: Initiative, actor: Actor) -> list[Event]:
    """What happened lately, the same things of one day told together. One query."""
    reads_all = allows(actor, Action.VIEW_AUDIT, initiative)
    told = {*EVENTS, Action.SET_STEP} if reads_all else PUBLIC_EVENTS
    rows = AuditEntry.objects.filter(initiative=initiative.pk, action__in=told).order_by("-number")
    # That a release was asked for is the side's own affair; that it is there is everybody's.
    rows = rows.exclude(action=Action.PUBLISH, subject_kind="delivery")
    # So is a meeting of one side alone.
    rows = rows.exclude(subject_kind="meeting", detail__has_key="side")
    groups: dict[tuple[date, str, str, object], list[AuditEntry]] = {}
    for entry in rows[:ENTRIES_READ]:
        day = timezone.localtime(entry.at).date()
        side = "" if entry.action in NEVER_BY_WHOM else entry.detail.get("side", "")
        key = (day, entry.action, side, entry.detail.get("step"))
        groups.setdefault(key, []).append(entry)
    return [
        Event(day, _sentence(entries[0], len(entries)), side)
        for (day, _action, side, _step), entries in list(groups.items())[:EVENTS_SHOWN]
    ]


def quiet_days(rows: QuerySet[AuditEntry], time_zone: str) -> list[Event]:
    """What people did under a pseudonym, as numbers by the day, the newest first. One query."""
    day = TruncDate("at", tzinfo=ZoneInfo(time_zone))
    told = rows.filter(action__in=NEVER_BY_WHOM & EVENTS.keys()).annotate(day=day).values("day", "action")
    counted = told.annotate(count=Count("pk")).order_by("-day", "action")
    return [Event(row["day"], str(EVENTS[row["action"]] % {"count": row["count"]})) for row in counted]


def _sentence(newest: AuditEntry, count: int) -> str:
    if newest.action == Action.SET_STEP:
        words = {
            "name": Step(newest.detail["step"]).label,
            "progress": StepProgress(newest.detail["progress"]).label,
        }
        return _("Step “%(name)s” was marked: %(progress)s.") % words
    return str(EVENTS[newest.action] % {"count": count})
