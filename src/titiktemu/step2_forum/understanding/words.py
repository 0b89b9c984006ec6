"""The words of shared understanding."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PassageKind(models.TextChoices):
    """What a passage is about, in the order of the page."""

    SOLUTION = "solution", _("Solution")
    TARGET = "target", _("Target")
    EXPECTATION = "expectation", _("Expectation")
    OPEN_DATA = "open_data", _("How open data helps")


class StanceWord(models.TextChoices):
    """What a side says of a wording. An amendment is a wording of its own."""

    ENDORSED = "endorsed", _("Endorsed")
    DISPUTED = "disputed", _("Disputed")
