"""Words of this room that tables, pages and files share."""

from typing import Final

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from titiktemu.foundation.words import BOTH_SIDES

WRITERS = [(side.value, side.label) for side in BOTH_SIDES]


class PointKind(models.TextChoices):
    """What a point says of a side."""

    DOES = "does", gettext_lazy("Does it")
    DECIDES = "decides", gettext_lazy("Decides on it")
    SUPPORTS = "supports", gettext_lazy("Supports it")
    CAN = "can", gettext_lazy("Can do it")
    MAY_NOT = "may_not", gettext_lazy("May not do it")


OF_THE_LAW: Final = frozenset({PointKind.CAN, PointKind.MAY_NOT})
"""Kinds for which a side names the rule behind its own point, or says plainly that there is none."""


class Word(models.TextChoices):
    """What a side says to a point about it; the last one only the side that believed says."""

    RIGHT = "right", gettext_lazy("Right as it stands")
    CORRECTED = "corrected", gettext_lazy("Corrected")
    DISPUTED = "disputed", gettext_lazy("Disputed")
    ACCEPTED = "accepted", gettext_lazy("Correction accepted")


class Standing(models.TextChoices):
    """How both sides stand to what one believes of the other."""

    WAITING = "waiting", gettext_lazy("Waits for an answer")
    CORRECTED = "corrected", gettext_lazy("Corrected, waits for the other side")
    ALIKE = "alike", gettext_lazy("Understood alike")
    DISPUTED = "disputed", gettext_lazy("Disputed")


def kind_heading(kind: str) -> str:
    """What the table of roles says above all points of a kind."""
    return {
        PointKind.DOES: _("Who does it"),
        PointKind.DECIDES: _("Who decides"),
        PointKind.SUPPORTS: _("Who supports"),
        PointKind.CAN: _("What else can be done"),
        PointKind.MAY_NOT: _("What is not allowed"),
    }[PointKind(kind)]


def question_of(kind: str, *, is_own: bool) -> str:
    """What a side is asked, of itself or of the other, on the sheet for the wall and on the page."""
    own = {
        PointKind.DOES: _("What do we do ourselves?"),
        PointKind.DECIDES: _("What do we decide?"),
        PointKind.SUPPORTS: _("What do we support?"),
        PointKind.CAN: _("What can we do beyond that?"),
        PointKind.MAY_NOT: _("What are we not allowed to do?"),
    }
    other = {
        PointKind.DOES: _("What do they do?"),
        PointKind.DECIDES: _("What do they decide?"),
        PointKind.SUPPORTS: _("What do they support?"),
        PointKind.CAN: _("What can they do?"),
        PointKind.MAY_NOT: _("What are they not allowed to do?"),
    }
    return (own if is_own else other)[PointKind(kind)]


def basis_words(kind: str, basis: str, *, is_none: bool) -> str:
    """The legal basis in words; said plainly where there is none, "" where none is asked for or told."""
    if basis:
        return _("Legal basis: %(basis)s") % {"basis": basis}
    if is_none:
        return _("Legal basis: there is none.")
    return _("Legal basis: not told yet") if kind in OF_THE_LAW else ""


def alike_words(alike: int, answered: int) -> str:
    """How much both sides together understand alike, in words and never as a share."""
    if not answered:
        return _("Nothing has been answered yet.")
    if not alike:
        return _("Nothing is understood alike yet.")
    if alike == answered:
        return _("Everything that was answered is understood alike.")
    if 2 * alike > answered:
        return _("Most of what was answered is understood alike.")
    return _("Some of what was answered is understood alike.")
