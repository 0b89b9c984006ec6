"""Issuing the berita acara of an issue, once both sides agree."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.documents.kinds import MINUTES
from titiktemu.documents.services.issuing import issue_paper
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, require
from titiktemu.step1_issues.models import DecisionRound, IssueRecord
from titiktemu.step1_issues.papers import record_contents
from titiktemu.step1_issues.queries.issues import next_number
from titiktemu.step1_issues.queries.verdicts import both_accept
from titiktemu.step1_issues.words import Fate


@transaction.atomic
def issue_record(*, actor: Actor, found: DecisionRound, place: str, city: str) -> IssueRecord:
    """Issue the record of a closed round to which both sides agreed; what was issued never changes.

    Issued again it takes the place of the one before, which stays to be read.
    """
    initiative = found.initiative
    require(actor, Action.ISSUE_RECORD, initiative)
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    _check(found)
    last = IssueRecord.objects.filter(round=found).select_related("paper").order_by("-number").first()
    paper = issue_paper(
        actor=actor,
        initiative=initiative,
        kind=MINUTES.name,
        content=record_contents(found, place=place, city=city),
        supersedes=last.paper if last else None,
    )
    made = IssueRecord.objects.create(
        initiative=initiative,
        round=found,
        number=next_number(IssueRecord.objects.filter(initiative=initiative)),
        paper=paper,
        issued_at=timezone.now(),
    )
    record(actor, Action.ISSUE_RECORD, initiative, made, {"round": found.number})
    return made


def _check(found: DecisionRound) -> None:
    if not both_accept(found):
        raise RuleBroken(_("A record of agreement is issued when both sides agree in a closed round."))
    if found.proposal.objections.filter(fate=Fate.OPEN).exists():
        raise RuleBroken(_("An objection is still open. Note what became of it before the record is issued."))
