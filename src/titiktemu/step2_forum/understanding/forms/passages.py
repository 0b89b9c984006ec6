"""A passage, and a side's dispute."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from titiktemu.step2_forum.understanding.content import LONGEST, NAMES, Content, content_of
from titiktemu.step2_forum.understanding.figures import FIGURES, read_number, shown_number
from titiktemu.step2_forum.understanding.models import Wording
from titiktemu.step2_forum.understanding.words import PassageKind

MORE_THAN_ALL = 32_767
"""No wording has such a number."""
DAYS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y")


class NumberField(forms.CharField):
    """A number in the notation of the page, or in any that can only be meant one way."""

    def __init__(self, **named: Any) -> None:
        named.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(max_length=30, required=False, **named)

    def clean(self, value: Any) -> Any:
        """The number; None where there is none."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_number(text)
        except ValueError as error:
            raise forms.ValidationError(
                _("Please write a number, with at most four digits after the mark. Example: 1,250 or 12.5.")
            ) from error

    def prepare_value(self, value: Any) -> Any:
        """As the page writes it."""
        return shown_number(value) if isinstance(value, Decimal) else value


def _day(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, input_formats=DAYS, widget=widget, required=False, **more)


def _area(label: Any, name: str, rows: int, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=LONGEST[name], widget=widget, **more)


class PassageForm(forms.Form):
    """What a passage says; figures for targets alone."""

    base = forms.IntegerField(min_value=1, max_value=MORE_THAN_ALL, required=False, widget=forms.HiddenInput)
    text = _area(
        gettext_lazy("Text"),
        "text",
        4,
        help_text=gettext_lazy(
            "One thought in each passage: so that a side can endorse one and dispute another."
        ),
    )
    helps = _area(
        gettext_lazy("How open data helps"),
        "helps",
        2,
        required=False,
        help_text=gettext_lazy(
            "Which data, opened to whom, makes what possible. It counts when a data need stands behind it."
        ),
    )
    indicator = forms.CharField(
        label=gettext_lazy("Indicator"),
        max_length=LONGEST["indicator"],
        required=False,
        help_text=gettext_lazy("What is counted, of whom and where."),
    )
    unit = forms.CharField(
        label=gettext_lazy("Unit"),
        max_length=LONGEST["unit"],
        required=False,
        help_text=gettext_lazy("Example: percent, schools, days"),
    )
    baseline = NumberField(
        label=gettext_lazy("Baseline"), help_text=gettext_lazy("Example: 1,250 or 12.5. Leave gaps empty.")
    )
    baseline_on = _day(gettext_lazy("As of"))
    target = NumberField(label=pgettext_lazy("a figure to reach by a day", "Target"))
    due_on = _day(gettext_lazy("Until"))
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=LONGEST["source"],
        required=False,
        help_text=gettext_lazy("Where both figures are read: report, page or table, and its year."),
    )
    text_en = _area(gettext_lazy("The same text in English"), "text_en", 3, required=False)

    def __init__(self, *args: Any, kind: str, **named: Any) -> None:
        super().__init__(*args, **named)
        if kind != PassageKind.TARGET:
            for name in FIGURES:
                del self.fields[name]
        if kind == PassageKind.OPEN_DATA:  # its own words say how
            del self.fields["helps"]

    @property
    def content(self) -> Content:
        """What the service is given."""
        told = {name: self.cleaned_data[name] for name in NAMES if name in self.cleaned_data}
        return Content(**told)


def told_of(wording: Wording, base: int) -> dict[str, Any]:
    """What stands in the form of a wording that is there."""
    return {**content_of(wording).as_fields(), "base": base}


class DisputeForm(forms.Form):
    """Why a side disputes a wording, and what would settle it."""

    reason = forms.CharField(
        label=gettext_lazy("Why it is disputed"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    query = forms.CharField(
        label=gettext_lazy("Which data would settle it?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Say what is counted, of whom, where and when. It can be asked as a data need."
        ),
    )


class DeedForm(forms.Form):
    """What somebody does with a passage, and which version, wording, claim or figures they had in view."""

    base = forms.IntegerField(min_value=1, required=False)
    wording = forms.IntegerField(min_value=1, required=False)
    claim = forms.IntegerField(min_value=1, required=False)
    figures = forms.CharField(max_length=64, required=False)
    knows = forms.BooleanField(required=False)
