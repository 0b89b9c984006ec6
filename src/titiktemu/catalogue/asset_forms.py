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
            "walidata",
            "legal_class",
            "legal_basis",
            "sensitivity",
            "consideration",
            "form",
            "openness",
            "frequency",
            "quality",
        ]
        widgets: ClassVar = {
            "description": LONG_TEXT,
            "description_en": LONG_TEXT,
            "consideration": LONG_TEXT,
        }
        labels: ClassVar = {
            "side": gettext_lazy("Whose data it is"),
            "title": gettext_lazy("What the data are called"),
            "title_en": gettext_lazy("The same in English"),
            "description": gettext_lazy("What the data hold"),
            "description_en": gettext_lazy("What the data hold, in English"),
            "holder": gettext_lazy("Held by (produsen data)"),
            "walidata": gettext_lazy("Gathered and passed on by (walidata)"),
            "legal_basis": gettext_lazy("Legal basis"),
            "consideration": gettext_lazy("What was weighed (uji konsekuensi)"),
            "form": gettext_lazy("As what it is kept today"),
            "openness": gettext_lazy("Stars of open data today"),
            "frequency": gettext_lazy("How often it is renewed"),
            "quality": gettext_lazy("What is known of its quality"),
            "legal_class": gettext_lazy("Class of information (UU 14/2008)"),
            "sensitivity": gettext_lazy("About single people (UU 27/2022)"),
        }
        help_texts: ClassVar = {
            "side": gettext_lazy("Only people of this side decide on what leaves."),
            "title": gettext_lazy("Example: patient registers of the health centres."),
            "description": gettext_lazy("Since when it is kept, how, on paper or in which program."),
            "holder": gettext_lazy("The office or organisation that answers for the data."),
            "walidata": gettext_lazy("Example: the office for communication and information (Diskominfo)."),
            "legal_class": gettext_lazy("Leave it open where nobody has decided."),
            "legal_basis": gettext_lazy("Example: UU 14/2008 art. 9; the list of the PPID, with its number."),
            "consideration": gettext_lazy(
                "For exempt information and personal data: what opening it would harm and whom, what keeping"
                " it back would harm, and what can be opened after all, such as sums by district."
            ),
            "quality": gettext_lazy("Example: complete since 2019; two districts are missing in 2020."),
            "sensitivity": gettext_lazy("As far as it is known; every table is searched anyway."),
        }

    def __init__(self, *args: Any, initiative: Initiative, sides: list[str], **named: Any) -> None:
        super().__init__(*args, **named)
        self.sides = sides
        asset = self.instance if self.instance.pk else None
        holder, side = self.fields["holder"], self.fields["side"]
        holder.queryset = organisations_of(initiative, sides, asset)  # type: ignore[attr-defined] # of a model
        holder.empty_label = _("Not told yet")  # type: ignore[attr-defined]
        for name in ("legal_class", "sensitivity", "form", "openness", "frequency"):
            field = self.fields[name]
            words = _("Not decided") if name == "legal_class" else _("Not told yet")
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
