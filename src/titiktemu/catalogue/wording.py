"""Words for people: what columns mean, how a finding stands, and sentences that were kept as templates."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from babel.dates import format_date
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

MEANINGS: Final[Mapping[str, Promise | str]] = {
    "text": _("Free text"),
    "category": _("Category"),
    "identifier": _("Identifier"),
    "integer": _("Whole number"),
    "decimal": _("Decimal number"),
    "currency": _("Rupiah"),
    "percentage": _("Percentage"),
    "date": _("Date"),
    "period": _("Period"),
    "time": _("Time of day"),
    "boolean": _("Yes or no"),
    "region_code": _("Code of a region"),
    "region_name": _("Name of a region"),
    "account_code": _("Account code"),
    "school_id": _("School number (NPSN)"),
    "nik": _("Citizen number (NIK)"),
    "kk": _("Family card number (KK)"),
    "npwp": _("Tax number (NPWP)"),
    "phone": _("Telephone number"),
    "email": _("E-mail address"),
    "plate": _("Number plate"),
    "bpjs": _("BPJS number"),
    "latitude": _("Latitude"),
    "longitude": _("Longitude"),
    "person_name": _("Name of a person"),
    "address": _("Address"),
    "url": _("Web address"),
}
"""What the values of a column are, by the keys of `analysis.spreadsheet.rules.Meaning`."""

STATES: Final[Mapping[str, Promise | str]] = {
    "ok": _("Good"),
    "notice": _("Look at this"),
    "problem": _("Problem"),
}
"""How a finding stands."""
BADGES: Final[Mapping[str, str]] = {"ok": "badge-common", "notice": "badge-wait", "problem": "badge-stop"}
DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def meaning_words(meaning: str) -> str:
    """What the values of a column are, in words."""
    return str(MEANINGS.get(meaning, MEANINGS["text"]))


def said(template: str, values: Mapping[str, Any] | None = None) -> str:
    """A sentence that was kept in English, in the reader's language and with the reader's numbers and days.

    A sentence that cannot be filled, such as one that quotes braces, is given as it is.
    """
    if not template:
        return ""
    sentence = gettext(template)
    if not values:
        return sentence
    try:
        return sentence.format(**{name: _plain(one) for name, one in values.items()})
    except (KeyError, IndexError, ValueError, AttributeError):
        return sentence


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return number_format(value, use_l10n=True, force_grouping=True)
    if isinstance(value, str) and DAY.fullmatch(value):
        return day_words(value)
    return value


def day_words(day: str) -> str:
    """A day as YYYY-MM-DD in the reader's way; as it is where there is no such day."""
    locale = "en_GB" if (get_language() or "").startswith("en") else "id"
    try:
        return format_date(date.fromisoformat(day), "d MMMM y", locale=locale)
    except ValueError:
        return day


def findings_in_words(findings: Any) -> list[dict[str, Any]]:
    """Findings for a page, problems first: how each stands, its badge, its sentence and its count."""
    order = {"problem": 0, "notice": 1, "ok": 2}
    told = [
        {
            "check": one["check"],
            "state": one["state"],
            "state_words": STATES.get(one["state"], STATES["notice"]),
            "badge": BADGES.get(one["state"], "badge-quiet"),
            "sentence": said(one["explanation"], one.get("values")),
            "count": one["count"],
            "has_values": bool(one.get("values")),
        }
        for one in findings or []
    ]
    return sorted(told, key=lambda one: order.get(one["state"], 1))
