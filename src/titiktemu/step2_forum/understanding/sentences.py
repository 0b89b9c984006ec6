"""What a target says of its figures, in a sentence; for papers, files and what is made of the passages."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from titiktemu.documents.words import short_day
from titiktemu.step2_forum.understanding.figures import missing_figures, shown_number
from titiktemu.step2_forum.understanding.models import Wording


def figures_sentence(wording: Wording) -> str:
    """From what to what, by when, by which source, in the language of now; "" while anything is missing."""
    if missing_figures(wording) or wording.due_on is None:
        return ""
    return _("%(indicator)s: from %(baseline)s to %(target)s %(unit)s by %(day)s (%(source)s)") % {
        "indicator": wording.indicator,
        "baseline": shown_number(wording.baseline),
        "target": shown_number(wording.target),
        "unit": wording.unit,
        "day": short_day(wording.due_on, language_of_now()),
        "source": wording.source,
    }


def language_of_now() -> str:
    """The two letters of the language in which things are said now."""
    return "en" if (get_language() or "id").startswith("en") else "id"
