"""Who came: noted at the desk, by one's own link or code, from the signed list; struck off; counted on paper.

While the meeting is planned the list is open. Once it was marked as held each change says why and stays
visible with how many of which side it was about (``AttendanceChange``).
"""

from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.words import Role, Side
from titiktemu.meetings.models import Attendance, AttendanceChange, Invitation, Meeting, PaperCount
from titiktemu.meetings.models.invitations import Sex
from titiktemu.meetings.models.meetings import DOORS_AFTER, DOORS_BEFORE
from titiktemu.meetings.queries import exists_for
from titiktemu.meetings.queries.people import paper_counts, presence_by_side
from titiktemu.meetings.walk_ins import WalkIn

MOST_ON_PAPER = 5000
MOST_PRESENT = 2000


@transaction.atomic
def note_present(
    *,
    actor: Actor,
    meeting: Meeting,
    invitations: Collection[Invitation],
    way: str = Attendance.Way.DESK,
    reason: str = "",
) -> int:
    """Note invited people as present; whoever is noted already stays so. Says how many are new."""
    require(actor, Action.KEEP_ATTENDANCE, meeting.initiative, side=meeting.side)
    kept = _for_the_desk(actor, meeting, reason)
    before = _people(kept)
    new = sum(_arrive(kept, one, way) for one in invitations if one.meeting_id == kept.pk)
    _trace(actor, kept, AttendanceChange.What.ADDED, before, reason)
    record(actor, Action.KEEP_ATTENDANCE, meeting.initiative, kept, {"added": new})
    return new


@transaction.atomic
def note_walk_in(
    *, actor: Actor, meeting: Meeting, who: WalkIn, way: str = Attendance.Way.DESK, reason: str = ""
) -> Attendance:
    """Note somebody who came without an invitation; the same person twice is one."""
    require(actor, Action.KEEP_ATTENDANCE, meeting.initiative, side=meeting.side)
    kept = _for_the_desk(actor, meeting, reason)
    before = _people(kept)
    found = _walk_in(kept, who, way)
    _trace(actor, kept, AttendanceChange.What.ADDED, before, reason)
    record(actor, Action.KEEP_ATTENDANCE, meeting.initiative, kept, {"added": 1})
    return found


@transaction.atomic
def strike(*, actor: Actor, attendance: Attendance, reason: str = "") -> None:
    """Take somebody off the list of those present, who was noted by mistake."""
    meeting = attendance.meeting
    require(actor, Action.KEEP_ATTENDANCE, meeting.initiative, side=meeting.side)
    kept = _for_the_desk(actor, meeting, reason)
    before = _people(kept)
    Attendance.objects.filter(pk=attendance.pk, struck_at=None).update(struck_at=timezone.now())
    _trace(actor, kept, AttendanceChange.What.STRUCK, before, reason)
    record(actor, Action.KEEP_ATTENDANCE, meeting.initiative, kept, {"struck": 1})


@transaction.atomic
def count_on_paper(
    *, actor: Actor, meeting: Meeting, counts: Mapping[tuple[str, str], int], reason: str = ""
) -> None:
    """Keep how many of each side and sex were there and stay unnamed; replaces what was counted before."""
    require(actor, Action.KEEP_ATTENDANCE, meeting.initiative, side=meeting.side)
    kept = _for_the_desk(actor, meeting, reason)
    if any(side not in Side or sex not in {"", *Sex.values} for side, sex in counts):
        raise RuleBroken(_("There is no such group."))
    if sum(counts.values()) > MOST_ON_PAPER or min(counts.values(), default=0) < 0:
        raise RuleBroken(_("At most %(most)d people are counted on paper.") % {"most": MOST_ON_PAPER})
    before, known = _people(kept), paper_counts(kept)
    for (side, sex), people in counts.items():
        if people != known.get((side, sex), 0):
            PaperCount.objects.update_or_create(meeting=kept, side=side, sex=sex, defaults={"people": people})
    _trace(actor, kept, AttendanceChange.What.COUNTED, before, reason)
    record(actor, Action.KEEP_ATTENDANCE, meeting.initiative, kept, {"on_paper": sum(counts.values())})


@transaction.atomic
def check_in(
    *, actor: Actor, invitation: Invitation, door_code: str, way: str, no_photo: bool = False
) -> bool:
    """Check in by one's own link or short code, with the code that is shown in the room. True where new."""
    require(actor, Action.CHECK_IN, None)
    kept = _at_the_door(invitation.meeting, door_code)
    new = _arrive(kept, invitation, way)
    if no_photo:
        Attendance.objects.filter(invitation=invitation).update(no_photo=True)
    if new:
        record(actor, Action.CHECK_IN, invitation.meeting.initiative, kept)
    return new


@transaction.atomic
def check_in_uninvited(*, actor: Actor, meeting: Meeting, door_code: str, who: WalkIn) -> Attendance:
    """Check in without an invitation, with the code that is shown in the room."""
    require(actor, Action.CHECK_IN, None)
    kept = _at_the_door(meeting, door_code)
    if kept.side:
        raise RuleBroken(_("Please ask at the desk: this meeting is for invited people."))
    found = _walk_in(kept, who, Attendance.Way.CODE)
    record(actor, Action.CHECK_IN, meeting.initiative, kept)
    return found


def _for_the_desk(actor: Actor, meeting: Meeting, reason: str) -> Meeting:
    """The meeting, locked, where its list may be changed."""
    if not exists_for(actor, meeting):
        raise NotAllowed
    kept = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if kept.is_cancelled:
        raise RuleBroken(_("This meeting was cancelled."))
    if timezone.now() < kept.starts_at - DOORS_BEFORE:
        raise RuleBroken(_("The list opens three hours before the meeting begins."))
    if kept.is_held and not reason.strip():
        raise RuleBroken(_("The meeting was marked as held. Please say why its list is changed now."))
    return kept


def _at_the_door(meeting: Meeting, door_code: str) -> Meeting:
    kept = Meeting.objects.select_for_update().get(pk=meeting.pk)
    now = timezone.now()
    if not kept.is_planned:
        raise RuleBroken(_("This meeting was cancelled, or its list is closed. Please ask at the desk."))
    if now < kept.starts_at - DOORS_BEFORE:
        raise RuleBroken(_("Checking in opens three hours before the meeting begins."))
    if now > kept.ends_at + DOORS_AFTER:
        raise RuleBroken(_("Checking in has closed. Please ask whoever leads the meeting."))
    if door_code != kept.door_code:
        raise RuleBroken(_("This is not the code that is shown in the room. Please look again."))
    return kept


def _arrive(meeting: Meeting, invitation: Invitation, way: str) -> bool:
    """Note an invitation as present; False where it is already. Struck off before, it counts again."""
    row = Attendance.objects.filter(invitation=invitation).first()
    if row is not None and row.struck_at is None:
        return False
    _check_places(meeting)
    deputy = bool(invitation.deputy_name)
    told = {
        "name": invitation.deputy_name,
        "office": invitation.deputy_office,
        "organisation": invitation.shown_organisation if deputy else "",
        "side": invitation.side,
        "sex": "" if deputy else invitation.sex,
        "is_deputy": deputy,
        "way": way,
        "noted_at": timezone.now(),
        "struck_at": None,
    }
    Attendance.objects.update_or_create(invitation=invitation, meeting=meeting, defaults=told)
    return True


def _walk_in(meeting: Meeting, who: WalkIn, way: str) -> Attendance:
    if meeting.side and who.side != meeting.side:
        raise RuleBroken(_("At a meeting of one side alone only people of that side are noted."))
    here = Attendance.objects.filter(meeting=meeting, invitation=None, struck_at=None)
    known = here.filter(name__iexact=who.name, organisation__iexact=who.organisation, side=who.side).first()
    if known is not None:
        if who.no_photo:
            Attendance.objects.filter(pk=known.pk).update(no_photo=True)
        return known
    _check_places(meeting)
    return Attendance.objects.create(
        meeting=meeting,
        name=who.name,
        office=who.office,
        organisation=who.organisation,
        side=who.side,
        sex=who.sex,
        no_photo=who.no_photo,
        way=way,
        noted_at=timezone.now(),
    )


def _check_places(meeting: Meeting) -> None:
    if Attendance.objects.filter(meeting=meeting).count() >= MOST_PRESENT:
        raise RuleBroken(_("So many people cannot be noted one by one. Please count them on paper."))


def _people(meeting: Meeting) -> dict[str, int]:
    return {line.side: line.people for line in presence_by_side(meeting)} if meeting.is_held else {}


def _trace(actor: Actor, meeting: Meeting, what: str, before: Mapping[str, int], reason: str) -> None:
    """Keep what a late change did, by side; nothing while the list is open."""
    if not meeting.is_held:
        return
    after, place = _people(meeting), actor.place_in(meeting.initiative)
    sides = [side for side in {**before, **after} if before.get(side, 0) != after.get(side, 0)]
    AttendanceChange.objects.bulk_create(
        AttendanceChange(
            meeting=meeting,
            what=what,
            side=side,
            before=before.get(side, 0),
            after=after.get(side, 0),
            role=place.role if place else Role.ADMINISTRATOR,
            reason=reason.strip(),
            changed_at=timezone.now(),
        )
        for side in sides
    )
