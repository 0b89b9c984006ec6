"""Codes against names: do the two columns of a table speak of the same regions?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from titiktemu.analysis.regions import writing
from titiktemu.analysis.regions.codes import Region, accepted, lookup, readings
from titiktemu.analysis.regions.names import beside
from titiktemu.analysis.regions.reading import NEWEST, System, entries

type Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A code and a name that do not belong together.

    Attributes
    ----------
    code, name : str
        As they stand in the table.
    kind : {"name", "spelling", "unknown code"}
        Another name; the right one with wrong letters; or a code that no table has.
    expected : tuple of str
        What the tables call the code, the newest name first; empty for an unknown code.
    codes : tuple of str
        Codes of regions of that name near by, in the same system; empty where there is none.
    """

    code: str
    name: str
    kind: Literal["name", "spelling", "unknown code"]
    expected: tuple[str, ...]
    codes: tuple[str, ...]


def agrees(name: str, region: Region) -> bool:
    """Whether a name is one of the region's, in any edition, spelling or short form.

    Examples
    --------
    >>> jakarta = lookup("31").regions[0]
    >>> agrees("DKI", jakarta), agrees("Prov. Daerah Khusus Jakarta", jakarta), agrees("Banten", jakarta)
    (True, True, False)
    """
    return not accepted(region).isdisjoint(writing.forms(name))


def system_of(pairs: Iterable[Pair]) -> System | None:
    """The system whose names agree with more of the pairs; None if neither does with more.

    Examples
    --------
    >>> system_of([("1101", "Simeulue"), ("1102", "Aceh Singkil"), ("35", "Jawa Timur")])
    <System.BPS: 'bps'>
    """
    agreed: Counter[System] = Counter()
    for code, name in pairs:
        looked = lookup(code)
        agreed.update(one.system for one in (looked.regions if looked else ()) if agrees(name, one))
    ranked = agreed.most_common()
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def disagreements(pairs: Iterable[Pair], system: System | None = None) -> list[Disagreement]:
    """Find the pairs whose name is not the code's under any edition.

    Parameters
    ----------
    pairs : iterable of (str, str)
        Distinct codes with names. A pair in which either is blank is passed over.
    system : System, optional
        Of the codes; where it is not said, the one with which more pairs agree.

    Returns
    -------
    list of Disagreement
        In the order of the pairs.

    Examples
    --------
    >>> pairs = [("35.10.01", "Pesanggaran"), ("35.10.02", "Kalibaru"), ("35.10.03", "Purwohrjo")]
    >>> found = disagreements(pairs)
    >>> [(one.code, one.kind, one.expected, one.codes) for one in found]
    [('35.10.02', 'name', ('Bangorejo',), ('35.10.11',)), ('35.10.03', 'spelling', ('Purwoharjo',), ())]
    """
    decided, open_ = not_agreeing(pairs, system)
    return [disagreement(code, name, decided) for code, name in open_]


def not_agreeing(pairs: Iterable[Pair], system: System | None = None) -> tuple[System | None, list[Pair]]:
    """The pairs of which `disagreement` says what is wrong, and the system that decides.

    Telling that is a hundred times the work, which columns that speak of other things are not worth.
    """
    filled = [(code, name) for code, name in pairs if code.strip() and name.strip()]
    decided = system or system_of(filled)
    return decided, [(code, name) for code, name in filled if not _agree(code, name, decided)]


@lru_cache(maxsize=65536)
def _agree(code: str, name: str, system: System | None) -> bool:
    looked = lookup(code, system)
    return looked is not None and any(agrees(name, one) for one in looked.regions)


@lru_cache(maxsize=65536)
def disagreement(code: str, name: str, system: System | None) -> Disagreement:
    """What is wrong with a pair that does not agree."""
    looked = lookup(code, system)
    if looked is None or (system is None and _may_be_later(code)):
        return Disagreement(code, name, "unknown code", (), ())
    expected = tuple(dict.fromkeys(text for one in looked.regions for text in (one.name, *one.earlier)))
    codes = tuple(one.code for one in beside(looked.regions[0], name))
    # A neighbour whose name differs by a letter is a neighbour, not a slip of the pen.
    is_slip = not codes and any(_is_misspelt(name, one) for one in looked.regions)
    return Disagreement(code, name, "spelling" if is_slip else "name", expected, codes)


def _may_be_later(code: str) -> bool:
    """Whether a code may be one of a province of BPS of which only the name is known here."""
    entry = entries(System.BPS).get(code[:2])
    plain = len(code.strip()) > 2 and (System.BPS, code.strip()) in readings(code)
    return plain and entry is not None and entry.edition > NEWEST[System.BPS]


def _is_misspelt(name: str, region: Region) -> bool:
    for kind, letters in writing.forms(name):
        most = writing.allowed_errors(letters)
        for known, right in accepted(region):
            if kind == known and most and writing.errors(letters, right, most) <= most:
                return True
    return False
