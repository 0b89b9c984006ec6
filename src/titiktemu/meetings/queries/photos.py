"""Which photos there are for a reader, and who asked not to be on any."""

from django.db.models import QuerySet

from titiktemu.foundation.actors import Actor
from titiktemu.meetings.models import Attendance, Meeting, MeetingPhoto
from titiktemu.meetings.queries import is_of, leads


def may_be_public(meeting: Meeting) -> bool:
    """Whether photos of this meeting may be shown to everybody at all: never in a sensitive sector."""
    return meeting.is_public and not meeting.side and not meeting.initiative.is_sensitive


def visible_photos(actor: Actor, meeting: Meeting) -> QuerySet[MeetingPhoto]:
    """The photos that exist for this reader; the meeting must exist for them already.

    Whoever leads sees those that are to be taken down, too; the initiative's people all others; everybody
    else those whose people agreed to it, where the sector and the meeting allow it.
    """
    found = MeetingPhoto.objects.filter(meeting=meeting)
    if leads(actor, meeting):
        return found
    found = found.filter(hidden_at=None)
    if is_of(actor, meeting.initiative):
        return found
    return found.filter(agreed_to_public=True) if may_be_public(meeting) else found.none()


def photos_for_invited(meeting: Meeting) -> QuerySet[MeetingPhoto]:
    """What somebody with a personal link sees: they may be on it."""
    return MeetingPhoto.objects.filter(meeting=meeting, hidden_at=None)


def has_gallery(actor: Actor, meeting: Meeting) -> bool:
    """Whether the meeting shows its readers a page of photos. No query."""
    return is_of(actor, meeting.initiative) or may_be_public(meeting)


def without_photo(meeting: Meeting) -> QuerySet[Attendance]:
    """Those present who asked not to be on any photo. One query."""
    return (
        Attendance.objects.filter(meeting=meeting, struck_at=None, no_photo=True)
        .select_related("invitation__place__organisation")
        .order_by("noted_at", "pk")
    )


def is_named(sha256: str) -> bool:
    """Whether a photo still needs the file with this hash."""
    small = MeetingPhoto.objects.filter(small_sha256=sha256)
    return MeetingPhoto.objects.filter(sha256=sha256).exists() or small.exists()
