"""The text of a proposal, its amendments, and objections to it with what became of them."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, require
from titiktemu.step1_issues.models import DecisionRound, Issue, Objection, Proposal, ProposalVersion
from titiktemu.step1_issues.queries.issues import next_number
from titiktemu.step1_issues.queries.people import voter_in
from titiktemu.step1_issues.words import Fate, IssueState


@transaction.atomic
def write_proposal(*, actor: Actor, issue: Issue, text: str, text_en: str = "") -> Proposal:
    """Write a proposal to work on an issue of the short list; its text is the first version."""
    initiative = issue.initiative
    require(actor, Action.WRITE_PROPOSAL, initiative)
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    if Issue.objects.get(pk=issue.pk).state != IssueState.SHORTLISTED:
        raise RuleBroken(_("Put the issue on the short list before you propose to work on it."))
    proposal = Proposal.objects.create(
        initiative=initiative,
        issue=issue,
        number=next_number(Proposal.objects.filter(initiative=initiative)),
        made_at=timezone.now(),
    )
    ProposalVersion.objects.create(
        proposal=proposal, number=1, text=text, text_en=text_en, written_at=timezone.now()
    )
    record(actor, Action.WRITE_PROPOSAL, initiative, proposal, {"version": 1})
    return proposal


@transaction.atomic
def amend_proposal(*, actor: Actor, proposal: Proposal, text: str, **fields: Any) -> ProposalVersion:
    """Amend a proposal between two rounds: a new version; the earlier ones stay to be read."""
    require(actor, Action.WRITE_PROPOSAL, proposal.initiative)
    Proposal.objects.select_for_update().get(pk=proposal.pk)
    if proposal.rounds.filter(state=DecisionRound.State.OPEN).exists():
        raise RuleBroken(_("A round on this text is open. Close it before the text changes."))
    last = proposal.versions.order_by("-number")[:1].get()
    if last.text.strip() == text.strip() and last.text_en == fields.get("text_en", last.text_en):
        raise RuleBroken(_("The text is the same as before."))
    version = ProposalVersion.objects.create(
        proposal=proposal, number=last.number + 1, text=text, written_at=timezone.now(), **fields
    )
    # A round that is only prepared asks about the newest text.
    proposal.rounds.filter(state=DecisionRound.State.PREPARED).update(version=version)
    record(actor, Action.WRITE_PROPOSAL, proposal.initiative, proposal, {"version": version.number})
    return version


@transaction.atomic
def raise_objection(*, actor: Actor, proposal: Proposal, reason: str, **fields: Any) -> Objection:
    """Object openly, with a reason; it stays a record whatever becomes of it."""
    initiative = proposal.initiative
    place = voter_in(actor, initiative)
    require(actor, Action.RAISE_OBJECTION, initiative, side=place.side if place else "")
    if place is None:
        raise NotAllowed(Action.RAISE_OBJECTION)
    Proposal.objects.select_for_update().get(pk=proposal.pk)
    if not reason.strip():
        raise RuleBroken(_("An objection needs its reason."))
    if proposal.issue.state == IssueState.CHOSEN:
        raise RuleBroken(_("This issue is chosen already; the record of the agreement is what counts now."))
    objection = Objection.objects.create(
        proposal=proposal,
        version=proposal.versions.order_by("-number")[:1].get(),
        number=next_number(Objection.objects.filter(proposal=proposal)),
        side=place.side,
        place=place,
        reason=reason.strip(),
        raised_at=timezone.now(),
        **fields,
    )
    record(actor, Action.RAISE_OBJECTION, initiative, objection, {"side": place.side})
    return objection


@transaction.atomic
def withdraw_objection(*, actor: Actor, objection: Objection, note: str = "") -> Objection:
    """Take an objection back; only its own side can."""
    initiative = objection.proposal.initiative
    require(actor, Action.WITHDRAW_OBJECTION, initiative, side=objection.side)
    kept = _unsettled(objection)
    _settle(kept, Fate.WITHDRAWN, note)
    record(actor, Action.WITHDRAW_OBJECTION, initiative, kept, {"side": kept.side})
    return kept


@transaction.atomic
def settle_objection(
    *,
    actor: Actor,
    objection: Objection,
    fate: str,
    note: str,
    note_en: str = "",
    version: ProposalVersion | None = None,
) -> Objection:
    """Note that an objection was taken into the text (which version), or that it stands; with a note."""
    initiative = objection.proposal.initiative
    require(actor, Action.SETTLE_OBJECTION, initiative)
    kept = _unsettled(objection)
    if fate not in (Fate.INTEGRATED, Fate.STANDING):
        raise RuleBroken(_("Only its own side can take an objection back."))
    if not note.strip():
        raise RuleBroken(_("Say what became of the objection; everybody will read it."))
    if fate == Fate.INTEGRATED:
        _check_later(kept, version)
        kept.integrated_in = version
    _settle(kept, Fate(fate), note, note_en)
    record(actor, Action.SETTLE_OBJECTION, initiative, kept, {"fate": kept.fate})
    return kept


def _unsettled(objection: Objection) -> Objection:
    kept = Objection.objects.select_for_update(of=("self",)).select_related("version").get(pk=objection.pk)
    # What stands can still be taken into a later text, or be taken back.
    if kept.fate in (Fate.INTEGRATED, Fate.WITHDRAWN):
        raise RuleBroken(_("What became of this objection is noted already."))
    return kept


def _check_later(objection: Objection, version: ProposalVersion | None) -> None:
    is_later = (
        version is not None
        and version.proposal_id == objection.proposal_id
        and version.number > objection.version.number
    )
    if not is_later:
        raise RuleBroken(
            _("An objection is taken into a text that was written after it. Amend the text first.")
        )


def _settle(objection: Objection, fate: Fate, note: str, note_en: str = "") -> None:
    objection.fate, objection.fate_note, objection.fate_note_en = fate, note.strip(), note_en.strip()
    objection.settled_at = timezone.now()
    objection.save(update_fields=["fate", "fate_note", "fate_note_en", "integrated_in", "settled_at"])
