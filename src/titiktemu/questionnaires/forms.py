"""Is what was sent well formed? Whether it is allowed, and in time, is for the services to say."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext, gettext_lazy

from titiktemu.analysis.questionnaire.model import NUMBERS, Form, Kind
from titiktemu.foundation.words import Side
from titiktemu.questionnaires.models import Questionnaire, Weighing
from titiktemu.questionnaires.wording import label_of

LONG_TEXT = forms.Textarea(attrs={"rows": 4})
WORKBOOK = ".xlsx,.xls,.ods,.csv"


class QuestionnaireForm(forms.ModelForm[Questionnaire]):
    """What a questionnaire says of itself, and who may answer it."""

    class Meta:
        model = Questionnaire
        fields: ClassVar = [
            "title",
            "title_en",
            "introduction",
            "introduction_en",
            "hosted_by",
            "sampling",
            "by_link",
            "by_roster",
            "linked",
        ]
        widgets: ClassVar = {"introduction": LONG_TEXT, "introduction_en": LONG_TEXT}
        help_texts: ClassVar = {
            "introduction": gettext_lazy("Why people are asked, and what happens with the answers."),
            "hosted_by": gettext_lazy("People read this before they answer."),
            "sampling": gettext_lazy(
                "The pages say what intervals rest on; only chance makes a sample random."
            ),
            "by_link": gettext_lazy("No name, no account, no network address is kept with the answers."),
        }


class NewQuestionnaireForm(QuestionnaireForm):
    """A new questionnaire with its form."""

    begins = forms.ChoiceField(
        label=gettext_lazy("Where the questions come from"),
        choices=(
            ("workbook", gettext_lazy("From a workbook (XLSForm)")),
            ("page", gettext_lazy("I write them here, beginning with three examples")),
        ),
        initial="workbook",
        required=False,
        widget=forms.RadioSelect,
    )
    file = forms.FileField(
        label=gettext_lazy("The questions (XLSForm)"),
        help_text=gettext_lazy("A workbook as KoboToolbox and ODK use it: XLSX, XLS or CSV."),
        widget=forms.FileInput(attrs={"accept": WORKBOOK}),
        required=False,
    )
    field_order = ["begins", "file"]

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["title"].required = False
        self.fields["title"].help_text = gettext_lazy("Empty: the title of the workbook.")

    def clean(self) -> dict[str, Any]:
        """A workbook, or the wish to write on the page."""
        given = super().clean() or {}
        if given.pop("begins", "") == "page":
            given["file"] = None
        elif not given.get("file"):
            self.add_error("file", gettext("Please choose the workbook, or write the questions here."))
        return given


class FormFileForm(forms.Form):
    """Another version of the questions."""

    file = forms.FileField(
        label=gettext_lazy("The questions (XLSForm)"),
        widget=forms.FileInput(attrs={"accept": WORKBOOK}),
    )


class ImportForm(forms.Form):
    """A file that another tool exported."""

    file = forms.FileField(
        label=gettext_lazy("Export of KoboToolbox or ODK"),
        help_text=gettext_lazy("XLSX, CSV or the ZIP of ODK Central, with names or with labels."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,.tsv,.txt,.zip"}),
    )
    side = forms.ChoiceField(
        label=gettext_lazy("Who answered"),
        choices=Side,
        initial=Side.CITIZENS.value,
        help_text=gettext_lazy("For all rows, unless a column says it."),
    )


class SideForm(forms.Form):
    """For whom somebody answered on paper."""

    side = forms.ChoiceField(
        label=gettext_lazy("For whom this person answered"), choices=Side, initial=Side.CITIZENS.value
    )


class CorrectForm(forms.Form):
    """One answer, changed, with the reason."""

    value = forms.CharField(required=False, max_length=10_000)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=400)


class ReasonForm(forms.Form):
    """A reason that whoever looks later can understand."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=400)


class WeighingForm(forms.Form):
    """Margins, columns of the design, and by what figures are split."""

    by = forms.MultipleChoiceField(
        label=gettext_lazy("Split the figures by"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Beside the sides; at most three, such as sex, age or district."),
    )
    margins = forms.FileField(
        label=gettext_lazy("Margins of the population"),
        required=False,
        help_text=gettext_lazy(
            "A table with the columns variable, level and total, such as a census has them."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    without_margins = forms.BooleanField(label=gettext_lazy("Leave the margins out"), required=False)
    weights = forms.ChoiceField(label=gettext_lazy("Weight"), required=False)
    strata = forms.ChoiceField(label=gettext_lazy("Stratum"), required=False)
    cluster = forms.ChoiceField(label=gettext_lazy("Cluster"), required=False)
    fpc = forms.ChoiceField(
        label=gettext_lazy("Size of the population"),
        required=False,
        help_text=gettext_lazy("Of the stratum from which people were drawn."),
    )

    def __init__(self, data: Any, files: Any, *, form: Form, weighing: Weighing) -> None:
        super().__init__(data, files, initial={**weighing.design, "by": weighing.by})
        flat = [one.item for one in form.places if one.repeat is None]
        splits = [one for one in flat if one.kind is Kind.SELECT_ONE]
        numbers = [one for one in flat if one.kind in {*NUMBERS, Kind.CALCULATE}]
        plain = [one for one in flat if one.is_asked or one.kind is Kind.CALCULATE]
        self.fields["by"].choices = [(one.name, label_of(form, one)) for one in splits]  # type: ignore[attr-defined]
        for name, items in (("weights", numbers), ("strata", plain), ("cluster", plain), ("fpc", numbers)):
            self.fields[name].choices = [("", "–"), *((one.name, label_of(form, one)) for one in items)]  # type: ignore[attr-defined]
        if not weighing.margins:
            del self.fields["without_margins"]
