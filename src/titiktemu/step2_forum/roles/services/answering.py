"""The answers to what one side believes of the other: right, corrected, accepted, disputed."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, require
from titiktemu.step2_forum.roles.models import PointAnswer, RolePoint
from titiktemu.step2_forum.roles.queries.points import Told, locked
from titiktemu.step2_forum.roles.services.writing import LONGEST, Changed, Wording
from titiktemu.step2_forum.roles.words import Word


@dataclass(frozen=True)
class Answer:
    """What a side says to a point. ``seen``: how many answers were in view when it was written.

    ``wording`` is the true one of a correction; of a point that is right only its legal basis counts.
    """

    word: str
    seen: int
    wording: Wording | None = None
    reason: str = ""


@transaction.atomic
def answer_point(*, actor: Actor, point: RolePoint, side: str, answer: Answer) -> PointAnswer:
    """Answer for the side that a point is about, or reply to its correction for the side that believed.

    `Changed` where somebody has answered meanwhile.
    """
    require(actor, Action.ANSWER_ROLE, point.initiative, side=side)
    if not locked(point.mirror).is_open:
        raise RuleBroken(_("Points are answered after both sides have opened."))
    told = Told(point, list(PointAnswer.objects.filter(point=point)))
    if answer.seen != len(told.answers):
        raise Changed(
            _("Somebody answered while you wrote. Look at it and answer again if you still want to.")
        )
    if point.is_own:
        raise RuleBroken(_("What a side says of itself needs no answer."))
    said = _owned(told, answer) if side == point.about else _replied(told, answer)
    made = PointAnswer.objects.create(
        point=point,
        number=len(told.answers) + 1,
        side=side,
        word=answer.word,
        reason=answer.reason.strip(),
        is_typed=actor.side_in(point.initiative) != side,
        said_at=timezone.now(),
        **said,
    )
    record(actor, Action.ANSWER_ROLE, point.initiative, point, {"word": answer.word})
    return made


def _owned(told: Told, answer: Answer) -> dict[str, object]:
    """What the side that the point is about may say, and what is kept of its wording."""
    if answer.word == Word.DISPUTED:
        _check_reason(answer)
        return {}
    if answer.word == Word.RIGHT:
        return _right(told, answer)
    if answer.word == Word.CORRECTED and answer.wording is not None:
        return _corrected(told, answer.wording)
    raise RuleBroken(_("Say that it is right, correct it, or dispute it."))


def _right(told: Told, answer: Answer) -> dict[str, object]:
    if told.is_settled and told.correction is None:
        raise RuleBroken(_("Your side has said already that this is right."))
    point, given = told.point, answer.wording
    if given is None or not (given.basis.strip() or given.has_no_basis):
        given = Wording(point.kind, point.text, "", point.basis, point.has_no_basis)
    wording = Wording(point.kind, point.text, "", given.basis, given.has_no_basis)
    wording.check_basis(is_asked=True)
    return wording.fields | {"text": "", "text_en": ""}


def _corrected(told: Told, wording: Wording) -> dict[str, object]:
    said = wording.fields
    if not said["text"]:
        raise RuleBroken(_("Write how it really is; the other side will read it."))
    if len(said["text"]) > LONGEST:
        raise RuleBroken(_("A correction has at most %(most)d letters.") % {"most": LONGEST})
    if (said["kind"], said["text"]) == (told.wording.kind, told.wording.text):
        raise RuleBroken(_("These are the same words as before. Change them, or say that it is right."))
    wording.check_basis(is_asked=True)
    return said


def _replied(told: Told, answer: Answer) -> dict[str, object]:
    """What the side that believed may say: only of a correction."""
    if told.correction is None:
        raise RuleBroken(_("There is no correction that you could accept or dispute."))
    if answer.word == Word.DISPUTED:
        _check_reason(answer)
    elif answer.word != Word.ACCEPTED:
        raise RuleBroken(_("Accept the correction or dispute it."))
    elif told.is_settled:
        raise RuleBroken(_("Your side has accepted this correction already."))
    return {}


def _check_reason(answer: Answer) -> None:
    if not answer.reason.strip():
        raise RuleBroken(_("Please say why it is disputed; the other side will read it."))
