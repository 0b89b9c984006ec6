"""What a person says is done so that nobody is found in a table: is it well formed?"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from titiktemu.analysis.disclosure import SHOWN_FROM
from titiktemu.analysis.recipes.choices import ColumnChoice
from titiktemu.analysis.spreadsheet.rules import NUMBERS, Meaning
from titiktemu.catalogue.reasons import SHORTEST
from titiktemu.catalogue.shield_ways import NOTHING, NUMBERED, ways_for

MOST_AMOUNT = 10**9
AMOUNT_LABELS = {
    "mask": gettext_lazy("Letters or digits that stay to be seen"),
    "bands": gettext_lazy("Width of each band"),
    "round": gettext_lazy("Rounded to the nearest"),
}


class ShieldForm(forms.Form):
    """What is done to one column, and why something personal stays in it."""

    way = forms.ChoiceField(label=gettext_lazy("What is done to it"))
    amount = forms.IntegerField(
        label=gettext_lazy("How much"), min_value=1, max_value=MOST_AMOUNT, required=False
    )
    reason = forms.CharField(
        label=gettext_lazy("Why it may stay"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Only where personal data stays: one sentence, such as on whose basis."),
    )

    def __init__(
        self, choice: ColumnChoice, *args: Any, is_personal: bool, is_covered: bool = False, **named: Any
    ) -> None:
        super().__init__(*args, **named)
        self.choice, self.is_personal, self.is_covered = choice, is_personal, is_covered
        self.fields["way"].choices = ways_for(choice)  # type: ignore[attr-defined] # a ChoiceField
        if not is_personal:
            del self.fields["reason"]
        if not NUMBERED & {way for way, _label in ways_for(choice)}:
            del self.fields["amount"]
        elif (way := self["way"].value()) in NUMBERED:
            self.fields["amount"].label = AMOUNT_LABELS[way]
            # Without a script the page asks for it only once it is known that it is needed.
            self.fields["amount"].required = not self.is_bound or self.add_prefix("amount") in self.data

    def clean(self) -> dict[str, Any] | None:
        """What is personal and stays needs a reason in a sentence, unless it is treated with others."""
        told = super().clean() or {}
        reason = told.get("reason", "").strip()
        stays = self.is_personal and not self.is_covered and told.get("way", NOTHING) == NOTHING
        if (stays or reason) and sum(one.isalnum() for one in reason) < SHORTEST and "reason" in self.fields:
            words = _(
                "Personal data stays here. Please say in a sentence why it may, or choose what is done."
            )
            raise ValidationError({"reason": words})
        return told

    @property
    def shows_amount(self) -> bool:
        """Whether the way that is chosen takes a number."""
        return "amount" in self.fields and self["way"].value() in NUMBERED


PERSON, OTHER = "person", "other"


class PeopleForm(forms.Form):
    """What each row is about; by what a single person could be found, and how many must be alike."""

    about = forms.ChoiceField(
        label=gettext_lazy("What is each row about?"),
        choices=[
            (PERSON, gettext_lazy("A person, such as a patient or a pupil")),
            (OTHER, gettext_lazy("Something else, such as a district, a school or a month")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please say what each row is about.")},
    )
    quasi = forms.MultipleChoiceField(
        label=gettext_lazy("Columns that somebody may know of a person"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Such as age, sex, village, work: each says little, together they point."),
    )
    k = forms.IntegerField(
        label=gettext_lazy("So many people at least must be alike in them"),
        min_value=2,
        max_value=1000,
        initial=SHOWN_FROM,
    )
    sensitive = forms.MultipleChoiceField(
        label=gettext_lazy("Columns that nobody should learn of a person"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Such as an illness: where all who are alike have the same, it is known."),
    )
    least = forms.IntegerField(
        label=gettext_lazy("So many different values must occur among people who are alike"),
        min_value=2,
        max_value=100,
        initial=2,
    )
    is_blanking = forms.BooleanField(
        label=gettext_lazy("Empty the value where they all have the same"), required=False, initial=True
    )

    def __init__(self, columns: Sequence[ColumnChoice], *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        choices = [(one.machine_name, one.title) for one in columns if one.meaning not in SAY_ALL]
        self.fields["quasi"].choices = choices  # type: ignore[attr-defined] # a MultipleChoiceField
        self.fields["sensitive"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        """What nobody should learn is nothing by which people are found."""
        told = super().clean() or {}
        if told.get("about") != PERSON:
            return {**told, "quasi": [], "sensitive": []}
        quasi, sensitive = told.get("quasi", []), told.get("sensitive", [])
        if {*quasi} & {*sensitive}:
            words = _("A column is either known of a person, or not to be learned; please choose one.")
            raise ValidationError({"sensitive": words})
        if sensitive and not quasi:
            raise ValidationError({"quasi": _("Please choose also what somebody may know of a person.")})
        return told


class CellsForm(forms.Form):
    """Small counts in a table of counts."""

    counts = forms.MultipleChoiceField(
        label=gettext_lazy("Columns that count people"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    dimensions = forms.MultipleChoiceField(
        label=gettext_lazy("Columns that say who is counted"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Together they tell each row from all others, such as region and year."),
    )
    threshold = forms.IntegerField(
        label=gettext_lazy("Counts below this are small"),
        min_value=2,
        max_value=1000,
        initial=SHOWN_FROM,
    )
    zeros = forms.BooleanField(label=gettext_lazy("Zero is hidden as well"), required=False)

    def __init__(self, columns: Sequence[ColumnChoice], *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        counts = [(one.machine_name, one.title) for one in columns if one.meaning is Meaning.INTEGER]
        others = [(one.machine_name, one.title) for one in columns if one.meaning not in NUMBERS | SAY_ALL]
        self.fields["counts"].choices = counts  # type: ignore[attr-defined] # a MultipleChoiceField
        self.fields["dimensions"].choices = others  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        """Counts need to be of somebody."""
        told = super().clean() or {}
        if told.get("counts") and not told.get("dimensions") and "dimensions" not in self.errors:
            raise ValidationError({"dimensions": _("Please choose also who is counted.")})
        if told.get("dimensions") and not told.get("counts") and "counts" not in self.errors:
            raise ValidationError({"counts": _("Please choose also the columns that count people.")})
        return told


SAY_ALL = frozenset(
    {
        Meaning.NIK, Meaning.KK, Meaning.NPWP, Meaning.PHONE, Meaning.EMAIL, Meaning.BPJS, Meaning.URL,
        Meaning.PERSON_NAME, Meaning.PLATE,
    }
)  # fmt: skip
"""Meanings of columns that point at somebody by themselves; they are no matter of groups."""
