"""What is said of people on a side's list."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from titiktemu.foundation.services.people import STEERING_ROLES
from titiktemu.foundation.services.rosters import ROSTER_ROLES, Person, Successor
from titiktemu.foundation.words import SIDE_OF_KIND, OrganisationKind, Role, Side


def kinds_of(side: str) -> list[OrganisationKind]:
    """The kinds of organisation that sit on this side."""
    return [kind for kind in OrganisationKind if SIDE_OF_KIND.get(kind, Side.OTHER) == side]


def _date_field(label: Any, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, required=False, widget=widget)


class _MandateForm(forms.Form):
    """The dates of a mandate, shared by a person and a successor."""

    def clean(self) -> dict[str, Any]:
        """A mandate does not end before it begins."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("mandate_from"), cleaned.get("mandate_until")
        if first and last and last < first:
            raise ValidationError({"mandate_until": _("The last day cannot come before the first day.")})
        return cleaned


class PersonForm(_MandateForm):
    """Somebody who is put on a side's list."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    organisation = forms.CharField(
        label=gettext_lazy("Organisation"),
        max_length=160,
        help_text=gettext_lazy("Spelt as on its letterhead, so that its people are counted together."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind of organisation"))
    office = forms.CharField(
        label=gettext_lazy("Office or task"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Such as: head of the section for mother and child; programme coordinator."),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=[(role.value, role.label) for role in ROSTER_ROLES],
        help_text=gettext_lazy("Leaders may also change the list of their own side."),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        required=False,
        help_text=gettext_lazy("Only to sign in without the slip. Nobody else sees it."),
    )
    mandate_from = _date_field(gettext_lazy("Mandate from"))
    mandate_until = _date_field(
        gettext_lazy("Mandate until"), gettext_lazy("The last day on which the person speaks for the side.")
    )

    def __init__(self, *args: Any, side: str, **named: Any) -> None:
        super().__init__(*args, **named)
        kind = self.fields["kind"]
        if isinstance(kind, forms.ChoiceField):
            kind.choices = [(one.value, one.label) for one in kinds_of(side)]

    def person(self) -> Person:
        """The person as the service takes them."""
        said = self.cleaned_data
        return Person(**{**said, "kind": OrganisationKind(said["kind"]), "role": Role(said["role"])})


class SuccessorForm(_MandateForm):
    """Who takes over an office."""

    name = forms.CharField(label=gettext_lazy("Name of the successor"), max_length=120)
    email = forms.EmailField(label=gettext_lazy("E-mail address"), required=False)
    mandate_from = _date_field(
        gettext_lazy("First day"),
        gettext_lazy("Empty means today; the predecessor's mandate ends the day before."),
    )
    mandate_until = _date_field(gettext_lazy("Mandate until"))

    def successor(self) -> Successor:
        """The successor as the service takes them."""
        return Successor(**self.cleaned_data)


class ReasonForm(forms.Form):
    """A reason that both sides will read."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Both sides read it. Speak of the mandate, not of the person."),
    )


class AppointForm(forms.Form):
    """A further facilitator, or somebody who watches."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    email = forms.EmailField(label=gettext_lazy("E-mail address"))
    role = forms.ChoiceField(
        label=gettext_lazy("Role"), choices=[(role.value, role.label) for role in STEERING_ROLES]
    )
