"""The mandate, an item of the agenda, a press on the console, a passage of the minutes."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy

from titiktemu.meetings.forms.meetings import AREA, LineField, day_field
from titiktemu.meetings.models import AgendaItem, Course, Mandate, Passage, PassageVoice

LISTED = forms.Textarea(attrs={"rows": 4})


class MandateForm(forms.Form):
    """Why, what may be decided, and what people should know before."""

    why = forms.CharField(label=gettext_lazy("Why we meet"), max_length=2000, required=False, widget=AREA)
    may_decide = forms.CharField(
        label=gettext_lazy("What this meeting may decide"),
        max_length=2000,
        required=False,
        widget=AREA,
        help_text=gettext_lazy("Such as: which issue both sides work on, and who prepares the next meeting."),
    )
    may_not_decide = forms.CharField(
        label=gettext_lazy("What is decided elsewhere, and by whom"),
        max_length=2000,
        required=False,
        widget=AREA,
    )
    rules = forms.CharField(
        label=gettext_lazy("Rules for this meeting"),
        max_length=2000,
        required=False,
        widget=LISTED,
        help_text=gettext_lazy("One on each line."),
    )
    reading = forms.CharField(
        label=gettext_lazy("Documents to read before"),
        max_length=2000,
        required=False,
        widget=LISTED,
        help_text=gettext_lazy("One on each line: title, and where it is found."),
    )

    def __init__(self, *args: Any, kept: Mandate, **named: Any) -> None:
        first = {name: getattr(kept, name) for name in self.base_fields}
        super().__init__(*args, **{**named, "initial": first})


class ItemForm(forms.ModelForm[AgendaItem]):
    """One item of the agenda."""

    title = LineField(label=gettext_lazy("Item"), max_length=160)
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"),
        min_value=1,
        max_value=480,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    owner = LineField(label=gettext_lazy("Who leads through it"), max_length=120, required=False)
    title_en = LineField(label=gettext_lazy("Item in English"), max_length=160, required=False)

    class Meta:
        model = AgendaItem
        fields = ("title", "minutes", "owner", "prompt", "title_en", "prompt_en")
        labels = {
            "prompt": gettext_lazy("What people are asked"),
            "prompt_en": gettext_lazy("What people are asked, in English"),
        }
        widgets = {
            "prompt": forms.Textarea(attrs={"rows": 2}),
            "prompt_en": forms.Textarea(attrs={"rows": 2}),
        }


class PressForm(forms.Form):
    """A press on the console: what is wanted, and the turn that the page had seen."""

    do = forms.ChoiceField(
        choices=[(one, one) for one in ("item", "clock", "prompt", "caucus", "park", "settle")]
    )
    turn = forms.IntegerField(min_value=0, required=False)
    item = forms.IntegerField(min_value=0, required=False)
    on = forms.BooleanField(required=False)
    who = forms.ChoiceField(choices=Course.Caucus.choices, required=False)
    minutes = forms.IntegerField(min_value=1, max_value=120, required=False)
    text = LineField(max_length=300, required=False)
    key = forms.UUIDField(required=False)


class PassageForm(forms.Form):
    """A passage of the minutes."""

    kind = forms.ChoiceField(label=gettext_lazy("What this passage is"), choices=Passage.Kind.choices)
    item = forms.ChoiceField(label=gettext_lazy("Item of the agenda"), required=False)
    text = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=4000,
        widget=AREA,
        help_text=gettext_lazy(
            "One thought in each passage: so that a side can approve one and dispute another."
        ),
    )

    def __init__(self, *args: Any, items: list[AgendaItem], **named: Any) -> None:
        super().__init__(*args, **named)
        self.items = {str(one.number): one for one in items}
        choices = [("", "–"), *((number, one.shown_title) for number, one in self.items.items())]
        self.fields["item"].choices = choices  # type: ignore[attr-defined] # it is a ChoiceField

    @property
    def chosen(self) -> AgendaItem | None:
        """The item that the passage belongs to."""
        return self.items.get(self.cleaned_data["item"])


class WordForm(forms.Form):
    """What somebody does with a passage: approve, dispute, write it anew, take a wording that waits."""

    do = forms.ChoiceField(
        choices=[(one, one) for one in (*PassageVoice.Word.values, "amend", "rewrite", "take")]
    )
    base = forms.IntegerField(min_value=1)
    version = forms.IntegerField(min_value=1, required=False)
    text = forms.CharField(max_length=4000, required=False)
    reason = forms.CharField(max_length=1000, required=False)


class DueForm(forms.Form):
    """Until when answers are asked for."""

    due = day_field(gettext_lazy("Answers are asked for until"), required=False)


def fresh_key() -> str:
    """A key for a form that must count once, however often it is sent."""
    return str(uuid4())
