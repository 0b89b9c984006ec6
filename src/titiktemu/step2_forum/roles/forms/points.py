"""A point, several from paper, an answer, two that stand side by side."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from titiktemu.foundation.words import opposite
from titiktemu.step2_forum.roles.models import RoleMirror, RolePoint
from titiktemu.step2_forum.roles.queries.points import Told, points_of
from titiktemu.step2_forum.roles.services.answering import Answer
from titiktemu.step2_forum.roles.services.writing import LONGEST, MOST_POINTS, Wording
from titiktemu.step2_forum.roles.words import OF_THE_LAW, PointKind, Word, question_of

BASIS_HELP = gettext_lazy("Example: UU 14/2008 article 17 letter h.")
MORE_THAN_ALL = 2**31 - 1
REPLY_DISPUTED = "reply_disputed"
"""The dispute of the side that believed; a dispute without more is that of the side it is about."""


class WordingForm(forms.Form):
    """A wording with its legal basis."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of point"), choices=PointKind, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=gettext_lazy("The point, in one sentence"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    basis = forms.CharField(
        label=gettext_lazy("Law and article"), max_length=300, required=False, help_text=BASIS_HELP
    )
    has_no_basis = forms.BooleanField(label=gettext_lazy("There is no rule about it"), required=False)
    text_en = forms.CharField(
        label=gettext_lazy("The same in English"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    @property
    def wording(self) -> Wording:
        """What the service is given."""
        told = self.cleaned_data
        return Wording(told["kind"], told["text"], told["text_en"], told["basis"], told["has_no_basis"])


def _about_choices(side: str) -> list[tuple[str, Any]]:
    return [
        (side, gettext_lazy("What we do ourselves")),
        (opposite(side).value, gettext_lazy("What we believe of the other side")),
    ]


class PointForm(WordingForm):
    """A new point of a side."""

    about = forms.ChoiceField(label=gettext_lazy("This point is about"), widget=forms.RadioSelect)
    field_order = ("about", "kind", "text", "basis", "has_no_basis", "text_en")

    def __init__(self, *args: Any, side: str, **named: Any) -> None:
        super().__init__(*args, **named)
        field: Any = self.fields["about"]
        field.choices = _about_choices(side)


class EditForm(WordingForm):
    """A point that is there, and which version the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MORE_THAN_ALL)


class PaperForm(forms.Form):
    """Points from paper, one a line, all of them of one question."""

    question = forms.ChoiceField(label=gettext_lazy("These points answer"))
    lines = forms.CharField(
        label=gettext_lazy("Points, one a line"),
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, side: str, **named: Any) -> None:
        super().__init__(*args, **named)
        other = opposite(side).value
        field: Any = self.fields["question"]
        field.choices = [
            (
                label,
                [(f"{about}-{kind.value}", question_of(kind, is_own=about == side)) for kind in PointKind],
            )
            for about, label in _groups(side, other)
        ]

    def clean_lines(self) -> list[str]:
        """The points, without empty lines."""
        lines = [" ".join(one.split()) for one in self.cleaned_data["lines"].splitlines()]
        lines = [one for one in lines if one]
        if not lines:
            raise forms.ValidationError(_("Please type at least one point."))
        if len(lines) > MOST_POINTS:
            raise forms.ValidationError(
                _("At most %(most)d points at once; here are %(many)d.")
                % {"most": MOST_POINTS, "many": len(lines)}
            )
        return lines

    @property
    def told(self) -> dict[str, Any]:
        """What the service is given."""
        about, _dash, kind = self.cleaned_data["question"].partition("-")
        return {"about": about, "kind": kind, "lines": self.cleaned_data["lines"]}


def _groups(side: str, other: str) -> list[tuple[str, Any]]:
    return [(side, _("About the own side")), (other, _("About the other side"))]


NEEDED = {
    Word.CORRECTED.value: ("kind", "text"),
    Word.DISPUTED.value: ("reason",),
    REPLY_DISPUTED: ("reason",),
}
"""What has to be filled in with each word."""


class AnswerForm(forms.Form):
    """What a side says to a point: ``do`` is the word. Of a correction and a dispute more is asked."""

    do = forms.ChoiceField(choices=[*Word.choices, (REPLY_DISPUTED, Word.DISPUTED.label)])
    in_view = forms.IntegerField(min_value=0, max_value=MORE_THAN_ALL)
    kind = forms.ChoiceField(label=gettext_lazy("What kind of point"), choices=PointKind, required=False)
    text = forms.CharField(
        label=gettext_lazy("How it really is"),
        error_messages={"required": gettext_lazy("Write how it really is; the other side will read it.")},
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    basis = forms.CharField(
        label=gettext_lazy("Law and article"), max_length=300, required=False, help_text=BASIS_HELP
    )
    has_no_basis = forms.BooleanField(label=gettext_lazy("There is no rule about it"), required=False)
    text_en = forms.CharField(
        label=gettext_lazy("The same in English"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why it is disputed"),
        error_messages={
            "required": gettext_lazy("Please say why it is disputed; the other side will read it.")
        },
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any = None, *, told: Told, word: str, auto_id: str = "id_%s") -> None:
        begin = {name: getattr(told.wording, name) for name in WordingForm.base_fields}
        super().__init__(data, initial={"in_view": len(told.answers), **begin}, auto_id=auto_id)
        for name in NEEDED.get(word, ()):
            self.fields[name].required = True
        self.asks_basis = told.point.kind in OF_THE_LAW

    @property
    def answer(self) -> Answer:
        """What the service is given."""
        told = self.cleaned_data
        wording = Wording(
            told["kind"] or PointKind.DOES.value,
            told["text"],
            told["text_en"],
            told["basis"],
            told["has_no_basis"],
        )
        word = Word.DISPUTED.value if told["do"] == REPLY_DISPUTED else told["do"]
        return Answer(word, told["in_view"], wording, told["reason"])


class PairForm(forms.Form):
    """Whether two points are one thing."""

    pair = forms.IntegerField(min_value=0)
    same = forms.TypedChoiceField(choices=[("1", "1"), ("0", "0")], coerce=lambda one: one == "1")


class PointChoice(forms.ModelChoiceField[RolePoint]):
    """A point by its words."""

    def label_from_instance(self, obj: Any) -> str:
        """What stands in the list."""
        return f"{obj.get_kind_display()}: {obj.shown_text}"


class ProposeForm(forms.Form):
    """A point of the own side and one that the other believes, to stand side by side."""

    own = PointChoice(
        label=gettext_lazy("We say of ourselves"),
        queryset=RolePoint.objects.none(),
        empty_label=gettext_lazy("Choose a point"),
    )
    belief = PointChoice(
        label=gettext_lazy("The other side believes of us"),
        queryset=RolePoint.objects.none(),
        empty_label=gettext_lazy("Choose a point"),
    )

    def __init__(self, *args: Any, mirror: RoleMirror, side: str, **named: Any) -> None:
        super().__init__(*args, **named)
        rows = points_of(mirror).filter(about=side)
        own: Any = self.fields["own"]
        belief: Any = self.fields["belief"]
        own.queryset = rows.filter(side=side)
        belief.queryset = rows.exclude(side=side)
