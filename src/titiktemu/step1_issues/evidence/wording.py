"""Words of this room that charts, pages and tables share."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from titiktemu.analysis.texts.volume import Period


def period_words(begin: date, period: Period) -> str:
    """A day, a week or a month in words.

    Examples
    --------
    >>> from django.utils import translation
    >>> with translation.override("en"):
    ...     period_words(date(2026, 3, 1), Period.MONTH)
    'March 2026'
    """
    if period is Period.MONTH:
        return date_format(begin, "F Y")
    day = date_format(begin, "j F Y")
    return _("week from %(day)s") % {"day": day} if period is Period.WEEK else day
