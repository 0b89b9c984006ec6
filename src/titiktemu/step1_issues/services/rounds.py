"""Rounds of decision: a rule fixed before, ballots hidden until the close, a verdict for each side."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import NotAllowed, RuleBroken
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.permissions import Action, require
from titiktemu.step1_issues.models import (
    CaucusPause,
    DecisionRound,
    GradientBallot,
    PaperCount,
    Proposal,
    SideTally,
)
from titiktemu.step1_issues.queries.issues import next_number
from titiktemu.step1_issues.queries.people import electorates_now, voter_in
from titiktemu.step1_issues.queries.rounds import GRADIENTS
from titiktemu.step1_issues.tasks import count_round
from titiktemu.step1_issues.words import IssueState, SideVerdict

RULE = ("kind", "support_needed", "serious_allowed", "quorum")


@transaction.atomic
def prepare_round(*, actor: Actor, proposal: Proposal, **rule: Any) -> DecisionRound:
    """Prepare a round on the newest text; its rule can change until it is opened, and not after."""
    initiative = proposal.initiative
    require(actor, Action.PREPARE_ROUND, initiative)
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    if proposal.rounds.exclude(state=DecisionRound.State.CLOSED).exists():
        raise RuleBroken(_("The last round on this proposal is not closed yet."))
    version = proposal.versions.order_by("-number")[:1].get()
    if proposal.rounds.filter(version=version).exists():
        raise RuleBroken(
            _(
                "There was a round on this very text. Amend it before you ask again: a second count would"
                " only tell who came or who changed their mind."
            )
        )
    made = DecisionRound(
        initiative=initiative,
        proposal=proposal,
        version=version,
        number=next_number(DecisionRound.objects.filter(initiative=initiative)),
        prepared_at=timezone.now(),
        **{name: value for name, value in rule.items() if name in RULE},
    )
    _check_rule(made)
    made.save()
    record(actor, Action.PREPARE_ROUND, initiative, made, _told(made))
    return made


@transaction.atomic
def change_rule(*, actor: Actor, found: DecisionRound, **rule: Any) -> DecisionRound:
    """Change the rule of a round that is not open yet."""
    require(actor, Action.PREPARE_ROUND, found.initiative)
    kept = _locked(found)
    if kept.state != DecisionRound.State.PREPARED:
        raise RuleBroken(_("The rule of a round is fixed when it opens; nobody can change it after that."))
    for name in RULE:
        setattr(kept, name, rule.get(name, getattr(kept, name)))
    _check_rule(kept)
    kept.save(update_fields=list(RULE))
    record(actor, Action.PREPARE_ROUND, kept.initiative, kept, _told(kept))
    return kept


def _check_rule(found: DecisionRound) -> None:
    try:
        found.clean_fields(exclude=[one.name for one in found._meta.fields if one.name not in RULE])
    except ValidationError as error:
        raise RuleBroken(" ".join(error.messages)) from error


def _told(found: DecisionRound) -> dict[str, Any]:
    return {name: getattr(found, name) for name in RULE}


def _locked(found: DecisionRound) -> DecisionRound:
    rows = DecisionRound.objects.select_for_update(of=("self",))
    return rows.select_related("initiative", "proposal__issue", "version").get(pk=found.pk)


@transaction.atomic
def open_round(*, actor: Actor, found: DecisionRound) -> DecisionRound:
    """Open it: the rule is fixed, and who has a ballot is counted."""
    require(actor, Action.OPEN_ROUND, found.initiative)
    kept = _locked(found)
    if kept.state != DecisionRound.State.PREPARED:
        raise RuleBroken(_("This round was opened already."))
    if kept.proposal.issue.state != IssueState.SHORTLISTED:
        raise RuleBroken(_("The issue is not on the short list any more."))
    kept.state, kept.opened_at = DecisionRound.State.OPEN, timezone.now()
    kept.electorates = electorates_now(kept.initiative)
    if not all(kept.electorates.values()):
        raise RuleBroken(_("Both sides need people on their lists before a round can open."))
    kept.save(update_fields=["state", "opened_at", "electorates"])
    record(actor, Action.OPEN_ROUND, kept.initiative, kept, _told(kept))
    return kept


def _open(found: DecisionRound) -> DecisionRound:
    kept = _locked(found)
    if not kept.is_open:
        raise RuleBroken(
            _("This round is closed. Your ballot was counted if you gave one.")
            if kept.is_closed
            else _("This round is not open yet.")
        )
    return kept


@transaction.atomic
def cast_gradient(*, actor: Actor, found: DecisionRound, gradient: int) -> GradientBallot:
    """Keep how far the person stands behind the text, replacing an earlier ballot.

    There is no audit entry for a single ballot; what the closed round came to is recorded.
    """
    place = voter_in(actor, found.initiative)
    require(actor, Action.CAST_GRADIENT, found.initiative, side=place.side if place else "")
    if place is None:
        raise NotAllowed(Action.CAST_GRADIENT)
    kept = _open(found)
    if gradient not in GRADIENTS:
        raise RuleBroken(_("Choose one of the eight answers."))
    if kept.opened_at is None or place.created_at > kept.opened_at:
        raise RuleBroken(
            _("You came onto the list after this round was opened; you have a ballot in the next.")
        )
    if kept.pauses.filter(ended_at=None).exists():
        raise RuleBroken(_("A side has gone aside to talk. Ballots are taken again when it comes back."))
    # A changed ballot is a new row: the order of rows must not say who changed their mind.
    GradientBallot.objects.filter(round=kept, place=place).delete()
    return GradientBallot.objects.create(round=kept, place=place, gradient=gradient)


@transaction.atomic
def type_paper(*, actor: Actor, found: DecisionRound, side: str, counts: Sequence[int]) -> PaperCount:
    """Type the paper ballots of a side, counted by gradient; the second typing must say the same."""
    require(actor, Action.TYPE_PAPER, found.initiative)
    kept = _open(found)
    typed = [int(one) for one in counts]
    if side not in kept.electorates or len(typed) != len(GRADIENTS) or min(typed) < 0:
        raise RuleBroken(_("Type how many ballots of this side there are for each of the eight answers."))
    if sum(typed) + kept.ballots.filter(place__side=side).count() > kept.electorates[side]:
        raise RuleBroken(_("Together with those on phones, these are more ballots than people of this side."))
    earlier = PaperCount.objects.filter(round=kept, side=side).first()
    same = earlier is not None and list(earlier.counts) == typed
    paper, _made = PaperCount.objects.update_or_create(
        round=kept, side=side, defaults={"counts": typed, "is_confirmed": same}
    )
    record(actor, Action.TYPE_PAPER, kept.initiative, kept, {"side": side, "confirmed": same})
    return paper


@transaction.atomic
def pause_round(*, actor: Actor, found: DecisionRound, side: str) -> CaucusPause:
    """Let a side go aside to talk among its own, or come back; meanwhile no ballot is taken."""
    require(actor, Action.PAUSE_ROUND, found.initiative, side=side)
    kept = _open(found)
    if side not in kept.electorates:
        raise RuleBroken(_("A pause is for government or for civil society."))
    pause = kept.pauses.filter(side=side, ended_at=None).first()
    if pause is None:
        pause = CaucusPause.objects.create(round=kept, side=side, began_at=timezone.now())
    else:
        pause.ended_at = timezone.now()
        pause.save(update_fields=["ended_at"])
    record(
        actor, Action.PAUSE_ROUND, kept.initiative, kept, {"side": side, "ended": pause.ended_at is not None}
    )
    return pause


@transaction.atomic
def close_round(*, actor: Actor, found: DecisionRound) -> DecisionRound:
    """Close it, count each side on its own, and delete the single ballots."""
    require(actor, Action.CLOSE_ROUND, found.initiative)
    kept = _open(found)
    if kept.pauses.filter(ended_at=None).exists():
        raise RuleBroken(_("A side has gone aside to talk. Wait until it comes back."))
    if kept.paper.filter(is_confirmed=False).exists():
        raise RuleBroken(_("Paper ballots were typed once only. Type them a second time before you close."))
    kept.state, kept.closed_at = DecisionRound.State.CLOSED, timezone.now()
    kept.save(update_fields=["state", "closed_at"])
    count_round(kept)
    verdicts = dict(kept.tallies.values_list("side", "verdict"))
    record(actor, Action.CLOSE_ROUND, kept.initiative, kept, verdicts)
    return kept


@transaction.atomic
def speak_for_side(*, actor: Actor, found: DecisionRound, verdict: str, words: str) -> SideTally:
    """Say aloud where a side with too few ballots stands: it is then known who said it."""
    place = voter_in(actor, found.initiative)
    require(actor, Action.SPEAK_FOR_SIDE, found.initiative, side=place.side if place else "")
    if place is None:
        raise NotAllowed(Action.SPEAK_FOR_SIDE)
    kept = _locked(found)
    tally = SideTally.objects.select_for_update().filter(round=kept, side=place.side).first()
    if tally is None or tally.verdict != SideVerdict.TOO_FEW:
        raise RuleBroken(_("The ballots of this side were enough to tell where it stands."))
    if verdict not in SideVerdict.values or verdict == SideVerdict.TOO_FEW or not words.strip():
        raise RuleBroken(_("Say where your side stands, and in a sentence why."))
    tally.said, tally.said_words, tally.said_by = verdict, words.strip(), place
    tally.save(update_fields=["said", "said_words", "said_by"])
    record(actor, Action.SPEAK_FOR_SIDE, kept.initiative, kept, {"side": place.side, "said": tally.said})
    return tally
