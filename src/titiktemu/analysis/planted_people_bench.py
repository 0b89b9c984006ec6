"""A table of fifteen columns, five of them about people, for measuring speed."""

from __future__ import annotations

from titiktemu.analysis.planted_people_cells import Field
from titiktemu.analysis.planted_people_holds import HOLDS
from titiktemu.analysis.planted_people_traps import TRAPS

HOLDING = {"nik", "phone, mobile", "email", "nip"}
HARMLESS = {
    "latitude", "longitude", "budget codes", "rup codes", "transaction numbers", "bodies", "villages",
    "years", "recent dates", "remarks",
}  # fmt: skip

BENCH_TABLE: tuple[Field, ...] = (
    *(one for one in HOLDS if one.recipe in HOLDING),
    next(one for one in HOLDS if one.recipe == "person_name"),
    *(one for one in TRAPS if one.recipe in HARMLESS),
)
