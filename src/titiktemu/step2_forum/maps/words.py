"""Words of this room that tables, pages and files share."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from titiktemu.analysis.causal_maps.influence import Part
from titiktemu.analysis.causal_maps.shared import Standing
from titiktemu.foundation.words import BOTH_SIDES, Side

JOINT = "joint"
"""Stands for the joint map where a side is named in an address."""
DRAWERS = [(side.value, side.label) for side in BOTH_SIDES]


class CardKind(models.TextChoices):
    """What a card says."""

    CAUSE = "cause", gettext_lazy("Cause")
    CORE = "core", gettext_lazy("Core problem")
    IMPLICATION = "implication", gettext_lazy("Implication")


WRITTEN_KINDS = [(one.value, one.label) for one in (CardKind.CAUSE, CardKind.IMPLICATION)]


class MapState(models.TextChoices):
    """Where a map stands."""

    APART = "apart", gettext_lazy("Each side draws apart")
    OPEN = "open", gettext_lazy("Open: cards are matched")
    SESSION = "session", gettext_lazy("Both talk about the links")
    CLOSED = "closed", gettext_lazy("Closed")


class Sign(models.IntegerChoices):
    """What a link says."""

    MORE = 1, gettext_lazy("The more, the more")
    LESS = -1, gettext_lazy("The more, the less")
    NO_LINK = 0, gettext_lazy("There is no such link")


class Confidence(models.IntegerChoices):
    """How sure a side is of a link."""

    LOW = 1, gettext_lazy("A guess")
    MIDDLE = 2, gettext_lazy("Likely")
    HIGH = 3, gettext_lazy("Sure")


class Outcome(models.TextChoices):
    """What came of talking about a link."""

    OPEN = "", gettext_lazy("Not talked about yet")
    KEPT = "kept", gettext_lazy("Each keeps its view")
    CHANGED = "changed", gettext_lazy("A view changed")
    DATA = "data", gettext_lazy("Needs data")


class WordingFate(models.TextChoices):
    """What became of a second wording of a card."""

    WAITING = "waiting", gettext_lazy("Waits")
    TAKEN = "taken", gettext_lazy("Taken")
    LEFT = "left", gettext_lazy("Left")
    APART = "apart", gettext_lazy("A card of its own")


def standing_words(standing: Standing) -> str:
    """How the sides stand to a link, in words; government is always named first."""
    return {
        Standing.SHARED: _("Both see it alike"),
        Standing.SIGN: _("Contested: more or less"),
        Standing.DENIED: _("Contested: one side says there is no such link"),
        Standing.DIRECTION: _("Contested: which leads to which"),
        Standing.FIRST_ALONE: _("Only government sees it"),
        Standing.SECOND_ALONE: _("Only civil society sees it"),
    }[standing]


def part_words(part: Part) -> str:
    """What a card is in the whole, in words."""
    return {
        Part.DRIVER: _("Driver: moves much, is moved little"),
        Part.LINKAGE: _("Relay: moves much and is moved much"),
        Part.DEPENDENT: _("Result: is moved much, moves little"),
        Part.AUTONOMOUS: _("Apart: few ties"),
    }[part]


def sign_words(sign: int | None) -> str:
    """What a side says of a link, in words."""
    return _("said nothing") if sign is None else str(Sign(sign).label)


def side_of_address(side: str) -> str:
    """The side that an address names, "" for the joint map; ValueError for any other word."""
    if side == JOINT:
        return ""
    if side not in BOTH_SIDES:
        raise ValueError(side)
    return Side(side).value
