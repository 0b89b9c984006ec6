"""What a letter needs to be told."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from titiktemu.meetings.forms.meetings import LineField
from titiktemu.meetings.paper_texts import Sent, Writer

WRITER = ("letterhead", "city", "office", "name", "nip")


class WriterForm(forms.Form):
    """Who writes."""

    letterhead = LineField(
        label=gettext_lazy("Head of the letter"),
        max_length=120,
        help_text=gettext_lazy("The office or committee that writes."),
    )
    city = LineField(label=gettext_lazy("City"), max_length=60)
    office = LineField(label=gettext_lazy("Office of who signs"), max_length=120)
    name = LineField(label=gettext_lazy("Name of who signs"), max_length=120, required=False)
    nip = LineField(label=gettext_lazy("NIP of who signs"), max_length=30, required=False)

    @property
    def writer(self) -> Writer:
        """Who writes."""
        return Writer(**{name: self.cleaned_data[name] for name in WRITER})


class InvitationLetterForm(WriterForm):
    """A letter to the head of an office."""

    recipient = LineField(label=gettext_lazy("To the head of which office"), max_length=160)
    answer_to = LineField(
        label=gettext_lazy("Where to answer"),
        max_length=160,
        required=False,
        help_text=gettext_lazy(
            "A telephone number or an e-mail address. The personal link is not printed: many read a letter."
        ),
    )
    field_order = ("recipient", *WRITER, "answer_to")


class AssignmentForm(WriterForm):
    """The letter by which an office sends somebody."""

    sent_name = LineField(label=gettext_lazy("Who is sent"), max_length=120)
    sent_office = LineField(label=gettext_lazy("Their office"), max_length=120, required=False)
    organisation = LineField(label=gettext_lazy("Organisation"), max_length=160, required=False)
    successor_office = LineField(
        label=gettext_lazy("Which office follows, should this person move on"),
        max_length=120,
        required=False,
    )
    field_order = ("sent_name", "sent_office", "organisation", "successor_office", *WRITER)

    @property
    def sent(self) -> Sent:
        """Who is sent."""
        told: dict[str, Any] = self.cleaned_data
        return Sent(told["sent_name"], told["sent_office"], told["organisation"], told["successor_office"])
