"""What a column means: by its values first, by its name second, and with the share of values that fit.

Everything is text until here. A meaning says how a value is read; an identifier is never read as a number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.regions.names import is_region_name
from titiktemu.analysis.spreadsheet.coordinates import ENOUGH, TOGETHER, share_of_pairs
from titiktemu.analysis.spreadsheet.rules import MOST, NEARLY_ALL, NUMBERS, RULES, Meaning, Understood
from titiktemu.analysis.spreadsheet.shapes import CODED, SPAN, has_word, is_region_code, share, words_of
from titiktemu.analysis.spreadsheet.values import (
    YEAR,
    Notation,
    degrees,
    is_missing,
    notation,
    number,
    read_date,
)

ENOUGH_CODES = 20
ENOUGH_NAMES, MOST_NAMES = 4, 10_000
WHERE = re.compile(r"\b(?:lokasi|tempat|asal|tujuan|area|location|place)\b|^(?:nama|name)$")
"""Words of a header below which names of regions may stand."""
DIFFERENT = 0.5
"""Part of the values that must differ in a column that is called a code, so that it tells rows apart."""
FEW_KINDS, LONG = 50, 60
"""Most different values, and most letters of one, of a category."""
IDS = words_of("id|no|nomor|kode|kd|uuid|nip|nis|nisn|nomer|reg|register|registrasi|no urut|code|key|barcode")
DAYS = words_of("tanggal|tgl|date")
SERIAL_DAYS = range(14_000, 75_000)
"""Numbers of days as spreadsheets count them, from 1938 to 2105."""
SERIAL = gettext_noop("Whole numbers where the name says dates: perhaps days as a spreadsheet counts them.")
DECIMALS = re.compile(r"[.,]\d{1,2}\D*$")
COORDINATES = frozenset({Meaning.LATITUDE, Meaning.LONGITUDE})
PERCENT = words_of("persen|persentase|presentase|percent|pct|percentage")
MONEY = words_of(
    "rp|rupiah|anggaran|biaya|harga|pagu|hps|gaji|dana|belanja|pendapatan|nilai kontrak|tarif|upah"
    "|hasil lelang|penawaran|hibah|bansos|pajak|retribusi|pad|dak|dau|apbd|apbn|cost|budget|amount|price"
)


def understand(name: str, values: Mapping[str, int], *, hint: str = "") -> Understood:
    """Tell what a column means.

    Parameters
    ----------
    name : str
        As it stands in the header.
    values : mapping of str to int
        Every different value, and how often it comes.
    hint : str
        Mark of the decimals in the rest of the file, used only where the column itself says nothing.

    Returns
    -------
    Understood
        Always one; what is nothing else is text.

    Examples
    --------
    >>> understand("Biaya (Rp)", {"1.234.567,89": 1, "12.000": 1, "-": 1}).meaning.value
    'currency'
    >>> understand("kode", {"35.10.01": 1, "35.10.02": 1}).meaning.value
    'region_code'
    >>> understand("nilai", {"1.234": 1, "5.678": 1}).is_sure
    False
    """
    known = {value.strip(): many for value, many in values.items() if not is_missing(value)}
    if not known:
        return Understood(Meaning.TEXT, 1.0, gettext_noop("The column is empty."), is_sure=False)
    if (pairs := share_of_pairs(known)) >= ENOUGH:
        return Understood(Meaning.TEXT, pairs, TOGETHER)
    found = next((one for rule in RULES if (one := rule.fits(name, known))), None)
    if found is None or found.meaning is Meaning.PERSON_NAME:
        found = _regions(name, known) or found
    return found or _numbers(name, known, hint) or _words(name, known)


def _regions(name: str, known: Mapping[str, int]) -> Understood | None:
    """Names of regions below a header that leaves open whose names they are."""
    if not has_word(name, WHERE) or not ENOUGH_NAMES <= len(known) <= MOST_NAMES:
        return None
    named = is_region_name(known)
    if named.share < NEARLY_ALL or named.share_within < MOST:
        return None
    return Understood(
        Meaning.REGION_NAME, named.share, gettext_noop("The values are names of regions that lie together.")
    )


def _numbers(name: str, known: Mapping[str, int], hint: str) -> Understood | None:
    fit = share(known, notation)
    if fit < MOST:
        return None
    if _are_bps_codes(known):
        return Understood(
            Meaning.REGION_CODE,
            1.0,
            gettext_noop("As many digits as codes of BPS have, all in a province."),
            is_sure=False,
        )
    if has_word(name, IDS) and not has_word(name, MONEY) and share(known, str.isdigit) == fit:
        return Understood(
            Meaning.IDENTIFIER, fit, gettext_noop("Digits, and the name says that they number or identify.")
        )
    if share(known, lambda value: value.isdigit() and value[0] == "0" and len(value) > 1) > 0.05:
        return Understood(
            Meaning.IDENTIFIER, fit, gettext_noop("Digits that begin with a zero: a number would lose it.")
        )
    decimal, is_sure = _decimal_mark(known, hint)
    read = {value: number(value, decimal or ".") for value in known}
    fit = share(known, lambda value: read[value] is not None)
    meaning, evidence = _numeric_meaning(name, known, read)
    return Understood(
        meaning, fit, evidence, decimal=decimal, is_sure=is_sure and fit > NEARLY_ALL and evidence != SERIAL
    )


def _are_bps_codes(known: Mapping[str, int]) -> bool:
    """Many different numbers of one length that all begin with a province: no chance does that."""
    lengths = {len(value) for value in known}
    if len(known) < ENOUGH_CODES or len(lengths) != 1 or not lengths <= {4, 7, 10}:
        return False
    years = sum(1 for value in known if YEAR.fullmatch(value))  # 1901 to 1906 are codes as well
    return years < 0.5 * len(known) and all(value.isdigit() and is_region_code(value) for value in known)


def _decimal_mark(known: Mapping[str, int], hint: str) -> tuple[str, bool]:
    """Mark before the decimals, and whether the column says so itself."""
    seen: Counter[Notation] = Counter()
    for value, many in known.items():
        if found := notation(value):
            seen[found] += many
    comma, point = seen[Notation.COMMA], seen[Notation.POINT]
    if comma or point:
        return ("," if comma >= point else "."), min(comma, point) == 0
    if not seen[Notation.EITHER]:
        return "", True
    if hint:
        return hint, True
    # 1.234 alone: thousands in Indonesia, decimals elsewhere. A comma there is read the other way round.
    dots = share(known, lambda value: "." in value)
    commas = share(known, lambda value: "," in value)
    return ("," if dots >= commas else "."), False


def _numeric_meaning(
    name: str, known: Mapping[str, int], read: Mapping[str, float | None]
) -> tuple[Meaning, str]:
    if share(known, lambda value: value.endswith("%")) > 0.5:
        return Meaning.PERCENTAGE, gettext_noop("The values have a per-cent sign.")
    if share(known, lambda value: re.match(r"\W?\s?(?:rp|idr)", value, re.IGNORECASE)) > 0.5:
        return Meaning.CURRENCY, gettext_noop("The values begin with Rp.")
    if "%" in name or has_word(name, PERCENT):
        return Meaning.PERCENTAGE, gettext_noop("Numbers, and the name says per cent.")
    if has_word(name, MONEY):
        return Meaning.CURRENCY, gettext_noop("Numbers, and the name says money.")
    whole = all(one is None or one == int(one) for one in read.values())
    if has_word(name, DAYS) and whole and all(one is None or one in SERIAL_DAYS for one in read.values()):
        return Meaning.INTEGER, SERIAL
    if whole and not any(map(DECIMALS.search, known)):
        return Meaning.INTEGER, gettext_noop("The values are whole numbers.")
    return Meaning.DECIMAL, gettext_noop("The values are numbers with decimals.")


def _words(name: str, known: Mapping[str, int]) -> Understood:
    many, different = sum(known.values()), len(known)
    coded = share(known, CODED.fullmatch)
    spans = share(known, SPAN.fullmatch)
    if coded >= MOST and spans < MOST and different > NEARLY_ALL * many:
        return Understood(
            Meaning.IDENTIFIER, coded, gettext_noop("Codes of letters and digits, nearly all different.")
        )
    if coded >= MOST and spans < MOST and has_word(name, IDS) and different > DIFFERENT * many:
        return Understood(
            Meaning.IDENTIFIER,
            coded,
            gettext_noop("Codes of letters and digits, most of them different, and the name says code."),
        )
    if has_word(name, words_of("id|uuid|key")) and different > 0.9 * many:
        return Understood(
            Meaning.IDENTIFIER,
            1.0,
            gettext_noop("Nearly all values differ, and the name says that they identify."),
        )
    short = share(known, lambda value: len(value) <= LONG)
    if short >= NEARLY_ALL and different <= FEW_KINDS and different <= 0.5 * many:
        return Understood(
            Meaning.CATEGORY, short, gettext_noop("Few different words, which come again and again.")
        )
    return Understood(Meaning.TEXT, 1.0, gettext_noop("Free text."))


def misfit(one: Understood, value: str) -> bool:
    """Whether a value cannot be read as its column is: an impossible day, a damaged number.

    Examples
    --------
    >>> dates = Understood(Meaning.DATE, 1.0, "")
    >>> misfit(dates, "31 Februari 2024"), misfit(dates, "12 Mei 2026")
    (True, False)
    """
    bare = value.strip()
    if one.meaning is Meaning.DATE:
        return read_date(bare, month_first=one.month_first) is None
    if one.meaning in NUMBERS:
        if number(bare, one.decimal or ".") is not None or number(bare, ",") is not None:
            return False
        return one.meaning not in COORDINATES or degrees(bare) is None
    tests = [rule.test for rule in RULES if rule.meaning is one.meaning]
    return bool(tests) and not any(test(bare) for test in tests)


def month_first(values: Sequence[str]) -> tuple[bool, bool]:
    """Whether short dates are written month/day, and whether any of them says so.

    Examples
    --------
    >>> month_first(["03/25/2026", "04/01/2026"]), month_first(["03/04/2026"]), month_first(["25/03/2026"])
    ((True, True), (False, False), (False, True))
    """
    found = [re.match(r"(\d{1,2})[-/.](\d{1,2})[-/.]\d", value.strip()) for value in values]
    pairs = [(int(one[1]), int(one[2])) for one in found if one]
    day_first = sum(1 for first, second in pairs if first > 12 and second <= 12)
    day_second = sum(1 for first, second in pairs if second > 12 and first <= 12)
    return day_second > day_first, not pairs or day_first != day_second
