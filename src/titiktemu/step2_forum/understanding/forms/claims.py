"""A claim with its evidence."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from titiktemu.catalogue.models import Dataset
from titiktemu.foundation.models import Initiative
from titiktemu.step1_issues.models import EvidenceLink
from titiktemu.step2_forum.understanding.forms.passages import NumberField
from titiktemu.step2_forum.understanding.models import Claim
from titiktemu.step2_forum.understanding.queries.evidence import data_to_cite, evidence_to_cite
from titiktemu.step2_forum.understanding.services.claims import LONGEST

SHOWN = 90


class PieceChoice(forms.ModelChoiceField[EvidenceLink]):
    """Evidence by its channel and the beginning of its words."""

    def label_from_instance(self, obj: EvidenceLink) -> str:
        """What stands in the list."""
        text = obj.shown_text
        return f"{obj.get_channel_display()}: {text if len(text) <= SHOWN else text[: SHOWN - 1] + '…'}"


class DataChoice(forms.ModelChoiceField[Dataset]):
    """Data by its name."""

    def label_from_instance(self, obj: Dataset) -> str:
        """What stands in the list."""
        return obj.shown_title


class ClaimForm(forms.Form):
    """What is said to be so, a figure where there is one, and what shows it."""

    text = forms.CharField(
        label=gettext_lazy("What is said to be so"),
        max_length=LONGEST["text"],
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    value = NumberField(
        label=gettext_lazy("Figure"),
        help_text=gettext_lazy("Where there is one. It stands when each side has accepted it."),
    )
    unit = forms.CharField(label=gettext_lazy("Unit"), max_length=LONGEST["unit"], required=False)
    piece = PieceChoice(
        label=gettext_lazy("Evidence of step 1"),
        queryset=EvidenceLink.objects.none(),
        required=False,
        empty_label=gettext_lazy("None"),
    )
    dataset = DataChoice(
        label=gettext_lazy("Released data"),
        queryset=Dataset.objects.none(),
        required=False,
        empty_label=gettext_lazy("None"),
    )
    source = forms.CharField(
        label=gettext_lazy("Another source, in words"), max_length=LONGEST["source"], required=False
    )
    url = forms.CharField(
        label=gettext_lazy("Its address"),
        max_length=LONGEST["url"],
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )

    def __init__(self, *args: Any, initiative: Initiative, **named: Any) -> None:
        super().__init__(*args, **named)
        rows = {"piece": evidence_to_cite(initiative), "dataset": data_to_cite(initiative)}
        for name, offered in rows.items():
            field: Any = self.fields[name]
            field.queryset = offered


def claim_told(claim: Claim) -> dict[str, Any]:
    """What stands in the form of a claim that is there."""
    told = {name: getattr(claim, name) for name in (*LONGEST, "value")}
    return {**told, "piece": claim.piece_id, "dataset": claim.dataset_id}
