"""Reading single answers: what was written becomes the one form in which answers are kept, or is refused.

Every answer is a text, as in the data of ODK: choices by their names, several of them with a space between,
numbers with a point, days as 2026-11-28, places as latitude and longitude; "" where nothing was answered.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.questionnaire.evaluating import as_day
from titiktemu.analysis.questionnaire.model import SEVERAL, Choice, Item, Kind

LONGEST_TEXT = 10_000
LARGEST = 1e15
NOT_WHOLE = gettext_noop("Please write a whole number, such as 12.")
NOT_NUMBER = gettext_noop("Please write a number, such as 12 or 1.5.")
NOT_DAY = gettext_noop("Please write a date, such as 2026-11-28.")
NOT_PLACE = gettext_noop("Please write latitude and longitude, such as -8.21 114.37.")
NOT_CHOICE = gettext_noop("“{value}” is not one of the choices.")
TWICE = gettext_noop("“{value}” was chosen twice.")
NOT_RANKED = gettext_noop("Please give every choice a place of its own, from 1 to {many}.")
TOO_LONG = gettext_noop("The text has {letters} letters; at most {most} are taken.")
_WHOLE: Final = re.compile(r"[-+]?\d{1,15}")
_NUMBER: Final = re.compile(r"[-+]?(\d{1,15}([.,]\d{0,12})?|[.,]\d{1,12})([eE][-+]?\d{1,2})?")
_DAYS: Final = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y/%m/%d")
_SHOWN = 80
HIGHEST_LATITUDE, HIGHEST_LONGITUDE = 90, 180


class BadValue(Exception):
    """The answer cannot be taken. ``template`` is one English sentence, the key of its translation."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template.format(**values))
        self.template, self.values = template, values


def read_value(item: Item, raw: str, choices: Iterable[Choice] = ()) -> str:
    """The answer to a question as it is kept.

    Parameters
    ----------
    item : Item
    raw : str
        As it was written; several choices with spaces between.
    choices : iterable of Choice
        Those of the question.

    Returns
    -------
    str
        "" where nothing was answered.

    Raises
    ------
    BadValue

    Examples
    --------
    >>> read_value(Item(Kind.DECIMAL, "harga"), " 1,5 "), read_value(Item(Kind.DATE, "lahir"), "28/11/2026")
    ('1.5', '2026-11-28')
    >>> read_value(Item(Kind.SELECT_MULTIPLE, "suka"), "b a", [Choice("a"), Choice("b")])
    'a b'
    """
    text = raw.strip()
    if not text:
        return ""
    if item.kind is Kind.SELECT_ONE:
        return _chosen(text, [one.name for one in choices])
    if item.kind in SEVERAL:
        return _several(item.kind, text.split(), [one.name for one in choices])
    reader = _READERS.get(item.kind, _text)
    return reader(text)


def _chosen(text: str, names: list[str]) -> str:
    if text not in names:
        raise BadValue(NOT_CHOICE, value=text[:_SHOWN])
    return text


def _several(kind: Kind, chosen: list[str], names: list[str]) -> str:
    seen: set[str] = set()
    for one in chosen:
        _chosen(one, names)
        if one in seen:
            raise BadValue(TWICE, value=one[:_SHOWN])
        seen.add(one)
    if kind is Kind.RANK:
        if len(seen) != len(names):
            raise BadValue(NOT_RANKED, many=len(names))
        return " ".join(chosen)
    return " ".join(name for name in names if name in seen)


def _text(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise BadValue(TOO_LONG, letters=len(text), most=LONGEST_TEXT)
    return text.replace("\r\n", "\n").replace("\x00", "")


def _whole(text: str) -> str:
    if text.endswith(".0"):  # workbooks write whole numbers so
        text = text[:-2]
    if not _WHOLE.fullmatch(text):
        raise BadValue(NOT_WHOLE)
    return str(int(text))


def _number(text: str) -> str:
    if not _NUMBER.fullmatch(text):
        raise BadValue(NOT_NUMBER)
    number = float(text.replace(",", "."))
    if not math.isfinite(number) or abs(number) > LARGEST:
        raise BadValue(NOT_NUMBER)
    return str(int(number)) if number == int(number) else repr(number)


def _day(text: str) -> str:
    day = as_day(text) if text[:4].isdecimal() and "/" not in text else None
    if day is None:
        day = next(filter(None, (_written(text, form) for form in _DAYS)), None)
    if day is None:
        raise BadValue(NOT_DAY)
    return day.isoformat()


def _written(text: str, form: str) -> date | None:
    try:
        return datetime.strptime(text, form).date()  # noqa: DTZ007 -- a day has no zone
    except ValueError:
        return None


def _place(text: str) -> str:
    parts = text.replace(",", " ").replace(";", " ").split()
    if not 2 <= len(parts) <= 4:
        raise BadValue(NOT_PLACE)
    try:
        numbers = [float(_number(one)) for one in parts]
    except BadValue as error:
        raise BadValue(NOT_PLACE) from error
    if abs(numbers[0]) > HIGHEST_LATITUDE or abs(numbers[1]) > HIGHEST_LONGITUDE:
        raise BadValue(NOT_PLACE)
    return " ".join(f"{one:.7g}" for one in numbers)


_READERS: Final = {
    Kind.INTEGER: _whole,
    Kind.DECIMAL: _number,
    Kind.DATE: _day,
    Kind.GEOPOINT: _place,
}
