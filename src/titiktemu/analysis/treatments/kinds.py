"""Which treatments there are, and what may be said of each; nonsense is refused with a sentence.

A treatment is made of plain values and comes back from JSON exactly. Options not given are filled in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.treatments.options import OPTIONS, Broken, checked

UNKNOWN_KIND = gettext_noop("There is no treatment called {kind}.")
NO_COLUMNS = gettext_noop("A treatment must name at least one column.")
COLUMN_TWICE = gettext_noop("A treatment names the column {column} twice.")
NOT_READABLE = gettext_noop("The treatment cannot be read: it needs a kind, columns and options.")

TreatmentBroken = Broken
"""A treatment makes no sense. ``template`` is one English sentence, the key of its translation."""


class TreatmentKind(StrEnum):
    """What is done."""

    DROP = "drop"
    BLANK = "blank"
    MASK = "mask"
    PSEUDONYM = "pseudonym"
    DATE = "date"
    BANDS = "bands"
    ROUND = "round"
    LIMIT = "limit"
    REGION = "region"
    GROUP = "group"
    TEXT = "text"
    LOCAL_SUPPRESSION = "local_suppression"
    DIVERSITY = "diversity"
    SMALL_CELLS = "small_cells"


TITLES: dict[TreatmentKind, str] = {
    TreatmentKind.DROP: gettext_noop("Leave the column out"),
    TreatmentKind.BLANK: gettext_noop("Empty all values"),
    TreatmentKind.MASK: gettext_noop("Cover a part of each value"),
    TreatmentKind.PSEUDONYM: gettext_noop("Put numbers in place of the values"),
    TreatmentKind.DATE: gettext_noop("Say dates more coarsely"),
    TreatmentKind.BANDS: gettext_noop("Say numbers in bands"),
    TreatmentKind.ROUND: gettext_noop("Round numbers"),
    TreatmentKind.LIMIT: gettext_noop("Cut off the smallest and greatest numbers"),
    TreatmentKind.REGION: gettext_noop("Say regions more coarsely"),
    TreatmentKind.GROUP: gettext_noop("Join categories"),
    TreatmentKind.TEXT: gettext_noop("Take personal data out of texts"),
    TreatmentKind.LOCAL_SUPPRESSION: gettext_noop("Empty single values that make a person stand out"),
    TreatmentKind.DIVERSITY: gettext_noop("Check that no group of people all have the same"),
    TreatmentKind.SMALL_CELLS: gettext_noop("Hide small counts in a table with totals"),
}
"""What a page calls each kind."""

EXPLANATIONS: dict[TreatmentKind, str] = {
    TreatmentKind.DROP: gettext_noop("The column is not in the release at all."),
    TreatmentKind.BLANK: gettext_noop("The column stays, without its values."),
    TreatmentKind.MASK: gettext_noop("Only the first or last letters or digits stay to be seen."),
    TreatmentKind.PSEUDONYM: gettext_noop(
        "The same value has the same number within the release, and another one in the next release."
    ),
    TreatmentKind.DATE: gettext_noop("Of a day only its month, quarter, half year or year stays."),
    TreatmentKind.BANDS: gettext_noop("Of a number only the band in which it lies stays, such as 20–24."),
    TreatmentKind.ROUND: gettext_noop("Numbers are rounded to the nearest step."),
    TreatmentKind.LIMIT: gettext_noop("Numbers beyond a limit are set to the limit: 85 is 85 or more."),
    TreatmentKind.REGION: gettext_noop("Of a village or district only the larger region stays."),
    TreatmentKind.GROUP: gettext_noop("Rare categories get the name of a wider one, such as “Lainnya”."),
    TreatmentKind.TEXT: gettext_noop("Numbers and addresses of people inside texts are replaced by a mark."),
    TreatmentKind.LOCAL_SUPPRESSION: gettext_noop(
        "As few values as possible are emptied, until every combination fits enough people."
    ),
    TreatmentKind.DIVERSITY: gettext_noop(
        "Where everybody who is alike in these columns also has the same value, the value is known of each."
    ),
    TreatmentKind.SMALL_CELLS: gettext_noop(
        "Small counts are hidden, and as many others as keep them from being found by subtraction."
    ),
}
"""One sentence on each kind, for a page."""


@dataclass(frozen=True, slots=True)
class Treatment:
    """One thing that is done to some columns of a table.

    Attributes
    ----------
    kind : TreatmentKind
    columns : tuple of str
        Machine names of the columns that are changed (of SMALL_CELLS the columns with counts).
    options : mapping
        As `options.OPTIONS` describes them for the kind; what is not given is filled in.

    Examples
    --------
    >>> one = Treatment(TreatmentKind.MASK, ("nik",), {"first": 4})
    >>> one.options
    {'first': 4, 'last': 0, 'mark': '*'}
    >>> Treatment.from_json(one.as_json()) == one
    True
    """

    kind: TreatmentKind
    columns: tuple[str, ...]
    options: Mapping[str, Any]

    def __init__(
        self, kind: TreatmentKind | str, columns: Sequence[str], options: Mapping[str, Any] | None = None
    ) -> None:
        _check_kind(kind)
        _check_columns(columns)
        object.__setattr__(self, "kind", TreatmentKind(kind))
        object.__setattr__(self, "columns", tuple(columns))
        object.__setattr__(self, "options", checked(OPTIONS[str(kind)], options or {}))

    @property
    def needs(self) -> tuple[str, ...]:
        """Every column that must be there, the changed ones first."""
        named = [*self.columns]
        for option in ("within", "strata", "dimensions"):
            named += [one for one in self.options.get(option, []) if one not in named]
        return tuple(named)

    def as_json(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {"kind": self.kind.value, "columns": list(self.columns), "options": dict(self.options)}

    @classmethod
    def from_json(cls, data: object) -> Treatment:
        """A treatment from the values that `as_json` gave.

        Raises
        ------
        TreatmentBroken
            Where they are anything else.
        """
        if not isinstance(data, Mapping) or set(data) != {"kind", "columns", "options"}:
            raise Broken(NOT_READABLE)
        if not isinstance(data["columns"], list | tuple) or not isinstance(data["options"], Mapping):
            raise Broken(NOT_READABLE)
        return cls(data["kind"], data["columns"], data["options"])


def _check_kind(kind: object) -> None:
    if not isinstance(kind, str) or kind not in OPTIONS:
        raise Broken(UNKNOWN_KIND, kind=kind)


def _check_columns(columns: Sequence[object]) -> None:
    if not columns or isinstance(columns, str) or not all(isinstance(one, str) and one for one in columns):
        raise Broken(NO_COLUMNS)
    for column in columns:
        if [*columns].count(column) > 1:
            raise Broken(COLUMN_TWICE, column=column)
