"""Pairs of cards, and what came of talking about a link."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from titiktemu.foundation.words import BOTH_SIDES, Side
from titiktemu.step2_forum.maps.forms.cards import CardChoice
from titiktemu.step2_forum.maps.models import Card, CausalMap, JointLink
from titiktemu.step2_forum.maps.services.session import TURNED, Verdict
from titiktemu.step2_forum.maps.words import WRITTEN_KINDS, CardKind, Outcome, Sign

NOTHING = ""
SAYS = [
    *Sign.choices,
    (TURNED, gettext_lazy("It is the other way round")),
    (NOTHING, gettext_lazy("Says nothing")),
]
SEES = [*Sign.choices, (NOTHING, gettext_lazy("Says nothing"))]
OUTCOMES = [one for one in Outcome.choices if one[0]]


class PairForm(forms.Form):
    """An answer to a suggestion."""

    pair = forms.IntegerField(min_value=1, max_value=2**62)
    same = forms.TypedChoiceField(choices=[("1", ""), ("0", "")], coerce=lambda value: value == "1")


class ProposeForm(forms.Form):
    """Two cards that nobody suggested."""

    government_card = CardChoice(label=Side.GOVERNMENT.label, queryset=Card.objects.none())
    civil_society_card = CardChoice(label=Side.CIVIL_SOCIETY.label, queryset=Card.objects.none())

    def __init__(self, *args: Any, causal_map: CausalMap, **named: Any) -> None:
        super().__init__(*args, **named)
        rows = Card.objects.filter(map=causal_map, removed_at=None).exclude(kind=CardKind.CORE)
        for side in BOTH_SIDES:
            field: Any = self.fields[f"{side.value}_card"]
            field.queryset = rows.filter(side=side)


class JointCardForm(forms.Form):
    """A card that neither side drew."""

    text = forms.CharField(label=gettext_lazy("New card"), max_length=200)
    text_en = forms.CharField(label=gettext_lazy("The same in English"), max_length=200, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("It is"), choices=WRITTEN_KINDS, widget=forms.RadioSelect, initial="cause"
    )


class JointLinkForm(forms.Form):
    """A link that neither side drew."""

    cause = CardChoice(label=gettext_lazy("This card"), queryset=Card.objects.none())
    effect = CardChoice(label=gettext_lazy("leads to"), queryset=Card.objects.none())
    government = forms.TypedChoiceField(
        label=Side.GOVERNMENT.label, choices=SEES, required=False, coerce=int, empty_value=None
    )
    civil_society = forms.TypedChoiceField(
        label=Side.CIVIL_SOCIETY.label, choices=SEES, required=False, coerce=int, empty_value=None
    )
    note = forms.CharField(label=gettext_lazy("Why"), max_length=1000, required=False)

    def __init__(self, *args: Any, causal_map: CausalMap, **named: Any) -> None:
        super().__init__(*args, **named)
        for name in ("cause", "effect"):
            field: Any = self.fields[name]
            field.queryset = Card.objects.filter(map=causal_map, side="", removed_at=None)


class SettleForm(forms.Form):
    """What came of a link, and what each side sees now."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What came of it"), choices=OUTCOMES, widget=forms.RadioSelect
    )
    government = forms.TypedChoiceField(
        label=Side.GOVERNMENT.label, choices=SAYS, required=False, coerce=int, empty_value=None
    )
    civil_society = forms.TypedChoiceField(
        label=Side.CIVIL_SOCIETY.label, choices=SAYS, required=False, coerce=int, empty_value=None
    )
    question = forms.CharField(
        label=gettext_lazy("Which data would show who is right?"), max_length=300, required=False
    )
    note = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, link: JointLink, **named: Any) -> None:
        signs = {"government": link.government_sign, "civil_society": link.civil_society_sign}
        said = {name: NOTHING if sign is None else sign for name, sign in signs.items()}
        named["initial"] = {**said, "outcome": link.outcome or None, "note": link.note}
        super().__init__(*args, **named)

    @property
    def verdict(self) -> Verdict:
        """What the service is given."""
        return Verdict(**self.cleaned_data)
