"""Numbers in words, so that 1.234 cannot be misread: a thousand and more, or one and a bit."""

from decimal import Decimal

ID_ONES = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
EN_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
EN_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
ID_STEPS = ((10**9, "miliar"), (10**6, "juta"), (1000, "ribu"), (100, "ratus"), (10, "puluh"))
EN_STEPS = ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred"))
LARGEST = 10**12
MOST_DIGITS = 6


def spoken(value: float | Decimal, language: str) -> str:
    """A number in words; "" where it is too long to be of help.

    Examples
    --------
    >>> spoken(1234, "id"), spoken(Decimal("1.234"), "id")
    ('seribu dua ratus tiga puluh empat', 'satu koma dua tiga empat')
    >>> spoken(1234, "en"), spoken(Decimal("-1.05"), "en")
    ('one thousand two hundred thirty-four', 'minus one point zero five')
    """
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if not exact.is_finite() or abs(exact) >= LARGEST:
        return ""
    whole, _point, digits = f"{abs(exact):f}".partition(".")
    digits = digits.rstrip("0")
    if len(digits) > MOST_DIGITS:
        return ""
    is_english = language.startswith("en")
    words = [_english(int(whole)) if is_english else _indonesian(int(whole))]
    if digits:
        ones = EN_ONES if is_english else ID_ONES
        words += ["point" if is_english else "koma", *(ones[int(one)] for one in digits)]
    return " ".join(["minus", *words] if exact < 0 else words)


def _indonesian(value: int) -> str:
    if value < 10:
        return ID_ONES[value]
    if value < 20:
        return {10: "sepuluh", 11: "sebelas"}.get(value, f"{ID_ONES[value - 10]} belas")
    for size, name in ID_STEPS:
        if value >= size:
            many, rest = divmod(value, size)
            is_one = many == 1 and size <= 1000
            head = f"se{name}" if is_one else f"{_indonesian(many)} {name}"
            return f"{head} {_indonesian(rest)}" if rest else head
    raise AssertionError(value)


def _english(value: int) -> str:
    if value < 20:
        return EN_ONES[value]
    if value < 100:
        tens, rest = divmod(value, 10)
        return EN_TENS[tens - 2] + (f"-{EN_ONES[rest]}" if rest else "")
    for size, name in EN_STEPS:
        if value >= size:
            many, rest = divmod(value, size)
            head = f"{_english(many)} {name}"
            return f"{head} {_english(rest)}" if rest else head
    raise AssertionError(value)
