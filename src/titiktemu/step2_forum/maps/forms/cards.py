"""Cards, links, and what speaks for them."""

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from titiktemu.analysis.causal_maps.outline import read_outline
from titiktemu.foundation.models import Initiative
from titiktemu.step1_issues.models import Issue
from titiktemu.step2_forum.maps.models import Card, CausalMap
from titiktemu.step2_forum.maps.queries.cards import MOST_CARDS, data_to_link, evidence_to_link
from titiktemu.step2_forum.maps.words import WRITTEN_KINDS, CardKind, Confidence, Sign, WordingFate

WHYS = 5


class CardSelect(forms.Select):
    """The choices in one go: Django makes each from a template, which takes half a second for a large map."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The whole list."""
        chosen = "" if value is None else str(value)
        options = (
            format_html(
                '<option value="{}"{}>{}</option>',
                key,
                SafeString(" selected") if str(key) == chosen else "",
                label,
            )
            for key, label in self.choices
        )
        made = flatatt({**self.build_attrs(self.attrs, attrs), "name": name})
        return format_html("<select{}>{}</select>", made, SafeString("".join(options)))


class CardChoice(forms.ModelChoiceField[Card]):
    """A card by its number and words."""

    widget = CardSelect

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **{"empty_label": gettext_lazy("Choose a card"), **named})

    def label_from_instance(self, obj: Any) -> str:
        """What stands in the list."""
        return f"{obj.number}. {obj.shown_text}"


class MapForm(forms.Form):
    """A new map: the problem in the middle."""

    problem = forms.CharField(
        label=gettext_lazy("Core problem"),
        max_length=200,
        help_text=gettext_lazy(
            "One sentence that both sides would sign. It stands in the middle of the map."
        ),
    )
    problem_en = forms.CharField(label=gettext_lazy("The same in English"), max_length=200, required=False)
    issue = forms.ModelChoiceField(
        label=gettext_lazy("Issue of step 1"),
        queryset=Issue.objects.none(),
        required=False,
        empty_label=gettext_lazy("None"),
        help_text=gettext_lazy("Its evidence can then be tied to links."),
    )

    def __init__(self, *args: Any, initiative: Initiative, **named: Any) -> None:
        super().__init__(*args, **named)
        rows = Issue.objects.filter(initiative=initiative, replaced_at=None)
        self.fields["issue"].queryset = rows  # type: ignore[attr-defined] # a choice of rows


class NewCardForm(forms.Form):
    """One card, tied to another that is there."""

    text = forms.CharField(label=gettext_lazy("New card"), max_length=400)
    kind = forms.ChoiceField(
        label=gettext_lazy("It is"), choices=WRITTEN_KINDS, widget=forms.RadioSelect, initial="cause"
    )
    beside = CardChoice(
        label=gettext_lazy("Of which card"),
        queryset=Card.objects.none(),
        required=False,
        empty_label=gettext_lazy("Not tied yet"),
    )

    def __init__(self, *args: Any, cards: list[Card], **named: Any) -> None:
        super().__init__(*args, **named)
        _offer(self, "beside", cards)


class EditCardForm(forms.Form):
    """A card's words, and which version the person saw."""

    text = forms.CharField(label=gettext_lazy("Words"), max_length=400)
    kind = forms.ChoiceField(label=gettext_lazy("It is"), choices=WRITTEN_KINDS, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, card: Card, **named: Any) -> None:
        super().__init__(*args, **named)
        if card.kind == CardKind.CORE:
            del self.fields["kind"]
        self.card = card

    def clean(self) -> dict[str, Any]:
        """The core problem keeps its place."""
        told = super().clean() or {}
        told["kind"] = told.get("kind") or self.card.kind
        return told


class NewLinkForm(forms.Form):
    """A link between two cards that are there."""

    cause = CardChoice(label=gettext_lazy("This card"), queryset=Card.objects.none())
    effect = CardChoice(label=gettext_lazy("leads to"), queryset=Card.objects.none())
    sign = forms.TypedChoiceField(label=gettext_lazy("How"), choices=Sign.choices, coerce=int)
    confidence = forms.TypedChoiceField(
        label=gettext_lazy("How sure are you?"), choices=Confidence.choices, coerce=int, initial=2
    )

    def __init__(self, *args: Any, cards: list[Card], **named: Any) -> None:
        super().__init__(*args, **named)
        _offer(self, "cause", cards)
        _offer(self, "effect", cards)


class LinkForm(forms.Form):
    """What a link says, and which version the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    sign = forms.TypedChoiceField(label=gettext_lazy("How"), choices=Sign.choices, coerce=int)
    confidence = forms.TypedChoiceField(
        label=gettext_lazy("How sure are you?"), choices=Confidence.choices, coerce=int
    )


class EvidenceForm(forms.Form):
    """What speaks for a link."""

    piece: Any = forms.ModelChoiceField(
        label=gettext_lazy("Evidence of step 1"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("None"),
    )
    dataset: Any = forms.ModelChoiceField(
        label=gettext_lazy("Dataset"), queryset=None, required=False, empty_label=gettext_lazy("None")
    )
    text = forms.CharField(label=gettext_lazy("Another source, in words"), max_length=300, required=False)
    url = forms.URLField(
        label=gettext_lazy("Its address"), max_length=500, required=False, assume_scheme="https"
    )

    def __init__(self, *args: Any, causal_map: CausalMap, **named: Any) -> None:
        super().__init__(*args, **named)
        for name, rows in (("piece", evidence_to_link(causal_map)), ("dataset", data_to_link(causal_map))):
            found = list(rows)
            field: Any = self.fields[name]
            field.queryset = rows.model.objects.filter(pk__in=[one.pk for one in found])


class QuestionForm(forms.Form):
    """Which data would show whether it is right."""

    question = forms.CharField(
        label=gettext_lazy("Which data would show whether this is right?"),
        max_length=300,
        help_text=gettext_lazy("Example: tests of the water of each school, month by month."),
    )


class WordingForm(forms.Form):
    """Which wording stays."""

    wording = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    fate = forms.ChoiceField(choices=[one for one in WordingFate.choices if one[0] != "waiting"])


class PaperForm(forms.Form):
    """Cards from paper, one a line."""

    kind = forms.ChoiceField(
        label=gettext_lazy("These cards are"),
        choices=WRITTEN_KINDS,
        widget=forms.RadioSelect,
        initial="cause",
    )
    beside = CardChoice(label=gettext_lazy("They belong to"), queryset=Card.objects.none())
    lines = forms.CharField(
        label=gettext_lazy("Cards, one a line"),
        max_length=40_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Indent a line with spaces, a tab or a dash: it is then tied to the line that it stands under."
        ),
    )

    def __init__(self, *args: Any, cards: list[Card], **named: Any) -> None:
        super().__init__(*args, **named)
        _offer(self, "beside", cards)

    def clean_lines(self) -> Any:
        """The cards with what each stands under."""
        lines = read_outline(self.cleaned_data["lines"])
        if not lines:
            raise forms.ValidationError(_("Please type at least one card."))
        if len(lines) > MOST_CARDS:
            raise forms.ValidationError(
                _("At most %(most)d cards at once; here are %(many)d.")
                % {"most": MOST_CARDS, "many": len(lines)}
            )
        return lines


class WhyForm(forms.Form):
    """The answers to "why?", each asking again of the one before."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        for number in range(1, WHYS + 1):
            self.fields[f"why{number}"] = forms.CharField(max_length=400, required=False)

    @property
    def answers(self) -> list[str]:
        """What was answered so far, up to the first that is empty."""
        found: list[str] = []
        for number in range(1, WHYS + 1):
            told = self.cleaned_data.get(f"why{number}", "") if self.is_bound and self.is_valid() else ""
            if not told:
                break
            found.append(told)
        return found


def _offer(form: forms.Form, name: str, cards: list[Card]) -> None:
    field: Any = form.fields[name]
    field.queryset = Card.objects.filter(pk__in=[card.pk for card in cards]).order_by("number")
