"""Inviting people, and what they answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from titiktemu.foundation.models import Participation
from titiktemu.foundation.words import Side
from titiktemu.meetings.forms.meetings import LineField
from titiktemu.meetings.models import Invitation, Meeting
from titiktemu.meetings.models.invitations import Sex
from titiktemu.meetings.queries.people import may_be_invited

SIDES = Side.choices
UNSAID = [("", gettext_lazy("Not said")), *Sex.choices]


def sides_at(meeting: Meeting) -> list[tuple[str, Any]]:
    """The sides whose people may come: of a meeting of one side alone only that one."""
    return [one for one in SIDES if not meeting.side or one[0] == meeting.side]


class FromListsForm(forms.Form):
    """People of the lists, ticked."""

    places = forms.ModelMultipleChoiceField(
        label=gettext_lazy("People of the lists"), queryset=Participation.objects.none()
    )

    def __init__(self, *args: Any, meeting: Meeting, **named: Any) -> None:
        super().__init__(*args, **named)
        field = self.fields["places"]
        field.queryset = may_be_invited(meeting)  # type: ignore[attr-defined] # it is a choice of rows


class OtherForm(forms.Form):
    """Somebody who is on no list."""

    name = LineField(label=gettext_lazy("Name"), max_length=120)
    office = LineField(label=gettext_lazy("Office"), max_length=120, required=False)
    organisation = LineField(label=gettext_lazy("Organisation"), max_length=160, required=False)
    side = forms.ChoiceField(label=gettext_lazy("Side"))
    sex = forms.ChoiceField(label=gettext_lazy("Woman or man"), choices=UNSAID, required=False)
    contact = LineField(
        label=gettext_lazy("Telephone or e-mail"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("Seen only by those who lead this meeting, and deleted 90 days after it."),
    )
    by_letter = forms.BooleanField(
        label=gettext_lazy("This is the head of an office, who gets a numbered letter (surat undangan)"),
        required=False,
    )

    def __init__(self, *args: Any, meeting: Meeting, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["side"].choices = sides_at(meeting)  # type: ignore[attr-defined] # it is a ChoiceField


class NoteForm(forms.Form):
    """How to reach somebody who is invited."""

    contact = LineField(
        label=gettext_lazy("Telephone or e-mail"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("Seen only by those who lead this meeting, and deleted 90 days after it."),
    )
    sex = forms.ChoiceField(label=gettext_lazy("Woman or man"), choices=UNSAID, required=False)


class AnswerForm(forms.Form):
    """The answer to an invitation."""

    answer = forms.ChoiceField(
        choices=[one for one in Invitation.Answer.choices if one[0]],
        error_messages={"required": gettext_lazy("Please choose one of the three answers.")},
    )
    deputy_name = LineField(label=gettext_lazy("Who comes instead of you"), max_length=120, required=False)
    deputy_office = LineField(label=gettext_lazy("Their office"), max_length=120, required=False)
