"""From the workbook to our questionnaire: pyxform checks, and what we cannot ask is refused by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from pyxform.aliases import yes_no
from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.questionnaire.model import Choice, Form, Item, Kind, Words
from titiktemu.analysis.questionnaire.soundness import NOT_THERE, Fault, faults
from titiktemu.questionnaires.xlsform.complaints import complaint
from titiktemu.questionnaires.xlsform.sheets import Refused, Sheets, read_sheets

KINDS: Final = {
    "select one": Kind.SELECT_ONE,
    "select all that apply": Kind.SELECT_MULTIPLE,
    "rank": Kind.RANK,
    "text": Kind.TEXT,
    "string": Kind.TEXT,
    "integer": Kind.INTEGER,
    "int": Kind.INTEGER,
    "decimal": Kind.DECIMAL,
    "date": Kind.DATE,
    "geopoint": Kind.GEOPOINT,
    "note": Kind.NOTE,
    "calculate": Kind.CALCULATE,
    "group": Kind.GROUP,
    "repeat": Kind.REPEAT,
}
OF_THE_DEVICE: Final = frozenset(
    {
        "start", "end", "today", "deviceid", "phonenumber", "phone number", "username", "email", "simserial",
        "subscriberid", "audit", "start-geopoint", "device id", "start time", "end time",
    }
)  # fmt: skip
SETTINGS: Final = frozenset(
    {
        "type",
        "name",
        "title",
        "id_string",
        "sms_keyword",
        "default_language",
        "children",
        "choices",
        "version",
    }
)
PLAIN: Final = frozenset(
    {
        "type", "name", "label", "hint", "bind", "control", "children", "choices", "list_name", "itemset",
        "choice_filter", "default",
    }
)  # fmt: skip
OF_BIND: Final = {
    "relevant": "relevant",
    "constraint": "constraint",
    "calculate": "calculation",
}
BIND: Final = frozenset({*OF_BIND, "required", "readonly", "jr:constraintMsg", "jr:requiredMsg", "type"})
OTHER_TYPE = gettext_noop(
    "“{name}” is of the type “{kind}”, which cannot be asked here. Please leave it out or ask it as a text."
)
OR_OTHER = gettext_noop(
    "“{name}” uses or_other: “Other” was added to its choices, and a text that asks what, after it."
)
OTHER = "other"
OTHER_LABELS = {"id": "Lainnya", "en": "Other", "": "Lainnya / Other"}
OTHER_TEXTS = {
    "id": "Sebutkan yang lain.",
    "en": "Specify other.",
    "": "Sebutkan yang lain. / Specify other.",
}
OTHER_COLUMN = gettext_noop("The column “{column}” of “{name}” is not supported here.")
CONDITION = gettext_noop(
    "“{name}” is required on a condition. Please write yes or no, and put conditions into “relevant”."
)
CALCULATED_DEFAULT = gettext_noop("The default of “{name}” is calculated. Please write a fixed value.")
SEARCHED = gettext_noop(
    "The appearance of “{name}” looks for its choices in a file, which cannot be done here."
)
NO_LABEL = gettext_noop("“{name}” has no label.")
LEFT_OUT = gettext_noop("“{name}” is left out: nothing is kept here of the phone on which somebody answers.")
SETTING = gettext_noop("The setting “{name}” is not used here.")
UNTRANSLATED = gettext_noop("{many} texts are missing in the language “{language}”.")


@dataclass(frozen=True)
class ReadForm:
    """A questionnaire, and what a person should know of how it was taken in."""

    form: Form
    remarks: list[Fault]


def read_form(path: Path) -> ReadForm:
    """Read an XLSForm.

    Parameters
    ----------
    path : Path
        XLSX, XLS, ODS or CSV.

    Raises
    ------
    Refused
        With every reason that was found, each with its sheet and row.
    """
    sheets = read_sheets(path)
    try:
        content = convert(sheets.for_pyxform(), warnings=[])._pyxform
    except PyXFormError as error:
        raise Refused([complaint(str(error), sheets)]) from error
    reader = _Reader(sheets)
    form = reader.form(content)
    # What refers to something that is refused would be told twice.
    found = [*reader.faults, *(one for one in faults(form) if not reader.faults or one.template != NOT_THERE)]
    if found:
        raise Refused(found)
    return ReadForm(form, [*reader.remarks, *_untranslated(form)])


class _Reader:
    """Turns what pyxform read into our values and notes what it cannot take."""

    def __init__(self, sheets: Sheets) -> None:
        self.faults: list[Fault] = []
        self.remarks: list[Fault] = []
        self._rows = _rows_by_name(sheets)
        self._types = _types_by_name(sheets)
        self._others: dict[str, Item] = {}

    def form(self, content: Mapping[str, Any]) -> Form:
        """The whole questionnaire."""
        for name in sorted(content.keys() - SETTINGS):
            self.remarks.append(Fault(0, "settings", SETTING, {"name": name}))
        items = tuple(self._items(content.get("children", ())))
        lists = {
            str(name): tuple(self._choice(str(name), one) for one in some)
            for name, some in content.get("choices", {}).items()
        }
        return Form(
            title=str(content.get("title", "")),
            form_id=str(content.get("id_string", "")),
            languages=_languages(items, lists),
            default_language=_default_language(content, items, lists),
            items=items,
            lists=lists,
        )

    def _fault(self, name: str, template: str, **values: object) -> None:
        self.faults.append(Fault(self._rows.get(name, 0), "survey", template, {"name": name, **values}))

    def _items(self, children: Any) -> Iterator[Item]:
        for one in children:
            name, kind = str(one.get("name", "")), str(one.get("type", ""))
            if name == "meta" and one.get("control", {}).get("bodyless"):
                continue
            if kind in OF_THE_DEVICE:
                self.remarks.append(Fault(self._rows.get(name, 0), "survey", LEFT_OUT, {"name": name}))
            elif kind not in KINDS:
                self._fault(name, OTHER_TYPE, kind=self._types.get(name) or kind)
            else:
                item = self._item(name, KINDS[kind], one)
                yield self._after_other(item) if name.removesuffix("_other") in self._others else item
                if self._types.get(name, "").endswith("or_other"):
                    self._others[name] = item
                    self.remarks.append(Fault(item.row, "survey", OR_OTHER, {"name": name}))

    def _after_other(self, item: Item) -> Item:
        """The text that pyxform puts after a question with or_other, in the languages of the form."""
        asked = self._others[item.name.removesuffix("_other")]
        if item.row:  # somebody wrote a row of this name
            return item
        label = {language: _by_code(language, OTHER_TEXTS) for language in asked.label}
        relevant = f"selected(${{{asked.name}}}, '{OTHER}')"
        return replace(item, label=label, relevant=relevant, row=asked.row)

    def _item(self, name: str, kind: Kind, one: Mapping[str, Any]) -> Item:
        bind, control = one.get("bind", {}), one.get("control", {})
        self._check_columns(name, one, bind, control)
        appearance, default = str(control.get("appearance", "")), str(one.get("default", ""))
        if "(" in appearance:
            self._fault(name, SEARCHED)
        if "${" in default or "(" in default:
            self._fault(name, CALCULATED_DEFAULT)
        label = _words(one.get("label"))
        if not label and kind not in {Kind.GROUP, Kind.REPEAT, Kind.CALCULATE}:
            self._fault(name, NO_LABEL)
        return Item(
            kind=kind,
            name=name,
            label=label,
            hint=_words(one.get("hint")),
            constraint_message=_words(bind.get("jr:constraintMsg")),
            required_message=_words(bind.get("jr:requiredMsg")),
            choices=str(one.get("list_name", "")),
            choice_filter=str(one.get("choice_filter", "")),
            repeat_count=str(control.get("jr:count", "")),
            required=self._truth(name, bind.get("required")),
            read_only=self._truth(name, bind.get("readonly")),
            appearance=appearance,
            default=default,
            items=tuple(self._items(one.get("children", ()))),
            row=self._rows.get(name, 0),
            **{ours: str(bind.get(theirs, "")) for theirs, ours in OF_BIND.items()},
        )

    def _check_columns(
        self, name: str, one: Mapping[str, Any], bind: Mapping[str, Any], control: Mapping[str, Any]
    ) -> None:
        others = {key for key in one.keys() - PLAIN if one[key]} | (bind.keys() - BIND)
        for column in sorted(others | (control.keys() - {"appearance", "jr:count"})):
            self._fault(name, OTHER_COLUMN, column=column)

    def _truth(self, name: str, value: object) -> bool:
        if value is None or value == "":
            return False
        if str(value) not in yes_no:
            self._fault(name, CONDITION)
        return bool(yes_no.get(str(value)))

    def _choice(self, list_name: str, one: Mapping[str, Any]) -> Choice:
        more = {str(key): value for key, value in one.items() if key not in {"name", "label"}}
        for column in [key for key, value in more.items() if not isinstance(value, str)]:
            values = {"name": f"{list_name}: {one.get('name', '')}", "column": column}
            self.faults.append(Fault(0, "choices", OTHER_COLUMN, values))
            more.pop(column)
        label = _words(one.get("label"))
        if one["name"] == OTHER and list_name in {item.choices for item in self._others.values()}:
            # pyxform added it, untranslated, unless somebody wrote it: then the words are not its own.
            own = all(text == "Other" for text in label.values())
            label = {language: _by_code(language, OTHER_LABELS) for language in label} if own else label
        return Choice(str(one["name"]), label, more)


def _by_code(language: str, words: Mapping[str, str]) -> str:
    """The text in a language as a workbook names it: "English (en)"."""
    code = language.rpartition("(")[2].rstrip(")")
    return words.get(code, words[""])


def _words(value: Any) -> dict[str, str]:
    if isinstance(value, Mapping):
        return {"" if language == "default" else str(language): str(text) for language, text in value.items()}
    return {"": str(value)} if value else {}


def _rows_by_name(sheets: Sheets) -> dict[str, int]:
    return {name: number for name, number, _row in _named(sheets)}


def _types_by_name(sheets: Sheets) -> dict[str, str]:
    return {name: row.get("type", "") for name, _number, row in _named(sheets)}


def _named(sheets: Sheets) -> Iterator[tuple[str, int, dict[str, str]]]:
    for number, row in zip(sheets.numbers["survey"], sheets.rows["survey"], strict=True):
        lower = {key.lower(): value for key, value in row.items()}
        name = lower.get("name") or lower.get("value") or lower.get("tag", "")
        if name and not lower.get("type", "").startswith("end"):
            yield name, number, lower


def _all_words(items: tuple[Item, ...], lists: Mapping[str, tuple[Choice, ...]]) -> Iterator[Words]:
    for item in items:
        yield from (item.label, item.hint, item.constraint_message, item.required_message)
        yield from _all_words(item.items, {})
    for some in lists.values():
        yield from (one.label for one in some)


def _languages(items: tuple[Item, ...], lists: Mapping[str, tuple[Choice, ...]]) -> tuple[str, ...]:
    seen: dict[str, None] = {}
    for words in _all_words(items, lists):
        seen.update(dict.fromkeys(words))
    return tuple(seen)


def _default_language(
    content: Mapping[str, Any], items: tuple[Item, ...], lists: Mapping[str, tuple[Choice, ...]]
) -> str:
    languages = _languages(items, lists)
    wanted = str(content.get("default_language", ""))
    return wanted if wanted in languages else next(iter(languages), "")


def _untranslated(form: Form) -> Iterator[Fault]:
    texts = [words for words in _all_words(form.items, form.lists) if words]
    for language in form.languages:
        many = sum(1 for words in texts if not words.get(language))
        if many:
            yield Fault(0, "", UNTRANSLATED, {"many": many, "language": language or "–"})
