"""How a text file is cut into cells: by the reading with the most regular rows of the most sensible cells.

The measure is that of [1]_: a pattern score (rows of the same length, and long ones) times a type score (the
share of cells that are something known), here with Indonesian notation among the known.

References
----------
.. [1] G. J. J. van den Burg, A. Nazábal, C. Sutton (2019). "Wrangling messy CSV files by detecting row and
   type patterns". Data Mining and Knowledge Discovery 33(6). doi:10.1007/s10618-019-00646-y
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from math import sqrt

from titiktemu.analysis.spreadsheet.values import TIME, is_missing, is_period, looks_like_date, notation

SAMPLE_LETTERS = 48 * 1024
SAMPLE_ROWS = 300
COMMON, RARE = ",;\t|", ": ^~#&*"
NEVER = frozenset(COMMON + RARE + "\"'`._-/\\()[]{}@%+=<>\ufeff\0")
"""What is no delimiter although it may stand in each line: marks in numbers, names, addresses and paths."""
ENOUGH_LINES = 2
QUOTES = ('"', "'", "")
RARE_PRIOR, BLANK_PRIOR = 0.6, 0.3
"""A rare delimiter has to be that much better: colons are in times, blanks in names and dates."""
HALF_KNOWN = 0.5
CLOSED = 0.5
"""Part of the apostrophes before cells that others must follow, so that they are quotes."""
NEARLY_AS_GOOD = 0.95
FIGURES = 0.3
"""Part of the cells that must be figures, so that blanks part cells and not words."""
MOST_SPACED, REGULAR = 0.9, 0.7
"""Part of the marks that blanks follow, in sentences; part of the rows that are of one length, in tables."""
SEP_LINE = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
CODE = re.compile(r"[\w./:@#+%&-]+")
TEXT = re.compile(r"[^\W_][\w .'’/()&+%°:!?-]*")
PROSE = re.compile(r"[^\W_][^|\t;]*")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How rows and cells are told apart.

    Attributes
    ----------
    delimiter : str
        Between cells; "" where each line is one cell.
    quote : str
        Around cells that hold a delimiter; "" where none is used.
    escape : str
        Before a quote that belongs to a cell; "" where it is doubled instead.
    line : str
        End of a line.
    sep_line : bool
        Whether the first line says the delimiter, as in ``sep=;``.
    """

    delimiter: str
    quote: str
    escape: str
    line: str
    sep_line: bool = False


def detect_dialect(sample: str) -> Dialect:
    r"""Tell the dialect from the beginning of a file.

    Parameters
    ----------
    sample : str
        Some tens of thousands of letters; a cut row at the end does no harm.

    Returns
    -------
    Dialect
        Always one; a file of one column has no delimiter.

    Examples
    --------
    >>> detect_dialect("Kode;Harga\n35.10.01;1.234,50\n35.10.02;987,25\n").delimiter
    ';'
    >>> detect_dialect('sep=|\na|b\n').sep_line, detect_dialect("nama\nSiti\nBudi\n").delimiter
    (True, '')
    """
    line = _line_end(sample)
    if told := SEP_LINE.match(sample):
        return Dialect(told[1], '"', "", line, sep_line=True)
    text = sample[:SAMPLE_LETTERS]
    found = [(_score(text, one), -place, one) for place, one in enumerate(_candidates(text, line))]
    best = max(found, key=lambda one: one[:2])[2]
    if _is_one_column(text, best):
        return Dialect("", '"', "", line)
    best = _with_escape(text, best)
    # Nothing is quoted in the sample; what is quoted further on will be, as nearly everywhere, by this one.
    return best if best.quote or '"' in sample else replace(best, quote='"')


def _with_escape(text: str, best: Dialect) -> Dialect:
    """The same reading with a backslash before quotes inside of cells, where it reads as well."""
    if best.escape or not best.delimiter:
        return best
    for quote in (best.quote,) if best.quote else QUOTES[:2]:
        if f"\\{quote}" in text:
            other = replace(best, quote=quote, escape="\\")
            if _score(text, other) >= NEARLY_AS_GOOD * _score(text, best):
                return other
    return best


def _line_end(sample: str) -> str:
    counted = Counter(re.findall(r"\r\n|\r|\n", sample[:SAMPLE_LETTERS]))
    return counted.most_common(1)[0][0] if counted else "\n"


def _unheard_of(text: str) -> list[str]:
    """Marks that nobody expects, where each line has as many of them."""
    lines = [line for line in text.splitlines()[:SAMPLE_ROWS] if line.strip()]
    if len(lines) < ENOUGH_LINES:
        return []
    marks = {one for one in lines[0] if not one.isalnum() and one not in NEVER}
    return sorted(one for one in marks if len({line.count(one) for line in lines}) == 1)


def _candidates(text: str, line: str) -> Iterator[Dialect]:
    """Every reading worth trying, the likelier first: of equal scores the first is taken."""
    delimiters = [one for one in COMMON + RARE if one in text] + _unheard_of(text)
    for quote in QUOTES:
        if quote and not _stands_around(text, quote):
            continue
        for delimiter in [*delimiters, ""]:
            yield Dialect(delimiter, quote, "", line)
            if (quote and f"\\{quote}" in text) or (delimiter and f"\\{delimiter}" in text):
                yield Dialect(delimiter, quote, "\\", line)


def _stands_around(text: str, quote: str) -> bool:
    """Whether cells begin with the mark, and an apostrophe ends them as well.

    Alone before a number it keeps a spreadsheet program from casting it: '3510… is not quoted, and read as if
    it were it would swallow everything up to the next apostrophe.
    """
    edges = re.escape(COMMON + RARE) + r"\r\n"
    opened = len(re.findall(rf"(?:^|[{edges}])\s?{quote}", text))
    if quote == '"' or not opened:
        return bool(opened)
    return len(re.findall(rf"{quote}(?=[{edges}]|$)", text)) >= CLOSED * opened


def _is_one_column(text: str, best: Dialect) -> bool:
    """Whether a mark that seemed to part cells only stands inside of them: 1,5 or 10:30 or a sentence.

    The first line says so: it names one column.
    """
    if best.delimiter not in {",", " ", ":"}:
        return False
    rows = [row for row in _parsed(text, best)[:SAMPLE_ROWS] if any(cell.strip() for cell in row)]
    if best.delimiter == " ":
        words = [cell for row in rows for cell in row if cell.strip()]
        return sum(1 for cell in words if cell[:1].isdigit()) < FIGURES * len(words)
    lines = [line.strip() for line in text.splitlines() if line.strip()][:SAMPLE_ROWS]
    if len(rows) < ENOUGH_LINES or len(rows[0]) > 1 or (best.quote and best.quote + best.delimiter in text):
        return False
    whole = sum(1 for line in lines[1:] if _is_whole(line)) / max(len(lines) - 1, 1)
    spaced = text.count(best.delimiter + " ") >= MOST_SPACED * text.count(best.delimiter)
    usual = Counter(map(len, rows[1:])).most_common(1)[0][1] / max(len(rows) - 1, 1)
    return whole >= MOST_SPACED or (spaced and usual < REGULAR)


def _is_whole(line: str) -> bool:
    return notation(line) is not None or looks_like_date(line) or TIME.fullmatch(line) is not None


def _score(text: str, dialect: Dialect) -> float:
    rows = [row for row in _parsed(text, dialect) if any(cell.strip() for cell in row)][:SAMPLE_ROWS]
    if not rows:
        return 0.0
    lengths = Counter(map(len, rows))
    regular = sum(many * max(width - 1, 0.001) / width for width, many in lengths.items())
    pattern = regular / len(rows) / sqrt(len(lengths))
    cells = [cell for row in rows for cell in row]
    known = sum(map(_known, cells)) / len(cells)
    prior = 1.0 if dialect.delimiter in COMMON else BLANK_PRIOR if dialect.delimiter == " " else RARE_PRIOR
    return pattern * max(known, 1e-3) * prior * _quoting(text, dialect)


def _parsed(text: str, dialect: Dialect) -> list[list[str]]:
    try:
        return list(rows_of(text, dialect))
    except csv.Error:
        return []


def _quoting(text: str, dialect: Dialect) -> float:
    """Quotes that are left in cells although they stand around them speak against a reading."""
    if dialect.quote:
        return 1.0
    edges = re.escape(dialect.delimiter or "\n")
    around = len(re.findall(rf'(?:^|[{edges}\r\n])"[^"\r\n]*"(?=[{edges}\r\n]|$)', text))
    return 1.0 if not around else 0.5


@lru_cache(maxsize=65536)
def _known(cell: str) -> float:
    bare = cell.strip()
    if is_missing(bare) or notation(bare) is not None or looks_like_date(bare) or is_period(bare):
        return 1.0
    spaced = HALF_KNOWN if cell[0] == " " else 1.0
    if CODE.fullmatch(bare) or TEXT.fullmatch(bare):
        return spaced
    return HALF_KNOWN * spaced if PROSE.fullmatch(bare) else 0.0


def rows_of(text: str | io.TextIOBase, dialect: Dialect) -> Iterator[list[str]]:
    r"""Cut a text into rows of cells. Blank lines are rows without cells, so that rows keep their numbers.

    Parameters
    ----------
    text : str or text file
        Opened with ``newline=""``.
    dialect : Dialect
        From `detect_dialect`.

    Yields
    ------
    list of str
        Cells as they stand, not stripped.

    Examples
    --------
    >>> list(rows_of('a;"b;c"\n\n1;2\n', Dialect(";", '"', "", "\n")))
    [['a', 'b;c'], [], ['1', '2']]
    """
    lines = io.StringIO(text, newline="") if isinstance(text, str) else text
    if not dialect.delimiter and not dialect.quote:
        return ([bare] if (bare := line.replace("\0", "").rstrip("\r\n")) else [] for line in lines)
    return csv.reader(
        (line.replace("\0", "") for line in lines),
        delimiter=dialect.delimiter or "\0",
        quotechar=dialect.quote or None,
        quoting=csv.QUOTE_MINIMAL if dialect.quote else csv.QUOTE_NONE,
        escapechar=dialect.escape or None,
        doublequote=not dialect.escape,
    )
