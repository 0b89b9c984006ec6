"""Values hidden in whole or in part: emptied, covered, taken out of texts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from titiktemu.analysis.personal_data import patterns
from titiktemu.analysis.spreadsheet.shapes import is_nik
from titiktemu.analysis.treatments.notes import Note

type Done = tuple[pl.Series, list[Note]]

_SIXTEEN = re.compile(r"(?<!\d)\d(?:[ .-]?\d){15}(?!\d)")
IN_TEXT: dict[str, re.Pattern[str]] = {
    "email": re.compile(patterns.MAIL),
    "nip": re.compile(rf"(?<!\d){patterns.OFFICER}(?!\d)"),
    "npwp": re.compile(rf"(?<!\d){patterns.TAX_MASK}(?!\d)"),
    "phone": re.compile(rf"(?<![\d.,])(?:{patterns.MOBILE}|{patterns.LANDLINE})(?![\d])"),
    "plate": re.compile(rf"(?<![A-Za-z]){patterns.PLATE}(?![A-Za-z0-9])"),
    "bpjs": re.compile(r"(?<!\d)\d{13}(?!\d)"),
    "bank_account": re.compile(
        r"(?i:\b(?:no ?)?rek(?:ening)?\b)[. :]{0,3}(?:[A-Za-z]{2,12}[. :]{1,3}){0,3}"
        r"(?P<it>\d(?:[ -]?\d){7,15})"
    ),
    "person_name": re.compile(
        r"\b(?:[Aa]\.?[Nn]\.?|[Aa]tas [Nn]ama|[Bb]apak|[Bb]pk|[Ii]bu|[Ss]dri?|[Ss]audarai?|[Pp]ak|[Bb]u"
        r"|[Aa]lm|[Tt]n|[Nn]y)\.?[ :]{1,2}(?P<it>[A-Z][A-Za-z'.]{1,20}(?: [A-Z][A-Za-z'.]{1,20}){0,3})"
    ),
}
"""What is taken out of texts. Rather too much than too little: unlike finding, a hit costs only a word."""


def blank(values: pl.Series, _options: Mapping[str, Any]) -> Done:
    """Empty every value.

    Examples
    --------
    >>> blank(pl.Series("nama", ["Siti", "Budi"]), {})[0].to_list()
    [None, None]
    """
    return pl.Series(values.name, [None] * values.len(), values.dtype), []


def mask(values: pl.Series, options: Mapping[str, Any]) -> Done:
    """Cover what is between the first and the last letters.

    A value that is no longer than what would stay to be seen is covered whole.

    Examples
    --------
    >>> told = {"first": 0, "last": 3, "mark": "•"}
    >>> mask(pl.Series("hp", ["081234567890", "113", None]), told)[0].to_list()
    ['•••••••••890', '•••', None]
    """
    first, last, mark = int(options["first"]), int(options["last"]), str(options["mark"])

    def covered(text: str) -> str:
        middle = len(text) - first - last
        if middle <= 0:
            return mark * len(text)
        return f"{text[:first]}{mark * middle}{text[len(text) - last :]}"

    texts = values.cast(pl.String).to_list()
    return pl.Series(values.name, [None if one is None else covered(one) for one in texts], pl.String), []


def clear_texts(values: pl.Series, options: Mapping[str, Any]) -> Done:
    """Put a mark in place of personal data inside texts.

    Examples
    --------
    >>> told = {"kinds": ["nik", "phone", "email"], "mark": "[…]"}
    >>> texts = pl.Series("catatan", ["hub. 0812-3456-7890, NIK 3510014508900001", "ani@a.id", "12 kali"])
    >>> clear_texts(texts, told)[0].to_list()
    ['hub. […], NIK […]', '[…]', '12 kali']
    """
    kinds, mark = options["kinds"], options["mark"]
    made = [None if one is None else _cleared(one, kinds, mark) for one in values.cast(pl.String).to_list()]
    return pl.Series(values.name, made, pl.String), []


def _cleared(text: str, kinds: Sequence[str], mark: str) -> str:
    if {"nik", "kk", "npwp"} & {*kinds}:
        # Before telephone numbers, which would take a part of it.
        text = _SIXTEEN.sub(lambda one: mark if is_nik(one[0]) or "npwp" in kinds else one[0], text)
    for kind, pattern in IN_TEXT.items():
        if kind in kinds:
            text = pattern.sub(lambda one: _without(one, mark), text)
    return text


def _without(found: re.Match[str], mark: str) -> str:
    if "it" not in found.re.groupindex:
        return mark
    start, end = found.span("it")
    return found[0][: start - found.start()] + mark + found[0][end - found.start() :]
