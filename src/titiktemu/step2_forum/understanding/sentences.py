"""What figures and claims of passages say in words; for papers, files and what is made of the passages."""

from collections.abc import Collection
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from titiktemu.documents.words import short_day
from titiktemu.foundation.words import Side
from titiktemu.step2_forum.understanding.figures import missing_figures, shown_number
from titiktemu.step2_forum.understanding.models import Claim, Wording


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


def with_unit(value: Decimal | None, unit: str) -> str:
    """A figure with its unit; "" where there is none."""
    return " ".join(one for one in (shown_number(value), unit) if one) if value is not None else ""


def accepted_words(sides: Collection[str]) -> str:
    """Which sides have accepted a figure."""
    if not sides:
        return _("nobody yet")
    return _("both sides") if len(sides) > 1 else str(Side(next(iter(sides))).label)


def evidence_words(claim: Claim) -> str:
    """What a claim rests on; a claim without anything is an opinion."""
    told = []
    if claim.piece is not None:
        told.append(" · ".join(one for one in (claim.piece.shown_text, claim.piece.origin) if one))
    if claim.dataset is not None:
        told.append(claim.dataset.shown_title)
    told += [one for one in (claim.own_source, claim.url) if one]
    return "\n".join(told) or _("opinion: no evidence named")
