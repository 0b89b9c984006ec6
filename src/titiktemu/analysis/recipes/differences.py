"""What may differ between a recipe and the next delivery of its table, in sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from titiktemu.analysis.marking import gettext_noop


class Kind(StrEnum):
    """What differs."""

    NO_TABLE = "no_table"
    SHEET = "sheet"
    PLACE = "place"
    OTHER_TABLES = "other_tables"
    HEADER_ROWS = "header_rows"
    CORRECTIONS = "corrections"
    ROW_LOST = "row_lost"
    MOVED = "moved"
    RENAMED = "renamed"
    TIME = "time"
    NEW = "new"
    BACK = "back"
    MISSING = "missing"
    NOTATION = "notation"
    DATE_ORDER = "date_order"
    MEANING = "meaning"
    EMPTIED = "emptied"
    FILLED = "filled"


SENTENCES: Mapping[str, str] = {
    "no_table": gettext_noop("No table of this file is like the one of the recipe."),
    "sheet": gettext_noop("The table is on the sheet {after}; it was on {before}."),
    "place": gettext_noop("The table is number {after} of the file; it was number {before}."),
    "other_tables": gettext_noop("Other tables of the file have the same columns: {after}."),
    "header_rows": gettext_noop("The header has {after} rows; it had {before}."),
    "corrections": gettext_noop(
        "Rows that were set by hand have moved with the table: {before} became {after}. Please look at them."
    ),
    "row_lost": gettext_noop("The row “{before}” that was marked by hand is not found again."),
    "moved": gettext_noop("The column {column} stands in place {after}; it stood in place {before}."),
    "renamed": gettext_noop("The column {before} is now written {after}."),
    "renamed_near": gettext_noop("The column {before} is gone; {after} looks like it and is taken for it."),
    "time": gettext_noop("The column {before} is taken on as {after}."),
    "new": gettext_noop("The column {column} is new. It is not written until somebody decides so."),
    "back": gettext_noop("The column {column} is back; what was decided about it holds again."),
    "missing": gettext_noop("The column {column} is missing. What was decided about it is kept."),
    "missing_key": gettext_noop(
        "The column {column} is missing, by which rows are told apart. What was decided about it is kept."
    ),
    "notation": gettext_noop(
        "In {column} decimals now stand after “{after}”, no longer after “{before}”. It is read the new way."
    ),
    "notation_first": gettext_noop("In {column} numbers now have marks; decimals stand after “{after}”."),
    "notation_unsure": gettext_noop(
        "In {column} decimals may stand after “{after}”. It is read as decided: after “{before}”."
    ),
    "date_order": gettext_noop("In the dates of {column} the month stands first. It is read so."),
    "date_order_kept": gettext_noop(
        "Nothing in the dates of {column} says that the month stands first. It is read so all the same, as"
        " decided."
    ),
    "meaning": gettext_noop(
        "The values of {column} look like something else now. They are read as was decided."
    ),
    "emptied": gettext_noop("The column {column} has no value any more."),
    "filled": gettext_noop("The column {column} was empty, and has values now."),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which a delivery differs from the recipe.

    Attributes
    ----------
    kind : Kind
    column : str
        As the new header calls it, or the old one where it is missing; "" for the table.
    before, after : str
        Of a meaning, its short key.
    template : str
        One English sentence with names in braces; the key of its translation.
    asks : bool
        Whether a person should look before the table is used.
    """

    kind: Kind
    column: str
    before: str
    after: str
    template: str
    asks: bool = field(default=False)

    @property
    def values(self) -> dict[str, str]:
        """What stands for the names in the sentence."""
        return {"column": self.column, "before": self.before, "after": self.after}

    def say(self, translate: Callable[[str], str] = str) -> str:
        """The sentence, translated by the given function."""
        return translate(self.template).format(**self.values)


def difference(
    kind: Kind,
    column: str = "",
    before: object = "",
    after: object = "",
    *,
    asks: bool = False,
    said: str = "",
) -> Difference:
    """A difference with its sentence; ``said`` names another one than that of the kind."""
    return Difference(kind, column, str(before), str(after), SENTENCES[said or kind.value], asks)
