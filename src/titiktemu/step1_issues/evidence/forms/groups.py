"""Forms for focus groups."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from titiktemu.foundation.words import BOTH_SIDES, Side
from titiktemu.step1_issues.evidence.forms.media import LineField, day_field
from titiktemu.step1_issues.evidence.models import Code, Consent, FocusGroup, Quote, Sex

COUNTED = [(side, sex) for side in Side for sex in Sex]


class GroupForm(forms.ModelForm[FocusGroup]):
    """What a session says of itself."""

    title = LineField(
        label=gettext_lazy("Title"),
        max_length=160,
        help_text=gettext_lazy("Such as: Mothers of Teluk Biru. No name of anybody."),
    )
    held_on = day_field(label=gettext_lazy("Day"))

    class Meta:
        model = FocusGroup
        fields = ("title", "side", "held_on", "place", "guide")
        labels = {"guide": gettext_lazy("Guide: what was asked")}
        widgets = {"guide": forms.Textarea(attrs={"rows": 6})}
        help_texts = {"side": gettext_lazy("Of one side alone: only that side and those who lead see it.")}

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        sides = [("", _("Everybody")), *((side.value, side.label) for side in BOTH_SIDES)]
        self.fields["side"].choices = sides  # type: ignore[attr-defined] # it is a ChoiceField
        self.fields["side"].widget.choices = sides
        if self.instance.pk:
            del self.fields["side"]


class MakeupForm(forms.Form):
    """How many of each side and sex; empty is nobody."""

    prefix = "makeup"

    def __init__(self, *args: Any, kept: Mapping[tuple[str, str], int], **named: Any) -> None:
        super().__init__(*args, **named)
        for side, sex in COUNTED:
            self.fields[f"{side.value}-{sex.value}"] = forms.IntegerField(
                label=sex.label,
                min_value=0,
                max_value=200,
                required=False,
                initial=kept.get((side.value, sex.value)),
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": "0"}),
            )

    @property
    def rows(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """The fields of each side."""
        for side in Side:
            yield side.value, [self[f"{side.value}-{sex.value}"] for sex in Sex]

    @property
    def people(self) -> dict[tuple[str, str], int]:
        """What the service takes."""
        return {
            (side.value, sex.value): self.cleaned_data.get(f"{side.value}-{sex.value}") or 0
            for side, sex in COUNTED
        }


class NotesForm(forms.Form):
    """Notes: pasted or as a file."""

    prefix = "notes"
    text = forms.CharField(
        label=gettext_lazy("Notes or transcript"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Leave names out. Each paragraph becomes a passage to code."),
    )
    file = forms.FileField(
        label=gettext_lazy("or a file (DOCX, TXT)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".docx,.txt"}),
    )

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        found = super().clean() or {}
        if not self.errors and bool(found.get("text")) == bool(found.get("file")):
            raise forms.ValidationError(_("Paste the notes, or choose a file: one of the two."))
        return found


class AudioForm(forms.Form):
    """A recording."""

    prefix = "audio"
    file = forms.FileField(
        label=gettext_lazy("Recording"),
        widget=forms.FileInput(attrs={"accept": "audio/*"}),
        help_text=gettext_lazy(
            "Only those who lead can hear it. Everybody in the room must have agreed to it."
        ),
    )


class QuoteForm(forms.ModelForm[Quote]):
    """Words of somebody, with what they agreed to."""

    prefix = "quote"
    consent = forms.ChoiceField(
        label=gettext_lazy("What was agreed"), choices=Consent.choices, initial=Consent.NONE.value
    )

    class Meta:
        model = Quote
        fields = ("text", "consent", "role")
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"role": gettext_lazy("Such as: a mother of two. Only where this was agreed.")}


class CodeForm(forms.ModelForm[Code]):
    """One entry of the code book."""

    name = LineField(label=gettext_lazy("Name of the code"), max_length=80)

    class Meta:
        model = Code
        fields = ("name", "meaning")
        labels = {"meaning": gettext_lazy("When it applies, and when not")}
        widgets = {"meaning": forms.Textarea(attrs={"rows": 3})}
