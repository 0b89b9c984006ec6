"""What a facilitator says of an initiative."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from titiktemu.foundation.models import Initiative
from titiktemu.foundation.regions import regency_choices
from titiktemu.foundation.sectors import sector_choices
from titiktemu.foundation.words import StepProgress


def _regions() -> list[tuple[str, Any]]:
    return [("", gettext_lazy("No region")), *regency_choices()]


def _sectors() -> list[tuple[str, Any]]:
    return [("", gettext_lazy("No sector")), *sector_choices()]


class InitiativeForm(forms.ModelForm):  # type: ignore[type-arg] # not generic while the program runs
    """Title, purpose, sector, region and dates of an initiative."""

    sector = forms.ChoiceField(
        label=gettext_lazy("Sector"),
        choices=_sectors,
        required=False,
        help_text=gettext_lazy(
            "In sensitive sectors, health among them, statements are checked before they are shown."
        ),
    )
    region = forms.ChoiceField(
        label=gettext_lazy("Region"),
        choices=_regions,
        required=False,
        help_text=gettext_lazy("A province, or one of its regencies and cities."),
    )

    class Meta:
        model = Initiative
        fields: ClassVar = [
            "title",
            "title_en",
            "purpose",
            "purpose_en",
            "sector",
            "region",
            "time_zone",
            "starts_on",
            "ends_on",
            "is_public",
        ]
        labels: ClassVar = {
            "title": gettext_lazy("Title"),
            "title_en": gettext_lazy("Title in English"),
            "purpose": gettext_lazy("Purpose"),
            "purpose_en": gettext_lazy("Purpose in English"),
            "time_zone": gettext_lazy("Time zone"),
            "starts_on": gettext_lazy("First day"),
            "ends_on": gettext_lazy("Last day"),
            "is_public": gettext_lazy("Everybody may read this initiative"),
        }
        help_texts: ClassVar = {
            "title": gettext_lazy(
                "A few words both sides would use, such as: Mother and child in Banyuwangi."
            ),
            "purpose": gettext_lazy(
                "One or two sentences: what should be different at the end, and for whom."
            ),
            "is_public": gettext_lazy(
                "Otherwise only people on its lists see it. Lists of names are never public."
            ),
        }
        widgets: ClassVar = {
            "purpose": forms.Textarea(attrs={"rows": 3}),
            "purpose_en": forms.Textarea(attrs={"rows": 3}),
            "starts_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "ends_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def clean(self) -> dict[str, Any]:
        """An initiative does not end before it starts."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            raise ValidationError({"ends_on": _("The last day cannot come before the first day.")})
        return cleaned


class StepForm(forms.Form):
    """How far a step is."""

    progress = forms.ChoiceField(label=gettext_lazy("How far is this step?"), choices=StepProgress)
