"""What a person says about the columns of a dataset: is it well formed?"""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from titiktemu.analysis.table_schema.kinds import ORDERED, Type

TYPES: dict[str, Any] = {
    "string": gettext_lazy("Text"),
    "integer": gettext_lazy("Whole number"),
    "number": gettext_lazy("Number, with decimals or without"),
    "date": gettext_lazy("Date"),
    "year": gettext_lazy("Year"),
    "yearmonth": gettext_lazy("Month of a year"),
    "time": gettext_lazy("Time of day"),
    "boolean": gettext_lazy("Yes or no"),
    "any": gettext_lazy("Anything"),
}
NUMBERS = frozenset({"integer", "number", "year"})
LONGEST_LIST = 20_000
LONGEST_SCHEMA = 900_000
MOST_FIELDS = 90
"""Fields that the page shows as fields; longer schemas are written as JSON."""
ELEMENTS = ("concept", "definition", "classification", "measure", "unit")


class FieldForm(forms.Form):
    """What one column must keep to."""

    name = forms.CharField(widget=forms.HiddenInput, max_length=5000, strip=False)
    type = forms.ChoiceField(label=gettext_lazy("What stands in it"))
    title = forms.CharField(label=gettext_lazy("Name for people"), max_length=300, required=False)
    description = forms.CharField(
        label=gettext_lazy("What it means"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    unit = forms.CharField(label=gettext_lazy("Unit"), max_length=50, required=False)
    required = forms.BooleanField(label=gettext_lazy("Must always be filled"), required=False)
    unique = forms.BooleanField(label=gettext_lazy("Every value comes once only"), required=False)
    is_key = forms.BooleanField(label=gettext_lazy("Part of what tells rows apart"), required=False)
    minimum = forms.CharField(label=gettext_lazy("Smallest value"), max_length=50, required=False)
    maximum = forms.CharField(label=gettext_lazy("Greatest value"), max_length=50, required=False)
    enum = forms.CharField(
        label=gettext_lazy("Allowed values, one a line"),
        max_length=LONGEST_LIST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, properties: Mapping[str, Any], *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.properties = properties
        known = dict(TYPES)
        own = properties.get("type", "any")
        known.setdefault(own, own)
        self.fields["type"].choices = list(known.items())  # type: ignore[attr-defined] # a ChoiceField

    def clean_minimum(self) -> Any:
        """As the type has it."""
        return self._bound("minimum")

    def clean_maximum(self) -> Any:
        """As the type has it."""
        return self._bound("maximum")

    def _bound(self, name: str) -> Any:
        text, kind = self.cleaned_data[name].strip(), self.cleaned_data.get("type", "any")
        if not text:
            return None
        if kind not in {one.value for one in ORDERED}:
            raise ValidationError(_("Only numbers, dates and times have a smallest and a greatest value."))
        if kind not in NUMBERS:
            return text
        try:
            value = Decimal(text.replace(",", "."))
        except InvalidOperation as error:
            raise ValidationError(_("Please write a number, such as 1500 or 12.5.")) from error
        if not value.is_finite():
            raise ValidationError(_("Please write a number, such as 1500 or 12.5."))
        return int(value) if value == value.to_integral() else float(value)

    @property
    def made(self) -> dict[str, Any]:
        """The field as JSON: what was there, with what was said; after it was found valid."""
        told, field = self.cleaned_data, {**self.properties, "type": self.cleaned_data["type"]}
        if told["type"] != self.properties.get("type", "any"):
            for name in ("format", "decimalChar", "groupChar", "bareNumber", "trueValues", "falseValues"):
                field.pop(name, None)
        for name in ("title", "description", "unit"):
            field.pop(name, None)
            if told[name]:
                field[name] = told[name]
        constraints = dict(self.properties.get("constraints", {}))
        values = [one.strip() for one in told["enum"].splitlines() if one.strip()]
        said = {
            "required": told["required"] or None,
            "unique": told["unique"] or None,
            "minimum": told["minimum"],
            "maximum": told["maximum"],
            "enum": values or None,
        }
        for name, value in said.items():
            constraints.pop(name, None)
            if value is not None:
                constraints[name] = value
        field.pop("constraints", None)
        return {**field, **({"constraints": constraints} if constraints else {})}


def field_initial(properties: Mapping[str, Any], key: tuple[str, ...]) -> dict[str, Any]:
    """What the form of a field begins with."""
    own = properties.get("constraints", {})
    return {
        "name": properties["name"],
        "type": properties.get("type", Type.ANY.value),
        **{name: properties.get(name, "") for name in ("title", "description", "unit")},
        "required": own.get("required", False),
        "unique": own.get("unique", False),
        "minimum": own.get("minimum", ""),
        "maximum": own.get("maximum", ""),
        "enum": "\n".join(str(one) for one in own.get("enum", [])),
        "is_key": properties["name"] in key,
    }


class TextForm(forms.Form):
    """A schema as JSON."""

    text = forms.CharField(
        label=gettext_lazy("Schema as JSON (Table Schema)"),
        max_length=LONGEST_SCHEMA,
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false", "class": "code-text"}),
    )


class ElementsForm(forms.Form):
    """The elements of Satu Data of one column."""

    concept = forms.CharField(label=gettext_lazy("Concept (konsep)"), max_length=300, required=False)
    definition = forms.CharField(
        label=gettext_lazy("Definition (definisi)"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    classification = forms.CharField(
        label=gettext_lazy("Classification (klasifikasi)"), max_length=500, required=False
    )
    measure = forms.CharField(label=gettext_lazy("Measure (ukuran)"), max_length=200, required=False)
    unit = forms.CharField(label=gettext_lazy("Unit (satuan)"), max_length=100, required=False)
