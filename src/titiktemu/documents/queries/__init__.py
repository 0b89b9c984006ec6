"""Which papers a reader may see, and what a page shows of them."""

import hashlib
import json
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from titiktemu.documents.models import Numbering, Paper, SignedCopy
from titiktemu.documents.numbers import USUAL
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, allows, may_see
from titiktemu.foundation.words import Side


def visible_papers(actor: Actor, initiative: Initiative) -> QuerySet[Paper]:
    """The papers that exist for this reader: public ones, shared ones for members, the own side's."""
    if not may_see(actor, initiative):
        return Paper.objects.none()
    seen = Q(is_public=True)
    if allows(actor, Action.VIEW_PAPERS, initiative):
        seen |= Q(side="")
    for side in Side:
        if allows(actor, Action.VIEW_SIDE_PAPERS, initiative, side=side):
            seen |= Q(side=side)
    return Paper.objects.filter(seen, initiative=initiative)


def is_inside(actor: Actor, paper: Paper) -> bool:
    """Whether this reader sees more of a paper than the public does: its signed copies, who made it."""
    action = Action.VIEW_SIDE_PAPERS if paper.side else Action.VIEW_PAPERS
    return may_see(actor, paper.initiative) and allows(
        actor, action, paper.initiative, side=paper.side or None
    )


def listed_papers(actor: Actor, initiative: Initiative) -> QuerySet[Paper]:
    """The papers of the list, newest first, each with how many signed copies it has (``copies``)."""
    current = Count("signed_copies", filter=Q(signed_copies__withdrawn_at=None))
    found = visible_papers(actor, initiative).defer("content").annotate(copies=current)
    return found.select_related("superseded_by")


def shown_paper(actor: Actor, initiative: Initiative) -> QuerySet[Paper]:
    """Papers with everything that the page of one shows."""
    copies = SignedCopy.objects.select_related("added_by", "added_by_account")
    found = visible_papers(actor, initiative).select_related(
        "initiative", "made_by", "made_by_account", "supersedes", "superseded_by"
    )
    return found.prefetch_related(Prefetch("signed_copies", queryset=copies), "files")


def pattern_of(initiative: Initiative) -> str:
    """The pattern by which the initiative's letters are numbered."""
    found = Numbering.objects.filter(initiative=initiative).values_list("pattern", flat=True).first()
    return found or USUAL


def fingerprint_of(paper: Paper) -> str:
    """SHA-256 over everything that was issued."""
    said: list[Any] = [
        paper.initiative_id,
        paper.side,
        paper.kind,
        paper.number,
        paper.title,
        paper.title_en,
        paper.content,
        paper.made_at.isoformat(timespec="microseconds"),
        paper.supersedes_id,
    ]
    packed = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(packed.encode()).hexdigest()


def may_withdraw(actor: Actor, copy: SignedCopy) -> bool:
    """Whether this person brought the copy, or leads the initiative."""
    initiative = copy.paper.initiative
    if not allows(actor, Action.WITHDRAW_SIGNED_COPY, initiative) or not is_inside(actor, copy.paper):
        return False
    if allows(actor, Action.SET_NUMBERING, initiative):
        return True
    mine = {place.pk for place in actor.participations}
    by_account = actor.user is not None and copy.added_by_account_id == actor.user.pk
    return by_account or copy.added_by_id in mine
