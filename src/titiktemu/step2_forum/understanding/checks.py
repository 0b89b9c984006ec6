"""The guideline's sentence on what both sides want, expect, and how open data helps with it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from titiktemu.foundation.checks import Check, Proof
from titiktemu.foundation.models import Initiative
from titiktemu.step2_forum.understanding.queries.passages import PassageLine, lines_of
from titiktemu.step2_forum.understanding.words import PassageKind

NEEDED = (PassageKind.SOLUTION, PassageKind.TARGET, PassageKind.EXPECTATION)


def understanding_check(initiative: Initiative) -> Check:
    """Whether a solution, a target and an expectation stand for both, and open data is said to help.

    Five queries. A passage counts when both sides endorse it and every figure in it is accepted by both.
    """
    lines = lines_of(initiative)
    agreed = [one for one in lines if one.is_agreed]
    missing = [_lack(kind, lines) for kind in NEEDED if not _of(kind, agreed)]
    missing += _lack_of_data(agreed)
    finding = (
        _("What both sides want and expect, and how open data helps, does not yet stand for both.")
        if missing
        else _("What both sides want and expect stands for both, and how open data helps.")
    )
    return Check(_("Shared understanding, in writing"), finding, _proofs(initiative, agreed), missing)


def _of(kind: str, lines: list[PassageLine]) -> list[PassageLine]:
    return [one for one in lines if one.passage.kind == kind]


def _lack(kind: PassageKind, lines: list[PassageLine]) -> str:
    found = _of(kind, lines)
    if not found:
        return {
            PassageKind.SOLUTION: _("No solution is written yet."),
            PassageKind.TARGET: _("No target is written yet."),
            PassageKind.EXPECTATION: _("No expectation is written yet."),
        }[kind]
    if any(one.is_endorsed for one in found):
        return {
            PassageKind.SOLUTION: _("A solution is endorsed by both sides, but a figure in it still waits."),
            PassageKind.TARGET: _("A target is endorsed by both sides, but a figure in it still waits."),
            PassageKind.EXPECTATION: _(
                "An expectation is endorsed by both sides, but a figure in it still waits."
            ),
        }[kind]
    return {
        PassageKind.SOLUTION: _("No solution is endorsed by both sides yet."),
        PassageKind.TARGET: _("No target is endorsed by both sides yet."),
        PassageKind.EXPECTATION: _("No expectation is endorsed by both sides yet."),
    }[kind]


def _lack_of_data(agreed: list[PassageLine]) -> list[str]:
    if any(one.counts_open_data for one in agreed):
        return []
    if any(one.says_open_data for one in agreed):
        return [_("How open data helps is said, but no data need stands behind it.")]
    return [_("No passage endorsed by both sides says how open data helps.")]


def _proofs(initiative: Initiative, agreed: list[PassageLine]) -> list[Proof]:
    proofs = [
        Proof(
            _("%(kind)s, passage %(number)d: endorsed by both sides.")
            % {"kind": PassageKind(one.passage.kind).label, "number": one.passage.number},
            reverse("understanding:passage", args=[initiative.slug, one.passage.number]),
        )
        for one in agreed
    ]
    many = sum(one.counts_open_data for one in agreed)
    if many:
        text = ngettext(
            "%(many)d passage says how open data helps, with a data need behind it.",
            "%(many)d passages say how open data helps, with a data need behind each.",
            many,
        )
        proofs.append(Proof(text % {"many": many}, reverse("understanding:index", args=[initiative.slug])))
    return proofs
