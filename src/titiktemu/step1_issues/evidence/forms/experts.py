"""Forms for interviews and rounds of ratings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from titiktemu.step1_issues.evidence.forms.media import LineField, day_field
from titiktemu.step1_issues.evidence.models import Consent, DelphiQuestion, Interview
from titiktemu.step1_issues.evidence.models.experts import STEPS

AREA = forms.Textarea(attrs={"rows": 4})
SHORT = forms.Textarea(attrs={"rows": 2})


class InterviewForm(forms.ModelForm[Interview]):
    """The structured note of an interview."""

    held_on = day_field(label=gettext_lazy("Day"))
    field = LineField(
        label=gettext_lazy("Field"),
        max_length=120,
        help_text=gettext_lazy("Such as: public health. No name."),
    )
    consent = forms.ChoiceField(
        label=gettext_lazy("What was agreed"), choices=Consent.choices, initial=Consent.NONE.value
    )

    class Meta:
        model = Interview
        fields = ("held_on", "field", "role", "interest", "consent", "problem", "causes", "data", "advice")
        widgets = {"interest": SHORT, "problem": AREA, "causes": AREA, "data": AREA, "advice": AREA}
        help_texts = {
            "interest": gettext_lazy("Who pays or employs the expert in this matter; “none” if nobody."),
            "role": gettext_lazy("Shown only where this was agreed."),
        }


class QuestionForm(forms.ModelForm[DelphiQuestion]):
    """A question that experts rate from 1 to 5."""

    class Meta:
        model = DelphiQuestion
        fields = ("text", "low", "high")


class RatingsForm(forms.Form):
    """What each expert gave in the open round; empty where they did not answer."""

    def __init__(self, *args: Any, experts: list[Interview], kept: dict[int, int], **named: Any) -> None:
        super().__init__(*args, **named)
        for one in experts:
            self.fields[f"e{one.number}"] = forms.IntegerField(
                label=f"{one.number}. {one.field}",
                min_value=1,
                max_value=STEPS,
                required=False,
                initial=kept.get(one.pk),
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": "1", "max": str(STEPS)}),
            )

    @property
    def ratings(self) -> dict[int, int]:
        """What the service takes: ratings by the number of the interview."""
        return {int(name[1:]): value for name, value in self.cleaned_data.items() if value is not None}
