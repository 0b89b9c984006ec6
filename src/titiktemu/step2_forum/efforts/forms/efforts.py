"""An effort, and a table of them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from titiktemu.step2_forum.efforts.models import Effort
from titiktemu.step2_forum.efforts.models.efforts import RECORDERS
from titiktemu.step2_forum.efforts.queries.table import read_budget
from titiktemu.step2_forum.maps.models import Card


class CausesChoice(forms.ModelMultipleChoiceField[Card]):
    """Causes by their number and words."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        """What stands beside the box."""
        return f"{obj.number}. {obj.shown_text}"


class RecordedBy(forms.Form):
    """Which side records it; asked only of those who may do it for both."""

    side = forms.ChoiceField(label=gettext_lazy("Recorded by"), choices=RECORDERS, widget=forms.RadioSelect)

    def __init__(self, *args: Any, sides: Sequence[str], **named: Any) -> None:
        super().__init__(*args, **named)
        field: Any = self.fields["side"]
        field.choices = [one for one in RECORDERS if one[0] in sides]
        if len(sides) == 1:
            field.initial, field.required = sides[0], False
            field.widget = forms.HiddenInput()
        self.sides = sides

    def clean_side(self) -> str:
        """The only one where there is no choice."""
        return str(self.cleaned_data.get("side") or self.sides[0])


class EffortForm(RecordedBy):
    """What somebody does already; the two first are enough."""

    who = forms.CharField(
        label=gettext_lazy("Who does it"),
        max_length=200,
        help_text=gettext_lazy("An office, an organisation or a group; no names of private persons."),
    )
    what = forms.CharField(label=gettext_lazy("What is done"), max_length=300)
    causes: Any = CausesChoice(
        label=gettext_lazy("Causes it works on"), queryset=Card.objects.none(), required=False
    )
    budget = forms.CharField(
        label=gettext_lazy("Budget in rupiah"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Example: 1.250.000. Leave it empty where nobody knows."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    period = forms.CharField(
        label=gettext_lazy("Period"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Example: 2024–2026"),
    )
    coverage = forms.CharField(
        label=gettext_lazy("Coverage"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Example: 12 of 25 sub-districts"),
    )
    result = forms.CharField(label=gettext_lazy("Result so far"), max_length=500, required=False)
    gap = forms.CharField(label=gettext_lazy("What is missing"), max_length=500, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)

    def __init__(self, *args: Any, causes: Sequence[Card], **named: Any) -> None:
        super().__init__(*args, **named)
        field: Any = self.fields["causes"]
        field.queryset = Card.objects.filter(pk__in=[one.pk for one in causes])
        if not causes:
            del self.fields["causes"]

    def clean_budget(self) -> int | None:
        """Whole rupiah."""
        try:
            return read_budget(self.cleaned_data["budget"])
        except ValueError as error:
            raise forms.ValidationError(
                _("Please write a whole amount in rupiah. Example: 1.250.000")
            ) from error

    @property
    def told(self) -> dict[str, Any]:
        """What the service is given of the effort itself."""
        return {name: one for name, one in self.cleaned_data.items() if name not in {"side", "version"}}


def told_of(effort: Effort) -> dict[str, Any]:
    """What stands in the form of an effort that is there."""
    fields = ("side", "who", "what", "budget", "period", "coverage", "result", "gap", "version")
    return {name: getattr(effort, name) for name in fields} | {
        "causes": [one.pk for one in effort.causes.all()]
    }


class TableForm(RecordedBy):
    """A table of efforts."""

    table = forms.FileField(
        label=gettext_lazy("Table (XLSX or CSV)"),
        help_text=gettext_lazy(
            "With the columns siapa, upaya, anggaran, periode, cakupan, hasil, kekurangan, sebab, in any"
            " order; the two first are enough. Several causes are parted by a semicolon."
        ),
    )
