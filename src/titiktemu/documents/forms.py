"""Is the input well formed? Whether it may be, and is what it seems, is for the services."""

from typing import Final

from django import forms
from django.utils.translation import gettext_lazy

ACCEPTED: Final = "image/jpeg,image/png,image/heic,image/heif,application/pdf,.jpg,.jpeg,.png,.heic,.pdf"
"""What a browser offers to choose; what it really is, is told from the content."""


class SignedCopyForm(forms.Form):
    """A signed copy of a paper: a scan, a photo, or a PDF signed electronically."""

    file = forms.FileField(
        label=gettext_lazy("Signed copy"),
        help_text=gettext_lazy(
            "A photo (JPEG, PNG, HEIC) or a PDF, at most 20 MB. A PDF is kept as it is; of a photo only what"
            " can be seen."
        ),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("No file has arrived. Please choose one.")},
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
    )
    note = forms.CharField(
        label=gettext_lazy("Who signed it"),
        help_text=gettext_lazy("Names and offices as they stand on the copy."),
        max_length=300,
        required=False,
    )


class ReasonForm(forms.Form):
    """Why a signed copy is taken back."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class NumberingForm(forms.Form):
    """The pattern of numbers; whether it writes each of them once is for the service to say."""

    pattern = forms.CharField(
        label=gettext_lazy("Pattern"),
        help_text=gettext_lazy(
            "{number} counts the letters of a kind in a year, {code} is the kind (UND, ST, BA), {month} the"
            " month in Roman figures, {year} the year."
        ),
        max_length=80,
    )
