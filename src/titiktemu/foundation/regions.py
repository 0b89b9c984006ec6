"""Regions by their Kemendagri code: province (2 digits), regency or city (11.22), district (11.22.33).

The tables are those with which the calculator reads spreadsheets (``analysis/regions/tables``, see the notice
there); they never change while the program runs.
"""

from dataclasses import dataclass
from functools import cache

from titiktemu.analysis.regions.codes import written
from titiktemu.analysis.regions.reading import NEWEST, System, entries

# The table has the full name, which nobody says.
SAID = {"31": "DKI Jakarta"}


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
    kemendagri = System.KEMENDAGRI
    newest = {
        written(digits, kemendagri): entry.name
        for digits, entry in entries(kemendagri).items()
        if entry.edition == NEWEST[kemendagri]
    }
    return {code: Region(code, SAID.get(code, name)) for code, name in sorted(newest.items())}


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
