"""Checking in, people without an invitation, numbers on paper, and what a meeting is made up of."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from titiktemu.foundation import codes
from titiktemu.meetings.forms.meetings import LineField
from titiktemu.meetings.forms.people import UNSAID, sides_at
from titiktemu.meetings.makeup_lines import Figures
from titiktemu.meetings.models import MakeUp, Meeting, Trait
from titiktemu.meetings.models.invitations import Sex
from titiktemu.meetings.queries.makeup import label_of
from titiktemu.meetings.walk_ins import WalkIn

MOST = 5000
REGIONS = 5
"""Rows for regions beside those that are there."""
_CODE = {"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false", "class": "input-code"}


class CodeField(forms.CharField):
    """A code of six letters and digits, however it was typed."""

    def __init__(self, **named: Any) -> None:
        super().__init__(max_length=20, widget=forms.TextInput(attrs=dict(_CODE)), **named)

    def to_python(self, value: Any) -> str:
        """Capitals, no spaces, look-alikes mended."""
        return codes.clean(super().to_python(value) or "")


def no_photo_field() -> forms.BooleanField:
    """Whether somebody wants to be on no photo."""
    return forms.BooleanField(
        label=gettext_lazy("No photo of me, please"),
        help_text=gettext_lazy("Photos are taken only with consent; those who lead see this mark."),
        required=False,
    )


class DoorForm(forms.Form):
    """The code that is shown in the room."""

    door_code = CodeField(
        label=gettext_lazy("The code shown in the room"), help_text=gettext_lazy("Six letters and digits.")
    )


class ArriveForm(DoorForm):
    """Checking in by one's own link."""

    no_photo = no_photo_field()


class OwnCodeForm(forms.Form):
    """The short code of one's own invitation."""

    code = CodeField(label=gettext_lazy("The code on your invitation"))
    no_photo = no_photo_field()


class WalkInForm(forms.Form):
    """Somebody without an invitation."""

    name = LineField(label=gettext_lazy("Name"), max_length=120)
    organisation = LineField(label=gettext_lazy("Organisation or office"), max_length=160, required=False)
    side = forms.ChoiceField(label=gettext_lazy("Side"))
    sex = forms.ChoiceField(label=gettext_lazy("Woman or man"), choices=UNSAID, required=False)
    no_photo = no_photo_field()

    def __init__(self, *args: Any, meeting: Meeting, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["side"].choices = sides_at(meeting)  # type: ignore[attr-defined] # it is a ChoiceField

    @property
    def who(self) -> WalkIn:
        """The person."""
        told = self.cleaned_data
        return WalkIn(
            told["name"], told["side"], told["organisation"], "", told["sex"], no_photo=told["no_photo"]
        )


class PaperForm(forms.Form):
    """How many of each side and sex were there and stay unnamed."""

    def __init__(self, *args: Any, meeting: Meeting, known: dict[tuple[str, str], int], **named: Any) -> None:
        super().__init__(*args, **named)
        self.sides = sides_at(meeting)
        for side, side_name in self.sides:
            for sex, sex_name in UNSAID:
                self.fields[f"{side}-{sex}"] = forms.IntegerField(
                    label=_("%(side)s, %(sex)s") % {"side": side_name, "sex": sex_name},
                    min_value=0,
                    max_value=MOST,
                    required=False,
                    initial=known.get((side, sex)) or None,
                    widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
                )

    def rows(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """The sides, each with its fields: not said, women, men."""
        for side, _name in self.sides:
            yield side, [self[f"{side}-{sex}"] for sex, _label in UNSAID]

    @property
    def counts(self) -> dict[tuple[str, str], int]:
        """The numbers by side and sex; empty is none."""
        return {
            (side, sex): self.cleaned_data.get(f"{side}-{sex}") or 0
            for side, _name in self.sides
            for sex, _label in UNSAID
        }


class MakeUpForm(forms.Form):
    """What is wanted, expected and came. Sides and sexes are counted; of the others numbers are typed in."""

    def __init__(self, *args: Any, meeting: Meeting, known: list[MakeUp], **named: Any) -> None:
        super().__init__(*args, **named)
        self.lines: list[tuple[str, str, str, str]] = []
        kept = {(one.trait, one.value): one for one in known}
        for side, name in sides_at(meeting):
            self._line(Trait.SIDE, side, str(name), kept)
        for sex in Sex.values:
            self._line(Trait.SEX, sex, label_of(Trait.SEX, sex), kept)
        for trait in (Trait.DISABILITY, Trait.FIRST_TIME):
            self._line(trait, "", str(trait.label), kept)
        regions = [one.value for one in known if one.trait == Trait.REGION]
        for number in range(len(regions) + REGIONS):
            self._region(number, kept.get((Trait.REGION, regions[number])) if number < len(regions) else None)

    def _line(self, trait: str, value: str, name: str, kept: dict[tuple[str, str], MakeUp]) -> None:
        key = f"{trait}-{value}" if value else str(trait)
        asked = trait in (Trait.DISABILITY, Trait.FIRST_TIME)
        self._numbers(key, name, kept.get((trait, value)), asked=asked)
        self.lines.append((key, trait, value, name))

    def _region(self, number: int, kept: MakeUp | None) -> None:
        key = f"region-{number}"
        name = _("Region %(number)d") % {"number": number + 1}
        self.fields[f"{key}-name"] = LineField(
            label=_("%(what)s: name") % {"what": name},
            max_length=60,
            required=False,
            initial=kept.value if kept else "",
        )
        self._numbers(key, kept.value if kept else name, kept, asked=True)
        self.lines.append((key, Trait.REGION, "", name))

    def _numbers(self, key: str, name: str, kept: MakeUp | None, *, asked: bool) -> None:
        columns = {"wanted": _("wanted at least")}
        if asked:
            columns |= {"expected": _("expected"), "came": _("came")}
        for column, label in columns.items():
            self.fields[f"{key}-{column}"] = forms.IntegerField(
                label=f"{name}: {label}",
                min_value=0,
                max_value=MOST,
                required=False,
                initial=getattr(kept, column) if kept else None,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )

    def rows(self) -> Iterator[dict[str, Any]]:
        """Each line with its fields."""
        for key, trait, value, name in self.lines:
            yield {
                "trait": trait,
                "value": value,
                "name": name,
                "named": self[f"{key}-name"] if f"{key}-name" in self.fields else None,
                "numbers": [
                    self[f"{key}-{column}"] if f"{key}-{column}" in self.fields else None
                    for column in ("wanted", "expected", "came")
                ],
            }

    @property
    def figures(self) -> list[Figures]:
        """What the service takes; a region without a name is left out."""
        told = self.cleaned_data
        found = []
        for key, trait, value, _name in self.lines:
            region = trait == Trait.REGION
            named = told.get(f"{key}-name", "") if region else value
            if named or not region:
                numbers = [told.get(f"{key}-{column}") for column in ("wanted", "expected", "came")]
                found.append(Figures(trait, named, *numbers))
        return found
