"""Is the input well formed?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from titiktemu.foundation.errors import RuleBroken
from titiktemu.meetings.models import Trait
from titiktemu.step1_issues.participation.figures import Figure, read_regions
from titiktemu.step1_issues.participation.words import KNOWN, value_name

MOST_BYTES = 2_000_000
TOO_LARGE = gettext_lazy("This file is larger than 2 MB. Please send only the columns that are needed.")
REGIONS = gettext_lazy("Each on a line with its number last. Example: “Teluk Biru: 12”.")


class NumbersOfGroups(forms.Form):
    """A number for each group that is known, and regions as lines; `figures` is what was typed."""

    regions = forms.CharField(
        label=gettext_lazy("Regions"),
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=REGIONS,
    )
    groups_are_whole = True

    def __init__(self, *args: Any, known: dict[tuple[str, str], float], **named: Any) -> None:
        super().__init__(*args, **named)
        for trait, values in KNOWN.items():
            for value in values:
                self.fields[f"{trait}-{value}"] = self._number(trait, value, known.get((trait, value)))
        regions = [(name, many) for (trait, name), many in known.items() if trait == Trait.REGION]
        self.initial.setdefault("regions", "\n".join(f"{name}: {many:g}" for name, many in regions))

    def _number(self, trait: str, value: str, known: float | None) -> forms.Field:
        told: dict[str, Any] = {
            "label": value_name(trait, value),
            "required": False,
            "min_value": 0,
            "max_value": 1_000_000,
        }
        if self.groups_are_whole:
            return forms.IntegerField(**told, initial=None if known is None else int(known))
        return forms.FloatField(**told, initial=known)

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Fields by trait, for the page."""
        return [
            (str(Trait(trait).label), [self[f"{trait}-{value}"] for value in values])
            for trait, values in KNOWN.items()
        ]

    def clean(self) -> dict[str, Any]:
        """Read the regions."""
        told = super().clean() or {}
        try:
            told["figures"] = self._typed(told) + read_regions(told.get("regions", ""))
        except RuleBroken as error:
            self.add_error("regions", str(error))
        return told

    def _typed(self, told: dict[str, Any]) -> list[Figure]:
        return [
            Figure(trait, value, float(told[f"{trait}-{value}"]))
            for trait, values in KNOWN.items()
            for value in values
            if told.get(f"{trait}-{value}") is not None
        ]


def bytes_of(file: Any) -> bytes:
    """What was sent. ValidationError where it is too large."""
    if file.size > MOST_BYTES:
        raise forms.ValidationError(TOO_LARGE)
    return bytes(file.read())
