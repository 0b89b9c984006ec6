"""The treatments that the forms of a delivery's protection make."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from titiktemu.analysis.treatments.kinds import Treatment, TreatmentKind
from titiktemu.catalogue.shield_forms import CellsForm, PeopleForm
from titiktemu.catalogue.shield_ways import NOTHING, OPTIONS, USUAL, text_kinds


def of_column(
    name: str, told: Mapping[str, Any], before: Treatment | None, found: Sequence[Mapping[str, Any]]
) -> Treatment | None:
    """What is done to one column; what the form has no field for stays as it was before."""
    way = str(told.get("way") or NOTHING)
    if way == NOTHING:
        return None
    kind, _colon, detail = way.partition(":")
    options: dict[str, Any] = dict(before.options) if before is not None and before.kind == kind else {}
    for field, option in OPTIONS.get(kind, {}).items():
        value = told.get(field)
        options[option] = USUAL.get(field) if value in (None, "") else _plain(value)
    if kind == "date":
        options["to"] = detail
    elif kind == "region":
        options["level"] = detail
    elif kind == "text":
        options["kinds"] = options.get("kinds") or text_kinds(found)
    return Treatment(kind, [name], options)


def of_people(form: PeopleForm, current: Sequence[Treatment], gone: Collection[str]) -> Iterator[Treatment]:
    """What is done so that nobody stands out, where each row is a person; of columns that are not gone."""
    told = form.cleaned_data
    quasi = [name for name in told["quasi"] if name not in gone]
    if not quasi:
        return
    before = _options_before(TreatmentKind.LOCAL_SUPPRESSION, current)
    importance = [one for one in before.get("importance", []) if one in quasi]
    least = told["k"] or form.fields["k"].initial
    yield Treatment(TreatmentKind.LOCAL_SUPPRESSION, quasi, {"importance": importance, "k": least})
    for name in told["sensitive"]:
        if name not in gone:
            options = {
                "within": quasi,
                "l": told["least"] or form.fields["least"].initial,
                "is_blanking": told["is_blanking"],
            }
            yield Treatment(TreatmentKind.DIVERSITY, [name], options)


def of_cells(form: CellsForm, current: Sequence[Treatment], gone: Collection[str]) -> Iterator[Treatment]:
    """How small counts are hidden, where the table counts people."""
    told = form.cleaned_data
    counts = [name for name in told["counts"] if name not in gone]
    who = [name for name in told["dimensions"] if name not in gone]
    if not counts or not who:
        return
    options = {
        **_options_before(TreatmentKind.SMALL_CELLS, current),
        "dimensions": who,
        "threshold": told["threshold"] or form.fields["threshold"].initial,
        "zeros": told["zeros"],
    }
    yield Treatment(TreatmentKind.SMALL_CELLS, counts, options)


def _plain(value: Any) -> Any:
    """A number as it is said: 85, and not 85.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _options_before(kind: TreatmentKind, current: Sequence[Treatment]) -> Mapping[str, Any]:
    return next((one.options for one in current if one.kind is kind), {})
