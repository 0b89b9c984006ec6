"""Codes of regions that changed though the region did not: split, moved, or written by another system."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.regions.agreement import agrees
from titiktemu.analysis.regions.codes import Region, code_system, lookup, written
from titiktemu.analysis.regions.names import counterparts
from titiktemu.analysis.regions.reading import System

type Codes = Mapping[tuple[str, str], Known]


class Kind(StrEnum):
    """Why a code is another one, the surest first."""

    WRITING = "writing"
    MOVED = "moved"
    SYSTEM = "system"
    SPLIT = "split"
    NAME = "name"


RANKS = {kind: rank for rank, kind in enumerate(Kind)}
SENTENCES = {
    Kind.WRITING: gettext_noop("{column}: the code {before} is written {after} now; the region is the same."),
    Kind.MOVED: gettext_noop("{column}: the region {before} has the code {after} now{law}."),
    Kind.SYSTEM: gettext_noop(
        "{column}: {before} and {after} are one region in the codes of Kemendagri and of BPS."
    ),
    Kind.SPLIT: gettext_noop("{column}: {before} and {after} were one region until it was divided{law}."),
    Kind.NAME: gettext_noop("{column}: “{before}” and “{after}” are names of one region."),
}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of two codes.

    Attributes
    ----------
    kind : Kind
    law : str
        "" where there is none.
    """

    kind: Kind
    law: str = ""


def crosswalk(old: Iterable[str], new: Iterable[str]) -> Codes:
    """What is known of codes of an old table and other codes of a new one.

    Parameters
    ----------
    old, new : iterable of str
        All different codes of each column: by all of them it is told whose codes they are.

    Returns
    -------
    mapping of (str, str) to Known
        The same both ways. Codes of the two systems are one region only where the columns are of one system
        each: 1101 is Aceh Selatan to one and Simeulue to the other.

    Examples
    --------
    >>> found = crosswalk(["9101", "35.10"], ["93.01", "3510"])
    >>> [(pair, one.kind.value, one.law) for pair, one in sorted(found.items())]
    [(('35.10', '3510'), 'writing', ''), (('9101', '93.01'), 'moved', 'UU 14/2022')]
    """
    olds, news = sorted({*old} - {""}), sorted({*new} - {""})
    systems = code_system(olds).system, code_system(news).system
    is_other = None not in systems and systems[0] is not systems[1]
    found: dict[tuple[str, str], Known] = {}
    for codes, others, is_back in ((olds, {*news}, False), (news, {*olds}, True)):
        system = systems[1] if is_back else systems[0]
        for code in codes:
            for target, known in _targets(code, system, is_other=is_other):
                if target in others and target != code:
                    pair = (target, code) if is_back else (code, target)
                    if pair not in found or RANKS[known.kind] < RANKS[found[pair].kind]:
                        found[pair] = known
    return found


@lru_cache(maxsize=50_000)
def _targets(code: str, system: System | None, *, is_other: bool) -> tuple[tuple[str, Known], ...]:
    """Codes that may stand for the same region elsewhere."""
    looked = lookup(code, system) or lookup(code)
    found: list[tuple[str, Known]] = []
    for region in looked.regions if looked else ():
        found += [(one, Known(Kind.WRITING)) for one in _writings(region.code)]
        found += _later(region)
        if is_other:
            found += [
                (one, Known(Kind.SYSTEM)) for other in counterparts(region) for one in _writings(other.code)
            ]
    return tuple(found)


def _later(region: Region) -> Iterator[tuple[str, Known]]:
    for change in region.changes:
        if change.kind in {"moved", "split"} and change.old == region.digits and change.new:
            kind = Kind.MOVED if change.kind == "moved" else Kind.SPLIT
            for one in _writings(written(change.new, region.system)):
                yield one, Known(kind, change.law)
    law = next((one.law for one in region.changes if one.kind == "moved"), "")
    for code in region.replaced_by:
        for one in _writings(code):
            yield one, Known(Kind.MOVED, law)


def _writings(code: str) -> tuple[str, ...]:
    return (code, code.replace(".", "")) if "." in code else (code,)


def is_one_region(code: str, names: Iterable[str]) -> bool:
    """Whether all names are names of the region of a code, in some edition or spelling.

    Examples
    --------
    >>> is_one_region("31", ["DKI Jakarta", "Daerah Khusus Jakarta"]), is_one_region("31", ["DKI", "Banten"])
    (True, False)
    """
    looked = lookup(code.strip())
    told = [*names]
    return looked is not None and any(all(agrees(name, one) for name in told) for one in looked.regions)
