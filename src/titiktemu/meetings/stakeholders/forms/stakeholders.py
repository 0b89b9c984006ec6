"""A stakeholder, a link between two, and what the own group says of one."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from titiktemu.foundation.models import Organisation, Participation
from titiktemu.foundation.words import Side
from titiktemu.meetings.forms.meetings import LineField
from titiktemu.meetings.stakeholders.models import Stakeholder, StakeholderRating
from titiktemu.meetings.stakeholders.services.rating import Said
from titiktemu.meetings.stakeholders.services.register import FIELDS
from titiktemu.meetings.stakeholders.words import KINDS, Level, Tie

LEADERS: Final = "-"
"""Stands for those who lead in a choice, where "" would be no choice."""


class ForWhom(forms.Form):
    """For whom somebody writes on the map; asked only of those who may for several."""

    side = forms.ChoiceField(label=gettext_lazy("Put on the map by"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, keepers: Sequence[str], **named: Any) -> None:
        super().__init__(*args, **named)
        field: Any = self.fields["side"]
        field.choices = [
            (one or LEADERS, Side(one).label if one else gettext_lazy("Those who lead")) for one in keepers
        ]
        field.initial = keepers[0] or LEADERS
        if len(keepers) == 1:
            field.required, field.widget = False, forms.HiddenInput()
        self.keepers = keepers

    def clean_side(self) -> str:
        """The only one where there is no choice; "" for those who lead."""
        said = str(self.cleaned_data.get("side") or self.keepers[0] or LEADERS)
        return "" if said == LEADERS else said


class PlaceChoice(forms.ModelChoiceField[Participation]):
    """People of the lists, by name and organisation."""

    def label_from_instance(self, obj: Any) -> str:
        """What stands in the list."""
        return f"{obj.name} ({obj.organisation})" if obj.organisation else str(obj.name)


class StakeholderForm(ForWhom):
    """Who has a stake; name and group are enough."""

    name = LineField(
        label=gettext_lazy("Office, organisation or role"),
        max_length=120,
        help_text=gettext_lazy("Such as: Head of the water office. No names of private persons."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Group"), choices=KINDS)
    note = LineField(label=gettext_lazy("What is at stake for them"), max_length=300, required=False)
    place: Any = PlaceChoice(
        label=gettext_lazy("Person of a list who speaks for it"),
        queryset=Participation.objects.none(),
        required=False,
        empty_label=gettext_lazy("None"),
        help_text=gettext_lazy("This person is invited then; otherwise the office or organisation is."),
    )
    organisation: Any = forms.ModelChoiceField(
        label=gettext_lazy("Organisation of the lists"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=gettext_lazy("None"),
    )
    contact = LineField(
        label=gettext_lazy("Telephone or e-mail for invitations"),
        max_length=160,
        required=False,
        help_text=gettext_lazy(
            "Read only by those who lead and by the side that put it on the map; goes into the invitation."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1, required=False)

    def __init__(self, *args: Any, places: Any, organisations: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["place"].queryset = places  # type: ignore[attr-defined] # it is a choice of rows
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]

    @property
    def told(self) -> dict[str, Any]:
        """What the services are given."""
        return {name: self.cleaned_data[name] for name in FIELDS}


def told_of(row: Stakeholder) -> dict[str, Any]:
    """What stands in the form of a stakeholder that is there."""
    fields = ("name", "kind", "note", "contact", "version")
    pointed = {"place": row.place_id, "organisation": row.organisation_id}
    return {name: getattr(row, name) for name in fields} | pointed | {"side": row.side or LEADERS}


class TableForm(ForWhom):
    """A table of stakeholders."""

    table = forms.FileField(
        label=gettext_lazy("Table (XLSX or CSV)"),
        help_text=gettext_lazy(
            "With the columns nama and kelompok, and if you like keterangan and kontak, in any order. Marks"
            " of power and interest are not taken from a table."
        ),
    )


class LinkForm(ForWhom):
    """How one stakeholder is linked to another; ``rows`` are those of one map, told by their numbers."""

    first: Any = forms.ModelChoiceField(
        label=gettext_lazy("First stakeholder"),
        queryset=Stakeholder.objects.none(),
        to_field_name="number",
        empty_label=gettext_lazy("Choose"),
    )
    tie = forms.ChoiceField(label=gettext_lazy("Kind of link"), choices=Tie.choices)
    second: Any = forms.ModelChoiceField(
        label=gettext_lazy("Second stakeholder"),
        queryset=Stakeholder.objects.none(),
        to_field_name="number",
        empty_label=gettext_lazy("Choose"),
    )

    field_order = ("first", "tie", "second", "side")

    def __init__(self, *args: Any, rows: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        for name in ("first", "second"):
            self.fields[name].queryset = rows  # type: ignore[attr-defined] # it is a choice of rows


def _level(label: Any, help_text: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, help_text=help_text, choices=Level.choices, coerce=int, widget=forms.RadioSelect
    )


class RateForm(forms.Form):
    """Power and interest of one stakeholder, in the eyes of one group."""

    power = _level(
        gettext_lazy("Power"), gettext_lazy("How much can they help or stop what this initiative wants?")
    )
    interest = _level(
        gettext_lazy("Interest"), gettext_lazy("How much does it matter to them what comes of it?")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1, required=False)

    @property
    def said(self) -> Said:
        """What the service is given."""
        told = self.cleaned_data
        return Said(told["power"], told["interest"], told["version"] or 0)


def marks_of(rating: StakeholderRating | None) -> dict[str, int]:
    """What stands in the form of a rating that is there, or that is not."""
    if rating is None:
        return {"version": 0}
    return {"power": rating.power, "interest": rating.interest, "version": rating.version}


class ChooseForm(forms.Form):
    """Stakeholders ticked for a meeting, by their numbers."""

    chosen = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Stakeholders"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, rows: Sequence[Stakeholder], needs_one: bool, **named: Any) -> None:
        super().__init__(*args, **named)
        self.rows, self.needs_one = rows, needs_one
        self.fields["chosen"].choices = [(one.number, one.name) for one in rows]  # type: ignore[attr-defined]

    def clean_chosen(self) -> list[Stakeholder]:
        """The rows; to look, nobody need be chosen."""
        numbers = set(self.cleaned_data["chosen"])
        if self.needs_one and not numbers:
            raise forms.ValidationError(_("Choose at least one stakeholder who is not invited yet."))
        return [one for one in self.rows if one.number in numbers]
