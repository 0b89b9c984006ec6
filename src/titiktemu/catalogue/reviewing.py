"""The page on which a person confirms a table: its forms together, and the recipe that they make."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from titiktemu.analysis.recipes.choices import ColumnChoice, Recipe
from titiktemu.analysis.recipes.plain import RecipeBroken
from titiktemu.analysis.recipes.typed_values import typed_values
from titiktemu.analysis.spreadsheet.rules import NUMBERS, Meaning
from titiktemu.catalogue.drafts import Draft, draft_of, is_replayed, rows_found
from titiktemu.catalogue.left_rows import not_shown
from titiktemu.catalogue.meanings import shown
from titiktemu.catalogue.models import Delivery
from titiktemu.catalogue.review_forms import (
    MOST_COLUMNS,
    AnswerForm,
    ColumnForm,
    PeriodForm,
    RowsForm,
    column_initial,
    rows_initial,
)
from titiktemu.catalogue.spoken import spoken
from titiktemu.catalogue.wording import meaning_words, said

READ_ANEW = frozenset({"notation", "date_order", "clock", "code", "year", "card", "fit"})
"""Questions whose examples are read as the alternative says; those of the others are kept as they came."""
READ = ("meaning", "decimal", "month_first", "level")
EXAMPLES = 3
COMMA = re.compile(r",\d{1,2}$")


class Reviewing:
    """The forms of one table of a delivery, as stored or as they were sent.

    Attributes
    ----------
    draft : Draft or None
        None where nothing can be made of the table before its header is corrected.
    problem : str
        Why not, in words.
    """

    def __init__(
        self, delivery: Delivery, place: int, data: QueryDict | None = None, *, may_move: bool = True
    ) -> None:
        self.delivery, self.place, self._data = delivery, place, data
        self.table = (delivery.report or {})["tables"][place - 1]
        self.problem = ""
        about = {"header": self.table["header_rows"], "last": _last_row(self.table, self._picture())}
        self.rows = RowsForm(data if may_move else None, **about)
        self.draft = self._draft()
        if not self.rows.is_bound:
            where = self.draft.rows if self.draft else rows_found(self.table)
            self.rows = RowsForm(initial=rows_initial(where), **about)
        stored = {"period_start": delivery.period_start, "period_end": delivery.period_end}
        self.period = PeriodForm(data, initial=stored)
        self.answers = [
            AnswerForm(one, data, prefix=f"q{at}", auto_id=f"q{at}-%s") for at, one in self._asked()
        ]
        self.columns = self._column_forms()
        self.recipe = self._recipe()

    def _picture(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = (self.delivery.report or {})["proposals"][self.place - 1]["picture"]
        return found

    @property
    def totals_not_shown(self) -> int:
        """Totals that the page does not show one by one."""
        return not_shown(self.table, self._picture())

    def _draft(self) -> Draft | None:
        rows = self.rows.said if self.rows.is_valid() else None
        try:
            found = draft_of(self.delivery, self.place, rows)
        except RecipeBroken as error:
            self.problem = said(error.template, error.values)
            found = None
        if found is None and not self.problem:
            told = (self.delivery.report or {})["proposals"][self.place - 1].get("problem", {})
            self.problem = said(told.get("template", ""), told.get("values"))
        return found

    @property
    def is_replayed(self) -> bool:
        """Whether what was decided the last time is brought to this table."""
        return is_replayed(self.delivery, self.place)

    @property
    def differences(self) -> list[dict[str, Any]]:
        """What is otherwise than the last time, what asks for a look first."""
        if not self.is_replayed:
            return []
        told = [
            {
                "sentence": said(one["template"], _worded(one["values"])),
                "before": _meaning_or(one["values"].get("before", "")) if one["kind"] == "meaning" else "",
                "after": _meaning_or(one["values"].get("after", "")) if one["kind"] == "meaning" else "",
                "asks": one["asks"],
            }
            for one in self.delivery.differences
        ]
        return sorted(told, key=lambda one: not one["asks"])

    def _asked(self) -> Iterator[tuple[int, Mapping[str, Any]]]:
        """Questions that nobody has answered: of a table that is known, those about what is new in it."""
        if self.draft is None:
            return
        known = self._decided()
        for at, one in enumerate(self.draft.questions):
            if one["column"] in self.draft.recipe.header and one["column"] not in known:
                yield at, one

    def _decided(self) -> set[str]:
        """Columns about which somebody decided before."""
        is_confirmed = self.delivery.recipe is not None and (
            self.delivery.recipe.content["place"] == self.place
        )
        if not (self.is_replayed or is_confirmed) or self.draft is None:
            return set()
        asking = {one["values"].get("column") for one in self.delivery.differences if one["asks"]}
        content = self.delivery.recipe.content["header"] if is_confirmed and self.delivery.recipe else ()
        if is_confirmed:
            return {*content}
        return {*self.draft.recipe.header} - asking

    def _column_forms(self) -> list[ColumnForm]:
        """A form for each column; what was sent is found again by the name of the column."""
        if self.draft is None:
            return []
        sent = self._sent()
        made = []
        for at, name in enumerate(self.draft.recipe.header[:MOST_COLUMNS]):
            initial, prefix = column_initial(self.draft, name), f"c{at}"
            data = sent.get(name)
            plain = {f"{prefix}-{key}": one for key, one in data.items()} if data is not None else None
            made.append(ColumnForm(plain, prefix=prefix, initial=initial, auto_id=f"{prefix}-%s"))
        return made

    def _sent(self) -> dict[str, dict[str, str]]:
        data, found = self._data, dict[str, dict[str, str]]()
        for at in range(MOST_COLUMNS if data is not None else 0):
            name = data.get(f"c{at}-name") if data is not None else None
            if name is None or data is None:
                break
            start = f"c{at}-"
            found[name] = {key[len(start) :]: str(one) for key, one in data.items() if key.startswith(start)}
        return found

    def _recipe(self) -> Recipe | None:
        """What would be confirmed, as far as it can be told; where forms are wrong, without what is wrong."""
        if self.draft is None:
            return None
        answers = {one.question["column"]: dict(one.changes) for one in self.answers}
        made = {
            form.initial["name"]: self._choice(form, answers.get(form.initial["name"], {}))
            for form in self.columns
        }
        recipe = self.draft.recipe
        columns = tuple(made.get(one.name, one) for one in recipe.columns)
        key = tuple(
            made[form.initial["name"]].machine_name
            for form in self.columns
            if form["is_key"].value() not in {None, False, "", "False"} and made[form.initial["name"]].kept
        )
        return replace(recipe, columns=columns, key=key)

    def _choice(self, form: ColumnForm, answer: dict[str, Any]) -> ColumnChoice:
        assert self.draft is not None  # noqa: S101 - there is no form without one
        choice = self.draft.recipe.of(form.initial["name"])
        if form.is_bound:
            form.full_clean()
            told = form.cleaned_data
            choice = replace(
                choice,
                title=told.get("title") or choice.title,
                meaning=Meaning(told.get("meaning") or choice.meaning),
                decimal=self._mark(form, choice),
                month_first=bool(told.get("month_first"))
                if f"{form.prefix}-month_first" in form.data
                else choice.month_first,
                unit=told.get("unit", choice.unit),
                kept=told.get("kept", choice.kept),
            )
            if told.get("meaning") != told.get("was"):
                answer = {}
        return replace(choice, **_typed(answer))

    def _mark(self, form: ColumnForm, choice: ColumnChoice) -> str:
        """The mark before decimals; where the page did not ask for it, as the values have it."""
        if f"{form.prefix}-decimal" in form.data:
            return str(form.cleaned_data.get("decimal", choice.decimal))
        texts = self.draft.examples.get(choice.name, ()) if self.draft else ()
        return choice.decimal or ("," if any(COMMA.search(one) for one in texts) else "")

    def errors(self) -> list[tuple[str, str]]:
        """Everything that keeps the table from being confirmed: where on the page, and what."""
        found = [("#baris", one) for one in _all_errors(self.rows)]
        found += [(f"#q{at}", self._unanswered(form)) for at, form in enumerate(self.answers) if _open(form)]
        for form in self.columns:
            found += [(f"#{form.prefix}", f"{form.initial['name']}: {one}") for one in _all_errors(form)]
        found += [("#masa", one) for one in _all_errors(self.period)]
        if any(one["asks"] for one in self.differences) and not _is_looked(self.period):
            found.append(("#beda", _("Please look at what is different this time, and say so.")))
        if self.recipe is not None and not self.recipe.written:
            found.append(("#kolom", _("Please keep at least one column.")))
        return found

    def _unanswered(self, form: AnswerForm) -> str:
        return _("Please answer the question about “%(column)s”.") % {"column": form.question["column"]}

    @property
    def period_told(self) -> tuple[date | None, date | None]:
        """What the data cover, after the form was found valid."""
        told = self.period.cleaned_data
        return told["period_start"], told["period_end"]

    def questions(self) -> list[dict[str, Any]]:
        """Each question with its alternatives, and real values as each of them would read them."""
        return [{"form": form, "place": at, **self._question(form)} for at, form in enumerate(self.answers)]

    def _question(self, form: AnswerForm) -> dict[str, Any]:
        question = form.question
        chosen = form["answer"].value()
        choice = self.draft.recipe.of(question["column"]) if self.draft else None
        return {
            "column": question["column"],
            "why": said(question["template"], question["values"]),
            "kind": question["kind"],
            "alternatives": [
                {
                    "value": str(at),
                    "is_chosen": chosen == str(at),
                    "sentence": said(one["template"], question["values"]),
                    "examples": _examples(question["kind"], one, choice),
                }
                for at, one in enumerate(question["alternatives"])
            ],
        }

    def cards(self) -> list[dict[str, Any]]:
        """Each column with what is known of it, and three values as they stand and as they are read."""
        return [self._card(form) for form in self.columns]

    def _card(self, form: ColumnForm) -> dict[str, Any]:
        assert self.draft is not None  # noqa: S101 - there is no form without one
        assert self.recipe is not None  # noqa: S101
        name = form.initial["name"]
        told, choice = self.draft.told.get(name, {}), self.recipe.of(name)
        errors = self.draft.errors.get(name, [])
        texts = [*self.draft.examples.get(name, ())[:EXAMPLES]]
        wrong = told.get("errors", {"count": 0, "rows": []})
        return {
            "form": form,
            "name": name,
            "choice": choice,
            "meaning": meaning_words(choice.meaning.value),
            "evidence": said(told["evidence"]) if told.get("meaning") == choice.meaning.value else "",
            "share": told.get("share"),
            "missing": told.get("missing"),
            "distinct": told.get("distinct"),
            "is_about": told.get("distinct_is_exact") is False,
            "read": list(zip(texts, read_as(choice, texts), strict=True)),
            "wrong": wrong["count"] if told.get("meaning") == choice.meaning.value else 0,
            "wrong_rows": [row for row in wrong["rows"] if row not in {one for one, _text in errors}][:15],
            "wrong_cells": errors,
            "more": told.get("errors", {}).get("rows_count", 0),
        }

    @property
    def rest(self) -> int:
        """Columns that the page does not show one by one."""
        return len(self.draft.recipe.header) - len(self.columns) if self.draft else 0


def _last_row(table: Mapping[str, Any], picture: Mapping[str, Any]) -> int:
    """The last row of a table, its notes and the few rows below that are shown."""
    ends: list[int] = [*table["total_rows"], *table["footnote_rows"], table["last_row"] or 0]
    return max([*ends, *(int(at) for at, _kind, _cells in picture["rows"])])


def read_as(choice: ColumnChoice, texts: list[str]) -> list[str | None]:
    """Values as they are read; None where one cannot be read, and becomes empty."""
    values = typed_values(choice, pl.Series(texts, dtype=pl.String)).values.to_list()
    return [None if one is None else shown(one) for one in values]


def _examples(
    kind: str, alternative: Mapping[str, Any], choice: ColumnChoice | None
) -> list[tuple[str, str | None, str]]:
    """Text, how it is read, and a number in words as well."""
    texts = [text for text, _value in alternative["examples"]]
    if choice is None or kind not in READ_ANEW:
        plain = [None if one is None else str(one) for _text, one in alternative["examples"]]
        return [(text, one, "") for text, one in zip(texts, plain, strict=True)]
    read_by = replace(choice, **_typed({k: v for k, v in alternative["changes"].items() if k in READ}))
    values = typed_values(read_by, pl.Series(texts, dtype=pl.String)).values.to_list()
    loud = kind == "notation" and read_by.meaning in NUMBERS
    return [
        (
            text,
            None if one is None else shown(one),
            spoken(one, get_language() or "id") if loud and one is not None else "",
        )
        for text, one in zip(texts, values, strict=True)
    ]


def _typed(changes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: Meaning(one) if name == "meaning" else one for name, one in changes.items()}


def _open(form: AnswerForm) -> bool:
    return not form.is_bound or not form.is_valid() or form.cleaned_data.get("answer") in {"", None}


def _is_looked(form: PeriodForm) -> bool:
    return form.is_bound and bool(form.is_valid() and form.cleaned_data.get("looked"))


def _all_errors(form: Any) -> list[str]:
    if not form.is_bound or form.is_valid():
        return []
    found = [str(one) for one in form.non_field_errors()]
    for name, errors in form.errors.items():
        if name in form.fields:
            found += [f"{form.fields[name].label}: {one}" for one in errors]
    return found


def _worded(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _meaning_or(one) for name, one in values.items()}


def _meaning_or(value: Any) -> Any:
    known = {one.value for one in Meaning}
    return meaning_words(value) if isinstance(value, str) and value in known else value
