"""Forms of solutions and of the evidence around an issue."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from titiktemu.foundation.models import Initiative
from titiktemu.step1_issues.forms import LONG_TEXT, SHORT_TEXT
from titiktemu.step1_issues.models import ChannelUse, EvidenceLink, Issue, Rating, Solution, Standing
from titiktemu.step1_issues.queries.issues import living_issues
from titiktemu.step1_issues.services.evidence import Place
from titiktemu.step1_issues.words import Strength


class SolutionForm(forms.ModelForm[Solution]):
    """One way to solve it."""

    class Meta:
        model = Solution
        fields: ClassVar = ["title", "title_en", "how", "how_en"]
        widgets: ClassVar = {
            "title": SHORT_TEXT,
            "title_en": SHORT_TEXT,
            "how": LONG_TEXT,
            "how_en": LONG_TEXT,
        }
        help_texts: ClassVar = {
            "how": gettext_lazy("Who would look at which data, and do what differently because of it?")
        }


class RatingForm(forms.Form):
    """One of three answers."""

    answer = forms.TypedChoiceField(choices=Rating.Answer.choices, coerce=int)


class EvidenceForm(forms.ModelForm[EvidenceLink]):
    """A piece of evidence in its own words."""

    class Meta:
        model = EvidenceLink
        fields: ClassVar = ["channel", "kind", "text", "text_en", "origin", "url", "people", "strength"]
        widgets: ClassVar = {"text": LONG_TEXT, "text_en": LONG_TEXT, "url": forms.URLInput}
        help_texts: ClassVar = {
            "text": gettext_lazy(
                "The words themselves, or the figure with what it says. No names of persons."
            ),
            "people": gettext_lazy("Answers, people in the room, articles, interviews."),
            "strength": gettext_lazy("How much this piece alone can bear."),
        }

    def clean_url(self) -> str:
        """A web address, or nothing."""
        url: str = self.cleaned_data["url"]
        if url and not url.startswith(("https://", "http://")):
            raise forms.ValidationError(_("Write the whole address, beginning with https://."))
        return url

    @property
    def told(self) -> dict[str, Any]:
        """What was said, after it was found valid."""
        return dict(self.cleaned_data)


class PiecesForm(forms.Form):
    """What of all that was gathered speaks for an issue."""

    pieces = forms.MultipleChoiceField(
        label=gettext_lazy("Statements, quotes, notes, figures and articles"),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, pieces: Iterable[EvidenceLink], **named: Any) -> None:
        super().__init__(*args, **named)
        field: Any = self.fields["pieces"]
        field.choices = [(one.source_key, f"{one.get_kind_display()}: {one.shown_text}") for one in pieces]


class IssuesForm(forms.Form):
    """Which issues one gathered piece speaks for."""

    issues = forms.MultipleChoiceField(
        label=gettext_lazy("Issues that it speaks for"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, issues: Iterable[Issue], **named: Any) -> None:
        super().__init__(*args, **named)
        field: Any = self.fields["issues"]
        field.choices = [(str(one.number), f"{one.number}. {one.shown_problem}") for one in issues]


class ChannelForm(forms.ModelForm[ChannelUse]):
    """Whether a channel was used, and where it puts each issue."""

    class Meta:
        model = ChannelUse
        fields: ClassVar = ["is_used", "note", "note_en"]
        widgets: ClassVar = {"note": LONG_TEXT, "note_en": LONG_TEXT}
        labels: ClassVar = {"is_used": gettext_lazy("This channel was used")}
        help_texts: ClassVar = {
            "note": gettext_lazy(
                "Who was asked, when, how many. If it was not used: why not. Everybody will read it, and “not"
                " used, because …” is a good answer."
            )
        }

    def __init__(self, *args: Any, initiative: Initiative, channel: str, **named: Any) -> None:
        super().__init__(*args, **named)
        self.issues: list[Issue] = list(living_issues(initiative))
        rows = Standing.objects.filter(issue__in=self.issues, channel=channel)
        known = {one.issue_id: one for one in rows}
        for issue in self.issues:
            place = known.get(issue.pk)
            self._add(issue, place)

    def _add(self, issue: Issue, place: Standing | None) -> None:
        self.fields[f"rank_{issue.number}"] = forms.IntegerField(
            label=_("Place"), min_value=1, max_value=99, required=False, initial=place.rank if place else None
        )
        self.fields[f"strength_{issue.number}"] = forms.TypedChoiceField(
            label=_("Strength"),
            choices=Strength.choices,
            coerce=int,
            required=False,
            empty_value=int(Strength.MODERATE),  # type: ignore[arg-type] # given back as it is
            initial=place.strength if place else int(Strength.MODERATE),
        )
        self.fields[f"people_{issue.number}"] = forms.IntegerField(
            label=_("Rests on"), min_value=0, required=False, initial=place.people if place else None
        )

    @property
    def lines(self) -> list[tuple[Issue, Any, Any, Any]]:
        """Each issue with its three fields."""
        names = ("rank", "strength", "people")
        return [(one, *(self[f"{name}_{one.number}"] for name in names)) for one in self.issues]  # type: ignore[misc] # three

    @property
    def said(self) -> list[Any]:
        """The fields that are not about a single issue."""
        return [self[name] for name in ("is_used", "note", "note_en")]

    def clean(self) -> dict[str, Any] | None:
        """A channel that was not used says why."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("is_used") and not (cleaned.get("note") or "").strip():
            self.add_error("note", _("Say why this channel was not used; everybody will read it."))
        return cleaned

    @property
    def places(self) -> dict[int, Place]:
        """Where the issues were put; those without a place are left out."""
        told = self.cleaned_data
        return {
            one.number: Place(rank, told[f"strength_{one.number}"], told[f"people_{one.number}"])
            for one in self.issues
            if (rank := told.get(f"rank_{one.number}"))
        }
