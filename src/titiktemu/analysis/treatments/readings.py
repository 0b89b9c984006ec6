"""How the values of a released column are to be read: what a limit or a joined name stands for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.treatments.coarser import number_text
from titiktemu.analysis.treatments.kinds import Treatment, TreatmentKind
from titiktemu.analysis.treatments.notes import Note

OR_LESS = gettext_noop("{limit} stands for {limit} or less.")
OR_MORE = gettext_noop("{limit} stands for {limit} or more.")
RARE_ONES = gettext_noop("“{name}” stands for values that only few rows have.")


def readings_of(treatments: Iterable[Treatment]) -> dict[str, list[Note]]:
    """Sentences for whoever reads the columns of a release, by column.

    Examples
    --------
    >>> told = readings_of([Treatment("limit", ["umur"], {"highest": 85})])
    >>> [one.sentence for one in told["umur"]]
    ['85 stands for 85 or more.']
    """
    found: dict[str, list[Note]] = {}
    for one in treatments:
        for column in one.columns:
            found.setdefault(column, []).extend(_of(one))
    return {column: notes for column, notes in found.items() if notes}


def _of(treatment: Treatment) -> Iterator[Note]:
    options = treatment.options
    if treatment.kind is TreatmentKind.LIMIT:
        if options["lowest"] is not None:
            yield Note(OR_LESS, {"limit": number_text(options["lowest"])})
        if options["highest"] is not None:
            yield Note(OR_MORE, {"limit": number_text(options["highest"])})
    if treatment.kind is TreatmentKind.GROUP and options["least"]:
        yield Note(RARE_ONES, {"name": options["joined"]})
