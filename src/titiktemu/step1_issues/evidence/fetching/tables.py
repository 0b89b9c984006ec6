"""Articles in a table: CSV or a workbook with a column for the title, and others for what is known."""

from __future__ import annotations

import re
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from titiktemu.analysis.marking import gettext_noop
from titiktemu.analysis.spreadsheet.reading import read_file
from titiktemu.analysis.spreadsheet.sheets import Unreadable
from titiktemu.step1_issues.evidence.fetching.feeds import (
    LONGEST_ADDRESS,
    LONGEST_TEXT,
    LONGEST_TITLE,
    Entry,
)

MOST_BYTES = 8 * 1024 * 1024
MOST_ROWS = 5000
HEAD_WITHIN = 20
COLUMNS = {
    "title": {"title", "judul", "headline", "judul berita", "judul artikel"},
    "url": {"url", "address", "alamat", "tautan", "link", "sumber url"},
    "day": {"date", "tanggal", "published", "terbit", "tanggal terbit"},
    "text": {"text", "teks", "isi", "content", "isi berita", "body"},
    "source": {"source", "sumber", "media", "outlet", "nama media"},
}
DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y/%m/%d")

NO_TITLES = gettext_noop("No column for titles was found. Name it “judul” or “title” in the first row.")
TOO_LARGE = gettext_noop(
    "A table of articles has at most {rows} rows and {most} MB. Please send it in parts."
)
NO_ROWS = gettext_noop("There is no article below the names of the columns.")


def read_table(path: Path) -> list[tuple[str, Entry]]:
    """Read articles from a table, each with the name of its source ("" where it has none).

    Raises
    ------
    Unreadable
        With a sentence, where it is no such table.
    """
    if path.stat().st_size > MOST_BYTES:
        raise Unreadable(TOO_LARGE, rows=MOST_ROWS, most=MOST_BYTES // (1024 * 1024))
    for sheet in read_file(path).sheets:
        for at, row in enumerate(islice(sheet.rows, HEAD_WITHIN)):
            places = _places(row)
            if "title" in places:
                return _articles(sheet.rows[at + 1 :], places)
    raise Unreadable(NO_TITLES)


def _places(row: list[str]) -> dict[str, int]:
    heads = [" ".join(cell.lower().split()) for cell in row]
    return {
        name: heads.index(head)
        for name, known in COLUMNS.items()
        if (head := next((one for one in heads if one in known), None)) is not None
    }


def _articles(rows: list[list[str]], places: dict[str, int]) -> list[tuple[str, Entry]]:
    def cell(row: list[str], name: str) -> str:
        at = places.get(name, len(row))
        return row[at].replace("\0", "").strip() if at < len(row) else ""

    found = [
        (
            cell(row, "source")[:120],
            _entry(cell(row, "title"), cell(row, "url"), cell(row, "day"), cell(row, "text")),
        )
        for row in rows
        if cell(row, "title")
    ]
    if not found:
        raise Unreadable(NO_ROWS)
    if len(found) > MOST_ROWS:
        raise Unreadable(TOO_LARGE, rows=MOST_ROWS, most=MOST_BYTES // (1024 * 1024))
    return found


def _entry(title: str, url: str, day: str, text: str) -> Entry:
    is_web = url.startswith(("http://", "https://")) and len(url) <= LONGEST_ADDRESS
    named = " ".join(title.split())[:LONGEST_TITLE]
    return Entry(named, url if is_web else "", read_day(day), text[:LONGEST_TEXT])


def read_day(said: str) -> date | None:
    """A day as offices write it; None where it is none.

    Examples
    --------
    >>> read_day("2026-03-09 00:00:00"), read_day("9/3/2026"), read_day("Senin")
    (datetime.date(2026, 3, 9), datetime.date(2026, 3, 9), None)
    """
    first = re.split(r"[T ]", said.strip(), maxsplit=1)[0]
    for pattern in DAYS:
        try:
            return datetime.strptime(first, pattern).date()  # noqa: DTZ007 -- a day has no zone
        except ValueError:
            continue
    return None
