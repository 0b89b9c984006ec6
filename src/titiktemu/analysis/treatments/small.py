"""Small counts of a table in long form: a row for each combination, totals among them or not."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from titiktemu.analysis.treatments.kinds import Treatment
from titiktemu.analysis.treatments.notes import Note


def small_cells(
    frame: pl.DataFrame, treatment: Treatment, earlier: Sequence[pl.DataFrame] = ()
) -> tuple[pl.DataFrame, list[Note]]:
    """Hide small counts and as many others as keep them from being found."""
    raise NotImplementedError
