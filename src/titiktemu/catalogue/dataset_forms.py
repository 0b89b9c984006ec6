"""What a dataset says of itself and of the data behind it, asked in one form."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from titiktemu.catalogue.forms import DatasetForm
from titiktemu.catalogue.models import DataAsset
from titiktemu.catalogue.queries import assets_of
from titiktemu.foundation.models import Initiative, Organisation, Participation
from titiktemu.foundation.regions import regency_choices
from titiktemu.foundation.words import SIDE_OF_KIND, Side

LABELS: dict[str, Any] = {
    "title": gettext_lazy("What the table is called"),
    "title_en": gettext_lazy("The same in English"),
    "description": gettext_lazy("What is in it"),
    "description_en": gettext_lazy("What is in it, in English"),
    "licence": gettext_lazy("Licence"),
    "licence_terms": gettext_lazy("Special terms"),
    "frequency": gettext_lazy("How often it is renewed"),
    "concept": gettext_lazy("Concept (konsep)"),
    "definition": gettext_lazy("Definition (definisi)"),
    "classification": gettext_lazy("Classification (klasifikasi)"),
    "measure": gettext_lazy("Measure (ukuran)"),
    "unit": gettext_lazy("Unit (satuan)"),
    "source": gettext_lazy("Where the figures come from"),
    "method": gettext_lazy("How they were made"),
    "keywords": gettext_lazy("Keywords, with commas between them"),
    "contact": gettext_lazy("Office to ask"),
}
HELP: dict[str, Any] = {
    "title": gettext_lazy("Example: Schools by district. Without the year: every year is a release of it."),
    "description": gettext_lazy("One or two sentences for somebody who does not know the office."),
    "licence": gettext_lazy("Without a licence nobody knows whether they may use the data."),
    "contact": gettext_lazy("An office, not a person: people move on."),
    "concept": gettext_lazy("The idea behind the figures, in words of the field."),
    "definition": gettext_lazy("What exactly is counted, and what is not."),
    "measure": gettext_lazy("Example: number, share, mean."),
    "unit": gettext_lazy("Example: persons, rupiah, hectares."),
}
FIRST: tuple[str, ...] = ("title", "description", "licence", "frequency")
"""Fields that everybody is asked for; the others may wait."""


def _regions() -> list[tuple[str, Any]]:
    return [("", gettext_lazy("No region")), *regency_choices()]


def organisations_of(
    initiative: Initiative, sides: list[str], asset: DataAsset | None
) -> QuerySet[Organisation]:
    """Who may hold data of these sides: whoever people of the initiative speak for, and who holds it now."""
    speak = Participation.objects.filter(initiative=initiative, revoked_at=None)
    kinds = [kind for kind, side in SIDE_OF_KIND.items() if side in sides]
    known = Q(pk__in=speak.values("organisation"), kind__in=kinds)
    return Organisation.objects.filter(known | Q(pk=asset.holder_id) if asset else known)


class DescribeForm(DatasetForm):
    """A dataset with what is known of the data behind it: who holds it, and how the law has it given out."""

    region = forms.ChoiceField(label=gettext_lazy("Region"), choices=_regions, required=False)
    holder = forms.ModelChoiceField(
        label=gettext_lazy("Held by"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=gettext_lazy("Not told yet"),
        help_text=gettext_lazy("The office or organisation that answers for the data."),
    )
    legal_class = forms.ChoiceField(
        label=gettext_lazy("Class of information (UU 14/2008)"),
        required=False,
        help_text=gettext_lazy("Leave it open where nobody has decided."),
    )

    class Meta(DatasetForm.Meta):
        labels: ClassVar = LABELS
        help_texts: ClassVar = HELP

    def __init__(
        self,
        *args: Any,
        initiative: Initiative,
        sides: list[str],
        asset: DataAsset | None = None,
        **named: Any,
    ) -> None:
        super().__init__(*args, **named)
        self.sides = sides
        holder, legal = self.fields["holder"], self.fields["legal_class"]
        holder.queryset = organisations_of(initiative, sides, asset)  # type: ignore[attr-defined] # of a model
        legal.choices = [("", _("Not decided")), *DataAsset.LegalClass.choices]  # type: ignore[attr-defined]
        for name in ("licence", "frequency"):
            self._name_nothing(name)
        if asset:
            holder.initial, legal.initial = asset.holder_id, asset.legal_class

    def _name_nothing(self, name: str) -> None:
        """Say in words that nothing was chosen."""
        field = self.fields[name]
        field.choices = [("", _("Not told yet")), *field.choices[1:]]  # type: ignore[attr-defined]

    @property
    def of_asset(self) -> dict[str, Any]:
        """What was said of the data behind the table."""
        return {name: self.cleaned_data[name] for name in ("holder", "legal_class")}

    @property
    def of_dataset(self) -> dict[str, Any]:
        """What was said of the table."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    @property
    def first(self) -> list[forms.BoundField]:
        """Fields that everybody is asked for."""
        return [self[name] for name in self.first_names if name in self.fields]

    @property
    def later(self) -> list[forms.BoundField]:
        """The rest, behind a fold."""
        return [self[name] for name in self.fields if name not in self.first_names]

    @property
    def has_later_errors(self) -> bool:
        """Whether something behind the fold is wrong, so that it stands open."""
        return any(field.errors for field in self.later)

    @property
    def first_names(self) -> tuple[str, ...]:
        """Names of the fields that everybody is asked for, in their order."""
        return (*FIRST, "holder")


class NewDatasetForm(DescribeForm):
    """A new table, of data that is known already or of new data of a side."""

    asset = forms.ModelChoiceField(
        label=gettext_lazy("Part of"),
        queryset=DataAsset.objects.none(),
        required=False,
        empty_label=gettext_lazy("Data that is not listed yet"),
        help_text=gettext_lazy("Several tables can come from the same data."),
    )
    side = forms.ChoiceField(
        label=gettext_lazy("Whose data it is"),
        required=False,
        help_text=gettext_lazy("Only people of this side decide on what leaves."),
    )

    def __init__(self, *args: Any, initiative: Initiative, sides: list[str], **named: Any) -> None:
        super().__init__(*args, initiative=initiative, sides=sides, **named)
        assets = assets_of(initiative).filter(side__in=sides)
        self.fields["asset"].queryset = assets  # type: ignore[attr-defined] # a ModelChoiceField
        self.fields["side"].choices = [(one, Side(one).label) for one in sides]  # type: ignore[attr-defined]
        if len(sides) == 1:
            del self.fields["side"]
        if not assets.exists():
            del self.fields["asset"]

    @property
    def first_names(self) -> tuple[str, ...]:
        """Whose data it is stands before everything else."""
        return ("side", "asset", *super().first_names)

    def clean(self) -> dict[str, Any] | None:
        """New data belongs to a side, and an organisation of the other side does not hold it."""
        cleaned = super().clean() or {}
        asset = cleaned.get("asset")
        side = asset.side if asset else cleaned.get("side") or self.sides[0]
        holder = cleaned.get("holder")
        if holder is not None and not asset and holder.side != side:
            told = _("This organisation is not of the side whose data it is.")
            raise ValidationError({"holder": told})
        cleaned["side"] = side
        return cleaned


class TableOfAssetForm(DescribeForm):
    """A new table of data that is listed: who holds it and the like is told there."""

    def __init__(self, *args: Any, asset: DataAsset, **named: Any) -> None:
        super().__init__(*args, initiative=asset.initiative, sides=[asset.side], asset=asset, **named)
        del self.fields["holder"], self.fields["legal_class"]
