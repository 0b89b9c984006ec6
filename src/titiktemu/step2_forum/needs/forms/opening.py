"""A side's rating of data, and the order of disclosure."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from titiktemu.analysis.data_needs.opening import HIGHEST, LOWEST, MARKS, Said
from titiktemu.step2_forum.needs.queries.opening import Board
from titiktemu.step2_forum.needs.services.opening import Draft

MOST_PLACES = 999


def _scale(least: Any, most: Any) -> list[tuple[int, Any]]:
    between = [(mark, str(mark)) for mark in range(LOWEST + 1, HIGHEST)]
    return [(LOWEST, least), *between, (HIGHEST, most)]


def _mark(label: Any, help_text: Any, least: Any, most: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        help_text=help_text,
        choices=_scale(least, most),
        coerce=int,
        widget=forms.RadioSelect,
    )


class RateForm(forms.Form):
    """Value, effort and risk of opening some data, in the eyes of one side."""

    value = _mark(
        gettext_lazy("Value"),
        gettext_lazy("How much would it help with what both sides want to know?"),
        gettext_lazy("1: hardly"),
        gettext_lazy("5: very much"),
    )
    effort = _mark(
        gettext_lazy("Effort"),
        gettext_lazy("How much work is it to gather, clean and keep it up to date?"),
        gettext_lazy("1: hardly any"),
        gettext_lazy("5: very much"),
    )
    risk = _mark(
        gettext_lazy("Risk"),
        gettext_lazy("How much could it harm people, or be misread, after what protects them is done?"),
        gettext_lazy("1: hardly"),
        gettext_lazy("5: very much"),
    )
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=300, required=False)

    @property
    def said(self) -> Said:
        """What the service is given."""
        return Said(**{mark: self.cleaned_data[mark] for mark in MARKS})


class OrderForm(forms.Form):
    """A place for each asset; no place leaves it out."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    note = forms.CharField(label=gettext_lazy("Why this order"), max_length=500, required=False)

    def __init__(self, *args: Any, boards: Sequence[Board], places: Sequence[int], **named: Any) -> None:
        super().__init__(*args, **named)
        known = {pk: place for place, pk in enumerate(places, start=1)}
        self.boards = boards
        for one in boards:
            self.fields[f"place_{one.asset.pk}"] = forms.IntegerField(
                label=one.asset.shown_title,
                required=False,
                min_value=1,
                max_value=MOST_PLACES,
                initial=known.get(one.asset.pk),
            )

    @property
    def places(self) -> list[tuple[Board, forms.BoundField]]:
        """Each asset with the field for its place."""
        return [(one, self[f"place_{one.asset.pk}"]) for one in self.boards]

    def clean(self) -> dict[str, Any] | None:
        """Two assets do not share a place."""
        cleaned = super().clean() or {}
        taken: dict[int, str] = {}
        for one in self.boards:
            name = f"place_{one.asset.pk}"
            place = cleaned.get(name)
            if place is None:
                continue
            if place in taken:
                self.add_error(
                    name,
                    _("“%(title)s” has this place already.") % {"title": taken[place]},
                )
            taken.setdefault(place, one.asset.shown_title)
        return cleaned

    @property
    def draft(self) -> Draft:
        """What the service is given."""
        placed = [(self.cleaned_data.get(f"place_{one.asset.pk}"), one.asset.pk) for one in self.boards]
        ordered = sorted((place, pk) for place, pk in placed if place is not None)
        return Draft([pk for _place, pk in ordered], self.cleaned_data["note"], self.cleaned_data["seen"])
