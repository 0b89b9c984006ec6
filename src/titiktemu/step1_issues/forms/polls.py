"""Forms of polls about several issues, of criteria, and of the record of an agreement."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from titiktemu.foundation.models import Initiative
from titiktemu.step1_issues.forms import SHORT_TEXT
from titiktemu.step1_issues.models import Criterion, Issue, Poll
from titiktemu.step1_issues.queries.issues import living_issues
from titiktemu.step1_issues.queries.polls import MOST_POINTS
from titiktemu.step1_issues.words import RANKED, SIDES, Rule

FEWEST_OPTIONS = 2
MOST_COST = 1_000_000_000
MOST_PAPER = 10_000


class PollForm(forms.ModelForm[Poll]):
    """What is asked, how it is counted, and about which issues."""

    class Meta:
        model = Poll
        fields: ClassVar = ["title", "title_en", "rule", "budget", "unit", "is_public"]
        widgets: ClassVar = {"rule": forms.RadioSelect}
        help_texts: ClassVar = {
            "budget": gettext_lazy("For the method of equal shares only: what all chosen issues may cost."),
            "unit": gettext_lazy("Example: facilitation days, million rupiah."),
            "is_public": gettext_lazy(
                "Without names, in the format of Pabulib, and only where each side gave twenty ballots"
                " or more."
            ),
        }

    def __init__(self, *args: Any, initiative: Initiative, **named: Any) -> None:
        super().__init__(*args, **named)
        self.issues: list[Issue] = list(living_issues(initiative))
        asked: Any = forms.MultipleChoiceField(
            label=_("Issues"),
            widget=forms.CheckboxSelectMultiple,
            choices=[(str(one.number), f"{one.number}. {one.shown_problem}") for one in self.issues],
        )
        self.fields["asked"] = asked
        for one in self.issues:
            self.fields[f"cost_{one.number}"] = forms.IntegerField(
                label=_("What issue %(number)d would cost") % {"number": one.number},
                min_value=1,
                max_value=MOST_COST,
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        """Two issues or more; a budget where shares are given."""
        cleaned = super().clean() or self.cleaned_data
        if len(cleaned.get("asked", ())) < FEWEST_OPTIONS:
            self.add_error("asked", _("Choose at least two issues of this initiative."))
        if cleaned.get("rule") == Rule.EQUAL_SHARES and not cleaned.get("budget"):
            self.add_error("budget", _("The method of equal shares needs a budget."))
        return cleaned

    @property
    def costs(self) -> dict[int, int]:
        """Each chosen issue with its cost; one where none was given."""
        told = self.cleaned_data
        return {int(name): told.get(f"cost_{name}") or 1 for name in told["asked"]}

    @property
    def told(self) -> dict[str, Any]:
        """What the poll says of itself."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class BallotForm(forms.Form):
    """A ballot under the rule of a poll: ticks, points, or places."""

    def __init__(self, *args: Any, poll: Poll, **named: Any) -> None:
        super().__init__(*args, **named)
        self.poll = poll
        self.options = [option.issue for option in poll.options.select_related("issue")]
        for one in self.options:
            self.fields[f"i{one.number}"] = self._field(one)
        self.asked = [f"i{one.number}" for one in self.options]

    def _field(self, issue: Issue) -> forms.Field:
        label = f"{issue.number}. {issue.shown_problem}"
        if self.poll.rule == Rule.SCORE:
            points = [(value, str(value)) for value in range(MOST_POINTS + 1)]
            return forms.TypedChoiceField(
                label=label,
                choices=points,
                coerce=int,
                required=False,
                empty_value=0,  # type: ignore[arg-type] # given back as it is
            )
        if self.poll.rule in RANKED:
            return forms.IntegerField(label=label, min_value=1, max_value=len(self.options), required=False)
        return forms.BooleanField(label=label, required=False)

    def clean(self) -> dict[str, Any]:
        """No two issues on the same place."""
        cleaned = super().clean() or self.cleaned_data
        if self.poll.rule in RANKED:
            places = [place for name, place in cleaned.items() if name in self.asked and place]
            if len(set(places)) < len(places):
                raise forms.ValidationError(_("Give each place to one issue only; places may stay empty."))
        return cleaned

    @property
    def choices(self) -> list[str] | dict[str, int]:
        """The ballot as it is kept."""
        given = self.cleaned_data
        told = {name.removeprefix("i"): given[name] for name in self.asked}
        if self.poll.rule == Rule.SCORE:
            return {name: int(value) for name, value in told.items()}
        if self.poll.rule in RANKED:
            return sorted((name for name, place in told.items() if place), key=lambda name: told[name])
        return [name for name, chosen in told.items() if chosen]


class PaperBallotsForm(BallotForm):
    """Ballots on paper of one side that say the same: how many, and what they say."""

    side = forms.ChoiceField(label=gettext_lazy("Side"), choices=SIDES, widget=forms.RadioSelect)
    many = forms.IntegerField(
        label=gettext_lazy("How many of these ballots"), min_value=1, max_value=MOST_PAPER, initial=1
    )


class ImportForm(forms.Form):
    """Ballots in a file of Pabulib."""

    title = forms.CharField(label=gettext_lazy("The question"), max_length=200)
    rule = forms.ChoiceField(
        label=gettext_lazy("How it is counted"), choices=Rule.choices, widget=forms.RadioSelect
    )
    file = forms.FileField(
        label=gettext_lazy("File (.pb)"),
        help_text=gettext_lazy(
            "Projects are numbers of issues; each ballot names its side in the column “side”."
        ),
    )


class CriterionForm(forms.ModelForm[Criterion]):
    """A criterion with its worst and its best level."""

    class Meta:
        model = Criterion
        fields: ClassVar = ["name", "name_en", "unit", "worst", "best", "halfway"]
        help_texts: ClassVar = {
            "halfway": gettext_lazy("Only where the value does not grow evenly between worst and best."),
        }


class LevelsForm(forms.Form):
    """How each issue does on one criterion."""

    def __init__(self, *args: Any, criterion: Criterion, **named: Any) -> None:
        super().__init__(*args, **named)
        self.issues: list[Issue] = list(living_issues(criterion.initiative))
        known = {one.issue_id: one for one in criterion.performances.all()}
        for issue in self.issues:
            level = known.get(issue.pk)
            self.fields[f"level_{issue.number}"] = forms.FloatField(
                label=f"{issue.number}. {issue.shown_problem}",
                required=False,
                initial=level.level if level else None,
            )
        source = next((one.source for one in known.values() if one.source), "")
        self.fields["source"] = forms.CharField(
            label=_("Where the levels are from"), max_length=200, required=False, initial=source
        )

    @property
    def levels(self) -> dict[int, float]:
        """The levels that were given."""
        told = self.cleaned_data
        return {
            one.number: level for one in self.issues if (level := told.get(f"level_{one.number}")) is not None
        }


class WeightsForm(forms.Form):
    """What the swing from worst to best on each criterion is worth to one's own side."""

    def __init__(self, *args: Any, criteria: list[Criterion], points: dict[int, int], **named: Any) -> None:
        super().__init__(*args, **named)
        for one in criteria:
            self.fields[f"points_{one.number}"] = forms.IntegerField(
                label=_("%(name)s: from %(worst)g to %(best)g %(unit)s")
                % {"name": one.shown_name, "worst": one.worst, "best": one.best, "unit": one.unit},
                min_value=0,
                max_value=100,
                initial=points.get(one.pk),
            )

    @property
    def points(self) -> dict[int, int]:
        """The points by the number of the criterion."""
        return {int(name.removeprefix("points_")): value for name, value in self.cleaned_data.items()}


class RecordForm(forms.Form):
    """Where the agreement was made."""

    place = forms.CharField(label=gettext_lazy("Where it was agreed"), max_length=200, widget=SHORT_TEXT)
    city = forms.CharField(label=gettext_lazy("City for the signatures"), max_length=80)
