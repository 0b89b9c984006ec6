"""Signed copies of papers: brought in as scan, photo or signed PDF, and taken back where one was wrong."""

import tempfile
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO, Final

from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.documents import signatures
from titiktemu.documents.models import Paper, SignedCopy
from titiktemu.documents.queries import is_inside, may_withdraw
from titiktemu.documents.storage import STORE
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.file_store import CHUNK, cleaned_name, telling_when_full
from titiktemu.foundation.limits import count_try
from titiktemu.foundation.permissions import Action, require

MOST: Final = 20 * 1024 * 1024
"""Bytes of a signed copy: some pages of a scanner, or a photo of the largest camera in a phone."""
MOST_AN_HOUR: Final = 60
MOST_COPIES: Final = 30


def add_signed_copy(*, actor: Actor, paper: Paper, name: str, file: BinaryIO, note: str = "") -> SignedCopy:
    """Keep a signed copy as it came. What it is, is told from its content.

    RuleBroken, with a sentence, for what is too large, no photo and no PDF, damaged, or there already.
    """
    require(actor, Action.ADD_SIGNED_COPY, paper.initiative)
    _check_sees(actor, paper)
    who = f"{paper.pk} {actor.user.pk if actor.user else ''} {[place.pk for place in actor.participations]}"
    count_try("signed-copy", who, most=MOST_AN_HOUR, per=timedelta(hours=1))
    STORE.check_room(MOST)
    with telling_when_full(), tempfile.TemporaryDirectory(prefix="signed-") as side:
        path = _received(file, Path(side) / "copy")
        media_type, electronic = _looked_at(path)
        sha256, size = STORE.put(path)
    with transaction.atomic():
        Paper.objects.select_for_update().get(pk=paper.pk)
        _check_new(paper, sha256)
        copy = SignedCopy.objects.create(
            paper=paper,
            sha256=sha256,
            size=size,
            media_type=media_type,
            original_name=cleaned_name(name),
            note=note,
            signatures=electronic.count,
            signers=list(electronic.signers),
            covers_whole=electronic.covers_whole,
            added_at=timezone.now(),
            added_by=actor.place_in(paper.initiative),
            added_by_account=actor.user,
        )
        told = {"hash": sha256, "size": size, "signatures": electronic.count}
        record(actor, Action.ADD_SIGNED_COPY, paper.initiative, copy, told)
    return copy


def _check_sees(actor: Actor, paper: Paper) -> None:
    if not is_inside(actor, paper):
        raise NotAllowed(Action.ADD_SIGNED_COPY)


def _received(file: BinaryIO, path: Path) -> Path:
    """The file as it came, no more than may be."""
    size = 0
    with path.open("wb") as into:
        while part := file.read(CHUNK):
            size += len(part)
            if size > MOST:
                raise RuleBroken(
                    _("The file is larger than %(most)s. Please scan it smaller or in several files.")
                    % {"most": filesizeformat(MOST)}
                )
            into.write(part)
    if not size:
        raise RuleBroken(_("The file is empty."))
    return path


def _looked_at(path: Path) -> tuple[str, signatures.Electronic]:
    media_type = signatures.media_type_of(path)
    if not media_type:
        raise RuleBroken(
            _(
                "This is neither a photo (JPEG, PNG, HEIC) nor a PDF, whatever its name says."
                " Please choose another file."
            )
        )
    if media_type != signatures.PDF:
        return media_type, signatures.Electronic()
    try:
        return media_type, signatures.read_pdf(path)
    except signatures.Unreadable as error:
        raise RuleBroken(
            _("This PDF is damaged and cannot be opened. Please save or scan it again.")
        ) from error


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
