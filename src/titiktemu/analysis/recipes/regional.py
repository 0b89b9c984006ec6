"""Which level of regions a column of names speaks of."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from titiktemu.analysis.regions.names import reconcile
from titiktemu.analysis.regions.reading import Level
from titiktemu.analysis.spreadsheet.shapes import has_word, words_of

WORDS = {
    Level.VILLAGE: words_of("desa|kelurahan|kel|village"),
    Level.DISTRICT: words_of("kecamatan|kec|district|distrik"),
    Level.REGENCY: words_of("kabupaten|kab|kota|kabkota|regency|city"),
    Level.PROVINCE: words_of("provinsi|propinsi|prov|province"),
}


def level_in(name: str) -> int:
    """The level that the name of a column says; 0 where it says none, or two.

    Examples
    --------
    >>> level_in("Nama Kecamatan"), level_in("wilayah"), level_in("Kabupaten/Kota")
    (3, 0, 2)
    """
    said = [level for level, words in WORDS.items() if has_word(name, words)]
    return int(said[0]) if len(said) == 1 else 0


@lru_cache(maxsize=4096)
def candidates(text: str) -> dict[int, str]:
    """The regions that a name may mean, by level: the code and the name of the best of each.

    Examples
    --------
    >>> candidates("Banyuwangi")
    {2: '35.10 Kabupaten Banyuwangi', 3: '35.10.16 Banyuwangi'}
    """
    found: dict[int, str] = {}
    for one in reconcile(text):
        found.setdefault(int(one.region.level), f"{one.region.code} {one.region.name}")
    return dict(sorted(found.items()))


def doubtful(texts: Iterable[str], most: int) -> list[str]:
    """Names that may mean regions of two levels, no more than so many."""
    made: list[str] = []
    for text in texts:
        if len(candidates(text)) > 1:
            made.append(text)
        if len(made) >= most:
            break
    return made
