"""The guideline's sentence on causes and implications."""

from collections import Counter

from django.urls import reverse
from django.utils.translation import gettext as _

from titiktemu.foundation.checks import Check, Proof
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import BOTH_SIDES
from titiktemu.step2_forum.maps.models import Card, CausalMap
from titiktemu.step2_forum.maps.words import CardKind


def analysis_check(initiative: Initiative) -> Check:
    """Whether both sides drew causes and implications of one problem and talked about them. Two queries.

    How many cards a side drew is not told before both have opened.
    """
    maps = list(CausalMap.objects.filter(initiative=initiative).select_related("initiative"))
    drawn = Counter(
        Card.objects.filter(map__in=maps, removed_at=None).exclude(side="").values_list("map", "side", "kind")
    )
    met = [one for one in maps if one.has_joint and not _lacks(one, drawn)]
    proofs = [
        Proof(
            _("“%(problem)s”: both sides drew causes and implications, and talked about the links.")
            % {"problem": one.shown_problem},
            reverse("maps:home", args=[initiative.slug, one.number]),
        )
        for one in met
    ]
    proofs += [_measured(one) for one in met if one.start_links and one.end_links]
    missing = [] if met else [sentence for one in maps for sentence in _told(one, drawn)]
    if not maps:
        missing = [_("No causal map has been begun.")]
    finding = (
        _("Causes and implications were analysed by both.")
        if met
        else _("Causes and implications are not yet analysed by both.")
    )
    return Check(_("Causes and implications, analysed by both"), finding, proofs, missing)


def _measured(one: CausalMap) -> Proof:
    """The index at the start and at the end, of both sides together."""
    return Proof(
        _(
            "Both sides saw %(start_shared)d of %(start_links)d links alike when the session began, and "
            "%(end_shared)d of %(end_links)d when it closed."
        )
        % {name: getattr(one, name) for name in ("start_shared", "start_links", "end_shared", "end_links")},
        reverse("maps:home", args=[one.initiative.slug, one.number]),
    )


def _told(one: CausalMap, drawn: Counter[tuple[int, str, str]]) -> list[str]:
    told = {"problem": one.shown_problem}
    if not one.is_open:
        return [
            _("“%(problem)s”: %(side)s has not yet opened its map.") % {**told, "side": side.label}
            for side in BOTH_SIDES
            if not one.is_ready(side)
        ]
    lacks = _lacks(one, drawn)
    return lacks or [_("“%(problem)s”: the links have not yet been talked about together.") % told]


def _lacks(one: CausalMap, drawn: Counter[tuple[int, str, str]]) -> list[str]:
    said = {
        CardKind.CAUSE: _("“%(problem)s”: %(side)s drew no cause."),
        CardKind.IMPLICATION: _("“%(problem)s”: %(side)s drew no implication."),
    }
    return [
        sentence % {"problem": one.shown_problem, "side": side.label}
        for kind, sentence in said.items()
        for side in BOTH_SIDES
        if not drawn[one.pk, side.value, kind.value]
    ]
