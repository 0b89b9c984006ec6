"""Forms of issue cards."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from titiktemu.catalogue.queries import visible_assets, visible_datasets
from titiktemu.foundation.actors import Actor
from titiktemu.foundation.models import Initiative
from titiktemu.foundation.regions import regency_choices
from titiktemu.foundation.sectors import sector_choices
from titiktemu.step1_issues.forms import LONG_TEXT, SHORT_TEXT
from titiktemu.step1_issues.models import Issue, NamedData, Wish
from titiktemu.step1_issues.queries.issues import living_issues, open_issues

FEWEST_TO_MERGE = 2
LONGEST = 240
"""Letters of a problem, as the table of issues holds them."""


class IssueForm(forms.ModelForm[Issue]):
    """The problem and how data could help; only the sentence is asked for."""

    class Meta:
        model = Issue
        fields: ClassVar = [
            "problem",
            "problem_en",
            "scope",
            "mechanism",
            "mechanism_note",
            "mechanism_note_en",
            "sector",
            "region",
            "parent",
        ]
        widgets: ClassVar = {
            "problem": SHORT_TEXT,
            "problem_en": SHORT_TEXT,
            "mechanism_note": LONG_TEXT,
            "mechanism_note_en": LONG_TEXT,
        }
        help_texts: ClassVar = {
            "problem": gettext_lazy(
                "Who is affected, by what, where. Example: “Half of the mothers in the southern districts"
                " learn their test results too late.” No solution yet, and nobody to blame."
            ),
            "scope": gettext_lazy(
                "Both are good starting points; a broad one may hold several specific ones."
            ),
            "mechanism_note": gettext_lazy("Which data, looked at by whom, would change what?"),
            "parent": gettext_lazy("The broader issue that this one belongs to."),
        }

    def __init__(self, *args: Any, initiative: Initiative, **named: Any) -> None:
        super().__init__(*args, **named)
        sector: Any = forms.ChoiceField(
            label=_("Sector"), required=False, choices=[("", _("That of the initiative")), *sector_choices()]
        )
        region: Any = forms.ChoiceField(
            label=_("Region"), required=False, choices=[("", _("That of the initiative")), *regency_choices()]
        )
        self.fields["sector"], self.fields["region"] = sector, region
        mechanism: Any = self.fields["mechanism"]
        mechanism.choices = [("", _("Not told yet")), *mechanism.choices[1:]]
        parent: Any = self.fields["parent"]
        parent.queryset = living_issues(initiative).exclude(pk=self.instance.pk)
        parent.empty_label = _("It stands on its own")

    @property
    def told(self) -> dict[str, Any]:
        """What was said, after it was found valid."""
        return dict(self.cleaned_data)


class WishForm(forms.ModelForm[Wish]):
    """Why one's own side wants it solved; empty takes it back."""

    class Meta:
        model = Wish
        fields: ClassVar = ["reason", "reason_en"]
        widgets: ClassVar = {"reason": SHORT_TEXT, "reason_en": SHORT_TEXT}

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["reason"].required = False
        self.fields["reason"].help_text = _(
            "Shown with the name of your office or organisation. Leave it empty to take it back."
        )


class NamedDataForm(forms.ModelForm[NamedData]):
    """Data by name, whether it can be had, and where it stands in the catalogue."""

    class Meta:
        model = NamedData
        fields: ClassVar = ["title", "title_en", "state", "holder", "asset", "dataset"]

    def __init__(self, *args: Any, actor: Actor, initiative: Initiative, **named: Any) -> None:
        super().__init__(*args, **named)
        assets, datasets = visible_assets(actor, initiative), visible_datasets(actor, initiative)
        self._fill("asset", assets, _("Data that is noted in the catalogue"))
        self._fill("dataset", datasets, _("A dataset in the catalogue"))

    def _fill(self, name: str, rows: Any, label: str) -> None:
        field: Any = self.fields[name]
        field.queryset, field.label, field.empty_label = rows, label, _("None of these")
        if not rows.exists():
            del self.fields[name]

    @property
    def told(self) -> dict[str, Any]:
        """What was said, after it was found valid."""
        return dict(self.cleaned_data)


class ReasonForm(forms.Form):
    """A reason that everybody will read."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=1000, required=False, strip=True, widget=SHORT_TEXT
    )


class MergeForm(forms.Form):
    """Which cards become one, and what that one says."""

    numbers = forms.MultipleChoiceField(
        label=gettext_lazy("Cards that become one"), widget=forms.CheckboxSelectMultiple
    )
    problem = forms.CharField(
        label=gettext_lazy("The problem that they share, in one sentence"), max_length=240, widget=SHORT_TEXT
    )
    problem_en = forms.CharField(
        label=gettext_lazy("The same in English"), max_length=240, required=False, widget=SHORT_TEXT
    )

    def __init__(self, *args: Any, initiative: Initiative, **named: Any) -> None:
        super().__init__(*args, **named)
        self.known = {str(one.number): one for one in open_issues(initiative)}
        numbers: Any = self.fields["numbers"]
        numbers.choices = [(number, f"{number}. {one.shown_problem}") for number, one in self.known.items()]

    def clean_numbers(self) -> list[Issue]:
        """The cards themselves; at least two."""
        numbers = self.cleaned_data["numbers"]
        if len(numbers) < FEWEST_TO_MERGE:
            raise forms.ValidationError(_("Choose at least two cards to merge."))
        return [self.known[number] for number in numbers]


class SplitForm(forms.Form):
    """What a card is taken apart into, one problem a line."""

    problems = forms.CharField(
        label=gettext_lazy("The problems in it, one on each line"), max_length=2000, widget=LONG_TEXT
    )

    def clean_problems(self) -> list[str]:
        """The lines that say something."""
        lines = [line.strip() for line in self.cleaned_data["problems"].splitlines() if line.strip()]
        if len(lines) < FEWEST_TO_MERGE:
            raise forms.ValidationError(_("Write at least two problems, one on each line."))
        if any(len(line) > LONGEST for line in lines):
            raise forms.ValidationError(_("One of these lines is longer than 240 characters."))
        return lines
