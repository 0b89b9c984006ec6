"""What identifiers, codes and contacts look like, one value at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from titiktemu.analysis.spreadsheet.values import TIME, degrees, number

PROVINCES = frozenset(
    f"{island}{number}"
    for island, numbers in {
        "1": "123456789", "2": "1", "3": "123456", "5": "123", "6": "12345", "7": "123456", "8": "12",
        "9": "1234567",
    }.items()
    for number in numbers
)  # fmt: skip
"""Codes of provinces since 2022, of Kemendagri (91 to 96) and of BPS (91 to 97) alike."""

NIK = re.compile(
    r"(?:1[1-9]|21|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[12]|9[1-7])[0-9]{4}"
    r"(?:0[1-9]|[12][0-9]|3[01]|4[1-9]|[56][0-9]|7[01])(?:0[1-9]|1[0-2])[0-9]{2}(?!0000)[0-9]{4}"
)
NPWP_MASK = re.compile(r"\d{2}\.\d{3}\.\d{3}[.-]?\d[.-]\d{3}\.?\d{1,3}")
MOBILE = re.compile(r"(?:\+?62|0)[\s.-]?8[\d\s.-]{7,13}")
TELEPHONE = re.compile(r"(?:\(?\+?62\)?|\(?0)[\d\s().-]{6,16}")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
WITHOUT_ZERO = re.compile(r"8[1-9]\d{7,10}")
"""A mobile number whose first zero a spreadsheet has taken for nothing."""
DOMAIN = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?", re.IGNORECASE)
CLOCKS = re.compile(
    rf"{TIME.pattern}\s?(?:-|–|s/?d\.?|sampai|hingga)\s?(?:{TIME.pattern}|selesai)", re.IGNORECASE
)
NAMED_ACCOUNT = re.compile(r"\d(?:[.\s-]\d{1,4}){1,7}\.?|\d{4,8}")
SPAN = re.compile(r"\d{1,4}\s?(?:[-–]|s/?d)\s?\d{1,4}|\d{1,4}\s?\+|[<>≥≤]\s?\d{1,4}")
"""A range, as of ages."""
URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
PLATE = re.compile(r"[A-Z]{1,2}[\s-]?\d{1,4}[\s-]?[A-Z]{0,3}")
ACCOUNT = re.compile(r"\d(?:\.\d{1,4}){1,7}\.?")
DEEP_ACCOUNT = re.compile(r"[1-9](?:\.\d{1,2}){2,5}(?:\.\d{2,4}){0,2}")
LONGEST_PLACE = 60
SCHOOL = re.compile(r"[\dPK]\d{7}")
BPJS = re.compile(r"000\d{10}")
YES_NO = re.compile(r"ya|tidak|y|t|n|true|false|benar|salah|ada|tidak ada|sudah|belum|yes|no", re.IGNORECASE)
NAME = re.compile(
    r"(?:(?:dr|drg|ir|h|hj|prof|drs|dra|tn|ny|sdr)\.?\s)*[^\W\d_][\w'’.-]*(?:\s[^\W\d_][\w'’.,-]*){0,5}",
    re.IGNORECASE,
)
STREET = re.compile(
    r"(?:jl|jln|jalan|gg|gang|dusun|dsn|perum|komplek|lingkungan|ling|rt)\b.*|.*\brt\.?\s?\d+.*",
    re.IGNORECASE,
)
CODED = re.compile(r"[A-Z]{0,6}[-./_]?\d[\w./-]*", re.IGNORECASE)


def share(known: Mapping[str, int], test: Callable[[str], object]) -> float:
    """Part of the values, each as often as it comes, that pass a test."""
    return sum(many for value, many in known.items() if test(value)) / sum(known.values())


def share_of_most(known: Mapping[str, int], test: Callable[[str], object], least: float) -> float:
    """The same where it reaches ``least``; 0.0 as soon as it is certain that it does not.

    Examples
    --------
    >>> share_of_most({"1": 3, "x": 1}, str.isdigit, 0.5), share_of_most({"x": 3, "1": 1}, str.isdigit, 0.5)
    (0.75, 0.0)
    """
    total = sum(known.values())
    may_fail, failed = (1 - least) * total + 0.5, 0
    for value, many in known.items():
        if not test(value):
            failed += many
            if failed > may_fail:
                return 0.0
    fit = (total - failed) / total
    return fit if fit >= least else 0.0


def words_of(words: str) -> re.Pattern[str]:
    """A search for any of these words, parted by bars."""
    return re.compile(rf"\b(?:{words})\b")


def has_word(name: str, words: re.Pattern[str] | None) -> bool:
    """Whether a name has one of the words; underscores and capitals part words as blanks do.

    Examples
    --------
    >>> has_word("kodeWilayah_BPS", words_of("wilayah")), has_word("anggaran", words_of("ang"))
    (True, False)
    """
    return words is not None and words.search(_plain(name)) is not None


def _plain(name: str) -> str:
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return re.sub(r"[_\W]+", " ", parted).lower().strip()


def digits_of(value: str) -> str:
    """The digits of an identifier, without the marks between them."""
    return re.sub(r"[\s.\-/]", "", value)


def is_nik(value: str, *, household: bool = False) -> bool:
    """Sixteen digits: region, day (of women plus 40), month, year, serial.

    The region is that of the first registration and may long be abolished, so only its shape is looked at.

    Examples
    --------
    >>> is_nik("3510014508900001"), is_nik("3510019913900001"), is_nik("0812345678901234")
    (True, False, False)
    """
    digits = value if value.isdigit() else digits_of(value)
    if NIK.fullmatch(digits) is None:
        return False
    return not household or digits[6] < "4"


def is_household(value: str) -> bool:
    """Sixteen digits as on a family card: as a NIK, with the day of issue."""
    return is_nik(value, household=True)


def is_tax_number(value: str) -> bool:
    """Fifteen or sixteen digits, or twenty-two of a place of business, in any of the masks.

    Examples
    --------
    >>> [is_tax_number(one) for one in ("01.234.567.8-901.000", "012345678901000", "52.601.815.9-0830", "12")]
    [True, True, True, False]
    """
    digits = digits_of(value)
    return digits.isdecimal() and (NPWP_MASK.fullmatch(value) is not None or len(digits) in {15, 16, 22})


def is_insurance_number(value: str) -> bool:
    """Thirteen digits, as on a card of BPJS."""
    return re.fullmatch(r"\d{13}", digits_of(value)) is not None


def is_region_code(value: str) -> bool:
    """A code of Kemendagri (35.10.01) or of BPS (3510010), from province to village.

    Examples
    --------
    >>> [is_region_code(one) for one in ("35", "35.10", "35.10.01.2001", "3510180", "4.1.01", "99.10")]
    [True, True, True, True, False, False]
    """
    shape = re.fullmatch(
        r"(\d\d)(?:\.\d\d(?:\.\d\d(?:\.\d{4})?)?)?|(\d\d)(?:\d\d(?:\d{2,3}(?:\d{3,4})?)?)?", value
    )
    return shape is not None and (shape[1] or shape[2]) in PROVINCES


def is_dotted_region_code(value: str) -> bool:
    """The same, where the dots of Kemendagri say so."""
    return "." in value and is_region_code(value)


def is_place(value: str) -> bool:
    """Words no longer than a name of a region is; a few have digits in them.

    Examples
    --------
    >>> is_place("Muncar"), is_place("2 X 11 Kayu Tanam"), is_place("1.234"), is_place("RT 01/RW 02")
    (True, True, False, False)
    """
    digits = sum(map(str.isdigit, value))
    return len(value) <= LONGEST_PLACE and (not digits or sum(map(str.isalpha, value)) > 2 * digits)


def in_range(low: float, high: float) -> Callable[[str], bool]:
    """A test for numbers between two ends, with a point or a comma before the decimals."""

    def test(value: str) -> bool:
        read = number(value, ".") if "." in value else number(value, ",")
        read = degrees(value) if read is None else read
        return read is not None and low <= read <= high

    return test


def far_decimals(low: float, high: float) -> Callable[[str], bool]:
    """A test for numbers between two ends with so many decimals as only coordinates have."""
    test = in_range(low, high)
    return lambda value: re.search(r"[.,]\d{4,}$", value) is not None and test(value)
