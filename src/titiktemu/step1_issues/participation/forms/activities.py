"""What people took part in, and how many of them."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from titiktemu.foundation.models import Initiative
from titiktemu.foundation.words import Side
from titiktemu.meetings.models import Meeting
from titiktemu.step1_issues.participation.forms import NumbersOfGroups
from titiktemu.step1_issues.participation.models import Activity
from titiktemu.step1_issues.participation.queries.balance import meetings_to_link
from titiktemu.step1_issues.participation.words import Kind, Level, Way

FIELDS = ("kind", "title", "title_en", "day", "way", "level", "meeting", "people", "on_paper")


class ActivityForm(NumbersOfGroups):
    """An activity with its counts. Nobody's name is asked for."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Kind.choices)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=160)
    title_en = forms.CharField(label=gettext_lazy("Title in English"), max_length=160, required=False)
    day = forms.DateField(
        label=gettext_lazy("Date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    way = forms.ChoiceField(label=gettext_lazy("Channel"), choices=Way.choices)
    level = forms.ChoiceField(
        label=gettext_lazy("What was promised to those who take part"),
        choices=Level.choices,
        help_text=gettext_lazy("The levels of IAP2. Promise no more than you keep."),
    )
    meeting = forms.ModelChoiceField(
        label=gettext_lazy("Meeting"),
        queryset=Meeting.objects.none(),
        required=False,
        empty_label=gettext_lazy("None of those planned here"),
        help_text=gettext_lazy("Its list of those present can be taken over after saving."),
    )
    people = forms.IntegerField(
        label=gettext_lazy("People who took part"), min_value=0, max_value=1_000_000, required=False
    )
    on_paper = forms.IntegerField(
        label=gettext_lazy("Of these on paper"),
        min_value=0,
        max_value=1_000_000,
        required=False,
        help_text=gettext_lazy("They count like everybody else."),
    )

    def __init__(self, *args: Any, initiative: Initiative, instance: Activity | None, **named: Any) -> None:
        known: dict[tuple[str, str], float] = {}
        if instance is not None:
            known = {(one.trait, one.value): one.people for one in instance.headcounts.all()}
            named["initial"] = {name: getattr(instance, name) for name in FIELDS}
        super().__init__(*args, known=known, **named)
        self.fields["meeting"].queryset = meetings_to_link(initiative)  # type: ignore[attr-defined] # rows

    def clean(self) -> dict[str, Any]:
        """No more people of one kind, or on paper, than people."""
        told = super().clean()
        told["people"], told["on_paper"] = told.get("people") or 0, told.get("on_paper") or 0
        if told["on_paper"] > told["people"]:
            self.add_error("on_paper", _("More people on paper than people altogether."))
        for trait in {one.trait for one in told.get("figures", [])}:
            if sum(one.amount for one in told["figures"] if one.trait == trait) > told["people"]:
                self.add_error(
                    "people", _("There are more people in one kind of groups than took part. Please look.")
                )
                break
        return told

    @property
    def told(self) -> dict[str, Any]:
        """What the service is given."""
        return {name: self.cleaned_data[name] for name in (*FIELDS, "figures")}


class TurnsForm(forms.Form):
    """How many people of each side may speak, or how often each of them did."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        for side in Side:
            self.fields[side.value] = forms.CharField(label=side.label, required=False, max_length=1000)

    def clean(self) -> dict[str, Any]:
        """Numbers with spaces or commas between them."""
        told = super().clean() or {}
        turns = {}
        for side in Side:
            words = told.get(side.value, "").replace(",", " ").replace(";", " ").split()
            if not all(one.isascii() and one.isdigit() and len(one) < 6 for one in words):
                self.add_error(side.value, _("Please type whole numbers with spaces between them."))
            elif words:
                turns[side.value] = [int(one) for one in words]
        if not turns and not self.errors:
            self.add_error(None, _("Please type at least one number."))
        told["turns"] = turns
        return told


class SeatsForm(forms.Form):
    """How many people of each side are in the room."""

    def __init__(self, *args: Any, known: dict[str, int], **named: Any) -> None:
        super().__init__(*args, **named)
        for side in Side:
            self.fields[side.value] = forms.IntegerField(
                label=side.label, required=False, min_value=0, max_value=120, initial=known.get(side.value)
            )

    def clean(self) -> dict[str, Any]:
        """Nobody has spoken yet."""
        told = super().clean() or {}
        told["turns"] = {side.value: [0] * told[side.value] for side in Side if told.get(side.value)}
        if not told["turns"] and not self.errors:
            self.add_error(None, _("Please type at least one number."))
        return told
