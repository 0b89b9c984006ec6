"""What is told of a person: sex, faith, health, money, punishment. Mostly by the name of the column."""

from __future__ import annotations

from collections.abc import Iterator

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.personal_data.columns import Column
from titiktemu.analysis.personal_data.kinds import EACH_AS_OFTEN, EACH_ONCE, Personal, personal
from titiktemu.analysis.personal_data.numbers import ALONE
from titiktemu.analysis.personal_data.patterns import digits
from titiktemu.analysis.personal_data.words import (
    AMOUNT,
    BLOOD,
    COUNTED,
    DISEASE,
    FACILITY,
    ICD,
    IMPAIRMENT,
    LISTING,
    NAMED,
    ORGANISATION,
    RECORD_NUMBER,
    SPEAKS_OF_CARE,
    WORDS_ALONE,
)
from titiktemu.analysis.spreadsheet.shapes import has_word

MOST_DISEASES = 1000
"""Different cells beyond which a column holds texts and no names of diseases."""
FEW = 16
"""Most different words of sex, faith and the like."""

_TOLD = {
    "sex": gettext_noop("The values say men and women."),
    "religion": gettext_noop("The values are religions."),
    "marital_status": gettext_noop("The values say whether somebody is married."),
    "nationality": gettext_noop("The values are nationalities."),
}
_HEADED = {
    "health": gettext_noop("The name of the column says health of a person."),
    "disability": gettext_noop("The name of the column says disability of a person."),
    "biometric": gettext_noop("The name of the column says features of a body."),
    "genetic": gettext_noop("The name of the column says genes of a person."),
    "criminal_record": gettext_noop("The name of the column says punishment of a person."),
}


def facts_of(column: Column) -> Iterator[Personal]:
    """Tell which facts about people a column holds."""
    if len(column.known) <= FEW:
        yield from _classes(column)
    yield from _children(column)
    yield from _money(column)
    for kind, evidence in _HEADED.items():
        if kind in column.heads and (hits := _of_somebody(column, kind)):
            is_list = column.is_even and _is_list(column, kind)
            evidence = _as_often(column) if is_list else evidence
            yield personal(kind, hits, column.filled, evidence, is_sure=not is_list)
    yield from _unnamed(column)


def _classes(column: Column) -> Iterator[Personal]:
    """Sex, religion and the like: few words, all of them known."""
    lowered = {one: " ".join(one.lower().split()) for one in column.known}
    for kind, (named, alone) in WORDS_ALONE.items():
        said = kind in column.heads
        allowed = named | {"1", "2"} if said and kind == "sex" else named
        words = allowed if said else alone
        cells = [one for one, word in lowered.items() if word in words]
        enough = column.share(cells) >= (0.6 if said else 0.9)
        if cells and enough and (said or (len(cells) > 1 and not _says_otherwise(column.name))):
            evidence = _as_often(column) if column.is_breakdown else _TOLD[kind]
            is_sure = said and not column.is_breakdown
            yield personal(kind, column.count(cells), column.filled, evidence, is_sure=is_sure)


def _as_often(column: Column) -> str:
    """Evidence that counts only beside people: without them, such a column lists what there is."""
    return EACH_ONCE if max(column.known.values()) == 1 else EACH_AS_OFTEN


def _says_otherwise(name: str) -> bool:
    return has_word(name, COUNTED) or has_word(name, NAMED)


def _children(column: Column) -> Iterator[Personal]:
    if "child" not in column.heads:
        return
    cells = [one for one in column.known if len(digits(one)) >= 4]
    if not cells:
        cells = [one for one in column.under("words") if ORGANISATION.isdisjoint(one.lower().split())]
    if column.share(cells) >= ALONE:
        evidence = gettext_noop("The name of the column says children.")
        yield personal("child", column.count(cells), column.filled, evidence)


def _money(column: Column) -> Iterator[Personal]:
    if "salary" not in column.heads:
        return
    figures = set(column.under("figure"))
    cells = [one for one in column.known if one in figures or AMOUNT.fullmatch(one)]
    if column.share(cells) >= ALONE:
        evidence = gettext_noop("Amounts, and the name says income of a person.")
        yield personal("salary", column.count(cells), column.filled, evidence)


def _of_somebody(column: Column, kind: str) -> int:
    """Cells that say something of a person, and are no counts and no list of what there is."""
    if kind == "health" and column.share(column.known, BLOOD.fullmatch) >= 0.6 and not column.is_breakdown:
        return column.filled
    if kind == "health" and has_word(column.name, RECORD_NUMBER):
        return column.count(one for one in column.known if any(map(str.isdecimal, one)))
    cells = set(column.known) - {one for one in column.under("figure") if not ICD.fullmatch(one)}
    return column.count(cells) if column.share(cells) >= ALONE else 0


def _is_list(column: Column, kind: str) -> bool:
    """Whether the name says a list of what there is; a blood group or the number of a record is none."""
    if kind == "health" and (has_word(column.name, RECORD_NUMBER) or not has_word(column.name, LISTING)):
        return False
    return has_word(column.name, LISTING)


def _unnamed(column: Column) -> Iterator[Personal]:
    """Diseases and impairments in the cells, where they come as unevenly as they come to people.

    Where each comes as often as the others, other columns have to name people.
    """
    if has_word(column.name, SPEAKS_OF_CARE) or has_word(column.name, COUNTED):
        return
    if has_word(column.name, FACILITY):
        return
    words_of_cells = {*column.under("wordy"), *column.under("words")}
    if len(words_of_cells) > MOST_DISEASES:
        return
    cells = [one for one in words_of_cells if not _names_a_body(one)]
    for kind, words in (("health", DISEASE), ("disability", IMPAIRMENT)):
        if kind in column.heads:
            continue
        hits = column.count(cells, words.search)
        if hits and hits >= 0.6 * column.filled:
            evidence = gettext_noop("Most values name diseases or impairments, as records of people do.")
            evidence = _as_often(column) if column.is_even else evidence
            yield personal(kind, hits, column.filled, evidence, is_sure=False)


def _names_a_body(cell: str) -> bool:
    return not ORGANISATION.isdisjoint(cell.lower().split())
