"""Texts that no spreadsheet takes for a formula, and back again."""

from __future__ import annotations

import re

import polars as pl

_FORMULA = r"^'*[=+\-@\t\r]"
_NUMBER = r"^[-+]?[0-9]+(?:[.,][0-9]+)*$"
_ESCAPED = r"^'+[=+\-@\t\r]"


def harmless(texts: pl.Series) -> pl.Series:
    """Put an apostrophe before whatever a spreadsheet would calculate; plain numbers stay as they are.

    What begins with apostrophes and goes on so gets one more, so that `as_typed` gives every text back.

    Examples
    --------
    >>> harmless(pl.Series(["=1+1", "-", "+62812", "-5", "'=1", "Muncar"])).to_list()
    ["'=1+1", "'-", '+62812', '-5', "''=1", 'Muncar']
    """
    risky = texts.str.contains(_FORMULA)
    if not risky.any():
        return texts
    risky &= ~texts.str.contains(_NUMBER)
    return texts.zip_with(~risky, "'" + texts)


def harmless_text(text: str) -> str:
    """One text by the same rule.

    Examples
    --------
    >>> [harmless_text(one) for one in ("=1+1", "-", "+62812", "-5", "'=1", "Muncar")]
    ["'=1+1", "'-", '+62812', '-5', "''=1", 'Muncar']
    """
    is_risky = re.match(_FORMULA, text) and not re.fullmatch(_NUMBER, text)
    return f"'{text}" if is_risky else text


def as_typed(texts: pl.Series) -> pl.Series:
    """What `harmless` was given.

    Examples
    --------
    >>> as_typed(pl.Series(["'=1+1", "'Abd al-'Aziz", "+62812"])).to_list()
    ['=1+1', "'Abd al-'Aziz", '+62812']
    """
    escaped = texts.str.contains(_ESCAPED)
    return texts.str.slice(1).zip_with(escaped, texts) if escaped.any() else texts
