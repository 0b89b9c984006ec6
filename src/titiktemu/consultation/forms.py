"""Is what was sent well formed? Whether it is allowed, and in time, is for the services to say."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from titiktemu.consultation.models import STATEMENT_LENGTH, Consultation, Moderation, Statement, Vote
from titiktemu.foundation.models import Participation

FIXED_AT_OPENING = ("citizens_vote", "others_vote", "in_room", "votes_public")


class SentenceField(forms.CharField):
    """A short text on one line, whatever the phone's keyboard put between its words."""

    widget = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value: Any) -> str | None:
        """Fold line ends and double spaces before the length is counted."""
        return super().to_python(" ".join(value.split()) if isinstance(value, str) else value)


def _statement_field(label: Any, help_text: Any = "") -> SentenceField:
    return SentenceField(label=label, help_text=help_text, max_length=STATEMENT_LENGTH, required=False)


class ConsultationForm(forms.ModelForm[Consultation]):
    """What a consultation says of itself and who may vote in it."""

    class Meta:
        model = Consultation
        fields: ClassVar = [
            "title",
            "title_en",
            "introduction",
            "introduction_en",
            "hosted_by",
            "citizens_vote",
            "others_vote",
            "moderates_first",
            "in_room",
            "votes_public",
        ]
        widgets: ClassVar = {
            "introduction": forms.Textarea(attrs={"rows": 4}),
            "introduction_en": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts: ClassVar = {
            "title": gettext_lazy(
                "One open question, such as: What helps every mother to be tested in time?"
            ),
            "introduction": gettext_lazy("Why people are asked, and what happens with the answers."),
            "hosted_by": gettext_lazy(
                "Who runs the computer on which the votes are kept. People read this before they vote."
            ),
            "citizens_vote": gettext_lazy("Anybody with the link or QR code; counted apart from both sides."),
            "others_vote": gettext_lazy("Experts, companies, universities and media on the list."),
            "in_room": gettext_lazy(
                "Nobody sees a figure before the close, whoever leads the room neither. For halls in which"
                " people would watch each other."
            ),
            "votes_public": gettext_lazy(
                "After the close anybody may download what each person answered, under a pseudonym made"
                " for the file, of groups of 20 and more. People read this before they vote."
            ),
            "moderates_first": gettext_lazy("Always so in health and other sensitive sectors."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.state != Consultation.State.DRAFT:
            for name in FIXED_AT_OPENING:
                del self.fields[name]


class StatementForm(forms.Form):
    """A new statement in one language or both."""

    text = _statement_field(gettext_lazy("Statement in Indonesian"))
    text_en = _statement_field(gettext_lazy("Statement in English"))
    is_meta = forms.BooleanField(
        label=gettext_lazy("It is about this consultation itself, such as its length or its language"),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        main = "text_en" if get_language() == "en" else "text"
        self.fields[main].help_text = _(
            "One thing that people can agree or disagree with, at most 280 characters. No names. "
            "One language is enough."
        )
        self.order_fields([main])

    @property
    def first(self) -> forms.BoundField:
        """The field in the reader's language."""
        return next(iter(self))

    @property
    def second(self) -> forms.BoundField:
        """The field in the other language."""
        return list(self)[1]

    def clean(self) -> dict[str, Any]:
        """One of the two languages is enough."""
        found = super().clean() or {}
        if not self.errors and not (found.get("text") or found.get("text_en")):
            self.add_error(self.first.name, _("Please write the statement."))
        return found


class ConsoleForm(forms.Form):
    """One press on the console: what to do, and what it needs."""

    ACTIONS = ("hide", "reveal", "timer", "add", "show_statement", "hide_statement")
    do = forms.ChoiceField(choices=[(one, one) for one in ACTIONS])
    minutes = forms.IntegerField(required=False, min_value=0, max_value=1000)
    text = SentenceField(required=False)
    statement = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1)
    reason = forms.ChoiceField(choices=[("", ""), *Moderation.Reason.choices], required=False)


class VoteForm(forms.Form):
    """One answer to one statement."""

    statement = forms.IntegerField()
    answer = forms.TypedChoiceField(choices=Vote.Answer.choices, coerce=lambda value: Vote.Answer(int(value)))


class ModerationForm(forms.Form):
    """Show a statement or not, and why; the other language where it is missing."""

    SHOW, HIDE = "show", "hide"
    decision = forms.ChoiceField(choices=[(SHOW, SHOW), (HIDE, HIDE)])
    text = _statement_field(gettext_lazy("The statement in Indonesian"))
    text_en = _statement_field(gettext_lazy("The statement in English"))
    reason = forms.ChoiceField(
        label=gettext_lazy("Reason, if it is not shown"),
        required=False,
        choices=[
            ("", gettext_lazy("Choose a reason")),
            *(one for one in Moderation.Reason.choices if one[0] != Moderation.Reason.FITS),
        ],
    )
    note = forms.CharField(
        label=gettext_lazy("Note for the other facilitators"), max_length=300, required=False
    )

    def __init__(self, data: Any = None, *, statement: Statement) -> None:
        # Several of these stand on one page, so the numbers of the statements keep their labels apart.
        super().__init__(data, auto_id=f"id_{statement.pk}_%s")
        self.statement = statement
        for name in ("text", "text_en"):
            if getattr(statement, name):
                del self.fields[name]

    @property
    def translation(self) -> forms.BoundField | None:
        """The field for the language that is missing, if one is."""
        missing = [name for name in ("text", "text_en") if name in self.fields]
        return self[missing[0]] if missing else None

    @property
    def texts(self) -> dict[str, str]:
        """Both languages after the decision: what was written stays, what was missing is added."""
        return {
            name: getattr(self.statement, name) or self.cleaned_data.get(name) or ""
            for name in ("text", "text_en")
        }

    def clean(self) -> dict[str, Any]:
        """A statement that is not shown needs a reason, which everybody can read."""
        found = super().clean() or {}
        if found.get("decision") == self.HIDE and not found.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Please choose why the statement is not shown."))
        return found


class SheetsForm(forms.Form):
    """Who gets a sheet of paper."""

    places = forms.ModelMultipleChoiceField(
        queryset=Participation.objects.none(), required=False, label=gettext_lazy("People of the lists")
    )
    citizens = forms.IntegerField(
        label=gettext_lazy("Sheets for citizens"), required=False, min_value=0, max_value=200, initial=0
    )

    def __init__(self, data: Any = None, *, people: QuerySet[Participation]) -> None:
        super().__init__(data)
        self.people = list(people)
        self.fields["places"].queryset = people  # type: ignore[attr-defined]

    def people_of(self, side: str) -> list[Participation]:
        """Those of one side who have no sheet yet."""
        return [place for place in self.people if place.side == side]

    def clean_citizens(self) -> int:
        """An empty box is none."""
        return self.cleaned_data["citizens"] or 0


class SheetForm(forms.Form):
    """One sheet's answers, a field for each statement; what was left empty on paper stays empty."""

    ANSWERS: ClassVar = [*((str(value), label) for value, label in Vote.Answer.choices), ("", "")]

    def __init__(self, data: Any = None, *, statements: Sequence[Statement]) -> None:
        super().__init__(data)
        for one in statements:
            self.fields[self._name(one.number)] = forms.ChoiceField(
                choices=self.ANSWERS, required=False, label=one.shown_text
            )

    @staticmethod
    def _name(number: int) -> str:
        return f"s{number}"

    def field_of(self, statement: Statement) -> forms.BoundField:
        """The field of one statement."""
        return self[self._name(statement.number)]

    def answers(self) -> dict[int, int]:
        """Statement number to answer, without what was left empty."""
        return {int(name[1:]): int(value) for name, value in self.cleaned_data.items() if value != ""}


class SplitForm(forms.Form):
    """What stands in the place of a statement that says several things, a line for each."""

    parts_text = forms.CharField(
        label=gettext_lazy("The new statements, one a line"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=3000,
    )

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The parts in Indonesian; the other language is added in the moderation."""
        lines = self.cleaned_data["parts_text"].splitlines()
        return [(line.strip(), "") for line in lines if line.strip()]


class MergeForm(forms.Form):
    """Which statements say the same, and the one that stands for them."""

    text = _statement_field(gettext_lazy("The one statement, in Indonesian"))
    text_en = _statement_field(gettext_lazy("The one statement, in English"))

    def __init__(self, data: Any = None, *, consultation: Consultation, chosen: Sequence[str] = ()) -> None:
        super().__init__(data)
        known = consultation.statements.filter(state__in=[Statement.State.SHOWN, Statement.State.WAITING])
        self.statements = {str(one.number): one for one in known.select_related("consultation__initiative")}
        self.fields["numbers"] = forms.MultipleChoiceField(
            label=gettext_lazy("Statements that say the same"),
            choices=[(number, f"{number}. {one.shown_text}") for number, one in self.statements.items()],
            widget=forms.CheckboxSelectMultiple,
            initial=list(chosen),
        )
        self.order_fields(["numbers"])

    def chosen(self) -> list[Statement]:
        """The chosen statements."""
        return [self.statements[number] for number in self.cleaned_data["numbers"]]

    def texts(self) -> tuple[str, str]:
        """The new one in both languages."""
        return self.cleaned_data["text"], self.cleaned_data["text_en"]


class PasteForm(forms.Form):
    """Many statements, one a line."""

    pasted = forms.CharField(
        label=gettext_lazy("Statements in Indonesian, one a line"),
        widget=forms.Textarea(attrs={"rows": 12}),
        strip=False,
    )

    def lines(self) -> list[str]:
        """Every line; empty ones at the end do not count."""
        return str(self.cleaned_data["pasted"]).rstrip().splitlines()
