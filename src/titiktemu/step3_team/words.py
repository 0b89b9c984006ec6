"""The words of this room: what a member does, what an office is called, how somebody signed."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class Work(models.TextChoices):
    """What a member does for the solution with their own hands."""

    BUILD = "build", _("Builds it")
    APPLY = "apply", _("Applies it in the daily service")
    DATA = "data", _("Supplies or cleans the data")
    USE = "use", _("Uses it with people in the field")
    ADVISE = "advise", _("Advises or accompanies")


DOING: Final = (Work.BUILD, Work.APPLY, Work.DATA, Work.USE)


class Consent(models.TextChoices):
    """Whether whoever was nominated wants to."""

    ASKED = "asked", _("has not answered yet")
    GIVEN = "given", _("has agreed")
    REFUSED = "refused", _("has declined")


class Holding(models.TextChoices):
    """How an office is held."""

    FULL = "full", _("Holder of the office")
    ACTING = "plt", _("Acting holder (Plt.)")
    DAILY = "plh", _("Daily acting holder (Plh.)")


class State(models.TextChoices):
    """How far a version of the statement is."""

    DRAFT = "draft", _("Draft")
    OPEN = "open", _("To be signed")
    SUPERSEDED = "superseded", _("Superseded by a later version")


class Way(models.TextChoices):
    """How somebody signed."""

    DRAWN = "drawn", _("Drawn on a screen")
    SHEET = "sheet", _("Signed sheet, as a photo or scan")
