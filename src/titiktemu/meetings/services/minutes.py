"""Minutes: writing passages, what each side says of them, and the paper that comes of it."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.documents.models import Paper
from titiktemu.documents.services.issuing import issue_paper
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.permissions import Action, allows, require
from titiktemu.meetings.models import AgendaItem, Meeting, Minutes, Passage, PassageVersion, PassageVoice
from titiktemu.meetings.paper_minutes import minutes_texts
from titiktemu.meetings.queries import exists_for
from titiktemu.meetings.queries.minutes import passage_lines, sides_asked

MOST_PASSAGES = 200
LONGEST = 4000


@transaction.atomic
def add_passage(
    *, actor: Actor, meeting: Meeting, text: str, kind: str, item: AgendaItem | None = None
) -> Passage:
    """Write the next passage of the minutes."""
    require(actor, Action.WRITE_MINUTES, meeting.initiative, side=meeting.side)
    minutes = _minutes(actor, meeting)
    told = _told(text)
    rows = Passage.objects.filter(minutes=minutes)
    if rows.count() >= MOST_PASSAGES:
        raise RuleBroken(_("Minutes have at most %(most)d passages.") % {"most": MOST_PASSAGES})
    number = (rows.aggregate(last=Max("number"))["last"] or 0) + 1
    passage = Passage.objects.create(minutes=minutes, number=number, kind=kind, item=item)
    _write(passage, told, base=0, side="", beside=False)
    record(actor, Action.WRITE_MINUTES, meeting.initiative, meeting, {"passage": number})
    return passage


@transaction.atomic
def rewrite_passage(*, actor: Actor, passage: Passage, text: str, base: int) -> PassageVersion:
    """Write a passage anew, by whoever keeps the minutes.

    ``base`` is the version that the writer saw. Where another came in between both stay: this one beside.
    """
    meeting = passage.minutes.meeting
    require(actor, Action.WRITE_MINUTES, meeting.initiative, side=meeting.side)
    made = _reworded(actor, passage, text, base, side="")
    record(actor, Action.WRITE_MINUTES, meeting.initiative, meeting, {"passage": passage.number})
    return made


@transaction.atomic
def amend_passage(*, actor: Actor, passage: Passage, side: str, text: str, base: int) -> PassageVersion:
    """Put another wording in the place of the one that stands, for a side. That side has approved its own."""
    meeting = passage.minutes.meeting
    require(actor, Action.ANSWER_MINUTES, meeting.initiative, side=side)
    _check_asked(meeting, side)
    made = _reworded(actor, passage, text, base, side=side)
    if not made.is_beside:
        _say(made, side, PassageVoice.Word.APPROVED)
    record(actor, Action.ANSWER_MINUTES, meeting.initiative, meeting, {"passage": passage.number})
    return made


@transaction.atomic
def take_wording(*, actor: Actor, version: PassageVersion, base: int) -> PassageVersion:
    """Put a wording that waits beside in the place of the one that stands, as a version of its own."""
    passage = version.passage
    meeting = passage.minutes.meeting
    require(actor, Action.WRITE_MINUTES, meeting.initiative, side=meeting.side)
    made = _reworded(actor, passage, version.text, base, side=version.side)
    PassageVersion.objects.filter(pk=version.pk).update(is_beside=False)
    record(actor, Action.WRITE_MINUTES, meeting.initiative, meeting, {"passage": passage.number})
    return made


@transaction.atomic
def answer_passage(
    *, actor: Actor, passage: Passage, side: str, word: str, base: int, reason: str = ""
) -> PassageVoice:
    """Approve a passage for a side, or dispute it with a reason; of the wording that was read."""
    meeting = passage.minutes.meeting
    require(actor, Action.ANSWER_MINUTES, meeting.initiative, side=side)
    _check_asked(meeting, side)
    kept = _kept(actor, passage)
    if kept.version != base:
        raise RuleBroken(_("The wording has changed since this page came. Please read it anew, then answer."))
    if word == PassageVoice.Word.DISPUTED and not reason.strip():
        raise RuleBroken(_("Please say why it is disputed; the other side will read it."))
    if word not in PassageVoice.Word:
        raise RuleBroken(_("Please approve, amend or dispute it."))
    if _is_settled(kept):
        raise RuleBroken(_("Both sides have approved this passage. It changes only by a new wording."))
    version = PassageVersion.objects.get(passage=kept, number=kept.version)
    made = _say(version, side, word, reason.strip())
    record(actor, Action.ANSWER_MINUTES, meeting.initiative, meeting, {"passage": kept.number, "word": word})
    return made


@transaction.atomic
def set_minutes_due(*, actor: Actor, meeting: Meeting, due_at: datetime | None) -> Minutes:
    """Say until when both sides are asked to answer. Then they are reminded; silence approves nothing."""
    require(actor, Action.WRITE_MINUTES, meeting.initiative, side=meeting.side)
    minutes = _minutes(actor, meeting)
    if due_at is not None and due_at <= timezone.now():
        raise RuleBroken(_("The last day for answers must be still to come."))
    minutes.due_at, minutes.reminded_at = due_at, None
    minutes.save(update_fields=["due_at", "reminded_at"])
    record(actor, Action.WRITE_MINUTES, meeting.initiative, meeting, {"due": due_at is not None})
    return minutes


@transaction.atomic
def issue_minutes(*, actor: Actor, meeting: Meeting) -> Paper:
    """Issue the minutes as a numbered paper. What is not approved or is disputed says so in it."""
    require(actor, Action.ISSUE_MINUTES, meeting.initiative, side=meeting.side)
    minutes = _minutes(actor, meeting)
    lines = passage_lines(meeting)
    if not lines:
        raise RuleBroken(_("There is no passage yet."))
    if not meeting.is_held:
        raise RuleBroken(_("The minutes are issued when the meeting was marked as held."))
    minutes.paper = issue_paper(
        actor=actor,
        initiative=meeting.initiative,
        kind="notulen",
        content=minutes_texts(meeting, lines),
        side=meeting.side,
        supersedes=minutes.paper,
    )
    minutes.save(update_fields=["paper"])
    record(actor, Action.ISSUE_MINUTES, meeting.initiative, meeting, {"passages": len(lines)})
    return minutes.paper


def _minutes(actor: Actor, meeting: Meeting) -> Minutes:
    """The minutes of a meeting, locked by its row; made with the first word."""
    if not exists_for(actor, meeting):
        raise NotAllowed
    kept = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if kept.is_cancelled:
        raise RuleBroken(_("This meeting was cancelled."))
    if kept.starts_at > timezone.now():
        raise RuleBroken(_("Minutes are written from the beginning of the meeting on."))
    minutes, _made = Minutes.objects.get_or_create(meeting=meeting)
    return minutes


def _kept(actor: Actor, passage: Passage) -> Passage:
    """The passage as it stands, locked."""
    if not exists_for(actor, passage.minutes.meeting):
        raise NotAllowed
    return Passage.objects.select_for_update().get(pk=passage.pk)


def _reworded(actor: Actor, passage: Passage, text: str, base: int, *, side: str) -> PassageVersion:
    told, kept = _told(text), _kept(actor, passage)
    stands = PassageVersion.objects.get(passage=kept, number=kept.version)
    if stands.text == told:  # the same form sent twice, or nothing changed
        return stands
    if _is_settled(kept) and not allows(
        actor, Action.WRITE_MINUTES, passage.minutes.meeting.initiative, side=passage.minutes.meeting.side
    ):
        raise RuleBroken(_("Both sides have approved this passage. Ask whoever leads to open it again."))
    beside = PassageVersion.objects.filter(passage=kept, is_beside=True, base=base, text=told).first()
    return beside or _write(kept, told, base=base, side=side, beside=kept.version != base)


def _write(passage: Passage, text: str, *, base: int, side: str, beside: bool) -> PassageVersion:
    last = PassageVersion.objects.filter(passage=passage).aggregate(last=Max("number"))["last"] or 0
    made = PassageVersion.objects.create(
        passage=passage,
        number=last + 1,
        base=base,
        text=text,
        side=side,
        is_beside=beside,
        written_at=timezone.now(),
    )
    if not beside:
        passage.version = made.number
        passage.save(update_fields=["version"])
    return made


def _say(version: PassageVersion, side: str, word: str, reason: str = "") -> PassageVoice:
    return PassageVoice.objects.create(
        version=version, side=side, word=word, reason=reason, said_at=timezone.now()
    )


def _is_settled(passage: Passage) -> bool:
    voices = PassageVoice.objects.filter(version__passage=passage, version__number=passage.version)
    words = dict(voices.order_by("said_at", "pk").values_list("side", "word"))
    asked = sides_asked(passage.minutes.meeting)
    return all(words.get(side) == PassageVoice.Word.APPROVED for side in asked)


def _told(text: str) -> str:
    told = text.strip().replace("\r\n", "\n")
    if not told:
        raise RuleBroken(_("A passage needs words."))
    if len(told) > LONGEST:
        raise RuleBroken(_("A passage has at most %(most)d letters.") % {"most": LONGEST})
    return told


def _check_asked(meeting: Meeting, side: str) -> None:
    if side not in sides_asked(meeting):
        raise NotAllowed
