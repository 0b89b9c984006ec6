"""Made-up tables of codes and names in which it is known which rows do not match."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from titiktemu.analysis.regions import writing
from titiktemu.analysis.regions.codes import Region, accepted, look_up_in
from titiktemu.analysis.regions.reading import DIGITS, NEWEST, Level, System, entries


@dataclass(frozen=True, slots=True)
class PlantedNames:
    """A table of codes and names with the truth about it.

    Attributes
    ----------
    pairs : tuple of (str, str)
        Distinct codes with names as offices write them: in capitals, with "Kec." or "Kab." before them.
    wrong : frozenset of int
        Places of the pairs that bear the name of another region.
    misspelt : frozenset of int
        Places of the pairs that bear the right name with a wrong letter.
    """

    pairs: tuple[tuple[str, str], ...]
    wrong: frozenset[int]
    misspelt: frozenset[int]


def plant_names(
    seed: int, rows: int, *, system: System, level: Level, wrong: int = 0, misspelt: int = 0
) -> PlantedNames:
    """Make a table of codes and names in which ``wrong`` names are those of other regions.

    Half of the wrong names are those of a neighbour with the same region around it, as when a column slips by
    a row; the others come from anywhere.

    Parameters
    ----------
    seed : int
    rows : int
        Not more than the level has regions.
    system : System
    level : Level
        Not villages.
    wrong, misspelt : int
        How many rows; together not more than ``rows``.

    Examples
    --------
    >>> made = plant_names(1, 20, system=System.KEMENDAGRI, level=Level.REGENCY, wrong=3)
    >>> len(made.pairs), len(made.wrong)
    (20, 3)
    """
    rng = random.Random(seed)  # noqa: S311 -- made-up tables, not secrets
    everywhere = list(_regions(system, level))
    taken = rng.sample(everywhere, rows)
    order = rng.sample(range(rows), rows)
    slips = [at for at in order if len(_misspelling_of(taken[at])) > 0][:misspelt]
    faults = [at for at in order if at not in slips][:wrong]
    pairs = []
    for at, region in enumerate(taken):
        name = region.name
        if at in faults:
            name = _other(rng, region, everywhere).name
        elif at in slips:
            name = rng.choice(_misspelling_of(region))
        pairs.append((_as_code(rng, region), _as_written(rng, name, region.level)))
    return PlantedNames(tuple(pairs), frozenset(faults), frozenset(slips))


def _regions(system: System, level: Level) -> Iterator[Region]:
    for digits, entry in entries(system).items():
        if DIGITS[system][len(digits)] is level and entry.edition == NEWEST[system]:
            region = look_up_in(digits, system)
            if region is not None:
                yield region


def _other(rng: random.Random, region: Region, everywhere: list[Region]) -> Region:
    """A region of which no name is one of this region's, near by or from anywhere."""
    around = region.code[: 2 if region.level is Level.REGENCY else 5 if "." in region.code else 4]
    near = [one for one in everywhere if one.code.startswith(around) and _differs(one, region)]
    if near and rng.random() < 0.5:
        return rng.choice(near)
    while True:
        found = rng.choice(everywhere)
        if _differs(found, region):
            return found


def _differs(one: Region, other: Region) -> bool:
    return accepted(one).isdisjoint(accepted(other))


def _misspelling_of(region: Region) -> list[str]:
    """Names with two letters swapped in the last word, where a letter may be wrong at all."""
    letters = writing.read(region.name)[1][1]
    if not writing.allowed_errors(letters):
        return []
    *before, last = region.name.split()
    swapped = {
        last[:at] + last[at + 1] + last[at] + last[at + 2 :]
        for at in range(len(last) - 1)
        if last[at].isalpha() and last[at + 1].isalpha()
    }
    names = sorted(" ".join((*before, word)) for word in swapped)
    return [name for name in names if writing.forms(name).isdisjoint(accepted(region))]


def _as_code(rng: random.Random, region: Region) -> str:
    return region.code if rng.random() < 0.7 else region.digits


def _as_written(rng: random.Random, name: str, level: Level) -> str:
    style = rng.randrange(4)
    if level is Level.REGENCY:
        short = name.replace("Kabupaten ", ("Kabupaten ", "Kab. ", "KAB ", "Pemkab ")[style])
        return short.upper() if style > 1 else short
    before = {
        Level.PROVINCE: ("", "Provinsi ", "Prov. ", ""),
        Level.DISTRICT: ("", "Kec. ", "KECAMATAN ", ""),
    }
    found = before[level][style] + name
    return found.upper() if style > 1 else found
