"""What is known of data that a side holds, before any table of it is sent."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from titiktemu.catalogue.dataset_forms import organisations_of
from titiktemu.catalogue.forms import LONG_TEXT
from titiktemu.catalogue.models import DataAsset
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import Side


class AssetForm(forms.ModelForm[DataAsset]):
    """What it is, who holds it, and how the law has it given out."""

    class Meta:
        model = DataAsset
        fields: ClassVar = [
            "side",
            "title",
            "title_en",
            "description",
            "description_en",
            "holder",
            "legal_class",
            "sensitivity",
        ]
        widgets: ClassVar = {"description": LONG_TEXT, "description_en": LONG_TEXT}
        labels: ClassVar = {
            "side": gettext_lazy("Whose data it is"),
            "title": gettext_lazy("What the data are called"),
            "title_en": gettext_lazy("The same in English"),
            "description": gettext_lazy("What the data hold"),
            "description_en": gettext_lazy("What the data hold, in English"),
            "holder": gettext_lazy("Held by"),
            "legal_class": gettext_lazy("Class of information (UU 14/2008)"),
            "sensitivity": gettext_lazy("About single people (UU 27/2022)"),
        }
        help_texts: ClassVar = {
            "side": gettext_lazy("Only people of this side decide on what leaves."),
            "title": gettext_lazy("Example: patient registers of the health centres."),
            "description": gettext_lazy("Since when it is kept, how, on paper or in which program."),
            "holder": gettext_lazy("The office or organisation that answers for the data."),
            "legal_class": gettext_lazy("Leave it open where nobody has decided."),
            "sensitivity": gettext_lazy("As far as it is known; every table is searched anyway."),
        }

    def __init__(self, *args: Any, initiative: Initiative, sides: list[str], **named: Any) -> None:
        super().__init__(*args, **named)
        self.sides = sides
        asset = self.instance if self.instance.pk else None
        holder, side = self.fields["holder"], self.fields["side"]
        holder.queryset = organisations_of(initiative, sides, asset)  # type: ignore[attr-defined] # of a model
        holder.empty_label = _("Not told yet")  # type: ignore[attr-defined]
        for name, words in (("legal_class", _("Not decided")), ("sensitivity", _("Not told yet"))):
            field = self.fields[name]
            field.choices = [("", words), *field.choices[1:]]  # type: ignore[attr-defined] # a ChoiceField
        side.choices = [(one, Side(one).label) for one in sides]  # type: ignore[attr-defined]
        if len(sides) == 1:
            del self.fields["side"]

    def clean(self) -> dict[str, Any] | None:
        """An organisation of the other side does not hold it."""
        cleaned = super().clean() or {}
        side = cleaned.setdefault("side", self.sides[0])
        holder = cleaned.get("holder")
        if holder is not None and holder.side != side and holder != self.initial.get("holder"):
            raise ValidationError({"holder": _("This organisation is not of the side whose data it is.")})
        return cleaned

    @property
    def told(self) -> dict[str, Any]:
        """What was said, after it was found valid."""
        return dict(self.cleaned_data)
