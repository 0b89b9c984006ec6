"""The figures of a target: what a side accepts is exactly these; how they are read and shown."""

import hashlib
import json
import re
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import get_language

from titiktemu.step2_forum.understanding.models import Wording

FIGURES = ("indicator", "unit", "baseline", "baseline_on", "target", "due_on", "source")
"""In the order of the page. Indicator, unit and source belong to them: a figure means nothing without."""
LARGEST = Decimal(10) ** 14
_SHAPES = {
    mark: re.compile(rf"-?(?:\d+|\d{{1,3}}(?:{re.escape(group)}\d{{3}})+)(?:{re.escape(mark)}\d{{1,4}})?")
    for mark, group in ((",", "."), (".", ","))
}


def fingerprint(wording: Wording) -> str:
    """SHA-256 of the figures, "" where there is none. 60 and 60.0000 are the same figure."""
    if wording.baseline is None and wording.target is None:
        return ""
    told = {name: _plain(getattr(wording, name)) for name in FIGURES}
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def missing_figures(wording: Wording) -> list[str]:
    """The names of what a target still lacks. The day of the baseline may stay open."""
    return [name for name in FIGURES if name != "baseline_on" and getattr(wording, name) in (None, "")]


def read_number(text: str, language: str = "") -> Decimal:
    """A number as people write it; ``language`` says what a mark means that could be both.

    "1.250" is one thousand two hundred and fifty in Indonesian and one and a quarter in English; "12,5" and
    "12.5" are the same in both. Other than that nothing is guessed: ValueError with the text.

    >>> read_number("1.250", "id"), read_number("12,5", "en"), read_number("1.250,5", "en")
    (Decimal('1250'), Decimal('12.5'), Decimal('1250.5'))
    """
    bare = text.strip().replace("\u2212", "-").removesuffix("%").rstrip()
    own = "." if (language or get_language() or "id").startswith("en") else ","
    for mark in (own, "," if own == "." else "."):
        if bare.isascii() and _SHAPES[mark].fullmatch(bare):
            found = Decimal(bare.replace("." if mark == "," else ",", "").replace(mark, "."))
            if abs(found) < LARGEST:
                return found
    raise ValueError(text)


def shown_number(value: Decimal | None) -> str:
    """A figure with the marks of the reader's language; "" where there is none.

    >>> from django.utils import translation
    >>> with translation.override("id"):
    ...     shown_number(Decimal("1250.5000"))
    '1.250,5'
    """
    return "" if value is None else number_format(_plain(value), use_l10n=True, force_grouping=True)


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return "" if value is None else str(value).strip()
