"""What a person says about a table: is it well formed? What becomes of it is for the draft to say."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from titiktemu.analysis.spreadsheet.rules import NUMBERS, Meaning
from titiktemu.catalogue.drafts import Draft, RowsSaid
from titiktemu.catalogue.meanings import GROUPS
from titiktemu.catalogue.wording import MEANINGS, said

MOST_ROWS, MOST_HEADER = 200, 5
LONGEST_ROWS = 2000
MOST_COLUMNS = 150
"""Columns that can be changed on the page; the others are taken as they were understood."""
MARKS = ("totals", "notes", "records", "left_out")
"""Fields that say what single rows are, against what they were taken for."""
_ROWS = re.compile(r"\s*(\d{1,9})\s*(?:[-–]\s*(\d{1,9})\s*)?")


class RowsField(forms.CharField):
    """Numbers of rows: 5, 6 or 5-6."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=LONGEST_ROWS, required=False, **options)

    def clean(self, value: Any) -> tuple[int, ...]:
        """The numbers in their order, each once."""
        text, found = super().clean(value), set[int]()
        for part in re.split(r"[,;]|\bdan\b|\band\b", text):
            if not part.strip():
                continue
            told = _ROWS.fullmatch(part)
            start, end = (int(told[1]), int(told[2] or told[1])) if told else (0, 0)
            if not 1 <= start <= end < start + MOST_ROWS:
                raise ValidationError(_("Please write numbers of rows such as 5, 6 or 5-6."))
            found |= {*range(start, end + 1)}
        return tuple(sorted(found))


class RowsForm(forms.Form):
    """Where the table is in the file."""

    header_rows = RowsField(
        label=gettext_lazy("Rows with the names of the columns"),
        help_text=gettext_lazy("Numbers at the left edge, such as 5 or 5-6."),
    )
    first_row = forms.IntegerField(
        label=gettext_lazy("First row with data"), min_value=1, max_value=10**9, required=False
    )
    last_row = forms.IntegerField(
        label=gettext_lazy("Last row with data"), min_value=1, max_value=10**9, required=False
    )
    totals = RowsField(
        label=gettext_lazy("These rows are totals"),
        help_text=gettext_lazy("Left out of the data, and held against the sum of the rows above."),
    )
    notes = RowsField(
        label=gettext_lazy("These rows are notes"),
        help_text=gettext_lazy("Such as a source or a remark. Left out of the data."),
    )
    records = RowsField(
        label=gettext_lazy("These rows are data"),
        help_text=gettext_lazy("Although they were taken for totals, notes or names of groups."),
    )
    left_out = RowsField(
        label=gettext_lazy("Leave these rows out"),
        help_text=gettext_lazy("For another reason, such as a row that was only a trial."),
    )

    def __init__(self, *args: Any, header: Iterable[int] = (), last: int = 0, **named: Any) -> None:
        super().__init__(*args, **named)
        self._header, self._last = tuple(header), last

    @property
    def where(self) -> list[forms.BoundField]:
        """Fields that say where the table is."""
        return [one for one in self if one.name not in MARKS]

    @property
    def marks(self) -> list[forms.BoundField]:
        """Fields that say what single rows are."""
        return [one for one in self if one.name in MARKS]

    @property
    def is_marked(self) -> bool:
        """Whether anything is said of single rows."""
        return any(one.value() for one in self.marks)

    @property
    def is_wrongly_placed(self) -> bool:
        """Whether one of the others has an error, or they make no sense together."""
        return any(one.errors for one in self.where) or bool(self.non_field_errors())

    @property
    def is_wrongly_marked(self) -> bool:
        """Whether one of these has an error."""
        return any(one.errors for one in self.marks)

    def clean_header_rows(self) -> tuple[int, ...]:
        """At most five, next to each other."""
        rows: tuple[int, ...] = self.cleaned_data["header_rows"]
        if len(rows) > MOST_HEADER:
            raise ValidationError(_("A header can have five rows at most."))
        return rows

    def clean(self) -> dict[str, Any] | None:
        """Header, first and last row come in this order."""
        told = super().clean() or {}
        header, first, last = (told.get(name) for name in ("header_rows", "first_row", "last_row"))
        ordered = [one for one in (max(header) if header else None, first, last) if one]
        if ordered != sorted(ordered) or (header and first and first <= max(header)):
            raise ValidationError(_("The names must stand above the first row, and the last row below it."))
        self._check_marks(told, max(header or self._header, default=0))
        return told

    def _check_marks(self, told: Mapping[str, Any], names: int) -> None:
        """Each marked row is one thing, stands below the names of the columns and in the table."""
        seen: set[int] = set()
        for field in MARKS:
            rows = told.get(field) or ()
            if twice := seen.intersection(rows):
                text = _("Row %(row)s stands in two fields; please say one thing of it.")
                self.add_error(field, text % {"row": min(twice)})
            elif rows and min(rows) <= names:
                text = _("Row %(row)s is not below the names of the columns; only rows below can be marked.")
                self.add_error(field, text % {"row": min(rows)})
            elif rows and self._last and max(rows) > self._last:
                text = _("The table and its notes end in row %(last)s; there is no row %(row)s to mark.")
                self.add_error(field, text % {"last": self._last, "row": max(rows)})
            seen.update(rows)

    @property
    def said(self) -> RowsSaid:
        """What was said, after the form was found valid."""
        told = self.cleaned_data
        return RowsSaid(
            told["header_rows"],
            told["first_row"],
            told["last_row"],
            told["left_out"],
            told["totals"],
            told["notes"],
            told["records"],
        )


def rows_initial(rows: RowsSaid) -> dict[str, Any]:
    """What the form begins with."""
    return {
        "header_rows": in_short(rows.header),
        "first_row": rows.first,
        "last_row": rows.last,
        **{name: in_short(getattr(rows, name)) for name in MARKS},
    }


def in_short(rows: Iterable[int]) -> str:
    """Numbers of rows as a person writes them: 5-6, 9."""
    spans: list[list[int]] = []
    for row in rows:
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    return ", ".join(str(start) if start == end else f"{start}-{end}" for start, end in spans)


def _meanings() -> list[tuple[Any, list[tuple[str, Any]]]]:
    return [(group, [(one, MEANINGS[one]) for one in kinds]) for group, kinds in GROUPS]


class ColumnForm(forms.Form):
    """How one column is read and called."""

    name = forms.CharField(widget=forms.HiddenInput, max_length=5000, strip=False)
    was = forms.CharField(widget=forms.HiddenInput, max_length=20, required=False)
    kept = forms.BooleanField(label=gettext_lazy("Keep this column"), required=False)
    title = forms.CharField(label=gettext_lazy("Name in the release"), max_length=200)
    meaning = forms.ChoiceField(label=gettext_lazy("What stands in it"), choices=_meanings)
    decimal = forms.ChoiceField(
        label=gettext_lazy("How numbers are written"),
        choices=[
            ("", gettext_lazy("without decimals")),
            (",", gettext_lazy("1.234,5 with a comma")),
            (".", gettext_lazy("1,234.5 with a point")),
        ],
        required=False,
    )
    month_first = forms.ChoiceField(
        label=gettext_lazy("How short dates are written"),
        choices=[
            ("", gettext_lazy("day/month: 31/12")),
            ("1", gettext_lazy("month/day: 12/31")),
        ],
        required=False,
    )
    unit = forms.CharField(label=gettext_lazy("Unit"), max_length=50, required=False)
    is_key = forms.BooleanField(
        label=gettext_lazy("Tells each row from all others, alone or with other marked columns"),
        required=False,
    )

    @property
    def shows_decimal(self) -> bool:
        """Whether it holds numbers, as it is chosen now."""
        return self["meaning"].value() in {one.value for one in NUMBERS}

    @property
    def shows_order(self) -> bool:
        """Whether it holds days, as it is chosen now."""
        return bool(self["meaning"].value() == Meaning.DATE.value)


class AnswerForm(forms.Form):
    """The answer to one question: the place of an alternative."""

    answer = forms.ChoiceField(widget=forms.RadioSelect, required=False)

    def __init__(self, question: Mapping[str, Any], *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.question = question
        choices = [
            (str(at), said(one["template"], question["values"]))
            for at, one in enumerate(question["alternatives"])
        ]
        self.fields["answer"].choices = choices  # type: ignore[attr-defined] # a ChoiceField

    @property
    def changes(self) -> Mapping[str, Any]:
        """What the answer says of the column; nothing where nothing was answered."""
        at = self.cleaned_data.get("answer", "") if self.is_bound and self.is_valid() else ""
        found: Mapping[str, Any] = self.question["alternatives"][int(at)]["changes"] if at else {}
        return found


class PeriodForm(forms.Form):
    """What the data cover, and that differences were looked at."""

    period_start = forms.DateField(
        label=gettext_lazy("First day that the data cover"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    period_end = forms.DateField(
        label=gettext_lazy("Last day that the data cover"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    looked = forms.BooleanField(
        label=gettext_lazy("I have looked at what is different this time"), required=False
    )

    def clean(self) -> dict[str, Any] | None:
        """A period ends after it begins."""
        told = super().clean() or {}
        start, end = told.get("period_start"), told.get("period_end")
        if start and end and start > end:
            raise ValidationError({"period_end": _("The period ends before it begins.")})
        return told


def column_initial(draft: Draft, name: str) -> dict[str, Any]:
    """What the form of a column begins with."""
    one = draft.recipe.of(name)
    return {
        "name": name,
        "was": one.meaning.value,
        "kept": one.kept,
        "title": one.title,
        "meaning": one.meaning.value,
        "decimal": one.decimal,
        "month_first": "1" if one.month_first else "",
        "unit": one.unit,
        "is_key": one.machine_name in draft.recipe.key,
    }
