"""One question as people write it on a page, in both languages, and what it becomes in the questionnaire."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from titiktemu.analysis.questionnaire.editing import (
    asking_for,
    condition,
    fresh_name,
    limits,
    plain_condition,
    plain_limits,
    shares_its_list,
)
from titiktemu.analysis.questionnaire.model import (
    HOLDING,
    NUMBERS,
    OF_A_LIST,
    Choice,
    Form,
    Item,
    Kind,
    Words,
)
from titiktemu.foundation.errors import RuleBroken
from titiktemu.questionnaires.example import EN, ID
from titiktemu.questionnaires.wording import label_of

SCALE, LONG = "scale", "long"
KINDS = {
    "select_one": gettext_lazy("One of several choices"),
    "select_multiple": gettext_lazy("Several of several choices"),
    SCALE: gettext_lazy("A scale, from least to most"),
    "rank": gettext_lazy("Choices to be put in order"),
    "text": gettext_lazy("A short text"),
    LONG: gettext_lazy("A long text"),
    "integer": gettext_lazy("A whole number"),
    "decimal": gettext_lazy("A number with decimals"),
    "date": gettext_lazy("A day"),
    "geopoint": gettext_lazy("A place on the map"),
    "note": gettext_lazy("A text to read, no question"),
}
MOST_CHOICES = 60
FEWEST = 2
MARK = "="
LINES = {"rows": 6}


def kind_of(item: Item) -> str:
    """The kind as the page names it."""
    if item.is_likert:
        return SCALE
    return LONG if item.kind is Kind.TEXT and "multiline" in item.appearance else str(item.kind)


def _language(form: Form, code: str, otherwise: str) -> str:
    """The form's own name of a language; texts without any are taken for Indonesian."""
    named = next((one for one in form.languages if one.endswith(f"({code})")), "")
    return named or ("" if code == "id" and "" in form.languages else otherwise)


class QuestionForm(forms.Form):
    """A question: its kind, words, choices, limits, and when it is asked."""

    kind = forms.ChoiceField(label=gettext_lazy("What is answered"), choices=list(KINDS.items()))
    label = forms.CharField(label=gettext_lazy("Question (Indonesian)"), max_length=1000)
    label_en = forms.CharField(label=gettext_lazy("Question (English)"), max_length=1000, required=False)
    hint = forms.CharField(label=gettext_lazy("Hint (Indonesian)"), max_length=1000, required=False)
    hint_en = forms.CharField(label=gettext_lazy("Hint (English)"), max_length=1000, required=False)
    choices = forms.CharField(
        label=gettext_lazy("Choices (Indonesian)"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs=LINES),
        help_text=gettext_lazy(
            "For choices, scales and orders: one on each line, a scale from least to most."
        ),
    )
    choices_en = forms.CharField(
        label=gettext_lazy("Choices (English)"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs=LINES),
        help_text=gettext_lazy("The same lines in the same order, or nothing."),
    )
    required = forms.BooleanField(label=gettext_lazy("Must be answered"), required=False)
    least = forms.DecimalField(label=gettext_lazy("Smallest number allowed"), required=False, localize=False)
    most = forms.DecimalField(label=gettext_lazy("Largest number allowed"), required=False, localize=False)
    message = forms.CharField(
        label=gettext_lazy("What is said where a number is not allowed (Indonesian)"),
        max_length=500,
        required=False,
    )
    message_en = forms.CharField(
        label=gettext_lazy("What is said where a number is not allowed (English)"),
        max_length=500,
        required=False,
    )
    asked_if = forms.MultipleChoiceField(
        label=gettext_lazy("Ask it only of those who chose"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "None: everybody. Several of one question: one of them is enough. Of several: all must fit."
        ),
    )
    without_condition = forms.BooleanField(
        label=gettext_lazy("Leave the condition of the workbook out"), required=False
    )
    after = forms.ChoiceField(label=gettext_lazy("Where it stands"), required=False)

    def __init__(self, data: Any, *, form: Form, item: Item | None) -> None:
        super().__init__(data, initial=_initial(form, item) if item else None)
        self._form, self._item = form, item
        self._id, self._en = _language(form, "id", ID), _language(form, "en", EN)
        self._offer_conditions()
        if item is None:
            places = [one.item for one in form.places]
            names = [(one.name, _("After “%(name)s”") % {"name": label_of(form, one)}) for one in places]
            self.fields["after"].choices = [("", _("At the end")), *names]  # type: ignore[attr-defined]
        else:
            del self.fields["after"]
            if item.kind in HOLDING:
                for name in self.fields.keys() - {"label", "label_en"}:
                    del self.fields[name]

    def _offer_conditions(self) -> None:
        item, form = self._item, self._form
        plain = plain_condition(form, item.relevant) if item else {}
        if plain is None:
            del self.fields["asked_if"]
            return
        del self.fields["without_condition"]
        offered = list(_offered(form, item))
        self.fields["asked_if"].choices = offered  # type: ignore[attr-defined]
        if not offered:
            del self.fields["asked_if"]

    def clean(self) -> dict[str, Any]:
        """Choices where the kind has some, as many in one language as in the other; limits in order."""
        given = super().clean() or {}
        if given.get("kind") in {*map(str, OF_A_LIST), SCALE}:
            self._check_choices(_lines(given.get("choices", "")), _lines(given.get("choices_en", "")))
        least, most = given.get("least"), given.get("most")
        if least is not None and most is not None and least > most:
            self.add_error("most", _("The largest number is below the smallest."))
        return given

    def _check_choices(self, lines: list[str], english: list[str]) -> None:
        if not FEWEST <= len(set(lines)) == len(lines) <= MOST_CHOICES:
            sentence = _("Please write from 2 to %(most)d choices, one on each line, no two alike.")
            self.add_error("choices", sentence % {"most": MOST_CHOICES})
        if english and len(english) != len(lines):
            sentence = _("There are %(many)d lines here and %(other)d in Indonesian.")
            self.add_error("choices_en", sentence % {"many": len(english), "other": len(lines)})

    def made(self, form: Form) -> tuple[Item, tuple[Choice, ...]]:
        """The question and its choices, in the questionnaire as it is now."""
        given, old = self.cleaned_data, self._old(form)
        item = old or Item(Kind.TEXT, fresh_name(given["label"], form.by_name))
        item = replace(item, label=self._words(old.label if old else {}, given["label"], given["label_en"]))
        if item.kind in HOLDING:
            return item, ()
        kind = given["kind"]
        item = replace(
            item,
            kind=Kind({SCALE: "select_one", LONG: "text"}.get(kind, kind)),
            appearance=_appearance(old, kind),
            hint=self._words(item.hint, given["hint"], given["hint_en"]),
            required=given["required"] and kind != "note",
        )
        item = self._with_condition(form, self._with_limits(item))
        return self._with_choices(form, item, old)

    def _old(self, form: Form) -> Item | None:
        if self._item is None:
            return None
        if self._item.name not in form.by_name:
            raise RuleBroken(_("Somebody else took this question out meanwhile."))
        return form[self._item.name].item

    def _words(self, old: Words, indonesian: str, english: str) -> dict[str, str]:
        new = {**old, self._id: indonesian.strip(), self._en: english.strip()}
        return {language: text for language, text in new.items() if text}

    def _with_limits(self, item: Item) -> Item:
        if item.kind not in NUMBERS:
            return item if self._item and self._item.kind is item.kind else replace(item, constraint="")
        if plain_limits(item.constraint) is None:
            return item
        given = self.cleaned_data
        least, most = ("" if given[one] is None else f"{given[one]:f}" for one in ("least", "most"))
        words = self._words(item.constraint_message, given["message"], given["message_en"])
        return replace(item, constraint=limits(least, most), constraint_message=words)

    def _with_condition(self, form: Form, item: Item) -> Item:
        given = self.cleaned_data
        if plain_condition(form, item.relevant) is None:
            return replace(item, relevant="") if given.get("without_condition") else item
        chosen: dict[str, list[str]] = {}
        for one in given.get("asked_if", []):
            name, _mark, choice = one.partition(MARK)
            chosen.setdefault(name, []).append(choice)
        return replace(item, relevant=condition(form, chosen))

    def _with_choices(self, form: Form, item: Item, old: Item | None) -> tuple[Item, tuple[Choice, ...]]:
        if item.kind not in OF_A_LIST:
            return replace(item, choices="", choice_filter=""), ()
        before = form.choices_of(old) if old else ()
        lines = _lines(self.cleaned_data["choices"])
        english = _lines(self.cleaned_data["choices_en"]) or [""] * len(lines)
        names = self._names(form, before, lines, scale=self.cleaned_data["kind"] == SCALE)
        known = {one.name: one for one in before}
        choices = tuple(
            replace(one, label=self._words(one.label, *words))
            for name, *words in zip(names, lines, english, strict=True)
            for one in [known.get(name, Choice(name))]
        )
        if old and (gone := known.keys() - set(names)):
            self._check_unused(form, old, gone)
        name = item.choices
        if not name or (choices != before and shares_its_list(form, item)):
            name = fresh_name(item.name, form.lists)
        return replace(item, choices=name), choices

    def _names(self, form: Form, before: tuple[Choice, ...], lines: list[str], *, scale: bool) -> list[str]:
        """Names that choices had stay theirs, also where only their words changed."""
        labels = {form.say(one.label, "id") or one.name: one.name for one in before}
        if len(lines) == len(before) and not set(lines) & labels.keys() - set(_at_place(lines, before, form)):
            return [one.name for one in before]
        taken = {labels[line] for line in lines if line in labels}
        found = []
        for number, line in enumerate(lines, 1):
            name = labels.get(line) or fresh_name(str(number) if scale else line, taken)
            name = str(number) if scale and line not in labels and str(number) not in taken else name
            taken.add(name)
            found.append(name)
        return found

    def _check_unused(self, form: Form, item: Item, gone: set[str]) -> None:
        others = [one for one in asking_for(form, item.name, gone) if one.name != item.name]
        if others:
            sentence = _("“%(name)s” is asked only of those who chose one of the choices you took out.")
            raise RuleBroken(sentence % {"name": label_of(form, others[0])})


def _at_place(lines: list[str], before: tuple[Choice, ...], form: Form) -> Iterator[str]:
    """The lines that say what stood at their place before."""
    for line, one in zip(lines, before, strict=True):
        if line == (form.say(one.label, "id") or one.name):
            yield line


def _appearance(old: Item | None, kind: str) -> str:
    if old is not None and kind_of(old) == kind:
        return old.appearance
    return {SCALE: "likert", LONG: "multiline"}.get(kind, "")


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def _offered(form: Form, item: Item | None) -> Iterator[tuple[str, str]]:
    """The choices of questions that stand before this one and outside of repeats."""
    for placed in form.places:
        if item is not None and placed.item.name == item.name:
            return
        if placed.repeat is None and placed.item.kind in {Kind.SELECT_ONE, Kind.SELECT_MULTIPLE}:
            label = label_of(form, placed.item)
            for one in form.choices_of(placed.item):
                words = form.say(one.label, "id") or one.name
                yield f"{placed.item.name}{MARK}{one.name}", f"{label} → {words}"


def _initial(form: Form, item: Item) -> dict[str, Any]:
    own, en = _language(form, "id", ID), _language(form, "en", EN)
    least, most = plain_limits(item.constraint) or ("", "")
    choices = form.choices_of(item)
    english = [one.label.get(en, "") for one in choices]
    chosen = plain_condition(form, item.relevant) or {}
    return {
        "kind": kind_of(item),
        "label": item.label.get(own, ""),
        "label_en": item.label.get(en, ""),
        "hint": item.hint.get(own, ""),
        "hint_en": item.hint.get(en, ""),
        "choices": "\n".join(one.label.get(own, "") or one.name for one in choices),
        "choices_en": "\n".join(english) if all(english) else "",
        "required": item.required,
        "least": least or None,
        "most": most or None,
        "message": item.constraint_message.get(own, ""),
        "message_en": item.constraint_message.get(en, ""),
        "asked_if": [f"{name}{MARK}{one}" for name, some in chosen.items() for one in some],
    }
