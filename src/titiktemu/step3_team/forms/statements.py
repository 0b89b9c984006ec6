"""Forms of the leaders' statement and of its signatures."""

from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext_lazy

from titiktemu.foundation.models import Participation
from titiktemu.foundation.words import Side
from titiktemu.step3_team.models import Statement
from titiktemu.step3_team.strokes import MOST_LETTERS

ACCEPTED: Final = "image/jpeg,image/png,image/heic,image/heif,application/pdf,.jpg,.jpeg,.png,.heic,.pdf"
AREA = forms.Textarea(attrs={"rows": 4})


class StatementForm(forms.ModelForm[Statement]):
    """A version of the statement, and the mark of the draft that was in view."""

    seen = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)

    class Meta:
        model = Statement
        fields: ClassVar = [
            "text", "may_decide", "data_released", "resources", "review_on", "city",
            "text_en", "may_decide_en", "data_released_en", "resources_en",
        ]  # fmt: skip
        widgets: ClassVar = {
            "text": forms.Textarea(attrs={"rows": 8}),
            "text_en": forms.Textarea(attrs={"rows": 8}),
            **dict.fromkeys(
                (
                    "may_decide", "may_decide_en", "data_released", "data_released_en", "resources",
                    "resources_en",
                ),
                AREA,
            ),
            "review_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }  # fmt: skip
        help_texts: ClassVar = {
            "may_decide": gettext_lazy("Such as: methods, the calendar, spending up to an amount."),
            "data_released": gettext_lazy("One in each line, with the office that releases it."),
            "resources": gettext_lazy("Money, people, rooms; “0, own staff” is an answer too."),
        }


MOST_VERSIONS: Final = 32_767


def _version() -> forms.IntegerField:
    """Which version was read: another may have taken its place since the page came."""
    return forms.IntegerField(min_value=1, max_value=MOST_VERSIONS, widget=forms.HiddenInput)


class DrawForm(forms.Form):
    """A drawn signature as the points of its strokes."""

    version = _version()
    strokes = forms.CharField(
        max_length=MOST_LETTERS,
        widget=forms.HiddenInput,
        error_messages={"required": gettext_lazy("No signature has arrived. Please draw it in the box.")},
    )
    signed_in = forms.CharField(label=gettext_lazy("Where you sign"), max_length=120)


class LeaderChoices(forms.ModelMultipleChoiceField[Participation]):
    """Leaders by name, office and side."""

    def label_from_instance(self, obj: Participation) -> str:
        """What stands in the list."""
        told = [obj.name, obj.office or str(obj.organisation or ""), str(Side(obj.side).label)]
        return " · ".join(one for one in told if one)


class SheetForm(forms.Form):
    """A signed sheet or a PDF signed electronically, and who signed on it."""

    version = _version()
    signers = LeaderChoices(
        label=gettext_lazy("Who signed on it"),
        queryset=Participation.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    signed_in = forms.CharField(label=gettext_lazy("Where it was signed"), max_length=120)
    file = forms.FileField(
        label=gettext_lazy("Photo, scan or PDF"),
        help_text=gettext_lazy(
            "A photo (JPEG, PNG, HEIC) or a PDF, at most 20 MB. A PDF is kept as it is; of a photo only what"
            " can be seen."
        ),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("No file has arrived. Please choose one.")},
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
    )

    def __init__(self, *args: Any, leaders: list[Participation], **named: Any) -> None:
        super().__init__(*args, **named)
        rows = Participation.objects.filter(pk__in=[one.pk for one in leaders])
        self.fields["signers"].queryset = rows.select_related("organisation")  # type: ignore[attr-defined] # rows
        if len(leaders) == 1:
            self.fields["signers"].initial = [leaders[0].pk]
