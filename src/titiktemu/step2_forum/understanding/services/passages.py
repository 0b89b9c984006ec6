"""Write passages, word them anew, decide on wordings that wait, take passages out and bring them back."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, allows, require
from titiktemu.step2_forum.understanding.content import Content, checked, content_of
from titiktemu.step2_forum.understanding.models import Passage, Stance, Wording
from titiktemu.step2_forum.understanding.queries.passages import is_endorsed_by_both, locked
from titiktemu.step2_forum.understanding.words import PassageKind, StanceWord

MOST_PASSAGES = 200
MOST_WORDINGS = 500


class Agreed(RuleBroken):
    """Both sides endorse what stands, and the writer has not seen it."""


@transaction.atomic
def add_passage(*, actor: Actor, initiative: Initiative, side: str, kind: str, content: Content) -> Passage:
    """Write a passage; a side that writes it endorses it, "" is whoever leads."""
    require(actor, Action.WRITE_PASSAGE, initiative, side=side)
    if kind not in PassageKind:
        raise RuleBroken(_("Choose what the passage is about."))
    told = checked(kind, content)
    # The lock keeps two who write at once from taking the same number.
    initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    _check_new(initiative, kind, told)
    last = Passage.objects.filter(initiative=initiative).aggregate(last=Max("number"))["last"] or 0
    passage = Passage.objects.create(initiative=initiative, number=last + 1, kind=kind)
    made = _write(passage, told, base=0, side=side, beside=False)
    _endorse_own(actor, made, side)
    record(actor, Action.WRITE_PASSAGE, initiative, passage, {"change": "added", "kind": kind})
    return passage


@transaction.atomic
def reword_passage(
    *, actor: Actor, passage: Passage, side: str, content: Content, base: int, knows_agreed: bool = False
) -> Wording:
    """Put another wording in the place of the one that stands, on which nobody has said anything yet.

    ``base`` is the version that the writer saw. Where another came in between both stay: this one beside.
    `Agreed` where both endorse what stands and the writer was not told that this begins anew.
    """
    require(actor, Action.WRITE_PASSAGE, passage.initiative, side=side)
    kept = _standing(passage)
    stands = Wording.objects.get(passage=kept, number=kept.version)
    told = checked(kept.kind, content, content_of(stands))
    if content_of(stands) == told:  # the same form sent twice, or nothing changed
        return stands
    if kept.version == base:
        _check_known(kept, knows_agreed)
    made = _beside_already(kept, told, base) or _write(
        kept, told, base=base, side=side, beside=kept.version != base
    )
    if not made.is_beside:
        _endorse_own(actor, made, side)
    record(actor, Action.WRITE_PASSAGE, kept.initiative, kept, {"change": "worded", "beside": made.is_beside})
    return made


@transaction.atomic
def take_wording(
    *, actor: Actor, wording: Wording, side: str, base: int, knows_agreed: bool = False
) -> Wording:
    """Put a wording that waits in the place of the one that stands, as a version of its own.

    A side that puts it there endorses it; its writer keeps the name and has to read it anew. `Agreed` as
    for a new wording.
    """
    require(actor, Action.WRITE_PASSAGE, wording.passage.initiative, side=side)
    kept = _standing(wording.passage)
    waits = _waiting(wording)
    if kept.version != base:
        raise RuleBroken(_("The wording has changed since this page came. Please read it anew, then choose."))
    _check_known(kept, knows_agreed)
    made = _write(kept, content_of(waits), base=base, side=waits.side, beside=False)
    Wording.objects.filter(pk=waits.pk).update(is_beside=False)
    _endorse_own(actor, made, side)
    record(actor, Action.WRITE_PASSAGE, kept.initiative, kept, {"change": "taken"})
    return made


@transaction.atomic
def drop_wording(*, actor: Actor, wording: Wording) -> None:
    """Say that a wording need not wait any longer: its own side, or whoever leads. It stays to be read."""
    require(actor, Action.WRITE_PASSAGE, wording.passage.initiative, side=wording.side)
    kept = _standing(wording.passage)
    waits = _waiting(wording)
    Wording.objects.filter(pk=waits.pk).update(is_beside=False)
    record(actor, Action.WRITE_PASSAGE, kept.initiative, kept, {"change": "dropped"})


@transaction.atomic
def remove_passage(*, actor: Actor, passage: Passage, side: str) -> Passage:
    """Take a passage out: whoever leads, or a side that alone wrote it. It can be brought back."""
    require(actor, Action.REMOVE_PASSAGE, passage.initiative, side=side)
    kept = _standing(passage)
    _check_own(kept, side)
    if is_endorsed_by_both(Wording.objects.get(passage=kept, number=kept.version)):
        raise RuleBroken(_("Both sides endorse this passage. It changes only by a new wording."))
    kept.removed_at = timezone.now()
    kept.save(update_fields=["removed_at"])
    record(actor, Action.REMOVE_PASSAGE, kept.initiative, kept, {"change": "removed"})
    return kept


@transaction.atomic
def restore_passage(*, actor: Actor, passage: Passage, side: str) -> Passage:
    """Bring a passage back, with every wording and what was said of each."""
    require(actor, Action.REMOVE_PASSAGE, passage.initiative, side=side)
    kept = locked(passage)
    if kept.removed_at is None:
        return kept
    _check_own(kept, side)
    kept.removed_at = None
    kept.save(update_fields=["removed_at"])
    record(actor, Action.REMOVE_PASSAGE, kept.initiative, kept, {"change": "restored"})
    return kept


def _check_new(initiative: Initiative, kind: str, told: Content) -> None:
    standing = Passage.objects.filter(initiative=initiative, removed_at=None)
    if standing.count() >= MOST_PASSAGES:
        raise RuleBroken(_("There are at most %(most)d passages.") % {"most": MOST_PASSAGES})
    rows = Wording.objects.filter(passage__in=standing.filter(kind=kind), is_beside=False, text=told.text)
    for one in rows.select_related("passage"):
        if one.number == one.passage.version and content_of(one) == told:
            raise RuleBroken(
                _("This is written already: number %(number)d.") % {"number": one.passage.number}
            )


def _check_own(passage: Passage, side: str) -> None:
    if not side:
        return
    others = passage.wordings.exclude(side=side).exists()
    if others or Stance.objects.filter(wording__passage=passage).exclude(side=side).exists():
        raise RuleBroken(_("Others wrote on this passage, too. Ask whoever leads to take it out."))


def _check_known(passage: Passage, knows_agreed: bool) -> None:
    """Whoever puts another wording in the place of one that both endorse has to know what that does."""
    if not knows_agreed and is_endorsed_by_both(Wording.objects.get(passage=passage, number=passage.version)):
        raise Agreed(
            _("Both sides endorse this passage. With another wording what each side says begins anew.")
        )


def _standing(passage: Passage) -> Passage:
    kept = locked(passage)
    if kept.removed_at is not None:
        raise RuleBroken(_("This passage was taken out. Bring it back first."))
    return kept


def _waiting(wording: Wording) -> Wording:
    waits = Wording.objects.filter(pk=wording.pk, is_beside=True).first()
    if waits is None:
        raise RuleBroken(_("This wording no longer waits."))
    return waits


def _beside_already(passage: Passage, told: Content, base: int) -> Wording | None:
    waits = Wording.objects.filter(passage=passage, is_beside=True, base=base, text=told.text)
    return next((one for one in waits if content_of(one) == told), None)


def _write(passage: Passage, told: Content, *, base: int, side: str, beside: bool) -> Wording:
    last = Wording.objects.filter(passage=passage).aggregate(last=Max("number"))["last"] or 0
    if last >= MOST_WORDINGS:
        raise RuleBroken(_("A passage has at most %(most)d wordings.") % {"most": MOST_WORDINGS})
    made = Wording.objects.create(
        passage=passage,
        number=last + 1,
        base=base,
        side=side,
        is_beside=beside,
        written_at=timezone.now(),
        **told.as_fields(),
    )
    if not beside:
        passage.version = made.number
        passage.save(update_fields=["version"])
    return made


def _endorse_own(actor: Actor, wording: Wording, side: str) -> None:
    """A side's own wording counts as endorsed by it, where the writer may endorse for the side."""
    if side and allows(actor, Action.ANSWER_PASSAGE, wording.passage.initiative, side=side):
        Stance.objects.create(
            wording=wording, side=side, word=StanceWord.ENDORSED, said_at=wording.written_at
        )
