"""The words of shared understanding."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PassageKind(models.TextChoices):
    """What a passage is about, in the order of the page."""

    SOLUTION = "solution", _("Solution")
    TARGET = "target", pgettext_lazy("a figure to reach by a day", "Target")
    EXPECTATION = "expectation", _("Expectation")
    OPEN_DATA = "open_data", _("How open data helps")


class StanceWord(models.TextChoices):
    """What a side says of a wording. An amendment is a wording of its own."""

    ENDORSED = "endorsed", _("Endorsed")
    DISPUTED = "disputed", _("Disputed")


HEADINGS: dict[str, Promise] = {
    PassageKind.SOLUTION: _("Solutions"),
    PassageKind.TARGET: pgettext_lazy("figures to reach by a day", "Targets"),
    PassageKind.EXPECTATION: _("Expectations"),
    PassageKind.OPEN_DATA: _("How open data helps"),
}
HINTS: dict[str, Promise] = {
    PassageKind.SOLUTION: _(
        "What both sides want to do. Example: every school has its water tested monthly."
    ),
    PassageKind.TARGET: _(
        "What is to be reached: indicator, baseline, target, day and source. Gaps can be filled later."
    ),
    PassageKind.EXPECTATION: _(
        "What a side expects of the other or of the work together. Example: results are told within a week."
    ),
    PassageKind.OPEN_DATA: _(
        "Which data, opened to whom, makes what possible. It counts when a data need stands behind it."
    ),
}
FIELD_WORDS: dict[str, Promise] = {
    "text": _("Text"),
    "text_en": _("The same text in English"),
    "helps": _("How open data helps"),
    "indicator": _("Indicator"),
    "unit": _("Unit"),
    "baseline": _("Baseline"),
    "baseline_on": _("As of"),
    "target": pgettext_lazy("a figure to reach by a day", "Target"),
    "due_on": _("Until"),
    "source": _("Source"),
}
"""Every part of a wording, in the order of the page."""
