"""What a passage says: its words and, of a target, its figures; and what of it cannot be."""

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from titiktemu.foundation.errors import RuleBroken
from titiktemu.step2_forum.understanding.figures import FIGURES
from titiktemu.step2_forum.understanding.models import Wording
from titiktemu.step2_forum.understanding.words import PassageKind

LONGEST = {"text": 2000, "text_en": 2000, "helps": 1000, "indicator": 200, "unit": 60, "source": 300}


class Impossible(RuleBroken):
    """Something that cannot be; ``field`` is where it was typed."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True)
class Content:
    """Everything that a wording says. Figures are of targets alone and may have gaps."""

    text: str
    text_en: str = ""
    helps: str = ""
    indicator: str = ""
    unit: str = ""
    baseline: Decimal | None = None
    baseline_on: date | None = None
    target: Decimal | None = None
    due_on: date | None = None
    source: str = ""

    def as_fields(self) -> dict[str, Any]:
        """By the names of the columns."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


NAMES = tuple(one.name for one in fields(Content))


def content_of(wording: Wording) -> Content:
    """What a wording says."""
    return Content(**{name: getattr(wording, name) for name in NAMES})


def checked(kind: str, content: Content, before: Content | None = None) -> Content:
    """The content as it is kept. ``before`` is what stands: what did not change is not judged again.

    `Impossible` where words are missing or too long, or figures contradict each other.
    """
    told = {name: _plain(value) for name, value in content.as_fields().items()}
    if kind != PassageKind.TARGET:
        told |= {name: "" if isinstance(told[name], str) else None for name in FIGURES}
    if not told["text"]:
        raise Impossible("text", _("A passage needs words."))
    for name, most in LONGEST.items():
        if len(told[name]) > most:
            raise Impossible(name, _("Here are at most %(most)d letters.") % {"most": most})
    found = Content(**told)
    if kind == PassageKind.TARGET:
        _check_figures(found, before)
    return found


def _check_figures(told: Content, before: Content | None) -> None:
    today = timezone.localdate()
    if told.baseline is not None and told.baseline == told.target:
        raise Impossible(
            "target", _("The target is the same as the baseline: then there is nothing to reach.")
        )
    if told.baseline_on and told.due_on and told.due_on <= told.baseline_on:
        raise Impossible("due_on", _("The target lies before the day of the baseline."))
    if told.due_on and told.due_on < today and (before is None or before.due_on != told.due_on):
        raise Impossible("due_on", _("This day is over. By when is the target to be reached?"))
    if told.baseline_on and told.baseline_on > today:
        raise Impossible("baseline_on", _("The baseline cannot be of a day that is still to come."))


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value.strip().replace("\r\n", "\n")
    return value.normalize() if isinstance(value, Decimal) else value
