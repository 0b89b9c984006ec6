"""What would become of the values of a column, on a few of them, before anything is done."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.recipes.choices import ColumnChoice
from titiktemu.analysis.recipes.finishing import read_typed
from titiktemu.analysis.recipes.typed_values import typed_values
from titiktemu.analysis.treatments.application import done
from titiktemu.analysis.treatments.kinds import Treatment, TreatmentKind
from titiktemu.analysis.treatments.notes import Note
from titiktemu.catalogue import storage
from titiktemu.catalogue.meanings import shown
from titiktemu.catalogue.models import Delivery

EXAMPLES = 3
CHANGED, UNCHANGED = 2, 2
"""Values of the whole column that are shown: what becomes of the most extreme, and of the most frequent."""
OF_THE_WHOLE = frozenset({TreatmentKind.GROUP, TreatmentKind.LIMIT})
"""Treatments of which three values say nothing: they change what is rare in the file."""
MANY_CHANGE = gettext_noop("In the whole file {count} of {rows} filled values would change.")


@dataclass(frozen=True)
class Preview:
    """Values before and after, and sentences; None after where nothing of a value would be left.

    ``quotes_rare``: they are the rarest or most extreme of the file, so not for whoever may not see its rows.
    """

    pairs: list[tuple[str, str | None]]
    notes: Sequence[Note] = ()
    quotes_rare: bool = False


def preview(
    delivery: Delivery, choice: ColumnChoice, treatment: Treatment | None, texts: Sequence[str]
) -> Preview:
    """What becomes of a column; TreatmentBroken where it cannot be done."""
    if treatment is not None and treatment.kind in OF_THE_WHOLE and delivery.prepared is not None:
        path = storage.path_of(delivery.prepared.sha256)
        if path.exists():
            return _of_all(read_typed(path).select(choice.machine_name).collect(), treatment)
    name, few = choice.machine_name, texts[:EXAMPLES]
    before = typed_values(choice, pl.Series([*few], dtype=pl.String)).values.alias(name)
    if treatment is not None and treatment.kind in OF_THE_WHOLE:
        return Preview([])
    frame = pl.DataFrame([before])
    made = done(frame, [treatment], seed=1, secret=b"preview")[0] if treatment else frame
    after = made[name].to_list() if name in made.columns else [None] * len(few)
    return Preview(
        [(text, None if one is None else shown(one)) for text, one in zip(few, after, strict=True)]
    )


def _of_all(frame: pl.DataFrame, treatment: Treatment) -> Preview:
    """Values of the whole column that change and that stay."""
    made, notes = done(frame, [treatment], seed=1)
    both = pl.DataFrame([frame.to_series().alias("before"), made.to_series().alias("after")])
    counts = both.drop_nulls("before").group_by("before", "after").len("rows").sort("rows", "before")
    is_same = pl.col("before").cast(pl.String) == pl.col("after").cast(pl.String)
    if counts["before"].dtype.is_numeric():
        is_same = pl.col("before") == pl.col("after")
    is_same = is_same.fill_null(value=False)
    changed, same = counts.filter(~is_same), counts.filter(is_same)
    if treatment.kind is TreatmentKind.LIMIT:
        changed = changed.sort("before", descending=True)
        if changed.height > CHANGED:
            changed = pl.concat([changed.head(1), changed.tail(1)])
    pairs = [*same.tail(UNCHANGED).rows(), *changed.head(CHANGED).rows()]
    numbers = {"count": int(counts.filter(~is_same)["rows"].sum()), "rows": int(counts["rows"].sum())}
    return Preview(
        [(shown(one), None if new is None else shown(new)) for one, new, _rows in pairs],
        [Note(MANY_CHANGE, numbers), *notes],
        quotes_rare=True,
    )
