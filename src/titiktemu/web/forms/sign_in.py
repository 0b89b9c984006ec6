"""What people type to come in."""

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from django import forms
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    """A personal code, a code to come back with, or the open code of a consultation: one field for all."""

    code = forms.CharField(
        label=_("Your code"),
        help_text=_("From your slip, such as AB2CD-3EF4G, or from the screen, such as KOPI-27."),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "class": "input-code",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput, max_length=400)


class EmailForm(RequestLoginCodeForm):  # type: ignore[misc] # allauth has no types
    """The address to which a code is sent."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The address under which you were put on a list."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class SixDigitsForm(ConfirmLoginCodeForm):  # type: ignore[misc] # allauth has no types
    """The six digits from the message."""

    code = forms.CharField(
        label=_("The six digits"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"class": "input-code", "autocomplete": "one-time-code", "inputmode": "numeric"}
        ),
    )
