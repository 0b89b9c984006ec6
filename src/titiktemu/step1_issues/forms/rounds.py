"""Forms of proposals, rounds of decision and objections."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy

from titiktemu.foundation.words import BOTH_SIDES
from titiktemu.step1_issues.forms import LONG_TEXT, SHORT_TEXT
from titiktemu.step1_issues.models import DecisionRound, Objection, ProposalVersion
from titiktemu.step1_issues.queries.rounds import GRADIENTS
from titiktemu.step1_issues.words import SIDES, Fate, SideVerdict


class ProposalForm(forms.ModelForm[ProposalVersion]):
    """The text, and from the second version on what changed."""

    class Meta:
        model = ProposalVersion
        fields: ClassVar = ["text", "text_en", "change", "change_en"]
        widgets: ClassVar = {
            "text": LONG_TEXT,
            "text_en": LONG_TEXT,
            "change": SHORT_TEXT,
            "change_en": SHORT_TEXT,
        }
        help_texts: ClassVar = {
            "text": gettext_lazy(
                "What both sides would agree to: the issue, what is done first, and until when."
            )
        }

    def __init__(self, *args: Any, amends: bool, **named: Any) -> None:
        super().__init__(*args, **named)
        if not amends:
            del self.fields["change"], self.fields["change_en"]


class RuleForm(forms.ModelForm[DecisionRound]):
    """The rule of a round, before it is opened."""

    class Meta:
        model = DecisionRound
        fields: ClassVar = ["kind", "support_needed", "serious_allowed", "quorum"]
        widgets: ClassVar = {"kind": forms.RadioSelect}
        help_texts: ClassVar = {
            "serious_allowed": gettext_lazy("Counts only where a side agrees with notes."),
            "quorum": gettext_lazy(
                "At least 5: below that a ballot could be told. A smaller side speaks aloud."
            ),
        }


class GradientForm(forms.Form):
    """One of the eight answers."""

    gradient = forms.TypedChoiceField(choices=[(int(one), str(int(one))) for one in GRADIENTS], coerce=int)


class PaperForm(forms.Form):
    """Paper ballots of a side, counted by gradient."""

    side = forms.ChoiceField(label=gettext_lazy("Side"), choices=SIDES)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        for one in GRADIENTS:
            self.fields[f"g{int(one)}"] = forms.IntegerField(
                label=str(int(one)), min_value=0, max_value=500, required=False
            )

    @property
    def counts(self) -> list[int]:
        """How many ballots of each gradient; empty is none."""
        return [self.cleaned_data[f"g{int(one)}"] or 0 for one in GRADIENTS]


class SideForm(forms.Form):
    """One of the two sides."""

    side = forms.ChoiceField(choices=[(side.value, side.value) for side in BOTH_SIDES])


class SpeakForm(forms.Form):
    """Where a side with too few ballots stands, said aloud."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("Where your side stands"),
        choices=[(one.value, one.label) for one in SideVerdict if one != SideVerdict.TOO_FEW],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=gettext_lazy("Why, in a sentence"), max_length=1000, widget=SHORT_TEXT)


class ObjectionForm(forms.ModelForm[Objection]):
    """An objection with its reason."""

    class Meta:
        model = Objection
        fields: ClassVar = ["reason", "reason_en", "harm", "amendment"]
        widgets: ClassVar = {
            "reason": SHORT_TEXT,
            "reason_en": SHORT_TEXT,
            "harm": SHORT_TEXT,
            "amendment": SHORT_TEXT,
        }
        help_texts: ClassVar = {
            "reason": gettext_lazy("Shown with your side and your office or organisation; it is no ballot.")
        }


class FateForm(forms.Form):
    """What became of an objection."""

    fate = forms.ChoiceField(
        label=gettext_lazy("What became of it"),
        choices=[(one.value, one.label) for one in (Fate.INTEGRATED, Fate.STANDING)],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=gettext_lazy("In a sentence"), max_length=1000, widget=SHORT_TEXT)
    note_en = forms.CharField(
        label=gettext_lazy("The same in English"), max_length=1000, required=False, widget=SHORT_TEXT
    )
