"""Numbers and addresses that point at people: whole cells, and inside of texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.personal_data.columns import Column
from titiktemu.analysis.personal_data.kinds import Personal, personal
from titiktemu.analysis.personal_data.patterns import (
    BRACKETS,
    BY_SHAPE,
    TAX_MASK,
    WITHIN,
    digits,
    is_on_network,
    is_rounded,
    sixteens,
    was_nik,
)
from titiktemu.analysis.personal_data.words import COUNTED, FILED, NUMBERED, SIZED
from titiktemu.analysis.spreadsheet.coordinates import pair
from titiktemu.analysis.spreadsheet.shapes import has_word

NAMED, ALONE, SAFE_ALONE = 0.3, 0.5, 0.9
"""Share of the cells that must fit: where the name says so, where only the form does, where that is weak."""
ENOUGH = 5
"""Different values from which on it can be told whether they were counted up."""

INSIDE = gettext_noop("Inside of the texts.")
_LOST_ZERO = re.compile(r"(?:62|0)?8[1-35-9][0-9]{7,10}")
_LANDLINE = re.compile(r"(?:62|0)[2-9][0-9]{6,10}")
_EXTENSION = re.compile(r",? ?\(?(?:ext|ekst|pesawat|pes|wa|hp)\.? ?[0-9]{0,4}\)?$", re.IGNORECASE)
_SPELT_MAIL = re.compile(r"[\w.+-]+ ?[\[(](?:at|a|@)[\])] ?[\w-]+(?:[\[( ]*(?:\.|dot|titik)[\]) ]*[\w-]+)+")
_PLATE = re.compile(r"[A-Z]{1,2}[ .-]?[0-9]{1,4}(?:[ .-]?[A-Z]{1,3})?", re.IGNORECASE)
_TAX_MASK = re.compile(TAX_MASK)
_GIVEN = re.compile(r"[A-Za-z]{0,4}[ ./-]?[0-9](?:[ ./-]?[0-9A-Za-z]){3,20}")
_PASSPORT = re.compile(r"[A-Z]{1,2} ?[0-9]{6,7}")
_ACCOUNT = re.compile(r"(?:[A-Za-z]{2,12}[ .:-]{1,3}){0,3}[0-9](?:[ -]?[0-9]){7,16}")


def numbers_of(column: Column) -> Iterator[Personal]:
    """Tell of every kind that has a form: identifiers, telephones, e-mail, plates, accounts."""
    if column.share(column.under("place"), pair) >= ALONE:
        return  # digits of a place on the map are no number of anybody
    found = [*_cards(column), *_officers(column), *_taxes(column), *_phones(column), *_others(column)]
    kinds = {one.kind for one in found}
    yield from found
    if any(one.share >= SAFE_ALONE for one in found):
        return  # whole cells are told; parts of them are nothing else
    yield from (one for one in _inside(column) if one.kind not in kinds)


def _cards(column: Column) -> Iterator[Personal]:
    """NIK and numbers of family cards; which of the two, where the name does not say."""
    if "npwp" in column.heads and "nik" not in column.heads:
        return
    cells = [one for one in column.under("nik") if BY_SHAPE["nik"](one)]
    if not column.heads.isdisjoint({"nik", "kk"}):
        yield from _named_cards(column, cells)
        return
    hits = column.count(cells)
    bare = [digits(one) for one in cells]
    if not cells or hits < ALONE * column.filled or _counted_up([one[6:12] for one in bare]):
        return
    if len(cells) >= ENOUGH and all(one.endswith("00") for one in bare):
        return  # codes of census blocks: no serial of people is a hundred
    if len(cells) >= ENOUGH and all(one[6] < "4" and one[10:12] <= "30" for one in bare):
        if not has_word(column.name, FILED):
            yield personal("kk", hits, column.filled, _LIKE_A_FAMILY, is_sure=False)
    else:
        yield personal("nik", hits, column.filled, _LIKE_A_PERSON)


def _named_cards(column: Column, cells: list[str]) -> Iterator[Personal]:
    """What the name says, also where a spreadsheet or somebody's stars have taken digits away."""
    kind = "kk" if "kk" in column.heads and "nik" not in column.heads else "nik"
    whole, seen = column.count(cells), set(cells)
    hits = whole + column.count((one for one in column.known if one not in seen), was_nik)
    if hits and hits >= NAMED * column.filled:
        damaged = whole < NAMED * column.filled
        yield personal(kind, hits, column.filled, _DAMAGED if damaged else _SAID[kind], is_sure=not damaged)


_DAMAGED = gettext_noop(
    "The name says it; digits were rounded away or covered, and those that are left still tell of people."
)
_SAID = {
    "nik": gettext_noop("Sixteen digits with a region and a birth date, and the name says NIK."),
    "kk": gettext_noop("Sixteen digits with a date in them, and the name says family card."),
}
_LIKE_A_PERSON = gettext_noop(
    "Sixteen digits with a region and a birth date, as a NIK or the number of a family card has."
)
_LIKE_A_FAMILY = gettext_noop(
    "Sixteen digits with a region and a recent date: numbers of family cards, or NIK of children."
)


def _counted_up(parts: list[str]) -> bool:
    """Whether what differs between people is the same in all: a serial that looks like an identifier."""
    return len(parts) >= ENOUGH and len(set(parts)) < min(8, 0.5 * len(parts))


def _officers(column: Column) -> Iterator[Personal]:
    cells = [one for one in column.under("nip") if BY_SHAPE["nip"](one)]
    named = "nip" in column.heads
    if named and not cells:
        cells = [one for one in column.known if len(digits(one)) in {9, 18}]
    hits = column.count(cells)
    if hits and hits >= (NAMED if named else ALONE) * column.filled:
        evidence = gettext_noop("Eighteen digits with a birth date and a date of service, as a NIP has.")
        yield personal("nip", hits, column.filled, evidence)


def _taxes(column: Column) -> Iterator[Personal]:
    masked = [one for one in column.under("tax_mask") if BY_SHAPE["tax_mask"](one)]
    if "npwp" in column.heads:
        hits = column.count(
            column.known, lambda one: _TAX_MASK.fullmatch(one) or len(digits(one)) in {15, 16, 22}
        )
        if hits and hits >= NAMED * column.filled and "nik" not in column.heads:
            evidence = gettext_noop("Digits as a tax number has, and the name says so.")
            yield personal("npwp", hits, column.filled, evidence)
        return
    hits = column.count(masked)
    if hits and hits >= ALONE * column.filled:
        yield personal("npwp", hits, column.filled, gettext_noop("The values have the mask of a tax number."))
        return
    hits = column.count(column.under("branch"), BY_SHAPE["branch"])
    if hits and hits >= SAFE_ALONE * column.filled:
        evidence = gettext_noop(
            "Twenty-two digits with a small serial at the end, as of a place of business."
        )
        yield personal("npwp", hits, column.filled, evidence, is_sure=False)


def _phones(column: Column) -> Iterator[Personal]:
    mobiles = _mobiles(column)
    landlines = [one for one in column.under("landline") if BY_SHAPE["landline"](one)]
    if not mobiles and not landlines and "phone" not in column.heads:
        return
    others = column.filled - column.count(column.under("email"), WITHIN["email"])  # a contact is either
    if "phone" in column.heads:
        plain = {*mobiles, *landlines}
        hits = column.count(plain) + column.count(column.known.keys() - plain, _is_named_phone)
        if hits and hits >= NAMED * others:
            evidence = gettext_noop("The values and the name are those of telephone numbers.")
            yield personal("phone", hits, column.filled, evidence)
        return
    hits, fixed = column.count({*mobiles, *landlines}), column.count(landlines)
    counted_up = _counted_up([digits(one.translate(BRACKETS))[:-4] for one in mobiles])
    if hits and column.count(mobiles) >= NAMED * others and not counted_up:
        evidence = gettext_noop("The values begin and are as long as those of mobile phones.")
        yield personal("phone", hits, column.filled, evidence)
    elif fixed and hits >= SAFE_ALONE * column.filled and not _counted_up([one[-4:] for one in landlines]):
        evidence = gettext_noop("An area code and a number behind it, as of telephones.")
        yield personal("phone", hits, column.filled, evidence, is_sure=False)


def _mobiles(column: Column) -> list[str]:
    """Cells that are mobile numbers, unless the name or their beginnings say that they are no telephones."""
    cells = [one for one in column.under("mobile") if BY_SHAPE["mobile"](one)]
    if "phone" in column.heads:
        return cells
    if has_word(column.name, NUMBERED) or has_word(column.name, COUNTED):
        cells = [one for one in cells if not one.isdecimal()]
    known = [one for one in cells if is_on_network(one)]
    return known if column.count(known) >= SAFE_ALONE * column.count(cells) else []


def _is_named_phone(cell: str) -> bool:
    bare = digits(_EXTENSION.sub("", cell).translate(BRACKETS))
    if _LOST_ZERO.fullmatch(bare) or _LANDLINE.fullmatch(bare):
        return True
    return WITHIN["phone"](cell) or is_rounded(cell, range(9, 13))


def _others(column: Column) -> Iterator[Personal]:
    """E-mail, plates, BPJS, and what only the name can tell: passports, driving licences, bank accounts."""
    mails = column.count(column.under("email"), WITHIN["email"])
    if not mails and "email" in column.heads:
        mails = column.count(column.known, _SPELT_MAIL.fullmatch)
    if mails:
        yield personal("email", mails, column.filled, gettext_noop("There are e-mail addresses in it."))
    yield from _plates(column)
    yield from _insured(column)
    if "passport" in column.heads:
        evidence = gettext_noop("Letters and digits as of passports, and the name says so.")
        yield from _named(column, "passport", _PASSPORT.fullmatch, evidence)
    if "driving_licence" in column.heads:
        evidence = gettext_noop("Digits as of driving licences, and the name says so.")
        yield from _named(column, "driving_licence", lambda one: 12 <= len(digits(one)) <= 16, evidence)
    if "bank_account" in column.heads:
        evidence = gettext_noop("Digits as of bank accounts, and the name says so.")
        yield from _named(column, "bank_account", _ACCOUNT.fullmatch, evidence)
    if "person_number" in column.heads and 2 * len(column.known) > column.filled:
        evidence = gettext_noop("Numbers of which the name says that each was given to one person.")
        yield from _named(column, "person_number", _GIVEN.fullmatch, evidence)


def _named(column: Column, kind: str, test: Callable[[str], object], evidence: str) -> Iterator[Personal]:
    hits = column.count(column.known, test)
    if hits >= ALONE * column.filled:
        yield personal(kind, hits, column.filled, evidence)


def _plates(column: Column) -> Iterator[Personal]:
    if "plate" in column.heads:
        evidence = gettext_noop("The values and the name are those of number plates.")
        yield from _named(column, "plate", _PLATE.fullmatch, evidence)
        return
    if has_word(column.name, SIZED) or has_word(column.name, NUMBERED):
        return
    hits = column.count(column.under("plate"), BY_SHAPE["plate"])
    if hits and hits >= SAFE_ALONE * column.filled:
        evidence = gettext_noop("Letters of a region, digits and letters, as on number plates.")
        yield personal("plate", hits, column.filled, evidence, is_sure=False)


def _insured(column: Column) -> Iterator[Personal]:
    if "bpjs" in column.heads:
        evidence = gettext_noop("Thirteen digits, and the name says health insurance.")
        yield from _named(column, "bpjs", lambda one: len(digits(one)) in {11, 13}, evidence)
        return
    cells = [one for one in column.under("bpjs") if BY_SHAPE["bpjs"](one)]
    hits = column.count(cells)
    if hits and hits >= SAFE_ALONE * column.filled and not _counted_up([one[3:8] for one in cells]):
        evidence = gettext_noop("Thirteen digits that begin as those of BPJS.")
        yield personal("bpjs", hits, column.filled, evidence, is_sure=False)


def _inside(column: Column) -> Iterator[Personal]:
    """What stands in cells with words, and, where most cells have words, in the others too."""
    cells = set(column.under("long"))
    if not column.is_text:
        cells &= set(column.under("wordy"))
    yield from _cards_inside(column, cells)
    for kind in ("phone", "npwp", "nip", "bpjs", "bank_account"):
        if hits := column.count(cells, WITHIN[kind]):
            yield personal(kind, hits, column.filled, INSIDE)
    if column.is_text and (hits := column.count(column.under("wordy"), WITHIN["plate"])):
        yield personal("plate", hits, column.filled, INSIDE)


def _cards_inside(column: Column, cells: set[str]) -> Iterator[Personal]:
    seen = {cell: found for cell in cells if (found := sixteens(cell))}
    bare = [one for found in seen.values() for one in found if one in {"perhaps", "other"}]
    likely = 2 * bare.count("perhaps") >= len(bare)  # one in forty of any sixteen digits looks like a NIK
    wanted = {"nik", "perhaps"} if likely else {"nik"}
    if hits := sum(column.known[cell] for cell, found in seen.items() if not wanted.isdisjoint(found)):
        yield personal("nik", hits, column.filled, INSIDE)
    if hits := sum(column.known[cell] for cell, found in seen.items() if "kk" in found):
        yield personal("kk", hits, column.filled, INSIDE)
