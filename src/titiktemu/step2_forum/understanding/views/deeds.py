"""What the forms on the page of a passage do, each with the sentence that is said afterwards."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.requests import Request
from titiktemu.step2_forum.understanding.forms.passages import DeedForm, DisputeForm
from titiktemu.step2_forum.understanding.models import Claim, Passage, Wording
from titiktemu.step2_forum.understanding.services.answering import accept_figures, answer_passage
from titiktemu.step2_forum.understanding.services.claims import accept_claim, remove_claim
from titiktemu.step2_forum.understanding.services.passages import (
    drop_wording,
    remove_passage,
    restore_passage,
    take_wording,
)
from titiktemu.step2_forum.understanding.views.places import writing


@dataclass(frozen=True)
class Deed:
    """Who does it to which passage, and what they had in view."""

    actor: Actor
    passage: Passage
    base: int
    wording: int
    claim: int
    figures: str
    knows: bool
    dispute: DisputeForm

    @property
    def own_side(self) -> str:
        """The side of whoever does it."""
        return self.actor.side_in(self.passage.initiative)

    @property
    def writer(self) -> str:
        """For whom they write; `NotAllowed` for those who may not."""
        return writing(self.actor, self.passage.initiative)

    def waiting(self) -> Wording:
        """The wording that is spoken of."""
        found = Wording.objects.filter(passage=self.passage, number=self.wording).first()
        if found is None:
            raise RuleBroken(_("This wording no longer waits."))
        found.passage = self.passage
        return found

    def about(self) -> Claim:
        """The claim that is spoken of."""
        found = Claim.objects.filter(passage=self.passage, number=self.claim).first()
        if found is None:
            raise RuleBroken(
                _("Somebody took this claim out or put another in its place. Please read it anew.")
            )
        found.passage = self.passage
        return found


def done(request: Request, passage: Passage, dispute: DisputeForm) -> str:
    """Do what was asked for, and say what came of it; RuleBroken where it cannot be."""
    form = DeedForm(request.POST)
    deed = DEEDS.get(request.POST.get("do", ""))
    if deed is None or not form.is_valid():
        raise RuleBroken(_("Please endorse or dispute it, or write another wording."))
    told = form.cleaned_data
    return deed(
        Deed(
            request.actor,
            passage,
            told["base"] or 0,
            told["wording"] or 0,
            told["claim"] or 0,
            told["figures"],
            told["knows"],
            dispute,
        )
    )


def _endorse(deed: Deed) -> str:
    answer_passage(
        actor=deed.actor, passage=deed.passage, side=deed.own_side, word="endorsed", base=deed.base
    )
    return _("Your side endorses passage %(number)d.") % {"number": deed.passage.number}


def _dispute(deed: Deed) -> str:
    told = deed.dispute.cleaned_data if deed.dispute.is_valid() else deed.dispute.data
    answer_passage(
        actor=deed.actor,
        passage=deed.passage,
        side=deed.own_side,
        word="disputed",
        base=deed.base,
        reason=told.get("reason", ""),
        query=told.get("query", ""),
    )
    return _("Your side’s dispute is kept, with what would settle it.")


def _accept(deed: Deed) -> str:
    accept_figures(actor=deed.actor, passage=deed.passage, side=deed.own_side, figures=deed.figures)
    return _("Your side accepts these figures.")


def _accept_claim(deed: Deed) -> str:
    accept_claim(actor=deed.actor, claim=deed.about(), side=deed.own_side)
    return _("Your side accepts this figure.")


def _remove_claim(deed: Deed) -> str:
    remove_claim(actor=deed.actor, claim=deed.about())
    return _("The claim is taken out; it stays to be read among the versions.")


def _take(deed: Deed) -> str:
    take_wording(
        actor=deed.actor,
        wording=deed.waiting(),
        side=deed.writer,
        base=deed.base,
        knows_agreed=deed.knows,
    )
    return _("This wording stands now; the earlier ones stay to be read.")


def _drop(deed: Deed) -> str:
    drop_wording(actor=deed.actor, wording=deed.waiting())
    return _("This wording no longer waits; it stays to be read among the versions.")


def _remove(deed: Deed) -> str:
    remove_passage(actor=deed.actor, passage=deed.passage, side=deed.writer)
    return _("The passage is taken out. It can be brought back.")


def _restore(deed: Deed) -> str:
    restore_passage(actor=deed.actor, passage=deed.passage, side=deed.writer)
    return _("The passage is back, with every wording and what was said of it.")


DEEDS: dict[str, Callable[[Deed], str]] = {
    "endorsed": _endorse,
    "disputed": _dispute,
    "accept": _accept,
    "accept_claim": _accept_claim,
    "remove_claim": _remove_claim,
    "take": _take,
    "drop": _drop,
    "remove": _remove,
    "restore": _restore,
}
