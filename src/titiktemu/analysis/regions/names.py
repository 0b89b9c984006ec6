"""Names of regions as offices write them, taken to the regions that are meant."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from titiktemu.analysis.regions import reading, writing
from titiktemu.analysis.regions.codes import Region, accepted, level_of_kind, look_up_in, lookup
from titiktemu.analysis.regions.reading import NEWEST, Level, System
from titiktemu.analysis.regions.writing import Form

OTHER_KIND = 0.8
"""Score of a name whose word for city, regency or district is not that of the region."""
_MOST_NEAR = 40  # names that are compared letter by letter


@dataclass(frozen=True, slots=True)
class Match:
    """A region that a name may mean.

    Attributes
    ----------
    region : Region
    score : float
        1 where the name is one of the region's; less for every wrong letter.
    is_certain : bool
        Whether nothing else can be meant: the only region of that name; or the only one a letter or two away,
        where the area around was told, or a province or regency was asked for.
    """

    region: Region
    score: float
    is_certain: bool


@dataclass(frozen=True, slots=True)
class NameShare:
    """How many texts are names of regions.

    Attributes
    ----------
    share : float
        Part of the distinct texts, 0 to 1.
    level : Level or None
        That most of them have; None if there are none.
    within : str
        Code of the region around most of them: the province of regencies, the regency of districts. "" for
        provinces.
    share_within : float
        Part of the distinct texts that lie there: high in a table of one place, low where words are names of
        places by chance.
    """

    share: float
    level: Level | None
    within: str
    share_within: float


@cache
def _index(system: System, *, is_newest: bool) -> dict[Form, list[str]]:
    """Codes by every accepted form, of the newest edition or of those before."""
    found: dict[Form, list[str]] = defaultdict(list)
    for digits, entry in reading.entries(system).items():
        if (entry.edition >= NEWEST[system]) is is_newest:
            region = look_up_in(digits, system)
            for form in accepted(region) if region else ():
                found[form].append(digits)
    return dict(found)


@lru_cache(maxsize=1024)
def _index_around(system: System, around: str, digits: int) -> dict[Form, list[str]]:
    """Likewise of the newest edition's codes with so many digits inside of one region."""
    found: dict[Form, list[str]] = defaultdict(list)
    for code, entry in reading.entries(system).items():
        if len(code) == digits and code.startswith(around) and entry.edition >= NEWEST[system]:
            region = look_up_in(code, system)
            for form in accepted(region) if region else ():
                found[form].append(code)
    return dict(found)


@cache
def _villages() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for digits, name in reading.villages().items():
        found[writing.read(name)[0][1]].append(digits)
    return dict(found)


@cache
def _pairs_of_letters() -> dict[str, list[str]]:
    """Names of Kemendagri's newest edition by the pairs of letters in them."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in {form[1] for form in _index(System.KEMENDAGRI, is_newest=True)}:
        for pair in {name[at : at + 2] for at in range(len(name) - 1)}:
            found[pair].append(name)
    return dict(found)


def reconcile(name: str, within: str | None = None, level: Level | None = None) -> list[Match]:
    """Find the regions that a name means.

    Parameters
    ----------
    name : str
        As it stands in a table: "Kab. Banyuwangi", "KEC GLENMORE", "Jogjakarta", "DKI".
    within : str, optional
        Code of the region around it, of either system.
    level : Level, optional
        That is looked for. Villages are looked for only where this says so.

    Returns
    -------
    list of Match
        The best first; empty where nothing is near. Codes are Kemendagri's of the newest edition where it has
        the region, else those of an earlier one or of BPS.

    Examples
    --------
    >>> [(one.region.code, one.is_certain) for one in reconcile("Kab. Banyuwangi")]
    [('35.10', True)]
    >>> [(one.region.code, one.is_certain) for one in reconcile("Banyuwangi")]
    [('35.10', False), ('35.10.16', False)]
    >>> [(one.region.code, one.score) for one in reconcile("Glenmroe", within="35.10")]
    [('35.10.10', 0.875)]
    """
    area = _area(within)
    for found in (
        _by_name(name, area, level),
        _by_other_kind(name, area, level),
        _by_letters(name, area, level),
    ):
        matches = list(found)
        if matches:
            return _ranked(matches, is_bounded=within is not None or _is_upper(matches[0][0], name, level))
    return []


def _is_upper(region: Region, name: str, level: Level | None) -> bool:
    """Whether a regency or province was asked for: of those few are a letter apart, of districts many."""
    is_said = level is not None or level_of_kind(writing.read(name)[1][0]) is not None
    return is_said and region.level < Level.DISTRICT


type _Area = list[tuple[System, str]] | None


def _area(within: str | None) -> _Area:
    """Digits with which the codes inside begin, in each system that has the region around."""
    if within is None:
        return None
    looked = lookup(within)
    if looked is None:
        return []
    area = [(one.system, one.digits) for one in looked.regions]
    area += [(other.system, other.digits) for one in looked.regions for other in counterparts(one)]
    return list(dict.fromkeys(area))


def counterparts(region: Region) -> list[Region]:
    """The same region in the other system, found by its name in the same province or regency.

    Examples
    --------
    >>> [one.code for one in counterparts(look_up_in("351022", System.KEMENDAGRI))]
    ['3510011']
    """
    other = System.BPS if region.system is System.KEMENDAGRI else System.KEMENDAGRI
    codes = {code for form in accepted(region) for code in _index(other, is_newest=True).get(form, ())}
    same = [one for one in _regions(other, codes) if one.level is region.level]
    if region.level is not Level.DISTRICT:
        return [one for one in same if _kind(one) == _kind(region)]
    regency = look_up_in(region.digits[:4], region.system)
    around = {one.digits for one in counterparts(regency)} if regency else set()
    return [one for one in same if one.digits[:4] in around] or _nearest_in(region, other, around)


def _nearest_in(region: Region, system: System, around: set[str]) -> list[Region]:
    """The district of a regency of which the name differs by the fewest letters, if it is the only one."""
    letters = writing.read(region.name)[0][1]
    most = writing.allowed_errors(letters)
    inside = [code for code in reading.entries(system) if code[:4] in around and len(code) > 4]
    counts = {
        one: writing.errors(letters, writing.read(one.name)[0][1], most) for one in _regions(system, inside)
    }
    least = min(counts.values(), default=most + 1)
    nearest = [one for one, count in counts.items() if count == least]
    return nearest if least <= most and len(nearest) == 1 else []


def beside(region: Region, name: str) -> list[Region]:
    """Other regions of a name with the same level, system and region around.

    Examples
    --------
    >>> [one.code for one in beside(look_up_in("351001", System.KEMENDAGRI), "Kec. Kalibaru")]
    ['35.10.11']
    """
    around = region.digits[: 2 * (region.level - 1)]
    index = _index_around(region.system, around, len(region.digits))
    codes = {code for form in writing.forms(name) for code in index.get(form, ())} - {region.digits}
    return _regions(region.system, codes)


def _kind(region: Region) -> str:
    return writing.read(region.name)[1][0] if region.level is Level.REGENCY else ""


def _regions(system: System, codes: Iterable[str]) -> list[Region]:
    return [one for one in (look_up_in(code, system) for code in sorted(codes)) if one is not None]


def _fits(region: Region, area: _Area, level: Level | None) -> bool:
    if level is not None and region.level is not level:
        return False
    return area is None or any(
        region.system is system and region.digits.startswith(digits) for system, digits in area
    )


def _by_name(name: str, area: _Area, level: Level | None) -> Iterator[tuple[Region, float]]:
    wanted = writing.forms(name)
    if level is Level.VILLAGE:
        codes = {code for _kind_said, letters in wanted for code in _villages().get(letters, ())}
        yield from ((one, 1.0) for one in _regions(System.KEMENDAGRI, codes) if _fits(one, area, level))
        return
    for system, is_newest in (
        (System.KEMENDAGRI, True), (System.KEMENDAGRI, False), (System.BPS, True), (System.BPS, False),
    ):  # fmt: skip
        index = _index(system, is_newest=is_newest)
        codes = {code for form in wanted for code in index.get(form, ())}
        found = [one for one in _regions(system, codes) if _fits(one, area, level)]
        if found:
            yield from ((one, 1.0) for one in found)
            return


def _by_other_kind(name: str, area: _Area, level: Level | None) -> Iterator[tuple[Region, float]]:
    """Regions of that name of which another kind was said: "Kota Banyuwangi"."""
    kind, letters = writing.read(name)[1]
    if kind:
        for one in _regions(
            System.KEMENDAGRI, _index(System.KEMENDAGRI, is_newest=True).get(("", letters), ())
        ):
            if _fits(one, area, level):
                yield one, OTHER_KIND


def _by_letters(name: str, area: _Area, level: Level | None) -> Iterator[tuple[Region, float]]:
    """Regions whose name is a letter or two away, the nearest alone."""
    found: dict[Region, int] = {}
    index = _index(System.KEMENDAGRI, is_newest=True)
    for kind, letters in writing.forms(name):
        most = writing.allowed_errors(letters)
        said = level_of_kind(kind)
        for near in _near(letters, area) if most else ():
            count = writing.errors(letters, near, most)
            if count > most:
                continue
            for one in _regions(System.KEMENDAGRI, index.get((kind, near), ())):
                if _fits(one, area, level) and said in {None, one.level}:
                    found[one] = min(count, found.get(one, count))
    least = min(found.values(), default=0)
    length = len(writing.read(name)[1][1])
    yield from ((one, 1 - count / length) for one, count in found.items() if count == least)


def _near(letters: str, area: _Area) -> Iterable[str]:
    """Names inside the area, or those of the whole country that have the most pairs of letters in common."""
    if area is not None:
        return _names_in(tuple(digits for system, digits in area if system is System.KEMENDAGRI))
    shared: Counter[str] = Counter()
    for pair in {letters[at : at + 2] for at in range(len(letters) - 1)}:
        shared.update(_pairs_of_letters().get(pair, ()))
    return [near for near, _count in shared.most_common(_MOST_NEAR)]


@lru_cache(maxsize=1_000)
def _names_in(areas: tuple[str, ...]) -> frozenset[str]:
    index = _index(System.KEMENDAGRI, is_newest=True)
    return frozenset(form[1] for form, codes in index.items() if any(one.startswith(areas) for one in codes))


def _ranked(found: list[tuple[Region, float]], *, is_bounded: bool) -> list[Match]:
    found.sort(key=lambda one: (-one[1], one[0].level, one[0].code))
    if len(found) > 1:
        return [Match(region, score, is_certain=False) for region, score in found]
    (region, score) = found[0]
    return [Match(region, score, score == 1 or (is_bounded and score != OTHER_KIND))]


def is_region_name(texts: Iterable[str]) -> NameShare:
    """Say how many texts are names of provinces, regencies and districts.

    Parameters
    ----------
    texts : iterable of str
        Of a column; each counts once. Only names without wrong letters count.

    Examples
    --------
    >>> found = is_region_name(["Glenmore", "Kec. Kalibaru", "GENTENG", "Sempu"])
    >>> found.share, found.level, found.within, found.share_within
    (1.0, <Level.DISTRICT: 3>, '35.10', 1.0)

    Selesai is a district of Langkat, and a word of every list of works:

    >>> is_region_name(["Selesai", "Belum", "Dibatalkan", "Tahap I"]).share
    0.25
    """
    distinct = {text.strip() for text in texts} - {""}
    levels: Counter[Level] = Counter()
    around: Counter[tuple[Level, str]] = Counter()
    named = 0
    for text in distinct:
        regions = [one for one, _score in _by_name(text, None, None)]
        named += bool(regions)
        levels.update({one.level for one in regions})
        around.update({(one.level, one.code.rpartition(".")[0]) for one in regions})
    if not named:
        return NameShare(0.0, None, "", 0.0)
    level = max(levels, key=lambda one: (levels[one], -one))
    within, count = max(
        ((code, count) for (one, code), count in around.items() if one is level),
        key=lambda area: (area[1], area[0]),
    )
    return NameShare(named / len(distinct), level, within, count / len(distinct))
