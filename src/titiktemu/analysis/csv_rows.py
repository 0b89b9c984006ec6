"""Reading CSV so that one damaged row is reported and costs no other row."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

csv.field_size_limit(10_000_000)  # a column of texts may be long; the default would stop at 131,072


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file that was not as expected.

    Attributes
    ----------
    file : str
        Name of the file.
    line : int or None
        Physical line on which the row begins, from 1; None for the file as a whole.
    template : str
        One English sentence, with names in braces; the key of its translation.
    values : mapping of str to object
        What stands for the names.
    """

    file: str
    line: int | None
    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """The sentence in English."""
        return self.template.format(**self.values)

    def say(self, translate: Callable[[str], str]) -> str:
        """File, line and the sentence, translated by the given function."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {translate(self.template).format(**self.values)}"

    def __str__(self) -> str:
        return self.say(str)


def decode(raw: bytes) -> str:
    r"""Turn a file into text: UTF-8 with or without mark, UTF-16 with mark, else Windows-1252.

    Examples
    --------
    >>> decode(b"\xef\xbb\xbfvote"), decode("suara ā".encode()), decode(b"caf\xe9")
    ('vote', 'suara ā', 'café')
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def read_rows(text: str, delimiter: str | None = None) -> Iterator[tuple[int, list[str] | None]]:
    r"""Give each record with the physical line on which it begins; None for one beyond reading.

    Quoted fields may hold line breaks. A record of another width than the header that
    spans lines is taken as one spoilt line (a quotation mark that nobody closed), and
    reading goes on with the very next line. Empty lines are passed over; empty fields
    beyond the header's width, as spreadsheets add them, are cut off.

    Parameters
    ----------
    text : str
        The file, with any kind of line ends.
    delimiter : str, optional
        If not given, the one of comma, semicolon and tab that the first line holds most of.

    Yields
    ------
    int
        Physical line, from 1.
    list of str or None
        The fields.

    Examples
    --------
    >>> list(read_rows('a,b\n1,"x\ny"\n2,"open\n3,z\n'))
    [(1, ['a', 'b']), (2, ['1', 'x\ny']), (4, None), (5, ['3', 'z'])]
    """
    lines = list(io.StringIO(text, newline=""))
    delimiter = delimiter or max(",;\t", key=lines[0].count if lines else str)
    width: int | None = None
    start = 0
    while start < len(lines):
        reader = csv.reader(_from(lines, start), strict=True, delimiter=delimiter)
        begin = done = start
        for fields in _until_error(reader):
            begin, done = done, start + reader.line_num
            if not fields:
                continue
            width = len(fields) if width is None else width
            if done - begin > 1 and (len(fields) < width or any(fields[width:])):
                done = begin
                break
            yield begin + 1, fields if any(fields[width:]) else fields[:width]
        if done >= len(lines):
            return
        yield done + 1, None
        start = done + 1


def _from(lines: list[str], start: int) -> Iterator[str]:
    for number in range(start, len(lines)):
        yield lines[number]


def _until_error(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    with suppress(csv.Error):
        yield from reader
