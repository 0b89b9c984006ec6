"""Which votes stand for before and after the discussion."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from titiktemu.consultation.models import Consultation
from titiktemu.foundation.models import Initiative


class ConsultationChoice(forms.ModelChoiceField[Consultation]):
    """A consultation by its number, its question and whether it is open."""

    def label_from_instance(self, obj: Consultation) -> str:
        """What stands in the list."""
        return f"{obj.number}. {obj.shown_title} · {obj.get_state_display()}"


class RoundsForm(forms.Form):
    """Two consultations with sides."""

    before = ConsultationChoice(
        label=gettext_lazy("Voted on before the discussion"),
        queryset=Consultation.objects.none(),
        empty_label=gettext_lazy("Choose"),
    )
    after = ConsultationChoice(
        label=gettext_lazy("Voted on after the discussion"),
        help_text=gettext_lazy("It may still be in preparation: ask the same statements again below."),
        queryset=Consultation.objects.none(),
        empty_label=gettext_lazy("Choose"),
    )

    def __init__(self, *args: Any, initiative: Initiative, **named: Any) -> None:
        super().__init__(*args, **named)
        rows = Consultation.objects.filter(initiative=initiative, has_sides=True).order_by("number")
        for name in ("before", "after"):
            field: Any = self.fields[name]
            field.queryset = rows
