"""Signing a version of the statement: drawn on a screen, or on a sheet brought as photo, scan or PDF."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any, BinaryIO

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.documents.models import SignedCopy
from titiktemu.documents.services.signing import keep_looked_at, look_at_copy
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import Participation
from titiktemu.foundation.permissions import Action, allows, require
from titiktemu.foundation.words import BOTH_SIDES, Role
from titiktemu.step3_team.models import Signature, Statement
from titiktemu.step3_team.queries.statements import leaders_of, signer_in
from titiktemu.step3_team.strokes import NoSignature, read_strokes, written
from titiktemu.step3_team.words import Way


@transaction.atomic
def sign_by_drawing(*, actor: Actor, statement: Statement, strokes: str, signed_in: str) -> Signature:
    """Sign with a drawing; only a leader, only for themselves, once for each version."""
    initiative = statement.initiative
    place = signer_in(actor, initiative)
    require(actor, Action.SIGN_STATEMENT, initiative, side=place.side if place else "")
    if place is None:
        raise NotAllowed(Action.SIGN_STATEMENT)
    kept = _open(statement)
    if kept.signatures.filter(place=place, way=Way.DRAWN).exists():
        raise RuleBroken(_("You have drawn your signature under this version already."))
    try:
        drawn = written(read_strokes(strokes))
    except NoSignature as error:
        raise RuleBroken(_("No signature has arrived. Please draw it once more, a little larger.")) from error
    made = _sign(kept, place, signed_in, way=Way.DRAWN.value, strokes=drawn)
    record(actor, Action.SIGN_STATEMENT, initiative, made, _told(made))
    return made


def add_signed_sheet(
    *,
    actor: Actor,
    statement: Statement,
    signers: Sequence[Participation],
    signed_in: str,
    name: str,
    file: BinaryIO,
) -> list[Signature]:
    """Bring the signed sheet, or a PDF signed electronically: it stands for each leader who signed on it.

    A leader brings their own; whoever leads the initiative, that of several.
    """
    initiative = statement.initiative
    for side in {one.side for one in signers} or {""}:
        require(actor, Action.ADD_SIGNED_SHEET, initiative, side=side)
    _check_signers(actor, statement, signers)
    with transaction.atomic():
        paper = _paper_of(_open(statement))
    # Before the transaction: a file is looked at for as long as a minute, and nobody could write meanwhile.
    looked = look_at_copy(actor=actor, paper=paper, file=file)
    note = ", ".join(one.office or one.name for one in signers)[:300]
    with transaction.atomic():
        kept = _open(statement)
        copy = keep_looked_at(actor=actor, paper=_paper_of(kept), name=name, looked=looked, note=note)
        made = [_sign(kept, one, signed_in, way=Way.SHEET.value, copy=copy) for one in signers]
        for signature in made:
            record(actor, Action.ADD_SIGNED_SHEET, initiative, signature, _told(signature))
    return made


def _told(signature: Signature) -> dict[str, str]:
    """What the chain keeps of a signature: its seal is over the paper, the signer, the place and the time."""
    return {"side": signature.side, "hash": signature.seal}


def _check_signers(actor: Actor, statement: Statement, signers: Sequence[Participation]) -> None:
    known = {one.pk for one in leaders_of(statement.initiative)}
    if not signers or not {one.pk for one in signers} <= known:
        raise RuleBroken(_("Say which leaders signed on this sheet."))
    if not allows(actor, Action.OPEN_STATEMENT, statement.initiative):
        own = signer_in(actor, statement.initiative)
        if own is None or {one.pk for one in signers} != {own.pk}:
            raise RuleBroken(_("A leader brings the sheet with their own signature."))


def _open(statement: Statement) -> Statement:
    kept = Statement.objects.select_for_update(of=("self",)).select_related("paper").get(pk=statement.pk)
    if not kept.is_open:
        raise RuleBroken(
            _("This version cannot be signed: it is a draft, or a later one has taken its place.")
        )
    return kept


def _paper_of(statement: Statement) -> Any:
    paper = statement.paper
    if paper is None:
        raise RuleBroken(_("This version was not issued yet."))
    paper.initiative = statement.initiative
    return paper


def _sign(
    statement: Statement,
    place: Participation,
    signed_in: str,
    *,
    way: str,
    strokes: str = "",
    copy: SignedCopy | None = None,
) -> Signature:
    if place.role != Role.LEADER or place.side not in BOTH_SIDES:
        raise NotAllowed(Action.SIGN_STATEMENT)
    signed_at = timezone.now()
    said = [
        _paper_of(statement).fingerprint,
        place.pk,
        way,
        copy.sha256 if copy else strokes,
        signed_in,
        signed_at.isoformat(timespec="microseconds"),
    ]
    seal = hashlib.sha256(json.dumps(said, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()
    return Signature.objects.create(
        statement=statement,
        place=place,
        side=place.side,
        way=way,
        strokes=strokes,
        copy=copy,
        signed_in=signed_in,
        signed_at=signed_at,
        seal=seal,
    )
