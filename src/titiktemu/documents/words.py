"""Numbers and dates in words, in Indonesian and in English, as minutes of agreement write them.

Pure: no clock, no settings, the same answer everywhere.
"""

from datetime import date, time
from typing import Final

MOST: Final = 10**15 - 1
NIP_DIGITS: Final = 18

ONES_ID: Final = (
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh",
    "sebelas",
)  # fmt: skip
SCALES_ID: Final = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu"), (100, "ratus"))
DAYS_ID: Final = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS_ID: Final = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
    "November", "Desember",
)  # fmt: skip

ONES_EN: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS_EN: Final = (
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
)  # fmt: skip
SCALES_EN: Final = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (10**3, "thousand"))
DAYS_EN: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS_EN: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
ORDINALS_EN: Final = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip


def number_in_words(number: int, language: str) -> str:
    """The number in words, "id" or "en"; ValueError below zero and from 10**15 on.

    >>> number_in_words(2026, "id"), number_in_words(2026, "en")
    ('dua ribu dua puluh enam', 'two thousand and twenty-six')
    >>> number_in_words(1_111, "id"), number_in_words(1_111, "en")
    ('seribu seratus sebelas', 'one thousand one hundred and eleven')
    """
    if not 0 <= number <= MOST:
        raise ValueError(number)
    return _indonesian(number) if language == "id" else _english(number)


def _indonesian(number: int) -> str:
    if number < len(ONES_ID):
        return ONES_ID[number]
    if number < 20:
        return f"{ONES_ID[number - 10]} belas"
    for size, name in SCALES_ID:
        if number >= size:
            # A single hundred and a single thousand are one word; a million is not.
            one = (
                f"se{name}" if number < 2 * size and size <= 1000 else f"{_indonesian(number // size)} {name}"
            )
            return one + _rest(number % size)
    return f"{ONES_ID[number // 10]} puluh{_rest(number % 10)}"


def _rest(number: int) -> str:
    return f" {_indonesian(number)}" if number else ""


def _english(number: int) -> str:
    if number < len(ONES_EN):
        return ONES_EN[number]
    if number < 100:
        return TENS_EN[number // 10] + (f"-{ONES_EN[number % 10]}" if number % 10 else "")
    for size, name in SCALES_EN:
        if number >= size:
            rest = number % size
            and_ = "and " if 0 < rest < 100 else ""
            return f"{_english(number // size)} {name}" + (f" {and_}{_english(rest)}" if rest else "")
    return f"{ONES_EN[number // 100]} hundred" + (f" and {_english(number % 100)}" if number % 100 else "")


def ordinal_in_words(number: int) -> str:
    """The place in an order in English words; Indonesian dates use the plain number.

    >>> ordinal_in_words(1), ordinal_in_words(22), ordinal_in_words(30)
    ('first', 'twenty-second', 'thirtieth')
    """
    whole = number_in_words(number, "en")
    cut = max(whole.rfind(" "), whole.rfind("-")) + 1
    last = whole[cut:]
    if last in ORDINALS_EN:
        return whole[:cut] + ORDINALS_EN[last]
    return whole[:cut] + (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")


def written_day(day: date, language: str) -> str:
    """A date in figures with its weekday: "Senin, 25 Mei 2026".

    >>> written_day(date(2026, 5, 25), "id"), written_day(date(2026, 5, 25), "en")
    ('Senin, 25 Mei 2026', 'Monday, 25 May 2026')
    """
    days = DAYS_ID if language == "id" else DAYS_EN
    return f"{days[day.weekday()]}, {short_day(day, language)}"


def short_day(day: date, language: str) -> str:
    """A date without its weekday.

    >>> short_day(date(2026, 5, 25), "id")
    '25 Mei 2026'
    """
    months = MONTHS_ID if language == "id" else MONTHS_EN
    return f"{day.day} {months[day.month - 1]} {day.year}"


def day_in_words(day: date, language: str) -> str:
    """How minutes of agreement begin: the day, the date and the year in words.

    >>> day_in_words(date(2026, 5, 25), "id")
    'Pada hari ini, Senin, tanggal dua puluh lima, bulan Mei, tahun dua ribu dua puluh enam'
    >>> day_in_words(date(2026, 5, 25), "en")
    'On this day, Monday, the twenty-fifth of May, in the year two thousand and twenty-six'
    """
    year = number_in_words(day.year, language)
    if language == "id":
        date_ = number_in_words(day.day, "id")
        return (
            f"Pada hari ini, {DAYS_ID[day.weekday()]}, tanggal {date_}, bulan {MONTHS_ID[day.month - 1]},"
            f" tahun {year}"
        )
    date_ = f"{ordinal_in_words(day.day)} of {MONTHS_EN[day.month - 1]}"
    return f"On this day, {DAYS_EN[day.weekday()]}, the {date_}, in the year {year}"


def hours(begins: time, ends: time | None, zone: str, language: str) -> str:
    """From when to when, as each language writes the clock.

    >>> hours(time(9), time(12, 30), "WIB", "id"), hours(time(9), None, "WIB", "en")
    ('09.00–12.30 WIB', '09:00 WIB')
    """
    clock = "%H.%M" if language == "id" else "%H:%M"
    until = f"–{ends.strftime(clock)}" if ends is not None else ""
    return f"{begins.strftime(clock)}{until} {zone}".rstrip()


def written_nip(nip: str) -> str:
    """An official's number in its four groups: birth, appointment, sex, order; any other text as it is.

    >>> written_nip("197505052000031002"), written_nip("NRP 77050123")
    ('19750505 200003 1 002', 'NRP 77050123')
    """
    digits = nip.replace(" ", "")
    if len(digits) != NIP_DIGITS or not digits.isdecimal():
        return nip
    return f"{digits[:8]} {digits[8:14]} {digits[14]} {digits[15:]}"
