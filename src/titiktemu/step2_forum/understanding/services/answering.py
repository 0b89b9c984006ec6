"""What a side says of a passage: endorse, dispute, accept its figures."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.foundation.actors import Actor
from titiktemu.foundation.audit import record
from titiktemu.foundation.errors import RuleBroken
from titiktemu.foundation.permissions import Action, require
from titiktemu.step2_forum.understanding.figures import fingerprint, missing_figures
from titiktemu.step2_forum.understanding.models import Acceptance, Passage, Stance, Wording
from titiktemu.step2_forum.understanding.queries.passages import is_endorsed_by_both, locked, stance_of
from titiktemu.step2_forum.understanding.words import PassageKind, StanceWord

LONGEST = {"reason": 1000, "query": 300}


class Unsaid(RuleBroken):
    """A dispute without its reason, or without the data that would settle it; ``field`` is which."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


@transaction.atomic
def answer_passage(
    *, actor: Actor, passage: Passage, side: str, word: str, base: int, reason: str = "", query: str = ""
) -> Stance:
    """Endorse a passage for a side, or dispute it; of the wording that was read (``base``).

    `Unsaid` where a dispute does not say why, and which data would settle it.
    """
    require(actor, Action.ANSWER_PASSAGE, passage.initiative, side=side)
    stands = _read(passage, base)
    told = {"word": word, "reason": "", "query": ""}
    if word == StanceWord.DISPUTED:
        told |= _why(reason, query)
    elif word != StanceWord.ENDORSED:
        raise RuleBroken(_("Please endorse or dispute it, or write another wording."))
    before = stance_of(stands, side)
    if before is not None and {name: getattr(before, name) for name in told} == told:
        return before  # the same form sent twice
    if is_endorsed_by_both(stands):
        raise RuleBroken(_("Both sides endorse this passage. It changes only by a new wording."))
    made = Stance.objects.create(wording=stands, side=side, said_at=timezone.now(), **told)
    record(actor, Action.ANSWER_PASSAGE, passage.initiative, passage, {"word": word})
    return made


@transaction.atomic
def accept_figures(*, actor: Actor, passage: Passage, side: str, figures: str) -> Acceptance:
    """Accept the figures of a target for a side: those that were read, by their fingerprint."""
    require(actor, Action.ACCEPT_FIGURES, passage.initiative, side=side)
    kept = locked(passage)
    stands = Wording.objects.get(passage=kept, number=kept.version)
    if kept.kind != PassageKind.TARGET or kept.removed_at is not None:
        raise RuleBroken(_("Here are no figures to accept."))
    if missing_figures(stands):
        raise RuleBroken(_("The figures are not complete yet, so nobody can accept them."))
    if fingerprint(stands) != figures:
        raise RuleBroken(_("The figures have changed since this page came. Please read them anew."))
    told = {"passage": kept, "side": side, "figures": figures}
    before = Acceptance.objects.filter(**told).first()
    if before is not None:
        return before
    made = Acceptance.objects.create(accepted_at=timezone.now(), **told)
    record(actor, Action.ACCEPT_FIGURES, passage.initiative, passage, {"side": side})
    return made


def _read(passage: Passage, base: int) -> Wording:
    kept = locked(passage)
    if kept.removed_at is not None:
        raise RuleBroken(_("This passage was taken out. Bring it back first."))
    if kept.version != base:
        raise RuleBroken(_("The wording has changed since this page came. Please read it anew, then answer."))
    return Wording.objects.get(passage=kept, number=kept.version)


def _why(reason: str, query: str) -> dict[str, str]:
    # No database holds this character in a text; nobody means it.
    told = {"reason": reason.replace("\0", "").strip(), "query": query.replace("\0", "").strip()}
    if not told["reason"]:
        raise Unsaid("reason", _("Please say why it is disputed; the other side will read it."))
    if not told["query"]:
        raise Unsaid(
            "query", _("Please say which data would settle it, so that the talk can go on with facts.")
        )
    for name, most in LONGEST.items():
        if len(told[name]) > most:
            raise Unsaid(name, _("Here are at most %(most)d letters.") % {"most": most})
    return told
