"""Words of this room that tables, pages and files share."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from titiktemu.analysis.data_needs.asking import Kind, Reason
from titiktemu.catalogue.models import DataAsset
from titiktemu.foundation.words import BOTH_SIDES, Side
from titiktemu.step2_forum.understanding.words import PassageKind

TOGETHER = ""
"""Stands for both sides where somebody asks."""


class Whereabouts(models.TextChoices):
    """What is known of who holds the data, as long as no asset is named."""

    UNKNOWN = "unknown", gettext_lazy("Not known who has it")
    NOBODY = "nobody", gettext_lazy("Nobody has it")


class NeedState(models.TextChoices):
    """What came of a data need."""

    OPEN = "open", gettext_lazy("Open")
    ANSWERED = "answered", gettext_lazy("Answered")
    CANNOT = "cannot", gettext_lazy("Cannot be answered")


class Obstacle(models.TextChoices):
    """Why an asset cannot stand in an order of disclosure yet."""

    UNTOLD = "untold", gettext_lazy("Its side has not told the other side of it.")
    NO_NEED = "no_need", gettext_lazy("No data need names it.")
    NO_CLASS = "no_class", gettext_lazy("Nobody has said which class of information it is (UU 14/2008).")
    NO_SENSITIVITY = (
        "no_sensitivity",
        gettext_lazy("Nobody has said whether it holds personal data (UU 27/2022)."),
    )
    NOT_WEIGHED = (
        "not_weighed",
        gettext_lazy("It is exempt or holds personal data, and nothing is weighed yet (uji konsekuensi)."),
    )
    NOT_RATED = "not_rated", gettext_lazy("Not both sides have rated it.")


def obstacle_of_law(asset: DataAsset) -> Obstacle | None:
    """What the law asks before anything of an asset is opened; None where nothing is missing.

    A class or a sensitivity that nobody has told counts as missing, or else not telling would be the
    shortest way around.
    """
    if not asset.legal_class:
        return Obstacle.NO_CLASS
    if not asset.sensitivity:
        return Obstacle.NO_SENSITIVITY
    if asset.needs_consideration and not asset.consideration.strip():
        return Obstacle.NOT_WEIGHED
    return None


def side_words(side: str) -> str:
    """Who asks, in words."""
    return str(Side(side).label) if side in BOTH_SIDES else _("Both together")


def kind_words(kind: Kind) -> str:
    """What is asked about, in one word."""
    return {
        Kind.LINK: pgettext("between two causes", "Link"),
        Kind.CAUSE: _("Cause"),
        Kind.TARGET: str(PassageKind.TARGET.label),
    }[kind]


def reason_words(reason: Reason, kind: Kind) -> str:
    """Why something comes early, in words. Of a target a side sees nothing: it endorses it."""
    if reason is Reason.ONE_SIDE and kind is Kind.TARGET:
        return _("Only one side endorses it")
    return {
        Reason.CONTESTED: _("The sides see it differently"),
        Reason.ONE_SIDE: _("Only one side sees it"),
        Reason.INFLUENTIAL: _("Much hangs on it"),
        Reason.NO_EVIDENCE: _("No evidence yet"),
    }[reason]


def mark_words(mark: str) -> str:
    """What is rated, in words."""
    return {"value": _("Value"), "effort": _("Effort"), "risk": _("Risk")}[mark]
