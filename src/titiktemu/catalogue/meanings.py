"""Meanings as a person chooses among them, personal data in words, and values as the reader writes them."""

import contextlib
from datetime import date
from decimal import Decimal
from typing import Any

from babel.dates import format_date
from django.utils.formats import number_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from titiktemu.analysis.spreadsheet.rules import NUMBERS, Meaning

GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (gettext_lazy("Numbers, which can be added"), ("integer", "decimal", "currency", "percentage")),
    (gettext_lazy("Time"), ("date", "period", "time")),
    (gettext_lazy("Places"), ("region_code", "region_name", "address", "latitude", "longitude")),
    (gettext_lazy("Codes, kept digit by digit"), ("identifier", "account_code", "school_id")),
    (
        gettext_lazy("About people"),
        ("person_name", "nik", "kk", "npwp", "bpjs", "phone", "email", "plate"),
    ),
    (gettext_lazy("Words"), ("category", "boolean", "text", "url")),
)
"""Meanings as a person chooses among them."""

PERSONAL: dict[str, Any] = {
    "nik": gettext_lazy("Population numbers (NIK)"),
    "kk": gettext_lazy("Family card numbers (KK)"),
    "nip": gettext_lazy("Numbers of civil servants (NIP)"),
    "person_number": gettext_lazy("Numbers that a body gives to people"),
    "npwp": gettext_lazy("Tax numbers (NPWP)"),
    "phone": gettext_lazy("Telephone numbers"),
    "email": gettext_lazy("E-mail addresses"),
    "bpjs": gettext_lazy("BPJS numbers"),
    "passport": gettext_lazy("Passport numbers"),
    "driving_licence": gettext_lazy("Driving licences"),
    "plate": gettext_lazy("Number plates"),
    "person_name": gettext_lazy("Names of people"),
    "birth_date": gettext_lazy("Dates of birth"),
    "birth_place": gettext_lazy("Places of birth"),
    "address": gettext_lazy("Addresses"),
    "sex": gettext_lazy("Sex"),
    "religion": gettext_lazy("Religion"),
    "marital_status": gettext_lazy("Marital status"),
    "nationality": gettext_lazy("Nationality"),
    "bank_account": gettext_lazy("Bank accounts"),
    "salary": gettext_lazy("Personal income"),
    "health": gettext_lazy("Health"),
    "disability": gettext_lazy("Disability"),
    "child": gettext_lazy("Data about children"),
    "biometric": gettext_lazy("Biometric data"),
    "genetic": gettext_lazy("Genetic data"),
    "criminal_record": gettext_lazy("Criminal records"),
}
ROWS: dict[str, Any] = {
    "title": gettext_lazy("Title"),
    "header": gettext_lazy("Header"),
    "record": gettext_lazy("Record"),
    "total": gettext_lazy("Total"),
    "note": gettext_lazy("Note"),
    "group": gettext_lazy("Group"),
    "repeat": gettext_lazy("Header again"),
    "left": gettext_lazy("Left out"),
    "": gettext_lazy("not used"),
}
"""What a row of a file was taken for."""


def personal_name(kind: str) -> str:
    """A kind of personal data in words."""
    return str(PERSONAL.get(kind, kind))


def number_shown(value: float | Decimal) -> str:
    """A number with the marks of the reader's language, and all its digits."""
    plain = value if isinstance(value, int) else Decimal(repr(float(value)))
    if isinstance(plain, Decimal):
        plain = plain.to_integral() if plain == plain.to_integral() else plain.normalize()
    return number_format(plain, use_l10n=True, force_grouping=True)


def shown(value: Any) -> str:
    """A typed value as the reader would write it; "" where there is none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, int | float | Decimal):
        return number_shown(value)
    if isinstance(value, date):
        return format_date(value, "d MMMM y", locale="en_GB" if get_language() == "en" else "id")
    return str(value)


def back(text: str | None, meaning: str) -> Any:
    """A value that was kept as text, typed again for showing."""
    if text is None:
        return None
    with contextlib.suppress(ValueError, ArithmeticError):
        if meaning in {one.value for one in NUMBERS}:
            return Decimal(text)
        if meaning == Meaning.DATE.value:
            return date.fromisoformat(text)
        if meaning == Meaning.BOOLEAN.value:
            return text == "True"
    return text
