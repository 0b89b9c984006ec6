"""What a paper says, whatever it will look like: plain data, from which PDF, DOCX and a page are made.

Other rooms write papers with these classes alone. A text is a string, or runs where words are set apart:
``(Run("Hasilnya "), bold("disepakati"), Run("."))``. Nothing in a text is markup, in no rendering.
"""

import unicodedata
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Final, Literal, NamedTuple

type Language = Literal["id", "en"]
type Layout = Literal["letter", "act", "report"]
type Align = Literal["start", "center", "end"]

LANGUAGES: Final = ("id", "en")
LAYOUTS: Final = ("letter", "act", "report")
ALIGNS: Final = ("start", "center", "end")
DEEPEST: Final = 3
TURNING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of what is read: in an official paper they could only deceive."""


class BrokenContent(ValueError):
    """The content could not be shown to everybody as it is; a mistake of the room that wrote it."""


@dataclass(frozen=True)
class Run:
    """Some words of a text, set apart or not."""

    text: str
    bold: bool = False
    italic: bool = False


type Text = str | tuple[Run, ...]


def bold(text: str) -> Run:
    """Words in bold."""
    return Run(text, bold=True)


def italic(text: str) -> Run:
    """Words in italics, as for a foreign word."""
    return Run(text, italic=True)


def runs_of(text: Text) -> tuple[Run, ...]:
    """The runs of a text.

    >>> runs_of("Surat tugas")
    (Run(text='Surat tugas', bold=False, italic=False),)
    """
    return (Run(text),) if isinstance(text, str) else text


def plain(text: Text) -> str:
    """The words alone.

    >>> plain((Run("Ini "), bold("penting")))
    'Ini penting'
    """
    return "".join(run.text for run in runs_of(text))


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 stands right below the title of the paper."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. A line break in its text is one in the paper."""

    text: Text
    align: Align = "start"


@dataclass(frozen=True)
class Listing:
    """A list, with bullets or numbers."""

    items: tuple[Text, ...]
    ordered: bool = False


class Column(NamedTuple):
    """A column of a table: its name and how it is set."""

    name: str
    align: Align


class Cell(NamedTuple):
    """A cell of a table as the renderings see it."""

    text: Text
    align: Align
    is_header: bool


@dataclass(frozen=True)
class Table:
    """A table with a header row that is repeated on every page.

    ``widths`` are shares of the whole and ``aligns`` how the columns are set; empty means alike and at the
    start. ``row_headers``: the first column names its row.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    caption: str = ""
    widths: tuple[float, ...] = ()
    aligns: tuple[Align, ...] = ()
    row_headers: bool = False

    @property
    def columns(self) -> list[Column]:
        """The columns with how each is set."""
        usual: Align = "start"
        aligns = self.aligns or (usual,) * len(self.header)
        return [Column(name, align) for name, align in zip(self.header, aligns, strict=True)]

    @property
    def cells(self) -> list[list[Cell]]:
        """The rows, each cell with how it is set and whether it names its row."""
        return [
            [
                Cell(text, column.align, is_header=self.row_headers and column is columns[0])
                for text, column in zip(row, columns, strict=True)
            ]
            for columns in [self.columns]
            for row in self.rows
        ]


@dataclass(frozen=True)
class Facts:
    """Terms and what is said of each: day, time, place."""

    pairs: tuple[tuple[str, Text], ...]


@dataclass(frozen=True)
class Figure:
    """A drawing (SVG) that stands alone, with what it shows in words for those who do not see it."""

    svg: str
    alternative: str
    caption: str = ""
    width: float = 1.0
    """Share of the width of the text."""


@dataclass(frozen=True)
class KeyFigure:
    """One figure, large, with what it counts."""

    value: str
    label: str
    note: str = ""


@dataclass(frozen=True)
class KeyFigures:
    """Figures beside each other."""

    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True)
class Place:
    """Where somebody signs. Without a name a dotted line waits for one; NIP only where there is one."""

    office: str
    name: str = ""
    nip: str = ""
    role: str = ""
    """Above the office: "Atas nama pemerintah", "Yang memberi tugas"."""
    city_and_date: str = ""


@dataclass(frozen=True)
class Signatures:
    """Places for signatures, ``columns`` beside each other, each kept whole on one page.

    There is room for a duty stamp (meterai), and nothing that asks for one. None leaves a place empty.
    """

    places: tuple[Place | None, ...]
    columns: int = 2
    at_end: bool = False
    """A row that is not full stands at its end, as where a letter is signed by one."""

    @property
    def rows(self) -> list[list[Place | None]]:
        """The places row by row, None where nobody signs."""
        starts = range(0, len(self.places), self.columns)
        rows: list[list[Place | None]] = [list(self.places[at : at + self.columns]) for at in starts]
        empty: list[Place | None] = [None] * (self.columns - len(rows[-1]))
        rows[-1] = empty + rows[-1] if self.at_end else rows[-1] + empty
        return rows


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True)
class Note:
    """Something to know before reading on, in a frame."""

    text: Text
    title: str = ""


@dataclass(frozen=True)
class Attendance:
    """A list to be signed on paper: rows of those who are expected, and empty rows for everybody else.

    The first column numbers the rows by itself; a column that nobody filled in, as the last, is for the pen.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    empty_rows: int = 15
    widths: tuple[float, ...] = ()
    height: float = 1.0
    """Of a row, in centimetres."""


@dataclass(frozen=True)
class Reference:
    """The head of a letter: city and date, its number (which the paper gets when it is issued), subject."""

    subject: str
    city_and_date: str = ""
    attachment: str = ""


@dataclass(frozen=True)
class Lines:
    """Lines that stay lines, as an address; the first may be bold."""

    lines: tuple[str, ...]
    first_bold: bool = False


@dataclass(frozen=True)
class Letterhead:
    """The head of the paper (kop surat): who writes it, and where they are found."""

    name: str
    lines: tuple[str, ...] = ()
    above: str = ""
    """The body that the office belongs to, as "Pemerintah Kota Contoh"."""


type Block = (
    Heading
    | Paragraph
    | Listing
    | Table
    | Facts
    | Figure
    | KeyFigures
    | Signatures
    | PageBreak
    | Note
    | Attendance
    | Reference
    | Lines
)


@dataclass(frozen=True)
class Content:
    """A whole paper in one language.

    ``letter`` shows no title (its subject stands in its ``Reference``), ``act`` sets it in the middle with
    the number below, ``report`` at the start with the subtitle. ``number`` and ``is_fiction`` are filled in
    when the paper is issued.
    """

    title: str
    language: Language
    blocks: tuple[Block, ...]
    layout: Layout = "report"
    subtitle: str = ""
    number: str = ""
    letterhead: Letterhead | None = None
    is_fiction: bool = False
    lying: bool = False
    """On pages that are wider than high, as for a wide drawing."""


CLASSES: Final[dict[str, type[Any]]] = {
    kind.__name__.lower(): kind
    for kind in (
        Content, Letterhead, Run, Heading, Paragraph, Listing, Table, Facts, Figure, KeyFigure, KeyFigures,
        Place, Signatures, PageBreak, Note, Attendance, Reference, Lines,
    )
}  # fmt: skip


def cleaned_text(text: str) -> str:
    r"""The text without what no paper can hold: control characters, marks that turn the direction.

    >>> cleaned_text("Baris satu\nBaris\x00 dua\u202e")
    'Baris satu\nBaris dua'
    """
    return "".join(one for one in text if one == "\n" or not _is_unprintable(one))


def _is_unprintable(one: str) -> bool:
    return one in TURNING or unicodedata.category(one) in {"Cc", "Cs", "Cn"}


def as_json(content: Any) -> Any:
    """The content as plain JSON, each object with its kind under "is", texts cleaned.

    >>> as_json(Heading("Hasil", 2))
    {'is': 'heading', 'text': 'Hasil', 'level': 2}
    """
    if isinstance(content, str):
        return cleaned_text(content)
    if isinstance(content, tuple | list):
        return [as_json(one) for one in content]
    if is_dataclass(content):
        named = {one.name: as_json(getattr(content, one.name)) for one in fields(content)}
        return {"is": type(content).__name__.lower(), **named}
    return content


def from_json(kept: Any) -> Content:
    """The content that was kept as JSON; BrokenContent for anything else."""
    try:
        found = _thawed(kept)
    except (KeyError, TypeError) as error:
        raise BrokenContent(str(error)) from error
    if not isinstance(found, Content):
        raise BrokenContent("This is not the content of a paper.")
    return found


def _thawed(kept: Any) -> Any:
    if isinstance(kept, list):
        return tuple(_thawed(one) for one in kept)
    if isinstance(kept, dict):
        return CLASSES[kept["is"]](**{name: _thawed(value) for name, value in kept.items() if name != "is"})
    return kept
