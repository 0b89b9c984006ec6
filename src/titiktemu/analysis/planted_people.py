"""Columns with and without data of people, made up, with the truth beside: to count what is found wrongly.

A column is only made if a careful reader could tell what it holds: a bare tax number without a header is left
out, for nobody could. How far the words agree with the lists of the detection is told in
docs/analyses/personal-data.md.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from titiktemu.analysis.personal_data import Personal
from titiktemu.analysis.planted_people_cells import Cells, Field
from titiktemu.analysis.planted_people_holds import HOLDS
from titiktemu.analysis.planted_people_more import MORE_HOLDS, MORE_TRAPS
from titiktemu.analysis.planted_people_traps import TRAPS

type Header = Literal["good", "misleading", "none"]

FEWEST, MOST = 8, 200
"""Rows of a column."""
MARKERS = ("-", "", "n/a", "…", "#N/A", "tidak ada")
VAGUE = (
    "kode", "id", "Kolom 3", "keterangan", "data", "isian", "Unnamed: 4", "field_7", "nilai", "uraian",
    "catatan", "info",
    "no_register", "kolom_b", "lain-lain", "detail", "ref", "nomor",
)  # fmt: skip
"""Names that say nothing, or something else."""


@dataclass(frozen=True, slots=True)
class PlantedColumn:
    """A column and what is true of it.

    Attributes
    ----------
    name : str
        "" where it has none.
    values : mapping of str to int
        Different cells, and how often each comes.
    kinds : frozenset of str
        Personal data that it holds; empty for a trap.
    recipe : str
        How it was made.
    header : str
        Whether its name tells the truth.
    """

    name: str
    values: Mapping[str, int]
    kinds: frozenset[str]
    recipe: str
    header: Header


def plant_column(seed: int) -> PlantedColumn:
    """Make one column; the same seed gives the same.

    Examples
    --------
    >>> plant_column(7) == plant_column(7)
    True
    """
    rng = random.Random(seed)  # noqa: S311 - made-up tables, no secrets
    field = rng.choice((*HOLDS, *MORE_HOLDS) if rng.random() < 0.55 else (*TRAPS, *MORE_TRAPS))
    header = _header_kind(rng, field)
    if header == "good":
        name = _dressed(rng, rng.choice(field.names))
    else:
        name = "" if header == "none" else _dressed(rng, rng.choice(VAGUE))
    cells = field.make(rng, rng.randint(FEWEST, MOST))
    if not field.recipe.endswith("text"):  # a gap could hide the only cell that holds something
        cells = list(_with_gaps(rng, cells))
    return PlantedColumn(name, Counter(cells), field.kinds, field.recipe, header)


def _header_kind(rng: random.Random, field: Field) -> Header:
    wanted = rng.random()
    if not field.tells_itself or wanted < 0.5:
        return "good"
    return "misleading" if wanted < 0.75 else "none"


def _dressed(rng: random.Random, name: str) -> str:
    """The name as offices write it."""
    style = rng.randrange(5)
    if style == 0:
        return name.upper()
    if style == 1:
        return name.lower().replace(" ", "_").replace(".", "")
    if style == 2:
        return name.title()
    return name if style == 3 else name.lower()


def _with_gaps(rng: random.Random, cells: Cells) -> Iterator[str]:
    gaps = rng.choice((0.0, 0.0, 0.05, 0.3))
    marker = rng.choice(MARKERS)
    for cell in cells:
        yield marker if rng.random() < gaps else (f" {cell} " if rng.random() < 0.02 else cell)


@dataclass(frozen=True, slots=True)
class Score:
    """How well one kind is found: columns rightly and wrongly said to hold it, and those overlooked."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Part of what was said that is true; 1 where nothing was said."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Part of what is true that was said; 1 where there is nothing."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


@dataclass(frozen=True, slots=True)
class Failure:
    """A column about which something wrong was said."""

    seed: int
    column: PlantedColumn
    said: frozenset[str]


type Finder = Callable[[str, Mapping[str, int]], tuple[Personal, ...]]


def score(find: Finder, seeds: range) -> tuple[dict[str, Score], list[Failure]]:
    """Compare what is found in planted columns with what they hold.

    Parameters
    ----------
    find : callable
        Of a name and values; `personal_data.find_personal`.
    seeds : range
        One column each.

    Returns
    -------
    scores : dict of str to Score
        By kind, and "all" over all kinds.
    failures : list of Failure
    """
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    failures = []
    for seed in seeds:
        column = plant_column(seed)
        said = frozenset(one.kind for one in find(column.name, column.values))
        right.update(said & column.kinds)
        wrong.update(said - column.kinds)
        missed.update(column.kinds - said)
        if said != column.kinds:
            failures.append(Failure(seed, column, said))
    kinds = sorted(right.keys() | wrong.keys() | missed.keys())
    scores = {kind: Score(right[kind], wrong[kind], missed[kind]) for kind in kinds}
    scores["all"] = Score(right.total(), wrong.total(), missed.total())
    return scores, failures
