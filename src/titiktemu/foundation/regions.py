"""Regions by their Kemendagri code: province (2 digits), regency or city (11.22), district (11.22.33).

The table ships with the project (``reference/regions``, see its notice) and never changes while the
program runs, so it is read once and kept.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "reference" / "regions"


@dataclass(frozen=True)
class Region:
    """A region; ``name`` is written as people write it: "Kabupaten Banyuwangi", not in capitals."""

    code: str
    name: str

    @property
    def parent_code(self) -> str:
        """Code of the region around this one; empty for a province."""
        return self.code.rpartition(".")[0]


@cache
def all_regions() -> dict[str, Region]:
    """Every province, regency, city and district by its code, in the order of the codes."""
    found: dict[str, Region] = {}
    for name in ("provinces", "regencies", "districts"):
        with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                found[row["code"]] = Region(row["code"], _as_written(row["name"]))
    return dict(sorted(found.items()))


def _as_written(name: str) -> str:
    """Turn the capitals of the upper tables into ordinary writing; the lower table has it already."""
    if not name.isupper():
        return name
    return name.title().replace("Dki ", "DKI ").replace("Di ", "DI ").replace(" Dan ", " dan ")


def region_name(code: str) -> str:
    """Name with the regions around it, "Kabupaten Banyuwangi, Jawa Timur"; the code itself if unknown."""
    names = []
    while code:
        region = all_regions().get(code)
        names.append(region.name if region else code)
        code = code.rpartition(".")[0]
    return ", ".join(names)


def regency_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Provinces with their regencies and cities, as the grouped choices of a form."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for region in all_regions().values():
        if region.code.count(".") == 0:
            groups[region.code] = [(region.code, region.name)]
        elif region.code.count(".") == 1:
            groups[region.parent_code].append((region.code, region.name))
    return [(all_regions()[code].name, regions) for code, regions in groups.items()]
