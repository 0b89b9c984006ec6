"""Forms for sources, articles and topics."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

DAYS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y")
LONGEST_ADDRESS = 800
LONGEST_ARTICLE = 60_000


class LineField(forms.CharField):
    """A text on one line, whatever the phone's keyboard put between its words."""

    def to_python(self, value: Any) -> str | None:
        """Fold line ends and double spaces before the length is counted."""
        return super().to_python(" ".join(value.split()) if isinstance(value, str) else value)


def day_field(**more: Any) -> forms.DateField:
    """A day, as browsers send it and as people type it."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(input_formats=DAYS, widget=widget, **more)


def _is_web(address: str) -> bool:
    return address.startswith(("http://", "https://")) and not any(letter.isspace() for letter in address)


class SourceForm(forms.Form):
    """A newspaper, radio or site."""

    name = LineField(
        label=gettext_lazy("Name of the source"),
        max_length=120,
        help_text=gettext_lazy("Such as: Radar Selat. As readers know it."),
    )
    feed_url = LineField(
        label=gettext_lazy("Address of its feed"),
        max_length=LONGEST_ADDRESS,
        required=False,
        help_text=gettext_lazy("RSS or Atom. Without one, its articles are pasted or come in a table."),
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )

    def clean_feed_url(self) -> str:
        """Only addresses of the web."""
        address: str = self.cleaned_data["feed_url"]
        if address and not _is_web(address):
            raise forms.ValidationError(_("An address of the web begins with https:// or http://."))
        return address


class PasteForm(forms.Form):
    """Addresses of articles, one on each line."""

    prefix = "paste"
    source = LineField(
        label=gettext_lazy("Name of the source"),
        max_length=120,
        help_text=gettext_lazy("One that is there already, or a new one."),
    )
    urls = forms.CharField(
        label=gettext_lazy("Addresses of articles"),
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 5, "inputmode": "url"}),
        help_text=gettext_lazy("One on each line, at most 100 at once."),
    )

    def clean_urls(self) -> list[str]:
        """Each once; the first that is none is named."""
        found = list(dict.fromkeys(self.cleaned_data["urls"].split()))
        for one in found:
            if not _is_web(one) or len(one) > LONGEST_ADDRESS:
                raise forms.ValidationError(
                    _("This is no address of the web: %(address)s"), params={"address": one[:80]}
                )
        return found


class TableForm(forms.Form):
    """A table of articles."""

    prefix = "table"
    file = forms.FileField(
        label=gettext_lazy("Table of articles"),
        help_text=gettext_lazy(
            "CSV or XLSX with a column “judul” (title), and where known: alamat, tanggal, isi, sumber."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.xls,.ods,.tsv,.txt"}),
    )
    source = LineField(
        label=gettext_lazy("Source of rows that name none"),
        max_length=120,
    )


class ArticleForm(forms.Form):
    """One article, pasted."""

    prefix = "one"
    source = LineField(label=gettext_lazy("Name of the source"), max_length=120)
    title = LineField(label=gettext_lazy("Title"), max_length=300)
    day = day_field(label=gettext_lazy("Day of publication"), required=False)
    url = LineField(label=gettext_lazy("Address"), max_length=LONGEST_ADDRESS, required=False)
    text = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=LONGEST_ARTICLE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def clean_url(self) -> str:
        """Only addresses of the web."""
        address: str = self.cleaned_data["url"]
        if address and not _is_web(address):
            raise forms.ValidationError(_("An address of the web begins with https:// or http://."))
        return address


class TopicNameForm(forms.Form):
    """A topic's name."""

    name = LineField(
        label=gettext_lazy("Name of the topic"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Read its articles first. Empty: its words name it."),
    )


class DrawForm(forms.Form):
    """How many articles are drawn by lot, and with which seed."""

    prefix = "draw"
    size = forms.IntegerField(
        label=gettext_lazy("How many articles"),
        min_value=10,
        max_value=200,
        initial=100,
        help_text=gettext_lazy("Below fifty nothing can be said about tone. Fewer where there are no more."),
    )
    seed = forms.IntegerField(
        label=gettext_lazy("Seed of the draw"),
        min_value=0,
        max_value=999_999,
        required=False,
        help_text=gettext_lazy(
            "A number somebody else says aloud. Empty: the machine takes one, and keeps it."
        ),
    )
