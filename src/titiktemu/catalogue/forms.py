"""Is what was sent well formed? Whether it is allowed, and in time, is for the services to say."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from titiktemu.catalogue.models import Dataset

LONG_TEXT = forms.Textarea(attrs={"rows": 4})


class DatasetForm(forms.ModelForm[Dataset]):
    """What a dataset says of itself, with the elements of Satu Data."""

    class Meta:
        model = Dataset
        fields: ClassVar = [
            "title",
            "title_en",
            "description",
            "description_en",
            "licence",
            "licence_terms",
            "frequency",
            "concept",
            "definition",
            "classification",
            "measure",
            "unit",
            "source",
            "method",
            "keywords",
            "region",
            "contact",
        ]
        widgets: ClassVar = dict.fromkeys(
            ("description", "description_en", "licence_terms", "definition"), LONG_TEXT
        )
        help_texts: ClassVar = {
            "contact": gettext_lazy("An office, not a person: people move on."),
            "licence": gettext_lazy("Without a licence nobody knows whether they may use the data."),
        }

    def clean(self) -> dict[str, Any] | None:
        """Special terms are written out."""
        cleaned = super().clean() or {}
        if cleaned.get("licence") == Dataset.Licence.SPECIAL and not cleaned.get("licence_terms"):
            raise ValidationError({"licence_terms": _("Please write the special terms.")})
        return cleaned


class ReasonForm(forms.Form):
    """A reason in words; how long it must be is for the services to say."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class DecisionForm(ReasonForm):
    """A named person's decision on a release."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Your decision"),
        choices=[("approve", gettext_lazy("It may be released")), ("refuse", gettext_lazy("It may not"))],
        widget=forms.RadioSelect,
    )
    with_original = forms.BooleanField(
        label=gettext_lazy("The file as it was delivered is released as well"),
        help_text=gettext_lazy(
            "Only where nothing was taken out of the table, and no personal data is in it."
        ),
        required=False,
    )


class UploadForm(forms.Form):
    """A file, sent at once."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        # How large it may be is for the service to say, and how long its name is, for nobody.
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("No file has arrived. Please choose one.")},
    )


class BeginForm(forms.Form):
    """What a browser says of a file before it sends it in parts."""

    name = forms.CharField(max_length=1000, strip=False)
    size = forms.IntegerField(min_value=0, max_value=2**53)
    mark = forms.CharField(max_length=64, required=False)
