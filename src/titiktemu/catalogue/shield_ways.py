"""What can be done to a column, as a person chooses it, and as a treatment."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from django.utils.translation import gettext_lazy

from titiktemu.analysis.disclosure import SHOWN_FROM
from titiktemu.analysis.recipes.choices import ColumnChoice
from titiktemu.analysis.spreadsheet.rules import NUMBERS, Meaning
from titiktemu.analysis.treatments.kinds import Treatment, TreatmentBroken
from titiktemu.analysis.treatments.options import JOINED, KINDS_IN_TEXT

NOTHING = "keep"
OPTIONS = {
    "mask": {"first": "first"},
    "bands": {"width": "width"},
    "round": {"step": "to"},
    "limit": {"lowest": "lowest", "highest": "highest"},
    "group": {"least": "least", "joined": "joined"},
}
"""Ways of which more must be said: the fields of the form, and what the treatment calls each."""
WAYS: dict[str, Any] = {
    NOTHING: gettext_lazy("Leave it as it is"),
    "drop": gettext_lazy("Leave the column out"),
    "pseudonym": gettext_lazy("Put numbers in place of the values"),
    "group": gettext_lazy("Join rare values as “Lainnya”"),
    "mask": gettext_lazy("Cover the values but for the first letters or digits"),
    "text": gettext_lazy("Take personal data out of the texts"),
    "date:month": gettext_lazy("Of a day, leave month and year"),
    "date:quarter": gettext_lazy("Of a day, leave quarter and year"),
    "date:year": gettext_lazy("Of a day, leave the year"),
    "bands": gettext_lazy("Bands, such as 20 to 24"),
    "limit": gettext_lazy("Limit: 85 means 85 or more"),
    "round": gettext_lazy("Round to the nearest step"),
    "region:district": gettext_lazy("Leave district, regency and province"),
    "region:regency": gettext_lazy("Leave regency and province"),
    "region:province": gettext_lazy("Leave the province"),
    "blank": gettext_lazy("Empty all values"),
}
ABOUT_OPTIONS: dict[str, Any] = {
    "mask": gettext_lazy("For covering"),
    "bands": gettext_lazy("For bands"),
    "round": gettext_lazy("For rounding"),
    "limit": gettext_lazy("For a limit: at least one of the two"),
    "group": gettext_lazy("For joining rare values"),
}
"""What stands above the fields of each way."""
USUAL = {"first": 4, "width": 5, "step": 10, "least": SHOWN_FROM, "joined": JOINED}
"""What stands in the fields before anybody says otherwise."""
WITH_RARE_ONES = frozenset(
    {
        Meaning.CATEGORY, Meaning.TEXT, Meaning.REGION_NAME, Meaning.PERIOD, Meaning.ACCOUNT_CODE,
        Meaning.SCHOOL_ID,
    }
)  # fmt: skip
"""Meanings of columns in which many rows may have the same value, and a few a rare one."""


def ways_for(choice: ColumnChoice, *, is_personal: bool = False) -> list[tuple[str, Any]]:
    """What can be done to a column of this meaning, the most common first; a number can be a person's too."""
    if choice.meaning in NUMBERS:
        named = ("pseudonym", "mask") if is_personal else ()
        own: tuple[str, ...] = ("bands", "limit", "round", *named)
    elif choice.meaning is Meaning.DATE:
        own = ("date:year", "date:quarter", "date:month")
    elif choice.meaning is Meaning.REGION_CODE:
        own = ("region:district", "region:regency", "region:province")
    else:
        rare = ("group",) if choice.meaning in WITH_RARE_ONES else ()
        own = (*rare, "pseudonym", "mask", *(("text",) if choice.meaning is Meaning.TEXT else ()))
    return [(way, WAYS[way]) for way in (NOTHING, "drop", *own, "blank")]


def text_kinds(found: Sequence[Mapping[str, Any]]) -> list[str]:
    """Kinds that can be taken out of texts, of those that were found; the usual ones where none was."""
    kinds = [one["kind"] for one in found if one["kind"] in KINDS_IN_TEXT]
    return kinds or ["nik", "kk", "npwp", "phone", "email"]


def brought_over(treatment: Treatment, here: set[str]) -> Treatment | None:
    """A treatment without columns that are not there; None where nothing of it is left."""
    columns = [one for one in treatment.columns if one in here]
    options = dict(treatment.options)
    for name in ("within", "dimensions", "strata", "importance"):
        if name in options:
            options[name] = [one for one in options[name] if one in here]
    with suppress(TreatmentBroken):
        return Treatment(treatment.kind, columns, options)
    return None


def way_of(treatment: Treatment) -> str:
    """How the form calls a treatment; "" where it has no name for it."""
    kind = treatment.kind.value
    if kind == "date":
        kind = f"date:{treatment.options['to']}"
    elif kind == "region":
        kind = f"region:{treatment.options['level']}"
    elif treatment.options.get("edges") or treatment.options.get("map"):
        return ""
    return kind if kind in WAYS else ""


def options_of(treatment: Treatment | None) -> dict[str, Any]:
    """What the fields of a way say of a treatment."""
    if treatment is None:
        return {}
    named = OPTIONS.get(treatment.kind.value, {})
    return {field: treatment.options[name] for field, name in named.items()}
