"""What pyxform says is wrong with a form, as our sentences with the row that people see."""

from __future__ import annotations

import re
from typing import Final

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.questionnaire.soundness import Fault
from titiktemu.questionnaires.xlsform.sheets import Sheets

_ROW: Final = re.compile(r"\[\s*row\s*:\s*(\d+)\s*\]")
_SHEET: Final = re.compile(r"[Oo]n the '(\w+)' sheet")
_NAMED: Final = re.compile(r"named '([^']+)'")
_COLUMN: Final = re.compile(r"the '([^']+)' value")
SAID: Final[tuple[tuple[str, str], ...]] = (
    (
        r"Could not find the name '(?P<other>[^']*)'",
        gettext_noop("The column “{column}” refers to “{other}”, which is not in the form."),
    ),
    (
        r"Reference variables must start with",
        gettext_noop("The column “{column}” has a reference that is not complete; write it as ${{name}}."),
    ),
    (
        r"Reference variables names must be unique",
        gettext_noop("The column “{column}” refers to a name that is used more than once."),
    ),
    (
        r"Unmatched 'begin_(?P<kind>\w+)'",
        gettext_noop("This “begin {kind}” has no “end {kind}”."),
    ),
    (
        r"Unmatched 'end_(?P<kind>\w+)'",
        gettext_noop("This “end {kind}” has no “begin {kind}” before it."),
    ),
    (
        r"Unknown question type '(?P<kind>[^']*)'",
        gettext_noop("The type “{kind}” is not known."),
    ),
    (
        r"is not one of the supported question types|Unknown type",
        gettext_noop("The type of this row is not known."),
    ),
    (r"Question with no type", gettext_noop("This row has no type.")),
    (r"Question or group with no name", gettext_noop("This row has no name.")),
    (r"Missing calculation", gettext_noop("This row is to calculate something, but has no calculation.")),
    (
        r"List name not in choices sheet: (?P<list>\S+)",
        gettext_noop("The list of choices “{list}” is not on the sheet “choices”."),
    ),
    (
        r"There should be a choices sheet",
        gettext_noop("The form has questions with choices, but no sheet “choices”."),
    ),
    (
        r"must be unique within their nearest parent|Repeat names must unique",
        gettext_noop("This name is used by another row as well. Please give each row a name of its own."),
    ),
    (
        r"Names must begin with a letter or underscore",
        gettext_noop(
            "The name in “{column}” must begin with a letter and hold letters, digits, “_”, “-” and “.” only."
        ),
    ),
    (r"Choices should have a label", gettext_noop("This choice has no label.")),
    (r"Choices must have a name", gettext_noop("This choice has no name.")),
    (
        r"Choice names must be unique",
        gettext_noop("This choice has the same name as another one of its list."),
    ),
    (
        r"Choice names with spaces",
        gettext_noop("The name of a choice has a space in it, which no list for several choices may have."),
    ),
    (
        r"required column headers were not found: (?P<missing>[^.]*)",
        gettext_noop("These columns are missing on this sheet: {missing}."),
    ),
    (
        r"different names for the same column were found: (?P<missing>[^.]*)",
        gettext_noop("Two columns of this sheet mean the same: {missing}."),
    ),
    (r"Invalid headers provided", gettext_noop("The first row of this sheet has no names of columns.")),
    (r"has no label", gettext_noop("This row has no label.")),
    (r"parameter", gettext_noop("The column “parameters” of this row is not understood.")),
)
OTHERWISE = gettext_noop("The form was not understood. In the words of the checker: {said}")
_LONGEST = 300


def complaint(said: str, sheets: Sheets) -> Fault:
    """Tell what pyxform said.

    Parameters
    ----------
    said : str
        The words of its error.
    sheets : Sheets
        In which the row is looked for.
    """
    row = _ROW.search(said)
    named = _SHEET.search(said)
    sheet = named.group(1) if named else _sheet_of(said)
    column = _COLUMN.search(said)
    values: dict[str, object] = {"column": column.group(1) if column else "name"}
    template = OTHERWISE
    for pattern, sentence in SAID:
        if match := re.search(pattern, said):
            template, values = sentence, {**values, **match.groupdict()}
            break
    else:
        values["said"] = " ".join(said.split())[:_LONGEST]
    number = sheets.number(sheet, int(row.group(1))) if row else _row_with(said, values, sheets)
    return Fault(number, sheet, template, values)


def _sheet_of(said: str) -> str:
    return "choices" if "Choice names" in said else "survey"


def _row_with(said: str, values: dict[str, object], sheets: Sheets) -> int:
    """The first row with the type that is not known, or with the name that is told; 0 where nothing tells."""
    named = _NAMED.search(said)
    sought = str(values.get("kind", "")) or (named.group(1) if named else "")
    for number, row in zip(sheets.numbers["survey"], sheets.rows["survey"], strict=True):
        if sought and sought in row.values():
            return number
    return 0
