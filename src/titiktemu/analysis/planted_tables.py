"""Messy files as offices send them, made up, with the truth beside each: to count what is read wrongly."""

from __future__ import annotations

import csv
import io
import random
from dataclasses import dataclass

from titiktemu.analysis.planted_layout import Row, Sketch, below, beside, sketch
from titiktemu.analysis.planted_workbooks import ods, xlsx

ENCODINGS = (
    "utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp1252",
)  # fmt: skip
DELIMITERS = (";", ";", ";", ",", ",", ",", "\t", "\t", "|", "|", "~", "^")
STYLES = ("minimal", "minimal", "minimal", "minimal", "all", "single", "escaped")
QUOTES = {"minimal": '"', "all": '"', "single": "'", "escaped": '"'}


@dataclass(frozen=True, slots=True)
class Planted:
    """A file and what is true of it.

    Attributes
    ----------
    raw : bytes
        The file.
    encoding : str
        As `detect_encoding` names it; "" of a workbook.
    delimiter, quote, escape : str
        quote is "" where no cell is in quotes, so that nobody could tell.
    tables : tuple of Sketch
    layout : str
        "one", "below" or "beside".
    """

    raw: bytes
    encoding: str
    delimiter: str
    quote: str
    escape: str
    tables: tuple[Sketch, ...]
    layout: str = "one"


def plant(seed: int) -> Planted:
    """Make one messy file.

    Parameters
    ----------
    seed : int
        The same seed makes the same file.

    Returns
    -------
    Planted
        With its truth.
    """
    rng = random.Random(seed)  # noqa: S311 -- made-up files, not secrets
    layout = rng.choices(("one", "below", "beside"), (84, 8, 8))[0]
    if layout == "one":
        first = sketch(rng)
        rows, tables = first.rows, [first]
    else:
        made = [sketch(rng, least_rows=3, titled=layout == "below") for _one in range(2)]
        rows, tables = (below if layout == "below" else beside)(rng, made)
    if rng.random() < 0.2:
        write = rng.choice((xlsx, ods))
        kinds = [(range(min(_all(one)), max(_all(one)) + 1), one.left, one.kinds) for one in tables]
        return Planted(write(rows, kinds), "", "", "", "", tuple(tables), layout)
    return _as_text(rng, rows, tables, layout)


def _as_text(rng: random.Random, rows: list[Row], tables: list[Sketch], layout: str) -> Planted:
    encoding, delimiter, style = rng.choice(ENCODINGS), rng.choice(DELIMITERS), rng.choice(STYLES)
    width = max(map(len, rows))
    if layout == "beside" or rng.random() < 0.7:
        rows = [row + [""] * (width - len(row)) for row in rows]
    if rng.random() < 0.07:
        rows = [[*row, ""] for row in rows]
    line = rng.choice(("\r\n", "\r\n", "\n", "\n", "\r"))
    # Old Macintosh files have no line break in a cell that is another one.
    text = _written(rows, delimiter, style, line)
    if rng.random() < 0.05:
        text = f"sep={delimiter}{line}" + text
        tables = [_below_sep(one) for one in tables]
    if encoding == "cp1252":
        text, tables = text.replace("…", "–"), [_with_dash(one) for one in tables]
    raw = b"\xff\xfe" + text.encode("utf-16-le") if encoding == "utf-16" else text.encode(encoding)
    quote = QUOTES[style]
    is_used = quote in text
    escape = "\\" if style == "escaped" and '\\"' in text else ""
    return Planted(
        raw, _named(encoding, text), delimiter, quote if is_used else "", escape, tuple(tables), layout
    )


def _below_sep(one: Sketch) -> Sketch:
    moved = one.moved(1)
    preamble = (1, *moved.parts.get("preamble", ())) if not one.left and min(_all(moved)) == 2 else None
    if preamble is None:
        return moved
    moved.parts["preamble"] = preamble
    return moved


def _all(one: Sketch) -> list[int]:
    return [at for rows in one.parts.values() for at in rows]


def _with_dash(one: Sketch) -> Sketch:
    body = tuple(tuple(cell.replace("…", "–") for cell in row) for row in one.body)
    return Sketch(one.rows, one.names, one.parts, body, one.meanings, one.kinds, one.left)


def _named(encoding: str, text: str) -> str:
    if encoding == "cp1252" and text.isascii():
        return "utf-8"
    return {"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}.get(encoding, encoding)


def _written(rows: list[Row], delimiter: str, style: str, line: str) -> str:
    out = io.StringIO()
    writer = csv.writer(
        out,
        delimiter=delimiter,
        quotechar=QUOTES[style],
        quoting=csv.QUOTE_ALL if style == "all" else csv.QUOTE_MINIMAL,
        doublequote=style != "escaped",
        escapechar="\\" if style == "escaped" else None,
        lineterminator=line,
    )
    writer.writerows(rows)
    return out.getvalue()
