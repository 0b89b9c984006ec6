"""Photos of a meeting: brought in with consent, shown to everybody or not, taken down at once, erased.

Whoever brings a photo states that everybody who can be recognised on it was asked. Without that nothing of
it is looked at, let alone kept. Whoever is on it, or thinks so, hides it with one press and gives no reason.
"""

import tempfile
from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.documents.incoming import MOST, received
from titiktemu.documents.pictures import GATHERING, SMALL, Picture, taken_photo
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.file_store import telling_when_full
from titiktemu.foundation.limits import count_try
from titiktemu.foundation.permissions import Action, require
from titiktemu.meetings.models import Attendance, Invitation, Meeting, MeetingPhoto
from titiktemu.meetings.models.meetings import DOORS_BEFORE
from titiktemu.meetings.queries import exists_for
from titiktemu.meetings.queries.photos import is_named, may_be_public, visible_photos
from titiktemu.meetings.storage import STORE

MOST_PHOTOS: Final = 60
MOST_AN_HOUR: Final = 120


def add_photo(
    *,
    actor: Actor,
    meeting: Meeting,
    file: BinaryIO,
    caption: str,
    caption_en: str = "",
    taken_by: str = MeetingPhoto.TakenBy.FACILITATOR,
    asked: str = "",
    agreed_to_keep: bool,
    agreed_to_public: bool = False,
) -> MeetingPhoto:
    """Keep a photo as a picture alone, in two sizes, where everybody on it agreed.

    RuleBroken, with a sentence, without that consent or a caption, and for what is no photo, damaged, too
    large or there already.
    """
    require(actor, Action.ADD_PHOTO, meeting.initiative, side=meeting.side)
    _check_time(actor, meeting)
    _check_told(caption, agreed_to_keep=agreed_to_keep)
    count_try("photo", f"{meeting.pk}", most=MOST_AN_HOUR, per=timedelta(hours=1))
    STORE.check_room(MOST)
    with telling_when_full(), tempfile.TemporaryDirectory(prefix="photo-") as side:
        folder = Path(side)
        large, small = taken_photo(received(file, folder / "came"), folder, GATHERING, SMALL)
        kept = [STORE.put(one.path) for one in (large, small)]
        with transaction.atomic():
            _check_new(meeting, kept[0][0])
            made = MeetingPhoto.objects.create(
                meeting=meeting,
                **_columns(kept, large, small),
                caption=caption.strip(),
                caption_en=caption_en.strip(),
                taken_by=taken_by,
                asked=asked.strip(),
                agreed_to_keep=True,
                agreed_to_public=agreed_to_public and may_be_public(meeting),
                added_by=actor.place_in(meeting.initiative),
                added_by_account=actor.user,
                added_at=timezone.now(),
            )
            told = {"public": made.agreed_to_public}
            record(actor, Action.ADD_PHOTO, meeting.initiative, meeting, told)
        _keep_again(kept, (large, small))
    return made


def _check_told(caption: str, *, agreed_to_keep: bool) -> None:
    if not agreed_to_keep:
        raise RuleBroken(
            _(
                "Without the consent of everybody who can be recognised the photo is not kept."
                " Please ask first."
            )
        )
    if not caption.strip():
        raise RuleBroken(_("Please say what can be seen, for people who cannot see the photo."))


def _columns(kept: Sequence[tuple[str, int]], large: Picture, small: Picture) -> dict[str, Any]:
    return {
        "sha256": kept[0][0],
        "size": kept[0][1],
        "width": large.width,
        "height": large.height,
        "small_sha256": kept[1][0],
        "small_width": small.width,
        "small_height": small.height,
    }


def _keep_again(kept: Iterable[tuple[str, int]], pictures: Iterable[Picture]) -> None:
    """Should the same picture of another meeting have been erased just now, its file is put back."""
    for (sha256, size), picture in zip(kept, pictures, strict=True):
        if not STORE.is_whole(sha256, size):
            STORE.put(picture.path)


def _check_time(actor: Actor, meeting: Meeting) -> None:
    if not exists_for(actor, meeting):
        raise NotAllowed(Action.ADD_PHOTO)
    if meeting.is_cancelled:
        raise RuleBroken(_("This meeting was cancelled."))
    if timezone.now() < meeting.starts_at - DOORS_BEFORE:
        raise RuleBroken(_("Photos can be brought once the meeting is about to begin."))


def _check_new(meeting: Meeting, sha256: str) -> None:
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    found = MeetingPhoto.objects.filter(meeting=meeting)
    if found.filter(sha256=sha256).exists():
        raise RuleBroken(_("This very photo is there already."))
    if found.count() >= MOST_PHOTOS:
        raise RuleBroken(_("A meeting has at most %(most)d photos.") % {"most": MOST_PHOTOS})


@transaction.atomic
def show_photo(*, actor: Actor, photo: MeetingPhoto, agreed_to_public: bool) -> MeetingPhoto:
    """State that everybody on it agreed to its being shown to everybody, or take that back."""
    meeting = photo.meeting
    require(actor, Action.SHOW_PHOTO, meeting.initiative, side=meeting.side)
    kept = _led(actor, photo)
    if agreed_to_public and not may_be_public(meeting):
        raise RuleBroken(_("Photos of this meeting are never shown to everybody."))
    if kept.hidden_at is not None:
        raise RuleBroken(_("Somebody asked to take this photo down. It can only be deleted."))
    if kept.agreed_to_public != agreed_to_public:
        kept.agreed_to_public = agreed_to_public
        kept.save(update_fields=["agreed_to_public"])
        record(actor, Action.SHOW_PHOTO, meeting.initiative, meeting, {"public": agreed_to_public})
    return kept


@transaction.atomic
def take_down_photo(*, actor: Actor, photo: MeetingPhoto, invitation: Invitation | None = None) -> None:
    """Hide a photo from everybody but those who lead, at once and without a reason.

    Whoever sees it may; ``invitation`` is that of somebody who came by a personal link.
    """
    meeting = photo.meeting
    initiative = None if invitation is not None else meeting.initiative
    require(actor, Action.TAKE_DOWN_PHOTO, initiative, side=meeting.side)
    if not _sees(actor, photo, invitation):
        raise NotAllowed(Action.TAKE_DOWN_PHOTO)
    changed = MeetingPhoto.objects.filter(pk=photo.pk, hidden_at=None).update(hidden_at=timezone.now())
    if changed:
        record(actor, Action.TAKE_DOWN_PHOTO, meeting.initiative, meeting)


def _sees(actor: Actor, photo: MeetingPhoto, invitation: Invitation | None) -> bool:
    if invitation is not None:
        return invitation.meeting_id == photo.meeting_id and invitation.withdrawn_at is None
    meeting = photo.meeting
    return exists_for(actor, meeting) and visible_photos(actor, meeting).filter(pk=photo.pk).exists()


@transaction.atomic
def erase_photo(*, actor: Actor, photo: MeetingPhoto) -> None:
    """Delete a photo for good, with its files; the chain keeps that one was deleted, and nothing of it."""
    meeting = photo.meeting
    require(actor, Action.ERASE_PHOTO, meeting.initiative, side=meeting.side)
    kept = _led(actor, photo)
    files = (kept.sha256, kept.small_sha256)
    kept.delete()
    transaction.on_commit(partial(_erase, files))
    record(actor, Action.ERASE_PHOTO, meeting.initiative, meeting)


def _erase(files: Iterable[str]) -> None:
    for sha256 in files:
        if not is_named(sha256):
            STORE.remove(sha256)


def _led(actor: Actor, photo: MeetingPhoto) -> MeetingPhoto:
    """The photo, locked, for those who lead its meeting."""
    if not exists_for(actor, photo.meeting):
        raise NotAllowed
    kept = MeetingPhoto.objects.select_for_update().filter(pk=photo.pk).first()
    if kept is None:
        raise RuleBroken(_("This photo was deleted already."))
    return kept


@transaction.atomic
def mark_no_photo(*, actor: Actor, attendance: Attendance, wanted: bool) -> None:
    """Note at the desk that somebody wants to be on no photo, or takes that back."""
    meeting = attendance.meeting
    require(actor, Action.KEEP_ATTENDANCE, meeting.initiative, side=meeting.side)
    if not exists_for(actor, meeting):
        raise NotAllowed(Action.KEEP_ATTENDANCE)
    Attendance.objects.filter(pk=attendance.pk).update(no_photo=wanted)
    record(actor, Action.KEEP_ATTENDANCE, meeting.initiative, meeting, {"no_photo": wanted})


@transaction.atomic
def say_no_photo(*, actor: Actor, invitation: Invitation, wanted: bool) -> None:
    """Say by one's own link that one wants to be on no photo, or take that back."""
    require(actor, Action.SAY_NO_PHOTO, None)
    if not Attendance.objects.filter(invitation=invitation, struck_at=None).update(no_photo=wanted):
        raise RuleBroken(_("Please check in first; then those who lead the meeting see it."))
    record(actor, Action.SAY_NO_PHOTO, invitation.meeting.initiative, invitation.meeting)
