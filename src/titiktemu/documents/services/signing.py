"""Signed copies of papers: brought in as scan, photo or signed PDF, and taken back where one was wrong."""

import tempfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.documents import signatures
from titiktemu.documents.incoming import MOST, received
from titiktemu.documents.models import Paper, SignedCopy
from titiktemu.documents.pdf_guard import guarded_pdf
from titiktemu.documents.pictures import SHEET, taken_photo
from titiktemu.documents.queries import is_inside, may_withdraw
from titiktemu.documents.storage import STORE
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.file_store import cleaned_name, telling_when_full
from titiktemu.foundation.limits import count_try
from titiktemu.foundation.permissions import Action, require

MOST_AN_HOUR: Final = 60
MOST_COPIES: Final = 30


@dataclass(frozen=True)
class LookedAt:
    """A file that was looked at and lies in the store; no row speaks of it yet."""

    sha256: str
    size: int
    media_type: str
    electronic: signatures.Electronic


def add_signed_copy(*, actor: Actor, paper: Paper, name: str, file: BinaryIO, note: str = "") -> SignedCopy:
    """Keep a signed copy: a PDF byte for byte, a photo as a picture without what the camera wrote into it.

    What it is, is told from its content; the hash is over what is kept.
    RuleBroken, with a sentence, for what is too large, no photo and no PDF, damaged, or there already.
    """
    require(actor, Action.ADD_SIGNED_COPY, paper.initiative)
    looked = look_at_copy(actor=actor, paper=paper, file=file)
    return _kept(actor, paper, name, looked, note)


def look_at_copy(*, actor: Actor, paper: Paper, file: BinaryIO) -> LookedAt:
    """Look at a signed copy and put it into the store. RuleBroken as for `add_signed_copy`.

    This may take a minute: never within a transaction, which would hold everybody else up for so long.
    """
    require(actor, Action.ADD_SIGNED_COPY, paper.initiative)
    _check_sees(actor, paper)
    who = f"{paper.pk} {actor.user.pk if actor.user else ''} {[place.pk for place in actor.participations]}"
    count_try("signed-copy", who, most=MOST_AN_HOUR, per=timedelta(hours=1))
    STORE.check_room(MOST)
    with telling_when_full(), tempfile.TemporaryDirectory(prefix="signed-") as side:
        path, media_type, electronic = _looked_at(received(file, Path(side) / "copy", MOST))
        return LookedAt(*STORE.put(path), media_type, electronic)


def keep_looked_at(*, actor: Actor, paper: Paper, name: str, looked: LookedAt, note: str = "") -> SignedCopy:
    """Keep what was looked at as a signed copy. RuleBroken where this very file is there already."""
    require(actor, Action.ADD_SIGNED_COPY, paper.initiative)
    _check_sees(actor, paper)
    return _kept(actor, paper, name, looked, note)


@transaction.atomic
def _kept(actor: Actor, paper: Paper, name: str, looked: LookedAt, note: str) -> SignedCopy:
    Paper.objects.select_for_update().get(pk=paper.pk)
    _check_new(paper, looked.sha256)
    copy = SignedCopy.objects.create(
        paper=paper,
        sha256=looked.sha256,
        size=looked.size,
        media_type=looked.media_type,
        original_name=cleaned_name(name),
        note=note,
        signatures=looked.electronic.count,
        signers=list(looked.electronic.signers),
        covers_whole=looked.electronic.covers_whole,
        added_at=timezone.now(),
        added_by=actor.place_in(paper.initiative),
        added_by_account=actor.user,
    )
    told = {"hash": looked.sha256, "size": looked.size, "signatures": looked.electronic.count}
    record(actor, Action.ADD_SIGNED_COPY, paper.initiative, copy, told)
    return copy


def _check_sees(actor: Actor, paper: Paper) -> None:
    if not is_inside(actor, paper):
        raise NotAllowed(Action.ADD_SIGNED_COPY)


def _looked_at(path: Path) -> tuple[Path, str, signatures.Electronic]:
    """What is to be kept, its type, and the electronic signatures in it."""
    media_type = signatures.media_type_of(path)
    if not media_type:
        raise RuleBroken(
            _(
                "This is neither a photo (JPEG, PNG, HEIC) nor a PDF, whatever its name says."
                " Please choose another file."
            )
        )
    if media_type == signatures.PDF:
        return path, media_type, guarded_pdf(path)
    (picture,) = taken_photo(path, path.parent, SHEET)
    return picture.path, signatures.JPEG, signatures.Electronic()


def _check_new(paper: Paper, sha256: str) -> None:
    current = SignedCopy.objects.filter(paper=paper, withdrawn_at=None)
    if current.filter(sha256=sha256).exists():
        raise RuleBroken(_("This very file is there already."))
    if current.count() >= MOST_COPIES:
        raise RuleBroken(_("A paper has at most %(most)d signed copies.") % {"most": MOST_COPIES})


@transaction.atomic
def withdraw_signed_copy(*, actor: Actor, copy: SignedCopy, reason: str) -> SignedCopy:
    """Take a signed copy back that was the wrong one; that it was there, and why it is not, stays told."""
    require(actor, Action.WITHDRAW_SIGNED_COPY, copy.paper.initiative)
    copy = SignedCopy.objects.select_for_update().get(pk=copy.pk)
    if not may_withdraw(actor, copy):
        raise NotAllowed(Action.WITHDRAW_SIGNED_COPY)
    if copy.withdrawn_at is not None:
        raise RuleBroken(_("This copy was taken back already."))
    if not reason.strip():
        raise RuleBroken(_("Please say why."))
    copy.withdrawn_at, copy.withdrawn_reason = timezone.now(), reason.strip()
    copy.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    record(actor, Action.WITHDRAW_SIGNED_COPY, copy.paper.initiative, copy)
    return copy
