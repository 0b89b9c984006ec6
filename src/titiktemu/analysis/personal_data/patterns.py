"""What numbers and addresses of people look like: fast patterns first, the exact test on what they hit.

`SUSPECTS` are written so that the engines of RE2 (DuckDB) and of Rust (polars) read them as Python does: no
look-around, no back-references, ASCII classes only. Each hits every cell that holds its kind, and some more.
`WITHIN` tells the exact rest, in Python, cell by cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from titiktemu.analysis.spreadsheet.shapes import is_nik

GAP = r"[ .-]?"
NETWORK = r"8(?:1[1-9]|2[1-38]|3[1-38]|5[1-35-9]|7[7-9]|8[1-9]|9[5-9])"
"""How mobile numbers begin, without zero or country: prefixes that are given out."""
MOBILE = rf"\(?(?:\+? ?62\)?[ .-]?\(?0?\)?|0)8[1-35-9][0-9](?:{GAP}[0-9]){{6,9}}"
LANDLINE = (
    r"(?:\(0[2-9][0-9]{1,2}\)[ .-]?|0[2-9][0-9]{1,2}[ -]"
    r"|\+62[ -]?(?:\([0-9]{2,4}\)|[2-9][0-9]{1,2})[ -])[0-9]{3,4}[ .-]?[0-9]{2,4}"
)
MAIL = r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,4}\.[A-Za-z]{2,24}"
TAX_MASK = r"[0-9]{2}\.[0-9]{3}\.[0-9]{3}[.-]?[0-9][.-][0-9]{3}[. -]?[0-9]{1,3}"
OFFICER = (
    r"(?:19[4-9][0-9]|200[0-9]|201[0-2])(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]) ?"
    r"(?:19[6-9][0-9]|20[0-4][0-9])(?:0[1-9]|1[0-2]|21) ?[12] ?[0-9]{3}"
)
AREAS = (
    "A|B|D|E|F|G|H|K|L|M|N|P|R|S|T|W|Z|AA|AB|AD|AE|AG|BA|BB|BD|BE|BG|BH|BK|BL|BM|BN|BP|DA"
    "|DB|DC|DD|DE|DG|DH|DK|DL"
    "|DM|DN|DP|DR|DS|DT|DW|EA|EB|ED|KB|KH|KT|KU|PA|PB"
)
PLATE = rf"(?:{AREAS})[ -]?[0-9]{{1,4}}[ -]?[A-Z]{{1,3}}"
LONG_NUMBER = r"[0-9](?:[ .-]?[0-9]){7,24}"
CALLED = (
    r"(?:[Aa]\.?[Nn]\.?|[Aa]tas [Nn]ama|[Bb]apak|[Bb]pk|[Ii]bu|[Ss]dr|[Ss]dri|[Ss]audara"
    r"|[Ss]audari|[Pp]ak|[Bb]u"
    r"|[Aa]lm|[Aa]lmh|[Bb]in|[Bb]inti|[Tt]n|[Nn]y)\.?[ :]{1,2}[A-Z][A-Za-z'.]{1,20}"
)

SUSPECTS: dict[str, str] = {
    "nik": r"[1-9][0-9]{3}(?:[ .-]?[0-9]){12}",
    "kk": r"[1-9][0-9]{3}(?:[ .-]?[0-9]){12}",
    "nip": OFFICER,
    "npwp": rf"{TAX_MASK}|[0-9]{{15,16}}|[0-9]{{22}}",
    "phone": rf"{MOBILE}|{LANDLINE}",
    "email": MAIL,
    "plate": PLATE,
    "bpjs": r"[0-9]{13}",
    "bank_account": LONG_NUMBER,
    "person_name": CALLED,
}
"""For each kind that is found inside of texts: whatever holds it fits somewhere, in Python, RE2 and Rust."""

SUSPECT = "|".join(f"(?:{one})" for one in dict.fromkeys(SUSPECTS.values()))
"""All of them in one."""

ALONE = r"(?<![0-9])(?<![0-9][./,-])"
END = r"(?![0-9])(?![.,][0-9])"
_SIXTEEN = re.compile(rf"{ALONE}[1-9][0-9]{{15}}{END}")
_MOBILE_IN = re.compile(rf"{ALONE}{MOBILE}{END}")
_LANDLINE_IN = re.compile(rf"{ALONE}{LANDLINE}{END}")
_MAIL_IN = re.compile(MAIL)
_TAX_IN = re.compile(rf"{ALONE}{TAX_MASK}{END}")
_OFFICER_IN = re.compile(rf"{ALONE}{OFFICER}{END}")
_PLATE_IN = re.compile(
    r"(?i:nopol|no\.? ?pol(?:isi)?|plat(?: nomor)?|kendaraan|mobil|motor)[ .:]{0,3}"
    rf"(?P<plate>(?:{AREAS})[ -]?[0-9]{{2,4}}[ -]?[A-Z]{{1,3}})\b"
)
_CARD_IN = re.compile(r"(?i:bpjs|jkn|kis)[^0-9\n]{0,20}[0-9]{13}(?![0-9])")
_ACCOUNT_IN = re.compile(
    r"(?i:\b(?:no ?)?rek(?:ening)?\b)[. :]{0,3}(?:[A-Za-z]{2,12}[. :]{1,3}){0,3}[0-9](?:[ -]?[0-9]){7,15}"
    r"(?![0-9.,])"
)
_CALLED_IN = re.compile(
    r"\b(?P<title>[Aa]\.?[Nn]\.?|[Aa]tas [Nn]ama|[Bb]apak|[Bb]pk|[Ii]bu|[Ss]dr|[Ss]dri"
    r"|[Ss]audara|[Ss]audari|[Pp]ak"
    r"|[Bb]u|[Aa]lm|[Aa]lmh|[Bb]in|[Bb]inti|[Tt]n"
    r"|[Nn]y)\.?[ :]{1,2}(?P<name>[A-Z][A-Za-z'.]{1,20}(?: [A-Z][A-Za-z'.]{1,20}){0,3})"
)
_OTHER_NUMBER = re.compile(
    r"\b(?:transaksi|trx|invoice|inv|faktur|referensi|ref|resi|kontrak|spk|rup|paket|nibar|register|reg|aset|va"
    r"|virtual account|kwitansi|kuitansi|billing|kode|tiket|rp|rekening|rek|id|barcode"
    r"|seri|sp2d|spm|sts|ntpn)"
    r"[\s.:#)/-]{0,4}(?:[A-Za-z]{0,12}[\s.:#-]{0,3}){0,2}$",
    re.IGNORECASE,
)
_CARD_OF_PERSON = re.compile(r"(?:nik|ktp|kependudukan|identitas)\W{0,4}$", re.IGNORECASE)
_CARD_OF_FAMILY = re.compile(r"(?:kk|kartu keluarga)\W{0,4}$", re.IGNORECASE)
_TELEPHONE = re.compile(
    r"\b(?:telp|telepon|tlp|tel|fax|kantor|hotline|hub|hubungi|call|wa|hp|kontak|handphone|ponsel)\b[\w\s.:]{0,16}$",
    re.IGNORECASE,
)
_NIK_DIGITS = 16
BRACKETS = str.maketrans("", "", "()+")
"""Marks of telephone numbers that `digits` does not know."""
_BEFORE = 32
"""Letters before a number that may say what it is."""


def _said_otherwise(text: str, at: int) -> bool:
    return _OTHER_NUMBER.search(text[max(0, at - _BEFORE) : at]) is not None


def _after_telephone(text: str, at: int) -> bool:
    return _TELEPHONE.search(text[max(0, at - _BEFORE) : at]) is not None


def sixteens(text: str) -> list[str]:
    """What each number of sixteen digits in a text is: nik, kk, perhaps (a NIK by its shape only) or other.

    Examples
    --------
    >>> sixteens("NIK 3510014508900001, KK: 3510010512080002"), sixteens("no. transaksi 3510014508900001")
    (['nik', 'kk'], ['other'])
    >>> sixteens("3510014508900001"), sixteens("-8.1234567890123456")
    (['perhaps'], [])
    """
    found = []
    for one in _SIXTEEN.finditer(text):
        before = text[max(0, one.start() - _BEFORE) : one.start()]
        if not is_nik(one[0]) or _said_otherwise(text, one.start()):
            found.append("other")
        elif _CARD_OF_FAMILY.search(before):
            found.append("kk")
        else:
            found.append("nik" if _CARD_OF_PERSON.search(before) else "perhaps")
    return found


def has_phone(text: str) -> bool:
    """Whether a telephone number stands in a text.

    Examples
    --------
    >>> [has_phone(one) for one in ("hubungi 0812-3456-7890", "Rp 081234567890", "-8.081234567890")]
    [True, False, False]
    >>> has_phone("kantor: (0333) 421234"), has_phone("WA +62 812 3456 7890"), has_phone("81234567")
    (True, True, False)
    """
    for one in _MOBILE_IN.finditer(text) if "8" in text else ():
        if not _said_otherwise(text, one.start()) or _after_telephone(text, one.start()):
            return True
    return any(
        one[0][0] in "(+" or _after_telephone(text, one.start()) for one in _LANDLINE_IN.finditer(text)
    )


def called(text: str) -> list[str]:
    """Words that follow a form of address, such as "Bapak" or "a.n.", and begin with capitals.

    Examples
    --------
    >>> called("diterima oleh Ibu Siti Aminah di loket 2")
    ['Siti Aminah']
    """
    return [one["name"] for one in _CALLED_IN.finditer(text)]


def _found(pattern: re.Pattern[str], *needed: str) -> Callable[[str], bool]:
    """A test that looks only where one of these stands in the text, in small letters or digits."""

    def test(text: str) -> bool:
        lowered = text.lower()
        return any(one in lowered for one in needed) and pattern.search(text) is not None

    return test


WITHIN: dict[str, Callable[[str], bool]] = {
    "phone": has_phone,
    "email": _found(_MAIL_IN, "@"),
    "npwp": _found(_TAX_IN, "."),
    "nip": _found(_OFFICER_IN, "19", "200", "201"),
    "plate": _found(_PLATE_IN, "pol", "plat", "kendaraan", "mobil", "motor"),
    "bpjs": _found(_CARD_IN, "bpjs", "jkn", "kis"),
    "bank_account": _found(_ACCOUNT_IN, "rek"),
}
"""Exact: whether a text holds the kind. `sixteens` and `called` tell of NIK, KK and names."""

_WHOLE = {
    "email": re.compile(MAIL),
    "mobile": re.compile(MOBILE),
    "landline": re.compile(LANDLINE),
    "tax_mask": re.compile(TAX_MASK),
    "nip": re.compile(rf"'?{OFFICER}"),
    "bpjs": re.compile(r"000[1-9][0-9]{9}"),
    "plate": re.compile(rf"(?:{AREAS})[ -]?[0-9]{{3,4}}[ -]?[A-Z]{{2,3}}"),
}
_MARKS = re.compile(r"[ .\-/']")
_LIKE_NIK = re.compile(r"[1-9][0-9]{5}(?:[0-3][0-9]|[4-7][0-9])(?:0[0-9]|1[0-2])[0-9]{6}")
_ROUNDED = re.compile(r"[1-9][.,][0-9]{1,14}[eE]\+?(?P<power>[0-9]{1,2})")
_COVERED = re.compile(r"[0-9]{4,12}[*xX#•]{2,12}[0-9]{0,8}")
_NATIONAL = re.compile(r"(?:\+?62|0)0?")
_NETWORK = re.compile(NETWORK)


def is_bare_nik(value: str) -> bool:
    """Whether a cell is a NIK (or number of a family card) and nothing else, in any of its notations."""
    return is_nik(value.lstrip("'’`"))


def is_rounded(value: str, powers: range) -> bool:
    """Whether a spreadsheet has made 3.51001E+15 or the like of a number; `powers` are those of ten.

    Examples
    --------
    >>> is_rounded("3,51001E+15", range(15, 16)), is_rounded("8.12346E+10", range(15, 16))
    (True, False)
    """
    found = _ROUNDED.fullmatch(value)
    return found is not None and int(found["power"]) in powers


def was_nik(value: str) -> bool:
    """Whether a cell was a NIK before its end was rounded away or stars were put into it.

    Examples
    --------
    >>> [was_nik(one) for one in ("3.51001E+15", "3510011203850000", "351001******0002", "20525123")]
    [True, True, True, False]
    """
    bare = digits(value)
    if len(bare) == _NIK_DIGITS:
        return _LIKE_NIK.fullmatch(bare) is not None
    covered = _COVERED.fullmatch(value) is not None and len(value) == _NIK_DIGITS
    return covered or is_rounded(value, range(_NIK_DIGITS - 1, _NIK_DIGITS))


def is_on_network(value: str) -> bool:
    """Whether a mobile number begins with digits that are given out.

    Examples
    --------
    >>> [is_on_network(one) for one in ("0812 3456 7890", "+62 857-1234-5678", "084123456789")]
    [True, True, False]
    """
    bare = digits(value.translate(BRACKETS))
    return _NETWORK.match(_NATIONAL.sub("", bare, count=1)) is not None


def digits(value: str) -> str:
    """The digits of a number, or "" where the cell holds anything but digits and marks between them.

    Examples
    --------
    >>> digits("'0812 3456-7890"), digits("A 12")
    ('081234567890', '')
    """
    bare = _MARKS.sub("", value)
    return bare if bare.isdecimal() and bare.isascii() else ""


def is_branch_number(value: str) -> bool:
    """Whether twenty-two digits end in a small serial, as the NITKU of a place of business does."""
    return re.fullmatch(r"[0-9]{16}000[0-9]{3}", value) is not None


BY_SHAPE: dict[str, Callable[[str], object]] = {
    "nik": is_bare_nik,
    "branch": is_branch_number,
    **{name: pattern.fullmatch for name, pattern in _WHOLE.items()},
}
"""Tests of whole cells that need no help of the column's name."""
