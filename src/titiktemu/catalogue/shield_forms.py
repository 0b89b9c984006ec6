"""What a person says is done so that nobody is found in a table: is it well formed?"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from titiktemu.analysis.disclosure import SHOWN_FROM
from titiktemu.analysis.recipes.choices import ColumnChoice
from titiktemu.analysis.spreadsheet.rules import NUMBERS, Meaning
from titiktemu.catalogue.meanings import number_shown
from titiktemu.catalogue.reasons import SHORTEST
from titiktemu.catalogue.shield_ways import ABOUT_OPTIONS, NOTHING, OPTIONS, ways_for

MOST_AMOUNT, MOST_LIMIT = 10**9, 10**15
LONGEST_NAME = 60


def _amount(label: Any, least: int = 1, most: int = MOST_AMOUNT, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, required=False, help_text=help_text
    )


def _limit(label: Any, help_text: Any) -> forms.FloatField:
    widget = forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"})
    return forms.FloatField(
        label=label,
        min_value=-MOST_LIMIT,
        max_value=MOST_LIMIT,
        required=False,
        widget=widget,
        help_text=help_text,
    )


class ShieldForm(forms.Form):
    """What is done to one column, and why something personal stays in it.

    The fields of every way that can be chosen are there: without a script nobody could ask for them later.
    """

    use_required_attribute = False  # fields of ways that are not chosen stay as they are
    way = forms.ChoiceField(label=gettext_lazy("What is done to it"))
    first = _amount(gettext_lazy("Letters or digits that stay to be seen"))
    width = _amount(gettext_lazy("Width of each band"))
    step = _amount(gettext_lazy("Rounded to the nearest"))
    lowest = _limit(
        gettext_lazy("Smallest number that stays"), gettext_lazy("What is less is written as this number.")
    )
    highest = _limit(
        gettext_lazy("Greatest number that stays"), gettext_lazy("What is more is written as this number.")
    )
    least = _amount(
        gettext_lazy("Values in fewer rows than this are joined"),
        2,
        1000,
        gettext_lazy("The whole file is counted. Which values were joined is told to nobody."),
    )
    joined = forms.CharField(
        label=gettext_lazy("What they are called together"), max_length=LONGEST_NAME, required=False
    )
    reason = forms.CharField(
        label=gettext_lazy("Why it may stay"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Only where personal data stays: one sentence, such as on whose basis."),
    )

    def __init__(
        self,
        choice: ColumnChoice,
        *args: Any,
        is_personal: bool,
        is_covered: bool = False,
        limits: Mapping[str, float | None] | None = None,
        **named: Any,
    ) -> None:
        super().__init__(*args, **named)
        self.choice, self.is_personal, self.is_covered = choice, is_personal, is_covered
        ways = ways_for(choice, is_personal=is_personal)
        self.fields["way"].choices = ways  # type: ignore[attr-defined] # a ChoiceField
        if not is_personal:
            del self.fields["reason"]
        offered = {way for way, _label in ways}
        for way, names in OPTIONS.items():
            for name in names:
                if way not in offered:
                    del self.fields[name]
                elif way != "limit":  # of the limits one is enough
                    self.fields[name].required = not self.is_bound or self.add_prefix(name) in self.data
                elif (near := (limits or {}).get(name)) is not None:
                    words = _("Proposed, and rounded so that it points at nobody: {number}.")
                    said = f"{self.fields[name].help_text} {words.format(number=number_shown(near))}"
                    self.fields[name].help_text = said

    def _clean_options(self, told: dict[str, Any]) -> None:
        """Only what is said of the chosen way matters; limits need to be there, and in order."""
        chosen = told.get("way", NOTHING)
        for way, names in OPTIONS.items():
            for name in {*names} & {*self.errors} if way != chosen else ():
                del self.errors[name]
        if chosen != "limit" or {"lowest", "highest"} & {*self.errors}:
            return
        low, high = told.get("lowest"), told.get("highest")
        if low is None and high is None:
            raise ValidationError({"highest": _("Please say at least one of the two numbers.")})
        if low is not None and high is not None and low >= high:
            raise ValidationError({"highest": _("The greatest number must be more than the smallest.")})

    def clean(self) -> dict[str, Any] | None:
        """What is personal and stays needs a reason in a sentence, unless it is treated with others."""
        told = super().clean() or {}
        self._clean_options(told)
        reason = told.get("reason", "").strip()
        stays = self.is_personal and not self.is_covered and told.get("way", NOTHING) == NOTHING
        if (stays or reason) and sum(one.isalnum() for one in reason) < SHORTEST and "reason" in self.fields:
            words = _(
                "Personal data stays here. Please say in a sentence why it may, or choose what is done."
            )
            raise ValidationError({"reason": words})
        return told

    def options(self) -> list[dict[str, Any]]:
        """The ways of which more must be said, each with its fields."""
        return [
            {"way": way, "label": ABOUT_OPTIONS[way], "fields": [self[name] for name in names]}
            for way, names in OPTIONS.items()
            if not {*names} - {*self.fields}
        ]

    def chosen(self) -> dict[str, Any]:
        """The way and all that is said of it, as far as it makes sense; as it was sent or else is shown."""
        names = ["way", *OPTIONS.get(str(self["way"].value()), {})]
        if not self.is_bound:
            return {name: self[name].value() for name in names}
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in names}


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
