"""Volunteers and quotas, and the words before a draw."""

import re
from collections import Counter
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from titiktemu.analysis.sortition.files import read_people, read_quotas
from titiktemu.analysis.sortition.people import Person, Quota, Refused, gather
from titiktemu.step1_issues.participation.forms import bytes_of

MOST_VOLUNTEERS, MOST_SEATS, MOST_QUOTAS = 5000, 500, 100
ID = re.compile(r"[A-Za-z]{0,6}[-_.]?[0-9]{1,6}")
QUOTAS_EXAMPLE = "category,feature,min,max\njenis kelamin,perempuan,6,9\njenis kelamin,laki-laki,3,6"


def said(error: Refused) -> str:
    """The sentence in the reader's language."""
    return _(error.template).format(**error.values)


class QuotasForm(forms.Form):
    """Seats and quotas, as a table typed or sent."""

    size = forms.IntegerField(label=gettext_lazy("Seats"), min_value=1, max_value=MOST_SEATS)
    quotas = forms.CharField(
        label=gettext_lazy("Quotas"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 7, "spellcheck": "false"}),
        initial=QUOTAS_EXAMPLE,
        help_text=gettext_lazy(
            "A table with commas: category, feature, least and greatest number of seats. Every value that"
            " volunteers have needs its line."
        ),
    )

    def clean_quotas(self) -> list[Quota]:
        """Read the table."""
        try:
            found = read_quotas(self.cleaned_data["quotas"].encode(), _("The quotas"))
        except Refused as error:
            raise forms.ValidationError(said(error)) from error
        if not 0 < len(found) <= MOST_QUOTAS:
            raise forms.ValidationError(
                _("Between 1 and %(most)d quotas are needed.") % {"most": MOST_QUOTAS}
            )
        return found


class SelectionForm(QuotasForm):
    """The whole of it: what for, how many, whom to choose from. Names are never kept."""

    title = forms.CharField(label=gettext_lazy("What the panel is for"), max_length=160)
    volunteers = forms.FileField(
        label=gettext_lazy("Volunteers (CSV)"),
        help_text=gettext_lazy(
            "A row for each: a number in the column id, and a column for each category of the quotas. Other"
            " columns, names above all, are not kept. Whoever collected the names keeps the list of numbers."
        ),
    )
    household = forms.CharField(
        label=gettext_lazy("Column of the household"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("No two people of one household sit on a panel. Use numbers here as well."),
    )
    field_order = ("title", "size", "volunteers", "household", "quotas")

    def clean(self) -> dict[str, Any]:
        """Read the volunteers by what the quotas ask for."""
        told = super().clean() or {}
        if {"quotas", "volunteers"} <= set(told):
            try:
                told["people"] = self._people(told)
            except Refused as error:
                self.add_error("volunteers", said(error))
            except forms.ValidationError as error:
                self.add_error("volunteers", error)
        return told

    def _people(self, told: dict[str, Any]) -> list[Person]:
        features = sorted({one.feature for one in told["quotas"]})
        raw, file = bytes_of(told["volunteers"]), _("The list of volunteers")
        found = read_people(raw, file, features, told.get("household") or None)
        if len(found) > MOST_VOLUNTEERS:
            raise forms.ValidationError(_("At most %(most)d volunteers.") % {"most": MOST_VOLUNTEERS})
        if not all(ID.fullmatch(one.id) for one in found):
            # The lottery is published: neither a name nor the number of an identity card may stand in it.
            raise forms.ValidationError(
                _(
                    "Some id is no plain number such as 17 or P-017. Names and identity numbers do not"
                    " belong here."
                )
            )
        gather(found, told["quotas"], told.get("size") or 1)
        return _without_addresses(found)

    @property
    def told(self) -> dict[str, Any]:
        """What the service is given."""
        return {name: self.cleaned_data[name] for name in ("title", "size", "people", "quotas")}


def _without_addresses(people: list[Person]) -> list[Person]:
    """Households by number: an address would be somebody's."""
    many = Counter(one.household for one in people)
    shared = sorted(one for one in many if one and many[one] > 1)
    numbers = {one: f"h{at}" for at, one in enumerate(shared, 1)}
    return [Person(one.id, one.features, numbers.get(one.household, "")) for one in people]


class PublishForm(forms.Form):
    """Where the seed will come from, said before the draw."""

    seed_source = forms.CharField(
        label=gettext_lazy("Where the seed will come from"),
        max_length=300,
        help_text=gettext_lazy(
            "Something nobody can steer, at a time that is announced: “Six dice, thrown by one person of each"
            " side in the village hall on Tuesday at 10”."
        ),
    )
    is_read = forms.BooleanField(label=gettext_lazy("I have read the warnings"), required=False)


class SeedForm(forms.Form):
    """The seed as it was thrown."""

    seed = forms.CharField(
        label=gettext_lazy("Seed"),
        min_length=6,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Exactly as it was called out, 6 to 40 letters, digits and dashes: 4-2-6-6-1-3"
        ),
    )
