"""Forms of teams, nominations and mandates."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from titiktemu.documents.models import SignedCopy
from titiktemu.foundation.models import Participation
from titiktemu.foundation.words import Side
from titiktemu.meetings.models import Meeting
from titiktemu.step3_team.models import Mandate, Skill, Team
from titiktemu.step3_team.models.teams import MOST_HOURS
from titiktemu.step3_team.words import Holding, Work

SHORT = forms.Textarea(attrs={"rows": 2})
AREA = forms.Textarea(attrs={"rows": 4})


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PersonChoice(forms.ModelChoiceField[Participation]):
    """A person of a list by name, organisation and side."""

    def label_from_instance(self, obj: Participation) -> str:
        """What stands in the list."""
        told = [obj.name, str(obj.organisation or ""), str(Side(obj.side).label)]
        return " · ".join(one for one in told if one)


class TeamForm(forms.ModelForm[Team]):
    """What a team is called, what it is for, where it was formed and what it needs."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    skills = forms.CharField(
        label=gettext_lazy("Skills that the solution needs"),
        required=False,
        max_length=1700,
        widget=AREA,
        help_text=gettext_lazy("One in each line, such as: cleaning of data; visits to families."),
    )

    class Meta:
        model = Team
        fields: ClassVar = ["name", "name_en", "purpose", "purpose_en", "formed_in"]
        widgets: ClassVar = {"purpose": AREA, "purpose_en": AREA}

    def __init__(self, *args: Any, meetings: QuerySet[Meeting], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["formed_in"].queryset = meetings.filter(side="")  # type: ignore[attr-defined] # a choice of rows

    def clean_skills(self) -> list[str]:
        """One in each line."""
        return [one.strip() for one in self.cleaned_data["skills"].splitlines() if one.strip()]


class NominateForm(forms.Form):
    """The two questions, and which of the skills the person holds."""

    place = PersonChoice(label=gettext_lazy("Whom"), queryset=Participation.objects.none())
    work = forms.ChoiceField(
        label=gettext_lazy("What does the person do?"),
        choices=Work.choices,
        widget=forms.RadioSelect,
    )
    builds = forms.CharField(
        label=gettext_lazy("What will you build or apply yourself?"), max_length=500, widget=SHORT
    )
    hours = forms.IntegerField(
        label=gettext_lazy("How many hours a week?"),
        min_value=1,
        max_value=MOST_HOURS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    skills = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Skills that the person holds"),
        queryset=Skill.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, team: Team, people: QuerySet[Participation], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["place"].queryset = people  # type: ignore[attr-defined] # a choice of rows
        self.fields["skills"].queryset = team.skills.all()  # type: ignore[attr-defined] # a choice of rows
        if not team.skills.exists():
            del self.fields["skills"]


class SupervisorForm(forms.Form):
    """That the superior agreed: who, when, and the signed letter where there is one."""

    supervisor = forms.CharField(label=gettext_lazy("The superior's office"), max_length=160)
    supervisor_on = forms.DateField(label=gettext_lazy("Agreed on"), widget=_day())
    supervisor_copy = forms.ModelChoiceField(
        label=gettext_lazy("Signed letter of assignment"),
        queryset=SignedCopy.objects.none(),
        required=False,
        empty_label=gettext_lazy("None: it was said or written elsewhere"),
    )

    def __init__(self, *args: Any, letters: QuerySet[SignedCopy], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["supervisor_copy"].queryset = letters  # type: ignore[attr-defined] # a choice of rows


class MandateForm(forms.ModelForm[Mandate]):
    """The office, how and until when it is held, and who takes over."""

    class Meta:
        model = Mandate
        fields: ClassVar = ["office", "holding", "begins_on", "ends_on", "successor_office"]
        widgets: ClassVar = {"begins_on": _day(), "ends_on": _day()}


class HandOverForm(forms.Form):
    """To whom a mandate goes, and from which day."""

    place = PersonChoice(label=gettext_lazy("Who takes over"), queryset=Participation.objects.none())
    on = forms.DateField(label=gettext_lazy("From"), widget=_day())
    holding = forms.ChoiceField(
        label=gettext_lazy("Held as"), choices=Holding.choices, initial=Holding.FULL.value
    )

    def __init__(self, *args: Any, people: QuerySet[Participation], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["place"].queryset = people  # type: ignore[attr-defined] # a choice of rows


class PaperForm(forms.Form):
    """The city in which a paper is set."""

    city = forms.CharField(label=gettext_lazy("City for the signatures"), max_length=80)
