"""Asking for data, naming data that answers, and what came of it."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from titiktemu.catalogue.models import DataAsset
from titiktemu.step2_forum.needs.services.asking import Wanted
from titiktemu.step2_forum.needs.words import TOGETHER, NeedState, Whereabouts, side_words

BOTH = "both"
"""Both sides together, where a form has to name who asks."""
ASKED = gettext_lazy("Which data would prove or disprove this?")


class NeedForm(forms.Form):
    """Which data, and who may have it."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    side = forms.ChoiceField(label=gettext_lazy("Who asks"))
    text = forms.CharField(
        label=ASKED,
        help_text=gettext_lazy(
            "Say what is counted, of whom, where and when: “Visits per village, 2023 to 2025”."
        ),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    whereabouts = forms.ChoiceField(
        label=gettext_lazy("Who has such data?"),
        help_text=gettext_lazy("Data of the register is named on the next page."),
        choices=Whereabouts.choices,
        initial=Whereabouts.UNKNOWN,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, sides: list[str], **named: Any) -> None:
        super().__init__(*args, **named)
        field: Any = self.fields["side"]
        field.choices = [(one or BOTH, side_words(one)) for one in sides]
        self.sides = sides
        if len(sides) == 1:
            del self.fields["side"]

    @property
    def asker(self) -> str:
        """Who asks."""
        said = str(self.cleaned_data.get("side", self.sides[0]))
        return TOGETHER if said == BOTH else said

    @property
    def wanted(self) -> Wanted:
        """What the service is given."""
        return Wanted(self.cleaned_data["text"], self.cleaned_data["whereabouts"])


class AssetChoice(forms.ModelChoiceField[DataAsset]):
    """Data by its side and its name."""

    def label_from_instance(self, obj: DataAsset) -> str:
        """Government first, by name."""
        return f"{obj.get_side_display()} · {obj.shown_title}"


class NameForm(forms.Form):
    """Data of the register that may answer."""

    asset = AssetChoice(
        label=gettext_lazy("Data of the register"),
        queryset=DataAsset.objects.none(),
        empty_label=gettext_lazy("Choose"),
    )
    tell = forms.BooleanField(
        label=gettext_lazy("The other side may know of it"),
        help_text=gettext_lazy(
            "Only where it does not yet: it then sees that there is this data and what is known of it, but"
            " nothing that stands in it. This cannot be taken back."
        ),
        required=False,
    )

    def __init__(self, *args: Any, assets: QuerySet[DataAsset], **named: Any) -> None:
        super().__init__(*args, **named)
        field: Any = self.fields["asset"]
        field.queryset = assets.order_by("-side", "number")


class SettleForm(forms.Form):
    """What came of a need."""

    state = forms.ChoiceField(
        label=gettext_lazy("What came of it"), choices=NeedState.choices, widget=forms.RadioSelect
    )
    answer = forms.CharField(
        label=gettext_lazy("What the data show, or why there can be no answer"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
