"""Words of this room that tables, pages and papers share."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from titiktemu.foundation.words import Side
from titiktemu.meetings.models import Trait
from titiktemu.meetings.models.invitations import Sex

YES, NO = "yes", "no"
YES_OR_NO = (Trait.DISABILITY.value, Trait.FIRST_TIME.value)
"""Traits of which only the number of those who have it is asked; their target is a percentage."""
KNOWN = {
    Trait.SIDE.value: [side.value for side in Side],
    Trait.SEX.value: [Sex.FEMALE.value, Sex.MALE.value],
    Trait.DISABILITY.value: [YES],
    Trait.FIRST_TIME.value: [YES],
}
"""Values of each trait in the order of pages; regions are whatever was typed."""


class Kind(models.TextChoices):
    """What people took part in."""

    MEETING = "meeting", gettext_lazy("Meeting")
    FOCUS_GROUP = "focus_group", gettext_lazy("Focus group")
    CONSULTATION = "consultation", gettext_lazy("Consultation")
    SURVEY = "survey", gettext_lazy("Survey")
    OTHER = "other", gettext_lazy("Something else")


class Way(models.TextChoices):
    """By which channel people were reached."""

    IN_PERSON = "in_person", gettext_lazy("In person")
    ONLINE = "online", gettext_lazy("Online meeting")
    WEB = "web", gettext_lazy("Page on the own phone")
    TELEPHONE = "telephone", gettext_lazy("Telephone or messages")
    PAPER = "paper", gettext_lazy("Paper")
    BROADCAST = "broadcast", gettext_lazy("Radio or other media")


class Level(models.TextChoices):
    """What was promised to those who took part: the IAP2 spectrum."""

    INFORM = "inform", gettext_lazy("Inform: we keep you informed")
    CONSULT = "consult", gettext_lazy("Consult: we listen, and say what your words changed")
    INVOLVE = "involve", gettext_lazy("Involve: your concerns are in the options")
    COLLABORATE = "collaborate", gettext_lazy("Collaborate: we look for solutions together")
    EMPOWER = "empower", gettext_lazy("Empower: what you decide is done")


class DrawState(models.TextChoices):
    """Where a selection stands."""

    MAKING = "making", gettext_lazy("Being computed")
    REFUSED = "refused", gettext_lazy("Not possible like this")
    MADE = "made", gettext_lazy("Ready, not published yet")
    PUBLISHED = "published", gettext_lazy("Published, not drawn yet")
    DRAWING = "drawing", gettext_lazy("Being drawn")
    DRAWN = "drawn", gettext_lazy("Drawn")


def value_name(trait: str, value: str) -> str:
    """A value of a trait in words."""
    if trait == Trait.SIDE:
        return str(Side(value).label)
    if trait == Trait.SEX:
        return {Sex.FEMALE.value: _("Women"), Sex.MALE.value: _("Men")}.get(value, value)
    if trait == Trait.DISABILITY:
        return _("With a disability") if value == YES else _("Without a disability")
    if trait == Trait.FIRST_TIME:
        return _("For the first time") if value == YES else _("Have taken part before")
    return value
