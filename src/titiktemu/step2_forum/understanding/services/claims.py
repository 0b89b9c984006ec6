"""Claims of a passage: added with evidence, replaced, taken out; a figure is accepted by each side."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, require
from titiktemu.foundation.words import Side
from titiktemu.step2_forum.understanding.content import Impossible
from titiktemu.step2_forum.understanding.models import Claim, Passage
from titiktemu.step2_forum.understanding.queries.evidence import data_to_cite, evidence_to_cite
from titiktemu.step2_forum.understanding.queries.passages import locked

MOST_CLAIMS = 50
LONGEST = {"text": 300, "unit": 60, "source": 300, "url": 500}


@transaction.atomic
def add_claim(*, actor: Actor, passage: Passage, side: str, **told: Any) -> Claim:
    """Say that something is so, with what shows it. Without evidence it is an opinion and says so."""
    require(actor, Action.KEEP_CLAIM, passage.initiative, side=side)
    kept = _open(passage)
    fields = _checked(kept, told)
    for one in Claim.objects.filter(passage=kept, removed_at=None, replaced_by=None, text=fields["text"]):
        if all(getattr(one, name) == value for name, value in fields.items()):
            return one  # the same form sent twice
    made = _make(kept, side, fields)
    record(actor, Action.KEEP_CLAIM, kept.initiative, kept, {"change": "added"})
    return made


@transaction.atomic
def replace_claim(*, actor: Actor, claim: Claim, **told: Any) -> Claim:
    """Put another claim in the place of one; the earlier stays to be read. Its figure is accepted anew."""
    require(actor, Action.KEEP_CLAIM, claim.passage.initiative, side=claim.side)
    kept = _open(claim.passage)
    before = _living(claim)
    fields = _checked(kept, told)
    if all(getattr(before, name) == value for name, value in fields.items()):
        return before
    made = _make(kept, before.side, fields)
    Claim.objects.filter(pk=before.pk).update(replaced_by=made)
    record(actor, Action.KEEP_CLAIM, kept.initiative, kept, {"change": "replaced"})
    return made


@transaction.atomic
def remove_claim(*, actor: Actor, claim: Claim) -> None:
    """Take a claim out; its row stays. What both sides accepted stays until another takes its place."""
    require(actor, Action.KEEP_CLAIM, claim.passage.initiative, side=claim.side)
    kept = _open(claim.passage)
    living = _living(claim)
    if living.value is not None and living.is_accepted:
        raise RuleBroken(_("Both sides accepted this figure. Only another claim can take its place."))
    Claim.objects.filter(pk=living.pk).update(removed_at=timezone.now())
    record(actor, Action.KEEP_CLAIM, kept.initiative, kept, {"change": "removed"})


@transaction.atomic
def accept_claim(*, actor: Actor, claim: Claim, side: str) -> Claim:
    """Accept the figure of a claim for a side; a claim never changes, so it is the one that was read."""
    require(actor, Action.ACCEPT_FIGURES, claim.passage.initiative, side=side)
    kept = _open(claim.passage)
    living = _living(claim)
    if living.value is None:
        raise RuleBroken(_("Here are no figures to accept."))
    if living.is_accepted_by(side):
        return living
    column = "government_accepted_at" if side == Side.GOVERNMENT else "civil_society_accepted_at"
    Claim.objects.filter(pk=living.pk).update(**{column: timezone.now()})
    living.refresh_from_db()
    record(actor, Action.ACCEPT_FIGURES, kept.initiative, kept, {"side": side, "claim": living.number})
    return living


def _open(passage: Passage) -> Passage:
    kept = locked(passage)
    if kept.removed_at is not None:
        raise RuleBroken(_("This passage was taken out. Bring it back first."))
    return kept


def _living(claim: Claim) -> Claim:
    found = Claim.objects.filter(pk=claim.pk, removed_at=None, replaced_by=None).first()
    if found is None:
        raise RuleBroken(_("Somebody took this claim out or put another in its place. Please read it anew."))
    return found


def _checked(passage: Passage, told: dict[str, Any]) -> dict[str, Any]:
    words = {name: (told.get(name) or "").strip() for name in LONGEST}
    piece, dataset, value = told.get("piece"), told.get("dataset"), told.get("value")
    if not words["text"]:
        raise Impossible("text", _("A claim needs words."))
    for name, most in LONGEST.items():
        if len(words[name]) > most:
            raise Impossible(name, _("Here are at most %(most)d letters.") % {"most": most})
    if words["url"] and not words["url"].startswith(("http://", "https://")):
        raise Impossible("url", _("An address begins with https:// or http://."))
    _check_offered(passage, piece, dataset)
    if value is not None and not (piece or dataset or words["source"] or words["url"]):
        raise Impossible("source", _("A figure needs evidence: say where it is from."))
    # The words are kept as they are now, whatever becomes of the piece.
    words["source"] = words["source"] or _words_of(piece, dataset)
    return {**words, "value": value, "piece": piece, "dataset": dataset}


def _words_of(piece: Any, dataset: Any) -> str:
    return str((piece and piece.text) or (dataset and dataset.title) or "")[: LONGEST["source"]].strip()


def _check_offered(passage: Passage, piece: Any, dataset: Any) -> None:
    if piece and not evidence_to_cite(passage.initiative).filter(pk=piece.pk).exists():
        raise Impossible("piece", _("Choose evidence of this initiative."))
    if dataset and not data_to_cite(passage.initiative).filter(pk=dataset.pk).exists():
        raise Impossible("dataset", _("Choose data of this initiative that was released."))


def _make(passage: Passage, side: str, fields: dict[str, Any]) -> Claim:
    rows = Claim.objects.filter(passage=passage)
    if rows.filter(removed_at=None, replaced_by=None).count() >= MOST_CLAIMS:
        raise RuleBroken(_("A passage has at most %(most)d claims.") % {"most": MOST_CLAIMS})
    last = rows.aggregate(last=Max("number"))["last"] or 0
    return Claim.objects.create(passage=passage, number=last + 1, side=side, made_at=timezone.now(), **fields)
