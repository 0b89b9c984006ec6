"""Columns that only their neighbours explain: codes and names of regions that belong together, row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.regions.agreement import disagreements
from titiktemu.analysis.spreadsheet.rules import NEARLY_ALL, Meaning, Understood
from titiktemu.analysis.spreadsheet.shapes import is_region_code

LOOKED_AT = 200
"""Different pairs that are held against the tables of regions."""
ENOUGH = 3
"""Fewer pairs may agree by chance."""
NEAR = 3
"""Columns between a code and its name, at most."""
CODES = frozenset({Meaning.REGION_CODE, Meaning.INTEGER, Meaning.IDENTIFIER, Meaning.CATEGORY, Meaning.TEXT})
MOSTLY = 0.75
"""Part of the values that must be known codes where the names beside them are those of their regions."""
NAMES = frozenset({Meaning.TEXT, Meaning.CATEGORY, Meaning.PERSON_NAME, Meaning.REGION_NAME})
CODE = gettext_noop("Codes of regions: the names beside them are those of these regions.")
AROUND = gettext_noop("Codes of regions: the first digits of the codes in another column.")
NAME = gettext_noop("Names of regions: they belong to the codes beside them.")


def with_regions(frame: pl.DataFrame, guesses: Sequence[Understood]) -> list[Understood]:
    """The meanings of columns, where a code and a name beside each other are of the same regions.

    Parameters
    ----------
    frame : polars.DataFrame
        Records of a table, as texts.
    guesses : sequence of Understood
        What each column is taken for by itself.

    Returns
    -------
    list of Understood

    Examples
    --------
    >>> frame = pl.DataFrame({"0": ["31", "35", "51"], "1": ["DKI Jakarta", "Jawa Timur", "Bali"]})
    >>> taken = [Understood(Meaning.INTEGER, 1.0, ""), Understood(Meaning.TEXT, 1.0, "")]
    >>> [one.meaning.value for one in with_regions(frame, taken)]
    ['region_code', 'region_name']
    """
    made = list(guesses)
    for code, one in enumerate(guesses):
        if one.meaning not in CODES or not _may_be_codes(frame[:, code], MOSTLY):
            continue
        for name in sorted(range(len(made)), key=lambda at: abs(at - code)):
            near = 0 < abs(name - code) <= NEAR and guesses[name].meaning in NAMES
            if not near or (_is_known(made[code]) and _is_known(made[name])):
                continue
            share = _agreeing(frame[:, code], frame[:, name])
            if share >= NEARLY_ALL:
                made[code] = _as(made[code], Meaning.REGION_CODE, CODE, _coded(frame[:, code]))
                made[name] = _as(made[name], Meaning.REGION_NAME, NAME)
                break
    return _with_prefixes(frame, made)


def _with_prefixes(frame: pl.DataFrame, made: list[Understood]) -> list[Understood]:
    """Codes of a region around the one whose code stands in the same row are its first digits."""
    codes = [at for at, one in enumerate(made) if one.meaning is Meaning.REGION_CODE]
    for at, one in enumerate(made):
        if one.meaning not in CODES or _is_known(one) or not _may_be_codes(frame[:, at], NEARLY_ALL):
            continue
        short = _stripped(frame[:, at])
        for code in codes:
            pairs = list(zip(short, _stripped(frame[:, code]), strict=True))
            inside = sum(1 for part, whole in pairs if len(whole) > len(part) and whole.startswith(part))
            if at != code and inside >= NEARLY_ALL * len(pairs) and len(set(short)) > 1:
                made[at] = _as(one, Meaning.REGION_CODE, AROUND)
    return made


def _stripped(values: pl.Series) -> list[str]:
    return [value.strip() for value in values.head(LOOKED_AT).to_list()]


def _is_known(one: Understood) -> bool:
    return one.is_sure and one.meaning in {Meaning.REGION_CODE, Meaning.REGION_NAME}


def _as(one: Understood, meaning: Meaning, evidence: str, share: float = 1.0) -> Understood:
    if one.meaning is meaning and one.is_sure:
        return one
    return replace(one, meaning=meaning, evidence=evidence, share=share, decimal="", is_sure=True)


def _may_be_codes(values: pl.Series, part: float) -> bool:
    return sum(map(bool, _stripped(values))) >= ENOUGH and _coded(values) >= part


def _coded(values: pl.Series) -> float:
    """Part of the values that are written as codes of regions."""
    known = [value for value in _stripped(values) if value]
    return sum(map(is_region_code, known)) / len(known)


def _agreeing(codes: pl.Series, names: pl.Series) -> float:
    """Part of the pairs whose code has this name in some edition; a few codes may be in none."""
    pairs = pl.DataFrame({"code": codes, "name": names}).unique(maintain_order=True)
    pairs = pairs.gather_every(max(1, pairs.height // LOOKED_AT))
    known = [pair for pair in pairs.rows() if all(map(str.strip, pair))]
    if len({name for _code, name in known}) < ENOUGH:
        return 0.0
    kinds = Counter(one.kind for one in disagreements(known))
    in_tables = len(known) - kinds["unknown code"]
    if in_tables < max(ENOUGH, MOSTLY * len(known)):
        return 0.0
    return 1 - (kinds.total() - kinds["unknown code"] - kinds["spelling"]) / in_tables
