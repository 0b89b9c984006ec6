"""Doing the treatments of a recipe to a table, one after the other, and measuring what is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.treatments import coarser, codes, hiding, persons, small
from titiktemu.analysis.treatments.kinds import Treatment, TreatmentBroken, TreatmentKind
from titiktemu.analysis.treatments.losses import Losses, losses
from titiktemu.analysis.treatments.notes import Note

NO_SUCH_COLUMN = gettext_noop("The table has no column called {column}.")

DOERS = {
    TreatmentKind.BLANK: hiding.blank,
    TreatmentKind.MASK: hiding.mask,
    TreatmentKind.TEXT: hiding.clear_texts,
    TreatmentKind.DATE: coarser.dates,
    TreatmentKind.BANDS: coarser.bands,
    TreatmentKind.ROUND: coarser.rounded,
    TreatmentKind.LIMIT: coarser.limited,
    TreatmentKind.REGION: codes.larger_region,
    TreatmentKind.GROUP: codes.grouped,
}
"""Treatments of one column that look at no other: (values, options) to (values, notes)."""


@dataclass(frozen=True, slots=True)
class Treated:
    """A table after its treatments.

    Attributes
    ----------
    frame : DataFrame
        The same rows in the same order.
    losses : Losses
        Against the table as it was given.
    notes : tuple of Note
        What a person should know: values that could not be read, people who are still alike.
    """

    frame: pl.DataFrame
    losses: Losses
    notes: tuple[Note, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain values for JSON, without the table."""
        return {"losses": self.losses.as_json(), "notes": [one.as_json() for one in self.notes]}


def apply(
    frame: pl.DataFrame,
    treatments: Sequence[Treatment | Mapping[str, Any]],
    *,
    seed: int,
    secret: bytes = b"",
    earlier: Sequence[pl.DataFrame] = (),
) -> Treated:
    """Do treatments to a table in their order.

    Parameters
    ----------
    frame : DataFrame
        Columns of text, Int64, Float64, Date or Boolean; null where a value is missing.
    treatments : sequence of Treatment
        Or what `Treatment.as_json` gave.
    seed : int
        Of the order of pseudonyms. Another one for each release, or their numbers can be compared.
    secret : bytes
        Only for pseudonyms that are to be the same in every release: the same for all of them, and told to
        nobody.
    earlier : sequence of DataFrame
        The same table as it was released before: of small cells, what an earlier release tells is taken into
        account.

    Returns
    -------
    Treated

    Raises
    ------
    TreatmentBroken
        Where a column is not there, or the treatment cannot be done to it; with a sentence.

    Examples
    --------
    >>> table = pl.DataFrame({"nik": ["3510014508900001", "3510011207850002"], "umur": [35, 41]})
    >>> made = apply(table, [Treatment("mask", ["nik"], {"first": 4}), Treatment("bands", ["umur"])], seed=1)
    >>> made.frame.rows()
    [('3510************', '35–39'), ('3510************', '40–44')]
    """
    now, notes = done(frame, treatments, seed=seed, secret=secret, earlier=earlier)
    return Treated(now, losses(frame, now), tuple(notes))


def done(
    frame: pl.DataFrame,
    treatments: Sequence[Treatment | Mapping[str, Any]],
    *,
    seed: int,
    secret: bytes = b"",
    earlier: Sequence[pl.DataFrame] = (),
) -> tuple[pl.DataFrame, list[Note]]:
    """Likewise without measuring what is lost, which takes longer than most treatments.

    Examples
    --------
    >>> done(pl.DataFrame({"umur": [35]}), [Treatment("bands", ["umur"])], seed=1)[0].rows()
    [('35–39',)]
    """
    now, notes = frame, list[Note]()
    for one in treatments:
        treatment = one if isinstance(one, Treatment) else Treatment.from_json(one)
        for column in treatment.needs:
            if column not in now.columns:
                raise TreatmentBroken(NO_SUCH_COLUMN, column=column)
        now, told = _done(now, treatment, seed, secret, earlier)
        notes += told
    return now, notes


def _done(
    frame: pl.DataFrame, treatment: Treatment, seed: int, secret: bytes, earlier: Sequence[pl.DataFrame]
) -> tuple[pl.DataFrame, list[Note]]:
    match treatment.kind:
        case TreatmentKind.DROP:
            return frame.drop(treatment.columns), []
        case TreatmentKind.PSEUDONYM:
            return persons.pseudonyms(frame, treatment, seed, secret), []
        case TreatmentKind.LOCAL_SUPPRESSION:
            return persons.local_suppression(frame, treatment)
        case TreatmentKind.DIVERSITY:
            return persons.diversity(frame, treatment)
        case TreatmentKind.SMALL_CELLS:
            return small.small_cells(frame, treatment, earlier)
    notes = []
    for column in treatment.columns:
        made, told = DOERS[treatment.kind](frame[column], treatment.options)
        frame = frame.with_columns(made.alias(column))
        notes += told
    return frame, notes
